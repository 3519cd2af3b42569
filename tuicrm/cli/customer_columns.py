"""The columns of lists of customers, for people and for scripts."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from tuicrm.cli.output import Column, Form
from tuicrm.cli.reading import money
from tuicrm.plain.language import _

if TYPE_CHECKING:
    from tuicrm.sales.fields import OwnField


def columns_in(form: Form, currency: str, declared: "Sequence[OwnField]") -> tuple[Column, ...]:
    """Give the columns in a form: on a terminal a few, in JSON own fields by key, in CSV one column for each."""
    if form == "table":
        return columns(currency, short=True)
    every = columns(currency)
    if form == "json":
        return (
            *every,
            Column("fields", _("fields"), value=lambda row: {key: _own(key)(row) for key in _keys(declared)}),
        )
    taken = {column.name for column in every}
    named = [(f"field_{key}" if key in taken else key, key) for key in _keys(declared)]
    return (*every, *(Column(name, name, value=_own(key)) for name, key in named))


def _keys(declared: "Sequence[OwnField]") -> list[str]:
    return [one.key for one in declared if one.record_kind == "customer"]


def _own(key: str) -> Callable[[Any], str | None]:
    return lambda row: row.extra.own.get(key)


def columns(currency: str, *, short: bool = False) -> tuple[Column, ...]:
    """Give the columns of a list of customers; a short one is for a terminal."""
    usual = (
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
    return usual if short else (*usual, *_rules(currency))


def _rules(currency: str) -> tuple[Column, ...]:
    """Give what the pool's rules say of a customer."""
    return (
        Column("industry", _("Industry")),
        Column("region", _("Region")),
        Column("worth", _("Worth"), "right", lambda row: money(row.extra.worth_minor, currency), money=True),
        Column("complete", _("Known"), "right", lambda row: row.extra.complete),
        Column("recycle_on", _("Goes back"), value=lambda row: row.extra.recycle_on),
        Column("recycle_rule", _("Rule"), value=lambda row: row.extra.recycle_rule),
        Column("recycle_days", _("Days left"), "right", lambda row: row.extra.recycle_days),
        Column("locked_until_on", _("Locked until")),
        Column(
            "response_used", _("Answer"), "right", lambda row: row.extra.response and row.extra.response.used_seconds
        ),
        Column(
            "response_allowed", _("of"), "right", lambda row: row.extra.response and row.extra.response.allowed_seconds
        ),
        Column("pool", _("Pool")),
    )
