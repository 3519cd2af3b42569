"""Day, week, month, project and team as their users see them: overdue on top, moved by key and mouse, side by side."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.test_agenda import plan
from tests.sales.test_briefing import contact
from tests.sales.test_funnel import project, stage
from tests.screens.user import at_screen
from tuicrm.sales import agenda, funnel, working
from tuicrm.sales.agenda import NewAction
from tuicrm.store.database import Database
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.planning import seen_actions, series

PHONE, USUAL = (44, 18), (80, 24)


@pytest.fixture
def firm(own: str) -> Iterator[Company]:
    """Li visits today at ten and calls on Wednesday; something is late since Friday. Roth has one call."""
    made = Company(Database(own))
    acme = made.customer("Nordwerk AG", owner="li")
    contact(made, acme, "J. Novak", "+44 1")
    made.clock.now = NOW - timedelta(days=3)
    line = project(made, "PX line", customer_id=acme)
    plan(made, customer_id=acme, subject="answer", on=made.clock.now.date())
    made.clock.now = NOW
    plan(made, kind="visit", customer_id=acme, subject="plant", at=NOW + timedelta(hours=1))
    plan(made, customer_id=acme, subject="offer", on=NOW.date() + timedelta(days=2), project_id=line)
    plan(made, "roth", customer_id=made.customer("Osterhof KG", owner="roth"), on=NOW.date() + timedelta(days=1))
    yield made
    made.database.close()


def when(firm: Company, subject: str) -> tuple[date | None, str | None, int]:
    wanted = select(actions.c.planned_on, actions.c.planned_at, actions.c.postponed).where(actions.c.subject == subject)
    row = firm.all(wanted)[0]
    return row.planned_on, f"{row.planned_at:%H:%M}" if row.planned_at else None, row.postponed


def place(user, text: str) -> tuple[int, int]:  # type: ignore[no-untyped-def]
    return next((line.find(text), y) for y, line in enumerate(user.lines()) if text in line)


async def test_day_shows_late_untimed_and_hours(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="agenda", size=USUAL) as user:
        await user.press("v", "2")
        lines = [line for line in user.lines() if line.strip()]
        late = next(nth for nth, line in enumerate(lines) if line.startswith("late"))
        ten = next(nth for nth, line in enumerate(lines) if line.startswith("10:00"))
        assert late < ten
        assert "!Fri 20 call Nordwerk AG, answer" in lines[late]
        assert "10:00 visit Nordwerk AG, plant" in lines[ten]
        assert user.sees("Nordwerk AG, call, 3d late")
        await user.press("right")
        assert user.sees("Tue 24 Nov, tomorrow")


async def test_an_hour_and_a_day_by_key(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="agenda", size=USUAL) as user:
        await user.press("v", "2", "down", "down", "down")
        assert user.sees("Nordwerk AG, visit")
        await user.press("J")
        assert when(firm, "plant") == (NOW.date(), "11:00", 0)
        assert user.sees("Nordwerk AG, visit: now 11:00.")
        await user.press("K", "K")
        assert when(firm, "plant") == (NOW.date(), "09:00", 0)
        await user.press("v", "3", "L")
        assert when(firm, "plant") == (NOW.date() + timedelta(days=1), "09:00", 1)
        await user.press("u")
        assert when(firm, "plant") == (NOW.date(), "09:00", 0)


async def test_a_day_by_mouse_in_the_week(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="agenda", size=USUAL) as user:
        await user.press("v", "3")
        assert user.sees("Mon 23")
        x, y = place(user, "10:00 visit")
        to = place(user, "Thu 26")[0]
        await user.pilot.mouse_down(offset=(x + 1, y))
        await user.pilot.hover(offset=(to + 1, y))
        await user.pilot.mouse_up(offset=(to + 1, y))
        await user.settle()
        assert when(firm, "plant") == (NOW.date() + timedelta(days=3), "10:00", 1)


async def test_an_empty_slot_plans_for_its_time(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="agenda", size=USUAL) as user:
        await user.press("v", "3", "right", "right", "right", "enter")
        assert user.sees("What, for whom, when?")
        assert user.sees("26 nov")
        await user.press(*"call Nordwerk AG 14:30 every week", "enter")
        assert user.sees("It comes again: every week.")
    assert firm.value(select(series.c.rule)) == "FREQ=WEEKLY"


async def test_the_team_side_by_side(own: str, firm: Company) -> None:
    async with at_screen(own, "wang", start="agenda", size=USUAL) as user:
        await user.press("v", "3", "/", "down", "enter")
        text = user.text()
        for part in ("A. Roth", "F. Wang", "Li Wei", "Osterhof", "10:00 vi"):
            assert part in text
        await user.press("v", "2")
        assert user.sees("A. Roth")
        assert user.sees("10:00 visit Nordwerk")


async def test_free_days_are_marked(own: str, firm: Company) -> None:
    firm.desk("roth").write(working.enter, date(2026, 11, 25), date(2026, 11, 25))
    async with at_screen(own, "wang", start="agenda", size=USUAL) as user:
        await user.press("v", "3", "/", "down", "enter")
        row = next(line for line in user.lines() if line.startswith("A. Roth"))
        assert row.count("free") == 3  # Wednesday and the weekend


@pytest.mark.parametrize("size", [PHONE, USUAL])
async def test_month_and_the_one_before(own: str, firm: Company, size: tuple[int, int]) -> None:
    async with at_screen(own, "li", start="agenda", size=size) as user:
        await user.press("v", "4")
        assert user.sees("23")
        if size == USUAL:
            assert user.sees("Nov 26 3 planned")
        await user.press(*["left"] * 8)
        await user.press("L")
        assert user.sees("Nothing is under the cursor") or user.text()


async def test_a_projects_lanes_have_its_stages(own: str, firm: Company) -> None:
    firm.clock.later(hours=1)
    firm.desk("li").write(funnel.move, 1, stage(firm, "Needs"))
    done = plan(firm, kind="demo", project_id=1)
    firm.desk("li").write(agenda.done, done, outcome="done", next_action=NewAction("call", on=NOW.date()))
    async with at_screen(own, "li", start="agenda", size=USUAL) as user:
        await user.press("v", "6")
        text = user.text()
        assert "New" in text
        lane = next(line for line in user.lines() if line.startswith("demo"))
        assert "*" in lane
        assert "o" in next(line for line in user.lines() if line.startswith("call     "))
        await user.press("down")
        assert user.sees("[By project]")


async def test_a_lead_sees_the_week_and_marks_what_was_done(own: str, firm: Company) -> None:
    done = plan(firm, customer_id=1, subject="news")
    firm.desk("li").write(
        agenda.done, done, outcome="talked", note="wants two", next_action=NewAction("call", on=NOW.date())
    )
    async with at_screen(own, "wang", start="agenda", size=USUAL) as user:
        await user.press("v", "8")
        assert user.sees("East 0 planned for next week 3 have nothing 1 entry to see")
        assert user.sees("nothing planned")
        assert user.sees("Li Wei: Nord")
        await user.press("G", "x")
        assert user.sees("Seen.")
        assert user.sees("0 entries to see")
        await user.press("g", "x")
        assert user.sees("Only what is on record can be seen")
        await user.press("enter")
        assert user.sees("[Week]")
    assert len(firm.all(select(seen_actions))) == 1


async def test_a_rep_has_no_view_of_the_team(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="agenda", size=USUAL) as user:
        await user.press("v")
        assert not user.sees("8 Team")


async def test_all_of_a_plan_is_edited_in_a_form(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="agenda", size=USUAL) as user:
        await user.press("v", "2", "down", "down", "down", ":", *"edit all", "enter")
        assert user.sees("Plan: plant")
        assert user.sees("23 nov 10:00")
        await user.press("enter", *" of Kiel", "f10")
        assert user.sees("Changed.")
    assert when(firm, "plant of Kiel") == (NOW.date(), "10:00", 0)
