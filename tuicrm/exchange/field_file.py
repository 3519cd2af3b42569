"""Own fields as TOML: one [[field]] each, to keep under version control and to bring into another database."""

import tomllib
from collections.abc import Iterable
from typing import Any

import tomlkit

from tuicrm.plain.language import _
from tuicrm.plain.toml_errors import place

_KNOWN = {"of", "key", "name", "type", "choices", "required_for", "personal"}


class FieldFileError(ValueError):
    """The text is no list of fields; says what is wrong with it, in a sentence."""


def write(listed: Iterable[tuple[Any, tuple[str, ...]]]) -> str:
    """Write fields, each with what it is required for."""
    document = tomlkit.document()
    tables = tomlkit.aot()
    for one, required in listed:
        table = tomlkit.table()
        for name, value in (
            ("of", one.record_kind), ("key", one.key), ("name", one.name), ("type", one.type),
            ("choices", list(one.choices)), ("required_for", list(required)), ("personal", one.is_personal),
        ):  # fmt: skip
            if value != []:
                table.add(name, value)
        tables.append(table)
    document.add("field", tables)
    return tomlkit.dumps(document)


def read(text: str) -> list[dict[str, Any]]:
    """Read fields.

    Raises:
        FieldFileError: it is no TOML, or a field has no name or says something that no field says.
    """
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FieldFileError(_("This is no TOML: look at {where}.").format(where=place(error, text))) from error
    listed = found.get("field")
    if not isinstance(listed, list) or not listed or set(found) != {"field"}:
        raise FieldFileError(_("One [[field]] for each field is expected, and nothing else."))
    for nth, one in enumerate(listed, 1):
        if not isinstance(one, dict) or not isinstance(one.get("name"), str) or not one["name"].strip():
            raise FieldFileError(_("Field {n} has no name.").format(n=nth))
        if unknown := sorted(set(one) - _KNOWN):
            raise FieldFileError(
                _("Field {n} says {unknown}; known are {known}.").format(
                    n=nth, unknown=", ".join(unknown), known=", ".join(sorted(_KNOWN))
                )
            )
        for name in ("choices", "required_for"):
            values = one.get(name, [])
            if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
                raise FieldFileError(_("Field {n}: {name} is a list of texts.").format(n=nth, name=name))
    return listed
