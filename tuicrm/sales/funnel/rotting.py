"""Projects that stand still: how long nothing went on, how long the stage allows that, and what pauses the clock."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from tuicrm.sales.funnel.stages import Stage
from tuicrm.sales.home import Home
from tuicrm.sales.project_signs import POSTPONED_OFTEN


class Planned(Protocol):
    """What is planned next, as far as the clock asks."""

    @property
    def planned_on(self) -> date: ...
    @property
    def is_late(self) -> bool: ...
    @property
    def postponed(self) -> int: ...


@dataclass(frozen=True)
class Quiet:
    """How a project stands: `days` without progress, `allowed` by its stage (None: any), the plan in so many days.

    `why` a plan does not pause the clock: `late`, `far`, `postponed`, or `none` where there is no plan; "" pauses it.
    """

    days: int
    allowed: int | None
    plan_in: int | None
    why: str

    @property
    def is_rotting(self) -> bool:
        """Say whether it stands still for longer than its stage allows, and nothing planned pauses that."""
        return self.allowed is not None and self.days > self.allowed and self.why != ""


def quiet(stage: Stage, progress_at: datetime, planned: Planned | None, today: date, house: Home) -> Quiet:
    """Say how long a project has stood still, as it is read.

    The clock runs from the last progress by a person or the customer: a stage forwards, a done action that reached
    somebody, an inquiry, an amount or day that was changed with a reason. Tags, order, notes, imports and handovers
    do not touch it. A next step within the stage's days pauses it, unless it is late or was put off three times.
    """
    days = (today - house.day(progress_at)).days
    if planned is None:
        return Quiet(days, stage.rotting_days, None, "none")
    ahead = (planned.planned_on - today).days
    if planned.is_late:
        return Quiet(days, stage.rotting_days, ahead, "late")
    if planned.postponed >= POSTPONED_OFTEN:
        return Quiet(days, stage.rotting_days, ahead, "postponed")
    if stage.rotting_days is not None and planned.planned_on > today + timedelta(days=stage.rotting_days):
        return Quiet(days, stage.rotting_days, ahead, "far")
    return Quiet(days, stage.rotting_days, ahead, "")
