"""The team page shows what it has before where new people need help is computed."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.company import NOW, Company
from tests.screens.probe import GATES
from tests.screens.user import at_screen
from tuicrm.plain import progress
from tuicrm.sales import analysis
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.questions import answer
from tuicrm.sales.analysis.sentences import sentences
from tuicrm.sales.analysis.team import page as team_page_module
from tuicrm.sales.analysis.team import team_at_once, team_help, team_risk


def test_the_first_part_says_that_the_rest_is_computed(small_company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_args: Any, **_named: Any) -> None:
        raise AssertionError("asked for what takes long")

    monkeypatch.setattr(team_page_module, "help_of", never)
    monkeypatch.setattr(team_page_module, "risk_of", never)
    page = small_company.desk("hale").read(analysis.team_page, whole=False)
    said = {one.key: one.text for one in sentences(page)}
    assert said["risk"] == said["help"] == "computing ..."
    assert "Profit per person and month" in said["ability"]


def test_the_whole_page_is_the_first_part_and_the_help(small_company: Company) -> None:
    desk = small_company.desk("hale")
    first, whole = (desk.read(analysis.team_page, whole=whole) for whole in (False, True))
    assert (first.plan, first.ability, first.decided) == (whole.plan, whole.ability, whole.decided)
    assert (whole.help.is_read, whole.risk.is_read) == (True, True)
    assert (first.help.is_read, first.risk.is_read) == (False, False)


def test_the_page_that_is_read_at_once_is_the_same(small_company: Company) -> None:
    desk = small_company.desk("hale")
    assert team_at_once(desk) == desk.read(analysis.team_page)
    assert (desk.read(team_risk), desk.read(team_help)) == (team_at_once(desk).risk, team_at_once(desk).help)


def test_who_reads_only_the_first_part_beside_hears_of_the_last_steps(small_company: Company) -> None:
    heard: list[str] = []
    with progress.heard_by(heard.append):
        small_company.desk("hale").read(team_risk)
        small_company.desk("hale").read(team_help)
    steps = [one for one in heard if one.startswith("step")]
    assert steps == ["step 6 of 7: what one of us alone can sell", "step 7 of 7: where new people lose projects"]


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> str:
    """The gate behind which Help is not read before it is opened."""
    gate, of_the_team = str(uuid4()), team_page_module.help_of

    def late(*args: Any, **named: Any) -> Any:
        GATES.wait(gate)
        return of_the_team(*args, **named)

    monkeypatch.setattr(team_page_module, "help_of", late)
    return gate


async def test_each_slow_sentence_comes_when_it_is_read(small: Company, own: str, gate: str) -> None:
    async with at_screen(own, "hale", size=(100, 40), start="board") as user:
        await user.pilot.press("5")
        await user.until(lambda: user.sees("computing, step 7 of 7") and user.text().count("computing") == 1)
        GATES.open(gate)
        await user.until(lambda: not user.sees("computing"))


async def test_the_screen_ends_with_the_whole(small: Company, own: str) -> None:
    async with at_screen(own, "hale", size=(100, 40), start="team") as user:
        assert user.sees("have begun no project yet")
        assert not user.sees("computing ...")


STEPS = ["targets and open projects", "who sold what", "drawing people", "the margin"]
STEPS += ["news, decisions and the last years", "what one of us alone can sell", "where new people lose projects"]


def test_the_page_tells_seven_steps(small_company: Company) -> None:
    heard: list[str] = []
    with progress.heard_by(heard.append):
        small_company.desk("hale").read(analysis.team_page, NOW - timedelta(days=5))
    steps = [one.partition(": ") for one in heard if one.startswith("step")]
    assert [head for head, _sign, _what in steps][-2:] == ["step 6 of 7", "step 7 of 7"]
    assert {what for _head, _sign, what in steps} <= set(STEPS)


@pytest.mark.parametrize(
    ("name", "number"),
    [("moved", 2), ("ramp", 3), ("gap", 0), ("playbook", 2), ("coverage", 0), ("margin-change", 4), ("lag", 5),
     ("ladder", 5), ("pairs", 0)],
)  # fmt: skip
def test_each_block_tells_what_it_does(small_company: Company, name: str, number: int) -> None:
    heard: list[str] = []
    with progress.heard_by(heard.append):
        small_company.desk("hale").read(answer, name, Scope(as_of=NOW.date()))
    assert heard, "nobody waits without a word"
    told = list(dict.fromkeys(one.partition(":")[0] for one in heard if one.startswith("step")))
    assert told == [f"step {place} of {number}" for place in range(1, len(told) + 1)]
    assert len(told) <= number


async def test_the_screen_says_how_far_it_is(small: Company, own: str, gate: str) -> None:
    async with at_screen(own, "hale", size=(100, 40), start="board") as user:
        await user.pilot.press("5")
        await user.until(lambda: user.sees("computing, step 7 of 7: where new people lose projects ..."))
        assert user.sees("waits for its turn")
        GATES.open(gate)
        await user.until(lambda: not user.sees("computing") and not user.sees("waits for its turn"))
