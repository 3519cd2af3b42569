"""Who leaves has moves that wait, plans about what others hold, and plans that come again: none of it is lost."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.company import Company
from tests.sales.chances import insert, project, stage
from tuicrm.sales import agenda, departing
from tuicrm.sales.agenda import NewAction
from tuicrm.sales.agenda.series import plan_series
from tuicrm.sales.departing import Departure, Going
from tuicrm.sales.funnel import approving
from tuicrm.sales.projects.helping import add_helper
from tuicrm.store.errors import Refused
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.funnel import approvals, transitions
from tuicrm.store.tables.people import users
from tuicrm.store.tables.planning import series


@pytest.fixture
def key_stage(small_company: Company) -> Company:
    """A company in which the move from New to Needs wants a lead's word."""
    pair = {"from_stage_id": stage(small_company, "New"), "to_stage_id": stage(small_company, "Needs")}
    insert(small_company, transitions, **pair, needs_approval=True)
    return small_company


def asks(company: Company, login: str, name: str = "Line 4") -> int:
    """Somebody asks for the move of a project of theirs; gives the project."""
    made = project(company, name, login)
    company.desk(login).write(approving.ask, made, stage(company, "Needs"))
    return made


def leaves(company: Company, login: str, going: Going) -> Departure:
    """Look, then do: both say the same of what waits."""
    boss, user_id = company.desk("boss"), company.id(login)
    seen = boss.read(departing.departing, user_id, going)
    done = boss.write(departing.depart, user_id, going)
    assert (seen.asked, seen.to_decide) == (done.asked, done.to_decide)
    return done


def plans(company: Company, login: str, customer_id: int, **values: Any) -> int:
    new = NewAction("call", "price", customer_id=customer_id, on=company.clock.now.date(), **values)
    return company.desk(login).write(agenda.plan, new).action_id


def owner(company: Company, action_id: int) -> tuple[str, str]:
    found = select(users.c.login, actions.c.state).join(users, users.c.id == actions.c.owner_id)
    (row,) = company.all(found.where(actions.c.id == action_id))
    return tuple(row)


def test_a_move_that_was_asked_for_goes_on_with_the_project(key_stage: Company) -> None:
    made = asks(key_stage, "roth")
    done = leaves(key_stage, "roth", Going((key_stage.id("li"),)))
    (waiting,) = done.asked
    assert (waiting.project_id, waiting.project, waiting.to_stage, waiting.to) == (made, "Line 4", "Needs", "Li Wei")
    assert key_stage.value(select(approvals.c.asked_by_id)) == key_stage.id("li")
    (asked,) = key_stage.desk("wang").read(approving.asked)
    assert asked.asked_by == "Li Wei"
    assert key_stage.desk("li").write(approving.withdraw, asked.id) == made, "who speaks for it may take it back"


def test_a_move_asked_for_about_a_colleagues_project_goes_to_its_holder(key_stage: Company) -> None:
    made = project(key_stage, "Shared", "li")
    key_stage.desk("li").write(add_helper, "project", made, key_stage.id("roth"), may_write=True)
    key_stage.desk("roth").write(approving.ask, made, stage(key_stage, "Needs"))
    (waiting,) = leaves(key_stage, "roth", Going()).asked
    assert (waiting.project, waiting.to) == ("Shared", "Li Wei")
    assert key_stage.value(select(approvals.c.asked_by_id)) == key_stage.id("li")


def test_a_lead_who_goes_sees_what_waits_for_a_decision(key_stage: Company) -> None:
    asks(key_stage, "roth")
    asks(key_stage, "kuhn", "Of team West")
    done = leaves(key_stage, "wang", Going())
    assert [(one.project, one.to) for one in done.to_decide] == [("Line 4", None)]
    (asked, _west) = key_stage.desk("hale").read(approving.asked)
    assert key_stage.desk("hale").write(approving.approve, asked.id).to_stage == "Needs"


def test_another_lead_of_the_team_decides(key_stage: Company) -> None:
    wang = key_stage.all(select(users).where(users.c.login == "wang"))[0]
    insert(
        key_stage, users, login="second", name="S. Cond", name_sort="s", role="team_lead", team_id=wang.team_id,
        joined_on=wang.joined_on,
    )  # fmt: skip
    asks(key_stage, "roth")
    (waiting,) = leaves(key_stage, "wang", Going()).to_decide
    assert waiting.to == "S. Cond"


def test_nothing_waits_for_a_rep(key_stage: Company) -> None:
    asks(key_stage, "roth")
    assert leaves(key_stage, "li", Going()).to_decide == ()


def test_plans_about_what_others_hold_go_to_them(small_company: Company) -> None:
    of_li = small_company.customer("Acme", owner="li")
    action_id = plans(small_company, "roth", of_li)
    leaves(small_company, "roth", Going((small_company.id("wang"),)))
    assert owner(small_company, action_id) == ("li", "planned")


def test_plans_about_nobodys_customer_go_to_the_receiver(small_company: Company) -> None:
    free = small_company.customer("Acme")
    action_id = plans(small_company, "roth", free)
    leaves(small_company, "roth", Going((small_company.id("wang"),)))
    assert owner(small_company, action_id) == ("wang", "planned")


def test_plans_with_a_customer_that_goes_to_the_pool_are_called_off(small_company: Company) -> None:
    own = small_company.customer("Acme", owner="roth")
    action_id = plans(small_company, "roth", own)
    leaves(small_company, "roth", Going(to_pool=True))
    assert owner(small_company, action_id) == ("roth", "cancelled")
    assert small_company.value(select(actions.c.cancel_reason)) == "left"


@pytest.mark.parametrize(
    ("going", "holder"), [("li", "li"), (None, None)], ids=["who gets the customer goes on", "in the pool it ends"]
)
def test_a_plan_that_comes_again(small_company: Company, going: str | None, holder: str | None) -> None:
    own = small_company.customer("Acme", owner="roth")
    new = NewAction("call", "monthly", customer_id=own, on=small_company.clock.now.date() + timedelta(days=1))
    small_company.desk("roth").write(plan_series, new, "FREQ=WEEKLY")
    to = Going((small_company.id(going),)) if going else Going(to_pool=True)
    leaves(small_company, "roth", to)
    (row,) = small_company.all(select(series.c.owner_id, series.c.ended_at))
    assert (row.ended_at is None) == (holder is not None)
    if holder:
        assert row.owner_id == small_company.id(holder)
    still = select(actions.c.id).where(actions.c.owner_id == small_company.id("roth"), actions.c.state == "planned")
    assert small_company.all(still) == []


def test_a_receiver_who_does_not_sell_is_refused_though_nothing_is_held(small_company: Company) -> None:
    plans(small_company, "roth", small_company.customer("Acme"))
    with pytest.raises(Refused, match="receiver"):
        leaves(small_company, "roth", Going((small_company.id("eye"),)))
