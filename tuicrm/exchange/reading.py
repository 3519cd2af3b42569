"""Files -> records with the line that each begins on."""

import csv
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from errno import ENOENT
from itertools import islice
from pathlib import Path

from tuicrm.exchange import workbook
from tuicrm.exchange.encoding import decode
from tuicrm.exchange.headers import fold
from tuicrm.exchange.heading import LOOKED_AT, heading, is_total
from tuicrm.plain.clean import show
from tuicrm.plain.language import _, ngettext

DELIMITERS = ",;\t|；"
ENDINGS = (".csv", ".tsv", *workbook.ENDINGS)
_LOOKED_AT = 50
_OF_OTHERS = (".numbers", ".vcf", ".ics", ".zip", ".pdf", ".json", ".toml", ".doc", ".docx")
_LONGEST_RECORD = 1_000_000
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_DEFUSED = re.compile(r"^'(?=[=+\-@\t\r＝＋－＠])")
_TEXT_OF_EXCEL = re.compile(r'="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a file: the line on which it begins (header = 1) and its cells, by folded header."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Unread:
    """Lines that are no record, with a sentence why."""

    line: int
    reason: str


@dataclass(frozen=True)
class Sheet:
    """A file as read: its headers as written, its records, and what could not be read."""

    path: Path
    headers: tuple[str, ...]
    records: tuple[Record, ...]
    unread: tuple[Unread, ...]
    encoding: str
    delimiter: str

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.name

    @property
    def columns(self) -> dict[str, str]:
        """The headers as written, by the folded header that cells are found under."""
        return dict(zip(_keys(self.headers), self.headers, strict=True))


def files_in(paths: Sequence[Path]) -> list[Path]:
    """Return the tables that the paths name: files as they are, and the tables in each folder by name.

    Raises:
        FileNotFoundError: with the path that is not there.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(one for one in path.iterdir() if _is_table(one))
        elif path.is_file():
            found.append(path)
        else:
            raise FileNotFoundError(ENOENT, os.strerror(ENOENT), str(path))
    return list(dict.fromkeys(found))


def _is_table(path: Path) -> bool:
    """Say whether a file of a folder is a table; an office program leaves `~$name.xlsx` beside what it has open."""
    return path.is_file() and path.suffix.lower() in ENDINGS and not path.name.startswith("~$")


class NoTables(ValueError):
    """There is no table in the paths that were given: a sentence that names them, and what is one."""


def tables_in(paths: Sequence[Path]) -> list[Path]:
    """Return the tables that the paths name.

    Raises:
        FileNotFoundError: with the path that is not there.
        NoTables: a folder without any, or a file of another kind.
    """
    found = files_in(paths)
    others = [path for path in found if path.suffix.lower() in _OF_OTHERS]
    if others or not found:
        said = _("{places}: no table is there. Tables end in {endings}; calendars go through: tuicrm agenda import")
        places = ", ".join(show(str(path)) for path in (others or paths)[:3])
        raise NoTables(said.format(places=places, endings=", ".join(ENDINGS)))
    return found


def sheets_of(
    path: Path, *, encoding: str | None = None, delimiter: str | None = None, header_line: int = 1
) -> list[Sheet]:
    """Read a table, or all filled sheets of a workbook: of several each is called as the workbook and itself.

    Raises:
        NoTables: a workbook that cannot be opened.
    """
    if path.suffix.lower() not in workbook.ENDINGS:
        return [read(path, encoding=encoding, delimiter=delimiter, header_line=header_line)]
    try:
        grids = list(workbook.grids(path))
    except workbook.UnreadableBook as error:
        raise NoTables(f"{show(path.name)}: {error}") from error
    made = []
    for name, rows in grids:
        inside = path if len(grids) == 1 else path.with_name(f"{path.stem} - {name.replace('/', '_')}{path.suffix}")
        filled = [(line, row) for line, row in enumerate(rows, 1) if line >= header_line and any(map(str.strip, row))]
        if header_line == 1:
            del filled[: heading([row for _line, row in filled[:LOOKED_AT]])]
        made.append(_sheet(inside, filled, [], "", ""))
    return made


def read(path: Path, *, encoding: str | None = None, delimiter: str | None = None, header_line: int = 1) -> Sheet:
    """Read a table.

    A record with another number of cells than the header is not guessed at: it is in `unread`, and reading goes
    on with the next line. An apostrophe that we put before a formula when we wrote the file is taken off again.

    Args:
        encoding, delimiter: found out unless given.
        header_line: lines above it are skipped; 1 also skips the titles that stand above the headers.
    """
    text, encoding = decode(path.read_bytes(), encoding)
    lines = _LINE.findall(text)
    if header_line == 1 and lines and (said := re.match(r"sep=(.)[\r\n]", lines[0])):
        delimiter, header_line = delimiter or said[1], 2
    lines = ["\n"] * min(header_line - 1, len(lines)) + lines[header_line - 1 :]
    delimiter = delimiter or _delimiter(lines)
    first = list(islice(_rows(lines, delimiter, []), LOOKED_AT)) if header_line == 1 else []
    if above := heading([cells for _line, cells in first]):
        begins = first[above][0] - 1
        lines = ["\n"] * begins + lines[begins:]
    unread: list[Unread] = []
    return _sheet(path, _rows(lines, delimiter, unread), unread, encoding, delimiter)


def _sheet(
    path: Path, rows: Iterable[tuple[int, list[str]]], unread: list[Unread], encoding: str, delimiter: str
) -> Sheet:
    """Tell rows that fit the header from those that do not."""
    headers: tuple[str, ...] = ()
    keys: list[str] = []
    records: list[Record] = []
    for line, cells in rows:
        if not headers:
            headers = _headers(cells)
            keys = _keys(headers)
            continue
        if is_total(cells):
            unread.append(Unread(line, _("it is a total of other rows")))
            continue
        if len(cells) > len(headers) and not any(cell.strip() for cell in cells[len(headers) :]):
            cells = cells[: len(headers)]
        if len(cells) != len(headers):
            unread.append(Unread(line, _cells_differ(len(cells), len(headers))))
            continue
        records.append(Record(line, {key: _cell(cell) for key, cell in zip(keys, cells, strict=True)}))
    return Sheet(path, headers, tuple(records), tuple(sorted(unread, key=lambda one: one.line)), encoding, delimiter)


def _cell(text: str) -> str:
    """Take off what other programs wrap a text in so that Excel leaves it alone: ="00123", '+49 30."""
    if wrapped := _TEXT_OF_EXCEL.fullmatch(text.strip()):
        return wrapped[1]
    return _DEFUSED.sub("", text, count=1)


def _headers(cells: list[str]) -> tuple[str, ...]:
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return tuple(cell.strip() for cell in cells)


def _keys(headers: Sequence[str]) -> list[str]:
    """A header that is there twice keeps its name for the first; the others are numbered."""
    keys: list[str] = []
    for header in headers:
        key, number = fold(header), 2
        while key in keys:
            key, number = f"{fold(header)}{number}", number + 1
        keys.append(key)
    return keys


def _rows(lines: list[str], delimiter: str, unread: list[Unread]) -> Iterator[tuple[int, list[str]]]:
    """Give the line and cells of each record that is not blank.

    A quote that is never closed would swallow the rest of the file: then its line alone is given up.
    """
    csv.field_size_limit(_LONGEST_RECORD)
    start, width = 0, 0
    while start < len(lines):
        source = _Lines(lines, start)
        reader = csv.reader(source, delimiter=delimiter, strict=True)
        is_whole = True
        while is_whole:
            start = source.at
            try:
                cells = next(reader, None)
                if cells is None:
                    return
                is_whole = source.at - start == 1 or len(cells) == (width or len(cells))
            except csv.Error:
                cells, is_whole = [], False
            if not is_whole and len(lines[start]) > _LONGEST_RECORD:
                unread.append(Unread(start + 1, _("it is too long to be a record")))
                continue
            if not is_whole and not _is_open(lines[start]):  # "Acme" Ltd: wrongly quoted, but within its line
                cells = next(csv.reader([lines[start]], delimiter=delimiter))
            elif not is_whole:
                unread.append(Unread(start + 1, _("there is a quote that is not closed")))
                continue
            if any(cell.strip() for cell in cells):
                width = width or (len(cells) if len(cells) > 1 else 0)
                yield start + 1, cells
        start += 1


class _Lines(Iterator[str]):
    """Lines from one place on, with a finger on the next."""

    def __init__(self, lines: list[str], at: int) -> None:
        self.lines = lines
        self.at = at

    def __next__(self) -> str:
        if self.at >= len(self.lines):
            raise StopIteration
        self.at += 1
        return self.lines[self.at - 1]


def _is_open(line: str) -> bool:
    """Say whether a quote is open at the end of a line that began outside of one."""
    return line.count('"') % 2 == 1


def _delimiter(lines: list[str]) -> str:
    """Ask the standard library, then check: the right one gives the first records as many cells as the header."""
    filled = [line for line in lines if line.strip()][: 4 * _LOOKED_AT]
    sample = "".join(filled)
    if not sample.strip():
        return ","
    try:
        sniffed = csv.Sniffer().sniff(sample[:20_000], DELIMITERS).delimiter
    except csv.Error:
        sniffed = ","
    best, found = (0.0, 0), ","
    for delimiter in dict.fromkeys(sniffed + DELIMITERS):
        rows = [cells for _line, cells in _rows(filled, delimiter, [])][: _LOOKED_AT + 1]
        rows = rows[heading(rows) :]
        width = len(rows[0]) if rows else 0
        if width < 2:
            continue
        like_the_header = sum(len(row) == width for row in rows) / len(rows)
        if like_the_header == 1:
            return delimiter
        if (like_the_header, width) > best:
            best, found = (like_the_header, width), delimiter
    return found


def _cells_differ(found: int, expected: int) -> str:
    said = ngettext(
        "it has {found} cell where the header has {expected}",
        "it has {found} cells where the header has {expected}",
        found,
    )
    return said.format(found=found, expected=expected)
