"""Proposals for files that nobody has mapped: what they are about, by which key, in which order and currency."""

import tomllib
from pathlib import Path

import pytest

from tuicrm.exchange.aliases import stage_kind
from tuicrm.exchange.mapping import Mapping
from tuicrm.exchange.mapping_file import parse
from tuicrm.exchange.own_columns import type_of
from tuicrm.exchange.proposal import propose, proposed


def of(folder: Path, *files: str) -> Mapping:
    """Propose for files of these texts."""
    paths = []
    for number, text in enumerate(files):
        path = folder / f"f{number}.csv"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return proposed(paths)


def kinds(mapping: Mapping) -> list[str]:
    return [record.kind for file in mapping.files for record in file.records]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Company,City", ["customer"]),
        ("客户名称,城市", ["customer"]),
        ("ACCOUNT_NAME,Billing City", ["customer"]),
        ("Company,Owner", ["user", "customer"]),
        ("Company,Contact Name,E-mail", ["customer", "contact"]),
        ("Company,First Name,Last Name", ["customer", "contact"]),
        ("Company,Lead Source", ["customer", "inquiry"]),
        ("Deal Name,Stage", ["project"]),
        ("Deal Name,Stage,Company", ["customer", "project"]),
        ("Deal Name,Stage,Company,Subject", ["customer", "project"]),
        ("商机名称,销售阶段,客户名称,负责人", ["user", "customer", "project"]),
        ("Order Date,Company,Sales", ["customer", "purchase"]),
        ("Product,List Price", ["product"]),
        ("Sales Rep,Team", ["team", "user"]),
        ("x,y", []),
    ],
)
def test_headers_tell_what_a_file_is_about(tmp_path: Path, header: str, expected: list[str]) -> None:
    row = ",".join(f"v{number}" for number in range(header.count(",") + 1))
    text = f"{header}\n{row}\n"
    if not expected:
        (tmp_path / "f.csv").write_text(text, encoding="utf-8")
        assert "its headers do not tell what it is about" in propose([tmp_path / "f.csv"])
        return
    assert kinds(of(tmp_path, text)) == expected


def test_files_of_one_system_lean_on_each_other(tmp_path: Path) -> None:
    mapping = of(
        tmp_path,
        "Deal Name,Stage,Company,Owner\nd,Open,Acme,Ann\n",
        "Company,City\nAcme,Leeds\n",
        "Sales Rep,Team\nAnn,N\n",
    )
    assert [file.name for file in mapping.files] == ["f2.csv", "f1.csv", "f0.csv"]
    assert kinds(mapping) == ["team", "user", "customer", "project"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param("7,Acme,1,a@x.example\n8,Acme,1,a@x.example", ("id",), id="an id that is unique"),
        pytest.param("7,Acme,1,a@x.example\n7,Beta,1,a@x.example", ("company",), id="an id that repeats"),
        pytest.param(",Acme,1,a@x.example\n8,Beta,1,a@x.example", ("company",), id="an id that is missing once"),
        pytest.param("7,Acme,1,a@x.example\n7,Acme,2,a@x.example", ("company", "phone"), id="name and telephone"),
    ],
)
def test_key_is_the_least_that_tells_rows_apart(tmp_path: Path, rows: str, expected: tuple[str, ...]) -> None:
    assert of(tmp_path, f"Id,Company,Phone,Email\n{rows}\n").files[0].records[0].key == expected


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        (["€ 5", "7"], "EUR"), (["$5"], "USD"), (["5万"], "CNY"), (["¥5"], "CNY"), (["5元"], "CNY"),
        (["€5", "$5"], None), (["5"], None),
    ],
)  # fmt: skip
def test_currency_is_that_of_all_amounts_or_none(tmp_path: Path, amounts: list[str], expected: str | None) -> None:
    rows = "".join(f"d{number},Open,{amount}\n" for number, amount in enumerate(amounts))
    assert of(tmp_path, f"Deal Name,Stage,Amount\n{rows}").currency == expected


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [(["1.234,50"], ","), (["1,234.50"], "."), (["12.5", "13"], "."), (["12"], None), (["1,5", "1.5"], None)],
)
def test_decimal_sign_is_that_of_the_column_or_none(tmp_path: Path, amounts: list[str], expected: str | None) -> None:
    rows = "".join(f"d{number};Open;{amount}\n" for number, amount in enumerate(amounts))
    assert of(tmp_path, f"Deal Name;Stage;Amount\n{rows}").files[0].records[-1].fields["amount"].decimal == expected


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Won", "won"), ("closed-won", "won"), ("CLOSED WON", "won"), ("赢单", "won"), ("Closed Lost", "lost"),
        ("丢单", "lost"), ("Ｗｏｎ", "won"), ("Wonderful", "open"), ("Lost & found", "open"), ("", "open"),
        ("谈判", "open"),
    ],
)  # fmt: skip
def test_kind_of_a_stage_by_its_name(name: str, kind: str) -> None:
    assert stage_kind(name) == kind


@pytest.mark.parametrize(
    ("stages", "expected"),
    [
        (["Talk", "Won", "Lost"], [("Talk", "open"), ("Won", "won"), ("Lost", "lost")]),
        (["Lost", "Quote", "Talk"], [("Quote", "open"), ("Talk", "open"), ("Won", "won"), ("Lost", "lost")]),
        (["赢单", "谈判"], [("谈判", "open"), ("赢单", "won"), ("Lost", "lost")]),
    ],
)
def test_funnel_has_an_end_either_way(tmp_path: Path, stages: list[str], expected: list[tuple[str, str]]) -> None:
    rows = "".join(f"d{number},{stage}\n" for number, stage in enumerate(stages))
    mapping = of(tmp_path, f"Deal Name,Stage\n{rows}")
    assert [(stage.name, stage.kind) for stage in mapping.stages] == expected
    chances = [stage.probability for stage in mapping.stages if stage.kind == "open"]
    assert chances == sorted(chances)
    assert all(0 < chance < 100 for chance in chances)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1", "2.5", "1,000"], "number"), (["12 %"], "number"), (["0", "0.5"], "number"), (["2026-01-01"], "date"),
        (["2026-01-01", "1 Feb 2026"], "date"), (["1", "x"], "text"), (["01234"], "text"), (["+44113"], "text"),
        (["1" * 13], "text"), ([], "text"), (["2026-02-30"], "text"),
    ],
)  # fmt: skip
def test_own_column_is_what_all_its_cells_are(cells: list[str], expected: str) -> None:
    assert type_of(cells) == expected


@pytest.mark.parametrize("name", ['Deals "2026".csv', "客户 名单.csv", "a'b.csv", "x#y.csv", "Ü.csv"])
@pytest.mark.parametrize("column", ['Colour "x"', "a\\b", "颜色", "# no", "[x]", "a = b"])
def test_proposal_is_sound_whatever_things_are_called(tmp_path: Path, name: str, column: str) -> None:
    quoted = column.replace('"', '""')
    (tmp_path / name).write_text(f'Company,"{quoted}"\nAcme,1\n', encoding="utf-8")
    text = propose([tmp_path / name])
    assert parse("m", text).files[0].headers == ("Company", column)
    assert tomllib.loads(text)["unknown"] == "report"


def test_currency_that_somebody_names_counts(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Deal Name,Stage,Amount\nd,Open,$5\n", encoding="utf-8")
    assert parse("m", propose([tmp_path / "a.csv"], "CNY")).currency == "CNY"


def test_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        propose([tmp_path / "none.csv"])
