"""Rates of exchange in a mapping file: entered before the rows, checked like the rest of the file."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tuicrm.exchange import importing
from tuicrm.exchange.mapping import MappingError
from tuicrm.exchange.mapping_file import parse
from tuicrm.exchange.report import Report
from tuicrm.sales import rates
from tuicrm.sales.opening import Seat, sit_down

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ROWS = "Deal,Stage,Amount\nA,Open,100 USD\nB,Won,200 USD\nC,Won,300 EUR\n"
MAPPING = """system = "s"
currency = "EUR"
{rates}
[funnel]
name = "F"
stage = [{{ name = "Open" }}, {{ name = "Won", kind = "won" }}, {{ name = "Lost", kind = "lost" }}]
[[file]]
name = "deals.csv"
[[file.record]]
kind = "project"
key = "Deal"
fields = {{ name = "Deal", stage = "Stage", amount = "Amount" }}
"""
DOLLAR = '[[rate]]\ncurrency = "USD"\non = 2026-01-01\nrate = 0.9125\n'


@pytest.fixture
def seat(tmp_path: Path) -> Seat:
    (tmp_path / "deals.csv").write_text(ROWS)
    return sit_down(f"sqlite:///{tmp_path}/crm.db", "boss", clock=lambda: NOW)


def bring(seat: Seat, tmp_path: Path, said: str, *, dry_run: bool = False) -> Report:
    plan = importing.plan([tmp_path / "deals.csv"], parse("m", MAPPING.format(rates=said)))
    return importing.bring_in(seat.desk, plan, dry_run=dry_run)


@pytest.mark.parametrize("dry_run", [True, False])
def test_amounts_are_worth_something_at_once(seat: Seat, tmp_path: Path, dry_run: bool) -> None:
    assert bring(seat, tmp_path, "", dry_run=dry_run).without_rate == {"USD"}
    assert bring(seat, tmp_path, DOLLAR, dry_run=dry_run).without_rate == set()
    if not dry_run:
        assert seat.desk.read(rates.missing) == ()
        assert [(one.currency, str(one.on)) for one in seat.desk.read(rates.listing)] == [("USD", "2026-01-01")]


def test_the_same_rates_again_change_nothing(seat: Seat, tmp_path: Path) -> None:
    bring(seat, tmp_path, DOLLAR)
    before = seat.desk.read(rates.listing)
    bring(seat, tmp_path, DOLLAR)
    assert seat.desk.read(rates.listing) == before


@pytest.mark.parametrize(
    ("said", "key"),
    [
        pytest.param(DOLLAR.replace("USD", "XYZ"), "rate[1].currency: “XYZ” is no currency", id="no currency"),
        pytest.param(DOLLAR.replace("0.9125", "-5"), "rate[1].rate: write what one unit", id="below nought"),
        pytest.param(DOLLAR.replace("0.9125", "0"), "rate[1].rate: write what one unit", id="nought"),
        pytest.param(DOLLAR.replace("0.9125", '"dear"'), "rate[1].rate: write what one unit", id="a word"),
        pytest.param(DOLLAR.replace("0.9125", "nan"), "rate[1].rate: write what one unit", id="not a number"),
        pytest.param(DOLLAR.replace("2026-01-01", '"soon"'), "rate[1].on: write the day", id="no day"),
        pytest.param(DOLLAR.replace("on = 2026-01-01\n", ""), "rate[1].on: write the day", id="day left out"),
        pytest.param(DOLLAR + "quote = 1\n", "rate[1].quote: there is no “quote” here", id="something else"),
        pytest.param('rate = "USD"', "rate: write one text or several", id="no table"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(said: str, key: str) -> None:
    with pytest.raises(MappingError) as wrong:
        parse("m", MAPPING.format(rates=said))
    assert any(line.startswith(f"m: {key}") for line in wrong.value.lines()), wrong.value.lines()


def test_a_rate_of_the_home_currency_is_refused_with_its_place(seat: Seat, tmp_path: Path) -> None:
    with pytest.raises(MappingError, match=r"rate\[1\]"):
        bring(seat, tmp_path, DOLLAR.replace("USD", "EUR"))


@pytest.mark.parametrize("written", ['"2026-01-01"', "2026-01-01", "2026-01-01T00:00:00"])
def test_a_day_may_be_written_as_a_text(written: str) -> None:
    found = parse("m", MAPPING.format(rates=DOLLAR.replace("2026-01-01", written))).rates
    assert [(one.currency, one.on, one.rate) for one in found] == [("USD", "2026-01-01", "0.9125")]
