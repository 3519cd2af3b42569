"""The playbook: who counts as a case, landmark against naive, what is said and what is not."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from math import log
from random import Random
from typing import Any

import pytest

from tests.company import NOW, Company
from tests.sales.analysis.know_how.stays import Stayed, bring, write_playbook
from tuicrm.sales.analysis.answer import Answer
from tuicrm.sales.analysis.expansion.copying import Due
from tuicrm.sales.analysis.expansion.odds import Stratum, odds_of
from tuicrm.sales.analysis.frame import Frame, Scope, frame
from tuicrm.sales.analysis.know_how.practices import Cases, Practice, cases_of, dues_of, practices_of
from tuicrm.sales.analysis.questions import answer, behind
from tuicrm.store.actor import by_login

WRITTEN = datetime(2026, 1, 10, 9, tzinfo=UTC)
SUBJECT = "Ask who decides"


def with_playbook(company: Company, *, days: int = 7, at: datetime = WRITTEN) -> None:
    write_playbook(company, "Needs", ("call", SUBJECT, days), at=at)


def read(company: Company, ask: Callable[[Frame], Any], login: str = "hale", **scope: Any) -> Any:
    return company.database.read_as(
        lambda session: ask(frame(session, by_login(session, login), Scope(**scope), company.clock.now)),
        company.clock.now,
    )


def cases(company: Company, **scope: Any) -> Cases:
    def ask(asked: Frame) -> Cases:
        known = practices_of(asked)
        return cases_of(asked, known)[known[0]]

    found: Cases = read(company, ask, **scope)
    return found


def dues(company: Company, **scope: Any) -> tuple[Due, ...]:
    def ask(asked: Frame) -> tuple[Due, ...]:
        known = practices_of(asked)
        return dues_of(asked, known, asked.first)[known[0]]

    found: tuple[Due, ...] = read(company, ask, **scope)
    return found


def said(company: Company, login: str = "hale", **scope: Any) -> Answer:
    return company.desk(login).read(answer, "playbook", Scope(**scope))


DID_WENT, DID_STAYED = Stratum(1, 0, 0, 0), Stratum(0, 1, 0, 0)
WENT, STAYED = Stratum(0, 0, 1, 0), Stratum(0, 0, 0, 1)


@pytest.mark.parametrize(
    ("stayed", "expected", "left"),
    [
        (Stayed(did=5, left=30, how="forward"), (DID_WENT,), 0),
        (Stayed(did=10, left=30, how="won"), (DID_WENT,), 0),
        (Stayed(did=10.2, left=30, how="skip"), (WENT,), 0),
        (Stayed(did=20, left=30, how="lost"), (STAYED,), 0),
        (Stayed(did=5, left=30, how="lost"), (DID_STAYED,), 0),
        (Stayed(did=5, left=30, how="back"), (DID_STAYED,), 0),
        (Stayed(did=5), (DID_STAYED,), 0),
        (Stayed(), (STAYED,), 0),
        (Stayed(did=5, left=9.9, how="forward"), (), 1),
        (Stayed(left=10, how="lost"), (), 1),
        (Stayed(ago=19, did=5), (), 0),
        (Stayed(did=5, left=30, how="undo"), (), 0),
        (Stayed(did=5, left=30, how="forward", is_known=False), (), 0),
        (Stayed(did=5, left=30, how="forward", entered_how="import"), (), 0),
        (Stayed(did=5, left=30, how="forward", is_archived=True), (), 0),
        (Stayed(ago=340, did=5, left=30, how="forward"), (), 0),
    ],
    ids=[
        "done in time, went on", "done on the landmark", "done after the landmark is not done", "late and lost",
        "done and lost", "done and went back", "done and still there", "neither",
        "left before the landmark", "left on the landmark", "too young for the horizon", "undone",
        "entry not known", "imported", "archived", "before it was written",
    ],
)  # fmt: skip
def test_who_is_a_case(small_company: Company, stayed: Stayed, expected: tuple[Stratum, ...], left: int) -> None:
    with_playbook(small_company)
    bring(small_company, "Needs", [stayed])
    found = cases(small_company)
    assert (found.strata, found.left) == (expected, left)


def test_horizon_is_when_nine_of_ten_are_out_and_at_least_twice_the_landmark(small_company: Company) -> None:
    with_playbook(small_company)
    bring(small_company, "Needs", [Stayed(left=8, how="forward") for _ in range(10)])
    assert cases(small_company).horizon == 20
    bring(small_company, "Needs", [Stayed(left=50 + day, how="lost") for day in range(20)])
    assert 60 <= cases(small_company).horizon <= 70


def test_who_goes_on_after_the_horizon_has_not_gone_on(small_company: Company) -> None:
    """So that open ones, and those who had more time, are treated alike."""
    with_playbook(small_company)
    bring(small_company, "Needs", [Stayed(left=12, how="lost", class_="quick") for _ in range(30)])
    bring(small_company, "Needs", [Stayed(did=5, left=left, how="forward", class_="slow") for left in (19, 90)])
    slow = next(one for one in cases(small_company).strata if one.did)
    assert (slow.did_went, slow.did_stayed) == (1, 1)


def test_only_the_first_stay_in_a_stage_counts(small_company: Company) -> None:
    with_playbook(small_company)
    made = bring(small_company, "Needs", [Stayed(ago=200, did=5, left=30, how="forward")])
    second = bring(small_company, "Needs", [Stayed(ago=150, left=40, how="lost", entered_how="back")])

    def same(session: Any) -> None:
        from sqlalchemy import update

        from tuicrm.store.tables.projects import stage_history

        session.connection.execute(
            update(stage_history).where(stage_history.c.project_id == second[0]).values(project_id=made[0])
        )

    small_company.database.write_as(same, NOW)
    assert cases(small_company).strata == (DID_WENT,)


def test_it_is_held_against_the_version_of_the_day(small_company: Company) -> None:
    """Due in 3 days at first, in 20 since June: who came in May had until day 6, who came later until day 23."""
    write_playbook(small_company, "Needs", ("call", SUBJECT, 3), at=WRITTEN)
    write_playbook(small_company, "Needs", ("call", SUBJECT, 20), at=datetime(2026, 6, 1, 9, tzinfo=UTC))
    bring(small_company, "Needs", [Stayed(ago=190, did=15, left=40, how="forward", class_="May")])
    bring(small_company, "Needs", [Stayed(ago=120, did=15, left=40, how="forward", class_="July")])
    found = cases(small_company)
    assert sorted((one.did, one.other) for one in found.strata) == [(0, 1), (1, 0)]
    practice = read(small_company, practices_of)[0]
    assert (practice.due_days, practice.landmark, len(practice.lines), practice.is_kept) == (20, 23, 2, True)
    assert practice.written_at == WRITTEN


def test_what_the_playbook_asks_for_no_longer_is_told_as_long_as_it_fell_due(small_company: Company) -> None:
    with_playbook(small_company)
    bring(small_company, "Needs", [Stayed(did=5, left=30, how="forward")])
    write_playbook(small_company, "Needs", ("meeting", "Something else", 5), at=NOW - timedelta(days=1))
    found = said(small_company)
    assert [line.key for line in found.lines] == [(SUBJECT, "Needs"), ("Something else", "Needs")]
    spread = small_company.desk("hale").read(answer, "spread", Scope())
    assert [line.key[0] for line in spread.lines] == ["Something else"]


@pytest.mark.parametrize(
    ("stayed", "due", "done"),
    [
        (Stayed(did=5, left=30, how="forward"), 1, 1),
        (Stayed(did=9, left=30, how="forward"), 1, 1),
        (Stayed(did=12, left=30, how="forward"), 1, 0),
        (Stayed(), 1, 0),
        (Stayed(did=5), 1, 1),
        (Stayed(did=6, left=7, how="lost"), 1, 1),
        (Stayed(did=3, left=6, how="forward"), 0, 0),
        (Stayed(ago=8, did=5), 0, 0),
        (Stayed(ago=11), 1, 0),
    ],
    ids=[
        "in time", "within the grace", "too late", "not at all", "still there", "left on the due day",
        "left before it fell due", "not yet past the landmark", "just past it",
    ],
)  # fmt: skip
def test_what_fell_due_and_was_done(small_company: Company, stayed: Stayed, due: int, done: int) -> None:
    with_playbook(small_company)
    bring(small_company, "Needs", [stayed])
    found = dues(small_company)
    assert (sum(one.due for one in found), sum(one.done for one in found)) == (due, done)
    if due:
        assert found[0].person == small_company.id("li")


def random_stays(rng: Random, number: int) -> list[Stayed]:
    found = []
    for _project in range(number):
        left = rng.choice((None, round(rng.expovariate(1 / 18), 2)))
        found.append(
            Stayed(
                ago=round(rng.uniform(1, 300), 2), did=rng.choice((None, round(rng.uniform(0, 20), 2))), left=left,
                how=None if left is None else rng.choice(("forward", "forward", "lost", "back", "won")),
                login=rng.choice(("li", "roth", "kuhn")), class_=rng.choice("ABC"),
            )
        )  # fmt: skip
    return [one for one in found if one.left is None or one.left < one.ago]


def counted(stayed: Sequence[Stayed], horizon: int) -> list[tuple[float, float, float, float]]:
    """The same once more, project by project."""
    strata: dict[tuple[str, int], list[int]] = {}
    for one in stayed:
        lasted = one.ago if one.left is None else one.left
        if lasted <= 10 or one.ago < horizon:
            continue
        entered = NOW - timedelta(days=one.ago)
        months = (entered.year * 12 + entered.month) - (2026 * 12 + 1)
        did = one.did is not None and one.did <= 10
        went = one.how in ("forward", "won") and one.left is not None and one.left <= horizon
        counts = strata.setdefault((one.class_, 0 if months < 6 else 1), [0, 0, 0, 0])
        counts[2 * (not did) + (not went)] += 1
    return sorted((float(a), float(b), float(c), float(d)) for a, b, c, d in strata.values())


def test_strata_are_those_counted_project_by_project(company: Company) -> None:
    with_playbook(company)
    stayed = random_stays(Random(3), 260)
    bring(company, "Needs", stayed)
    found = cases(company)
    assert sorted((s.did_went, s.did_stayed, s.other_went, s.other_stayed) for s in found.strata) == counted(
        stayed, found.horizon
    )
    fell_due = [
        one for one in stayed if (one.ago if one.left is None else one.left) >= 7 and one.ago >= 10
    ]  # fmt: skip
    got = dues(company)
    assert sum(one.due for one in got) == len(fell_due)
    assert sum(one.done for one in got) == sum(one.did is not None and one.did <= 10 for one in fell_due)


def worthless(rng: Random, number: int) -> list[Stayed]:
    """A company where the action is worth nothing: it is done from day 10 on by whoever is still there.

    Lost ones leave early, so those who had time for it had gone on more often already.
    """
    found = []
    for _project in range(number):
        goes = rng.random() < 0.55
        left = rng.expovariate(1 / 30) + 4 if goes else rng.expovariate(1 / 9) + 1
        did = rng.uniform(9, 13) if left > 13 and rng.random() < 0.6 else None
        found.append(Stayed(ago=rng.uniform(150, 300), did=did, left=left, how="forward" if goes else "lost"))
    return found


def test_without_a_landmark_a_worthless_action_looks_splendid(small_company: Company) -> None:
    """The naive count is wrong, and far beyond luck; among those who were there as long there is nothing to see."""
    with_playbook(small_company, days=10)
    bring(small_company, "Needs", worthless(Random(1), 700))
    found = cases(small_company)
    naive, fair = odds_of([found.naive]), odds_of(found.strata)
    assert naive is not None
    assert fair is not None
    assert naive.low > 2, "it seems to double the chance at least"
    assert fair.low < 1 < fair.high
    told = said(small_company)
    assert told.lines[0].figures["verdict"] == "can't be told"
    assert "Of no practice can be told that it makes a difference; 1 were tested." in told.said[0]
    assert any("only looks splendid" in one for one in told.said)
    assert told.advice == ()


def test_without_an_effect_nothing_is_claimed_more_often_than_it_says(small_company: Company) -> None:
    """Forty companies of one worthless practice: one alarm in ten at the most, give or take chance."""
    rng, alarms = Random(5), 0
    with_playbook(small_company, days=10)
    practice = read(small_company, practices_of)[0]
    for _company in range(40):
        strata: dict[str, list[int]] = {}
        for one in worthless(rng, 260):
            if one.left is not None and one.left > 13:
                did, went = one.did is not None, one.how == "forward" and one.left <= 60
                strata.setdefault(rng.choice("ABC"), [0, 0, 0, 0])[2 * (not did) + (not went)] += 1
        alarms += verdict(practice, tuple(Stratum(*one) for one in strata.values())) != "can't be told"
    assert alarms <= 9


def verdict(practice: Practice, strata: tuple[Stratum, ...]) -> str:
    from tuicrm.sales.analysis.questions.playbook import Found, _verdict, judged

    known = Cases(strata, 0, Stratum(0, 0, 0, 0), 60)
    return _verdict(judged([Found(practice, (), known, odds_of(strata))])[0])


def test_what_is_worth_much_is_found_with_both_rates_and_an_interval(small_company: Company) -> None:
    with_playbook(small_company)
    rng, stayed = Random(2), []
    for _project in range(240):
        did = rng.random() < 0.5
        goes = rng.random() < (0.75 if did else 0.35)
        left = rng.uniform(12, 40)
        stayed.append(
            Stayed(did=rng.uniform(1, 9) if did else None, left=left, how="forward" if goes else "lost",
                   class_=rng.choice("AB"), ago=rng.uniform(90, 250))
        )  # fmt: skip
    bring(small_company, "Needs", stayed)
    found = said(small_company)
    row = found.lines[0].figures
    assert row["with_it"] == pytest.approx(0.9 * 0.75, abs=0.1), "one in ten goes on after the horizon"
    assert row["without"] == pytest.approx(0.9 * 0.35, abs=0.1)
    assert row["low"] < row["odds"] < row["high"]
    assert log(row["odds"]) == pytest.approx(log(0.67 * 0.68 / (0.33 * 0.32)), abs=0.6)
    assert row["verdict"] == "goes along"
    assert "“Ask who decides” (Needs) goes along with going on: " in found.said[0]
    assert found.said[1].startswith("It shows, it doesn't prove.")
    assert found.advice[0] == "make “Ask who decides” (Needs) an exit criterion of its stage"
    assert (row["n_with"] + row["n_without"], row["left_before"]) == (240, 0)
    assert (row["landmark"], row["horizon"]) == (10, cases(small_company).horizon)


def test_what_harms_is_told_too(small_company: Company) -> None:
    with_playbook(small_company)
    stayed = [
        Stayed(did=2 if n % 2 else None, left=30, how="lost" if n % 2 and n % 5 else "forward") for n in range(80)
    ]
    bring(small_company, "Needs", stayed)
    found = said(small_company)
    assert found.lines[0].figures["verdict"] == "against it"
    assert "With “Ask who decides” (Needs) fewer go on" in found.said[0]
    assert not any("exit criterion" in one for one in found.advice)


@pytest.mark.parametrize(
    ("with_it", "without", "expected"),
    [(9, 40, "too few"), (40, 9, "too few"), (10, 10, "can't be told")],
)
def test_fewer_than_ten_on_either_side_are_not_tested(
    small_company: Company, with_it: int, without: int, expected: str
) -> None:
    with_playbook(small_company)
    ends = ("forward", "lost")
    stayed = [Stayed(did=2, left=30, how=ends[n % 2]) for n in range(with_it)]
    bring(small_company, "Needs", stayed + [Stayed(left=30, how=ends[n % 2]) for n in range(without)])
    found = said(small_company)
    assert found.lines[0].figures["verdict"] == expected
    if expected == "too few":
        assert found.said[1].startswith("Can't tell yet what it is worth: it takes 10 projects")


def test_a_company_without_a_playbook_is_told_what_to_write(small_company: Company) -> None:
    for name in ("playbook", "spread"):
        found = small_company.desk("hale").read(answer, name, Scope())
        assert found.lines == ()
        assert found.said[0].startswith("Can't tell yet: no stage has a playbook with actions.")


def test_a_playbook_that_nothing_fell_due_by_says_so(small_company: Company) -> None:
    with_playbook(small_company)
    assert said(small_company).said == (
        "Can't tell yet: nothing that the playbook asks for fell due in this period.",
    )  # fmt: skip


def test_reach_counts_who_does_it_in_half_of_their_cases(small_company: Company) -> None:
    with_playbook(small_company)
    does, does_not = Stayed(did=5, left=30, how="forward"), Stayed(left=30, how="forward")
    by = {"li": (does, does), "roth": (does, does_not), "kuhn": (does_not, does_not), "wang": (does,)}
    from dataclasses import replace

    bring(small_company, "Needs", [replace(one, login=login) for login, own in by.items() for one in own])
    row = said(small_company).lines[0].figures
    assert (row["due"], row["people"]) == (7, 3), "one case says nothing of a person"
    assert row["reach"] == pytest.approx(2 / 3)
    assert row["followed"] == pytest.approx(4 / 7)
    only = said(small_company, who="roth").lines[0].figures
    assert (only["due"], only["followed"]) == (2, 0.5)
    east = said(small_company, who="East").lines[0].figures
    assert east["due"] == 5


def test_reader_sees_behind_it_the_projects_it_was_planned_for(small_company: Company) -> None:
    with_playbook(small_company)
    made = bring(small_company, "Needs", [Stayed(did=5, left=30, how="forward"), Stayed()])
    line = said(small_company).lines[0]
    records = small_company.desk("hale").read(behind, "playbook", Scope(), line.behind)
    assert [one.id for one in records] == made[:1]


def test_as_of_a_day_later_deeds_are_not_known(small_company: Company) -> None:
    with_playbook(small_company)
    bring(small_company, "Needs", [Stayed(ago=100, did=8, left=30, how="forward")])
    assert [(one.due, one.done) for one in dues(small_company)] == [(1, 1)]
    early = NOW.date() - timedelta(days=95)
    assert dues(small_company, as_of=early) == ()
    assert cases(small_company, as_of=NOW.date() - timedelta(days=85)).strata == ()


# spread


def test_spread_follows_a_practice_from_person_to_person(small_company: Company) -> None:
    """Five people, two cases a month; they do it from month 0, 1, 2, 3 and never on, told by three months each."""
    with_playbook(small_company, at=datetime(2026, 5, 1, 9, tzinfo=UTC))
    begins = {"li": 0, "roth": 1, "kuhn": 2, "wang": 3, "hale": 99}
    stayed = []
    for login, first in begins.items():
        for month in range(6):
            entered = datetime(2026, 5 + month, 10, 9, tzinfo=UTC)
            ago = (NOW - entered).total_seconds() / 86400
            stayed += [Stayed(ago=ago, did=5 if month >= first else None, left=12, how="forward", login=login)] * 2
    bring(small_company, "Needs", stayed)
    found = small_company.desk("hale").read(answer, "spread", Scope())
    row = found.lines[0].figures
    assert row["curve"].split()[:6] == ["0.20", "0.40", "0.40", "0.60", "0.80", "0.80"]
    assert (row["people"], row["now"]) == (5, 0.8)
    assert row["half_life"] == 3
    assert row["doubling"] is None, "nobody joined since"
    assert "half of the people do it after 3 months. The team does not grow." in found.said[0]
    assert "4 of 5 people" in found.said[1]


def test_spread_is_not_told_of_fewer_than_five_people(small_company: Company) -> None:
    with_playbook(small_company)
    bring(small_company, "Needs", [Stayed(did=5, left=30, how="forward")] * 4)
    found = small_company.desk("hale").read(answer, "spread", Scope())
    assert found.said == (
        "Can't tell yet: a practice has to fall due twice to each of five people. From five people on.",
    )  # fmt: skip
    assert found.lines
