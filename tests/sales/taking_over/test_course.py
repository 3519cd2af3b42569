"""What a file tells of a project's course, and what it leaves unknown."""

from datetime import date

import pytest

from tuicrm.sales.funnel.stages import Stage
from tuicrm.sales.taking_over.course import Course, plot

NAMES = ("new", "talk", "quote", "won", "lost")
KINDS = {"won": "won", "lost": "lost"}
STAGES = {
    number: Stage(number, 1, name, KINDS.get(name, "open"), number, 50, None, "pipeline", None)
    for number, name in enumerate(NAMES, 1)
}
TODAY = date(2026, 11, 23)


def day(number: int) -> date:
    return date(2026, 3, number)


def told(stage: str, created: int | None = None, closed: int | None = None, **entered: int) -> Course:
    ids = {name: number for number, name in enumerate(NAMES, 1)}
    return plot(
        STAGES[ids[stage]],
        STAGES,
        {ids[name]: day(number) for name, number in entered.items()},
        created_on=day(created) if created else None,
        closed_on=day(closed) if closed else None,
        today=TODAY,
    )


def stays(course: Course) -> list[tuple[str, int | None]]:
    return [(NAMES[stay.stage_id - 1], stay.on.day if stay.on else None) for stay in course.stays]


@pytest.mark.parametrize(
    ("course", "expected", "begun", "cycle"),
    [
        (told("won", talk=3, won=9), [("talk", 3), ("won", 9)], 3, 6),
        (told("won", talk=3, quote=5, won=9), [("talk", 3), ("quote", 5), ("won", 9)], 3, 6),
        (told("talk", talk=3), [("talk", 3)], 3, None),
        (told("new"), [("new", None)], None, None),
        (told("talk", new=2), [("new", 2), ("talk", None)], 2, None),
        (told("new", created=4), [("new", None)], 4, None),
        (told("lost", closed=9), [("lost", 9)], 9, None),
        (told("lost", created=4, closed=9), [("lost", 9)], 4, 5),
        (told("won", created=4, won=2), [("won", 2)], 4, -2),
        (told("talk", talk=3, won=9), [("talk", 3)], 3, None),
        (told("lost", talk=3, won=9, lost=9), [("talk", 3), ("lost", 9)], 3, 6),
    ],
)
def test_history_begins_with_the_first_day_that_the_file_gives(
    course: Course, expected: list[tuple[str, int | None]], begun: int | None, cycle: int | None
) -> None:
    assert stays(course) == expected
    assert (course.begun_on.day if course.begun_on else None) == begun
    assert course.cycle_days == cycle


def test_closed_without_a_day_counts_today_and_its_length_is_not_known() -> None:
    course = told("won", talk=3)
    assert (course.closed_on, course.is_closed_known, course.cycle_days) == (TODAY, False, None)
    assert stays(course) == [("talk", 3), ("won", None)]


def test_stage_entered_after_the_one_that_follows_is_not_known() -> None:
    course = told("won", talk=3, quote=12, won=9)
    assert course.contradicts
    assert stays(course) == [("talk", 3), ("quote", None), ("won", 9)]
    assert not told("won", talk=3, won=9).contradicts


def test_lost_says_where_it_stood_if_the_file_does() -> None:
    assert told("lost", talk=3, quote=5, lost=9).lost_stage_id == 3
    assert told("lost", lost=9).lost_stage_id is None
