"""The values of a column as an index has them: one look into it for each, however many rows have the same."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select, union_all

from tuicrm.store.session import Session


def each_value(
    session: Session, column: ColumnElement[Any], ways: Sequence[ColumnElement[bool]], most: int, begin: Any = None
) -> list[list[Any]]:
    """Give the values for each of the conditions, in their order; `most` and one more where there are more.

    Args:
        begin: the smallest that is wanted.
    """
    if session.connection.dialect.name in ("mariadb", "mysql"):  # a look for the next would go through all before it
        return [list(_one_by_one(session, column, way, most, begin)) for way in ways]
    found: list[list[Any]] = [[] for _way in ways]
    each = (_stepped(column, way, most, begin, nth) for nth, way in enumerate(ways))
    for row in session.all(union_all(*each)):
        found[row.nth].append(row.value)
    return found


def _one_by_one(
    session: Session, column: ColumnElement[Any], way: ColumnElement[bool], most: int, begin: Any
) -> Iterator[Any]:
    value = session.value(_smallest(column, way, begin))
    for _nth in range(most + 1):
        if value is None:
            return
        yield value
        value = session.value(_smallest(column, way).where(column > value))


def _stepped(column: ColumnElement[Any], way: ColumnElement[bool], most: int, begin: Any, nth: int) -> Select[Any]:
    first = _smallest(column, way, begin).scalar_subquery()
    steps = select(first.label("value"), literal(0).label("number")).cte(f"steps_{nth}", recursive=True)
    following = _smallest(column, way).where(column > steps.c.value).correlate(steps).scalar_subquery()
    more = select(following, steps.c.number + 1).where(steps.c.value.is_not(None), steps.c.number < most)
    steps = steps.union_all(more)
    return select(literal(nth).label("nth"), steps.c.value).where(steps.c.value.is_not(None))


def _smallest(column: ColumnElement[Any], way: ColumnElement[bool], begin: Any = None) -> Select[Any]:
    smallest = select(func.min(column)).where(way)
    return smallest if begin is None else smallest.where(column >= begin)
