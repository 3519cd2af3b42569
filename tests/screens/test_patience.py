"""How often a page that takes long is read anew: at most a twentieth of the time goes into it."""

import pytest

from tuicrm.screens import patience
from tuicrm.screens.patience import Patience


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1000.0]
    monkeypatch.setattr(patience, "monotonic", lambda: now[0])
    monkeypatch.setattr(patience, "SHARE", 20)
    return now


@pytest.mark.parametrize(
    ("took", "since", "over"),
    [
        (0.0, 0.0, True), (0.5, 0.0, False), (0.5, 9.75, False), (0.5, 10.0, True), (2.0, 39.0, False),
        (2.0, 40.0, True), (60.0, 1199.0, False), (60.0, 1200.0, True),
    ],
)  # fmt: skip
def test_what_took_long_is_read_again_after_twenty_times_as_long(
    clock: list[float], took: float, since: float, over: bool
) -> None:
    reading = Patience()
    reading.begins()
    clock[0] += took
    reading.ends()
    clock[0] += since
    assert reading.is_over is over


def test_nothing_is_read_twice_at_a_time(clock: list[float]) -> None:
    reading = Patience()
    assert reading.is_over  # nothing was read yet
    reading.begins()
    clock[0] += 1000.0
    assert not reading.is_over


def test_a_reading_that_was_begun_anew_counts_from_its_last_beginning(clock: list[float]) -> None:
    reading = Patience()
    reading.begins()
    clock[0] += 100.0
    reading.begins()
    clock[0] += 1.0
    reading.ends()
    reading.ends()  # an answer that came late ends nothing
    clock[0] += 20.0
    assert reading.is_over
