"""The team page: the figures behind each of the five sentences, small enough to compute by hand."""

from datetime import date, datetime, timedelta

import pytest

from tests.company import Company
from tests.sales.test_funnel import EUROS, project, stage
from tests.sales.test_report import rows
from tuicrm.plain import language
from tuicrm.sales import analysis, funnel
from tuicrm.sales.analysis.sentences import sentences
from tuicrm.sales.analysis.team import TeamPage
from tuicrm.store import change, engines
from tuicrm.store.session import Session
from tuicrm.store.tables.people import memberships, targets, users
from tuicrm.store.tables.projects import stage_history
from tuicrm.store.tables.trade import credits, products, purchases

DAY = timedelta(days=1)
QUARTER = date(2026, 10, 1)


def page(company: Company, login: str = "hale", since: datetime | None = None) -> TeamPage:
    found: TeamPage = company.desk(login).read(analysis.team_page, since=since)
    return found


def won(company: Company, login: str, amount: int, cost: int | None = None, name: str = "") -> int:
    """Begin and win a project today; euros. Gives its id."""
    made = project(company, name or f"{login} {amount}", login=login, amount_minor=amount * EUROS)
    cost_minor = None if cost is None else cost * EUROS
    company.desk(login).write(funnel.win, made, cost_minor=cost_minor, reason="x")
    return made


def bought(company: Company, on: date, amount: int, cost: int | None) -> None:
    """A purchase without a project, on any day; euros."""

    def write(session: Session) -> None:
        change.insert(
            session, purchases, amount_minor=amount * EUROS, home_minor=amount * EUROS, currency="EUR", bought_on=on,
            cost_minor=None if cost is None else cost * EUROS, home_cost_minor=None if cost is None else cost * EUROS,
            month=on.year * 12 + on.month,
        )  # fmt: skip

    company.database.write_as(write, company.clock.now)


def aimed(company: Company, login: str, amount: int) -> None:
    """A target for each month of the quarter; euros."""

    def write(session: Session) -> None:
        for month in (10, 11, 12):
            change.insert(
                session, targets, user_id=company.id(login), month=2026 * 12 + month, amount_minor=amount * EUROS,
                currency="EUR",
            )  # fmt: skip

    company.database.write_as(write, company.clock.now)


def there_since(company: Company, day: date, *logins: str) -> None:
    """Let people have joined another day."""

    def write(session: Session) -> None:
        for login in logins:
            user = company.id(login)
            change.update(session, users, user, joined_on=day)
            for row in session.values(memberships.select().where(memberships.c.user_id == user)):
                change.update(session, memberships, row, from_on=day)

    company.database.write_as(write, company.clock.now)


def split(company: Company, made: int, **shares: int) -> None:
    """Share the credit of a won project, in percent by login."""

    def write(session: Session) -> None:
        first = session.first(credits.select().where(credits.c.project_id == made))
        change.update(session, credits, first.id, share_ppm=shares.pop("li") * 10_000)
        for login, percent in shares.items():
            team = session.value(users.select().with_only_columns(users.c.team_id).where(users.c.login == login))
            change.insert(
                session, credits, project_id=made, user_id=company.id(login), team_id=team, outcome="won",
                share_ppm=percent * 10_000, on=first.on, month=first.month,
            )  # fmt: skip

    company.database.write_as(write, company.clock.now)


# plan


def test_plan_is_what_was_bought_this_quarter_against_the_days_so_far(company: Company) -> None:
    aimed(company, "li", 100)
    aimed(company, "kuhn", 100)
    won(company, "li", 200)
    bought(company, QUARTER - DAY, 999, None)
    plan = page(company).plan
    assert (plan.won_minor, plan.target_minor) == (200 * EUROS, 600 * EUROS)
    assert plan.target_so_far_minor == 600 * EUROS * 54 // 92  # 1 October to 23 November
    assert plan.behind == ("West",)


def test_plan_weighs_what_is_expected_in_the_quarter_by_its_stage(company: Company) -> None:
    project(company, "now", amount_minor=100 * EUROS, expected_on=date(2026, 12, 31))
    project(company, "later", amount_minor=100 * EUROS, expected_on=date(2027, 1, 1))
    assert page(company).plan.weighted_minor == 10 * EUROS  # New: 10 %


def test_without_targets_nobody_is_behind(company: Company) -> None:
    plan = page(company).plan
    assert (plan.target_minor, plan.target_so_far_minor, plan.behind) == (None, None, ())


# ability


def test_average_is_profit_over_person_months_of_the_same_months_a_year_apart(company: Company) -> None:
    there_since(company, date(2024, 1, 1), "li", "roth", "kuhn")
    bought(company, date(2024, 11, 1), 720, 0)
    bought(company, date(2025, 10, 31), 400, 40)
    bought(company, date(2025, 11, 1), 900, 0)
    bought(company, date(2026, 10, 31), 1000, 460)
    bought(company, date(2026, 10, 5), 500, None)
    bought(company, date(2026, 11, 1), 5000, 0)  # of a month that is not over
    ability = page(company).ability
    assert ability.moved is not None
    assert (ability.before_minor, ability.now_minor) == (30 * EUROS, 40 * EUROS)  # of 36 months each
    assert ability.without_cost == 1
    assert (ability.moved.people, ability.moved.joiners, ability.soon_minor) == ((3, 3), 0, None)
    text = {one.key: one.text for one in sentences(page(company))}["ability"]
    assert "40.0" in text or "40" in text
    assert "Fewer than five people sell" in text


def test_who_joined_is_no_stayer(company: Company) -> None:
    there_since(company, date(2024, 1, 1), "li")
    bought(company, date(2024, 11, 1), 240, 0)
    bought(company, date(2026, 10, 1), 600, 0)
    ability = page(company).ability
    assert ability.moved is not None
    assert (ability.moved.people, ability.moved.joiners) == ((1, 3), 2)
    others = 27 / 31 + 9  # from 5 January on
    assert ability.before_minor == 20 * EUROS
    assert ability.now_minor == round(600 * EUROS / (12 + 2 * others))


def test_without_a_year_before_the_average_stands_alone(company: Company) -> None:
    bought(company, date(2026, 7, 1), 300, 0)
    ability = page(company).ability
    assert (ability.moved, ability.before_minor) == (None, None)
    assert ability.now_minor == 300 * EUROS // 12  # three people from July to October


def test_an_empty_company_claims_nothing(company: Company) -> None:
    found = page(company)
    assert (found.ability.now_minor, found.ability.before_minor, found.ability.without_cost) == (None, None, 0)
    assert (found.risk.count, found.help.stage, found.since.new) == (0, "", 0)
    text = " ".join(one.text for one in sentences(found))
    assert "is not known" in text
    assert "have begun no project yet" in text


# shares


def test_shared_credit_counts_by_its_shares_and_sums_to_the_whole(company: Company) -> None:
    made = won(company, "li", 1000, cost=400)
    split(company, made, li=60, kuhn=40)
    assert rows(company, "revenue", "owner") == {("Li Wei",): 600 * EUROS, ("M. Kuhn",): 400 * EUROS}
    assert rows(company, "profit", "team") == {("East",): 360 * EUROS, ("West",): 240 * EUROS}
    assert rows(company, "won-revenue", "owner") == {("Li Wei",): 600 * EUROS, ("M. Kuhn",): 400 * EUROS}
    assert rows(company, "won", "owner") == {("Li Wei",): 0.6, ("M. Kuhn",): 0.4}
    assert rows(company, "revenue") == {(): 1000 * EUROS}
    aimed(company, "kuhn", 100)
    assert page(company).plan.behind == ()


def test_a_product_bought_in_two_lines_was_won_once(company: Company) -> None:
    made = won(company, "li", 300)

    def lines(session: Session) -> None:
        product = change.insert(session, products, product_key="px", name="PX", currency="EUR")
        first = session.first(purchases.select().where(purchases.c.project_id == made))
        change.update(session, purchases, first.id, product_id=product)
        again = {name: getattr(first, name) for name in ("project_id", "bought_on", "month", "currency")}
        change.insert(session, purchases, **again, product_id=product, amount_minor=100 * EUROS, home_minor=100 * EUROS)

    company.database.write_as(lines, company.clock.now)
    assert rows(company, "won", "product") == {("PX",): 1}
    assert rows(company, "won-revenue", "product") == {("PX",): 400 * EUROS}


# sight


def test_news_and_risk_are_of_what_the_reader_may_see(company: Company) -> None:
    company.clock.later(hours=1)
    project(company, "east", login="li", amount_minor=100 * EUROS)
    project(company, "west", login="kuhn", amount_minor=300 * EUROS)
    everything, west = page(company), page(company, "kuhn")
    assert (everything.since.new, everything.risk.names) == (2, ("west", "east"))
    assert (west.since.new, west.since.new_minor, west.risk.names) == (1, 300 * EUROS, ("west",))
    assert west.risk.share_percent == 100


def test_what_was_taken_over_without_a_day_is_no_news(company: Company) -> None:
    company.clock.later(hours=1)
    project(company, "made here", amount_minor=100 * EUROS)
    old = project(company, "taken over", amount_minor=300 * EUROS)
    with engines.writing(company.database.engine) as connection, connection.begin():
        known = stage_history.update().where(stage_history.c.project_id == old)
        connection.execute(known.values(how="import", is_entry_known=False))
    assert (page(company).since.new, page(company).since.new_minor) == (1, 100 * EUROS)


def test_moves_of_others_are_no_news(company: Company) -> None:
    mine = project(company, "east", login="li", amount_minor=100 * EUROS)
    company.desk("li").write(funnel.move, mine, stage(company, "Needs"))
    assert (page(company).since.moved, page(company, "kuhn").since.moved) == (1, 0)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_sentences_are_said_in_both_languages(company: Company, lang: str) -> None:
    aimed(company, "li", 100)
    bought(company, date(2026, 10, 1), 200, 50)
    language.use(lang)
    try:
        said = {one.key: one.text for one in sentences(page(company))}
    finally:
        language.use("en")
    assert list(said) == ["plan", "ability", "risk", "help", "decided"]
    assert ("nothing to compare" in said["ability"]) is (lang == "en")
    assert all(("{" not in text) and text for text in said.values())
