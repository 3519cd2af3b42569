"""The one way to the database: answers in their place, errors in words, and nothing ever freezes."""

import dataclasses
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.company import Company
from tests.patience import LONGEST_SECONDS, patiently
from tests.quick_pilot import OUTSIDE_SECONDS
from tests.screens.probe import GATES, LEFT, Probe, counting, echo, long_query, refuse, write
from tests.screens.user import User, at_screen
from tuicrm.plain import log
from tuicrm.sales import people, rules, undo
from tuicrm.store.database import Database, Desk
from tuicrm.store.registry import Rule
from tuicrm.widgets.changed import Changed
from tuicrm.widgets.fields import Field
from tuicrm.widgets.form_screen import FormScreen

HOSTILE = "boom \x1b]52;c;eA==\x07 \u202e"


async def probed(user: User) -> Probe:
    probe = Probe()
    await user.app.area.push(probe)
    await user.settle()
    return probe


def entries() -> list[str]:
    path = log.log_file()
    return path.read_text().splitlines() if path.exists() else []


async def test_a_late_answer_to_an_older_question_is_dropped(own: str) -> None:
    gate = str(uuid4())
    async with at_screen(own) as user:
        probe = await probed(user)
        probe.ask(echo, "old", then=probe.answers.append, slot="page", gate=gate)
        await user.until(lambda: GATES.is_reached(gate))
        probe.ask(echo, "new", then=probe.answers.append, slot="page")
        await user.until(lambda: bool(probe.answers))
        GATES.open(gate)
        await user.settle()
        assert probe.answers == ["new"]


async def test_questions_of_different_slots_do_not_drop_each_other(own: str) -> None:
    async with at_screen(own) as user:
        probe = await probed(user)
        for slot in ("one", "two", None, None):
            probe.ask(echo, str(slot), then=probe.answers.append, slot=slot)
        await user.settle()
        assert sorted(probe.answers) == ["None", "None", "one", "two"]


async def test_an_answer_to_a_card_that_was_left_is_dropped(own: str) -> None:
    gate = str(uuid4())
    async with at_screen(own) as user:
        probe = await probed(user)
        probe.call_later(probe.ask, echo, "late", then=probe.answers.append, gate=gate)
        await user.until(lambda: GATES.is_reached(gate))
        await user.app.action_back()
        GATES.open(gate)
        await user.settle()
        assert probe.answers == []


async def test_a_long_question_tells_how_far_it_is(own: str) -> None:
    gate = str(uuid4())
    heard: list[str] = []
    async with at_screen(own) as user:
        probe = await probed(user)
        probe.ask(counting, gate, then=probe.answers.append, hears=heard.append)
        await user.until(lambda: len(heard) == 2 and GATES.is_reached(gate))
        assert (heard, probe.answers) == (["step 1 of 2: one", "step 2 of 2: two"], []), "before the answer"
        GATES.open(gate)
        await user.settle()
        assert (heard[2:], probe.answers) == (["step 2 of 2: two, 3 of 3"], ["counted"])


async def test_a_long_question_is_left_where_nobody_waits_for_it(own: str) -> None:
    gate = str(uuid4())
    heard: list[str] = []
    async with at_screen(own) as user:
        probe = await probed(user)
        probe.ask(counting, gate, then=probe.answers.append, slot="page", hears=heard.append)
        await user.until(lambda: GATES.is_reached(gate))
        probe.ask(echo, "new", then=probe.answers.append, slot="page")
        await user.until(lambda: bool(probe.answers))
        GATES.open(gate)
        await user.settle()
        assert (probe.answers, LEFT.pop()) == (["new"], gate)
        assert not user.sees("Superseded")


async def test_what_a_pane_asks_from_a_box_that_closes_is_answered_last(own: str) -> None:
    """A form that took a lead in lets the pool read anew while the pool's older question is on its way."""
    gates = [str(uuid4()), str(uuid4())]
    async with at_screen(own) as user:
        probe = await probed(user)
        probe.call_later(probe.ask, echo, "before", then=probe.answers.append, slot="page", gate=gates[0])
        await user.until(lambda: GATES.is_reached(gates[0]))
        box = FormScreen("box", [Field("name", "Name")])
        await user.app.push_screen(box)
        box.call_later(probe.ask, echo, "after", then=probe.answers.append, slot="page", gate=gates[1])
        await user.until(lambda: GATES.is_reached(gates[1]))
        box.dismiss(None)
        await user.until(lambda: not box.is_attached)
        GATES.open(gates[1])
        await user.until(lambda: bool(probe.answers))
        GATES.open(gates[0])
        await user.settle()
        assert probe.answers == ["after"]


async def test_writes_are_done_one_after_the_other(own: str) -> None:
    gate = str(uuid4())
    async with at_screen(own) as user:
        probe = await probed(user)
        probe.act(write, "first", then=probe.answers.append, gate=gate)
        probe.act(write, "second", then=probe.answers.append)
        GATES.open(gate)
        await user.settle()
        assert probe.answers == sorted(probe.answers)
        assert len(probe.answers) == 2


async def test_what_an_act_did_is_said(own: str) -> None:
    async with at_screen(own) as user:
        user.app.act(write, "North", said=lambda made: f"team {made > 0}")
        await user.settle()
        assert user.status.startswith("team True")


async def test_a_refusal_is_said_and_the_form_hears_of_it(own: str) -> None:
    async with at_screen(own) as user:
        heard: list[Exception] = []
        user.app.act(refuse, failed=heard.append)
        await user.settle()
        assert user.status == "There is nothing of yours to take back."
        assert len(heard) == 1


async def test_an_error_of_the_screen_itself_is_worded_too(own: str) -> None:
    def then(answer: str) -> None:
        raise ZeroDivisionError(answer)

    async with at_screen(own) as user:
        user.app.ask(echo, HOSTILE, then=then)
        await user.settle()
        assert "ZeroDivisionError" in user.status


def broken(known: Rule) -> Callable[..., Any]:
    """A rule like another one, but that it raises."""

    def raising(*args: object, **named: object) -> None:
        raise RuntimeError(HOSTILE)

    raising.rule = dataclasses.replace(known, function=raising)  # type: ignore[attr-defined]
    return raising


async def test_an_error_in_any_rule_is_one_sentence_and_one_entry(own: str) -> None:
    async with at_screen(own) as user:
        for known in list(rules.import_all().values()):
            before = len([line for line in entries() if " ERROR " in line])
            user.app.say("")
            if known.writes:
                user.app.act(broken(known))
            else:
                user.app.ask(broken(known), then=print)
            await user.app.workers.wait_for_complete()
            await user.pilot.pause()
            assert "This did not work (RuntimeError)" in user.status, known.name
            added = [line for line in entries() if " ERROR " in line][before:]
            assert len(added) == 1, known.name
            assert known.name in added[0]
        kept = "\n".join(entries())
        assert "boom" in kept
        assert "\x1b" not in kept
        assert "\u202e" not in kept


async def test_a_slow_query_freezes_no_key(each: str) -> None:
    async with at_screen(each, start="pool") as user:
        user.app.ask(long_query, then=print)
        await user.pilot.press("2")
        await user.until(lambda: "[2 Board]" in user.lines()[0])
        user.app.bridge.database.running.cancel()


QUIT = """
import asyncio, sys
from tests.screens.probe import long_query
from tests.screens.user import Chosen
from tuicrm.app import TuicrmApp

async def main():
    app = TuicrmApp(Chosen(sys.argv[1], "boss"))
    async with app.run_test() as pilot:
        await app.workers.wait_for_complete()
        app.ask(long_query, then=print)
        await pilot.press("q")
    assert app.return_code == 0

asyncio.run(main())
"""


def test_quitting_does_not_wait_for_a_slow_query(each: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", QUIT, each], capture_output=True, text=True, timeout=LONGEST_SECONDS, check=False
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


async def test_quitting_waits_for_an_act_that_is_being_saved(own: str) -> None:
    gate = str(uuid4())
    async with at_screen(own) as user:
        user.app.act(write, "North", gate=gate)
        await user.until(lambda: GATES.is_reached(gate))
        await user.pilot.press("q")
        await user.until(lambda: "Saving" in user.status)
        GATES.open(gate)
        await user.app.workers.wait_for_complete()
        assert user.app.return_code == 0
    database = Database(own)
    assert "North" in [team.name for team in database.as_("boss").read(people.teams)]
    database.close()


async def test_what_somebody_else_writes_is_told_to_the_pane_that_is_shown(company: Company) -> None:
    async with at_screen(str(company.database.url.render_as_string(hide_password=False))) as user:
        probe = await probed(user)
        made = company.desk("boss").write(people.add_team, "North")
        await user.until(lambda: any(each.touches("team", made.id) for each in probe.changes))
        told = probe.changes[-1]
        assert not told.mine
        assert not told.touches("customer")


async def test_an_own_act_is_told_as_mine(own: str) -> None:
    async with at_screen(own) as user:
        probe = await probed(user)
        probe.act(write, "North")
        await user.until(lambda: any(each.touches("team") for each in probe.changes))
        assert probe.changes[-1].mine


async def test_an_answer_comes_before_the_news_of_the_same_act(own: str, monkeypatch: pytest.MonkeyPatch) -> None:
    gate, read = str(uuid4()), Desk.read
    told_before: list[list[Changed]] = []

    def late(desk: Desk, rule: Callable[..., Any], *args: Any, **named: Any) -> Any:
        if rule is undo.is_offered:
            GATES.wait(gate)
        return read(desk, rule, *args, **named)

    async with at_screen(own) as user:
        probe = await probed(user)
        monkeypatch.setattr(Desk, "read", late)
        probe.act(write, "North", then=lambda _made: told_before.append([*probe.changes]), said=str)
        await user.until(lambda: GATES.is_reached(gate))  # it is written, and the feed knows of it
        while user.app._bridge is not None and user.app._bridge.is_looking:
            await user.pilot.pause(OUTSIDE_SECONDS)
        await user.pilot.idle()
        GATES.open(gate)
        await user.until(lambda: bool(told_before and probe.changes))
        assert told_before == [[]]
        assert probe.changes[0].mine


async def test_a_pane_that_is_not_shown_hears_of_changes_when_it_is(own: str) -> None:
    async with at_screen(own, start="pool") as user:
        probe = await probed(user)
        await user.press("2")
        other = await probed(user)
        user.app.act(write, "North")
        user.app.act(write, "South")
        await user.until(lambda: any(each.touches("team") for each in other.changes))
        await user.settle()
        assert probe.changes == []
        await user.press("1")
        await user.until(lambda: bool(probe.changes))
        assert probe.changes[0].touches("team")


async def test_a_database_that_does_not_answer_is_said_in_words() -> None:
    async with at_screen("postgresql://nobody@127.0.0.1:9/none") as user:
        assert user.sees("does not answer")
        assert user.sees("F5")
        await user.press("f5")
        assert user.sees("does not answer")
        await user.press("q")
        assert user.app.return_code == 3


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.mkdir(), "cannot be opened. It has to be a file"),
        (lambda path: path.write_text("a letter, and no database\n" * 90), "is no database, but another kind of file"),
    ],
)
async def test_a_file_that_is_no_database_is_said_in_words(
    make: Callable[[Path], object], said: str, tmp_path: Path
) -> None:
    make(tmp_path / "crm.db")
    async with at_screen(f"sqlite:///{tmp_path}/crm.db") as user:
        assert user.sees(said)
        assert all(line.startswith(" ") for line in user.lines() if "crm.db" in line), "as far from the edge as all"
        await user.press("1", "plus", "space")
        assert user.sees(said), "no key leads to an empty screen"
        assert not user.sees("enter open"), "no key is named that does nothing"
        assert user.lines()[-1].strip() == "q leaves, F5 tries again."
        await user.press("q")
        assert user.app.return_code == 3


async def test_an_unknown_login_gets_the_line_to_send(own: str) -> None:
    async with at_screen(own, "stranger") as user:
        assert user.sees("tuicrm user add stranger --role rep")


async def test_the_screens_wait_for_nothing_that_nobody_asked(own: str) -> None:
    async with patiently(), at_screen(own) as user:
        await user.press("1", "2", "3", "4", "5")
        assert "[5 Team]" in user.lines()[0]
