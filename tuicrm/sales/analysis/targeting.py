"""What one person is to sell in a month, in three levels."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tuicrm.plain.language import N_
from tuicrm.sales.analysis.events import people_in_sight
from tuicrm.sales.home import home
from tuicrm.sales.rights import LEAD
from tuicrm.sales.rules import rule
from tuicrm.sales.wording import add_sentences
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotAllowed, NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.people import targets, users

MOST_MONTHS = 36
add_sentences(
    {
        "target_levels": N_("Levels rise: target, stretch, challenge. Write them so, or leave one out."),
        "target_months": N_("Targets are set for 1 to 36 months at once."),
    }
)


@dataclass(frozen=True)
class TargetRow:
    """One person's target of one month; levels that are not set are None."""

    user_id: int
    name: str
    month: int
    amount_minor: int
    stretch_minor: int | None
    challenge_minor: int | None


@rule("target.set", right="lead", writes=True, refuses=("target_levels", "target_months"))
def set_target(
    session: Session, actor: Actor, user_id: int, month: int, amount_minor: int, *, stretch_minor: int | None = None,
    challenge_minor: int | None = None, months: int = 1, now: datetime,
) -> int:  # fmt: skip
    """Set what somebody is to sell in a month, or in each of several; gives how many months changed.

    Raises:
        Refused: `target_levels`, `target_months`.
        NotAllowed: somebody whom the actor does not lead.
    """
    levels = [one for one in (amount_minor, stretch_minor, challenge_minor) if one is not None]
    if levels != sorted(levels) or amount_minor < 0:
        raise Refused("target_levels")
    if not 1 <= months <= MOST_MONTHS:
        raise Refused("target_months")
    person = session.first(select(users.c.id, users.c.team_id).where(users.c.id == user_id))
    if person is None:
        raise NotFound("user", user_id)
    if actor.role == LEAD and person.team_id != actor.team_id:
        raise NotAllowed("lead", role=actor.role)
    session.lock(users, user_id)
    values = {
        "amount_minor": amount_minor, "stretch_minor": stretch_minor, "challenge_minor": challenge_minor,
        "currency": home(session).currency,
    }  # fmt: skip
    changed = 0
    for one in range(month, month + months):
        known = session.value(select(targets.c.id).where(targets.c.user_id == user_id, targets.c.month == one))
        if known is None:
            change.insert(session, targets, user_id=user_id, month=one, **values)
            changed += 1
        else:
            changed += change.update(session, targets, known, **values)
    return changed


@rule("target.list", right="report")
def list_targets(
    session: Session, actor: Actor, first_month: int, last_month: int, *, now: datetime
) -> tuple[TargetRow, ...]:
    """List the targets of the people in sight, by person and month; both months included."""
    target = targets.c
    rows = session.all(
        select(
            target.user_id,
            users.c.name,
            target.month,
            target.amount_minor,
            target.stretch_minor,
            target.challenge_minor,
        )
        .join(users, users.c.id == target.user_id)
        .where(target.month.between(first_month, last_month), people_in_sight(actor, target.user_id))
        .order_by(users.c.name_sort, users.c.id, target.month)
    )
    return tuple(TargetRow(*row) for row in rows)
