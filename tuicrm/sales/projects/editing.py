"""Facts of a project change; two who edit at once are told of each other."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from tuicrm.plain.clean import line
from tuicrm.plain.clean import note as clean_note
from tuicrm.plain.names import name_sort
from tuicrm.sales import rights
from tuicrm.sales.currency import at_home
from tuicrm.sales.hiding import written_over
from tuicrm.sales.home import home
from tuicrm.sales.rules import rule
from tuicrm.sales.since import changed_since
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.lists import CATEGORIES
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects

FIELDS = (
    "name", "customer_id", "amount_minor", "cost_minor", "currency", "expected_on", "category", "probability",
    "probability_reason", "competitor", "note", "owner_id", "first_quote_minor",
)  # fmt: skip
COURSE = ("amount_minor", "expected_on")
"""What says something about the project itself: with a reason its change is progress."""


@dataclass(frozen=True)
class Edited:
    """What an edit changed, by the names of the fields."""

    id: int
    fields: tuple[str, ...]
    version: int


@rule(
    "project.edit", right="sell", writes=True,
    refuses=(
        "changed_since", "sold", "nameless", "negative_amount", "category", "probability", "probability_reason",
        "field_unknown", "claim_first",
    ),
)  # fmt: skip
def edit(
    session: Session, actor: Actor, project_id: int, version: int, *, reason: str = "",
    back_to: tuple[int, datetime | None] | None = None, now: datetime, **values: Any,
) -> Edited:  # fmt: skip
    """Set facts of a project as seen in `version`; amounts in minor units.

    An own probability needs a reason of its own. What was put aside by a move is settled by any other.

    Args:
        reason: why the amount or the expected day is another; with it the change counts as progress.
        back_to: how often the expected day had moved and when the last progress was, before the edit that this
            one takes back.

    Raises:
        ChangedSince: somebody changed the same fields meanwhile; other fields do not disturb each other.
    """
    if unknown := set(values) - set(FIELDS):
        raise Refused("field_unknown", fields=tuple(sorted(unknown)))
    rights.find(session, actor, projects, project_id, to_write=True)
    session.lock(projects, project_id)
    changed_since(session, projects, project_id, version, tuple(values))
    before = _row(session, project_id)
    written = _checked(session, actor, before, values)
    if before.state == "won" and any(written.get(name, was) != was for name, was in _sold_for(before).items()):
        raise Refused("sold", name=before.name)  # its purchases and credit are what it was won for
    if {"amount_minor", "currency"} & set(written):
        amount, currency = written.get("amount_minor", before.amount_minor), written.get("currency", before.currency)
        house = home(session)
        written["home_minor"] = at_home(session, house, amount, currency, house.day(now))
    if "expected_on" in written and before.expected_on is not None and written["expected_on"] != before.expected_on:
        written["expected_moves"] = before.expected_moves + 1
    changes_course = any(name in written and written[name] != getattr(before, name) for name in COURSE)
    if (why := line(reason)[:200]) and changes_course:
        written |= {"last_progress_at": now, "edit_reason": why}
    if "probability" in written and back_to is None:
        written |= {"stale_probability": None, "stale_reason": None}
    if back_to is not None:
        written["expected_moves"], written["last_progress_at"] = back_to
    change.update(session, projects, project_id, **written)
    after = _row(session, project_id)
    fields = tuple(name for name in values if getattr(before, name) != getattr(after, name))
    if fields:
        back = {name: getattr(before, name) for name in fields}
        counted = (before.expected_moves, before.last_progress_at)
        session.can_be_undone_by("project.edit", project_id, after.version, back_to=counted, **back)
    return Edited(project_id, fields, after.version)


@rule("project.set_aside", right="sell", writes=True)
def set_aside(session: Session, actor: Actor, project_id: int, is_away: bool = True, *, now: datetime) -> int:
    """Take a project that was made by mistake out of all lists, or put it back; nothing is deleted."""
    rights.find(session, actor, projects, project_id, to_write=True)
    change.update(session, projects, project_id, archived_at=now if is_away else None)
    session.can_be_undone_by("project.set_aside", project_id, not is_away)
    return project_id


def _sold_for(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("amount_minor", "cost_minor", "currency")}


def _row(session: Session, project_id: int) -> Any:
    row = session.get(projects, project_id)
    if row is None:
        raise NotFound("project", project_id)
    return row


def _checked(session: Session, actor: Actor, before: Any, values: dict[str, Any]) -> dict[str, Any]:
    written = dict(values)
    if "name" in written:
        written["name"] = line(str(written["name"] or ""))
        if not written["name"]:
            raise Refused("nameless")
        written["name_sort"] = name_sort(written["name"])
    for name in ("competitor", "probability_reason"):
        if name in written:
            written[name] = line(written[name] or "")[:200] or None
    if "note" in written:
        text = written_over(before.note, str(written["note"] or ""), before.name)
        written["note"] = clean_note(text) or None
    if any((written.get(name) or 0) < 0 for name in ("amount_minor", "cost_minor", "first_quote_minor")):
        raise Refused("negative_amount")
    if written.get("category", "pipeline") not in CATEGORIES:
        raise Refused("category", given=written["category"], known=CATEGORIES)
    if written.get("probability") is not None and not 0 <= written["probability"] <= 100:
        raise Refused("probability", given=written["probability"])
    _check_reason(before, written)
    if written.get("customer_id") is not None:
        rights.find(session, actor, customers, written["customer_id"])
    if "owner_id" in written and written["owner_id"] != before.owner_id:
        rights.allow(actor, "lead")
        if written["owner_id"] is not None and session.get(users, written["owner_id"]) is None:
            raise NotFound("user", written["owner_id"])
        team = select(users.c.team_id).where(users.c.id == written["owner_id"])
        written["team_id"] = session.value(team)
    return written


def _check_reason(before: Any, written: dict[str, Any]) -> None:
    """An own probability stands with its reason; without one there is no reason either."""
    if "probability" not in written and "probability_reason" not in written:
        return
    own = written.get("probability", before.probability)
    if own is None:
        written["probability_reason"] = None
    elif own != before.probability and not written.get("probability_reason", before.probability_reason):
        raise Refused("probability_reason", given=own)
