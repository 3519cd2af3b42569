"""Who works, or worked, at the sample company."""

from dataclasses import dataclass
from math import exp

from tuicrm.sample.days import MONTH
from tuicrm.sample.effects import Effects


@dataclass(frozen=True)
class Person:
    """One of the sample's people. Times are months before today.

    Attributes:
        cohort: "old" were there before the two years, "first" and "second" are the two waves of joiners; "" do not
            sell for a living.
        profit: what a ramped month brings in the first year, in thousands.
        gain: what the second year is above the first.
        pace: projects begun in a month.
        held: customers held today.
        thrift: share of planned actions that are done.
    """

    key: str
    team: str
    role: str
    joined: float
    cohort: str = ""
    left: float = 0.0
    promoted: float = 0.0
    profit: float = 0.0
    gain: float = 0.0
    pace: float = 0.0
    held: int = 0
    seat: int = 62
    thrift: float = 0.86

    def tenure(self, moment: float) -> float:
        """Months since joining at a working moment."""
        return self.joined + moment / MONTH

    def sells(self, moment: float) -> bool:
        """Say whether the person was selling for a living then: joined, not left, not yet a lead."""
        end = max(self.left, self.promoted)
        return bool(self.cohort) and -self.joined <= moment / MONTH < (-end if end else 0.0)

    def experience(self, moment: float, effects: Effects) -> float:
        """How far somebody is between new (0) and experienced (1)."""
        months = max(0.0, self.tenure(moment))
        if self.cohort == "second" and effects.copying:
            return 0.75 * (1 - exp(-months / 8))
        return 1 - exp(-(months + 1) / 5)

    def ramp(self, moment: float, effects: Effects) -> float:
        """The share of a ramped month's profit that somebody of this tenure makes: a sales cycle goes by first."""
        months = max(0.0, self.tenure(moment) - 2.5)
        if self.cohort == "second" and effects.copying:
            return 0.45 * (1 - exp(-months / 6))
        return 1 - exp(-months / 2)


CAST = {
    person.key: person
    for person in (
        Person("hale", "", "manager", 96, seat=118),
        Person("falk", "", "administrator", 80, seat=55),
        Person("wang", "east", "team_lead", 71, "old", promoted=8.2, profit=17.0, gain=0.12, pace=3.3, held=38,
               seat=84),
        Person("roth", "east", "rep", 63, "old", profit=17.0, gain=0.28, pace=4.0, held=142, seat=74),
        Person("kuhn", "east", "rep", 52, "old", profit=9.5, gain=0.35, pace=3.0, held=150, seat=66, thrift=0.42),
        Person("li", "east", "rep", 25.6, "first", profit=12.5, gain=0.08, pace=3.8, held=86),
        Person("berg", "east", "rep", 8.6, "second", profit=11.0, pace=3.6, held=104, seat=56),
        Person("madsen", "north", "team_lead", 60, pace=0.5, held=36, seat=82),
        Person("lindgren", "north", "rep", 58, "old", profit=14.5, gain=0.32, pace=3.1, held=148, seat=70),
        Person("virtanen", "north", "rep", 24.4, "first", profit=11.5, gain=0.08, pace=3.3, held=146),
        Person("jansen", "north", "rep", 11.6, "second", profit=11.0, pace=3.6, held=118, seat=56),
        Person("novotny", "north", "rep", 9.6, "second", profit=11.0, pace=3.4, held=110, seat=56),
        Person("holm", "north", "rep", 24.9, "first", left=1.1, profit=11.5, gain=0.08, pace=3.3, seat=66),
        Person("costa", "south", "team_lead", 54, "old", promoted=6.1, profit=13.0, gain=0.36, pace=3.1, held=60,
               seat=80),
        Person("ferrari", "south", "rep", 10.6, "second", profit=11.0, pace=3.6, held=124, seat=56),
        Person("moreau", "south", "rep", 7.6, "second", profit=11.0, pace=3.4, held=112, seat=56),
        Person("silva", "south", "rep", 6.2, "second", profit=11.0, pace=3.4, held=98, seat=56),
        Person("laurent", "south", "rep", 23.6, "first", left=13.4, profit=11.0, pace=3.0),
    )
}  # fmt: skip
SUCCESSORS = {
    "laurent": ("costa", "virtanen", "lindgren"),
    "wang": ("li", "berg", "roth"),
    "costa": ("ferrari", "moreau", "silva"),
    "holm": ("jansen", "novotny", "lindgren"),
}
"""Who took over from those who left or became leads."""
