"""The change feed on one database: told once, in order, by whom, and nothing that was taken back by a failure."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.store import toy as rules
from tests.store.toy import NOW, clock
from tuicrm.store import change
from tuicrm.store.database import Database
from tuicrm.store.errors import Refused
from tuicrm.store.feed import Feed
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers


@pytest.fixture
def feed(small_toy: Database) -> Iterator[Feed]:
    made = Feed(small_toy)
    yield made
    made.close()


@pytest.fixture
def other(small_toy: Database) -> Iterator[Database]:
    """Another program at the same file."""
    made = Database(small_toy.url.render_as_string(hide_password=False))
    yield made
    made.close()


def seen(feed: Feed) -> list[tuple[str, int]]:
    return [(line.kind, line.record_id) for line in feed.look().lines]


def test_what_was_there_before_is_no_news(small_toy: Database) -> None:
    small_toy.as_("li", clock).write(rules.make, "Acme")
    feed = Feed(small_toy)
    assert (seen(feed), feed.look().everything) == ([], False)
    feed.close()


def test_lines_come_in_the_order_in_which_they_were_written(feed: Feed, other: Database) -> None:
    feed.look()
    made = [other.as_("li", clock).write(rules.make, name).id for name in ("Acme", "Bolt", "Cord")]
    assert seen(feed) == [("customer", one) for one in made]
    assert seen(feed) == []


def test_each_line_knows_its_operation_and_its_actor(feed: Feed, other: Database) -> None:
    feed.look()
    for login in ("li", "boss"):
        other.as_(login, clock).write(rules.make, login)
    lines = feed.look().lines
    assert len({line.operation for line in lines}) == 2
    assert len({line.actor_id for line in lines}) == 2


def test_what_the_program_does_itself_has_no_actor(feed: Feed, other: Database) -> None:
    feed.look()
    other.write_as(lambda session: rules.add_customer(session, "Acme", NOW), NOW)
    assert [line.actor_id for line in feed.look().lines] == [None]


def test_refused_and_failed_acts_are_no_news(feed: Feed, other: Database) -> None:
    feed.look()
    with pytest.raises(Refused):
        other.as_("li", clock).write(rules.half)

    def fail(session: Session) -> None:
        rules.add_customer(session, "x", NOW)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        other.write_as(fail, NOW)
    assert seen(feed) == []


def test_repeated_act_and_empty_change_are_no_news(feed: Feed, other: Database) -> None:
    from tuicrm.plain.ids import uuid7

    key = uuid7()
    made = other.as_("li", clock).write(rules.make, "Acme", key=key).id
    feed.look()
    feed.look()
    other.as_("li", clock).write(rules.make, "Acme", key=key)
    other.write_as(lambda session: change.update(session, customers, made, name="Acme"), NOW)
    assert seen(feed) == []


def test_clock_of_another_machine_does_not_matter(feed: Feed, other: Database) -> None:
    feed.look()
    made = [
        other.as_("li", lambda days=days: NOW + timedelta(days=days)).write(rules.make, str(days)).id
        for days in (400, -400, 0)
    ]
    assert seen(feed) == [("customer", one) for one in made]


def test_two_watchers_each_see_all(small_toy: Database, other: Database) -> None:
    one, two = Feed(small_toy), Feed(small_toy)
    one.look()
    two.look()
    made = other.as_("li", clock).write(rules.make, "Acme").id
    assert seen(one) == seen(two) == [("customer", made)]
    one.close()
    two.close()


def test_watcher_can_be_closed_twice_and_looked_with_again(small_toy: Database, other: Database) -> None:
    feed = Feed(small_toy)
    feed.look()
    feed.close()
    feed.close()
    made = other.as_("li", clock).write(rules.make, "Acme").id
    assert seen(feed) == [("customer", made)]
    feed.close()
