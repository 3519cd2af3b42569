"""What a new database begins with, in the language of the moment, once."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from tuicrm.plain import language
from tuicrm.sales import founding
from tuicrm.sales.home import home
from tuicrm.sales.invariants import check
from tuicrm.store import migrate
from tuicrm.store.database import Database
from tuicrm.store.session import Session
from tuicrm.store.tables.channels import pools, sources
from tuicrm.store.tables.everything import all_tables
from tuicrm.store.tables.funnel import funnels, lost_reasons, stages
from tuicrm.store.tables.people import memberships, users

NOW = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)


def make_empty(url: str) -> None:
    database = Database(url)
    migrate.ensure(database)
    database.close()


@pytest.fixture
def empty(template: Callable[..., str]) -> Database:
    return Database(template("sqlite", make_empty))


def ask(database: Database, statement: object) -> list[tuple[object, ...]]:
    return database.read_as(lambda session: [tuple(row) for row in session.all(statement)], NOW)  # type: ignore[arg-type]


def sizes(session: Session) -> dict[str, int]:
    return {name: session.value(select(func.count()).select_from(table)) for name, table in all_tables().tables.items()}


def test_first_user_is_the_administrator_from_this_day_on(empty: Database) -> None:
    assert founding.found(empty, "li", NOW, currency="CNY", zone="Asia/Shanghai", region="CN")
    today = date(2026, 11, 24)  # half past eleven in London is the next morning in Shanghai
    assert ask(empty, select(users.c.login, users.c.role, users.c.joined_on)) == [("li", "administrator", today)]
    assert ask(empty, select(memberships.c.role, memberships.c.from_on)) == [("administrator", today)]
    house = empty.read_as(home, NOW)
    assert (house.currency, house.zone, house.region) == ("CNY", "Asia/Shanghai", "CN")


def test_pool_channels_reasons_and_one_funnel_are_there(empty: Database) -> None:
    founding.found(empty, "li", NOW)
    assert ask(empty, select(func.count()).select_from(pools)) == [(1,)]
    assert ask(empty, select(sources.c.key).order_by(sources.c.position)) == [(key,) for key in founding.SOURCES]
    keys = [(key,) for key in founding.LOST_REASONS]
    assert ask(empty, select(lost_reasons.c.key).order_by(lost_reasons.c.position)) == keys
    assert ask(empty, select(funnels.c.name, funnels.c.is_default)) == [("Sales", True)]


def test_stages_rise_to_won_and_end_with_lost(empty: Database) -> None:
    founding.found(empty, "li", NOW)
    columns = stages.c.name, stages.c.kind, stages.c.probability
    rows = ask(empty, select(*columns).order_by(stages.c.position))
    assert [kind for _name, kind, _probability in rows] == ["open"] * 5 + ["won", "lost"]
    chances = [probability for *_, probability in rows]
    assert chances[:-1] == sorted(chances[:-1])  # type: ignore[type-var]
    assert chances[-2:] == [100, 0]


def test_second_founding_changes_nothing(empty: Database) -> None:
    founding.found(empty, "li", NOW, currency="EUR")
    before = empty.read_as(sizes, NOW)
    assert not founding.found(empty, "zed", NOW, currency="CNY", zone="Asia/Shanghai")
    assert empty.read_as(sizes, NOW) == before
    assert empty.read_as(home, NOW).currency == "EUR"


def test_founding_that_fails_leaves_an_empty_database(empty: Database) -> None:
    before = empty.read_as(sizes, NOW)
    with pytest.raises(ValueError):
        founding.found(empty, "li", NOW, zone="Mars/Base")
    assert empty.read_as(sizes, NOW) == before
    assert founding.found(empty, "li", NOW)


@pytest.mark.parametrize("login", ["li", "李伟", "o'brien", "a.b-c_d", "LI"])
def test_founder_is_let_in_under_the_very_login(empty: Database, login: str) -> None:
    from tuicrm.sales.people import me

    founding.found(empty, login, NOW)
    assert empty.as_(login, lambda: NOW).read(me).login == login


def test_nothing_is_wrong_with_it(empty: Database) -> None:
    founding.found(empty, "li", NOW)
    assert empty.read_as(check, NOW) == ()


def test_words_are_those_of_the_moment(empty: Database) -> None:
    before = language.current()
    try:
        language.use("zh")
        founding.found(empty, "li", NOW)
    finally:
        language.use(before)
    names = [name for (name,) in ask(empty, select(stages.c.name))]
    assert all(not str(name).isascii() for name in names)
