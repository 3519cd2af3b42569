"""When a customer goes back, told a second time without SQL: day by day, as one would explain it to a newcomer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

FARTHEST = 1_200
"""So many days ahead nobody looks."""


@dataclass
class Step:
    """A planned action of a project."""

    on: date
    postponed: int = 0
    is_among_us: bool = False


@dataclass
class Line:
    """A project: its stage allows so many days of standing still, None any."""

    state: str
    progress_at: datetime
    allowed: int | None = None
    closed_on: date | None = None
    steps: list[Step] = field(default_factory=list)
    is_withdrawn: bool = False


@dataclass
class Bought:
    on: date
    ends_on: date | None = None
    is_withdrawn: bool = False


@dataclass
class One:
    """A held customer."""

    claimed_at: datetime
    class_key: str | None = None
    acted_at: datetime | None = None
    asked_at: datetime | None = None
    locked_until: date | None = None
    lines: list[Line] = field(default_factory=list)
    purchases: list[Bought] = field(default_factory=list)


@dataclass
class Rules:
    """The settings: days by class, "" is every other class; None is off."""

    zone: str
    idle: dict[str, int | None]
    no_project: dict[str, int | None]
    not_won: dict[str, int | None]
    from_claim: bool
    won_days: int | None


def goes_back(one: One, rules: Rules, today: date) -> tuple[str, date] | None:
    """By which rule, and on which day from today on, if nobody does anything."""
    since = clocks(one, rules)
    if not since:
        return None
    first = min(since.values())
    rule = next(name for name in ("idle", "no_project", "not_won") if since.get(name) == first)
    for ahead in range(FARTHEST):
        day = today + timedelta(ahead)
        if day >= first and not is_exempt(one, rules, day):
            return rule, day
    return None


def clocks(one: One, rules: Rules) -> dict[str, date]:
    """The day from which on each rule wants it."""
    claimed = day_of(one.claimed_at, rules)
    followed = max(claimed, day_of(one.acted_at, rules)) if one.acted_at else claimed
    counted = claimed if rules.from_claim else followed
    live = [line for line in one.lines if not line.is_withdrawn]
    found = {}
    if (days := of_class(rules.idle, one)) is not None:
        found["idle"] = followed + timedelta(days)
    if (days := of_class(rules.no_project, one)) is not None and all(line.state != "open" for line in live):
        found["no_project"] = counted + timedelta(days)
    if (days := of_class(rules.not_won, one)) is not None and not won_days(one):
        found["not_won"] = counted + timedelta(days)
    return found


def is_exempt(one: One, rules: Rules, day: date) -> bool:
    """Whether it stays on a day whatever the clocks say."""
    if one.locked_until is not None and day <= one.locked_until:
        return True
    if any(line.state == "open" and not line.is_withdrawn and not rots(one, line, rules, day) for line in one.lines):
        return True
    if not (won := won_days(one)):
        return False
    return rules.won_days is None or day < max(won) + timedelta(rules.won_days)


def rots(one: One, line: Line, rules: Rules, day: date) -> bool:
    """Whether an open project stands still for longer than its stage allows, on a day."""
    if line.allowed is None:
        return False
    progress = day_of(line.progress_at, rules)
    if one.asked_at is not None:
        progress = max(progress, day_of(one.asked_at, rules))
    if (day - progress).days <= line.allowed:
        return False
    steps = sorted((step for step in line.steps if not step.is_among_us), key=lambda step: step.on)
    if not steps or steps[0].on < day or steps[0].postponed >= 3:
        return True
    return (steps[0].on - day).days > line.allowed


def won_days(one: One) -> list[date]:
    """The days on which it bought, or on which that ends."""
    bought = [each.ends_on or each.on for each in one.purchases if not each.is_withdrawn]
    won = [line.closed_on for line in one.lines if line.state == "won" and not line.is_withdrawn]
    return bought + [day for day in won if day is not None]


def of_class(days: dict[str, int | None], one: One) -> int | None:
    return days.get((one.class_key or "").upper(), days[""])


def day_of(moment: datetime, rules: Rules) -> date:
    return moment.astimezone(ZoneInfo(rules.zone)).date()
