"""A project, or a customer with its projects, passes on: the holder changes and nothing else."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.chances import EUROS, kept, project, stage, take_back
from tests.sales.house import count, holder, limit, refusal, row, set_values, stays
from tuicrm.sales import agenda, customers, funnel, handovers, projects
from tuicrm.sales.agenda import NewAction
from tuicrm.sales.handovers import Terms
from tuicrm.store.errors import NotAllowed, NotFound, Refused
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers as customer_table
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import collaborators, stage_history
from tuicrm.store.tables.projects import handovers as handover_table

NOW_TERMS = Terms(at_once=True, note="knows them well")


def give(company: Company, login: str, *things: tuple[str, int], to: str = "roth", terms: Terms = NOW_TERMS) -> Any:
    return company.desk(login).write(handovers.give, things, company.id(to), terms)


def call(company: Company, login: str = "li", **about: Any) -> int:
    on = company.clock.now.date() + timedelta(days=3)
    return company.desk(login).write(agenda.plan, NewAction("call", "offer", on=on, **about)).action_id


def owner_of(company: Company, action_id: int) -> str:
    return str(company.value(select(users.c.login).join(actions, actions.c.owner_id == users.c.id).where(
        actions.c.id == action_id)))  # fmt: skip


def owner(company: Company, made: int) -> str:
    return str(company.value(select(users.c.login).where(users.c.id == kept(company, made).owner_id)))


def sees(company: Company, login: str, made: int) -> bool:
    try:
        company.desk(login).read(projects.card, made)
    except NotFound:
        return False
    return True


# at once


def test_the_holder_changes_and_nothing_else(company: Company) -> None:
    made = project(company, expected_on=date(2026, 12, 1))
    company.desk("li").write(funnel.move, made, stage(company, "Needs"))
    company.clock.later(days=3)
    before = kept(company, made)._asdict()
    given = give(company, "hale", ("project", made), to="kuhn")
    assert (given.done, given.projects, given.customers, given.to) == (True, 1, 0, "M. Kuhn")
    after = kept(company, made)._asdict()
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"owner_id", "team_id", "version"}
    assert owner(company, made) == "kuhn"
    assert company.value(select(stage_history.c.stage_id).where(stage_history.c.live_project_id == made)) is not None


@pytest.mark.parametrize("outcome", ["won", "lost"])
def test_closed_projects_pass_on_too(small_company: Company, outcome: str) -> None:
    made, li = project(small_company), small_company.desk("li")
    if outcome == "won":
        li.write(funnel.win, made, cost_minor=1, reason="so")
    else:
        li.write(funnel.lose, made, "price")
    before = kept(small_company, made)
    give(small_company, "hale", ("project", made))
    after = kept(small_company, made)
    assert (after.state, after.closed_on, after.amount_minor) == (outcome, before.closed_on, before.amount_minor)
    assert owner(small_company, made) == "roth"


def test_a_customer_brings_its_projects_of_the_same_holder(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li")
    mine = [project(small_company, name, customer_id=acme) for name in ("one", "two")]
    small_company.desk("li").write(funnel.lose, mine[1], "price")
    others = project(small_company, "three", login="roth", customer_id=acme)
    given = give(small_company, "hale", ("customer", acme), to="kuhn")
    assert (given.customers, given.projects, given.name) == (1, 2, "Acme")
    assert [owner(small_company, one) for one in (*mine, others)] == ["kuhn", "kuhn", "roth"]
    assert holder(small_company, acme) == small_company.id("kuhn")
    assert [stay.how for stay in stays(small_company, acme)] == ["intake", "handover"]


def test_open_actions_go_along_and_done_ones_stay_with_who_did_them(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li")
    made = project(small_company, customer_id=acme)
    planned, of_customer = call(small_company, project_id=made), call(small_company, customer_id=acme)
    done, of_roth = call(small_company, project_id=made), call(small_company, "roth", project_id=made)
    small_company.desk("li").write(agenda.done, done, outcome="talked", note="fine")
    give(small_company, "hale", ("project", made), to="kuhn")
    assert [owner_of(small_company, one) for one in (planned, of_customer, done, of_roth)] == [
        "kuhn", "li", "li", "roth",
    ]  # fmt: skip
    give(small_company, "hale", ("customer", acme), to="roth")
    assert owner_of(small_company, of_customer) == "roth"
    assert owner_of(small_company, planned) == "kuhn", "the project is not li's any more"


def test_open_actions_may_stay(small_company: Company) -> None:
    made = project(small_company)
    planned = call(small_company, project_id=made)
    give(small_company, "hale", ("project", made), terms=Terms(at_once=True, moves_actions=False))
    assert owner_of(small_company, planned) == "li"


def test_the_former_holder_reads_on_for_some_days(small_company: Company) -> None:
    made = project(small_company)
    give(small_company, "hale", ("project", made), to="kuhn", terms=Terms(at_once=True, reads_days=10))
    small_company.clock.later(days=10)
    assert sees(small_company, "li", made)
    with pytest.raises(NotAllowed):
        small_company.desk("li").write(projects.edit, made, kept(small_company, made).version, amount_minor=1)
    small_company.clock.later(days=1)
    assert not sees(small_company, "li", made)


def test_the_former_holder_reads_the_customer_on_as_well(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li")
    made = project(small_company, customer_id=acme)
    give(small_company, "hale", ("customer", acme), to="kuhn", terms=Terms(at_once=True, reads_days=2))
    li = small_company.desk("li")
    assert li.read(customers.card, acme).name == "Acme"
    assert sees(small_company, "li", made)
    small_company.clock.later(days=3)
    with pytest.raises(NotFound):
        li.read(customers.card, acme)


def test_nobody_reads_on_where_no_days_are_given_or_who_has_left(small_company: Company) -> None:
    made, other = project(small_company), project(small_company, "other", login="roth")
    give(small_company, "hale", ("project", made), to="kuhn", terms=Terms(at_once=True, reads_days=0))
    set_values(small_company, users, small_company.id("roth"), left_on=NOW.date())
    give(small_company, "hale", ("project", other), to="kuhn")
    assert count(small_company, collaborators) == 0


def test_a_lock_of_a_customer_stays(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li", locked_until_on=date(2027, 1, 1), lock_reason="tender")
    give(small_company, "hale", ("customer", acme))
    assert row(small_company, customer_table, acme).lock_reason == "tender"


# who may, to whom


@pytest.mark.parametrize(
    ("login", "at_once", "to", "code"),
    [
        ("li", False, "roth", None), ("li", False, "kuhn", None), ("li", True, "roth", "asks_first"),
        ("wang", True, "roth", None), ("wang", True, "kuhn", "other_team"), ("wang", False, "kuhn", None),
        ("hale", True, "kuhn", None), ("boss", True, "kuhn", None), ("roth", False, "kuhn", "not_yours"),
        ("kuhn", False, "roth", "not_found"), ("eye", False, "roth", "sell"), ("li", False, "eye", "receiver"),
        ("li", False, "li", "same_holder"), ("hale", True, "wang", None),
    ],
)  # fmt: skip
def test_who_may_hand_over_to_whom(
    small_company: Company, login: str, at_once: bool, to: str, code: str | None
) -> None:
    made = project(small_company)
    if code is None:
        assert give(small_company, login, ("project", made), to=to, terms=Terms(at_once=at_once)).done is at_once
        return
    with pytest.raises((Refused, NotFound, NotAllowed), match=code):
        give(small_company, login, ("project", made), to=to, terms=Terms(at_once=at_once))
    assert count(small_company, handover_table) == 0


def test_what_nobody_holds_is_not_handed_over(small_company: Company) -> None:
    free = small_company.customer("Free")
    assert refusal(small_company, "hale", handovers.give, (("customer", free),), 3, NOW_TERMS).code == "nobodys"
    assert refusal(small_company, "hale", handovers.give, (), 3, NOW_TERMS).code == "nothing_to_give"


def test_terms_that_cannot_be_are_refused(small_company: Company) -> None:
    made = (("project", project(small_company)),)
    for terms, code in (
        (Terms(at_once=True, due_on=NOW.date() - timedelta(days=1)), "due_past"),
        (Terms(at_once=True, if_late="never"), "if_late"),
    ):
        assert refusal(small_company, "hale", handovers.give, made, small_company.id("roth"), terms).code == code


def test_a_receiver_who_has_left_gets_nothing(small_company: Company) -> None:
    made = project(small_company)
    set_values(small_company, users, small_company.id("roth"), left_on=NOW.date() - timedelta(days=1))
    assert refusal(
        small_company, "hale", handovers.give, (("project", made),), small_company.id("roth"), NOW_TERMS
    ).code == "receiver"  # fmt: skip


def test_a_lead_fills_nobody_beyond_their_limit_and_a_manager_may(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li")
    limit(small_company, "roth", holding_limit=0)
    things = (("customer", acme),)
    assert refusal(small_company, "wang", handovers.give, things, small_company.id("roth"), NOW_TERMS).code == (
        "receiver_limit"
    )
    give(small_company, "hale", ("customer", acme))
    assert holder(small_company, acme) == small_company.id("roth")


# undo


@pytest.mark.parametrize("kind", ["project", "customer"])
def test_a_handover_is_taken_back_as_a_whole(company: Company, kind: str) -> None:
    acme = company.customer("Acme", owner="li")
    made = project(company, customer_id=acme)
    planned, of_customer = call(company, project_id=made), call(company, customer_id=acme)
    give(company, "hale", (kind, made if kind == "project" else acme), to="kuhn")
    take_back(company, "hale")
    assert owner(company, made) == "li"
    assert kept(company, made).team_id == 1
    assert holder(company, acme) == company.id("li")
    assert [owner_of(company, one) for one in (planned, of_customer)] == ["li", "li"]
    rows = company.all(select(handover_table))
    assert {one.ended_how for one in rows} == {"undone"}
    living = select(collaborators.c.id).where(collaborators.c.archived_at.is_(None))
    assert company.all(living) == []
    assert company.desk("kuhn").read(handovers.pending) == ()


def test_what_was_handed_on_meanwhile_is_not_overrun(small_company: Company) -> None:
    made = project(small_company)
    give(small_company, "hale", ("project", made))
    small_company.clock.later(minutes=1)
    give(small_company, "boss", ("project", made), to="kuhn")
    with pytest.raises(Refused, match="undone_since"):
        take_back(small_company, "hale")
    assert owner(small_company, made) == "kuhn"


def test_an_action_done_by_the_receiver_stays_theirs_when_it_is_taken_back(small_company: Company) -> None:
    made = project(small_company)
    first, second = call(small_company, project_id=made), call(small_company, project_id=made)
    given = give(small_company, "hale", ("project", made))
    small_company.desk("roth").write(agenda.done, first, outcome="talked", note="ok")
    small_company.clock.later(minutes=1)
    small_company.desk("roth").write(handovers.give_back, given.batch, "no time")
    assert [owner_of(small_company, one) for one in (first, second)] == ["roth", "li"]


# credit and figures


def test_a_win_after_the_handover_is_the_receivers(small_company: Company) -> None:
    one, two = project(small_company, "one"), project(small_company, "two", amount_minor=5 * EUROS)
    small_company.desk("li").write(funnel.win, one, reason="so")
    for made in (one, two):
        give(small_company, "hale", ("project", made))
    small_company.desk("roth").write(funnel.win, two, reason="so")
    for login, won in (("li", 28_000 * EUROS), ("roth", 5 * EUROS)):
        assert small_company.desk(login).read(agenda.month).won_minor == won
