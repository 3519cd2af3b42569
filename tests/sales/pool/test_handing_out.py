"""Hand-out: who could have got a customer, who did and why; in turn, by room with catching up, by territory."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.house import holder, limit, refusal, set_values, settle, stays
from tuicrm.sales import pool, undo
from tuicrm.sales.pool.handing_out import Eligible, HandedOut, draw, eligible, hand_out, quota_of
from tuicrm.store import change
from tuicrm.store.actor import by_login
from tuicrm.store.errors import NotAllowed
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.holding import hand_outs
from tuicrm.store.tables.people import leaves, users


def give(company: Company, customer_id: int, rule: str = "", seed: int | None = None) -> HandedOut | None:
    """Hand one out as intake does, inside another rule's transaction."""

    def inside(session: Session) -> HandedOut | None:
        return hand_out(session, by_login(session, "hale"), customer_id, rule=rule, seed=seed, now=session.now)

    return company.database.write_as(inside, company.clock.now)


def give_many(company: Company, number: int, rule: str, **values: Any) -> list[str | None]:
    done = []
    for each in range(number):
        made = give(company, company.customer(f"New {each} {rule}", **values), rule)
        company.clock.later(minutes=1)
        done.append(made.chosen if made else None)
    return done


def able(company: Company) -> dict[str, Eligible]:
    found = company.database.read_as(lambda session: eligible(session, session.now), company.clock.now)
    return {one.name: one for one in found}


def look_after(company: Company, login: str, what: str) -> None:
    kind, value = what.split(":")
    company.desk("hale").write(pool.look_after, company.id(login), kind, value)


def test_at_first_new_customers_stay_in_the_pool(small_company: Company) -> None:
    acme = small_company.customer("Acme")
    assert give(small_company, acme) is None
    assert holder(small_company, acme) is None
    assert small_company.all(select(hand_outs)) == []


def test_in_turn_each_gets_as_many(company: Company) -> None:
    done = give_many(company, 8, "round_robin")
    assert done[:4] == ["Li Wei", "A. Roth", "F. Wang", "M. Kuhn"]
    assert done[4:] == done[:4]


def test_the_teams_rule_counts_where_none_is_named(small_company: Company) -> None:
    settle(small_company, hand_out="round_robin")
    acme = small_company.customer("Acme")
    done = give(small_company, acme)
    assert done is not None
    assert (done.rule, done.chosen, done.why) == ("round_robin", "Li Wei", "turn")
    stay = stays(small_company, acme)[-1]
    assert (stay.how, stay.reason, stay.owner_id) == ("assign", "hand_out round_robin", small_company.id("li"))


@pytest.mark.parametrize(
    ("capacity", "taken", "days", "quota"),
    [
        (30, 30, 1, 1), (30, 0, 1, 7), (30, 25, 1, 2), (60, 60, 1, 2), (60, 0, 1, 14), (0, 0, 1, 0), (30, 90, 1, 1),
        (30, 0, 30, 30), (30, 29, 10, 10), (3, 3, 1, 0), (3, 0, 1, 1),
    ],
)  # fmt: skip
def test_ones_number_is_a_share_and_a_fifth_of_what_one_is_behind(
    capacity: int, taken: int, days: int, quota: int
) -> None:
    assert quota_of(capacity, taken, days) == quota


def test_who_has_most_room_gets_most_and_the_draw_can_be_repeated(company: Company) -> None:
    limit(company, "li", capacity=90)
    limit(company, "wang", capacity=0)
    done = Counter(give_many(company, 12, "least_loaded"))
    assert done["F. Wang"] == 0
    assert done["Li Wei"] >= 3
    for row in company.all(select(hand_outs)):
        chances = [Eligible(one["id"], "", one["capacity"], one["taken"], one["room"]) for one in row.eligible]
        assert draw(chances, row.seed).id == row.chosen_id


def test_one_seed_one_answer(small_company: Company) -> None:
    done = [give(small_company, small_company.customer(f"New {seed}"), "least_loaded", seed) for seed in (5, 5, 9)]
    assert [one.seed for one in done if one] == [5, 5, 9]
    chances = tuple(Eligible(number, str(number), 30, 0, room) for number, room in enumerate((1, 0, 5, 3)))
    drawn = Counter(draw(chances, seed).id for seed in range(900))
    assert drawn[1] == 0
    assert 60 <= drawn[0] <= 140
    assert 440 <= drawn[2] <= 560


LEFT_OUT = {
    "auditors, managers and administrators": lambda company: None,
    "who is on leave": lambda company: away(company, "kuhn", 0, 0),
    "who has left": lambda company: set_values(company, users, company.id("kuhn"), left_on=NOW.date() - timedelta(1)),
    "who comes tomorrow": lambda company: set_values(company, users, company.id("kuhn"), joined_on=date(2026, 11, 24)),
    "who takes none": lambda company: limit(company, "kuhn", capacity=0),
    "who holds enough": lambda company: limit(company, "kuhn", holding_limit=0),
}


def away(company: Company, login: str, first: int, last: int) -> None:
    def insert(session: Session) -> None:
        today = NOW.date()
        change.insert(
            session, leaves, user_id=company.id(login), from_on=today + timedelta(first),
            to_on=today + timedelta(last), kind="holiday",
        )  # fmt: skip

    company.database.write_as(insert, NOW)


@pytest.mark.parametrize("what", LEFT_OUT)
def test_these_are_left_out(small_company: Company, what: str) -> None:
    LEFT_OUT[what](small_company)  # type: ignore[no-untyped-call]
    sells = {"Li Wei", "A. Roth", "F. Wang", "M. Kuhn"}
    assert set(able(small_company)) == (sells if what.startswith("auditors") else sells - {"M. Kuhn"})


@pytest.mark.parametrize(("first", "last", "out"), [(-3, -1, False), (1, 5, False), (-2, 0, True), (0, 3, True)])
def test_leave_counts_on_its_days(small_company: Company, first: int, last: int, out: bool) -> None:
    away(small_company, "kuhn", first, last)
    assert ("M. Kuhn" in able(small_company)) is not out


def test_when_nobody_has_room_it_stays_and_the_record_says_so(small_company: Company) -> None:
    company = small_company
    for login in ("li", "roth", "wang", "kuhn"):
        limit(company, login, capacity=3)
    done = give_many(company, 6, "least_loaded")
    assert done.count(None) == 2, "each has one of three in thirty days today"
    assert [row.why for row in company.all(select(hand_outs).order_by(hand_outs.c.id))][-1] == "no_room"
    for login in ("li", "roth", "wang", "kuhn"):
        limit(company, login, capacity=0)
    last = give(company, company.customer("Last"), "round_robin")
    assert last is not None
    assert (last.chosen, last.why, last.eligible) == (None, "nobody", ())


def test_what_is_given_and_claimed_today_is_room_used(small_company: Company) -> None:
    company = small_company
    before = able(company)["Li Wei"].room
    company.desk("wang").write(pool.assign, company.customer("Given"), company.id("li"))
    company.desk("li").write(pool.claim, company.customer("Claimed"))
    after = able(company)["Li Wei"]
    assert (after.taken, after.room) == (2, before - 2), "one given today, and less to catch up"


@pytest.mark.parametrize(
    ("rule", "values", "chosen", "why"),
    [
        ("source", {}, "M. Kuhn", "room"), ("region", {"region": "West"}, "A. Roth", "room"),
        ("region", {"region": "South"}, None, "no_people"), ("region", {}, None, "no_people"),
        ("industry", {"industry": "pumps"}, "F. Wang", "room"),
    ],
)  # fmt: skip
def test_by_territory(small_company: Company, rule: str, values: dict[str, str], chosen: str | None, why: str) -> None:
    company = small_company
    for login, what in (("kuhn", "source:website"), ("roth", "region:West"), ("wang", "industry:pumps")):
        look_after(company, login, what)
    acme = company.customer("Acme", **values)
    done = give(company, acme, rule)
    assert done is not None
    assert (done.chosen, done.why) == (chosen, why)
    assert (holder(company, acme) is None) is (chosen is None)


def test_many_are_handed_out_best_first(company: Company) -> None:
    from tests.sales.pool.test_using import brought

    for number in range(12):
        brought(company, f"A {number}", "A", 900_00)
        brought(company, f"D {number}", "D", 1_00)
    poor, good = company.customer("Poor", class_key="D"), company.customer("Good", class_key="A")
    done = company.desk("hale").write(pool.hand_out_many, [poor, good], "round_robin")
    assert [one.customer_id for one in done] == [good, poor]
    (record,) = company.desk("li").read(pool.record, good)
    assert (record.rule, record.by, len(record.eligible)) == ("round_robin", "M. Hale", 4)
    company.clock.later(seconds=1)
    company.desk("hale").write(undo.last)
    assert (holder(company, poor), holder(company, good)) == (None, None)


def test_by_hand_it_needs_a_rule_and_a_manager(small_company: Company) -> None:
    acme = small_company.customer("Acme")
    assert refusal(small_company, "hale", pool.hand_out_many, [acme]).code == "hand_out_off"
    with pytest.raises(NotAllowed):
        small_company.desk("wang").write(pool.hand_out_many, [acme], "round_robin")


def test_a_held_or_archived_one_is_not_handed_out(small_company: Company) -> None:
    held = small_company.customer("Held", owner="li")
    gone = small_company.customer("Gone")
    set_values(small_company, customers, gone, archived_at=NOW)
    assert give(small_company, held, "round_robin") is None
    assert give(small_company, gone, "round_robin") is None


def test_one_key_moves_it_to_a_mate_and_u_moves_it_back(small_company: Company) -> None:
    company = small_company
    acme = company.customer("Acme", owner="li")
    company.clock.later(days=8)
    done = company.desk("wang").write(pool.reassign, acme)
    assert done.chosen in ("A. Roth", "F. Wang")
    company.clock.later(seconds=1)
    company.desk("wang").write(undo.last)
    assert holder(company, acme) == company.id("li")


@pytest.mark.parametrize(
    ("login", "owner", "code"),
    [("wang", "kuhn", "not_found"), ("wang", None, "in_pool"), ("hale", "kuhn", "nobody_else")],
)
def test_who_cannot_be_reassigned_says_why(small_company: Company, login: str, owner: str | None, code: str) -> None:
    acme = small_company.customer("Acme", owner=owner)
    assert refusal(small_company, login, pool.reassign, acme).code == code


def test_territories_are_given_listed_and_taken_back(small_company: Company) -> None:
    company = small_company
    look_after(company, "li", "source:website")
    look_after(company, "li", "source:Website")
    look_after(company, "roth", "region: East ")
    assert [(one.login, one.kind, one.value) for one in company.desk("li").read(pool.territories_of)] == [
        ("roth", "region", "East"), ("li", "source", "website"),
    ]  # fmt: skip
    company.clock.later(seconds=1)
    company.desk("hale").write(undo.last)
    assert [one.login for one in company.desk("li").read(pool.territories_of)] == ["li"]
    for kind, value in (("colour", "red"), ("region", " ")):
        assert refusal(company, "hale", pool.look_after, company.id("li"), kind, value).code == "territory"
    assert refusal(company, "hale", pool.look_after, company.id("li"), "source", "pigeon").code == "no_source"


@pytest.mark.parametrize(
    ("days", "li", "wang", "hale"),
    [
        (2, None, None, None), (3, "remind", None, None), (4, "remind", None, None), (5, "lead", "lead", "lead"),
        (7, "reassign", "reassign", "reassign"), (60, "reassign", "reassign", "reassign"),
    ],
)  # fmt: skip
def test_the_ladder_of_the_first_action(
    small_company: Company, days: int, li: str | None, wang: str | None, hale: str | None
) -> None:
    company = small_company
    company.customer("Acme", owner="li")
    company.clock.later(days=days)
    seen = {}
    for login in ("li", "wang", "hale", "kuhn"):
        rows = company.desk(login).read(pool.unworked, whose="all")
        seen[login] = rows[0].step if rows else None
    assert seen == {"li": li, "wang": wang, "hale": hale, "kuhn": None}


@pytest.mark.parametrize(
    ("zone", "hour", "waits"),
    [("UTC", 23, False), ("UTC", 24, True), ("Asia/Shanghai", 15, False), ("Asia/Shanghai", 16, True)],
)
def test_the_ladders_days_end_at_the_teams_midnight(small_company: Company, zone: str, hour: int, waits: bool) -> None:
    company = small_company
    settle(company, zone=zone)
    company.customer("Acme", owner="li")
    company.clock.now = NOW.replace(hour=0) + timedelta(days=2, hours=hour)
    assert bool(company.desk("li").read(pool.unworked)) is waits


def test_an_action_before_the_claim_is_none_and_one_after_ends_the_waiting(small_company: Company) -> None:
    company = small_company
    acme = company.customer("Acme", owner="li")
    set_values(company, customers, acme, last_action_at=NOW - timedelta(days=9))
    company.clock.later(days=4)
    assert [one.days for one in company.desk("li").read(pool.unworked)] == [4]
    set_values(company, customers, acme, last_action_at=NOW + timedelta(days=1))
    assert company.desk("li").read(pool.unworked) == ()


@pytest.mark.parametrize("off", ["first_action_remind_days", "first_action_lead_days", "first_action_reassign_days"])
def test_each_step_can_be_switched_off(small_company: Company, off: str) -> None:
    company = small_company
    settle(company, **{off: None})
    company.customer("Acme", owner="li")
    steps = set()
    for _day in range(9):
        company.clock.later(days=1)
        steps |= {one.step for one in company.desk("li").read(pool.unworked)}
    gone = {"remind_days": "remind", "lead_days": "lead", "reassign_days": "reassign"}[
        off.removeprefix("first_action_")
    ]
    assert steps == {"remind", "lead", "reassign"} - {gone}
