"""What is known of one of us: one's own address and language, and everything for an administrator."""

import pytest
from sqlalchemy import select

from tests.company import Company
from tuicrm.sales import people, undo
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.tables.people import users


def kept(company: Company, login: str) -> tuple[object, ...]:
    row = company.database.read_as(lambda s: s.first(select(users).where(users.c.login == login)), company.clock.now)
    return row.name, row.name_sort, row.email, row.language, row.zone


def test_an_administrator_changes_all_of_it_and_takes_it_back(small_company: Company) -> None:
    before = kept(small_company, "li")
    boss = small_company.desk("boss")
    done = boss.write(
        people.edit_user,
        small_company.id("li"),
        name="王芳",
        email="Li@Acme.Example",
        language="zh",
        zone="Asia/Shanghai",
    )
    assert (done.name, done.changed) == ("王芳", True)
    assert kept(small_company, "li")[2:] == ("Li@acme.example", "zh", "Asia/Shanghai")
    assert kept(small_company, "li")[1] != before[1]
    boss.write(undo.last)
    assert kept(small_company, "li") == before


def test_one_s_own_is_changed_but_not_the_name(small_company: Company) -> None:
    small_company.desk("li").write(people.edit_user, small_company.id("li"), name="The Boss", email="li@acme.example")
    assert kept(small_company, "li")[0] == "Li Wei"
    assert kept(small_company, "li")[2] == "li@acme.example"


@pytest.mark.parametrize("login", ["roth", "wang", "hale", "eye"])
def test_another_s_is_not_found(small_company: Company, login: str) -> None:
    with pytest.raises(NotFound):
        small_company.desk(login).write(people.edit_user, small_company.id("li"), email="x@acme.example")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"email": "nobody"}, "email_address"),
        ({"email": "a@b@c"}, "email_address"),
        ({"email": "a\r\nBcc: b@c.example"}, "email_address"),
        ({"language": "tlh"}, "language"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"name": " "}, "empty"),
        ({"name": "x" * 121}, "too_long"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(small_company: Company, said: dict[str, str], code: str) -> None:
    before = kept(small_company, "li")
    with pytest.raises(Refused) as refused:
        small_company.desk("boss").write(people.edit_user, small_company.id("li"), **said)
    assert refused.value.code == code
    assert kept(small_company, "li") == before


@pytest.mark.parametrize("name", ["email", "language", "zone"])
def test_an_empty_text_takes_it_away(small_company: Company, name: str) -> None:
    boss, li = small_company.desk("boss"), small_company.id("li")
    boss.write(people.edit_user, li, email="li@acme.example", language="zh", zone="UTC")
    boss.write(people.edit_user, li, **{name: ""})
    assert small_company.value(select(users.c[name]).where(users.c.id == li)) is None
    assert not boss.write(people.edit_user, li, **{name: ""}).changed
