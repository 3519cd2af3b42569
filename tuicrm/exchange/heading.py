"""Where a table begins and ends in its file: titles above the headers, totals below the rows."""

import re
from collections.abc import Sequence

from tuicrm.exchange.headers import fold

LOOKED_AT = 20
_FEWEST = 3
_CALLED = (
    "total, totals, grand total, subtotal, sum, summe, gesamt, gesamtsumme, zwischensumme, 合计, 总计, 小计, 共计, 汇总"
)
_TOTALS = frozenset(fold(one) for one in _CALLED.split(","))
_FIGURES = re.compile(r"[^A-Za-z\u00c0-\u024f\u3040-\u9fff]*(?:万|亿|元|[A-Z]{3}|[km])?", re.ASCII)


def heading(rows: Sequence[Sequence[str]]) -> int:
    """Give the index of the row of headers: the first of words that is half as wide as the widest of the first rows.

    Above it stand titles and days of an export, and headers that are merged over several columns.
    """
    filled = [[cell for cell in row if cell.strip()] for row in rows[:LOOKED_AT]]
    most = max(map(len, filled), default=0)
    if most < _FEWEST or len(filled[0]) * 2 >= most:
        return 0
    wide = (at for at, row in enumerate(filled) if len(row) * 2 >= most and len(set(row)) == len(row))
    return next((at for at in wide if all(map(_is_word, filled[at]))), 0)


def is_total(cells: Sequence[str]) -> bool:
    """Say whether a row sums up those above it: called so in its first filled cell, with figures alone behind it."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if not filled or fold(filled[0]) not in _TOTALS or len(filled) * 2 > len(cells):
        return False
    return all(_FIGURES.fullmatch(cell) for cell in filled[1:])


def _is_word(text: str) -> bool:
    return any(char.isalpha() for char in text) and not text.strip()[:1].isdigit()
