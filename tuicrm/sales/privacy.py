"""Who sees figures of single people, and how long leavers keep their name in them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar

from sqlalchemy import func, select

from tuicrm.plain.filters import parse_filter
from tuicrm.plain.language import N_, _
from tuicrm.plain.names import folded
from tuicrm.plain.periods import month_of
from tuicrm.sales import rights
from tuicrm.sales.called import people_called
from tuicrm.sales.rules import rule
from tuicrm.sales.wording import add_sentences
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.people import teams, users
from tuicrm.store.tables.system import settings

T = TypeVar("T", bound="Person")
SEEN_BY = ("self", "lead", "all")
OVERSEEING = frozenset({rights.MANAGER, rights.ADMIN, rights.AUDITOR})
"""Who answers for all, and so sees the figures of each."""
add_sentences(
    {
        "seen_by": N_("Figures of single people are seen by: {known}. {given} is none of them."),
        "figures_of_one": N_(
            "Figures of one person or of so small a team are not yours to see: ask for your own, or for all."
        ),
        "smallest_group": N_("The smallest group is a number from 1 to 50, the months of a leaver from 0 to 120."),
    }
)


@dataclass(frozen=True)
class Privacy:
    """The team's choice.

    Attributes:
        seen_by: who sees figures of a single person: `self` (nobody but themselves, and who manages), `lead` (their
            lead, too), `all`.
        smallest_group: a group of fewer people is not shown to who may not see single people.
        leavers_after_months: so many months after leaving a name becomes "who left"; None keeps it.
    """

    seen_by: str = "lead"
    smallest_group: int = 3
    leavers_after_months: int | None = None


def privacy_of(session: Session) -> Privacy:
    """Read the team's choice."""
    kept = session.value(select(settings.c.value).where(settings.c.name == "figures"))
    return Privacy(**kept) if kept else Privacy()


@rule("report.privacy", right="report")
def privacy(session: Session, actor: Actor, *, now: datetime) -> Privacy:
    """Say who sees figures of single people."""
    return privacy_of(session)


@rule("report.set_privacy", right="manage", writes=True, refuses=("seen_by", "smallest_group"))
def set_privacy(session: Session, actor: Actor, wanted: Privacy, *, now: datetime) -> Privacy:
    """Choose who sees figures of single people, the smallest group, and when leavers become nameless.

    Raises:
        Refused: `seen_by`, `smallest_group`.
    """
    if wanted.seen_by not in SEEN_BY:
        raise Refused("seen_by", given=wanted.seen_by, known=SEEN_BY)
    months = wanted.leavers_after_months
    if not 1 <= wanted.smallest_group <= 50 or (months is not None and not 0 <= months <= 120):
        raise Refused("smallest_group")
    change.set_setting(session, "figures", dict(wanted.__dict__))
    return wanted


def sees_people(actor: Actor, kept: Privacy) -> bool:
    """Say whether somebody sees figures of other single people at all; to see their records is another matter.

    While others look on nobody does.
    """
    if actor.presenting:
        return False
    if actor.role in OVERSEEING or kept.seen_by == "all":
        return True
    return actor.role == rights.LEAD and kept.seen_by == "lead"


def allow_narrowing(session: Session, actor: Actor, where: str, user_id: int | None = None) -> None:
    """Let a question be asked about one person or a small team alone only by who may see that.

    Args:
        where: the filter line, which may name holders and teams.
        user_id: the person that it is asked for.

    Raises:
        Refused: `figures_of_one`.
    """
    terms = [term for term in parse_filter(where).terms if term.key in ("owner", "team") and term.value]
    if user_id in (None, actor.id) and not terms:
        return
    kept = privacy_of(session)
    if sees_people(actor, kept):
        return
    me = {folded(one) for one in (actor.login, people_called(session).get(actor.id, ""), "me", "我")}
    small = {folded(name) for name in _small_teams(session, kept)}
    for term in terms:
        named = {folded(value) for value in term.value}
        if (named - me) if term.key == "owner" else (named & small):
            raise Refused("figures_of_one")
    if user_id not in (None, actor.id):
        raise Refused("figures_of_one")


class Person(Protocol):
    """A line of a list that tells figures of one person."""

    @property
    def user_id(self) -> int: ...


def own_or_seen(session: Session, actor: Actor, lines: Iterable[T]) -> tuple[T, ...]:
    """Of lines that each tell figures of one person, give those that their reader may see."""
    if sees_people(actor, privacy_of(session)):
        return tuple(lines)
    return tuple(one for one in lines if one.user_id == actor.id)


def left_long_ago(session: Session, kept: Privacy, today: date) -> set[str]:
    """The names that are no longer shown."""
    if kept.leavers_after_months is None:
        return set()
    gone = session.all(select(users.c.id, users.c.left_on).where(users.c.left_on.is_not(None)))
    called = people_called(session)
    return {called[who] for who, left_on in gone if month_of(today) - month_of(left_on) >= kept.leavers_after_months}


def mask(
    session: Session, actor: Actor, by: Sequence[str], today: date
) -> Callable[[tuple[str, ...]], tuple[str, ...]]:
    """Give what turns the key of a report into what its reader may see.

    Other people are "others" to who may not see single people, and so is a team that is too small to hide one; who left
    long ago is nameless to all. What falls together is added up.
    """
    kept = privacy_of(session)
    gone = left_long_ago(session, kept, today) if "owner" in by else set()
    hidden = not sees_people(actor, kept)
    own = people_called(session).get(actor.id) if hidden else None
    small = _small_teams(session, kept) if hidden and "team" in by else set()
    if not hidden and not gone:
        return lambda key: key

    def seen(dimension: str, name: str) -> str:
        if dimension == "owner" and name:
            return _("others") if hidden and name != own else _("who left") if name in gone else name
        return _("others") if dimension == "team" and name in small else name

    return lambda key: tuple(seen(dimension, name) for dimension, name in zip(by, key, strict=True))


def _small_teams(session: Session, kept: Privacy) -> set[str]:
    sizes = session.all(
        select(teams.c.name, func.count(users.c.id))
        .select_from(teams.outerjoin(users, (users.c.team_id == teams.c.id) & users.c.left_on.is_(None)))
        .group_by(teams.c.name)
    )
    return {name for name, size in sizes if size < kept.smallest_group}
