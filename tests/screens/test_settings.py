"""The settings as a manager sees them: grouped, with meanings; changed for all, a class, a role, a person."""

from __future__ import annotations

import pytest

from tests.company import Company
from tests.screens.user import User, at_screen
from tuicrm.sales import settings
from tuicrm.sales.settings import SettingLine
from tuicrm.widgets.rows import Rows


async def opened(user: User, name: str) -> None:
    """Open the settings from the pool, and go to one."""
    await user.press("colon", *"agrees", "enter")
    user.app.screen.query_one(Rows).go_to(name)
    await user.settle()


def line(small: Company, name: str) -> SettingLine:
    found: SettingLine = small.desk("li").read(settings.one, name)
    return found


async def test_all_are_listed_with_what_they_mean(own: str, small: Company) -> None:
    async with at_screen(own, "hale", start="pool") as user:
        await user.press("colon", *"agrees", "enter")
        for text in ("pool", "How many customers one person may hold.", "200 customers", "recycling"):
            assert user.sees(text), text
        assert user.status == "holding_limit: How many customers one person may hold.  off: No limit."


async def test_a_number_is_changed_for_all_and_taken_back(own: str, small: Company) -> None:
    async with at_screen(own, "hale", start="pool") as user:
        await opened(user, "cooling_days")
        await user.press("enter")
        assert user.sees("a whole number from 0 to 3660, or off; default: 7")
        await user.press("backspace", *"14", "enter")
        assert user.status.startswith("cooling_days: 14 days")
        assert line(small, "cooling_days").value == 14
        await user.press("u")
        assert line(small, "cooling_days").is_default


async def test_a_class_gets_its_own(own: str, small: Company) -> None:
    async with at_screen(own, "hale", start="pool") as user:
        await opened(user, "recycle_idle_days")
        await user.press("enter", "backspace", "backspace", *"off", "enter", *"a", "enter")
        assert user.status.startswith("recycle_idle_days: 90 days, A off")
    assert line(small, "recycle_idle_days").parts == (("A", None),)


async def test_a_person_gets_their_own(own: str, small: Company) -> None:
    async with at_screen(own, "hale", start="pool") as user:
        await opened(user, "lock_limit")
        await user.press("enter", "backspace", *"9", "enter", "enter", *"li", "enter")
        assert user.status.startswith("lock_limit: 3 customers, li 9 customers")
    assert line(small, "lock_limit").people == (("li", 9),)


async def test_what_it_cannot_be_is_not_sent(own: str, small: Company) -> None:
    async with at_screen(own, "hale", start="pool") as user:
        await opened(user, "cooling_days")
        await user.press("enter", *"x", "enter")
        assert user.sees("a whole number from 0 to 3660")
    assert line(small, "cooling_days").is_default


async def test_a_choice_is_chosen(own: str, small: Company) -> None:
    async with at_screen(own, "hale", start="pool") as user:
        await opened(user, "hand_out")
        assert user.sees("they stay in the pool")
    assert line(small, "hand_out").value == "pool"


@pytest.mark.parametrize("login", ["li", "wang", "eye"])
async def test_others_read_and_are_told_who_changes(own: str, small: Company, login: str) -> None:
    async with at_screen(own, login, start="pool") as user:
        await opened(user, "cooling_days")
        await user.press("enter")
        assert user.status.startswith("Only a manager changes what the team agrees on.")


async def test_the_country_of_phone_numbers_is_said_in_words(own: str, small: Company) -> None:
    async with at_screen(own, "hale", start="pool") as user:
        await opened(user, "region")
        await user.press("enter")
        assert user.sees("a country, such as GB, Germany or 中国")
        assert not user.sees("default:")
        await user.press("backspace", "backspace", *"Narnia", "enter")
        assert line(small, "region").value == "GB"
        await user.press(*["backspace"] * 6, *"Austria", "enter")
        assert user.status.startswith("region: AT  Numbers that are kept already stay as they are.")
    assert line(small, "region").value == "AT"
