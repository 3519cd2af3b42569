"""Stages change while they are in use: projects are mapped, history stays readable, the change is on record."""

from typing import Any

import pytest
from sqlalchemy import select

from tests.company import Company
from tests.sales.chances import asks, kept, project, stage, stage_name, take_back
from tuicrm.sales import funnel
from tuicrm.sales.funnel import asking, defining, funnels
from tuicrm.sales.funnel.asking import Asked, Way
from tuicrm.sales.funnel.stages import default_funnel
from tuicrm.sales.invariants import violations
from tuicrm.store.errors import ChangedSince, NotAllowed, NotFound, Refused
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.projects import stage_history
from tuicrm.store.tables.system import changes


def usual(company: Company) -> int:
    return company.database.read_as(default_funnel, company.clock.now)


def names(company: Company) -> list[str]:
    return [one.name for one in company.desk("eye").read(funnel.stages)]


def add(company: Company, name: str, login: str = "hale", **values: Any) -> int:
    made: int = company.desk(login).write(defining.add, name, funnel_id=usual(company), **values).id
    return made


def edit(company: Company, known: str, login: str = "hale", **values: Any) -> Any:
    one = next(found for found in company.desk("eye").read(funnel.stages) if found.name == known)
    return company.desk(login).write(defining.edit, one.id, one.version, **values)


def whole(company: Company) -> None:
    assert not company.desk("boss").read(violations)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (None, ["New", "Needs", "Demo", "Quote", "Close", "Pilot", "Won", "Lost"]),
        (1, ["Pilot", "New", "Needs", "Demo", "Quote", "Close", "Won", "Lost"]),
        (4, ["New", "Needs", "Demo", "Pilot", "Quote", "Close", "Won", "Lost"]),
        (99, ["New", "Needs", "Demo", "Quote", "Close", "Pilot", "Won", "Lost"]),
    ],
)
def test_a_stage_is_added_at_its_place_and_undone(
    small_company: Company, place: int | None, expected: list[str]
) -> None:
    before = names(small_company)
    add(small_company, "Pilot", place=place)
    assert names(small_company) == expected
    take_back(small_company, "hale")
    assert names(small_company) == before


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": " "}, "stage_name"),
        ({"name": "Quote"}, "stage_taken"),
        ({"probability": 101}, "probability"),
        ({"probability": -1}, "probability"),
        ({"rotting_days": 0}, "stage_days"),
        ({"rotting_days": 4000}, "stage_days"),
        ({"category": "sure"}, "category"),
        ({"colour": "red"}, "field_unknown"),
    ],
)
def test_what_a_stage_cannot_be_is_refused(small_company: Company, values: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused, match=code):
        edit(small_company, "Demo", **values)
    with pytest.raises(Refused, match=code):
        small_company.desk("hale").write(
            defining.add, **({"name": "Pilot"} | values), funnel_id=usual(small_company)
        )  # fmt: skip
    assert "Pilot" not in names(small_company)


@pytest.mark.parametrize("login", ["li", "wang", "eye"])
def test_only_managers_change_the_process(small_company: Company, login: str) -> None:
    for act in (
        lambda: add(small_company, "Pilot", login),
        lambda: edit(small_company, "Demo", login, name="Show"),
        lambda: small_company.desk(login).write(defining.remove, stage(small_company, "Demo")),
        lambda: small_company.desk(login).write(
            asking.ask_for, stage(small_company, "New"), Way(stage(small_company, "Needs"))
        ),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_renamed_stage_keeps_its_projects_and_its_past(small_company: Company) -> None:
    made = project(small_company)
    small_company.desk("li").write(funnel.move, made, stage(small_company, "Needs"))
    edit(small_company, "New", name="Begin", probability=5, rotting_days=7, category="omitted", meaning="just came")
    rows = small_company.all(
        select(stages.c.name).join(stage_history, stage_history.c.stage_id == stages.c.id).order_by(stage_history.c.id)
    )
    assert [row.name for row in rows] == ["Begin", "Needs"]
    take_back(small_company, "hale")
    first = small_company.desk("eye").read(funnel.stages)[0]
    assert (first.name, first.probability, first.rotting_days, first.category, first.meaning) == (
        "New", 10, 14, "pipeline", None,
    )  # fmt: skip


def test_two_who_edit_one_stage_are_told_of_each_other(small_company: Company) -> None:
    one = small_company.desk("eye").read(funnel.stages)[2]
    small_company.desk("hale").write(defining.edit, one.id, one.version, probability=45)
    small_company.desk("boss").write(defining.edit, one.id, one.version, rotting_days=9)
    with pytest.raises(ChangedSince):
        small_company.desk("boss").write(defining.edit, one.id, one.version, probability=50)


def test_won_and_lost_may_be_renamed_but_stay_at_the_end(small_company: Company) -> None:
    edit(small_company, "Won", name="Order")
    with pytest.raises(Refused, match="place_fixed"):
        edit(small_company, "Order", place=1)
    made = project(small_company, stage_id=stage(small_company, "Close"))
    small_company.desk("li").write(funnel.win, made)
    assert stage_name(small_company, made) == "Order"


def test_a_stage_in_use_is_removed_only_with_a_place_for_its_projects(small_company: Company) -> None:
    demo = stage(small_company, "Demo")
    made = project(small_company, stage_id=demo)
    own = {"category": "commit", "probability": 70, "probability_reason": "sure"}
    small_company.desk("li").write(projects_edit(), made, 1, **own)
    hale = small_company.desk("hale")
    with pytest.raises(Refused) as refused:
        hale.write(defining.remove, demo)
    assert (refused.value.code, refused.value.facts) == ("stage_in_use", {"name": "Demo", "count": 1})
    with pytest.raises(Refused, match="stage_in_use"):
        hale.write(defining.remove, demo, stage(small_company, "Won"))
    quiet = kept(small_company, made).last_progress_at
    small_company.clock.later(days=1)
    gone = hale.write(defining.remove, demo, stage(small_company, "Needs"))
    assert (gone.name, gone.to, gone.moved) == ("Demo", "Needs", 1)
    row = kept(small_company, made)
    assert (stage_name(small_company, made), row.category, row.probability) == ("Needs", "commit", 70)
    assert row.last_progress_at == quiet, "a changed funnel is no progress"
    history = small_company.all(select(stage_history.c.how, stage_history.c.reason).order_by(stage_history.c.id))
    assert [tuple(one) for one in history] == [("create", None), ("funnel", "Demo")]
    assert small_company.value(
        select(changes.c.id).where(changes.c.record_kind == "stage", changes.c.record_id == demo)
    ), "it is on record"
    whole(small_company)
    take_back(small_company, "hale")
    assert names(small_company)[2] == "Demo"
    assert stage_name(small_company, made) == "Demo"
    whole(small_company)


def projects_edit() -> Any:
    from tuicrm.sales import projects

    return projects.edit


def test_undo_of_a_removal_leaves_what_went_on_since(small_company: Company) -> None:
    demo, before = stage(small_company, "Demo"), names(small_company)
    stays, goes = (project(small_company, name, stage_id=demo) for name in ("stays", "goes"))
    small_company.desk("hale").write(defining.remove, demo, stage(small_company, "Needs"))
    small_company.clock.later(minutes=1)
    small_company.desk("li").write(funnel.move, goes, stage(small_company, "Quote"))
    assert names(small_company) == [one for one in before if one != "Demo"]
    small_company.desk("hale").write(defining.bring_back, demo, 3, (stays, goes), stage(small_company, "Needs"))
    assert [stage_name(small_company, one) for one in (stays, goes)] == ["Demo", "Quote"]
    assert names(small_company) == before


@pytest.mark.parametrize(("place", "at"), [(-3, 0), (0, 0), (1, 0), (2, 1), (3, 2), (99, -1)])
def test_a_removed_stage_comes_back_where_it_is_put(small_company: Company, place: int, at: int) -> None:
    demo, ends = stage(small_company, "Demo"), {"Won", "Lost"}
    small_company.desk("hale").write(defining.remove, demo, stage(small_company, "Needs"))
    small_company.desk("hale").write(defining.bring_back, demo, place)
    found = names(small_company)
    assert [one for one in found if one not in ends][at] == "Demo"
    assert len(found) == len(set(found))


@pytest.mark.parametrize("name", ["Won", "Lost"])
def test_the_ends_of_a_funnel_stay(small_company: Company, name: str) -> None:
    with pytest.raises(Refused, match="stage_needed"):
        small_company.desk("hale").write(defining.remove, stage(small_company, name))


def test_the_last_open_stage_stays(small_company: Company) -> None:
    for name in ("New", "Needs", "Demo", "Quote"):
        small_company.desk("hale").write(defining.remove, stage(small_company, name))
    with pytest.raises(Refused, match="stage_needed"):
        small_company.desk("hale").write(defining.remove, stage(small_company, "Close"))


def test_a_removed_stage_comes_back_by_its_name_with_its_history(small_company: Company) -> None:
    demo = stage(small_company, "Demo")
    small_company.desk("hale").write(defining.remove, demo)
    assert add(small_company, "Demo", place=3, probability=33) == demo
    small_company.desk("hale").write(defining.remove, demo)
    edit(small_company, "Needs", name="Demo")
    assert small_company.value(select(stages.c.name).where(stages.c.id == demo)) == f"Demo ({demo})"


def test_what_leaving_asks_for_follows_the_order(small_company: Company) -> None:
    asks(small_company, "New", "Needs", ("check", "a", "a"))
    asks(small_company, "Needs", "Demo", ("check", "b", "b"))
    pilot = add(small_company, "Pilot", place=2)
    wanted = asked_between(small_company, "New", "Pilot"), asked_between(small_company, "Pilot", "Needs")
    assert wanted == (["a"], []), "what New wants on leaving, it wants of whoever goes to Pilot"
    small_company.desk("hale").write(defining.remove, pilot, stage(small_company, "New"))
    assert asked_between(small_company, "New", "Needs") == ["a"]
    small_company.clock.later(minutes=1)
    small_company.desk("hale").write(defining.remove, stage(small_company, "Needs"), stage(small_company, "New"))
    assert asked_between(small_company, "New", "Demo") == ["a", "b"], "what is gone is asked by the one before"
    take_back(small_company, "hale")
    assert (asked_between(small_company, "New", "Needs"), asked_between(small_company, "Needs", "Demo")) == (
        ["a"], ["b"],
    )  # fmt: skip


def test_a_stage_moved_in_the_order_takes_its_criteria_along(small_company: Company) -> None:
    asks(small_company, "Demo", "Quote", ("check", "a", "a"))
    edit(small_company, "Demo", place=1)
    assert names(small_company)[:3] == ["Demo", "New", "Needs"]
    assert asked_between(small_company, "Demo", "New") == ["a"]
    take_back(small_company, "hale")
    assert names(small_company)[:3] == ["New", "Needs", "Demo"]
    assert asked_between(small_company, "Demo", "Quote") == ["a"]


def asked_between(company: Company, here: str, there: str) -> list[str]:
    made = project(company, f"{here} {there}", stage_id=stage(company, here))
    return [one.label for one in company.desk("eye").read(funnel.missing, made, stage(company, there))]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (Asked("field", "colour"), "asked_field"),
        (Asked("action", "dance"), "asked_kind"),
        (Asked("check", " "), "asked_label"),
        (Asked("wish", "x"), "asked_label"),
    ],
)
def test_what_cannot_be_asked_for_is_refused(small_company: Company, asked: Asked, code: str) -> None:
    way = Way(stage(small_company, "Needs"), (asked,))
    with pytest.raises(Refused, match=code):
        small_company.desk("hale").write(asking.ask_for, stage(small_company, "New"), way)


def test_a_tick_outlives_another_wording_and_a_pause(small_company: Company) -> None:
    hale, here, there = small_company.desk("hale"), stage(small_company, "New"), stage(small_company, "Needs")
    hale.write(asking.ask_for, here, Way(there, (Asked("check", "budget", "budget named"),)))
    made = project(small_company)
    small_company.desk("li").write(funnel.tick, made, hale.read(funnel.missing, made, there)[0].id)
    hale.write(asking.ask_for, here, Way(there))
    assert hale.read(funnel.missing, made, there) == ()
    hale.write(
        asking.ask_for, here, Way(there, (Asked("field", "amount"), Asked("check", "budget", "their budget")))
    )  # fmt: skip
    assert [(one.label, one.is_met) for one in hale.read(funnel.missing, made, there)] == [
        ("amount", True), ("their budget", True),
    ]  # fmt: skip
    take_back(small_company, "hale")
    assert hale.read(asking.ways, here) == (Way(there),)


def test_ways_name_the_least_role_and_approval(small_company: Company) -> None:
    hale, here, there = small_company.desk("hale"), stage(small_company, "New"), stage(small_company, "Needs")
    assert hale.write(asking.ask_for, here, Way(there, lowest_role="rep")).lowest_role is None
    hale.write(asking.ask_for, here, Way(there, (), "manager", True))
    assert hale.read(asking.ways, here) == (Way(there, (), "manager", True),)
    with pytest.raises(Refused, match="asked_role"):
        hale.write(asking.ask_for, here, Way(there, lowest_role="auditor"))
    with pytest.raises(Refused, match="same_way"):
        hale.write(asking.ask_for, here, Way(here))
    with pytest.raises(NotFound):
        hale.write(asking.ask_for, here, Way(99_999))


def test_there_is_one_usual_funnel_and_it_stays(small_company: Company) -> None:
    hale = small_company.desk("hale")
    (only,) = hale.read(funnels.listing)
    assert (only.name, only.is_default, only.open_projects) == ("Sales", True, 0)
    with pytest.raises(Refused, match="only_funnel"):
        hale.write(funnels.remove, only.id)
    hale.write(funnels.rename, only.id, "Machines")
    assert hale.read(funnels.listing)[0].name == "Machines"
    with pytest.raises(Refused, match="empty"):
        hale.write(funnels.rename, only.id, " ")
