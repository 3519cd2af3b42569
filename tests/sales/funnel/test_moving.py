"""Which way a project may go: direction, skipped stages, exit criteria, and who may override."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.chances import asks, insert, kept, project, stage, stage_name
from tuicrm.sales import agenda, funnel, projects
from tuicrm.sales.agenda import NewAction
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.tables.customers import contacts
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.projects import project_contacts, stage_history
from tuicrm.store.tables.trade import products


def move(company: Company, made: int, to: str, login: str = "li", **named: Any) -> Any:
    return company.desk(login).write(funnel.move, made, stage(company, to), **named)


@pytest.mark.parametrize(
    ("here", "there", "how", "left_out"),
    [
        pytest.param("New", "Needs", "forward", "", id="one step"),
        pytest.param("New", "Demo", "skip", "Needs", id="over one stage"),
        pytest.param("New", "Close", "skip", "Needs, Demo, Quote", id="over all of them"),
        pytest.param("Demo", "Quote", "forward", "", id="one step later on"),
        pytest.param("Close", "New", "back", "", id="back to the beginning"),
        pytest.param("Quote", "Demo", "back", "", id="one step back"),
    ],
)
def test_each_way_has_its_name(small_company: Company, here: str, there: str, how: str, left_out: str) -> None:
    made = project(small_company, stage_id=stage(small_company, here))
    if left_out:
        with pytest.raises(Refused) as refused:
            move(small_company, made, there)
        assert (refused.value.code, refused.value.facts["skipped"]) == ("reason_needed", left_out)
    moved = move(small_company, made, there, reason="repeat order")
    assert (moved.from_stage, moved.to_stage, moved.how) == (here, there, how)


@pytest.mark.parametrize(
    ("to", "code"),
    [("Won", "close_by_act"), ("Lost", "close_by_act"), ("New", "same_stage")],
)
def test_no_move_ends_a_project_or_goes_nowhere(small_company: Company, to: str, code: str) -> None:
    made = project(small_company)
    with pytest.raises(Refused, match=code):
        move(small_company, made, to, "boss", reason="x", override=True)


@pytest.mark.parametrize("stage_id", [0, -1, 99_999])
def test_a_stage_that_is_not_there_is_not_found(small_company: Company, stage_id: int) -> None:
    made, li = project(small_company), small_company.desk("li")
    for rule in (funnel.move, funnel.missing):
        with pytest.raises(NotFound):
            (li.write if rule is funnel.move else li.read)(rule, made, stage_id)
    with pytest.raises(NotFound):
        li.read(funnel.column, funnel.BoardQuery(), stage_id)


def test_a_stage_of_another_funnel_is_not_found(small_company: Company) -> None:
    from tuicrm.store.tables.funnel import funnels

    other = insert(small_company, funnels, name="Service", is_default=False)
    foreign = insert(
        small_company, stages, funnel_id=other, name="Ticket", kind="open", position=1, probability=5,
        category="pipeline",
    )  # fmt: skip
    with pytest.raises(NotFound):
        small_company.desk("li").write(funnel.move, project(small_company), foreign)


@pytest.mark.parametrize(
    ("what", "values"),
    [
        pytest.param("amount", {"amount_minor": 0}, id="an amount, be it nothing"),
        pytest.param("cost", {"cost_minor": 1}, id="a cost"),
        pytest.param("expected", {"expected_on": date(2028, 2, 29)}, id="an expected day"),
        pytest.param("competitor", {"competitor": "博世"}, id="a competitor"),
    ],
)
def test_a_field_that_is_asked_for_opens_the_way_once_it_is_filled(
    small_company: Company, what: str, values: dict[str, Any]
) -> None:
    asks(small_company, "New", "Needs", ("field", what, what))
    made = project(small_company, amount_minor=None)
    with pytest.raises(Refused) as refused:
        move(small_company, made, "Needs")
    assert refused.value.facts == {"stage": "Needs", "missing": (what,)}
    small_company.desk("li").write(projects.edit, made, 1, **values)
    assert move(small_company, made, "Needs").how == "forward"


def test_a_blank_competitor_is_none(small_company: Company) -> None:
    asks(small_company, "New", "Needs", ("field", "competitor", "competitor"))
    made = project(small_company)
    small_company.desk("li").write(projects.edit, made, 1, competitor=" \t\x00 ")
    with pytest.raises(Refused, match="criteria"):
        move(small_company, made, "Needs")


@pytest.mark.parametrize(
    ("act", "is_enough"),
    [
        pytest.param("planned", False, id="only planned"),
        pytest.param("cancelled", False, id="cancelled"),
        pytest.param("other kind", False, id="done, but a call"),
        pytest.param("other project", False, id="done elsewhere"),
        pytest.param("done", True, id="done"),
    ],
)
def test_an_action_that_is_asked_for_has_to_be_done(small_company: Company, act: str, is_enough: bool) -> None:
    asks(small_company, "New", "Needs", ("action", "demo", "demo done"))
    made, li = project(small_company), small_company.desk("li")
    about = project(small_company, "other") if act == "other project" else made
    kind = "call" if act == "other kind" else "demo"
    planned = li.write(agenda.plan, NewAction(kind, project_id=about, on=NOW.date())).action_id
    if act == "cancelled":
        li.write(agenda.cancel, planned)
    elif act != "planned":
        li.write(agenda.done, planned)
    asked = li.read(funnel.missing, made, stage(small_company, "Needs"))
    assert [one.is_met for one in asked] == [is_enough]


@pytest.mark.parametrize(
    ("what", "part", "is_enough"),
    [
        ("contact", None, True),
        ("contact", "uses", True),
        ("decider", None, False),
        ("decider", "uses", False),
        ("decider", "decides", True),
    ],
)
def test_who_decides_is_more_than_who_is_known(
    small_company: Company, what: str, part: str | None, is_enough: bool
) -> None:
    asks(small_company, "New", "Needs", ("field", what, what))
    acme = small_company.customer("Acme", owner="li")
    made = project(small_company, customer_id=acme)
    person = insert(small_company, contacts, customer_id=acme, name="Jo", name_sort="jo")
    insert(small_company, project_contacts, project_id=made, contact_id=person, part=part)
    asked = small_company.desk("li").read(funnel.missing, made, stage(small_company, "Needs"))
    assert [one.is_met for one in asked] == [is_enough]


def test_choosing_a_contact_who_is_there_leaves_their_part(small_company: Company) -> None:
    asks(small_company, "New", "Needs", ("field", "contact", "contact"))
    acme = small_company.customer("Acme", owner="li")
    made = project(small_company, customer_id=acme)
    person = insert(small_company, contacts, customer_id=acme, name="Jo", name_sort="jo")
    insert(small_company, project_contacts, project_id=made, contact_id=person, part="uses")
    asked = small_company.desk("li").read(funnel.missing, made, stage(small_company, "Needs"))[0]
    small_company.desk("li").write(funnel.meet, made, asked.id, person)
    assert small_company.value(select(project_contacts.c.part)) == "uses"


def test_only_people_of_the_customer_can_be_chosen(small_company: Company) -> None:
    asks(small_company, "New", "Needs", ("field", "decider", "decider"))
    acme, bolt = (small_company.customer(name, owner="li") for name in ("Acme", "Bolt"))
    made = project(small_company, customer_id=acme)
    stranger = insert(small_company, contacts, customer_id=bolt, name="Jo", name_sort="jo")
    gone = insert(small_company, contacts, customer_id=acme, name="Al", name_sort="al", archived_at=NOW)
    li = small_company.desk("li")
    wanted = li.read(funnel.missing, made, stage(small_company, "Needs"))[0].id
    assert li.read(funnel.ways, made, wanted) == ()
    for person in (stranger, gone):
        with pytest.raises(Refused, match="no_way"):
            li.write(funnel.meet, made, wanted, person)


def test_a_product_taken_off_the_price_list_cannot_be_chosen(small_company: Company) -> None:
    asks(small_company, "New", "Needs", ("field", "product", "product"))
    made, li = project(small_company), small_company.desk("li")
    old = insert(small_company, products, name="Old", product_key="old", currency="EUR", archived_at=NOW)
    wanted = li.read(funnel.missing, made, stage(small_company, "Needs"))[0].id
    with pytest.raises(Refused, match="no_way"):
        li.write(funnel.meet, made, wanted, old)


@pytest.mark.parametrize(
    ("login", "override", "reason", "passes"),
    [
        pytest.param("li", True, "because", False, id="the holder may not"),
        pytest.param("wang", False, "because", False, id="a lead who does not say so"),
        pytest.param("wang", True, "", False, id="a lead without a reason"),
        pytest.param("wang", True, " ", False, id="a lead with a blank"),
        pytest.param("wang", True, "known customer", True, id="a lead with a reason"),
        pytest.param("hale", True, "known customer", True, id="a manager with a reason"),
    ],
)
def test_criteria_yield_to_a_lead_with_a_reason(
    small_company: Company, login: str, override: bool, reason: str, passes: bool
) -> None:
    asks(small_company, "New", "Needs", ("check", "x", "budget agreed"))
    made = project(small_company)
    if not passes:
        with pytest.raises(Refused, match="criteria"):
            move(small_company, made, "Needs", login, override=override, reason=reason)
        assert stage_name(small_company, made) == "New"
        return
    move(small_company, made, "Needs", login, override=override, reason=reason)
    said = select(stage_history.c.reason).order_by(stage_history.c.id.desc())
    assert small_company.value(said) == reason


def test_winning_from_the_last_stage_asks_what_its_own_way_asks(small_company: Company) -> None:
    asks(small_company, "Close", "Won", ("check", "x", "order signed"))
    for here, reason in (("Close", ""), ("New", "repeat order")):
        made = project(small_company, f"from {here}", stage_id=stage(small_company, here))
        with pytest.raises(Refused) as refused:
            small_company.desk("li").write(funnel.win, made, reason=reason)
        assert refused.value.facts == {"stage": "Won", "missing": ("order signed",)}
        small_company.desk("li").write(funnel.lose, made, "price")


def test_a_criterion_that_was_dropped_is_asked_no_more(small_company: Company) -> None:
    from tuicrm.store import change
    from tuicrm.store.tables.funnel import criteria

    asks(small_company, "New", "Needs", ("check", "x", "x"))
    made = project(small_company)
    dropped = small_company.value(select(criteria.c.id))
    small_company.database.write_as(lambda session: change.update(session, criteria, dropped, archived_at=NOW), NOW)
    assert small_company.desk("li").read(funnel.missing, made, stage(small_company, "Needs")) == ()


@pytest.mark.parametrize(("here", "there", "is_progress"), [("New", "Needs", True), ("Needs", "New", False)])
def test_going_back_is_no_progress(small_company: Company, here: str, there: str, is_progress: bool) -> None:
    made = project(small_company, stage_id=stage(small_company, here))
    small_company.clock.later(days=5)
    move(small_company, made, there)
    progress = kept(small_company, made).last_progress_at
    assert progress == (small_company.clock.now if is_progress else NOW)
