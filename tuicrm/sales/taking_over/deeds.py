"""Actions: what was planned, what was done and what came of it, by which version of which playbook."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from tuicrm.plain.periods import month_of
from tuicrm.sales.action_kinds import KIND
from tuicrm.sales.next_action import renew_next
from tuicrm.sales.taking_over.arrivals import Arrival
from tuicrm.sales.taking_over.kinds import Kind, New, Renewal, Row
from tuicrm.sales.taking_over.work import Work, day_of, money_of, text_of
from tuicrm.store import change
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.funnel import playbook_actions, playbooks


def _row(work: Work, arrival: Arrival) -> Row:
    done_on, cancelled_on = day_of(arrival, "done_on"), day_of(arrival, "cancelled_on")
    planned_on = day_of(arrival, "planned_on")
    begun_on = min((on for on in (planned_on, done_on) if on), default=None)
    state = "done" if done_on else "cancelled" if cancelled_on else "planned"
    cost = money_of(arrival, "cost")
    kind = text_of(arrival, "kind") or "task"
    project_id = work.linked(arrival, "project")
    return {
        "customer_id": work.linked(arrival, "customer") or work.customer_of(project_id),
        "project_id": project_id,
        "contact_id": work.linked(arrival, "contact"),
        "owner_id": work.linked(arrival, "owner"),
        "kind": kind,
        "subject": text_of(arrival, "subject") or KIND[kind].word,
        "place": text_of(arrival, "place"),
        "state": state,
        "grain": "day",
        "planned_on": planned_on,
        "first_planned_on": planned_on,
        "postponed": arrival.values.get("postponed") or 0,
        "minutes": arrival.values.get("minutes"),
        "promise": text_of(arrival, "promise"),
        "done_at": work.moment(done_on) if done_on else None,
        "done_on": done_on,
        "done_month": month_of(done_on) if done_on else None,
        "outcome": (text_of(arrival, "outcome") or "done") if done_on else None,
        "done_minutes": arrival.values.get("done_minutes"),
        "cost_minor": cost.minor if cost else None,
        "currency": cost.currency if cost else None,
        "note": text_of(arrival, "note"),
        "cancel_reason": text_of(arrival, "cancel_reason"),
        "stage_id": work.linked(arrival, "stage") or work.stage_on(project_id, done_on or planned_on),
        "playbook_action_id": _playbook_action(work, arrival),
        "origin": "import",
        "created_at": work.moment(day_of(arrival, "created_on") or begun_on),
    }


def _playbook_action(work: Work, arrival: Arrival) -> int | None:
    """The action of the playbook's version that it was planned by; made where the stage is known and it is missing."""
    subject, stage_id = text_of(arrival, "playbook"), work.linked(arrival, "stage")
    if subject is None:
        return None
    number = arrival.values.get("playbook_version") or 1
    place = "playbook", f"{stage_id}|{number}|{subject}"
    if place not in work.ids:
        in_book = playbook_actions.join(playbooks, playbooks.c.id == playbook_actions.c.playbook_id)
        known = (
            select(func.min(playbook_actions.c.id))
            .select_from(in_book)
            .where(playbooks.c.number == number, playbook_actions.c.subject == subject)
        )
        found = work.session.value(known if stage_id is None else known.where(playbooks.c.stage_id == stage_id))
        if found is None and stage_id is not None:
            found = _write_down(work, stage_id, number, subject, text_of(arrival, "kind") or "task")
        work.ids[place] = found
    if work.ids[place] is None:
        work.note(arrival, "left_link", "playbook")
    return work.ids[place]


def _write_down(work: Work, stage_id: int, number: int, subject: str, kind: str) -> int:
    book = playbooks.c.stage_id == stage_id, playbooks.c.number == number
    playbook_id = work.session.value(select(playbooks.c.id).where(*book))
    if playbook_id is None:
        playbook_id = change.insert(
            work.session, playbooks, stage_id=stage_id, number=number, made_at=work.now, made_by_id=work.actor.id
        )
    last = select(func.max(playbook_actions.c.position)).where(playbook_actions.c.playbook_id == playbook_id)
    position = work.session.value(last)
    return change.insert(
        work.session, playbook_actions, playbook_id=playbook_id, position=0 if position is None else position + 1,
        kind=kind, subject=subject, due_days=0,
    )  # fmt: skip


def _made(work: Work, made: Sequence[New]) -> None:
    _follow(work, [action_id for action_id, _arrival in made])


def _renewed(work: Work, renewal: Renewal, columns: Row) -> tuple[bool, tuple[str, ...]]:
    if columns:
        _follow(work, [renewal.record_id])
    return False, ()


def _follow(work: Work, ids: Sequence[int]) -> None:
    """Customers know when they were last spoken to, and what comes next."""
    columns = actions.c.customer_id, actions.c.project_id, actions.c.state, actions.c.done_at
    last: dict[int, Any] = {}
    planned: set[tuple[int | None, int | None]] = set()
    for row in work.session.all(select(*columns).where(actions.c.id.in_(ids))):
        if row.state == "planned":
            planned.add((row.customer_id, row.project_id))
        elif row.state == "done" and row.customer_id:
            last[row.customer_id] = max(row.done_at, last.get(row.customer_id, row.done_at))
    for customer_id, heard_at in work.session.all(
        select(customers.c.id, customers.c.last_action_at).where(customers.c.id.in_(last))
    ):
        if heard_at is None or heard_at < last[customer_id]:
            change.update(work.session, customers, customer_id, last_action_at=last[customer_id])
    for customer_id, project_id in sorted(planned, key=str):
        renew_next(work.session, work.house, customer_id, project_id)


def _refuses(work: Work, arrival: Arrival) -> tuple[str, str] | None:
    if arrival.links.get("project") is None and arrival.links.get("customer") is None:
        return "about_nothing", "customer"
    days = [day_of(arrival, name) for name in ("planned_on", "done_on", "cancelled_on")]
    if not any(days):
        return "empty", "planned_on"
    return ("later", "done_on") if days[1] and days[1] > work.today else None


_STATE = ("state", "done_at", "done_on", "done_month", "outcome", "stage_id")
ACTION = Kind(
    "action", actions, _row,
    {
        "owner": ("owner_id",), "kind": ("kind",), "subject": ("subject",), "planned_on": ("planned_on",),
        "done_on": _STATE, "outcome": _STATE, "cancelled_on": _STATE, "minutes": ("minutes",),
        "done_minutes": ("done_minutes",), "cost": ("cost_minor", "currency"), "note": ("note",),
        "promise": ("promise",), "postponed": ("postponed",), "playbook": ("playbook_action_id",),
        "playbook_version": ("playbook_action_id",),
    },
    made=_made, renewed=_renewed, refuses=_refuses,
)  # fmt: skip
