"""What the way from one stage to another asks for: set as a whole, read with the stages."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tuicrm.plain.clean import line
from tuicrm.plain.language import N_, _
from tuicrm.sales.action_kinds import KIND
from tuicrm.sales.funnel.arranging import transition
from tuicrm.sales.funnel.criteria import COLUMNS, ROLES
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.funnel import criteria, stages, transitions

LABELS = {
    "amount": N_("amount"),
    "cost": N_("cost"),
    "customer": N_("customer known"),
    "expected": N_("expected day"),
    "competitor": N_("competitor known"),
    "owner": N_("owner"),
    "product": N_("product chosen"),
    "need": N_("need known"),
    "contact": N_("contact known"),
    "decider": N_("decider known"),
}
FIELDS = (*COLUMNS, "product", "need", "contact", "decider")
REFUSES = ("asked_field", "asked_kind", "asked_label", "asked_role", "same_way")


@dataclass(frozen=True)
class Asked:
    """One exit criterion: a filled `field`, a ticked `check`, or a done `action` of a kind."""

    kind: str
    what: str
    label: str = ""


@dataclass(frozen=True)
class Way:
    """What a move between two stages asks for. Without anything it is free."""

    to_id: int
    criteria: tuple[Asked, ...] = ()
    lowest_role: str | None = None
    needs_approval: bool = False

    @property
    def is_free(self) -> bool:
        """Say whether anybody who sells may go there at any time."""
        return not self.criteria and self.lowest_role is None and not self.needs_approval


def ways_from(session: Session, stage_id: int) -> tuple[Way, ...]:
    """Give what leaving a stage asks for, by where one goes."""
    rows = session.all(
        select(transitions)
        .join(stages, stages.c.id == transitions.c.to_stage_id)
        .where(transitions.c.from_stage_id == stage_id, transitions.c.archived_at.is_(None))
        .where(stages.c.archived_at.is_(None))
        .order_by(stages.c.position, transitions.c.id)
    )
    return tuple(
        Way(row.to_stage_id, criteria_of(session, row.id), row.lowest_role, row.needs_approval) for row in rows
    )


def criteria_of(session: Session, transition_id: int) -> tuple[Asked, ...]:
    """Give the criteria of a transition in order."""
    living = criteria.c.transition_id == transition_id, criteria.c.archived_at.is_(None)
    rows = session.all(select(criteria).where(*living).order_by(criteria.c.position, criteria.c.id))
    return tuple(Asked(row.kind, row.what, row.label) for row in rows)


@rule("stage.ways", right="read")
def ways(session: Session, actor: Actor, stage_id: int, *, now: datetime) -> tuple[Way, ...]:
    """Give what leaving a stage asks for, by where one goes."""
    return ways_from(session, stage_id)


@rule("stage.ask_for", right="manage", writes=True, refuses=REFUSES)
def ask_for(session: Session, actor: Actor, from_id: int, way: Way, *, now: datetime) -> Way:
    """Set all that the way from one stage to another asks for; what was ticked for a check of the same name stays."""
    checked_way = checked(session, from_id, way)
    before = put(session, from_id, checked_way, now)
    if before != checked_way:
        session.can_be_undone_by("stage.ask_for", from_id, before)
    return checked_way


def checked(session: Session, from_id: int, way: Way) -> Way:
    """Clean what a way is to ask for, and refuse what cannot be asked for."""
    rows = [session.get(stages, one) for one in (from_id, way.to_id)]
    for record_id, row in zip((from_id, way.to_id), rows, strict=True):
        if row is None or row.archived_at is not None:
            raise NotFound("stage", record_id)
    if from_id == way.to_id:
        raise Refused("same_way", name=rows[0].name)
    if way.lowest_role not in (None, *ROLES):
        raise Refused("asked_role", given=way.lowest_role, known=ROLES)
    role = None if way.lowest_role == ROLES[0] else way.lowest_role
    return Way(way.to_id, tuple(_checked(one) for one in way.criteria), role, way.needs_approval)


def put(session: Session, from_id: int, way: Way, now: datetime) -> Way:
    """Write what a way asks for; give what it asked for before."""
    row = transition(session, from_id, way.to_id)
    if row is None:
        if way.is_free:
            return way
        made = change.insert(
            session, transitions, from_stage_id=from_id, to_stage_id=way.to_id, lowest_role=way.lowest_role,
            needs_approval=way.needs_approval,
        )  # fmt: skip
        _put_criteria(session, made, way.criteria, now)
        return Way(way.to_id)
    before = Way(way.to_id, criteria_of(session, row.id), row.lowest_role, row.needs_approval)
    change.update(session, transitions, row.id, lowest_role=way.lowest_role, needs_approval=way.needs_approval)
    if before.criteria != way.criteria:
        _put_criteria(session, row.id, way.criteria, now)
    return before


def _put_criteria(session: Session, transition_id: int, wanted: tuple[Asked, ...], now: datetime) -> None:
    """Keep the rows of criteria that stay: what was ticked for them is still ticked."""
    rows = session.all(select(criteria).where(criteria.c.transition_id == transition_id).order_by(criteria.c.id.desc()))
    known = {(row.kind, row.what): row for row in rows}
    for place, one in enumerate(wanted):
        row = known.pop((one.kind, one.what), None)
        if row is None:
            change.insert(
                session, criteria, transition_id=transition_id, position=place, kind=one.kind, what=one.what,
                label=one.label,
            )  # fmt: skip
        else:
            change.update(session, criteria, row.id, position=place, label=one.label, archived_at=None)
    for row in known.values():
        if row.archived_at is None:
            change.update(session, criteria, row.id, archived_at=now)


def _checked(one: Asked) -> Asked:
    what, label = line(one.what)[:60], line(one.label)[:120]
    if one.kind == "field":
        if what not in FIELDS:
            raise Refused("asked_field", given=what, known=FIELDS)
        return Asked("field", what, label or _(LABELS[what]))
    if one.kind == "action":
        if what not in KIND:
            raise Refused("asked_kind", given=what, known=tuple(KIND))
        return Asked("action", what, label or _("{kind} done").format(kind=_(KIND[what].word)))
    if one.kind != "check" or not (what or label):
        raise Refused("asked_label")
    return Asked("check", what or label[:60], label or what)
