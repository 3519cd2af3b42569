"""When the sample's people were away: weeks in which they won and lost nothing."""

from math import floor
from random import Random

from tuicrm.sample.cast import CAST
from tuicrm.sample.days import MONTH, WINDOW
from tuicrm.sample.deal import Deal

_WEEK = 5
_WEEKS_A_YEAR = 5
_COMING = 18.0  # one week that is planned: from this working day on


class Away:
    """Weeks of leave by person, as the first working day of each."""

    def __init__(self, deals: list[Deal], seed: int) -> None:
        closed: dict[str, set[int]] = {}
        for deal in deals:
            if not deal.is_open:
                closed.setdefault(deal.holder, set()).add(floor(deal.ended / _WEEK))
        self.weeks = {key: self._of(key, closed.get(key, set()), seed) for key in CAST}

    def _of(self, key: str, busy: set[int], seed: int) -> list[int]:
        person = CAST[key]
        first = floor(max(-WINDOW, -person.joined * MONTH + 30) / _WEEK) + 1
        last = floor(-person.left * MONTH / _WEEK) - 1 if person.left else -2
        rng = Random(f"{seed} away {key}")
        chosen: list[int] = []
        for begins, ends in ((first, max(first, -52)), (max(first, -52), last)):  # alike in both years
            free = [week for week in range(begins, ends) if week not in busy]
            wanted = round((ends - begins) / 52 * _WEEKS_A_YEAR)
            chosen += rng.sample(free, max(0, min(len(free), wanted)))
        return [week * _WEEK for week in sorted(chosen) if week <= last]  # who left in the first year has left

    def back(self, key: str, at: float) -> float:
        """The same moment, or the same time of the first day after the leave that it falls into."""
        for begins in self.weeks[key]:
            if begins <= at < begins + _WEEK:
                return self.back(key, begins + _WEEK + at % 1)
        return at
