"""Chance makes a year of one person good or bad by a third; the planted effects are smaller. Here it is evened out.

For each person and six weeks the profit of what they won is brought to what the cast says: a win or loss is turned
round where it is far off, and then pieces are added or taken off.
"""

from collections.abc import Sequence
from random import Random

from tuicrm.sample.cast import CAST, Person
from tuicrm.sample.chances import KNOWS_HOW
from tuicrm.sample.days import MONTH, WINDOW
from tuicrm.sample.deal import CLOSE, DEMO, LOST, QUOTE, WON, Deal, Stay
from tuicrm.sample.effects import Effects

_BLOCKS = 16
_BLOCK = WINDOW / _BLOCKS
_STEPS = 12
_WEEKS = 9.0


def level(deals: Sequence[Deal], seed: int, effects: Effects) -> None:
    """Bring each seller's profit, six weeks by six weeks, to what the cast says."""
    if not effects.stayers:
        return
    for person in CAST.values():
        if not person.cohort:
            continue
        rng = Random(f"{seed} level {person.key}")
        missing = 0.0
        own = [deal for deal in deals if deal.holder == person.key and deal.is_cost_known]
        for block in range(-1, _BLOCKS):
            begins = -WINDOW + block * _BLOCK
            here = [
                deal
                for deal in own
                if not deal.is_open and begins <= deal.ended < begins + _BLOCK and person.sells(deal.ended)
            ]
            wanted = aim(person, block, effects) + missing
            _turn_round(rng, here, wanted)
            left = wanted - _fit(here, wanted)
            missing = left if block >= 0 else 0.0  # the records begin within the first one


def aim(person: Person, block: int, effects: Effects) -> float:
    """The profit that a person is to make in such a time, in thousandths of a thousand."""
    begins = -WINDOW + block * _BLOCK
    days = [begins + day + 0.5 for day in range(int(_BLOCK))]
    at_work = [day for day in days if person.sells(day)]
    if not at_work:
        return 0.0
    better = 1 + person.gain * (block - _BLOCKS / 4 + 0.5) / (_BLOCKS / 2)
    ramp = sum(person.ramp(day, effects) for day in at_work) / len(at_work)
    return person.profit * 1000 * better * ramp * len(at_work) / MONTH


def _won(deals: Sequence[Deal]) -> list[Deal]:
    return [deal for deal in deals if deal.is_won]


def _profit(deals: Sequence[Deal]) -> int:
    return sum(deal.profit for deal in _won(deals))


def _turn_round(rng: Random, deals: Sequence[Deal], wanted: float) -> None:
    """Turn wins into losses at Quote, or the other way, while that brings the profit much nearer."""
    for _step in range(_STEPS):
        off = wanted - _profit(deals)
        if off > 0:
            choice = [deal for deal in deals if deal.stage == LOST and _could_be_won(deal) and _may_turn(deal)]
        else:
            choice = [deal for deal in _won(deals) if _may_turn(deal)]
        choice = [deal for deal in choice if 0 < deal.profit < 1.5 * abs(off)]
        if not choice:
            return
        deal = min(choice, key=lambda one: (_likes(one), abs(abs(off) - one.profit), one.begun))
        (_win if off > 0 else _lose)(rng, deal)


def _could_be_won(deal: Deal) -> bool:
    """Lost in Quote or later, or in Demo after weeks in which it could have gone on."""
    return deal.furthest >= QUOTE or (deal.furthest == DEMO and deal.ended - deal.stays[-2].at > _WEEKS)


def _likes(deal: Deal) -> bool:
    """What was lost in Quote stays lost where another will do: Quote is the weak stage."""
    return deal.stage == LOST and deal.stays[-2].stage == QUOTE


def _may_turn(deal: Deal) -> bool:
    only_one_can = "LX-700" in deal.lines and deal.holder != KNOWS_HOW
    return not only_one_can and deal.campaign not in ("ads", "fair1") and not deal.scene


def _win(rng: Random, deal: Deal) -> None:
    ended = deal.ended
    deal.stays.pop()
    rest = [stage for stage in (QUOTE, CLOSE) if stage > deal.stage]
    since = deal.ended
    for number, stage in enumerate(rest, 1):
        deal.stays.append(Stay(stage, since + (ended - since) * number / (len(rest) + 1), "forward"))
    deal.stays.append(Stay(WON, ended, "won"))
    deal.reason, deal.competitor = "", None
    if rng.random() < 0.6:
        deal.did["with_decider"] = True


def _lose(rng: Random, deal: Deal) -> None:
    ended = deal.ended
    deal.stays.pop()
    if deal.stage == CLOSE and len(deal.stays) > 1 and deal.stays[-2].stage == QUOTE:
        deal.stays.pop()
    deal.reason = rng.choice(("price", "price", "delivery"))
    deal.stays.append(Stay(LOST, ended, "lost", deal.reason))
    if rng.random() < 0.6:
        deal.did["with_decider"] = False


def _fit(deals: Sequence[Deal], wanted: float) -> int:
    """Add or take off pieces until the profit fits; gives what it is then."""
    won = sorted(_won(deals), key=lambda deal: deal.begun)
    for key, fewest, most in (("PX-400", 1, 3), ("PX-200", 1, 4), ("QX-50", 1, 6), ("AX-10", 0, 9)):
        for _round in range(most):
            for deal in won:
                if key != "AX-10" and key not in deal.lines:
                    continue
                pieces = deal.lines.get(key, 0)
                before = abs(wanted - _profit(won))
                change = 1 if wanted > _profit(won) else -1
                if not fewest <= pieces + change <= most:
                    continue
                deal.lines[key] = pieces + change
                if abs(wanted - _profit(won)) >= before:
                    deal.lines[key] = pieces
        for deal in won:
            if not deal.lines.get(key, 1):
                del deal.lines[key]
    return _profit(won)
