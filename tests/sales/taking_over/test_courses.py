"""Whatever days a file gives, in whatever order: the course of a project holds together."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.company import Company
from tests.sales.taking_over.conftest import Take, customer, euros, on, project
from tests.sales.taking_over.test_course import NAMES, STAGES, TODAY
from tuicrm.sales.invariants import check
from tuicrm.sales.taking_over import Arrival, Link, arrive
from tuicrm.sales.taking_over.course import plot
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.projects import stage_history

days = st.dates(date(2024, 1, 1), TODAY)
entries = st.dictionaries(st.sampled_from(range(1, len(NAMES) + 1)), days)


@given(st.sampled_from(range(1, len(NAMES) + 1)), entries, st.none() | days, st.none() | days)
@settings(max_examples=25, deadline=None)
def test_any_days_make_a_course_that_ends_where_the_project_stands(
    stage: int, entered: dict[int, date], created_on: date | None, closed_on: date | None
) -> None:
    course = plot(STAGES[stage], STAGES, entered, created_on=created_on, closed_on=closed_on, today=TODAY)
    is_closed = STAGES[stage].kind != "open"
    assert course.stays[-1].stage_id == stage
    assert len({stay.stage_id for stay in course.stays}) == len(course.stays)
    assert all(STAGES[stay.stage_id].kind == "open" for stay in course.stays[:-1])
    assert (course.closed_on is not None) == is_closed
    known = [stay.on for stay in course.stays[:-1] if stay.on is not None]
    assert known == sorted(known)
    if course.stays[-1].on is not None:
        assert all(day <= course.stays[-1].on for day in known)
    if course.cycle_days is not None:
        assert course.is_closed_known


@pytest.mark.parametrize(
    ("created", "closed", "expected"),
    [
        pytest.param("2028-02-28", "2028-03-01", 2, id="over a leap day"),
        pytest.param("2027-02-28", "2027-03-01", 1, id="no leap day"),
        pytest.param("2026-12-31", "2027-01-01", 1, id="over new year"),
        pytest.param("2026-03-02", "2026-03-02", 0, id="within a day"),
        pytest.param("1999-12-31", "2026-01-01", 9498, id="over decades"),
    ],
)
def test_length_of_a_project_in_days(created: str, closed: str, expected: int) -> None:
    course = plot(STAGES[4], STAGES, {}, created_on=on(created), closed_on=on(closed), today=TODAY)
    assert course.cycle_days == expected


FIRST, LAST = on("2026-03-02"), on("2026-04-01")
TOLD: list[tuple[str, dict[str, date]]] = [
    ("Talk", {}),  # nothing but where it stands
    ("Talk", {"talk": FIRST}),  # open since a day
    ("Quote", {"talk": FIRST}),  # where it stands is not dated
    ("Won", {}),  # won, nobody knows when
    ("Won", {"won": LAST}),  # won on a day
    ("Won", {"talk": FIRST, "quote": LAST, "won": LAST}),  # quoted and won on one day
    ("Won", {"talk": LAST, "won": FIRST}),  # won before it was talked about
    ("Lost", {"quote": LAST, "talk": FIRST, "lost": LAST + timedelta(1)}),  # lost after both
    ("Talk", {"quote": FIRST, "talk": LAST}),  # gone back
    ("Talk", {"talk": on("2027-05-01")}),  # a day that is still to come
    ("Won", {"won": on("2027-05-01")}),  # won in the future
]


def test_every_course_keeps_what_always_holds(company: Company, take: Take) -> None:
    told = [
        project(str(number), stage, customer="A", owner="li", amount=euros(5), entered=entered)
        for number, (stage, entered) in enumerate(TOLD)
    ]
    assert take([customer("A")], told).made["project"] == len(TOLD)
    assert company.database.read_as(check, company.clock.now) == ()


def test_every_course_may_follow_another(company: Company, take: Take) -> None:
    begun = {"talk": FIRST, "quote": LAST}
    numbers = [str(number) for number in range(len(TOLD))]
    take([customer("A")])
    take([project(number, "Quote", customer="A", owner="li", entered=begun) for number in numbers])
    company.clock.later(days=1)
    take([
        project(number, stage, customer="A", owner="li", amount=euros(5), entered=entered)
        for number, (stage, entered) in zip(numbers, TOLD, strict=True)
    ])  # fmt: skip
    assert company.database.read_as(check, company.clock.now) == ()
    company.clock.later(days=1)
    take([project(number, "Lost", customer="A", owner="roth", entered={"lost": LAST}) for number in numbers])
    assert company.database.read_as(check, company.clock.now) == ()


def moved(key: str, stage: str, day: date, about: str = "1") -> Arrival:
    return arrive("move", key, {"entered_on": day}, {"project": Link("project", about), "stage": Link("stage", stage)})


ONE_DAY = (
    (("Talk", FIRST), ("Lost", FIRST)),
    (("Talk", FIRST), ("Quote", FIRST), ("Won", FIRST)),
    (("Talk", FIRST), ("Quote", LAST), ("Lost", LAST)),
    (("Talk", FIRST), ("Quote", LAST), ("Won", LAST)),
    (("Talk", FIRST), ("Quote", FIRST)),
)


@pytest.mark.parametrize("told", ONE_DAY, ids=lambda told: " ".join(stage for stage, _day in told))
def test_moves_of_one_day_keep_their_order(company: Company, take: Take, told: Any) -> None:
    """The project's own row tells its last stay before the moves do."""
    stage, day = told[-1]
    closed = {} if stage == "Quote" else {"closed_on": day}
    whole = project("1", stage, customer="A", owner="li", amount=euros(5), created_on=FIRST, **closed)
    moves = [moved(str(place), name, on) for place, (name, on) in enumerate(told)]
    for _again in range(2):
        take([customer("A")], [whole])
        take(moves)
        stay = stage_history.c
        rows = select(stages.c.name, stay.left_how, stay.seconds).join(stages, stages.c.id == stay.stage_id)
        found = company.all(rows.order_by(stay.entered_at, stay.id))
        assert [name for name, *_ in found] == [name for name, _on in told]
        days = [on for _name, on in told]
        assert [seconds for *_, seconds in found] == [
            *((after - before).days * 86_400 for before, after in pairwise(days)), None,
        ]  # fmt: skip
        assert company.database.read_as(check, company.clock.now) == ()
        company.clock.later(days=1)
