"""Sit down at a database: new, one's own, somebody else's, half made, not ours."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.company import Company
from tuicrm.sales.home import home
from tuicrm.sales.opening import Beginning, sit_down
from tuicrm.sales.upgrading import upgrade
from tuicrm.store.errors import DatabaseProblem, NotAllowed, NotOurs, TooNew
from tuicrm.store.migrate import Schema

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def by_hand(path: Path, sql: str) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute(sql)
    raw.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of one's own, made and closed again."""
    made = tmp_path / "crm.db"
    sit_down(f"sqlite:///{made}", "li", clock=lambda: NOW).database.close()
    return made


def test_first_at_a_new_file_is_its_administrator(tmp_path: Path) -> None:
    beginning = Beginning("CNY", "Asia/Shanghai", "CN")
    seat = sit_down(f"sqlite:///{tmp_path}/a/b/crm.db", "li", beginning=beginning, clock=lambda: NOW)
    assert (seat.is_new, seat.me.login, seat.me.role) == (True, "li", "administrator")
    assert seat.database.read_as(home, NOW).currency == "CNY"
    seat.database.close()


def test_second_time_nothing_begins_anew(path: Path) -> None:
    seat = sit_down(f"sqlite:///{path}", "li", beginning=Beginning("CNY", "UTC", "CN"), clock=lambda: NOW)
    assert (seat.is_new, seat.database.read_as(home, NOW).currency) == (False, "USD")
    seat.database.close()


@pytest.mark.parametrize("login", ["zed", "LI", "li ", ""])
def test_stranger_is_not_let_in_and_not_made(path: Path, login: str) -> None:
    for _time in range(2):
        with pytest.raises(NotAllowed) as refused:
            sit_down(f"sqlite:///{path}", login, clock=lambda: NOW)
        assert refused.value.facts["right"] == "login"


@pytest.mark.parametrize("name", ["mit Leerzeichen.db", "客户.db", "100%.db", "a#b.db"])
def test_file_may_be_called_anything(tmp_path: Path, name: str) -> None:
    from sqlalchemy import URL

    url = URL.create("sqlite", database=str(tmp_path / name)).render_as_string(hide_password=False)
    seat = sit_down(url, "li", clock=lambda: NOW)
    assert seat.me.login == "li"
    seat.database.close()
    assert (tmp_path / name).exists()


def test_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    by_hand(tmp_path / "notes.db", "create table note (id integer)")
    before = (tmp_path / "notes.db").read_bytes()
    for open_it in (sit_down, upgrade):
        with pytest.raises(NotOurs):
            open_it(f"sqlite:///{tmp_path}/notes.db", "li")
    assert (tmp_path / "notes.db").read_bytes() == before


def test_file_of_a_newer_program_is_left_alone(path: Path) -> None:
    by_hand(path, "update alembic_version set version_num = '9999'")
    for open_it in (sit_down, upgrade):
        with pytest.raises(TooNew):
            open_it(f"sqlite:///{path}", "li")


def test_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("hello " * 1000)
    with pytest.raises(DatabaseProblem) as problem:
        sit_down(f"sqlite:///{tmp_path}/x.db", "li")
    assert "x.db" in problem.value.where


def test_upgrade_of_what_is_current_says_so_and_keeps_all(path: Path) -> None:
    before, seat = upgrade(f"sqlite:///{path}", "li", clock=lambda: NOW)
    assert (before, seat.is_new, seat.me.login) == (Schema.CURRENT, False, "li")
    seat.database.close()


def test_file_whose_making_broke_off_is_finished(path: Path) -> None:
    by_hand(path, "drop table own_value")
    by_hand(path, "drop table alembic_version")
    before, seat = upgrade(f"sqlite:///{path}", "li", clock=lambda: NOW)
    assert (before, seat.me.login) == (Schema.BROKEN, "li")
    seat.database.close()


@pytest.mark.parametrize("login", ["li", "wang", "hale", "eye", "boss"])
def test_everybody_of_a_company_sits_down_as_themselves(small_company: Company, login: str) -> None:
    seat = sit_down(small_company.database.url.render_as_string(hide_password=False), login, clock=lambda: NOW)
    assert (seat.is_new, seat.me.login) == (False, login)
    seat.database.close()
