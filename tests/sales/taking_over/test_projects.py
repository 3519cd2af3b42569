"""Projects come in with their past; what the file says later is followed, unless they were moved here."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import func, select

from tests.company import NOW, Company
from tests.sales.taking_over.conftest import Take, customer, euros, on, project, taker
from tuicrm.sales import funnel
from tuicrm.sales import projects as project_rules
from tuicrm.sales.invariants import violations
from tuicrm.sales.taking_over import Link, arrive
from tuicrm.store import change
from tuicrm.store.tables.funnel import criteria, funnels, stages, transitions
from tuicrm.store.tables.projects import project_periods, project_products, projects, stage_history
from tuicrm.store.tables.trade import credits, purchases

TALK, WON = on("2026-03-02"), on("2026-04-01")
DAYS = {"talk": TALK, "won": WON}
FAIR = Link("source", "展会", "make")


def row(company: Company, key: str = "1") -> Any:
    return company.all(select(projects).where(projects.c.handle == key))[0]


def stays(company: Company, key: str = "1") -> list[tuple[Any, ...]]:
    columns = stages.c.name, stage_history.c.entered_at, stage_history.c.is_entry_known, stage_history.c.seconds
    rows = select(*columns).join(stages, stages.c.id == stage_history.c.stage_id).order_by(stage_history.c.id)
    return [tuple(one) for one in company.all(rows.where(stage_history.c.project_id == row(company, key).id))]


def living(company: Company, table: Any, *columns: str) -> list[tuple[Any, ...]]:
    rows = select(*(table.c[name] for name in columns)).where(table.c.archived_at.is_(None)).order_by(table.c.id)
    return [tuple(one) for one in company.all(rows)]


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def test_won_project_has_its_course_its_purchase_and_its_credit(company: Company, take: Take) -> None:
    take(
        [arrive("product", "PX", {"name": "PX 200"})],
        [customer("A")],
        [project("1", "Won", customer="A", owner="li", product="PX", amount=euros(900), entered=DAYS)],
    )
    found = row(company)
    assert (found.state, found.closed_on, found.closed_month, found.cycle_days) == ("won", WON, 2026 * 12 + 4, 30)
    assert (found.created_on, found.created_at, found.name) == (TALK, noon(TALK), "PX 200")
    assert (found.amount_minor, found.home_minor, found.cost_minor) == (90_000, 90_000, None)
    assert stays(company) == [("Talk", noon(TALK), True, 30 * 86_400), ("Won", noon(WON), True, None)]
    assert living(company, purchases, "customer_id", "amount_minor", "cost_minor", "bought_on") == [
        (found.customer_id, 90_000, None, WON)
    ]
    li = company.id("li")
    assert living(company, credits, "user_id", "team_id", "outcome", "share_ppm", "on") == [
        (li, found.team_id, "won", 1_000_000, WON)
    ]
    assert living(company, project_products, "quantity") == [(1,)]
    assert company.desk("boss").read(violations) == ()


def test_project_without_customer_or_day_comes_in_all_the_same(company: Company, take: Take) -> None:
    assert take([project("1", owner="li")]).made == {"project": 1}
    found = row(company)
    assert (found.customer_id, found.is_stage_since_known, found.amount_minor) == (None, False, None)
    assert stays(company) == [("Talk", company.clock.now, False, None)]


def test_past_periods_hold_the_stage_and_no_later_wisdom(company: Company, take: Take) -> None:
    take([project("1", "Won", owner="li", amount=euros(900), entered=DAYS)])
    columns = project_periods.c.from_at, project_periods.c.to_at, project_periods.c.amount_minor
    assert company.all(select(*columns).order_by(project_periods.c.id)) == [
        (noon(TALK), noon(WON), None), (noon(WON), None, 90_000),
    ]  # fmt: skip


def test_day_of_closing_that_is_not_given_is_today_and_noted(company: Company, take: Take) -> None:
    taken = take([project("1", "Won", owner="li", entered={"talk": TALK})])
    assert [(one.code, one.field) for one in taken.noted] == [("close_unknown", "closed_on")]
    found = row(company)
    assert (found.closed_on, found.cycle_days, found.is_stage_since_known) == (NOW.date(), None, False)


def test_first_funnel_that_is_brought_along_becomes_the_teams(company: Company, take: Take) -> None:
    take([project("1")])
    assert [stage.name for stage in company.desk("li").read(funnel.stages)] == ["Talk", "Quote", "Won", "Lost"]
    board = company.desk("hale").read(funnel.board, funnel.BoardQuery())
    assert [column.count for column in board.columns] == [1, 0]


def test_funnel_in_use_stays_the_teams(company: Company, take: Take) -> None:
    company.desk("li").write(project_rules.add, project_rules.NewProject(name="ours"))
    take([project("1")])
    assert company.value(select(funnels.c.name).where(funnels.c.is_default)) == "Sales"


def test_stage_that_nobody_declared_refuses_the_row(take: Take) -> None:
    taken = take([project("1", "Elsewhere"), project("2", entered={"elsewhere": TALK}), project("3", "talk")])
    assert [(one.row, one.code) for one in taken.refused] == [(0, "no_stage"), (1, "no_stage")]


def test_exit_criteria_are_not_asked_of_the_past(company: Company, take: Take) -> None:
    take([project("1")])
    ids = {name: stage_id for stage_id, name in company.all(select(stages.c.id, stages.c.name))}

    def ask(session: Any) -> None:
        made = change.insert(session, transitions, from_stage_id=ids["Talk"], to_stage_id=ids["Won"])
        change.insert(session, criteria, transition_id=made, kind="check", what="x", label="x")

    company.database.write_as(ask, NOW)
    assert take([project("1", "Won", entered=DAYS, amount=euros(1))]).changed == {"project": 1}


def test_file_that_goes_on_is_followed(company: Company, take: Take) -> None:
    take([customer("A")], [project("1", customer="A", owner="li", entered={"talk": TALK})])
    company.clock.later(days=7)
    taken = take([customer("A")], [project("1", "Won", customer="A", owner="li", amount=euros(900), entered=DAYS)])
    assert (taken.changed, taken.made) == ({"project": 1}, {"purchase": 1})
    found = row(company)
    assert (found.state, found.closed_on, found.cycle_days, found.amount_minor) == ("won", WON, 30, 90_000)
    assert stays(company) == [("Talk", noon(TALK), True, 30 * 86_400), ("Won", noon(WON), True, None)]
    assert living(company, credits, "user_id", "outcome") == [(company.id("li"), "won")]
    assert company.desk("boss").read(violations) == ()


def test_corrected_amount_day_and_holder_move_purchase_and_credit(company: Company, take: Take) -> None:
    take([project("1", "Won", owner="li", amount=euros(900), entered=DAYS)])
    later = on("2026-05-04")
    take([project("1", "Won", owner="kuhn", amount=euros(800), entered={"talk": TALK, "won": later})])
    assert living(company, purchases, "amount_minor", "bought_on", "month") == [(80_000, later, 2026 * 12 + 5)]
    assert living(company, credits, "user_id", "on") == [(company.id("kuhn"), later)]
    assert row(company).cycle_days == 63
    assert stays(company)[-1] == ("Won", noon(later), True, None)


def test_win_that_the_file_takes_back_is_taken_back(company: Company, take: Take) -> None:
    take([project("1", "Won", owner="li", amount=euros(900), entered=DAYS)])
    company.clock.later(days=1)
    take([project("1", "Talk", owner="li", entered={"talk": TALK})])
    assert row(company).state == "open"
    assert living(company, purchases, "id") == living(company, credits, "id") == []
    assert [name for name, *_ in stays(company)] == ["Talk", "Won", "Talk"]
    assert stays(company)[-1] == ("Talk", company.clock(), False, None), "nobody knows when it went back"
    assert (row(company).stage_since_at, row(company).is_stage_since_known) == (company.clock(), False)
    assert company.value(select(func.count(stage_history.c.live_project_id))) == 1
    assert company.desk("boss").read(violations) == ()
    company.clock.later(days=1)
    again = take([project("1", "Talk", owner="li", entered={"talk": TALK})])
    assert (again.changed, again.skipped) == ({}, {"project": 1})
    assert company.desk("boss").read(violations) == ()


def test_project_moved_here_stays_where_it_is(company: Company, take: Take) -> None:
    take([project("1", owner="li", note="old", entered={"talk": TALK})])
    quote = next(one.id for one in company.desk("li").read(funnel.stages) if one.name == "Quote")
    company.desk("li").write(funnel.move, row(company).id, quote)
    company.clock.later(days=1)
    taken = take([project("1", "Won", owner="li", note="new", amount=euros(900), entered=DAYS)])
    assert taken.kept[0].fields == ("stage",)
    found = row(company)
    assert (found.stage_id, found.state, found.note, found.amount_minor) == (quote, "open", "new", 90_000)
    assert living(company, purchases, "id") == []


def test_project_won_here_is_not_sold_twice(company: Company, take: Take) -> None:
    take([project("1", owner="li", entered={"talk": TALK})])
    company.desk("li").write(funnel.win, row(company).id, amount_minor=50_000, reason="repeat order")
    today = NOW.date()
    taken = take([project("1", "Won", owner="li", amount=euros(900), note="x", entered={"talk": TALK, "won": today})])
    assert [kept.fields for kept in taken.kept] == [("amount",)]
    assert living(company, purchases, "amount_minor") == [(50_000,)]
    assert len(living(company, credits, "id")) == 1


def test_share_of_the_credit_made_here_stays(company: Company, take: Take) -> None:
    take([project("1", "Won", owner="li", amount=euros(900), entered=DAYS)])
    credit = company.value(select(credits.c.id))
    company.database.write_as(lambda s: change.update(s, credits, credit, share_ppm=600_000), NOW)
    take([project("1", "Won", owner="kuhn", amount=euros(900), entered=DAYS)])
    assert living(company, credits, "user_id", "share_ppm") == [(company.id("li"), 600_000)]


def test_handle_that_is_taken_gets_a_number(company: Company, take: Take) -> None:
    company.desk("li").write(project_rules.add, project_rules.NewProject(name="A 1"))
    take([project("A-1"), project("a.1")])
    assert {one.handle for one in company.all(select(projects.c.handle))} == {"a-1", "a-1-2", "a-1-3"}


def test_one_story_on_each_engine(everywhere: Company) -> None:
    take = taker(everywhere)
    team = [arrive("team", "Dustin", {"name": "Dustin", "office": "Central"})]
    ann = [arrive("user", "Ann", {"name": "Ann", "role": "rep"}, {"team": Link("team", "Dustin")})]
    first = take(
        team, ann, [customer("A", city="Leeds", source=FAIR), customer("𠮷野家", city="York")],
        [
            project("1", customer="A", owner="Ann", entered={"talk": TALK}),
            project("2", "Won", customer="𠮷野家", owner="Ann", amount=euros(900), entered=DAYS),
        ],
    )  # fmt: skip
    assert first.made == {"team": 1, "user": 1, "customer": 2, "project": 2, "purchase": 1}
    everywhere.clock.later(days=1)
    second = take(
        team, ann, [customer("A", city="Hull", source=FAIR), customer("𠮷野家", city="York")],
        [
            project("1", "Won", customer="A", owner="Ann", amount=euros(100), entered=DAYS),
            project("2", "Won", customer="𠮷野家", owner="Ann", amount=euros(900), entered=DAYS),
        ],
    )  # fmt: skip
    assert second.made == {"purchase": 1}
    assert second.changed == {"customer": 1, "project": 1}
    assert second.skipped == {"team": 1, "user": 1, "customer": 1, "project": 1}
    assert sorted(living(everywhere, purchases, "amount_minor")) == [(10_000,), (90_000,)]
    assert everywhere.desk("boss").read(violations) == ()
