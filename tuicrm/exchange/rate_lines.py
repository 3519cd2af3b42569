"""A table of rates of exchange as a bank gives it: currency, day and rate in each line."""

import csv
import io
from collections.abc import Iterator

from tuicrm.sales.rates import Given

COLUMNS = ("currency", "on", "rate")


def read(body: bytes) -> Iterator[tuple[int, Given]]:
    """Give each filled line with its number; a heading says the order of the columns, else it is currency, on, rate.

    Where semicolons or tabs divide the columns, a comma in a rate is its decimal sign.
    """
    text = body.decode("utf-8-sig", "replace")
    first = text.lstrip().partition("\n")[0]
    divided = next((sign for sign in ";\t" if sign in first), ",")
    order: tuple[str, ...] = COLUMNS
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=divided)
    is_first = True
    for row in rows:
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        heading = tuple(cell.casefold() for cell in cells)
        if is_first and set(COLUMNS) <= set(heading):
            order = heading
        else:
            said = dict(zip(order, cells, strict=False))
            rate = said.get("rate", "")
            yield (
                rows.line_num,
                Given(said.get("currency", ""), rate if divided == "," else rate.replace(",", "."), said.get("on", "")),
            )
        is_first = False
