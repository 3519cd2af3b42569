"""What others do not see while a screen is shown to them, in every answer, wherever it stands."""

from dataclasses import dataclass

import pytest

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
