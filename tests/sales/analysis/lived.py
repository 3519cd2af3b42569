"""A company whose people live some days at random, by the rules alone: the same seed, the same days."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.chances import insert, project, stage
from tuicrm.sales.agenda import NewAction
from tuicrm.sales.handovers import Terms
from tuicrm.sales.intake import Lead
from tuicrm.sales.rules import import_all, named
from tuicrm.store.errors import Refused
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers, inquiries
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import products

PEOPLE = ("li", "roth", "kuhn", "wang")
STEPS = ("New", "Needs", "Demo", "Quote", "Close")


class Days:
    """Each act is done by who holds what it is about; what a rule refuses has not happened."""

    def __init__(self, company: Company, seed: int) -> None:
        import_all()
        self.company, self.rng, self.done = company, Random(seed), Counter[str]()
        self.goods = [
            insert(
                company, products, name=name, product_key=name.lower(), series=name[0], list_minor=5000,
                cost_minor=2000, currency="EUR",
            )
            for name in ("PX", "QX", "LX")
        ]  # fmt: skip
        self.acts: dict[str, Callable[[], None]] = {
            name: getattr(self, name)
            for name in (
                "lead", "again", "claim", "release", "begin", "about", "move", "win", "lose", "reopen", "plan", "call",
                "do", "miss", "call_off", "log", "give", "assign", "judge",
            )
        }  # fmt: skip

    def live(self, days: int, acts: int, *weights: tuple[str, int]) -> None:
        """Let so many days pass, with so many acts on each; the clock ends at the end of the last."""
        names = list(self.acts)
        weighed = [dict(weights).get(name, 1) for name in names]
        for day in range(days):
            start = NOW.replace(hour=8) + timedelta(self.day + day)
            self.company.clock.now = start
            for name in self.rng.choices(names, weighed, k=acts):
                try:
                    self.acts[name]()
                    self.done[name] += 1
                except Refused:
                    self.done["refused"] += 1
                self.company.clock.later(minutes=7)
            self.company.clock.now = start.replace(hour=23, minute=59, second=59)
        self.day += days

    day = 0

    def by(self, login: str, rule: str, *args: Any, **more: Any) -> None:
        self.company.desk(login).write(named(rule).function, *args, **more)

    def one(self, table: Any, *conditions: Any) -> int:
        found = [row.id for row in self.company.all(select(table.c.id).where(*conditions).order_by(table.c.id))]
        if not found:
            raise Refused("none")
        return self.rng.choice(found)

    def holder(self, table: Any, record_id: int) -> str:
        held = self.company.value(select(table.c.owner_id).where(table.c.id == record_id))
        return next((login for login in PEOPLE if self.company.id(login) == held), "hale")

    def a_day(self, most: int = 6) -> Any:
        return self.company.clock.now.date() + timedelta(self.rng.randint(0, most))

    def on_customer(self, rule: str, *args: Any, free: bool = False) -> None:
        one = self.one(customers, customers.c.owner_id.is_(None) if free else customers.c.owner_id.is_not(None))
        self.by(self.rng.choice(PEOPLE) if free else self.holder(customers, one), rule, one, *args)

    def on_project(self, rule: str, *args: Any, state: str = "open", **more: Any) -> None:
        one = self.one(projects, projects.c.state == state)
        self.by(self.holder(projects, one), rule, one, *args, **more)

    def on_action(self, rule: str, *args: Any, **more: Any) -> None:
        one = self.one(actions, actions.c.state == "planned")
        self.by(self.holder(actions, one), rule, one, *args, **more)

    def lead(self) -> None:
        new = Lead(
            name=f"C{self.done.total()} {self.rng.randint(1, 99999)}", source=self.rng.choice(("website", "phone")),
            class_key=self.rng.choice("ABC"), industry=self.rng.choice(("pumps", "food")), country="DE",
        )  # fmt: skip
        self.by(self.rng.choice(PEOPLE), "lead.take_in", new)

    def again(self) -> None:
        name = self.company.value(select(customers.c.name).where(customers.c.id == self.one(customers)))
        self.by("hale", "lead.take_in", Lead(name=name, source="phone"))

    def claim(self) -> None:
        self.on_customer("pool.claim", free=True)

    def release(self) -> None:
        self.on_customer("pool.release", "no_need")

    def assign(self) -> None:
        self.by("hale", "pool.assign", self.one(customers), self.company.id(self.rng.choice(PEOPLE)))

    def begin(self) -> None:
        one = self.one(customers, customers.c.owner_id.is_not(None))
        project(
            self.company, f"P{self.done.total()}", login=self.holder(customers, one), customer_id=one,
            amount_minor=self.rng.choice((90_000, 400_000, 2_500_000)), expected_on=self.a_day(20), cost_minor=50_000,
        )  # fmt: skip

    def about(self) -> None:
        """What it is about is told on the day on which it began."""
        today = self.company.clock.now.date()
        one = self.one(projects, projects.c.state == "open", projects.c.created_on == today)
        self.by(self.holder(projects, one), "project.set_product", one, self.rng.choice(self.goods), 1)

    def move(self) -> None:
        self.on_project("funnel.move", stage(self.company, self.rng.choice(STEPS)), reason="x")

    def win(self) -> None:
        self.on_project("funnel.win", cost_minor=1000, reason="x")

    def lose(self) -> None:
        self.on_project("funnel.lose", "price")

    def reopen(self) -> None:
        self.on_project("funnel.reopen", state="won")

    def plan(self) -> None:
        one = self.one(projects, projects.c.state == "open")
        self.by(
            self.holder(projects, one), "agenda.plan",
            NewAction(self.rng.choice(("call", "visit")), on=self.a_day(), project_id=one),
        )  # fmt: skip

    def call(self) -> None:
        one = self.one(customers, customers.c.owner_id.is_not(None))
        self.by(self.holder(customers, one), "agenda.plan", NewAction("call", on=self.a_day(), customer_id=one))

    def log(self) -> None:
        one = self.one(customers, customers.c.owner_id.is_not(None))
        self.by(self.holder(customers, one), "agenda.log", NewAction("call", customer_id=one), outcome="talked")

    def do(self) -> None:
        outcome, minutes = self.rng.choice(("talked", "no_answer", "done")), self.rng.choice((None, 30))
        self.on_action("agenda.done", outcome=outcome, minutes=minutes, cost_minor=self.rng.choice((None, 500)))

    def miss(self) -> None:
        self.on_action("agenda.done", outcome="missed")

    def call_off(self) -> None:
        self.on_action("agenda.cancel", "x")

    def give(self) -> None:
        one = self.one(projects, projects.c.state == "open")
        to = self.company.id(self.rng.choice(PEOPLE))
        self.by("hale", "handover.give", [("project", one)], to, Terms(at_once=True))

    def judge(self) -> None:
        self.by("hale", "inquiry.judge", [self.one(inquiries)], "no_need")
