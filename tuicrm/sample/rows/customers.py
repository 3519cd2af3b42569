"""Rows about customers: names, people, telephones, who held them, what arrived."""

from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from tuicrm.plain.names import name_key, name_sort
from tuicrm.plain.periods import month_of
from tuicrm.sample.client import Client
from tuicrm.sample.rows.ledger import Ledger
from tuicrm.sample.rows.process import Process
from tuicrm.sample.rows.reach import Numbers
from tuicrm.sample.words.names import City
from tuicrm.sample.words.shape import SceneName
from tuicrm.store.tables.customers import contact_points, contacts, customers
from tuicrm.store.tables.fields import own_values


@dataclass
class Known:
    """Ids of customers and of their contacts, in the order of the story's clients."""

    customers: list[int] = field(default_factory=list)
    contacts: list[list[int]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)


def add_customers(ledger: Ledger, process: Process, clients: list[Client]) -> Known:
    """Add the customers with their people, in the order in which they came."""
    known, numbers = Known(), Numbers(ledger.words.region)
    for scene in ledger.words.scenes.values():
        for _name, _part, phone in scene.people:
            numbers.named(phone)
    maker = _Maker(ledger, numbers)
    for number, client in enumerate(clients):
        rng = Random(f"{ledger.seed} {ledger.words.language} {number}")
        scene = ledger.words.scenes[client.scene] if client.scene else maker.named(rng, client)
        key = maker.keys[scene.name]
        customer = _add_customer(ledger, process, client, scene, key, number)
        known.customers.append(customer)
        known.keys.append(key)
        city = ledger.words.cities[client.city][1]
        known.contacts.append(_add_people(ledger, rng, client, scene, city, customer, numbers))
        if rng.random() < 0.3:
            _add_machines(ledger, process, rng, customer)
    return known


class _Maker:
    """Makes up companies, each name and domain once."""

    def __init__(self, ledger: Ledger, numbers: Numbers) -> None:
        self.ledger = ledger
        self.weights = [weight for weight, _city in ledger.words.cities]
        self.keys = {scene.name: name_key(scene.name) for scene in ledger.words.scenes.values()}
        self.taken = set(self.keys.values())
        self.domains = {scene.domain for scene in ledger.words.scenes.values()}

    def named(self, rng: Random, client: Client) -> SceneName:
        words = self.ledger.words
        client.city = rng.choices(range(len(words.cities)), self.weights)[0]
        city = words.cities[client.city][1]
        while True:
            made = words.names.company(rng, city)
            domain, turn = made.domain, 2
            while domain in self.domains:
                domain, turn = f"{made.domain}{turn}", turn + 1
            if made.name not in self.keys and (key := name_key(made.name)) not in self.taken:
                break
        self.keys[made.name] = key
        self.taken.add(key)
        self.domains.add(domain)
        people = tuple((words.names.person(rng, city), _part(rng), "") for _ in range(client.people))
        return SceneName(
            made.name, city.name, city.country, city.region, domain, people, client.employees, client.industry
        )


def _part(rng: Random) -> str:
    return rng.choices(("decides", "buys", "uses", "influences", "blocks"), (34, 28, 20, 14, 4))[0]


def _add_customer(ledger: Ledger, process: Process, client: Client, scene: SceneName, key: str, number: int) -> int:
    made_at = ledger.days.at(client.made)
    hold = client.holds[-1]
    arrived = [came_at(ledger, ask.at, ask.minutes_ago) for ask in client.asks]
    return ledger.add(
        customers,
        uid=ledger.uid("customer", number, int(made_at.timestamp() * 1000)),
        kind="company",
        name=scene.name,
        name_sort=name_sort(scene.name),
        name_key=key,
        owner_id=ledger.people[hold.owner] if hold.owner else None,
        held_since_at=held_at(ledger, hold.at) if hold.owner else None,
        pool_id=ledger.ground.pool,
        source_id=process.sources[client.source],
        campaign_id=process.campaigns.get(client.campaign),
        class_key=client.klass or None,
        industry=ledger.words.industries[scene.industry],
        region=scene.region,
        country=scene.country,
        city=scene.city,
        website=f"https://{scene.domain}.example",
        domain=f"{scene.domain}.example",
        employees=scene.employees,
        note=None,
        last_action_at=None,
        next_action_at=None,
        last_inquiry_at=max(arrived, default=None),
        created_at=made_at,
        created_month=month_of(ledger.days.day(client.made)),
        created_by_id=None,
        archived_at=None,
        version=1,
        locked_until_on=None,
        lock_reason=None,
    )


def came_at(ledger: Ledger, at: float, minutes_ago: int | None) -> datetime:
    """When an inquiry came."""
    return ledger.days.minutes_ago(minutes_ago) if minutes_ago is not None else ledger.days.at(at)


def held_at(ledger: Ledger, at: float) -> datetime:
    """When somebody came to hold a customer; what was claimed today was claimed a while ago."""
    return ledger.days.minutes_ago(60 - at * 100) if at > 0 else ledger.days.at(at)


def _add_people(
    ledger: Ledger, rng: Random, client: Client, scene: SceneName, city: City, customer: int, numbers: Numbers
) -> list[int]:
    made: list[int] = []
    names: set[str] = set()
    if rng.random() < 0.5 and not client.scene and (main := numbers.next(city.phone)):
        _add_point(ledger, customer, None, "phone", main, "office", 0)
    for name, part, phone in scene.people:
        if name in names:
            continue
        names.add(name)
        titles = [title for title, its in ledger.words.titles if its == part]
        contact = ledger.add(
            contacts,
            uid=ledger.uid("contact", customer * 10 + len(made), int(ledger.days.at(client.made).timestamp() * 1000)),
            customer_id=customer,
            name=name,
            name_sort=name_sort(name),
            title=rng.choice(titles),
            part=part,
            note=None,
            archived_at=None,
            version=1,
        )
        made.append(contact)
        reached = numbers.named(phone) if phone else None
        if reached is None and rng.random() < 0.85:
            reached = numbers.next(rng.choice((city.phone, city.phone, city.mobile))) or numbers.next(city.mobile)
        if reached is not None:
            _add_point(ledger, customer, contact, "phone", reached, "work", 0)
        box = f"{name_sort(name).replace('. ', '.').replace(' ', '.')}@{scene.domain}.example"
        _add_point(ledger, customer, contact, "email", (box, box), None, 1)
    return made


def _add_point(
    ledger: Ledger,
    customer: int,
    contact: int | None,
    kind: str,
    reached: tuple[str, str],
    label: str | None,
    place: int,
) -> None:
    ledger.add(
        contact_points,
        customer_id=customer,
        contact_id=contact,
        kind=kind,
        value=reached[0],
        reach_key=reached[1],
        label=label,
        position=place,
        wrong_at=None,
        archived_at=None,
        version=1,
    )


def _add_machines(ledger: Ledger, process: Process, rng: Random, customer: int) -> None:
    ledger.add(
        own_values,
        field_id=process.own_fields["machines"],
        record_id=customer,
        text_value=None,
        text_sort=None,
        number_micro=rng.randint(1, 24) * 1_000_000,
        day_value=None,
        version=1,
    )
