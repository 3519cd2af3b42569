"""Comments of ours on customers, projects and actions; who is named, or whose it is, gets a notice."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from tuicrm.plain.clean import note as clean_note
from tuicrm.plain.language import N_
from tuicrm.sales import rights
from tuicrm.sales.hiding import hidden_among, veiled
from tuicrm.sales.rules import rule
from tuicrm.sales.wording import KINDS, add_operations, add_sentences
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotAllowed, NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.talk import comments, notices

MOST = 200
_NAMED = re.compile(r"[@＠]([\w.+-]+)")

add_sentences(
    {
        "comment_empty": N_("A comment needs words."),
        "comment_about": N_("On what? Name a customer, a project or an action."),
        "comment_person": N_("There is nobody called {given} who may see this. Check the name after @."),
        "comment_own": N_("Only who wrote a comment takes it back."),
    }
)
add_operations({"comment.add": N_("comment on {name}"), "comment.take_back": N_("comment on {name}")})
KINDS.setdefault("comment", N_("comment"))


@dataclass(frozen=True)
class Comment:
    """A comment, and who was told of it."""

    id: int
    about: str
    told: tuple[str, ...]


@dataclass(frozen=True)
class CommentRow:
    """One comment in a list."""

    id: int
    at: datetime
    by: str
    words: str
    customer_id: int | None
    project_id: int | None
    action_id: int | None


@rule("comment.add", right="sell", writes=True, refuses=("comment_empty", "comment_about", "comment_person"))
def add(
    session: Session, actor: Actor, words: str, *, customer_id: int | None = None, project_id: int | None = None,
    action_id: int | None = None, now: datetime,
) -> Comment:  # fmt: skip
    """Write a comment; `@li` or `@李伟` tells a colleague, and who holds the thing is told in any case.

    Raises:
        Refused: `comment_empty`, `comment_about`, `comment_person` (nobody of that name, or who may not see it).
    """
    text = clean_note(words).strip()
    if not text:
        raise Refused("comment_empty")
    table, record, owner_id = _subject(session, actor, customer_id, project_id, action_id)
    told = _named(session, text, table, record)
    if owner_id is not None:
        told.setdefault(owner_id, "wrote")
    told.pop(actor.id, None)
    about = {"customer_id": customer_id, "project_id": project_id, "action_id": action_id}
    comment_id = change.insert(session, comments, by_id=actor.id, words=text, at=now, **about)
    for user_id, kind in sorted(told.items()):
        change.insert(
            session, notices, user_id=user_id, by_id=actor.id, kind=kind, comment_id=comment_id, at=now, **about
        )
    names = session.values(select(users.c.name).where(users.c.id.in_(told)).order_by(users.c.name)) if told else ()
    session.can_be_undone_by("comment.take_back", comment_id)
    return Comment(comment_id, str(record.name), tuple(names))


@rule("comment.take_back", right="sell", writes=True, refuses=("comment_own",))
def take_back(session: Session, actor: Actor, comment_id: int, *, now: datetime) -> int:
    """Take one's own comment back; its notices go, too."""
    row = session.get(comments, comment_id)
    if row is None or row.archived_at is not None:
        raise NotFound("comment", comment_id)
    if row.by_id != actor.id and not actor.manages:
        raise Refused("comment_own")
    change.update(session, comments, comment_id, archived_at=now)
    return comment_id


@rule("comment.list", right="read")
def listing(
    session: Session, actor: Actor, *, customer_id: int | None = None, project_id: int | None = None,
    action_id: int | None = None, now: datetime,
) -> tuple[CommentRow, ...]:  # fmt: skip
    """Give the comments on a customer (those on its projects and actions, too), a project, or an action."""
    table, record, _owner_id = _subject(session, actor, customer_id, project_id, action_id)
    hidden = hidden_among(session, actor, (record.id if table is customers else record.customer_id,))
    c, a = comments.c, actions.c
    if action_id is not None:
        here: Any = c.action_id == action_id
    elif project_id is not None:
        here = or_(c.project_id == project_id, a.project_id == project_id)
    else:
        here = or_(c.customer_id == customer_id, a.customer_id == customer_id, projects.c.customer_id == customer_id)
    wanted = (
        select(c.id, c.at, users.c.name, c.words, c.customer_id, c.project_id, c.action_id)
        .select_from(
            comments.join(users, users.c.id == c.by_id)
            .outerjoin(actions, a.id == c.action_id)
            .outerjoin(projects, projects.c.id == c.project_id)
        )
        .where(here, c.archived_at.is_(None))
        .order_by(c.at.desc(), c.id.desc())
        .limit(MOST)
    )
    found = tuple(CommentRow(*row) for row in session.all(wanted))
    return tuple(replace(one, words=veiled(one.words)) for one in found) if hidden else found


def _subject(
    session: Session, actor: Actor, customer_id: int | None, project_id: int | None, action_id: int | None
) -> tuple[Any, Any, int | None]:
    """Give the table and record that decide who may see it, and who holds what is written on."""
    if action_id is not None:
        action = session.get(actions, action_id)
        if action is None:
            raise NotFound("action", action_id)
        table, record_id = (projects, action.project_id) if action.project_id else (customers, action.customer_id)
        return table, rights.find(session, actor, table, record_id), action.owner_id
    if project_id is not None:
        record = rights.find(session, actor, projects, project_id)
        return projects, record, record.owner_id
    if customer_id is not None:
        record = rights.find(session, actor, customers, customer_id)
        return customers, record, record.owner_id
    raise Refused("comment_about")


def _named(session: Session, text: str, table: Any, record: Any) -> dict[int, str]:
    """Find who is named by login or by name; each has to be allowed to see what it is about."""
    people = session.all(select(users).where(users.c.archived_at.is_(None), users.c.left_on.is_(None)))
    found: dict[int, str] = {}
    for match in _NAMED.finditer(text):
        said = match[1].rstrip(".,").casefold()
        exact = [one for one in people if one.login.casefold() == said]
        partly = [
            one for one in people
            if said in one.name.casefold().split() or said == one.name.casefold()
            or (not said.isascii() and one.name and said.startswith(one.name.casefold()))
        ]  # fmt: skip
        known = exact or partly
        if len(known) != 1 or not _may_see(session, known[0], table, record):
            raise Refused("comment_person", given=match[1])
        found[known[0].id] = "named"
    return found


def _may_see(session: Session, user: Any, table: Any, record: Any) -> bool:
    them = Actor(user.id, user.login, user.name, user.role, user.team_id, None, None, None, None)
    try:
        rights.find(session, them, table, record.id)
    except (NotFound, NotAllowed):
        return False
    return user.role in rights.RIGHTS["read"]
