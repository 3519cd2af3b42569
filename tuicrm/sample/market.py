"""The customers: who came from where and when, and what they asked."""

from random import Random

from tuicrm.sample.campaigns import CAMPAIGNS, campaign_at
from tuicrm.sample.client import Ask, Client
from tuicrm.sample.days import MONTH, WINDOW
from tuicrm.sample.deal import Deal
from tuicrm.sample.drawing import drawn
from tuicrm.sample.scenes import POOL

NUMBER = 2013
_SOURCES = {"website": 34, "email": 12, "phone": 13, "outreach": 27, "referral": 8, "fair": 6}
_CLASSES = {"A": 8, "B": 34, "C": 38, "D": 20}
_VERDICTS = ("no_need", "no_budget", "student", "wrong_region", "spam")


def market(deals: list[Deal], cities: int, seed: int) -> list[Client]:
    """Give every project its customer, and add those that never had one, up to `NUMBER`."""
    rng = Random(f"{seed} market")
    clients = _of_deals(rng, deals, cities)
    for free in POOL:
        if all(client.scene != free.key for client in clients):
            _days, source, campaign = free.asked[0]
            clients.append(_made(rng, 0.0, free.klass, source, campaign, cities, free.key))
    for ran in CAMPAIGNS.values():
        for _ in range(ran.brings):
            at = -(ran.begins - rng.random() ** 0.8 * ran.spread) * MONTH
            clients.append(_made(rng, at, rng.choice(ran.klass), ran.source, ran.key, cities))
    while len(clients) < NUMBER:
        at = -WINDOW * (1 - rng.random() ** 0.75) - 0.02
        source = drawn(rng, _SOURCES)
        klass = drawn(rng, _CLASSES)
        clients.append(_made(rng, at, klass, source, "", cities))
    for client in clients:
        if not client.scene or client.deals:
            _ask(rng, client)
    return sorted(clients, key=lambda client: client.made)


def _of_deals(rng: Random, deals: list[Deal], cities: int) -> list[Client]:
    clients: list[Client] = []
    known: dict[str, list[Client]] = {}
    for deal in deals:
        first = deal.holders[0][1]
        free = [
            client
            for client in known.get(first, [])
            if not client.deals[-1].is_open and client.deals[-1].ended < deal.begun - 15
        ]
        if deal.is_repeat and free:
            client = rng.choice(free)
            deal.klass = client.klass
        else:
            deal.is_repeat = False
            at = deal.begun - rng.expovariate(1 / 4) - 0.1
            client = _made(rng, at, deal.klass, deal.source, deal.campaign, cities, deal.scene)
            client.is_imported = client.made < -WINDOW
            clients.append(client)
            if not deal.scene:
                known.setdefault(first, []).append(client)
        client.deals.append(deal)
    for number, client in enumerate(clients):
        for deal in client.deals:
            deal.client = number
    return clients


def _made(rng: Random, at: float, klass: str, source: str, campaign: str, cities: int, scene: str = "") -> Client:
    return Client(
        made=at,
        klass=klass,
        source=source,
        campaign=campaign or campaign_at(rng, source, at) if source == "fair" else campaign,
        city=rng.randrange(cities),
        industry=rng.randrange(10),
        employees=round(rng.lognormvariate({"A": 5.6, "B": 4.7, "C": 4.0}.get(klass, 3.4), 0.6) / 5) * 5 + 5,
        people=rng.choice((1, 1, 2, 2, 3) if klass in "AB" else (1, 1, 1, 2)),
        scene=scene,
    )


def _ask(rng: Random, client: Client) -> None:
    """Write what arrived: the first inquiry, one for a further project, and now and then another."""
    client.asks.append(_arrival(rng, client, client.made, client.deals[0] if client.deals else None))
    for deal in client.deals[1:]:
        client.asks.append(_arrival(rng, client, deal.begun - rng.random(), deal))
    if rng.random() < (0.3 if client.deals else 0.16):
        at = client.made * rng.random() - 0.05
        if at > client.made + 5:
            client.asks.append(_arrival(rng, client, at, None))
    client.asks.sort(key=lambda ask: ask.at)


def _arrival(rng: Random, client: Client, at: float, deal: Deal | None) -> Ask:
    is_first = at == client.made
    source = client.source if is_first else rng.choice(("website", "email", "phone", "website"))
    verdict = ""
    if not client.deals and rng.random() < (0.12 if client.klass == "D" else 0.04):
        verdict = rng.choice(_VERDICTS)
    answered = rng.expovariate(1 / 0.35)
    if at + answered > -0.1:
        answered = -0.1 - at
    return Ask(
        at,
        source,
        client.campaign if is_first else campaign_at(rng, source, at),
        max(0.01, answered),
        verdict,
        deal,
        rng.randrange(12) if rng.random() < 0.55 else None,
    )
