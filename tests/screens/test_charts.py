"""Charts and the team page, as far as small figures can be checked by eye."""

from collections.abc import Iterator
from pathlib import Path

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
        for expected, downs in (
            ("Lost projects by the stage", 1), ("Won by month", 4), ("Won by product", 1), ("Win rate by person", 1),
        ):  # fmt: skip
            await user.press(*["down"] * downs)
            assert user.sees(expected), expected
        assert user.sees("Li Wei")
        assert user.sees("No ranking")
        for expected, downs in (
            ("Customers by source", 6), ("Customers by class", 1), ("What the open projects may bring", 4),
        ):  # fmt: skip
            await user.press(*["down"] * downs)
            assert user.sees(expected), expected


async def test_without_a_known_amount_open_projects_are_counted(own: str) -> None:
    made = Company(Database(own))
    for name in ("one", "two"):
        project(made, name, amount_minor=None)
    made.database.close()
    async with at_screen(own, "hale", size=(100, 30), now=made.clock.now) as user:
        await user.press("4")
        assert user.sees("2 open projects, none with an amount.")
        await user.press(*["down"] * 5)
        assert user.sees("Nothing to count yet."), "a year of noughts is no picture"
        await user.press("5")
        assert user.sees("Purchases of two years are needed")


async def test_figures_as_a_table_and_how_they_are_computed(own: str, firm: Company) -> None:
    async with at_screen(own, "hale", size=(100, 30), now=firm.clock.now) as user:
        await user.press("4", *["down"] * 5, "t")
        assert user.sees("2026-12")
        assert user.sees("€50.00")
        await user.press("i")
        assert user.sees("Credited to the holder")


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
        for name in ("Plan", "Ability", "Risk", "Help", "Decided"):
            assert user.sees(name)
        assert user.sees("Can't tell yet where new people need help")
        assert user.sees("Purchases of two years are needed")
        assert user.status == "enter: targets and pace, person by person. space 1: hold the review."
        await user.press("i")
        assert user.sees("chance of its stage")


async def test_enter_on_a_bar_opens_the_records_behind_it(own: str, firm: Company) -> None:
    async with at_screen(own, "hale", size=(100, 30), now=firm.clock.now) as user:
        await user.press("4", *["down"] * 5, "enter", "g", "enter")
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
        await user.press("4", *["down"] * 18, "enter", "enter")
        assert user.sees("No single records stand behind this")


async def test_questions_say_what_the_figures_mean_and_what_to_do(own: str, firm: Company) -> None:
    async with at_screen(own, "hale", size=(100, 34), now=firm.clock.now) as user:
        await user.press("4", "G")
        assert user.sees("My own figures") or user.sees("won this month")
        await user.press("g", "down", "down", "down")
        assert user.sees("Which stage loses projects?"), user.text()
        assert user.sees("Can't tell yet")
        await user.press("down")
        assert user.sees("Open projects that are not as they should be")
        assert user.sees("Do: 1 open the first")
        await user.press("i")
        assert user.sees("At risk is the whole amount.")
        await user.press("i")
        assert user.sees("Do: 1 open the first")
        await user.press("enter", "enter")
        assert user.sees("open one")


async def test_what_is_proposed_can_be_done_from_the_menu(own: str, firm: Company) -> None:
    async with at_screen(own, "hale", size=(100, 34), now=firm.clock.now) as user:
        await user.press("4", "space")
        assert user.sees("What to do about the figure")
        await user.press("1")
        assert user.sees("This figure proposes nothing")
        await user.press("g", "down", "down", "down", "down")
        assert user.sees("Do: 1 open the first")
        await user.press("space", "1")
        assert user.sees("open the first, decide its next step or close it")
        await user.press("1")
        assert user.sees("open one")
        assert user.app.pane.place == "project", "what is to be done with one project opens it, not a list"


async def test_filter_day_period_and_people_narrow_all_figures(own: str, firm: Company) -> None:
    async with at_screen(own, "hale", size=(100, 34), now=firm.clock.now) as user:
        await user.press("4")
        assert user.sees("1 open project, 500.")
        await user.press("slash", *"owner:roth", "enter")
        assert user.sees("owner:roth   as read today")
        assert user.sees("0 open projects")
        await user.press("slash", *["backspace"] * 10, "enter")
        await user.press("A", "7")
        assert user.sees("as read on")
        assert user.sees("0 open projects")
        await user.press("A", "8", *"2026-10-31", "enter")
        assert user.sees("as read on 31 Oct")
        await user.press("A", "1", "v", "3")
        assert user.sees("this quarter")
        await user.press("v", *"west", "enter")
        assert user.sees("West   this quarter   as read today")


async def test_figure_is_written_to_a_file(
    own: str, firm: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with at_screen(own, "hale", size=(100, 34), now=firm.clock.now) as user:
        await user.press("4", "e", "3")
        assert user.sees("Written to")
        await user.press("e", "3", "e", "1", "e", "2")
    assert (tmp_path / "stages.csv").read_text().startswith("stage,open amount")
    names = sorted(path.name for path in tmp_path.iterdir() if path.suffix in (".csv", ".html", ".svg"))
    assert names == ["stages-2.csv", "stages.csv", "stages.html", "stages.svg"]


async def test_saved_question_stands_in_the_list(own: str, firm: Company) -> None:
    from tuicrm.sales.analysis import saving

    firm.desk("hale").write(saving.save, "Our rate", "win-rate --by owner")
    async with at_screen(own, "hale", size=(100, 60), now=firm.clock.now) as user:
        await user.press("4")
        assert user.sees("Our rate")
        await user.press("G")
        assert user.sees("win rate by person")
        assert user.sees("Li Wei")


async def test_what_others_know_stands_among_the_questions(own: str, firm: Company) -> None:
    async with at_screen(own, "hale", size=(100, 40), now=firm.clock.now) as user:
        await user.press("4", "down", "down")
        assert user.sees("Why the open amount changed since Monday")
        await user.press(*["down"] * 6)
        assert user.sees("Done in time, of what was due")
        await user.press(*["down"] * 7)
        assert user.sees("Customers in use, by class")
        assert user.sees("customers are in use.")
