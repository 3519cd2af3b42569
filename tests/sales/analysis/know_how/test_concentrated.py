"""Whether the result hangs on a few: whom it is about, and what is said."""

from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import insert, update

from tests.company import FIRST_DAY, NOW, Company
from tests.engines import Engines
from tests.exchange.imported import make_imported
from tests.sales.analysis.know_how.playbook import read
from tests.sales.analysis.know_how.test_coverage import won
from tuicrm.sales.analysis.answer import Answer
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.questions import answer, behind
from tuicrm.sales.analysis.questions.concentration import chosen
from tuicrm.store.database import Database
from tuicrm.store.session import Session
from tuicrm.store.tables.people import leaves, memberships, users

YEAR = {"from_on": date(2026, 1, 1), "to_on": date(2026, 11, 30)}


def asked(company: Company, login: str = "hale", **scope: Any) -> Answer:
    return company.desk(login).read(answer, "concentration", Scope(**(YEAR | scope)))


def hire(company: Company, *logins: str, joined: date = FIRST_DAY, **values: Any) -> None:
    def write(session: Session) -> None:
        for login in logins:
            row = {"login": login, "name": login.title(), "name_sort": login, "role": "rep", "version": 1}
            session.connection.execute(insert(users).values(**row, joined_on=joined, **values))
            user = session.value(users.select().with_only_columns(users.c.id).where(users.c.login == login))
            session.connection.execute(insert(memberships).values(user_id=user, role="rep", from_on=joined))

    company.database.write_as(write, NOW)


SIX = ("ann", "bob", "cid")


def test_from_five_people_on(small_company: Company) -> None:
    won(small_company, "li", 3)
    found = asked(small_company)
    assert found.lines == ()
    assert found.said == ("Can't tell yet: from five people on who were there all of the time.",)
    assert found.advice == ()


def test_where_nothing_was_won_nothing_is_told(small_company: Company) -> None:
    hire(small_company, *SIX)
    assert asked(small_company).said == ("Can't tell yet: nothing was won, or an amount is below nought.",)


def test_equals_are_equal_and_luck_does_it(small_company: Company) -> None:
    hire(small_company, *SIX)
    for login in ("li", "roth", "kuhn", *SIX):
        won(small_company, login, 6)
    found = asked(small_company)
    rows = {line.behind[0]: line.figures for line in found.lines}
    assert rows["gini"]["found"] == 0
    assert rows["top_fifth"]["found"] == pytest.approx(2 / 6, abs=1e-3), "a fifth of six, rounded up, are two"
    assert rows["gini"]["verdict"] == "luck does it"
    assert found.said[1].startswith("That is no more than luck among equals")
    assert found.advice == ()


def test_one_who_brings_ten_times_as_much_is_above_luck(small_company: Company) -> None:
    hire(small_company, *SIX)
    for login in ("li", "roth", "kuhn", *SIX):
        won(small_company, login, 8, euros=2000 if login == "roth" else 100)
    found = asked(small_company)
    assert next(line for line in found.lines if line.behind == ("gini",)).figures["verdict"] == "above luck"
    assert found.said[1].startswith("The result hangs on a few, by more than luck")


def test_one_who_closes_ten_times_as_many_is_explained_by_numbers(small_company: Company) -> None:
    hire(small_company, *SIX)
    for login in ("li", "roth", "kuhn", *SIX):
        won(small_company, login, 40 if login == "roth" else 4)
    found = asked(small_company)
    assert next(line for line in found.lines if line.behind == ("gini",)).figures["verdict"] == "by numbers"
    assert found.said[1].startswith("That comes of how many each closes")
    assert found.advice == ("see who is given how many: tuicrm report luck",)


def logins(company: Company, **scope: Any) -> dict[str, float]:
    names = {company.id(login): login for login in ("li", "roth", "kuhn", *SIX)}
    people = read(company, chosen, **(YEAR | scope))
    return {names[one.user_id]: round(one.months, 2) for one in people}


def test_only_people_with_full_exposure_while_there_are_five(small_company: Company) -> None:
    hire(small_company, "ann", "bob")
    hire(small_company, "cid", joined=date(2026, 7, 1))
    assert set(logins(small_company)) == {"li", "roth", "kuhn", "ann", "bob"}


def test_with_fewer_than_five_everybody_per_month(small_company: Company) -> None:
    hire(small_company, "ann")
    hire(small_company, "cid", joined=date(2026, 7, 1))
    found = logins(small_company)
    assert set(found) == {"li", "roth", "kuhn", "ann", "cid"}
    assert found["cid"] == pytest.approx(4.77, abs=0.01)


def test_who_was_on_leave_for_long_was_not_there_all_of_the_time(small_company: Company) -> None:
    hire(small_company, *SIX)
    row = {"from_on": date(2026, 3, 1), "to_on": date(2026, 4, 30), "kind": "leave"}
    small_company.database.write_as(
        lambda session: session.connection.execute(insert(leaves).values(user_id=small_company.id("li"), **row)), NOW
    )
    assert set(logins(small_company)) == {"roth", "kuhn", *SIX}


def test_where_nobody_s_days_are_known_all_count_alike(small_company: Company) -> None:
    hire(small_company, *SIX)
    for login in ("li", "roth", "kuhn", *SIX):
        won(small_company, login, 2)
    small_company.database.write_as(
        lambda session: session.connection.execute(update(memberships).values(role="manager")), NOW
    )
    assert set(logins(small_company).values()) == {11.0}
    assert len(logins(small_company)) == 6


def test_team_is_asked_alone(small_company: Company) -> None:
    hire(small_company, *SIX)
    assert set(logins(small_company, who="East")) == {"li", "roth"}


def test_behind_it_are_the_won_projects(small_company: Company) -> None:
    hire(small_company, *SIX)
    for login in ("li", "roth", "kuhn", *SIX):
        won(small_company, login)
    line = asked(small_company).lines[0]
    assert len(small_company.desk("hale").read(behind, "concentration", Scope(**YEAR), line.behind).records) == 6


def test_many_projects_are_summed_by_the_database_to_the_same(company: Company) -> None:
    """Fifty projects a person and more are not read one by one; Gini and the top are the same as by hand."""
    hire(company, "ann", "bob")
    rng, sums = Random(4), {}
    for login in ("li", "roth", "kuhn", "ann", "bob"):
        euros = rng.randint(50, 400)
        won(company, login, 52, euros=euros)
        sums[login] = 52 * euros
    found = asked(company)
    ordered = sorted(sums.values())
    n, total = 5, sum(ordered)
    ranked = sum(place * value for place, value in enumerate(ordered, 1))
    gini = (2 * ranked / (n * total) - (n + 1) / n) * n / (n - 1)
    rows = {line.behind[0]: line.figures for line in found.lines}
    assert rows["gini"]["found"] == pytest.approx(gini, abs=1e-4)
    assert rows["top_fifth"]["found"] == pytest.approx(ordered[-1] / total, abs=1e-4)
    assert rows["gini"]["people"] == 5


def test_the_real_export_hangs_on_a_few_by_a_little_more_than_luck(engines: Engines, real_data: Path) -> None:
    """30 agents whose days are not known: Gini 0.2533; the values alone give up to 0.243, all luck up to 0.086."""
    database = Database(engines.original("sqlite", make_imported))
    desk = database.as_("boss", lambda: NOW, through="test")
    days = {"from_on": date(2016, 10, 1), "to_on": date(2017, 12, 31)}
    found = desk.read(answer, "concentration", Scope(**days))
    gini = next(line.figures for line in found.lines if line.behind == ("gini",))
    assert gini["people"] == 30
    assert gini["found"] == pytest.approx(0.2533, abs=5e-5)
    assert (gini["values_line"], gini["all_line"]) == pytest.approx((0.243, 0.086), abs=0.003)
    assert gini["verdict"] == "above luck"
    assert found.said[0].startswith("The strongest fifth of 30 people bring 34% of the revenue; luck alone gives 23%.")
    products = desk.read(answer, "coverage", Scope(**days))
    assert len(products.lines) == 7
    assert sum(line.figures["won"] for line in products.lines) == 4238
    assert products.lines[0].figures["can"] >= 25
    database.close()
