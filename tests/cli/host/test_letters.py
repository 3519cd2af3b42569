"""Letters of the host: who gets one, in whose language, and that a name in it is no header and no control sequence."""

from email.message import EmailMessage

import pytest
from sqlalchemy import update

from tests.company import Company
from tuicrm.cli.host import letters
from tuicrm.plain import language
from tuicrm.sales import agenda
from tuicrm.sales.agenda import NewAction
from tuicrm.store.tables.people import users


@pytest.fixture
def company(small_company: Company) -> Company:
    def addresses(session):  # type: ignore[no-untyped-def]
        for login in ("li", "roth", "wang", "hale", "eye"):
            session.connection.execute(
                update(users).where(users.c.login == login).values(email=f"{login}@acme.example")
            )
        session.connection.execute(update(users).where(users.c.login == "roth").values(language="zh"))

    small_company.database.write_as(addresses, small_company.clock.now)
    return small_company


def sent(company: Company, what) -> dict[str, EmailMessage]:  # type: ignore[no-untyped-def]
    out: list[EmailMessage] = []
    count = what(company.database, company.desk("boss"), out.append)
    assert count == len(out)
    return {letter["To"]: letter for letter in out}


def plan(company: Company, login: str, subject: str) -> None:
    customer = company.customer("Kordel GmbH", owner=login)
    action = NewAction(kind="call", subject=subject, customer_id=customer, on=company.clock.now.date())
    company.desk(login).write(agenda.plan, action)


def test_the_morning_goes_to_who_has_something_to_do(company: Company) -> None:
    plan(company, "li", "price of two lines")
    out = sent(company, letters.morning)
    assert list(out) == ["li@acme.example"]
    body = out["li@acme.example"].get_content()
    assert "Planned today" in body
    assert "Kordel GmbH, price of two lines" in body
    assert out["li@acme.example"]["Auto-Submitted"] == "auto-generated"


def test_everybody_reads_their_own_language_and_ours_stays(company: Company) -> None:
    plan(company, "roth", "价格")
    assert "今天" in sent(company, letters.morning)["roth@acme.example"].get_content()
    assert language.current() == "en"


def test_what_comes_from_outside_is_no_header_and_no_control(company: Company) -> None:
    plan(company, "li", "x\r\nBcc: all@acme.example\x1b]52;c;eA==\x07")
    letter = sent(company, letters.morning)["li@acme.example"]
    assert letter["Bcc"] is None
    assert "\x1b" not in letter.as_string()


def test_the_week_goes_to_who_leads(company: Company) -> None:
    out = sent(company, letters.weekly)
    assert sorted(out) == ["hale@acme.example", "wang@acme.example"]
    assert "Plan" in out["hale@acme.example"].get_content()


def test_a_host_without_sendmail_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters.shutil, "which", lambda *_args, **_named: None)
    with pytest.raises(OSError, match="no sendmail"):
        letters.by_sendmail(EmailMessage())
