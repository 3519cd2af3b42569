"""What holds in every database at every moment, whatever rules, imports or a broken disk did."""

from collections.abc import Iterable

from tuicrm.sales.invariants.agenda import AGENDA
from tuicrm.sales.invariants.finding import Invariant, Violation
from tuicrm.sales.invariants.funnel import FUNNEL
from tuicrm.sales.invariants.money import MONEY
from tuicrm.sales.invariants.pool import POOL
from tuicrm.sales.invariants.references import references
from tuicrm.store.session import Session

INVARIANTS: tuple[Invariant, ...] = (*FUNNEL, *POOL, *MONEY, *AGENDA)
LIMIT = 20

__all__ = ["INVARIANTS", "LIMIT", "Invariant", "Violation", "check"]


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
