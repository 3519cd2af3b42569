"""Plan and record of a project, a customer or a person in one line of time, newest first."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, or_, select

from tuicrm.plain.language import N_
from tuicrm.sales import rights
from tuicrm.sales.agenda.listing import seen
from tuicrm.sales.hiding import hidden_among, veiled
from tuicrm.sales.home import home
from tuicrm.sales.next_action import AMONG_US
from tuicrm.sales.rules import rule
from tuicrm.sales.wording import add_sentences
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.channels import sources
from tuicrm.store.tables.customers import contacts, customers, inquiries
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects, stage_history
from tuicrm.store.tables.talk import comments

WHATS = ("plan", "done", "missed", "cancelled", "inquiry", "stage", "comment")
MOST = 2000

add_sentences(
    {
        "timeline_of": N_("A timeline is of a customer, a project or a person: name one."),
        "timeline_what": N_("{given} is not on a timeline. Choose from: {known}."),
    }
)


@dataclass(frozen=True)
class Entry:
    """One line: something planned, done, missed, called off, asked, moved, said.

    Attributes:
        what: one of `WHATS`. kind: of an action; the source of an inquiry; "" else.
        text: subject, note, message or comment; stages of a move.
        at: the moment, where there is one.
    """

    what: str
    id: int
    on: date
    at: datetime | None
    kind: str
    outcome: str | None
    text: str
    who: str | None
    contact: str | None
    customer_id: int | None
    customer: str | None
    project_id: int | None
    project: str | None
    stage: str | None
    promise: str | None


@rule("timeline.of", right="read", refuses=("timeline_of", "timeline_what"))
def timeline(
    session: Session, actor: Actor, *, customer_id: int | None = None, project_id: int | None = None,
    user_id: int | None = None, whats: tuple[str, ...] = (), kinds: tuple[str, ...] = (),
    from_on: date | None = None, to_on: date | None = None, limit: int = MOST, now: datetime,
) -> tuple[Entry, ...]:  # fmt: skip
    """Give a timeline, the latest first: what is planned stands before what was done.

    Args:
        whats, kinds: only these; empty is all. from_on, to_on: both included.
    Raises:
        NotFound: not there, or not for the actor to see.
    """
    if (customer_id, project_id, user_id).count(None) == 3:
        raise Refused("timeline_of")
    if unknown := [one for one in whats if one not in WHATS]:
        raise Refused("timeline_what", given=", ".join(unknown), known=WHATS)
    for table, record_id in ((customers, customer_id), (projects, project_id)):
        if record_id is not None:
            rights.find(session, actor, table, record_id)
    if user_id is not None:
        user_id = seen(session, actor, user_id)
    wanted = set(whats or WHATS)
    about = {"customer_id": customer_id, "project_id": project_id}
    found = _actions(session, actor, about, user_id, wanted, limit)
    if not kinds:
        found += _inquiries(session, customer_id, limit) if "inquiry" in wanted else []
        found += _moves(session, actor, about, user_id, limit) if "stage" in wanted else []
        found += _comments(session, actor, about, user_id, limit) if "comment" in wanted else []
    kept = [
        one for one in found
        if (not kinds or one.kind in kinds) and (from_on is None or one.on >= from_on)
        and (to_on is None or one.on <= to_on)
    ]  # fmt: skip
    kept.sort(key=lambda one: (one.on, one.at.timestamp() if one.at else 0.0, one.id), reverse=True)
    hidden = hidden_among(session, actor, (one.customer_id for one in kept[:limit]))
    return tuple(veiled(one) if one.customer_id in hidden else one for one in kept[:limit])


def _actions(
    session: Session, actor: Actor, about: dict[str, int | None], user_id: int | None, wanted: set[str], limit: int
) -> list[Entry]:
    a = actions.c
    statement = (
        select(
            a.id, a.state, a.planned_on, a.planned_at, a.done_on, a.done_at, a.kind, a.outcome, a.subject, a.note,
            a.cancel_reason, a.promise, users.c.name.label("who"), contacts.c.name.label("contact"), a.customer_id,
            customers.c.name.label("customer"), a.project_id, projects.c.name.label("project"),
            stages.c.name.label("stage"),
        )
        .select_from(
            actions.outerjoin(users, users.c.id == a.owner_id)
            .outerjoin(contacts, contacts.c.id == a.contact_id)
            .outerjoin(customers, customers.c.id == a.customer_id)
            .outerjoin(projects, projects.c.id == a.project_id)
            .outerjoin(stages, stages.c.id == a.stage_id)
        )
        .where(*_about(actions, about))
    )  # fmt: skip
    if user_id is None:  # a talk among ourselves belongs to a person, not to what it is about
        statement = statement.where(a.origin != AMONG_US)
    else:
        in_sight = or_(
            a.customer_id.in_(select(customers.c.id).where(rights.customers_in_sight(actor))),
            a.project_id.in_(select(projects.c.id).where(rights.projects_in_sight(actor))),
        )
        statement = statement.where(a.owner_id == user_id, or_(a.owner_id == actor.id, in_sight))
    rows = session.all(statement.order_by(a.id.desc()).limit(limit))
    return [entry for row in rows if (entry := _of_action(row)).what in wanted]


def _of_action(row: Any) -> Entry:
    done = row.state == "done"
    what = (
        "done" if done else "plan" if row.state == "planned" else "missed" if row.outcome == "missed" else "cancelled"
    )
    why = None if row.cancel_reason == "undo" else row.cancel_reason  # taken back: not in anybody's words
    text = (row.note or row.subject) if done else why or row.subject
    return Entry(
        what, row.id, (row.done_on if done else row.planned_on) or row.planned_on or row.done_on,
        row.done_at if done else row.planned_at, row.kind, row.outcome, text or "", row.who, row.contact,
        row.customer_id, row.customer, row.project_id, row.project, row.stage, row.promise,
    )  # fmt: skip


def _inquiries(session: Session, customer_id: int | None, limit: int) -> list[Entry]:
    if customer_id is None:
        return []
    i = inquiries.c
    wanted = (
        select(i.id, i.came_on, i.came_at, sources.c.name, i.message, i.customer_id, customers.c.name, i.project_id)
        .select_from(
            inquiries.join(customers, customers.c.id == i.customer_id).outerjoin(sources, sources.c.id == i.source_id)
        )
        .where(i.customer_id == customer_id, i.archived_at.is_(None))
        .order_by(i.id.desc())
        .limit(limit)
    )
    return [
        Entry("inquiry", row[0], row[1], row[2], row[3] or "", None, row[4] or "", None, None, row[5], row[6], row[7],
              None, None, None)
        for row in session.all(wanted)
    ]  # fmt: skip


def _moves(
    session: Session, actor: Actor, about: dict[str, int | None], user_id: int | None, limit: int
) -> list[Entry]:
    s = stage_history.c
    before, after = stages.alias("before"), stages.alias("after")
    wanted = (
        select(s.id, s.entered_at, before.c.name, after.c.name, users.c.name, projects.c.customer_id, customers.c.name,
               s.project_id, projects.c.name)
        .select_from(
            stage_history.join(projects, projects.c.id == s.project_id)
            .outerjoin(customers, customers.c.id == projects.c.customer_id)
            .outerjoin(before, before.c.id == s.from_stage_id)
            .outerjoin(after, after.c.id == s.stage_id)
            .outerjoin(users, users.c.id == s.by_id)
        )
        .order_by(s.id.desc())
        .limit(limit)
    )  # fmt: skip
    if about["project_id"] is not None:
        wanted = wanted.where(s.project_id == about["project_id"])
    elif about["customer_id"] is not None:
        wanted = wanted.where(projects.c.customer_id == about["customer_id"])
    if user_id is not None:
        wanted = wanted.where(s.by_id == user_id, rights.projects_in_sight(actor))
    house = home(session)
    return [
        Entry("stage", row[0], house.day(row[1]), row[1], "", None, " > ".join(part for part in row[2:4] if part),
              row[4], None, row[5], row[6], row[7], row[8], row[3], None)
        for row in session.all(wanted)
    ]  # fmt: skip


def _comments(
    session: Session, actor: Actor, about: dict[str, int | None], user_id: int | None, limit: int
) -> list[Entry]:
    c = comments.c
    of_action = actions.alias("of_action")
    wanted = (
        select(c.id, c.at, c.words, users.c.name, customers.c.id, customers.c.name, projects.c.id, projects.c.name)
        .select_from(
            comments.join(users, users.c.id == c.by_id)
            .outerjoin(of_action, of_action.c.id == c.action_id)
            .outerjoin(projects, projects.c.id == func.coalesce(c.project_id, of_action.c.project_id))
            .outerjoin(
                customers,
                customers.c.id == func.coalesce(c.customer_id, of_action.c.customer_id, projects.c.customer_id),
            )
        )
        .where(c.archived_at.is_(None))
        .order_by(c.id.desc())
        .limit(limit)
    )
    if about["project_id"] is not None:
        wanted = wanted.where(projects.c.id == about["project_id"])
    elif about["customer_id"] is not None:
        wanted = wanted.where(customers.c.id == about["customer_id"])
    if user_id is not None:
        wanted = wanted.where(c.by_id == user_id, _seen_by(actor))
    house = home(session)
    return [
        Entry("comment", row[0], house.day(row[1]), row[1], "", None, row[2] or "", row[3], None, row[4], row[5],
              row[6], row[7], None, None)
        for row in session.all(wanted)
    ]  # fmt: skip


def _seen_by(actor: Actor) -> Any:
    return or_(
        and_(customers.c.id.is_not(None), rights.customers_in_sight(actor)),
        and_(projects.c.id.is_not(None), rights.projects_in_sight(actor)),
    )


def _about(table: Any, about: dict[str, int | None]) -> list[Any]:
    return [table.c[name] == value for name, value in about.items() if value is not None]
