"""Questions that somebody saved under a name, and up to six of them on the dashboard."""

import shlex
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select

from tuicrm.plain.clean import line
from tuicrm.plain.language import N_
from tuicrm.sales.analysis.measures import MEASURES
from tuicrm.sales.analysis.own_sums import is_own_sum
from tuicrm.sales.analysis.questions import QUESTIONS
from tuicrm.sales.rules import rule
from tuicrm.sales.wording import add_sentences
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.system import saved_views

SCREEN, BOARD = "report", "dashboard"
MOST = 6
PAGES = frozenset(
    {"list", "weekly", "save", "forget", "pin", "unpin", "saved", "dashboard", "privacy", "team", "resource",
     "fairness", "inquiry-credit", "forecast", "changes"}
)  # fmt: skip
"""What `tuicrm report` takes for itself before it looks for a saved question."""
OPTIONS = ("--by", "--from", "--to", "--where", "--as-of", "--for", "--against")
add_sentences(
    {
        "question_words": N_(
            "“{given}” is no question: a measure or a question first, then options such as --by owner."
        ),
        "no_name": N_("A saved question needs a name."),
        "question_taken": N_("{name} is a report of the program already. Choose another name."),
        "question_theirs": N_("{name} is somebody else's. Save it as your own first: tuicrm report save NAME {words}"),
        "dashboard_full": N_("The dashboard holds {most}. Take one off first: tuicrm report unpin NAME."),
    }
)


@dataclass(frozen=True)
class Saved:
    """A question with a name: its words are those of `tuicrm report`."""

    id: int
    name: str
    words: str
    is_pinned: bool
    is_shared: bool
    is_mine: bool


@rule("report.saved", right="report")
def saved(session: Session, actor: Actor, *, now: datetime) -> tuple[Saved, ...]:
    """List one's own questions and those that others share, by name."""
    view = saved_views.c
    rows = session.all(
        select(view.id, view.name, view.filter, view.screen, view.is_shared, view.user_id)
        .where(view.archived_at.is_(None), view.screen.in_((SCREEN, BOARD)))
        .where(or_(view.user_id == actor.id, view.is_shared.is_(True)))
        .order_by(view.name, view.id)
    )
    return tuple(
        Saved(row.id, row.name, row.filter, row.screen == BOARD and row.user_id == actor.id, row.is_shared,
              row.user_id == actor.id)
        for row in rows
    )  # fmt: skip


@rule("report.save", right="report", writes=True, refuses=("question_words", "no_name", "question_taken"))
def save(session: Session, actor: Actor, name: str, words: str, *, is_shared: bool = False, now: datetime) -> int:
    """Save a question under a name; one of that name is replaced."""
    name = line(name)[:80]
    if not name:
        raise Refused("no_name")
    if name in MEASURES or name in QUESTIONS or name in PAGES:
        raise Refused("question_taken", name=name)
    read(words)
    known = _mine(session, actor, name)
    if known is not None:
        change.update(session, saved_views, known.id, filter=words[:500], is_shared=is_shared)
        return int(known.id)
    return change.insert(
        session, saved_views, user_id=actor.id, screen=SCREEN, name=name, filter=words[:500], is_shared=is_shared
    )


@rule("report.forget", right="report", writes=True)
def forget(session: Session, actor: Actor, name: str, *, now: datetime) -> str:
    """Take a question of one's own off the list."""
    row = _mine(session, actor, line(name))
    if row is None:
        raise NotFound("question", name)
    change.update(session, saved_views, row.id, archived_at=now)
    return str(row.name)


@rule("report.pin", right="report", writes=True, refuses=("dashboard_full", "question_theirs"))
def pin(session: Session, actor: Actor, name: str, *, is_on: bool = True, now: datetime) -> str:
    """Put a question of one's own on the dashboard, or take it off; six find room."""
    row = _mine(session, actor, line(name))
    if row is None:
        for one in saved(session, actor, now=now):
            if one.name == line(name):
                raise Refused("question_theirs", name=one.name, words=one.words)
        raise NotFound("question", name)
    if is_on and row.screen != BOARD:
        on_it = saved_views.c.screen == BOARD, saved_views.c.user_id == actor.id, saved_views.c.archived_at.is_(None)
        if int(session.value(select(func.count()).select_from(saved_views).where(*on_it)) or 0) >= MOST:
            raise Refused("dashboard_full", most=MOST)
    change.update(session, saved_views, row.id, screen=BOARD if is_on else SCREEN)
    return str(row.name)


def read(words: str) -> tuple[str, dict[str, str]]:
    """Give the measure or question of a saved line, and its options.

    Raises:
        Refused: `question_words`.
    """
    try:
        parts = shlex.split(words)
    except ValueError as error:
        raise Refused("question_words", given=words) from error
    is_known = bool(parts) and (parts[0] in MEASURES or parts[0] in QUESTIONS or is_own_sum(parts[0]))
    if not is_known or len(parts) % 2 == 0:
        raise Refused("question_words", given=words)
    options = dict(zip(parts[1::2], parts[2::2], strict=True))
    if not set(options) <= set(OPTIONS):
        raise Refused("question_words", given=words)
    return parts[0], {name.removeprefix("--").replace("-", "_"): value for name, value in options.items()}


def _mine(session: Session, actor: Actor, name: str):  # type: ignore[no-untyped-def]
    view = saved_views.c
    return session.first(
        select(saved_views).where(
            view.user_id == actor.id, view.name == name, view.archived_at.is_(None), view.screen.in_((SCREEN, BOARD))
        )
    )
