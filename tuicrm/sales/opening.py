"""Sit down at a database: make or check it, let its first user in, find out who asks."""

from dataclasses import dataclass

from tuicrm.sales.founding import found
from tuicrm.sales.people import Me, me
from tuicrm.store import migrate
from tuicrm.store.database import Clock, Database, Desk, Guard, clock


@dataclass(frozen=True)
class Seat:
    """An opened database, the desk of who sits there, and who that is."""

    database: Database
    desk: Desk
    me: Me
    is_new: bool


@dataclass(frozen=True)
class Beginning:
    """What a new database begins with; of no meaning for one that is there already."""

    currency: str = "USD"
    zone: str = "UTC"
    region: str = "US"


def sit_down(
    url: str, login: str, *, beginning: Beginning = Beginning(), through: str = "cli", clock: Clock = clock,
    guard: Guard | None = None,
) -> Seat:  # fmt: skip
    """Open a database for a login.

    An empty one is made ready, and its first login becomes the administrator. In one with people in it
    an unknown login is not let in.

    Args:
        guard: asked in each transaction whether who came in through a door still may.
    Raises:
        NotAllowed: `login` (unknown) or `login_left`.
        DatabaseProblem: unreachable, too new, too old, not ours.
    """
    database = Database(url)
    migrate.ensure(database)
    now = clock()
    is_new = found(database, login, now, currency=beginning.currency, zone=beginning.zone, region=beginning.region)
    desk = database.as_(login, clock, through, guard)
    return Seat(database, desk, desk.read(me), is_new)
