"""What to do next: which section a thing stands in, when it is late, and whose list it is."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.chances import insert, project
from tuicrm.sales import agenda, funnel, projects
from tuicrm.sales import home as houses
from tuicrm.sales.agenda import NewAction
from tuicrm.sales.agenda.nowlist import NowRow
from tuicrm.store.errors import NotFound
from tuicrm.store.tables.channels import sources
from tuicrm.store.tables.customers import inquiries

TODAY = NOW.date()
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def now_list(company: Company, login: str = "li", **more: Any) -> tuple[NowRow, ...]:
    found: tuple[NowRow, ...] = company.desk(login).read(agenda.now_list, **more).rows
    return found


@pytest.mark.parametrize(
    ("new", "section", "is_late"),
    [
        pytest.param({"kind": "visit", "on": TODAY}, "today", False, id="today"),
        pytest.param({"kind": "visit", "on": TODAY + DAY}, None, None, id="tomorrow waits"),
        pytest.param({"kind": "visit", "on": TODAY - DAY}, "late", True, id="yesterday"),
        pytest.param({"kind": "visit", "at": NOW - HOUR}, "late", True, id="an hour ago"),
        pytest.param({"kind": "visit", "at": NOW + HOUR}, "today", False, id="in an hour"),
        pytest.param({"kind": "visit", "at": NOW}, "today", False, id="now is not late"),
        pytest.param({"kind": "call", "on": TODAY}, "today", False, id="a call today"),
        pytest.param({"kind": "call", "on": TODAY - DAY}, "call_back", True, id="a late call comes first"),
        pytest.param({"kind": "call", "at": NOW + HOUR, "origin": "call_back"}, "call_back", False, id="a call-back"),
        pytest.param({"kind": "task", "on": TODAY, "promise": "ours"}, "promised", False, id="a promise of ours"),
        pytest.param({"kind": "task", "on": TODAY - DAY, "promise": "theirs"}, "promised", True, id="theirs, late"),
        pytest.param({"kind": "visit", "on": TODAY - 6 * DAY, "grain": "week"}, "today", False, id="week still runs"),
        pytest.param({"kind": "visit", "on": TODAY - 7 * DAY, "grain": "week"}, "late", True, id="week is over"),
    ],
)
def test_a_planned_action_stands_where_it_belongs(
    small_company: Company, new: dict[str, Any], section: str | None, is_late: bool | None
) -> None:
    about = project(small_company)
    small_company.desk("li").write(agenda.plan, NewAction(project_id=about, **new))
    found = [(row.section, row.is_late) for row in now_list(small_company)]
    assert found == ([] if section is None else [(section, is_late)])


@pytest.mark.parametrize(
    ("class_key", "days", "is_silent"),
    [
        ("A", 14, False), ("A", 15, True), ("B", 30, False), ("B", 31, True), ("C", 90, False), ("C", 91, True),
        (None, 60, False), (None, 61, True), ("Z", 61, True),
    ],
)  # fmt: skip
def test_each_class_has_its_rhythm(small_company: Company, class_key: str | None, days: int, is_silent: bool) -> None:
    small_company.customer("Acme", owner="li", class_key=class_key)
    small_company.clock.later(days=days)
    assert [(row.section, row.days) for row in now_list(small_company)] == ([("silent", days)] if is_silent else [])


@pytest.mark.parametrize(
    ("owner", "days", "is_shown"),
    [
        pytest.param("li", 0, True, id="own customer"),
        pytest.param("li", 60, True, id="own customer, two months"),
        pytest.param("li", 61, False, id="too long ago"),
        pytest.param(None, 3, True, id="fresh in the pool"),
        pytest.param(None, 4, False, id="no longer fresh in the pool"),
        pytest.param("roth", 0, False, id="a team mate's"),
    ],
)
def test_who_asked_waits_for_an_answer(small_company: Company, owner: str | None, days: int, is_shown: bool) -> None:
    small_company.clock.later(days=100)
    asked_at = small_company.clock.now - timedelta(days=days)
    customer = small_company.customer("Acme", owner=owner)
    insert(
        small_company, inquiries, customer_id=customer, source_id=small_company.value(select(sources.c.id)),
        came_at=asked_at, came_on=asked_at.date(), month=asked_at.year * 12 + asked_at.month, message="两台水泵",
    )  # fmt: skip
    found = [(row.section, row.subject, row.days) for row in now_list(small_company)]
    assert found == ([("asked", "两台水泵", days)] if is_shown else [])


def test_a_project_without_a_next_step_is_silent_until_it_has_one(small_company: Company) -> None:
    made = project(small_company)
    assert [(row.section, row.kind, row.id) for row in now_list(small_company)] == [("silent", "project", made)]
    small_company.desk("li").write(agenda.plan, NewAction("visit", project_id=made, on=TODAY + 9 * DAY))
    assert now_list(small_company) == ()


@pytest.mark.parametrize("how", ["won", "lost", "set aside"])
def test_what_is_over_is_not_silent(small_company: Company, how: str) -> None:
    made, li = project(small_company), small_company.desk("li")
    if how == "won":
        li.write(funnel.win, made, reason="quick")
    elif how == "lost":
        li.write(funnel.lose, made, "price")
    else:
        li.write(projects.set_aside, made)
    assert now_list(small_company) == ()


@pytest.mark.parametrize(
    ("login", "sees"),
    [("roth", True), ("wang", True), ("hale", True), ("eye", True), ("kuhn", False)],
)
def test_whose_list_may_be_read(small_company: Company, login: str, sees: bool) -> None:
    project(small_company)
    if sees:
        assert len(now_list(small_company, login, user_id=small_company.id("li"))) == 1
        return
    for user in (small_company.id("li"), 99_999):
        with pytest.raises(NotFound):
            now_list(small_company, login, user_id=user)


@pytest.mark.parametrize(
    ("zone", "section"),
    [("UTC", None), ("Asia/Shanghai", "today"), ("America/New_York", None)],
)
def test_tomorrow_begins_at_the_teams_midnight(small_company: Company, zone: str, section: str | None) -> None:
    small_company.database.write_as(lambda session: houses.keep(session, zone=zone), NOW)
    about = project(small_company)
    small_company.desk("li").write(agenda.plan, NewAction("visit", project_id=about, on=date(2026, 11, 24)))
    small_company.clock.now = datetime(2026, 11, 23, 16, tzinfo=UTC)
    assert [row.section for row in now_list(small_company)] == ([] if section is None else [section])


def test_the_days_line_counts_what_was_done(small_company: Company) -> None:
    about, li = project(small_company), small_company.desk("li")
    planned = [
        li.write(agenda.plan, NewAction(kind, project_id=about, on=TODAY)).action_id for kind in ("call", "demo")
    ]
    li.write(agenda.done, planned[0], outcome="talked", next_action=NewAction("visit", on=TODAY + DAY))
    li.write(agenda.log, NewAction("message", project_id=about))
    line = li.read(agenda.now_list).line
    assert (line.planned, line.done, line.calls, line.talks, line.next_steps) == (1, 2, 1, 1, 1)
    small_company.clock.later(days=1)
    line = li.read(agenda.now_list).line
    assert (line.planned, line.done, line.calls) == (2, 0, 0)
