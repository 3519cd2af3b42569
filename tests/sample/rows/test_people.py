"""Rows about us and what we sell by: dates, costs, targets, campaigns, the playbook."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import Table

from tests.sample.conftest import NOW
from tests.sample.telling import at, days, story
from tuicrm.plain.periods import month_of
from tuicrm.sample.act import PLAYS
from tuicrm.sample.campaigns import CAMPAIGNS
from tuicrm.sample.cast import CAST
from tuicrm.sample.effects import ALL
from tuicrm.sample.goods import GOODS
from tuicrm.sample.rows.ledger import Ground, Ledger
from tuicrm.sample.rows.people import FOUNDER, INTERIM, add_people, facts, joined_on
from tuicrm.sample.rows.process import add_process
from tuicrm.sample.words import words
from tuicrm.store.tables.channels import campaign_costs, campaigns, sources
from tuicrm.store.tables.funnel import criteria, playbook_actions, playbooks, transitions
from tuicrm.store.tables.people import leaves, memberships, seat_costs, targets, users
from tuicrm.store.tables.trade import products

KEYS = ("website", "email", "phone", "outreach", "referral", "campaign")
GROUND = Ground(1, 1, tuple(range(1, 8)), ("pipeline",) * 7, {key: n for n, key in enumerate(KEYS, 1)}, {}, 1)
MOMENTS = [NOW, at(2027, 1, 1), at(2028, 2, 29), at(2026, 12, 31, 23, 30)]


def filled(now: datetime = NOW, language: str = "en") -> Ledger:
    ledger = Ledger(GROUND, words(language), days(now, words(language).zone), 113)
    add_people(ledger, story().away, ALL)
    add_process(ledger)
    return ledger


@pytest.fixture(scope="module", params=MOMENTS, ids=lambda now: str(now.date()))
def ledger(request: pytest.FixtureRequest) -> Ledger:
    return filled(request.param)


def of(ledger: Ledger, table: Table, key: str) -> list[dict[str, Any]]:
    return [row for row in ledger.rows[table] if row["user_id"] == ledger.people[key]]


def test_everybody_has_a_row_but_the_founder_who_has_one_already(ledger: Ledger) -> None:
    assert len(ledger.rows[users]) == len(CAST) - 1
    assert ledger.people[FOUNDER] == 1
    assert sorted(ledger.people.values()) == list(range(1, len(CAST) + 1))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_a_row_says_of_a_person(language: str) -> None:
    told = facts(filled(language=language), CAST["li"])
    name, login = words(language).people["li"]
    assert (told["name"], told["login"], told["role"], told["left_on"]) == (name, login, "rep", None)
    assert told["email"] == f"{login}@hellmark.example"
    assert told["language"] == language
    assert told["joined_on"] == date(2024, 10, 5)


def test_memberships_follow_on_each_other(ledger: Ledger) -> None:
    for key, person in CAST.items():
        if key == FOUNDER:
            continue
        rows = of(ledger, memberships, key)
        assert rows[0]["from_on"] == joined_on(ledger, person)
        assert all(before["to_on"] == after["from_on"] for before, after in pairwise(rows))
        before = "rep" if person.promoted else "team_lead" if key == INTERIM else ""
        assert [row["role"] for row in rows] == [*([before] if before else []), person.role]
        assert (rows[-1]["to_on"] is None) == (not person.left)


def test_a_team_has_a_lead_on_each_day_until_its_own_one_follows(ledger: Ledger) -> None:
    interim, own = of(ledger, memberships, INTERIM), of(ledger, memberships, "wang")
    assert interim[0]["team_id"] == own[-1]["team_id"] == ledger.teams["east"]
    assert interim[0]["to_on"] == own[-1]["from_on"]
    assert interim[-1]["team_id"] is None


def test_a_seat_costs_from_the_first_day_and_more_from_new_year(ledger: Ledger) -> None:
    for key, person in CAST.items():
        rows = of(ledger, seat_costs, key)
        assert rows[0]["from_on"] == joined_on(ledger, person)
        assert all(before["from_on"] < after["from_on"] for before, after in pairwise(rows))
        assert all(before["cost_minor"] < after["cost_minor"] for before, after in pairwise(rows))
        assert all(row["from_on"] == date(ledger.days.today.year, 1, 1) for row in rows[1:])


def test_leave_is_a_working_week_and_some_is_still_to_come(ledger: Ledger) -> None:
    coming = {row["user_id"] for row in ledger.rows[leaves] if row["from_on"] > ledger.days.today}
    assert coming == {ledger.people[key] for key in ("kuhn", "virtanen", "li")}
    for row in ledger.rows[leaves]:
        assert timedelta(days=4) <= row["to_on"] - row["from_on"] <= timedelta(days=6)


def test_targets_are_for_months_at_work_and_grow_by_their_steps(ledger: Ledger) -> None:
    this = month_of(ledger.days.today)
    for row in ledger.rows[targets]:
        assert this - 24 <= row["month"] <= this + 1
        assert 0 < row["amount_minor"] < row["stretch_minor"] < row["challenge_minor"]
        assert row["amount_minor"] % 100_000 == 0, "nobody sets a crooked target"
    for key, person in CAST.items():
        months = [row["month"] for row in of(ledger, targets, key)]
        assert bool(months) == bool(person.cohort)
        assert months == sorted(set(months))
        assert all(month >= month_of(joined_on(ledger, person)) for month in months)
        assert this + 1 in months or not person.cohort or person.left or person.promoted


def test_nobody_who_went_has_a_target_for_next_month(ledger: Ledger) -> None:
    this = month_of(ledger.days.today)
    for key in ("holm", "laurent", "wang", "costa"):
        assert max(row["month"] for row in of(ledger, targets, key)) < this


def test_a_campaign_has_the_year_in_its_name_and_costs_in_its_months(ledger: Ledger) -> None:
    assert len(ledger.rows[campaigns]) == len(CAMPAIGNS)
    for row, ran in zip(ledger.rows[campaigns], CAMPAIGNS.values(), strict=True):
        assert "{" not in row["name"]
        assert "Fair" not in row["name"] or row["name"].endswith(str(row["starts_on"].year))
        costs = [cost for cost in ledger.rows[campaign_costs] if cost["campaign_id"] == row["id"]]
        months = [cost["month"] for cost in costs]
        assert months == list(range(months[0], months[-1] + 1))
        assert month_of(row["starts_on"]) == months[0]
        assert {cost["cost_minor"] for cost in costs} == {ledger.money(ran.cost * 1000)}
        assert len(months) == 1 or (row["ends_on"] - row["starts_on"]).days > 20


def test_a_fair_is_a_source_that_the_founding_did_not_know(ledger: Ledger) -> None:
    [fair] = ledger.rows[sources]
    assert (fair["key"], fair["id"], fair["position"]) == ("fair", 7, 6)


def test_products_cost_ten_times_as_many_yuan() -> None:
    english, chinese = (filled(language=language).rows[products] for language in ("en", "zh"))
    assert [row["product_key"] for row in english] == [row["product_key"] for row in chinese]
    assert [row["list_minor"] * 10 for row in english] == [row["list_minor"] for row in chinese]
    assert english[0]["list_minor"] == GOODS["PX-200"].price * 100 * 100 == 1_400_000


def test_the_playbook_has_an_entry_for_each_open_stage_and_all_its_plays(ledger: Ledger) -> None:
    first = [row for row in ledger.rows[playbooks] if row["number"] == 1]
    assert [row["stage_id"] for row in first] == [1, 2, 3, 4, 5]
    assert all(row["guidance"] and row["questions"] for row in ledger.rows[playbooks])
    assert all(row["made_at"] < ledger.days.now - timedelta(days=400) for row in first)
    asked = [row for row in ledger.rows[playbook_actions] if row["playbook_id"] in {one["id"] for one in first}]
    assert len(asked) == len(PLAYS)
    assert [row["part"] for row in asked].count("decides") == 1


def test_the_next_version_of_quote_asks_for_the_same_and_says_what_a_pair_learned(ledger: Ledger) -> None:
    old, new = (row for row in ledger.rows[playbooks] if row["stage_id"] == 4)
    assert (old["number"], new["number"]) == (1, 2)
    assert new["guidance"] == f"{old['guidance']}\n{ledger.words.phrases['pair_note']}"
    assert new["questions"] == old["questions"]
    asked = [
        [(row["position"], row["kind"], row["subject"], row["due_days"], row["part"])
         for row in ledger.rows[playbook_actions] if row["playbook_id"] == version["id"]]
        for version in (old, new)
    ]  # fmt: skip
    assert asked[0] == asked[1]


def test_two_steps_ask_for_something(ledger: Ledger) -> None:
    steps = [(row["from_stage_id"], row["to_stage_id"]) for row in ledger.rows[transitions]]
    assert steps == [(1, 2), (4, 5)]
    assert [row["position"] for row in ledger.rows[criteria]] == [0, 0, 1, 2]
