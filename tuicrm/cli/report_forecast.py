"""`tuicrm report forecast`: the months to come in cumulative categories."""

from typing import TYPE_CHECKING

from tuicrm.cli.output import Column, Form, emit, talk
from tuicrm.cli.reading import money
from tuicrm.plain.language import _

if TYPE_CHECKING:
    from tuicrm.store.database import Desk


def print_forecast(at: "Desk", where: str, as_: Form) -> None:
    """Print the months to come in cumulative categories."""
    from tuicrm.sales import analysis
    from tuicrm.sales.analysis.dimensions import label

    found = at.read(analysis.forecast, where)

    def column(name: str, title: str) -> Column:
        return Column(
            name, title, "right", lambda row: money(getattr(row, f"{name}_minor"), found.currency), money=True
        )

    columns = (
        Column("month", _("Month"), value=lambda row: label("month", row.month)),
        column("closed", _("Closed")),
        column("commit", _("Commit")),
        column("best", _("Best case")),
        column("pipeline", _("Pipeline")),
        column("weighted", _("Weighted")),
        Column("open_count", _("Open"), "right"),
        Column("late_count", _("Overdue"), "right"),
    )
    emit(found.months, columns, as_)
    if as_ == "table":
        talk(_(found.definition))
