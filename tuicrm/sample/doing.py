"""What was done for the projects: the playbook's actions and others, stay by stay."""

from collections.abc import Iterator
from math import floor
from random import Random

from tuicrm.sample.act import PLAYBOOK_SINCE, PLAYS, Act, Play
from tuicrm.sample.cast import CAST
from tuicrm.sample.days import MONTH, WINDOW
from tuicrm.sample.deal import WON, Deal
from tuicrm.sample.drawing import drawn
from tuicrm.sample.effects import Effects
from tuicrm.sample.leave import Away

_DAY = 5 / 7
_OTHERS = (
    {"call": 7, "message": 3},
    {"call": 5, "visit": 2, "meeting": 2, "task": 1},
    {"call": 4, "demo": 2, "task": 2, "message": 2},
    {"call": 6, "message": 2, "quote": 1, "meeting": 1},
    {"call": 5, "meeting": 2, "task": 2, "message": 1},
)
_MINUTES = {"call": (4, 22), "visit": (60, 180), "meeting": (40, 90), "demo": (60, 130), "quote": (40, 120)}
_EVERY = 17.0  # working days between two actions besides the playbook's
_PLANNER = "kuhn"


def done_for(deal: Deal, rng: Random, away: Away, effects: Effects) -> Iterator[Act]:
    """Give the actions of a project's past, and of its plan what the playbook asks for."""
    for number, stay in enumerate(deal.stays):
        if stay.stage >= WON:
            return
        is_running = number == len(deal.stays) - 1
        ends = 0.0 if is_running else deal.stays[number + 1].at
        if ends < -WINDOW:
            continue
        for play in PLAYS:
            if play.stage == stay.stage and stay.at > -PLAYBOOK_SINCE * MONTH and stay.how != "back":
                yield from _played(rng, deal, play, stay.at, ends, is_running)
        busy = ends if not (is_running and deal.is_rotting) else stay.at + (ends - stay.at) * 0.2
        yield from _others(rng, deal, stay.stage, max(stay.at, -WINDOW), busy, away, effects)


def _played(rng: Random, deal: Deal, play: Play, begins: float, ends: float, is_running: bool) -> Iterator[Act]:
    due = begins + play.due * _DAY
    owner = deal.holder_at(begins)
    act = Act(deal.client, deal, owner, play.kind, begins, due, ("play", play.key), stage=play.stage, play=play.key)
    if play.key in deal.did:
        is_done = deal.did[play.key]
    else:
        is_done = rng.random() < (CAST[owner].thrift if play.key != "first_call" else 0.95)
    if play.key == "brochure":
        at = due + rng.uniform(0.0, 1.5)
    else:
        at = begins + min(rng.uniform(0.15, 1.2) * (due - begins), (ends - begins) * rng.uniform(0.5, 0.95))
    if is_done and at < min(ends, -0.05):
        finish(rng, act, at)
    elif is_running and deal.scene:
        return
    elif deal.is_rotting or not is_running or (due <= 0 and rng.random() < 0.75):
        act.state, act.cancel = "cancelled", "moved_on" if ends < due or not is_running else "no_time"
    yield act


def _others(
    rng: Random, deal: Deal, stage: int, begins: float, ends: float, away: Away, effects: Effects
) -> Iterator[Act]:
    at = begins
    is_planner = deal.holder_at(begins) == _PLANNER and effects.planner
    every = _EVERY / 2 if is_planner else _EVERY
    while (at := at + rng.expovariate(1 / every)) < min(ends, -0.1):
        owner = deal.holder_at(at)
        when = away.back(owner, at)
        if when >= min(ends, -0.1):
            return
        kind = drawn(rng, _OTHERS[stage])
        about = ("subject", rng.randrange(100))
        act = Act(deal.client, deal, owner, kind, max(begins, when - rng.uniform(0.5, 6)), when, about, stage=stage)
        act.contact = rng.randrange(3)
        if rng.random() < CAST[owner].thrift or not effects.planner:
            _postpone(rng, act, 0.5 if is_planner else 0.14)
            finish(rng, act, when)
        elif rng.random() < 0.45 or ends < 0:
            act.state, act.cancel = "cancelled", rng.choice(("no_time", "moved_on"))
            _postpone(rng, act, 0.6)
        elif when < -30:
            act.state, act.cancel = "cancelled", "no_time"
        else:
            _postpone(rng, act, 0.7)
        yield act


def finish(rng: Random, act: Act, at: float) -> None:
    """Have the action done at a moment, with what came of it."""
    act.state, act.done = "done", at
    if act.planned > at + 0.9 or act.planned < at - 3:
        act.planned = at
    low, high = _MINUTES.get(act.kind, (8, 25))
    act.done_minutes = rng.randint(low, high)
    match act.kind:
        case "call":
            act.outcome = _of_call(rng, at, known=act.play not in ("first_call", ""))
            if act.outcome in ("no_answer", "busy"):
                act.done_minutes = rng.randint(1, 3)
            act.noted = (act.outcome, rng.randrange(100))
        case "visit" | "meeting" | "demo":
            act.outcome, act.noted = "done", ("held", rng.randrange(100))
            act.cost = rng.randrange(60, 260, 10) if act.kind == "visit" else 0
        case _:
            act.outcome, act.noted = "done", ("sent", rng.randrange(100))


def _of_call(rng: Random, at: float, *, known: bool) -> str:
    """People pick up between ten and eleven."""
    part = at - floor(at)
    talks = 0.62 if 0.17 <= part < 0.28 else 0.46
    if known or rng.random() < talks:
        return "talked"
    return rng.choices(("no_answer", "busy", "call_back", "not_now"), (55, 10, 25, 10))[0]


def _postpone(rng: Random, act: Act, chance: float) -> None:
    if rng.random() < chance:
        act.postponed = rng.choice((1, 1, 2, 3))
        act.first_planned = act.planned - act.postponed * rng.uniform(1.5, 5)
        act.made = min(act.made, act.first_planned - 0.5)
