"""What the taking over of one kind of record consists of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table

from tuicrm.sales.taking_over.arrivals import Arrival
from tuicrm.sales.taking_over.work import Work

Row = dict[str, Any]
New = tuple[int, Arrival]


@dataclass(frozen=True)
class Renewal:
    """A record whose row says something else than when it was last read.

    Attributes:
        before: its columns as they are.
        written: what imports last wrote into them; what differs was edited here.
    """

    record_id: int
    arrival: Arrival
    before: Mapping[str, Any]
    written: Mapping[str, Any]


def _nobody(work: Work, arrivals: Sequence[Arrival]) -> dict[str, int]:
    return {}


def _is_complete(work: Work, rows: Sequence[Row]) -> None:
    return None


def _no_more(work: Work, made: Sequence[New]) -> None:
    return None


def _nothing_else(work: Work, renewal: Renewal, columns: Row) -> tuple[bool, tuple[str, ...]]:
    return False, ()


@dataclass(frozen=True)
class Kind:
    """One kind of record: how its rows become columns, and what follows.

    Attributes:
        row: all columns of a new record.
        fields: the columns that each field of a row decides; they are renewed together or kept together.
        find: records that came here on another way and are the same: (id there) -> id here.
        same: what two rows of one batch have in common that are one record here, such as the name of a team.
        complete: fills in what new rows need of each other, such as logins that nobody has.
        made: what else is written for new records.
        renewed: what else changes when a record is renewed, given the columns that just changed; gives whether
            anything changed, and the fields that were kept because they were edited here.
        refuses: the code and field by which a row of this kind is refused, or None.
    """

    name: str
    table: Table
    row: Callable[[Work, Arrival], Row]
    fields: Mapping[str, tuple[str, ...]]
    find: Callable[[Work, Sequence[Arrival]], dict[str, int]] = _nobody
    same: Callable[[Arrival], str] | None = None
    complete: Callable[[Work, Sequence[Row]], None] = _is_complete
    made: Callable[[Work, Sequence[New]], None] = _no_more
    renewed: Callable[[Work, Renewal, Row], tuple[bool, tuple[str, ...]]] = _nothing_else
    refuses: Callable[[Work, Arrival], tuple[str, str] | None] = lambda work, arrival: None
