"""One thing that always holds, and how a record is found for which it does not."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select

from tuicrm.store.session import Session


@dataclass(frozen=True)
class Violation:
    """A record for which something does not hold that should.

    Attributes:
        name: of the invariant, `noun.what`; stable.
        says: the invariant in a sentence, in English; marked for the catalogue, perhaps with a place for `what`.
        kind: the table of the record.
        record_id: None where the file itself is damaged.
        what: the engine's own words about the file.
    """

    name: str
    says: str
    kind: str
    record_id: int | None
    what: str = ""


@dataclass(frozen=True)
class Invariant:
    """What always holds. `find` gives the ids of records for which it does not, about `limit` of them at most."""

    name: str
    kind: str
    says: str
    find: Callable[[Session, int], Iterable[int]]


def by_select(name: str, kind: str, says: str, broken: Select[Any]) -> Invariant:
    """Make an invariant of a select that gives the ids of the records that break it."""

    def find(session: Session, limit: int) -> Iterable[int]:
        return [int(one) for one in session.values(broken.limit(limit))]

    return Invariant(name, kind, says, find)
