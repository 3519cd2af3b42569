"""What is asked before a pair is made by hand, ended, or its note decided."""

from collections.abc import Callable
from typing import Any

from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.sales import funnel, pairing, people
from tuicrm.sales.pairing import Accepted, PairRow
from tuicrm.sales.pairing import Choice as Chosen
from tuicrm.sales.wording import words
from tuicrm.screens.pane import Pane
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.fields import Field
from tuicrm.widgets.form_screen import FormScreen
from tuicrm.widgets.option import Option

ROLES = ("rep", "team_lead")
ACCEPT, DECLINE = "accept", "decline"


def choose_two(pane: Pane, said: Callable[[Any], str], then: Callable[[], None]) -> None:
    """Ask who learns, from whom and which stage, and make the pair."""
    me = pane.bridge.me
    team_id = me.team_id if me.role == "team_lead" else None

    def offer(found: tuple[people.UserRow, ...]) -> None:
        here = [one for one in found if one.role in ROLES]
        if len(here) < 2:
            pane.say(_("It takes two people who sell."))
            return

        def learner(learner_id: int | None) -> None:
            if learner_id is not None:
                others = [one for one in here if one.id != learner_id]
                _choose(pane, _("From whom?"), others, lambda partner_id: partner(learner_id, partner_id))

        def partner(learner_id: int, partner_id: int | None) -> None:
            if partner_id is not None:
                pane.ask(funnel.stages, then=lambda found: stage(learner_id, partner_id, found), opens=True)

        def stage(learner_id: int, partner_id: int, found: Any) -> None:
            options = [Option(one.id, show(one.name)) for one in found if one.kind == "open"]

            def chosen(stage_id: int | None) -> None:
                if stage_id is not None:
                    choice = Chosen(learner_id, partner_id, stage_id)
                    pane.act(pairing.make, (choice,), said=said, then=lambda _made: then())

            pane.app.push_screen(Choice(_("About which stage?"), options, anchor=pane.under_cursor), chosen)

        _choose(pane, _("Who is to learn?"), here, learner)

    pane.ask(people.users, team_id=team_id, then=offer, slot="people", opens=True)


def _choose(pane: Pane, title: str, found: list[people.UserRow], chosen: Callable[[int | None], None]) -> None:
    options = [Option(one.id, show(one.name), note=show(one.team or ""), also=one.login) for one in found]
    pane.app.push_screen(Choice(title, options, anchor=pane.under_cursor), chosen)


def ask_reason(pane: Pane, title: str, button: str, rule: Callable[..., Any], pair_id: int, said: str) -> None:
    """Ask why, and end the pair."""

    def send(values: dict[str, str], form: FormScreen) -> None:
        pane.act(
            rule, pair_id, values["reason"], said=lambda _id: said, then=lambda _id: form.done(),
            failed=lambda error: form.refuse({}, words(error)),
        )  # fmt: skip

    pane.app.push_screen(FormScreen(title, [Field("reason", _("Why"))], button, send=send))


def decide_note(pane: Pane, one: PairRow) -> None:
    """Ask whether a note goes into the playbook, and how it is worded there."""
    options = [Option(ACCEPT, _("into the playbook")), Option(DECLINE, _("leave it out"))]
    title = _("Note for {stage}").format(stage=show(one.stage))

    def chosen(key: str | None) -> None:
        if key == ACCEPT:
            pane.app.push_screen(_accept_form(pane, one))
        elif key == DECLINE:
            ask_reason(
                pane, _("Leave the note out"), _("Leave out"), pairing.decline, one.id, _("Left out; the two see why.")
            )

    pane.app.push_screen(Choice(title, options, anchor=pane.under_cursor), chosen)


def _accept_form(pane: Pane, one: PairRow) -> FormScreen:
    def said(done: Accepted) -> str:
        return _("In the playbook of {stage}, version {number}.").format(stage=show(done.stage), number=done.number)

    def send(values: dict[str, str], form: FormScreen) -> None:
        pane.act(
            pairing.accept, one.id, values["text"], said=said, then=lambda _done: form.done(),
            failed=lambda error: form.refuse({}, words(error)),
        )  # fmt: skip

    field = Field("text", _("As it is to stand there"), "note", one.note or "", required=True)
    return FormScreen(_("Into the playbook of {stage}").format(stage=show(one.stage)), [field], _("Keep"), send=send)
