"""Answers of the rules as figures of the charts screen, and the list of its questions."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from tuicrm.exchange.drawing import as_chart_values, table_rows
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, in_a_row
from tuicrm.plain.periods import month_of, month_start
from tuicrm.sales.analysis.answer import Answer
from tuicrm.sales.analysis.asking import asked
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.questions import answer
from tuicrm.sales.analysis.saving import Saved
from tuicrm.screens.figures import Drawn, Figure
from tuicrm.widgets.answered import chart
from tuicrm.widgets.chart import Chart

EMPTY = N_("Nothing to count yet.")


@dataclass(frozen=True)
class View:
    """What all figures of the screen are asked with: period, a team or oneself by login, filter, day of reading."""

    period: str = "year"
    who: str = ""
    is_me: bool = False
    where: str = ""
    as_of: date | None = None

    def scope(self, today: date) -> Scope:
        """Give it as the rules take it."""
        first, last = PERIODS[self.period][1](self.as_of or today)
        return Scope(first, last, self.where, self.as_of, self.who)

    @property
    def called(self) -> str:
        """Whose figures they are, in words."""
        return _("me") if self.is_me else self.who

    @property
    def words(self) -> str:
        """The period in words."""
        return _(PERIODS[self.period][0])


def _year(today: date) -> tuple[date | None, date | None]:
    return None, None


def _months(back: int, length: int) -> Callable[[date], tuple[date | None, date | None]]:
    """The month, quarter or year of a day, or the one so many before."""

    def days(today: date) -> tuple[date, date]:
        month = month_of(today)
        first = month - (month - 1) % length - back * length
        return month_start(first), month_start(first + length) - timedelta(days=1)

    return days


PERIODS: dict[str, tuple[str, Callable[[date], tuple[date | None, date | None]]]] = {
    "year": (N_("last 12 months"), _year),
    "month": (N_("this month"), _months(0, 1)),
    "quarter": (N_("this quarter"), _months(0, 3)),
    "last_quarter": (N_("last quarter"), _months(1, 3)),
    "this_year": (N_("this year"), _months(0, 12)),
    "last_year": (N_("last year"), _months(1, 12)),
}


def drawn_answer(found: Answer, today: date) -> Drawn:
    """Draw an answer: its bars, its table, what it says and what to do."""
    picture = found.picture
    title = show(found.title)
    if picture.part and found.lines:
        drawn = chart(title, found.part(picture.part).unit, found.currency, as_chart_values(found), _(EMPTY))
    else:
        drawn = Chart("hbar", title, (), empty=found.said[0] if found.said else _(EMPTY))
    head, *rows = table_rows(found)
    return Drawn(
        drawn, (tuple(head), *(tuple(row) for row in rows)), in_a_row(*found.said), found.definition.words(),
        tuple(line.behind for line in found.lines), found.advice, found.population, found.legend,
    )  # fmt: skip


def _asks(name: str, by: str) -> Callable[[date], Any]:
    return lambda today: (answer, (name, Scope(by=by)))


def _figure(name: str, group: str, words: str, by: str = "") -> Figure:
    return Figure(f"{name}-{by}?" if by else f"{name}?", group, words, _asks(name, by), drawn_answer)


QUESTIONS = (
    _figure("stages", N_("Funnel"), N_("which stage")),
    _figure("abnormal", N_("Funnel"), N_("abnormal")),
    _figure("people", N_("People"), N_("four figures")),
    _figure("luck", N_("People"), N_("luck and mix")),
    _figure("targets", N_("People"), N_("targets, pace")),
    _figure("effort", N_("People"), N_("after effort")),
    _figure("rhythm", N_("Customers"), N_("grow, silent")),
    _figure("recency", N_("Customers"), N_("recency")),
    _figure("conversion", N_("Sources"), N_("won of inquiries")),
    _figure("outlook", N_("Forecast"), N_("this period")),
    _figure("backtest", N_("Forecast"), N_("said and came")),
    _figure("calibration", N_("Forecast"), N_("chances")),
    _figure("moved-dates", N_("Forecast"), N_("moved dates")),
    _figure("ramp", N_("Ability"), N_("ramp")),
    _figure("ramp", N_("Ability"), N_("person x month"), "person"),
    _figure("ramp", N_("Ability"), N_("equivalents"), "month"),
    _figure("gap", N_("Ability"), N_("new, experienced")),
    _figure("moved", N_("Ability"), N_("why it moved")),
    _figure("margin-change", N_("Ability"), N_("profit, revenue")),
    _figure("playbook", N_("Know-how"), N_("playbook, worth")),
    _figure("spread", N_("Know-how"), N_("is it copied")),
    _figure("coverage", N_("Know-how"), N_("who can sell what")),
    _figure("coverage-class", N_("Know-how"), N_("who: by class")),
    _figure("coverage-industry", N_("Know-how"), N_("who: by industry")),
    _figure("leaving", N_("Know-how"), N_("if they leave")),
    _figure("concentration", N_("Know-how"), N_("hangs on a few")),
    _figure("ladder", N_("Know-how"), N_("how far we are")),
    _figure("mine", N_("For me"), N_("my own line")),
)


def of_saved(one: Saved) -> Figure:
    """A saved question as a figure: its words say all, so that the view of the screen does not touch it."""
    return Figure(
        f"saved {one.id}", N_("Own questions"), show(one.name), lambda today: (asked, (one.words,)), drawn_answer
    )


def with_view(figure: Figure, args: tuple[Any, ...], view: View, today: date) -> tuple[Any, ...]:
    """Put the view of the screen into what a figure asks."""
    if len(args) == 2 and isinstance(args[1], Scope):
        return (args[0], replace(view.scope(today), by=args[1].by, against=args[1].against))
    if args and hasattr(args[0], "where"):
        return (replace(args[0], where=_filter(view), as_of=view.as_of or args[0].as_of), *args[1:])
    return args


def _filter(view: View) -> str:
    who = "" if not view.who else f'owner:"{view.who}"' if view.is_me else f'team:"{view.who}"'
    return f"{view.where} {who}".strip()
