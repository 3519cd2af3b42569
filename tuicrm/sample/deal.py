"""One chance to sell, as it is told before it becomes rows."""

from dataclasses import dataclass, field

from tuicrm.sample.goods import GOODS

NEW, NEEDS, DEMO, QUOTE, CLOSE, WON, LOST = range(7)


@dataclass(eq=False)
class Stay:
    """One stay in a stage, from a working moment on."""

    stage: int
    at: float
    how: str
    reason: str = ""


@dataclass(eq=False)
class Deal:
    """A project. Values are thousandths of a thousand of home currency.

    Attributes:
        holders: who held it, from when on; the last holds it now.
        lines: product -> pieces.
        discount: percent off the list price in the end.
        said: the first estimate of the value, as a share of it; None where nobody guessed.
        fixed: the value where it is not the sum of its lines.
        did: playbook actions that were done in time.
    """

    begun: float
    holders: list[tuple[float, str]]
    klass: str = "B"
    source: str = "website"
    campaign: str = ""
    is_repeat: bool = False
    lines: dict[str, int] = field(default_factory=dict)
    discount: int = 5
    said: float | None = 1.0
    stays: list[Stay] = field(default_factory=list)
    reason: str = ""
    competitor: int | None = None
    did: dict[str, bool] = field(default_factory=dict)
    is_rotting: bool = False
    is_cost_known: bool = True
    fixed: int | None = None
    scene: str = ""
    client: int = -1

    @property
    def stage(self) -> int:
        return self.stays[-1].stage

    @property
    def is_open(self) -> bool:
        return self.stage < WON

    @property
    def is_won(self) -> bool:
        return self.stage == WON

    @property
    def ended(self) -> float:
        """When it was won or lost; where it is open, when it came into its stage."""
        return self.stays[-1].at

    @property
    def holder(self) -> str:
        return self.holders[-1][1]

    @property
    def list_value(self) -> int:
        return sum(GOODS[key].price * pieces for key, pieces in self.lines.items()) * 100

    @property
    def value(self) -> int:
        """What is paid for it in the end."""
        return self.fixed if self.fixed is not None else self.list_value // 100 * (100 - self.discount)

    @property
    def cost(self) -> int:
        return sum(GOODS[key].cost * pieces for key, pieces in self.lines.items()) * 100

    @property
    def profit(self) -> int:
        return self.value - self.cost

    def holder_at(self, moment: float) -> str:
        """Who held it at a moment."""
        return next((who for since, who in reversed(self.holders) if since <= moment), self.holders[0][1])

    def entered(self, stage: int) -> float | None:
        """When it first came into a stage."""
        return next((stay.at for stay in self.stays if stay.stage == stage), None)

    @property
    def furthest(self) -> int:
        """The furthest open stage that it reached."""
        return max(stay.stage for stay in self.stays if stay.stage < WON)
