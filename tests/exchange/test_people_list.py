"""A list of people: everybody in it comes in once, with role, team, address and key; what is wrong is told by line."""

from pathlib import Path

import pytest
from sqlalchemy import select

from tests.company import Company
from tests.sales.access.test_keys import made
from tuicrm.exchange.people_list import Person, bring_in
from tuicrm.sales import access, people
from tuicrm.store.errors import NotAllowed
from tuicrm.store.tables.people import users


def listed(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "people.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_everybody_comes_in_once(company: Company, tmp_path: Path) -> None:
    path = listed(
        tmp_path,
        "login,name,role,team,email,joined,key\n"
        f"novak,J. Novak,rep,East,novak@acme.example,2026-10-01,{made()}\n"
        "berg,T. Berg,team_lead,West,,,\n"
        "li,Li Wei,rep,East,li@acme.example,,\n",
    )
    boss = company.desk("boss")
    assert [(one.login, one.what) for one in bring_in(boss, path)] == [
        ("novak", "made"),
        ("berg", "made"),
        ("li", "changed"),
    ]
    rows = {row.login: row for row in boss.read(people.users)}
    assert (rows["novak"].team, rows["novak"].email, str(rows["novak"].joined_on)) == (
        "East",
        "novak@acme.example",
        "2026-10-01",
    )
    assert (rows["berg"].role, rows["berg"].team) == ("team_lead", "West")
    assert rows["li"].email == "li@acme.example"
    assert len(boss.read(access.keys, rows["novak"].id)) == 1
    assert {one.what for one in bring_in(boss, path)} == {"same"}


def test_what_is_wrong_is_told_by_line_and_the_rest_comes_in(small_company: Company, tmp_path: Path) -> None:
    path = listed(
        tmp_path,
        "login;name;role;team;email;joined;key\n"
        "a b;Blank;rep;East;;;\n"
        "novak;J. Novak;king;East;;;\n"
        "berg;T. Berg;rep;North;;;\n"
        "holm;T. Holm;rep;East;nobody;;\n"
        "kral;L. Kral;rep;East;;2026-13-40;\n"
        "dahl;P. Dahl;rep;East;;;rubbish\n"
        "moe;S. Moe;rep;East;;;\n",
    )
    done = bring_in(small_company.desk("boss"), path)
    assert [(one.line, one.what) for one in done] == [(n, "refused") for n in range(2, 8)] + [(8, "made")]
    assert "no role king" in done[1].reason
    assert "no team North" in done[2].reason
    assert "no e-mail address" in done[3].reason
    assert "no public key" in done[5].reason
    assert small_company.value(select(users.c.id).where(users.c.login == "moe")) is not None


def test_teams_are_made_where_that_is_wanted(small_company: Company, tmp_path: Path) -> None:
    done = bring_in(small_company.desk("boss"), listed(tmp_path, "login,team\nberg,North\n"), makes_teams=True)
    assert done == (Person(2, "berg", "made"),)
    assert "North" in [team.name for team in small_company.desk("boss").read(people.teams)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_chinese_list_is_read_by_its_headers(small_company: Company, tmp_path: Path, encoding: str) -> None:
    path = listed(tmp_path, "登录名,姓名,角色,团队\nwangfang,王芳,rep,East\nzhangwei,张伟,rep,West\n", encoding)
    assert [one.what for one in bring_in(small_company.desk("boss"), path)] == ["made", "made"]
    assert small_company.value(select(users.c.name).where(users.c.login == "wangfang")) == "王芳"


def test_a_list_without_logins_says_so(small_company: Company, tmp_path: Path) -> None:
    (one,) = bring_in(small_company.desk("boss"), listed(tmp_path, "name,team\nX,East\n"))
    assert (one.line, one.what) == (1, "refused")
    assert "login" in one.reason


def test_only_an_administrator_brings_people_in(small_company: Company, tmp_path: Path) -> None:
    path = listed(tmp_path, "login\nnovak\n")
    try:
        done = bring_in(small_company.desk("hale"), path)
    except NotAllowed:
        done = ()
    assert all(one.what == "refused" for one in done)
    assert small_company.value(select(users.c.id).where(users.c.login == "novak")) is None
