"""Projects, with the course they took: what already happened is history, not a move of today."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from unicodedata import normalize

from sqlalchemy import select

from tuicrm.plain.names import name_sort
from tuicrm.plain.periods import month_of
from tuicrm.sales.taking_over import outcomes, stays
from tuicrm.sales.taking_over.arrivals import Arrival
from tuicrm.sales.taking_over.course import Course, plot
from tuicrm.sales.taking_over.edits import is_edited
from tuicrm.sales.taking_over.kinds import Kind, New, Renewal, Row
from tuicrm.sales.taking_over.passing import holds_back
from tuicrm.sales.taking_over.work import Work, day_of, money_of, text_of
from tuicrm.store import change
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.projects import handovers, project_products, projects

_MONEY = ("amount_minor", "currency", "home_minor")
_WHERE = ("stage_id", "closed_on")  # what a person here decides by moving, winning, losing


def course_of(work: Work, arrival: Arrival) -> Course:
    """Plot the course that a row tells of."""
    stage_id = work.linked(arrival, "stage")
    assert stage_id is not None  # a row without a stage is refused
    names = {stage.name.casefold(): stage.id for stage in work.stages.values()}
    entered = {names[name.casefold()]: on for name, on in arrival.values.get("entered") or () if on is not None}
    return plot(
        work.stages[stage_id],
        work.stages,
        entered,
        created_on=day_of(arrival, "created_on"),
        closed_on=day_of(arrival, "closed_on"),
        today=work.today,
    )


def _row(work: Work, arrival: Arrival) -> Row:
    course = course_of(work, arrival)
    on = course.closed_on or work.today
    amount, cost = money_of(arrival, "amount"), money_of(arrival, "cost")
    minor, home_minor = work.money(amount, on)
    currency = next((money.currency for money in (amount, cost) if money), work.house.currency)
    owner_id = work.linked(arrival, "owner")
    name = text_of(arrival, "name") or work.product_names.get(work.linked(arrival, "product") or 0)
    return {
        "customer_id": work.linked(arrival, "customer"),
        "name": name,
        "name_sort": name_sort(name)[:240] if name else None,
        "handle": _handle(text_of(arrival, "handle") or arrival.key),
        "funnel_id": work.funnel_id,
        "owner_id": owner_id,
        "team_id": work.team_of.get(owner_id) if owner_id else None,
        "source_id": work.linked(arrival, "source"),
        "campaign_id": work.linked(arrival, "campaign"),
        "amount_minor": minor,
        "cost_minor": cost.minor if cost and cost.currency == currency else None,
        "currency": currency,
        "home_minor": home_minor,
        "expected_on": day_of(arrival, "expected_on"),
        "probability": arrival.values.get("probability"),
        "competitor": text_of(arrival, "competitor"),
        "note": text_of(arrival, "note"),
        "created_at": work.moment(course.begun_on),
        "created_on": course.begun_on or course.closed_on or work.today,
        "created_month": month_of(course.begun_on or course.closed_on or work.today),
        "created_by_id": None,
        "lost_reason_id": work.linked(arrival, "lost_reason"),
        "lost_note": text_of(arrival, "lost_note"),
        **_standing(work, course),
    }


def _standing(work: Work, course: Course) -> Row:
    """Where the project stands, and since when."""
    here = course.stays[-1]
    stage = work.stages[here.stage_id]
    known = [stay.on for stay in course.stays if stay.on is not None]
    is_closed = stage.kind != "open"
    return {
        "stage_id": stage.id,
        "state": stage.kind,
        "category": stage.category,
        "stage_since_at": stays.entered_at(work, course),
        "is_stage_since_known": here.on is not None,
        "last_progress_at": work.moment(max(known)) if known else None,
        "closed_at": work.moment(course.closed_on if course.is_closed_known else None) if is_closed else None,
        "closed_on": course.closed_on,
        "closed_month": month_of(course.closed_on) if course.closed_on else None,
        "cycle_days": course.cycle_days,
        "lost_stage_id": course.lost_stage_id if stage.kind == "lost" else None,
    }


def _handle(text: str) -> str:
    return re.sub(r"[^\w]+", "-", normalize("NFKC", text).casefold()).strip("-_")[:50] or "project"


def _complete(work: Work, rows: Sequence[Row]) -> None:
    """Name the nameless after what they are about, and give each a handle of its own."""
    session = work.session
    taken = set(session.values(select(projects.c.handle).where(projects.c.handle.in_([row["handle"] for row in rows]))))
    about = {row["customer_id"] for row in rows if row["name"] is None and row["customer_id"]}
    named = session.all(select(customers.c.id, customers.c.name).where(customers.c.id.in_(about))) if about else []
    names = {row.id: row.name for row in named}
    for row in rows:
        stem, number = row["handle"], 1
        while row["handle"] in taken:
            number += 1
            row["handle"] = f"{stem}-{number}"
        taken.add(row["handle"])
        row["name"] = row["name"] or names.get(row["customer_id"]) or row["handle"]
        row["name_sort"] = name_sort(row["name"])[:240]


def _made(work: Work, made: Sequence[New]) -> None:
    courses = [(project_id, arrival, course_of(work, arrival)) for project_id, arrival in made]
    stays.write(work, courses)
    lines = []
    for project_id, arrival in made:
        if (product_id := work.linked(arrival, "product")) is not None:
            lines.append(
                {"project_id": project_id, "product_id": product_id, "quantity": arrival.values.get("quantity") or 1}
            )
    change.insert_many(work.session, project_products, lines)
    outcomes.settle(work, [(project_id, arrival) for project_id, arrival in made], are_new=True)
    for _id, arrival, course in courses:
        if course.contradicts:
            work.note(arrival, "contradiction", "entered")
        if course.closed_on is not None and not course.is_closed_known:
            work.note(arrival, "close_unknown", "closed_on")


def _renewed(work: Work, renewal: Renewal, columns: Row) -> tuple[bool, tuple[str, ...]]:
    """Bring stage, product and outcome to where the file has them, unless they were moved here."""
    kept: tuple[str, ...] = ()
    arrival = renewal.arrival
    if "owner_id" in columns:
        team_id = work.team_of.get(columns["owner_id"]) if columns["owner_id"] else None
        change.update(work.session, projects, renewal.record_id, team_id=team_id)
    is_changed = _renew_stage(work, renewal)
    if is_changed is None:
        kept, is_changed = ("stage",), False
    is_changed |= _renew_product(work, renewal)
    if not kept and (is_changed or columns):
        outcomes.settle(work, [(renewal.record_id, arrival)], are_new=False)
        if work.session.exists(select(handovers.c.id).where(handovers.c.project_id == renewal.record_id)):
            work.past_projects[renewal.record_id] = arrival  # who held it when it closed is told elsewhere
    return is_changed, kept


def _renew_stage(work: Work, renewal: Renewal) -> bool | None:
    """Follow the file's course; None where somebody here has moved the project since, and it tells another one."""
    course = course_of(work, renewal.arrival)
    before = renewal.before
    standing = _standing(work, course)
    same_place = standing["stage_id"] == before["stage_id"]
    if same_place and not course.is_closed_known and course.stays[-1].on is None:
        standing = {"stage_id": before["stage_id"]}  # nothing new is known of when
    differing = {name: value for name, value in standing.items() if before[name] != value}
    if not differing:
        return False
    if is_edited(before, renewal.written, *_WHERE):
        return None if not same_place or "closed_on" in differing else False
    if not same_place and holds_back(
        work, renewal.arrival, renewal.record_id, standing["stage_id"], course.stays[-1].on
    ):
        return None
    if course.begun_on is not None:
        differing |= _begun(work, course.begun_on, before)
    since, is_known = stays.follow(work, renewal.record_id, course, before["owner_id"])
    differing |= {"stage_since_at": since, "is_stage_since_known": is_known}
    return change.update(work.session, projects, renewal.record_id, **differing)


def _begun(work: Work, begun_on: date, before: Mapping[str, Any]) -> Row:
    if before["created_on"] == begun_on:
        return {}
    return {"created_at": work.moment(begun_on), "created_on": begun_on, "created_month": month_of(begun_on)}


def _renew_product(work: Work, renewal: Renewal) -> bool:
    """Another product takes the place of the one that came before; what was added here stays."""
    product_id = work.linked(renewal.arrival, "product")
    if product_id is None:
        return False
    living = project_products.c.project_id == renewal.record_id, project_products.c.archived_at.is_(None)
    rows = work.session.all(select(project_products.c.id, project_products.c.product_id).where(*living))
    if any(row.product_id == product_id for row in rows) or len(rows) > 1:
        return False
    if rows:
        change.update(work.session, project_products, rows[0].id, product_id=product_id)
    else:
        change.insert(work.session, project_products, project_id=renewal.record_id, product_id=product_id)
    return True


def _refuses(work: Work, arrival: Arrival) -> tuple[str, str] | None:
    if arrival.links.get("stage") is None:
        return "empty", "stage"
    names = {stage.name.casefold() for stage in work.stages.values()}
    if any(name.casefold() not in names for name, _on in arrival.values.get("entered") or ()):
        return "no_stage", "entered"
    probability = arrival.values.get("probability")
    if probability is not None and not 0 <= probability <= 100:
        return "percent", "probability"
    return None


PROJECT = Kind(
    "project",
    projects,
    _row,
    {
        "customer": ("customer_id",),
        "name": ("name", "name_sort"),
        "owner": ("owner_id",),
        "source": ("source_id",),
        "campaign": ("campaign_id",),
        "amount": _MONEY,
        "cost": ("cost_minor",),
        "expected_on": ("expected_on",),
        "probability": ("probability",),
        "competitor": ("competitor",),
        "note": ("note",),
        "lost_reason": ("lost_reason_id",),
        "lost_note": ("lost_note",),
    },
    complete=_complete,
    made=_made,
    renewed=_renewed,
    refuses=_refuses,
)
