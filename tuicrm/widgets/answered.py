"""The chart of an answer, ready to be drawn."""

from typing import TYPE_CHECKING

from tuicrm.widgets.chart_values import Chart, Series

if TYPE_CHECKING:
    from typing import Any

UNITS = {"rate": "%", "ratio": "%"}


def chart(title: str, unit: str, currency: str, drawn: "dict[str, Any]", empty: str = "") -> Chart:
    """Make lying bars of labels, values, bounds, marks and notes, or a matrix where there are places."""
    values = tuple(None if value is None else float(value) for value in drawn["values"])
    if "cells" in drawn:
        return Chart(
            "matrix", title, (Series(drawn["name"], values),), drawn["labels"], texts=drawn["texts"],
            columns=drawn["columns"], cells=drawn["cells"], ends=drawn["ends"], empty=empty,
        )  # fmt: skip
    marks = drawn["marks"] and tuple(None if one is None else float(one) for one in drawn["marks"])
    return Chart(
        "hbar", title, (Series(drawn["name"], values),), drawn["labels"],
        currency if unit == "money" else UNITS.get(unit, ""),
        marks=Series(drawn["mark"], marks) if marks else None,
        texts=drawn["texts"], notes=drawn["notes"], ranges=drawn["ranges"], empty=empty,
    )  # fmt: skip
