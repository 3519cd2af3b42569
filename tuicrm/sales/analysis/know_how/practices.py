"""The practices of the playbook, and how often each fell due, was done in time, and went along with going on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    and_,
    case,
    cast,
    exists,
    extract,
    func,
    literal,
    or_,
    select,
)

from tuicrm.plain.periods import month_of
from tuicrm.plain.stats_survival import time_to_any
from tuicrm.sales import rights
from tuicrm.sales.analysis.expansion.copying import Due
from tuicrm.sales.analysis.expansion.odds import Stratum
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.analysis.sampling import Sample, of_people, of_these, one_in
from tuicrm.sales.analysis.stays import DAY, Stay, lengths
from tuicrm.sales.project_filter import conditions
from tuicrm.store.sql import seconds_between
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.funnel import playbook_actions, playbooks, stages
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects, stage_history
from tuicrm.store.types import Moment

GRACE = 3
"""What is done so many days after it was due is still in time: that day is the landmark."""
BANDS = (6, 12)
"""Bounds of the bands of tenure, in months: new, half a year there, a year and more."""
LONGEST = 365
FORWARD = ("forward", "skip", "won")
MISTAKES = ("undo", "funnel")


@dataclass(frozen=True)
class Practice:
    """One action that the playbook of a stage asks for, through all versions that have it.

    Attributes:
        lines: the ids of its lines, one in each version.
        due_days: of the newest version that has it. landmark: the day by which it must be done, the latest of any.
        written_at: when a version first had it. is_kept: the newest version still has it.
    """

    stage_id: int
    stage: str
    kind: str
    subject: str
    lines: tuple[int, ...]
    due_days: int
    landmark: int
    written_at: datetime
    is_kept: bool


@dataclass(frozen=True)
class Cases:
    """What is known of a practice's cases.

    Attributes:
        strata: those still in the stage after the landmark, by class and tenure.
        left: how many left before it, and so say nothing.
        naive: as one would count without a landmark: done at all, and forwards at last, of all that have left.
        horizon: the day by which it must have gone on.
    """

    strata: tuple[Stratum, ...]
    left: int
    naive: Stratum
    horizon: int


def practices_of(frame: Frame) -> tuple[Practice, ...]:
    """Give the practices of all open stages, as they were known on the day of reading, in the order of the funnel."""
    rows = frame.session.all(
        select(
            stages.c.id, stages.c.name, playbook_actions.c.kind, playbook_actions.c.subject, playbook_actions.c.id,
            playbook_actions.c.due_days, playbooks.c.made_at, playbooks.c.number,
        )
        .select_from(
            playbook_actions.join(playbooks, playbooks.c.id == playbook_actions.c.playbook_id).join(
                stages, stages.c.id == playbooks.c.stage_id
            )
        )
        .where(stages.c.kind == "open", stages.c.archived_at.is_(None), playbooks.c.made_at < frame.over)
        .order_by(
            stages.c.funnel_id, stages.c.position, stages.c.id, playbooks.c.number, playbook_actions.c.position,
            playbook_actions.c.id,
        )
    )  # fmt: skip
    newest = _newest(frame)
    found: dict[tuple[int, str, str], list[Any]] = {}
    for row in rows:
        found.setdefault((row.id, row.kind, row.subject), []).append(row)
    return tuple(
        Practice(
            stage_id, lines[0].name, kind, subject, tuple(line[4] for line in lines), lines[-1].due_days,
            max(line.due_days for line in lines) + GRACE, lines[0].made_at, lines[-1].number == newest.get(stage_id),
        )
        for (stage_id, kind, subject), lines in found.items()
    )  # fmt: skip


def _newest(frame: Frame) -> dict[int, int]:
    """The newest version of each stage: it may ask for nothing any more."""
    numbers = select(playbooks.c.stage_id, func.max(playbooks.c.number)).where(playbooks.c.made_at < frame.over)
    return {row[0]: row[1] for row in frame.session.all(numbers.group_by(playbooks.c.stage_id))}


def horizons(frame: Frame, practices: Sequence[Practice]) -> dict[int, int]:
    """Give for each stage the day by which nine of ten are out in any way; at least twice its last landmark."""
    by_stage: dict[int, list[Stay]] = {}
    for one in lengths(frame, frame.first, frame.last):
        by_stage.setdefault(one.stage_id, []).append(one)
    found = {}
    for stage_id in {one.stage_id for one in practices}:
        least = 2 * max(one.landmark for one in practices if one.stage_id == stage_id)
        over = time_to_any(((one.days, one.way, one.count) for one in by_stage.get(stage_id, ())), 0.9)
        found[stage_id] = max(least, min(LONGEST, round(over) if over is not None else least))
    return found


def cases_of(frame: Frame, practices: Sequence[Practice]) -> dict[Practice, Cases]:
    """Give for each practice what became of those who did it and of those who did not.

    First stays only, entered in the period and so long before its end that the horizon is over; did: done by the
    landmark; at risk: still in the stage after it; went on: forwards by the horizon.
    """
    if not practices:
        return {}
    until, some = horizons(frame, practices), Sample(projects=of_these(frame))
    stay, line = stage_history.c, playbook_actions.c
    source, done = _first_done(frame, practices, some)
    horizon = case(until, value=stay.stage_id) * DAY
    landmark = _seconds(line.due_days, GRACE)
    lasted = _lasted(frame)
    went = and_(_ended(frame), stay.left_how.in_(FORWARD), stay.seconds <= horizon)
    columns = {
        "line": line.id, "class": func.coalesce(customers.c.class_key, ""), "band": _band(),
        "at_risk": case((lasted > landmark, 1), else_=0), "did": case((done <= landmark, 1), else_=0),
        "ever": case((done <= lasted, 1), else_=0), "went": case((went, 1), else_=0),
        "end": case((and_(_ended(frame), stay.left_how.in_(FORWARD)), 1), (_ended(frame), 0), else_=-1),
    }  # fmt: skip
    inner = (
        select(*(column.label(name) for name, column in columns.items()))
        .select_from(
            source.join(projects, projects.c.id == stay.project_id)
            .outerjoin(customers, customers.c.id == projects.c.customer_id)
            .outerjoin(users, users.c.id == stay.holder_id)
        )
        .where(*_chosen(frame, month_of(frame.first), month_of(frame.last), some))
        .where(_entered_before(frame, stay.stage_id, until))
        .subquery()
    )
    keys = [inner.c[name] for name in columns]
    rows = frame.session.all(select(*keys, func.count()).group_by(*keys))
    return {one: _cases(one, rows, until[one.stage_id]) for one in practices}


def _cases(practice: Practice, rows: Sequence[Any], horizon: int) -> Cases:
    strata: dict[tuple[str, int], list[int]] = {}
    naive, left = [0, 0, 0, 0], 0
    for line, class_, band, at_risk, did, ever, went, end, count in rows:
        if line not in practice.lines:
            continue
        if end >= 0:
            naive[2 * (not ever) + (not end)] += count
        if at_risk:
            strata.setdefault((class_, band), [0, 0, 0, 0])[2 * (not did) + (not went)] += count
        else:
            left += count
    return Cases(tuple(Stratum(*one) for one in strata.values()), left, Stratum(*naive), horizon)


def dues_of(frame: Frame, practices: Sequence[Practice], first: date) -> dict[Practice, tuple[Due, ...]]:
    """Give how often each practice fell due to each person by the month of entering, and how often it was done in time.

    It falls due where the project is still in the stage on the due day; what is not yet past its landmark does not
    count.
    """
    if not practices:
        return {}
    stay, line, some = stage_history.c, playbook_actions.c, of_people(frame)
    source, done = _asked(), _done(frame)
    landmark = _seconds(line.due_days, GRACE)
    lands = {id_: one.landmark for one in practices for id_ in one.lines}
    rows = frame.session.all(
        select(
            line.id, stay.holder_id, stay.entered_month, func.count(), func.sum(case((done <= landmark, 1), else_=0))
        )
        .select_from(source)
        .where(*_chosen(frame, month_of(first), month_of(frame.last), some), stay.holder_id.is_not(None))
        .where(_lasted(frame) >= _seconds(line.due_days))
        .where(_entered_before(frame, line.id, lands))
        .group_by(line.id, stay.holder_id, stay.entered_month)
    )
    found: dict[int, list[Due]] = {}
    for line_id, holder, month, due, did in rows:
        found.setdefault(line_id, []).append(Due(holder, month, due, int(did)))
    return {one: tuple(due for line_id in one.lines for due in found.get(line_id, ())) for one in practices}


def _asked() -> FromClause:
    """Stays with the lines of the playbook's version of the day."""
    until = func.lead(playbooks.c.made_at).over(partition_by=playbooks.c.stage_id, order_by=playbooks.c.number)
    book = select(playbooks.c.id, playbooks.c.stage_id, playbooks.c.made_at, until.label("until_at")).subquery()
    stay = stage_history.c
    of_the_day = and_(
        book.c.stage_id == stay.stage_id, book.c.made_at <= stay.entered_at,
        or_(book.c.until_at.is_(None), book.c.until_at > stay.entered_at),
    )  # fmt: skip
    return stage_history.join(book, of_the_day).join(playbook_actions, playbook_actions.c.playbook_id == book.c.id)


def _done(frame: Frame) -> ColumnElement[Any]:
    """After how many seconds each was done; looked up for each, where few of many are asked for."""
    first = (
        select(func.min(actions.c.done_at))
        .where(
            actions.c.playbook_action_id == playbook_actions.c.id, actions.c.project_id == stage_history.c.project_id
        )
        .where(actions.c.done_at < literal(frame.over, Moment()))
        .correlate(stage_history, playbook_actions)
        .scalar_subquery()
    )
    return seconds_between(stage_history.c.entered_at, first)


def _first_done(frame: Frame, practices: Sequence[Practice], some: Sample) -> tuple[FromClause, ColumnElement[Any]]:
    """Stays with their lines and when each was first done, and after how many seconds that was."""
    # What is done has a moment: asking for the state as well, an engine would walk through all that was ever done.
    first = (
        select(actions.c.project_id, actions.c.playbook_action_id, func.min(actions.c.done_at).label("done_at"))
        .where(actions.c.playbook_action_id.in_([line for one in practices for line in one.lines]))
        .where(actions.c.done_at < literal(frame.over, Moment()), *one_in(some.projects, actions.c.project_id))
        .group_by(actions.c.project_id, actions.c.playbook_action_id)
        .subquery()
    )
    mine = and_(
        first.c.project_id == stage_history.c.project_id, first.c.playbook_action_id == playbook_actions.c.id
    )  # fmt: skip
    return _asked().outerjoin(first, mine), seconds_between(stage_history.c.entered_at, first.c.done_at)


def _chosen(frame: Frame, first: int, last: int, some: Sample) -> list[ColumnElement[bool]]:
    stay, earlier = stage_history.c, stage_history.alias("earlier")
    before = exists().where(
        earlier.c.project_id == stay.project_id, earlier.c.stage_id == stay.stage_id, earlier.c.id < stay.id,
        or_(earlier.c.left_how.is_(None), earlier.c.left_how.not_in(MISTAKES)),
    )  # fmt: skip
    return [
        stay.entered_month.between(first, last), stay.is_entry_known.is_(True), stay.how != "import",
        stay.entered_at < literal(frame.over, Moment()), or_(stay.left_how.is_(None), stay.left_how.not_in(MISTAKES)),
        ~before, *frame.of(stay.holder_id), *some.of(stay.holder_id, stay.project_id), *_of_projects(frame),
    ]  # fmt: skip


def _of_projects(frame: Frame) -> list[ColumnElement[bool]]:
    """Of living projects in sight that fit; who sees all and filters nothing asks of those alone that are archived."""
    project, stay = projects.c, stage_history.c
    if rights.sees_all(frame.actor) and not frame.scope.where.strip():
        return [stay.project_id.not_in(select(project.id).where(project.archived_at.is_not(None)))]
    fits = (
        project.archived_at.is_(None), rights.projects_in_sight(frame.actor),
        *conditions(frame.session, frame.actor, frame.house, frame.scope.where),
    )  # fmt: skip
    return [stay.project_id.in_(select(project.id).where(*fits))]


def _entered_before(frame: Frame, key: ColumnElement[Any], days: dict[int, int]) -> ColumnElement[bool]:
    """Entered so many days, by a key, before the day of reading is over; moments are compared, no length computed."""
    moments = {one: literal(frame.over - timedelta(days=number), Moment()) for one, number in days.items()}
    return stage_history.c.entered_at <= case(moments, value=key)


def _seconds(days: ColumnElement[Any], more: int = 0) -> ColumnElement[Any]:
    """Days as seconds; as whole numbers of any size, because PostgreSQL multiplies small ones to small ones."""
    return (cast(days, BigInteger) + more) * DAY


def _ended(frame: Frame) -> ColumnElement[bool]:
    return and_(stage_history.c.left_at.is_not(None), stage_history.c.left_at < literal(frame.over, Moment()))


def _lasted(frame: Frame) -> ColumnElement[Any]:
    """Seconds in the stage, up to the day of reading."""
    running = seconds_between(stage_history.c.entered_at, literal(frame.over, Moment()))
    return case((_ended(frame), stage_history.c.seconds), else_=running)


def _band() -> ColumnElement[Any]:
    joined = users.c.joined_on
    months = stage_history.c.entered_month - (extract("year", joined) * 12 + extract("month", joined))
    return case(
        (joined.is_(None), -1), *((months < bound, place) for place, bound in enumerate(BANDS)), else_=len(BANDS)
    )
