"""The one path through the whole house, on each engine: claim, plan, do, begin, move, win, and the charts follow."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.screens.user import User, at_screen
from tuicrm.sales import analysis
from tuicrm.sales.analysis.report import Ask
from tuicrm.store.database import Database
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers, ownerships
from tuicrm.store.tables.projects import projects, stage_history
from tuicrm.store.tables.trade import credits, purchases


@pytest.fixture
def firm(each: str) -> Iterator[Company]:
    """A customer in the pool, on each of the three engines."""
    made = Company(Database(each))
    made.customer("Vantage Tooling", city="Leeds", class_key="A")
    yield made
    made.database.close()


def number(user: User, words: str) -> str:
    """The digit of an act in the menu that is open."""
    line = next((line for line in user.lines() if words in line), None)
    assert line, user.text()
    return next(character for character in line.partition(words)[0][::-1] if character.isdigit())


async def test_from_the_pool_to_the_charts(each: str, firm: Company) -> None:
    async with at_screen(each, "li", size=(100, 30), start="charts") as user:
        await user.press(*["down"] * 5)
        assert user.sees("0 won in twelve months"), user.text()

        await user.press("1")
        await user.until(lambda: user.sees("Vantage Tooling"))
        await user.press("c")
        assert user.sees("Vantage Tooling is yours now. 1 of 10 today.")
        await user.press("v", "2")
        assert user.sees("[Mine 1]")
        await user.press("a", *"call today 11:00 price", "enter")
        assert user.sees("Planned: call"), user.text()

        await user.press("3")
        await user.until(lambda: user.sees("today 1, done 0"))
        await user.press("d", *"talked, wants 2 then visit fri 10:00", "enter")
        await user.until(lambda: user.sees("today 1, done 1"))

        await user.press("1", "space")
        await user.press(number(user, "Begin a project"), *"PX-200 x 2 28k", "enter")
        assert user.sees("PX-200 begins in New"), user.text()
        await user.press("2", "L")
        assert user.sees("New to Needs"), user.text()
        await user.press("m", "6")
        await user.press("enter", *"17500", "enter", *"repeat order", "enter")
        assert user.sees("Profit 10.5k"), user.text()

        await user.press("4")
        await user.until(lambda: user.sees("28.0k won in twelve months"))
        assert user.sees("28.0k"), user.text()
        await user.press("u")
        await user.until(lambda: user.sees("0 won in twelve months"))

    kept = firm.all(select(actions.c.kind, actions.c.state, actions.c.outcome).order_by(actions.c.id))
    assert [tuple(row) for row in kept] == [("call", "done", "talked"), ("visit", "planned", None)]
    assert firm.value(select(customers.c.owner_id)) == firm.id("li")
    assert [row.how for row in firm.all(select(ownerships.c.how).order_by(ownerships.c.id))] == ["intake", "claim"]
    begun = firm.all(select(projects.c.state, projects.c.customer_id))
    assert [tuple(row) for row in begun] == [("open", firm.value(select(customers.c.id)))]


async def test_what_was_won_is_on_record_with_stage_credit_and_purchase(each: str, firm: Company) -> None:
    async with at_screen(each, "li", size=(100, 30), start="pool") as user:
        await user.press("c", "2", "B", *"PX-200 x 2 28k", "enter")
        await user.press("L", "m", "6", "enter", *"17500", "enter", *"repeat order", "enter")
        assert user.sees("Profit 10.5k"), user.text()
    moves = firm.all(select(stage_history.c.how).order_by(stage_history.c.id))
    assert [row.how for row in moves][:2] == ["create", "forward"]
    bought = firm.all(select(purchases.c.home_minor, purchases.c.home_cost_minor, purchases.c.bought_on))
    assert [tuple(row) for row in bought] == [(28_000_00, 17_500_00, NOW.date())]
    credit = firm.all(select(credits.c.user_id, credits.c.outcome))
    assert [tuple(row) for row in credit] == [(firm.id("li"), "won")]
    report = firm.desk("hale").read(analysis.report, Ask("won-revenue", ("owner",)))
    assert [(row.key, row.value) for row in report.rows] == [(("Li Wei",), 28_000_00)]
