"""Who holds a customer: claims, releases, assignments, their limits, and the way back."""

import pytest
from sqlalchemy import select

from tests.company import Company
from tuicrm.sales import pool
from tuicrm.sales.wording import words
from tuicrm.store import change
from tuicrm.store.errors import NotAllowed, NotFound, Refused
from tuicrm.store.tables.customers import customers, ownerships
from tuicrm.store.tables.people import users


def stays(company: Company, customer_id: int) -> list[tuple[str, int | None, bool]]:
    stay = ownerships.c
    rows = select(stay.how, stay.owner_id, stay.to_at.is_(None)).where(stay.customer_id == customer_id)
    return [(row[0], row[1], bool(row[2])) for row in company.all(rows.order_by(stay.id))]


def limit(company: Company, login: str, **limits: int) -> None:
    company.database.write_as(
        lambda session: change.update(session, users, company.id(login), **limits), company.clock.now
    )


def holder(company: Company, customer_id: int) -> int | None:
    return company.value(select(customers.c.owner_id).where(customers.c.id == customer_id))


def refusal(company: Company, login: str, rule: object, *args: object, **named: object) -> Refused:
    with pytest.raises(Refused) as refused:
        company.desk(login).write(rule, *args, **named)  # type: ignore[arg-type]
    return refused.value


def test_claiming_opens_a_stay_and_says_what_is_left(company: Company) -> None:
    acme = company.customer("Acme")
    held = company.desk("li").write(pool.claim, acme)
    assert (held.owner, held.held, held.claimed_today, held.day_limit) == ("Li Wei", 1, 1, 10)
    assert stays(company, acme) == [("intake", None, False), ("claim", company.id("li"), True)]


def test_a_held_customer_says_by_whom_and_changes_nothing(company: Company) -> None:
    acme = company.customer("Acme", owner="roth")
    refused = refusal(company, "li", pool.claim, acme)
    assert (refused.code, refused.facts["by"]) == ("held", "A. Roth")
    assert stays(company, acme) == [("intake", company.id("roth"), True)]
    assert refusal(company, "roth", pool.claim, acme).code == "mine"


def test_of_what_another_team_holds_the_team_is_told_as_by_a_check_and_no_more(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    refused = refusal(company, "kuhn", pool.claim, acme)
    assert (refused.code, refused.facts) == ("taken_by_team", {"key": acme, "team": "East"})
    assert words(refused) == f"Customer {acme} is already taken by team East. Choose another one, or ask a lead there."
    of_boss = company.customer("Of nobody's team", owner="boss")
    refused = refusal(company, "kuhn", pool.claim, of_boss)
    assert words(refused) == f"Customer {of_boss} is already taken. Choose another one, or ask a manager."
    (one, other) = company.desk("kuhn").write(pool.claim_many, [acme, of_boss]).left
    assert [(one.name, one.code), (other.name, other.code)] == [("", "taken_by_team"), ("", "taken")]


def test_what_is_not_there_or_archived_is_not_found(company: Company) -> None:
    acme = company.customer("Acme", owner="li", archived_at=company.clock.now)
    for customer_id in (acme, 999_999):
        with pytest.raises(NotFound):
            company.desk("kuhn").write(pool.claim, customer_id)


def test_one_who_was_too_late_is_told_by_whom_even_from_another_team(company: Company) -> None:
    acme = company.customer("Acme")
    company.clock.later(hours=1)
    company.desk("li").write(pool.claim, acme)
    assert refusal(company, "kuhn", pool.claim, acme).facts["by"] == "Li Wei"
    company.clock.later(days=2)
    assert refusal(company, "kuhn", pool.claim, acme).code == "taken_by_team"


def test_who_only_reads_may_not_claim(company: Company) -> None:
    acme = company.customer("Acme")
    with pytest.raises(NotAllowed):
        company.desk("eye").write(pool.claim, acme)
    assert holder(company, acme) is None


def test_claim_and_release_and_claim_again_uses_two_of_the_day(company: Company) -> None:
    limit(company, "li", claims_a_day=2)
    one, two, three = (company.customer(name) for name in ("One", "Two", "Three"))
    li = company.desk("li")
    li.write(pool.claim, one)
    li.write(pool.release, one, "timing")
    li.write(pool.claim, two)
    refused = refusal(company, "li", pool.claim, three)
    assert (refused.code, refused.facts["claimed"]) == ("day_limit", 2)
    company.clock.later(days=1)
    assert li.write(pool.claim, three).claimed_today == 1


def test_a_refused_claim_uses_nothing_of_the_day(company: Company) -> None:
    limit(company, "li", claims_a_day=1)
    held, free = company.customer("Held", owner="roth"), company.customer("Free")
    refusal(company, "li", pool.claim, held)
    assert company.desk("li").write(pool.claim, free).claimed_today == 1


def test_nobody_holds_more_than_they_may(company: Company) -> None:
    limit(company, "li", holding_limit=1)
    company.customer("Mine", owner="li")
    free = company.customer("Free")
    refused = refusal(company, "li", pool.claim, free)
    assert (refused.code, refused.facts["limit"]) == ("limit", 1)


def test_one_who_gave_a_customer_back_waits_and_others_need_not(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    company.clock.later(days=1)
    company.desk("li").write(pool.release, acme, "no budget")
    company.clock.later(days=6)
    assert refusal(company, "li", pool.claim, acme).code == "cooling"
    company.desk("roth").write(pool.claim, acme)
    company.desk("roth").write(pool.release, acme, "timing")
    company.clock.later(days=1)
    company.desk("li").write(pool.claim, acme)


def test_a_release_needs_a_reason_from_the_list_or_in_words(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    assert refusal(company, "li", pool.release, acme, " ").code == "reason_missing"
    company.desk("li").write(pool.release, acme, "They moved to Mars")
    row = company.all(select(ownerships).where(ownerships.c.live_customer_id == acme))[0]
    assert (row.how, row.reason, row.note) == ("release", "other", "They moved to Mars")


def test_only_the_owner_or_their_lead_gives_a_customer_back(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    assert refusal(company, "roth", pool.release, acme, "timing").facts["by"] == "Li Wei"
    company.desk("wang").write(pool.release, acme, "timing")
    assert refusal(company, "wang", pool.release, acme, "timing").code == "in_pool"


def test_a_lead_gives_within_the_team_and_a_manager_to_anybody(company: Company) -> None:
    acme = company.customer("Acme")
    with pytest.raises(NotAllowed):
        company.desk("li").write(pool.assign, acme, company.id("roth"))
    assert refusal(company, "wang", pool.assign, acme, company.id("kuhn")).code == "other_team"
    assert refusal(company, "wang", pool.assign, acme, company.id("eye")).code == "receiver"
    assert company.desk("wang").write(pool.assign, acme, company.id("li"), "knows them").owner == "Li Wei"
    assert company.desk("hale").write(pool.assign, acme, company.id("kuhn")).was_owner == "Li Wei"
    assert [how for how, _owner, _live in stays(company, acme)] == ["intake", "assign", "assign"]


def test_the_receiver_may_hold_only_so_many_but_claims_of_the_day_do_not_count(company: Company) -> None:
    limit(company, "li", holding_limit=1, claims_a_day=0)
    one, two = company.customer("One"), company.customer("Two")
    company.desk("wang").write(pool.assign, one, company.id("li"))
    assert refusal(company, "wang", pool.assign, two, company.id("li")).code == "receiver_limit"


def test_claiming_many_takes_what_the_rules_allow_and_says_why_not_the_rest(company: Company) -> None:
    limit(company, "li", claims_a_day=2)
    held = company.customer("Held", owner="roth")
    free = [company.customer(f"Free {number}") for number in range(3)]
    result = company.desk("li").write(pool.claim_many, [held, *free])
    assert [one.customer_id for one in result.done] == free[:2]
    assert [(one.name, one.code) for one in result.left] == [("Held", "held"), ("Free 2", "day_limit")]
    assert [holder(company, one) for one in free] == [company.id("li"), company.id("li"), None]


@pytest.mark.parametrize("act", ["claim", "release", "assign"])
def test_each_act_is_taken_back_by_its_undo(small_company: Company, act: str) -> None:
    company = small_company
    owner = None if act == "claim" else "li"
    acme = company.customer("Acme", owner=owner)
    since = company.value(select(customers.c.held_since_at).where(customers.c.id == acme))
    company.clock.later(days=2)
    wang = company.desk("wang")
    match act:
        case "claim":
            done = wang.write(pool.claim, acme)
        case "release":
            done = wang.write(pool.release, acme, "timing")
        case _:
            done = wang.write(pool.assign, acme, company.id("roth"))
    wang.write(pool.restore, ((acme, done.stay_id),))
    assert holder(company, acme) == (company.id("li") if owner else None)
    assert company.value(select(customers.c.held_since_at).where(customers.c.id == acme)) == since
    assert stays(company, acme)[-1][0] == "undo"


def test_what_somebody_else_changed_since_is_not_taken_back(small_company: Company) -> None:
    company = small_company
    acme = company.customer("Acme")
    done = company.desk("li").write(pool.claim, acme)
    company.desk("wang").write(pool.assign, acme, company.id("roth"))
    assert refusal(company, "li", pool.restore, ((acme, done.stay_id),)).code == "moved"
    assert holder(company, acme) == company.id("roth")


def test_only_who_did_it_takes_it_back(small_company: Company) -> None:
    company = small_company
    acme = company.customer("Acme")
    done = company.desk("li").write(pool.claim, acme)
    assert refusal(company, "roth", pool.restore, ((acme, done.stay_id),)).code == "moved"
    assert holder(company, acme) == company.id("li")


def test_an_undone_claim_still_counts_for_the_day_and_cools_nothing(small_company: Company) -> None:
    company = small_company
    limit(company, "li", claims_a_day=2)
    acme = company.customer("Acme")
    li = company.desk("li")
    done = li.write(pool.claim, acme)
    li.write(pool.restore, ((acme, done.stay_id),))
    assert li.write(pool.claim, acme).claimed_today == 2
