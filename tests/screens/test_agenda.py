"""The agenda as its user sees it: one list of what to do next, worked off by key and by mouse."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.test_agenda import plan
from tests.sales.test_briefing import contact
from tests.sales.test_funnel import asks, project
from tests.screens.user import at_screen
from tuicrm.sales import agenda, undo, working
from tuicrm.sales.agenda import NewAction
from tuicrm.store import change
from tuicrm.store.database import Database
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.channels import sources
from tuicrm.store.tables.customers import inquiries
from tuicrm.store.tables.projects import projects

PHONE, USUAL, WIDE = (44, 18), (80, 24), (120, 40)


@pytest.fixture
def firm(own: str) -> Iterator[Company]:
    """Li has a late call, an unanswered inquiry, a promise, a visit today, and a project without a next step."""
    made = Company(Database(own))
    made.clock.now = NOW - timedelta(days=3)
    acme = made.customer("Meridian Labs", owner="li", city="Bristol", class_key="B")
    contact(made, acme, "J. Novak", "+44 117 496 0142", part="decides")
    line = project(made, "PX line", customer_id=acme, amount_minor=48_000_00)
    asks(made, "New", "Needs", ("check", "need", "need known"))
    plan(made, project_id=line, subject="answer on the quote", on=made.clock.now.date())
    osterhof = made.customer("Osterhof KG", owner="li")
    fjord = made.customer("Fjord Marine", owner="li")
    nordwerk = made.customer("Nordwerk AG", owner="li")
    made.clock.now = NOW
    plan(made, kind="task", customer_id=fjord, subject="data sheet", promise="ours")
    plan(made, kind="visit", customer_id=nordwerk, subject="demo prepared?", at=NOW + timedelta(hours=1))
    project(made, "Pump", customer_id=nordwerk, amount_minor=5_000_00)
    made.database.write_as(lambda session: _ask(session, osterhof), NOW)
    yield made
    made.database.close()


def _ask(session: Session, customer_id: int) -> None:
    change.insert(
        session, inquiries, customer_id=customer_id, message="price of PX-200", came_at=NOW - timedelta(minutes=14),
        came_on=NOW.date(), month=1, source_id=session.value(select(sources.c.id).where(sources.c.key == "website")),
    )  # fmt: skip


def states(firm: Company, kind: str) -> list[tuple[str, str | None]]:
    found = firm.all(select(actions.c.state, actions.c.outcome).where(actions.c.kind == kind).order_by(actions.c.id))
    return [tuple(row) for row in found]


async def test_now_is_one_list_with_the_reason_of_its_order(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        heads = ["Call back", "Asked, not yet answered", "Promised", "Planned today", "Silent or without a next step"]
        places = [next(nth for nth, line in enumerate(user.lines()) if head in line) for head in heads]
        assert places == sorted(places)
        late = user.lines()[places[0] + 1]
        for part in ("1", "Fri 20", "!", "call", "Meridian Labs", "New 48.0k"):
            assert part in late
        assert user.sees("14 min website Osterhof KG price of PX-200")
        assert user.sees("we owe Fjord Marine data sheet")
        assert user.sees("10:00 visit Nordwerk AG demo prepared?")
        assert user.sees("today 3, done 0")


async def test_the_thing_under_the_cursor_is_explained(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        assert user.sees("Meridian Labs, Bristol, B")
        assert user.sees("J. Novak decides +44 117 496 0142")
        assert user.sees("New wants: need known [ ]")
        await user.press("down")
        assert user.sees("Osterhof KG asked and waits")
        assert user.sees("asked “price of PX-200”")
        assert not user.sees("need known")


async def test_done_by_a_digit(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("d", "1")
        assert user.sees("PX line: no answer (1 of 4). Next: call on 23 Nov.")
        assert user.sees("today 4, done 1")
    assert states(firm, "call") == [("done", "no_answer"), ("planned", None)]


async def test_no_project_is_left_without_a_next_step(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("d", "4")
        assert user.sees("What next for PX line?")
        await user.press("5", *"call fri", "enter")
        assert user.sees("PX line: talked. Next: call on 27 Nov.")
    assert states(firm, "call") == [("done", "talked"), ("planned", None)]


@pytest.mark.parametrize(
    ("digit", "day", "note"),
    [("1", "Next: call on 24 Nov.", None), ("3", "Next: call on 30 Nov.", None), ("6", "", "they decide and tell us")],
)
async def test_a_next_step_or_why_there_is_none_by_digits(
    own: str, firm: Company, digit: str, day: str, note: str | None
) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("d", "4", digit)
        assert user.sees(f"PX line: talked. {day}")
    assert firm.value(select(actions.c.note).where(actions.c.state == "done")) == note


async def test_why_there_is_no_next_step_is_kept(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("d", *"talked, no next step because they merge", "enter")
        assert user.sees("PX line: talked.")
    assert firm.value(select(actions.c.note).where(actions.c.state == "done")) == "they merge"


async def test_a_sentence_is_read_into_facts_that_digits_switch_off(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("d", *"budget 52k, offer by friday, call her wed 10")
        assert user.sees("1 talked │ 2 amount €52,000.00 │ 3 we owe: offer Fri 27")
        assert user.sees("4 next: call Wed 25 10:00")
        await user.press("tab", "3")
        assert user.sees("(we owe: offer Fri 27)")
        await user.press("enter")
        assert user.sees("PX line: talked. Next: call on 25 Nov. Amount changed.")
    done = firm.value(select(actions.c.note).where(actions.c.state == "done"))
    assert done == "budget 52k, offer by friday"
    assert firm.value(select(projects.c.amount_minor).where(projects.c.name == "PX line")) == 52_000_00


async def test_a_sentence_that_begins_with_a_digit_begins_with_a_blank(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("d", *" 4 lines wanted then call fri", "enter")
        assert user.sees("PX line: talked"), user.text()
    assert states(firm, "call") == [("done", "talked"), ("planned", None)]
    assert firm.value(select(actions.c.note).where(actions.c.state == "done")) == "4 lines wanted"


async def test_done_by_a_sentence_with_the_next_step_and_taken_back(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("d", *"talked, wants 2 then quote fri 10:00", "enter")
        assert user.sees("Next: quote on 27 Nov"), user.text()
    assert states(firm, "quote") == [("planned", None)]
    async with at_screen(own, "li", size=USUAL) as user:
        firm.desk("li").write(undo.last)
        await user.until(lambda: user.sees("answer on the quote"))
        assert user.sees("answer on the quote"), user.text()
    assert states(firm, "call") == [("planned", None)]
    assert states(firm, "quote") == [("cancelled", None)]


async def test_an_inquiry_is_answered_by_recording_what_was_done(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("down", "d", *"talked about the price", "enter")
        assert not user.sees("Asked, not yet answered"), user.text()


async def test_planning_for_the_row_and_for_anybody(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("end", "up", "a", *"call today 15:00", "enter")
        assert user.sees("Planned: call")
        assert user.sees("15:00 call Nordwerk AG")
        assert not user.sees("Silent or without")
        await user.press("B", *"visit Fjord Marine today 16:00", "enter")
        assert user.sees("16:00 visit Fjord Marine"), user.text()


async def test_empty_agenda_says_what_to_do_and_plans_anything(own: str, firm: Company) -> None:
    async with at_screen(own, "roth", size=USUAL) as user:
        assert user.sees("Nothing waits for you")
        await user.press("a")
        assert user.sees("What, for whom, when?")


async def test_another_time_and_calling_off(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("w", *"tomorrow 11:00", "enter")
        assert user.sees("Meridian Labs, call: now tomorrow 11:00"), user.text()
        assert not user.sees("answer on the quote")
        await user.press("down", "down")
        await user.app.run_action("cancel", default_namespace=user.app.query_one("AgendaPane"))
        await user.settle()
        assert user.sees("Call it off?")
        await user.press(*"ill", "enter")
        assert user.sees("called off"), user.text()
    assert ("cancelled", None) in states(firm, "visit")


async def test_what_is_not_planned_cannot_be_put_off(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("down", "w")
        assert "Only what is planned" in user.status


@pytest.mark.parametrize("size", [PHONE, USUAL, WIDE])
async def test_views_by_key_and_mouse(own: str, firm: Company, size: tuple[int, int]) -> None:
    async with at_screen(own, "li", size=size) as user:
        assert user.sees("[Now]")
        await user.press("tab")
        assert user.sees("[Day]")
        assert user.sees("Nordwerk AG")
        await user.press("v", "5")
        assert user.sees("[List]")
        assert re.search(r"Wed 25 Nov[^\n]*\n?[^\n]*nothing", user.text())
        await user.click("Done")
        assert user.sees("Nothing was put on record")
        if size == PHONE:  # the line of views shows those beside the one in use
            await user.press("v", "1")
        else:
            await user.click("Now ")
        assert user.sees("answer on the quote")


async def test_days_and_weeks_by_arrows(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("tab", "right")
        assert user.sees("Tue 24 Nov, tomorrow")
        await user.press("left", "v", "5", "left")
        assert user.sees("Fri 20 Nov: 1 planned")
        await user.press("right", "right")
        assert user.sees("Tue 1 Dec")


async def test_by_project_shows_plan_and_record_with_stages(own: str, firm: Company) -> None:
    firm.desk("li").write(agenda.log, agenda.NewAction("call", project_id=1), outcome="talked", note="price fine")
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("v", "6")
        assert user.sees("1 of 2 Meridian Labs: PX line New 48.0k")
        assert user.sees("Plan")
        assert user.sees("Done in New")
        assert user.sees("talked: price fine")
        await user.press("right")
        assert user.sees("2 of 2 Nordwerk AG: Pump")
        await user.press("/", *"px", "enter")
        assert user.sees("1 of 2")


async def test_done_view_shows_what_was_done_this_week(own: str, firm: Company) -> None:
    firm.desk("li").write(agenda.log, agenda.NewAction("call", project_id=1), outcome="talked", note="price fine")
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("v", "7")
        assert user.sees("1 done 1 call, 1 talk")
        assert user.sees("talked: price fine")
        await user.press("d")
        assert "done already" in user.status


async def test_a_lead_looks_into_a_colleagues_agenda(own: str, firm: Company) -> None:
    async with at_screen(own, "wang", size=USUAL) as user:
        await user.press("3")
        assert not user.sees("Meridian Labs")
        await user.press("/", *"li wei", "enter")
        assert user.sees("Meridian Labs")
        assert "Li Wei" in user.lines()[1]
        await user.press("/", *"my own", "enter")
        assert not user.sees("Meridian Labs")


async def test_people_of_another_team_are_not_offered(own: str, firm: Company) -> None:
    async with at_screen(own, "kuhn", size=USUAL) as user:
        await user.press("/")
        assert user.sees("Whose agenda?")
        assert not user.sees("Li Wei")


async def test_enter_opens_the_project_or_the_customer(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("enter")
        assert type(user.app.area.top).__name__ == "ProjectPane"
        await user.press("escape", "down", "enter")
        assert type(user.app.area.top).__name__ == "CustomerPane"


async def test_selection_stays_while_somebody_else_writes(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("down", "down")
        plan(firm, kind="demo", project_id=2, at=NOW + timedelta(minutes=30), subject="new one")
        await user.until(lambda: user.sees("new one"))
        cursor = next(line for line in user.lines() if line.startswith("▌"))
        assert "Fjord Marine" in cursor


async def test_a_phone_gets_two_lines_a_row_and_no_heads(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=PHONE) as user:
        lines = user.lines()
        first = next(nth for nth, line in enumerate(lines) if line.startswith("▌"))
        assert "Meridian Labs" in lines[first]
        assert "answer on the quote" in lines[first + 1]
        assert lines[first + 1].endswith("New 48.0k")
        assert not user.sees("Call back"), user.text()
        await user.click("price of PX-200")
        assert user.sees("Osterhof KG asked")


async def test_a_wide_window_shows_the_brief_beside_the_list(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=WIDE) as user:
        head = next(line for line in user.lines() if "Meridian Labs, Bristol, B" in line)
        assert head.index("Meridian Labs, Bristol, B") > 80


async def test_the_last_row_plans_all_that_has_no_plan(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("end")
        assert user.sees("Plan coverage")
        assert "enter plans a call for all that have none in time" in user.status
        before = firm.desk("li").read(agenda.now_list).coverage
        assert before.missing
        await user.press("d")
        assert user.sees("enter plans what is missing")
        await user.press("enter")
        assert user.sees("each on a day with room")
        assert not user.sees("Plan coverage")
        assert firm.desk("li").read(agenda.now_list).coverage.missing == 0
        await user.press("u")
        assert firm.desk("li").read(agenda.now_list).coverage == before


async def test_a_deputy_takes_over_from_the_list(own: str, firm: Company) -> None:
    today = firm.clock.now.date()
    for nth in range(2):
        planned = NewAction("call", f"news {nth}", customer_id=1, on=today + timedelta(days=nth))
        firm.desk("li").write(agenda.plan, planned)
    firm.desk("li").write(
        working.enter, today, today + timedelta(days=5), deputy_id=firm.id("roth")
    )  # fmt: skip
    async with at_screen(own, "roth", size=USUAL) as user:
        assert user.sees("Of colleagues who are away")
        while not user.status.endswith("d takes it over; enter shows more."):
            await user.press("down")
        await user.press("enter")
        assert user.sees("Take all")
        await user.press("escape", "d")
        assert user.sees("1 plan is yours now.")
        assert firm.desk("roth").read(agenda.now_list).line.planned == 1
