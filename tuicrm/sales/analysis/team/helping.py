"""Where those who are new lose projects that others do not lose, and who could teach it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from tuicrm.plain.periods import month_of
from tuicrm.plain.stats import wilson
from tuicrm.sales.funnel.stages import default_funnel, of_funnel
from tuicrm.store.session import Session
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import stage_history

NEW_DAYS = 365  # who joined within a year is new
FEW = 20  # projects that went through a stage, below which nothing is said of it
FEW_OF_ONE = 10  # the same of one person, before they are named as one to learn from


@dataclass(frozen=True)
class Help:
    """The stage where new people lose more than the others, if one can be told; of the whole company."""

    stage: str | None
    new_rate: float | None
    new_n: int
    old_rate: float | None
    old_n: int
    teachers: tuple[str, ...]
    is_clear: bool


def help_of(session: Session, today: date, *, names: bool = True) -> Help:
    """The stage where those who are new lose most, against those who are not; of projects settled in a year.

    The rate of a stage: of the projects that left it forwards or lost, the share that went forwards. It is clear only
    when the two 95 % intervals do not meet.

    Args:
        names: whether the reader may see figures of single people; else nobody is named to learn from.
    """
    stages = {one.id: one for one in of_funnel(session, default_funnel(session))}
    since = month_of(today) - 12
    stay = stage_history.c
    rows = session.all(
        select(stay.stage_id, stay.holder_id, stay.left_how, func.count())
        .where(stay.left_how.in_(("forward", "skip", "won", "lost")), stay.entered_month >= since)
        .group_by(stay.stage_id, stay.holder_id, stay.left_how)
    )
    joined = {row.id: row for row in session.all(select(users.c.id, users.c.name, users.c.joined_on))}
    tally: dict[tuple[int, bool], list[int]] = {}
    of_person: dict[tuple[int, int], list[int]] = {}
    for stage_id, holder, how, count in rows:
        if holder not in joined or stage_id not in stages or stages[stage_id].kind != "open":
            continue
        is_new = _is_new(joined[holder].joined_on, today)
        for sums in (tally.setdefault((stage_id, is_new), [0, 0]), of_person.setdefault((stage_id, holder), [0, 0])):
            sums[0] += count if how != "lost" else 0
            sums[1] += count
    worst: tuple[float, int] | None = None
    for stage_id in stages:
        new, old = tally.get((stage_id, True), [0, 0]), tally.get((stage_id, False), [0, 0])
        if min(new[1], old[1]) >= FEW:
            gap = old[0] / old[1] - new[0] / new[1]
            if worst is None or gap > worst[0]:
                worst = gap, stage_id
    if worst is None or worst[0] <= 0:
        return Help(None, None, sum(one[1] for (_, new), one in tally.items() if new), None, 0, (), False)
    new, old = tally[worst[1], True], tally[worst[1], False]
    clear = wilson(new[0], new[1])[1] < wilson(old[0], old[1])[0]
    good = [
        (sums[0] / sums[1], joined[holder].name)
        for (stage_id, holder), sums in of_person.items()
        if names and stage_id == worst[1] and sums[1] >= FEW_OF_ONE and _has_stayed(joined[holder].joined_on, today)
    ]
    teachers = tuple(name for _, name in sorted(good, reverse=True)[:2])
    return Help(stages[worst[1]].name, new[0] / new[1], new[1], old[0] / old[1], old[1], teachers, clear)


def _is_new(joined_on: date | None, today: date) -> bool:
    return joined_on is not None and (today - joined_on).days < NEW_DAYS


def _has_stayed(joined_on: date | None, today: date) -> bool:
    return joined_on is not None and not _is_new(joined_on, today)
