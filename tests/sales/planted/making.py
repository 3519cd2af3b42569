"""Small companies with one thing planted in each, as rows: who sold what, from stage to stage, in three years."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert, select

from tuicrm.plain.ids import uuid7
from tuicrm.plain.periods import month_of, month_start
from tuicrm.store.session import Session
from tuicrm.store.tables.channels import pools, sources
from tuicrm.store.tables.customers import contacts, customers, ownerships
from tuicrm.store.tables.funnel import funnels, stages
from tuicrm.store.tables.people import memberships, targets, users
from tuicrm.store.tables.projects import project_contacts, projects, stage_history
from tuicrm.store.tables.trade import credits, products, purchases

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday
LAST = month_of(NOW.date())
MONTHS = 36
"""Whole months that are told, before the one that runs."""
BEGIN = LAST - MONTHS
ALWAYS = (0.9, 0.85, 0.85, 0.75, 0.9)
"""How many of the projects that are in a stage go on."""
QUOTE = 3
STOCK = {"PX pump": 0.35, "QX valve": 0.12, "LX laser": 0.45}
"""What is sold, and the part of its price that is left."""
CUSTOMERS = 60


@dataclass(frozen=True)
class Moment:
    """One project as it begins: in which month of the story (0 to 36), and how many months after joining."""

    month: float
    tenure: float


Chance = Callable[[Moment, int], float]


@dataclass(frozen=True)
class Seller:
    """One who sells.

    Attributes:
        joined, left: months of the story; below nought is before it begins.
        chance: of going on from a stage; pace: projects begun in a month; size: of an order, in thousands.
        goods: what a project is about.
    """

    name: str
    joined: float = -40.0
    left: float | None = None
    chance: Chance = lambda moment, stage: ALWAYS[stage]
    pace: Callable[[Moment], float] = lambda moment: 3.0
    size: Callable[[Moment], float] = lambda moment: 20.0
    goods: Callable[[Random, Moment], str] = lambda rng, moment: "PX pump"


@dataclass
class Dice:
    """Fair dice, or such as come out evenly: then nothing but what is planted can be seen."""

    rng: Random
    is_even: bool
    owed: dict[int, float] = field(default_factory=dict)

    def on(self, stage: int, chance: float) -> bool:
        """Say whether a project goes on from a stage."""
        if not self.is_even:
            return self.rng.random() < chance
        owed = self.owed.get(stage, self.rng.random()) + chance
        self.owed[stage] = owed - (owed >= 1)
        return owed >= 1


class Writer:
    """Writes a story into a founded database that knows its sellers and products."""

    def __init__(self, session: Session, seed: int, *, is_even: bool) -> None:
        self.session, self.rng, self.is_even = session, Random(seed), is_even
        self.rows: dict[Any, list[dict[str, Any]]] = {}
        steps = session.all(select(stages.c.id, stages.c.kind).order_by(stages.c.position))
        self.open = [one.id for one in steps if one.kind == "open"]
        self.end = {one.kind: one.id for one in steps if one.kind != "open"}
        self.funnel = session.value(select(funnels.c.id))
        self.source = session.value(select(sources.c.id).order_by(sources.c.id))
        self.number = 0

    def add(self, table: Any, **values: Any) -> None:
        self.rows.setdefault(table, []).append(values)

    def flush(self) -> None:
        for table, rows in self.rows.items():
            self.session.connection.execute(insert(table), rows)
        self.rows = {}

    def stage(self, team_of: dict[str, int], sellers: list[Seller]) -> None:
        """Put up people, products and customers."""
        pool = self.session.value(select(pools.c.id).order_by(pools.c.id))
        for number, one in enumerate(sellers, 100):
            joined, left = day(one.joined), None if one.left is None else day(one.left)
            team = team_of["East" if number % 2 else "West"]
            self.add(users, id=number, login=f"s{number}", name=one.name, name_sort=one.name.lower(), role="rep",
                     team_id=team, joined_on=joined, left_on=left, version=1)  # fmt: skip
            self.add(memberships, user_id=number, team_id=team, role="rep", from_on=joined, to_on=None)
        for number, name in enumerate(STOCK, 1):
            self.add(products, id=number, product_key=name, name=name, currency="EUR", version=1)
        for number in range(1, CUSTOMERS + 1):
            self.add(customers, id=number, uid=uuid7(), kind="company", name=f"Customer {number}",
                     name_sort=f"customer {number}", name_key=f"customer {number}", pool_id=pool,
                     source_id=self.source, class_key="B", created_at=at(-1), created_month=BEGIN,
                     version=1)  # fmt: skip
            self.add(ownerships, customer_id=number, owner_id=None, from_at=at(-1), how="intake",
                     live_customer_id=number)  # fmt: skip
            for second in (0, 1):
                self.add(contacts, id=number * 2 + second, uid=uuid7(), customer_id=number, name=f"Contact {second}",
                         name_sort="contact", version=1)  # fmt: skip
        self.flush()
        for number, one in enumerate(sellers, 100):
            self._sells(number, team_of["East" if number % 2 else "West"], one)
        self.flush()
        self._aims()
        self.flush()

    def _sells(self, user: int, team: int, one: Seller) -> None:
        dice, moment, step = Dice(self.rng, self.is_even), max(-2.0, one.joined), 1 / 30
        waits = self.rng.random()
        while (moment := moment + step) < (MONTHS + 0.75 if one.left is None else one.left):
            begun = Moment(moment, moment - one.joined)
            waits -= step * one.pace(begun)
            if waits <= 0:
                waits += 1.0 if self.is_even else self.rng.expovariate(1)
                self._project(user, team, one, begun, dice)

    def _project(self, user: int, team: int, one: Seller, begun: Moment, dice: Dice) -> None:
        self.number += 1
        number, stays, now, state = self.number, [], at(begun.month), "open"
        for place, stage in enumerate(self.open):
            left = now + timedelta(days=self.rng.uniform(5, 12))
            if left >= NOW:
                stays.append((stage, now, None, None))
                break
            on = dice.on(place, one.chance(begun, place))
            state = "open" if on and place < len(self.open) - 1 else "won" if on else "lost"
            stays.append((stage, now, left, "forward" if state == "open" else state))
            now = left
            if state != "open":
                break
        closed = None if state == "open" else now
        if one.left is not None and (closed is None or closed >= at(one.left)):
            return  # somebody else's, who would close it: it is left out
        goods = one.goods(self.rng, begun)
        amount = round(100_000 * one.size(begun) * self.rng.lognormvariate(0, 0.2))
        customer, here = number % CUSTOMERS + 1, stays[-1][0] if closed is None else self.end[state]
        self.add(projects, id=number, uid=uuid7(), customer_id=customer, name=f"Project {number}",
                 name_sort=f"project {number}", funnel_id=self.funnel, stage_id=here, state=state,
                 source_id=self.source, estimate_minor=amount, amount_minor=amount, home_minor=amount, currency="EUR",
                 owner_id=user, team_id=team, category="pipeline", expected_on=(now + timedelta(days=20)).date(),
                 created_at=stays[0][1], created_on=stays[0][1].date(), created_month=month_of(stays[0][1].date()),
                 stage_since_at=now, is_stage_since_known=True, closed_at=closed, closed_on=closed and closed.date(),
                 closed_month=closed and month_of(closed.date()), cycle_days=closed and (closed - stays[0][1]).days,
                 next_action_at=None if closed else NOW + timedelta(days=3), version=1)  # fmt: skip
        for place, (stage, entered, left, how) in enumerate(stays):
            self.add(stage_history, project_id=number, stage_id=stage, how="forward" if place else "create",
                     entered_at=entered, entered_month=month_of(entered.date()), is_entry_known=True, holder_id=user,
                     left_at=left, seconds=left and int((left - entered).total_seconds()), left_how=how,
                     live_project_id=None if left else number)  # fmt: skip
        if closed is None:
            for second in (0, 1):
                self.add(project_contacts, project_id=number, contact_id=customer * 2 + second)
            return
        self.add(stage_history, project_id=number, stage_id=here, how=state, entered_at=closed,
                 entered_month=month_of(closed.date()), is_entry_known=True, holder_id=user, left_at=None,
                 seconds=None, left_how=None, live_project_id=number)  # fmt: skip
        self.add(credits, project_id=number, user_id=user, team_id=team, outcome=state, share_ppm=1_000_000,
                 on=closed.date(), month=month_of(closed.date()))  # fmt: skip
        if state == "won" and month_of(closed.date()) >= BEGIN:
            cost = round(amount * (1 - STOCK[goods]))
            self.add(purchases, uid=uuid7(), customer_id=customer, project_id=number,
                     product_id=list(STOCK).index(goods) + 1, quantity=1, amount_minor=amount, cost_minor=cost,
                     home_minor=amount, home_cost_minor=cost, currency="EUR", bought_on=closed.date(),
                     month=month_of(closed.date()), version=1)  # fmt: skip

    def _aims(self) -> None:
        """Give each team a target that it is just on course for: the plan is not what is planted."""
        sold: dict[int, int] = {}
        quarter = LAST - 1
        for team, amount in self.session.all(
            select(credits.c.team_id, purchases.c.home_minor)
            .join(purchases, purchases.c.project_id == credits.c.project_id)
            .where(purchases.c.month >= quarter)
        ):
            sold[team] = sold.get(team, 0) + amount
        there = self.session.all(select(users.c.id, users.c.team_id).where(users.c.left_on.is_(None), users.c.id > 99))
        heads = {team: sum(row.team_id == team for row in there) for team in sold}
        for user, team in there:
            for month in range(quarter, quarter + 3):
                each = round(sold.get(team, 0) * 92 / 54 * 0.97 / max(1, heads.get(team, 1)) / 3)
                self.add(targets, user_id=user, month=month, amount_minor=max(1, each), currency="EUR")


def at(month: float) -> datetime:
    """A moment of the story."""
    whole = int(month // 1)
    first = month_start(BEGIN + whole)
    days = (month_start(BEGIN + whole + 1) - first).days
    return datetime(first.year, first.month, first.day, 8, tzinfo=UTC) + timedelta(days=(month - whole) * days)


def day(month: float) -> date:
    """A day of the story."""
    return at(month).date()
