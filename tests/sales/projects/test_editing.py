"""Facts of a project: what may be written, by whom, and what undo gives back."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.chances import insert, kept, project, take_back
from tuicrm.sales import funnel, projects
from tuicrm.sales.projects import NewProject
from tuicrm.store.errors import Ambiguous, NotAllowed, NotFound, Refused
from tuicrm.store.tables.channels import sources
from tuicrm.store.tables.customers import inquiries
from tuicrm.store.tables.trade import rates

TODAY = NOW.date()
HUGE = 9_000_000_000_000_000_000


def edit(company: Company, made: int, login: str = "li", **values: Any) -> Any:
    version = kept(company, made).version
    return company.desk(login).write(projects.edit, made, version, **values)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        pytest.param({"name": ""}, "nameless", id="no name"),
        pytest.param({"name": "\u200b \x00"}, "nameless", id="a name that nobody sees"),
        pytest.param({"name": None}, "nameless", id="name taken away"),
        pytest.param({"amount_minor": -1}, "negative_amount", id="amount below zero"),
        pytest.param({"cost_minor": -1}, "negative_amount", id="cost below zero"),
        pytest.param({"category": "sure"}, "category", id="unknown category"),
        pytest.param({"probability": 101}, "probability", id="more than certain"),
        pytest.param({"probability": -1}, "probability", id="less than never"),
        pytest.param({"state": "won"}, "field_unknown", id="state is no field"),
        pytest.param({"stage_id": 3}, "field_unknown", id="stage is no field"),
        pytest.param({"colour": "red", "amount_minor": 5}, "field_unknown", id="one unknown among known"),
    ],
)
def test_what_cannot_be_written_leaves_all_as_it_was(small_company: Company, values: dict[str, Any], code: str) -> None:
    made = project(small_company)
    before = kept(small_company, made)
    with pytest.raises(Refused, match=code):
        edit(small_company, made, **values)
    assert kept(small_company, made) == before


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"name": "ERP 系统"}, id="name"),
        pytest.param({"amount_minor": 1, "cost_minor": 0}, id="money"),
        pytest.param({"amount_minor": None}, id="amount unknown"),
        pytest.param({"amount_minor": HUGE}, id="more than there is"),
        pytest.param({"currency": "USD"}, id="currency"),
        pytest.param({"expected_on": date(2028, 2, 29)}, id="a leap day"),
        pytest.param({"expected_on": None}, id="no day"),
        pytest.param({"category": "omitted", "probability": 0, "probability_reason": "冻结"}, id="forecast"),
        pytest.param({"competitor": "Bolt", "note": "line\nline"}, id="words"),
    ],
)
def test_what_is_written_is_taken_back_whole(small_company: Company, values: dict[str, Any]) -> None:
    insert(small_company, rates, currency="USD", on=TODAY, home_nano=900_000_000)
    made = project(small_company, expected_on=TODAY)
    before = kept(small_company, made)
    small_company.clock.later(days=1)
    done = edit(small_company, made, **values)
    after = kept(small_company, made)
    assert {name: getattr(after, name) for name in values} == values
    assert set(done.fields) == set(values)
    take_back(small_company)
    row = kept(small_company, made)
    told = [*values, "home_minor", "name_sort", "expected_moves", "last_progress_at"]
    assert {name: getattr(row, name) for name in told} == {name: getattr(before, name) for name in told}


def test_writing_what_is_there_already_is_no_act(small_company: Company) -> None:
    made = project(small_company, amount_minor=5)
    assert edit(small_company, made, amount_minor=5, name=" PX line ").fields == ()
    assert kept(small_company, made).version == 1


@pytest.mark.parametrize(
    ("login", "to", "error"),
    [
        pytest.param("li", "roth", NotAllowed, id="a rep does not give away"),
        pytest.param("roth", "roth", NotAllowed, id="a team mate does not take"),
        pytest.param("wang", "nobody", NotFound, id="nobody is no holder"),
        pytest.param("wang", "roth", None, id="a lead gives within the team"),
        pytest.param("hale", "kuhn", None, id="a manager to another team"),
    ],
)
def test_only_who_leads_gives_a_project_to_another(
    small_company: Company, login: str, to: str, error: type[Exception] | None
) -> None:
    made = project(small_company)
    to_id = 99_999 if to == "nobody" else small_company.id(to)
    if error is not None:
        with pytest.raises(error):
            edit(small_company, made, login, owner_id=to_id)
        assert kept(small_company, made).owner_id == small_company.id("li")
        return
    edit(small_company, made, login, owner_id=to_id)
    assert kept(small_company, made).owner_id == to_id


@pytest.mark.parametrize(
    ("login", "to", "error"),
    [
        pytest.param("li", "li", None, id="a rep for themselves"),
        pytest.param("li", "roth", NotAllowed, id="a rep for no other"),
        pytest.param("wang", "roth", None, id="a lead for one of the team"),
        pytest.param("hale", "nobody", NotFound, id="for nobody"),
        pytest.param("li", "nobody", NotAllowed, id="a rep does not learn who is there"),
    ],
)
def test_only_who_leads_makes_a_project_for_another(
    small_company: Company, login: str, to: str, error: type[Exception] | None
) -> None:
    acme = small_company.customer("Acme", owner="li")
    new = NewProject("PX line", customer_id=acme, owner_id=99_999 if to == "nobody" else small_company.id(to))
    if error is not None:
        with pytest.raises(error):
            small_company.desk(login).write(projects.add, new)
        return
    made = small_company.desk(login).write(projects.add, new).project_id
    assert kept(small_company, made).owner_id == small_company.id(to)


def test_the_team_of_a_project_is_that_of_its_holder(small_company: Company) -> None:
    made = project(small_company)
    east = kept(small_company, made).team_id
    edit(small_company, made, "hale", owner_id=small_company.id("kuhn"))
    assert kept(small_company, made).team_id not in (None, east)
    take_back(small_company, "hale")
    assert kept(small_company, made).team_id == east


def test_a_customer_that_one_may_not_see_is_none(small_company: Company) -> None:
    made = project(small_company)
    foreign = small_company.customer("Acme", owner="kuhn")
    for customer in (foreign, 99_999):
        with pytest.raises(NotFound):
            edit(small_company, made, customer_id=customer)
    with pytest.raises(NotFound):
        project(small_company, "new", customer_id=foreign)


@pytest.mark.parametrize(
    ("new", "code"),
    [
        pytest.param(NewProject(), "nameless", id="nothing said"),
        pytest.param(NewProject(name=" \x00\n"), "nameless", id="a name that nobody sees"),
        pytest.param(NewProject(name="x", amount_minor=-1), "negative_amount", id="amount below zero"),
        pytest.param(NewProject(name="x", cost_minor=-1), "negative_amount", id="cost below zero"),
        pytest.param(NewProject(name="x", product="pump"), "product_unknown", id="no such product"),
    ],
)
def test_what_is_no_project_is_refused(small_company: Company, new: NewProject, code: str) -> None:
    with pytest.raises(Refused, match=code):
        small_company.desk("li").write(projects.add, new)


@pytest.mark.parametrize(
    ("names", "handles"),
    [
        pytest.param(["ERP"], ["erp"], id="one"),
        pytest.param(["ERP", "erp", "E R P!", "ERP"], ["erp", "erp-2", "e-r-p", "erp-3"], id="namesakes get a number"),
        pytest.param(["北京 泵站"], ["北京-泵站"], id="chinese"),
        pytest.param(["ＥＲＰ２"], ["erp2"], id="wide letters"),
        pytest.param(["!!!"], ["project"], id="nothing to say in a shell"),
        pytest.param(["a;rm -rf / #$(x)"], ["a-rm-rf-x"], id="safe in a shell"),
        pytest.param(["x" * 200], ["x" * 50], id="not endless"),
    ],
)
def test_handles_can_be_typed_in_a_shell(small_company: Company, names: list[str], handles: list[str]) -> None:
    assert [
        small_company.desk("li").write(projects.add, NewProject(name=name)).handle for name in names
    ] == handles  # fmt: skip


def test_the_newest_open_inquiry_belongs_to_the_project(small_company: Company) -> None:
    acme = small_company.customer("Acme")
    source = small_company.value(select(sources.c.id))
    asked = [
        insert(
            small_company, inquiries, customer_id=acme, source_id=source, came_at=NOW - timedelta(days=days),
            came_on=TODAY - timedelta(days=days), month=2026 * 12 + 11,
        )
        for days in (5, 1, 3)
    ]  # fmt: skip
    first, second = project(small_company, "a", customer_id=acme), project(small_company, "b", customer_id=acme)
    tied = dict(tuple(row) for row in small_company.all(select(inquiries.c.id, inquiries.c.project_id)))
    assert tied == {asked[1]: first, asked[2]: second, asked[0]: None}


@pytest.mark.parametrize(
    ("key", "finds"),
    [
        pytest.param("+acme-erp", "ERP", id="handle"),
        pytest.param("ACME-ERP", "ERP", id="handle in capitals"),
        pytest.param("ERP", "ERP", id="whole name before a part"),
        pytest.param("系统", "管理系统", id="part of a chinese name"),
        pytest.param("  管理系统 ", "管理系统", id="blanks around it"),
    ],
)
def test_a_key_means_one_project(small_company: Company, key: str, finds: str) -> None:
    acme = small_company.customer("Acme", owner="li")
    for name in ("ERP", "ERP upgrade", "管理系统"):
        project(small_company, name, customer_id=acme if name == "ERP" else None)
    assert small_company.desk("li").read(projects.find, key).name == finds


@pytest.mark.parametrize("key", ["", "+", "999", "-1", "9" * 30, "٣", "nothing", "%", "'; --", "\x00"])
def test_a_key_that_means_nothing_finds_nothing(small_company: Company, key: str) -> None:
    with pytest.raises(NotFound):
        small_company.desk("li").read(projects.find, key)


def test_open_projects_are_meant_before_closed_ones(small_company: Company) -> None:
    old, new = project(small_company, "Line"), project(small_company, "Line")
    with pytest.raises(Ambiguous) as several:
        small_company.desk("li").read(projects.find, "Line")
    assert [one.id for one in several.value.candidates] == [old, new]
    small_company.desk("li").write(funnel.lose, old, "price")
    assert small_company.desk("li").read(projects.find, "Line").id == new


def test_lists_page_by_id_without_a_gap(small_company: Company) -> None:
    made = [project(small_company, f"p{place}") for place in range(7)]
    small_company.desk("li").write(funnel.lose, made[2], "price")
    small_company.desk("li").write(projects.set_aside, made[4])
    seen: list[int] = []
    while more := small_company.desk("li").read(projects.listing, after=seen[-1] if seen else 0, limit=2):
        seen += [one.id for one in more]
    assert seen == [made[place] for place in (0, 1, 3, 5, 6)]
    lost = small_company.desk("li").read(projects.listing, state="lost")
    assert [one.id for one in lost] == [made[2]]
    assert len(small_company.desk("li").read(projects.listing, state=None)) == 6
    assert small_company.desk("kuhn").read(projects.listing) == ()
