"""Columns that a mapping says nothing about, taken as own fields where it wants that."""

from collections.abc import Iterable
from dataclasses import replace

from tuicrm.exchange.converting import read_number
from tuicrm.exchange.fields import OWN_KINDS
from tuicrm.exchange.mapping import FileMap, OwnSource, RecordMap, Source
from tuicrm.exchange.reading import Sheet
from tuicrm.plain.periods import read_date
from tuicrm.sales.fields import field_key
from tuicrm.sales.taking_over import DeclaredField

_LOOKED_AT = 2000


def with_own_columns(sheet: Sheet, file: FileMap) -> FileMap:
    """Give the section with an own field for each column that it says nothing about, if it wants so.

    They go to the record that takes the most columns already; their type is what all their cells can be read as.
    """
    chosen = main_record(file)
    if file.unknown != "own" or chosen is None:
        return file
    known = file.columns() | file.ignore
    own = dict(chosen.own)
    for key, header in sheet.columns.items():
        if key in known or not header:
            continue
        type_ = type_of(cell for record in sheet.records[:_LOOKED_AT] if (cell := record.cells[key].strip()))
        own[field_key(header)] = OwnSource(header[:80], type_, type_ == "text", Source(columns=(key,)))
    records = tuple(replace(one, own=own) if one is chosen else one for one in file.records)
    return replace(file, records=records)


def main_record(file: FileMap) -> RecordMap | None:
    """Give the record that a row is about: of those that have own fields, the one with the most columns."""
    able = [one for one in file.records if one.kind in OWN_KINDS]
    return max(able, key=lambda one: len(one.columns()), default=None)


def declared_fields(file: FileMap) -> list[DeclaredField]:
    """Give the own fields that the rows of a file have values for."""
    return [
        DeclaredField(record.kind, key, own.name, own.type, own.is_personal)
        for record in file.records
        for key, own in record.own.items()
    ]


def type_of(cells: Iterable[str]) -> str:
    """Say what all the cells are: numbers, days, or text."""
    filled = list(cells)
    if filled and all(_is_number(cell) for cell in filled):
        return "number"
    if filled and all(_is_day(cell) for cell in filled):
        return "date"
    return "text"


def _is_number(text: str) -> bool:
    if text.startswith(("0", "+")) and len(text) > 1 and not text.startswith("0."):
        return False  # a postal code, a phone: its leading zero says something
    try:
        return abs(read_number(text)) < 10**12
    except ValueError:
        return False


def _is_day(text: str) -> bool:
    try:
        read_date(text)
    except ValueError:
        return False
    return True
