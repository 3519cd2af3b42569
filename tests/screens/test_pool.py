"""The pool as its user sees it: who is free and why, claims by key and by mouse, search, take in, give free."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.company import Company
from tests.screens.probe import GATES
from tests.screens.user import User, at_screen
from tuicrm.sales import fields, intake, pool, projects, undo
from tuicrm.sales import views as lists
from tuicrm.sales.intake import Lead
from tuicrm.sales.pool import listing
from tuicrm.sales.projects import NewProject
from tuicrm.store.database import Database
from tuicrm.store.tables.customers import customers, inquiries
from tuicrm.widgets.filter_line import FilterLine
from tuicrm.widgets.row import Key
from tuicrm.widgets.rows import Rows


@pytest.fixture
def firm(own: str) -> Iterator[Company]:
    made = Company(Database(own))
    made.customer("Acme Ltd", city="Leeds", class_key="A")
    made.customer("北京联成互动", city="北京")
    made.customer("Rasmussen Tools", owner="li", city="Aarhus")
    yield made
    made.database.close()


def shown(user: User) -> list[Key]:
    return [row.cells[1] if isinstance(row.cells[1], str) else row.cells[1].text for row in rows(user).page.rows]


def rows(user: User) -> Rows:
    return user.app.screen.query_one("#pool-rows", Rows)


def holder(firm: Company, name: str) -> int | None:
    return firm.value(select(customers.c.owner_id).where(customers.c.name == name))


async def test_the_first_page_shows_who_is_free_and_why(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool") as user:
        for text in ("[Pool 2]", "Mine 1", "taken today 0 of 10", "Why it is free", "Acme Ltd", "Leeds", "new"):
            assert user.sees(text), text
        assert not user.sees("Rasmussen")


async def test_a_claim_leaves_the_pool_and_says_what_is_left(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool") as user:
        rows(user).go_to(1)
        await user.press("c")
        assert user.status.startswith("Acme Ltd is yours now. 1 of 10 today.")
        await user.until(lambda: shown(user) == ["北京联成互动"])
        firm.desk("li").write(undo.last)
        await user.until(lambda: len(shown(user)) == 2)


async def test_a_key_typed_ahead_of_a_filter_is_meant_for_whom_it_finds(
    own: str, firm: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_screen(own, "li", start="pool") as user:
        gate, places = str(uuid4()), listing._places

        def late(*args: Any, **named: Any) -> Any:
            GATES.wait(gate)
            return places(*args, **named)

        monkeypatch.setattr(listing, "_places", late)
        for key in ("slash", *"acme", "enter", "c"):
            await user.pilot.press(key)
        GATES.open(gate)
        await user.until(lambda: holder(firm, "Acme Ltd") is not None)


async def test_the_filter_completes_the_names_of_pools_sources_and_people(own: str, firm: Company) -> None:
    firm.desk("hale").write(pool.open_pool, "Nordic shops")
    async with at_screen(own, "li", start="pool") as user:
        for begun, line in (
            ("pool:n", 'pool:"Nordic shops"'),
            ("source:web", "source:website"),
            ("owner:l", "owner:li"),
        ):
            await user.press("/", *begun, "tab")
            assert user.app.screen.query_one(FilterLine).text == line
            await user.press("escape", "escape")


async def test_an_own_field_is_a_key_of_the_filter_like_others(own: str, firm: Company) -> None:
    made = firm.desk("hale").write(fields.add, "customer", "Scale", "choice", ("small", "large"))
    firm.desk("hale").write(fields.set_value, made.id, 1, "large")
    async with at_screen(own, "li", start="pool") as user:
        await user.press("/", *"scale:")
        assert user.status == "small  large"
        await user.press("l", "tab")
        assert user.app.screen.query_one(FilterLine).text == "scale:large"
        assert shown(user) == ["Acme Ltd"]
        assert not user.sees("There is no scale")


async def test_an_own_field_is_an_order_like_others(own: str, firm: Company) -> None:
    hale = firm.desk("hale")
    size = hale.write(fields.add, "customer", "Crew size", "number")
    for customer, text in ((1, "5"), (3, "70")):
        hale.write(fields.set_value, size.id, customer, text)
    firm.desk("li").write(lists.choose, "pool", "all", ("own:crew-size",))
    most_first = ["Rasmussen Tools", "Acme Ltd", "北京联成互动"]
    async with at_screen(own, "li", start="pool") as user:
        await user.press("v", "4", "s", *"crew", "enter")
        assert user.status == "Ordered by: Crew size"
        assert shown(user) == most_first
        await user.click("Crew size")
        assert shown(user) == ["Acme Ltd", "Rasmussen Tools", "北京联成互动"]
        await user.click("Crew size")
        assert shown(user) == most_first
    async with at_screen(own, "li", start="pool") as user:
        await user.press("v", "4")
        assert shown(user) == most_first


async def test_the_filter_tells_what_may_come_next(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool") as user:
        before = user.status
        await user.press("/")
        assert user.status.startswith("source:  class:  owner:  city:")
        await user.press(*"city:")
        assert user.status == "Aarhus  Leeds  北京"
        await user.press("escape", "escape")
        assert user.status == before
        await user.press("x", "/", *"city:leeds", "enter")
        assert user.status.startswith("1 is marked.")


async def test_what_is_not_in_the_pool_is_said_to_be_among_all(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool") as user:
        await user.press("/", *"rasmussen", "enter")
        assert user.sees("Nothing fits here; under All 1 do. v 4 shows them")
        pane: Any = user.app.pane
        pane._read_around()  # the counts of the tabs may come after it
        await user.settle()
        assert user.sees("Nothing fits here; under All 1 do. v 4 shows them")
        await user.press("v", "4")
        assert shown(user) == ["Rasmussen Tools"]
        await user.press("v", "1", "/", "escape", *"nobody")
        assert user.sees("Nothing fits this filter.")


def test_a_filter_offers_what_is_in_use(firm: Company) -> None:
    firm.desk("hale").write(pool.open_pool, "Nordic shops")
    offered = firm.desk("li").read(pool.filter_values)
    assert offered["pool"][-1] == "Nordic shops"
    assert offered["owner"][:2] == ("none", "me")
    assert "li" in offered["owner"]
    assert "website" in offered["source"]
    assert offered["campaign"] == ()


async def test_who_comes_too_late_is_told_by_whom(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool") as user:
        rows(user).go_to(1)
        firm.desk("roth").write(pool.claim, 1)
        await user.press("c")
        assert "held by A. Roth" in user.status


async def test_marked_customers_are_claimed_together(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool") as user:
        await user.press("x", "j", "x")
        assert user.sees("2 marked")
        await user.press("c")
        assert "2 are yours now." in user.status
        assert (holder(firm, "Acme Ltd"), holder(firm, "北京联成互动")) == (firm.id("li"), firm.id("li"))


async def test_giving_free_wants_a_reason_by_digit(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool") as user:
        await user.press("v", "2")
        assert shown(user) == ["Rasmussen Tools"]
        await user.press("f")
        assert user.sees("Why give Rasmussen Tools free?")
        await user.press("3")
        assert "lies in the pool" in user.status
        await user.press("1", "v", "1")
        assert user.sees("released: timing")


async def test_another_reason_is_given_in_words(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool") as user:
        await user.press("v", "2", "f", "9", *"moved", "enter")
        assert holder(firm, "Rasmussen Tools") is None


async def test_a_lead_assigns_to_somebody_of_the_team(own: str, firm: Company) -> None:
    async with at_screen(own, "wang", start="pool") as user:
        rows(user).go_to(1)
        await user.press("o", *"roth", "enter", *"knows them", "enter")
        assert "Acme Ltd is held by A. Roth now." in user.status
    assert holder(firm, "Acme Ltd") == firm.id("roth")


@pytest.mark.parametrize("typed", ["ac", "城", "联成", "bjlc", "beijing"])
async def test_search_finds_by_two_characters_chinese_and_pinyin(own: str, firm: Company, typed: str) -> None:
    firm.customer("上海城建")
    wanted = {"ac": "Acme Ltd", "城": "上海城建"}.get(typed, "北京联成互动")
    async with at_screen(own, "li", start="pool") as user:
        await user.press("slash", *typed)
        assert shown(user) == [wanted]
        await user.press("enter", "c")
        assert wanted in user.status


async def test_a_filter_that_is_not_understood_says_so_and_shows_all(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool") as user:
        await user.press("slash", *"source:pigeon", "enter")
        assert user.sees("There is no source “pigeon”")
        assert len(shown(user)) == 2
        await user.press("slash", *(["backspace"] * len("source:pigeon")), *"source:phone", "enter")
        assert not user.sees("pigeon"), "what was said of half a filter is over"
        await user.press("slash", "escape")
        assert len(shown(user)) == 2


async def test_an_empty_list_carries_a_sentence(own: str, firm: Company) -> None:
    async with at_screen(own, "kuhn", start="pool") as user:
        await user.press("v", "2")
        assert user.sees("You hold no customer yet.")
        await user.press("slash", *"zz")
        assert user.sees("Nothing fits this filter.")


async def test_a_new_lead_comes_in_and_the_cursor_stands_on_it(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool") as user:
        await user.press("plus", *"Kordel")
        await user.until(lambda: user.sees("New: will lie in the pool."))
        await user.press("enter")
        assert "Kordel is new and lies in the pool." in user.status
        await user.until(lambda: "Kordel" in shown(user))
        assert rows(user).key == firm.value(select(customers.c.id).where(customers.c.name == "Kordel"))


async def test_a_known_lead_makes_no_second_record(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool") as user:
        await user.press("plus", *"ACME", "enter")
        assert "known by the name" in user.status
    assert firm.value(select(inquiries.c.customer_id)) == 1


async def test_a_wrong_phone_is_said_at_its_field_and_nothing_is_lost(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool") as user:
        await user.press("plus", *"Kordel")
        await user.until(lambda: user.sees("New: will lie"))
        await user.click("All fields")
        await user.press("enter", "enter", "enter", *"call me", "f10")
        assert user.sees("“call me” is not a phone number")
        assert user.sees("Kordel")
        await user.press(*(["backspace"] * 7), *"0113 496 0142", "f10")
        assert "Kordel is new" in user.status


async def test_the_mouse_does_the_same(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool") as user:
        await user.click("Acme Ltd")
        await user.click("claim")
        assert user.status.startswith("Acme Ltd is yours now.")
        await user.click("Mine")
        await user.until(lambda: "Acme Ltd" in shown(user))
        await user.click("Customer")
        assert user.sees("Ordered by: name")


async def test_tab_goes_from_view_to_view(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool") as user:
        for tab in ("[Mine 1]", "[Team 1]", "[All 3]", "[Pool 2]"):
            await user.press("tab")
            assert user.sees(tab), tab


async def test_the_order_is_chosen(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool") as user:
        await user.press("s", "1")
        assert shown(user) == ["Acme Ltd", "北京联成互动"]
        await user.click("Customer")
        assert shown(user) == ["北京联成互动", "Acme Ltd"]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_where_the_cursor_rests_more_is_told(own: str, firm: Company, size: tuple[int, int]) -> None:
    firm.desk("roth").write(
        intake.take_in, Lead("Acme", contact="Ann Lee", phones=("0113 496 0142",), message="price?")
    )
    firm.desk("roth").write(pool.claim, 1)
    firm.desk("roth").write(projects.add, NewProject(name="Line 4", customer_id=1))
    firm.desk("roth").write(pool.release, 1, "no budget", "budget in November")
    async with at_screen(own, "li", start="pool", size=size) as user:
        rows(user).go_to(1)
        await user.press("k", "j")
        await user.until(lambda: user.sees("before: A. Roth"))
        for text in ("price?", "budget in November", "Line 4", "shown when claimed", "A. Roth works"):
            assert user.sees(text), text
        assert not user.sees("496 01")


async def test_on_a_phone_a_row_takes_two_lines(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool", size=(44, 18)) as user:
        lines = user.lines()
        at = next(nth for nth, line in enumerate(lines) if "Acme Ltd" in line)
        assert "new" in lines[at + 1]
        assert all(len(line) <= 44 for line in lines)


async def test_what_others_do_appears_by_itself(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool") as user:
        firm.desk("roth").write(pool.claim, 1)
        await user.until(lambda: shown(user) == ["北京联成互动"])


async def test_hostile_names_stay_text(own: str, firm: Company) -> None:
    firm.customer("[bold]x[/x]\x1b]52;c;QQ==\x07‮")
    async with at_screen(own, "li", start="pool") as user:
        assert "[bold]x[/x]" in user.text()
        assert "\x1b" not in user.text()


async def test_the_screen_speaks_chinese(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool") as user:
        await user.press("z")
        assert len(shown(user)) == 2
        await user.press("z")
        assert user.sees("[Pool 2]")


async def test_the_status_line_always_speaks_of_the_thing_under_the_cursor(own: str, firm: Company) -> None:
    firm.customer("Vantage Tooling", city="Leeds")
    firm.customer("Held One", "li")
    async with at_screen(own, "li", start="pool") as user:
        assert user.status.startswith("Vantage Tooling (Leeds): free since today")
        await user.press("tab")
        assert user.status.startswith("Held One: held by Li Wei"), user.status
        await user.press("4", "1")
        assert user.status.startswith("Held One: held by Li Wei"), user.status
        await user.press("space")
        assert user.sees("─ Held One ─")
