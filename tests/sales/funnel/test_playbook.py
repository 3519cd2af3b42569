"""Playbooks: versions, and what is planned by itself when a project enters a stage."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.chances import insert, kept, project, stage, take_back
from tuicrm.sales import agenda, funnel
from tuicrm.sales.funnel import playbook
from tuicrm.sales.funnel.playbook import Answer, Plays, Step
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.projects import collaborators

VISIT = Step("visit", "see it on their floor", 5)
BOOK = Plays("ask first", ("what for?",), "you asked us", (Answer("too dear", "than what?"),), (VISIT,))


def put(company: Company, plays: Plays = BOOK, name: str = "Needs") -> int:
    number: int = company.desk("hale").write(playbook.set_playbook, stage(company, name), plays)
    return number


def planned(company: Company, made: int) -> list[Any]:
    columns = actions.c.subject, actions.c.state, actions.c.planned_on, actions.c.owner_id, actions.c.origin
    return list(company.all(select(*columns).where(actions.c.project_id == made).order_by(actions.c.id)))


def enter(company: Company, made: int, name: str = "Needs", **named: Any) -> Any:
    return company.desk("li").write(funnel.move, made, stage(company, name), **named)


def test_each_change_is_a_version_and_the_old_ones_stay(small_company: Company) -> None:
    assert put(small_company) == 1
    assert put(small_company) == 1, "the same again is no version"
    assert put(small_company, Plays("listen first")) == 2
    read = small_company.desk("li").read
    newest, old = (
        read(playbook.show, stage(small_company, "Needs")),
        read(playbook.show, stage(small_company, "Needs"), 1),
    )
    assert (newest.number, newest.plays.guidance, newest.made_by) == (2, "listen first", "M. Hale")
    assert (old.number, old.plays) == (1, BOOK)
    take_back(small_company, "hale")
    assert read(playbook.show, stage(small_company, "Needs")).plays == BOOK
    with pytest.raises(NotFound):
        read(playbook.show, stage(small_company, "Needs"), 9)


@pytest.mark.parametrize(
    ("step", "code"),
    [
        (Step("dance", "x"), "play_kind"),
        (Step("call", " "), "play_subject"),
        (Step("call", "x", -1), "play_days"),
        (Step("call", "x", 366), "play_days"),
    ],
)
def test_a_step_that_nobody_can_plan_is_refused(small_company: Company, step: Step, code: str) -> None:
    with pytest.raises(Refused, match=code):
        put(small_company, Plays(steps=(step,)))


def test_entering_plans_what_the_playbook_says(company: Company) -> None:
    put(company)
    made = project(company)
    moved = enter(company, made)
    assert moved.planned == 1
    assert planned(company, made) == [
        ("see it on their floor", "planned", NOW.date() + timedelta(days=5), company.id("li"), "playbook")
    ]
    assert kept(company, made).next_action_at is not None


def test_what_is_left_of_a_playbook_is_what_was_not_planned_yet(small_company: Company) -> None:
    steps = (VISIT, Step("call", "ask who decides", 1))
    put(small_company, Plays(steps=steps))
    made = project(small_company)
    enter(small_company, made)
    assert small_company.desk("li").read(funnel.path, made).steps == ()
    later = Step("demo", "show it", 3)
    put(small_company, Plays(steps=(*steps, later)))
    (left,) = small_company.desk("li").read(funnel.path, made).steps
    assert (left.kind, left.subject, left.days) == ("demo", "show it", 3)
    small_company.desk("li").write(funnel.plan_step, made, left.id)
    assert small_company.desk("li").read(funnel.path, made).steps == ()
    with pytest.raises(Refused, match="step_planned"):
        small_company.desk("li").write(funnel.plan_step, made, left.id)


def test_a_collaborator_s_part_is_planned_for_them(small_company: Company) -> None:
    step = Step("demo", "show it", 3, "presales")
    put(small_company, Plays(steps=(step,)))
    alone, helped = project(small_company, "alone"), project(small_company, "helped")
    late = {"project_id": helped, "part": "presales"}
    insert(
        small_company, collaborators, **late, user_id=small_company.id("kuhn"), until_on=NOW.date() - timedelta(days=1)
    )
    insert(small_company, collaborators, **late, user_id=small_company.id("roth"))
    for made, login in ((alone, "li"), (helped, "roth")):
        enter(small_company, made)
        assert [row.owner_id for row in planned(small_company, made)] == [small_company.id(login)]


def test_who_comes_back_finds_their_plan_and_not_a_second_one(small_company: Company) -> None:
    put(small_company)
    made, li = project(small_company), small_company.desk("li")
    enter(small_company, made)
    enter(small_company, made, "New")
    enter(small_company, made)
    assert len(planned(small_company, made)) == 1
    li.write(agenda.done, small_company.value(select(actions.c.id)))
    put(small_company, Plays("new words", steps=(VISIT,)))
    enter(small_company, made, "New")
    enter(small_company, made)
    assert len(planned(small_company, made)) == 1, "done by an older version is done"


def test_undo_of_the_move_calls_off_what_it_planned(small_company: Company) -> None:
    put(small_company)
    made = project(small_company)
    enter(small_company, made)
    take_back(small_company)
    assert [row.state for row in planned(small_company, made)] == ["cancelled"]
    assert kept(small_company, made).next_action_at is None
    small_company.clock.later(minutes=1)
    enter(small_company, made)
    assert [row.state for row in planned(small_company, made)] == ["cancelled", "planned"]


def test_what_the_playbook_plans_when_a_project_begins(small_company: Company) -> None:
    put(small_company, Plays(steps=(Step("call", "first call", 1),)), "New")
    made = project(small_company)
    assert [row.subject for row in planned(small_company, made)] == ["first call"]


def test_an_action_knows_the_version_it_follows(small_company: Company) -> None:
    from tuicrm.store.tables.funnel import playbook_actions, playbooks

    numbers = select(playbooks.c.number).join(playbook_actions).join(
        actions, actions.c.playbook_action_id == playbook_actions.c.id
    )  # fmt: skip
    put(small_company)
    enter(small_company, project(small_company, "one"))
    put(small_company, Plays(steps=(VISIT, Step("call", "how was it?", 7))))
    enter(small_company, project(small_company, "two"))
    assert sorted(row.number for row in small_company.all(numbers)) == [1, 2, 2]
