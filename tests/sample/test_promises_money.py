"""Money and histories of a made company: to the minor unit, and without a gap."""

from __future__ import annotations

import pytest

from tests.sample.figures import Figures
from tuicrm.store.database import Database

MONEY = [
    (
        "project worth nothing or less",
        "project where amount_minor <= 0 or estimate_minor <= 0 or first_quote_minor <= 0",
    ),
    ("won for nothing known", "project where state = 'won' and amount_minor is null"),
    ("cost of what was not won", "project where state <> 'won' and cost_minor is not null"),
    ("cost that is none", "purchase where cost_minor <= 0 or amount_minor <= 0 or quantity <= 0"),
    ("sold below its cost", "purchase where cost_minor > amount_minor * 3 / 2"),
    ("product below its cost", "product where cost_minor >= list_minor or cost_minor <= 0"),
    (
        "line above the list price",
        "project_product l join product p on p.id = product_id where l.price_minor > p.list_minor or "
        "l.price_minor <= 0",
    ),
    ("line of no pieces", "project_product where quantity <= 0"),
    ("line twice", "project_product group by project_id, product_id having count(*) > 1"),
    ("fraction of a minor unit", "purchase where typeof(amount_minor) <> 'integer' or typeof(home_minor) <> 'integer'"),
    ("home other than itself", "purchase where home_minor <> amount_minor or home_cost_minor <> cost_minor"),
    ("project's home other than itself", "project where home_minor is not amount_minor"),
    (
        "purchases other than the win",
        "(select p.amount_minor a, sum(u.amount_minor) s from project p join purchase u on u.project_id = "
        "p.id group by p.id) where a <> s",
    ),
    (
        "costs other than the win's",
        "(select p.cost_minor a, sum(u.cost_minor) s from project p join purchase u on u.project_id = p.id "
        "group by p.id) where a is not s",
    ),
    (
        "win without a purchase",
        "project where state = 'won' and id not in (select project_id from purchase where project_id is not null)",
    ),
    ("purchase of what was not won", "purchase u join project p on p.id = project_id where state <> 'won'"),
    ("bought on another day than won", "purchase u join project p on p.id = project_id where bought_on <> closed_on"),
    (
        "bought by another customer",
        "purchase u join project p on p.id = project_id where u.customer_id <> p.customer_id",
    ),
    (
        "bought again before the first win",
        "purchase u where project_id is null and not exists (select 1 from project p where p.customer_id = "
        "u.customer_id and state = 'won' and closed_on < u.bought_on)",
    ),
    ("shares that are not a whole", "(select sum(share_ppm) s from credit group by project_id) where s <> 1000000"),
    ("closed without credit", "project where state <> 'open' and id not in (select project_id from credit)"),
    (
        "credit for what is open",
        "credit c join project p on p.id = project_id where state = 'open' or state <> outcome",
    ),
    (
        "credit on another day",
        'credit c join project p on p.id = project_id where "on" <> closed_on or month <> closed_month',
    ),
    (
        "seat or campaign for nothing",
        "(select cost_minor from seat_cost union all select cost_minor from campaign_cost) where cost_minor <= 0",
    ),
    ("month paid twice", "campaign_cost group by campaign_id, month having count(*) > 1"),
    ("visit that costs nothing", "action where kind = 'visit' and state = 'done' and coalesce(cost_minor, 0) <= 0"),
    ("cost without a currency", "action where (cost_minor is null) <> (currency is null)"),
]

HISTORY = [
    (
        "stay that does not begin where one ended",
        "stage_history a where from_stage_id is not null and not exists (select 1 from stage_history b where "
        "b.project_id = a.project_id and b.left_at = a.entered_at and b.to_stage_id = a.stage_id and "
        "b.stage_id = a.from_stage_id)",
    ),
    ("stay of less than nothing", "stage_history where seconds <= 0"),
    (
        "project not where its last stay is",
        "project p join stage_history h on h.live_project_id = p.id where p.stage_id <> h.stage_id or "
        "p.stage_since_at <> h.entered_at",
    ),
    (
        "project in two stays",
        "stage_history group by live_project_id having live_project_id is not null and count(*) > 1",
    ),
    (
        "period that does not begin where one ended",
        "project_period a where from_at > (select min(from_at) from project_period b where b.project_id = "
        "a.project_id) and not exists (select 1 from project_period b where b.project_id = a.project_id and "
        "b.to_at = a.from_at)",
    ),
    ("period of no time", "project_period where to_at <= from_at"),
    (
        "two periods alike",
        "project_period a join project_period b on b.project_id = a.project_id and b.from_at = a.to_at where "
        "a.stage_id = b.stage_id and a.owner_id = b.owner_id and a.amount_minor is b.amount_minor and "
        "a.expected_on is b.expected_on and a.category = b.category and a.cost_minor is b.cost_minor",
    ),
    (
        "project other than its last period",
        "project p join project_period x on x.live_project_id = p.id where p.owner_id <> x.owner_id or "
        "p.amount_minor is not x.amount_minor or p.stage_id <> x.stage_id",
    ),
    (
        "holder who does not follow a holder",
        "ownership a where from_at > (select min(from_at) from ownership b where b.customer_id = "
        "a.customer_id) and not exists (select 1 from ownership b where b.customer_id = a.customer_id and "
        "b.to_at = a.from_at)",
    ),
    ("held for no time", "ownership where to_at <= from_at"),
    (
        "customer other than its last holder",
        "customer c join ownership o on o.live_customer_id = c.id where c.owner_id is not o.owner_id",
    ),
    (
        "held since another moment",
        "customer c join ownership o on o.live_customer_id = c.id where c.owner_id is not null and "
        "c.held_since_at <> o.from_at",
    ),
    (
        "claimed from a person",
        "ownership a join ownership b on b.customer_id = a.customer_id and b.to_at = a.from_at where a.how = "
        "'claim' and b.owner_id is not null",
    ),
    (
        "project sold by another than its holder",
        "project p join customer c on c.id = customer_id where p.state = 'open' and p.owner_id <> c.owner_id",
    ),
    (
        "lost without a reason",
        "project where (state = 'lost') <> (lost_reason_id is not null) or (state = 'lost') <> (lost_stage_id "
        "is not null)",
    ),
    ("closed without a day", "project where (state = 'open') <> (closed_on is null)"),
    ("handle twice", "project group by handle having count(*) > 1"),
    ("name twice", "customer group by name_key having count(*) > 1"),
    ("domain twice", "customer group by domain having count(*) > 1"),
    ("two customers that are new at once", "inquiry where is_new_customer group by customer_id having count(*) <> 1"),
    (
        "last action other than the last done",
        "customer c where last_action_at is not (select max(done_at) from action a where a.customer_id = c.id "
        "and state = 'done' and origin <> 'pair')",
    ),
    (
        "last inquiry other than the last",
        "customer c where last_inquiry_at is not (select max(came_at) from inquiry i where i.customer_id = c.id)",
    ),
    (
        "next action where nothing is planned",
        "customer c where (next_action_at is null) = exists (select 1 from action a where a.customer_id = "
        "c.id and state = 'planned' and origin <> 'pair')",
    ),
    (
        "next step where nothing is planned",
        "project p where (next_action_at is null) = exists (select 1 from action a where a.project_id = p.id "
        "and state = 'planned' and origin <> 'pair')",
    ),
    (
        "action with somebody else's project",
        "action a join project p on p.id = project_id where a.customer_id <> p.customer_id",
    ),
    (
        "talk with another customer's people",
        "action a join contact k on k.id = contact_id where a.customer_id <> k.customer_id",
    ),
    (
        "project with another customer's people",
        "project_contact x join project p on p.id = project_id join contact k on k.id = contact_id where "
        "p.customer_id <> k.customer_id",
    ),
    ("customer without people", "customer where id not in (select customer_id from contact)"),
]


@pytest.fixture(scope="module", params=["english", "chinese"])
def figures(request: pytest.FixtureRequest) -> Figures:
    database: Database = request.getfixturevalue(request.param)
    return Figures(str(database.url.database))


@pytest.mark.parametrize("wrong", [pytest.param(sql, id=name) for name, sql in MONEY])
def test_no_money_is(figures: Figures, wrong: str) -> None:
    assert figures.ask(f"select * from {wrong} limit 3") == []


def test_all_money_is_in_the_currency_of_the_home(figures: Figures) -> None:
    home = figures.one("select currency from product limit 1")
    assert home in ("EUR", "CNY")
    for table in ("project", "project_period", "purchase", "product", "seat_cost", "campaign_cost", "target"):
        assert figures.ask(f"select distinct currency from {table}") == [(home,)], table


def test_each_year_earns_more_than_its_people_cost(figures: Figures) -> None:
    profit = figures.one("select sum(amount_minor - cost_minor) from purchase where cost_minor is not null")
    seats = figures.one("select sum(cost_minor) from seat_cost")
    assert profit > seats > 0


@pytest.mark.parametrize("wrong", [pytest.param(sql, id=name) for name, sql in HISTORY])
def test_no_history_has(figures: Figures, wrong: str) -> None:
    assert figures.ask(f"select * from {wrong} limit 3") == []
