"""Exports of whole systems, as they come: what is proposed for them brings everything in, tied together."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tuicrm.exchange import importing
from tuicrm.exchange.proposal import proposed
from tuicrm.exchange.report import Report
from tuicrm.sales.opening import sit_down
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import contacts, customers
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects

SYSTEMS = Path(__file__).parent / "files" / "systems"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
Rows = Callable[[Any], list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Come:
    """A system whose export came in: the reports of a rehearsal, of the first and of a second run, and its rows."""

    rehearsed: Report
    first: Report
    again: Report
    rows: Rows


@pytest.fixture(scope="module")
def come(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Come]]:
    kept: dict[str, Come] = {}
    opened = []

    def bring(system: str) -> Come:
        if system not in kept:
            folder = tmp_path_factory.mktemp(system)
            seat = sit_down(f"sqlite:///{folder}/crm.db", "boss", clock=lambda: NOW)
            opened.append(seat.database)
            paths = [SYSTEMS / system]
            rehearsed = importing.bring_in(seat.desk, importing.plan(paths, proposed(paths)), dry_run=True)
            first = importing.bring_in(seat.desk, importing.plan(paths, proposed(paths)))
            again = importing.bring_in(seat.desk, importing.plan(paths, proposed(paths)))

            def rows(statement: Any) -> list[tuple[Any, ...]]:
                return [tuple(row) for row in seat.database.read_as(lambda session: session.all(statement), NOW)]

            kept[system] = Come(rehearsed, first, again, rows)
        return kept[system]

    yield bring
    for database in opened:
        database.close()


@pytest.mark.parametrize(
    ("system", "made", "refused"),
    [
        pytest.param(
            "hub",
            {"user": 2, "customer": 5, "contact": 3, "project": 5, "purchase": 1, "action": 3},
            [("companies.csv", 5)],
            id="HubSpot: associations by id, people without a company",
        ),
        pytest.param(
            "force",
            {"user": 2, "customer": 2, "contact": 2, "project": 5, "purchase": 1, "action": 3},
            [("Task.csv", 5)],
            id="Salesforce: ids everywhere, bare names",
        ),
        pytest.param(
            "pipe",
            {"user": 2, "customer": 2, "contact": 2, "project": 4, "purchase": 1, "action": 3},
            [],
            id="Pipedrive: prefixed headers, names as links, a status beside the stage",
        ),
        pytest.param(
            "fenxiang",
            {"user": 2, "customer": 2, "contact": 2, "project": 4, "inquiry": 2, "purchase": 1, "action": 2},
            [],
            id="a Chinese system: everything by name",
        ),
    ],
)
def test_all_comes_in_once(
    come: Callable[[str], Come], system: str, made: dict[str, int], refused: list[tuple[str, int]]
) -> None:
    found = come(system)
    assert {kind: one.made for kind, one in found.first.records.items()} == made
    assert [(one.file, one.line) for one in found.first.refused] == refused
    assert {one.made + one.changed for one in found.again.records.values()} == {0}
    assert (found.rehearsed.records, found.rehearsed.kept) == (found.first.records, found.first.kept)


@pytest.mark.parametrize(
    ("system", "expected"),
    [
        (
            "hub",
            [
                ("Appointment Scheduled", "open", 25), ("Presentation Scheduled", "open", 50),
                ("Contract Sent", "open", 75), ("Closed Won", "won", 100), ("Closed Lost", "lost", 0),
            ],
        ),
        (
            "force",
            [
                ("Prospecting", "open", 10), ("Needs Analysis", "open", 20), ("Proposal/Price Quote", "open", 75),
                ("Closed Won", "won", 100), ("Closed Lost", "lost", 0),
            ],
        ),
        (
            "pipe",
            [
                ("Qualified", "open", 20), ("Demo Scheduled", "open", 40), ("Proposal Made", "open", 60),
                ("Negotiations Started", "open", 80), ("Won", "won", 100), ("Lost", "lost", 0),
            ],
        ),
        ("fenxiang", [("需求确认", "open", 33), ("商务谈判", "open", 66), ("赢单", "won", 100), ("输单", "lost", 0)]),
    ],
)  # fmt: skip
def test_stages_stand_in_the_order_of_the_way(
    come: Callable[[str], Come], system: str, expected: list[tuple[str, str, int]]
) -> None:
    in_use = select(projects.c.stage_id)
    funnel = select(stages.c.funnel_id).where(stages.c.id.in_(in_use))
    listed = select(stages.c.name, stages.c.kind, stages.c.probability)
    found = come(system).rows(listed.where(stages.c.funnel_id.in_(funnel)).order_by(stages.c.position))
    assert [(name, kind, round(chance)) for name, kind, chance in found] == expected


@pytest.mark.parametrize(
    ("system", "expected"),
    [
        (
            "hub",
            [
                ("Drills", "O'Neill, Tools", "Presentation Scheduled", "Sam O'Hara"),
                ("No company deal", None, "Appointment Scheduled", "Sam O'Hara"),
                ("Oven line", "Bäckerei Müller & Söhne GmbH", "Closed Won", "Petra Kurz"),
                ("Spare parts", "Bäckerei Müller & Söhne GmbH", "Closed Lost", "Petra Kurz"),
                ("五轴机床", "上海明德机械有限公司", "Contract Sent", "Petra Kurz"),
            ],
        ),
        (
            "force",
            [
                ("Drills", "O'Neill, Tools", "Proposal/Price Quote", "Sam O'Hara"),
                ("Mixers", "Müller & Söhne GmbH", "Needs Analysis", "Petra Kurz"),
                ("Oven line", "Müller & Söhne GmbH", "Closed Won", "Petra Kurz"),
                ("Saws", "O'Neill, Tools", "Prospecting", "Sam O'Hara"),
                ("Spare parts", "Müller & Söhne GmbH", "Closed Lost", "Petra Kurz"),
            ],
        ),
        (
            "pipe",
            [
                ("Fair stand", "Beta GmbH", "Lost", "Anna Roth"),
                ("Line 4", "Beta GmbH", "Demo Scheduled", "Anna Roth"),
                ("PX line", "Acme Ltd", "Won", "Li Wei"),
                ("Spare parts", "Acme Ltd", "Qualified", "Li Wei"),
            ],
        ),
        (
            "fenxiang",
            [
                ("二期", "杭州天泽食品有限公司", "输单", "王强"),
                ("五轴机床", "上海明德机械有限公司", "商务谈判", "李娜"),
                ("备件", "上海明德机械有限公司", "需求确认", "李娜"),
                ("灌装线", "杭州天泽食品有限公司", "赢单", "王强"),
            ],
        ),
    ],
)
def test_projects_are_tied_to_customer_stage_and_owner(
    come: Callable[[str], Come], system: str, expected: list[tuple[str, str | None, str, str]]
) -> None:
    joined = (
        projects.outerjoin(customers, customers.c.id == projects.c.customer_id)
        .join(stages, stages.c.id == projects.c.stage_id)
        .outerjoin(users, users.c.id == projects.c.owner_id)
    )
    told = select(projects.c.name, customers.c.name, stages.c.name, users.c.name).select_from(joined)
    assert sorted(come(system).rows(told), key=lambda row: row[0]) == expected


@pytest.mark.parametrize(
    ("system", "expected"),
    [
        (
            "hub",
            [
                ("Anna Müller", "Bäckerei Müller & Söhne GmbH"), ("Tom", "O'Neill, Tools"),
                ("明 王", "上海明德机械有限公司"),
            ],
        ),
        ("force", [("Anna Müller", "Müller & Söhne GmbH"), ("Tom Reed", "O'Neill, Tools")]),
        ("pipe", [("Ann Lee", "Acme Ltd"), ("Jo Novak", "Beta GmbH")]),
        ("fenxiang", [("王明", "上海明德机械有限公司"), ("赵敏", "杭州天泽食品有限公司")]),
    ],
)  # fmt: skip
def test_contacts_are_tied_to_their_company(
    come: Callable[[str], Come], system: str, expected: list[tuple[str, str]]
) -> None:
    joined = contacts.join(customers, customers.c.id == contacts.c.customer_id)
    told = select(contacts.c.name, customers.c.name).select_from(joined)
    assert sorted(come(system).rows(told)) == expected


@pytest.mark.parametrize(
    ("system", "expected"),
    [
        (
            "hub",
            [
                ("call", "done", date(2025, 3, 11), "Oven line", None),
                ("meeting", "done", date(2025, 6, 3), None, None),
                ("message", "done", date(2025, 5, 2), "Drills", None),
            ],
        ),
        (
            "force",
            [
                ("call", "done", date(2025, 3, 15), "Oven line", "Anna Müller"),
                ("meeting", "cancelled", None, None, None),
                ("message", "planned", None, "Drills", "Tom Reed"),
            ],
        ),
        (
            "pipe",
            [
                ("call", "done", date(2026, 2, 2), "PX line", "Ann Lee"),
                ("meeting", "planned", None, "Line 4", "Jo Novak"),
                ("task", "planned", None, None, None),
            ],
        ),
        (
            "fenxiang",
            [
                ("call", "done", date(2025, 6, 12), "灌装线", None),
                ("visit", "done", date(2025, 6, 5), "五轴机床", None),
            ],
        ),
    ],
)
def test_actions_keep_kind_state_and_whom_they_were_about(
    come: Callable[[str], Come], system: str, expected: list[tuple[Any, ...]]
) -> None:
    joined = actions.outerjoin(projects, projects.c.id == actions.c.project_id).outerjoin(
        contacts, contacts.c.id == actions.c.contact_id
    )
    told = select(actions.c.kind, actions.c.state, actions.c.done_on, projects.c.name, contacts.c.name)
    found = come(system).rows(told.select_from(joined).where(actions.c.origin == "import"))
    assert sorted(found, key=lambda row: row[0]) == expected


def test_who_has_no_company_is_a_customer_of_their_own(come: Callable[[str], Come]) -> None:
    people = select(customers.c.name, customers.c.kind).where(customers.c.kind == "person")
    assert come("hub").rows(people) == [("Lost Soul", "person")]


def test_daughter_knows_its_mother(come: Callable[[str], Come]) -> None:
    mother = customers.alias()
    told = select(customers.c.name, mother.c.name).join(mother, mother.c.id == customers.c.parent_id)
    assert come("force").rows(told) == [("O'Neill, Tools", "Müller & Söhne GmbH")]


def test_of_several_the_first_counts(come: Callable[[str], Come]) -> None:
    told = select(customers.c.name).join(actions, actions.c.customer_id == customers.c.id)
    assert come("hub").rows(told.where(actions.c.kind == "message")) == [("O'Neill, Tools",)]
