"""One call of a run, with all that one wants to see before somebody answers."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, or_, select

from tuicrm.plain.phones import phone_text
from tuicrm.sales import outcomes
from tuicrm.sales.agenda.following import tries
from tuicrm.sales.agenda.kinds import phoned_kinds
from tuicrm.sales.agenda.own_outcome import asked_of
from tuicrm.sales.calling import hours
from tuicrm.sales.calling.lineup import may_be_called
from tuicrm.sales.fields import OwnField
from tuicrm.sales.hiding import is_hidden, masked, veiled
from tuicrm.sales.home import home
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.channels import sources
from tuicrm.store.tables.customers import contact_points, contacts, customers, inquiries
from tuicrm.store.tables.funnel import playbooks, stages
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects

FEW = 3
FEWEST_FOR_BEST = 3
BACK = timedelta(days=180)


@dataclass(frozen=True)
class Number:
    """A phone to call; `who` is the contact whose it is, None for the company itself."""

    point_id: int
    text: str
    key: str
    contact_id: int | None
    who: str | None
    part: str | None
    label: str | None


@dataclass(frozen=True)
class Asked:
    """What they asked for, through which source."""

    on: date
    source: str | None
    message: str


@dataclass(frozen=True)
class Before:
    """One done action. `by` is who of us did it."""

    on: date
    kind: str
    outcome: str | None
    note: str
    by: str | None


@dataclass(frozen=True)
class Owed:
    """A promise that is still open."""

    side: str
    subject: str
    on: date


@dataclass(frozen=True)
class BestHour:
    """The hour of the day in which calls are answered most often: `reached` of `calls`."""

    hour: int
    reached: int
    calls: int


@dataclass(frozen=True)
class RunRecord:
    """One who is called now.

    Attributes:
        there: the time at their place, earliest and latest where the country has several; None where not known.
        is_allowed: whether it is within the hours in which they may be called.
        is_hidden: the numbers are an outline; the customer lies in the pool.
        tries: calls in a row that nobody took before this one; `most_tries` is the limit, None for none.
        about: what was planned, or asked. kind: what the call is of; `asks` are the fields of its outcome.
    """

    id: int
    why: str
    customer_id: int
    customer: str
    city: str | None
    class_key: str | None
    project_id: int | None
    project: str | None
    stage: str | None
    amount_minor: int | None
    currency: str | None
    there: tuple[datetime, datetime] | None
    is_allowed: bool
    allowed: tuple[int, int]
    is_hidden: bool
    numbers: tuple[Number, ...]
    last_talk_on: date | None
    tries: int
    most_tries: int | None
    best: BestHour | None
    about: str
    kind: str
    asks: tuple[OwnField, ...]
    asked: tuple[Asked, ...]
    before: tuple[Before, ...]
    promises: tuple[Owed, ...]
    opening: str | None
    answers: tuple[str, ...]


def of_record(session: Session, actor: Actor, row: Any, now: datetime) -> RunRecord:
    """Read all about one record of a run."""
    customer: Any = session.get(customers, row.customer_id)
    project: Any = session.get(projects, row.project_id) if row.project_id else None
    stage = session.get(stages, project.stage_id) if project is not None else _first_stage(session)
    country, zones = hours.split_zones(session, row.zones)
    first, last, _days = hours.hours_at(hours.of_team(session), country, zones)
    hidden = is_hidden(session, actor, customer)
    before = _before(session, row.customer_id)
    limit = next((one for one in outcomes.of_team(session) if one.key == "no_answer"), None)
    kind = _kind(session, row)
    opening, answers = _playbook(session, stage.id) if stage is not None else (None, ())
    found = RunRecord(
        id=row.id, why=row.why, customer_id=customer.id, customer=customer.name, city=customer.city,
        class_key=customer.class_key, project_id=row.project_id, project=project.name if project else None,
        stage=stage.name if project is not None and stage is not None else None,
        amount_minor=project.amount_minor if project else None, currency=project.currency if project else None,
        there=_there(now, zones) if row.zones else None,
        is_allowed=hours.may_call(session, row.zones, now), allowed=(first, last), is_hidden=hidden,
        numbers=_numbers(session, row, hidden=hidden), last_talk_on=_last_talk(session, row.customer_id),
        tries=_tries(session, row, limit), most_tries=limit.most_tries if limit else None,
        best=best_hour(session, actions.c.customer_id == row.customer_id, ZoneInfo(zones[0]), now),
        about=_about(session, row), kind=kind, asks=asked_of(session, kind),
        asked=_asked(session, row.customer_id), before=before,
        promises=_promises(session, row.customer_id), opening=opening, answers=answers,
    )  # fmt: skip
    return found if not hidden else replace(
        found, about=veiled(found.about), asked=veiled(found.asked), before=veiled(found.before),
        promises=veiled(found.promises),
    )  # fmt: skip


def best_hour(session: Session, whose: Any, zone: ZoneInfo, now: datetime) -> BestHour | None:
    """Give the hour in which calls reached somebody most often; None where too few were made."""
    wanted = (
        select(actions.c.done_at, actions.c.outcome)
        .where(
            whose, actions.c.state == "done", actions.c.kind.in_(phoned_kinds(session)), actions.c.done_at >= now - BACK
        )
        .order_by(actions.c.done_at.desc())
        .limit(2000)
    )
    reached_keys = outcomes.reached_keys(session)
    counted: dict[int, list[int]] = {}
    for done_at, outcome in session.all(wanted):
        at = counted.setdefault(done_at.astimezone(zone).hour, [0, 0])
        at[0] += outcome in reached_keys
        at[1] += 1
    enough = [BestHour(hour, *both) for hour, both in counted.items() if both[1] >= FEWEST_FOR_BEST and both[0]]
    return max(enough, key=lambda one: (one.reached / one.calls, one.calls, -one.hour), default=None)


def _there(now: datetime, zones: tuple[str, ...]) -> tuple[datetime, datetime]:
    times = sorted((now.astimezone(ZoneInfo(zone)) for zone in zones), key=lambda at: at.utcoffset() or timedelta())
    return times[0], times[-1]


def _numbers(session: Session, row: Any, *, hidden: bool) -> tuple[Number, ...]:
    """Those of the person meant first, then of those who decide or buy, then of the company itself."""
    points = contact_points.c
    wanted = (
        select(points.id, points.value, points.reach_key, points.contact_id, contacts.c.name, contacts.c.part,
               points.label)
        .select_from(contact_points.outerjoin(contacts, contacts.c.id == points.contact_id))
        .where(points.customer_id == row.customer_id, points.kind == "phone", *may_be_called())
        .where(or_(points.contact_id.is_(None), contacts.c.archived_at.is_(None)))
        .order_by(points.position, points.id)
        .limit(20)
    )  # fmt: skip
    rank = {"decides": 0, "buys": 0, "influences": 1, "uses": 2, None: 3, "blocks": 4}
    found = [Number(*one) for one in session.all(wanted)]
    found.sort(key=lambda one: (one.contact_id != row.contact_id or row.contact_id is None, rank.get(one.part, 3)))
    if hidden:
        return tuple(
            Number(one.point_id, masked("phone", one.text), "", one.contact_id, one.who, one.part, one.label)
            for one in found
        )
    return tuple(replace(one, text=phone_text(one.key)) if one.key.startswith("+") else one for one in found)


def _tries(session: Session, row: Any, limit: Any) -> int:
    if limit is None:
        return 0
    call = _Call(row.customer_id, row.project_id)
    key = limit.key
    about = actions.c.project_id == row.project_id if row.project_id else actions.c.customer_id == row.customer_id
    tried = select(actions.c.id).where(about, actions.c.kind.in_(phoned_kinds(session)), actions.c.state == "done")
    if not session.exists(tried.where(actions.c.outcome == key)):
        return 0
    last = session.value(select(func.max(actions.c.done_at)).where(
        about, actions.c.state == "done", actions.c.outcome.in_(outcomes.reached_keys(session))
    ))  # fmt: skip
    after = tried.where(actions.c.outcome == key)
    if last is not None and not session.exists(after.where(actions.c.done_at > last)):
        return 0
    return tries(session, call, key)


@dataclass(frozen=True)
class _Call:
    """What `tries` needs of an action."""

    customer_id: int
    project_id: int | None


def _last_talk(session: Session, customer_id: int) -> date | None:
    reached = actions.c.outcome.in_(outcomes.reached_keys(session))
    talks = select(func.max(actions.c.done_on)).where(
        actions.c.customer_id == customer_id, actions.c.state == "done", reached
    )
    found: date | None = session.value(talks)
    return found


def _kind(session: Session, row: Any) -> str:
    """Give the kind of the planned call, if it is still planned."""
    planned = select(actions.c.kind).where(actions.c.id == row.action_id, actions.c.state == "planned")
    found = session.value(planned) if row.action_id is not None else None
    return str(found or "call")


def _about(session: Session, row: Any) -> str:
    if row.action_id is not None and (action := session.get(actions, row.action_id)) is not None:
        return str(action.subject)
    if row.inquiry_id is not None and (inquiry := session.get(inquiries, row.inquiry_id)) is not None:
        return str(inquiry.message or "")
    return ""


def _asked(session: Session, customer_id: int) -> tuple[Asked, ...]:
    wanted = (
        select(inquiries.c.came_on, sources.c.name, inquiries.c.message)
        .select_from(inquiries.outerjoin(sources, sources.c.id == inquiries.c.source_id))
        .where(inquiries.c.customer_id == customer_id, inquiries.c.archived_at.is_(None))
        .order_by(inquiries.c.came_at.desc(), inquiries.c.id.desc())
        .limit(FEW)
    )
    return tuple(Asked(row[0], row[1], row[2] or "") for row in session.all(wanted))


def _before(session: Session, customer_id: int) -> tuple[Before, ...]:
    wanted = (
        select(actions.c.done_on, actions.c.kind, actions.c.outcome, actions.c.note, actions.c.subject, users.c.name)
        .select_from(actions.outerjoin(users, users.c.id == actions.c.owner_id))
        .where(actions.c.customer_id == customer_id, actions.c.state == "done")
        .order_by(actions.c.done_at.desc(), actions.c.id.desc())
        .limit(FEW)
    )
    return tuple(Before(row[0], row[1], row[2], row[3] or row[4] or "", row[5]) for row in session.all(wanted))


def _promises(session: Session, customer_id: int) -> tuple[Owed, ...]:
    wanted = (
        select(actions.c.promise, actions.c.subject, actions.c.planned_on)
        .where(actions.c.customer_id == customer_id, actions.c.state == "planned", actions.c.promise.is_not(None))
        .order_by(actions.c.planned_on, actions.c.id)
        .limit(FEW)
    )
    return tuple(Owed(*row) for row in session.all(wanted))


def _first_stage(session: Session) -> Any:
    from tuicrm.store.tables.funnel import funnels

    default = and_(stages.c.kind == "open", stages.c.archived_at.is_(None), funnels.c.is_default.is_(True))
    wanted = select(stages).join(funnels, funnels.c.id == stages.c.funnel_id).where(default)
    return session.first(wanted.order_by(stages.c.position).limit(1))


def _playbook(session: Session, stage_id: int) -> tuple[str | None, tuple[str, ...]]:
    """Give the opening and the answers of the stage's newest playbook."""
    newest = select(playbooks).where(playbooks.c.stage_id == stage_id).order_by(playbooks.c.number.desc()).limit(1)
    row = session.first(newest)
    if row is None:
        return None, ()
    said: Any = getattr(row, "answers", None) or getattr(row, "questions", None) or ()
    return getattr(row, "opening", None) or row.guidance, tuple(_in_words(one) for one in said)[:9]


def _in_words(answer: Any) -> str:
    """Read an answer of a playbook: a text, or what is said with what to say then."""
    if isinstance(answer, dict):
        values = [str(value) for value in answer.values() if value]
    elif isinstance(answer, list | tuple):
        values = [str(value) for value in answer if value]
    else:
        return str(answer)
    return ": ".join(values)


def zone_of_home(session: Session) -> ZoneInfo:
    """Give the team's own zone."""
    return ZoneInfo(home(session).zone)
