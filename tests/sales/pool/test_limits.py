"""What one may hold, claim in a day, and take back: counted from the history, to the minute, in the team's zone."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.company import Company
from tests.sales.house import holder, join, limit, refusal, settle, stays
from tuicrm.sales import customers, pool, undo
from tuicrm.sales.wording import words
from tuicrm.store import change


def claimed(company: Company, login: str = "li") -> int:
    found: int = company.desk(login).read(pool.counts).claimed_today
    return found


@pytest.mark.parametrize(
    ("zone", "last", "first"),
    [
        pytest.param("UTC", (2026, 11, 23, 23, 59, 59), (2026, 11, 24, 0, 0, 0), id="UTC"),
        pytest.param("Asia/Shanghai", (2026, 11, 23, 15, 59, 59), (2026, 11, 23, 16, 0, 0), id="east"),
        pytest.param("America/New_York", (2026, 11, 24, 4, 59, 59), (2026, 11, 24, 5, 0, 0), id="west"),
        pytest.param("Europe/Berlin", (2026, 10, 25, 22, 59, 59), (2026, 10, 25, 23, 0, 0), id="25 hours long"),
        pytest.param("Europe/Berlin", (2026, 3, 29, 21, 59, 59), (2026, 3, 29, 22, 0, 0), id="23 hours long"),
        pytest.param("Asia/Shanghai", (2028, 2, 29, 15, 59, 59), (2028, 2, 29, 16, 0, 0), id="a leap day"),
        pytest.param("Asia/Kathmandu", (2026, 12, 31, 18, 14, 59), (2026, 12, 31, 18, 15, 0), id="a new year"),
    ],
)
def test_the_days_claims_begin_anew_at_midnight_where_the_team_is(
    small_company: Company, zone: str, last: tuple[int, ...], first: tuple[int, ...]
) -> None:
    company = small_company
    settle(company, zone=zone, claims_a_day=1)
    company.clock.now = datetime(*last, tzinfo=UTC) - timedelta(days=9)  # type: ignore[arg-type,misc]
    one, two, three = (company.customer(name) for name in ("One", "Two", "Three"))
    company.clock.now = datetime(*last, tzinfo=UTC)  # type: ignore[arg-type,misc]
    company.desk("li").write(pool.claim, one)
    assert refusal(company, "li", pool.claim, two).code == "day_limit"
    company.clock.now = datetime(*first, tzinfo=UTC)  # type: ignore[arg-type,misc]
    assert claimed(company) == 0
    assert company.desk("li").write(pool.claim, two).claimed_today == 1
    assert refusal(company, "li", pool.claim, three).code == "day_limit"


@pytest.mark.parametrize(
    ("team", "own", "allowed"),
    [
        pytest.param(2, None, 2, id="the team's"),
        pytest.param(2, 1, 1, id="stricter for one"),
        pytest.param(1, 3, 3, id="wider for one"),
        pytest.param(None, None, 4, id="switched off"),
        pytest.param(None, 1, 1, id="off, but not for one"),
        pytest.param(2, 0, 0, id="none at all"),
    ],
)
@pytest.mark.parametrize("which", ["claims_a_day", "holding_limit"])
def test_ones_own_limit_comes_before_the_teams(
    small_company: Company, which: str, team: int | None, own: int | None, allowed: int
) -> None:
    company = small_company
    settle(company, **{which: team})
    limit(company, "li", **{which: own})
    free = [company.customer(f"Free {number}") for number in range(4)]
    result = company.desk("li").write(pool.claim_many, free)
    assert len(result.done) == allowed
    code = "day_limit" if which == "claims_a_day" else "limit"
    assert {one.code for one in result.left} == ({code} if allowed < 4 else set())


@pytest.mark.parametrize(("login", "bound"), [("li", True), ("wang", True), ("hale", False), ("boss", False)])
def test_the_teams_limits_bind_who_sells_and_not_who_manages(small_company: Company, login: str, bound: bool) -> None:
    settle(small_company, claims_a_day=0)
    free = small_company.customer("Free")
    if bound:
        assert refusal(small_company, login, pool.claim, free).code == "day_limit"
    else:
        held = small_company.desk(login).write(pool.claim, free)
        assert (held.limit, held.day_limit) == (None, None)
        limit(small_company, login, holding_limit=1)
        assert refusal(small_company, login, pool.claim, small_company.customer("More")).code == "limit"


def test_a_claim_of_another_uses_nothing_of_mine(small_company: Company) -> None:
    for login in ("li", "roth"):
        small_company.desk(login).write(pool.claim, small_company.customer(f"Of {login}"))
    assert (claimed(small_company), claimed(small_company, "roth")) == (1, 1)


def test_what_a_lead_assigns_is_no_claim_of_the_day(small_company: Company) -> None:
    for number in range(3):
        acme = small_company.customer(f"Acme {number}")
        small_company.desk("wang").write(pool.assign, acme, small_company.id("li"))
    assert (claimed(small_company), claimed(small_company, "wang")) == (0, 0)
    assert small_company.desk("li").read(pool.counts).held == 3


def test_an_archived_customer_makes_room(small_company: Company) -> None:
    limit(small_company, "li", holding_limit=1)
    mine, free = small_company.customer("Mine", owner="li"), small_company.customer("Free")
    assert refusal(small_company, "li", pool.claim, free).facts == {"held": 1, "limit": 1}
    small_company.desk("li").write(customers.archive, mine)
    assert small_company.desk("li").write(pool.claim, free).held == 1


def test_who_holds_too_many_already_keeps_them_and_gets_no_more(small_company: Company) -> None:
    for number in range(3):
        small_company.customer(f"Mine {number}", owner="li")
    settle(small_company, holding_limit=2)
    free = small_company.customer("Free")
    assert refusal(small_company, "li", pool.claim, free).facts == {"held": 3, "limit": 2}
    assert small_company.desk("li").read(pool.counts).mine == 3


@pytest.mark.parametrize(
    ("days", "wait", "refused"),
    [
        pytest.param(7, {"days": 6, "hours": 23, "minutes": 59}, True, id="a minute too early"),
        pytest.param(7, {"days": 7}, False, id="on the minute"),
        pytest.param(0, {"seconds": 1}, False, id="switched off"),
        pytest.param(30, {"days": 29}, True, id="a month"),
        pytest.param(30, {"days": 31}, False, id="after a month"),
    ],
)
def test_who_gave_a_customer_back_waits_as_long_as_the_team_says(
    small_company: Company, days: int, wait: dict[str, float], refused: bool
) -> None:
    company = small_company
    settle(company, cooling_days=days)
    acme = company.customer("Acme", owner="li")
    company.clock.later(hours=1)
    company.desk("li").write(pool.release, acme, "timing")
    given_back = company.clock.now
    company.clock.later(**wait)
    if refused:
        until = refusal(company, "li", pool.claim, acme).facts["until"]
        assert isinstance(until, datetime)
        assert (until - given_back).days == days
    else:
        assert company.desk("li").write(pool.claim, acme).owner == "Li Wei"


def test_who_was_made_to_give_it_back_waits_too_and_the_lead_does_not(small_company: Company) -> None:
    company = small_company
    acme = company.customer("Acme", owner="li")
    company.clock.later(hours=1)
    company.desk("wang").write(pool.release, acme, "silent")
    company.clock.later(hours=1)
    assert refusal(company, "li", pool.claim, acme).code == "cooling"
    assert company.desk("wang").write(pool.claim, acme).owner == "F. Wang"


def test_who_lost_it_to_a_colleague_by_assignment_need_not_wait(small_company: Company) -> None:
    company = small_company
    acme = company.customer("Acme", owner="li")
    company.clock.later(hours=1)
    company.desk("wang").write(pool.assign, acme, company.id("roth"))
    company.clock.later(hours=1)
    company.desk("roth").write(pool.release, acme, "timing")
    assert company.desk("li").write(pool.claim, acme).owner == "Li Wei"


def test_a_lead_may_assign_it_to_one_who_would_have_to_wait(small_company: Company) -> None:
    company = small_company
    acme = company.customer("Acme", owner="li")
    company.clock.later(hours=1)
    company.desk("li").write(pool.release, acme, "timing")
    company.clock.later(hours=1)
    assert company.desk("wang").write(pool.assign, acme, company.id("li")).owner == "Li Wei"


def test_a_release_that_was_taken_back_makes_nobody_wait(small_company: Company) -> None:
    company = small_company
    acme = company.customer("Acme", owner="li")
    company.clock.later(hours=1)
    company.desk("li").write(pool.release, acme, "timing")
    company.clock.later(minutes=1)
    company.desk("li").write(undo.last)
    company.clock.later(hours=1)
    company.desk("wang").write(pool.assign, acme, company.id("roth"))
    company.clock.later(hours=1)
    company.desk("roth").write(pool.release, acme, "timing")
    assert company.desk("li").write(pool.claim, acme).owner == "Li Wei"


def test_each_release_begins_the_waiting_anew(small_company: Company) -> None:
    company = small_company
    acme = company.customer("Acme", owner="li")
    for _time in range(2):
        company.clock.later(days=8)
        company.desk("li").write(pool.release, acme, "timing")
        company.clock.later(days=6)
        assert refusal(company, "li", pool.claim, acme).code == "cooling"
        company.clock.later(days=2)
        company.desk("li").write(pool.claim, acme)
    assert [one.how for one in stays(company, acme)] == ["intake", "release", "claim", "release", "claim"]


def test_a_refusal_for_one_rule_never_hides_who_holds_it(small_company: Company) -> None:
    company = small_company
    limit(company, "li", claims_a_day=0, holding_limit=0)
    acme = company.customer("Acme", owner="roth")
    assert refusal(company, "li", pool.claim, acme).code == "held"
    assert holder(company, acme) == company.id("roth")


def test_one_without_a_team_claims_like_everybody(small_company: Company) -> None:
    join(small_company, "sole", "rep")
    acme = small_company.customer("Acme")
    assert small_company.desk("sole").write(pool.claim, acme).owner == "Sole"
    assert refusal(small_company, "li", pool.claim, acme).facts["by"] == "Sole"


@pytest.mark.parametrize(("zone", "said"), [("UTC", "13:00"), ("Europe/London", "14:00"), ("Asia/Shanghai", "21:00")])
def test_a_refusal_says_until_when_by_the_clocks_of_the_team(small_company: Company, zone: str, said: str) -> None:
    company = small_company
    company.database.write_as(lambda session: change.set_setting(session, "zone", zone), company.clock.now)
    company.clock.now = datetime(2027, 7, 2, 13, tzinfo=UTC)
    new, mine = company.customer("New"), company.customer("Mine", owner="li")
    company.desk("hale").write(pool.look_after, company.id("roth"), "source", "website")
    settle(company, cooling_days=7, fresh_hours=24)
    company.desk("li").write(pool.release, mine, "timing")
    assert f"again from 2027-07-09 {said};" in words(refusal(company, "li", pool.claim, mine))
    assert f"until 2027-07-03 {said} only" in words(refusal(company, "li", pool.claim, new))
