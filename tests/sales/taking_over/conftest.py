"""Records of another system, ready to be handed over."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.company import Company, make_company
from tests.engines import KINDS
from tuicrm.plain.money import Money
from tuicrm.sales import taking_over
from tuicrm.sales.taking_over import Arrival, Batch, Declared, DeclaredStage, Link, Taken, arrive
from tuicrm.store.database import Database

SYSTEM = "other"
STAGES = (
    DeclaredStage("Talk", "open", 20),
    DeclaredStage("Quote", "open", 60),
    DeclaredStage("Won", "won", 100),
    DeclaredStage("Lost", "lost", 0),
)
DECLARED = Declared(SYSTEM, "EUR", "Theirs", STAGES)
Take = Callable[..., Taken]


def customer(key: str, name: str | None = None, *, own: dict[str, Any] | None = None, **values: Any) -> Arrival:
    links = {field: values.pop(field) for field in ("owner", "parent", "source") if field in values}
    return arrive("customer", key, {"name": name or key, **values}, links, own)


def project(key: str, stage: str = "Talk", **values: Any) -> Arrival:
    to = {"customer": "customer", "owner": "user", "product": "product"}
    links = {field: Link(kind, values.pop(field)) for field, kind in to.items() if field in values}
    entered = tuple((name.title(), on) for name, on in (values.pop("entered", None) or {}).items())
    return arrive("project", key, {"entered": entered, **values}, {"stage": Link("stage", stage), **links})


def on(text: str) -> date:
    return date.fromisoformat(text)


def euros(amount: int) -> Money:
    return Money(amount * 100, "EUR")


def batch(*steps: Sequence[Arrival]) -> Batch:
    """Put records step by step into rows: the first of each step are one row, and so on."""
    numbered = tuple(tuple(replace(one, row=row) for row, one in enumerate(step)) for step in steps)
    return Batch(SYSTEM, "Theirs", numbered)


@pytest.fixture
def company(small_company: Company) -> Company:
    """One company on SQLite: what engines could do differently is in one story, told on each (`everywhere`)."""
    return small_company


@pytest.fixture(params=KINDS)
def everywhere(request: pytest.FixtureRequest, template: Callable[..., str]) -> Iterator[Company]:
    """A company on each engine."""
    made = Company(Database(template(request.param, make_company)))
    yield made
    made.database.close()


@pytest.fixture
def take(company: Company) -> Take:
    """`take(step, step, login=...)` begins and takes over."""
    return taker(company)


def taker(company: Company) -> Take:
    def run(*steps: Sequence[Arrival], login: str = "hale") -> Taken:
        desk = company.desk(login)
        desk.write(taking_over.begin, DECLARED)
        return desk.write(taking_over.take_over, batch(*steps))

    return run
