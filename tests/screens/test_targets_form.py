"""Targets are set on the charts screen: for one person, a team or the company, by who leads them."""

from tests.company import Company
from tests.screens.user import at_screen
from tuicrm.sales.analysis import targeting
from tuicrm.store.database import Database

NOVEMBER = 2026 * 12 + 11


async def test_a_manager_sets_the_target_of_a_team_and_sees_why_not(own: str) -> None:
    async with at_screen(own, "hale", size=(100, 30)) as user:
        await user.press("4", "colon", *"target of a", "enter")
        assert user.sees("Whose")
        assert user.sees("the company")
        await user.press("tab", "tab", *"10k", "tab", *"9k", "f10")
        assert user.sees("Levels rise")
        await user.press(*["backspace"] * 2, *"11k", "f10")
        assert user.sees("the company: 4 months changed.")
    made = Company(Database(own))
    rows = made.desk("hale").read(targeting.list_targets, NOVEMBER, NOVEMBER)
    assert [(row.name, row.amount_minor, row.stretch_minor) for row in rows] == [
        ("A. Roth", 2500_00, 2750_00), ("F. Wang", 2500_00, 2750_00), ("Li Wei", 2500_00, 2750_00),
        ("M. Kuhn", 2500_00, 2750_00),
    ]  # fmt: skip
    made.database.close()


async def test_a_rep_is_told_who_sets_targets(own: str) -> None:
    async with at_screen(own, "li", size=(80, 24)) as user:
        await user.press("4", "colon", *"target of a", "enter")
        assert user.sees("Targets are set by who leads the team.")
