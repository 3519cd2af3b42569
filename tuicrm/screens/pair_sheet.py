"""The sheet of a talk as a form: from the list of pairs, and from the entry in the agenda."""

from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.sales import pairing
from tuicrm.sales.pairing import PairCard, Sheet
from tuicrm.sales.wording import words
from tuicrm.screens.drafts import keeper
from tuicrm.screens.pane import Pane
from tuicrm.widgets.fields import Field
from tuicrm.widgets.form_screen import FormScreen

LINES = ("went_well", "was_hard", "asked", "to_try")


def open_sheet(pane: Pane, pair_id: int) -> None:
    """Open the sheet of a pair of one's own."""
    pane.ask(pairing.card, pair_id, then=lambda card: _open(pane, card), slot="sheet", opens=True)


def open_sheet_of(pane: Pane, action_id: int) -> None:
    """Open the sheet of the pair that an entry in the agenda belongs to."""
    pane.ask(pairing.of_action, action_id, then=lambda card: _open(pane, card), slot="sheet", opens=True)


def _open(pane: Pane, card: PairCard) -> None:
    one = card.row
    if card.sheet is None:
        pane.say(_("The sheet is for the two who talk."))
        return
    if one.state not in ("planned", "met"):
        pane.say(_("That pair is over."))
        return

    def send(said: dict[str, str], form: FormScreen) -> None:
        sheet = Sheet(*(said[name] for name in LINES))
        note = said.get("note")
        pane.act(
            pairing.fill, one.id, sheet, note=note, version=one.version,
            said=lambda _id: _("Sheet kept; the talk is done."), then=lambda _id: form.done(),
            failed=lambda error: form.refuse({}, words(error)),
        )  # fmt: skip

    title = _("20 minutes: {learner} and {partner} on {stage}").format(
        learner=show(one.learner), partner=show(one.partner), stage=show(one.stage)
    )
    form = FormScreen(title, _fields(card), _("Talked"), keeper(pane, "pair.sheet", str(one.id)), send=send)
    pane.app.push_screen(form)


def _fields(card: PairCard) -> list[Field]:
    sheet, one = card.sheet, card.row
    assert sheet is not None
    fields = [
        Field("went_well", _("What went well"), "note", sheet.went_well or "",
              hint=_("Of the learner's last projects in this stage: what worked?")),
        Field("was_hard", _("What was hard"), "note", sheet.was_hard or "", hint=_("Where did it get stuck, and why?")),
        Field("asked", _("What was asked"), "note", sheet.asked or "",
              hint=_("What the learner wanted to know, and how the partner does it.")),
        Field("to_try", _("One thing to try"), "note", sheet.to_try or "",
              hint=_("One thing only, until the next project in this stage.")),
    ]  # fmt: skip
    if one.note_state in (None, "proposed"):
        hint = _("Worth knowing for everybody? It is proposed to the stage's playbook; the rest stays between you.")
        fields.append(Field("note", _("For the playbook"), "note", one.note or "", hint=hint))
    return fields
