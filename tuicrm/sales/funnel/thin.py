"""A large project that hangs on one person, or that nobody who decides has a part in."""

from collections.abc import Iterable

from sqlalchemy import select

from tuicrm.plain.currencies import digits
from tuicrm.plain.language import N_
from tuicrm.sales.home import Home
from tuicrm.sales.settings import Setting, declare, values
from tuicrm.store.session import Session
from tuicrm.store.tables.projects import project_contacts

LARGE = Setting(
    "large_project", "funnel", "number", 50_000,
    N_("An open project from this amount on, in the home currency, is warned of with one contact or none who decides"),
    off=N_("no project is warned of"), most=1_000_000_000,
)  # fmt: skip
declare(LARGE)

ONE_CONTACT, NO_DECIDER = "one_contact", "no_decider"


def large_minor(session: Session, house: Home) -> int | None:
    """Give the amount from which a project is large, in minor units of the home currency; None: none is."""
    units: int | None = values(session).of(LARGE)
    return None if units is None else units * 10 ** digits(house.currency)


def warnings(session: Session, project_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Say of each project whether it has one contact at most, and whether none of them decides."""
    ids = list(project_ids)
    found: dict[int, list[str | None]] = {one: [] for one in ids}
    if ids:
        rows = session.all(
            select(project_contacts.c.project_id, project_contacts.c.part).where(
                project_contacts.c.project_id.in_(ids), project_contacts.c.archived_at.is_(None)
            )
        )
        for project_id, part in rows:
            found[project_id].append(part)
    return {one: _warnings(parts) for one, parts in found.items()}


def _warnings(parts: list[str | None]) -> tuple[str, ...]:
    said = [ONE_CONTACT] if len(parts) < 2 else []
    return (*said, NO_DECIDER) if "decides" not in parts else tuple(said)
