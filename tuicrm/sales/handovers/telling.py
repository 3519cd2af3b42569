"""A handover in words: who, what, the note, and what the record said of each thing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, listed, strung
from tuicrm.sales.action_kinds import KIND, OUTCOME
from tuicrm.sales.handovers.listing import HandoverCard

STATES = {
    "waiting": N_("waits for an answer"),
    "accepted": N_("accepted"),
    "returned": N_("returned"),
    "back": N_("went back, nobody answered in time"),
    "lead": N_("went to the lead, nobody answered in time"),
    "undone": N_("called off"),
    "handed_on": N_("somebody else got it meanwhile"),
}


def told(card: HandoverCard) -> list[str]:
    """Give the lines of a handover."""
    row = card.row
    lines = [
        _("{giver} to {receiver}: {name}, {state}").format(
            giver=show(row.from_name or "?"),
            receiver=show(row.to_name),
            name=show(row.name),
            state=_(STATES[row.state]),
        )
    ]
    if row.note:
        lines.append(f"“{show(row.note)}”")
    if row.reason:
        lines.append(_("returned because: {reason}").format(reason=show(row.reason)))
    for summary in card.summaries:
        lines += ["", *_summary(summary)]
    return lines


def _summary(summary: Mapping[str, Any]) -> list[str]:
    name, customer = summary.get("name") or "", summary.get("customer") or ""
    lines = [show(name if not customer or customer == name else f"{customer}: {name}")]
    if summary.get("stage"):
        facts = [show(summary["stage"]), formats.money(summary.get("amount_minor"), summary.get("currency") or "")]
        if summary.get("expected_on"):
            facts.append(_("expected {day}").format(day=_day(summary["expected_on"])))
        lines.append("  " + strung(facts))
    if people := summary.get("people"):
        lines.append("  " + _("people: {names}").format(names=listed(_person(one) for one in people)))
    for key, words in (
        ("last", _("done")), ("next", _("planned")), ("promises", _("promised")), ("questions", _("asked")),
    ):  # fmt: skip
        lines += [f"  {words}: {_action(one)}" for one in summary.get(key) or ()]
    return lines


def _person(one: list[Any]) -> str:
    return f"{show(one[0])} ({show(one[1])})" if one[1] else show(one[0])


def _action(one: Mapping[str, Any]) -> str:
    kind, outcome = one.get("kind"), one.get("outcome")
    said = [_day(one.get("on"))]
    if kind:
        said.append(_(KIND[kind].word) if kind in KIND else show(kind))
    said.append(show(one.get("subject") or ""))
    if outcome:
        said.append(_(OUTCOME[outcome].word) if outcome in OUTCOME else show(outcome))
    said.append(show(one.get("note") or ""))
    if one.get("promise"):
        said.append(_("we owe") if one["promise"] == "ours" else _("they owe"))
    return strung(said)


def _day(text: str | None) -> str:
    return "" if not text else formats.day(date.fromisoformat(text[:10]))
