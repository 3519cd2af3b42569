"""The columns of lists about the pool's rules."""

from tuicrm.cli.output import Column
from tuicrm.plain.language import NP_, _


def returning() -> tuple[Column, ...]:
    """Give the columns of customers that go back to the pool."""
    from tuicrm.sales.pool.recycling import RULE_WORDS

    return (
        Column("id", _("Id"), "right", value=lambda one: one.customer_id),
        Column("name", _("Customer")),
        Column("class", _("Class"), value=lambda one: one.class_key),
        Column("owner", _("Owner")),
        Column("team", _(NP_("people", "Team"))),
        Column("rule", _("Rule")),
        Column("why", _("Why"), value=lambda one: _(RULE_WORDS[one.rule])),
        Column("due_on", _("Due")),
        Column("recycle_on", _("Goes back")),
        Column("warned_on", _("Warned")),
        Column("days_left", _("Days left"), "right"),
    )


def unworked() -> tuple[Column, ...]:
    """Give the columns of customers that wait for a first action."""
    from tuicrm.sales.pool.unworked import STEPS

    return (
        Column("id", _("Id"), "right", value=lambda one: one.customer_id),
        Column("name", _("Customer")),
        Column("class", _("Class"), value=lambda one: one.class_key),
        Column("owner", _("Owner")),
        Column("team", _(NP_("people", "Team"))),
        Column("days", _("Days"), "right"),
        Column("step", _("Step")),
        Column("why", _("Why"), value=lambda one: _(STEPS[one.step])),
    )
