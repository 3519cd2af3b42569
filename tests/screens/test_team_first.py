"""The team page shows what it has before where new people need help is computed."""

from typing import Any

import pytest

from tests.company import Company
from tests.screens.user import at_screen
from tuicrm.sales import analysis
from tuicrm.sales.analysis.sentences import sentences
from tuicrm.sales.analysis.team import page as team_page_module


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


async def test_the_screen_ends_with_the_whole(small: Company, own: str) -> None:
    async with at_screen(own, "hale", size=(100, 40), start="team") as user:
        assert user.sees("Nobody new has begun a project in these twelve months.")
        assert not user.sees("computing ...")
