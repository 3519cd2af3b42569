"""Exit criteria hold on every way that moves a project that stands here: one table over all of them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.company import Company
from tests.sales.chances import asks, insert, project, stage, stage_name, take_back
from tests.sales.house import set_values
from tests.sales.taking_over.conftest import DECLARED, batch
from tests.sales.taking_over.conftest import project as row_of
from tuicrm.sales import agenda, funnel, handovers, projects, review, taking_over
from tuicrm.sales.funnel import approving, funnels, group, reopening
from tuicrm.store.errors import Refused
from tuicrm.store.tables.funnel import funnels as funnel_rows
from tuicrm.store.tables.funnel import stages, transitions

Way = Callable[[Company, int], Any]


def by_move(company: Company, made: int) -> None:
    company.desk("li").write(funnel.move, made, stage(company, "Needs"))


def by_skip(company: Company, made: int) -> None:
    company.desk("li").write(funnel.move, made, stage(company, "Close"), reason="repeat order")


def by_group(company: Company, made: int) -> None:
    seen = ((made, stage(company, "New")),)
    company.desk("li").write(group.move_many, seen, stage(company, "Needs"))


def by_win(company: Company, made: int) -> None:
    company.desk("li").write(funnel.win, made, reason="repeat order")


def by_undo_of_a_move_back(company: Company, made: int) -> None:
    take_back(company)


def by_asking_the_lead(company: Company, made: int) -> None:
    company.desk("li").write(approving.ask, made, stage(company, "Needs"))


WAYS = {
    "board and CLI": by_move,
    "over several stages": by_skip,
    "group": by_group,
    "win": by_win,
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("login", ["li", "wang"])
def test_no_way_leads_past_what_a_stage_wants(small_company: Company, way: Way, login: str) -> None:
    asks(small_company, "New", "Needs", ("check", "need", "need known"))
    made = project(small_company)
    with pytest.raises(Refused) as refused:
        way(small_company, made)
    assert (refused.value.code, refused.value.facts["missing"]) == ("criteria", ("need known",))
    assert stage_name(small_company, made) == "New"
    wanted = small_company.desk(login).read(funnel.missing, made, stage(small_company, "Needs"))[0]
    small_company.desk(login).write(funnel.tick, made, wanted.id)
    way(small_company, made)
    assert stage_name(small_company, made) != "New"


def test_a_decision_of_the_review_leads_not_past_it_either(small_company: Company) -> None:
    made = project(small_company, stage_id=stage(small_company, "Close"))
    asks(small_company, "Close", "Lost", ("field", "competitor", "competitor"))
    lost = (review.decide, made, review.Decide("lost", choice="price"))
    for login in ("wang", "hale"):
        with pytest.raises(Refused) as refused:
            small_company.desk(login).write(*lost)
        assert (refused.value.code, refused.value.facts["missing"]) == ("criteria", ("competitor",))
    assert stage_name(small_company, made) == "Close"
    assert small_company.desk("wang").read(review.review).decided == ()
    version = small_company.desk("li").read(projects.card, made).version
    small_company.desk("li").write(projects.edit, made, version, competitor="Acme")
    small_company.desk("wang").write(*lost)
    assert stage_name(small_company, made) == "Lost"


def test_what_the_playbook_plans_is_no_way_past_it(small_company: Company) -> None:
    """An action that is done moves no card."""
    asks(small_company, "Needs", "Demo", ("check", "need", "need known"))
    made, li = project(small_company), small_company.desk("li")
    li.write(funnel.move, made, stage(small_company, "Needs"))
    for one in li.read(projects.card, made).plan:
        li.write(agenda.done, one.id, "talked", note="they want a demo")
    assert stage_name(small_company, made) == "Needs"
    with pytest.raises(Refused, match="criteria"):
        li.write(funnel.move, made, stage(small_company, "Demo"))


@pytest.mark.parametrize("at_once", [True, False])
def test_a_handover_moves_no_stage_and_asks_nothing(small_company: Company, at_once: bool) -> None:
    asks(small_company, "New", "Needs", ("check", "need", "need known"))
    made = project(small_company)
    small_company.desk("hale").write(
        handovers.give, (("project", made),), small_company.id("roth"), handovers.Terms(at_once=at_once)
    )
    if not at_once:
        (waiting,) = small_company.desk("roth").read(handovers.pending)
        small_company.desk("roth").write(handovers.accept, waiting.id)
    assert stage_name(small_company, made) == "New"
    with pytest.raises(Refused, match="criteria"):
        small_company.desk("roth").write(funnel.move, made, stage(small_company, "Needs"))


def test_undo_leads_not_past_it_either(small_company: Company) -> None:
    made, li = project(small_company), small_company.desk("li")
    li.write(funnel.move, made, stage(small_company, "Needs"))
    small_company.clock.later(minutes=1)
    li.write(funnel.move, made, stage(small_company, "New"))
    asks(small_company, "New", "Needs", ("check", "need", "need known"))
    with pytest.raises(Refused, match="criteria"):
        by_undo_of_a_move_back(small_company, made)
    assert stage_name(small_company, made) == "New"


def test_undo_of_a_reopening_is_a_win_and_wants_what_a_win_wants(small_company: Company) -> None:
    made, li = project(small_company), small_company.desk("li")
    li.write(funnel.win, made, reason="repeat order")
    small_company.clock.later(minutes=1)
    li.write(funnel.reopen, made)
    asks(small_company, "Close", "Won", ("check", "signed", "order signed"))
    with pytest.raises(Refused, match="criteria"):
        take_back(small_company)
    assert stage_name(small_company, made) == "New"


@pytest.mark.parametrize("to", ["Lost", "New"])
def test_losing_and_reopening_want_what_their_own_way_asks(small_company: Company, to: str) -> None:
    made, li = project(small_company, stage_id=stage(small_company, "Close")), small_company.desk("li")
    if to == "Lost":
        asks(small_company, "Close", "Lost", ("field", "competitor", "competitor"))
        with pytest.raises(Refused, match="criteria"):
            li.write(funnel.lose, made, "price")
        with pytest.raises(Refused, match="criteria"):
            li.write(group.lose_many, ((made, None),), "price")
        return
    li.write(funnel.win, made)
    pair = {"from_stage_id": stage(small_company, "Won"), "to_stage_id": stage(small_company, "New")}
    insert(small_company, transitions, **pair, lowest_role="manager")
    for login in ("li", "wang"):
        with pytest.raises(Refused) as refused:
            small_company.desk(login).write(reopening.reopen, made, stage(small_company, "New"))
        assert (refused.value.code, refused.value.facts["role"]) == ("role_needed", "manager")
    small_company.desk("hale").write(reopening.reopen, made, stage(small_company, "New"))


@pytest.mark.parametrize(
    ("entered", "moves"),
    [
        pytest.param({}, False, id="a file without a day moves it now"),
        pytest.param({"Quote": date(2026, 11, 24)}, False, id="a day since it stands here"),
        pytest.param({"Quote": date(2026, 11, 20)}, True, id="before it stood here it is history"),
    ],
)
def test_an_import_that_moves_what_stands_here_is_asked_too(
    small_company: Company, entered: dict[str, date], moves: bool
) -> None:
    desk = small_company.desk("hale")

    def take(row: Any) -> Any:
        desk.write(taking_over.begin, DECLARED)
        return desk.write(taking_over.take_over, batch([row]))

    take(row_of("1", "Talk"))
    made = small_company.value(funnel_of_first())
    asks(small_company, "Talk", "Quote", ("check", "need", "need known"))
    small_company.clock.later(days=2)
    taken = take(row_of("1", "Quote", entered=entered))
    assert stage_name(small_company, made) == ("Quote" if moves else "Talk")
    if moves:
        return
    assert [(one.code, one.field) for one in taken.noted] == [("criteria", "stage")]
    wanted = desk.read(funnel.missing, made, stage(small_company, "Quote"))[0]
    desk.write(funnel.tick, made, wanted.id)
    take(row_of("1", "Quote", entered=entered))
    assert stage_name(small_company, made) == "Quote", "the same file, read again, moves it once nothing is missing"


def funnel_of_first() -> Any:
    from sqlalchemy import func, select

    from tuicrm.store.tables.projects import projects

    return select(func.min(projects.c.id))


def test_another_funnel_is_entered_by_what_lies_before_the_stage(small_company: Company) -> None:
    other = insert(small_company, funnel_rows, name="Service", is_default=False)
    ids = [
        insert(
            small_company, stages, funnel_id=other, name=name, kind=kind, position=place, probability=5,
            category="pipeline",
        )
        for place, (name, kind) in enumerate((("Ask", "open"), ("Fix", "open"), ("Good", "won"), ("Bad", "lost")))
    ]  # fmt: skip
    insert(small_company, transitions, from_stage_id=ids[0], to_stage_id=ids[1], lowest_role="team_lead")
    made = project(small_company)
    with pytest.raises(Refused, match="role_needed"):
        small_company.desk("li").write(funnels.to_funnel, made, ids[1])
    with pytest.raises(Refused, match="close_by_act"):
        small_company.desk("li").write(funnels.to_funnel, made, ids[2])
    moved = small_company.desk("li").write(funnels.to_funnel, made, ids[0])
    assert (moved.from_stage, moved.to_stage, moved.how) == ("New", "Ask", "funnel")
    take_back(small_company)
    assert stage_name(small_company, made) == "New"


@pytest.mark.parametrize(
    ("login", "role", "passes"),
    [("li", None, True), ("li", "team_lead", False), ("wang", "team_lead", True), ("wang", "manager", False),
     ("hale", "manager", True), ("hale", "administrator", False), ("boss", "administrator", True)],
)  # fmt: skip
def test_who_may_is_a_least_role(small_company: Company, login: str, role: str | None, passes: bool) -> None:
    pair = {"from_stage_id": stage(small_company, "New"), "to_stage_id": stage(small_company, "Needs")}
    insert(small_company, transitions, **pair, lowest_role=role)
    made = project(small_company)
    move = (funnel.move, made, stage(small_company, "Needs"))
    if passes:
        small_company.desk(login).write(*move)
        return
    with pytest.raises(Refused) as refused:
        small_company.desk(login).write(*move, reason="all the same", override=True)
    assert refused.value.code == "role_needed", "a reason overrides what is missing, not who may"


def test_of_several_those_that_may_go_go_and_the_others_are_named(small_company: Company) -> None:
    asks(small_company, "New", "Needs", ("field", "amount", "price"))
    rich, poor = project(small_company, "rich"), project(small_company, "poor", amount_minor=None)
    theirs = project(small_company, "theirs", login="kuhn")
    seen = tuple((one, stage(small_company, "New")) for one in (rich, poor, theirs))
    many = small_company.desk("li").write(group.move_many, seen, stage(small_company, "Needs"))
    assert many.done == (rich,)
    assert [(one.project_id, one.code) for one in many.left] == [(poor, "criteria"), (theirs, "not_found")]
    assert [one.name for one in many.left] == ["poor", ""], "what may not be seen has no name"
    take_back(small_company)
    assert stage_name(small_company, rich) == "New"


def test_several_are_taken_back_together_or_not_at_all(small_company: Company) -> None:
    made = [project(small_company, name) for name in ("one", "two")]
    seen = tuple((one, None) for one in made)
    small_company.clock.later(minutes=1)
    small_company.desk("li").write(group.move_many, seen, stage(small_company, "Needs"))
    small_company.clock.later(minutes=1)
    small_company.desk("wang").write(funnel.move, made[1], stage(small_company, "Demo"))
    with pytest.raises(Refused, match="undone_since"):
        take_back(small_company)
    assert [stage_name(small_company, one) for one in made] == ["Needs", "Demo"]


def test_a_group_that_lost_is_open_again_after_undo(small_company: Company) -> None:
    made = [project(small_company, name) for name in ("one", "two")]
    many = small_company.desk("li").write(group.lose_many, tuple((one, None) for one in made), "price", note="all")
    assert many.done == tuple(made)
    take_back(small_company)
    assert [stage_name(small_company, one) for one in made] == ["New", "New"]


def test_what_was_dragged_from_an_old_picture_is_told_where_it_is(small_company: Company) -> None:
    made = project(small_company)
    small_company.desk("wang").write(funnel.move, made, stage(small_company, "Needs"))
    with pytest.raises(Refused) as refused:
        by_group(small_company, made)
    assert (refused.value.code, refused.value.facts["by"], refused.value.facts["stage"]) == (
        "moved_since", "F. Wang", "Needs",
    )  # fmt: skip


def test_archived_criteria_and_ways_ask_nothing(small_company: Company) -> None:
    pair = {"from_stage_id": stage(small_company, "New"), "to_stage_id": stage(small_company, "Needs")}
    gone = insert(small_company, transitions, **pair, lowest_role="manager")
    set_values(small_company, transitions, gone, archived_at=small_company.clock.now)
    by_move(small_company, project(small_company))
