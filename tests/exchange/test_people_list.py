"""A list of people: everybody in it comes in once, with role, team, address and key; what is wrong is told by line."""

from pathlib import Path

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
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


def seats(company: Company, login: str) -> list[tuple[str, int]]:
    boss = company.desk("boss")
    known = {row.login: row.id for row in boss.read(people.users, everybody=True)}
    return [(str(one.from_on), one.cost_minor) for one in boss.read(people.seats, known[login])]


def places(company: Company, login: str) -> list[tuple[str | None, str, str | None]]:
    boss = company.desk("boss")
    known = {row.login: row.id for row in boss.read(people.users, everybody=True)}
    rows = boss.read(people.places, known[login])
    return [(one.team, str(one.from_on), None if one.to_on is None else str(one.to_on)) for one in rows]


def test_who_left_and_what_a_seat_costs_come_in_and_a_second_run_changes_nothing(
    small_company: Company, tmp_path: Path
) -> None:
    path = listed(
        tmp_path,
        "login,name,team,joined,left,seat\n"
        "novak,J. Novak,East,2024-03-01,2026-05-31,6000\n"
        "berg,T. Berg,West,2025-01-15,,7.5k\n"
        "moe,S. Moe,East,,2026-06-30,\n",
    )
    boss = small_company.desk("boss")
    assert [one.what for one in bring_in(boss, path)] == ["made", "made", "made"]
    rows = {row.login: row for row in boss.read(people.users, everybody=True)}
    assert (str(rows["novak"].joined_on), str(rows["novak"].left_on)) == ("2024-03-01", "2026-05-31")
    assert (str(rows["berg"].joined_on), rows["berg"].left_on) == ("2025-01-15", None)
    assert str(rows["moe"].left_on) == "2026-06-30"
    assert places(small_company, "novak") == [("East", "2024-03-01", "2026-05-31")]
    assert (seats(small_company, "novak"), seats(small_company, "berg")) == (
        [("2024-03-01", 600_000)],
        [("2025-01-15", 750_000)],
    )
    assert "novak" not in {row.login for row in boss.read(people.users)}
    assert {one.what for one in bring_in(boss, path)} == {"same"}


def test_a_seat_that_costs_more_now_counts_from_the_day_said_or_from_this_month_on(
    small_company: Company, tmp_path: Path
) -> None:
    boss = small_company.desk("boss")
    this_month = f"{NOW:%Y-%m}-01"
    assert bring_in(boss, listed(tmp_path, "login,joined,seat\nberg,2025-01-15,6000\n"))[0].what == "made"
    assert bring_in(boss, listed(tmp_path, "login,seat,seat from\nberg,6500,2026-01-01\n"))[0].what == "changed"
    assert bring_in(boss, listed(tmp_path, "login,seat,seat from\nberg,6500,2026-01-01\n"))[0].what == "same"
    assert bring_in(boss, listed(tmp_path, "login,seat\nberg,7000\n"))[0].what == "changed"
    assert seats(small_company, "berg") == [("2025-01-15", 600_000), ("2026-01-01", 650_000), (this_month, 700_000)]


@pytest.mark.parametrize("corrected", ["2026-03-31", "2026-09-30"])
def test_a_last_day_that_was_wrong_is_corrected_with_the_place(
    small_company: Company, tmp_path: Path, corrected: str
) -> None:
    boss = small_company.desk("boss")
    bring_in(boss, listed(tmp_path, "login,team,joined,left\nberg,East,2025-01-15,2026-05-31\n"))
    (one,) = bring_in(boss, listed(tmp_path, f"login,joined,left\nberg,2025-02-01,{corrected}\n"))
    assert (one.what, one.reason) == ("changed", "")
    assert places(small_company, "berg") == [("East", "2025-02-01", corrected)]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ("2025-01-15,2024-12-31,", "2024"),
        ("2025-01-15,2025-02-30,", "2025-02-30"),
        ("2025-01-15,soon,", "soon"),
        ("2025-01-15,,much", "much"),
        ("2025-01-15,,-5", "-5"),
        ("2025-01-15,,USD 5000", "USD"),
    ],
)
def test_a_line_with_a_wrong_day_or_amount_lets_nobody_in(
    small_company: Company, tmp_path: Path, cells: str, reason: str
) -> None:
    (one,) = bring_in(small_company.desk("boss"), listed(tmp_path, f"login,joined,left,seat\nberg,{cells}\n"))
    assert one.what == "refused"
    assert reason in one.reason
    assert small_company.value(select(users.c.id).where(users.c.login == "berg")) is None


def test_last_day_and_seat_have_chinese_headers(small_company: Company, tmp_path: Path) -> None:
    path = listed(
        tmp_path, "登录名,姓名,入职日期,离职日期,月成本\nwangfang,王芳,2024年3月1日,2026-05-31,1.2万\n", "gb18030"
    )
    (one,) = bring_in(small_company.desk("boss"), path)
    assert (one.what, one.reason) == ("made", "")
    assert seats(small_company, "wangfang") == [("2024-03-01", 1_200_000)]


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
