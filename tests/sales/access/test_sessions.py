"""Open windows: noted, spoken to, ended; whoever may not be here any more is out at the next act."""

import pytest
from sqlalchemy import select

from tests.company import Company
from tests.sales.access.test_keys import made
from tuicrm.sales import access, people
from tuicrm.sales.access import Entry, still_open
from tuicrm.sales.access.sessions import close_gone, gone, open_windows
from tuicrm.store.database import Desk
from tuicrm.store.errors import NotAllowed, NotFound, Refused
from tuicrm.store.tables.access import user_sessions


def opened(company: Company, login: str) -> int:
    begun: int = company.desk(login).write(access.begin, way="ssh", host="crm", pid=17, place="203.0.113.5")
    return begun


def entered(company: Company, entry: Entry) -> Desk:
    return company.database.as_(entry.login, company.clock, "ssh", still_open(entry))


def test_windows_are_ones_own_and_an_administrator_s(company: Company) -> None:
    mine, other = opened(company, "li"), opened(company, "roth")
    assert [row.id for row in company.desk("li").read(access.sessions)] == [mine]
    assert [row.id for row in company.desk("boss").read(access.sessions)] == [mine, other]
    assert [row.id for row in company.desk("eye").read(access.sessions)] == [mine, other]
    assert [row.id for row in company.desk("hale").read(access.sessions)] == []
    company.desk("li").write(access.leave, mine)
    assert [row.id for row in company.desk("boss").read(access.sessions)] == [other]
    assert [row.id for row in company.desk("boss").read(access.sessions, everything=True)] == [mine, other]


def test_nobody_closes_another_s_window(small_company: Company) -> None:
    window = opened(small_company, "li")
    small_company.desk("roth").write(access.leave, window)
    assert small_company.value(select(user_sessions.c.ended_at)) is None
    with pytest.raises(NotFound):
        small_company.desk("roth").write(access.end, window)


def test_an_ended_window_is_out_at_its_next_act(company: Company) -> None:
    window = opened(company, "li")
    desk = entered(company, Entry("ssh", "li", session_id=window))
    assert desk.read(people.me).login == "li"
    ended = company.desk("boss").write(access.end, window)
    assert ended.ended_at == company.clock.now
    for act in (lambda: desk.read(people.me), lambda: desk.write(access.leave, window)):
        with pytest.raises(NotAllowed) as out:
            act()
        assert out.value.facts["right"] == "session_over"
    with pytest.raises(Refused, match="session_ended"):
        company.desk("boss").write(access.end, window)


def test_a_window_of_a_revoked_key_is_out_at_its_next_act(company: Company) -> None:
    key = company.desk("boss").write(access.add_key, company.id("li"), made())
    desk = entered(company, Entry("ssh", "li", key_id=key.id))
    assert desk.read(people.me).login == "li"
    company.desk("boss").write(access.revoke_key, key.id)
    with pytest.raises(NotAllowed) as out:
        desk.read(people.me)
    assert out.value.facts["right"] == "key_gone"


def test_who_was_taken_out_of_the_team_is_out_too(small_company: Company) -> None:
    desk = entered(small_company, Entry("ssh", "li"))
    small_company.desk("boss").write(people.leave, small_company.id("li"))
    assert desk.read(people.me).login == "li"  # the last day
    small_company.clock.later(days=1)
    with pytest.raises(NotAllowed) as out:
        desk.read(people.me)
    assert out.value.facts["right"] == "login_left"


def test_a_word_to_a_window_is_heard_once(small_company: Company) -> None:
    mine, other = opened(small_company, "li"), opened(small_company, "roth")
    boss, li = small_company.desk("boss"), small_company.desk("li")
    assert boss.write(access.message, "Backup at noon:\nplease leave", mine) == 1
    word = li.read(access.word, mine)
    assert (word.text, word.by) == ("Backup at noon: please leave", "boss")
    assert li.read(access.word, mine, after=word.at) is None
    assert small_company.desk("roth").read(access.word, other) is None
    small_company.clock.later(minutes=1)
    assert boss.write(access.message, "Now") == 2
    assert li.read(access.word, mine, after=word.at).text == "Now"
    assert small_company.desk("roth").read(access.word, mine) is None, "another's window"


@pytest.mark.parametrize(("text", "code"), [("", "empty"), (" \n", "empty"), ("x" * 301, "too_long")])
def test_a_word_has_to_be_one(small_company: Company, text: str, code: str) -> None:
    opened(small_company, "li")
    with pytest.raises(Refused, match=code):
        small_company.desk("boss").write(access.message, text)


def test_only_an_administrator_speaks_to_windows(small_company: Company) -> None:
    opened(small_company, "li")
    for login in ("li", "wang", "hale", "eye"):
        with pytest.raises(NotAllowed):
            small_company.desk(login).write(access.message, "hello")


def test_windows_whose_process_is_gone_are_closed_and_no_others(company: Company) -> None:
    cut, lasting, elsewhere = (opened(company, login) for login in ("li", "roth", "li"))
    seen = {cut: False, lasting: True, elsewhere: None}
    rows = company.database.read_as(open_windows, company.clock.now)
    by_pid = {row.id: seen[row.id] for row in rows}
    answers = iter(by_pid.values())
    ids = company.database.read_as(lambda s: gone(s, lambda _host, _pid: next(answers)), company.clock.now)
    assert ids == (cut,)
    company.database.write_as(lambda s: close_gone(s, ids, company.clock.now), company.clock.now)
    assert [row.id for row in company.desk("boss").read(access.sessions)] == [lasting, elsewhere]
