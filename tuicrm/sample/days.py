"""Working time around today. The company is told in working days, so that nothing happens on a Sunday."""

from datetime import UTC, date, datetime, time, timedelta
from math import floor

from tuicrm.plain.periods import zone_of

YEAR = 261.0
MONTH = YEAR / 12
WINDOW = 2 * YEAR
HISTORY = WINDOW + MONTH
"""So far back the records go: a month more, so that of two whole years none is recorded in part."""
_OPENS, _MINUTES = time(8, 30), 540  # nine hours from half past eight


class WorkDays:
    """Turn working days into calendar days and moments.

    A moment is a number: the whole part counts working days, 0 is today (whatever day of the week it is), -1 the
    last working day before and 1 the next after it; the rest is the part of the working day that has passed.
    """

    def __init__(self, now: datetime, zone: str) -> None:
        self.now = now
        self.zone = zone_of(zone)
        self.today = now.astimezone(self.zone).date()
        self._days = {0: self.today}
        self._starts: dict[date, datetime] = {}
        for step, last in ((-1, -800), (1, 320)):
            day = self.today
            for number in range(step, last, step):
                day += timedelta(step)
                while day.weekday() >= 5:
                    day += timedelta(step)
                self._days[number] = day

    def day(self, moment: float) -> date:
        """The day of business of a moment."""
        return self._days[floor(moment)]

    def at(self, moment: float) -> datetime:
        """The moment in UTC; one of today that has not come yet becomes a minute ago."""
        number = floor(moment)
        found = self._start(self._days[number]) + timedelta(minutes=(moment - number) * _MINUTES)
        return min(found, self.now - timedelta(minutes=1)) if number == 0 else found

    def planned(self, on: date, hour: int, minute: int = 0) -> datetime:
        """A time of a day in the team's zone, in UTC."""
        return datetime.combine(on, time(hour, minute), self.zone).astimezone(UTC)

    def moment(self, days_ago: float) -> float:
        """The working moment that lies so many calendar days back."""
        wanted = self.today - timedelta(days=round(days_ago))
        number = -round(days_ago * 5 / 7)
        while self._days[number] > wanted:
            number -= 1
        while number < 0 and self._days[number + 1] <= wanted:
            number += 1
        return float(number)

    def minutes_ago(self, minutes: float) -> datetime:
        """A moment of this morning, so many minutes back; at the earliest when the day began."""
        begun = datetime.combine(self.today, time(0, 0), self.zone).astimezone(UTC)
        return max(begun, self.now - timedelta(minutes=minutes))

    def _start(self, day: date) -> datetime:
        if day not in self._starts:
            self._starts[day] = datetime.combine(day, _OPENS, self.zone).astimezone(UTC)
        return self._starts[day]
