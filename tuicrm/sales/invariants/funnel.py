"""Projects: one stage at each moment, a history without a gap, periods that agree with the record."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, not_, or_, select

from tuicrm.plain.language import N_
from tuicrm.sales.invariants.finding import Invariant, by_select
from tuicrm.sales.invariants.months import months_of
from tuicrm.store.periods import PERIOD
from tuicrm.store.session import Session
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.projects import project_periods, projects, stage_history
from tuicrm.store.tables.trade import credits

_BATCH = 10_000
_WHOLE = 1_000_000


def differs(one: ColumnElement[Any], other: ColumnElement[Any]) -> ColumnElement[bool]:
    """Say whether two columns differ, where unknown and unknown are the same."""
    return or_(and_(one.is_(None), other.is_not(None)), and_(one.is_not(None), other.is_(None)), one != other)


def _without_live(history: Any) -> Select[Any]:
    live = select(history.c.id).where(history.c.live_project_id == projects.c.id)
    return select(projects.c.id).where(not_(live.exists()))


def _torn(history: Any, begins: str, ends: str) -> Select[Any]:
    """Rows that do not begin where the one before them ended."""
    before = func.lag(history.c[ends]).over(
        partition_by=history.c.project_id, order_by=(history.c[begins], history.c.id)
    )
    place = func.row_number().over(partition_by=history.c.project_id, order_by=(history.c[begins], history.c.id))
    told = select(history.c.id, history.c[begins].label("begins"), before.label("before"), place.label("place"))
    rows = told.subquery()
    return select(rows.c.id).where(rows.c.place > 1, or_(rows.c.before.is_(None), rows.c.before != rows.c.begins))


def _torn_stages() -> Select[Any]:
    """Stays that name another stage before or after them than their neighbours are."""
    one, order = stage_history.c.project_id, (stage_history.c.entered_at, stage_history.c.id)
    told = select(
        stage_history.c.id,
        stage_history.c.from_stage_id,
        stage_history.c.to_stage_id,
        func.lag(stage_history.c.stage_id).over(partition_by=one, order_by=order).label("before"),
        func.lead(stage_history.c.stage_id).over(partition_by=one, order_by=order).label("after"),
    ).subquery()
    return select(told.c.id).where(
        or_(differs(told.c.from_stage_id, told.c.before), differs(told.c.to_stage_id, told.c.after))
    )


def _wrong_seconds(session: Session, limit: int) -> Iterable[int]:
    """The engines subtract times each in its own way: here it is done by us, batch by batch."""
    told = select(
        stage_history.c.id, stage_history.c.entered_at, stage_history.c.left_at, stage_history.c.seconds,
        stage_history.c.is_entry_known, stage_history.c.how,
    ).order_by(stage_history.c.id).limit(_BATCH)  # fmt: skip
    found: list[int] = []
    last = 0
    while len(found) < limit and (rows := session.all(told.where(stage_history.c.id > last))):
        last = rows[-1].id
        for row in rows:
            if row.seconds is None and row.how == "import":
                continue  # a file may know when a stay began and not when it ended
            known = row.left_at is not None and row.is_entry_known
            if row.seconds != (round((row.left_at - row.entered_at).total_seconds()) if known else None):
                found.append(row.id)
    return found


def _live(history: Any, ends: str, live: str, whole: str) -> Select[Any]:
    """Rows whose live key does not say whether they still last."""
    return select(history.c.id).where(
        or_(
            and_(history.c[ends].is_(None), history.c[live].is_(None)),
            and_(history.c[ends].is_not(None), history.c[live].is_not(None)),
            history.c[live] != history.c[whole],
        )
    )


def _uncredited() -> Select[Any]:
    """Closed projects whose shares are not a whole, and open ones that have any; archived shares do not count."""
    share = func.sum(case((credits.c.archived_at.is_(None), credits.c.share_ppm), else_=0)).label("share")
    shares = select(credits.c.project_id, share).group_by(credits.c.project_id).subquery()
    given = func.coalesce(shares.c.share, 0)
    return (
        select(projects.c.id)
        .outerjoin(shares, shares.c.project_id == projects.c.id)
        .where(given != case((projects.c.state == "open", 0), else_=_WHOLE))
    )


def _miscredited() -> Select[Any]:
    return (
        select(credits.c.id)
        .join(projects, projects.c.id == credits.c.project_id)
        .where(
            credits.c.archived_at.is_(None),
            or_(credits.c.outcome != projects.c.state, differs(credits.c.on, projects.c.closed_on)),
        )
    )


def _joined(history: Any) -> Select[Any]:
    return select(projects.c.id).join(history, history.c.live_project_id == projects.c.id)


_of_stage = select(projects.c.id).join(stages, stages.c.id == projects.c.stage_id)
FUNNEL = (
    by_select(
        "project.no_stage", "project", N_("Every project is in exactly one stage"), _without_live(stage_history)
    ),
    by_select(
        "project.other_stage", "project", N_("A project is in the stage that its history says, since then"),
        _joined(stage_history).where(
            or_(
                stage_history.c.stage_id != projects.c.stage_id,
                stage_history.c.entered_at != projects.c.stage_since_at,
            )
        ),
    ),
    by_select(
        "project.state", "project", N_("A project is open, won or lost as its stage is"),
        _of_stage.where(or_(projects.c.state != stages.c.kind, projects.c.funnel_id != stages.c.funnel_id)),
    ),
    by_select(
        "project.closed", "project", N_("What is closed has a moment and a day of closing, what is open has none"),
        select(projects.c.id).where(
            or_(
                (projects.c.state == "open") != projects.c.closed_on.is_(None),
                (projects.c.state == "open") != projects.c.closed_at.is_(None),
            )
        ),
    ),
    by_select(
        "stay.gap", "stage_history", N_("A stay in a stage begins when the one before it ends"),
        _torn(stage_history, "entered_at", "left_at"),
    ),
    by_select("stay.neighbour", "stage_history", N_("Each move leads from one stay to the next"), _torn_stages()),
    Invariant(
        "stay.seconds", "stage_history", N_("A finished stay knows how long it lasted"), _wrong_seconds
    ),
    by_select(
        "stay.live", "stage_history", N_("The stay that lasts is marked, and no other"),
        _live(stage_history, "left_at", "live_project_id", "project_id"),
    ),
    by_select("project.no_period", "project", N_("Every project has a running period"), _without_live(project_periods)),
    by_select(
        "project.period", "project", N_("The running period says what the project says"),
        _joined(project_periods).where(or_(*(differs(projects.c[name], project_periods.c[name]) for name in PERIOD))),
    ),
    by_select(
        "period.gap", "project_period", N_("A period begins when the one before it ends"),
        _torn(project_periods, "from_at", "to_at"),
    ),
    by_select(
        "period.live", "project_period", N_("The running period is marked, and no other"),
        _live(project_periods, "to_at", "live_project_id", "project_id"),
    ),
    by_select("credit.whole", "project", N_("The shares of a closed project make a whole"), _uncredited()),
    by_select("credit.outcome", "credit", N_("Credit is for what happened, on its day"), _miscredited()),
    *months_of(projects, ("created_on", "created_month"), ("closed_on", "closed_month")),
    *months_of(credits, ("on", "month")),
)  # fmt: skip
