"""Claim, give free and assign customers from any screen: reasons and receivers are chosen in place."""

from collections.abc import Callable, Sequence
from typing import Any

from tuicrm.plain.clean import show
from tuicrm.plain.language import _, in_a_row, ngettext
from tuicrm.sales import people, pool
from tuicrm.sales.pool import REASONS, Held, HeldMany
from tuicrm.sales.pool.words import claimed
from tuicrm.sales.wording import words
from tuicrm.screens.pane import Pane
from tuicrm.store.errors import Refused
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.fields import Field
from tuicrm.widgets.form_screen import FormScreen
from tuicrm.widgets.option import Option

Then = Callable[[tuple[int, ...]], None]
"""What a screen does with the customers that changed their holder."""


def claim(pane: Pane, customer_ids: Sequence[int], then: Then) -> None:
    """Take free customers."""
    if len(customer_ids) == 1:
        pane.act(pool.claim, customer_ids[0], said=claimed, then=lambda held: then((held.customer_id,)))
        return

    def told(result: HeldMany) -> str:
        said = ngettext("{n} is yours now.", "{n} are yours now.", len(result.done)).format(n=len(result.done))
        return in_a_row(said, _left(result))

    pane.act(pool.claim_many, tuple(customer_ids), said=told, then=lambda result: then(_ids(result)))


def release(pane: Pane, customer_ids: Sequence[int], name: str, then: Then) -> None:
    """Ask why, and give customers back to the pool."""
    title = _("Why give {name} free?").format(name=show(name))
    if len(customer_ids) > 1:
        title = _("Why give {n} customers free?").format(n=len(customer_ids))

    def chosen(reason: str | None) -> None:
        if reason == "other":
            _ask_why(pane, title, lambda text: _release(pane, customer_ids, text, then))
        elif reason is not None:
            _release(pane, customer_ids, reason, then)

    options = [Option(key, _(word)) for key, word in REASONS.items()]
    pane.app.push_screen(Choice(title, options, anchor=pane.under_cursor), chosen)


def assign(pane: Pane, customer_ids: Sequence[int], name: str, then: Then) -> None:
    """Choose a colleague and give customers to them."""

    def choose(users: Sequence[Any]) -> None:
        options = [
            Option(one.id, show(one.name), note=show(one.team or ""), also=one.login)
            for one in users
            if one.left_on is None
        ]
        title = _("Who gets {name}?").format(name=show(name))
        if len(customer_ids) > 1:
            title = _("Who gets {n} customers?").format(n=len(customer_ids))
        pane.app.push_screen(Choice(title, options, anchor=pane.under_cursor), chosen)

    def chosen(receiver_id: int | None) -> None:
        if receiver_id is not None:
            _ask_note(pane, lambda note: _assign(pane, customer_ids, receiver_id, note, then))

    pane.ask(people.users, then=choose, slot="users")


def _release(pane: Pane, customer_ids: Sequence[int], reason: str, then: Then) -> None:
    if len(customer_ids) == 1:

        def told(held: Held) -> str:
            return _("{name} lies in the pool.").format(name=show(held.name))

        pane.act(pool.release, customer_ids[0], reason, said=told, then=lambda held: then((held.customer_id,)))
        return

    def told_many(result: HeldMany) -> str:
        n = len(result.done)
        said = ngettext("{n} lies in the pool.", "{n} lie in the pool.", n).format(n=n)
        return in_a_row(said, _left(result))

    pane.act(pool.release_many, tuple(customer_ids), reason, said=told_many, then=lambda result: then(_ids(result)))


def _assign(pane: Pane, customer_ids: Sequence[int], receiver_id: int, note: str, then: Then) -> None:
    if len(customer_ids) == 1:

        def told(held: Held) -> str:
            return _("{name} is held by {owner} now.").format(name=show(held.name), owner=show(held.owner or "?"))

        pane.act(
            pool.assign, customer_ids[0], receiver_id, note, said=told, then=lambda held: then((held.customer_id,))
        )
        return

    def told_many(result: HeldMany) -> str:
        owner = result.done[0].owner if result.done else None
        said = _("{n} given to {owner}.").format(n=len(result.done), owner=show(owner or "?")) if result.done else ""
        return in_a_row(said, _left(result))

    pane.act(
        pool.assign_many, tuple(customer_ids), receiver_id, note, said=told_many,
        then=lambda result: then(_ids(result)),
    )  # fmt: skip


def _ask_why(pane: Pane, title: str, then: Callable[[str], None]) -> None:
    field = Field("why", _("Reason"), required=True, hint=_("in your own words"))

    def sent(said: dict[str, str] | None) -> None:
        if said is not None:
            then(said["why"])

    pane.app.push_screen(FormScreen(title, [field], _("Give free")), sent)


def _ask_note(pane: Pane, then: Callable[[str], None]) -> None:
    field = Field("note", _("Note"), hint=_("what they should know; may stay empty"))

    def sent(said: dict[str, str] | None) -> None:
        if said is not None:
            then(said["note"])

    pane.app.push_screen(FormScreen(_("A word with it?"), [field], _("Assign")), sent)


def _ids(result: HeldMany) -> tuple[int, ...]:
    return tuple(one.customer_id for one in result.done)


def _left(result: HeldMany) -> str:
    """Say how many were left alone, and the first reason in full."""
    if not result.left:
        return ""
    first = result.left[0]
    said = ngettext("{n} was left:", "{n} were left:", len(result.left)).format(n=len(result.left))
    return in_a_row(said, words(Refused(first.code, **first.facts)))
