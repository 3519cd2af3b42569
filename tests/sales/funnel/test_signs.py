"""`sign:rotting` finds the cards that the board marks, and no others."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.company import NOW, Company
from tests.sales.chances import insert, kept, project, stage
from tests.sales.house import set_values
from tuicrm.sales import funnel, projects
from tuicrm.sales.funnel.board import BoardQuery
from tuicrm.sales.project_signs import SIGNS
from tuicrm.sales.projects import NewProject
from tuicrm.store.errors import Refused
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.projects import projects as table

TODAY = NOW.date()


def found(company: Company, filter: str) -> set[int]:
    columns = company.desk("hale").read(funnel.board, BoardQuery(filter=filter, limit=99)).columns
    return {card.id for column in columns for card in column.cards}


def marked(company: Company, sign: str) -> set[int]:
    columns = company.desk("hale").read(funnel.board, BoardQuery(limit=99)).columns
    return {card.id for column in columns for card in column.cards if sign in card.signs}


def step(company: Company, project_id: int, in_days: int, *, postponed: int = 0, hour: int | None = None) -> None:
    on = TODAY + timedelta(in_days)
    at = None if hour is None else NOW.replace(hour=hour) + timedelta(in_days)
    insert(
        company, actions, project_id=project_id, kind="call", subject="call", state="planned", planned_on=on,
        planned_at=at, grain="day" if at is None else "minute", origin="plan", postponed=postponed, created_at=NOW,
    )  # fmt: skip


CASES = st.lists(
    st.tuples(
        st.sampled_from([0, 13, 14, 15, 60]),  # days without progress
        st.sampled_from([None, 0, 20]),  # days since the customer asked
        st.sampled_from([None, (-1, 0, None), (0, 0, None), (0, 0, 8), (0, 0, 10), (13, 0, None), (14, 0, None),
                         (15, 0, None), (3, 2, None), (3, 3, None)]),
        st.sampled_from([0, 1, 2]),  # times that the day was moved
        st.sampled_from(["New", "Demo"]),
    ),
    min_size=1, max_size=6,
)  # fmt: skip


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CASES)
def test_a_filter_by_sign_finds_what_the_cards_say(small_company: Company, cases: list[tuple]) -> None:  # type: ignore[type-arg]
    company = small_company
    set_values(company, stages, stage(company, "New"), rotting_days=14)
    set_values(company, stages, stage(company, "Demo"), rotting_days=None)
    for quiet, asked, planned, moves, here in cases:
        acme = company.customer("Acme", owner="li")
        made = company.desk("li").write(projects.add, NewProject(name="Line", customer_id=acme)).project_id
        since = NOW - timedelta(days=quiet)
        set_values(company, table, made, last_progress_at=since, stage_since_at=since, expected_moves=moves,
                   stage_id=stage(company, here))  # fmt: skip
        if asked is not None:
            set_values(company, customers, acme, last_inquiry_at=NOW - timedelta(days=asked))
        if planned is not None:
            step(company, made, planned[0], postponed=planned[1], hour=planned[2])
    for sign in SIGNS:
        assert found(company, f"sign:{sign}") == marked(company, sign), sign
    everything = found(company, "")
    assert found(company, "sign:none") == everything - found(company, "sign:any")
    assert found(company, "not:sign:rotting") == everything - marked(company, "rotting")


def test_signs_are_joined_and_spelled_as_one_likes(small_company: Company) -> None:
    rotten, fresh = project(small_company, "rotten"), project(small_company, "fresh")
    set_values(small_company, table, rotten, last_progress_at=NOW - timedelta(days=300))
    set_values(small_company, table, fresh, expected_moves=3)
    step(small_company, fresh, 2)
    assert found(small_company, "sign:rotting") == found(small_company, "标记:Rotting") == {rotten}
    assert found(small_company, "sign:rotting,moved-often") == {rotten, fresh}
    assert found(small_company, "sign:no-next fresh") == set()
    assert kept(small_company, fresh).state == "open"


@pytest.mark.parametrize("filter", ["sign:bad", "sign:rotting,worse"])
def test_a_sign_that_is_none_is_told_with_those_there_are(small_company: Company, filter: str) -> None:
    with pytest.raises(Refused) as refused:
        found(small_company, filter)
    assert (refused.value.code, refused.value.facts["known"]) == ("sign", SIGNS)


def test_on_a_past_day_signs_are_no_filter_and_what_is_closed_has_none(small_company: Company) -> None:
    made = project(small_company)
    small_company.desk("li").write(funnel.win, made, reason="so")
    board = small_company.desk("hale").read(funnel.board, BoardQuery(filter="sign:any"))
    assert (board.won.count, board.lost.count) == (0, 0)
    small_company.clock.later(days=1)
    with pytest.raises(Refused) as refused:
        small_company.desk("hale").read(funnel.board_as_of, BoardQuery(filter="sign:late"), TODAY)
    assert refused.value.code == "sign_today"
