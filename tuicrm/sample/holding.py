"""Who held each customer when: claims, assignments, releases with a reason, recycling, handovers."""

from collections import Counter
from random import Random

from tuicrm.sample.cast import CAST, SUCCESSORS, Person
from tuicrm.sample.client import Ask, Client, Hold
from tuicrm.sample.days import MONTH, WINDOW, WorkDays
from tuicrm.sample.scenes import FRESH, FRESH_MINUTES, POOL, TAKEN_TODAY

IN_POOL = 412
_LAST = -0.1
_GIVEN_BACK = {"li": 0.85}  # share of the lost ones that go back to the pool
_REASONS = ("no_budget", "timing", "no_need", "silent")


def hold(clients: list[Client], days: WorkDays, seed: int) -> None:
    """Write the holders of all customers; today so many are in the pool, and each person holds what the cast says."""
    rng = Random(f"{seed} holding")
    for client in clients:
        client.holds = [Hold("", client.made, "import" if client.is_imported else "intake")]
    for client in clients:
        if client.deals:
            _with_projects(rng, client)
    scenes = {free.key for free in POOL}
    _free(clients, days)
    idle = [client for client in clients if not client.deals and client.scene not in scenes]
    rng.shuffle(idle)
    held = Counter(client.owner for client in clients if client.owner)
    in_pool = sum(not client.owner for client in clients) - sum(not client.owner for client in idle)
    for client in idle[: max(0, IN_POOL - in_pool)]:
        _ends_in_pool(rng, client)
    waiting = [client for client in idle if len(client.holds) == 1 and not _is_settled(client)]
    _give_out(rng, waiting, held)


def _is_settled(client: Client) -> bool:
    return client.last_talk is not None


def _with_projects(rng: Random, client: Client) -> None:
    """The customer follows its projects: claimed for the first, given back when the last is lost."""
    first = client.deals[0]
    how = "claim" if rng.random() < 0.75 else "assign"
    owner = first.holders[0][1]
    lead = "hale" if how == "assign" else owner
    client.holds.append(Hold(owner, client.made + (first.begun - client.made) * 0.6, how, by=lead))
    for at, person in sorted(one for deal in client.deals for one in deal.holders[1:]):
        if person != client.owner and at > client.holds[-1].at:
            client.holds.append(Hold(person, at, "handover", by="hale"))
    last = client.deals[-1]
    gone = CAST[client.owner]
    left_at = -gone.left * MONTH if gone.left else -gone.promoted * MONTH if gone.promoted else 0.0
    if not last.is_open and not last.is_won and rng.random() < _GIVEN_BACK.get(client.owner, 0.6) and not client.scene:
        at = last.ended + rng.uniform(2, 45)
        if client.holds[-1].at < at < min(_LAST, left_at or _LAST):
            is_recycled = rng.random() < 0.3
            reason = "silent" if is_recycled else last.reason if last.reason in _REASONS else rng.choice(_REASONS)
            by = "" if is_recycled else client.owner
            client.holds.append(Hold("", at, "recycle" if is_recycled else "release", reason, by))
            return
    if left_at and client.holds[-1].at < left_at:
        if gone.promoted and rng.random() < 0.25:
            return
        if gone.left and rng.random() < 0.45 and not last.is_open:
            client.holds.append(Hold("", left_at, "release", "left", "hale"))
        else:
            client.holds.append(Hold(rng.choice(SUCCESSORS[gone.key]), left_at, "handover", by="hale"))


def _free(clients: list[Client], days: WorkDays) -> None:
    """The customers of the scenes that lie in the pool."""
    by_key = {client.scene: client for client in clients if client.scene}
    for free in POOL:
        client = by_key[free.key]
        since = days.moment(free.days) + 0.55
        asked = [days.moment(ago) + 0.2 for ago, _source, _campaign in free.asked]
        client.made = asked[0] if not client.deals else min(asked[0], client.made)
        client.klass, client.source = free.klass, free.asked[0][1]
        client.asks = [
            Ask(max(at, client.made), source, campaign, 0.2 + 0.1 * number, message=number)
            for number, (at, (_ago, source, campaign)) in enumerate(zip(asked, free.asked, strict=True))
        ]
        client.asks[0].at = client.made
        if free.key == FRESH:
            client.asks.append(Ask(0.0, client.source, "", None, message=0, minutes_ago=FRESH_MINUTES))
        client.asks[-1].deal = client.deals[-1] if client.deals else None
        client.holds = [Hold("", client.made, "intake")]
        if free.held_by:
            begun = max(client.made + 0.1, days.moment(free.days + free.held_days) + 0.3)
            by = "" if free.how == "recycle" else "hale" if free.reason == "left" else free.held_by
            client.holds.append(Hold(free.held_by, begun, "claim", by=free.held_by))
            client.holds.append(Hold("", since, free.how, free.reason, by))
        client.last_talk = since


def _ends_in_pool(rng: Random, client: Client) -> None:
    """Never claimed, or given back, or recycled."""
    client.last_talk = client.made
    if rng.random() < 0.42 or client.made > -30:
        return
    begun = client.made + rng.uniform(0.1, 6)
    owner = _somebody(rng, begun)
    if owner is None:
        return
    until = -max(owner.left, owner.promoted) * MONTH if owner.left or owner.promoted else _LAST
    ended = min(begun + rng.uniform(12, 120), until - 0.2)
    if ended <= begun + 1:
        return
    is_recycled = rng.random() < 0.45
    client.holds.append(Hold(owner.key, begun, "claim", by=owner.key))
    reason = "silent" if is_recycled else rng.choice(_REASONS)
    client.holds.append(
        Hold("", ended, "recycle" if is_recycled else "release", reason, "" if is_recycled else owner.key)
    )


def _give_out(rng: Random, waiting: list[Client], held: Counter[str]) -> None:
    """Give each person as many as the cast says; what is left over goes round."""
    here = [person for person in CAST.values() if person.held]
    wanted = [person.key for person in here for _ in range(max(0, person.held - held[person.key]))]
    others = [person.key for person in here if person.key not in ("li", "wang", "costa", "madsen")]
    while len(wanted) < len(waiting):
        wanted.append(rng.choice(others))
    rng.shuffle(wanted)
    today = 0
    for client, key in zip(sorted(waiting, key=lambda one: -one.made), wanted, strict=False):
        person = CAST[key]
        earliest = max(client.made + 0.1, -person.joined * MONTH + 2, -WINDOW)
        if key == "li" and today < TAKEN_TODAY and client.made < -20:
            today += 1
            client.holds.append(Hold(key, 0.01 * today, "claim", by=key))
            continue
        latest = -max(person.left, person.promoted) * MONTH if person.cohort else _LAST
        at = min(earliest + rng.expovariate(1 / 9), (latest or _LAST) - 0.05)
        at = max(at, client.made + 0.05)
        how = "claim" if rng.random() < 0.7 else "assign"
        at = max(min(at, _LAST), client.made + 0.01)  # nobody holds what is not there yet
        client.holds.append(Hold(key, at, how, by=key if how == "claim" else "hale"))


def _somebody(rng: Random, at: float) -> Person | None:
    there = [person for person in CAST.values() if person.sells(at)]
    return rng.choice(there) if there else None
