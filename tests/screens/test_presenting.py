"""What others do not see while a screen is shown to them, in every answer, wherever it stands."""

from dataclasses import dataclass

import pytest

from tests.company import Company
from tests.sales.test_team_risks import sold
from tests.screens.user import at_screen
from tuicrm.screens.figures import Drawn, Figure
from tuicrm.screens.presenting import HIDDEN, presented


@dataclass(frozen=True)
class Plan:
    won: int
    behind: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    behind: tuple[int, ...]
    cost_minor: int | None
    inner: tuple[Plan, ...] = ()


def test_teams_behind_their_target_are_left_out_and_records_behind_a_figure_stay() -> None:
    given = Answer((1, 2), 5, (Plan(3, ("West",)),))
    assert presented(given) == Answer((1, 2), None, (Plan(3, ()),))


@pytest.mark.parametrize("name", sorted(HIDDEN))
def test_what_is_hidden_is_hidden_in_facts_by_name_too(name: str) -> None:
    assert presented({name: "x", "name": "Acme"}) == {name: None, "name": "Acme"}
    assert presented({name: ("x",)}) == {name: ()}


@pytest.mark.parametrize(
    ("group", "key", "stays"),
    [
        ("People", "rate", True), ("Know-how", "coverage?", True), ("For me", "mine?", True),
        ("Sources", "campaigns", True),
        ("Ability", "margin-change?", True), ("Ability", "ramp-person?", True), ("Ability", "lag?", True),
        ("Ability", "ramp?", False), ("Funnel", "lost", False), ("Won", "won", False), ("Forecast", "outlook?", False),
    ],
)  # fmt: skip
def test_what_compares_people_or_names_costs_stays_among_us(group: str, key: str, stays: bool) -> None:
    figure = Figure(key, group, key, lambda today: (repr, ()), lambda found, today: Drawn(found, (), "", ""))
    assert figure.stays_among_us is stays


async def test_the_team_page_is_shown_without_profits_and_names(small: Company, own: str) -> None:
    sold(small, "laser", *["li"] * 7)
    async with at_screen(own, "hale", size=(120, 40), start="team") as user:
        assert user.sees("Only Li Wei can sell laser")
        assert user.sees("Margin")
        await user.press("P")
        assert user.sees("Only one of us can sell laser")
        assert not user.sees("Li Wei")
        assert not user.sees("Margin")
        await user.press("P")
        assert user.sees("Only Li Wei can sell laser")
