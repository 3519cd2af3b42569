"""What a web form posted, as bytes: urlencoded or JSON -> named texts."""

import json
from typing import Any
from urllib.parse import parse_qsl

from tuicrm.exchange.encoding import decode
from tuicrm.plain.language import _

MOST_BYTES = 200_000
MOST_FIELDS = 200


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
        found = pairs_of(_json(text))
    else:
        try:
            found = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="replace")
        except ValueError as error:
            raise Unreadable(_("This is no form that can be read.")) from error
    if not any(value.strip() for _name, value in found):
        raise Unreadable(_("The form is empty: urlencoded fields or a JSON object are expected on standard input."))
    return found


def pairs_of(value: Any) -> list[tuple[str, str]]:
    """Flatten a JSON object into named texts: lists give several of a name, objects inside are joined by "-".

    Raises:
        Unreadable: it is no object.
    """
    if not isinstance(value, dict):
        raise Unreadable(_("A JSON object is expected, as {example}.").format(example='{"name": "Acme"}'))
    found: list[tuple[str, str]] = []
    for name, inner in value.items():
        if isinstance(inner, dict):
            found += [(f"{name}-{key}", text) for key, text in pairs_of(inner)]
        elif isinstance(inner, list):
            found += [(str(name), _text(one)) for one in inner if not isinstance(one, dict | list)]
        else:
            found.append((str(name), _text(inner)))
    return found


def _text(value: Any) -> str:
    return "" if value is None else ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(_("This is no JSON.")) from error
