"""Which project a KEY means, and lists of projects."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, or_, select

from tuicrm.plain.clean import line
from tuicrm.sales import rights
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Ambiguous, Candidate, NotFound
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects
from tuicrm.store.tokens import matching

MANY = 12
LONGEST_ID = 18
"""Digits of the longest number that every engine takes for an id; a longer one is a name or nothing."""


@dataclass(frozen=True)
class ProjectRow:
    """One project in a list. Money in minor units."""

    id: int
    name: str
    handle: str | None
    customer_id: int | None
    customer: str | None
    stage_id: int
    stage: str
    state: str
    owner: str | None
    amount_minor: int | None
    currency: str
    expected_on: date | None
    closed_on: date | None
    category: str
    next_action_at: datetime | None
    version: int


def rows(actor: Actor) -> Select[Any]:
    """Select the projects that an actor may see, in the order of `ProjectRow`."""
    return (
        select(
            projects.c.id, projects.c.name, projects.c.handle, customers.c.id, customers.c.name, stages.c.id,
            stages.c.name, projects.c.state, users.c.name, projects.c.amount_minor, projects.c.currency,
            projects.c.expected_on, projects.c.closed_on, projects.c.category, projects.c.next_action_at,
            projects.c.version,
        )
        .join(stages, stages.c.id == projects.c.stage_id)
        .outerjoin(customers, customers.c.id == projects.c.customer_id)
        .outerjoin(users, users.c.id == projects.c.owner_id)
        .where(projects.c.archived_at.is_(None), rights.projects_in_sight(actor))
    )  # fmt: skip


@rule("project.find", right="read", refuses=("ambiguous",))
def find(session: Session, actor: Actor, key: str, *, now: datetime) -> ProjectRow:
    """Find the one project that a KEY means: an id, a handle (`+acme-erp`), a name, or a unique part of one.

    Raises:
        NotFound: none that the actor may see.
        Ambiguous: more than one; open ones come before closed ones.
    """
    text = line(key).removeprefix("+")
    exact = [or_(projects.c.handle == text.casefold(), projects.c.name == text)]
    if text.isdecimal() and len(text) <= LONGEST_ID:
        exact.insert(0, projects.c.id == int(text))
    for condition in exact:
        if found := session.all(rows(actor).where(condition).order_by(projects.c.id).limit(MANY)):
            return _one(key, [ProjectRow(*row) for row in found])
    for words in dict.fromkeys((text, text.replace("-", " "))):  # `+line-4` may be the end of a longer handle
        if (partly := matching(session, "project", words)) is None:
            continue
        named = rows(actor).where(projects.c.id.in_(partly))
        for states in (("open",), ("won", "lost")):
            of_them = named.where(projects.c.state.in_(states)).order_by(projects.c.id).limit(MANY)
            if found := session.all(of_them):
                return _one(key, [ProjectRow(*row) for row in found])
    raise NotFound("project", key)


def _one(key: str, found: list[ProjectRow]) -> ProjectRow:
    candidates = [row for row in found if row.state == "open"] or found
    if len(candidates) > 1:
        named = [Candidate(row.id, f"{row.customer}: {row.name}" if row.customer else row.name) for row in candidates]
        raise Ambiguous("project", key, named)
    return candidates[0]


@rule("project.list", right="read")
def listing(
    session: Session, actor: Actor, *, state: str | None = "open", owner_id: int | None = None,
    team_id: int | None = None, customer_id: int | None = None, query: str = "", after: int = 0, limit: int = 100,
    now: datetime,
) -> tuple[ProjectRow, ...]:  # fmt: skip
    """Give projects in the order of their ids, at most `limit` after the id `after`."""
    wanted = rows(actor).where(projects.c.id > after)
    for column, value in (
        (projects.c.state, state),
        (projects.c.owner_id, owner_id),
        (projects.c.team_id, team_id),
        (projects.c.customer_id, customer_id),
    ):
        if value is not None:
            wanted = wanted.where(column == value)
    if (partly := matching(session, "project", query)) is not None:
        wanted = wanted.where(projects.c.id.in_(partly))
    return tuple(ProjectRow(*row) for row in session.all(wanted.order_by(projects.c.id).limit(limit)))
