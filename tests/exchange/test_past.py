"""The past of a company from files: who was where, who held what when, what each stage and action was."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.company import Company
from tests.engines import KINDS
from tests.exchange.beginning import NOW, make_begun
from tuicrm.exchange import importing, loading
from tuicrm.exchange.report import Report
from tuicrm.sales import analysis, invariants
from tuicrm.sales.analysis import Ask
from tuicrm.store.database import Database
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.channels import campaign_costs, campaigns
from tuicrm.store.tables.customers import customers, ownerships
from tuicrm.store.tables.funnel import playbook_actions, playbooks, stages
from tuicrm.store.tables.people import leaves, memberships, seat_costs, targets, teams, users
from tuicrm.store.tables.projects import handovers, project_periods, projects, stage_history
from tuicrm.store.tables.system import changes
from tuicrm.store.tables.trade import credits

FILES = Path(__file__).parent / "files" / "past"
ALONE = ("teams", "people", "memberships", "products", "campaigns", "customers", "projects")
"""Files that others lean on, in an order in which each can come by itself."""


@pytest.fixture
def database(template: Callable[..., str]) -> Any:
    made = Database(template("sqlite", make_begun))
    yield made
    made.close()


def bring_in(database: Database, *paths: Path, dry_run: bool = False) -> Report:
    desk = database.as_("boss", lambda: NOW, through="test")
    plan = importing.plan(list(paths) or [FILES], loading.load("tuicrm"))
    return importing.bring_in(desk, plan, dry_run=dry_run)


def ask(
    database: Database, *columns: Any, joined: Any = None, order: Any = None, where: Any = None
) -> list[tuple[Any, ...]]:
    statement = select(*columns)
    for table, on in joined or ():
        statement = statement.outerjoin(table, on)
    if where is not None:
        statement = statement.where(where)
    found = database.read_as(lambda session: session.all(statement.order_by(*(order or columns))), NOW)
    return [tuple(row) for row in found]


def test_every_kind_comes_in_and_broken_rows_are_named(database: Database) -> None:
    report = bring_in(database)
    assert {kind: one.made for kind, one in report.records.items()} == {
        "team": 2, "user": 4, "membership": 2, "leave": 1, "seat_cost": 2, "target": 3, "campaign": 2,
        "campaign_cost": 3, "product": 1, "customer": 3, "project": 3, "move": 8, "handover": 3, "credit": 2,
        "inquiry": 3, "purchase": 2, "action": 5,
    }  # fmt: skip
    assert report.records["membership"].changed + report.records["membership"].skipped == 3
    assert [(one.file, one.line, one.reason) for one in report.refused] == [
        ("memberships.csv", 7, "to_on: “2026-02-01” comes before the beginning"),
        ("leave.csv", 3, "user: there is no user “Nobody Here”"),
        ("targets.csv", 5, "stretch: “14000” is below the target, or of another currency"),
        ("moves.csv", 12, "stage: there is no stage “Nowhere”: declare it in the mapping, or name one with choices"),
        ("handovers.csv", 5, "project: it names neither a project nor a customer"),
        (
            "actions.csv", 7,
            "kind: “dance” is none of: call, visit, meeting, demo, quote, message, task",
        ),
        ("actions.csv", 8, "done_on: “2027-03-06” is still to come: what is done has a day that is past"),
        ("actions.csv", 9, "customer: it names neither a project nor a customer"),
    ]  # fmt: skip


def test_people_belong_where_the_files_say(database: Database) -> None:
    bring_in(database)
    team = (teams, teams.c.id == memberships.c.team_id)
    who = (users, users.c.id == memberships.c.user_id)
    spans = ask(
        database, users.c.name, teams.c.name, memberships.c.role, memberships.c.from_on, memberships.c.to_on,
        joined=[who, team], order=[users.c.name, memberships.c.from_on], where=users.c.login != "boss",
    )  # fmt: skip
    assert [(name, team_name, role, str(first), str(last)) for name, team_name, role, first, last in spans] == [
        ("Ann Ash", "West", "rep", "2025-01-06", "2026-01-01"),
        ("Ann Ash", "East", "rep", "2026-01-01", "None"),
        ("Ben Birch", "East", "rep", "2025-01-06", "None"),
        ("Cat Cole", "West", "rep", "2026-02-02", "None"),
        ("Dan Dale", "East", "rep", "2024-09-02", "2025-07-01"),
        ("Dan Dale", "East", "team_lead", "2025-07-01", "None"),
    ]
    assert ask(database, users.c.name, users.c.role, users.c.left_on, where=users.c.left_on.is_not(None)) == [
        ("Ben Birch", "rep", date(2026, 6, 30))
    ]
    assert ask(database, leaves.c.from_on, leaves.c.to_on, leaves.c.kind) == [
        (date(2026, 3, 2), date(2026, 3, 13), "holiday")
    ]
    assert ask(database, seat_costs.c.from_on, seat_costs.c.cost_minor) == [
        (date(2025, 1, 6), 4200_00), (date(2026, 1, 1), 4500_50),
    ]  # fmt: skip
    assert ask(
        database, targets.c.month, targets.c.amount_minor, targets.c.stretch_minor, targets.c.challenge_minor
    ) == [
        (2026 * 12 + 1, 20_000_00, 25_000_00, 30_000_00),
        (2026 * 12 + 2, 15_000_00, None, None),
        (2026 * 12 + 2, 20_000_00, 25_000_00, None),
    ]


def test_campaigns_cost_what_the_files_say(database: Database) -> None:
    bring_in(database)
    cost = (campaign_costs, campaign_costs.c.campaign_id == campaigns.c.id)
    assert ask(database, campaigns.c.name, campaign_costs.c.month, campaign_costs.c.cost_minor, joined=[cost]) == [
        ("Search ads", 2026 * 12 + 1, 3000_00),
        ("Search ads", 2026 * 12 + 2, 3100_55),
        ("Spring fair", 2026 * 12 + 3, 12_000_00),
    ]


def history(database: Database, project: str) -> list[tuple[Any, ...]]:
    found = ask(
        database, stages.c.name, stage_history.c.entered_at, stage_history.c.left_how, stage_history.c.seconds,
        users.c.name,
        joined=[
            (projects, projects.c.id == stage_history.c.project_id),
            (stages, stages.c.id == stage_history.c.stage_id),
            (users, users.c.id == stage_history.c.holder_id),
        ],
        where=projects.c.name == project, order=[stage_history.c.entered_at, stage_history.c.id],
    )  # fmt: skip
    return [(stage, str(at.date()), how, seconds and seconds // 86400, who) for stage, at, how, seconds, who in found]


def test_stages_are_those_of_the_moves_and_holders_those_of_the_handovers(database: Database) -> None:
    bring_in(database)
    assert history(database, "Alder press") == [
        ("New", "2026-03-12", "forward", 8, "Ben Birch"),
        ("Needs", "2026-03-20", "forward", 21, "Ben Birch"),
        ("Quote", "2026-04-10", "won", 40, "Ben Birch"),
        ("Won", "2026-05-20", None, None, "Ben Birch"),
    ]
    assert history(database, "Beech oven") == [
        ("New", "2026-01-15", "forward", 26, "Ben Birch"),
        ("Quote", "2026-02-10", "back", 10, "Ben Birch"),
        ("Needs", "2026-02-20", "forward", 13, "Ben Birch"),
        ("Quote", "2026-03-05", "lost", 56, "Ben Birch"),
        ("Lost", "2026-04-30", None, None, "Ben Birch"),
    ]
    assert [row[:3] for row in history(database, "Beech mixer")] == [
        ("New", "2026-04-01", "forward"), ("Quote", str(NOW.date()), None),
    ]  # fmt: skip


def test_rehearsal_says_what_the_import_will_say(small_company: Company) -> None:
    told = bring_in(small_company.database, dry_run=True)
    done = bring_in(small_company.database)
    assert (told.records, told.refused, told.left, told.kept) == (done.records, done.refused, done.left, done.kept)


def test_past_days_can_be_read(database: Database) -> None:
    bring_in(database)
    periods = ask(
        database, project_periods.c.from_at, stages.c.name, users.c.name, project_periods.c.amount_minor,
        project_periods.c.expected_on, project_periods.c.probability,
        joined=[
            (projects, projects.c.id == project_periods.c.project_id),
            (stages, stages.c.id == project_periods.c.stage_id),
            (users, users.c.id == project_periods.c.owner_id),
        ],
        where=projects.c.name == "Alder press", order=[project_periods.c.from_at],
    )  # fmt: skip
    assert [(str(row[0].date()), *row[1:3], row[3], str(row[4]), row[5]) for row in periods] == [
        ("2026-03-12", "New", "Ben Birch", 8000_00, "2026-06-30", 10),
        ("2026-03-20", "Needs", "Ben Birch", 8500_00, "2026-06-30", 10),
        ("2026-04-10", "Quote", "Ben Birch", 8500_00, "2026-05-31", 60),
        ("2026-05-20", "Won", "Ben Birch", 9000_00, "2026-05-31", 60),
        ("2026-06-25", "Won", "Cat Cole", 9000_00, "None", None),
    ]
    desk = database.as_("boss", lambda: NOW, through="test")

    def open_on(day: str) -> dict[str, Any]:
        found = desk.read(analysis.report, Ask("open-amount", ("owner",), as_of=date.fromisoformat(day)))
        return {row.key[0]: row.value for row in found.rows}

    assert open_on("2026-03-15") == {"Ben Birch": 8000_00}
    assert open_on("2026-04-20") == {"Ben Birch": 8500_00}
    assert open_on("2026-11-01") == {"Ann Ash": 0}, "what it was worth before it came here is not told"
    assert open_on("2026-11-23") == {"Ann Ash": 5000_00}


def test_credit_is_that_of_the_holder_at_the_event_or_as_told(database: Database) -> None:
    bring_in(database)
    rows = ask(
        database, projects.c.name, users.c.name, teams.c.name, credits.c.share_ppm,
        joined=[
            (projects, projects.c.id == credits.c.project_id),
            (users, users.c.id == credits.c.user_id),
            (teams, teams.c.id == credits.c.team_id),
        ],
        where=credits.c.archived_at.is_(None),
    )  # fmt: skip
    assert rows == [
        ("Alder press", "Ben Birch", "East", 1_000_000),
        ("Beech oven", "Ann Ash", "East", 400_000),
        ("Beech oven", "Ben Birch", "East", 600_000),
    ]


def test_customers_were_held_by_whom_the_handovers_name(database: Database) -> None:
    bring_in(database)
    stays = ask(
        database, customers.c.name, users.c.name, ownerships.c.from_at, ownerships.c.to_at, ownerships.c.how,
        joined=[(customers, customers.c.id == ownerships.c.customer_id), (users, users.c.id == ownerships.c.owner_id)],
        where=customers.c.name == "Alder Ltd", order=[ownerships.c.from_at],
    )  # fmt: skip
    assert [(name, who, str(first.date()), how) for name, who, first, _last, how in stays] == [
        ("Alder Ltd", "Ben Birch", "2026-03-11", "import"),
        ("Alder Ltd", "Cat Cole", "2026-06-25", "handover"),
    ]
    assert stays[0][3] == stays[1][2]
    assert ask(database, func.count(handovers.c.id)) == [(3,)]


def test_actions_carry_plan_execution_cost_and_playbook(database: Database) -> None:
    bring_in(database)
    rows = ask(
        database, actions.c.subject, actions.c.state, actions.c.planned_on, actions.c.done_on, actions.c.outcome,
        actions.c.done_minutes, actions.c.cost_minor, stages.c.name,
        joined=[(stages, stages.c.id == actions.c.stage_id)], order=[actions.c.id],
    )  # fmt: skip
    said = [(subject, state, str(plan), str(done), *rest) for subject, state, plan, done, *rest in rows]
    assert said == [
        ("first call", "done", "2026-03-12", "2026-03-13", "talked", 20, None, "New"),
        ("see the line", "done", "2026-03-25", "2026-03-27", "done", 120, 85_50, "Needs"),
        ("quote", "cancelled", "2026-02-12", "None", None, None, None, "Quote"),
        ("ask again", "planned", "2026-12-01", "None", None, None, None, "New"),
        ("shown", "done", "None", "2026-03-06", "done", 60, 12_00, "Quote"),
    ]
    book = [
        (playbooks, playbooks.c.id == playbook_actions.c.playbook_id),
        (stages, stages.c.id == playbooks.c.stage_id),
    ]
    assert ask(database, stages.c.name, playbooks.c.number, playbook_actions.c.subject, joined=book) == [
        ("Needs", 2, "See the line")
    ]
    heard = ask(database, customers.c.name, customers.c.last_action_at, customers.c.next_action_at)
    days = [(name, last and str(last.date()), following and str(following.date())) for name, last, following in heard]
    assert days == [
        ("Alder Ltd", "2026-03-27", None), ("Beech SA", "2026-03-06", "2026-12-01"), ("Cedar AG", None, None),
    ]  # fmt: skip


def told(database: Database) -> list[Any]:
    """Everything that the figures rest on, without ids."""
    tables: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (stage_history, ("entered_at", "left_at", "left_how", "seconds", "holder_id", "stage_id")),
        (project_periods, ("from_at", "to_at", "stage_id", "owner_id", "team_id", "amount_minor", "expected_on")),
        (ownerships, ("from_at", "to_at", "owner_id", "how")),
        (memberships, ("user_id", "from_on", "to_on", "role", "team_id")),
    )
    found: list[Any] = [sorted(map(str, ask(database, *(table.c[name] for name in names)))) for table, names in tables]
    living = [credits.c[name] for name in ("user_id", "team_id", "share_ppm", "on", "outcome")]
    return [*found, sorted(map(str, ask(database, *living, where=credits.c.archived_at.is_(None))))]


def test_files_one_by_one_in_any_order_tell_the_same(database: Database, template: Callable[..., str]) -> None:
    bring_in(database)
    other = Database(template("sqlite", make_begun))
    rest = sorted(path.stem for path in FILES.glob("*.csv") if path.stem not in ALONE)
    for name in (*ALONE, *reversed(rest)):
        bring_in(other, FILES / f"{name}.csv")
    assert told(other) == told(database)
    other.close()


def test_second_run_adds_and_moves_nothing(database: Database) -> None:
    bring_in(database)
    before, written = told(database), ask(database, func.count(changes.c.id))
    again = bring_in(database)
    assert (again.totals.made, again.totals.changed) == (0, 0)
    assert (told(database), ask(database, func.count(changes.c.id))) == (before, written)


def test_a_corrected_move_is_followed(database: Database, tmp_path: Path) -> None:
    bring_in(database)
    copy(FILES / "moves.csv", tmp_path / "moves.csv")
    text = (tmp_path / "moves.csv").read_text().replace("M3,P1,Quote,2026-04-10", "M3,P1,Quote,2026-04-20")
    (tmp_path / "moves.csv").write_text(text)
    report = bring_in(database, tmp_path / "moves.csv")
    assert report.records["move"].changed == 1
    assert [row[1:4] for row in history(database, "Alder press")][1:3] == [
        ("2026-03-20", "forward", 31), ("2026-04-20", "won", 30),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_what_comes_in_keeps_every_promise_on_each_engine(kind: str, template: Callable[..., str]) -> None:
    database = Database(template(kind, make_begun))
    bring_in(database)
    found = database.as_("boss", lambda: NOW, through="test").read(invariants.violations)
    assert not found, found
    database.close()
