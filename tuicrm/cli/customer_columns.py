"""The columns of lists of customers, for people and for scripts."""

from tuicrm.cli.output import Column
from tuicrm.plain.language import _


def columns() -> tuple[Column, ...]:
    """Give the columns of a list of customers."""
    return (
        Column("id", _("Id"), "right"),
        Column("name", _("Customer")),
        Column("city", _("City")),
        Column("class", _("Class"), value=lambda row: row.class_key),
        Column("source", _("Source")),
        Column("owner", _("Owner")),
        Column("since_days", _("Days"), "right"),
        Column("how", _("How"), value=lambda row: row.how),
        Column("reason", _("Reason"), value=lambda row: row.reason),
        Column("last_action_at", _("Last action")),
        Column("idle_days", _("Idle"), "right"),
        Column("last_inquiry_at", _("Asked")),
        Column("next_action_at", _("Next")),
        Column("worked_on_by", _("Worked on by"), value=lambda row: [one.name for one in row.workers]),
    )
