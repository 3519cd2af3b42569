"""Stories and deals to ask questions of, without a database."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Any

from tests.sample.conftest import NOW
from tuicrm.sample.client import Client, Hold
from tuicrm.sample.days import WorkDays
from tuicrm.sample.deal import Deal, Stay
from tuicrm.sample.effects import ALL, Effects
from tuicrm.sample.story import SEED, Story, tell

SEEDS = (SEED, 2024)
HOWS = {0: "create", 5: "won", 6: "lost"}


@cache
def days(now: datetime = NOW, zone: str = "Europe/Berlin") -> WorkDays:
    return WorkDays(now, zone)


@cache
def story(seed: int = SEED, effects: Effects = ALL, now: datetime = NOW, zone: str = "Europe/Berlin") -> Story:
    """The story of a seed; it is told once, so look at it and leave it as it is."""
    return tell(days(now, zone), 23, seed, effects)


def at(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def deal(*stages: int, since: float = -100.0, each: float = 10.0, holder: str = "li", **facts: Any) -> Deal:
    """A project that was in these stages, one after the other, ten working days in each."""
    told = Deal(since, [(since, holder)], **{"lines": {"PX-200": 1}, **facts})
    told.stays = [Stay(stage, since + number * each, HOWS.get(stage, "forward")) for number, stage in enumerate(stages)]
    return told


def client(
    *holds: tuple[str, float, str], deals: tuple[Deal, ...] = (), made: float = -200.0, scene: str = ""
) -> Client:
    """A customer that these people held ("" is the pool), each from a moment on."""
    told = Client(made, "B", "website", "", 0, 0, 50, 1)
    told.holds = [Hold(owner, since, how) for owner, since, how in holds]
    told.deals = list(deals)
    return told
