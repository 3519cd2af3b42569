"""Workbooks (.xlsx, .xls, .ods) -> their filled sheets, each cell as the text that a table would have for it."""

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

from tuicrm.plain.language import _

ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods")
MOST_CELLS = 20_000_000
"""Of one sheet: a formatted column to the last row makes a sheet large that has ten lines."""


class UnreadableBook(ValueError):
    """A workbook that cannot be opened, with a sentence why."""


def grids(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    """Give the name and the rows of each sheet that has cells and is not hidden, row 1 first.

    Raises:
        UnreadableBook: it is damaged, has a password, or is too large.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            for about in book.sheets_metadata:
                sheet = book.get_sheet_by_name(about.name)
                if about.visible != SheetVisibleEnum.Visible or not sheet.height:
                    continue
                if sheet.total_height * sheet.total_width > MOST_CELLS:
                    raise UnreadableBook(_("it is too large"))
                yield about.name, [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    except PasswordError as error:
        raise UnreadableBook(_("it is locked by a password")) from error
    except CalamineError as error:
        raise UnreadableBook(_("it is no workbook, or it is damaged")) from error


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return f"{Decimal(f'{cell:.15g}'):f}"  # a spreadsheet knows fifteen digits: 0.1 + 0.2 is 0.3 there
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)
