"""Whose hours count: a person's own, the team's, the company's; holidays, swapped days, leave, own days."""

from datetime import date, timedelta

import pytest

from tests.company import NOW, Company
from tuicrm.plain.work_hours import hours_text
from tuicrm.plain.worktime import WorkTime
from tuicrm.sales import undo, working
from tuicrm.sales.working.times import of_user
from tuicrm.store.errors import NotAllowed, NotFound, Refused


def times(company: Company, login: str) -> WorkTime:
    user = company.id(login)
    return company.database.read_as(lambda session: working.of_user(session, user), company.clock.now)


def test_a_new_company_works_the_usual_week_and_knows_no_holiday(small_company: Company) -> None:
    work = times(small_company, "li")
    assert (work.zone, hours_text(work.hours)) == ("UTC", "mon-fri 9:00-18:00")
    assert work.works(date(2026, 12, 25))
    (company,) = small_company.desk("li").read(working.shown_hours)
    assert (company.kind, company.hours, company.country) == ("company", "mon-fri 9:00-18:00", None)


def test_nearest_hours_and_country_count(company: Company) -> None:
    company.desk("hale").write(working.set_hours, "mon-fri 8-17", country="DE")
    company.desk("wang").write(working.set_hours, "mon-thu 9-19", country="cn", team="East")
    company.desk("li").write(working.set_hours, "tue-fri 10-16", zone="Asia/Shanghai", user="li")
    assert hours_text(times(company, "kuhn").hours) == "mon-fri 8:00-17:00"
    assert hours_text(times(company, "roth").hours) == "mon-thu 9:00-19:00"
    li = times(company, "li")
    assert (hours_text(li.hours), li.zone) == ("tue-fri 10:00-16:00", "Asia/Shanghai")
    assert not times(company, "kuhn").works(date(2026, 12, 25))  # Christmas in Germany
    assert times(company, "roth").works(date(2025, 12, 25))  # a Thursday in China
    assert not times(company, "roth").works(date(2026, 2, 17))  # Spring Festival
    assert times(company, "roth").works(date(2026, 2, 14))  # the Saturday that is worked for it
    kinds = [(one.kind, one.name) for one in company.desk("eye").read(working.shown_hours)]
    assert kinds == [("company", ""), ("team", "East"), ("user", "Li Wei")]
    company.desk("li").write(working.set_hours, "", zone="", user="@li")
    assert hours_text(times(company, "li").hours) == "mon-thu 9:00-19:00"


@pytest.mark.parametrize(
    ("login", "given", "code"),
    [
        ("li", {"team": "East"}, "not_allowed"),
        ("li", {}, "not_allowed"),
        ("li", {"user": "roth"}, "not_allowed"),
        ("wang", {"team": "West"}, "not_allowed"),
        ("wang", {"user": "kuhn"}, "not_allowed"),
        ("wang", {}, "not_allowed"),
        ("hale", {"team": "Nord"}, "team_unknown"),
        ("hale", {"user": "nobody"}, "not_found"),
        ("hale", {"zone": "Asia/Shanghai"}, "zone_of_company"),
        ("li", {"user": "li", "zone": "Mars"}, "zone"),
        ("hale", {"country": "XX"}, "country"),
        ("hale", {"country": "DE-XX"}, "country"),
        ("hale", {"hours": "mon 18-9"}, "hours"),
    ],
)
def test_who_may_set_what_and_what_cannot_be(
    small_company: Company, login: str, given: dict[str, str], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        small_company.desk(login).write(working.set_hours, given.pop("hours", "mon 9-12"), **given)
    assert refused.value.code == code


def test_hours_are_taken_back_by_undo(small_company: Company) -> None:
    hale = small_company.desk("hale")
    hale.write(working.set_hours, "mon-fri 8-17", country="DE")
    hale.write(working.set_hours, "mon-fri 7-12", team="East")
    for _ in range(2):
        hale.write(undo.last)
    work = times(small_company, "li")
    assert hours_text(work.hours) == "mon-fri 9:00-18:00"
    assert work.works(date(2026, 12, 25))


def test_own_days_beat_the_calendar(company: Company) -> None:
    hale, wang = company.desk("hale"), company.desk("wang")
    hale.write(working.set_hours, country="DE")
    eve = hale.write(working.add_day, date(2026, 12, 24), "Eve")
    hale.write(working.add_day, date(2026, 12, 26), "stocktaking", is_worked=True, team="West")  # a Saturday, a holiday
    wang.write(working.add_day, date(2026, 12, 23), "outing")  # a lead does that for the own team
    assert [day for day in range(21, 28) if times(company, "li").works(date(2026, 12, day))] == [21, 22]
    assert [day for day in range(21, 28) if times(company, "kuhn").works(date(2026, 12, day))] == [21, 22, 23, 26]
    seen = company.desk("kuhn").read(working.days, date(2026, 12, 21), date(2026, 12, 31))
    assert [(one.on.day, one.is_worked, one.id is None) for one in seen] == [
        (24, False, False), (25, False, True), (26, True, False),
    ]  # fmt: skip
    with pytest.raises(Refused, match="day_known"):
        hale.write(working.add_day, date(2026, 12, 24), "again")
    with pytest.raises(NotFound):
        wang.write(working.drop_day, eve.id)
    hale.write(working.drop_day, eve.id)
    assert times(company, "kuhn").works(date(2026, 12, 24))


def test_swapped_days_are_listed(small_company: Company) -> None:
    small_company.desk("hale").write(working.set_hours, country="CN")
    seen = small_company.desk("li").read(working.days, date(2026, 2, 14), date(2026, 2, 28))
    assert [one.on.day for one in seen if one.is_worked] == [14, 28]
    assert [one.on.day for one in seen if not one.is_worked] == [
        16,
        17,
        18,
        19,
        20,
        23,
    ]  # the others are weekends as it is


def test_leave_takes_days_out_and_undo_gives_them_back(company: Company) -> None:
    li = company.desk("li")
    away = li.write(working.enter, date(2026, 11, 24), date(2026, 11, 25), deputy_id=company.id("roth"))
    assert (away.user, away.deputy, away.kind, away.planned) == ("Li Wei", "A. Roth", "holiday", 0)
    assert [day for day in range(23, 28) if times(company, "li").works(date(2026, 11, day))] == [23, 26, 27]
    li.write(undo.last)
    assert times(company, "li").works(date(2026, 11, 24))


@pytest.mark.parametrize(
    ("login", "values", "code"),
    [
        ("li", {"first": 25, "last": 24}, "order_of_days"),
        ("li", {"deputy": "li"}, "own_deputy"),
        ("li", {"deputy": "roth", "first": 26, "last": 30}, "deputy_away"),
        ("li", {"first": 2, "last": 3}, "away_already"),
        ("li", {"user": "roth"}, "not_allowed"),
        ("wang", {"user": "kuhn"}, "not_allowed"),
        ("eye", {}, "not_allowed"),
    ],
)
def test_leave_that_cannot_be(small_company: Company, login: str, values: dict[str, object], code: str) -> None:
    small_company.desk("wang").write(
        working.enter, date(2026, 11, 27), date(2026, 11, 30), user_id=small_company.id("roth"), kind="training"
    )
    small_company.desk("li").write(working.enter, date(2026, 11, 1), date(2026, 11, 2))
    first, last = values.pop("first", 24), values.pop("last", 25)
    named = {f"{key}_id": small_company.id(str(login)) for key, login in values.items()}
    with pytest.raises(Refused) as refused:
        small_company.desk(login).write(
            working.enter, date(2026, 11, int(str(first))), date(2026, 11, int(str(last))), **named
        )
    assert refused.value.code == code


def test_why_somebody_is_away_is_not_for_everybody(small_company: Company) -> None:
    small_company.desk("li").write(working.enter, date(2026, 11, 24), date(2026, 11, 25), kind="sick")
    said = {
        login: small_company.desk(login).read(working.absences)[0].kind
        for login in ("li", "wang", "hale", "roth", "eye")
    }
    assert said == {"li": "sick", "wang": "sick", "hale": "sick", "roth": "", "eye": ""}
    listed = small_company.desk("roth").read(working.absences, from_on=date(2026, 11, 26))
    assert listed == ()


def test_only_who_entered_may_withdraw(small_company: Company) -> None:
    away = small_company.desk("li").write(working.enter, date(2026, 11, 24), date(2026, 11, 25))
    with pytest.raises(NotAllowed):
        small_company.desk("roth").write(working.withdraw, away.id)
    small_company.desk("wang").write(working.withdraw, away.id)
    with pytest.raises(NotFound):
        small_company.desk("wang").write(working.withdraw, away.id)

    assert small_company.desk("li").read(working.absences, from_on=NOW.date() - timedelta(days=9)) == ()


@pytest.mark.parametrize(
    ("day", "works"),
    [
        pytest.param(date(2026, 1, 3), False, id="a Saturday behind a holiday"),
        pytest.param(date(2026, 1, 4), True, id="a Sunday that is worked for it"),
        pytest.param(date(2026, 2, 14), True, id="a Saturday worked before Spring Festival"),
        pytest.param(date(2026, 2, 21), False, id="a Saturday within it"),
        pytest.param(date(2026, 4, 4), False, id="a Saturday before a holiday"),
        pytest.param(date(2026, 9, 26), False, id="behind Mid-Autumn"),
        pytest.param(date(2026, 9, 19), True, id="a Saturday like any other"),
        pytest.param(date(2026, 9, 20), True, id="the Sunday that is worked for it"),
        pytest.param(date(2026, 9, 13), False, id="a Sunday like any other"),
    ],
)
def test_who_works_on_saturdays_rests_through_chinas_holidays(small_company: Company, day: date, works: bool) -> None:
    small_company.desk("hale").write(working.set_hours, hours="mon-sat 9:00-18:00", country="CN")
    li = small_company.id("li")
    assert small_company.database.read_as(lambda session: of_user(session, li), NOW).works(day) is works
