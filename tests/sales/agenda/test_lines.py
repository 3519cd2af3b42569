"""A typed line becomes an action, in English and Chinese; what is not understood stays text."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.chances import insert, project
from tuicrm.sales import agenda
from tuicrm.sales import home as houses
from tuicrm.sales.agenda.called import lone_names, names_in, unsure_words, without_name
from tuicrm.sales.agenda.sentence import glance
from tuicrm.store.tables.customers import contacts, customers

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
        pytest.param("call-centre offer", "quote", None, None, "call-centre offer", id="no kind before a hyphen"),
        pytest.param("demo 29 feb", "demo", date(2028, 2, 29), None, "", id="the next leap day"),
        pytest.param("周五 上午10点 演示", "demo", at(27, 10), None, "", id="chinese"),
        pytest.param("明天打电话", "call", date(2026, 11, 24), None, "", id="chinese without blanks"),
        pytest.param("下周 拜访 客户", "visit", date(2026, 11, 30), None, "客户", id="a week"),
        pytest.param("周五下午三点半 报价 1小时", "quote", at(27, 15, 30), 60, "", id="chinese length apart"),
        pytest.param("发送 资料", "task", None, None, "资料", id="chinese task"),
        pytest.param("ｃａｌｌ　周五", "call", FRIDAY, None, "", id="wide letters and blank"),
        pytest.param("write the offer fri", "quote", FRIDAY, None, "write the offer", id="a kind in a sentence stays"),
        pytest.param("prepare a demo, then lunch", "demo", None, None, "prepare a demo, then lunch", id="in a clause"),
        pytest.param("ask whom to call fri", "call", FRIDAY, None, "ask whom to call", id="at the end of a sentence"),
        pytest.param("contract: call fri", "call", FRIDAY, None, "contract", id="a clause of its own"),
        pytest.param("fri 10:00 offer", "quote", at(27, 10), None, "", id="all that is left"),
        pytest.param("周五 准备报价", "quote", FRIDAY, None, "准备报价", id="a chinese kind in a sentence"),
        pytest.param("周五 合同 拜访", "visit", FRIDAY, None, "合同", id="a chinese kind between blanks"),
        pytest.param("", None, None, None, "", id="nothing"),
        pytest.param("   ", None, None, None, "", id="blanks"),
        pytest.param("？！", None, None, None, "？！", id="only marks"),
    ],
)
def test_a_line_without_names(text: str, kind: str | None, when: Any, minutes: int | None, subject: str) -> None:
    said = glance(text, NOW)
    assert (said.kind, said.at or said.on, said.minutes, said.subject) == (kind, when, minutes, subject)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("call every wed", date(2026, 11, 25)), ("call every friday 16:00", at(27, 16)),
        ("每周五 下午4点 电话", at(27, 16)),
        ("call every other tuesday 9:00", at(24, 9)), ("call every day", date(2026, 11, 23)),
        ("call every mon 8:00", at(30, 8)), ("call every friday from 1 dec", date(2026, 12, 4)),
        ("每月5号 电话", date(2026, 12, 5)),
    ],
)  # fmt: skip
def test_what_comes_again_begins_on_its_own_day(text: str, when: Any) -> None:
    said = glance(text, NOW)
    assert (said.at or said.on) == when


@pytest.mark.parametrize("text", ["月底前 报价", "周五之前 报价", "周五以前 报价", "周五前 报价"])
def test_the_word_by_is_no_subject(text: str) -> None:
    assert (glance(text, NOW).kind, glance(text, NOW).subject) == ("quote", "")


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
        pytest.param("Maß, call Straßenbau Groß fri", "Straßenbau Groß", "Maß", id="a name with such letters"),
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


PEOPLE = (
    ("Acme", "Jan Novak"), ("Acme", "Jan van Dyk"), ("Acme", "王芳"), ("Straßenbau Groß", "Ann Lee"),
    ("北京联成互动", "Ann Lee"), ("北京联成互动", "李小龙"), ("Foreign", "Max Hidden"), ("Gone", "Max Away"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "contact", "customer", "subject"),
    [
        pytest.param("call Jan Novak friday", "Jan Novak", "Acme", "", id="a whole name"),
        pytest.param("call jan novak friday about pumps", "Jan Novak", "Acme", "about pumps", id="in small letters"),
        pytest.param("visit Jan van Dyk fri", "Jan van Dyk", "Acme", "", id="three words"),
        pytest.param("周五上午10点 给 王芳 打电话", "王芳", "Acme", "", id="chinese with blanks"),
        pytest.param("周五上午10点给王芳打电话", "王芳", "Acme", "", id="chinese without blanks"),
        pytest.param("周五 跟李小龙开会 谈合同", "李小龙", "北京联成互动", "谈合同", id="three letters"),
        pytest.param("周五 王芳的报价", "王芳", None, None, id="what is hers is not her"),
        pytest.param("call Ann Lee fri", None, None, "Ann Lee", id="two are called so"),
        pytest.param(
            "call Ann Lee Straßenbau Groß fri", "Ann Lee", "Straßenbau Groß", "", id="the customer tells them"
        ),
        pytest.param("call Max Hidden fri", None, None, "Max Hidden", id="another team's"),
        pytest.param("call Max Away fri", None, None, "Max Away", id="set aside"),
        pytest.param("call Jan fri", None, None, "Jan", id="half a name"),
        pytest.param("call Jan Novakova fri", None, None, "Jan Novakova", id="a longer name"),
        pytest.param("call Jan, Novak fri", None, None, "Jan, Novak", id="two things"),
    ],
)
def test_a_contact_is_found_by_the_name_alone(
    named: Company, text: str, contact: str | None, customer: str | None, subject: str | None
) -> None:
    ids = {row.name: row.id for row in named.all(select(customers.c.id, customers.c.name))}
    for firm, name in PEOPLE:
        insert(named, contacts, customer_id=ids[firm], name=name, name_sort=name.lower())
    said = named.desk("li").read(agenda.read_line, text)
    if subject is None:
        assert said.contact is None
        return
    assert (said.contact, said.customer, said.subject) == (contact, customer, subject)
    assert said.on == FRIDAY or said.at == at(27, 10)
    assert not said.trouble


LONE = (
    ("Acme", "Anna Berg"), ("Acme", "J. Novak"), ("Acme", "May Chen"), ("Straßenbau Groß", "Anton van Dyk"),
    ("Straßenbau Groß", "Jo Sun"), ("北京联成互动", "Li Wang"), ("北京联成互动", "王芳"), ("Acme", "Eva Roth"),
    ("Acme", "Tom Back"), ("Straßenbau Groß", "Tom Lee"), ("Foreign", "Nina Hidden"), ("Acme", "ann small"),
    ("北京联成互动", "August Frey"), ("Acme", "Marc Friday"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "contact", "subject", "unsure"),
    [
        ("call Anna friday", "Anna Berg", "", None),
        ("call Anna fri 10:00", "Anna Berg", "", None),
        ("Call Novak fri", "J. Novak", "", None),
        ("fri 10:00 call Novak about the pumps", "J. Novak", "about the pumps", None),
        ("call May fri", "May Chen", "", None),
        ("call May Fri", "May Chen", "", None),
        ("call May Friday 10:00", "May Chen", "", None),
        ("call August fri", "August Frey", "", None),
        ("visit Sun fri", "Jo Sun", "", None),
        ("call Friday fri", "Marc Friday", "", None),
        ("call Wang fri", None, "Wang", "Wang"),  # F. Wang is one of us
        ("call Wang 北京联成互动 fri", "Li Wang", "", None),
        ("meeting with Anna fri", "Anna Berg", "", None),
        ("call back Anna fri", "Anna Berg", "back", None),
        ("Anna: call fri", "Anna Berg", "", None),
        ("Anna call fri", "Anna Berg", "", None),
        ("Anna, call fri", "Anna Berg", "", None),
        ("call Ms. Berg fri", "Anna Berg", "", None),
        ("call Mr Sun fri", "Jo Sun", "", None),
        ("send the offer to Anna fri", "Anna Berg", "the offer", None),
        ("e-mail Anna the list fri", "Anna Berg", "the list", None),
        ("call Tom fri", None, "Tom", "Tom"),
        ("call Tom Acme fri", "Tom Back", "", None),
        ("call Roth fri", None, "Roth", "Roth"),
        ("call anna fri", None, "anna", None),
        ("call ANNA fri", None, "ANNA", None),
        ("call ann fri", None, "ann", None),
        ("call Anna Roth fri", None, "Anna Roth", None),
        ("call Anton van Beek fri", None, "Anton van Beek", None),
        ("call Anna's boss fri", None, "Anna's boss", None),
        ("call Nina fri", None, "Nina", None),
        ("call Annabel fri", None, "Annabel", None),
        ("ask about Anna fri", None, "ask about Anna", None),
        ("task Back up the files fri", "Tom Back", "up the files", None),
        ("call the Berg fri", None, "the Berg", None),
        ("Berg contract fri", None, "Berg contract", None),
        ("call x@Anna fri", None, "x@Anna", None),
        ("call Anna-Lena fri", None, "Anna-Lena", None),
        ("call J fri", None, "J", None),
    ],
)
def test_one_name_is_enough_where_a_person_stands(
    named: Company, text: str, contact: str | None, subject: str, unsure: str | None
) -> None:
    ids = {row.name: row.id for row in named.all(select(customers.c.id, customers.c.name))}
    for firm, name in LONE:
        insert(named, contacts, customer_id=ids[firm], name=name, name_sort=name.lower())
    said = named.desk("li").read(agenda.read_line, text)
    assert (said.contact, said.subject) == (contact, subject)
    assert [one.word for one in said.unsure] == ([unsure] if unsure else [])
    assert said.on == FRIDAY or said.at == at(27, 10)


def test_several_are_named_and_a_name_of_several_is_said(named: Company) -> None:
    ids = {row.name: row.id for row in named.all(select(customers.c.id, customers.c.name))}
    for firm, name in LONE:
        insert(named, contacts, customer_id=ids[firm], name=name, name_sort=name.lower())
    read = named.desk("li").read
    said = read(agenda.read_line, "meeting with Anna and Novak, May fri")
    assert (said.contact, said.people, said.subject) == ("Anna Berg", ("J. Novak", "May Chen"), "")
    (one,) = read(agenda.read_line, "call Tom fri").unsure
    assert unsure_words((one,)) == (
        "Tom may be Tom Back (Acme), Tom Lee (Straßenbau Groß): add the customer, or write the whole name."
    )
    (two,) = read(agenda.read_line, "call Roth fri").unsure
    assert two.people == ("Eva Roth (Acme)", "A. Roth (one of us)")


@pytest.mark.parametrize(
    ("text", "contact", "subject"),
    [
        ("周五 给王总打电话", "王芳", ""), ("周五 跟 王经理 开会 谈合同", "王芳", "谈合同"),
        ("周五 打电话 李工", None, "李工"),
        ("周五 王总的报价", None, None), ("周五 约王女士 拜访", "王芳", ""),
    ],
)  # fmt: skip
def test_a_chinese_title_means_the_one_of_that_family_name(
    named: Company, text: str, contact: str | None, subject: str | None
) -> None:
    ids = {row.name: row.id for row in named.all(select(customers.c.id, customers.c.name))}
    for name in ("王芳", "赵一", "赵二"):
        insert(named, contacts, customer_id=ids["北京联成互动"], name=name, name_sort=name)
    said = named.desk("li").read(agenda.read_line, text, customer_id=ids["北京联成互动"])
    assert said.contact == contact
    assert subject is None or said.subject == subject
    both = named.desk("li").read(agenda.read_line, "周五 给赵总打电话", customer_id=ids["北京联成互动"])
    assert (both.contact, [one.word for one in both.unsure]) == (None, ["给赵总"])


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="Anna Tom,:'-@ call with 王", max_size=40))
def test_lone_names_stand_in_the_text(text: str) -> None:
    for word, start, end in lone_names(text, ("call", "meeting")):
        assert text[start:end].endswith(word)


def test_with_a_sign_and_by_name_both_take_part(named: Company) -> None:
    acme = named.desk("li").read(agenda.read_line, "call Acme").customer_id
    for name in ("Jan Novak", "Eva Berg"):
        insert(named, contacts, customer_id=acme, name=name, name_sort=name.lower())
    said = named.desk("li").read(agenda.read_line, "meeting Acme @berg Jan Novak fri 10:00")
    assert (said.contact, said.people, said.subject) == ("Eva Berg", ("Jan Novak",), "")
    once = named.desk("li").read(agenda.read_line, "call @novak Jan Novak fri", customer_id=acme)
    assert (once.contact, once.people, once.customer_id) == ("Jan Novak", (), acme)


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="ab 王芳李 ,给@-", max_size=30))
def test_names_in_a_text_stand_in_it(text: str) -> None:
    for name in names_in(text):
        assert name in text
        assert len(name) >= 2


@pytest.mark.parametrize(
    ("text", "name", "left"),
    [
        ("call Jan Novak now", "Jan Novak", "call now"), ("call JAN NOVAK", "Jan Novak", "call"),
        ("mail x@jan Novak", "Jan Novak", None), ("给王芳打电话", "王芳", "打电话"), ("请王芳来", "王芳", "请 来"),
        ("王芳的合同", "王芳", None), ("a.b (c", "b (c", "a."), ("", "Jan", None),
    ],
)  # fmt: skip
def test_a_name_is_cut_out_whole(text: str, name: str, left: str | None) -> None:
    assert without_name(text, name) == left


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
