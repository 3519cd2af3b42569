"""What was done for customers besides their projects: first calls, second tries, care, silence."""

from collections.abc import Iterator, Sequence
from math import floor
from random import Random

from tuicrm.sample.act import Act
from tuicrm.sample.cast import CAST
from tuicrm.sample.client import Client
from tuicrm.sample.days import WINDOW, WorkDays
from tuicrm.sample.doing import finish
from tuicrm.sample.drawing import drawn
from tuicrm.sample.effects import Effects
from tuicrm.sample.leave import Away
from tuicrm.sample.scenes import POOL

_FIRST = {"no_answer": 42, "talked": 30, "call_back": 10, "not_now": 10, "not_interested": 5, "wrong_number": 3}
_FRIDAY_CALLS = 22


def calls(clients: Sequence[Client], rng: Random, away: Away, number: int, effects: Effects) -> Iterator[Act]:
    """Give calls to customers without a project, and care for those who bought, `number` in all."""
    order = [index for index, client in enumerate(clients) if not client.scene and any(h.owner for h in client.holds)]
    rng.shuffle(order)
    given = 0
    for turn in range(8):
        for index in order:
            if given >= number:
                return
            act = _call(rng, clients[index], index, away, turn, effects)
            if act is not None:
                given += 1
                yield act


def _call(rng: Random, client: Client, index: int, away: Away, turn: int, effects: Effects) -> Act | None:
    stays = [
        (hold.owner, hold.at, following.at if following else -0.1)
        for hold, following in zip(client.holds, [*client.holds[1:], None], strict=True)
        if hold.owner
    ]
    owner, begins, ends = rng.choice(stays)
    begins = max(begins, -WINDOW)
    if client.deals:
        won = [deal for deal in client.deals if deal.is_won and deal.ended < ends - 12]
        if not won:
            return None
        begins = max(begins, won[-1].ended + 8)
    at = begins + rng.expovariate(1 / (3 + 14 * turn)) if not client.deals else rng.uniform(begins, ends)
    at = away.back(owner, at)
    if not begins <= at < min(ends, -0.1):
        return None
    act = Act(index, None, owner, "call", max(begins, at - rng.uniform(0.1, 3)), at, ("subject", rng.randrange(100)))
    if rng.random() > CAST[owner].thrift and effects.planner:
        act.state, act.cancel = ("cancelled", "no_time") if at < -25 or rng.random() < 0.5 else ("planned", "")
        return act
    finish(rng, act, at)
    if not client.deals:
        call_came_to(rng, act, drawn(rng, _FIRST))
    return act


def call_came_to(rng: Random, act: Act, outcome: str) -> None:
    """Set what came of a call."""
    act.outcome, act.noted = outcome, (outcome, rng.randrange(100))
    if outcome in ("no_answer", "busy", "wrong_number"):
        act.done_minutes = rng.randint(1, 3)


def pool_tries(clients: Sequence[Client], rng: Random, days: WorkDays) -> Iterator[Act]:
    """The tries that the scenes tell of for customers in the pool."""
    by_key = {client.scene: index for index, client in enumerate(clients) if client.scene}
    for free in POOL:
        client = clients[by_key[free.key]]
        owner = free.held_by or "wang"
        begins = client.holds[1].at if free.held_by else days.moment(free.days) + 0.1
        ends = client.holds[2].at if free.held_by else -1.0
        for number in range(free.tries):
            at = begins + (ends - begins) * (number + 0.6) / (free.tries + 0.5)
            at = floor(at) + rng.uniform(0.05, 0.9)
            act = Act(by_key[free.key], None, owner, "call", at - 0.3, at, ("subject", number))
            finish(rng, act, at)
            is_last = number == free.tries - 1
            call_came_to(rng, act, "not_now" if is_last and free.reason in ("timing", "no_budget") else "no_answer")
            yield act


def last_day(clients: Sequence[Client], rng: Random) -> Iterator[Act]:
    """Li Wei's calls of the last working day: so many, a third of them talks."""
    mine = [
        index for index, client in enumerate(clients) if client.owner == "li" and not client.deals and not client.scene
    ]
    chosen = [index for index in mine if clients[index].holds[-1].at < -2][:_FRIDAY_CALLS]
    for number, index in enumerate(chosen):
        at = -0.95 + 0.9 * number / _FRIDAY_CALLS
        act = Act(index, None, "li", "call", at - 1.5, at, ("phrase", "run"))
        finish(rng, act, at)
        is_good = 0.17 <= at % 1 < 0.28
        call_came_to(rng, act, "talked" if is_good or rng.random() < 0.25 else "no_answer")
        yield act
