"""What a web form posted, as bytes: urlencoded, multipart or JSON -> named texts."""

import json
from collections.abc import Iterator
from email import message_from_bytes, policy
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
    elif text.startswith("--"):
        found = list(_parts(data))
    else:
        try:
            found = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="replace")
        except ValueError as error:
            raise Unreadable(_("A form has at most {n} fields.").format(n=MOST_FIELDS)) from error
    if not any(value.strip() for _name, value in found):
        raise Unreadable(_("The form is empty: urlencoded or multipart fields or a JSON object are expected."))
    return found


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
