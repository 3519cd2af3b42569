"""Another export needs only another mapping: a small shop with its own words, stages, days and amounts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from sqlalchemy import func, select

from tuicrm.exchange import importing, loading
from tuicrm.exchange.mapping import MappingError
from tuicrm.exchange.report import Report
from tuicrm.sales import invariants
from tuicrm.sales.opening import Seat, sit_down
from tuicrm.store import engines
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.fields import own_fields, own_values
from tuicrm.store.tables.funnel import lost_reasons
from tuicrm.store.tables.people import teams, users
from tuicrm.store.tables.projects import projects, stage_history
from tuicrm.store.tables.system import changes

FILES = Path(__file__).parent / "files"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def seat(tmp_path: Path) -> Seat:
    return sit_down(f"sqlite:///{tmp_path}/crm.db", "boss", clock=lambda: NOW)


def bring_in(seat: Seat, folder: Path = FILES / "shop", unknown: Any = None, **options: Any) -> Report:
    mapping = loading.load(str(FILES / "shop.toml"))
    if unknown:
        mapping = replace(mapping, files=tuple(replace(one, unknown=unknown) for one in mapping.files))
    return importing.bring_in(seat.desk, importing.plan([folder], mapping), **options)


def ask(seat: Seat, statement: Any) -> list[Any]:
    return seat.database.read_as(lambda session: list(session.all(statement)), NOW)


def test_shop_comes_in_and_every_broken_row_is_named(seat: Seat) -> None:
    report = bring_in(seat)
    assert {kind: (one.made, one.refused) for kind, one in report.records.items()} == {
        "team": (2, 0), "user": (2, 0), "customer": (2, 1), "project": (4, 2), "purchase": (1, 0),
    }  # fmt: skip
    assert [(one.file, one.line, one.reason) for one in report.refused] == [
        ("firmen.csv", 4, "Firma * is empty"),
        ("firmen.csv", 5, "Umsatz Mio.: “viel” is not an amount"),
        ("firmen.csv", 6, "Kunde seit: there is no day “31.02.2020”"),
        ("firmen.csv", 7, "Verkäufer: there is no user “Niemand”"),
        ("firmen.csv", 8, "line 3 of firmen.csv has the same customer “K1” with other values"),
        ("firmen.csv", 9, "it has 3 cells where the header has 8"),
        ("chancen.csv", 5, "Kunde: there is no customer “K9”"),
        ("chancen.csv", 6, "Phase: there is no stage “Wartet”: declare it in the mapping, or name one with choices"),
    ]
    assert report.totals.read == 2 + 8 + 6
    assert report.unknown == [("firmen.csv", "Lieblingsfarbe")]


def test_records_are_what_the_files_say(seat: Seat) -> None:
    bring_in(seat)
    parent = customers.alias()
    firms = select(customers.c.name, customers.c.created_at, parent.c.name, users.c.name)
    firms = firms.outerjoin(parent, parent.c.id == customers.c.parent_id)
    firms = firms.outerjoin(users, users.c.id == customers.c.owner_id).order_by(customers.c.name)
    assert [(one[0], one[1].date(), one[2], one[3]) for one in ask(seat, firms)] == [
        ("Alpha GmbH", date(2019, 11, 13), None, None),
        ("Beta Söhne KG", date(2021, 3, 5), "Alpha GmbH", "Anna Groß"),
    ]
    assert ask(seat, select(teams.c.name, teams.c.office).order_by(teams.c.name)) == [
        ("Nord", "Hamburg"),
        ("Süd", "Süd"),
    ]
    columns = projects.c.name, projects.c.state, projects.c.amount_minor, projects.c.currency, projects.c.home_minor
    assert ask(seat, select(*columns, projects.c.cycle_days).order_by(projects.c.handle)) == [
        ("K1 / C1", "won", 120_050, "EUR", 120_050, 28),
        ("K2 / C2", "lost", 2_800_000, "USD", None, 7),
        ("C3", "open", None, "EUR", None, None),
        ("K2 / C6", "open", None, "EUR", None, None),
    ]
    assert ask(seat, select(lost_reasons.c.name).order_by(lost_reasons.c.id.desc()).limit(1)) == [("zu teuer",)]
    assert ask(seat, select(func.count()).select_from(stage_history)) == [(3 + 2 + 2 + 1,)]


def test_own_field_keeps_the_exact_amount(seat: Seat) -> None:
    bring_in(seat)
    assert ask(seat, select(own_fields.c.key, own_fields.c.name, own_fields.c.type, own_fields.c.is_personal)) == [
        ("umsatz", "Jahresumsatz", "money", False)
    ]
    values = sorted(value for (value,) in ask(seat, select(own_values.c.number_micro)))
    assert values == [int(Decimal(one) * 10**6) for one in (3_500_000, 1_100_040_000)]


def test_unknown_column_becomes_an_own_field_if_wanted(seat: Seat) -> None:
    report = bring_in(seat, unknown="own")
    assert report.unknown == []
    colour = select(own_values.c.text_value).join(own_fields, own_fields.c.id == own_values.c.field_id)
    assert ask(seat, colour.where(own_fields.c.name == "Lieblingsfarbe")) == [("rot",)]


def test_second_run_adds_nothing(seat: Seat) -> None:
    bring_in(seat)
    written = ask(seat, select(func.count()).select_from(changes))
    again = bring_in(seat)
    assert (again.totals.made, again.totals.changed, len(again.refused)) == (0, 0, 8)
    assert ask(seat, select(func.count()).select_from(changes)) == written


def test_rehearsal_tells_the_same_and_changes_nothing(seat: Seat) -> None:
    written = ask(seat, select(func.count()).select_from(changes))
    told = bring_in(seat, dry_run=True)
    assert ask(seat, select(func.count()).select_from(changes)) == written
    done = bring_in(seat)
    assert (told.records, told.refused, told.left) == (done.records, done.refused, done.left)


def test_stopped_in_the_middle_it_goes_on_and_nothing_is_twice(seat: Seat) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, all_: int) -> None:
        if done > 2:
            raise Stopped

    with pytest.raises(Stopped):
        bring_in(seat, progress=stop)
    report = bring_in(seat)
    assert (report.records["customer"].made, report.records["customer"].skipped) == (1, 1)
    assert ask(seat, select(func.count()).select_from(customers)) == [(2,)]
    assert ask(seat, select(func.count()).select_from(projects)) == [(4,)]


def test_corrected_file_brings_in_the_rest(seat: Seat, tmp_path: Path) -> None:
    bring_in(seat)
    folder = Path(copytree(FILES / "shop", tmp_path / "shop"))
    text = (folder / "chancen.csv").read_text("utf-8").replace("K9", "K2").replace("Wartet", "Besuch")
    (folder / "chancen.csv").write_text(text, encoding="utf-8")
    report = bring_in(seat, folder)
    assert report.records["project"].made == 2
    assert [one.file for one in report.refused] == ["firmen.csv"] * 6


def test_ring_of_parents_comes_in_without_it(seat: Seat, tmp_path: Path) -> None:
    lines = ["Nr;Firma;Branche;Umsatz Mio.;Kunde seit;Mutter;Verkäufer"]
    lines += ["K1;A;;;;K2;", "K2;B;;;;K1;", "K3;C;;;;K3;", "K4;D;;;;K1;"]
    (tmp_path / "firmen.csv").write_text("\n".join(lines), encoding="utf-8")
    report = bring_in(seat, tmp_path / "firmen.csv")
    assert (report.records["customer"].made, report.refused) == (4, [])
    assert {one.column for one in report.left} == {"Mutter"}


def test_column_that_is_missing_is_told_with_what_there_is(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("Vertreter;Gruppe\nA;B\n", encoding="utf-8")
    with pytest.raises(MappingError) as found:
        importing.plan([tmp_path], loading.load(str(FILES / "shop.toml")))
    assert found.value.lines() == ["shop.toml: people.csv: the file has no column “team”. It has: Vertreter, Gruppe"]


def test_file_that_the_mapping_does_not_know(seat: Seat, tmp_path: Path) -> None:
    folder = Path(copytree(FILES / "shop", tmp_path / "shop"))
    (folder / "other.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    mapping = loading.load(str(FILES / "shop.toml"))
    assert importing.plan([folder], mapping).left_out == ("other.csv",)
    with pytest.raises(MappingError) as found:
        importing.plan([folder / "other.csv"], mapping)
    assert "other.csv: no [[file]] section fits this file" in str(found.value)


@pytest.fixture
def url(empty_database: Callable[[str], str]) -> str:
    return empty_database("sqlite")


def test_finer_amounts_are_rounded_by_line_and_the_report_says_by_how_much(url: str, tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("id,price\na,0.125\nb,0.135\nc,1.1\n", encoding="utf-8")
    (tmp_path / "m.toml").write_text(
        'system = "s"\ncurrency = "USD"\n[[file]]\nname = "p.csv"\n[[file.record]]\nkind = "product"\nkey = "id"\n'
        'fields = { name = "id", list = { column = "price", decimal = "." } }\n',
        encoding="utf-8",
    )
    desk = sit_down(url, "boss").desk
    plan = importing.plan([tmp_path / "p.csv"], loading.load(str(tmp_path / "m.toml")))
    assert importing.bring_in(desk, plan).rounded == {"USD": Decimal("-0.010")}


def test_a_clock_that_is_behind_tears_no_history(seat: Seat, tmp_path: Path) -> None:
    folder = copytree(FILES / "shop", tmp_path / "shop")
    bring_in(seat, folder)
    firms = folder / "firmen.csv"
    firms.write_text(firms.read_text("utf-8").replace("K1;Anna Groß;rot", "K1;;rot"), "utf-8")
    behind = sit_down(str(seat.database.url), "boss", clock=lambda: datetime(2020, 1, 1, tzinfo=UTC))
    bring_in(behind, folder)
    free = ask(seat, select(customers.c.name, customers.c.owner_id).where(customers.c.name == "Beta Söhne KG"))
    assert [tuple(row) for row in free] == [("Beta Söhne KG", None)]
    assert seat.database.read_as(invariants.check, NOW) == ()


def test_the_planner_counts_all_rows_only_after_many_new_ones(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite reads the whole file for it, seconds in a large one, and nobody else writes meanwhile."""
    counted: list[str] = []
    monkeypatch.setattr("tuicrm.store.engines.count_rows", lambda *_args: counted.append("all"))
    bring_in(seat)
    assert counted == ["all"]
    monkeypatch.undo()
    with seat.database.engine.connect() as connection:
        assert engines.counted_rows(connection) == 0
    seat.database.count_anew()
    lines = seat.database.read_as(lambda session: session.value(select(func.count()).select_from(changes)), NOW)
    with seat.database.engine.connect() as connection:
        assert engines.counted_rows(connection) >= lines > 20
    monkeypatch.setattr("tuicrm.store.engines.count_rows", lambda *_args: counted.append("again"))
    bring_in(seat)
    assert counted == ["all"], "it brought nothing new"
