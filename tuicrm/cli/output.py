"""Where everything goes that a command prints: data to standard output, talk to standard error."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any, Literal

from tuicrm.cli.values import csv_cell, json_text, text
from tuicrm.plain.clean import show
from tuicrm.plain.language import ngettext
from tuicrm.plain.money import Money

Form = Literal["auto", "table", "plain", "json", "csv", "ids"]
SIGPIPE_STATUS = 141
taken_out: list[int] = []
"""How many records each list of this run gave to a program: from many on it is an export, and noted."""
_color: Literal["auto", "always", "never"] = "auto"
SHORTEST = 6  # cells to which a column may shrink so that a table fits the terminal


@dataclass(frozen=True)
class Column:
    """One column of a list, one line of a card.

    Attributes:
        name: the key in JSON and CSV, and the row's attribute or key; it never changes.
        title: the heading for people, in their language.
        align: numbers and money stand right.
        value: where the value is not the row's attribute of that name.
        money: the value is Money; CSV writes amount and currency in two columns.
        keeps: it does not shrink where a table is too wide: cut, it would say something else.
    """

    name: str
    title: str
    align: Literal["left", "right"] = "left"
    value: Callable[[Any], object] | None = None
    money: bool = False
    keeps: bool = False

    def of(self, row: Any) -> object:
        """Give the row's value."""
        if self.value is not None:
            return self.value(row)
        return row[self.name] if isinstance(row, Mapping) else getattr(row, self.name)


def emit(rows: Iterable[Any], columns: Sequence[Column], as_: Form = "auto", *, empty: str = "") -> None:
    """Print a list: a table on a terminal, lines divided by tabs in a pipe, or the form that was asked for.

    Args:
        empty: what to tell a person when there is no row.
    """
    rows = list(rows)
    taken_out.append(0 if settled(as_) == "table" else len(rows))
    match settled(as_):
        case "json":
            document([{column.name: column.of(row) for column in columns} for row in rows])
        case "csv":
            _write(_csv(rows, columns))
        case "ids":
            identify = next((column for column in columns if column.name == "id"), Column("id", "id"))
            _write("".join(f"{show(text(identify.of(row)))}\n" for row in rows))
        case "plain":
            _write("".join("\t".join(show(text(c.of(row))) for c in columns) + "\n" for row in rows))
        case _ if rows:
            _write(_table(rows, columns))
        case _:
            talk(empty)


def emit_card(record: Any, columns: Sequence[Column], as_: Form = "auto") -> None:
    """Print one record: a line for each column that has a value, or one JSON object."""
    match settled(as_):
        case "json":
            document({column.name: column.of(record) for column in columns})
        case "csv" | "ids" as form:
            emit([record], columns, form)
        case "plain":
            _write("".join(f"{column.name}\t{show(text(column.of(record)))}\n" for column in columns))
        case _:
            from tuicrm.widgets.cells import fit, width

            widest = max(width(show(column.title)) for column in columns)
            filled = [(column, text(column.of(record), local=True)) for column in columns]
            lines = [f"{fit(column.title, widest)}  {show(said)}\n" for column, said in filled if said]
            _write("".join(lines))


def tell_more(shown: int) -> None:
    """Say that a list goes on: a script that reads on must not take the first page for all."""
    said = ngettext(
        "Only the first is shown. --limit N shows more.", "Only the first {n} are shown. --limit N shows more.", shown
    )
    talk(said.format(n=shown))


def document(value: object) -> None:
    """Print one JSON document, on a terminal with a line for each value."""
    _write(json_text(value, indent=2 if _is_terminal(sys.stdout) else None) + "\n")


def say(line: str) -> None:
    """Print a text of our own as data: a script, an id."""
    _write(line + "\n")


def talk(line: str) -> None:
    """Tell a person something beside the data; an empty line is not told."""
    if line:
        _to(sys.stderr, "\n".join(show(part) for part in line.split("\n")) + "\n")


def prefer(color: Literal["auto", "always", "never"]) -> None:
    """Take the setting for colours; `auto` asks the terminal."""
    global _color
    _color = color


def progress(line: str) -> None:
    """Show how far it is, in one line of a terminal that the next one takes the place of; "" takes it away."""
    if _is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb":
        _to(sys.stderr, f"\r{show(line)}\x1b[K")


@contextmanager
def progressing() -> Iterator[None]:
    """Show how far the computations inside are; what they print comes after."""
    from tuicrm.plain.progress import heard_by

    try:
        with heard_by(progress):
            yield
    finally:
        progress("")


def coloured(stream: IO[str]) -> bool:
    """Say whether the stream takes colours: a terminal that is not dumb, and nobody who wants none."""
    if _color != "auto":
        return _color == "always"
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and _is_terminal(stream)


def settled(form: Form) -> Form:
    """Give the form that a list takes: where none was asked for, a table on a terminal, else plain lines."""
    if form == "auto":
        return "table" if _is_terminal(sys.stdout) else "plain"
    return form


def _is_terminal(stream: IO[str] | None) -> bool:
    return stream is not None and stream.isatty()


def _csv(rows: Sequence[Any], columns: Sequence[Column]) -> str:
    import csv
    import io

    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([n for c in columns for n in ((c.name, f"{c.name}_currency") if c.money else (c.name,))])
    for row in rows:
        writer.writerow([cell for column in columns for cell in _csv_cells(column, column.of(row))])
    written = file.getvalue()
    if not _is_terminal(sys.stdout):
        return written
    return "".join(show(line) + "\n" for line in written.removesuffix("\n").split("\n"))


def _csv_cells(column: Column, value: object) -> list[str]:
    if not column.money:
        return [csv_cell(value)]
    if not isinstance(value, Money):
        return ["", ""]
    return text(value).split(" ")


def _table(rows: Sequence[Any], columns: Sequence[Column]) -> str:
    from tuicrm.widgets.cells import fit, width

    cells = [[show(text(column.of(row), local=True)) for column in columns] for row in rows]
    titles = [show(column.title) for column in columns]
    widths = [max(width(cell) for cell in column) for column in zip(titles, *cells, strict=True)]
    if _too_wide(widths) > 0:  # what says nothing of any row gives its room to what does
        filled = [at for at in range(len(columns)) if any(row[at] for row in cells)]
        columns, widths = [columns[at] for at in filled], [widths[at] for at in filled]
        titles = [titles[at] for at in filled]
        cells = [[row[at] for at in filled] for row in cells]
    _shrink(widths, [width(title) for title in titles], [column.keeps for column in columns])
    bold, normal = ("\x1b[1m", "\x1b[0m") if coloured(sys.stdout) else ("", "")

    def line(texts: Sequence[str]) -> str:
        filled = [fit(part, size, c.align) for part, size, c in zip(texts, widths, columns, strict=True)]
        return "  ".join(filled).rstrip()

    return f"{bold}{line(titles)}{normal}\n" + "".join(line(row) + "\n" for row in cells)


def _shrink(widths: list[int], least: Sequence[int], keeps: Sequence[bool]) -> None:
    """Take from the widest column, cell by cell, until the table fits the terminal or nothing is left to take."""
    pliant = [place for place, kept in enumerate(keeps) if not kept]
    for _cell in range(max(0, _too_wide(widths))):
        at = max(pliant, key=widths.__getitem__, default=None)
        if at is None or widths[at] <= max(SHORTEST, min(least[at], 2 * SHORTEST)):
            return
        widths[at] -= 1


def _too_wide(widths: Sequence[int]) -> int:
    """Give by how many cells a table is wider than the terminal; below 0 there is room left."""
    import shutil

    return sum(widths) + 2 * (len(widths) - 1) - shutil.get_terminal_size().columns


def _write(data: str) -> None:
    _to(sys.stdout, data)


def _to(stream: IO[str] | None, data: str) -> None:
    """Write it now. Whoever stopped reading (`| head`) is no error, and nothing is said about it."""
    if stream is None:
        return
    try:
        _encoded(stream)
        stream.write(data)
        stream.flush()
    except BrokenPipeError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())  # else Python complains when it flushes at its end
        raise SystemExit(SIGPIPE_STATUS) from None


def _encoded(stream: IO[str]) -> None:
    """Data is UTF-8 whatever the locale; a terminal of another one shows what it can."""
    import io

    if isinstance(stream, io.TextIOWrapper):
        encoding = stream.encoding if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=encoding, errors="replace")
