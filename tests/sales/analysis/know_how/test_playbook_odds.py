"""What the playbook is worth: strata, landmark against naive, what is claimed and what is not."""

from collections.abc import Sequence
from datetime import timedelta
from math import log
from random import Random

import pytest

from tests.company import NOW, Company
from tests.sales.analysis.know_how.playbook import cases, dues, read, said, with_playbook
from tests.sales.analysis.know_how.stays import Stayed, bring
from tuicrm.sales.analysis.expansion.odds import Stratum, odds_of
from tuicrm.sales.analysis.know_how.practices import Cases, Practice, practices_of


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
