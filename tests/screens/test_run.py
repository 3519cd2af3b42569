"""A run of calls as its user sees it: one screen, one call after the other, one key for most of them."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.agenda.test_own_outcome import kept
from tests.sales.calling.callers import ask, called, give_phone, plan
from tests.sales.chances import project
from tests.screens.user import User, at_screen
from tuicrm.sales import agenda, calling, fields
from tuicrm.sales.agenda import NewAction
from tuicrm.store import change
from tuicrm.store.database import Database
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.calling import call_runs, run_records
from tuicrm.store.tables.customers import contact_points, customers

PHONE, USUAL = (44, 18), (80, 24)


@pytest.fixture
def firm(own: str) -> Iterator[Company]:
    """Li has four to call today."""
    made = Company(Database(own))
    acme = called(made, "Meridian Labs", city="Bristol", class_key="B")
    line = project(made, "PX line", customer_id=acme, amount_minor=48_000_00)
    made.clock.now = NOW - timedelta(days=3)
    made.desk("li").write(
        agenda.log, NewAction("call", customer_id=acme), outcome="talked", note="price fine, delivery?"
    )
    made.clock.now = NOW
    made.desk("li").write(agenda.plan, NewAction("call", "answer on the quote", project_id=line, on=NOW.date()))
    for name in ("Fjord Marine", "Nordwerk AG", "Osterhof KG"):
        plan(made, called(made, name, phone="+44 20 7946 0018"))
    yield made
    made.database.close()


def outcomes(firm: Company) -> list[tuple[str, str | None]]:
    done = select(actions.c.outcome, actions.c.note).where(actions.c.state == "done").order_by(actions.c.id)
    return [tuple(row) for row in firm.all(done)][1:]


def at_run(user: User) -> bool:
    return user.app.pane is not None and user.app.pane.place == "run"


async def test_r_opens_a_run_with_all_that_helps(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("r")
        lines = user.lines()
        assert lines[0].startswith(" Run “today”   1 of 4")
        assert lines[0].endswith("talks 0   no answer 0   9:00")
        assert user.sees("Meridian Labs Bristol, B, there 9:00")
        assert user.sees("M. Novak last talk 20 Nov, try 1 of 4")
        assert "         + 4 4   1 1 7   4 9 6   0 1 4 2" in lines
        assert user.sees("planned answer on the quote")
        assert user.sees("project PX line, New, 48.0k")
        assert user.sees("before call “price fine, delivery?” (Li Wei, 20 Nov)")
        assert user.sees("1 no answer again 12:00 2 busy 20 min 3 call back when?")
        assert user.sees("7 wrong number 8 do not call 9 skip later today")
        assert lines[-1].split() == ["enter", "save,", "next", "space", "acts", "?", "keys", "esc"]


async def test_no_answer_costs_one_key(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("r", "1")
        assert user.sees("2 of 4")
        assert user.sees("Last: Meridian Labs, no answer (1 of 4), call 12:00. space 1 takes it back.")
        assert at_run(user)
    assert outcomes(firm) == [("no_answer", None)]


async def test_a_talk_with_its_next_step_costs_enter_beyond_the_text(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("r", *"budget is through, offer by friday, call her wed 10")
        assert user.sees("1 talked │ 2 we owe: offer Fri 27 │ 3 next: call Wed 25 10:00")
        await user.press("enter")
        assert user.sees("2 of 4")
        assert user.sees("talks 1")
        assert user.sees("Last: Meridian Labs, talked, call Wed 25 10:00. 1 more planned.")
    assert outcomes(firm) == [("talked", "budget is through")]
    planned = firm.all(
        select(actions.c.kind, actions.c.promise, actions.c.project_id)
        .where(actions.c.state == "planned", actions.c.customer_id == 1)
        .order_by(actions.c.id)
    )
    assert [tuple(row) for row in planned] == [("call", None, 1), ("quote", "ours", 1)]


async def test_the_note_is_typed_before_the_outcome_is_known(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("r", *"rings long", "escape", "1")
        assert user.sees("2 of 4")
    assert outcomes(firm) == [("no_answer", "rings long")]


async def test_a_digit_takes_a_talk_and_the_note_goes_on(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("r", "4")
        assert user.sees("What was said, what is next?")
        await user.press(*"wants 3 then visit fri", "enter")
        assert user.sees("2 of 4")
    assert outcomes(firm) == [("talked", "wants 3")]


async def test_a_chosen_outcome_is_dropped_by_esc(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("r", "4", "escape")
        assert at_run(user)
        await user.press("2")
        assert user.sees("no answer 1")
    assert outcomes(firm) == [("busy", None)]


async def test_call_back_asks_when(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("r", "3")
        assert user.sees("When?")
        await user.press("enter")
        assert user.sees("When? As in: fri 10:00.")
        await user.press(*"fri 10", "enter")
        assert user.sees("Last: Meridian Labs, call back, call Fri 27 10:00.")
    assert outcomes(firm) == [("call_back", None)]


async def test_not_interested_asks_why_by_digits(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("r", "6")
        assert user.sees("Why are they not interested?")
        await user.press("2")
        assert user.sees("Last: Meridian Labs, not interested.")
    assert outcomes(firm) == [("not_interested", "no budget")]


async def test_a_wrong_number_marks_the_one_that_was_shown(own: str, firm: Company) -> None:
    second = give_phone(firm, 1, "+44 117 496 0999", contact="Second")
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("r")
        assert user.sees("tab: number 2 of 2")
        await user.press("tab")
        assert user.sees("+ 4 4 1 1 7 4 9 6 0 9 9 9")
        await user.press("7")
        assert user.sees("Number marked as wrong.")
    wrong = firm.all(select(contact_points.c.id).where(contact_points.c.wrong_at.is_not(None)))
    assert [row.id for row in wrong] == [second]


async def test_a_project_without_a_next_step_is_not_left(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("r", *"price is fine", "enter")
        assert user.sees("What next for PX line?")
        await user.press("2")
        assert user.sees("2 of 4")
        assert user.sees("talked, call Thu 26.")
    assert outcomes(firm) == [("talked", "price is fine")]


async def test_the_last_outcome_is_taken_back_by_the_menu(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("r", "1", "space", "1")
        assert user.sees("1 of 4")
        assert user.sees("Meridian Labs")
        assert user.sees("no answer 0")
    assert outcomes(firm) == []


async def test_skipped_comes_at_the_end(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("r", "9")
        assert user.sees("Fjord Marine")
        await user.press("1", "1", "1")
        assert user.sees("Meridian Labs")
        assert user.sees("4 of 4")


async def test_facts_are_switched_off_by_digits(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("r", *"wants 2, visit fri, call her wed 10", "tab", "3")
        assert user.sees("(next: call Wed 25 10:00)")
        await user.press("enter")
        assert user.sees("2 of 4")
    assert outcomes(firm) == [("talked", "wants 2, call her wed 10")]


async def test_a_run_is_left_and_gone_on_with(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("r", "1", "escape")
        assert not at_run(user)
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("r")
        assert user.sees("go on with “today”")
        await user.press("1")
        assert user.sees("2 of 4")
        assert user.sees("Fjord Marine")
    assert len(firm.all(select(call_runs))) == 1


async def test_an_inquiry_that_comes_in_is_said_and_next_but_one(own: str, firm: Company) -> None:
    new = called(firm, "Newcomer")
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("r")
        ask(firm, new)
        await user.until(lambda: user.sees("*1 new"))
        assert user.sees("1 of 5")
        assert user.sees("Meridian Labs")
        await user.press("1")
        assert user.sees("Newcomer")


async def test_at_the_end_it_says_what_came_of_it(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("r", *"fine then visit fri", "enter")
        for _ in range(3):
            await user.press(*"talked", "enter")
        assert user.sees("That was the last one.")
        for line in ("calls 4", "talks 4", "next steps 1", "projects 0"):
            assert user.sees(line)
        await user.press("enter")
        assert not at_run(user)
    assert firm.value(select(call_runs.c.ended_at)) is not None


async def test_call_backs_of_later_make_the_run_wait(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("r", "2", "1", "1", "1")
        assert user.sees("Nobody can be called now.")
        assert user.sees("4 wait, the next one at 9:20")
        await user.press("escape")
    assert firm.value(select(call_runs.c.ended_at)) is None


async def test_customers_of_the_pool_are_claimed_from_the_menu(own: str, firm: Company) -> None:
    called(firm, "Free Ltd", owner=None, phone="+44 117 496 0777")
    async with at_screen(own, "li", start="pool", size=USUAL) as user:
        await user.press("r")
        assert user.sees("It lies in the pool: space 2 claims it")
        await user.press("space", "2")
        assert user.sees("+ 4 4 1 1 7 4 9 6 0 7 7 7")
    assert firm.value(select(customers.c.owner_id).where(customers.c.name == "Free Ltd")) == firm.id("li")


async def test_the_board_calls_about_its_projects(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="board", size=USUAL) as user:
        await user.press("r")
        assert user.sees("Run “New”")
        assert user.sees("PX line, New, 48.0k")


@pytest.mark.parametrize("size", [PHONE, (120, 40), (60, 22)])
async def test_it_fits_every_window(own: str, firm: Company, size: tuple[int, int]) -> None:
    async with at_screen(own, "li", size=size) as user:
        await user.press("r", *"wants 2, call her wed 10")
        for part in ("Meridian", "1 4 2", "wants 2", "next: call Wed 25 10:00", "9 skip"):
            assert user.sees(part), user.text()


async def test_the_mouse_alone_logs_a_call(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("r")
        await user.click("busy")
        assert user.sees("2 of 4")
    assert outcomes(firm) == [("busy", None)]


@pytest.fixture
def sixty(own: str) -> Iterator[Company]:
    """Sixty customers of Li, each with a phone."""
    made = Company(Database(own))
    for nth in range(60):
        made.customer(f"Customer {nth:02}", owner="li")

    def phones(session: Session) -> None:
        for customer_id in session.values(select(customers.c.id)):
            key = f"+44117496{customer_id:04}"
            change.insert(
                session, contact_points, customer_id=customer_id, kind="phone", value=key, reach_key=key, position=0
            )

    made.database.write_as(phones, NOW)
    yield made
    made.database.close()


async def test_sixty_calls_without_leaving_the_screen_with_an_input_method(own: str, sixty: Company) -> None:
    """Two of three nobody takes, one is a talk; the keys are counted, those of an input method among them."""
    beyond_the_text = 0
    async with at_screen(own, "li", start="pool", size=USUAL) as user:
        await user.press("tab", "r")
        assert user.sees("1 of 60")
        for nth in range(60):
            if nth % 3 == 2:
                await user.pilot.press(*"要两台")
                await user.press("enter")
                beyond_the_text += 1
            else:
                await user.press("１" if nth % 2 else "1")
                beyond_the_text += 1
            assert at_run(user), nth
        assert user.sees("Nobody can be called now.")
    done = sixty.all(select(run_records.c.outcome).where(run_records.c.state == "done"))
    assert sorted(row.outcome for row in done) == ["no_answer"] * 40 + ["talked"] * 20
    assert beyond_the_text == 60
    assert sixty.desk("li").read(calling.look).summary.talks == 20


def asks_for(firm: Company, kind: str, *, is_own: bool = False) -> None:
    """The outcome of a kind asks for a number and for one of a list."""
    hale = firm.desk("hale")
    hale.write(fields.add, "action", "Seats", "number")
    hale.write(fields.add, "action", "Result", "choice", ("sold", "trial"))
    if is_own:
        hale.write(agenda.add_kind, kind, fields=["seats", "result"], is_by_phone=True)
    else:
        hale.write(agenda.edit_kind, kind, fields=["seats", "result"])


async def test_a_talk_asks_for_the_fields_of_its_kind_and_no_answer_does_not(own: str, firm: Company) -> None:
    asks_for(firm, "call")
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("r", "1")
        assert user.sees("2 of 4")
        await user.press(*"budget is through", "enter")
        assert user.sees("Fjord Marine: talked"), user.text()
        assert user.sees("Seats"), user.text()
        await user.press(*"many", "f10")
        assert user.sees("This is no number"), user.text()
        await user.press(*["backspace"] * 4, *"12", "enter", "enter")
        assert user.sees("3 of 4"), user.text()
        await user.press(*"nothing new", "enter", "enter", "enter")  # enter skips each of them
        assert user.sees("4 of 4"), user.text()
    logged = firm.all(select(actions.c.id, actions.c.outcome).where(actions.c.state == "done").order_by(actions.c.id))
    assert [(row.outcome, kept(firm, row.id)) for row in logged[-3:]] == [
        ("no_answer", {}), ("talked", {"seats": "12"}), ("talked", {}),
    ]  # fmt: skip


async def test_leaving_the_fields_of_a_call_leads_back_to_its_note(own: str, firm: Company) -> None:
    asks_for(firm, "call")
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("r", *"likes it", "enter", "escape")
        assert at_run(user)
        assert user.sees("likes it")
        assert user.sees("1 of 4")
        await user.press(*" much then call fri", "enter", "f10")
        assert user.sees("2 of 4"), user.text()
    assert outcomes(firm) == [("talked", "likes it much")]


async def test_a_kind_of_the_teams_own_is_done_by_a_run(own: str, firm: Company) -> None:
    asks_for(firm, "first talk", is_own=True)
    acme = called(firm, "Acme", phone="+44 20 7946 0018")
    planned = plan(firm, acme, kind="first talk")
    firm.desk("li").write(calling.start, "", [acme])
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("r", "1", *"wants it", "enter", *"3", "enter", *"trial", "enter")
        assert user.sees("That was the last one."), user.text()
    assert kept(firm, planned) == {"seats": "3", "result": "trial"}
