"""Saved views and chosen columns: each person's own, and what is shared."""

from __future__ import annotations

import pytest

from tests.company import Company
from tests.sales.house import refusal
from tuicrm.sales import undo, views
from tuicrm.store.errors import NotFound


def names(company: Company, login: str, screen: str = "pool") -> list[str]:
    return [one.name for one in company.desk(login).read(views.views, screen)]


def test_ones_own_come_first_and_private_ones_are_nobody_elses(company: Company) -> None:
    company.desk("li").write(views.save, "pool", "hot", "class:a idle:14+")
    company.desk("li").write(views.save, "pool", "fair", "source:fair", is_shared=True)
    company.desk("roth").write(views.save, "pool", "zz mine", "city:leeds")
    company.desk("roth").write(views.save, "board", "other screen", "class:a")
    assert names(company, "li") == ["fair", "hot"]
    assert names(company, "roth") == ["zz mine", "fair"]
    assert names(company, "kuhn") == ["fair"]
    shared = company.desk("kuhn").read(views.views, "pool")[0]
    assert (shared.by, shared.is_mine, shared.filter) == ("Li Wei", False, "source:fair")


def test_the_same_name_again_takes_the_new_filter(small_company: Company) -> None:
    li = small_company.desk("li")
    first = li.write(views.save, "pool", "hot", "class:a")
    again = li.write(views.save, "pool", " hot ", "class:b", is_shared=True)
    assert (first.id, again.filter, again.is_shared) == (again.id, "class:b", True)
    assert refusal(small_company, "roth", views.save, "pool", "hot", "x").code == "view_taken"


@pytest.mark.parametrize(
    ("name", "filter", "code"),
    [("", "class:a", "view_name"), (" \x00", "class:a", "view_name"), ("x" * 81, "a", "view_name"),
     ("long", "x" * 501, "too_long")],
)  # fmt: skip
def test_a_view_needs_a_name_and_a_filter_that_fits(small_company: Company, name: str, filter: str, code: str) -> None:
    assert refusal(small_company, "li", views.save, "pool", name, filter).code == code
    assert names(small_company, "li") == []


def test_a_view_is_taken_away_by_its_maker_or_a_manager_and_comes_back(small_company: Company) -> None:
    company = small_company
    mine = company.desk("li").write(views.save, "pool", "mine", "a")
    ours = company.desk("li").write(views.save, "pool", "ours", "b", is_shared=True)
    assert refusal(company, "roth", views.drop, ours.id).facts["by"] == "Li Wei"
    with pytest.raises(NotFound):
        company.desk("hale").write(views.drop, mine.id)
    company.clock.later(seconds=1)
    company.desk("hale").write(views.drop, ours.id)
    assert names(company, "li") == ["mine"]
    company.desk("hale").write(undo.last)
    assert names(company, "li") == ["mine", "ours"]
    company.clock.later(seconds=1)
    company.desk("li").write(undo.last)
    assert names(company, "li") == ["mine"]


def test_columns_and_order_are_kept_per_person_and_tab(company: Company) -> None:
    li = company.desk("li")
    assert li.read(views.choices, "pool") == ()
    li.write(views.choose, "pool", "mine", ("city", "recycle"), "back")
    li.write(views.choose, "pool", "pool", None, "name", True)
    li.write(views.choose, "pool", "mine", ("worth",), "city", False)
    kept = {one.tab: (one.columns, one.sort, one.is_descending) for one in li.read(views.choices, "pool")}
    assert kept == {"mine": (("worth",), "city", False), "pool": (None, "name", True)}
    assert company.desk("roth").read(views.choices, "pool") == ()
