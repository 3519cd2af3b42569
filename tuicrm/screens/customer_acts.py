"""Small acts about a customer: verdicts on inquiries, tags, needs, and a merge taken back."""

from collections.abc import Sequence

from tuicrm.plain.clean import show
from tuicrm.plain.language import _, ngettext
from tuicrm.sales import doubles, inquiries, needs, tags
from tuicrm.sales.customers.card import CustomerCard
from tuicrm.sales.customers.record import InquiryLine
from tuicrm.sales.customers.words import NEED_WORDS
from tuicrm.sales.inquiries.words import VERDICT_WORDS, in_words
from tuicrm.sales.needs import Need
from tuicrm.sales.tags import Tag, Tagged
from tuicrm.sales.wording import words
from tuicrm.screens.pane import Pane
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.fields import Field
from tuicrm.widgets.form_screen import FormScreen
from tuicrm.widgets.option import Option

SELLING = ("rep", "team_lead", "manager", "administrator")
NEW, NO_VERDICT = "+new", "-none"


def judge(pane: Pane, one: InquiryLine) -> None:
    """Say with one digit why an inquiry leads nowhere; or take the verdict off again."""
    options = [Option(key, _(word)) for key, word in VERDICT_WORDS.items()]
    if one.verdict is not None:
        options.insert(0, Option(NO_VERDICT, _("no verdict any more")))
    title = _("Inquiry of {day}: {state}. Why does it lead nowhere?").format(
        day=one.came_on.isoformat(), state=in_words(one.state, one.tries, one.verdict)
    )
    ask_verdict(pane, one.id, title, options)


def ask_verdict(pane: Pane, inquiry_id: int, title: str, options: Sequence[Option[str]] = ()) -> None:
    """Open the list of verdicts for an inquiry."""
    listed = options or [Option(key, _(word)) for key, word in VERDICT_WORDS.items()]

    def chosen(key: str | None) -> None:
        if key is None:
            return
        verdict = None if key == NO_VERDICT else key
        said = _("The verdict is taken off.") if verdict is None else in_words("refused", verdict=verdict)
        pane.act(inquiries.judge, (inquiry_id,), verdict, said=lambda done: f"{show(done.customer)}: {said}")

    pane.app.push_screen(Choice(title, listed, anchor=pane.under_cursor), chosen)


def tag(pane: Pane, customer_ids: tuple[int, ...], has: Sequence[str]) -> None:
    """Choose a tag to put on customers; one that a single customer has is taken off."""

    def listed(found: tuple[Tag, ...]) -> None:
        options = [
            Option(one.name, show(one.name), note=_("take off") if one.name in has else str(one.customers))
            for one in found
        ]
        options.append(Option(NEW, _("a new tag ...")))
        box = Choice(_("Which tag?"), options, anchor=pane.under_cursor)
        pane.app.push_screen(box, lambda name: _tag(pane, customer_ids, has, name) if name is not None else None)

    pane.ask(tags.listed, then=listed, slot="tags", opens=True)


def _tag(pane: Pane, customer_ids: tuple[int, ...], has: Sequence[str], name: str) -> None:
    if name != NEW:
        pane.act(tags.tag, customer_ids, name, is_on=name not in has, said=_tagged)
        return

    def send(said: dict[str, str], form: FormScreen) -> None:
        pane.act(
            tags.tag, customer_ids, said["tag"], then=lambda _done: form.done(),
            failed=lambda error: form.refuse({"tag": words(error)}), said=_tagged,
        )  # fmt: skip

    pane.app.push_screen(FormScreen(_("A new tag"), [Field("tag", _("Tag"), required=True)], send=send))


def _tagged(done: Tagged) -> str:
    n = len(done.ids)
    said = (
        ngettext("{tag}: put on {n} customer.", "{tag}: put on {n} customers.", n)
        if done.is_on
        else ngettext("{tag}: taken off {n} customer.", "{tag}: taken off {n} customers.", n)
    )
    told = said.format(tag=show(done.tag), n=n)
    if done.left:
        told += " " + _("{n} are others' and stay as they are.").format(n=len(done.left))
    return told


def add_need(pane: Pane, card: CustomerCard) -> None:
    """Choose a need of the team's list that a customer asks for."""

    def listed(found: tuple[Need, ...]) -> None:
        if not found:
            pane.say(_("The list of needs is empty. A manager adds one under “fields” in the acts of Pool."))
            return
        had = {one.need_id: _(NEED_WORDS[one.state]) for one in card.needs}
        options = [Option(one.id, show(one.name), note=had.get(one.id, "")) for one in found]
        box = Choice(_("Which need?"), options, anchor=pane.under_cursor)
        pane.app.push_screen(box, lambda need_id: change_need(pane, card, need_id, found) if need_id else None)

    pane.ask(needs.listed, then=listed, slot="needs", opens=True)


def change_need(pane: Pane, card: CustomerCard, need_id: int, found: Sequence[Need] = ()) -> None:
    """Say what became of a need: asked, met, lost for it, or none."""
    names = {one.id: one.name for one in found} | {one.need_id: one.name for one in card.needs}
    name = names[need_id]
    options = [Option(state, _(word)) for state, word in NEED_WORDS.items()] + [Option("none", _("no need of theirs"))]

    def chosen(state: str | None) -> None:
        if state is not None:
            said = _("{need}: {state}.").format(need=show(name), state={one.key: one.words for one in options}[state])
            pane.act(needs.set_need, card.id, name, state, said=lambda _done: said)

    pane.app.push_screen(Choice(show(name), options, anchor=pane.under_cursor), chosen)


def unmerge(pane: Pane, gone_id: int) -> None:
    """Ask whether a merged customer is to be one of its own again."""
    options = [Option("yes", _("Make two customers again")), Option("no", _("Leave it as it is"))]

    def chosen(key: str | None) -> None:
        if key == "yes":
            pane.act(
                doubles.unmerge, gone_id,
                said=lambda done: _("{gone} and {name} are two customers again.").format(
                    gone=show(done.gone), name=show(done.name)
                ),
            )  # fmt: skip

    pane.app.push_screen(Choice(_("Undo the merge?"), options, anchor=pane.under_cursor), chosen)
