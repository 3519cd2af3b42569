"""Won, lost and opened again: days, money, credit, and what is refused."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.company import NOW, Company
from tests.sales.chances import EUROS, insert, kept, project, stage, stage_name
from tuicrm.plain.periods import month_of
from tuicrm.sales import funnel, projects
from tuicrm.sales import home as houses
from tuicrm.store.errors import NotAllowed, NotFound, Refused
from tuicrm.store.tables.trade import credits, purchases, rates

TODAY = NOW.date()


def win(company: Company, made: int, login: str = "li", **named: Any) -> Any:
    named.setdefault("reason", "quick")
    return company.desk(login).write(funnel.win, made, **named)


@pytest.mark.parametrize(
    ("named", "code"),
    [
        pytest.param({"reason": ""}, "reason_needed", id="stages skipped without a word"),
        pytest.param({"reason": " \t "}, "reason_needed", id="blanks are no reason"),
        pytest.param({"reason": "\x00\x1b"}, "reason_needed", id="control characters are no reason"),
        pytest.param({"amount_minor": -1}, "amount_needed", id="sold for less than nothing"),
        pytest.param({"cost_minor": -1}, "negative_amount", id="cost below zero"),
        pytest.param({"on": date(2026, 11, 24)}, "future_day", id="tomorrow"),
        pytest.param({"on": date(9999, 12, 31)}, "future_day", id="the last day there is"),
    ],
)
def test_a_win_that_cannot_be_is_refused_and_changes_nothing(
    small_company: Company, named: dict[str, Any], code: str
) -> None:
    made = project(small_company)
    before = kept(small_company, made)
    with pytest.raises(Refused, match=code):
        win(small_company, made, **named)
    assert kept(small_company, made) == before
    assert small_company.value(select(func.count()).select_from(purchases)) == 0


@pytest.mark.parametrize(
    ("amount", "cost", "profit"),
    [
        pytest.param(100, 40, 60, id="profit"),
        pytest.param(40, 100, -60, id="loss"),
        pytest.param(100, None, None, id="cost unknown"),
        pytest.param(100, 0, 100, id="free of cost is known"),
        pytest.param(0, 0, 0, id="given away"),
        pytest.param(9_000_000_000_000_000, 1, 8_999_999_999_999_999, id="ninety trillion"),
    ],
)
def test_profit_is_amount_less_cost(small_company: Company, amount: int, cost: int | None, profit: int | None) -> None:
    won = win(small_company, project(small_company), amount_minor=amount, cost_minor=cost)
    assert (won.amount_minor, won.profit_minor) == (amount, profit)
    row = small_company.all(select(purchases))[0]
    assert (row.home_minor, row.home_cost_minor) == (amount, cost)


def test_without_a_word_the_estimates_are_what_it_was_sold_for(small_company: Company) -> None:
    won = win(small_company, project(small_company, amount_minor=900, cost_minor=300))
    assert (won.amount_minor, won.profit_minor) == (900, 600)


@pytest.mark.parametrize(
    ("begun", "on", "days"),
    [
        pytest.param(TODAY, None, 0, id="the same day"),
        pytest.param(date(2024, 2, 28), date(2024, 3, 1), 2, id="over a leap day"),
        pytest.param(date(2023, 2, 28), date(2023, 3, 1), 1, id="no leap day"),
        pytest.param(TODAY, date(2026, 11, 1), 0, id="noted as won before it began"),
        pytest.param(date(2025, 12, 31), date(2026, 1, 1), 1, id="over new year"),
    ],
)
def test_the_cycle_is_counted_in_days_of_business(
    small_company: Company, begun: date, on: date | None, days: int
) -> None:
    small_company.clock.now = datetime(begun.year, begun.month, begun.day, 9, tzinfo=UTC)
    made = project(small_company)
    small_company.clock.now = NOW
    win(small_company, made, on=on)
    row = kept(small_company, made)
    assert (row.cycle_days, row.closed_on, row.closed_month) == (days, on or TODAY, month_of(on or TODAY))


@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        pytest.param("Asia/Shanghai", datetime(2026, 12, 31, 16, 0, tzinfo=UTC), date(2027, 1, 1), id="new year east"),
        pytest.param("Asia/Shanghai", datetime(2026, 12, 31, 15, 59, tzinfo=UTC), date(2026, 12, 31), id="just before"),
        pytest.param("America/New_York", datetime(2027, 1, 1, 4, 59, tzinfo=UTC), date(2026, 12, 31), id="west"),
    ],
)
def test_the_day_of_a_win_is_that_of_the_team(small_company: Company, zone: str, moment: datetime, day: date) -> None:
    small_company.database.write_as(lambda session: houses.keep(session, zone=zone), NOW)
    small_company.clock.now = moment
    assert win(small_company, project(small_company)).on == day
    assert small_company.value(select(credits.c.month)) == month_of(day)


def test_tomorrow_of_the_team_can_be_today_for_the_clock(small_company: Company) -> None:
    small_company.database.write_as(lambda session: houses.keep(session, zone="Pacific/Kiritimati"), NOW)
    small_company.clock.now = datetime(2026, 11, 23, 11, tzinfo=UTC)
    assert win(small_company, project(small_company), on=date(2026, 11, 24)).on == date(2026, 11, 24)


@pytest.mark.parametrize("key", ["", "PRICE ", "preis", "价格", "'; --"])
def test_a_reason_out_of_the_list_names_those_that_are_in_it(small_company: Company, key: str) -> None:
    made = project(small_company)
    with pytest.raises(Refused) as refused:
        small_company.desk("li").write(funnel.lose, made, key)
    assert (refused.value.code, refused.value.facts["given"]) == ("lost_reason", key.strip())
    known = [one.key for one in small_company.desk("li").read(funnel.lost_reasons)]
    assert list(refused.value.facts["keys"]) == known  # type: ignore[call-overload]
    assert kept(small_company, made).state == "open"


@pytest.mark.parametrize("how", ["won", "lost"])
def test_who_closes_first_is_believed(small_company: Company, how: str) -> None:
    made = project(small_company)
    if how == "won":
        win(small_company, made, "wang")
    else:
        small_company.desk("wang").write(funnel.lose, made, "price")
    for rule, args in ((funnel.win, ()), (funnel.lose, ("timing",))):
        with pytest.raises(Refused) as refused:
            small_company.desk("li").write(rule, made, *args)
        assert refused.value.facts == {"name": "PX line", "state": how}
    with pytest.raises(Refused, match="closed"):
        small_company.desk("li").write(funnel.move, made, stage(small_company, "Needs"))
    assert small_company.value(select(func.count()).select_from(credits)) == 1


@pytest.mark.parametrize(
    ("login", "error"),
    [("roth", NotAllowed), ("kuhn", NotFound), ("eye", NotAllowed)],
    ids=["a team mate", "another team", "an auditor"],
)
def test_nobody_closes_what_is_not_theirs(small_company: Company, login: str, error: type[Exception]) -> None:
    made = project(small_company)
    for rule, args in ((funnel.win, ()), (funnel.lose, ("price",)), (funnel.reopen, ())):
        with pytest.raises(error):
            small_company.desk(login).write(rule, made, *args)


def test_a_lead_who_closes_leaves_the_credit_to_the_holder(small_company: Company) -> None:
    win(small_company, project(small_company), "wang")
    assert small_company.value(select(credits.c.user_id)) == small_company.id("li")


def test_credit_of_a_second_win_is_that_of_the_new_holder(small_company: Company) -> None:
    made = project(small_company)
    win(small_company, made)
    small_company.desk("li").write(funnel.reopen, made)
    row = kept(small_company, made)
    small_company.desk("hale").write(projects.edit, made, row.version, owner_id=small_company.id("kuhn"))
    win(small_company, made, "kuhn")
    living = select(credits.c.user_id).where(credits.c.archived_at.is_(None))
    assert [one[0] for one in small_company.all(living)] == [small_company.id("kuhn")]


def test_another_currency_is_sold_at_the_rate_of_the_day_it_was_won(small_company: Company) -> None:
    for on, nano in ((date(2026, 1, 1), 500_000_000), (date(2026, 11, 23), 900_000_000)):
        insert(small_company, rates, currency="USD", on=on, home_nano=nano)
    made = project(small_company, currency="USD", amount_minor=100 * EUROS)
    won = win(small_company, made, on=date(2026, 11, 22))
    assert (won.currency, won.amount_minor, kept(small_company, made).home_minor) == ("USD", 10_000, 5_000)


def test_a_currency_without_a_rate_is_won_all_the_same_and_unknown_at_home(small_company: Company) -> None:
    made = project(small_company, currency="JPY", amount_minor=1_000)
    assert win(small_company, made).amount_minor == 1_000
    assert kept(small_company, made).home_minor is None


@pytest.mark.parametrize(
    ("to", "code"),
    [("Won", "close_by_act"), ("Lost", "close_by_act")],
)
def test_what_is_reopened_stands_in_an_open_stage(small_company: Company, to: str, code: str) -> None:
    made = project(small_company)
    win(small_company, made)
    with pytest.raises(Refused, match=code):
        small_company.desk("li").write(funnel.reopen, made, stage(small_company, to))
    small_company.desk("li").write(funnel.reopen, made, stage(small_company, "Quote"), reason="they pay later")
    assert stage_name(small_company, made) == "Quote"
    with pytest.raises(Refused, match="not_closed"):
        small_company.desk("li").write(funnel.reopen, made)


def test_hostile_words_are_kept_as_clean_text(small_company: Company) -> None:
    made = project(small_company)
    small_company.desk("li").write(
        funnel.lose, made, "price", note="[red]\x1b[31m太贵\x00了\nsecond line", competitor="\u202eBolt\r\n"
    )
    row = kept(small_company, made)
    assert "\x1b" not in row.lost_note
    assert "\x00" not in row.lost_note
    assert row.lost_note.startswith("[red]")
    assert row.lost_note.endswith("\nsecond line")
    assert row.competitor.endswith("Bolt")
    assert "\n" not in row.competitor
