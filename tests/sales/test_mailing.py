"""A mail that came: a stranger's is an inquiry, a customer's goes on record at contact and project, once."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.company import Company
from tests.sales.house import join, refusal, set_values, take
from tuicrm.sales import customers, inquiries, mailing, pool, projects, talk
from tuicrm.sales.mailing import Mail, Received
from tuicrm.sales.projects import NewProject
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import contact_points
from tuicrm.store.tables.customers import inquiries as inquiry_rows
from tuicrm.store.tables.people import users
from tuicrm.store.tables.talk import notices

SIGNED = "Ann Lee\nHead of Purchasing\nAcme Tools Ltd\n0113 496 0142"


def receive(company: Company, login: str = "door", **values: Any) -> Received:
    mail = Mail(**{"name": "Ann Lee", "address": "ann@acme.example", "subject": "PX-200", "text": "price?"} | values)
    received: Received = company.desk(login).write(mailing.take_mail, mail)
    return received


@pytest.fixture
def house(company: Company) -> Company:
    join(company, "door", "intake")
    return company


@pytest.fixture
def small(small_company: Company) -> Company:
    join(small_company, "door", "intake")
    return small_company


def test_a_stranger_is_an_inquiry_with_what_the_signature_says(house: Company) -> None:
    sent = house.clock.now - timedelta(hours=5)
    received = receive(house, signature=SIGNED, sent_at=sent, message_id="<1@x>")
    assert (received.what, received.customer) == ("inquiry", "Acme Tools Ltd")
    assert received.customer_id is not None
    card = house.desk("hale").read(customers.card, received.customer_id)
    (ann,) = card.contacts
    assert (ann.name, ann.title) == ("Ann Lee", "Head of Purchasing")
    assert {point.key for point in ann.points} == {"ann@acme.example", "+441134960142"}
    (asked,) = house.desk("hale").read(inquiries.page, inquiries.InquiryQuery()).rows
    assert (asked.source, asked.message, asked.came_at) == ("e-mail", "PX-200\nprice?", sent)
    assert receive(house, message_id="<1@x>").what == "known"
    assert house.value(select(func.count()).select_from(inquiry_rows)) == 1


def test_somebody_we_know_goes_on_record_at_contact_and_project(house: Company) -> None:
    acme = take(house, "Acme Tools", contact="Ann Lee", emails=("ann@acme.example",)).customer_id
    li = house.desk("li")
    li.write(pool.claim, acme)
    project = li.write(projects.add, NewProject(name="Line 4", customer_id=acme)).project_id
    house.clock.later(hours=1)
    received = receive(house, address="ANN@acme.example", text="Two lines, please.", message_id="<2@x>")
    assert (received.what, received.contact, received.project) == ("record", "Ann Lee", "Line 4")
    (row,) = house.all(select(actions))
    assert (row.customer_id, row.project_id, row.owner_id) == (acme, project, None)
    assert (row.kind, row.subject, row.note, row.state) == ("message", "PX-200", "Two lines, please.", "done")
    assert receive(house, message_id="<2@x>").what == "known"
    assert len(house.all(select(actions))) == 1
    assert len(house.all(select(inquiry_rows))) == 1


def test_of_two_open_projects_a_person_says_which(small: Company) -> None:
    acme = take(small, "Acme Tools", contact="Ann Lee", emails=("ann@acme.example",)).customer_id
    for name in ("Line 4", "Line 5"):
        small.desk("li").write(projects.add, NewProject(name=name, customer_id=acme))
    assert receive(small).project is None


def test_what_they_write_is_nothing_that_one_of_us_did(small: Company) -> None:
    """Nobody has answered yet: no clock of ours stops, the inquiry stays new, and no figure of a person moves."""
    acme = take(small, "Acme Tools", contact="Ann Lee", emails=("ann@acme.example",)).customer_id
    li = small.desk("li")
    li.write(pool.claim, acme)
    small.clock.later(hours=1)
    receive(small)
    assert li.read(customers.card, acme).last_action_at is None
    assert [row.state for row in li.read(inquiries.page, inquiries.InquiryQuery()).rows] == ["new"]
    (told,) = li.read(talk.notices_of)
    assert (told.by, told.about, told.words, told.customer_id) == ("Ann Lee", "Acme Tools", "PX-200\nprice?", acme)
    assert small.desk("wang").read(talk.notices_of) == ()


def test_nobody_is_told_of_a_mail_to_the_pool(small: Company) -> None:
    take(small, "Acme Tools", emails=("ann@acme.example",))
    assert receive(small).what == "record"
    assert small.value(select(func.count()).select_from(notices)) == 0


def test_another_mailbox_of_a_known_domain_is_an_inquiry_of_that_customer(small: Company) -> None:
    acme = take(small, "Acme Tools", contact="Ann Lee", emails=("ann@acme.example",)).customer_id
    received = receive(small, name="Bob Ray", address="bob@acme.example")
    assert (received.what, received.customer_id) == ("inquiry", acme)


@pytest.mark.parametrize(
    ("values", "what"),
    [
        ({"is_automatic": True}, "automatic"),
        ({"is_automatic": True, "address": ""}, "automatic"),
        ({"is_list": True}, "automatic"),
    ],
)
def test_what_a_program_wrote_is_left_aside(small: Company, values: dict[str, Any], what: str) -> None:
    assert receive(small, **values).what == what
    assert small.all(select(inquiry_rows)) == []


def test_an_inbox_that_is_a_group_takes_in_what_its_list_passes_on(small: Company) -> None:
    asked = Mail(name="Ann Lee", address="ann@acme.example", text="price?", is_list=True)
    assert small.desk("door").write(mailing.take_mail, asked, with_lists=True).what == "inquiry"


def test_one_of_us_forwards_and_the_first_sender_is_taken_in(small: Company) -> None:
    set_values(small, users, small.id("li"), email="li@us.example")
    received = receive(
        small, name="Li Wei", address="li@us.example", forwarded_from="Ann Lee <ann@acme.example>", text="price?"
    )
    assert (received.what, received.contact) == ("inquiry", "Ann Lee")
    plain = Mail(name="Li Wei", address="li@us.example", text="hello")
    assert refusal(small, "door", mailing.take_mail, plain).code == "mail_own"
    among_us = Mail(name="Hale", address="hale@us.example", forwarded_from="Li Wei <LI@us.example>", text="note")
    assert refusal(small, "door", mailing.take_mail, among_us).code == "mail_own"


def test_a_mail_without_a_sender_is_refused(small: Company) -> None:
    for address in ("", "nobody", "a@b@c"):
        assert refusal(small, "door", mailing.take_mail, Mail(address=address)).code == "mail_sender"


def test_what_a_customer_passes_on_is_theirs_whoever_of_us_or_of_them_wrote_it(small: Company) -> None:
    set_values(small, users, small.id("li"), email="li@us.example")
    ours = receive(
        small, name="Ann Lee", address="ann@acme.example", above="still valid?", text="our offer",
        forwarded_from="Li Wei <li@us.example>",
    )  # fmt: skip
    assert (ours.what, ours.contact) == ("inquiry", "Ann Lee")
    theirs = receive(
        small, name="Bob Low", address="bob@low.example", above="please answer her", text="price?",
        forwarded_from="Eve Low [mailto:eve@low.example]",
    )  # fmt: skip
    assert theirs.contact == "Bob Low"
    texts = small.database.read_as(lambda session: session.values(select(inquiry_rows.c.message)), small.clock.now)
    assert set(texts) == {f"PX-200\n{text}" for text in ("still valid?\n\nour offer", "please answer her\n\nprice?")}


def test_who_writes_from_where_we_have_our_addresses_is_one_of_us(small: Company) -> None:
    set_values(small, users, small.id("li"), email="li@us.example")
    plain = Mail(name="The Boss", address="boss@us.example", text="hello")
    assert refusal(small, "door", mailing.take_mail, plain).code == "mail_own"


@pytest.mark.parametrize(
    ("text", "phones"),
    [
        ("Price? Please call me on 0113 496 0142", ["+441134960142"]),
        ("请报价，我的电话是 +86 138 0013 8000", ["+8613800138000"]),
        ("Bitte rufen Sie mich an: +49 171 2345678", ["+491712345678"]),
        ("Our agent Bob has 0113 496 0142", []),
    ],
)
def test_a_number_in_a_sentence_is_theirs_if_it_says_so(small: Company, text: str, phones: list[str]) -> None:
    taken = receive(small, name="Ann Lee", address="ann@acme.example", text=text)
    keys = select(contact_points.c.reach_key).where(
        contact_points.c.customer_id == taken.customer_id, contact_points.c.kind == "phone"
    )
    assert small.database.read_as(lambda session: list(session.values(keys)), small.clock.now) == phones


def test_a_firm_that_writes_under_its_own_name_is_the_customer(small: Company) -> None:
    taken = receive(small, name="Acme Works Ltd", address="info@acme.example", text="price?")
    assert (taken.customer, taken.contact) == ("Acme Works Ltd", "")
