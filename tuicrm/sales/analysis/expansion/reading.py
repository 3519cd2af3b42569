"""What a question about expansion is asked of: whole months, the same ones before, and the persons in them."""

from dataclasses import dataclass
from datetime import timedelta

from tuicrm.plain import progress
from tuicrm.plain.language import _
from tuicrm.plain.periods import month_of
from tuicrm.sales.analysis.expansion.months import Months, months_of, up_to
from tuicrm.sales.analysis.expansion.moving import Moved, moved
from tuicrm.sales.analysis.expansion.persons import YEAR, Periods, Person, periods, persons
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.analysis.kept import kept

KEPT = 3


@dataclass(frozen=True)
class Told:
    """The persons of a frame in two periods that can be compared.

    Attributes:
        nobody: month -> profit that is credited to nobody; of the whole company alone.
    """

    span: Periods
    table: Months
    people: list[Person]
    nobody: dict[int, int]


def table_of(frame: Frame, *, by_team: bool = False) -> Months:
    """Give everybody's months up to the day of reading; once for all that is told of them."""
    at = None if frame.scope.as_of is None else frame.over
    return kept(
        frame, f"months {by_team}", lambda: months_of(frame.session, frame.today, by_team=by_team, at=at), most=KEPT
    )


def nobody_of(read: Told) -> tuple[int, int]:
    """Profit of both periods that is credited to nobody."""
    before, now = (
        sum(profit for month, profit in read.nobody.items() if read.span.place(month) == period) for period in (0, 1)
    )
    return before, now


def whole_months(frame: Frame) -> tuple[int, int] | None:
    """Give first and last of the whole months that a frame holds and that are over; None where it holds none.

    Without days of one's own they are the last twelve: a month that still runs would be compared with a whole one.
    """
    end = min(frame.last, frame.today)
    last = month_of(end + timedelta(days=1)) - 1
    if frame.scope.from_on is None:
        return last - YEAR + 1, last
    first = month_of(frame.first - timedelta(days=1)) + 1
    return (first, last) if first <= last else None


def told(frame: Frame) -> Told | None:
    """Give the persons of a frame; None where the months before were not recorded, or there is no whole month.

    Without days of one's own the period is as much shorter as what was recorded begins later. Of a large company it is
    a large table, and the page and two of its blocks ask for it: the last ones are kept until something is written.
    """
    progress.step(_("who sold what"))
    return kept(frame, "persons", lambda: _told(frame), most=KEPT)


def moved_of(frame: Frame, read: Told) -> Moved | None:
    """Give why the average of a frame's persons moved; once for the page and for the block."""
    progress.step(_("drawing people"))
    return kept(frame, "moved average", lambda: moved(read.people, read.nobody, read.span))


def _told(frame: Frame) -> Told | None:
    chosen = whole_months(frame)
    if chosen is None:
        return None
    first, last = chosen
    table = up_to(last, table_of(frame, by_team=frame.team_id is not None))
    if frame.scope.from_on is None:
        first = max(first, table.first + YEAR)
    span = periods(first, last)
    if first > last or span.first1 < table.first:
        return None
    people = persons(table, frame.team_id, frame.user_id)
    whole = frame.team_id is None and frame.user_id is None
    nobody = {month: profit for month, (profit, _revenue) in table.nobody.items()} if whole else {}
    return Told(span, table, people, nobody)
