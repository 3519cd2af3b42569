"""Rows about actions, and what customers and projects remember of them."""

from datetime import date, datetime

from tuicrm.plain.periods import month_of
from tuicrm.sales.action_kinds import KIND, OUTCOME
from tuicrm.sample.act import Act
from tuicrm.sample.rows.customers import Known
from tuicrm.sample.rows.ledger import Ledger, Row
from tuicrm.sample.rows.process import Process
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.projects import projects


def add_actions(
    ledger: Ledger, process: Process, known: Known, acts: list[Act], made: dict[int, int]
) -> dict[int, int]:
    """Add the actions in the order in which they were planned; gives the id of each by the act's identity."""
    added = {
        id(act): ledger.add(actions, **_facts(ledger, process, known, act, made, number))
        for number, act in enumerate(acts)
    }
    _remember(ledger)
    return added


def _facts(ledger: Ledger, process: Process, known: Known, act: Act, made: dict[int, int], number: int) -> Row:
    days, is_done = ledger.days, act.state == "done"
    created_at = days.at(act.made)
    done_at = days.at(act.done) if act.done is not None else None
    done_on = days.day(act.done) if act.done is not None else None
    planned_on = days.day(act.planned)
    planned_at = _planned_at(ledger, act)
    people = known.contacts[act.client]
    return {
        "uid": ledger.uid("action", number, int(created_at.timestamp() * 1000)),
        "customer_id": known.customers[act.client],
        "project_id": made[id(act.deal)] if act.deal else None,
        "contact_id": people[act.contact % len(people)],
        "inquiry_id": None,
        "owner_id": ledger.people[act.owner],
        "made_by_id": ledger.people[act.owner],
        "kind": act.kind,
        "subject": _subject(ledger, act),
        "place": None,
        "state": act.state,
        "grain": "minute" if planned_at else "day",
        "planned_on": planned_on,
        "planned_at": planned_at,
        "minutes": KIND[act.kind].minutes,
        "priority": 0,
        "promise": act.promise or None,
        "first_planned_on": days.day(act.first_planned) if act.first_planned is not None else planned_on,
        "postponed": act.postponed,
        "done_at": done_at,
        "done_on": done_on,
        "done_month": month_of(done_on) if done_on else None,
        "outcome": act.outcome or None,
        "note": _note(ledger, act) if is_done else None,
        "done_minutes": act.done_minutes if is_done else None,
        "cost_minor": ledger.money(act.cost) if act.cost else None,
        "currency": ledger.words.currency if act.cost else None,
        "stage_id": ledger.ground.stages[act.stage] if act.stage is not None and is_done else None,
        "playbook_action_id": process.play(act.play, act.made) if act.play else None,
        "handover_id": None,
        "origin": "playbook" if act.play else act.origin,
        "cancel_reason": ledger.words.phrases[act.cancel] if act.cancel else None,
        "created_at": created_at,
        "version": 1,
    }


def _planned_at(ledger: Ledger, act: Act) -> datetime | None:
    """A time of day where one was given; to the half hour."""
    if not act.timed:
        return None
    on = ledger.days.day(act.planned)
    if act.at_hour:
        return ledger.days.planned(on, *act.at_hour)
    halves = int(act.planned % 1 * 16)
    return ledger.days.planned(on, 9 + halves // 2, 30 * (halves % 2))


def _subject(ledger: Ledger, act: Act) -> str:
    group, which = act.about
    words = ledger.words
    if group == "play":
        return words.playbook_actions[str(which)]
    if group == "phrase":
        return words.phrases[str(which)].format(name=words.people["wang"][0])
    choice = words.subjects[act.kind]
    return choice[int(which) % len(choice)]


def _note(ledger: Ledger, act: Act) -> str | None:
    group, which = act.noted
    if group == "phrase":
        return ledger.words.phrases["price_fine"]
    choice = ledger.words.notes.get(group, ())
    return choice[which % len(choice)] or None if choice else None


def _remember(ledger: Ledger) -> None:
    """Set what customers and projects keep of their actions: the last done, the next planned."""
    planned: dict[int, tuple[Row, tuple[date, bool, datetime]]] = {}
    for row in ledger.rows[actions]:
        of = [ledger.rows[customers][row["customer_id"] - 1]]
        if row["project_id"]:
            of.append(ledger.rows[projects][row["project_id"] - 1])
        for record in of:
            if row["state"] == "planned":
                first = (row["planned_on"], row["planned_at"] is None, row["planned_at"] or row["created_at"])
                planned[id(record)] = min(
                    planned.get(id(record), (record, first)), (record, first), key=lambda one: one[1]
                )
            elif row["state"] == "done" and "last_action_at" in record:
                record["last_action_at"] = max(record["last_action_at"] or row["done_at"], row["done_at"])
            elif row["state"] == "done" and record["state"] == "open" and OUTCOME[row["outcome"]].reached:
                record["last_progress_at"] = max(record["last_progress_at"], row["done_at"])
    for record, (on, is_untimed, at) in planned.values():
        record["next_action_at"] = ledger.days.planned(on, 0) if is_untimed else at
