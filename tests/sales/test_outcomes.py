"""The team's own list of outcomes of a call."""

from datetime import timedelta
from typing import Any

import pytest

from tests.company import NOW, Company
from tests.sales.house import refusal
from tuicrm.sales import agenda, outcomes
from tuicrm.sales.agenda import NewAction
from tuicrm.sales.outcomes import DAY, DEFAULTS, CallOutcome, wait_of
from tuicrm.store.errors import NotAllowed


def listed(company: Company) -> dict[str, CallOutcome]:
    return {one.key: one for one in company.desk("li").read(outcomes.listing)}


def test_the_built_in_list_has_eight_digits(small_company: Company) -> None:
    found = small_company.desk("li").read(outcomes.listing)
    assert [one.digit for one in found] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [one.key for one in found] == [
        "no_answer", "busy", "call_back", "talked", "not_now", "not_interested", "wrong_number", "do_not_call",
    ]  # fmt: skip


def test_a_team_adds_changes_and_drops(company: Company) -> None:
    boss = company.desk("hale")
    boss.write(outcomes.drop, "busy")
    boss.write(outcomes.set_outcome, "left voicemail", digit=2, follow="again", waits=(DAY, 3 * DAY), most_tries=5)
    boss.write(outcomes.set_outcome, "no_answer", waits=(60,), most_tries=0)
    found = listed(company)
    assert "busy" not in found
    assert found["left voicemail"] == CallOutcome("left voicemail", 2, False, "again", (DAY, 3 * DAY), 5, "stop")
    assert (found["no_answer"].waits, found["no_answer"].most_tries, found["no_answer"].digit) == ((60,), None, 1)
    boss.write(outcomes.set_outcome, "busy", digit=0)
    assert listed(company)["busy"].digit is None


def test_an_own_outcome_is_logged_and_follows_its_rule(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    company.desk("hale").write(outcomes.set_outcome, "left voicemail", follow="again", waits=(2 * DAY,))
    done = company.desk("li").write(agenda.log, NewAction("call", customer_id=acme), outcome="left voicemail")
    assert done.next is not None
    assert done.next.at == NOW + timedelta(days=2)


def test_what_was_logged_with_a_dropped_outcome_stays(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li")
    small_company.desk("hale").write(outcomes.set_outcome, "own", follow="none", is_reached=True)
    small_company.desk("li").write(agenda.log, NewAction("call", customer_id=acme), outcome="own")
    small_company.desk("hale").write(outcomes.drop, "own")
    assert (
        refusal(small_company, "li", agenda.log, NewAction("call", customer_id=acme), outcome="own").code == "outcome"
    )
    assert small_company.desk("li").read(agenda.span, NOW.date(), NOW.date())[0].outcome == "own"


@pytest.mark.parametrize(
    ("key", "values", "code"),
    [
        ("", {}, "outcome_name"),
        ("a" * 21, {}, "outcome_name"),
        ("own", {"digit": 1}, "outcome_digit"),
        ("own", {"digit": 9}, "outcome_digit"),
        ("own", {"digit": 10}, "outcome_digit"),
        ("own", {"follow": "dance"}, "outcome_follow"),
        ("own", {"at_limit": "delete"}, "outcome_follow"),
        ("own", {"follow": "again"}, "outcome_waits"),
        ("own", {"follow": "again", "waits": (0,)}, "outcome_waits"),
        ("own", {"follow": "again", "waits": (10**9,)}, "outcome_waits"),
        ("own", {"most_tries": 100}, "outcome_tries"),
        ("own", {"most_tries": -1}, "outcome_tries"),
    ],
)
def test_what_cannot_be(small_company: Company, key: str, values: dict[str, Any], code: str) -> None:
    assert refusal(small_company, "hale", outcomes.set_outcome, key, **values).code == code
    assert len(listed(small_company)) == len(DEFAULTS)


def test_only_managers_change_the_list(small_company: Company) -> None:
    for login in ("li", "wang", "eye"):
        with pytest.raises(NotAllowed):
            small_company.desk(login).write(outcomes.set_outcome, "own")
    assert refusal(small_company, "hale", outcomes.drop, "nothing").code == "outcome_unknown"


@pytest.mark.parametrize(
    ("waits", "most", "tried", "wait"),
    [
        ((180, 1440), None, 1, 180), ((180, 1440), None, 2, 1440), ((180, 1440), None, 9, 1440),
        ((180, 1440), 2, 1, 180), ((180, 1440), 2, 2, None), ((), None, 1, None), ((20,), 1, 1, None),
        ((20,), None, 0, None),
    ],
)  # fmt: skip
def test_after_how_long(waits: tuple[int, ...], most: int | None, tried: int, wait: int | None) -> None:
    found = wait_of(CallOutcome("x", 1, False, "again", waits, most), tried)
    assert found == (None if wait is None else timedelta(minutes=wait))
