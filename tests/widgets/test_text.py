"""Hostile text in our text widgets stays text."""

from tests.widgets.stage import on_stage
from tuicrm.widgets.text import Label, Note

HOSTILE = "[/x] [@click=app.quit]go[/] \x1b]52;c;aGk=\x07\x9b31m\x00\u202e end"


async def test_markup_and_controls_stay_harmless_text():
    async with on_stage(Note(HOSTILE), Label("Acme [/")) as seen:
        text = seen.text()
        assert "[/x] [@click=app.quit]go[/]" in text
        assert "Acme [/" in text
        assert not set("\x1b\x07\x9b\x00\u202e") & set(text)


async def test_a_note_says_something_else_and_keeps_its_lines():
    note = Note("one")
    async with on_stage(note) as seen:
        note.say("first line\nsecond line")
        await seen.pilot.pause()
        assert seen.lines()[:2] == ["first line", "second line"]
