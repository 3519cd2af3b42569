"""Hand over from any screen, and answer a handover: receivers are proposed, reasons asked for in place."""

from collections.abc import Callable, Sequence

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _, ngettext, strung
from tuicrm.sales import handovers
from tuicrm.sales.handovers.answering import Answered
from tuicrm.sales.handovers.giving import HandedOver, Thing
from tuicrm.sales.handovers.listing import HandoverCard
from tuicrm.sales.handovers.passing import Terms
from tuicrm.sales.handovers.proposing import Candidate
from tuicrm.sales.handovers.telling import told
from tuicrm.screens.pane import Pane
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.fields import Field
from tuicrm.widgets.form_screen import FormScreen
from tuicrm.widgets.option import Option

LEADS = ("team_lead", "manager", "administrator")
ACCEPT, RETURN, LATER = "accept", "return", "later"


def hand_over(pane: Pane, things: Sequence[Thing], name: str) -> None:
    """Choose a receiver, the best first; then a note, and whether it is at once."""

    def choose(found: tuple[Candidate, ...]) -> None:
        options = [Option(one.user_id, show(one.name), note=fit(one), also=one.login) for one in found]
        if not options:
            pane.say(_("There is nobody who could take it."))
            return
        title = _("Hand {name} over to").format(name=show(name))
        pane.app.push_screen(Choice(title, options, anchor=pane.under_cursor), chosen)

    def chosen(receiver_id: int | None) -> None:
        if receiver_id is not None:
            _ask_terms(pane, lambda terms: _give(pane, things, receiver_id, terms))

    pane.ask(handovers.candidates, tuple(things), then=choose, slot="candidates", opens=True)


def pass_on(pane: Pane, customer_id: int, name: str, *, assign: Callable[[], None]) -> None:
    """Pass a customer on that somebody holds: with its projects and a note, or for who leads the customer alone."""
    if pane.bridge.me.role not in LEADS:
        hand_over(pane, [("customer", customer_id)], name)
        return

    def chosen(key: str | None) -> None:
        if key == "all":
            hand_over(pane, [("customer", customer_id)], name)
        elif key == "alone":
            assign()

    options = [Option("all", _("hand over with its projects")), Option("alone", _("assign the customer alone"))]
    pane.app.push_screen(Choice(show(name), options, anchor=pane.under_cursor), chosen)


def fit(one: Candidate) -> str:
    """Say what speaks for a receiver: sold this 4, class 7, 12 open."""
    said = []
    if one.product_wins:
        said.append(_("sold this {count}").format(count=one.product_wins))
    if one.class_wins:
        said.append(_("this class {count}").format(count=one.class_wins))
    said.append(_("{count} open").format(count=one.open_projects))
    if not one.is_same_team and one.team:
        said.append(show(one.team))
    return strung(said)


def answer(pane: Pane, batch: int, name: str) -> None:
    """Show what was handed over, and let it be accepted or returned."""

    def offer(card: HandoverCard) -> None:
        if not card.may_answer:
            pane.say(told(card)[0])
            return
        options = [
            Option(ACCEPT, _("accept")), Option(RETURN, _("return, with a reason")), Option(LATER, _("later")),
        ]  # fmt: skip
        text = "\n".join(told(card)[:10])
        box = Choice(show(name), options, text=text, anchor=pane.under_cursor)
        pane.app.push_screen(box, lambda key: _answered(pane, batch, name, key))

    pane.ask(handovers.card, batch, then=offer, slot="handover", opens=True)


def _answered(pane: Pane, batch: int, name: str, key: str | None) -> None:
    if key == ACCEPT:
        pane.act(handovers.accept, batch, said=_holds)
    elif key == RETURN:
        field = Field("why", _("Reason"), required=True, hint=_("in your own words"))

        def sent(said: dict[str, str] | None) -> None:
            if said is not None:
                pane.act(handovers.give_back, batch, said["why"], said=_holds)

        pane.app.push_screen(FormScreen(_("Why return {name}?").format(name=show(name)), [field], _("Return")), sent)


def _ask_terms(pane: Pane, then: Callable[[Terms], None]) -> None:
    """Ask for a note; who leads may hand over at once, others let the receiver accept."""
    fields = [Field("note", _("Note"), hint=_("what they should know; may stay empty"))]

    def sent(said: dict[str, str] | None) -> None:
        if said is not None:
            then(Terms(note=said["note"], at_once=pane.bridge.me.role in LEADS))

    pane.app.push_screen(FormScreen(_("A word with it?"), fields, _("Hand over")), sent)


def _give(pane: Pane, things: Sequence[Thing], receiver_id: int, terms: Terms) -> None:
    pane.act(handovers.give, tuple(things), receiver_id, terms, said=_given)


def _given(made: HandedOver) -> str:
    if not made.done:
        said = _("{name} waits for {to} to accept it, until {day}.")
        return said.format(name=show(made.name), to=show(made.to), day=formats.day(made.due_on))
    if made.projects and made.customers:
        said = ngettext(
            "{name} and {count} project are {to}'s now.", "{name} and {count} projects are {to}'s now.", made.projects
        )
        return said.format(name=show(made.name), count=made.projects, to=show(made.to))
    return _("{name} is held by {owner} now.").format(name=show(made.name), owner=show(made.to))


def _holds(done: Answered) -> str:
    return _("{name} is held by {owner} now.").format(name=show(done.name), owner=show(done.holder or "?"))
