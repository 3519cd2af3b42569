"""A proposed mapping for files that nobody has mapped: understood by what other programs call their columns."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tuicrm.exchange import importing
from tuicrm.exchange.mapping_file import parse
from tuicrm.exchange.proposal import propose, proposed
from tuicrm.exchange.report import Report
from tuicrm.sales.opening import sit_down

FILES = Path(__file__).parent / "files"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PIPEDRIVE = """Deal - Title,Deal - Value,Deal - Currency of Value,Organization - Name,Person - Name,Person - Email,\
Deal - Stage,Deal - Owner,Deal - Expected close date,Deal - Lost reason
PX line,12000,EUR,Acme Ltd,Ann Lee,ann@acme.example,Qualified,Li Wei,2026-12-18,
Spare parts,900,EUR,Acme Ltd,Ann Lee,ann@acme.example,Closed Won,Li Wei,2026-10-01,
Fair stand,?,EUR,Beta GmbH,,,Closed Lost,A. Roth,2026-09-12,too dear
"""
CORDYS = """客户名称*,客户行业,客户等级,地区,负责人,客户来源,联系电话
星海机械有限公司,机械,A,北京,李娜,官网,010-65529988
天泽食品有限公司,食品,B,上海,,电话,021-65529988
"""


def bring_in(tmp_path: Path, name: str, text: str) -> Report:
    (tmp_path / name).write_text(text, encoding="utf-8")
    desk = sit_down(f"sqlite:///{tmp_path}/crm.db", "boss", clock=lambda: NOW).desk
    return importing.bring_in(desk, importing.plan([tmp_path / name], proposed([tmp_path / name])))


def made(report: Report) -> dict[str, int]:
    return {kind: one.made for kind, one in report.records.items()}


def test_deals_of_one_file_bring_their_people_along(tmp_path: Path) -> None:
    report = bring_in(tmp_path, "deals.csv", PIPEDRIVE)
    assert report.refused == []
    assert made(report) == {"user": 2, "customer": 2, "contact": 1, "project": 3, "purchase": 1}
    assert [(one.line, one.column) for one in report.left] == [(4, "Deal - Value")]


def test_a_deal_without_an_account_comes_in_though_it_names_somebody(tmp_path: Path) -> None:
    text = "Deal Name,Account,Contact Name,Stage,Amount\nPX,Acme,Ann Lee,Open,100\nQX,,Bob Ray,Open,200\n"
    report = bring_in(tmp_path, "deals.csv", text)
    assert report.refused == []
    assert made(report) == {"customer": 1, "contact": 1, "project": 2}
    assert [(one.line, one.column, one.reason) for one in report.left] == [
        (3, "Contact Name", "no customer to whom the contact belongs")
    ]


def test_chinese_customers_with_their_owners(tmp_path: Path) -> None:
    report = bring_in(tmp_path, "客户.csv", CORDYS)
    assert (made(report), report.refused, report.unknown) == ({"user": 1, "customer": 2, "inquiry": 2}, [], [])


def test_stages_are_taken_from_the_file_with_their_kind(tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text(PIPEDRIVE, encoding="utf-8")
    mapping = parse("m", propose([tmp_path / "deals.csv"]))
    assert [(stage.name, stage.kind) for stage in mapping.stages] == [
        ("Qualified", "open"), ("Closed Won", "won"), ("Closed Lost", "lost"),
    ]  # fmt: skip


def test_proposal_says_what_was_not_understood(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Company,Favourite colour\nAcme,red\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("x,y\n1,2\n", encoding="utf-8")
    text = propose([tmp_path])
    assert "# Not understood: Favourite colour" in text
    assert "# b.csv: its headers do not tell what it is about. Take the sign # off" in text
    assert [one.name for one in parse("m", text).files] == ["a.csv"]


def test_key_is_what_tells_rows_apart(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Company,Phone\nAcme,1\nAcme,2\n", encoding="utf-8")
    mapping = proposed([tmp_path / "a.csv"])
    assert mapping.files[0].records[0].key == ("company", "phone")
    (tmp_path / "a.csv").write_text("Record ID,Company,Phone\n7,Acme,1\n8,Acme,1\n", encoding="utf-8")
    assert proposed([tmp_path / "a.csv"]).files[0].records[0].key == ("recordid",)


@pytest.mark.parametrize(
    ("days", "order"),
    [
        (("03/25/2026", "04/01/2026"), "mdy"), (("25/03/2026", "01/04/2026"), "dmy"), (("2026-03-25",), None),
        (("03.04.2026", "01.04.2026"), "dmy"), (("3/4/2026", "1/4/2026"), "mdy"), (("12.31.2026",), "mdy"),
    ],
)  # fmt: skip
def test_order_of_day_and_month_is_told_by_the_whole_column(
    tmp_path: Path, days: tuple[str, ...], order: str | None
) -> None:
    lines = ["Deal Name,Stage,Close Date", *(f"d{number},Open,{day}" for number, day in enumerate(days))]
    (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    record = proposed([tmp_path / "a.csv"]).files[0].records[-1]
    assert record.fields["closed_on"].order == order


@pytest.mark.parametrize(
    ("day", "is_guessed"),
    [("3/4/2026", True), ("3-4-2026", True), ("3/25/2026", False), ("3.4.2026", False), ("12.31.2026", False)],
)
def test_where_the_order_is_a_guess_the_proposal_says_so(tmp_path: Path, day: str, is_guessed: bool) -> None:
    (tmp_path / "a.csv").write_text(f"Deal Name,Stage,Close Date\nd,Open,{day}\n", encoding="utf-8")
    said = '# Day or month first? Taken for month first: Close Date. Else write order = "dmy".'
    assert (said in propose([tmp_path / "a.csv"])) is is_guessed


def test_decimal_sign_is_told_by_the_whole_column(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "Order Date;Company;Sales\n2026-03-01;A;1.234\n2026-03-01;B;1,5\n", encoding="utf-8"
    )
    assert proposed([tmp_path / "a.csv"]).files[0].records[-1].fields["amount"].decimal == ","


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("maven-crm", {"team": 6, "user": 35, "product": 7, "customer": 85, "project": 8800, "purchase": 4238}),
        ("zh-leads", {"user": 8, "customer": 498, "contact": 498, "project": 500, "inquiry": 498, "purchase": 75}),
        ("superstore", {"customer": 793, "purchase": 9994}),
    ],
)
def test_real_exports_need_no_correction(
    folder: str, expected: dict[str, int], real_data: Path, tmp_path: Path
) -> None:
    desk = sit_down(f"sqlite:///{tmp_path}/crm.db", "boss", clock=lambda: NOW).desk
    plan = importing.plan([real_data / folder], proposed([real_data / folder]))
    report = importing.bring_in(desk, plan, dry_run=True)
    assert made(report) == expected
    assert report.refused == []
