"""The pool's rules at the screen: what goes back when, locks, views and columns of one's own, uses, marks, classes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.house import settle
from tests.sales.pool.recycled import only
from tests.screens.user import User, at_screen
from tuicrm.app import BEGINNING_SECONDS
from tuicrm.sales import customers as customers_of
from tuicrm.sales import fields, handovers, pool, projects, views
from tuicrm.sales.pool import PoolQuery
from tuicrm.sales.projects import NewProject
from tuicrm.screens.daily import recycle_daily
from tuicrm.store.database import Database
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.projects import projects as project_rows
from tuicrm.widgets.row import Key
from tuicrm.widgets.rows import Rows


@pytest.fixture
def firm(own: str) -> Iterator[Company]:
    """Four customers of Li Wei of different ages, and three in the pool."""
    made = Company(Database(own))
    only(made, recycle_idle_days=30, recycle_warn_days=7)
    for name, owner, days, class_key in (
        ("Old Ltd", "li", 40, "A"), ("Soon Ltd", "li", 26, "B"), ("New Ltd", "li", 2, "B"), ("His Ltd", "roth", 9, "C"),
        ("Free A", None, 5, "A"), ("Free B", None, 4, "B"), ("Free D", None, 3, "D"),
    ):  # fmt: skip
        made.clock.now = NOW - timedelta(days=days)
        made.customer(name, owner=owner, class_key=class_key)
    made.clock.now = NOW
    yield made
    made.database.close()


def rows(user: User) -> Rows:
    return user.app.screen.query_one("#pool-rows", Rows)


def shown(user: User) -> list[Key]:
    return [row.cells[1] if isinstance(row.cells[1], str) else row.cells[1].text for row in rows(user).page.rows]


def heads(user: User) -> list[str]:
    return [column.title for column in rows(user).columns if column.title]


async def test_mine_shows_when_each_goes_back(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool") as user:
        await user.press("v", "2")
        assert heads(user)[-1] == "Back"
        rows(user).go_to(firm.value(select(customers.c.id).where(customers.c.name == "Soon Ltd")))
        await user.settle()
        assert user.status.startswith("Soon Ltd (B): back in the pool in 7 days (nobody followed it); held by Li Wei")


@pytest.mark.parametrize(
    ("login", "number", "found"),
    [("li", "5", ["Old Ltd", "Soon Ltd"]), ("wang", "8", ["His Ltd", "Old Ltd", "Soon Ltd"])],
)
async def test_ready_lists_are_at_hand(own: str, firm: Company, login: str, number: str, found: list[str]) -> None:
    async with at_screen(own, login, start="pool") as user:
        await user.press("v", number)
        assert shown(user) == found
        await user.press("slash", "escape", "escape")
        assert len(shown(user)) > len(found) or login == "wang"


async def test_a_customer_is_locked_and_unlocked(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool") as user:
        await user.press("v", "2")
        user.app.pane.action_lock()  # type: ignore[union-attr]
        await user.settle()
        await user.press(*"budget in May", "enter", *"2026-12-31", "enter")
        assert user.status.startswith("New Ltd is locked until 2026-12-31.")
        await user.until(lambda: user.sees("locked"))
        assert user.sees("locks 1 of 3")
        user.app.pane.action_lock()  # type: ignore[union-attr]
        await user.settle()
        assert user.status.startswith("New Ltd is not locked any more.")


async def test_one_key_gives_it_to_somebody_with_room(own: str, firm: Company) -> None:
    async with at_screen(own, "wang", start="pool") as user:
        await user.press("v", "8")
        assert shown(user)[0] == "His Ltd"
        await user.press("O")
        assert "His Ltd is held by" in user.status
        assert firm.value(select(customers.c.owner_id).where(customers.c.name == "His Ltd")) != firm.id("roth")


async def test_a_rep_is_told_who_reassigns(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool") as user:
        await user.press("v", "2", "space")
        assert not user.sees("1 Give to whoever")


async def test_a_filter_is_saved_and_found_again(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool") as user:
        await user.press("slash", *"class:a,b", "enter", "v", *"save", "enter", *"good ones", "enter", "enter")
        assert user.status.startswith("good ones is saved")
        await user.press("slash", "escape", "escape", "v", *"good", "enter")
        assert set(shown(user)) == {"Free A", "Free B"}
    assert [one.name for one in firm.desk("li").read(views.views, "pool")] == ["good ones"]


async def test_columns_are_ones_own_and_stay(own: str, firm: Company) -> None:
    firm.desk("li").write(views.choose, "pool", "pool", ("complete", "class"), "class", False)
    async with at_screen(own, "li", start="pool", size=(120, 40)) as user:
        assert heads(user) == ["Customer", "Known", "Cl"]
        assert shown(user) == ["Free A", "Free B", "Free D"]
    async with at_screen(own, "roth", start="pool", size=(120, 40)) as user:
        assert "Why it is free" in heads(user)


async def test_the_order_is_kept_for_the_next_time(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool") as user:
        await user.press("s", "1")
        assert shown(user) == ["Free A", "Free B", "Free D"]
    async with at_screen(own, "li", start="pool") as user:
        assert shown(user) == ["Free A", "Free B", "Free D"]
    assert firm.desk("li").read(views.choices, "pool")[0].sort == "name"


async def test_a_word_of_the_strip_opens_its_list(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool", size=(120, 40)) as user:
        assert user.sees("In use 0%")
        await user.click("never 7")
        assert len(shown(user)) == 7
        assert user.sees("use:never")


async def test_marks_say_what_a_claim_would_come_to(own: str, firm: Company) -> None:
    settle(firm, claims_a_day=2)
    async with at_screen(own, "li", start="pool") as user:
        await user.press("x", "j", "x", "j", "x")
        assert user.status.startswith("3 are marked. c claims 2 of them: then 2 of 2 today.")
        await user.press("slash", *"class:d", "enter")
        assert "3 are marked. 2 are out of sight." in user.status, "said as soon as the filter hides them"
        rows(user).action_mark()
        rows(user).action_mark()
        await user.settle()
        assert "2 are out of sight." in user.status
        await user.press("c")
        assert user.status.startswith("2 are yours now. 1 was left: You have claimed 2 of 2 today.")


async def test_a_class_for_all_marked(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool") as user:
        await user.press("x", "j", "x")
        user.app.pane.action_classify()  # type: ignore[union-attr]
        await user.settle()
        assert user.sees("Which class for 2 customers?")
        await user.press("3")
        assert user.status.startswith("2 customers changed.")
    changed = firm.value(select(customers.c.class_key).where(customers.c.class_how == "hand"))
    assert changed == "C"


async def test_marked_ones_are_put_into_another_pool(own: str, firm: Company) -> None:
    async with at_screen(own, "wang", start="pool") as user:
        await user.press("x", "j", "x")
        pane = user.app.pane
        pane.action_put()  # type: ignore[union-attr]
        await user.settle()
        assert user.status.startswith("There is one pool only.")
        firm.desk("hale").write(pool.open_pool, "East pool", "East")
        pane.action_put()  # type: ignore[union-attr]
        await user.settle()
        assert user.sees("Which pool for 2 customers?")
        await user.press("2")
        assert user.status.startswith("2 customers belong to the pool East pool now.")
        await user.press("u")
    one = next(row.id for row in firm.desk("wang").read(pool.page, PoolQuery()).rows)
    assert firm.desk("wang").read(customers_of.card, one).pool != "East pool", "taken back"
    async with at_screen(own, "li", start="pool") as user:
        assert user.app.pane.why("pool.put") == "Only a lead moves customers to another pool."  # type: ignore[union-attr]


async def test_a_full_card_is_shown_and_counted(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool") as user:
        user.app.pane.action_reveal()  # type: ignore[union-attr]
        await user.settle()
        assert "card 1 of 10." in user.status


async def test_in_chinese_all_of_it_fits(own: str, firm: Company) -> None:
    from tuicrm.plain import language

    language.use("zh")
    async with at_screen(own, "li", start="pool") as user:
        await user.press("v", "2")
        assert user.sees("退回")
        assert all(len(line.encode("gb18030")) <= 80 + len(line) for line in user.lines())


async def test_an_open_app_recycles_once_a_day(own: str, firm: Company) -> None:
    only(firm, recycle_idle_days=30)
    async with at_screen(own, "li", start="pool") as user:
        for _time in range(2):
            recycle_daily(user.app)  # type: ignore[arg-type]
            await user.settle()
        assert "1 customer of yours went back to the pool." in user.status
    assert firm.value(select(customers.c.owner_id).where(customers.c.name == "Old Ltd")) is None
    assert not firm.desk("roth").read(pool.is_due)


async def test_whoever_opens_the_app_briefly_does_the_work_of_the_day(own: str, firm: Company) -> None:
    only(firm, recycle_idle_days=30)
    async with at_screen(own, "li", start="pool") as user:
        assert firm.desk("roth").read(pool.is_due), "the first rows come first"
        await user.let_pass(BEGINNING_SECONDS)
        assert "1 customer of yours went back to the pool." in user.status
        assert not firm.desk("roth").read(pool.is_due)


async def test_an_open_app_settles_overdue_handovers_once_a_day(own: str, firm: Company) -> None:
    firm.clock.now = NOW - timedelta(days=30)
    line = firm.desk("li").write(projects.add, NewProject(name="Line 4")).project_id
    terms = handovers.Terms(at_once=True)
    firm.desk("hale").write(handovers.give, [("project", line)], firm.id("kuhn"), terms)
    firm.clock.now = NOW
    assert firm.value(select(project_rows.c.owner_id)) == firm.id("kuhn")
    async with at_screen(own, "li", start="pool") as user:
        recycle_daily(user.app)  # type: ignore[arg-type]
        await user.settle()
    assert firm.value(select(project_rows.c.owner_id)) == firm.id("li"), "nobody answered: it went back"


async def test_who_only_reads_recycles_nothing(own: str, firm: Company) -> None:
    async with at_screen(own, "eye", start="pool") as user:
        recycle_daily(user.app)  # type: ignore[arg-type]
        await user.settle()
    assert firm.desk("roth").read(pool.is_due)


async def test_own_fields_are_columns_too(own: str, firm: Company) -> None:
    field = firm.desk("hale").write(fields.add, "customer", "Fleet", "number")
    old = firm.value(select(customers.c.id).where(customers.c.name == "Old Ltd"))
    firm.desk("li").write(fields.set_value, field.id, old, "4711")
    firm.desk("li").write(views.choose, "pool", "mine", ("class", f"own:{field.key}", "own:gone"))
    async with at_screen(own, "li", start="pool", size=(100, 30)) as user:
        await user.press("v", "2")
        await user.until(lambda: user.sees("Fleet") and user.sees("4711"))
        user.app.pane.action_columns()  # type: ignore[union-attr]
        await user.settle()
        assert user.sees("Which columns?")
