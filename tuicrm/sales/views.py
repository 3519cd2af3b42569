"""Saved views of a list, private or shared; and how each person wants its columns and its order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from tuicrm.plain.clean import line
from tuicrm.plain.language import N_
from tuicrm.sales.rules import rule
from tuicrm.sales.wording import add_operations, add_sentences
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.people import users
from tuicrm.store.tables.system import list_choices, saved_views

add_sentences(
    {
        "view_name": N_("A view needs a name of at most {most} characters."),
        "view_taken": N_("There is a view {name} already. Choose another name."),
        "view_not_yours": N_("{name} is a view of {by}. Only they or a manager may change it."),
    }
)
add_operations({"view.save": N_("saving of a view"), "view.drop": N_("removal of a view")})
MOST = 80
LONGEST = 500


@dataclass(frozen=True)
class View:
    """A filter with a name; `is_mine` says whether the actor made it."""

    id: int
    name: str
    filter: str
    is_shared: bool
    is_mine: bool
    by: str


@dataclass(frozen=True)
class ListChoice:
    """The columns and the order of one tab that a person chose; None where they chose none."""

    tab: str
    columns: tuple[str, ...] | None
    sort: str | None
    is_descending: bool | None


@rule("view.list", right="read")
def views(session: Session, actor: Actor, screen: str, *, now: datetime) -> tuple[View, ...]:
    """Give the actor's own views of a screen, then those that others share."""
    rows = session.all(
        select(saved_views, users.c.name.label("by_name"))
        .join(users, users.c.id == saved_views.c.user_id)
        .where(
            saved_views.c.screen == screen,
            saved_views.c.archived_at.is_(None),
            or_(saved_views.c.user_id == actor.id, saved_views.c.is_shared.is_(True)),
        )
        .order_by(saved_views.c.name, saved_views.c.id)
    )
    found = [View(row.id, row.name, row.filter, row.is_shared, row.user_id == actor.id, row.by_name) for row in rows]
    return tuple(sorted(found, key=lambda one: not one.is_mine))


@rule("view.save", right="read", writes=True, refuses=("view_name", "view_taken", "too_long"))
def save(
    session: Session, actor: Actor, screen: str, name: str, filter: str, *, is_shared: bool = False, now: datetime
) -> View:
    """Keep a filter under a name; the same name of one's own again takes the new filter.

    Raises:
        Refused: `view_name` (missing or too long), `view_taken` (a shared view of somebody else), `too_long`.
    """
    said, text = line(name), line(filter)
    if not said or len(said) > MOST:
        raise Refused("view_name", most=MOST)
    if len(text) > LONGEST:
        raise Refused("too_long", what="filter", most=LONGEST)
    here = select(saved_views).where(saved_views.c.screen == screen, saved_views.c.archived_at.is_(None))
    same = here.where(saved_views.c.name == said)
    if session.exists(same.where(saved_views.c.user_id != actor.id, saved_views.c.is_shared.is_(True))):
        raise Refused("view_taken", name=said)
    known = session.first(same.where(saved_views.c.user_id == actor.id))
    if known is not None:
        change.update(session, saved_views, known.id, filter=text, is_shared=is_shared)
        view_id = int(known.id)
    else:
        view_id = change.insert(
            session, saved_views, user_id=actor.id, screen=screen, name=said, filter=text, is_shared=is_shared
        )
        session.can_be_undone_by("view.drop", view_id)
    return View(view_id, said, text, is_shared, True, actor.name)


@rule("view.drop", right="read", writes=True, refuses=("view_not_yours",))
def drop(session: Session, actor: Actor, view_id: int, *, now: datetime) -> None:
    """Take a view of one's own away; a manager any that is shared."""
    row = session.get(saved_views, view_id)
    hidden = row is None or row.archived_at is not None or (row.user_id != actor.id and not row.is_shared)
    if row is None or hidden:
        raise NotFound("view", view_id)
    if row.user_id != actor.id and not actor.manages:
        by = session.value(select(users.c.name).where(users.c.id == row.user_id))
        raise Refused("view_not_yours", name=row.name, by=by)
    change.update(session, saved_views, view_id, archived_at=now)
    session.can_be_undone_by("view.bring_back", view_id)


@rule("view.bring_back", right="read", writes=True)
def bring_back(session: Session, actor: Actor, view_id: int, *, now: datetime) -> None:
    """Bring back a view that was taken away."""
    row = session.get(saved_views, view_id)
    if row is None or (row.user_id != actor.id and not actor.manages):
        raise NotFound("view", view_id)
    change.update(session, saved_views, view_id, archived_at=None)


@rule("list.choices", right="read")
def choices(session: Session, actor: Actor, screen: str, *, now: datetime) -> tuple[ListChoice, ...]:
    """Give what the actor chose for the tabs of a screen."""
    rows = session.all(select(list_choices).where(list_choices.c.user_id == actor.id, list_choices.c.screen == screen))
    return tuple(
        ListChoice(row.tab, None if row.columns is None else tuple(row.columns), row.sort, row.is_descending)
        for row in rows
    )


@rule("list.choose", right="read", writes=True)
def choose(
    session: Session, actor: Actor, screen: str, tab: str, columns: Sequence[str] | None = None,
    sort: str | None = None, is_descending: bool | None = None, *, now: datetime,
) -> ListChoice:  # fmt: skip
    """Keep which columns one wants on a tab, and in which order; None is the usual."""
    kept = {"columns": None if columns is None else list(columns), "sort": sort, "is_descending": is_descending}
    known = session.value(
        select(list_choices.c.id).where(
            list_choices.c.user_id == actor.id, list_choices.c.screen == screen, list_choices.c.tab == tab
        )
    )
    if known is None:
        change.insert(session, list_choices, user_id=actor.id, screen=screen, tab=tab, **kept)
    else:
        change.update(session, list_choices, known, **kept)
    return ListChoice(tab, None if columns is None else tuple(columns), sort, is_descending)
