"""What the window does by itself, and what colleagues write: morning, reminders, news, briefing, back where one was."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.calling.callers import called, plan
from tests.sales.chances import project
from tests.screens.user import User, at_screen
from tuicrm.app import TuicrmApp
from tuicrm.sales import agenda, here, intake, talk
from tuicrm.sales.agenda.morning import Morning, MorningLine
from tuicrm.screens import waking
from tuicrm.store.database import Database
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.talk import comments, notices
from tuicrm.widgets.greeting import Greeting

USUAL = (80, 24)
MORNING = Morning((MorningLine("overdue", 1, ("Meridian Labs",)),), 0)


@dataclass(frozen=True)
class Wide:
    """Settings of somebody who wants all of it."""

    database_url: str
    user: str
    start: str | None = None
    morning: bool = False
    restore: bool = False
    remind: str = "off"
    desktop: str = "none"


def with_settings(**named: object):  # type: ignore[no-untyped-def]
    """An app whose settings say more than tests need else."""

    def make(chosen, *, clock):  # type: ignore[no-untyped-def]
        return TuicrmApp(Wide(chosen.database_url, chosen.user, chosen.start, **named), clock=clock)  # type: ignore[arg-type]

    return make


@pytest.fixture
def firm(own: str) -> Iterator[Company]:
    """Li has a late call about a project, and a call in ten minutes."""
    made = Company(Database(own))
    acme = called(made, "Meridian Labs", city="Bristol", class_key="B")
    line = project(made, "PX line", customer_id=acme, amount_minor=48_000_00)
    plan(made, acme, subject="answer on the quote", on=NOW.date() - timedelta(days=1), project_id=line)
    plan(made, called(made, "Fjord Marine"), at=NOW + timedelta(minutes=10), subject="contract")
    yield made
    made.database.close()


async def test_the_morning_says_what_waits_and_leads_there(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL, app=with_settings(morning=True)) as user:
        assert user.sees("Li Wei: what waits")
        assert user.sees("1 overdue 1 │")
        assert user.sees("2 planned today 1 │")
        assert user.sees("Meridian Labs")
        await user.press("escape")
        assert not user.sees("what waits")
        await user.press("M", "1")
        assert user.app.pane is not None
        assert user.app.pane.place == "agenda"


async def test_who_types_is_not_interrupted_by_the_morning(
    own: str, firm: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_screen(own, "li", size=USUAL, app=with_settings()) as user:
        monkeypatch.setattr(user.app.keys, "rested", lambda _seconds: False)
        assert user.app._waking is not None
        user.app._waking.greet()
        await user.press("1")
        assert not user.sees("what waits")
        assert user.app.pane is not None
        assert user.app.pane.place == "pool"  # the key did what it does in the window
        await user.let_pass(waking.REST_SECONDS)
        assert not user.sees("what waits")
        monkeypatch.setattr(user.app.keys, "rested", lambda _seconds: True)
        await user.let_pass(waking.REST_SECONDS)
        assert user.sees("what waits")


async def test_who_writes_in_a_field_is_not_interrupted_when_they_think(
    own: str, firm: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_screen(own, "li", size=USUAL, app=with_settings()) as user:
        monkeypatch.setattr(user.app.keys, "rested", lambda _seconds: True)
        await user.press("1", "slash", *"acme")
        assert user.app._waking is not None
        user.app._waking.greet()
        await user.settle()
        assert not user.sees("what waits")
        await user.let_pass(waking.REST_SECONDS)
        assert not user.sees("what waits")
        await user.press("enter")
        await user.let_pass(waking.REST_SECONDS)
        assert user.sees("what waits")


async def test_who_goes_on_typing_is_told_where_it_is(own: str, firm: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_screen(own, "li", size=USUAL, app=with_settings()) as user:
        monkeypatch.setattr(user.app.keys, "rested", lambda _seconds: False)
        assert user.app._waking is not None
        user.app._waking._greet_at_rest(MORNING, tries=0)
        await user.settle()
        assert user.sees("M shows what waits.")
        assert not user.sees("Li Wei: what waits")


async def test_a_key_typed_before_the_morning_was_seen_is_for_the_list(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL, app=with_settings()) as user:
        assert user.app._waking is not None
        user.app._waking._show_morning(MORNING, box=Greeting)
        user.pilot.send("1")  # not painted yet
        await user.settle()
        assert not user.sees("what waits")
        assert user.app.pane is not None
        assert user.app.pane.place == "pool"


async def test_a_quiet_morning_shows_nothing(own: str) -> None:
    async with at_screen(own, "roth", size=USUAL, app=with_settings(morning=True)) as user:
        assert not user.sees("what waits")
        await user.press("M")
        assert user.sees("Nothing waits.")


@pytest.mark.parametrize(("how", "rings"), [("quiet", 0), ("bell", 1), ("desktop", 1)])
async def test_one_is_reminded_once(
    own: str, firm: Company, monkeypatch: pytest.MonkeyPatch, how: str, rings: int
) -> None:
    rung: list[str] = []
    told: list[str] = []
    monkeypatch.setattr(TuicrmApp, "bell", lambda _app: rung.append("bell"))
    monkeypatch.setattr(TuicrmApp, "notify_desktop", lambda _app, words: told.append(words))
    async with at_screen(own, "li", size=USUAL, app=with_settings(remind=how)) as user:
        assert user.sees("9:10 call Fjord Marine contract")
        user.app._waking.remind()
        await user.settle()
        assert len(user.app._notifications) == 1
    assert len(rung) == rings
    assert told == (["9:10 call Fjord Marine contract"] if how == "desktop" else [])


async def test_a_comment_is_written_and_told_in_the_header(own: str, firm: Company) -> None:
    async with at_screen(own, "wang", size=USUAL, start="board") as user:
        await user.press("n", *"nice work @roth", "enter")
        assert user.sees("Told: A. Roth, Li Wei.")
    assert firm.value(select(comments.c.words)) == "nice work @roth"
    async with at_screen(own, "li", size=USUAL) as user:
        await user.until(lambda: "*1 new" in user.lines()[0])
        await user.press("N")
        assert user.sees("* F. Wang, PX line: nice work @roth")
        await user.press("2")
        assert user.app.pane is not None
        assert user.app.pane.place == "project"
        assert "new" not in user.lines()[0]
    assert firm.all(select(notices.c.user_id).where(notices.c.seen_at.is_(None)))


async def test_news_come_while_one_works(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        firm.desk("wang").write(talk.add, "look", customer_id=1)
        await user.until(lambda: "*1 new" in user.lines()[0])
        await user.press("N", "1")
        await user.until(lambda: "new" not in user.lines()[0])


async def test_what_ones_customer_asks_is_news_until_it_is_opened(own: str, firm: Company) -> None:
    firm.clock.later(minutes=1)
    name = firm.value(select(customers.c.name).where(customers.c.id == 1))
    firm.desk("wang").write(intake.take_in, intake.Lead(name, message="two more?"))
    async with at_screen(own, "li", size=USUAL) as user:
        await user.until(lambda: "*1 new" in user.lines()[0])
        await user.press("N")
        assert user.sees(f"* {name} asks: two more?")
        await user.press("2")
        await user.until(lambda: "new" not in user.lines()[0])
        assert user.app.pane is not None
        assert user.app.pane.place == "customer"


async def test_a_comment_that_names_nobody_we_know_stays_open(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("n", *"@nobody hello", "enter")
        assert user.sees("There is nobody called nobody who may see this.")
        assert user.sees("@nobody hello")


async def test_b_shows_the_briefing(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("b")
        for part in ("Meridian Labs, Bristol, B, PX line", "held by Li Wei", "M. Novak +44 117 496 0142",
                     "projects PX line, New, 48.0k", "Nothing is on record yet."):  # fmt: skip
            assert user.sees(part), user.text()
        await user.press("escape")
        assert user.app.pane is not None
        assert user.app.pane.place == "agenda"


async def test_the_timeline_is_filtered(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL, start="board") as user:
        await user.press("b", "space")
        await user.click("Plan and record in one line of time")
        assert user.sees("answer on the quote")
        assert user.sees("stage")
        await user.press("/", *"planned", "enter")
        assert user.sees("PX line: planned")
        assert user.sees("1 entry.")


def place(user: User) -> str:
    assert user.app.pane is not None
    return user.app.pane.place


async def test_one_is_back_where_one_was_on_another_machine(own: str, firm: Company) -> None:
    restoring = with_settings(restore=True)
    async with at_screen(own, "li", size=USUAL, app=restoring) as user:
        await user.press("1", "tab", "down", "enter")
        assert place(user) == "customer"
    kept = firm.desk("li").read(here.place)
    assert kept is not None
    assert kept["screen"] == "pool"
    async with at_screen(own, "li", size=USUAL, app=restoring) as user:
        assert place(user) == "customer"
        assert user.sees("Meridian Labs") or user.sees("Fjord Marine")
        await user.press("escape")
        assert "[Mine" in user.text()


async def test_a_run_is_there_again(own: str, firm: Company) -> None:
    restoring = with_settings(restore=True)
    async with at_screen(own, "li", size=USUAL, app=restoring) as user:
        await user.press("r")
        assert place(user) == "run"
    async with at_screen(own, "li", size=USUAL, app=restoring) as user:
        assert place(user) == "run"
        assert user.sees("Meridian Labs")


async def test_an_open_form_is_open_again_with_its_text(own: str, firm: Company) -> None:
    restoring = with_settings(restore=True)
    async with at_screen(own, "li", size=USUAL, app=restoring) as user:
        await user.press("d", *"talked, wants 2")
        user.app._waking.keep_place()
        await user.settle()
        user.app.screen.line.leaving.discard()  # type: ignore[attr-defined]
    async with at_screen(own, "li", size=USUAL, app=restoring) as user:
        assert user.sees("What came of it?")
        assert user.sees("talked, wants 2")


async def test_after_eight_hours_one_begins_anew(own: str, firm: Company) -> None:
    restoring = with_settings(restore=True)
    async with at_screen(own, "li", size=USUAL, app=restoring) as user:
        await user.press("4")
    async with at_screen(own, "li", size=USUAL, app=restoring, now=NOW + timedelta(hours=9)) as user:
        assert place(user) == "agenda"


@pytest.mark.parametrize(
    ("keys", "state"),
    [(("1", *"on holiday", "enter"), ("planned", 3)), (("2", "enter"), ("cancelled", 2))],
)
async def test_the_third_time_something_better_is_offered(
    own: str, firm: Company, keys: tuple[str, ...], state: tuple[str, int]
) -> None:
    for days in (2, 3):
        firm.desk("li").write(agenda.postpone, 1, on=NOW.date() + timedelta(days=days))
    firm.desk("li").write(agenda.postpone, 1, on=NOW.date())
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("w", *"fri", "enter")
        assert user.sees("This was put off 2 times already")
        assert user.sees("4 lower the project's probability")
        await user.press(*keys)
    row = firm.all(select(actions.c.state, actions.c.postponed).where(actions.c.id == 1))[0]
    assert tuple(row) == state
