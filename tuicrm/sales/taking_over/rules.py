"""The rules of an import: look at the ground, begin, take rows over, finish; or rehearse all of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tuicrm.plain.language import N_
from tuicrm.sales import wording
from tuicrm.sales.home import home
from tuicrm.sales.rules import rule
from tuicrm.sales.taking_over import finishing, starting
from tuicrm.sales.taking_over.arrivals import Batch, Declared, Taken
from tuicrm.sales.taking_over.finishing import Finished
from tuicrm.sales.taking_over.starting import Begun
from tuicrm.sales.taking_over.taking import take
from tuicrm.sales.taking_over.work import Work
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.funnel import funnels

wording.add_sentences({"no_funnel": N_("There is no funnel {funnel} any more. Import again from the beginning.")})


@dataclass(frozen=True)
class Ground:
    """What the reading of a file has to know of the database."""

    currency: str
    zone: str
    region: str


class Rehearsed(Exception):
    """The end of a rehearsal: everything was done, and is taken back by this exception."""

    def __init__(self, taken: Sequence[Taken], finished: Finished) -> None:
        super().__init__()
        self.taken = tuple(taken)
        self.finished = finished


@rule("import.ground", right="manage")
def ground(session: Session, actor: Actor, *, now: datetime) -> Ground:
    """Say in which currency, zone and region files are read that do not say it themselves."""
    house = home(session)
    return Ground(house.currency, house.zone, house.region)


@rule("import.begin", right="manage", writes=True)
def begin(session: Session, actor: Actor, declared: Declared, *, now: datetime) -> Begun:
    """Make what the rows need where it is missing: home currency, funnel, stages, own fields."""
    return starting.begin(session, declared)


@rule("import.take_over", right="manage", writes=True, refuses=("no_funnel",))
def take_over(session: Session, actor: Actor, batch: Batch, *, now: datetime) -> Taken:
    """Take in a batch of rows.

    What came before is known by its id in the other system: unchanged rows are skipped; of changed ones the fields
    are set that were not edited here since. A row with something wrong is refused whole, and the others come in.
    Exit criteria are not asked: what a file tells has happened.

    Raises:
        Refused: `no_funnel`: begin first.
    """
    return _take(session, actor, batch, now)


@rule("import.finish", right="manage", writes=True)
def finish(
    session: Session, actor: Actor, system: str, *, owner_from_projects: bool = False, now: datetime
) -> Finished:
    """Draw the conclusions that only all rows together allow."""
    return finishing.finish(Work(session, actor, now, system), owner_from_projects=owner_from_projects)


@rule("import.rehearse", right="manage", writes=True)
def rehearse(
    session: Session, actor: Actor, declared: Declared, batches: Sequence[Batch], *, owner_from_projects: bool = False,
    now: datetime,
) -> None:  # fmt: skip
    """Do all of it in one transaction and take it back.

    Raises:
        Rehearsed: always, with what an import would have done.
    """
    starting.begin(session, declared)
    taken = []
    for batch in batches:
        taken.append(_take(session, actor, batch, now))
        change.write_trail(session)  # the next batch reads in it what came from files, as in an import
        session.entries.clear()
    work = Work(session, actor, now, declared.system)
    raise Rehearsed(taken, finishing.finish(work, owner_from_projects=owner_from_projects))


def _take(session: Session, actor: Actor, batch: Batch, now: datetime) -> Taken:
    work = Work(session, actor, now, batch.system, batch.funnel)
    session.lock(funnels, work.funnel_id)  # two imports at once wait for each other instead of colliding
    return take(work, batch)
