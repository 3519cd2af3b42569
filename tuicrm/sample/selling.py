"""Two years of selling: each person's projects from stage to stage, before they become rows."""

from collections.abc import Iterator
from math import floor
from random import Random

from tuicrm.sample.campaigns import campaign_at
from tuicrm.sample.cast import CAST, SUCCESSORS, Person
from tuicrm.sample.chances import goes_on, takes, why_lost
from tuicrm.sample.days import HISTORY, MONTH, WINDOW
from tuicrm.sample.deal import CLOSE, DEMO, LOST, NEEDS, QUOTE, WON, Deal, Stay
from tuicrm.sample.drawing import drawn
from tuicrm.sample.effects import Effects

_WARM_UP = 130  # projects begun before the two years, so that these begin with a full funnel
_LAST = -0.05  # nothing happens today but what the scenes say
_CLASSES = {"A": 18, "B": 40, "C": 30, "D": 12}
_SOURCES = {"website": 26, "email": 10, "phone": 14, "outreach": 18, "referral": 12, "campaign": 11, "fair": 11}
_BEST_CLASSES = {"A": 58, "B": 34, "C": 8}
_BEST_SOURCES = {"referral": 45, "fair": 22, "website": 20, "phone": 13}


def sell(seed: int, effects: Effects) -> list[Deal]:
    """Tell all projects that were open at some time in the two years, in the order in which they began."""
    deals = [deal for person in CAST.values() if person.pace for deal in _of(person, seed, effects)]
    return sorted(deals, key=lambda deal: deal.begun)


def _of(person: Person, seed: int, effects: Effects) -> Iterator[Deal]:
    rng = Random(f"{seed} {person.key}")
    first = max(-HISTORY - _WARM_UP, -person.joined * MONTH + 3)
    last = -max(person.left, person.promoted) * MONTH if person.cohort else _LAST
    moment = first
    while (moment := moment + rng.expovariate(person.pace * _growth(moment) / MONTH)) < last:
        deal = _begin(rng, person, moment, effects)
        if last < _LAST:
            deal.holders.append((last, rng.choice(SUCCESSORS[person.key])))
        tell(rng, deal, effects)
        if deal.ended <= last and not deal.is_open:
            del deal.holders[1:]
        if deal.is_open or deal.ended > -HISTORY:
            yield deal


def _growth(moment: float) -> float:
    """The market grows a little."""
    return 0.94 + 0.12 * (moment + WINDOW) / WINDOW


def _begin(rng: Random, person: Person, moment: float, effects: Effects) -> Deal:
    best = person.key == "lindgren" and effects.best_leads
    source = drawn(rng, _BEST_SOURCES if best else _SOURCES)
    deal = Deal(
        begun=moment,
        holders=[(moment, person.key)],
        klass=drawn(rng, _BEST_CLASSES if best else _CLASSES),
        source=source,
        campaign=campaign_at(rng, source, moment),
        is_repeat=not best and rng.random() < 0.22,
        said=None if rng.random() < 0.35 else round(rng.lognormvariate(0.0, 0.2), 2),
        is_cost_known=rng.random() > 0.03,
    )
    if effects.campaigns and deal.campaign == "ads":
        deal.klass = drawn(rng, {"B": 15, "C": 40, "D": 45})
    choose_goods(rng, deal, effects)
    return deal


def choose_goods(rng: Random, deal: Deal, effects: Effects) -> None:
    """Choose what the project is about, and what is taken off the price in the end."""
    person = CAST[deal.holders[0][1]]
    is_new, is_late = person.cohort == "second", deal.begun > -WINDOW / 2
    thin = 0.14
    if effects.mix:
        thin = 0.42 if is_new else (0.20 if is_late else 0.10)
    kind = rng.random()
    if person.key == "roth" and effects.know_how and rng.random() < 0.2:
        deal.lines = {"LX-700": 1}
    elif kind < thin:
        deal.lines = {"QX-50": rng.choice((1, 2, 2, 3, 4))}
    elif kind < thin + 0.02:
        deal.lines = {"LX-700": 1}
    elif kind < thin + 0.27 * (1 - thin):
        deal.lines = {"PX-400": rng.choice((1, 1, 1, 2))}
    else:
        deal.lines = {"PX-200": rng.choice((1, 1, 2, 2, 3))}
    if rng.random() < 0.35:
        deal.lines["CAL"] = 1
    if rng.random() < 0.5:
        deal.lines["AX-10"] = rng.randint(1, 5)
    off = 7.0
    if effects.mix:
        off = 13.0 if is_new else (8.0 if is_late else 6.0)
    deal.discount = max(0, min(20, floor(rng.gauss(off, 2.5))))


def tell(rng: Random, deal: Deal, effects: Effects, until: float = _LAST) -> None:
    """Let a project go from stage to stage until it is closed or the present is reached."""
    stage, at = 0, deal.begun
    deal.stays = [Stay(0, at, "create")]
    has_gone_back = False
    while True:
        if stage == QUOTE:
            deal.did["with_decider"] = rng.random() < _asks_the_decider(deal, at, effects)
        on = rng.random() < goes_on(deal, stage, at, effects)
        lasts = takes(rng, deal, stage, at, is_lost=not on)
        if effects.rotting and rng.random() < 1 / 30:
            deal.is_rotting, lasts, on = True, lasts * 6, False
        at += lasts
        if at >= until:
            return
        if stage == NEEDS:
            deal.did["brochure"] = lasts * 7 / 5 > 15 and rng.random() < 0.75
        deal.is_rotting = False
        if not on:
            deal.reason = why_lost(rng, stage)
            if deal.reason == "competitor" or rng.random() < 0.1:
                deal.competitor = rng.randrange(3)
            deal.stays.append(Stay(LOST, at, "lost", deal.reason))
            return
        stage, how = stage + 1, "forward"
        if stage in (NEEDS, DEMO) and rng.random() < (0.2 if deal.is_repeat else 0.03):
            stage, how = stage + 1, "skip"
        elif stage in (QUOTE, CLOSE) and not has_gone_back and rng.random() < 0.05:
            stage, how, has_gone_back = stage - 2, "back", True
        if stage == WON:
            deal.stays.append(Stay(WON, at, "won"))
            return
        deal.stays.append(Stay(stage, at, how, "repeat" if how == "skip" else ""))


def _asks_the_decider(deal: Deal, at: float, effects: Effects) -> float:
    person = CAST[deal.holder_at(at)]
    if not effects.playbook or not person.cohort:
        return 0.6
    return 0.25 + 0.55 * person.experience(at, effects)
