"""The app under our rules: no way out of the program, plain notices, quick switches."""

import pytest
from textual.screen import Screen

from tests.widgets.stage import on_stage
from tuicrm.widgets.terminal import may_open
from tuicrm.widgets.text import Note
from tuicrm.widgets.themes import THEMES


@pytest.mark.parametrize("url", ["https://example.org/a", "http://x", "mailto:a@b.c", "tel:+441132"])
def test_pages_mails_and_numbers_may_be_opened(url):
    assert may_open(url)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "javascript:alert(1)", "ftp://x", "x", "", "https://x\x1b]", "http://[", "-h"]
)
def test_nothing_else_may_be_opened(url):
    assert not may_open(url)


async def test_no_ctrl_key_and_no_palette_of_textuals_own():
    async with on_stage(Note("here")) as seen:
        await seen.press("ctrl+q", "ctrl+p", "ctrl+c", "ctrl+z", "f1")
        assert "here" in seen.text()
        assert len(seen.app.screen_stack) == 1
        assert not {"ctrl+q", "ctrl+p"} & set(seen.app.active_bindings)


async def test_a_notice_with_markup_is_text():
    async with on_stage(Note("here")) as seen:
        seen.app.notify("[/x] Acme [/ \x1b]52;c;aGk=\x07", title="[@click=app.quit]")
        await seen.pilot.pause()
        await seen.pilot.pause()
        assert "[/x] Acme [/" in seen.text()
        assert "\x1b" not in seen.text()


async def test_a_switch_of_modes_is_painted_at_once():
    async with on_stage(Note("here")) as seen:
        seen.app.add_mode("other", Screen)
        await seen.app.switch_mode("other")
        assert not seen.app._batch_count


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES] + ["nord"])
async def test_every_theme_draws(theme):
    async with on_stage(Note("here")) as seen:
        seen.app.theme = theme
        await seen.pilot.pause()
        assert "here" in seen.text()
