"""One key, one act: whatever is repeated, refused or comes from another window, it happens once or not at all."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.store import toy as rules
from tests.store.toy import NOW, clock
from tuicrm.plain.ids import uuid7
from tuicrm.store import change, codec
from tuicrm.store.database import Database
from tuicrm.store.errors import NotAllowed, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import users
from tuicrm.store.tables.system import changes, operations


def count(database: Database, table: object = customers) -> int:
    return int(database.read_as(lambda session: session.value(select(func.count()).select_from(table)), NOW))  # type: ignore[arg-type]


def test_answer_comes_from_the_first_time_also_later_and_on_another_connection(small_toy: Database) -> None:
    key = uuid7()
    first = small_toy.as_("li", clock).write(rules.make, "Acme", key=key)
    other = Database(small_toy.url.render_as_string(hide_password=False))
    again = other.as_("li", lambda: NOW + timedelta(days=400)).write(rules.make, "Acme", key=key)
    other.close()
    assert (again, again.at) == (first, NOW)
    assert count(small_toy) == 1


def test_arguments_of_the_second_time_do_not_count(small_toy: Database) -> None:
    key = uuid7()
    desk = small_toy.as_("li", clock)
    first = desk.write(rules.make, "Acme", key=key)
    assert desk.write(rules.make, "Zenith", key=key) == first
    assert desk.read(rules.names) == ("Acme",)


def test_two_keys_are_two_acts(small_toy: Database) -> None:
    desk = small_toy.as_("li", clock)
    assert desk.write(rules.make, "Acme", key=uuid7()).id != desk.write(rules.make, "Acme", key=uuid7()).id
    assert desk.write(rules.make, "Acme").id != desk.write(rules.make, "Acme").id
    assert count(small_toy) == 4


def test_key_of_a_refused_act_is_free_again(small_toy: Database) -> None:
    desk = small_toy.as_("li", clock)
    held = desk.write(rules.make, "Acme").id
    key = uuid7()
    with pytest.raises(Refused):
        desk.write(rules.take, held, 0, key=key)
    assert count(small_toy, select(operations).where(operations.c.key == key).subquery()) == 0
    assert desk.write(rules.take, held, 5, key=key) == held


def test_who_has_no_right_learns_nothing_by_a_key(small_toy: Database) -> None:
    key = uuid7()
    small_toy.as_("li", clock).write(rules.make, "Acme", key=key)
    with pytest.raises(NotAllowed):
        small_toy.as_("nobody", clock).write(rules.make, "Acme", key=key)


def test_act_reads_or_writes_as_the_rule_needs(small_toy: Database) -> None:
    desk = small_toy.as_("li", clock)
    desk.act(rules.make, "Acme")
    assert desk.act(rules.names) == ("Acme",)
    assert count(small_toy, select(operations).where(operations.c.rule == "toy.names").subquery()) == 0


def test_operation_says_who_when_through_what_and_with_which_result(small_toy: Database) -> None:
    key = uuid7()
    made = small_toy.as_("li", clock, through="screen").write(rules.make, "Acme", key=key)
    row = small_toy.read_as(lambda session: session.first(select(operations).where(operations.c.key == key)), NOW)
    li = small_toy.read_as(lambda session: session.value(select(users.c.id).where(users.c.login == "li")), NOW)
    assert (row.rule, row.actor_id, row.at, row.through) == ("toy.make", li, NOW, "screen")
    assert codec.from_json(row.result) == made
    assert (row.undo, row.undoes) == (None, None)


def test_every_line_of_the_trail_has_its_operation(small_toy: Database) -> None:
    small_toy.as_("li", clock).write(rules.make, "Acme")
    orphans = select(func.count()).where(changes.c.operation_key.not_in(select(operations.c.key)))
    assert small_toy.read_as(lambda session: session.value(orphans), NOW) == 0


def test_failure_after_many_writes_leaves_nothing(small_toy: Database) -> None:
    before = count(small_toy), count(small_toy, changes), count(small_toy, operations)

    def fail(session: Session) -> None:
        for number in range(20):
            rules.add_customer(session, f"n{number}", NOW)
        change.set_setting(session, "currency", "CNY")
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        small_toy.write_as(fail, NOW)
    assert (count(small_toy), count(small_toy, changes), count(small_toy, operations)) == before


@pytest.mark.parametrize(
    ("zone", "hour", "is_in"),
    [
        pytest.param("UTC", 23, True, id="the last hour of the last day"),
        pytest.param("UTC", 24, False, id="midnight after it"),
        pytest.param("Asia/Shanghai", 15, True, id="the last hour in Shanghai"),
        pytest.param("Asia/Shanghai", 16, False, id="midnight in Shanghai"),
        pytest.param("America/Los_Angeles", 31, True, id="the last hour in Los Angeles"),
        pytest.param("America/Los_Angeles", 32, False, id="midnight in Los Angeles"),
    ],
)
def test_who_leaves_is_in_until_the_end_of_the_last_day_of_the_team(
    small_toy: Database, zone: str, hour: int, is_in: bool
) -> None:
    day = NOW.replace(hour=0)

    def leave(session: Session) -> None:
        change.set_setting(session, "zone", zone)
        li = session.value(select(users.c.id).where(users.c.login == "li"))
        change.update(session, users, li, left_on=day.date())

    small_toy.write_as(leave, NOW)
    desk = small_toy.as_("li", lambda: day + timedelta(hours=hour))
    if is_in:
        assert desk.read(rules.names) == ()
        return
    for act in (lambda: desk.read(rules.names), lambda: desk.write(rules.make, "Acme")):
        with pytest.raises(NotAllowed) as refused:
            act()
        assert refused.value.facts["right"] == "login_left"


@pytest.mark.parametrize("login", ["", " li", "LI", "li ", "li' or '1'='1", "%", "李", "li\0"])
def test_login_is_taken_letter_by_letter(small_toy: Database, login: str) -> None:
    with pytest.raises(NotAllowed):
        small_toy.as_(login, clock).read(rules.names)


def test_user_put_aside_is_out_at_the_next_act(small_toy: Database) -> None:
    desk = small_toy.as_("li", clock)
    desk.write(rules.make, "Acme")
    li = small_toy.read_as(lambda session: session.value(select(users.c.id).where(users.c.login == "li")), NOW)
    small_toy.write_as(lambda session: change.update(session, users, li, archived_at=NOW), NOW)
    with pytest.raises(NotAllowed):
        desk.read(rules.names)
