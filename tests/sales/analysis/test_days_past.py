"""Every measure as of a day that is past says what it said when that day was over, whatever has happened since."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import cycle

import pytest

from tests.company import Company, make_company
from tests.sales.analysis.lived import Days
from tuicrm.sales import analysis
from tuicrm.sales.analysis import Ask
from tuicrm.sales.analysis.measures import DIMENSIONS, MEASURES
from tuicrm.store.database import Database

BEFORE = ("lead", 8), ("claim", 4), ("assign", 4), ("begin", 12), ("about", 4), ("plan", 6), ("win", 4), ("call", 3)
SINCE = (
    ("move", 5), ("win", 5), ("lose", 3), ("reopen", 6), ("do", 8), ("miss", 4), ("call_off", 4), ("give", 4),
    ("plan", 3), ("log", 2), ("begin", 2), ("release", 2), ("lead", 2),
)  # fmt: skip
NOT_KEPT = {"owner", "reason"}
"""Everybody has turns of their own; why it was lost is asked anew when a project is opened again."""


def ways() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each measure as a whole, by person, and by two more dimensions: all of them have their turn."""
    turns = {
        facts: cycle(
            sorted(name for name, of in DIMENSIONS.items() if facts in of and name not in NOT_KEPT | {"owner"})
        )
        for facts in {measure.facts for measure in MEASURES.values()}
    }
    for measure in MEASURES.values():
        yield measure.name, ()
        if measure.facts in DIMENSIONS["owner"]:
            yield measure.name, ("owner",)
        for _turn in range(2):
            yield measure.name, (next(turns[measure.facts]),)


WAYS = tuple(ways())
Read = Mapping[tuple[str, tuple[str, ...]], list[str]]


def read(company: Company, as_of: date | None = None) -> Read:
    desk = company.desk("hale")
    return {
        (measure, by): sorted(map(repr, desk.read(analysis.report, Ask(measure, by, as_of=as_of)).rows))
        for measure, by in WAYS
    }


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Read, Read]:
    """What was read when the day was over, and what is read of it days later."""
    url = f"sqlite:///{tmp_path_factory.mktemp('past')}/a.db"
    make_company(url)
    company = Company(Database(url))
    days = Days(company, seed=8)
    days.live(3, 35, *BEFORE)
    then, day = read(company), company.clock.now.date()
    days.live(4, 30, *SINCE)
    assert min(days.done[name] for name in ("win", "reopen", "do", "miss", "call_off", "give", "move")) > 1
    later = read(company, day)
    company.database.close()
    return then, later


@pytest.mark.parametrize("measure", MEASURES)
def test_it_says_what_it_said(told: tuple[Read, Read], measure: str) -> None:
    then, later = told
    for way in WAYS:
        if way[0] == measure:
            assert later[way] == then[way], way[1]


def test_the_days_moved_most_figures(told: tuple[Read, Read]) -> None:
    """Else the same would be read only because nothing happened."""
    then, _later = told
    filled = [way for way, rows in then.items() if rows and way[1] == ()]
    assert len(filled) > 0.9 * len(MEASURES)
    assert len({by for _measure, by in WAYS}) > 20
