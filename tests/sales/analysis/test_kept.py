"""What was computed is kept until something is written; of what is large only the last few."""

from datetime import date

from tests.company import Company
from tests.sales.chances import project
from tuicrm.sales.analysis.frame import Scope, frame
from tuicrm.sales.analysis.kept import kept
from tuicrm.store.actor import by_login
from tuicrm.store.session import Session


def asked(company: Company, counts: dict[str, int], name: str, day: int, most: int = 200) -> None:
    """Ask for something of a day of March, and count how often it is computed."""

    def compute() -> int:
        counts[f"{name} {day}"] = counts.get(f"{name} {day}", 0) + 1
        return day

    def read(session: Session) -> int:
        scope = Scope(date(2026, 3, day))
        return kept(frame(session, by_login(session, "hale"), scope, company.clock.now), name, compute, most=most)

    assert company.database.read_as(read, company.clock.now) == day


def test_it_is_computed_once_until_something_is_written(small_company: Company) -> None:
    counts: dict[str, int] = {}
    for _again in range(3):
        asked(small_company, counts, "one", 1)
    assert counts == {"one 1": 1}
    project(small_company)
    asked(small_company, counts, "one", 1)
    assert counts == {"one 1": 2}


def test_of_what_is_large_the_last_few_are_kept(small_company: Company) -> None:
    counts: dict[str, int] = {}
    for day in (1, 2, 3, 4):
        asked(small_company, counts, "large", day, most=2)
        asked(small_company, counts, "small", day)
    for day in (3, 4, 1):
        asked(small_company, counts, "large", day, most=2)
        asked(small_company, counts, "small", day)
    assert {name: count for name, count in counts.items() if count > 1} == {"large 1": 2}
