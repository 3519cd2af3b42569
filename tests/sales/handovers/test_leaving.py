"""Everything of a person passes on to one or several, and no figure of the past moves by it."""

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.company import NOW, Company
from tests.engines import Make
from tests.exchange.imported import make_imported
from tests.sales.chances import insert, kept, project, take_back
from tests.sales.handovers.past import answers_of, differences, past_of
from tests.sales.handovers.test_giving import call, owner, owner_of
from tests.sales.house import holder, refusal, set_values
from tests.sample.conftest import NOW as SAMPLE_NOW
from tests.sample.conftest import english as english
from tuicrm.sales import funnel, handovers
from tuicrm.sales.handovers import Terms
from tuicrm.sales.invariants import check
from tuicrm.store.database import Database
from tuicrm.store.errors import NotAllowed, Refused
from tuicrm.store.tables.customers import customers as customer_table
from tuicrm.store.tables.customers import ownerships
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import project_products, stage_history
from tuicrm.store.tables.projects import projects as project_table
from tuicrm.store.tables.trade import credits, products, purchases

TERMS = Terms(at_once=True, note="leaves")


def everything(company: Company, *to: str, by: str = "even", login: str = "hale", giver: str = "li") -> Any:
    ids = tuple(company.id(one) for one in to)
    return company.desk(login).write(handovers.give_all, company.id(giver), ids, by, TERMS)


def test_all_that_somebody_holds_passes_on(company: Company) -> None:
    acme, bolt = company.customer("Acme", owner="li"), company.customer("Bolt", owner="roth")
    made = [project(company, name, customer_id=of) for name, of in (("a", acme), ("b", bolt), ("c", None))]
    company.desk("li").write(funnel.win, made[0], reason="so")
    planned, elsewhere = call(company, project_id=made[0]), call(company, customer_id=bolt)
    (given,) = everything(company, "kuhn")
    assert (given.customers, given.projects, given.to) == (1, 3, "M. Kuhn")
    assert [owner(company, one) for one in made] == ["kuhn"] * 3
    assert (holder(company, acme), holder(company, bolt)) == (company.id("kuhn"), company.id("roth"))
    assert owner_of(company, planned) == "kuhn"
    assert owner_of(company, elsewhere) == "roth", "who holds Bolt does what was planned there"
    assert company.database.read_as(check, company.clock.now) == ()
    take_back(company, "hale")
    assert [owner(company, one) for one in made] == ["li"] * 3
    assert [owner_of(company, one) for one in (planned, elsewhere)] == ["li", "li"]


def test_a_plan_that_came_with_an_earlier_handover_passes_on(small_company: Company) -> None:
    for nth, login in enumerate(("kuhn", "li")):
        small_company.customer(f"Held {nth}", owner=login)
    free = small_company.customer("Free")
    planned = call(small_company, customer_id=free, owner_id=small_company.id("kuhn"), login="hale")
    for giver, to in (("kuhn", "li"), ("li", "roth")):
        everything(small_company, to, giver=giver)
        assert owner_of(small_company, planned) == to


def test_a_customer_and_its_projects_go_to_one_and_the_same(small_company: Company) -> None:
    for number in range(4):
        of = small_company.customer(f"C{number}", owner="li")
        for nth in range(number + 1):
            project(small_company, f"{number}.{nth}", customer_id=of)
    everything(small_company, "roth", "kuhn")
    rows = small_company.all(
        select(customer_table.c.owner_id, project_table.c.owner_id).join(
            project_table, project_table.c.customer_id == customer_table.c.id
        )
    )
    assert all(of_customer == of_project for of_customer, of_project in rows)
    assert {of_customer for of_customer, _ in rows} == {small_company.id("roth"), small_company.id("kuhn")}


def shares(company: Company, *to: str, by: str) -> dict[str, tuple[str, ...]]:
    ids = tuple(company.id(one) for one in to)
    parts = company.desk("hale").read(handovers.shared_out, company.id("li"), ids, by, TERMS)
    return {part.to: tuple(sorted(part.names)) for part in parts}


def test_even_is_in_turn(small_company: Company) -> None:
    for number in range(5):
        small_company.customer(f"C{number}", owner="li")
    found = shares(small_company, "roth", "kuhn", by="even")
    assert found == {"A. Roth": ("C0", "C2", "C4"), "M. Kuhn": ("C1", "C3")}


def test_by_load_who_has_least_to_do_gets_it(small_company: Company) -> None:
    for number in range(3):
        project(small_company, f"of roth {number}", login="roth")
        project(small_company, f"P{number}")
    found = shares(small_company, "roth", "kuhn", by="load")
    assert found == {"A. Roth": (), "M. Kuhn": ("P0", "P1", "P2")}


def test_by_load_what_each_got_meanwhile_counts(small_company: Company) -> None:
    project(small_company, "of roth", login="roth")
    for number, many in enumerate((3, 2, 1, 1)):
        of = small_company.customer(f"C{number}", owner="li")
        for nth in range(many):
            project(small_company, f"{number}.{nth}", customer_id=of)
    found = shares(small_company, "roth", "kuhn", by="load")
    assert found == {"A. Roth": ("C1", "C2"), "M. Kuhn": ("C0", "C3")}


def sold(company: Company, login: str, product: int | None = None, region: str | None = None) -> None:
    of = company.customer(f"{login} {product} {region}", owner=login, region=region)
    made = project(company, "won", login=login, customer_id=of)
    if product is not None:
        insert(company, project_products, project_id=made, product_id=product)
    company.desk(login).write(funnel.win, made, reason="so")


def test_by_product_who_sold_it_gets_it(small_company: Company) -> None:
    pump, probe = (
        insert(small_company, products, name=name, product_key=name, currency="EUR") for name in ("pump", "probe")
    )
    sold(small_company, "roth", pump)
    sold(small_company, "kuhn", probe)
    for name, product in (("wants pump", pump), ("wants probe", probe)):
        insert(small_company, project_products, project_id=project(small_company, name), product_id=product)
    found = shares(small_company, "kuhn", "roth", by="product")
    assert found == {"M. Kuhn": ("wants probe",), "A. Roth": ("wants pump",)}


def test_by_region_who_sells_there_gets_it(small_company: Company) -> None:
    sold(small_company, "roth", region="North")
    sold(small_company, "kuhn", region="South")
    for name, region in (("Nord AG", "North"), ("Sud SA", "South"), ("Anywhere", None)):
        small_company.customer(name, owner="li", region=region)
    found = shares(small_company, "kuhn", "roth", by="region")
    assert found["A. Roth"] == ("Nord AG",)
    assert "Sud SA" in found["M. Kuhn"]


def test_what_is_planned_is_what_is_done(small_company: Company) -> None:
    for number in range(6):
        project(small_company, f"P{number}", customer_id=small_company.customer(f"C{number}", owner="li"))
    planned = shares(small_company, "roth", "kuhn", "wang", by="even")
    everything(small_company, "roth", "kuhn", "wang")
    held = small_company.all(select(users.c.name, customer_table.c.name).join(
        customer_table, customer_table.c.owner_id == users.c.id))  # fmt: skip
    assert planned == {to: tuple(sorted(name for owner_name, name in held if owner_name == to)) for to in planned}


@pytest.mark.parametrize(
    ("login", "to", "by", "code"),
    [
        ("hale", ("roth",), "dice", "split"), ("hale", ("li",), "even", "nothing_to_give"),
        ("hale", ("eye",), "even", "receiver"), ("wang", ("kuhn",), "even", "other_team"),
        ("roth", ("kuhn",), "even", "lead"), ("li", ("roth",), "even", "asks_first"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_passes_on(
    small_company: Company, login: str, to: tuple[str, ...], by: str, code: str
) -> None:
    made = project(small_company)
    with pytest.raises((Refused, NotAllowed), match=code):
        everything(small_company, *to, by=by, login=login)
    assert owner(small_company, made) == "li"


def test_who_holds_nothing_has_nothing_to_give(small_company: Company) -> None:
    ids = (small_company.id("roth"),)
    assert refusal(small_company, "hale", handovers.give_all, small_company.id("li"), ids).code == "nothing_to_give"


def test_each_receiver_answers_for_their_part(small_company: Company) -> None:
    for number in range(4):
        project(small_company, f"P{number}")
    ids = tuple(small_company.id(one) for one in ("roth", "kuhn"))
    small_company.desk("hale").write(handovers.give_all, small_company.id("li"), ids, "even", Terms())
    for login, accepts in (("roth", True), ("kuhn", False)):
        (waiting,) = small_company.desk(login).read(handovers.pending)
        rule, more = (handovers.accept, ()) if accepts else (handovers.give_back, ("no",))
        small_company.desk(login).write(rule, waiting.id, *more)
    owners = sorted(owner(small_company, row[0]) for row in small_company.all(select(project_table.c.id)))
    assert owners == ["li", "li", "roth", "roth"]
    assert kept(small_company, 1).state == "open"
    set_values(small_company, users, small_company.id("li"), left_on=NOW.date())


# not a cent moves


@pytest.fixture
def sample(english: Database, tmp_path: Path) -> Database:
    """A copy of the sample company to write in."""
    english.engine.dispose()
    return Database(f"sqlite:///{shutil.copy(str(english.url.database), tmp_path / 'mine.db')}")


FILTERS = ("", "owner:li", "team:East", "not:owner:li", "amount:20k..")
ASKED = {
    "hale": ("owner", "team", "month", "stage", "product", "source", "class", "kind", "reason"),
    "wang": ("owner", "month"),
    "li": ("owner",),
}
"""Who asks by what: all by all would take a minute and show no more."""


def test_no_figure_of_the_sample_companys_past_moves(sample: Database) -> None:
    now = SAMPLE_NOW + timedelta(hours=3)

    def pasts() -> dict[str, Any]:
        return {
            login: past_of(sample.as_(login, lambda: now), now.date(), date(2025, 1, 1), filters=FILTERS, by=by)
            for login, by in ASKED.items()
        }

    before, facts = pasts(), unmoved(sample, now)
    hale = sample.as_("hale", lambda: now)
    told = answers_of(hale, now.date())
    people = {row.login: row for row in sample.read_as(lambda session: session.all(select(users)), now)}
    here = [one.id for one in people.values() if one.role == "rep" and one.left_on is None]
    for giver in ("li", "roth"):
        others = tuple(one for one in here if one != people[giver].id)[:3]
        assert hale.write(handovers.give_all, people[giver].id, others, "product", TERMS)
    after = pasts()
    for login in before:
        assert differences(before[login], after[login]) == {}, login
    assert differences(told, answers_of(hale, now.date())) == {}
    assert unmoved(sample, now) == facts
    assert sample.read_as(check, now) == ()


def unmoved(database: Database, now: datetime) -> list[Any]:
    """What a handover must not touch, whole: stays, credits, purchases, and all of a project but its holder."""
    kept_facts = [column for column in project_table.c if column.name not in ("owner_id", "team_id", "version")]
    parts = (select(stage_history), select(credits), select(purchases), select(*kept_facts))
    return [
        database.read_as(
            lambda session, part=part: [tuple(row) for row in session.all(part.order_by(part.selected_columns.id))], now
        )  # type: ignore[misc]
        for part in parts
    ]


def test_no_figure_of_a_real_companys_past_moves(real_data: Path, template: Callable[[str, Make], str]) -> None:
    database = Database(template("sqlite", make_imported))
    now = datetime(2026, 11, 23, 10, tzinfo=UTC)
    boss = database.as_("boss", lambda: now)
    first, last = date(2016, 10, 1), date(2018, 1, 1)
    by = ("owner", "team", "month", "product", "industry")
    before, facts = past_of(boss, last, first, by=by), unmoved(database, now)
    busiest = (
        select(project_table.c.owner_id)
        .group_by(project_table.c.owner_id)
        .order_by(func.count(), project_table.c.owner_id)
    )
    owners = database.read_as(lambda session: session.values(busiest), now)
    giver, receivers = owners[4], tuple(owners[-3:])
    made = boss.write(handovers.give_all, giver, receivers, "product", TERMS)
    assert sum(one.projects for one in made) > 100
    left = select(func.count()).select_from(project_table).where(project_table.c.owner_id == giver)
    assert database.read_as(lambda session: session.value(left), now) == 0
    assert differences(before, past_of(boss, last, first, by=by)) == {}
    assert unmoved(database, now) == facts
    living = select(func.count()).select_from(ownerships).where(ownerships.c.live_customer_id.is_not(None))
    customers = select(func.count()).select_from(customer_table)
    assert database.read_as(lambda session: session.value(living) == session.value(customers), now)
    assert database.read_as(check, now) == ()
    database.close()
