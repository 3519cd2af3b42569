"""What a transition asks for is given in place: a need, the one who decides, a product."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from tuicrm.sales import rights
from tuicrm.sales.home import home
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import contacts, customer_needs, needs
from tuicrm.store.tables.funnel import criteria
from tuicrm.store.tables.projects import project_contacts, project_products, projects
from tuicrm.store.tables.trade import products


@dataclass(frozen=True)
class Way:
    """One thing that meets a criterion when it is chosen; `part` is what a contact does there."""

    id: int
    name: str
    part: str | None = None


@rule("funnel.ways", right="read")
def ways(session: Session, actor: Actor, project_id: int, criterion_id: int, *, now: datetime) -> tuple[Way, ...]:
    """Give what can be chosen to meet a criterion of a project; nothing when it is not met by choosing."""
    project = rights.find(session, actor, projects, project_id)
    found = _choices(_what(session, criterion_id), project)
    rows = () if found is None else session.all(found)
    return tuple(Way(row.id, row.name, row.part if hasattr(row, "part") else None) for row in rows)


@rule("funnel.meet", right="sell", writes=True, refuses=("no_way",))
def meet(
    session: Session, actor: Actor, project_id: int, criterion_id: int, chosen_id: int, *, now: datetime,
    is_met: bool = True, part: str | None = None,
) -> int:  # fmt: skip
    """Meet a criterion by what was chosen for it, or take that back; gives the criterion.

    Args:
        is_met: False takes the choice away again, or gives a contact back its `part`.

    Raises:
        Refused: `no_way`: what was chosen does not meet it.
    """
    rights.find(session, actor, projects, project_id, to_write=True)
    session.lock(projects, project_id)
    project = session.get(projects, project_id)
    what = _what(session, criterion_id)
    possible = _choices(what, project)
    if project is None or possible is None or not any(row.id == chosen_id for row in session.all(possible)):
        raise Refused("no_way")
    before: dict[str, Any] | None
    if what == "need":
        asked = {"customer_id": project.customer_id, "asked_on": home(session).day(now)}
        before = _set(
            session, customer_needs, {"project_id": project_id, "need_id": chosen_id}, asked, now, is_met=is_met
        )
    elif what == "product":
        piece = session.get(products, chosen_id)
        price = {"quantity": 1, "price_minor": piece.list_minor, "cost_minor": piece.cost_minor} if piece else {}
        before = _set(
            session, project_products, {"project_id": project_id, "product_id": chosen_id}, price, now, is_met=is_met
        )
    else:
        before = _set_part(session, project_id, chosen_id, part, now, decides=what == "decider", is_met=is_met)
    if before is not None:
        session.can_be_undone_by("funnel.meet", project_id, criterion_id, chosen_id, is_met=not is_met, **before)
    return criterion_id


def _what(session: Session, criterion_id: int) -> str:
    row = session.get(criteria, criterion_id)
    if row is None:
        raise NotFound("criterion", criterion_id)
    return str(row.what) if row.kind == "field" else ""


def _choices(what: str, project: Any) -> Select[Any] | None:
    if what == "need":
        return select(needs.c.id, needs.c.name).where(needs.c.archived_at.is_(None)).order_by(needs.c.position)
    if what == "product":
        return select(products.c.id, products.c.name).where(products.c.archived_at.is_(None)).order_by(products.c.id)
    if what in ("decider", "contact"):
        here = contacts.c.customer_id == project.customer_id, contacts.c.archived_at.is_(None)
        return select(contacts.c.id, contacts.c.name, contacts.c.part).where(*here).order_by(contacts.c.id)
    return None


def _set(
    session: Session, table: Any, pair: Mapping[str, int], more: Mapping[str, Any], now: datetime, *, is_met: bool
) -> dict[str, Any] | None:
    """Choose something, or take the choice away; None where it was so already, and there is nothing to take back."""
    known = session.first(
        select(table.c.id, table.c.archived_at).where(*(table.c[name] == value for name, value in pair.items()))
    )
    if (known is not None and known.archived_at is None) is is_met:
        return None
    if known is not None:
        change.update(session, table, known.id, archived_at=None if is_met else now)
    else:
        change.insert(session, table, **pair, **more)
    return {}


def _set_part(
    session: Session, project_id: int, contact_id: int, part: str | None, now: datetime, *, decides: bool, is_met: bool
) -> dict[str, Any] | None:
    """Give a contact its part in a project, or that of before; returns what takes that back, None for nothing.

    Args:
        part: what they did there before, "" for nothing that is known; None where they were not there.
    """
    here = project_contacts.c.project_id == project_id, project_contacts.c.contact_id == contact_id
    known = session.first(select(project_contacts).where(*here))
    if known is None and not is_met:
        return None
    if known is None:
        wanted = "decides" if decides else part
        change.insert(session, project_contacts, project_id=project_id, contact_id=contact_id, part=wanted)
        return {}
    wanted = ("decides" if decides else known.part) if is_met else part or None
    stays = is_met or part is not None
    if not change.update(session, project_contacts, known.id, part=wanted, archived_at=None if stays else now):
        return None
    return {"part": known.part or ""} if known.archived_at is None else {}
