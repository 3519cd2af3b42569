"""A long figure of the charts says how far it is while it is computed."""

import pytest

from tests.company import Company
from tests.sales.test_funnel import project
from tests.screens.user import at_screen
from tuicrm.store.database import Database
from tuicrm.widgets.text import Note


async def test_a_figure_says_its_steps_before_its_answer(own: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Company(Database(own))
    project(made, "one", amount_minor=500_00)
    made.database.close()
    told: list[str] = []
    say = Note.say

    def heard(note: Note, text: str) -> None:
        if note.id == "charts-note":
            told.append(text)
        say(note, text)

    monkeypatch.setattr(Note, "say", heard)
    async with at_screen(own, "hale", size=(100, 30), now=made.clock.now) as user:
        await user.press("4", "G")
        for _question in range(40):
            if user.sees("What the period will bring"):
                break
            await user.press("up")
        first = "Computing, step 1 of 4: how projects left each stage; any other question leaves it."
        assert first in told
        assert any(text.startswith("Computing, step 4 of 4: what each person may bring") for text in told)
        assert user.sees("is won in projects"), "the answer comes last"
