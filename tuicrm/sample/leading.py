"""What leads did about projects that stood too long: comments, and weekly reviews with decisions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from tuicrm.sample.act import Act
from tuicrm.sample.cast import CAST
from tuicrm.sample.days import MONTH, YEAR
from tuicrm.sample.deal import NEEDS, Deal
from tuicrm.sample.doing import finish
from tuicrm.sample.effects import Effects

LIMITS = (14, 20, 20, 15, 15)
"""Calendar days that a stage allows, as a new database has them."""
LEADS = {"east": "wang", "north": "madsen", "south": "costa"}
INTERIM = "hale"
"""Who leads a team until the lead of today is appointed; of South only where no lag is planted, else nobody."""
REVIEW_EVERY, LAST_REVIEW = 5, -4
_DECISIONS = 3
_WAITING = {("wang", 1): 1.4, ("madsen", 2): LAST_REVIEW + 2.3}
"""Of the last review: whose decision is not done yet, and for when it is planned. One still has time, one is late."""


@dataclass(frozen=True)
class Word:
    """A comment of a lead on a project; `number` is one of the words' notes."""

    deal: Deal
    by: str
    at: float
    number: int


@dataclass(frozen=True)
class Decision:
    """What was decided about a project in a review; the action is what became of it."""

    deal: Deal
    by: str
    at: float
    act: Act


def has_interim(team: str, effects: Effects) -> bool:
    """Whether somebody led the team before its lead of today was appointed."""
    return bool(CAST[LEADS[team]].promoted) and (team != "south" or not effects.lag)


def lead_of(team: str, at: float, effects: Effects) -> str:
    """Who led a team at a moment; "" is nobody."""
    now = LEADS.get(team, "")
    if not now or at >= -CAST[now].promoted * MONTH or not CAST[now].promoted:
        return now
    return INTERIM if has_interim(team, effects) else ""


def words_of_leads(deals: Sequence[Deal], seed: int, effects: Effects) -> list[Word]:
    """Comment on projects that stood too long: most in the first year, half as many in the last half-year."""
    rng, found = Random(f"{seed} leading"), []
    for deal in deals:
        for number, stay in enumerate(deal.stays):
            if stay.stage >= len(LIMITS) or deal.scene:
                continue
            crossed = stay.at + LIMITS[stay.stage] * 5 / 7
            ends = deal.stays[number + 1].at if number + 1 < len(deal.stays) else 0.0
            chance, soon, late = rng.random(), rng.uniform(0.4, 3.5), rng.uniform(7, 15)
            by = lead_of(CAST[deal.holder_at(stay.at)].team, crossed, effects)
            often = 0.75 if not effects.lag else 0.85 if crossed < -YEAR / 2 else 0.4
            at = crossed + (soon if chance < often else late)
            if by and at < min(ends, -0.3) and chance < often + 0.12:
                found.append(Word(deal, by, at, rng.randrange(5)))
    return sorted(found, key=lambda word: word.at)


def reviews(deals: Sequence[Deal], seed: int, effects: Effects) -> Iterator[Decision]:
    """Hold a review each week for a year; of late, but for the last three, only every other week."""
    rng = Random(f"{seed} reviews")
    told = [deal for deal in deals if not deal.scene and not deal.is_rotting]
    for week in range(52):
        if effects.lag and 3 <= week < 26 and week % 2:
            continue
        at = LAST_REVIEW - REVIEW_EVERY * week + 0.3
        for team in LEADS:
            by = lead_of(team, at, effects)
            here = [deal for deal in told if _is_here(deal, team, at, is_last=week == 0)]
            if by:
                some = rng.sample(here, min(len(here), _DECISIONS))
                yield from (_decided(rng, deal, by, at, week, nth) for nth, deal in enumerate(some))


def _is_here(deal: Deal, team: str, at: float, *, is_last: bool) -> bool:
    """An open project of the team that stays where it is for the days in which something can be done."""
    stay = next((one for one in reversed(deal.stays) if one.at <= at), None)
    if stay is None or not NEEDS <= stay.stage < len(LIMITS):
        return False
    until = 0.0 if deal.is_open else deal.ended
    if is_last and (not deal.is_open or deal.holder == "li"):  # with him only the scenes' call is late
        return False
    holder = deal.holder_at(at)
    return (
        CAST[holder].team == team
        and CAST[holder].tenure(at) > 0.5
        and deal.holder_at(until) == holder
        and until > at + 2.5
    )


def _decided(rng: Random, deal: Deal, by: str, at: float, week: int, nth: int) -> Decision:
    stage = next(stay.stage for stay in reversed(deal.stays) if stay.at <= at)
    act = Act(deal.client, deal, deal.holder_at(at), "call", at, at + 1.6, ("phrase", "decided"), stage=stage)
    act.origin = "review"
    if week == 0 and (by, nth) in _WAITING:
        act.planned = _WAITING[by, nth]
    elif week == 0 or rng.random() < CAST[act.owner].thrift:
        finish(rng, act, at + 1.5)
    else:
        act.state, act.cancel = "cancelled", "no_time"
    return Decision(deal, by, at, act)
