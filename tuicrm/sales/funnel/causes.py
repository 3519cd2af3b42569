"""Why the open projects of two days differ: one cause for each project that came, went or changed, as SQL.

A project counts at a day if it is there (made, not set aside), open, held in the scope, and expected in the period.
What failed of these on the one day and holds on the other is the cause, looked for in this order. The amounts of
those that came and went, and the differences of those that stayed, add up to closing less opening by construction.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, exists, literal, or_, select, union_all

from tuicrm.plain.language import N_
from tuicrm.plain.periods import Period
from tuicrm.sales.funnel.as_of import seen, stood
from tuicrm.store.actor import Actor
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.projects import project_periods, projects, stage_history

CAME = ("new", "imported", "reopened", "in_by_holder", "pulled_in", "pushed_in", "put_back")
WENT = ("won", "lost", "out_by_holder", "pushed_out", "pulled_out", "set_aside")
STAYED = ("amount_up", "amount_down")
MOVED = ("forward", "back")
CAUSES = (
    "new", "imported", "reopened", "pulled_in", "pushed_in", "in_by_holder", "put_back", "amount_up", "amount_down",
    "pushed_out", "pulled_out", "out_by_holder", "set_aside", "forward", "back", "won", "lost",
)  # fmt: skip
WORDS = {
    "new": N_("new"),
    "imported": N_("by import"),
    "reopened": N_("reopened"),
    "pulled_in": N_("pulled in from later"),
    "pushed_in": N_("pushed in from before"),
    "in_by_holder": N_("in by holder"),
    "put_back": N_("put back"),
    "amount_up": N_("amount up"),
    "amount_down": N_("amount down"),
    "pushed_out": N_("pushed out to later"),
    "pulled_out": N_("pulled out to before"),
    "out_by_holder": N_("out by holder"),
    "set_aside": N_("set aside"),
    "forward": N_("forwards"),
    "back": N_("back"),
    "won": N_("won"),
    "lost": N_("lost"),
}


@dataclass(frozen=True)
class Scope:
    """Whose projects, and those expected in which days (both included); nothing said means all."""

    team_id: int | None = None
    owner_id: int | None = None
    expected_from: date | None = None
    expected_to: date | None = None

    @property
    def period(self) -> Period | None:
        """The days as a period; None where none are asked for."""
        if self.expected_from is None and self.expected_to is None:
            return None
        return Period(self.expected_from, self.expected_to)


@dataclass(frozen=True)
class Days:
    """The projects of one day: their periods and stages under names of their own, and what is asked of them."""

    period: Any
    stage: Any
    there: ColumnElement[bool]
    opened: ColumnElement[bool]
    held: ColumnElement[bool]
    dated: ColumnElement[bool]

    @property
    def counts(self) -> ColumnElement[bool]:
        """Say whether a project is open in the scope."""
        return and_(self.there, self.opened, self.held, self.dated)


def on_day(actor: Actor, scope: Scope, name: str) -> Days:
    """Say what is asked of a project on one day."""
    period, stage = project_periods.alias(f"p_{name}"), stages.alias(f"s_{name}")
    held = [seen(actor, period)]
    if scope.team_id is not None:
        held.append(period.c.team_id == scope.team_id)
    if scope.owner_id is not None:
        held.append(period.c.owner_id == scope.owner_id)
    dated: list[Any] = []
    if scope.expected_from is not None:
        dated.append(period.c.expected_on >= scope.expected_from)
    if scope.expected_to is not None:
        dated.append(period.c.expected_on <= scope.expected_to)
    there = and_(period.c.id.is_not(None), period.c.archived_at.is_(None))
    return Days(period, stage, there, stage.c.kind == "open", and_(*held), and_(literal(1) == 1, *dated))


def compared(actor: Actor, scope: Scope, opening: datetime, closing: datetime) -> Subquery:
    """Give a row for each cause of each project: project_id, cause, count, minor, and before_minor, after_minor.

    `count` and `minor` are what it adds to the sum; of those that only moved from stage to stage that is nothing.
    """
    a, b = on_day(actor, scope, "a"), on_day(actor, scope, "b")
    facts = _facts(a, b, scope, opening, closing)
    return union_all(_came_and_went(facts), _stayed(facts), _moved(facts), *_passed(facts)).subquery("causes")


def _facts(a: Days, b: Days, scope: Scope, opening: datetime, closing: datetime) -> Any:
    """Each project of which something changed, with what holds of it on the two days as 1 or 0: NULL would be neither.

    Of what no period began in between nothing changed: a week costs what happened in it, however many are open.
    """
    meanwhile = project_periods.c.from_at >= opening, project_periods.c.from_at < closing
    touched = select(project_periods.c.project_id).where(*meanwhile)
    source = (
        projects.outerjoin(a.period, and_(a.period.c.project_id == projects.c.id, stood(a.period, opening)))
        .outerjoin(b.period, and_(b.period.c.project_id == projects.c.id, stood(b.period, closing)))
        .outerjoin(a.stage, a.stage.c.id == a.period.c.stage_id)
        .outerjoin(b.stage, b.stage.c.id == b.period.c.stage_id)
    )
    early = scope.expected_from
    same_funnel = a.stage.c.funnel_id == b.stage.c.funnel_id
    columns = {
        "in_a": a.counts, "in_b": b.counts, "was_a": a.period.c.id.is_not(None), "there_a": a.there,
        "there_b": b.there, "open_a": a.opened, "open_b": b.opened, "held_a": a.held, "held_b": b.held,
        "won_b": b.stage.c.kind == "won", "dated_b": b.dated,
        "taken_over": _taken_over(opening, closing),
        "early_a": a.period.c.expected_on < early if early else literal(1) == 0,
        "early_b": b.period.c.expected_on < early if early else literal(1) == 0,
        "forward": and_(same_funnel, b.stage.c.position > a.stage.c.position),
        "back": and_(same_funnel, b.stage.c.position < a.stage.c.position),
    }  # fmt: skip
    return (
        select(
            projects.c.id.label("project_id"),
            a.period.c.home_minor.label("before_minor"),
            b.period.c.home_minor.label("after_minor"),
            *(case((condition, 1), else_=0).label(name) for name, condition in columns.items()),
        )
        .select_from(source)
        .where(projects.c.id.in_(touched), or_(a.period.c.id.is_not(None), b.period.c.id.is_not(None)))
        .cte("facts")
    )


def _taken_over(opening: datetime, closing: datetime) -> ColumnElement[bool]:
    """Say whether a project came in these days out of a file that does not tell since when there is it."""
    first = stage_history.alias("first_stay")
    return exists().where(
        first.c.project_id == projects.c.id, first.c.how == "import", first.c.is_entry_known.is_(False),
        first.c.entered_at == projects.c.created_at, first.c.entered_at >= opening, first.c.entered_at < closing,
    )  # fmt: skip


def _row(facts: Any, cause: Any, count: Any, minor: Any) -> Select[Any]:
    return select(
        facts.c.project_id, cause.label("cause"), count.label("count"), minor.label("minor"),
        facts.c.before_minor, facts.c.after_minor,
    )  # fmt: skip


def _zero(column: Any) -> Any:
    return case((column.is_(None), 0), else_=column)


def _came_and_went(facts: Any) -> Select[Any]:
    f = facts.c
    came = case(
        (f.taken_over == 1, "imported"), (f.was_a == 0, "new"), (f.there_a == 0, "put_back"),
        (f.open_a == 0, "reopened"), (f.held_a == 0, "in_by_holder"), (f.early_a == 1, "pushed_in"), else_="pulled_in",
    )  # fmt: skip
    went = case(
        (f.there_b == 0, "set_aside"), (f.won_b == 1, "won"), (f.open_b == 0, "lost"),
        (f.held_b == 0, "out_by_holder"), (f.early_b == 1, "pulled_out"), else_="pushed_out",
    )  # fmt: skip
    count = f.in_b - f.in_a
    minor = case((f.in_b == 1, _zero(f.after_minor)), else_=-_zero(f.before_minor))
    return _row(facts, case((f.in_b == 1, came), else_=went), count, minor).where(f.in_a != f.in_b)


def _stayed(facts: Any) -> Select[Any]:
    f = facts.c
    difference = _zero(f.after_minor) - _zero(f.before_minor)
    cause = case((difference > 0, "amount_up"), else_="amount_down")
    return _row(facts, cause, literal(0), difference).where(f.in_a == 1, f.in_b == 1, difference != 0)


def _moved(facts: Any) -> Select[Any]:
    f = facts.c
    cause = case((f.forward == 1, "forward"), else_="back")
    moved = f.forward + f.back == 1
    return _row(facts, cause, literal(0), literal(0)).where(f.in_a == 1, f.in_b == 1, moved)


def _passed(facts: Any) -> list[Select[Any]]:
    """What was made after the one day and closed by the other came and went: it adds nothing, but it happened.

    Of what a file brought in closed, without its days, nobody knows when.
    """
    f = facts.c
    passed = (f.taken_over == 0, f.was_a == 0, f.there_b == 1, f.open_b == 0, f.held_b == 1, f.dated_b == 1)
    closed = case((f.won_b == 1, "won"), else_="lost")
    amount = _zero(f.after_minor)
    return [
        _row(facts, literal("new"), literal(1), amount).where(*passed),
        _row(facts, closed, literal(-1), -amount).where(*passed),
    ]
