"""Giving customers back, assigning them and taking that back: reasons, notes, and a history without a gap."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.house import holder, join, limit, refusal, row, set_values, stays
from tuicrm.plain import language
from tuicrm.sales import customers, pool, undo
from tuicrm.sales.pool import REASONS
from tuicrm.sales.pool.releasing import read_reason
from tuicrm.sales.pool.words import HOW, why
from tuicrm.store.errors import NotAllowed, NotFound, Refused
from tuicrm.store.lists import HOLDINGS
from tuicrm.store.tables.customers import customers as table
from tuicrm.store.tables.customers import ownerships
from tuicrm.store.tables.people import users


@pytest.mark.parametrize("key", REASONS)
def test_a_reason_is_read_by_its_key_its_name_and_as_a_shell_types_it(key: str) -> None:
    for said in (key, REASONS[key], key.upper(), key.replace("_", "-"), key.replace("_", " "), f" {REASONS[key]}\n"):
        assert read_reason(said) == (key, ""), said


@pytest.mark.parametrize("key", REASONS)
def test_a_reason_is_read_in_chinese_too(key: str) -> None:
    language.use("zh")
    try:
        said = language._(REASONS[key])
        assert said != REASONS[key]
        assert read_reason(said) == read_reason(REASONS[key]) == (key, "")
    finally:
        language.use("en")


@pytest.mark.parametrize(
    ("reason", "note", "expected"),
    [
        pytest.param("timing", " in\x07 May ", ("timing", "in May"), id="a key and a note"),
        pytest.param("They moved", "to Mars", ("other", "They moved\nto Mars"), id="own words and a note"),
        pytest.param("客户搬走了", "", ("other", "客户搬走了"), id="own words in Chinese"),
        pytest.param("other", "", ("other", ""), id="other and nothing else"),
        pytest.param("x" * 5000, "", ("other", "x" * 5000), id="a long story"),
    ],
)
def test_other_words_are_kept_as_a_note(reason: str, note: str, expected: tuple[str, str]) -> None:
    assert read_reason(reason, note) == expected


@pytest.mark.parametrize("reason", ["", "  ", "\u200b", "\x07\n"])
def test_no_reason_is_refused_even_with_a_note(reason: str) -> None:
    with pytest.raises(Refused) as found:
        read_reason(reason, "because")
    assert (found.value.code, found.value.facts["reasons"]) == ("reason_missing", tuple(REASONS))


@pytest.mark.parametrize(
    ("how", "reason", "said"),
    [
        ("release", "no_budget", "released: no budget"),
        ("release", "something old", "released: something old"),
        ("intake", None, "new"),
        ("import", "", "imported"),
        (None, None, ""),
        ("teleport", None, "teleport"),
    ],
)
def test_why_a_customer_is_where_it_is(how: str | None, reason: str | None, said: str) -> None:
    assert why(how, reason) == said


def test_each_way_in_which_a_holder_changes_has_words_in_both_languages() -> None:
    english = {how: why(how, None) for how in HOLDINGS}
    assert set(HOW) == set(HOLDINGS)
    language.use("zh")
    try:
        assert all(why(how, None) not in (english[how], how) for how in HOLDINGS)
    finally:
        language.use("en")


def test_a_mistake_in_the_reason_releases_none_of_many(small_company: Company) -> None:
    mine = [small_company.customer(f"Mine {number}", owner="li") for number in range(3)]
    assert refusal(small_company, "li", pool.release_many, mine, " ").code == "reason_missing"
    assert {holder(small_company, one) for one in mine} == {small_company.id("li")}


def test_of_many_each_is_said_once_in_the_order_they_were_named(small_company: Company) -> None:
    company = small_company
    mine, free = company.customer("Mine", owner="li"), company.customer("Free")
    ours, theirs = company.customer("Ours", owner="roth"), company.customer("Theirs", owner="kuhn")
    gone = company.customer("Gone", owner="li")
    set_values(company, table, gone, archived_at=company.clock.now)
    result = company.desk("li").write(pool.release_many, [theirs, mine, free, mine, ours, gone, 999], "timing", "later")
    assert [(one.customer_id, one.owner, one.was_owner) for one in result.done] == [(mine, None, "Li Wei")]
    assert [(one.name, one.code) for one in result.left] == [
        ("", "not_found"), ("Free", "in_pool"), ("Ours", "not_yours"), ("Gone", "archived"), ("", "not_found"),
    ]  # fmt: skip
    assert (stays(company, mine)[-1].reason, stays(company, mine)[-1].note) == ("timing", "later")


def test_nothing_at_all_is_done_with_none(small_company: Company) -> None:
    assert small_company.desk("li").write(pool.claim_many, []).done == ()
    assert refusal(small_company, "li", undo.last).code == "no_undo"


def test_many_are_taken_back_at_once_and_the_moved_ones_are_not(small_company: Company) -> None:
    company = small_company
    mine = [company.customer(f"Mine {number}", owner="li") for number in range(3)]
    done = company.desk("li").write(pool.release_many, mine, "timing").done
    company.desk("roth").write(pool.claim, mine[1])
    stays_opened = tuple((one.customer_id, one.stay_id) for one in done)
    result = company.desk("li").write(pool.restore, stays_opened)
    assert [one.customer_id for one in result.done] == [mine[0], mine[2]]
    assert [(one.name, one.code) for one in result.left] == [("Mine 1", "moved")]
    assert [holder(company, one) for one in mine] == [company.id(login) for login in ("li", "roth", "li")]


@pytest.mark.parametrize(
    ("receiver", "code"),
    [
        pytest.param({"role": "auditor"}, "receiver", id="reads only"),
        pytest.param({"role": "marketing"}, "receiver", id="marketing"),
        pytest.param({"role": "intake"}, "receiver", id="a door"),
        pytest.param({"role": "rep", "left_on": NOW.date().replace(day=22)}, "receiver", id="left yesterday"),
        pytest.param({"role": "rep", "left_on": NOW.date()}, None, id="the last day is a day"),
        pytest.param({"role": "rep", "archived_at": NOW}, "receiver", id="gone"),
        pytest.param({"role": "administrator"}, None, id="an administrator sells too"),
    ],
)
def test_who_may_be_given_a_customer(small_company: Company, receiver: dict[str, object], code: str | None) -> None:
    company = small_company
    new = join(company, "new", **receiver)  # type: ignore[arg-type]
    acme = company.customer("Acme")
    if code is None:
        assert company.desk("hale").write(pool.assign, acme, new).owner_id == new
    else:
        refused = refusal(company, "hale", pool.assign, acme, new)
        assert (refused.code, refused.facts["to"]) == (code, "New")
        assert holder(company, acme) is None


def test_an_assignment_keeps_who_gave_it_and_what_they_said(small_company: Company) -> None:
    company = small_company
    acme = company.customer("Acme", owner="li")
    company.clock.later(days=3)
    done = company.desk("wang").write(pool.assign, acme, company.id("roth"), " they\x07 ask\nfor you ")
    stay = row(company, ownerships, done.stay_id)
    assert (stay.how, stay.owner_id, stay.by_id, stay.note) == (
        "assign", company.id("roth"), company.id("wang"), "they ask\nfor you",
    )  # fmt: skip
    assert stays(company, acme)[0].to_at == stay.from_at == company.clock.now
    shown = company.desk("roth").read(customers.card, acme).stays
    assert [(one.owner, one.by, one.note) for one in shown] == [
        ("A. Roth", "F. Wang", "they ask\nfor you"), ("Li Wei", None, None),
    ]  # fmt: skip


def test_nobody_is_given_what_is_not_there_and_not_to_nobody(small_company: Company) -> None:
    company = small_company
    acme = company.customer("Acme", owner="kuhn")
    for desk, customer, receiver in (("hale", 999, "li"), ("wang", acme, "li")):
        with pytest.raises(NotFound):
            company.desk(desk).write(pool.assign, customer, company.id(receiver))
    with pytest.raises(NotFound):
        company.desk("hale").write(pool.assign, acme, 999)
    assert refusal(company, "hale", pool.assign, acme, company.id("kuhn")).facts["by"] == "M. Kuhn"


def test_an_assignment_of_many_stops_where_the_receiver_is_full(small_company: Company) -> None:
    company = small_company
    limit(company, "li", holding_limit=2)
    free = [company.customer(f"Free {number}") for number in range(3)]
    result = company.desk("wang").write(pool.assign_many, free, company.id("li"), "for you")
    assert [one.name for one in result.done] == ["Free 0", "Free 1"]
    assert [(one.name, one.code, one.facts["held"]) for one in result.left] == [("Free 2", "receiver_limit", 2)]
    company.desk("wang").write(undo.last)
    assert {holder(company, one) for one in free} == {None}


@pytest.mark.parametrize("rule", [pool.assign, pool.assign_many])
def test_a_rep_assigns_nothing_not_even_to_themselves(small_company: Company, rule: object) -> None:
    acme = small_company.customer("Acme")
    target = acme if rule is pool.assign else [acme]
    with pytest.raises(NotAllowed):
        small_company.desk("li").write(rule, target, small_company.id("li"))  # type: ignore[arg-type]


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["claim", "release", "assign", "undo"]),
        st.sampled_from(["li", "roth", "wang", "kuhn", "hale"]),
        st.sampled_from([0, 1, 26]),
    ),
    max_size=10,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_whatever_people_do_the_history_has_no_gap_and_ends_with_who_holds_it(
    small_company: Company, acts: list[tuple[str, str, int]]
) -> None:
    company = small_company
    acme = company.customer("Acme")
    for act, login, hours in acts:
        company.clock.later(hours=hours)
        desk = company.desk(login)
        try:
            match act:
                case "claim":
                    desk.write(pool.claim, acme)
                case "release":
                    desk.write(pool.release, acme, "timing")
                case "assign":
                    desk.write(pool.assign, acme, company.id("li"))
                case _:
                    desk.write(undo.last)
        except Refused:
            continue
    history = stays(company, acme)
    for before, after in pairwise(history):
        assert before.to_at == after.from_at
        assert before.live_customer_id is None
    last = history[-1]
    assert (last.to_at, last.live_customer_id, last.owner_id) == (None, acme, holder(company, acme))
    assert (row(company, table, acme).held_since_at is None) is (last.owner_id is None)
    assert company.value(select(users.c.id).where(users.c.id == last.owner_id)) == last.owner_id
