"""The month number that stands beside a day."""

from sqlalchemy import Table, extract, or_, select

from tuicrm.plain.language import N_
from tuicrm.sales.invariants.finding import Invariant, by_select


def months_of(table: Table, *pairs: tuple[str, str]) -> tuple[Invariant, ...]:
    """Make an invariant for each pair of a day and its month."""
    return tuple(
        by_select(
            f"{table.name}.{month}",
            table.name,
            N_("A month number is that of its day"),
            select(table.c.id).where(
                or_(
                    table.c[month] != extract("year", table.c[day]) * 12 + extract("month", table.c[day]),
                    table.c[month].is_(None) != table.c[day].is_(None),
                )
            ),
        )
        for day, month in pairs
    )
