"""Figures as charts write them: short, by the unit of the chart."""

from tuicrm.plain.currencies import digits


def figure(value: float, unit: str) -> str:
    """Return a value in few cells: a count, a rate ("%") or money (a currency; minor units)."""
    if unit == "%":
        return f"{value * 100:.0f}%"
    return _short(value / 10 ** digits(unit) if unit else value)


def _short(value: float) -> str:
    for power, suffix in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if abs(value) >= power:
            return f"{value / power:.4g}{suffix}"
    return f"{value:.3g}"
