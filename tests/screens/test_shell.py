import subprocess
import sys

import pytest
from textual.css.stylesheet import Stylesheet
from textual.events import Key

from tests.screens.conftest import NOW
from tests.screens.user import Chosen, User, at_screen
from tuicrm.app import TuicrmApp
from tuicrm.plain import language
from tuicrm.sales import needs, people
from tuicrm.widgets.terminal import STYLES

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


async def test_styles_of_what_comes_later_are_read_behind_the_first_frame(own):
    app = TuicrmApp(Chosen(own, "boss"), clock=lambda: NOW)
    whole = Stylesheet(variables=app.get_css_variables())
    whole.read(STYLES)
    shell = len([rule for rule in app.stylesheet.rules if not rule.is_default_rules])
    assert 0 < shell < len(whole.rules) / 2
    async with app.run_test():
        await User(app).settle()
        ours = [rule for rule in app.stylesheet.rules if not rule.is_default_rules]
        assert [rule.css for rule in ours] == [rule.css for rule in whole.rules]


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
    async with app.run_test():
        app.post_message(Key("2", "2"))
        app.post_message(Key("1", "1"))
        user = User(app)
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


async def test_the_first_line_says_who_i_am_and_the_time(own):
    async with at_screen(own, "wang") as user:
        assert user.lines()[0].endswith("F. Wang, lead East   09:00")
        assert "[2 Board]" in user.lines()[0]


async def test_the_palette_switches_screens_by_name(own):
    async with at_screen(own, start="pool") as user:
        await user.press(":", *"figures", "enter")
        assert "[4 Charts]" in user.lines()[0]


async def test_the_menu_leads_to_all_commands(own):
    async with at_screen(own, "li", start="team") as user:
        await user.press("space")
        assert user.sees("[esc]")
        await user.press("escape")
        assert not user.sees("[esc]")


async def test_the_help_lists_the_keys_and_does_what_is_chosen(own):
    async with at_screen(own, start="pool") as user:
        await user.press("?")
        assert user.sees("Keys of this screen")
        await user.press(*"projects by stage", "enter")
        assert "[2 Board]" in user.lines()[0]


async def test_words_of_the_footer_are_buttons(own):
    async with at_screen(own, start="pool") as user:
        await user.click("? keys")
        assert user.sees("Keys of this screen")


async def test_another_language_is_one_key(own):
    async with at_screen(own, start="pool") as user:
        await user.press("z")
        assert language.current() == "zh"
        await user.press("z")
        assert language.current() == "en"


async def test_an_act_that_can_be_taken_back_offers_it_and_u_does_it(own, small):
    li = small.id("li")
    async with at_screen(own) as user:
        user.app.act(people.place, li, role="manager", said=lambda placed: f"{placed.name} is {placed.role}.")
        await user.settle()
        assert user.status.startswith("Li Wei is manager.")
        assert user.status.endswith("u undo")
        await user.press("u")
        assert user.status == "Taken back: new role or team of Li Wei."
        await user.press("u")
        assert user.status == "There is nothing of yours to take back."
    assert small.desk("li").read(people.me).role == "rep"


async def test_u_after_an_act_without_undo_asks_before_an_older_one_goes(own, small):
    li = small.id("li")
    async with at_screen(own) as user:
        user.app.act(people.place, li, role="manager", said=lambda placed: f"{placed.name} is {placed.role}.")
        user.app.act(needs.add, "Probe", said=lambda _done: "Probe is on the list.")
        await user.settle()
        await user.press("u")
        assert user.sees("Probe is on the list. That cannot be taken back.")
        assert user.sees("new role or team of Li Wei"), user.text()
        await user.press("n", "u", "y")
        assert user.status == "Taken back: new role or team of Li Wei."
        await user.press("u")
        assert user.status == "There is nothing of yours to take back."
    assert small.desk("li").read(people.me).role == "rep"


@pytest.mark.parametrize("size", [(80, 24), (44, 18), (120, 40)])
async def test_every_line_of_the_shell_fits_the_window(own, size):
    async with at_screen(own, "wang", size=size) as user:
        for tab in "12345":
            await user.press(tab)
            assert f"[{tab} " in user.lines()[0]
            assert "esc" in user.lines()[-1]
