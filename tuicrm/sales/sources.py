"""The channels and campaigns that customers come from."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Table, func, select

from tuicrm.plain.clean import line
from tuicrm.plain.language import N_
from tuicrm.plain.names import folded
from tuicrm.sales.fields import field_key
from tuicrm.sales.rules import rule
from tuicrm.sales.unmaking import unmake
from tuicrm.sales.wording import add_sentences
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.channels import campaigns, sources
from tuicrm.store.tables.customers import customers, inquiries

add_sentences(
    {
        "no_source": N_("There is no source {source}. Sources: {sources}."),
        "no_campaign": N_("There is no campaign {campaign}. Campaigns: {campaigns}."),
    }
)


@dataclass(frozen=True)
class Source:
    """A source channel: the key stands for ever, the name may be changed."""

    id: int
    key: str
    name: str


@dataclass(frozen=True)
class SourceUse:
    """A channel, how many customers came first through it, and how many inquiries in all."""

    source: Source
    customers: int
    inquiries: int


@dataclass(frozen=True)
class Campaign:
    """A campaign and the channel it runs through."""

    id: int
    name: str
    source_id: int


@rule("source.list", right="read")
def listed(session: Session, actor: Actor, *, now: datetime) -> tuple[SourceUse, ...]:
    """List the channels in the team's order, with what came through each."""
    came = dict(session.all(_by_source(customers)))
    asked = dict(session.all(_by_source(inquiries)))
    return tuple(SourceUse(one, came.get(one.id, 0), asked.get(one.id, 0)) for one in all_sources(session))


def _by_source(table: Table) -> Select[Any]:
    """Count by channel; who was merged into another came once."""
    return select(table.c.source_id, func.count()).where(table.c.archived_at.is_(None)).group_by(table.c.source_id)


@rule("source.names", right="take_in")
def names(session: Session, actor: Actor, *, now: datetime) -> tuple[Source, ...]:
    """List the channels in the team's order: what a form offers."""
    return all_sources(session)


@rule("source.add", right="manage", writes=True, refuses=("name_missing", "known"))
def add(session: Session, actor: Actor, name: str, key: str = "", *, now: datetime) -> Source:
    """Add a channel; its key is made from the name unless given.

    Raises:
        Refused: `name_missing`, `known`.
    """
    shown = line(name)[:80]
    if not shown:
        raise Refused("name_missing")
    made = field_key(key or shown)[:30]
    known = all_sources(session)
    if any(one.key == made or folded(one.name) == folded(shown) for one in known):
        raise Refused("known", name=shown)
    source_id = change.insert(session, sources, key=made, name=shown, position=len(known))
    session.can_be_undone_by("source.unmake", source_id)
    return Source(source_id, made, shown)


@rule("source.unmake", right="manage", writes=True, refuses=("used_since",))
def unmake_source(session: Session, actor: Actor, source_id: int, *, now: datetime) -> None:
    """Take back that a channel was added, while nobody came through it."""
    unmake(session, sources, source_id, found.name if (found := session.get(sources, source_id)) else "")


def all_sources(session: Session) -> tuple[Source, ...]:
    """Give the live channels in the team's order."""
    rows = session.all(
        select(sources.c.id, sources.c.key, sources.c.name)
        .where(sources.c.archived_at.is_(None))
        .order_by(sources.c.position, sources.c.id)
    )
    return tuple(Source(*row) for row in rows)


def source_of(session: Session, text: str) -> Source:
    """Find a channel by its key or its name.

    Raises:
        Refused: `no_source`, with the keys that there are.
    """
    known = all_sources(session)
    wanted = folded(line(text))
    for one in known:
        if wanted in (folded(one.key), folded(one.name), folded(one.key.replace("-", " "))):
            return one
    raise Refused("no_source", source=line(text), sources=tuple(one.key for one in known))


def campaign_of(session: Session, text: str) -> Campaign:
    """Find a campaign by its name, or by a beginning that only one has.

    Raises:
        Refused: `no_campaign`, with the names that there are (the latest ten).
    """
    rows = session.all(
        select(campaigns.c.id, campaigns.c.name, campaigns.c.source_id)
        .where(campaigns.c.archived_at.is_(None))
        .order_by(campaigns.c.id.desc())
    )
    wanted = folded(line(text))
    same = [row for row in rows if folded(row.name) == wanted]
    found = same or [row for row in rows if folded(row.name).startswith(wanted)]
    if wanted and len(found) == 1:
        return Campaign(*found[0])
    raise Refused("no_campaign", campaign=line(text), campaigns=tuple(row.name for row in rows[:10]))
