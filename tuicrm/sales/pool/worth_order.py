"""The pool by worth x freshness where it is large: the freshest of each kind, merged by what the kind is worth.

Within one kind (a class from a source) worth is the same, so its order is that of freshness, which an index has. A page
asks for the first few of every kind and takes the best of them: a million customers cost like a thousand.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, literal, literal_column, or_, select, true, union_all

from tuicrm.sales.pool.worth import Likes
from tuicrm.store.each_value import each_value
from tuicrm.store.session import Session
from tuicrm.store.tables.channels import sources
from tuicrm.store.tables.customers import customers

DAY = 86_400_000_000
"""Microseconds: scores are whole numbers of them."""
BEHIND = 1_000_000 * DAY
"""What one may not claim now stands behind everything else."""
MOST_KINDS = 300
"""More selects than that are not joined into one."""
FEW = 8
"""So many of each kind are asked for at first, and more where kinds are few."""
_ASKED: tuple[ColumnElement[Any], ...] = (
    literal_column("id", customers.c.id.type), literal_column("fresh_at", customers.c.fresh_at.type),
    literal_column("number"),
)  # fmt: skip
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Place = tuple[int, int]
"""Score and id of a customer; the largest stand first."""


def places(
    session: Session, wanted: ColumnElement[bool], kinds: Likes, behind: Sequence[int], after: Place | None, limit: int
) -> list[Place] | None:
    """Give the next places of a list.

    Each kind is asked for a few; again, for a whole page, only who may have more that belong on it.

    Args:
        wanted: which customers.
        behind: those that stand last.
    Returns:
        None where there are too many kinds: then the list has to be sorted as a whole.
    """
    sources_known = _sources(session)
    groups = [(key, source) for key in _classes(session) for source in sources_known]
    if len(groups) > MOST_KINDS:
        return None
    ahead = and_(wanted, customers.c.id.not_in(behind)) if behind else wanted
    asked = [_Kind(kinds.head_start(*group) * DAY, and_(ahead, *_of(*group))) for group in groups]
    if behind:
        asked.append(_Kind(-BEHIND, and_(wanted, customers.c.id.in_(behind))))
    few = min(limit, max(FEW, 3 * limit // len(asked)))
    given = _given(session, asked, after, few)
    best = _best(given, limit)
    last = best[-1] if len(best) == limit else None
    open_ended = [kind for kind in asked if len(given[kind]) == few and (last is None or given[kind][-1] >= last)]
    if few < limit and open_ended:
        best = _best(given | _given(session, open_ended, after, limit), limit)
    return best


@dataclass(frozen=True, eq=False)
class _Kind:
    """Customers of one kind.

    Attributes:
        start: what its worth lets it come before its day, in microseconds.
    """

    start: int
    wanted: ColumnElement[bool]

    def first(self, number: int, after: Place | None, most: int) -> Select[Any]:
        wanted = self.wanted
        if after is not None:
            moment = after[0] - self.start
            if not _is_moment(moment):  # all of this kind lie on one side of the last place
                wanted = and_(wanted, literal(moment > 0))
            else:
                bound = _EPOCH + timedelta(microseconds=moment)
                same = and_(customers.c.fresh_at == bound, customers.c.id < after[1])
                wanted = and_(wanted, or_(customers.c.fresh_at < bound, same))
        return (
            select(customers.c.id, customers.c.fresh_at, literal(number).label("number"))
            .where(wanted)
            .order_by(customers.c.fresh_at.desc(), customers.c.id.desc())
            .limit(most)
        )


def _given(session: Session, asked: Sequence[_Kind], after: Place | None, most: int) -> dict[_Kind, list[Place]]:
    """Give the first of each kind."""
    each = (select(*_ASKED).select_from(kind.first(nth, after, most).subquery()) for nth, kind in enumerate(asked))
    given: dict[_Kind, list[Place]] = {kind: [] for kind in asked}
    for row in session.all(union_all(*each)):
        kind = asked[row.number]
        given[kind].append((_microseconds(row.fresh_at) + kind.start, int(row.id)))
    for found in given.values():
        found.sort(reverse=True)
    return given


def _best(given: Mapping[_Kind, Sequence[Place]], limit: int) -> list[Place]:
    return sorted(chain.from_iterable(given.values()), reverse=True)[:limit]


def _of(class_key: str | None, source_id: int | None) -> Iterator[ColumnElement[bool]]:
    for column, value in ((customers.c.class_key, class_key), (customers.c.source_id, source_id)):
        yield column.is_(None) if value is None else column == value


def _classes(session: Session) -> list[str | None]:
    """Give the classes that customers have, by one look into the index for each."""
    (known,) = each_value(session, customers.c.class_key, [true()], MOST_KINDS)
    return [None, *known]


def _sources(session: Session) -> list[int | None]:
    return [None, *session.values(select(sources.c.id))]


def _microseconds(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(microseconds=1)


def _is_moment(microseconds: int) -> bool:
    return -60_000_000 * 1440 * 365 * 100 < microseconds < 60_000_000 * 1440 * 365 * 7000
