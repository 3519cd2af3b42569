"""Propose what rows of activities become: what was planned, what was done, of which kind, about whom."""

from collections.abc import Sequence
from typing import Any

from tuicrm.exchange.aliases import is_yes
from tuicrm.exchange.headers import fold_text
from tuicrm.exchange.proposing_parts import about, day, key, link, owner, pointer, record
from tuicrm.exchange.understanding import Draft, cells
from tuicrm.sales.action_kinds import KINDS

_DONE = {"completed", "complete", "done", "held", "finished", "已完成", "完成"}
_CANCELLED = {"cancelled", "canceled", "not held", "deferred", "已取消", "取消"}
_ABOUT = (("customer", "id"), ("customer", "link"), ("customer", "name"), ("action", "project"))


def actions(draft: Draft, others: Sequence[Draft]) -> None:
    """One record for each row; where a column says whether it is done, what is done and what is not apart."""
    planned, done = draft.column("action", "planned_on"), draft.column("action", "done_on")
    whose = owner(draft, others, ("action", "owner"))
    minutes = draft.column("action", "minutes")
    common: dict[str, Any] = {
        "customer": link(draft, pointer(draft, "customer", _ABOUT, others), missing="leave"),
        "project": link(draft, pointer(draft, "project", (("action", "project"),), others), missing="leave"),
        "contact": link(draft, pointer(draft, "contact", (("action", "contact"),), others), missing="leave"),
        "owner": whose,
        "kind": _kind(draft, draft.column("action", "kind")),
        "subject": draft.column("action", "subject"),
        "note": draft.column("action", "note") or draft.column("any", "note"),
        "planned_on": day(draft, planned),
        "created_on": day(draft, draft.column("project", "created_on")),
    }
    on_record = {
        "done_on": day(draft, done or planned),
        "done_minutes": {"column": minutes, "unreadable": "leave"} if minutes else None,
    }
    told_apart = key(draft, ("action", "id"), [common["subject"], planned or done, *about(draft)])
    status = draft.column("action", "status")
    if status is None or not (planned or done):
        draft.records.append(record("action", told_apart, common | on_record))
        return
    for state, texts in _states(draft, status).items():
        own = dict(common)
        if state == "done":
            own |= on_record
        elif state == "cancelled":
            own["cancelled_on"] = day(draft, done or planned)
        own["planned_on"] = own["planned_on"] or day(draft, done)
        draft.records.append(record("action", told_apart, own, when={"column": status, "is": texts}))


def _states(draft: Draft, status: str) -> dict[str, list[str]]:
    """What a column of states says, by what it means here."""
    found: dict[str, list[str]] = {}
    for text in dict.fromkeys(cells(draft.sheet, status)):
        folded = fold_text(text)
        is_done = folded in _DONE or is_yes(text)
        state = "done" if is_done else "cancelled" if folded in _CANCELLED else "planned"
        found.setdefault(state, []).append(text)
    return found


def _kind(draft: Draft, column: str | None) -> Any:
    """A column of kinds, with ours for each of its texts: what is not known is a task."""
    if column is None:
        return None
    choices = {text: _ours(text) for text in dict.fromkeys(cells(draft.sheet, column))}
    return {"column": column, "choices": choices} if choices else None


def _ours(text: str) -> str:
    said = fold_text(text)
    words = set(said.replace("-", " ").split())
    for kind in KINDS:
        if any(one in words or (not one.isascii() and one in said) for one in kind.spellings):
            return kind.key
    return "task"
