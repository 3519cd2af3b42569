"""The target of a team or of the company is divided evenly among its people who sell, to the last cent."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.company import NOW, Company
from tuicrm.plain.periods import month_of, read_span
from tuicrm.sales import home as houses
from tuicrm.sales import people
from tuicrm.sales.analysis import targeting
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.targeting import evenly
from tuicrm.sales.analysis.weekly import weekly
from tuicrm.store import change
from tuicrm.store.errors import NotAllowed, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.people import users

NOVEMBER = 2026 * 12 + 11


@pytest.mark.parametrize(
    ("amount", "count", "parts"),
    [
        (10, 3, [4, 3, 3]), (9, 3, [3, 3, 3]), (0, 2, [0, 0]), (1, 4, [1, 0, 0, 0]), (100_00, 1, [100_00]),
        (None, 3, [None, None, None]), (100, 7, [15, 15, 14, 14, 14, 14, 14]),
    ],
)  # fmt: skip
def test_what_is_left_over_goes_to_the_first(amount: int | None, count: int, parts: list[int | None]) -> None:
    assert evenly(amount, count) == parts


@settings(max_examples=30)
@given(st.integers(0, 10**13), st.integers(1, 500))
def test_nothing_is_lost_and_no_two_differ_by_more_than_a_cent(amount: int, count: int) -> None:
    parts = [int(one or 0) for one in evenly(amount, count)]
    assert sum(parts) == amount
    assert max(parts) - min(parts) <= 1


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2026-11", (NOVEMBER, 1)), ("2026-Q4", (2026 * 12 + 10, 3)), ("2026-q1", (2026 * 12 + 1, 3)),
        ("2026", (2026 * 12 + 1, 12)), ("2026-1", (2026 * 12 + 1, 1)), ("2026年11月", (NOVEMBER, 1)),
        ("２０２６-11", (NOVEMBER, 1)), (" 2026-12 ", (2026 * 12 + 12, 1)), ("2026-13", None), ("2026-Q5", None),
        ("2026-00", None), ("26-11", None), ("0000", None), ("", None), ("next month", None), ("2026-11-01", None),
    ],
)  # fmt: skip
def test_a_month_a_quarter_or_a_year_is_read(text: str, span: tuple[int, int] | None) -> None:
    assert read_span(text) == span


def listed(company: Company, month: int = NOVEMBER) -> dict[str, tuple[int, int | None, int | None]]:
    rows = company.desk("hale").read(targeting.list_targets, month, month)
    return {row.name: (row.amount_minor, row.stretch_minor, row.challenge_minor) for row in rows}


def test_a_team_and_the_company_are_divided(small_company: Company) -> None:
    hale = small_company.desk("hale")
    east = next(one.id for one in hale.read(people.teams) if one.name == "East")
    assert hale.write(targeting.divide, east, NOVEMBER, 100, stretch_minor=200, months=2) == 6
    assert listed(small_company) == listed(small_company, NOVEMBER + 1)
    assert listed(small_company) == {"A. Roth": (33, 67, None), "F. Wang": (33, 66, None), "Li Wei": (34, 67, None)}
    assert hale.write(targeting.divide, None, NOVEMBER, 400, challenge_minor=401) == 4
    assert sum(amount for amount, _stretch, _challenge in listed(small_company).values()) == 400
    assert {challenge for _amount, _stretch, challenge in listed(small_company).values()} == {100, 101}
    assert hale.write(targeting.divide, None, NOVEMBER, 400, challenge_minor=401) == 0, "nothing new"


def test_a_lead_divides_the_own_team_alone(small_company: Company) -> None:
    wang, hale = small_company.desk("wang"), small_company.desk("hale")
    teams = {one.name: one.id for one in hale.read(people.teams)}
    assert wang.write(targeting.divide, teams["East"], NOVEMBER, 300) == 3
    for team in (teams["West"], None):
        with pytest.raises(NotAllowed):
            wang.write(targeting.divide, team, NOVEMBER, 300)
    with pytest.raises(NotAllowed):
        small_company.desk("li").write(targeting.divide, teams["East"], NOVEMBER, 300)
    assert [one.name for one in wang.read(targeting.whom)] == ["East", "A. Roth", "F. Wang", "Li Wei"]
    assert [one.name for one in hale.read(targeting.whom)] == [
        "", "East", "West", "A. Roth", "F. Wang", "Li Wei", "M. Kuhn",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("levels", "months", "code"),
    [
        ((-1, None, None), 1, "target_levels"), ((10, 9, None), 1, "target_levels"), ((10, 20, 15), 1, "target_levels"),
        ((10, None, 9), 1, "target_levels"), ((10, None, None), 0, "target_months"), ((0, 0, 0), 37, "target_months"),
    ],
)  # fmt: skip
def test_levels_and_months_that_cannot_be(
    small_company: Company, levels: tuple[int, int | None, int | None], months: int, code: str
) -> None:
    amount, stretch, challenge = levels
    done = partial(
        small_company.desk("hale").write, targeting.divide, None, NOVEMBER, amount, stretch_minor=stretch,
        challenge_minor=challenge, months=months,
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        done()
    assert refused.value.code == code
    assert listed(small_company) == {}


def test_who_left_is_given_nothing(small_company: Company) -> None:
    hale, boss = small_company.desk("hale"), small_company.desk("boss")
    west = next(one.id for one in hale.read(people.teams) if one.name == "West")
    boss.write(people.leave, small_company.id("kuhn"))
    assert hale.write(targeting.divide, west, NOVEMBER, 300) == 1, "the last day is one of theirs"
    small_company.clock.later(days=2)
    with pytest.raises(Refused) as refused:
        hale.write(targeting.divide, west, NOVEMBER, 300)
    assert refused.value.code == "target_nobody"


@pytest.mark.parametrize(("who", "won"), [("team-east", 2), ("team-west", 1), ("li", 1), ("", 3)])
def test_the_weekly_report_of_a_team_is_of_that_team(small_company: Company, who: str, won: int) -> None:
    from tests.sales.test_funnel import EUROS, project
    from tuicrm.sales import funnel

    for login, amount in (("li", 300), ("roth", 50), ("kuhn", 70)):
        made = project(small_company, login, login=login, amount_minor=amount * EUROS)
        small_company.desk(login).write(funnel.win, made, reason="x")
    found = small_company.desk("hale").read(weekly, Scope(who=who))
    closed = {"team-east": 350, "team-west": 70, "li": 300, "": 420}[who]
    changed = found.changed[1:] if who else found.changed
    assert changed[0].startswith(f"won: {won} ")
    assert changed[3].startswith("inquiries: 0 ")
    outlook = found.answers[0]
    assert outlook.lines[0].figures["closed"] == closed * EUROS, "what others won is not theirs"
    assert sum(line.figures["closed"] for line in outlook.lines[1:]) == closed * EUROS
    assert month_of(small_company.clock.now.date()) == NOVEMBER


@pytest.mark.parametrize(
    ("zone", "hour", "sells"),
    [("UTC", 20, True), ("Asia/Shanghai", 20, False), ("Asia/Shanghai", 10, True), ("America/New_York", 28, True)],
)
def test_who_leaves_sells_until_the_last_day_of_the_house_is_over(
    small_company: Company, zone: str, hour: int, sells: bool
) -> None:
    """Li's last day is the 23rd: at 20:00 in London it is over in Shanghai, at 4 in the morning not in New York."""

    def leaves(session: Session) -> None:
        houses.keep(session, zone=zone)
        change.update(session, users, small_company.id("li"), left_on=date(2026, 11, 23))

    small_company.database.write_as(leaves, NOW)
    small_company.clock.now = datetime(2026, 11, 23, tzinfo=UTC) + timedelta(hours=hour)
    hale = small_company.desk("hale")
    assert ("Li Wei" in {one.name for one in hale.read(targeting.whom)}) is sells
    hale.write(targeting.divide, None, NOVEMBER, 600)
    assert ("Li Wei" in listed(small_company)) is sells
