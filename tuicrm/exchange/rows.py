"""Rows of a file -> what the rules take: typed records, or the reason why not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from tuicrm.exchange.converting import Reading, read_cell, read_own
from tuicrm.exchange.fields import FIELDS
from tuicrm.exchange.headers import fold_text
from tuicrm.exchange.mapping import FileMap, Mapping, RecordMap, Source
from tuicrm.exchange.reading import Record, Sheet
from tuicrm.plain.clean import line as clean_line
from tuicrm.plain.clean import show
from tuicrm.plain.currencies import code_of
from tuicrm.plain.language import _
from tuicrm.sales.taking_over.arrivals import Arrival, Link, arrive
from tuicrm.sales.wording import kind_word

LONGEST_KEY = 200


@dataclass(frozen=True)
class Problem:
    """A row that is refused, or a cell of a row that comes in without it (then `column` is named)."""

    file: str
    line: int
    reason: str
    column: str | None = None


@dataclass(frozen=True)
class Row:
    """A row as records, one for each record of its file's mapping (None where it has none)."""

    sheet: Sheet
    file: FileMap
    record: Record
    arrivals: tuple[Arrival | None, ...]

    def text(self, record: RecordMap, name: str) -> tuple[str, str]:
        """Give the header and the text that a field of this row came from."""
        source = record.fields.get(name, Source())
        column = source.columns[0] if source.columns else name
        return self.sheet.columns.get(column, column), picked(source, self.record.cells)


@dataclass
class Reader:
    """Reads the rows of one import; knows which records came already.

    Attributes:
        refused: rows that could not be read.
        left: cells that could not be read, in rows that could.
    """

    mapping: Mapping
    reading: Reading
    refused: list[Problem] = field(default_factory=list)
    left: list[Problem] = field(default_factory=list)
    _seen: dict[tuple[str, str], tuple[str, str, int]] = field(default_factory=dict)

    def rows(self, sheet: Sheet, file: FileMap) -> Iterator[Row]:
        """Give the rows that can be read."""
        self.refused += [Problem(sheet.name, one.line, one.reason) for one in sheet.unread]
        countries = [one.fields["country"] for one in file.records if "country" in one.fields]
        for record in sheet.records:
            left: list[Problem] = []
            self.reading.country = next((text for one in countries if (text := picked(one, record.cells))), None)
            try:
                arrivals = tuple(self._arrival(sheet, one, file.records[-1], record, left) for one in file.records)
                arrivals = self._without_repeats(sheet, file, record, arrivals)
            except ValueError as error:
                self.refused.append(Problem(sheet.name, record.line, str(error)))
                continue
            if by := _told_apart_by(file, arrivals):
                said = show(clean_line(record.cells.get(by, ""))[:40])
                reason = _("no record of the mapping is for “{text}”: the row was left out").format(text=said)
                left.append(Problem(sheet.name, record.line, reason, show(sheet.columns.get(by, by))))
            self.left += left
            yield Row(sheet, file, record, arrivals)

    def _arrival(
        self, sheet: Sheet, map_: RecordMap, main: RecordMap, record: Record, left: list[Problem]
    ) -> Arrival | None:
        cells = record.cells
        if map_.when is not None:
            said = fold_text(cells.get(map_.when[0], ""))
            if said not in map_.when[1] if map_.when[1] else not said:
                return None
        values: dict[str, Any] = {}
        links: dict[str, Link | None] = {}
        cell = _Cell(self, sheet, record, left)
        for name, source in map_.fields.items():
            known = FIELDS[map_.kind][name]
            text = picked(source, cells)
            if known.type == "link":
                links[name] = Link(known.to, clean_line(text)[:LONGEST_KEY], source.missing) if text else None
            elif not text:
                values[name] = None
            else:
                values[name] = cell.read(
                    source, lambda c, f=known, s=source, t=text: read_cell(f, s, t, c, self.reading)
                )
            if known.is_required and values.get(name, links.get(name)) is None:
                if map_.kind == "inquiry" and known.type == "link" and map_ is not main:
                    return None  # the row is about something else, and keeps its source there
                if map_.kind == "contact" and known.type == "link" and map_ is not main:
                    who = map_.fields.get("name")  # what the row is about comes in without somebody to talk to
                    header = cell.header(who or source, name)
                    left.append(Problem(sheet.name, record.line, _("no customer to whom the contact belongs"), header))
                    return None
                raise ValueError(_("{column} is empty").format(column=cell.header(source, name)))
        if map_.entered:
            day = FIELDS["project"]["entered"]
            values["entered"] = tuple(
                (stage, cell.read(source, lambda c, s=source, t=text: read_own("date", s, t, c, self.reading)))
                for stage, source in map_.entered.items()
                if (text := picked(source, cells)) and day
            )
        own = {
            key: cell.read(one.source, lambda c, o=one, t=text: read_own(o.type, o.source, t, c, self.reading))
            if (text := picked(one.source, cells))
            else None
            for key, one in map_.own.items()
        }
        return arrive(map_.kind, key_of(map_.key, cells), values, links, own)

    def _without_repeats(
        self, sheet: Sheet, file: FileMap, record: Record, arrivals: tuple[Arrival | None, ...]
    ) -> tuple[Arrival | None, ...]:
        """Mark what an earlier row made; another record under the same key is a mistake, unless the first counts."""
        marked: list[Arrival | None] = []
        for map_, arrival in zip(file.records, arrivals, strict=True):
            if arrival is None:
                marked.append(None)
                continue
            before = self._seen.get((arrival.kind, arrival.key))
            if before is None:
                marked.append(arrival)
                continue
            if before[0] != arrival.digest and map_.repeats == "refuse":
                raise ValueError(
                    _("line {line} of {file} has the same {kind} “{key}” with other values").format(
                        line=before[2], file=before[1], kind=kind_word(arrival.kind), key=show(arrival.key)
                    )
                )
            marked.append(replace(arrival, is_repeat=True))
        for one in marked:
            if one is not None and not one.is_repeat:
                self._seen[one.kind, one.key] = (one.digest, sheet.name, record.line)
        return tuple(marked)


def _told_apart_by(file: FileMap, arrivals: tuple[Arrival | None, ...]) -> str | None:
    """Give the column that tells the records of a row apart, where it says what none of them is for."""
    by = file.records[-1].when and file.records[-1].when[0]
    alike = [arrival for one, arrival in zip(file.records, arrivals, strict=True) if one.when and one.when[0] == by]
    return by if by and not any(alike) else None


@dataclass
class _Cell:
    """Reads the cells of one row: what cannot be read refuses the row, or is left out and told."""

    reader: Reader
    sheet: Sheet
    record: Record
    left: list[Problem]

    def header(self, source: Source, name: str) -> str:
        column = source.columns[0] if source.columns else name
        return show(self.sheet.columns.get(column, column))

    def read(self, source: Source, convert: Any) -> Any:
        currency = source.currency or self.reader.reading.currency
        if source.currency_column and (named := self.record.cells.get(source.currency_column, "").strip()):
            currency = code_of(named)
        try:
            return convert(currency)
        except ValueError as error:
            header = self.header(source, "")
            if source.unreadable == "refuse":
                raise ValueError(f"{header}: {error}") from None
            problem = Problem(self.sheet.name, self.record.line, str(error), header)
            if problem not in self.left:  # one column may fill two fields
                self.left.append(problem)
            return None


def picked(source: Source, cells: dict[str, str]) -> str:
    """Return the text that a row has for a field, "" where it has none."""
    if source.value is not None:
        return source.value
    if source.is_key:
        return key_of(source.columns, cells) if any(cells.get(column, "").strip() for column in source.columns) else ""
    filled = [text for column in source.columns if (text := cells.get(column, "").strip())]
    text = source.join.join(filled) if source.join is not None else filled[0] if filled else ""
    if not text and source.instead:
        text = cells.get(source.instead, "").strip()
    if source.first_of:
        text = text.partition(source.first_of)[0].strip()
    if source.empty or source.choices:
        folded = fold_text(text)
        text = "" if folded in source.empty else source.choices.get(folded, text)
    return text or source.default or ""


def key_of(columns: tuple[str, ...], cells: dict[str, str]) -> str:
    """Return the id of a row's record in the other system.

    Raises:
        ValueError: all columns of the key are empty.
    """
    parts = [clean_line(cells.get(column, "")) for column in columns]
    if not any(parts):
        raise ValueError(
            _("{column} is empty, and nothing else tells the row from others").format(column=", ".join(columns))
        )
    key = parts[0] if len(parts) == 1 else "|".join(re.sub(r"([\\|])", r"\\\1", part) for part in parts)
    return key if len(key) <= LONGEST_KEY else f"{key[:120]}#{sha256(key.encode()).hexdigest()}"
