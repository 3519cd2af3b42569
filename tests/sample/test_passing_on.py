"""Pairs in the story: who talks when, and what the learners do better since, and nobody else."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from tests.sample.telling import deal
from tuicrm.sample.cast import CAST
from tuicrm.sample.days import MONTH
from tuicrm.sample.deal import CLOSE, DEMO, LOST, NEEDS, NEW, QUOTE, WON, Deal
from tuicrm.sample.effects import ALL
from tuicrm.sample.passing_on import NOTED, PLANNED, TALKS, WAIT_WEEKS, Talk, pass_on

EVERY = (*TALKS, PLANNED)
HELPED = {talk.learner: talk.since for talk in TALKS if talk.state == "met"}


def lost(stage: int = QUOTE, *, holder: str = "silva", since: float = -60.0, **facts: object) -> Deal:
    return deal(*range(stage + 1), LOST, since=since, each=5.0, holder=holder, **facts)


def test_no_two_are_paired_twice_and_nobody_twice_in_a_week() -> None:
    assert len({frozenset((one.learner, one.partner)) for one in EVERY}) == len(EVERY)
    engaged = [(week, who) for one in EVERY for week in {one.week, one.talks} for who in (one.learner, one.partner)]
    assert len(engaged) == len(set(engaged))


@pytest.mark.parametrize("talk", EVERY)
def test_both_were_here_in_the_week_of_the_talk(talk: Talk) -> None:
    for key in (talk.learner, talk.partner):
        assert CAST[key].joined * MONTH > 5 * talk.week, "when the pair was made"
        assert CAST[key].left * MONTH < 5 * talk.talks or talk.talks == 0
    assert CAST[talk.learner].left == 0 or talk.state == "met"


def test_each_lot_sends_half_of_its_pairs_to_wait() -> None:
    for week in {one.week for one in TALKS}:
        late = [one.late for one in TALKS if one.week == week]
        assert abs(2 * sum(late) - len(late)) <= 1
        assert week > WAIT_WEEKS, "the lot is settled by now"


def test_a_strong_partner_taught_and_notes_came_of_it() -> None:
    notes = Counter(one.note[1] for one in TALKS if one.note[0])
    assert notes == {"accepted": 1, "proposed": 1}
    assert all(one.partner == "roth" and one.state == "met" for one in TALKS if one.note[0])
    noted = next(one for one in TALKS if one.note[1] == "accepted")
    assert noted.since < NOTED < 0


def test_a_learner_wins_some_of_what_would_have_been_lost_at_quote() -> None:
    deals = [lost() for _ in range(100)]
    pass_on(deals, 1, ALL)
    won = [one for one in deals if one.is_won]
    assert 45 <= len(won) <= 75
    for one in won:
        assert [stay.stage for stay in one.stays] == [NEW, NEEDS, DEMO, QUOTE, CLOSE, WON]
        assert one.stays == sorted(one.stays, key=lambda stay: stay.at)
        assert one.ended == -40.0, "at the time at which it would have been lost"
        assert (one.reason, one.competitor) == ("", None)
        assert 0 < one.profit < 300, "a small one"
        assert one.did["with_decider"]


@pytest.mark.parametrize(
    "spared",
    [
        lost(holder="roth"),
        lost(holder="ferrari"),
        lost(holder="silva", since=-90.0),
        lost(DEMO),
        lost(CLOSE),
        lost(scene="meridian"),
        lost(lines={"LX-700": 1}),
        deal(NEW, NEEDS, DEMO, QUOTE, since=-60.0, each=5.0, holder="silva"),
    ],
    ids=[
        "no learner",
        "waits by lot",
        "before the talk",
        "lost at Demo",
        "lost at Close",
        "of a scene",
        "of one",
        "open",
    ],
)
def test_nothing_else_is_changed(spared: Deal) -> None:
    before = [(stay.stage, stay.at) for stay in spared.stays]
    pass_on([spared], 1, ALL)
    assert [(stay.stage, stay.at) for stay in spared.stays] == before


def test_without_the_effect_nothing_is_changed() -> None:
    deals = [lost() for _ in range(20)]
    pass_on(deals, 1, replace(ALL, pairs=False))
    assert not any(one.is_won for one in deals)


def test_who_had_no_time_for_the_talk_learned_nothing() -> None:
    skipped = next(one for one in TALKS if one.state == "skipped")
    assert skipped.learner not in HELPED
    deals = [lost(holder=skipped.learner, since=-50.0) for _ in range(20)]
    pass_on(deals, 1, ALL)
    assert not any(one.is_won for one in deals)
