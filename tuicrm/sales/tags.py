"""Tags: words that the team puts on customers, one or many at a time, and filters by."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select

from tuicrm.plain.clean import line
from tuicrm.plain.language import N_
from tuicrm.plain.names import folded
from tuicrm.sales import rights
from tuicrm.sales.rules import rule
from tuicrm.sales.wording import add_operations, add_sentences
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.doubles import customer_tags, tags

add_sentences(
    {
        "tag_words": N_("A tag is one word or a few, 60 characters at most: say which."),
        "no_tag": N_("There is no tag {tag}. Tags: {tags}."),
    }
)
add_operations({"customer.tag": N_("tag of {name}")})


@dataclass(frozen=True)
class Tag:
    """A tag, by its name, and how many customers have it."""

    id: int
    key: str
    name: str
    customers: int = 0


@dataclass(frozen=True)
class Tagged:
    """Customers that a tag was put on or taken off, and how many of those asked for had it so already or are others'.

    `left` holds the ids that the actor may not change.
    """

    tag: str
    ids: tuple[int, ...]
    left: tuple[int, ...]
    is_on: bool


def tag_key(text: str) -> str:
    """Give what spellings of a tag are compared by, as a filter spells it: "Key Account" is key-account."""
    return re.sub(r"[\W_]+", "-", folded(line(text))).strip("-")[:60]


@rule("tag.list", right="read")
def listed(session: Session, actor: Actor, *, now: datetime) -> tuple[Tag, ...]:
    """List the tags by name, with how many customers in sight have each."""
    rows = session.all(
        select(tags.c.id, tags.c.tag_key, tags.c.name, func.count(customers.c.id))
        .outerjoin(customer_tags, (customer_tags.c.tag_id == tags.c.id) & customer_tags.c.archived_at.is_(None))
        .outerjoin(
            customers,
            (customers.c.id == customer_tags.c.customer_id)
            & customers.c.archived_at.is_(None)
            & rights.customers_in_sight(actor),
        )
        .where(tags.c.archived_at.is_(None))
        .group_by(tags.c.id, tags.c.tag_key, tags.c.name)
        .order_by(tags.c.tag_key)
    )
    return tuple(Tag(*row) for row in rows)


@rule("customer.tag", right="sell", writes=True, refuses=("tag_words", "no_tag", "not_allowed"))
def tag(
    session: Session, actor: Actor, customer_ids: Sequence[int], name: str, *, is_on: bool = True, now: datetime
) -> Tagged:
    """Put a tag on customers, or take it off; a tag that there is not yet is made.

    Of several customers those that the actor may not change are left out; a single one is refused.

    Raises:
        Refused: `tag_words`, `no_tag` (to take off).
    """
    wanted = list(dict.fromkeys(customer_ids))
    if len(wanted) == 1:
        rights.find(session, actor, customers, wanted[0], to_write=True)
    tag_id, shown = _tag(session, name, is_on=is_on)
    session.lock(customers, *wanted)
    done: list[int] = []
    left: list[int] = []
    for customer_id in wanted:
        row = session.first(select(customers).where(customers.c.id == customer_id, rights.customers_in_sight(actor)))
        if row is None or not rights.may_write(session, actor, customers, row):
            left.append(customer_id)
        elif _set(session, customer_id, tag_id, now, is_on=is_on):
            done.append(customer_id)
    if done:
        session.can_be_undone_by("customer.tag", done, shown, is_on=not is_on)
    return Tagged(shown, tuple(done), tuple(left), is_on)


def of_customer(session: Session, customer_id: int) -> tuple[str, ...]:
    """Give the names of a customer's tags."""
    return tuple(session.values(_named(customer_id)))


def _named(customer_id: int) -> Select[tuple[str]]:
    return (
        select(tags.c.name)
        .join(customer_tags, customer_tags.c.tag_id == tags.c.id)
        .where(customer_tags.c.customer_id == customer_id, customer_tags.c.archived_at.is_(None))
        .order_by(tags.c.tag_key)
    )


def has_tag(session: Session, names: Sequence[str]) -> ColumnElement[bool]:
    """Give what `tag:vip,fair` asks of a customer: any of the tags.

    Raises:
        Refused: `no_tag`.
    """
    known = {row.tag_key: row.id for row in session.all(select(tags.c.tag_key, tags.c.id))}
    ids = []
    for name in names:
        if tag_key(name) not in known:
            raise Refused("no_tag", tag=name, tags=tuple(known))
        ids.append(known[tag_key(name)])
    return customers.c.id.in_(_with(customer_tags.c.tag_id.in_(ids)))


def is_tagged() -> ColumnElement[bool]:
    """Whether a customer has any tag."""
    return customers.c.id.in_(_with())


def _with(*conditions: ColumnElement[bool]) -> Select[tuple[int]]:
    return select(customer_tags.c.customer_id).where(customer_tags.c.archived_at.is_(None), *conditions)


def _tag(session: Session, name: str, *, is_on: bool) -> tuple[int, str]:
    shown, key = line(name)[:60], tag_key(name)
    if not key or len(line(name)) > 60:
        raise Refused("tag_words")
    row = session.first(select(tags).where(tags.c.tag_key == key))
    if row is None:
        if not is_on:
            raise Refused("no_tag", tag=shown, tags=tuple(session.values(select(tags.c.name).order_by(tags.c.tag_key))))
        return change.insert(session, tags, tag_key=key, name=shown), shown
    if row.archived_at is not None and is_on:
        change.update(session, tags, row.id, archived_at=None)
    return row.id, row.name


def _set(session: Session, customer_id: int, tag_id: int, now: datetime, *, is_on: bool) -> bool:
    row = session.first(
        select(customer_tags).where(customer_tags.c.customer_id == customer_id, customer_tags.c.tag_id == tag_id)
    )
    if row is None:
        return is_on and bool(change.insert(session, customer_tags, customer_id=customer_id, tag_id=tag_id))
    if is_on == (row.archived_at is None):
        return False
    return change.update(session, customer_tags, row.id, archived_at=None if is_on else now)
