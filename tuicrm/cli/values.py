"""Values as scripts and people get them: one way each, for JSON, CSV and text."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from tuicrm.plain.clean import FORBIDDEN, no_formula
from tuicrm.plain.money import Money, exact_text


def for_json(value: object) -> Any:
    """Return what `json` can write: money as amount and currency, moments in UTC, days as ISO dates."""
    match value:
        case None | bool() | int() | float() | str():
            return value.value if isinstance(value, Enum) else value
        case Money():
            return {"amount": exact_text(value.minor, value.currency), "currency": value.currency}
        case datetime():
            return moment(value)
        case date():
            return value.isoformat()
        case Decimal() | UUID():
            return str(value)
        case Enum():
            return for_json(value.value)
        case Mapping():
            return {str(name): for_json(item) for name, item in value.items()}
        case Iterable():
            return [for_json(item) for item in value]
    if is_dataclass(value):
        return {field.name: for_json(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"no JSON for {type(value).__name__}")


def json_text(value: object, *, indent: int | None = None) -> str:
    """Return one JSON document in UTF-8 whose letters stay readable and whose controls are escaped.

    C1, bidi controls and hidden characters are legal in JSON as they are, and would reach the terminal.
    """
    text = json.dumps(for_json(value), ensure_ascii=False, indent=indent, allow_nan=False)
    return FORBIDDEN.sub(lambda found: found[0] if found[0] == "\n" else _escaped(found[0]), text)


def moment(at: datetime) -> str:
    """Return RFC 3339 in UTC; a time without a zone is a mistake of ours."""
    if at.tzinfo is None:
        raise ValueError("a moment needs its zone")
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def text(value: object, *, local: bool = False) -> str:
    """Return a value as text, not yet safe to draw.

    Args:
        local: moments for a person's eyes, to the minute in the machine's zone; else for a script, in UTC.
    """
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Enum():
            return text(value.value)
        case Money():
            return f"{exact_text(value.minor, value.currency)} {value.currency}"
        case datetime():
            return value.astimezone().strftime("%Y-%m-%d %H:%M") if local else moment(value)
        case date():
            return value.isoformat()
        case str():
            return value
        case Mapping() | Iterable():
            return ", ".join(text(item, local=local) for item in value)
    return str(value)


def csv_cell(value: object) -> str:
    """Return a value for a CSV file that a spreadsheet may open.

    A text that a spreadsheet would run as a formula (it begins with = + - @ tab or return) gets a "'" before
    it; numbers, amounts and dates of ours never do.
    """
    written = text(value)
    if isinstance(value, str):
        written = no_formula(written)
    return written.replace("\r\n", "\n").replace("\r", "\n")  # Python's csv leaves a lone return unquoted


def _escaped(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
