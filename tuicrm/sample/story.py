"""The whole company as a story, before it becomes rows: deterministic from a seed and the day."""

from dataclasses import dataclass
from random import Random

from tuicrm.sample import board, caring, holding, leading, levelling, market, passing_on, planning, selling
from tuicrm.sample.act import Act
from tuicrm.sample.client import Client
from tuicrm.sample.days import WINDOW, WorkDays
from tuicrm.sample.deal import LOST, NEW, Deal
from tuicrm.sample.doing import done_for
from tuicrm.sample.effects import ALL, Effects
from tuicrm.sample.leading import Decision, Word
from tuicrm.sample.leave import Away

SEED = 113
PROJECTS, ACTIONS = 900, 6000


@dataclass(frozen=True)
class Story:
    """Everything that happened, and what is planned."""

    days: WorkDays
    deals: list[Deal]
    clients: list[Client]
    acts: list[Act]
    away: Away
    words: list[Word]
    decisions: list[Decision]


def tell(days: WorkDays, cities: int, seed: int = SEED, effects: Effects = ALL) -> Story:
    """Tell two years that end today.

    The draws do not know the calendar: on every day the same company comes out, seen from that day.
    """
    deals = board.set_up(selling.sell(seed, effects), days, seed, effects)
    levelling.level(deals, seed, effects)
    passing_on.pass_on(deals, seed, effects)
    spare = [deal for deal in deals if deal.stage == LOST and deal.furthest == NEW and not deal.campaign]
    for deal in Random(f"{seed} spare").sample(spare, max(0, len(deals) - PROJECTS)):
        deals.remove(deal)
    clients = market.market(deals, cities, seed)
    holding.hold(clients, days, seed)
    for number, client in enumerate(clients):
        _buys_again(client, Random(f"{seed} again {number}"))
        for deal in client.deals:
            deal.client = number
    away = Away(deals, seed)
    words, decisions = leading.words_of_leads(deals, seed, effects), list(leading.reviews(deals, seed, effects))
    decided = [one.act for one in decisions]
    acts = [*_acts(deals, clients, days, away, seed, effects, ACTIONS - len(decided)), *decided]
    return Story(days, deals, clients, sorted(acts, key=lambda act: act.made), away, words, decisions)


def _acts(
    deals: list[Deal], clients: list[Client], days: WorkDays, away: Away, seed: int, effects: Effects, number: int
) -> list[Act]:
    rng = Random(f"{seed} acts")
    acts = [act for deal in deals for act in done_for(deal, rng, away, effects)]
    acts += planning.next_steps(deals, rng, effects)
    acts += planning.agenda_of_today(clients, days, rng)
    acts += caring.pool_tries(clients, rng, days)
    acts += caring.last_day(clients, rng)
    acts += caring.calls(clients, rng, away, max(0, number - len(acts)), effects)
    return planning.settled(acts, clients, number, rng)


def _buys_again(client: Client, rng: Random) -> None:
    """Who bought once comes back for probes and calibration, without a project."""
    won = [deal.ended for deal in client.deals if deal.is_won]
    at = min(won, default=0.0)
    while won and (at := at + 25 + rng.expovariate(1 / 260)) < -1:
        if at > -WINDOW:
            client.repeats.append(at)
