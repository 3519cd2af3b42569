"""What customers want: the team's own list of needs; asked for, met, or the reason why something was lost."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select

from tuicrm.plain.clean import line
from tuicrm.plain.language import N_
from tuicrm.plain.names import folded
from tuicrm.sales import rights
from tuicrm.sales.home import home
from tuicrm.sales.rules import rule
from tuicrm.sales.wording import add_operations, add_sentences
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customer_needs, customers, needs

STATES = ("asked", "met", "lost", "none")

add_sentences(
    {
        "no_such_need": N_("There is no need {need}. Needs: {needs}. A manager adds one."),
    }
)
add_operations(
    {
        "customer.need": N_("need of {name}"), "need.edit": N_("change of a need"), "need.away": N_("a need set aside"),
        "need.back": N_("a need taken up again"),
    }
)  # fmt: skip


@dataclass(frozen=True)
class Need:
    """An entry of the team's list, and how many customers asked for it, have it met, or were lost for it."""

    id: int
    name: str
    asked: int = 0
    met: int = 0
    lost: int = 0


@dataclass(frozen=True)
class NeedOf:
    """A need of one customer: `asked`, `met` or `lost`, since when."""

    need_id: int
    name: str
    state: str
    on: date


@rule("need.list", right="read")
def listed(session: Session, actor: Actor, *, now: datetime) -> tuple[Need, ...]:
    """List the needs in the team's order."""
    met, lost = customer_needs.c.met_on.is_not(None), customer_needs.c.lost_on.is_not(None)
    counted = dict.fromkeys(("met", "lost", "asked"), 0)
    found: dict[int, dict[str, int]] = {}
    rows = session.all(
        select(customer_needs.c.need_id, met, lost, func.count())
        .join(customers, customers.c.id == customer_needs.c.customer_id)
        .where(customer_needs.c.archived_at.is_(None), rights.customers_in_sight(actor))
        .group_by(customer_needs.c.need_id, met, lost)
    )
    for need_id, is_met, is_lost, n in rows:
        state = "lost" if is_lost else "met" if is_met else "asked"
        found.setdefault(need_id, dict(counted))[state] += n
    live = select(needs).where(needs.c.archived_at.is_(None)).order_by(needs.c.position, needs.c.id)
    return tuple(Need(row.id, row.name, **found.get(row.id, counted)) for row in session.all(live))


@rule("need.add", right="manage", writes=True, refuses=("name_missing", "known"))
def add(session: Session, actor: Actor, name: str, *, now: datetime) -> Need:
    """Add an entry to the list of needs.

    Raises:
        Refused: `name_missing`, `known`.
    """
    shown = line(name)[:80]
    if not shown:
        raise Refused("name_missing")
    known = session.all(select(needs))
    same = next((row for row in known if folded(row.name) == folded(shown)), None)
    if same is not None and same.archived_at is None:
        raise Refused("known", name=shown)
    if same is not None:
        change.update(session, needs, same.id, archived_at=None)
        return Need(same.id, same.name)
    return Need(change.insert(session, needs, name=shown, position=len(known)), shown)


@rule("need.edit", right="manage", writes=True, refuses=("name_missing", "known", "no_such_need"))
def edit(session: Session, actor: Actor, need: str, name: str = "", place: int = 0, *, now: datetime) -> Need:
    """Rename an entry of the list, or give it another place (1 is the first); customers keep it under the new name.

    Raises:
        Refused: `no_such_need`, `known` (another entry has that name).
    """
    found = _need(session, need)
    shown = line(name)[:80] or found.name
    known = session.all(select(needs).order_by(needs.c.position, needs.c.id))
    if any(row.id != found.id and folded(row.name) == folded(shown) for row in known):
        raise Refused("known", name=shown)
    change.update(session, needs, found.id, name=shown)
    order = [row.id for row in known if row.archived_at is None]
    was = order.index(found.id) + 1
    if place:
        order.remove(found.id)
        order.insert(max(0, place - 1), found.id)
        for position, need_id in enumerate(order):
            change.update(session, needs, need_id, position=position)
    session.can_be_undone_by("need.edit", shown, found.name, was if place else 0)
    return Need(found.id, shown)


@rule("need.away", right="manage", writes=True, refuses=("no_such_need",))
def set_aside(session: Session, actor: Actor, need: str, *, now: datetime) -> Need:
    """Take an entry off the list; who asked for it keeps that on record."""
    found = _need(session, need)
    change.update(session, needs, found.id, archived_at=now)
    session.can_be_undone_by("need.back", found.id)
    return found


@rule("need.back", right="manage", writes=True)
def bring_back(session: Session, actor: Actor, need_id: int, *, now: datetime) -> Need:
    """Put an entry on the list again."""
    change.update(session, needs, need_id, archived_at=None)
    session.can_be_undone_by("need.away", session.value(select(needs.c.name).where(needs.c.id == need_id)))
    return Need(need_id, session.value(select(needs.c.name).where(needs.c.id == need_id)))


@rule("customer.need", right="sell", writes=True, refuses=("no_such_need", "need_state"))
def set_need(
    session: Session, actor: Actor, customer_id: int, need: str, state: str = "asked", *, now: datetime
) -> NeedOf | None:
    """Say that a customer asks for something, has it met, was lost for it, or does not want it (none).

    Raises:
        Refused: `no_such_need`, `need_state`.
    """
    rights.find(session, actor, customers, customer_id, to_write=True)
    if state not in STATES:
        raise Refused("need_state", given=state, known=STATES)
    found = _need(session, need)
    today = home(session).day(now)
    session.lock(customers, customer_id)
    row = session.first(
        select(customer_needs).where(
            customer_needs.c.customer_id == customer_id, customer_needs.c.need_id == found.id,
            customer_needs.c.project_id.is_(None),
        )
    )  # fmt: skip
    before = "none" if row is None or row.archived_at is not None else _state(row.met_on, row.lost_on)
    written = {
        "met_on": today if state == "met" else None,
        "lost_on": today if state == "lost" else None,
        "archived_at": now if state == "none" else None,
    }
    if row is None and state != "none":
        change.insert(session, customer_needs, customer_id=customer_id, need_id=found.id, asked_on=today, **written)
    elif row is not None:
        change.update(session, customer_needs, row.id, **written)
    if before != state:
        session.can_be_undone_by("customer.need", customer_id, found.name, before)
    return None if state == "none" else NeedOf(found.id, found.name, state, today)


def of_customer(session: Session, customer_id: int) -> tuple[NeedOf, ...]:
    """Give the needs of a customer in the team's order."""
    rows = session.all(
        select(customer_needs, needs.c.name)
        .join(needs, needs.c.id == customer_needs.c.need_id)
        .where(customer_needs.c.customer_id == customer_id, customer_needs.c.archived_at.is_(None))
        .order_by(needs.c.position, needs.c.id, customer_needs.c.id)
    )
    return tuple(
        NeedOf(row.need_id, row.name, _state(row.met_on, row.lost_on), row.lost_on or row.met_on or row.asked_on)
        for row in rows
    )


def has_need(session: Session, names: tuple[str, ...]) -> ColumnElement[bool]:
    """Give what `need:speed` asks of a customer.

    Raises:
        Refused: `no_such_need`.
    """
    ids = [_need(session, name).id for name in names]
    asked = select(customer_needs.c.customer_id).where(
        customer_needs.c.need_id.in_(ids), customer_needs.c.archived_at.is_(None),
        customer_needs.c.customer_id.is_not(None),
    )  # fmt: skip
    return customers.c.id.in_(asked)


def has_any() -> ColumnElement[bool]:
    """Whether a customer has any need."""
    live = customer_needs.c.archived_at.is_(None) & customer_needs.c.customer_id.is_not(None)
    return customers.c.id.in_(select(customer_needs.c.customer_id).where(live))


def _state(met_on: date | None, lost_on: date | None) -> str:
    return "lost" if lost_on else "met" if met_on else "asked"


def _need(session: Session, text: str) -> Need:
    known = session.all(select(needs.c.id, needs.c.name).where(needs.c.archived_at.is_(None)))
    wanted = folded(line(text))
    for row in known:
        if wanted in (folded(row.name), folded(row.name).replace(" ", "-")):
            return Need(row.id, row.name)
    raise Refused("no_such_need", need=line(text), needs=tuple(row.name for row in known))
