"""Whose a figure is: people of one name, holders of then, teams of then; and who may ask for it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.company import NOW, Company
from tests.sales.chances import insert, project
from tuicrm.sales import agenda, analysis, funnel, handovers
from tuicrm.sales.analysis import Ask
from tuicrm.sales.analysis.dimensions import label
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.questions import answer
from tuicrm.sales.analysis.questions import behind as behind_answer
from tuicrm.sales.analysis.records import NOTHING, records
from tuicrm.sales.called import told_apart
from tuicrm.sales.handovers import Terms
from tuicrm.sales.privacy import Privacy, set_privacy
from tuicrm.sales.wording import words
from tuicrm.store import change
from tuicrm.store.errors import Refused
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customer_needs, needs, ownerships
from tuicrm.store.tables.people import memberships, targets, users

DAY = timedelta(days=1)
TODAY = NOW.date()


def by(company: Company, measure: str, *dimensions: str, login: str = "hale", **more: Any) -> dict[str, Any]:
    found = company.desk(login).read(analysis.report, Ask(measure, dimensions, **more))
    return {", ".join(row.key): row.value for row in found.rows}


def code(action: Callable[..., Any], *args: Any) -> str:
    with pytest.raises(Refused) as found:
        action(*args)
    return str(found.value.code)


def named(company: Company, login: str, name: str) -> None:
    company.database.write_as(lambda session: change.update(session, users, company.id(login), name=name), NOW)


def act(company: Company, login: str, on: date, **values: Any) -> int:
    """An action that was done on a day, or planned for it."""
    done = values.pop("done", True)
    told = {"customer_id": company.customer(f"C {login} {on}")} | values
    at = datetime(on.year, on.month, on.day, 10, tzinfo=UTC)
    state = {"state": "done", "done_at": at, "done_on": on, "done_month": on.year * 12 + on.month} if done else {
        "state": "planned"
    }  # fmt: skip
    return insert(
        company, actions, owner_id=company.id(login), subject="x", grain="day", planned_on=on, first_planned_on=on,
        origin="plan", created_at=at, **{"kind": "call", **state, **told},
    )  # fmt: skip


# people and records of one name


@pytest.fixture
def namesakes(small_company: Company) -> Company:
    """Two people who are called Li Wei: li won 100, kuhn won 900 and lost one."""
    named(small_company, "kuhn", "Li Wei")
    for login, amount in (("li", 100), ("kuhn", 900)):
        made = project(small_company, login, login=login, amount_minor=amount)
        small_company.desk(login).write(funnel.win, made, cost_minor=1, reason="quick")
        act(small_company, login, TODAY)
        insert(
            small_company, targets, user_id=small_company.id(login), month=24323, amount_minor=amount * 10,
            currency="EUR",
        )  # fmt: skip
    small_company.desk("kuhn").write(funnel.lose, project(small_company, "gone", login="kuhn"), "price")
    project(small_company, "open", amount_minor=7, expected_on=TODAY)
    return small_company


@pytest.mark.parametrize("measure", ["won", "won-revenue", "revenue", "actions", "target", "win-rate", "planned"])
def test_two_people_of_one_name_are_never_added_up(namesakes: Company, measure: str) -> None:
    assert {"Li Wei (li)", "Li Wei (kuhn)"} <= set(by(namesakes, measure, "owner"))


@pytest.mark.parametrize(
    ("question", "part", "expected"),
    [
        ("people", "won_revenue", {"Li Wei (li)": 100, "Li Wei (kuhn)": 900}),
        ("targets", "target", {"Li Wei (li)": 1_000, "Li Wei (kuhn)": 9_000}),
        ("luck", "closed", {"Li Wei (li)": 1, "Li Wei (kuhn)": 2}),
        ("effort", "actions", {"Li Wei (li)": 1, "Li Wei (kuhn)": 1}),
        ("outlook", "closed", {"Li Wei (li)": 100, "Li Wei (kuhn)": 900}),
    ],
)
def test_questions_tell_them_apart_too(namesakes: Company, question: str, part: str, expected: dict[str, Any]) -> None:
    found = namesakes.desk("hale").read(answer, question, Scope())
    assert {line.key[0]: line.figures[part] for line in found.lines if line.key[0] in expected} == expected


def test_records_behind_one_of_them_are_theirs(namesakes: Company) -> None:
    found = namesakes.desk("hale").read(records, Ask("won", ("owner",)), ("Li Wei (kuhn)",)).records
    assert [one.amount_minor for one in found] == [900]
    assert namesakes.desk("hale").read(records, Ask("won", ("owner",)), ("Li Wei",)) == NOTHING


def test_open_projects_behind_a_forecast_are_of_that_person(namesakes: Company) -> None:
    scope = Scope()
    lines = {line.key[0]: line.behind for line in namesakes.desk("hale").read(answer, "outlook", scope).lines}
    found = namesakes.desk("hale").read(behind_answer, "outlook", scope, lines["Li Wei (li)"])
    assert [one.name for one in found.records] == ["open"]
    assert namesakes.desk("hale").read(behind_answer, "outlook", scope, lines["Li Wei (kuhn)"]) == NOTHING


def test_a_name_that_two_have_is_asked_back(namesakes: Company) -> None:
    desk = namesakes.desk("hale")
    assert code(desk.read, answer, "people", Scope(who="Li Wei")) == "namesakes"
    for who in ("kuhn", "@kuhn", "Li Wei (kuhn)"):
        assert [line.key[0] for line in desk.read(answer, "people", Scope(who=who)).lines] == ["Li Wei (kuhn)"]


def test_two_customers_of_one_name_are_two(small_company: Company) -> None:
    first, second = (small_company.customer("Acme", owner="li") for _ in range(2))
    small_company.customer("Bolt")
    for customer, amount in ((first, 5), (second, 7)):
        made = project(small_company, "p", amount_minor=amount, customer_id=customer)
        small_company.desk("li").write(funnel.win, made, cost_minor=1, reason="quick")
    found = by(small_company, "won-revenue", "customer")
    assert found == {f"Acme (#{first})": 5, f"Acme (#{second})": 7}
    ask = Ask("won-revenue", ("customer",))
    behind = small_company.desk("hale").read(records, ask, (f"Acme (#{second})",)).records
    assert [one.amount_minor for one in behind] == [7]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], []),
        (["1:Acme"], ["Acme"]),
        (["1:Acme", "2:Bolt", None], ["Acme", "Bolt"]),
        (["1:Acme", "2:Acme", "3:Bolt"], ["Acme (#1)", "Acme (#2)", "Bolt"]),
        (["12:a:b", "3:a"], ["a:b", "a"]),
        (["1:", "2:"], [" (#1)", " (#2)"]),
    ],
)
def test_records_are_called_by_name_and_number_where_it_takes_it(values: list[Any], expected: list[str]) -> None:
    assert list(told_apart(values).values()) == expected


# times


@pytest.mark.parametrize(
    ("dimension", "value", "expected"),
    [
        ("week", date(2026, 11, 23), "2026-11-23"),
        ("week", date(2026, 11, 29), "2026-11-23"),
        ("week", date(2027, 1, 1), "2026-12-28"),
        ("month", date(2026, 12, 31), "2026-12"),
        ("month", 2026 * 12 + 12, "2026-12"),
        ("month", 2027 * 12 + 1, "2027-01"),
        ("quarter", date(2026, 12, 31), "2026-Q4"),
        ("quarter", 2026 * 12 + 1, "2026-Q1"),
        ("year", date(2026, 1, 1), "2026"),
        ("year", 2026 * 12 + 12, "2026"),
        ("week", None, ""),
    ],
)
def test_times_are_written_from_days_and_from_numbers_of_months(dimension: str, value: Any, expected: str) -> None:
    assert label(dimension, value) == expected


def test_weeks_begin_on_monday_in_the_zone_of_the_team(company: Company) -> None:
    """Half past midnight on Monday in Shanghai is Sunday afternoon in UTC: the week has begun."""
    company.database.write_as(lambda session: change.set_setting(session, "zone", "Asia/Shanghai"), NOW)
    company.clock.now = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
    company.customer("just in", owner="li")
    company.clock.now = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
    company.customer("before", owner="li")
    company.clock.now = NOW
    assert by(company, "customers", "week") == {"2026-11-16": 1, "2026-11-23": 1}
    made = project(company, "p", amount_minor=3)
    company.desk("li").write(funnel.win, made, cost_minor=1, reason="quick")
    assert by(company, "won-revenue", "week") == {"2026-11-23": 3}
    for measure in ("entries", "actions", "inquiries", "given", "needs-asked", "claims", "planned", "plan-kept"):
        assert set(by(company, measure, "week")) <= {"", "2026-11-23"}, measure


# holders and teams of then


def test_plans_stay_with_who_had_them_on_their_day(company: Company) -> None:
    made = project(company, "p", customer_id=company.customer("Acme", owner="li"))
    late = act(company, "li", TODAY - DAY, done=False, project_id=made)
    to_come = act(company, "li", TODAY + DAY, done=False, project_id=made)
    company.desk("hale").write(handovers.give, [("project", made)], company.id("roth"), Terms("take it", at_once=True))
    assert company.value(actions.select().with_only_columns(actions.c.owner_id).where(actions.c.id == late)) == (
        company.id("roth")
    )
    company.clock.later(days=3)
    assert by(company, "planned", "owner") == {"Li Wei": 1, "A. Roth": 1}
    assert by(company, "missed", "owner", to_on=TODAY) == {"Li Wei": 1}
    assert by(company, "planned", where="owner:roth") == {"": 1}
    behind = company.desk("hale").read(records, Ask("planned", ("owner",)), ("A. Roth",)).records
    assert [one.on for one in behind] == [TODAY + DAY]
    assert to_come != late


def test_a_plan_that_was_handed_on_twice_stays_with_the_first(small_company: Company) -> None:
    made = project(small_company, "p", customer_id=small_company.customer("Acme", owner="li"))
    act(small_company, "li", TODAY - DAY, done=False, project_id=made)
    for receiver in ("roth", "wang"):
        small_company.desk("hale").write(
            handovers.give, [("project", made)], small_company.id(receiver), Terms("take it", at_once=True)
        )
        small_company.clock.later(days=1)
    assert by(small_company, "missed", "owner") == {"Li Wei": 1}


def test_needs_are_of_who_held_the_customer_on_the_day(company: Company) -> None:
    customer = company.customer("Acme", owner="li")
    need = insert(company, needs, name="CMM probe", position=1)
    insert(company, customer_needs, customer_id=customer, need_id=need, asked_on=TODAY, met_on=TODAY + 9 * DAY)
    insert(
        company, customer_needs, project_id=project(company, "unknown customer", login="kuhn"), need_id=need,
        asked_on=TODAY,
    )  # fmt: skip
    company.clock.later(days=5)
    company.desk("hale").write(handovers.give, [("customer", customer)], company.id("kuhn"), Terms("x", at_once=True))
    company.clock.later(days=5)
    assert by(company, "needs-asked", "owner") == {"Li Wei": 1, "M. Kuhn": 1}
    assert by(company, "needs-met", "owner") == {"M. Kuhn": 1}
    assert by(company, "needs-asked", where="owner:li") == {"": 1}
    assert by(company, "needs-asked", "team") == {"East": 1, "West": 1}
    assert company.value(ownerships.select().with_only_columns(ownerships.c.id).where(ownerships.c.to_at.is_(None)))


def test_what_was_done_counts_for_the_team_of_then(company: Company) -> None:
    act(company, "li", TODAY - 40 * DAY)
    act(company, "li", TODAY)
    west = company.value(users.select().with_only_columns(users.c.team_id).where(users.c.login == "kuhn"))

    def moves(session: Any) -> None:
        row = session.first(memberships.select().where(memberships.c.user_id == company.id("li")))
        change.update(session, memberships, row.id, to_on=TODAY - 20 * DAY)
        change.insert(
            session, memberships, user_id=row.user_id, team_id=west, role="rep", from_on=TODAY - 20 * DAY
        )  # fmt: skip
        change.update(session, users, row.user_id, team_id=west)

    company.database.write_as(moves, NOW)
    assert by(company, "actions", "team") == {"East": 1, "West": 1}
    assert by(company, "actions", "region", "month") == {"East, 2026-10": 1, "West, 2026-11": 1}
    for month, amount in ((24322, 5), (24323, 7)):
        insert(company, targets, user_id=company.id("li"), month=month, amount_minor=amount, currency="EUR")
    assert by(company, "target", "team", "month") == {"East, 2026-10": 5, "West, 2026-11": 7}


# filters on what was done


def made_done(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li", class_key="A", industry="pumps")
    bolt = small_company.customer("Bolt", owner="roth", class_key="B")
    made = project(small_company, "PX line", customer_id=bolt, login="roth", amount_minor=90_000)
    act(small_company, "li", TODAY, customer_id=acme, outcome="talked")
    act(small_company, "li", TODAY, customer_id=bolt, project_id=made, outcome="no_answer")
    act(small_company, "roth", TODAY, customer_id=bolt, kind="visit", outcome="talked")
    act(small_company, "kuhn", TODAY - DAY, customer_id=acme, done=False)


@pytest.fixture
def done(company_with: Callable[..., Company]) -> Company:
    """Li called a customer of class A without a project and one about a project; Roth visited; Kuhn has a plan."""
    return company_with(made_done)


@pytest.mark.parametrize(
    ("where", "done_n", "planned_n"),
    [
        ("", 3, 4),
        ("owner:li", 2, 2),
        ("not:owner:li", 1, 2),
        ("team:East", 3, 3),
        ("team:West", 0, 1),
        ("class:A", 1, 2),
        ("class:a", 1, 2),
        ("industry:pumps", 1, 2),
        ("kind:visit", 1, 1),
        ("kind:call,visit", 3, 4),
        ("not:kind:visit", 2, 3),
        ("outcome:talked", 2, 2),
        ("outcome:none", 0, 1),
        ("kind:call outcome:talked owner:li", 1, 1),
        ("source:website", 3, 4),
        ("source:phone", 0, 0),
        ("amount:500..", 1, 1),
        ("PX", 1, 1),
    ],
)
def test_actions_are_filtered_by_what_they_are_and_whom_they_are_about(
    done: Company, where: str, done_n: int, planned_n: int
) -> None:
    assert by(done, "actions", where=where) == {"": done_n}
    assert by(done, "planned", where=where) == {"": planned_n}
    assert done.desk("hale").read(records, Ask("actions", where=where), ()).count == done_n


@pytest.mark.parametrize("where", ["kind:", "colour:red", "amount:x"])
def test_what_a_filter_does_not_know_is_said(done: Company, where: str) -> None:
    assert code(done.desk("hale").read, analysis.report, Ask("actions", where=where)).startswith("filter")


def test_kind_is_no_word_of_projects(done: Company) -> None:
    assert code(done.desk("hale").read, analysis.report, Ask("won", where="kind:call")) == "filter"


# who may ask for one person


@pytest.mark.parametrize("login", ["li", "eye"])
def test_ones_own_figures_are_always_there(done: Company, login: str) -> None:
    for where in ("owner:li", "owner:me", 'owner:"Li Wei"') if login == "li" else ("owner:li",):
        assert by(done, "actions", login=login, where=where) == {"": 2 if "me" not in where or login == "li" else 0}


@pytest.mark.parametrize("where", ["owner:roth", 'owner:"A. Roth"', "owner:li,roth", "not:owner:roth"])
def test_a_filter_does_not_open_what_the_setting_closes(done: Company, where: str) -> None:
    assert code(done.desk("li").read, analysis.report, Ask("actions", where=where)) == "figures_of_one"


def test_a_team_that_is_too_small_is_closed_as_a_person_is(done: Company) -> None:
    done.desk("hale").write(set_privacy, Privacy("lead", smallest_group=50))
    for ask in (Ask("won", where="team:East"), Ask("won", ("owner",), where="team:East")):
        assert code(done.desk("li").read, analysis.report, ask) == "figures_of_one"
    assert by(done, "actions", login="wang", where="team:East") == {"": 3}


@pytest.mark.parametrize("question", ["mine", "people", "stages", "abnormal", "effort", "rhythm", "outlook"])
def test_a_colleagues_page_asks_the_setting(done: Company, question: str) -> None:
    assert code(done.desk("li").read, answer, question, Scope(who="roth")) == "figures_of_one"
    assert done.desk("li").read(answer, question, Scope(who="li")).name == question
    assert done.desk("wang").read(answer, question, Scope(who="roth")).name == question
    done.desk("hale").write(set_privacy, Privacy("all"))
    assert done.desk("li").read(answer, question, Scope(who="roth")).name == question
    done.desk("hale").write(set_privacy, Privacy("self"))
    assert code(done.desk("wang").read, answer, question, Scope(who="roth")) == "figures_of_one"


def test_records_of_a_masked_row_stay_closed(done: Company) -> None:
    ask = Ask("actions", ("owner",))
    assert set(by(done, "actions", "owner", login="li")) == {"Li Wei", "others"}
    assert done.desk("li").read(records, ask, ("Li Wei",)).count == 2
    assert done.desk("li").read(records, ask, ("A. Roth",)) == NOTHING


def test_the_refusals_are_worded() -> None:
    for refused in (Refused("figures_of_one"), Refused("namesakes", given="Li Wei", known=("li", "kuhn"))):
        assert words(refused)


def test_agenda_and_figures_speak_of_the_same_plans(done: Company) -> None:
    assert by(done, "planned", "owner")["M. Kuhn"] == 1
    assert done.desk("kuhn").read(agenda.month) is not None
