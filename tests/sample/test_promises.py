"""A made company obeys what a real one obeys: each question looks for what should not be, and finds nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.engines import Engines
from tests.sample.conftest import NOW
from tests.sample.figures import Figures
from tuicrm.sample.company import make
from tuicrm.store import migrate
from tuicrm.store.database import Database

NOW_TEXT = NOW.strftime("%Y-%m-%d %H:%M:%S.%f")


def make_other(url: str) -> None:
    database = Database(url)
    migrate.ensure(database)
    make(database, NOW, "en", seed=2024)
    database.close()


@pytest.fixture(scope="module")
def other(engines: Engines) -> Iterator[Database]:
    """The company of another seed."""
    database = Database(engines.original("sqlite", make_other))
    yield database
    database.close()


@pytest.fixture(scope="module", params=["english", "chinese", "other"])
def figures(request: pytest.FixtureRequest) -> Figures:
    database: Database = request.getfixturevalue(request.param)
    return Figures(str(database.url.database))


PEOPLE = [
    ("done before its owner joined", "action a join user u on u.id = owner_id where done_on < joined_on"),
    (
        "planned for one who has left",
        "action a join user u on u.id = owner_id where state = 'planned' and left_on is not null",
    ),
    (
        "open with one who has left",
        "project p join user u on u.id = owner_id where state = 'open' and left_on is not null",
    ),
    ("held by one who has left", "customer c join user u on u.id = owner_id where left_on is not null"),
    ("credited before joining", 'credit c join user u on u.id = user_id where "on" < joined_on'),
    (
        "credited on leave",
        'credit c join user_leave l on l.user_id = c.user_id where "on" between from_on and to_on and '
        "share_ppm > 500000",
    ),
    ("on leave after leaving", "user_leave l join user u on u.id = user_id where from_on > left_on"),
    ("on leave before joining", "user_leave l join user u on u.id = user_id where from_on < joined_on"),
    ("leave that ends first", "user_leave where to_on < from_on"),
    (
        "two leaves at once",
        "user_leave a join user_leave b on a.user_id = b.user_id and a.id < b.id where a.from_on <= b.to_on "
        "and b.from_on <= a.to_on",
    ),
    ("membership that ends first", "membership where to_on <= from_on"),
    (
        "two memberships at once",
        "membership a join membership b on a.user_id = b.user_id and a.id < b.id where b.from_on < "
        "coalesce(a.to_on, '9999')",
    ),
    (
        "role other than the last membership's",
        "user u join membership m on m.user_id = u.id and m.to_on is null where m.role <> u.role",
    ),
    (
        "target before joining",
        "target t join user u on u.id = user_id where t.month < cast(substr(joined_on, 1, 4) as int) * 12 + "
        "cast(substr(joined_on, 6, 2) as int)",
    ),
    (
        "targets out of order",
        "target where not (0 < amount_minor and amount_minor < stretch_minor and stretch_minor < challenge_minor)",
    ),
    ("person without a seat's cost", "user where id not in (select user_id from seat_cost)"),
    ("handed over to oneself", "handover where from_id = to_id"),
    ("accepted before it was given", "handover where accepted_at <= given_at"),
    ("due before it was given", "handover where due_on < date(given_at)"),
]

DAYS = [
    ("done at a weekend", "action where done_on < '2026-11-23' and strftime('%w', done_on) in ('0', '6')"),
    ("closed at a weekend", "project where closed_on < '2026-11-23' and strftime('%w', closed_on) in ('0', '6')"),
    ("bought at a weekend", "purchase where strftime('%w', bought_on) in ('0', '6')"),
    ("planned at a weekend", "action where state = 'planned' and strftime('%w', planned_on) in ('0', '6')"),
    ("done in the future", "action where done_at >= :now"),
    ("created in the future", "action where created_at >= :now"),
    ("asked in the future", "inquiry where came_at >= :now"),
    ("answered in the future", "inquiry where answered_at >= :now"),
    ("answered before it was asked", "inquiry where answered_at < came_at"),
    ("customer of the future", "customer where created_at >= :now"),
    ("project of the future", "project where created_at >= :now or closed_at >= :now or stage_since_at >= :now"),
    ("held in the future", "ownership where from_at >= :now"),
    ("bought in the future", "purchase where bought_on > '2026-11-23'"),
    ("moved in the future", "stage_history where entered_at >= :now"),
    ("accepted in the future", "handover where accepted_at >= :now"),
    ("checked in the future", "criterion_check where ticked_at >= :now"),
    (
        "project before its customer",
        "project p join customer c on c.id = customer_id where p.created_at < c.created_at",
    ),
    ("inquiry before its customer", "inquiry i join customer c on c.id = customer_id where i.came_at < c.created_at"),
    ("action before its customer", "action a join customer c on c.id = customer_id where a.done_at < c.created_at"),
    ("closed before it was created", "project where closed_on < created_on"),
    ("campaign that ends first", "campaign where ends_on < starts_on"),
    ("campaign of the future", "campaign where ends_on > '2026-11-23'"),
    ("need met before it was asked", "customer_need where met_on < asked_on or lost_on < asked_on"),
    ("cycle other than its days", "project where cycle_days <> julianday(closed_on) - julianday(created_on)"),
    ("open for years on an old day", "project where state = 'open' and created_on < '2024-11-01'"),
]


@pytest.mark.parametrize("wrong", [pytest.param(sql, id=name) for name, sql in PEOPLE])
def test_no_person_is(figures: Figures, wrong: str) -> None:
    assert figures.one(f"select count(*) from {wrong}") == 0


@pytest.mark.parametrize("wrong", [pytest.param(sql, id=name) for name, sql in DAYS])
def test_nothing_is(figures: Figures, wrong: str) -> None:
    assert figures.one(f"select count(*) from {wrong.replace(':now', repr(NOW_TEXT))}") == 0


def test_li_wei_has_claimed_no_more_than_the_rule_allows(figures: Figures) -> None:
    [(login, number)] = figures.ask(
        "select login, count(*) from ownership o join user u on u.id = o.owner_id"
        " where how = 'claim' and from_at >= '2026-11-23' group by 1"
    )
    assert (login, number) in (("li", 3), ("liwei", 3))


def test_nobody_holds_more_than_the_limit_of_the_team(figures: Figures) -> None:
    most = figures.one(
        "select max(n) from (select count(*) n from customer group by owner_id having owner_id is not null)"
    )
    assert most <= 200


def test_the_founder_is_the_administrator_and_nobody_s_seller(figures: Figures) -> None:
    [(role, team, left)] = figures.ask("select role, team_id, left_on from user where id = 1")
    assert (role, team, left) == ("administrator", None, None)
    assert figures.one("select count(*) from customer where owner_id = 1") == 0
