"""Where those who are new lose projects that others do not lose, and who could teach it."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import case, func, select

from tuicrm.plain.periods import month_of
from tuicrm.sales.analysis.expansion.gap import LEAST
from tuicrm.sales.analysis.expansion.passing import figures
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.rights import ALL
from tuicrm.sales.with_us import with_us
from tuicrm.store.session import Session
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import stage_history

LONG = timedelta(days=365)
"""Who joined so long ago is asked to teach."""
FEW_OF_ONE = 10
"""So many projects of one person went through a stage, before they are named as one to learn from."""
NAMED = 2
NAMED_NEW = 3


@dataclass(frozen=True)
class Help:
    """The stage where new people lose more than the others, if one can be told; of the whole company.

    Attributes:
        can_tell: whether enough projects of both began in these twelve months.
        new_n, old_n: projects that reached the stage, of those who were new and of the others; that they began, where
            none is told.
        unknown_days: people who sell and whose day of joining nobody noted, where no project of new ones is known.
        joined: people who sell and joined in these twelve months, where no project of theirs is known.
        new: who of those joined last, and how many more there are; nobody where the reader may not see single people.
    """

    can_tell: bool
    stage: str = ""
    new_rate: float = 0.0
    new_n: int = 0
    old_rate: float = 0.0
    old_n: int = 0
    teachers: tuple[str, ...] = ()
    is_read: bool = True
    unknown_days: int = 0
    joined: int = 0
    new: tuple[str, ...] = ()
    more_new: int = 0


NOT_READ = Help(can_tell=False, is_read=False)
"""Of a page that is shown before this is computed."""


def help_of(frame: Frame, *, names: bool = True) -> Help:
    """Give the weak stage that costs new people most, as `gap` tells it of projects begun in twelve months.

    Args:
        names: whether the reader may see figures of single people; else nobody is named to learn from.
    """
    _sides, passed, gap = figures(replace(frame, actor=replace(frame.actor, sight=ALL)))
    began = gap.stages[0] if gap.stages else None
    counts = (began.ours.reached, began.theirs.reached) if began else (0, 0)
    place = gap.weakest
    new, more = _new(frame.session, frame.today) if names else ((), 0)
    if min(counts) < LEAST or place is None:
        unknown, joined = (0, 0) if counts[0] else _without_project(frame.session, frame.today)
        return Help(min(counts) >= LEAST, new_n=counts[0], old_n=counts[1], unknown_days=unknown, joined=joined,
                    new=new, more_new=more)  # fmt: skip
    stage, one = passed.stages[place], gap.stages[place]
    teachers = _teachers(frame.session, frame.today, stage.id, one.theirs.p) if names else ()
    return Help(
        True,
        stage.name,
        one.ours.p,
        one.ours.reached,
        one.theirs.p,
        one.theirs.reached,
        teachers,
        new=new,
        more_new=more,
    )


def _without_project(session: Session, today: date) -> tuple[int, int]:
    """Count who sells now and has no day of joining, and who joined within twelve months."""
    chosen = with_us(today), users.c.role == "rep"
    lately = func.sum(case((users.c.joined_on > today - LONG, 1), else_=0))
    people, known, joined = session.first(
        select(func.count(), func.count(users.c.joined_on), lately).select_from(users).where(*chosen)
    )
    return people - known, int(joined or 0)


def _new(session: Session, today: date) -> tuple[tuple[str, ...], int]:
    """Name who joined last within twelve months, and count the others."""
    rows = session.values(
        select(users.c.name)
        .where(with_us(today), users.c.role == "rep", users.c.joined_on > today - LONG)
        .order_by(users.c.joined_on.desc(), users.c.id)
    )
    found = list(rows)
    return tuple(found[:NAMED_NEW]), len(found[NAMED_NEW:])


def _teachers(session: Session, today: date, stage: int, least: float) -> tuple[str, ...]:
    """Who is there for long and loses fewer there than most, of ten or more that left the stage in twelve months."""
    stay = stage_history.c
    rows = session.all(
        select(users.c.name, stay.left_how, func.count())
        .join(users, users.c.id == stay.holder_id)
        .where(stay.stage_id == stage, stay.left_how.in_(("forward", "skip", "won", "lost")))
        .where(stay.entered_month >= month_of(today) - 12, users.c.joined_on <= today - LONG)
        .where(with_us(today))
        .group_by(users.c.id, users.c.name, stay.left_how)
    )
    counted: dict[str, list[int]] = {}
    for name, how, count in rows:
        sums = counted.setdefault(name, [0, 0])
        sums[0] += count if how != "lost" else 0
        sums[1] += count
    good = [(on / n, name) for name, (on, n) in counted.items() if n >= FEW_OF_ONE and on / n >= least]
    return tuple(name for _rate, name in sorted(good, reverse=True)[:NAMED])
