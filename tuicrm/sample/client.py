"""One customer, as it is told before it becomes rows."""

from dataclasses import dataclass, field

from tuicrm.sample.deal import Deal


@dataclass(frozen=True)
class Hold:
    """Who holds the customer from a moment on ("" is the pool), how it came to that and why."""

    owner: str
    at: float
    how: str
    reason: str = ""
    by: str = ""


@dataclass(eq=False)
class Ask:
    """One inquiry. `answered` is working days until somebody answered; None where nobody has yet.

    `minutes_ago` stands for `at` where it came this morning.
    """

    at: float
    source: str
    campaign: str
    answered: float | None
    verdict: str = ""
    deal: Deal | None = None
    message: int | None = None
    minutes_ago: int | None = None


@dataclass(eq=False)
class Client:
    """A customer with what arrived from it and who held it. `city` is an index into the words' cities."""

    made: float
    klass: str
    source: str
    campaign: str
    city: int
    industry: int
    employees: int
    people: int
    scene: str = ""
    holds: list[Hold] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)
    deals: list[Deal] = field(default_factory=list)
    is_imported: bool = False
    last_talk: float | None = None
    repeats: list[float] = field(default_factory=list)

    @property
    def owner(self) -> str:
        return self.holds[-1].owner if self.holds else ""

    def owner_at(self, moment: float) -> str:
        """Who held it at a moment; "" is the pool."""
        return next((hold.owner for hold in reversed(self.holds) if hold.at <= moment), "")
