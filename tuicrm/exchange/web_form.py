"""What a web form posted, as bytes: urlencoded, multipart or JSON -> named texts."""

import json
from collections.abc import Iterator
from email import message_from_bytes, policy
from typing import Any
from urllib.parse import parse_qsl, unquote_to_bytes

from tuicrm.exchange.encoding import decode
from tuicrm.plain.language import _

MOST_BYTES = 200_000
MOST_FIELDS = 200
DEEPEST = 20
_NAMES = ("name", "label", "key", "ref", "title", "question")


class Unreadable(ValueError):
    """The bytes are no form; the text says why, in a sentence."""


def read(data: bytes) -> list[tuple[str, str]]:
    """Read a form.

    Raises:
        Unreadable: too large, neither JSON nor urlencoded, or nothing in it.
    """
    if len(data) > MOST_BYTES:
        raise Unreadable(_("This is more than a form has: {n} bytes at most.").format(n=MOST_BYTES))
    text = decode(data)[0].strip()
    if text.startswith(("{", "[")):
        found = pairs_of(as_json(text))
    elif text.startswith("--"):
        found = list(_parts(data))
    else:
        found = _urlencoded(text)
    if not any(value.strip() for _name, value in found):
        raise Unreadable(_("The form is empty: urlencoded or multipart fields or a JSON object are expected."))
    return found


def _urlencoded(text: str) -> list[tuple[str, str]]:
    """Read name=value&...; what stands behind percent signs is in the page's own encoding."""
    encoding = decode(unquote_to_bytes(text))[1]
    try:
        return parse_qsl(text, keep_blank_values=True, encoding=encoding, errors="replace", max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise Unreadable(_("A form has at most {n} fields.").format(n=MOST_FIELDS)) from error


def _parts(data: bytes) -> Iterator[tuple[str, str]]:
    """Read multipart/form-data; its boundary is its first line. Files that come along are left out."""
    boundary = data.lstrip().split(b"\n", 1)[0].strip()[2:]
    head = b'Content-Type: multipart/form-data; boundary="' + boundary.replace(b'"', b"") + b'"\n\n'
    message = message_from_bytes(head + data.lstrip(), policy=policy.default)
    for part in message.iter_parts() if message.is_multipart() else ():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(content, bytes) and part.get_filename() is None:
            yield name, decode(content)[0].strip()


def pairs_of(value: Any) -> list[tuple[str, str]]:
    """Flatten a JSON object into named texts: lists give several of a name, objects inside are joined by "-".

    A list of fields that tell their own names, as form builders post it, gives these.

    Raises:
        Unreadable: it is no object, or one inside of too many others.
    """
    if not isinstance(value, dict):
        raise Unreadable(_("A JSON object is expected, as {example}.").format(example='{"name": "Acme"}'))
    try:
        return [pair for name, inner in value.items() for pair in _flat(str(name), inner)]
    except RecursionError as error:
        raise Unreadable(_("This is no JSON.")) from error


def _flat(name: str, value: Any, depth: int = 0) -> Iterator[tuple[str, str]]:
    if depth > DEEPEST:
        raise RecursionError
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(f"{name}-{key}", inner, depth + 1)
    elif isinstance(value, list):
        for one in value:
            if isinstance(one, dict):
                yield from _flat(*_named(name, one), depth + 1)
            elif not isinstance(one, list):
                yield name, _text(one)
    else:
        yield name, _text(value)


def _named(name: str, field: dict[str, Any]) -> tuple[str, Any]:
    """Give a field's own name and value: `{"name": "email", "value": ...}`; any other object as it is."""
    inner = field.get("field")
    said = [each.get(key) for each in (field, inner) if isinstance(each, dict) for key in _NAMES]
    own = next((one for one in said if isinstance(one, str) and one.strip()), "")
    value = next((key for key in ("value", "values", "answer", str(field.get("type"))) if key in field), "")
    return (own, field[value]) if own and value else (name, field)


def _text(value: Any) -> str:
    return "" if value is None else ("yes" if value else "no") if isinstance(value, bool) else str(value)


def as_json(text: str) -> Any:
    """Read JSON; NaN and Infinity, which are none, count as nothing.

    Raises:
        Unreadable: it is no JSON, or too deep.
    """
    try:
        return json.loads(text, parse_constant=lambda _said: None)
    except (ValueError, RecursionError) as error:
        raise Unreadable(_("This is no JSON.")) from error
