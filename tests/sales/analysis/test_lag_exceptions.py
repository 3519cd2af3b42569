"""Exceptions that the database counts are those that one by one come out, whatever days are worked."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.chances import kept, project, stage
from tuicrm.plain.periods import month_of
from tuicrm.sales import home as houses
from tuicrm.sales.analysis import lag_exceptions
from tuicrm.sales.analysis.frame import Scope, frame
from tuicrm.store import change
from tuicrm.store.actor import by_login
from tuicrm.store.session import Session
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import stage_history

Found = tuple[Counter[tuple[int | None, int]], Counter[tuple[int | None, int]]]


def stays(company: Company, count: int = 400) -> None:
    """So many stays that began within a year, most of them over, some of them on the day that one has to look."""
    made = project(company)
    here = kept(company, made)
    allowed = {stage(company, "New"): 3, stage(company, "Quote"): 10}
    rng = Random(5)

    def write(session: Session) -> None:
        for stage_id, days in allowed.items():
            change.update(session, stages, stage_id, rotting_days=days)
        holders = [None, *session.values(select(users.c.id).order_by(users.c.id).limit(3))]
        for _one in range(count):
            stage_id, days = rng.choice(list(allowed.items()))
            began = NOW - timedelta(days=rng.uniform(0, 370))
            lasted = timedelta(days=days + rng.choice((rng.uniform(-3, 30), 7.0, 6.5, rng.uniform(4, 9), 0.0)))
            left = began + lasted if rng.random() < 0.85 and began + lasted < NOW else None
            change.insert(
                session, stage_history, project_id=made, stage_id=stage_id, how="forward", entered_at=began,
                entered_month=month_of(began.date()), is_entry_known=rng.random() < 0.95,
                holder_id=rng.choice(holders), left_at=left, seconds=left and int(lasted.total_seconds()),
                left_how=left and "forward",
            )  # fmt: skip

    company.database.write_as(write, NOW)
    assert here.id == made


def both(company: Company, scope: Scope, first: int, last: int) -> Found:
    """Holder and month: as the database counts, and one by one."""

    def read(session: Session) -> Found:
        asked = frame(session, by_login(session, "hale"), scope, company.clock.now)
        counted: Counter[tuple[int | None, int]] = Counter()
        for holder, month, many in lag_exceptions.counted(asked, first, last):
            counted[holder, month] += many
        return counted, Counter((one.holder_id, month_of(one.day)) for one in lag_exceptions.each(asked, first, last))

    return company.database.read_as(read, company.clock.now)


@pytest.mark.parametrize(
    ("scope", "back", "months"),
    [
        (Scope(), 12, 12), (Scope(), 0, 0), (Scope(), 5, 3), (Scope(as_of=date(2026, 8, 14)), 12, 12),
        (Scope(as_of=date(2026, 3, 1)), 9, 9),
    ],
)  # fmt: skip
def test_counted_at_once_is_counted_one_by_one(company: Company, scope: Scope, back: int, months: int) -> None:
    stays(company)
    first = month_of(NOW.date()) - back
    counted, each = both(company, scope, first, first + months)
    assert counted == each
    assert counted
    assert all(first <= month <= first + months for _holder, month in counted)


@pytest.mark.parametrize(
    ("zone", "country"),
    [("America/New_York", "US"), ("Asia/Shanghai", "CN"), ("Australia/Lord_Howe", ""), ("UTC", "GB")],
)
def test_holidays_and_clocks_that_are_set_count_alike(small_company: Company, zone: str, country: str) -> None:
    """Days that a country has free or works instead move when an answer is due; a clock moves the day itself."""
    small_company.database.write_as(lambda session: houses.keep(session, zone=zone, country=country), NOW)
    stays(small_company, 900)
    last = month_of(NOW.date())
    counted, each = both(small_company, Scope(), last - 12, last)
    assert counted == each
    assert sum(counted.values()) > 100


def test_of_some_projects_alone(small_company: Company) -> None:
    stays(small_company, 60)
    last = month_of(NOW.date())

    def read(session: Session) -> tuple[int, int, int]:
        asked = frame(session, by_login(session, "hale"), Scope(), small_company.clock.now)
        every = list(lag_exceptions.each(asked, last - 12, last))
        made = {one.project_id for one in every}
        mine, nobodys = (len(list(lag_exceptions.each(asked, last - 12, last, some))) for some in (made, {0, -1}))
        return len(every), mine, nobodys

    every, mine, nobodys = small_company.database.read_as(read, NOW)
    assert every == mine > 0 == nobodys


def test_where_no_stage_allows_days_there_are_none(small_company: Company) -> None:
    small_company.database.write_as(
        lambda session: [
            change.update(session, stages, one, rotting_days=None) for one in session.values(select(stages.c.id))
        ],
        NOW,
    )
    last = month_of(NOW.date())
    assert both(small_company, Scope(), last - 12, last) == (Counter(), Counter())
