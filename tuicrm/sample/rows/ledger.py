"""Where the rows are gathered before they are written in one go."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import Table

from tuicrm.sample.days import WorkDays
from tuicrm.sample.words.shape import Words

Row = dict[str, Any]


@dataclass(frozen=True)
class Ground:
    """What the founding of a database made: ids by position or key."""

    pool: int
    funnel: int
    stages: tuple[int, ...]
    categories: tuple[str, ...]
    sources: Mapping[str, int]
    reasons: Mapping[str, int]
    first_user: int


@dataclass
class Ledger:
    """Rows by table, in an order in which no row points to a later one."""

    ground: Ground
    words: Words
    days: WorkDays
    seed: int
    rows: dict[Table, list[Row]] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    teams: dict[str, int] = field(default_factory=dict)

    def add(self, table: Table, **values: Any) -> int:
        """Add a row and give its id; the founding's own rows come before it."""
        here = self.rows.setdefault(table, [])
        values["id"] = len(here) + self._first(table)
        here.append(values)
        return int(values["id"])

    def money(self, units: float) -> int:
        """Minor units of home currency for thousandths of a thousand."""
        return round(units) * self.words.scale // 1000

    def uid(self, kind: str, number: int, milliseconds: int) -> UUID:
        """An identity that is the same each time: the moment, then what the seed draws."""
        value = Random(f"{self.seed} {kind} {number}").getrandbits(74)
        head = (milliseconds & 0xFFFF_FFFF_FFFF) << 80 | 0x7 << 76 | (value >> 62) << 64
        return UUID(int=head | 0b10 << 62 | value & (1 << 62) - 1)

    def _first(self, table: Table) -> int:
        match table.name:
            case "user":
                return self.ground.first_user + 1
            case "source":
                return max(self.ground.sources.values()) + 1
            case "membership":
                return 2
        return 1
