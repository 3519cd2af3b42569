"""What one of us is to see: who named them, wrote on what is theirs or gave it to them, who asked; seen is kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, or_, select

from tuicrm.sales.hiding import hidden_among, veiled
from tuicrm.sales.inquiries.seeing import news, see_news
from tuicrm.sales.next_action import FROM_THEM
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import contacts, customers, ownerships
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.talk import comments, notices

MOST, LONGEST = 100, 400
GIVEN, ASKED = "given", "asked"
_held = customers.alias("held").c
_STANDS = or_(
    notices.c.kind != GIVEN,
    notices.c.customer_id.in_(select(_held.id).where(_held.owner_id == notices.c.user_id).correlate(notices)),
)
"""What was given is still theirs."""


def tell_given(session: Session, customer_id: int, user_id: int, by_id: int | None, now: datetime) -> None:
    """Tell somebody, once for each act, that a customer is theirs now; nobody is told of their own act."""
    told = select(notices.c.id).where(notices.c.user_id == user_id, notices.c.kind == GIVEN, notices.c.at == now)
    if user_id != by_id and not session.exists(told):
        change.insert(session, notices, user_id=user_id, by_id=by_id, kind=GIVEN, customer_id=customer_id, at=now)


def tell_written(session: Session, customer_id: int, action_id: int, user_id: int, now: datetime) -> None:
    """Tell a holder that their customer wrote a mail."""
    change.insert(session, notices, user_id=user_id, kind="wrote", customer_id=customer_id, action_id=action_id, at=now)


@dataclass(frozen=True)
class NoticeRow:
    """One notice. `customer_id` and `project_id` lead to what it is about.

    Attributes:
        id: None of what a customer asked, which is an inquiry and no notice of its own: see `inquiry_id`.
        by: one of us, or the contact who wrote a mail.
        words: the comment, the mail or what they ask; of a customer that was given, the note that came with it.
        more: so many customers were given beside this one in one act, and are still theirs.
    """

    id: int | None
    kind: str
    at: datetime
    seen_at: datetime | None
    by: str | None
    words: str
    about: str
    customer_id: int | None
    project_id: int | None
    action_id: int | None
    more: int = 0
    inquiry_id: int | None = None


@rule("notice.list", right="anyone")
def listing(session: Session, actor: Actor, *, only_new: bool = False, now: datetime) -> tuple[NoticeRow, ...]:
    """Give the actor's notices, the newest first; those of what was taken back since are gone.

    Among them stand inquiries of the actor's customers, until the actor has looked at them.
    """
    n, a = notices.c, actions.c
    stays, others = ownerships.c, ownerships.alias("others").c
    given = others.owner_id == n.user_id, others.how == "assign", others.from_at == n.at
    beside = others.live_customer_id.is_not(None), others.customer_id != n.customer_id
    more = case(
        (n.kind == GIVEN, select(func.count()).where(*given, *beside).correlate(notices).scalar_subquery()), else_=0
    )
    by = users.alias("by")
    wanted = (
        select(n.id, n.kind, n.at, n.seen_at, func.coalesce(by.c.name, contacts.c.name), comments.c.words,
               projects.c.name.label("project"),
               customers.c.name.label("customer"), customers.c.id.label("customer_id"),
               projects.c.id.label("project_id"), n.action_id, stays.note,
               a.subject, a.note.label("mail"), a.origin, more.label("more"))
        .select_from(
            notices.outerjoin(by, by.c.id == n.by_id)
            .outerjoin(comments, comments.c.id == n.comment_id)
            .outerjoin(actions, a.id == n.action_id)
            .outerjoin(contacts, and_(a.origin == FROM_THEM, contacts.c.id == a.contact_id))
            .outerjoin(projects, projects.c.id == func.coalesce(n.project_id, a.project_id))
            .outerjoin(
                customers, customers.c.id == func.coalesce(n.customer_id, a.customer_id, projects.c.customer_id)
            )
            .outerjoin(ownerships, and_(n.kind == GIVEN, stays.live_customer_id == n.customer_id))
        )
        .where(n.user_id == actor.id, comments.c.archived_at.is_(None), _STANDS)
        .order_by(n.id.desc())
        .limit(MOST)
    )  # fmt: skip
    if only_new:
        wanted = wanted.where(n.seen_at.is_(None))
    rows = session.all(wanted)
    hidden = hidden_among(session, actor, (row.customer_id for row in rows))
    found = [_asked(row) for row in news(session, actor)]
    found += [
        NoticeRow(
            row.id, row.kind, row.at, row.seen_at, row[4], _words_of(row, is_hidden=row.customer_id in hidden),
            row.project or row.customer or "", row.customer_id, row.project_id, row.action_id, row.more,
        )
        for row in rows
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: one.at, reverse=True)[:MOST])


def _asked(row: Any) -> NoticeRow:
    return NoticeRow(
        None, ASKED, row.came_at, None, row.contact, (row.message or "")[:LONGEST], row.name, row.customer_id,
        row.project_id, None, inquiry_id=row.id,
    )  # fmt: skip


def _words_of(row: Any, *, is_hidden: bool) -> str:
    words = str(row.words or row.note or _mail_of(row))
    return veiled(words) if is_hidden else words


def _mail_of(row: Any) -> str:
    texts = (row.subject, row.mail) if row.origin == FROM_THEM else ()
    return "\n".join(text for text in texts if text)[:LONGEST]


@rule("notice.count", right="anyone")
def count_new(session: Session, actor: Actor, *, now: datetime) -> int:
    """Say how many notices the actor has not seen; `inquiry.unseen` counts what customers asked."""
    new = notices.c.user_id == actor.id, notices.c.seen_at.is_(None), comments.c.archived_at.is_(None), _STANDS
    found: int = session.value(
        select(func.count()).select_from(notices.outerjoin(comments, comments.c.id == notices.c.comment_id)).where(*new)
    )
    return found


@rule("notice.see", right="anyone", writes=True)
def see(
    session: Session, actor: Actor, notice_ids: tuple[int, ...] | None = None, inquiry_ids: tuple[int, ...] = (),
    *, now: datetime,
) -> int:  # fmt: skip
    """Keep that the actor has seen these notices and inquiries, or all; says how many were new."""
    mine: Any = (
        select(notices.c.id)
        .select_from(notices.outerjoin(comments, comments.c.id == notices.c.comment_id))
        .where(notices.c.user_id == actor.id, notices.c.seen_at.is_(None), comments.c.archived_at.is_(None), _STANDS)
    )
    if notice_ids is not None:
        mine = mine.where(notices.c.id.in_(notice_ids))
    new = session.values(mine)
    for notice_id in new:
        change.update(session, notices, notice_id, seen_at=now)
    return len(new) + see_news(session, actor, None if notice_ids is None else inquiry_ids, now)
