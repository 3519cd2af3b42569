"""Projects on their way: moves, criteria, wins, losses, and who is told what."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.company import NOW, Company
from tuicrm.sales import funnel, projects, undo
from tuicrm.sales.projects import NewProject
from tuicrm.store import change
from tuicrm.store.errors import Ambiguous, ChangedSince, NotAllowed, NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import contacts, needs
from tuicrm.store.tables.funnel import criteria, transitions
from tuicrm.store.tables.projects import project_periods, stage_history
from tuicrm.store.tables.projects import projects as project_table
from tuicrm.store.tables.trade import credits, purchases

EUROS = 100


def stage(company: Company, name: str) -> int:
    return next(one.id for one in company.desk("eye").read(funnel.stages) if one.name == name)


def project(company: Company, name: str = "PX line", login: str = "li", **values: object) -> int:
    values.setdefault("amount_minor", 28_000 * EUROS)
    return company.desk(login).write(projects.add, NewProject(name=name, **values)).project_id  # type: ignore[arg-type]


def asks(company: Company, from_stage: str, to_stage: str, *wanted: tuple[str, str, str]) -> None:
    pair = {"from_stage_id": stage(company, from_stage), "to_stage_id": stage(company, to_stage)}

    def write(session: Session) -> None:
        transition = change.insert(session, transitions, **pair)
        for kind, what, label in wanted:
            change.insert(session, criteria, transition_id=transition, kind=kind, what=what, label=label)

    company.database.write_as(write, NOW)


def stays(company: Company, project_id: int) -> list[tuple[str, int | None]]:
    history = stage_history.c
    rows = select(history.how, history.seconds).where(history.project_id == project_id).order_by(history.id)
    return [tuple(row) for row in company.all(rows)]


def test_moving_closes_one_stay_and_opens_the_next(company: Company) -> None:
    made = project(company)
    company.clock.later(days=3)
    moved = company.desk("li").write(funnel.move, made, stage(company, "Needs"))
    assert (moved.from_stage, moved.to_stage, moved.how) == ("New", "Needs", "forward")
    assert stays(company, made) == [("create", 3 * 86_400), ("forward", None)]
    row = company.all(select(project_table).where(project_table.c.id == made))[0]
    assert (row.state, row.stage_since_at, row.last_progress_at) == ("open", company.clock.now, company.clock.now)


def test_a_criterion_is_met_by_choosing_and_that_is_taken_back(company: Company) -> None:
    asks(company, "New", "Needs", ("field", "need", "need"), ("field", "decider", "decider"), ("check", "x", "x"))
    acme = company.customer("Acme", owner="li")
    made, li = project(company, customer_id=acme), company.desk("li")
    company.database.write_as(lambda session: change.insert(session, needs, name="fewer stops", position=0), NOW)
    novak = company.database.write_as(
        lambda session: change.insert(
            session, contacts, customer_id=acme, name="J. Novak", name_sort="novak", part="uses"
        ),
        NOW,
    )
    wanted = {one.what: one.id for one in li.read(funnel.missing, made, stage(company, "Needs"))}
    assert [one.name for one in li.read(funnel.ways, made, wanted["need"])] == ["fewer stops"]
    assert [(one.name, one.part) for one in li.read(funnel.ways, made, wanted["decider"])] == [("J. Novak", "uses")]
    assert li.read(funnel.ways, made, wanted["x"]) == ()

    def met() -> set[str]:
        return {one.what for one in li.read(funnel.missing, made, stage(company, "Needs")) if one.is_met}

    li.write(funnel.meet, made, wanted["need"], 1)
    li.write(funnel.meet, made, wanted["decider"], novak)
    assert met() == {"need", "decider"}
    li.write(undo.last)
    assert met() == {"need"}
    li.write(funnel.meet, made, wanted["decider"], novak)
    assert met() == {"need", "decider"}
    with pytest.raises(Refused, match="no_way"):
        li.write(funnel.meet, made, wanted["decider"], novak + 99)
    with pytest.raises((NotFound, NotAllowed)):
        company.desk("kuhn").write(funnel.meet, made, wanted["need"], 1)


def test_skipping_needs_a_reason_and_going_back_does_not(company: Company) -> None:
    made = project(company)
    with pytest.raises(Refused) as refused:
        company.desk("li").write(funnel.move, made, stage(company, "Quote"))
    assert (refused.value.code, refused.value.facts["skipped"]) == ("reason_needed", "Needs, Demo")
    assert company.desk("li").write(funnel.move, made, stage(company, "Quote"), reason="repeat order").how == "skip"
    assert company.desk("li").write(funnel.move, made, stage(company, "New")).how == "back"


def test_criteria_hold_until_met_or_overridden_by_a_lead_with_a_reason(company: Company) -> None:
    asks(company, "New", "Needs", ("field", "customer", "customer"), ("check", "need", "need known"))
    made = project(company)
    needs = stage(company, "Needs")
    with pytest.raises(Refused) as refused:
        company.desk("li").write(funnel.move, made, needs)
    assert refused.value.facts["missing"] == ("customer", "need known")
    with pytest.raises(Refused):
        company.desk("li").write(funnel.move, made, needs, override=True, reason="I may not")
    with pytest.raises(Refused):
        company.desk("wang").write(funnel.move, made, needs, override=True)
    customer = company.customer("Acme", owner="li")
    company.desk("li").write(projects.edit, made, 1, customer_id=customer)
    check = next(one for one in company.desk("li").read(funnel.missing, made, needs) if one.kind == "check")
    company.desk("li").write(funnel.tick, made, check.id)
    assert all(one.is_met for one in company.desk("li").read(funnel.missing, made, needs))
    company.desk("li").write(funnel.move, made, needs)


def test_a_skip_meets_what_each_step_on_its_way_asks(company: Company) -> None:
    asks(company, "Demo", "Quote", ("action", "demo", "demo done"))
    made = project(company)
    with pytest.raises(Refused) as refused:
        company.desk("li").write(funnel.move, made, stage(company, "Close"), reason="hurry")
    assert refused.value.facts["missing"] == ("demo done",)
    overridden = company.desk("wang").write(
        funnel.move, made, stage(company, "Close"), reason="known customer", override=True
    )
    assert overridden.to_stage == "Close"


def test_winning_writes_purchase_and_credit_of_the_holder_at_that_moment(company: Company) -> None:
    customer = company.customer("Acme", owner="li")
    made = project(company, customer_id=customer)
    company.clock.later(days=10)
    won = company.desk("li").write(
        funnel.win, made, amount_minor=28_000 * EUROS, cost_minor=17_500 * EUROS, reason="repeat order"
    )
    assert (won.outcome, won.profit_minor, won.on) == ("won", 10_500 * EUROS, company.clock.now.date())
    bought = company.all(select(purchases))[0]
    assert (bought.customer_id, bought.amount_minor, bought.cost_minor) == (customer, 2_800_000, 1_750_000)
    assert bought.month == 2026 * 12 + 12
    company.desk("hale").write(projects.edit, made, 2, owner_id=company.id("kuhn"))
    given = company.all(select(credits))[0]
    assert (given.user_id, given.outcome, given.share_ppm) == (company.id("li"), "won", 1_000_000)
    row = company.all(select(project_table).where(project_table.c.id == made))[0]
    assert (row.state, row.cycle_days, row.closed_month, row.category) == ("won", 10, 2026 * 12 + 12, "commit")


def test_winning_without_an_amount_is_asked_for(company: Company) -> None:
    made = project(company, amount_minor=None)
    with pytest.raises(Refused, match="amount_needed"):
        company.desk("li").write(funnel.win, made, reason="quick")


def test_losing_wants_a_reason_of_the_list_and_keeps_where_it_stood(company: Company) -> None:
    made = project(company)
    company.desk("li").write(funnel.move, made, stage(company, "Needs"))
    with pytest.raises(Refused) as refused:
        company.desk("li").write(funnel.lose, made, "bad luck")
    assert "price" in refused.value.facts["keys"]  # type: ignore[operator]
    company.desk("li").write(funnel.lose, made, "price", note="20 % too dear", competitor="Bolt")
    row = company.all(select(project_table).where(project_table.c.id == made))[0]
    assert (row.state, row.lost_stage_id, row.competitor) == ("lost", stage(company, "Needs"), "Bolt")
    assert company.value(select(credits.c.outcome)) == "lost"
    with pytest.raises(Refused, match="already_closed"):
        company.desk("li").write(funnel.win, made)


def test_reopening_goes_back_to_where_it_stood_and_sets_credit_aside(company: Company) -> None:
    made = project(company)
    company.desk("li").write(funnel.move, made, stage(company, "Needs"))
    company.desk("li").write(funnel.win, made, reason="quick")
    back = company.desk("li").write(funnel.reopen, made)
    assert back.stage == "Needs"
    for table in (credits, purchases):
        assert company.value(select(func.count()).where(table.c.archived_at.is_(None))) == 0
        assert company.value(select(func.count()).select_from(table)) == 1
    assert [how for how, _ in stays(company, made)] == ["create", "forward", "won", "reopen"]
    company.desk("li").write(funnel.win, made, reason="again")


def test_of_two_movers_one_stands_and_the_other_is_told(company: Company) -> None:
    made = project(company)
    new, needs, demo = (stage(company, name) for name in ("New", "Needs", "Demo"))
    company.desk("wang").write(funnel.move, made, needs, from_stage_id=new)
    with pytest.raises(Refused) as refused:
        company.desk("li").write(funnel.move, made, demo, from_stage_id=new, reason="late")
    assert refused.value.facts == {"name": "PX line", "by": "F. Wang", "stage": "Needs"}


def test_only_the_holder_their_lead_and_managers_move_it(company: Company) -> None:
    made = project(company)
    for login, sees in (("roth", NotAllowed), ("kuhn", NotFound), ("eye", NotAllowed)):
        with pytest.raises(sees):
            company.desk(login).write(funnel.move, made, stage(company, "Needs"))
    for login, name in (("li", "Needs"), ("wang", "Demo"), ("hale", "Quote")):
        company.desk(login).write(funnel.move, made, stage(company, name))


def test_two_who_edit_different_fields_do_not_disturb_each_other(company: Company) -> None:
    made = project(company)
    company.desk("wang").write(projects.edit, made, 1, competitor="Bolt")
    edited = company.desk("li").write(projects.edit, made, 1, amount_minor=5)
    assert edited.fields == ("amount_minor",)
    with pytest.raises(ChangedSince) as clash:
        company.desk("li").write(projects.edit, made, 1, competitor="Nut")
    assert (clash.value.facts["by"], clash.value.facts["fields"]) == ("F. Wang", ("competitor",))


def test_found_by_handle_name_and_part_of_the_customer(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    first = project(company, "ERP", customer_id=acme)
    second = project(company, "Line 4", customer_id=acme)
    find = company.desk("li").read
    assert find(projects.find, "+acme-erp").id == find(projects.find, "erp").id == find(projects.find, str(first)).id
    with pytest.raises(Ambiguous) as several:
        find(projects.find, "acme")
    assert {one.id for one in several.value.candidates} == {first, second}
    with pytest.raises(NotFound):
        company.desk("kuhn").read(projects.find, "+acme-erp")


def test_board_counts_sums_and_signs(company: Company) -> None:
    project(company, "big", amount_minor=100_000)
    project(company, "small", amount_minor=40_000)
    project(company, "unknown", amount_minor=None)
    project(company, "of Roth", login="roth", amount_minor=7)
    company.desk("roth").write(funnel.win, company.desk("roth").read(projects.find, "of-roth").id, reason="quick")
    company.clock.later(days=15)
    board = company.desk("li").read(funnel.board, funnel.BoardQuery())
    new = board.columns[0]
    assert (new.count, new.sum_minor, new.weighted_minor) == (3, 140_000, 14_000)
    assert [card.name for card in new.cards] == ["big", "small", "unknown"]
    assert (new.cards[0].days, new.cards[0].signs) == (15, ("rotting", "no_next"))
    assert (board.won.count, board.won.sum_minor, board.without_amount) == (1, 7, 1)
    more = company.desk("li").read(funnel.column, funnel.BoardQuery(), new.stage.id, after=(40_000, new.cards[1].id))
    assert [card.name for card in more] == ["unknown"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("amount:500..", ["big", "of Roth"]),
        ("amount:..500", ["small"]),
        ("owner:roth", ["of Roth"]),
        ("not:owner:roth", ["big", "small", "unknown"]),
        ("owner:me big", ["big"]),
        ("amount:none", ["unknown"]),
        ("stage:needs", []),
    ],
)  # fmt: skip
def test_board_filter(small_company: Company, line: str, names: list[str]) -> None:
    for name, login, amount in (("big", "li", 100_000), ("small", "li", 40_000), ("unknown", "li", None)):
        project(small_company, name, login=login, amount_minor=amount)
    project(small_company, "of Roth", login="roth", amount_minor=60_000)
    board = small_company.desk("li").read(funnel.board, funnel.BoardQuery(filter=line))
    found = [card.name for column in board.columns for card in column.cards]
    assert sorted(found) == sorted(names)


def test_wrong_filter_says_what_is_not_understood(small_company: Company) -> None:
    with pytest.raises(Refused) as refused:
        small_company.desk("li").read(funnel.board, funnel.BoardQuery(filter="colour:red"))
    assert "colour" in str(refused.value.facts["sentence"])


def test_periods_follow_moves_and_amounts(company: Company) -> None:
    made = project(company)
    company.clock.later(days=1)
    company.desk("li").write(funnel.move, made, stage(company, "Needs"))
    company.clock.later(days=1)
    company.desk("li").write(projects.edit, made, 2, amount_minor=1)
    rows = company.all(select(project_periods).order_by(project_periods.c.from_at))
    assert [(row.stage_id, row.amount_minor) for row in rows] == [
        (stage(company, "New"), 2_800_000),
        (stage(company, "Needs"), 2_800_000),
        (stage(company, "Needs"), 1),
    ]
    assert [row.to_at for row in rows] == [NOW + timedelta(days=1), NOW + timedelta(days=2), None]
