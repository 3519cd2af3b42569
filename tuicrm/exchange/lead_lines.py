"""Many leads on standard input: JSON lines, a JSON list, vCards, or CSV with a header -> named texts with lines."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tuicrm.exchange import vcards
from tuicrm.exchange.encoding import decode
from tuicrm.exchange.lead_fields import known_field
from tuicrm.exchange.web_form import Unreadable, as_json, pairs_of
from tuicrm.plain.language import _


@dataclass(frozen=True)
class Given:
    """One lead as it was given: the line on which it begins, its named texts; or why it cannot be read."""

    line: int
    pairs: tuple[tuple[str, str], ...] = ()
    error: str = ""


def read(data: bytes) -> Iterator[Given]:
    """Read leads; a line that cannot be read is told and leaves the others alone.

    Raises:
        Unreadable: there is nothing, or it is neither JSON, nor vCards, nor CSV with a header.
    """
    text = decode(data)[0]
    start = text.lstrip()
    if not start:
        raise Unreadable(_("Standard input is empty: JSON lines, vCards or CSV with a header are expected."))
    if vcards.is_vcard(start):
        for begins, pairs in vcards.read(text):
            yield Given(begins, pairs)
    elif start.startswith("["):
        yield from _list(start)
    elif start.startswith("{"):
        yield from _json_lines(text)
    else:
        yield from _csv(text)


def _list(text: str) -> Iterator[Given]:
    for nth, one in enumerate(as_json(text), 1):
        yield _given(nth, one)


def _json_lines(text: str) -> Iterator[Given]:
    for nth, part in enumerate(text.split("\n"), 1):
        if part.strip():
            yield _given(nth, part, as_json)


def _given(nth: int, value: object, read: Callable[[Any], object] = lambda value: value) -> Given:
    try:
        return Given(nth, tuple(pairs_of(read(value))))
    except Unreadable as error:
        return Given(nth, error=str(error))


def _csv(text: str) -> Iterator[Given]:
    sample = text[:4000].split("\n", 1)[0]
    delimiter = max(",;\t|", key=sample.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = next(reader)
        if len(header) < 2 and sample.count(delimiter) == 0 and len(text.strip().split("\n")) < 2:
            raise Unreadable(_("A header and at least one line are expected, or JSON lines."))
        if not any(map(known_field, header)):
            raise Unreadable(
                _(
                    "The first line must name the columns, such as name,phone,email; "
                    "a signature, a card or a chat comes in by --paste."
                )
            )
        last, is_open = text.rstrip().count("\n") + 1, text.count('"') % 2 == 1
        begins = reader.line_num + 1
        for row in reader:
            if is_open and begins < last <= reader.line_num:
                yield Given(begins, error=_("A quote is opened here and never closed."))
            elif any(cell.strip() for cell in row):
                yield Given(begins, tuple(zip(header, row, strict=False)))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(_("The CSV breaks at line {n}: {why}.").format(n=reader.line_num, why=error)) from error
