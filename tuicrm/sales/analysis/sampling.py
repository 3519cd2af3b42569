"""Of a company with very many projects some are looked at: more would make nothing surer, only slower.

Chances are learned from one project in so many. What people are in the habit of is told by people who are looked at
with all of their projects: of a person of whom one project in seven is known nobody can say whether they do a thing in
half of their cases, and those with few projects would drop out. (Of 60,000 projects of 500 people half did it after one
month by all of them, after seven by every seventh project, and after one by every seventh person.)
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select

from tuicrm.plain.language import _
from tuicrm.sales import rights
from tuicrm.sales.analysis.frame import Frame
from tuicrm.store.tables.projects import projects

STEPS = (1, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47)
"""Not a multiple of the steps in which a cluster of few servers numbers its rows."""
LEAST_PEOPLE = 30
"""Fewer people than this are not chosen among: each has so many projects that some of them tell enough."""


@dataclass(frozen=True)
class Sample:
    """One in so many people, or one in so many projects of everybody, is looked at."""

    people: int = 1
    projects: int = 1

    def of(self, person: ColumnElement[Any], project: ColumnElement[Any]) -> list[ColumnElement[bool]]:
        """The conditions on a column of people and one of projects."""
        return [*one_in(self.people, person), *one_in(self.projects, project)]


def step_for(count: int, enough: int) -> int:
    """Give the smallest step that leaves so many or fewer."""
    return next((step for step in STEPS if count // step <= enough), STEPS[-1])


def one_in(step: int, column: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    """The condition that an id is one of every so many."""
    return [] if step == 1 else [column % step == 0]


def of_all(frame: Frame) -> int:
    """Of the whole company one project in so many is looked at."""
    return step_for(int(frame.session.value(select(func.max(projects.c.id))) or 0), frame.enough)


def of_these(frame: Frame) -> int:
    """Of the people asked for, as far as the reader sees their projects, one project in so many is looked at."""
    if (step := of_all(frame)) == 1 or (rights.sees_all(frame.actor) and frame.team_id is frame.user_id is None):
        return step
    seen = select(projects.c.id).where(rights.projects_in_sight(frame.actor), *frame.of(projects.c.owner_id))
    return step_for(int(frame.session.value(select(func.count()).select_from(seen.subquery())) or 0), frame.enough)


def of_people(frame: Frame) -> Sample:
    """Whom and what to look at for the habits of people."""
    step = of_these(frame)
    if step == 1:
        return Sample()
    people = int(frame.session.value(select(func.count(projects.c.owner_id.distinct()))) or 0)
    return Sample(people=step) if people // step >= LEAST_PEOPLE else Sample(projects=step)


def looked_at(frame: Frame) -> list[ColumnElement[bool]]:
    """The condition on projects that they are of those that chances are learned from."""
    some = projects.alias("some")
    chosen = one_in(of_all(frame), some.c.id)
    return [projects.c.id.in_(select(some.c.id).where(*chosen))] if chosen else []


def looked_at_words(sample: Sample) -> tuple[str, ...]:
    """Say that not everything was looked at, where that is so."""
    if sample.people > 1:
        text = _("There are so many projects that one person in {n} is looked at, with all of theirs.")
        return (text.format(n=sample.people),)
    if sample.projects > 1:
        return (_("There are so many projects that one in {n} is looked at.").format(n=sample.projects),)
    return ()
