"""`tuicrm report coverage|ladder|...` and the records behind a line, from a shell."""

from __future__ import annotations

import csv
import io

import pytest

from tests.cli.inside import Inside
from tests.company import Company
from tests.sales.analysis.know_how.test_coverage import begun, product, won
from tests.sales.test_funnel import EUROS


@pytest.fixture
def shop(small_company: Company) -> Company:
    """Roth alone sells lasers; three of them are asked for; Acme has no contact."""
    small_company.customer("Acme", owner="roth")
    won(small_company, "roth", 9, of=["Laser"])
    won(small_company, "li", 4, of=["Laser probe"])
    begun(small_company, "li", "Laser")
    product(small_company, "Drone")
    return small_company


def test_every_figure_of_the_matrix_is_in_json_and_csv(shop: Company, inside: Inside) -> None:
    found = inside("report", "coverage", "--json", login="hale").json
    laser = next(row for row in found["rows"] if row["key"] == ["Laser"])
    assert (laser["@roth"], laser["@li"], laser["can"], laser["asked"]) == (9, 0, 1, 1)
    assert found["units"]["@roth"] == "number"
    assert "matrix" not in laser
    rows = list(csv.DictReader(io.StringIO(inside("report", "coverage", "--csv", login="hale").out)))
    assert next(row for row in rows if row["product"] == "Laser")["@roth"] == "9"


@pytest.mark.parametrize(
    ("name", "line", "kinds", "names"),
    [
        ("coverage", "Laser", {"project"}, 9),
        ("coverage", "probe", {"project"}, 4),
        ("ladder", "contact", {"customer"}, 1),
        ("leaving", "roth", {"project"}, 9),
        ("ladder", "stage history", {"project"}, 13),
    ],
)
def test_records_behind_a_line_are_listed(
    shop: Company, inside: Inside, name: str, line: str, kinds: set[str], names: int
) -> None:
    found = inside("report", name, "--behind", line, "--json", login="hale").json
    assert {one["kind"] for one in found} == kinds
    assert len(found) == names
    assert set(found[0]) == {"kind", "id", "name", "customer", "owner", "amount", "on"}


def test_amounts_of_records_are_money(shop: Company, inside: Inside) -> None:
    found = inside("report", "coverage", "--behind", "Laser", "--json", login="hale").json
    assert found[0]["amount"] == {"amount": f"{100 * EUROS // 100}.00", "currency": "EUR"}
    assert inside("report", "coverage", "--behind", "Drone", "--json", login="hale").json == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Lase", "Lase means more than one line: Laser, Laser probe."),
        ("Rocket", "No line is called Rocket. There are: Laser, Laser probe, Drone."),
    ],
)
def test_line_that_is_not_one_is_told_with_what_there_is(shop: Company, inside: Inside, line: str, said: str) -> None:
    done = inside("report", "coverage", "--behind", line, login="hale")
    assert done.status == 2
    assert said in done.err
    assert done.out == ""


def test_unknown_question_behind_a_line(shop: Company, inside: Inside) -> None:
    done = inside("report", "wonders", "--behind", "x", login="hale")
    assert done.status == 2
    assert done.out == ""
    assert "wonders" in done.err


@pytest.mark.parametrize("name", ["playbook", "spread", "coverage", "leaving", "concentration", "ladder"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_is_said_in_both_languages(shop: Company, inside: Inside, name: str, language: str) -> None:
    found = inside("--lang", language, "report", name, "--json", login="hale").json
    wide = any(ord(sign) > 0x2E80 for sign in found["said"][0])
    assert wide == (language == "zh"), found["said"][0]
