"""Charts and the team page, as far as small figures can be checked by eye."""

from collections.abc import Iterator

import pytest

from tests.company import Company
from tests.sales.test_funnel import project
from tests.sales.test_report import settled
from tests.screens.user import at_screen
from tuicrm.store.database import Database


@pytest.fixture
def firm(own: str) -> Iterator[Company]:
    made = Company(Database(own))
    settled(made)
    project(made, "open one", amount_minor=500_00)
    yield made
    made.database.close()


async def test_each_question_shows_its_figure_and_a_sentence(own: str, firm: Company) -> None:
    async with at_screen(own, "hale", size=(100, 30), now=firm.clock.now) as user:
        await user.press("4")
        assert user.sees("Open projects by stage")
        assert user.sees("1 open project, 500.")
        for expected in ("Lost projects by the stage", "Won by month", "Won by product", "Win rate by person"):
            await user.press("down")
            assert user.sees(expected), expected
        assert user.sees("Li Wei")
        assert user.sees("No ranking")
        for expected in ("Customers by source", "Customers by class", "What the open projects may bring"):
            await user.press("down")
            assert user.sees(expected), expected


async def test_without_a_known_amount_open_projects_are_counted(own: str) -> None:
    made = Company(Database(own))
    for name in ("one", "two"):
        project(made, name, amount_minor=None)
    made.database.close()
    async with at_screen(own, "hale", size=(100, 30), now=made.clock.now) as user:
        await user.press("4")
        assert user.sees("2 open projects, none with an amount.")
        await user.press("down", "down")
        assert user.sees("Nothing to count yet."), "a year of noughts is no picture"
        await user.press("5")
        assert user.sees("Nothing was sold yet.")


async def test_figures_as_a_table_and_how_they_are_computed(own: str, firm: Company) -> None:
    async with at_screen(own, "hale", size=(100, 30), now=firm.clock.now) as user:
        await user.press("4", "down", "down", "t")
        assert user.sees("2026-12")
        assert user.sees("€50.00")
        await user.press("i")
        assert user.sees("credited to the holder at that")


async def test_charts_follow_a_win(own: str, firm: Company) -> None:
    from tuicrm.sales import funnel, projects

    async with at_screen(own, "hale", size=(100, 30), now=firm.clock.now) as user:
        await user.press("4")
        assert user.sees("1 open project, 500.")
        won = firm.desk("hale").read(projects.find, "open one")
        firm.desk("hale").write(funnel.win, won.id, reason="x")
        await user.until(lambda: user.sees("0 open projects"))


async def test_team_page_opens_with_five_sentences(own: str, firm: Company) -> None:
    async with at_screen(own, "hale", size=(80, 24), now=firm.clock.now) as user:
        await user.press("5")
        for name in ("Plan", "Ability", "Risk", "Help", "Since"):
            assert user.sees(name)
        assert user.sees("Can't tell yet where new people need help")
        assert user.sees("Revenue and profit by month")
        await user.press("i")
        assert user.sees("chance of its stage")


async def test_enter_on_a_bar_opens_the_records_behind_it(own: str, firm: Company) -> None:
    async with at_screen(own, "hale", size=(100, 30), now=firm.clock.now) as user:
        await user.press("4", "down", "down", "enter", "g", "enter")
        assert user.sees("No record stands behind this."), user.text()
        await user.press("G", "left", "left", "enter")
        assert user.sees("li 300, Acme"), user.text()
        assert not user.sees("roth 50")
        await user.press("enter")
        assert user.sees("€300.00") or user.sees("300"), user.text()
        await user.press("escape")
        assert user.sees("Won by month")


async def test_where_no_records_stand_behind_a_figure_it_says_so(own: str, firm: Company) -> None:
    async with at_screen(own, "hale", size=(100, 30), now=firm.clock.now) as user:
        await user.press("4", "G", "enter", "enter")
        assert user.sees("No single records stand behind this")
