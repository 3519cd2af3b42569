"""A year of the sample company's pool: nobody loses a customer without having been told for as long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import select, update

from tests.engines import Make
from tests.sample.conftest import NOW, make_english
from tuicrm.sales import pool
from tuicrm.sales.home import home
from tuicrm.sales.pool.policy import policy
from tuicrm.store import change
from tuicrm.store.actor import Actor, by_login
from tuicrm.store.database import Database
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers, ownerships
from tuicrm.store.tables.holding import recycle_warnings
from tuicrm.store.tables.people import users

DAYS = (*range(0, 92, 7), *range(98, 366, 28))
"""A run each week of the first quarter, and each fourth week after it: each day of a year takes half a minute."""


class Year:
    """What is noted down each day, beside what the program keeps."""

    def __init__(self, session: Session, boss: Actor) -> None:
        self.session, self.boss = session, boss
        self.stands: dict[int, tuple[date, int]] = {}
        self.gone: list[tuple[pool.Returning, date, int]] = []
        self.saved = 0

    def day(self, nth: int) -> None:
        """Look at the list in the morning, let people call every third customer that stands on it, run."""
        self.session.now = now = NOW + timedelta(nth)
        today = home(self.session).day(now)
        listed = {one.customer_id: one for one in pool.warnings(self.session, self.boss, whose="all", now=now)}
        for customer_id in self.stands.keys() - listed.keys():
            del self.stands[customer_id]
        for one in listed.values():
            since, owner_id = self.stands.get(one.customer_id, (today, one.owner_id))
            self.stands[one.customer_id] = (since if owner_id == one.owner_id else today, one.owner_id)
            if one.warned_on is not None and one.customer_id % 3 == nth % 3:
                change.update(self.session, customers, one.customer_id, last_action_at=now)
                self.saved += 1
        after, is_more = 0, True
        while is_more:
            done = pool.recycle(self.session, self.boss, after, now=now)
            after, is_more = done.after, done.more
            self.gone += [(one, today, (today - self.stands[one.customer_id][0]).days) for one in done.done]


def year(session: Session) -> Year:
    """Live through it in one transaction. Five of six customers are locked, or it takes ten seconds; none goes."""
    others = customers.c.owner_id.is_not(None) & (customers.c.id % 6 != 0)
    session.connection.execute(update(customers).where(others).values(locked_until_on=date(2099, 1, 1)))
    boss = session.value(select(users.c.login).where(users.c.role == "manager").order_by(users.c.id))
    lived = Year(session, by_login(session, boss))
    for nth in DAYS:
        lived.day(nth)
    return lived


def test_everybody_who_loses_a_customer_in_a_year_was_told_for_a_week_before(
    template: Callable[[str, Make], str],
) -> None:
    database = Database(template("sqlite", make_english))
    lived = database.write_as(year, NOW)
    days = database.read_as(lambda session: policy(session).warn_days, NOW)
    assert days == 7
    assert [one.name for one, _on, stood in lived.gone if stood < days] == []
    kept = database.read_as(lambda session: session.all(select(recycle_warnings)), NOW)
    ended = [row for row in kept if row.ended == "recycled"]
    assert all((row.ended_on - row.warned_on).days >= days and row.ended_on >= row.due_on for row in ended)
    assert Counter(row.customer_id for row in ended) == Counter(one.customer_id for one, _on, _stood in lived.gone)
    assert len(lived.gone) > 50, "it is a year of work, not an empty one"
    assert lived.saved > 10, "an action keeps a customer, also on the last day"
    assert {one.rule for one, _on, _stood in lived.gone} >= {"no_project", "not_won"}
    assert all(one.customer_id % 6 == 0 for one, _on, _stood in lived.gone), "what is locked stays"
    stays = database.read_as(
        lambda session: session.all(
            select(ownerships).where(ownerships.c.how == "recycle", ownerships.c.from_at >= NOW)
        ),
        NOW,
    )
    assert sorted((row.customer_id, row.reason) for row in stays) == sorted(
        (one.customer_id, one.rule) for one, _on, _stood in lived.gone
    )
    database.close()
