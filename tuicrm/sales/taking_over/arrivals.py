"""What another system hands over, as the rules take it: records by their own ids there, already read and typed."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from tuicrm.plain.money import Money

Missing = Literal["refuse", "leave", "make"]


@dataclass(frozen=True, slots=True)
class Link:
    """Another record, by its id in the other system or by its name here.

    Attributes:
        missing: what happens where there is none: the row is refused, the link is left empty, or a record of this
            name is made (sources, campaigns, products, reasons for losing).
    """

    kind: str
    text: str
    missing: Missing = "refuse"


@dataclass(frozen=True, slots=True)
class Reach:
    """A phone, e-mail or messenger as written, and the key that it is compared by."""

    kind: str
    value: str
    key: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """One record of one row.

    Attributes:
        row: the number of its row in the batch; a row is taken in whole or refused whole.
        key: the record's id in the other system.
        values: what the row says, by field; None is a field that the row leaves empty.
        links: the records it names, by field; None where it names none.
        own: values of own fields, by their key.
        digest: what the row said, in 64 characters: equal for equal content, over all runs. See `arrive`.
        is_repeat: an earlier row has made this record; this one may only lean on it.
    """

    kind: str
    row: int
    key: str
    values: Mapping[str, Any]
    links: Mapping[str, Link | None]
    own: Mapping[str, str | Decimal | date | None]
    digest: str
    is_repeat: bool = False


def arrive(
    kind: str,
    key: str,
    values: Mapping[str, Any],
    links: Mapping[str, Link | None] | None = None,
    own: Mapping[str, str | Decimal | date | None] | None = None,
    *,
    row: int = 0,
) -> Arrival:
    """Make the arrival of one record, with the digest of what it says."""
    links, own = links or {}, own or {}
    said_links = {name: [link.kind, link.text] if link else None for name, link in links.items()}
    said = json.dumps([values, said_links, own], sort_keys=True, default=_plain)
    return Arrival(kind, row, key, values, links, own, hashlib.sha256(said.encode()).hexdigest())


@dataclass(frozen=True, slots=True)
class DeclaredStage:
    """A stage of the other system: made in the funnel where it is missing, never changed where it is there."""

    name: str
    kind: str
    probability: int
    rotting_days: int | None = None
    category: str | None = None
    meaning: str | None = None


@dataclass(frozen=True, slots=True)
class DeclaredField:
    """An own field that the rows have values for: declared where it is missing."""

    record_kind: str
    key: str
    name: str
    type: str
    is_personal: bool = True


@dataclass(frozen=True)
class Declared:
    """What an import says before its first row.

    Attributes:
        system: the name under which the other system's ids are remembered.
        currency: becomes the home currency of a database that has no money yet.
        funnel: the funnel of its projects by name; None is the team's own. A new one becomes the team's own while
            that has no project yet.
    """

    system: str
    currency: str | None = None
    funnel: str | None = None
    stages: tuple[DeclaredStage, ...] = ()
    fields: tuple[DeclaredField, ...] = ()


@dataclass(frozen=True)
class Batch:
    """Rows that come in in one transaction: their records step by step, what others lean on first."""

    system: str
    funnel: str | None
    steps: tuple[tuple[Arrival, ...], ...]


@dataclass(frozen=True)
class Refusal:
    """A row that did not come in: which, and why, as a code about one field. It quotes nothing of the row."""

    row: int
    kind: str
    code: str
    field: str


@dataclass(frozen=True)
class Kept:
    """Fields of a record that stay as they were edited here, whatever the other system says now."""

    row: int
    kind: str
    record_id: int
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Noted:
    """Something about a row that came in: a link left empty, a day that is not known."""

    row: int
    kind: str
    code: str
    field: str


@dataclass(frozen=True)
class Taken:
    """What a batch did, by kind of record."""

    made: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    skipped: dict[str, int] = field(default_factory=dict)
    kept: tuple[Kept, ...] = ()
    refused: tuple[Refusal, ...] = ()
    noted: tuple[Noted, ...] = ()
    without_rate: tuple[str, ...] = ()


def _plain(value: Any) -> Any:
    if isinstance(value, Money):
        return [value.minor, value.currency]
    if isinstance(value, Reach):
        return [value.kind, value.value, value.key]
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
