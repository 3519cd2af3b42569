"""The first five minutes on the sample company: every step can be done with the keys that its line says."""

from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.company import Company
from tests.engines import Engines
from tests.sample.conftest import NOW, make_english
from tests.screens.user import User, at_screen
from tuicrm.app import TuicrmApp
from tuicrm.sample import shelf
from tuicrm.store.database import Database
from tuicrm.store.tables.projects import projects
from tuicrm.widgets.tour import Tour

PHONE = (44, 18)
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+/:?")


@pytest.fixture
def hellmark(engines: Engines, tmp_path: Path) -> str:
    """The URL of an own copy of the sample company."""
    made = Path(engines.original("sqlite", make_english).removeprefix("sqlite:///"))
    return shelf.copy(made, tmp_path / "demo.db", NOW)


def with_tour() -> partial[TuicrmApp]:
    return partial(TuicrmApp, tour=Tour("Hellmark Instruments"))


async def does(user: User, *steps: tuple[str, ...]) -> None:
    """Press the keys of each step and wait for what its last word says; digits of a box wait for the box."""
    for *keys, seen in steps:
        for key in keys:
            await user.press(key)
        try:
            await user.until(lambda seen=seen: user.sees(seen))  # type: ignore[misc]
        except TimeoutError:
            pytest.fail(f"{keys} showed no {seen!r}\n{user.text()}")
        await user.settle()


def won_by_li(url: str) -> int:
    company = Company(Database(url))
    try:
        won = projects.c.state == "won", projects.c.cost_minor == 1_750_000, projects.c.closed_on == NOW.date()
        return int(company.all(select(func.count()).select_from(projects).where(*won))[0][0])
    finally:
        company.database.close()


async def test_the_tour_by_keys_up_to_the_won_project(hellmark: str) -> None:
    async with at_screen(hellmark, "li", now=NOW, app=with_tour()) as user:
        assert user.sees("You are Li Wei, who sells in team East of Hellmark")
        await does(
            user,
            ("enter", "Tour 1 of 6"),
            ("d", "What came of it?"),
            (*"talked, wants 2 then quote fri", "next: quote"),
            ("enter", "Tour 2 of 6"),
            ("1", "nobody's customers"),
            ("c", "from the list: v, 2, enter"),
            ("v", "2   Mine"),
            ("2", "[Mine 87]"),
            ("enter", "[All]"),
            ("B", "New project of"),
            (*"PX-200", "enter", *"28k", "enter", "enter", "Tour 4 of 6"),
            ("2", "PX-200, €28,000.00, Li Wei"),
            ("L", "Needs still wants"),
            ("1", "which?"),
            ("1", "Tour 5 of 6"),
            ("m", "6 Won"),
            ("6", "1 [ ] decider"),
            ("1", "decider: which?"),
            ("1", "1 [ ] delivery"),
            ("1", "Cost (EUR)"),
            ("enter", *"17500", "enter", "1", "enter", "Profit 10.5k"),
            ("4", "Tour 6 of 6: press 5"),
            ("5", "2 Ability"),
            ("down", "enter", "That was the tour"),
        )
    assert won_by_li(hellmark) == 1


async def test_the_tour_on_a_phone_without_a_letter(hellmark: str) -> None:
    steps: tuple[tuple[str, ...], ...] = (
        ("1", "Tour 1 of 6"),
        ("space", "1 Say what came of it"),
        ("1", "4 talked"),
        ("4", "What next for"),
        ("1", "Tour 2 of 6"),
        ("1", "[Pool"),
        ("enter", "[All]"),
        ("space", "1 Claim"),
        ("1", "Tour 3 of 6"),
        ("space", "1 Begin a new project"),
        ("1", "New project of"),
        ("down", *"28000", "enter", "enter", "Tour 4 of 6"),
        ("2", "28.0k"),
        ("space", "1 Move the card one stage on"),
        ("1", "Needs still wants"),
        ("1", "which?"),
        ("1", "Tour 5 of 6"),
        ("space", "7 Won"),
        ("7", "1 [ ] decider"),
        ("1", "decider: which?"),
        ("1", "1 [ ] delivery"),
        ("1", "Cost (EUR)"),
        ("enter", *"17500", "enter", "1", "enter", "Tour 6 of 6: 4"),
        ("4", "Tour 6 of 6: 5"),
        ("5", "2 Ability"),
        ("down", "enter", "That was the tour"),
    )
    assert not {key for *keys, _seen in steps for key in keys} & LETTERS
    async with at_screen(hellmark, "li", size=PHONE, now=NOW, app=with_tour()) as user:
        await does(user, *steps)
    assert won_by_li(hellmark) == 1


async def test_the_card_is_drawn_anew_in_the_other_language(own: str) -> None:
    async with at_screen(own, "li", app=with_tour()) as user:
        await user.press("z")
        await user.until(lambda: user.sees("最初五分钟"))
        await user.settle()
        await user.press("3")
        await user.until(lambda: user.sees("The first five minutes"))


async def test_one_may_look_around_alone_and_begin_and_leave_it_later(own: str) -> None:
    async with at_screen(own, "li", app=with_tour()) as user:
        await user.press("escape")
        assert not user.sees("Tour")
        await user.press("T")
        await user.until(lambda: user.sees("Tour 1 of 6"))
        await user.press("T")
        await user.until(lambda: user.sees("You left the tour"))
        assert not user.sees("Tour 1 of 6")


async def test_without_a_tour_there_is_none(own: str) -> None:
    async with at_screen(own, "li") as user:
        await user.press("T")
        assert user.sees("tuicrm demo")
