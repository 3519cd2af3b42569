"""The few expressions that the engines spell differently."""

from typing import Any

from sqlalchemy import BigInteger, ColumnElement
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class seconds_between(FunctionElement[int]):
    """Whole seconds from one moment to another; NULL where one is not known."""

    type = BigInteger()
    inherit_cache = True


@compiles(seconds_between)
def _postgresql(element: seconds_between, compiler: Any, **named: Any) -> str:
    first, last = (compiler.process(one, **named) for one in element.clauses)
    return f"CAST(FLOOR(EXTRACT(EPOCH FROM ({last} - {first}))) AS BIGINT)"


@compiles(seconds_between, "sqlite")
def _sqlite(element: seconds_between, compiler: Any, **named: Any) -> str:
    first, last = (compiler.process(one, **named) for one in element.clauses)
    return f"(CAST(strftime('%s', {last}) AS INTEGER) - CAST(strftime('%s', {first}) AS INTEGER))"


@compiles(seconds_between, "mysql")
@compiles(seconds_between, "mariadb")
def _mariadb(element: seconds_between, compiler: Any, **named: Any) -> str:
    first, last = (compiler.process(one, **named) for one in element.clauses)
    return f"TIMESTAMPDIFF(SECOND, {first}, {last})"


def steps(value: ColumnElement[Any], step: int) -> ColumnElement[Any]:
    """Round a whole number down to a multiple: by the remainder, because division differs from engine to engine."""
    return value - value % step
