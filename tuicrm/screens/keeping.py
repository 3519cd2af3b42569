"""Lock, reassign, show in full and classify customers from a list: what each needs is asked in place."""

from collections.abc import Sequence

from tuicrm.plain.clean import show
from tuicrm.plain.language import _, ngettext
from tuicrm.plain.periods import read_date
from tuicrm.sales import customers, pool
from tuicrm.sales.pool import HandedOut, PoolRow
from tuicrm.sales.pool.several import OnePool
from tuicrm.sales.pool.words import card_shown, locked, put_in_words
from tuicrm.screens.holding import Then
from tuicrm.screens.pane import Pane
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.fields import Field, Reading
from tuicrm.widgets.form_screen import FormScreen
from tuicrm.widgets.option import Option

CLASSES = ("A", "B", "C", "D")


def lock(pane: Pane, one: PoolRow, then: Then) -> None:
    """Lock a customer with a reason and an end, or take its lock off."""
    if one.locked_until_on is not None and one.locked_until_on >= pane.bridge.today:
        pane.act(pool.unlock, one.id, said=locked, then=lambda held: then((held.customer_id,)))
        return
    fields = [
        Field("reason", _("Reason"), required=True, hint=_("why it must not go back to the pool")),
        Field("until", _("Until"), read=_day, hint=_("a day such as 2026-12-31; empty: as long as the rules allow")),
    ]

    def sent(said: dict[str, str] | None) -> None:
        if said is not None:
            until = read_date(said["until"]) if said["until"] else None
            pane.act(pool.lock, one.id, said["reason"], until, said=locked, then=lambda held: then((held.customer_id,)))

    pane.app.push_screen(FormScreen(_("Lock {name}").format(name=show(one.name)), fields, _("Lock")), sent)


def reassign(pane: Pane, one: PoolRow, then: Then) -> None:
    """Give a customer that waits to whoever of the team has most room."""

    def told(done: HandedOut) -> str:
        return _("{name} is held by {owner} now.").format(name=show(one.name), owner=show(done.chosen or "?"))

    pane.act(pool.reassign, one.id, said=told, then=lambda done: then((done.customer_id,)))


def reveal(pane: Pane, one: PoolRow, then: Then) -> None:
    """Show the phones and e-mails of a customer in the pool; that is counted."""
    pane.act(pool.show_card, one.id, said=card_shown, then=lambda shown: then(()))


def classify(pane: Pane, customer_ids: Sequence[int], then: Then) -> None:
    """Choose a class for one customer or for all marked ones."""
    options = [Option(key, key) for key in CLASSES]
    options.append(Option("", _("no class")))
    title = ngettext("Which class for {n} customer?", "Which class for {n} customers?", len(customer_ids))

    def chosen(key: str | None) -> None:
        if key is not None:
            pane.act(
                customers.classify, tuple(customer_ids), key, then=lambda done: then(tuple(customer_ids)),
                said=lambda n: ngettext("{n} customer changed.", "{n} customers changed.", n).format(n=n),
            )  # fmt: skip

    pane.app.push_screen(Choice(title.format(n=len(customer_ids)), options, anchor=pane.under_cursor), chosen)


def put(pane: Pane, customer_ids: Sequence[int], then: Then) -> None:
    """Choose the pool that one customer, or all marked ones, belong to from now on."""

    def choose(known: tuple[OnePool, ...]) -> None:
        if len(known) < 2:
            pane.say(_("There is one pool only. A manager opens another: tuicrm pool open NAME"))
            return
        options = [Option(one.id, show(one.name), note=show(one.team or one.region or "")) for one in known]
        title = ngettext("Which pool for {n} customer?", "Which pool for {n} customers?", len(customer_ids))
        box = Choice(title.format(n=len(customer_ids)), options, anchor=pane.under_cursor)
        pane.app.push_screen(box, lambda key: chosen(next((one for one in known if one.id == key), None)))

    def chosen(one: OnePool | None) -> None:
        if one is not None:
            pane.act(
                pool.put, tuple(customer_ids), one.id, then=lambda moved: then(tuple(customer_ids)),
                said=lambda moved: put_in_words(moved, one.name),
            )  # fmt: skip

    pane.ask(pool.pools_of, then=choose, slot="pools")


def _day(text: str) -> Reading:
    try:
        return Reading(read_date(text).isoformat())
    except ValueError:
        return Reading(_("Write a day such as 2026-12-31."), ok=False)
