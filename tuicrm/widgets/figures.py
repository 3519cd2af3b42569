"""Figures as charts write them: short, by the unit of the chart."""

import re
from collections.abc import Sequence

from tuicrm.plain.currencies import digits
from tuicrm.plain.formats import percent, short_number

_TOO_LONG = 1e15
_ZEROS = re.compile(r"(?:\.0+|(\.\d*[1-9])0+)(?=\D*$)")
_PLACES = (0, 1, 2, 4)


def figure(value: float, unit: str) -> str:
    """Return a value in few cells: a count, a rate ("%") or money (a currency; minor units)."""
    number = value / 10 ** digits(unit) if unit not in ("", "%") else value
    if abs(number) >= _TOO_LONG:
        return f"{number:.0e}".replace("e+", "e")
    if unit == "%":
        return _not_minus_nothing(percent(value))
    if not unit and abs(number) < 100 and number != int(number):
        return _not_minus_nothing(f"{number:.1f}")
    return _not_minus_nothing(short_number(number))


def ticks(values: Sequence[float], unit: str) -> list[str]:
    """Return the labels of an axis: no needless zeros, and no two alike."""
    labels = [_ZEROS.sub(r"\1", figure(value, unit)) for value in values]
    for places in _PLACES:
        if len(set(labels)) == len(labels):
            break
        labels = [_exact(value, unit, places) for value in values]
    return labels


def _exact(value: float, unit: str, places: int) -> str:
    if unit == "%":
        return f"{value * 100:.{places}f}%"
    number = value / 10 ** digits(unit) if unit else value
    return f"{number:.{places}f}" if abs(number) < _TOO_LONG else f"{number:.{places}e}".replace("e+", "e")


def _not_minus_nothing(text: str) -> str:
    return text if re.search("[1-9]", text) else text.removeprefix("-")
