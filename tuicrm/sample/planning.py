"""What is planned from today on: the next step of each open project, and the scenes' agenda of today."""

from collections.abc import Iterator, Sequence
from random import Random

from tuicrm.sample.act import Act
from tuicrm.sample.caring import call_came_to
from tuicrm.sample.cast import CAST
from tuicrm.sample.client import Client
from tuicrm.sample.days import WorkDays
from tuicrm.sample.deal import Deal
from tuicrm.sample.doing import finish
from tuicrm.sample.drawing import drawn
from tuicrm.sample.effects import Effects
from tuicrm.sample.scenes import CARDS, RUN_OF_CALLS, Next

_KINDS = (
    {"call": 6, "visit": 1},
    {"call": 4, "meeting": 3, "visit": 2},
    {"demo": 3, "call": 2},
    {"call": 5},
    {"call": 3},
)
_PLANNER = "kuhn"


def next_steps(deals: Sequence[Deal], rng: Random, effects: Effects) -> Iterator[Act]:
    """Plan the next step of most open projects; rotting ones have none, the planner's are late."""
    for deal in deals:
        if not deal.is_open or deal.scene or deal.is_rotting:
            continue
        is_planner = deal.holder == _PLANNER and effects.planner
        for _ in range(2 if is_planner else 1):
            if rng.random() > 0.72:
                continue
            is_late = rng.random() < (0.6 if is_planner else 0.1)
            at = -rng.uniform(0.2, 9) if is_late else 0.2 + rng.expovariate(1 / 3.5)
            at = max(at, deal.ended + 0.1) if is_late else at
            kinds = _KINDS[deal.stage]
            kind = drawn(rng, kinds)
            act = Act(deal.client, deal, deal.holder, kind, 0.0, at, ("subject", rng.randrange(100)), stage=deal.stage)
            act.made = max(deal.begun, min(at, -0.1) - rng.uniform(0.5, 6))
            act.timed = kind in ("visit", "meeting", "demo") or rng.random() < 0.3
            act.contact = rng.randrange(2)
            if is_late and is_planner:
                act.postponed, act.first_planned = rng.choice((1, 2, 3)), max(deal.begun + 0.5, at - rng.uniform(4, 12))
                act.made = min(act.made, act.first_planned - 0.5)
            yield act


def agenda_of_today(clients: Sequence[Client], days: WorkDays, rng: Random) -> Iterator[Act]:
    """Plan what the scenes tell: Li Wei's promised call, promises, meetings, the run of calls; the others' cards."""
    by_key = {client.scene: index for index, client in enumerate(clients) if client.scene}
    for card in CARDS:
        index = by_key[card.key]
        deal = next(deal for deal in clients[index].deals if deal.scene == card.key)
        for step in card.next:
            yield _step(index, deal, step, card.holder, days)
    yield from _meridian(by_key["meridian"], clients, days, rng)
    yield from _rasmussen(by_key["rasmussen"], clients, days, rng)
    chosen = [
        index
        for index, client in enumerate(clients)
        if client.owner == "li" and not client.deals and not client.scene and client.source == "fair"
    ]
    others = [
        index
        for index, client in enumerate(clients)
        if client.owner == "li" and not client.deals and not client.scene and index not in chosen
    ]
    for index in [*chosen, *others][:RUN_OF_CALLS]:
        made = max(clients[index].holds[-1].at, -4.2)
        yield Act(index, None, "li", "call", min(made, -0.2), 0.5, ("phrase", "run"))


def _step(index: int, deal: Deal, step: Next, holder: str, days: WorkDays) -> Act:
    at = days.moment(step.late) + 0.2 if step.late else step.in_days + 0.2
    while step.late and days.day(at).weekday() > 4:
        at -= 1
    about = ("phrase", step.phrase) if step.phrase else ("subject", 0)
    act = Act(index, deal, step.whose or holder, step.kind, 0.0, at, about, stage=deal.stage, promise=step.promise)
    act.made = max(deal.begun, min(at, 0.0) - 3.3)
    if step.late and not step.promise:
        act.origin = "call_back"
    if step.hour:
        act.timed, act.at_hour = True, (step.hour, step.minute)
    return act


def _meridian(index: int, clients: Sequence[Client], days: WorkDays, rng: Random) -> Iterator[Act]:
    """One talk and two calls without an answer lie before the promised call."""
    deal = clients[index].deals[0]
    for ago, outcome in ((11, "talked"), (6, "no_answer"), (4, "no_answer")):
        at = days.moment(ago) + 0.3
        act = Act(index, deal, "li", "call", at - 1, at, ("phrase", "answer_quote"), stage=deal.stage)
        finish(rng, act, at)
        call_came_to(rng, act, outcome)
        if outcome == "talked":
            act.noted, act.done_minutes = ("phrase", 0), 12
        yield act


def _rasmussen(index: int, clients: Sequence[Client], days: WorkDays, rng: Random) -> Iterator[Act]:
    """A customer that was called every fortnight, and has not been for longer than that."""
    for ago in range(16, 160, 14):
        at = days.moment(ago) + 0.35
        act = Act(index, None, "li", "call", at - 2, at, ("subject", ago))
        finish(rng, act, at)
        call_came_to(rng, act, "talked")
        yield act


def settled(acts: list[Act], clients: Sequence[Client], number: int, rng: Random) -> list[Act]:
    """Give every plan to who holds its project or customer now, and leave exactly `number` actions."""
    for act in acts:
        if act.state != "planned":
            continue
        holder = act.deal.holder if act.deal else clients[act.client].owner
        is_closed = act.deal is not None and not act.deal.is_open
        is_scene = act.about[0] == "phrase"
        if is_closed or not holder:
            act.state, act.cancel = "cancelled", "gone"
        elif holder == "li" and act.planned < 0 and not is_scene:  # only the scenes' call is late with him
            act.state, act.cancel = "cancelled", "no_time"
        elif not is_scene and (act.owner != holder or CAST[act.owner].left):
            act.owner = holder
    spare = [act for act in acts if act.about[0] == "subject" and act.state == "done" and not _is_scene(act, clients)]
    dropped = {id(act) for act in rng.sample(spare, max(0, min(len(spare), len(acts) - number)))}
    return sorted((act for act in acts if id(act) not in dropped), key=lambda act: act.made)


def _is_scene(act: Act, clients: Sequence[Client]) -> bool:
    return bool(clients[act.client].scene)
