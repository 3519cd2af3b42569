"""What a customer or project is found by, and by what it is not any more."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from tests.store import toy as rules
from tests.store.test_change import add_project
from tests.store.toy import NOW
from tuicrm.store import change
from tuicrm.store.database import Database
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import contact_points, contacts, customers
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.system import tokens
from tuicrm.store.tokens import NOTE, matching

Write = Callable[[Session], object]


def found(database: Database, query: str, kind: str = "customer", *more: str) -> set[int]:
    def ask(session: Session) -> set[int]:
        statement = matching(session, kind, query, *more)
        return set() if statement is None else set(session.values(statement))

    return database.read_as(ask, NOW)


def customer(database: Database, name: str) -> int:
    return database.write_as(lambda session: rules.add_customer(session, name, NOW), NOW)


def contact(session: Session, customer_id: int, name: str = "Sarah Whitcombe", phone: str = "+442079460123") -> int:
    person = change.insert(session, contacts, customer_id=customer_id, name=name, name_sort=name.casefold())
    change.insert(
        session, contact_points, customer_id=customer_id, contact_id=person, kind="phone", value=phone, reach_key=phone
    )
    return person


@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("Vantage Tooling Ltd", ["vantage", "VANT", "tool van", "ltd", " tooling  "]),
        ("北京星海精工机械有限公司", ["星海", "精工机械", "北京 机械", "beijing", "xinghai"]),
        ("Müller & Söhne", ["muller", "MÜLLER", "sohne", "söhne mü"]),
        ("O'Brien", ["obrien", "o'brien", "brien"]),
        ("3M Deutschland", ["3m", "deutsch 3m"]),
        ("𠮷野家", ["野家"]),
        ("ＡＣＭＥ　Ｌｔｄ", ["acme", "ltd"]),
    ],
)
def test_name_is_found_as_people_type_it(small_toy: Database, name: str, queries: list[str]) -> None:
    here = customer(small_toy, name)
    customer(small_toy, "Somebody Else")
    assert [query for query in queries if found(small_toy, query) != {here}] == []


@pytest.mark.parametrize("query", ["", " ", "%", "_", "'", "--", "\0", "*", "\U0010ffff", "()", "👩‍👩‍👧‍👦"])
def test_query_without_a_word_finds_nobody(small_toy: Database, query: str) -> None:
    customer(small_toy, "Acme")
    assert found(small_toy, query) == set()


@pytest.mark.parametrize("few", [0, 1, 3, 2_000])
def test_every_word_has_to_match_however_many_hold_each(
    toy: Database, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looked at one by one or laid over each other: the same customers, on every engine."""
    names = ("Vantage Pumps Leeds", "Vantage Pumps", "Vantage Tools", "Nord Pumps", "北京联成仪器", "北京仪器 Pumps")
    ids = {name: customer(toy, name) for name in names}
    monkeypatch.setattr("tuicrm.store.tokens.FEW", few)
    expected = {
        "vantage pumps": names[:2],
        "pumps vantage": names[:2],
        "van pum lee": names[:1],
        "pumps": (*names[:2], *names[3::2]),
        "北京 仪器": names[4:],
        "仪器 pum": names[5:],
        "yiqi bj": names[4:],
        "vantage nord": (),
        "vantage vantage": names[:3],
    }
    for query, those in expected.items():
        assert found(toy, query) == {ids[name] for name in those}, query


@pytest.mark.parametrize("query", ["antage", "vantages", "vantage x", "%an%", "v_ntage", "zzz", "星"])
def test_what_is_not_the_beginning_of_a_word_does_not_match(small_toy: Database, query: str) -> None:
    customer(small_toy, "Vantage")
    assert found(small_toy, query) == set()


@pytest.mark.parametrize(
    "put_aside",
    [
        pytest.param(lambda s, one: change.update(s, contacts, one, archived_at=NOW), id="the contact"),
        pytest.param(lambda s, one: change.update(s, contacts, one, name="Tom"), id="the contact's name"),
    ],
)
def test_contact_that_is_gone_finds_the_customer_no_more(
    small_toy: Database, put_aside: Callable[[Session, int], object]
) -> None:
    here = customer(small_toy, "Acme")
    person = small_toy.write_as(lambda session: contact(session, here), NOW)
    assert found(small_toy, "sarah") == {here}
    small_toy.write_as(lambda session: put_aside(session, person), NOW)
    assert found(small_toy, "sarah") == set()
    assert found(small_toy, "acme") == {here}


def test_telephone_that_is_set_aside_finds_nobody(small_toy: Database) -> None:
    here = customer(small_toy, "Acme")
    small_toy.write_as(lambda session: contact(session, here), NOW)
    for query in ("0123", "+44 20 7946 0123", "020 7946 0123", "79460123"):
        assert found(small_toy, query) == {here}, query
    point = small_toy.read_as(lambda session: session.value(select(contact_points.c.id)), NOW)
    small_toy.write_as(lambda session: change.update(session, contact_points, point, archived_at=NOW), NOW)
    assert found(small_toy, "0123") == set()


def test_contact_that_goes_to_another_customer_is_found_there(small_toy: Database) -> None:
    old, new = customer(small_toy, "Acme"), customer(small_toy, "Zenith")
    person = small_toy.write_as(lambda session: contact(session, old), NOW)
    point = small_toy.read_as(lambda session: session.value(select(contact_points.c.id)), NOW)

    def move(session: Session) -> None:
        change.update(session, contacts, person, customer_id=new)
        change.update(session, contact_points, point, customer_id=new)

    small_toy.write_as(move, NOW)
    assert (found(small_toy, "whitcombe"), found(small_toy, "0123")) == ({new}, {new})


def test_project_follows_its_customers_name_and_its_own(small_toy: Database) -> None:
    here, other = customer(small_toy, "Acme"), customer(small_toy, "Zenith")
    project = small_toy.write_as(lambda session: add_project(session, customer_id=here, name="PX line"), NOW)
    steps: list[tuple[Write, str, str]] = [
        (lambda s: change.update(s, customers, here, name="Borealis"), "borealis", "acme"),
        (lambda s: change.update(s, projects, project, name="Robot cell"), "robot", "px"),
        (lambda s: change.update(s, projects, project, customer_id=other), "zenith", "borealis"),
        (lambda s: change.update(s, projects, project, customer_id=None), "robot", "zenith"),
    ]
    for write, finds, finds_no_more in steps:
        small_toy.write_as(write, NOW)
        assert (found(small_toy, finds, "project"), found(small_toy, finds_no_more, "project")) == ({project}, set())


def test_words_of_projects_and_customers_stay_apart(small_toy: Database) -> None:
    here = customer(small_toy, "Acme")
    small_toy.write_as(lambda session: add_project(session, customer_id=here, name="Robot cell"), NOW)
    assert found(small_toy, "robot") == set()


def test_change_of_something_else_touches_no_word(small_toy: Database) -> None:
    here = customer(small_toy, "Acme")
    all_words = select(func.count()).select_from(tokens)
    before = small_toy.read_as(lambda session: session.value(all_words), NOW)
    small_toy.write_as(
        lambda session: change.update(session, customers, here, industry="Robot cell", city="Leeds"), NOW
    )
    assert small_toy.read_as(lambda session: session.value(all_words), NOW) == before


@pytest.mark.parametrize(
    ("noted", "finds", "not_"),
    [
        (
            "Wants the PX-200, budget in May; met at Hannover",
            ["px200", "px", "budget may", "HANNO"],
            ["x-200", "zen px"],
        ),
        ("要求三月份前交货，王总不喜欢电话", ["交货", "三月", "王总", "acme 交货"], ["jiaohuo", "货王"]),
        ("", [], ["budget"]),
    ],
)
def test_what_is_noted_finds_a_customer_in_lists_and_is_no_part_of_its_name(
    small_toy: Database, noted: str, finds: list[str], not_: list[str]
) -> None:
    here, other = customer(small_toy, "Acme"), customer(small_toy, "Zenith")
    small_toy.write_as(lambda session: change.update(session, customers, here, note=noted or None), NOW)
    assert [one for one in finds if found(small_toy, one, "customer", NOTE) != {here}] == []
    assert [one for one in (*not_, "zenith budget") if found(small_toy, one, "customer", NOTE)] == []
    assert [one for one in finds if found(small_toy, one)] == [], "a name is not looked up by it"
    assert found(small_toy, "zenith", "customer", NOTE) == {other}
    small_toy.write_as(lambda session: change.update(session, customers, here, note=None), NOW)
    assert [one for one in finds if found(small_toy, one, "customer", NOTE)] == []


def test_what_is_noted_on_a_contact_goes_with_the_contact(small_toy: Database) -> None:
    old, new = customer(small_toy, "Acme"), customer(small_toy, "Zenith")
    person = small_toy.write_as(lambda session: contact(session, old), NOW)
    small_toy.write_as(lambda session: change.update(session, contacts, person, note="plays golf"), NOW)
    assert found(small_toy, "golf", "customer", NOTE) == {old}
    small_toy.write_as(lambda session: change.update(session, contacts, person, customer_id=new), NOW)
    assert found(small_toy, "golf", "customer", NOTE) == {new}
    small_toy.write_as(lambda session: change.update(session, contacts, person, archived_at=NOW), NOW)
    assert found(small_toy, "golf", "customer", NOTE) == set()


def test_of_a_very_long_note_the_beginning_counts(small_toy: Database) -> None:
    here = customer(small_toy, "Acme")
    text = "first " + "word " * 1000 + "last"
    small_toy.write_as(lambda session: change.update(session, customers, here, note=text), NOW)
    assert found(small_toy, "first word", "customer", NOTE) == {here}
    assert found(small_toy, "last", "customer", NOTE) == set()
