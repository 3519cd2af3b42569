"""What a project was from when to when: closed and opened by each write that changes one of the kept facts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, delete, func, insert, or_, select, update

from tuicrm.store.session import Session
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.projects import project_periods, projects, stage_history
from tuicrm.store.tables.system import changes

PERIOD = (
    "stage_id", "owner_id", "team_id", "amount_minor", "cost_minor", "currency", "expected_on", "category",
    "probability", "home_minor", "archived_at",
)  # fmt: skip
UNKNOWN_THEN = ("amount_minor", "cost_minor", "expected_on", "probability", "home_minor", "archived_at")

CHUNK = 500


def renew(session: Session, project_ids: Sequence[int]) -> None:
    """Close the running period of each project whose facts changed, and open the next.

    A first period begins when the project was made; two changes at one moment leave one period, not an empty one.
    A project that arrives with a past has a period for each stay that its history tells of.
    """
    facts = [projects.c[name] for name in PERIOD]
    kept = [project_periods.c[name] for name in PERIOD]
    ids = sorted(set(project_ids))
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        now_is = {
            row.id: row
            for row in session.all(select(projects.c.id, projects.c.created_at, *facts).where(projects.c.id.in_(part)))
        }
        was = {
            row.live_project_id: row
            for row in session.all(
                select(project_periods.c.id, project_periods.c.live_project_id, project_periods.c.from_at, *kept).where(
                    project_periods.c.live_project_id.in_(part)
                )
            )
        }
        opened = []
        past = _past(session, [one for one in now_is if one not in was])
        for project_id, row in now_is.items():
            new = {name: getattr(row, name) for name in PERIOD}
            old = was.get(project_id)
            if old is None:
                opened += _with_past(project_id, new, min(row.created_at, session.now), past.get(project_id, []))
            elif any(getattr(old, name) != new[name] for name in PERIOD):
                here = project_periods.c.id == old.id
                if old.from_at >= session.now:
                    session.connection.execute(update(project_periods).where(here).values(new))
                    continue
                session.connection.execute(
                    update(project_periods).where(here).values(to_at=session.now, live_project_id=None)
                )
                opened.append(new | _opening(project_id, session.now))
        if opened:
            session.connection.execute(insert(project_periods), opened)


def retell(session: Session, told: Mapping[int, Sequence[Mapping[str, Any]]]) -> None:
    """Write anew what projects were before they came here; what was written since they are here stays.

    Args:
        told: for each project from when on it was what (`from_at`, and any of the kept facts), oldest first. Facts
            that are not told are those that the periods had at that time; the last period keeps its own.
    """
    renew(session, _pending(session, told))
    came = select(changes.c.record_id, func.min(changes.c.at)).where(
        changes.c.record_kind == "project", changes.c.record_id.in_(list(told))
    )
    here_since = {row[0]: row[1] for row in session.all(came.group_by(changes.c.record_id))}
    known: dict[int, list[Any]] = {}
    statement = select(project_periods).where(project_periods.c.project_id.in_(list(told)))
    for row in session.all(statement.order_by(project_periods.c.from_at, project_periods.c.id)):
        known.setdefault(row.project_id, []).append(row)
    fresh: list[dict[str, Any]] = []
    for project_id, segments in told.items():
        since = here_since.get(project_id, session.now)
        old = [row for row in known.get(project_id, []) if row.from_at < since]
        if not old or not segments:
            continue
        fresh += _retold(project_id, old, segments)
        gone = project_periods.c.id.in_([row.id for row in old])
        session.connection.execute(delete(project_periods).where(gone))
    if fresh:
        session.connection.execute(insert(project_periods), fresh)


def value_anew(
    session: Session, currency: str, first: datetime, until: datetime | None, since: date, before: date | None,
    at: Callable[[int, datetime], int | None],
) -> None:  # fmt: skip
    """Say anew what projects in a currency were worth at home in the periods that began between two moments.

    Args:
        since, before: days; what was closed between them is worth what the project itself is now.
        at: an amount at home, by the moment at which its period began.
    """
    period, is_live = project_periods.c, project_periods.c.live_project_id.is_not(None)
    closed = [is_live, projects.c.state != "open", projects.c.closed_on >= since]
    begun = [period.from_at >= first]
    if until is not None and before is not None:
        closed.append(projects.c.closed_on < before)
        begun.append(period.from_at < until)
    of_project = and_(is_live, projects.c.state != "open").label("is_of_project")
    rows = session.all(
        select(
            period.id, period.amount_minor, period.from_at, period.home_minor, of_project,
            projects.c.home_minor.label("project_minor"),
        )
        .join(projects, projects.c.id == period.project_id)
        .where(period.currency == currency, period.amount_minor.is_not(None), or_(and_(*begun), and_(*closed)))
    )  # fmt: skip
    for row in rows:
        worth = row.project_minor if row.is_of_project else at(row.amount_minor, row.from_at)
        if worth != row.home_minor:
            here = project_periods.c.id == row.id
            session.connection.execute(update(project_periods).where(here).values(home_minor=worth))


def _pending(session: Session, project_ids: Iterable[int]) -> list[int]:
    """Projects whose periods this transaction has not written yet."""
    return [one for one in project_ids if session.derived.pop(("period", one), 0) is None]


def _retold(project_id: int, old: Sequence[Any], told: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    last = old[-1]
    starts = [one for one in told if last.to_at is None or one["from_at"] < last.to_at]
    found: list[dict[str, Any]] = []
    for place, segment in enumerate(starts):
        is_last = place + 1 == len(starts)
        then = next((row for row in reversed(old) if row.from_at <= segment["from_at"]), old[0])
        facts = {name: getattr(last if is_last else then, name) for name in PERIOD}
        said = {name: value for name, value in segment.items() if name in PERIOD}
        if is_last:
            facts = facts if last.live_project_id else {**said, **facts}
        else:
            is_told = then is not last or segment.get("stage_id") == last.stage_id
            unknown = {} if is_told else dict.fromkeys(UNKNOWN_THEN)
            facts = _carried(found, facts | unknown) | said
        found.append(
            {
                **facts, "project_id": project_id, "from_at": segment["from_at"],
                "to_at": last.to_at if is_last else starts[place + 1]["from_at"],
                "live_project_id": last.live_project_id if is_last else None,
            }
        )  # fmt: skip
    return found


def _carried(found: Sequence[Mapping[str, Any]], facts: dict[str, Any]) -> dict[str, Any]:
    """What was told of the time before goes on until something else is told."""
    before = found[-1] if found else {}
    return facts | {name: before.get(name) for name in UNKNOWN_THEN if facts[name] is None}


def _past(session: Session, project_ids: Sequence[int]) -> dict[int, list[Any]]:
    """The stays of projects that nobody has kept periods of yet, in their order."""
    stays = (
        select(
            stage_history.c.project_id, stage_history.c.stage_id, stages.c.category, stages.c.kind,
            stage_history.c.entered_at, stage_history.c.left_at,
        )
        .join(stages, stages.c.id == stage_history.c.stage_id)
        .where(stage_history.c.project_id.in_(project_ids))
        .order_by(stage_history.c.id)
    )  # fmt: skip
    found: dict[int, list[Any]] = {}
    for row in session.all(stays) if project_ids else ():
        found.setdefault(row.project_id, []).append(row)
    return found


def _with_past(project_id: int, new: dict[str, Any], since: datetime, stays: Sequence[Any]) -> list[dict[str, Any]]:
    """Periods from a project's beginning to now. What it was worth then is not known: only what it is worth now is."""
    periods = []
    for stay in stays[:-1]:
        then = new | {"stage_id": stay.stage_id, "category": stay.category} | dict.fromkeys(UNKNOWN_THEN)
        if stay.left_at is not None and since < stay.left_at:
            ended = {"to_at": stay.left_at, "live_project_id": None}
            periods.append(then | _opening(project_id, since) | ended)
            since = stay.left_at
    if stays and stays[-1].kind != "open":
        since = max(since, stays[-1].entered_at)  # it was not closed from its beginning on
    return [*periods, new | _opening(project_id, since)]


def _opening(project_id: int, from_at: object) -> dict[str, object]:
    return {"project_id": project_id, "live_project_id": project_id, "from_at": from_at, "to_at": None}
