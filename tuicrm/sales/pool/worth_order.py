"""The pool by worth x freshness where it is large: the freshest of each kind, merged by what the kind is worth.

Within one kind (a class from a source) worth is the same, so its order is that of freshness, which an index has. A page
asks for the first few of every kind and takes the best of them: a million customers cost like a thousand.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select, union_all

from tuicrm.sales.pool.worth import Likes
from tuicrm.store.session import Session
from tuicrm.store.tables.channels import sources
from tuicrm.store.tables.customers import customers

DAY = 86_400_000_000
"""Microseconds: scores are whole numbers of them."""
BEHIND = 1_000_000 * DAY
"""What one may not claim now stands behind everything else."""
MOST_KINDS = 300
"""More selects than that are not joined into one."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Place = tuple[int, int]
"""Score and id of a customer; the largest stand first."""


def places(
    session: Session, wanted: ColumnElement[bool], kinds: Likes, behind: Sequence[int], after: Place | None, limit: int
) -> list[Place] | None:
    """Give the next places of a list.

    Args:
        wanted: which customers.
        behind: those that stand last.
    Returns:
        None where there are too many kinds: then the list has to be sorted as a whole.
    """
    groups = [(key, source) for key in _classes(session) for source in _sources(session)]
    if len(groups) > MOST_KINDS:
        return None
    ahead = and_(wanted, customers.c.id.not_in(behind)) if behind else wanted
    asked = [
        _first(and_(ahead, *_of(key, source)), kinds.head_start(key, source) * DAY, after, limit)
        for key, source in groups
    ]
    if behind:
        asked.append(_first(and_(wanted, customers.c.id.in_(behind)), -BEHIND, after, limit))
    every = union_all(*(select(one.subquery()) for one in asked))
    found = [(_microseconds(row.fresh_at) + row.start, int(row.id)) for row in session.all(every)]
    return sorted(found, reverse=True)[:limit]


def _first(wanted: ColumnElement[bool], start: int, after: Place | None, limit: int) -> Select[Any]:
    if after is not None:
        bound = _EPOCH + timedelta(microseconds=after[0] - start) if _is_moment(after[0] - start) else None
        if bound is None:  # all of this kind lie on one side of the last place
            wanted = and_(wanted, literal(after[0] - start > 0))
        else:
            same = and_(customers.c.fresh_at == bound, customers.c.id < after[1])
            wanted = and_(wanted, or_(customers.c.fresh_at < bound, same))
    return (
        select(customers.c.id, customers.c.fresh_at, literal(start).label("start"))
        .where(wanted)
        .order_by(customers.c.fresh_at.desc(), customers.c.id.desc())
        .limit(limit)
    )


def _of(class_key: str | None, source_id: int | None) -> Iterator[ColumnElement[bool]]:
    for column, value in ((customers.c.class_key, class_key), (customers.c.source_id, source_id)):
        yield column.is_(None) if value is None else column == value


def _classes(session: Session) -> list[str | None]:
    """Give the classes that customers have, by one look into the index for each."""
    found: list[str | None] = [None]
    column: Any = customers.c.class_key
    following = session.value(select(func.min(column)))
    while following is not None:
        found.append(following)
        following = session.value(select(func.min(column)).where(column > following))
    return found


def _sources(session: Session) -> list[int | None]:
    return [None, *session.values(select(sources.c.id))]


def _microseconds(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(microseconds=1)


def _is_moment(microseconds: int) -> bool:
    return -60_000_000 * 1440 * 365 * 100 < microseconds < 60_000_000 * 1440 * 365 * 7000
