"""A Chinese lead list, by another mapping alone: amounts and days in seven spellings, six cells that say nothing."""

import json
from collections import Counter, defaultdict
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from tuicrm.exchange import importing, loading
from tuicrm.exchange.reading import read
from tuicrm.exchange.report import Report
from tuicrm.sales import analysis
from tuicrm.sales.analysis import Ask
from tuicrm.sales.opening import Beginning, Seat, sit_down
from tuicrm.store.tables.channels import sources
from tuicrm.store.tables.customers import contact_points, contacts, customers
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import credits

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ENDS = ("赢单", "输单")
NAMES = {
    "phone": "电话", "website": "官网", "email": "邮件", "referral": "转介绍", "outreach": "陌生拜访",
    "campaign": "市场活动",
}  # fmt: skip


@pytest.fixture(scope="module")
def come(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Seat, Report, Path]:
    china = Beginning("CNY", "Asia/Shanghai", "CN")
    seat = sit_down(f"sqlite:///{tmp_path_factory.mktemp('zh')}/crm.db", "boss", beginning=china, clock=lambda: NOW)
    mapping = loading.load(str(Path(__file__).parent / "files" / "zh-leads.toml"))
    folder = real_data / "zh-leads"
    return seat, importing.bring_in(seat.desk, importing.plan([folder], mapping)), folder


def ask(seat: Seat, statement: Any) -> list[Any]:
    return seat.database.read_as(lambda session: list(session.all(statement)), NOW)


def month(day: date | None) -> str:
    return day.strftime("%Y-%m") if day else ""


def test_list_comes_in_and_its_unreadable_cells_are_named(come: tuple[Seat, Report, Path]) -> None:
    _seat, report, folder = come
    planted = json.loads((folder / "duplicates.json").read_text("utf-8"))["unreadable_cells"]
    named = [(one.line, one.column) for one in report.left if "day of closing" not in one.reason]
    assert named == [(cell["line"], cell["column"]) for cell in planted if cell["text"]]
    assert [(one.line, one.reason) for one in report.refused] == [(491, "客户名称 is empty")]
    assert {kind: one.made for kind, one in report.records.items()} == {
        "user": 8, "customer": 499, "contact": 499, "project": 499, "purchase": 75,
    }  # fmt: skip


def test_sums_are_the_reference_but_for_the_row_without_a_name(come: tuple[Seat, Report, Path]) -> None:
    seat, _report, folder = come
    expected = json.loads((folder / "reference.json").read_text("utf-8"))
    nameless = next(one for one in read(folder / "leads.csv").records if not one.cells["客户名称"].strip())
    columns = stages.c.name, sources.c.key, users.c.name, projects.c.amount_minor, projects.c.expected_on
    rows = (
        select(*columns)
        .select_from(projects)
        .join(stages, stages.c.id == projects.c.stage_id)
        .join(customers, customers.c.id == projects.c.customer_id)
        .join(sources, sources.c.id == customers.c.source_id)
        .outerjoin(users, users.c.id == customers.c.owner_id)
    )
    found: dict[str, Any] = defaultdict(Counter)
    sums: dict[str, Any] = defaultdict(lambda: defaultdict(Decimal))
    for stage, source, owner, minor, expected_on in ask(seat, rows):
        keys = {"stage": stage, "source": NAMES.get(source, source), "owner": owner or "", "month": month(expected_on)}
        for name, key in keys.items():
            found[name][key] += 1
            sums[name][key] += Decimal(minor or 0) / 100
    cells = nameless.cells
    found["stage"][cells["销售阶段"]] += 1
    found["source"][cells["来源"]] += 1
    found["owner"][cells["跟进人"]] += 1
    assert found["stage"] == expected["rows_by_stage"]
    assert found["source"] == expected["rows_by_source"]
    assert found["owner"] == expected["rows_by_owner"]
    missing = Decimal(expected["amount"]) - sum(sums["stage"].values())
    for name, reference in (("stage", "amount_by_stage"), ("source", "amount_by_source")):
        left = {key: Decimal(value) - sums[name][key] for key, value in expected[reference].items()}
        assert {value for value in left.values() if value} <= {missing}
    by_month = expected["amount_by_month_of_expected_close"]
    assert sum(Decimal(value) - sums["month"][key] for key, value in by_month.items()) == missing


def test_reports_say_the_same_figures(come: tuple[Seat, Report, Path]) -> None:
    """What is open, won and lost together is what the file says, but for the one row without a name."""
    seat, _report, folder = come
    expected = json.loads((folder / "reference.json").read_text("utf-8"))
    cells = next(one for one in read(folder / "leads.csv").records if not one.cells["客户名称"].strip()).cells
    nameless = {"stage": cells["销售阶段"], "source": cells["来源"], "owner": cells["跟进人"]}

    def together(measures: tuple[str, ...], *by: str) -> dict[str, int]:
        found: Counter[str] = Counter()
        for measure in measures:
            for row in seat.desk.read(analysis.report, Ask(measure, by)).rows:
                key = "".join(row.key)
                found[NAMES.get(key, key)] += int(row.value or 0)
        return dict(found)

    counts, amounts = ("open", "won", "lost"), ("open-amount", "won-revenue", "lost-amount")
    missing = round(Decimal(expected["amount"]) * 100) - together(amounts)[""]
    assert together(counts) == {"": expected["counts"]["rows"] - 1}
    for dimension in ("stage", "source"):
        rows = Counter(together(counts, dimension))
        rows[nameless[dimension]] += 1
        if dimension == "source":
            assert rows == expected["rows_by_source"]
        else:  # what was lost is counted where it was lost
            assert sum(rows.values()) == sum(expected["rows_by_stage"].values())
            assert all(rows[name] >= count for name, count in expected["rows_by_stage"].items() if name not in ENDS)
    by_source = {key: round(Decimal(value) * 100) for key, value in expected["amount_by_source"].items()}
    by_source[nameless["source"]] -= missing
    assert together(amounts, "source") == by_source
    by_stage = {key: round(Decimal(value) * 100) for key, value in expected["amount_by_stage"].items()}
    by_stage[nameless["stage"]] -= missing
    opened = together(("open-amount",), "stage")
    assert opened == {name: value for name, value in by_stage.items() if name not in ENDS}
    assert together(("won-revenue",)) == {"": by_stage["赢单"]}
    assert together(("lost-amount",)) == {"": by_stage["输单"]}
    held = Counter(together(("customers",), "owner"))
    held[nameless["owner"]] += 1
    assert held == expected["rows_by_owner"]


def test_free_leads_lie_in_the_pool_and_phones_have_one_spelling(come: tuple[Seat, Report, Path]) -> None:
    seat, _report, folder = come
    assert ask(seat, select(func.count()).where(customers.c.owner_id.is_(None)))[0][0] in (138, 139)
    keys = [key for (key,) in ask(seat, select(contact_points.c.reach_key).where(contact_points.c.kind == "phone"))]
    filled = [one.cells["手机"] for one in read(folder / "leads.csv").records if one.cells["客户名称"].strip()]
    assert len(keys) == sum(1 for text in filled if text.strip() not in ("", "无"))
    assert all(key.startswith("+861") for key in keys)
    assert ask(seat, select(func.count()).where(contacts.c.name.like("%𠮷%")))[0][0] > 0
    logins = {login for (login,) in ask(seat, select(users.c.login))}
    assert {"li.na", "zhang.min", "wang.lei"} <= logins
    outcomes = dict(ask(seat, select(credits.c.outcome, func.count()).group_by(credits.c.outcome)))
    assert outcomes == {"won": 75, "lost": 65}
