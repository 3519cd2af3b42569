"""Hostile text in our text widgets stays text."""

import pytest

from tests.widgets.stage import on_stage
from tuicrm.widgets.text import Label, Note, Passage

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


@pytest.mark.parametrize(
    ("text", "height", "lines"),
    [
        pytest.param("one two", 2, ["one two", ""], id="there is room"),
        pytest.param("one\ntwo", 2, ["one", "two"], id="just room"),
        pytest.param("one\ntwo\nthree", 2, ["one", "two…"], id="a line too many"),
        pytest.param("one\n1234567890\nthree", 2, ["one", "123456789…"], id="its last letter makes room"),
        pytest.param("一\n一二三四五\n三", 2, ["一", "一二三四 …"], id="never half a character"),
        pytest.param("", 2, ["", ""], id="nothing"),
    ],
)
async def test_a_passage_says_where_it_was_cut(text: str, height: int, lines: list[str]) -> None:
    passage = Passage(text)
    passage.styles.width, passage.styles.height = 10, height
    async with on_stage(passage) as seen:
        assert seen.lines()[:2] == lines
        assert passage.is_cut == ("…" in "".join(lines))
