"""Who is paired with whom, as arithmetic: no database, made-up teams."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuicrm.plain.work_hours import USUAL, read_hours
from tuicrm.plain.worktime import WorkTime
from tuicrm.sales.pairing.matching import LEAST_GAP, Match, later, matches
from tuicrm.sales.pairing.people import monday, next_week, two_of
from tuicrm.sales.pairing.slots import MINUTES, Slot, first_free
from tuicrm.sales.pairing.strength import FEW, Tally, strengths

Team = list[tuple[int, int, int]]
"""user, went on, settled; all in stage 1."""


def pair(team: Team, stage: int = 1, **who: object) -> list[tuple[int, int]]:
    everybody = {user for user, *_ in team}
    asked: dict[str, object] = {"learners": everybody, "partners": everybody} | who
    found = matches(strengths(Tally(stage, *one) for one in team), **asked)  # type: ignore[arg-type]
    return [(one.learner_id, one.partner_id) for one in found]


@pytest.mark.parametrize(
    ("team", "pairs", "why"),
    [
        ([], [], "nobody"),
        ([(1, 5, 20)], [], "one alone"),
        ([(1, 4, 20), (2, 17, 20)], [(1, 2)], "two"),
        ([(1, 10, 20), (2, 10, 20)], [], "two alike"),
        ([(1, 9, 20), (2, 11, 20)], [], "two whose difference is luck"),
        ([(1, 0, 9), (2, 17, 20)], [], "nine cases are too few"),
        ([(1, 0, FEW), (2, FEW, FEW)], [(1, 2)], "ten are enough"),
        ([(1, 4, 20), (2, 17, 20), (3, 6, 20)], [(1, 2)], "of three one is left over"),
        ([(1, 4, 20), (2, 17, 20), (3, 6, 20), (4, 16, 20)], [(1, 2), (3, 4)], "four"),
        ([(1, 4, 20), (2, 17, 20), (3, 40, 200), (4, 16, 20)], [(3, 2), (1, 4)], "who has more projects gains more"),
    ],
)  # fmt: skip
def test_pairs_of_a_team(team: Team, pairs: list[tuple[int, int]], why: str) -> None:
    assert pair(team) == pairs, why


def test_the_best_of_few_cases_is_not_taken_for_the_best() -> None:
    """Nine of ten is drawn further to the middle than eighty of a hundred."""
    of_stage = strengths([Tally(1, 1, 9, 10), Tally(1, 2, 80, 100), Tally(1, 3, 60, 100), Tally(1, 4, 71, 100)])[1]
    assert of_stage[1].rate < of_stage[2].rate < 0.8
    assert 0.6 < of_stage[3].rate < of_stage[3].usual < of_stage[2].rate


def test_who_may_not_learn_or_teach_is_left_out() -> None:
    team = [(1, 4, 20), (2, 17, 20), (3, 6, 20), (4, 16, 20)]
    assert pair(team, learners={3}) == [(3, 2)]
    assert pair(team, partners={4}) == [(1, 4)]
    assert pair(team, met={frozenset((1, 2))}) == [(1, 4), (3, 2)]


def test_a_company_without_effects_pairs_few() -> None:
    """Thirty equal people: in most of fifty companies nothing is left beyond luck, and nobody is called weak."""
    lot, found = Random(7), 0
    for _nth in range(50):
        team = [(user, sum(lot.random() < 0.6 for _ in range(40)), 40) for user in range(30)]
        found += bool(pair(team))
    assert found < 20


PEOPLE = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(1, 3)), min_size=0, max_size=9)


def company(people: list[tuple[int, int, int]]) -> list[Tally]:
    return [
        Tally(stage, user, min(on, on + lost), on + lost)
        for user, (on, lost, stages) in enumerate(people)
        for stage in range(1, stages + 1)
    ]


@settings(max_examples=40, deadline=None)
@given(PEOPLE)
def test_never_twice_in_a_year_and_never_two_pairs_in_a_week(people: list[tuple[int, int, int]]) -> None:
    known, everybody = strengths(company(people)), set(range(len(people)))
    met: set[frozenset[int]] = set()
    for _week in range(52):
        found = matches(known, learners=everybody, partners=everybody, met=met)
        busy = [user for one in found for user in (one.learner_id, one.partner_id)]
        assert len(busy) == len(set(busy))
        twos = {one.two for one in found}
        assert len(twos) == len(found)
        assert not twos & met
        for one in found:
            good(one)
        met |= twos
    assert len(met) <= len(everybody) * (len(everybody) - 1) // 2


def good(one: Match) -> None:
    assert one.learner.tally.settled >= FEW
    assert one.partner.tally.settled >= FEW
    assert one.learner.rate < one.learner.usual < one.partner.rate
    assert one.partner.rate - one.learner.rate >= LEAST_GAP
    assert one.learner.tally.stage_id == one.partner.tally.stage_id
    assert one.gain > 0


@settings(max_examples=40, deadline=None)
@given(PEOPLE, st.randoms(use_true_random=False))
def test_the_order_in_which_people_are_read_changes_nothing(people: list[tuple[int, int, int]], lot: Random) -> None:
    tallies = company(people)
    mixed = tallies[:]
    lot.shuffle(mixed)
    everybody = set(range(len(people)))
    one, other = (
        {(m.stage_id, m.learner_id, m.partner_id) for m in matches(known, learners=everybody, partners=everybody)}
        for known in (strengths(tallies), strengths(mixed))
    )
    assert one == other


# the lot


TWOS = [frozenset((2 * nth, 2 * nth + 1)) for nth in range(40)]


@pytest.mark.parametrize("count", range(8))
def test_half_of_the_pairs_waits(count: int) -> None:
    waits = {len(later(TWOS[:count], f"seed {nth}")) for nth in range(40)}
    assert waits == ({count // 2} if count % 2 == 0 else {count // 2, count // 2 + 1})


def test_each_pair_is_as_likely_to_wait_and_the_draw_can_be_repeated() -> None:
    times = dict.fromkeys(TWOS[:5], 0)
    for nth in range(2000):
        drawn = later(TWOS[:5], f"{nth}")
        assert drawn == later(TWOS[:5][::-1], f"{nth}")
        for two in drawn:
            times[two] += 1
    assert all(900 < count < 1100 for count in times.values())


def test_pairs_that_are_made_one_by_one_are_not_all_dealt_alike() -> None:
    sides = [bool(later([two], "one week")) for two in TWOS]
    assert 8 < sum(sides) < 32


# the time


UTC_WORK = WorkTime("UTC", read_hours(USUAL))
MONDAY = date(2026, 11, 23)


def at(hour: float, day: int = 0) -> datetime:
    return datetime(2026, 11, 23, tzinfo=UTC) + timedelta(days=day, hours=hour)


@pytest.mark.parametrize(
    ("taken", "days", "slot"),
    [
        ([], [0], Slot(MONDAY, at(9))),
        ([(at(9), at(10))], [0], Slot(MONDAY, at(10))),
        ([(at(9.25), at(9.3))], [0], Slot(MONDAY, at(9.5))),
        ([(at(8), at(9))], [0], Slot(MONDAY, at(9))),
        ([(at(9), at(18))], [0, 1], Slot(MONDAY + timedelta(days=1), at(9, 1))),
        ([(at(0), at(24))], [0], Slot(MONDAY, None)),
        ([], [5, 6], None),
        ([], [], None),
        ([], [5, 7], Slot(MONDAY + timedelta(days=7), at(9, 7))),
    ],
)  # fmt: skip
def test_the_first_time_that_both_have(
    taken: list[tuple[datetime, datetime]], days: list[int], slot: Slot | None
) -> None:
    found = first_free((UTC_WORK, UTC_WORK), taken, [MONDAY + timedelta(days=one) for one in days], "UTC")
    assert found == slot


def test_two_in_two_time_zones_meet_while_both_work() -> None:
    far = WorkTime("America/New_York", read_hours(USUAL))
    assert first_free((UTC_WORK, far), [], [MONDAY], "UTC") == Slot(MONDAY, at(14))
    farther = WorkTime("Asia/Tokyo", read_hours(USUAL))
    assert first_free((far, farther), [], [MONDAY], "UTC") == Slot(MONDAY, None)


SPANS = st.lists(st.tuples(st.integers(0, 2 * 24 * 12), st.integers(1, 60)), max_size=30)


@settings(max_examples=40, deadline=None)
@given(SPANS)
def test_a_time_that_is_found_is_free(spans: list[tuple[int, int]]) -> None:
    taken = [(at(begin / 12), at(begin / 12) + timedelta(minutes=5 * long)) for begin, long in spans]
    found = first_free((UTC_WORK,), taken, [MONDAY, MONDAY + timedelta(days=1)], "UTC")
    assert found is not None
    if found.at is not None:
        ends = found.at + timedelta(minutes=MINUTES)
        assert UTC_WORK.is_open(found.at)
        assert all(over <= found.at or begins >= ends for begins, over in taken)


@pytest.mark.parametrize(("day", "week"), [(0, 0), (1, 0), (3, 0), (4, 7), (6, 7), (7, 7), (-1, 0)])
def test_the_week_that_is_made_for(day: int, week: int) -> None:
    today = MONDAY + timedelta(days=day)
    assert next_week(today) == MONDAY + timedelta(days=week)
    assert monday(today) == today - timedelta(days=today.weekday())


@pytest.mark.parametrize(("one", "other"), [(3, 17), (17, 3)])
def test_two_are_the_same_two_whoever_learns(one: int, other: int) -> None:
    assert two_of(one, other) == "3-17"
