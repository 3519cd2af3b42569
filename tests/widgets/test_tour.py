"""The tour's steps: over when done, in any order, and never in the way."""

import pytest

from tuicrm.plain import language
from tuicrm.widgets.tour import STEPS, Tour


def begun() -> Tour:
    tour = Tour("Hellmark Instruments")
    tour.is_on = True
    return tour


def test_a_step_is_over_when_its_act_succeeded():
    tour = begun()
    assert tour.line().startswith("Tour 1 of 6: on Agenda")
    assert not tour.did("agenda.plan")
    assert tour.did("agenda.done")
    assert tour.line().startswith("Tour 2 of 6: press 1, Pool")
    assert tour.line(narrow=True).startswith("Tour 2 of 6: 1 Pool, enter")


def test_what_is_done_early_is_done():
    tour = begun()
    assert tour.did("funnel.win")
    tour.did("agenda.log")
    tour.did("pool.claim")
    tour.did("project.add")
    assert tour.line().startswith("Tour 6 of 6: press 4")
    assert not tour.did("funnel.win")


def test_it_ends_and_can_be_left():
    tour = begun()
    for step in STEPS:
        tour.did(sorted(step.by)[0])
    assert tour.step is None
    assert tour.line().startswith("That was the tour")
    tour.is_on = False
    assert tour.line() == ""


@pytest.mark.parametrize("tongue", ["en", "zh"])
def test_a_phone_is_never_asked_for_letters(tongue):
    spoken = language.current()
    language.use(tongue)
    try:
        for step in STEPS:
            words = language._(step.phone)
            assert not {" d ", " c ", " L ", " + ", " m "} & {words[at : at + 3] for at in range(len(words))}
            assert len(words) <= 44 * 2
    finally:
        language.use(spoken)
