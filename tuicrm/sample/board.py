"""East's board as it is today: the cards of the scenes, and as many others as its columns hold."""

from random import Random

from tuicrm.sample.cast import CAST
from tuicrm.sample.chances import takes
from tuicrm.sample.days import WorkDays
from tuicrm.sample.deal import LOST, NEW, QUOTE, WON, Deal, Stay
from tuicrm.sample.drawing import drawn
from tuicrm.sample.effects import Effects
from tuicrm.sample.scenes import CARDS, QUOTAS, Card
from tuicrm.sample.selling import choose_goods

_HOLDERS = {"roth": 28, "li": 26, "kuhn": 20, "berg": 22, "wang": 4}
_SOURCES = {"website": 40, "fair": 30, "email": 12, "phone": 10, "referral": 8}


def set_up(deals: list[Deal], days: WorkDays, seed: int, effects: Effects) -> list[Deal]:
    """Add the scenes' projects, and bring East's open ones to the numbers on the board."""
    rng = Random(f"{seed} board")
    made = [_card(card, days) for card in CARDS]
    for stage, quota in enumerate(QUOTAS):
        here = [deal for deal in deals if deal.is_open and deal.stage == stage and CAST[deal.holder].team == "east"]
        missing = quota - len(here) - sum(deal.stage == stage for deal in made)
        for deal in rng.sample(here, max(0, -missing)):
            deals.remove(deal)
        made += [_lately(rng, stage, effects) for _ in range(missing)]
    return sorted([*deals, *made], key=lambda deal: deal.begun)


def _card(card: Card, days: WorkDays) -> Deal:
    """Tell a card's past from the days that it spent in each stage."""
    stages = [*range(card.ended + 1), card.stage] if card.stage >= WON else [*range(card.stage + 1)]
    ago, stays = float(card.days), []
    spent = [*card.before[: len(stages) - 1]][::-1]
    for stage, days_before in zip(reversed(stages), [0, *spent], strict=True):
        ago += days_before
        how = {0: "create", WON: "won", LOST: "lost"}.get(stage, "forward")
        stays.append(Stay(stage, days.moment(ago) + 0.15 + 0.1 * stage, how))
    stays.reverse()
    deal = Deal(stays[0].at, [(stays[0].at, card.holder)], card.klass, card.source, lines=dict(card.lines))
    deal.stays, deal.scene, deal.fixed, deal.said = stays, card.key, round(card.value * 1000), 1.0
    deal.is_rotting = not card.next
    deal.campaign = {"vantage": "fair1", "nordwerk": "fair2", "becker": "fair2"}.get(card.key, "")
    if card.stage == LOST:
        deal.reason = stays[-1].reason = "timing"
    if QUOTE in stages:
        deal.did["with_decider"] = card.key in ("meridian", "tarn", "halden", "rasmussen")
    return deal


def _lately(rng: Random, stage: int, effects: Effects) -> Deal:
    """A project that came into its stage in the last weeks; many in New come from the fair."""
    holder = drawn(rng, _HOLDERS)
    source = drawn(rng, _SOURCES)
    deal = Deal(0.0, [(0.0, holder)], rng.choice("ABBBCC"), source, said=1.0 if rng.random() < 0.75 else None)
    deal.campaign = "fair2" if source == "fair" else ""
    at = -min(0.3 + rng.expovariate(1 / 7), 26.0)
    for step in range(stage, -1, -1):
        how = "create" if step == NEW else "forward"
        deal.stays.insert(0, Stay(step, at, how))
        deal.begun, deal.holders = at, [(at, holder)]
        at -= takes(rng, deal, max(0, step - 1), at, is_lost=False)
    choose_goods(rng, deal, effects)
    if stage >= QUOTE:
        deal.did["with_decider"] = rng.random() < 0.6
    return deal
