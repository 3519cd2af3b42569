"""A mapping: which column of which file becomes which field of which record."""

from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from decimal import Decimal
from fnmatch import fnmatch
from typing import Literal

from tuicrm.exchange.headers import fold
from tuicrm.exchange.reading import Sheet
from tuicrm.plain.language import _
from tuicrm.sales.rates import Given
from tuicrm.sales.taking_over.arrivals import DeclaredStage, Missing

Policy = Literal["refuse", "leave"]
Unknown = Literal["report", "own", "ignore"]


@dataclass(frozen=True)
class Source:
    """Where the value of one field comes from.

    Attributes:
        columns: folded headers; the first that is filled counts, or all filled ones joined by `join`.
        is_key: of a link to a record whose key has several columns: they make up its key.
        first_of: of a link whose cells name several records: the sign between them; the first counts.
        instead: the column that counts where the others are empty.
        value: a text that every row has, instead of a column.
        default: the text of a row that says nothing.
        choices: texts of the file (folded) -> texts of ours.
        empty: texts (folded) that mean nothing, such as "-" or "n/a".
        unit: a number is multiplied by it: 1000000 for an amount in millions.
        currency, currency_column: of amounts that name none.
        decimal, order: the decimal sign, and which of day and month comes first, where the file is not clear itself.
        unreadable: whether a text that cannot be read refuses its row or leaves the field empty; it is told anyway.
        missing: what to do where a link points to nothing.
    """

    columns: tuple[str, ...] = ()
    is_key: bool = False
    first_of: str | None = None
    join: str | None = None
    instead: str | None = None
    value: str | None = None
    default: str | None = None
    choices: Map[str, str] = field(default_factory=dict)
    empty: frozenset[str] = frozenset()
    unit: Decimal = Decimal(1)
    currency: str | None = None
    currency_column: str | None = None
    decimal: Literal[".", ","] | None = None
    order: Literal["dmy", "mdy"] | None = None
    unreadable: Policy = "refuse"
    missing: Missing = "refuse"


@dataclass(frozen=True)
class OwnSource:
    """An own field that a column becomes: its name, its type, and where it comes from."""

    name: str
    type: str
    is_personal: bool
    source: Source


@dataclass(frozen=True)
class RecordMap:
    """One record that each row of a file becomes.

    Attributes:
        key: the columns that hold its id in the other system.
        when: only rows whose column is filled have this record, or only those where it says one of some texts
            (folded; "" is an empty cell).
        repeats: whether a second row with the same key and other values is a mistake, or the first one counts.
        entered: stage name -> the column with the day on which a project entered it.
    """

    kind: str
    key: tuple[str, ...]
    fields: Map[str, Source]
    own: Map[str, OwnSource] = field(default_factory=dict)
    entered: Map[str, Source] = field(default_factory=dict)
    when: tuple[str, frozenset[str]] | None = None
    repeats: Literal["refuse", "first"] = "refuse"

    def columns(self) -> set[str]:
        """All folded headers that it reads."""
        sources = [*self.fields.values(), *self.entered.values(), *(own.source for own in self.own.values())]
        named = {column for source in sources for column in source.columns}
        named |= {one for source in sources for one in (source.currency_column, source.instead) if one}
        return named | set(self.key) | ({self.when[0]} if self.when else set())


@dataclass(frozen=True)
class FileMap:
    """One kind of file: how it is recognised, read, and what its rows become, record by record.

    Attributes:
        missing_columns: whether a column that the file does not have is a mistake, or is empty in all rows.
    """

    name: str | None
    headers: tuple[str, ...]
    records: tuple[RecordMap, ...]
    ignore: frozenset[str] = frozenset()
    unknown: Unknown = "report"
    encoding: str | None = None
    delimiter: str | None = None
    header_line: int = 1
    missing_columns: Policy = "refuse"

    def columns(self) -> set[str]:
        """All folded headers that its records read."""
        return {column for record in self.records for column in record.columns()}

    def wanted(self) -> set[str]:
        """The folded headers without which it cannot be read."""
        if self.missing_columns == "refuse":
            return self.columns()
        return {column for record in self.records for column in record.key} | {fold(one) for one in self.headers}


@dataclass(frozen=True)
class Mapping:
    """A whole mapping: a system, and its files in the order in which they lean on each other.

    Attributes:
        currency, decimal, order: how amounts and days are read that do not say it themselves.
        rates: what other currencies are worth at home.
        only_by_name: files that look alike are not taken for this one's; it has to be named.
    """

    label: str
    system: str
    files: tuple[FileMap, ...]
    currency: str | None = None
    decimal: Literal[".", ","] | None = None
    order: Literal["dmy", "mdy"] | None = None
    funnel: str | None = None
    stages: tuple[DeclaredStage, ...] = ()
    only_by_name: bool = False
    rates: tuple[Given, ...] = ()

    def file_for(self, name: str, headers: Map[str, str]) -> FileMap | None:
        """Find the section for a file: by its name, else by its headers (folded -> as written)."""
        by_name = (one for one in self.files if one.name and fnmatch(name.casefold(), one.name.casefold()))
        by_headers = (one for one in self.files if one.headers and all(fold(each) in headers for each in one.headers))
        return next(by_name, None) or next(by_headers, None)


@dataclass(frozen=True)
class Mistake:
    """One thing that is wrong with a mapping: where, and what to do."""

    key: str
    sentence: str


class MappingError(Exception):
    """A mapping that cannot be used; each mistake is one line."""

    def __init__(self, label: str, mistakes: list[Mistake]) -> None:
        super().__init__(label)
        self.label = label
        self.mistakes = mistakes

    def lines(self) -> list[str]:
        """Give one line for each mistake: file, key, what to do."""
        return [
            f"{self.label}: {one.key}: {one.sentence}" if one.key else f"{self.label}: {one.sentence}"
            for one in self.mistakes
        ]

    def __str__(self) -> str:
        return "\n".join(self.lines())


def fits(mapping: Mapping, sheets: list[Sheet]) -> bool:
    """Say whether a mapping knows every one of the files by its headers."""
    return bool(sheets) and not mapping.only_by_name and all(_knows(mapping, sheet) for sheet in sheets)


def _knows(mapping: Mapping, sheet: Sheet) -> bool:
    found = mapping.file_for(sheet.name, sheet.columns)
    return found is not None and found.wanted() <= set(sheet.columns)


def check_columns(mapping: Mapping, file: FileMap, sheet: Sheet) -> list[Mistake]:
    """Find columns that the mapping reads and the file does not have."""
    have = {key for record in sheet.records[:1] for key in record.cells} or set(sheet.columns)
    missing = sorted(file.wanted() - have)
    sentence = _("the file has no column “{column}”. It has: {columns}")
    return [Mistake(sheet.name, sentence.format(column=one, columns=", ".join(sheet.headers))) for one in missing]
