"""A whole funnel read out and set up: known stages are changed, gone ones mapped, new ones made."""

from dataclasses import replace
from typing import Any

import pytest

from tests.company import Company
from tests.sales.chances import asks, project, stage, stage_name, take_back
from tuicrm.exchange.funnel_file import parse, write
from tuicrm.exchange.templates import TEMPLATES, template
from tuicrm.sales import funnel, projects
from tuicrm.sales.funnel import asking, blueprint, funnels, playbook
from tuicrm.sales.funnel.asking import Asked
from tuicrm.sales.funnel.blueprint import ExitPlan, FunnelPlan, StagePlan
from tuicrm.sales.funnel.playbook import Plays, Step
from tuicrm.sales.invariants import violations
from tuicrm.store.errors import Refused

ENDS = (StagePlan("Won", "won", 100, category="commit"), StagePlan("Lost", "lost", 0, category="omitted"))


def usual(company: Company) -> int:
    found: int = company.desk("eye").read(funnels.listing)[0].id
    return found


def export(company: Company) -> FunnelPlan:
    found: FunnelPlan = company.desk("eye").read(blueprint.export, usual(company))
    return found


def set_up(company: Company, plan: FunnelPlan, funnel_id: int | None = None) -> Any:
    return company.desk("hale").write(blueprint.set_up, plan, funnel_id or usual(company))


def names(company: Company) -> list[str]:
    return [one.name for one in company.desk("eye").read(funnel.stages)]


def test_what_is_read_out_and_set_up_again_changes_nothing(small_company: Company) -> None:
    asks(small_company, "New", "Needs", ("field", "need", "need known"), ("action", "visit", "visit done"))
    steps = (Step("call", "first call", 1),)
    small_company.desk("hale").write(playbook.set_playbook, stage(small_company, "New"), Plays("a\nb", steps=steps))
    plan = export(small_company)
    done = set_up(small_company, parse("x", write(plan)))
    assert (done.added, done.changed, done.removed, done.moved) == ((), (), (), 0)
    assert export(small_company) == plan


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", TEMPLATES)
def test_each_ready_made_funnel_takes_the_place_of_one_in_use(small_company: Company, name: str, language: str) -> None:
    made = project(small_company, stage_id=stage(small_company, "Quote"))
    plan = template(name, language)
    target = plan.stages[1].name
    set_up(small_company, replace(plan, instead={"Quote": target, "New": target, "Needs": target}))
    assert names(small_company) == [one.name for one in plan.stages]
    assert stage_name(small_company, made) == target
    found = export(small_company)
    without_ids = tuple(replace(one, id=None) for one in found.stages)
    assert write(replace(found, stages=without_ids, name=plan.name, origin=None)) == write(plan)
    assert not small_company.desk("boss").read(violations)


def test_stages_are_known_again_by_id_by_name_and_by_the_name_before(small_company: Company) -> None:
    ids = {name: stage(small_company, name) for name in ("New", "Needs", "Demo")}
    made = project(small_company, stage_id=ids["Needs"])
    plan = FunnelPlan(
        "Sales",
        (
            StagePlan("Needs", id=ids["New"]),  # two that swap their names
            StagePlan("New", id=ids["Needs"]),
            StagePlan("Show", was="Demo"),
            StagePlan("Quote"),
            StagePlan("Trial"),
            *ENDS,
        ),
        origin=export(small_company).origin,
    )
    done = set_up(small_company, plan)
    assert (done.added, done.removed) == (("Trial",), ("Close",))
    assert {name: stage(small_company, name) for name in ("Needs", "New", "Show")} == {
        "Needs": ids["New"], "New": ids["Needs"], "Show": ids["Demo"],
    }  # fmt: skip
    assert stage_name(small_company, made) == "New", "the project stays in its stage, which has another name"


def test_ids_of_another_database_mean_nothing(small_company: Company) -> None:
    plan = export(small_company)
    other = replace(plan, stages=tuple(replace(one, name=f"{one.name}!") for one in plan.stages), origin="elsewhere")
    done = set_up(small_company, other)
    assert (len(done.added), len(done.removed)) == (5, 5)
    assert names(small_company)[-2:] == ["Won!", "Lost!"], "won and lost are known by their kind"


def test_a_stage_that_is_left_out_wants_a_place_for_its_projects(small_company: Company) -> None:
    made = project(small_company, stage_id=stage(small_company, "Demo"))
    plan = FunnelPlan("Sales", (StagePlan("New"), StagePlan("Quote"), *ENDS))
    with pytest.raises(Refused) as refused:
        set_up(small_company, plan)
    assert (refused.value.code, refused.value.facts) == ("stage_in_use", {"name": "Demo", "count": 1})
    assert names(small_company)[:3] == ["New", "Needs", "Demo"], "nothing is half done"
    with pytest.raises(Refused, match="plan_stage"):
        set_up(small_company, replace(plan, instead={"Demo": "Moon"}))
    done = set_up(small_company, replace(plan, instead={"Demo": "New"}))
    assert (done.moved, stage_name(small_company, made)) == (1, "New")


@pytest.mark.parametrize(
    ("stages", "code"),
    [
        ((StagePlan("A"), *ENDS[:1]), "plan_kinds"),
        ((*ENDS,), "plan_kinds"),
        ((StagePlan("A"), *ENDS, ENDS[0]), "plan_kinds"),
        ((StagePlan("A"), StagePlan("A"), *ENDS), "stage_taken"),
        ((StagePlan("A", exits=(ExitPlan("Moon"),)), *ENDS), "plan_stage"),
        ((StagePlan("A", probability=120), *ENDS), "probability"),
        ((StagePlan("A", plays=Plays(steps=(Step("dance", "x"),))), *ENDS), "play_kind"),
        ((StagePlan("A", exits=(ExitPlan("Won", (Asked("field", "x"),)),)), *ENDS), "asked_field"),
    ],
)
def test_a_plan_that_makes_no_funnel_is_refused(small_company: Company, stages: Any, code: str) -> None:
    before = names(small_company)
    with pytest.raises(Refused, match=code):
        set_up(small_company, FunnelPlan("Sales", stages))
    assert names(small_company) == before


def test_a_set_up_is_taken_back_as_a_whole(small_company: Company) -> None:
    asks(small_company, "New", "Needs", ("check", "x", "budget"))
    before = export(small_company)
    set_up(small_company, template("simple", "en"))
    take_back(small_company, "hale")
    after = export(small_company)
    assert [replace(one, id=None) for one in after.stages] == [replace(one, id=None) for one in before.stages]
    assert [one.id for one in after.stages] == [one.id for one in before.stages]


def test_another_funnel_stands_beside_the_first(small_company: Company) -> None:
    hale = small_company.desk("hale")
    done = hale.write(blueprint.set_up, template("meddic", "en"))
    assert [(one.name, one.is_default) for one in hale.read(funnels.listing)] == [("Sales", True), ("MEDDIC", False)]
    with pytest.raises(Refused, match="funnel_taken"):
        hale.write(blueprint.set_up, template("meddic", "en"))
    hale.write(funnels.make_default, done.funnel_id)
    made = project(small_company)
    first = hale.read(funnel.stages)[0]
    assert (first.name, stage_name(small_company, made)) == ("Discover", "Discover")
    board = hale.read(funnel.board, funnel.BoardQuery())
    assert [column.stage.name for column in board.columns][:2] == ["Discover", "Scope"]
    hale.write(funnels.make_default, usual_of(hale, "Sales"))
    with pytest.raises(Refused, match="funnel_in_use"):
        hale.write(funnels.remove, done.funnel_id)
    small_company.desk("li").write(funnel.lose, made, "price")
    hale.write(funnels.remove, done.funnel_id)
    assert [one.name for one in hale.read(funnels.listing)] == ["Sales"]


def usual_of(desk: Any, name: str) -> int:
    return next(one.id for one in desk.read(funnels.listing) if one.name == name)


def test_ways_that_a_file_does_not_name_are_free_again(small_company: Company) -> None:
    asks(small_company, "New", "Needs", ("check", "x", "budget"))
    plan = export(small_company)
    set_up(small_company, replace(plan, stages=tuple(replace(one, exits=()) for one in plan.stages)))
    assert all(way.is_free for way in small_company.desk("eye").read(asking.ways, stage(small_company, "New")))


def test_an_import_that_mapped_projects_is_taken_back_with_them(small_company: Company) -> None:
    company = small_company
    before = export(company)
    in_demo, in_quote, in_new = (project(company, name, stage_id=stage(company, name))
                                 for name in ("Demo", "Quote", "New"))  # fmt: skip
    plan = FunnelPlan("", (StagePlan("New"), StagePlan("Trial"), *ENDS), instead={"Demo": "Trial", "Quote": "Trial"})
    assert set_up(company, plan).moved == 2
    assert {stage_name(company, one) for one in (in_demo, in_quote)} == {"Trial"}
    take_back(company, "hale")
    assert [one.name for one in export(company).stages] == [one.name for one in before.stages]
    assert [stage_name(company, one) for one in (in_demo, in_quote, in_new)] == ["Demo", "Quote", "New"]
    assert [one.probability for one in export(company).stages] == [one.probability for one in before.stages]
    history = company.desk("hale").read(projects.card, in_demo).history
    assert [stay.stage for stay in history] == ["Demo", "Trial", "Demo"], "the undo is on record itself"


def test_what_was_moved_on_since_is_not_overrun(small_company: Company) -> None:
    made = project(small_company, stage_id=stage(small_company, "Demo"))
    plan = FunnelPlan("", (StagePlan("New"), StagePlan("Quote"), *ENDS), instead={"Demo": "New"})
    set_up(small_company, plan)
    small_company.desk("li").write(funnel.move, made, stage(small_company, "Quote"), reason="ready")
    with pytest.raises(Refused, match="undone_since"):
        take_back(small_company, "hale")
    assert (stage_name(small_company, made), names(small_company)[:2]) == ("Quote", ["New", "Quote"])


def test_a_new_stage_that_is_in_use_by_now_is_not_taken_away(small_company: Company) -> None:
    plan = FunnelPlan("", (*export(small_company).stages[:1], StagePlan("Trial"), *export(small_company).stages[1:]))
    set_up(small_company, plan)
    project(small_company, stage_id=stage(small_company, "Trial"))
    with pytest.raises(Refused) as refused:
        take_back(small_company, "hale")
    assert (refused.value.code, refused.value.facts["name"]) == ("stage_in_use", "Trial")
    assert "Trial" in names(small_company)
