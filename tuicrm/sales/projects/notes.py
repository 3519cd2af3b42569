"""Tags of a project, and links to where its papers lie: words and addresses, shown and never fetched."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from tuicrm.plain.clean import line
from tuicrm.sales import rights
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.projects import project_links, project_tags, projects

LONGEST_TAG, LONGEST_TITLE, LONGEST_TARGET = 40, 120, 500


@rule("project.tag", right="sell", writes=True, refuses=("tag_form",))
def tag(
    session: Session, actor: Actor, project_id: int, add: Sequence[str] = (), remove: Sequence[str] = (), *,
    now: datetime,
) -> tuple[str, ...]:  # fmt: skip
    """Put tags on a project and take others off; gives all that it has. Tags say nothing about progress."""
    rights.find(session, actor, projects, project_id, to_write=True)
    wanted, unwanted = ([_clean(one) for one in several] for several in (add, remove))
    session.lock(projects, project_id)
    rows = session.all(select(project_tags).where(project_tags.c.project_id == project_id))
    known = {row.tag: row for row in rows}
    added, removed = [], []
    for name in dict.fromkeys(wanted):
        row = known.get(name)
        if row is None:
            change.insert(session, project_tags, project_id=project_id, tag=name)
            added.append(name)
        elif change.update(session, project_tags, row.id, archived_at=None):
            added.append(name)
    for name in dict.fromkeys(unwanted):
        row = known.get(name)
        if row is not None and row.archived_at is None:
            change.update(session, project_tags, row.id, archived_at=now)
            removed.append(name)
    if added or removed:
        session.can_be_undone_by("project.tag", project_id, tuple(removed), tuple(added))
    return tags_of(session, project_id)


@rule("project.link", right="sell", writes=True, refuses=("link_form",))
def link(session: Session, actor: Actor, project_id: int, target: str, title: str = "", *, now: datetime) -> int:
    """Say where a paper of a project lies: an address or a path; gives the id of the link."""
    rights.find(session, actor, projects, project_id, to_write=True)
    where = line(target)
    if not where or len(where) > LONGEST_TARGET:
        raise Refused("link_form", most=LONGEST_TARGET)
    name = line(title) or where.replace("\\", "/").rstrip("/").rpartition("/")[2] or where
    made = change.insert(
        session, project_links, project_id=project_id, title=name[:LONGEST_TITLE], target=where, added_at=now,
        added_by_id=actor.id,
    )  # fmt: skip
    session.can_be_undone_by("project.unlink", made)
    return made


@rule("project.unlink", right="sell", writes=True)
def unlink(session: Session, actor: Actor, link_id: int, is_away: bool = True, *, now: datetime) -> int:
    """Take a link away, or bring it back; the paper itself is not touched."""
    row = session.get(project_links, link_id)
    if row is None:
        raise NotFound("link", link_id)
    rights.find(session, actor, projects, row.project_id, to_write=True)
    if change.update(session, project_links, link_id, archived_at=now if is_away else None):
        session.can_be_undone_by("project.unlink", link_id, not is_away)
    return int(row.project_id)


def tags_of(session: Session, project_id: int) -> tuple[str, ...]:
    """Give the tags of a project in alphabetical order."""
    living = project_tags.c.project_id == project_id, project_tags.c.archived_at.is_(None)
    return tuple(session.values(select(project_tags.c.tag).where(*living).order_by(project_tags.c.tag)))


def _clean(text: str) -> str:
    name = line(text).lstrip("#").casefold()
    if not name or len(name) > LONGEST_TAG or "," in name:
        raise Refused("tag_form", given=name, most=LONGEST_TAG)
    return name
