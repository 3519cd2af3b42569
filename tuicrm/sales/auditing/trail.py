"""The audit trail of one record and of all that belongs to it, ready to be put in words."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Table, select

from tuicrm.plain.money import exact_text
from tuicrm.plain.outline import outlined
from tuicrm.plain.periods import zone_of
from tuicrm.sales.home import home
from tuicrm.store.schema import table
from tuicrm.store.session import Session
from tuicrm.store.tables.access import access_passes, user_keys
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.channels import campaigns, sources
from tuicrm.store.tables.customers import contact_points, contacts, customer_needs, customers, inquiries, needs
from tuicrm.store.tables.fields import own_fields, own_values
from tuicrm.store.tables.funnel import approvals, criteria, criterion_checks, lost_reasons, stages
from tuicrm.store.tables.people import leaves, memberships, targets, teams, users
from tuicrm.store.tables.projects import (
    collaborators,
    project_contacts,
    project_links,
    project_products,
    projects,
)
from tuicrm.store.tables.system import changes, operations
from tuicrm.store.tables.trade import credit_shares, products, purchases

MOST = 1000
PARTS: Mapping[str, tuple[tuple[Table, str], ...]] = {
    "customer": (
        (contacts, "customer_id"), (contact_points, "customer_id"), (customer_needs, "customer_id"),
        (collaborators, "customer_id"), (inquiries, "customer_id"), (actions, "customer_id"),
        (purchases, "customer_id"),
    ),
    "project": (
        (project_contacts, "project_id"), (project_products, "project_id"), (project_links, "project_id"),
        (customer_needs, "project_id"), (collaborators, "project_id"), (actions, "project_id"),
        (purchases, "project_id"), (approvals, "project_id"), (criterion_checks, "project_id"),
        (credit_shares, "project_id"),
    ),
    "user": (
        (memberships, "user_id"), (leaves, "user_id"), (targets, "user_id"), (user_keys, "user_id"),
        (access_passes, "user_id"),
    ),
}  # fmt: skip
"""What belongs to a record, and by which column. Histories that follow from the record itself are left out."""

DERIVED = frozenset(
    {
        "id", "uid", "version", "name_sort", "name_key", "pool_id", "created_at", "created_month", "created_by_id",
        "held_since_at", "last_action_at", "next_action_at", "last_inquiry_at", "reach_key", "position", "record_id",
        "body", "digest", "live_fingerprint", "live_project_id", "home_minor", "month", "done_month", "done_on",
        "planned_month", "made_at", "added_at", "asked_at", "ticked_at", "grain", "origin", "first_planned_on",
        "handle", "funnel_id", "stage_since_at", "is_stage_since_known", "last_progress_at", "expected_moves",
        "cycle_days",
        "closed_month", "created_on", "home_cost_minor", "set_at", "set_by_id", "came_on", "is_new_customer",
        "handover_id", "inquiry_id", "playbook_action_id", "made_by_id", "label", "text_sort",
    }
)  # fmt: skip
"""Columns that say nothing to people: they follow from others, or are of the program."""

_NAMES: Mapping[Table, tuple[str, ...]] = {
    users: (
        "owner_id", "user_id", "by_id", "made_by_id", "asked_by_id", "decided_by_id", "added_by_id", "ticked_by_id",
        "deputy_id", "referrer_user_id",
    ),
    sources: ("source_id",),
    campaigns: ("campaign_id",),
    stages: ("stage_id", "from_stage_id", "to_stage_id", "lost_stage_id", "known_stage_id"),
    contacts: ("contact_id",),
    products: ("product_id",),
    teams: ("team_id",),
    customers: ("customer_id", "merged_into_id", "parent_id", "referrer_customer_id"),
    projects: ("project_id",),
    needs: ("need_id",),
    own_fields: ("field_id",),
    lost_reasons: ("lost_reason_id",),
    criteria: ("criterion_id",),
}  # fmt: skip
_TABLE_OF = {column: of for of, columns in _NAMES.items() for column in columns}

Mask = Callable[[str, str], str]


@dataclass(frozen=True)
class FieldChange:
    """One column: what it was and what it became, as text; None is nothing."""

    name: str
    old: str | None
    new: str | None


@dataclass(frozen=True)
class TrailLine:
    """What one operation did to a record, or to what belongs to it; or that somebody read it, with `what` = read.

    Attributes:
        kind, record_id: which record; that of the trail, or one that belongs to it.
        detail: how it was read.
    """

    id: int
    at: datetime
    by: str | None
    login: str | None
    through: str
    rule: str | None
    kind: str
    record_id: int
    what: str
    fields: tuple[FieldChange, ...]
    detail: str | None = None


def trail_of(
    session: Session, kind: str, record_id: int, *, mask: Mask | None, kinds: Collection[str] = (),
    since: datetime | None = None, until: datetime | None = None, before: int | None = None, limit: int = 100,
) -> tuple[TrailLine, ...]:  # fmt: skip
    """Give who changed what of a record, newest first. Where nothing that people know changed there is no line.

    Args:
        mask: puts phones and e-mails out of sight; None shows them.
        kinds: only of these tables; none means all that belong to it.
        since, until: from this moment on, and before that one.
    """
    limit = min(max(1, limit), MOST)
    found: list[Any] = []
    for name, ids in _records(kind, record_id):
        if kinds and name not in kinds:
            continue
        found += session.all(_lines(name, ids, since, until, before).limit(limit))
    found = sorted(found, key=lambda row: -row.id)[:limit]
    kept = [(row, pairs) for row in found if (pairs := _kept(row, record_id, kind))]
    names = _names_of(session, (pairs for _row, pairs in kept))
    house = home(session)
    currencies = _currencies(session, kept, house.currency)

    def fields(row: Any, pairs: Mapping[str, Any]) -> tuple[FieldChange, ...]:
        made = []
        for name, (old, new) in pairs.items():
            was, now = (_text(name, one, row, names, currencies[row.id], house.zone, mask) for one in (old, new))
            made.append(FieldChange(name, was, now))
        return tuple(made)

    return tuple(
        TrailLine(
            row.id, row.at, row.by, row.login, row.through, row.rule, row.record_kind, row.record_id, row.what,
            fields(row, pairs),
        )
        for row, pairs in kept
    )  # fmt: skip


def _records(kind: str, record_id: int) -> Iterable[tuple[str, Any]]:
    """The record itself and what belongs to it: a table's name and its ids."""
    yield kind, (record_id,)
    for part, column in PARTS[kind]:
        yield part.name, select(part.c.id).where(part.c[column] == record_id)
    yield (
        own_values.name,
        (
            select(own_values.c.id)
            .join(own_fields, own_fields.c.id == own_values.c.field_id)
            .where(own_values.c.record_id == record_id, own_fields.c.record_kind == kind)
        ),
    )


def _lines(
    name: str, ids: Any, since: datetime | None, until: datetime | None, before: int | None
) -> Select[Any]:  # fmt: skip
    c = changes.c
    wanted = (
        select(
            c.id, c.at, users.c.name.label("by"), users.c.login, c.through, operations.c.rule, c.record_kind,
            c.record_id, c.what, c.facts, c.personal,
        )
        .outerjoin(users, users.c.id == c.actor_id)
        .outerjoin(operations, operations.c.key == c.operation_key)
        .where(c.record_kind == name, c.record_id.in_(ids))
        .order_by(c.id.desc())
    )  # fmt: skip
    if since is not None:
        wanted = wanted.where(c.at >= since)
    if until is not None:
        wanted = wanted.where(c.at < until)
    return wanted if before is None else wanted.where(c.id < before)


def _kept(row: Any, record_id: int, kind: str) -> dict[str, Any]:
    """The columns that say something: neither derived, nor the reference to the record that the trail is of."""
    values = {**(row.facts or {}), **(row.personal or {})}
    own = f"{kind}_id"
    return {
        name: pair
        for name, pair in values.items()
        if name not in DERIVED and pair[0] != pair[1] and not (name == own and record_id in pair)
    }


def _names_of(session: Session, found: Iterable[Mapping[str, Any]]) -> dict[tuple[Table, int], str]:
    """Read the names of all that the lines refer to, a table at a time."""
    wanted: dict[Table, set[int]] = defaultdict(set)
    for pairs in found:
        for name, pair in pairs.items():
            if name in _TABLE_OF:
                wanted[_TABLE_OF[name]] |= {value for value in pair if isinstance(value, int)}
    names = {}
    for of, ids in wanted.items():
        said = of.c.name if "name" in of.c else of.c.label
        for row in session.all(select(of.c.id, said.label("said")).where(of.c.id.in_(ids))):
            names[of, row.id] = row.said
    return names


def _currencies(session: Session, kept: Sequence[tuple[Any, Mapping[str, Any]]], usual: str) -> dict[int, str]:
    """Say in which currency the amounts of each line are: that of the record as it stands, else the company's."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for row, pairs in kept:
        if any(name.endswith("_minor") for name in pairs):
            wanted[row.record_kind].add(row.record_id)
    found = {}
    for kind, ids in wanted.items():
        one = table(kind)
        if "currency" in one.c:
            for record in session.all(select(one.c.id, one.c.currency).where(one.c.id.in_(ids))):
                found[kind, record.id] = record.currency
    return {row.id: found.get((row.record_kind, row.record_id), usual) for row, _pairs in kept}


def _text(
    name: str, value: Any, row: Any, names: Mapping[tuple[Table, int], str], currency: str, zone: str,
    mask: Mask | None,
) -> str | None:  # fmt: skip
    if value is None:
        return None
    if name in _TABLE_OF:
        return names.get((_TABLE_OF[name], value), str(value))
    if mask is not None and row.record_kind == contact_points.name and name == "value":
        kind = (row.facts or {}).get("kind") or [None, "email" if "@" in str(value) else "phone"]
        return mask(kind[1], str(value))
    if name.endswith("_minor"):
        return f"{exact_text(value, currency)} {currency}"
    if name.endswith("_at"):
        return f"{datetime.fromisoformat(value).astimezone(zone_of(zone)):%Y-%m-%d %H:%M}"
    return str(value) if mask is None else outlined(str(value))
