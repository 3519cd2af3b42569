import subprocess
import sys

import pytest
from textual.events import Key

from tests.screens.conftest import NOW
from tests.screens.user import Chosen, User, at_screen
from tuicrm.app import TuicrmApp

FIRST_FRAME = """
import asyncio, sys
from types import SimpleNamespace
from tuicrm.app import TuicrmApp

HEAVY = ("sqlalchemy", "sqlmodel", "pydantic", "tuicrm.store", "tuicrm.sales", "plotext", "alembic", "pypinyin")
seen = []

class Watched(TuicrmApp):
    def on_ready(self):
        seen.append([name for name in HEAVY if name in sys.modules])

async def main():
    app = Watched(SimpleNamespace(database_url=sys.argv[1], user="boss", start=None))
    async with app.run_test() as pilot:
        await app.workers.wait_for_complete()
    assert "sqlalchemy" in sys.modules
    assert seen == [[]], seen

asyncio.run(main())
"""


def test_the_first_frame_is_painted_before_the_store_is_loaded(own):
    ran = subprocess.run([sys.executable, "-c", FIRST_FRAME, own], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


TABS = ["1 Pool", "2 Board", "3 Agenda", "4 Charts", "5 Team"]


@pytest.mark.parametrize("tab", TABS)
async def test_digits_switch_screens(own, tab):
    async with at_screen(own) as user:
        await user.press(tab[0])
        assert f"[{tab}]" in user.lines()[0]


async def test_the_mouse_switches_screens(own):
    async with at_screen(own) as user:
        await user.click("4 Charts")
        assert "[4 Charts]" in user.lines()[0]


async def test_an_administrator_begins_on_the_team_screen(own):
    async with at_screen(own) as user:
        assert "[5 Team]" in user.lines()[0]


async def test_the_settings_may_choose_another_first_screen(own):
    async with at_screen(own, start="board") as user:
        assert "[2 Board]" in user.lines()[0]


async def test_keys_typed_while_opening_are_kept_and_played(own):
    app = TuicrmApp(Chosen(own, "boss"), clock=lambda: NOW)
    async with app.run_test() as pilot:
        app.post_message(Key("2", "2"))
        app.post_message(Key("1", "1"))
        user = User(app, pilot)
        assert "[" not in user.lines()[0]
        await user.settle()
        assert "[1 Pool]" in user.lines()[0]


async def test_q_leaves_a_card_first_and_then_the_program(own):
    async with at_screen(own, start="pool") as user:
        user.app.open("customer", 1)
        await user.settle()
        await user.press("q")
        assert "[1 Pool]" in user.lines()[0]
        await user.press("q")
        assert user.app.return_code == 0
