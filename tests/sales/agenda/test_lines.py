"""A typed line becomes an action, in English and Chinese; what is not understood stays text."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.company import NOW, Company
from tests.sales.chances import insert, project
from tuicrm.sales import agenda
from tuicrm.sales import home as houses
from tuicrm.sales.agenda.sentence import glance
from tuicrm.store.tables.customers import contacts

FRIDAY = date(2026, 11, 27)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "kind", "when", "minutes", "subject"),
    [
        pytest.param("call fri", "call", FRIDAY, None, "", id="kind and day"),
        pytest.param("fri call", "call", FRIDAY, None, "", id="the other way round"),
        pytest.param("CALL FRI 10:00", "call", at(27, 10), None, "", id="capitals"),
        pytest.param("ring Jo about the 3 pumps fri", "call", FRIDAY, None, "Jo about the 3 pumps", id="rest is text"),
        pytest.param("visit fri 10:00 2h", "visit", at(27, 10), 120, "", id="length"),
        pytest.param("e-mail the list tomorrow", "message", date(2026, 11, 24), None, "the list", id="hyphenated"),
        pytest.param("recall the parts", None, None, None, "recall the parts", id="no kind inside a word"),
        pytest.param("call-centre offer", "quote", None, None, "call-centre", id="no kind before a hyphen"),
        pytest.param("demo 29 feb", "demo", date(2028, 2, 29), None, "", id="the next leap day"),
        pytest.param("周五 上午10点 演示", "demo", at(27, 10), None, "", id="chinese"),
        pytest.param("明天打电话", "call", date(2026, 11, 24), None, "", id="chinese without blanks"),
        pytest.param("下周 拜访 客户", "visit", date(2026, 11, 30), None, "客户", id="a week"),
        pytest.param("周五下午三点半 报价 1小时", "quote", at(27, 15, 30), 60, "", id="chinese length apart"),
        pytest.param("发送 资料", "task", None, None, "资料", id="chinese task"),
        pytest.param("ｃａｌｌ　周五", "call", FRIDAY, None, "", id="wide letters and blank"),
        pytest.param("", None, None, None, "", id="nothing"),
        pytest.param("   ", None, None, None, "", id="blanks"),
        pytest.param("？！", None, None, None, "？！", id="only marks"),
    ],
)
def test_a_line_without_names(text: str, kind: str | None, when: Any, minutes: int | None, subject: str) -> None:
    said = glance(text, NOW)
    assert (said.kind, said.at or said.on, said.minutes, said.subject) == (kind, when, minutes, subject)


@pytest.mark.parametrize(
    ("text", "promise", "subject"),
    [
        ("we owe the data sheet", "ours", "the data sheet"),
        ("They owe: an answer", "theirs", "an answer"),
        ("我欠：报告", "ours", "报告"),
        ("对方承诺 回复", "theirs", "回复"),
        ("they owed much", None, "they owed much"),
    ],
)
def test_a_promise_is_heard(text: str, promise: str | None, subject: str) -> None:
    said = glance(text, NOW)
    assert (said.promise, said.subject) == (promise, subject)


@pytest.mark.parametrize(
    ("text", "customer", "subject"),
    [
        pytest.param("call Acme fri", "Acme", "", id="a name"),
        pytest.param("call acme fri", "Acme", "", id="in small letters"),
        pytest.param("Maß nehmen bei Acme, visit fri", "Acme", "Maß nehmen bei", id="after a letter that folds to two"),
        pytest.param("Maß call Straßenbau Groß fri", "Straßenbau Groß", "Maß", id="a name with such letters"),
        pytest.param("İzmir: call Acme fri", "Acme", "İzmir", id="a letter that grows when made small"),
        pytest.param("周五 打电话 联成", "北京联成互动", "", id="part of a chinese name"),
        pytest.param("明天 拜访 北京联成互动 谈合同", "北京联成互动", "谈合同", id="a whole chinese name"),
        pytest.param("call Ac fri", None, "Ac", id="a beginning is no name"),
        pytest.param("call Gone fri", None, "Gone", id="set aside"),
        pytest.param("call Foreign fri", None, "Foreign", id="another team's"),
    ],
)
def test_a_customer_is_found_in_the_line(named: Company, text: str, customer: str | None, subject: str) -> None:
    said = named.desk("li").read(agenda.read_line, text)
    assert (said.customer, said.subject) == (customer, subject)
    assert said.on in (FRIDAY, date(2026, 11, 24))


@pytest.fixture
def named(small_company: Company) -> Company:
    for name in ("Acme", "Straßenbau Groß", "北京联成互动"):
        small_company.customer(name, owner="li")
    small_company.customer("Gone", archived_at=NOW)
    small_company.customer("Foreign", owner="kuhn")
    return small_company


def test_people_and_projects_are_named_by_their_signs(named: Company) -> None:
    acme = named.desk("li").read(agenda.read_line, "call Acme").customer_id
    insert(named, contacts, customer_id=acme, name="Jo Novak", name_sort="jo novak")
    insert(named, contacts, customer_id=acme, name="Li Na", name_sort="li na")
    made = project(named, "ERP", customer_id=acme)
    read = named.desk("li").read
    said = read(agenda.read_line, "call @novak fri +acme-erp")
    assert (said.project_id, said.customer, said.contact, said.user) == (made, "Acme", "Jo Novak", None)
    wide = read(agenda.read_line, "周五 电话 ＠novak ＋acme-erp")
    assert (wide.project_id, wide.contact) == (made, "Jo Novak")
    assert read(agenda.read_line, "call @li fri", customer_id=acme).contact == "Li Na"
    assert read(agenda.read_line, "call @li fri").user == "Li Wei"
    assert read(agenda.read_line, "call @wang fri").user == "F. Wang"


def test_of_two_people_of_one_name_neither_is_taken(named: Company) -> None:
    acme = named.desk("li").read(agenda.read_line, "call Acme").customer_id
    for first in ("Jo", "Al"):
        insert(named, contacts, customer_id=acme, name=f"{first} Novak", name_sort=f"{first} novak")
    said = named.desk("li").read(agenda.read_line, "call @novak fri", customer_id=acme)
    assert (said.contact, said.user, said.trouble) == (None, None, ("@novak",))


@pytest.mark.parametrize(
    ("zone", "text", "expected"),
    [
        pytest.param("Asia/Shanghai", "call tomorrow 10:00", at(24, 2), id="ten in Shanghai"),
        pytest.param("America/New_York", "call tomorrow 10:00", at(24, 15), id="ten in New York"),
        pytest.param("Pacific/Kiritimati", "call today 23:59", at(23, 9, 59), id="late where the day began first"),
    ],
)
def test_times_are_those_of_the_team(small_company: Company, zone: str, text: str, expected: datetime) -> None:
    small_company.database.write_as(lambda session: houses.keep(session, zone=zone), NOW)
    said = small_company.desk("li").read(agenda.read_line, text)
    assert said.at is not None
    assert said.at.astimezone(UTC) == expected


PIECES = st.sampled_from(
    [
        "call",
        "talked",
        "1",
        "friday",
        "明天",
        "下午3点",
        "then",
        "下一步",
        "we owe",
        "@li",
        "+x",
        "Maß",
        "İ",
        "30m",
        ";",
        "\x00",
    ]
)


@settings(max_examples=25, deadline=None)
@given(text=st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=7).map(" ".join)))
@example(text="ẞ" * 30 + " call")
@example(text="1" * 300)
def test_any_line_is_read_and_invents_nothing(text: str) -> None:
    said = glance(text, NOW)
    assert set(said.subject) <= set(glance(f"{text} zz", NOW).subject) | set(text)
