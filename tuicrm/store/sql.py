"""The few expressions that the engines spell differently."""

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, literal_column
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


class _Parts(FunctionElement[int]):
    """How many whole parts of a size are in a whole number."""

    type = BigInteger()
    inherit_cache = True


@compiles(_Parts)
def _parts(element: _Parts, compiler: Any, **named: Any) -> str:
    value, step = (compiler.process(one, **named) for one in element.clauses)
    sign = "DIV" if compiler.dialect.name in ("mysql", "mariadb") else "/"
    return f"(({value}) {sign} {step})"


def steps(value: ColumnElement[Any], step: int) -> ColumnElement[Any]:
    """Round a whole number down to a multiple; the value is written once, because it may be a search of its own."""
    found: ColumnElement[Any] = _Parts(value, literal_column(str(step))) * literal_column(str(step))
    return found
