"""Public keys of the team: whose they are, who may add and revoke them, and that one opens one door."""

import base64
import os

import pytest
from sqlalchemy import select

from tests.company import Company
from tuicrm.sales import access, undo
from tuicrm.store.errors import NotAllowed, NotFound, Refused
from tuicrm.store.tables.access import user_keys
from tuicrm.store.tables.system import operations


def made(comment: str = "laptop") -> str:
    body = b"".join(len(one).to_bytes(4, "big") + one for one in (b"ssh-ed25519", os.urandom(32)))
    return f"ssh-ed25519 {base64.b64encode(body).decode()} {comment}"


def test_an_administrator_lets_somebody_in_by_a_key(company: Company) -> None:
    text = made("li@laptop")
    added = company.desk("boss").write(access.add_key, company.id("li"), text)
    assert (added.login, added.comment, added.revoked_at) == ("li", "li@laptop", None)
    assert [row.fingerprint for row in company.desk("li").read(access.keys, company.id("li"))] == [added.fingerprint]
    found = company.database.read_as(lambda s: access.by_fingerprint(s, added.fingerprint), company.clock.now)
    assert found is not None
    assert (found.login, f"{found.kind} {found.body} li@laptop") == ("li", text)


@pytest.mark.parametrize("login", ["li", "wang", "hale", "eye"])
def test_nobody_else_adds_keys(small_company: Company, login: str) -> None:
    with pytest.raises(NotAllowed):
        small_company.desk(login).write(access.add_key, small_company.id(login), made())
    assert small_company.value(select(user_keys.c.id)) is None


def test_a_key_opens_one_persons_door(company: Company) -> None:
    text = made()
    boss = company.desk("boss")
    boss.write(access.add_key, company.id("li"), text)
    for whose in ("roth", "li"):
        with pytest.raises(Refused) as refused:
            boss.write(access.add_key, company.id(whose), text.replace("laptop", "other comment"))
        assert (refused.value.code, refused.value.facts["name"]) == ("key_known", "Li Wei")


def test_a_revoked_key_opens_nothing_and_may_be_another_s(company: Company) -> None:
    text, boss = made(), company.desk("boss")
    first = boss.write(access.add_key, company.id("li"), text)
    revoked = company.desk("li").write(access.revoke_key, first.id)
    assert revoked.revoked_at == company.clock.now
    assert company.database.read_as(lambda s: access.by_fingerprint(s, first.fingerprint), company.clock.now) is None
    assert company.database.read_as(lambda s: access.by_key_id(s, first.id), company.clock.now) is None
    assert boss.write(access.add_key, company.id("roth"), text).login == "roth"
    with pytest.raises(Refused, match="key_revoked"):
        boss.write(access.revoke_key, first.id)


def test_another_s_key_is_not_found(small_company: Company) -> None:
    added = small_company.desk("boss").write(access.add_key, small_company.id("li"), made())
    for login in ("roth", "wang", "hale", "eye"):
        with pytest.raises(NotFound):
            small_company.desk(login).write(access.revoke_key, added.id)
    with pytest.raises(NotAllowed):
        small_company.desk("roth").read(access.keys, small_company.id("li"))
    assert len(small_company.desk("eye").read(access.keys)) == 1


def test_who_left_opens_no_door(company: Company) -> None:
    from tuicrm.sales import people

    added = company.desk("boss").write(access.add_key, company.id("li"), made())
    company.desk("boss").write(people.leave, company.id("li"))
    company.clock.later(days=1)
    assert company.database.read_as(lambda s: access.by_key_id(s, added.id), company.clock.now) is None


def test_adding_a_key_is_taken_back(small_company: Company) -> None:
    boss = small_company.desk("boss")
    added = boss.write(access.add_key, small_company.id("li"), made())
    boss.write(undo.last)
    assert small_company.database.read_as(lambda s: access.by_key_id(s, added.id), small_company.clock.now) is None


def test_twenty_keys_are_the_most(small_company: Company) -> None:
    boss = small_company.desk("boss")
    for _ in range(20):
        boss.write(access.add_key, small_company.id("li"), made())
    with pytest.raises(Refused, match="key_most"):
        boss.write(access.add_key, small_company.id("li"), made())
    assert len(boss.read(access.keys, small_company.id("li"))) == 20


@pytest.mark.parametrize(
    ("text", "code"), [("rubbish", "key_form"), ("-----BEGIN RSA PRIVATE KEY-----", "key_private")]
)
def test_what_is_no_key_changes_nothing(small_company: Company, text: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        small_company.desk("boss").write(access.add_key, small_company.id("li"), text)
    assert small_company.value(select(user_keys.c.id)) is None
    assert small_company.value(select(operations.c.rule).where(operations.c.rule == "key.add")) is None
