"""The course of a project through the stages, as far as a file tells it; what it does not say is unknown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tuicrm.sales.funnel.stages import Stage


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay in a stage. `on` is the day of entering; None is not known."""

    stage_id: int
    on: date | None


@dataclass(frozen=True, slots=True)
class Course:
    """All stays that a file knows of, the last one being where the project stands.

    Attributes:
        started_on: the day on which it began, where the file gives one: its making, or its first open stage.
        closed_on: for a won or lost project the day that it counts on: the file's, else the day of the import.
        is_closed_known: whether that day is the file's.
        contradicts: whether the file enters an earlier stage after a later one; those entries are not known then.
    """

    stays: tuple[Stay, ...]
    started_on: date | None
    closed_on: date | None
    is_closed_known: bool
    contradicts: bool

    @property
    def begun_on(self) -> date | None:
        """The first day that the file gives, with which history begins; None where it gives none."""
        return self.started_on or (self.closed_on if self.is_closed_known else None)

    @property
    def cycle_days(self) -> int | None:
        """Days from the beginning to the end, where both are known."""
        if self.closed_on is None or not self.is_closed_known or self.started_on is None:
            return None
        return (self.closed_on - self.started_on).days

    @property
    def lost_stage_id(self) -> int | None:
        """The stage that a closed project stood in before, where the file tells."""
        return self.stays[-2].stage_id if len(self.stays) > 1 else None


def plot(
    stage: Stage,
    stages: Mapping[int, Stage],
    entered: Mapping[int, date],
    *,
    created_on: date | None,
    closed_on: date | None,
    today: date,
) -> Course:
    """Order what a file says about one project.

    History begins at the first day that the file gives. Stages without a day are left out, but for the one that the
    project stands in: its entry is then not known.

    Args:
        stage: where the project stands.
        entered: the days on which it entered stages, by stage; won and lost ones count only where it stands in them.
        created_on, closed_on: days that belong to no stage by name.
        today: the day of the import.
    """
    is_closed = stage.kind != "open"
    here = entered.get(stage.id) or (closed_on if is_closed else None)
    others = {one: on for one, on in entered.items() if one != stage.id and stages[one].kind == "open"}
    late = {one for one, on in others.items() if here is not None and on > here}
    order = sorted(others, key=lambda one: (others[one], stages[one].position))
    before = tuple(Stay(one, None if one in late else others[one]) for one in order)
    open_days = [*others.values(), *([here] if here is not None and not is_closed else [])]
    return Course(
        (*before, Stay(stage.id, here)),
        created_on or min(open_days, default=None),
        (here or today) if is_closed else None,
        is_closed and here is not None,
        bool(late),
    )
