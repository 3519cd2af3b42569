"""One-time words, links, calendar addresses: for one person, until a moment; the secret is kept nowhere."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.company import Company
from tests.sales.access.test_keys import made
from tuicrm.plain import secrets
from tuicrm.sales import access, people
from tuicrm.store.errors import NotAllowed, NotFound, Refused
from tuicrm.store.tables.access import access_passes, user_keys
from tuicrm.store.tables.system import changes, operations


def invited(company: Company, login: str = "li") -> str:
    word = secrets.word()
    company.desk("boss").write(access.invite, company.id(login), secrets.digest(word))
    return word


def join(company: Company, word: str, key: str) -> access.Joined:
    return company.database.write_as(
        lambda s: access.join(s, word, key, now=company.clock.now), company.clock.now, "ssh"
    )


def test_a_word_adds_the_key_that_signed_and_is_used_up(company: Company) -> None:
    word, key = invited(company), made()
    joined = join(company, word.upper().replace("-", " "), key)
    assert (joined.login, joined.name) == ("li", "Li Wei")
    found = company.database.read_as(lambda s: access.by_key_id(s, joined.key_id), company.clock.now)
    assert found is not None
    assert found.login == "li"
    with pytest.raises(Refused, match="word"):
        join(company, word, made())


def test_a_bad_key_does_not_use_the_word_up(company: Company) -> None:
    word = invited(company)
    with pytest.raises(Refused, match="key_form"):
        join(company, word, "rubbish")
    assert join(company, word, made()).login == "li"


@pytest.mark.parametrize("days", [7, 8])
def test_a_word_is_over_after_a_week(small_company: Company, days: int) -> None:
    word = invited(small_company)
    small_company.clock.later(days=days)
    assert not small_company.database.read_as(
        lambda s: access.waits_for_keys(s, small_company.clock.now), small_company.clock.now
    )
    with pytest.raises(Refused, match="word"):
        join(small_company, word, made())


def test_a_second_word_ends_the_first(small_company: Company) -> None:
    first, second = invited(small_company), invited(small_company)
    with pytest.raises(Refused, match="word"):
        join(small_company, first, made())
    assert join(small_company, second, made()).login == "li"


def test_a_word_of_somebody_who_left_opens_nothing(small_company: Company) -> None:
    word = invited(small_company)
    small_company.desk("boss").write(people.leave, small_company.id("li"))
    small_company.clock.later(days=1)
    with pytest.raises(Refused, match="word"):
        join(small_company, word, made())
    assert small_company.value(select(user_keys.c.id)) is None


@pytest.mark.parametrize("word", ["", "-", "abcde-abcde-abcde-abcde-abcde", "%", "' or 1=1 --"])
def test_a_word_that_was_not_given_opens_nothing(small_company: Company, word: str) -> None:
    invited(small_company)
    with pytest.raises(Refused, match="word"):
        join(small_company, word, made())


def test_only_an_administrator_invites(small_company: Company) -> None:
    for login in ("li", "wang", "hale", "eye"):
        with pytest.raises(NotAllowed):
            small_company.desk(login).write(access.invite, small_company.id("roth"), secrets.digest("x"))


def test_a_newcomer_is_waited_for_only_while_a_word_is_out(small_company: Company) -> None:
    def waits() -> bool:
        return small_company.database.read_as(
            lambda s: access.waits_for_keys(s, small_company.clock.now), small_company.clock.now
        )

    assert not waits()
    word = invited(small_company)
    assert waits()
    join(small_company, word, made())
    assert not waits()


def test_the_secret_is_nowhere_in_the_database(small_company: Company) -> None:
    word = invited(small_company)
    for table in (access_passes, changes, operations):
        for row in small_company.database.read_as(lambda s, t=table: s.all(select(t)), small_company.clock.now):  # type: ignore[misc]
            assert word not in repr(row)


def test_links_are_for_oneself_unless_one_is_administrator(small_company: Company) -> None:
    mine = small_company.desk("li").write(access.link, secrets.digest("a"))
    assert (mine.login, mine.ends_at) == ("li", small_company.clock.now + timedelta(minutes=10))
    assert small_company.desk("boss").write(access.link, secrets.digest("b"), small_company.id("li")).login == "li"
    with pytest.raises(NotAllowed, match="links_of_others"):
        small_company.desk("hale").write(access.link, secrets.digest("c"), small_company.id("li"))


def test_what_is_open_is_listed_and_revoked(small_company: Company) -> None:
    li = small_company.desk("li")
    given = li.write(access.calendar, secrets.digest("cal"))
    assert [(one.kind, one.what) for one in li.read(access.passes)] == [("calendar", "mine")]
    assert small_company.desk("roth").read(access.passes, everybody=True) == ()
    assert len(small_company.desk("boss").read(access.passes, everybody=True)) == 1
    with pytest.raises(NotFound):
        small_company.desk("roth").write(access.revoke_pass, given.id)
    li.write(access.revoke_pass, given.id)
    assert li.read(access.passes) == ()
    with pytest.raises(Refused, match="pass_over"):
        li.write(access.revoke_pass, given.id)
