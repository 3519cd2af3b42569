"""How far a long computation is: heard in words, not too often, and left where nobody waits for it."""

from __future__ import annotations

import pytest

from tuicrm.plain import language, progress
from tuicrm.plain.progress import Superseded


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What the clock says; it stands still."""
    now = [100.0]
    monkeypatch.setattr(progress, "monotonic", lambda: now[0])
    return now


def drawn(of: int, clock: list[float], seconds: float) -> None:
    """Count to `of`, each time so many seconds later."""
    for done in range(1, of + 1):
        clock[0] += seconds
        progress.count(done, of)


def test_nobody_hears_anything_where_nobody_listens() -> None:
    progress.begin(2)
    progress.step("reading")
    progress.count(1, 2)


@pytest.mark.parametrize(
    ("steps", "done", "heard"),
    [
        (2, 0, ["step 1 of 2: reading", "step 2 of 2: drawing"]),
        (7, 5, ["step 6 of 7: reading", "step 7 of 7: drawing"]),
        (1, 0, ["step 1 of 1: reading", "drawing"]),
        (0, 0, ["reading", "drawing"]),
    ],
)
def test_steps_are_numbered_as_far_as_their_number_is_known(steps: int, done: int, heard: list[str]) -> None:
    told: list[str] = []
    with progress.heard_by(told.append):
        progress.begin(steps, done)
        progress.step("reading")
        progress.step("drawing")
    assert told == heard


def test_each_step_is_told_at_once(clock: list[float]) -> None:
    told: list[str] = []
    with progress.heard_by(told.append):
        for number in range(5):
            progress.step(str(number))
    assert told == list("01234")


@pytest.mark.parametrize(
    ("seconds", "heard"),
    [(0.0001, 1), (1 / 128, 4), (0.125, 50), (0.5, 100)],
)
def test_counting_is_heard_five_times_a_second_at_most(clock: list[float], seconds: float, heard: int) -> None:
    told: list[str] = []
    with progress.heard_by(told.append):
        clock[0] += 1
        progress.step("drawing")
        drawn(100, clock, seconds)
    assert abs(len(told) - 1 - heard) <= 1
    assert told[-1] == "drawing, 100 of 100"


def test_thousands_are_told_apart(clock: list[float]) -> None:
    told: list[str] = []
    with progress.heard_by(told.append):
        progress.begin(3, 1)
        progress.step("drawing people")
        clock[0] += 1
        progress.count(600, 2000)
    assert told == ["step 2 of 3: drawing people", "step 2 of 3: drawing people, 600 of 2,000"]


def test_it_is_told_in_the_language_in_use() -> None:
    told: list[str] = []
    language.use("zh")
    try:
        with progress.heard_by(told.append):
            progress.begin(3)
            progress.step("抽样")
            progress.count(2000, 2000)
    finally:
        language.use("en")
    assert told == ["第1步（共3步）：抽样", "第1步（共3步）：抽样，2,000/2,000"]


def test_what_nobody_waits_for_is_left_at_the_next_step() -> None:
    told: list[str] = []
    with progress.heard_by(told.append, lambda: len(told) < 2):
        progress.step("0")
        progress.step("1")
        with pytest.raises(Superseded):
            progress.step("2")
    assert told == ["0", "1"]


def test_counting_is_left_too(clock: list[float]) -> None:
    told: list[str] = []
    with progress.heard_by(told.append, lambda: len(told) < 3), pytest.raises(Superseded):
        drawn(100, clock, 0.25)
    assert told == ["1 of 100", "2 of 100", "3 of 100"]


def test_a_computation_inside_another_is_heard_by_its_own() -> None:
    outer: list[str] = []
    inner: list[str] = []
    with progress.heard_by(outer.append):
        progress.begin(2)
        progress.step("one")
        with progress.heard_by(inner.append):
            progress.step("inside")
        progress.step("two")
    assert (outer, inner) == (["step 1 of 2: one", "step 2 of 2: two"], ["inside"])


def test_a_raise_ends_the_hearing() -> None:
    told: list[str] = []
    with pytest.raises(ValueError, match="no"), progress.heard_by(told.append):
        raise ValueError("no")
    progress.step("later")
    assert told == []
