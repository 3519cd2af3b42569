"""The audit trail as it is asked: by person, record, act and day; and what was read in bulk."""

from datetime import date

import pytest

from tests.company import Company
from tuicrm.sales import auditing, people, pool
from tuicrm.sales.auditing import AuditQuery
from tuicrm.store.errors import NotAllowed


@pytest.fixture
def used(company: Company) -> Company:
    """Li claims a customer on Monday, Roth another on Tuesday; Hale makes Kuhn a lead."""
    first, second = company.customer("Acme"), company.customer("Bolt")
    company.desk("li").write(pool.claim, first)
    company.clock.later(days=1)
    company.desk("roth").write(pool.claim, second)
    company.desk("boss").write(people.place, company.id("kuhn"), role="team_lead")
    return company


def told(company: Company, **wanted: object) -> list[tuple[str | None, str | None, str]]:
    found = company.desk("eye").read(auditing.lines, AuditQuery(**wanted))  # type: ignore[arg-type]
    return [(line.login, line.rule, line.kind) for line in found]


def test_every_write_is_there_newest_first(used: Company) -> None:
    found = used.desk("eye").read(auditing.lines)
    assert [line.id for line in found] == sorted((line.id for line in found), reverse=True)
    assert {line.rule for line in found if line.login == "li"} == {"pool.claim"}


def test_it_is_asked_by_person(used: Company) -> None:
    assert set(told(used, user_id=used.id("roth"))) == {
        ("roth", "pool.claim", "customer"), ("roth", "pool.claim", "ownership")}  # fmt: skip


def test_it_is_asked_by_record(used: Company) -> None:
    found = used.desk("eye").read(auditing.lines, AuditQuery(kind="user", record_id=used.id("kuhn")))
    assert found[0].facts["role"] == ["rep", "team_lead"]
    assert (found[0].by, found[0].what) == ("boss", "update")


@pytest.mark.parametrize(
    ("act", "logins"),
    [("pool.", {"li", "roth"}), ("pool.claim", {"li", "roth"}), ("user.place", {"boss"}), ("pool.x", set())],
)
def test_it_is_asked_by_act_or_its_beginning(used: Company, act: str, logins: set[str]) -> None:
    assert {login for login, _rule, _kind in told(used, rule=act)} == logins


@pytest.mark.parametrize(
    ("first", "last", "logins"),
    [
        (date(2026, 11, 23), date(2026, 11, 23), {"li"}),
        (date(2026, 11, 24), None, {"roth", "boss"}),
        (None, date(2026, 11, 22), set()),
        (date(2026, 11, 23), date(2026, 11, 24), {"li", "roth", "boss"}),
    ],
)
def test_it_is_asked_by_day_both_included(
    used: Company, first: date | None, last: date | None, logins: set[str]
) -> None:
    found = told(used, from_on=first, to_on=last)
    assert {login for login, rule, _kind in found if rule and rule != "program"} == logins


def test_it_is_read_page_by_page(used: Company) -> None:
    everything = used.desk("eye").read(auditing.lines, AuditQuery(limit=1000))
    pages: list[int] = []
    before = None
    while page := used.desk("eye").read(auditing.lines, AuditQuery(limit=3, before=before)):
        pages += [line.id for line in page]
        before = page[-1].id
    assert pages == [line.id for line in everything]


@pytest.mark.parametrize("login", ["li", "wang"])
def test_it_is_not_for_who_sells(small_company: Company, login: str) -> None:
    for what in (auditing.lines, auditing.reads):
        with pytest.raises(NotAllowed) as refused:
            small_company.desk(login).read(what)
        assert refused.value.facts["right"] == "audit"


def test_what_was_read_in_bulk_is_on_record(company: Company) -> None:
    company.desk("li").write(auditing.note, "customer", 412, detail="tuicrm customer list")
    company.clock.later(days=2)
    company.desk("roth").write(auditing.note, "pool", 38)
    found = company.desk("hale").read(auditing.reads)
    assert [(line.login, line.what, line.kind, line.count, line.detail) for line in found] == [
        ("roth", "export", "pool", 38, None), ("li", "export", "customer", 412, "tuicrm customer list")]  # fmt: skip
    assert [line.login for line in company.desk("hale").read(auditing.reads, company.id("li"))] == ["li"]
    assert [line.login for line in company.desk("hale").read(auditing.reads, from_on=date(2026, 11, 25))] == ["roth"]
