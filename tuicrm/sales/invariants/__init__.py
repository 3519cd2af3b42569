"""What holds in every database at every moment, whatever rules, imports or a broken disk did."""

from collections.abc import Iterable
from datetime import datetime

from tuicrm.plain.language import N_
from tuicrm.sales.invariants.agenda import AGENDA
from tuicrm.sales.invariants.finding import Invariant, Violation
from tuicrm.sales.invariants.funnel import FUNNEL
from tuicrm.sales.invariants.money import MONEY
from tuicrm.sales.invariants.pool import POOL
from tuicrm.sales.invariants.references import references
from tuicrm.sales.rules import rule
from tuicrm.store.about import damage
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session

INVARIANTS: tuple[Invariant, ...] = (*FUNNEL, *POOL, *MONEY, *AGENDA)
LIMIT = 20
_DAMAGED = N_("The file itself is damaged: {what}. Go back to a backup.")

__all__ = ["INVARIANTS", "LIMIT", "Invariant", "Violation", "check", "violations"]


@rule("db.check", right="administer")
def violations(session: Session, actor: Actor, limit: int = LIMIT, *, now: datetime) -> tuple[Violation, ...]:
    """Look at the file and at all records, as `check` does; what is broken in the file comes first."""
    broken = (Violation("file", _DAMAGED, "file", None, what) for what in damage(session.connection))
    return (*broken, *check(session, limit=limit))


def check(session: Session, *, limit: int = LIMIT) -> tuple[Violation, ...]:
    """Look for what should not be: gaps in a history, months that do not fit their day, references to nothing.

    Args:
        limit: how many records of each kind of violation are named.
    Returns:
        Empty when all is well; else by name of the invariant, then by record.
    """
    found: list[Violation] = []
    for invariant in _all():
        ids = sorted(invariant.find(session, limit))
        found += [Violation(invariant.name, invariant.says, invariant.kind, one) for one in ids[:limit]]
    return tuple(found)


def _all() -> Iterable[Invariant]:
    yield from references()  # first: what points to nothing spoils the rest
    yield from INVARIANTS
