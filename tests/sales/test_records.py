"""The records behind a figure are those that it counts: their number and sum are the row's."""

import pytest

from tests.company import Company
from tests.sales.test_funnel import EUROS, project
from tests.sales.test_report import settled
from tuicrm.sales import analysis
from tuicrm.sales.analysis import Ask, Record
from tuicrm.sales.analysis.records import Found


def behind(company: Company, ask: Ask, *key: str, login: str = "hale") -> tuple[Record, ...]:
    found: Found = company.desk(login).read(analysis.records, ask, key)
    return found.records


@pytest.mark.parametrize("measure", ["won-revenue", "lost", "open-amount", "revenue", "customers"])
def test_each_row_has_as_many_records_as_it_rests_on(company: Company, measure: str) -> None:
    settled(company)
    project(company, "open one", amount_minor=500 * EUROS)
    for by in ("month", "quarter", "owner", "team", "industry", "source", "class"):
        ask = Ask(measure, (by,))
        rows = company.desk("hale").read(analysis.report, ask).rows
        assert rows
        for row in rows:
            found = behind(company, ask, *row.key)
            assert len(found) == row.n
            if measure in ("won-revenue", "open-amount", "revenue"):
                assert sum(one.amount_minor or 0 for one in found) == row.value


def test_a_record_says_what_it_opens_as(company: Company) -> None:
    settled(company)
    (one,) = behind(company, Ask("won", ("owner",)), "Li Wei")
    assert (one.kind, one.name, one.customer, one.owner, one.amount_minor) == (
        "project", "li 300", "Acme", "Li Wei", 300 * EUROS,
    )  # fmt: skip
    assert [one.name for one in behind(company, Ask("customers", ("industry",)), "pumps")] == ["Acme", "Bolt"]
    assert [(one.kind, one.name) for one in behind(company, Ask("revenue", ("customer",)), "Acme")] == [
        ("project", "li 300")
    ]


def test_what_one_may_not_see_is_not_behind_it(company: Company) -> None:
    settled(company)
    assert [one.name for one in behind(company, Ask("won"), login="kuhn")] == ["kuhn 70"]


def test_a_key_that_no_row_has_gives_nothing(company: Company) -> None:
    settled(company)
    assert behind(company, Ask("won", ("owner",)), "Nobody") == ()
