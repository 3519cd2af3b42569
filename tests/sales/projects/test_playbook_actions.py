"""The card of a project says which playbook planned an action, in which version, and why it was skipped."""

from dataclasses import replace
from typing import Any

import pytest

from tests.company import NOW, Company
from tests.sales.chances import project, take_back
from tests.sales.funnel.test_playbook import BOOK, enter, put
from tests.sales.test_agenda import plan
from tuicrm.cli.project_card import _line
from tuicrm.sales import agenda, projects
from tuicrm.sales.funnel.playbook import Plays, Step
from tuicrm.sales.projects.card import ActionLine
from tuicrm.sales.projects.words import of_playbook, reason_of
from tuicrm.screens.project_rows import rows

LINE = ActionLine(1, "visit", "see it", "planned", "day", NOW.date(), None, None, None, None, None, "Li Wei", None)
BY_BOOK = replace(LINE, playbook="Needs", playbook_number=2)


def told(company: Company, made: int) -> list[str]:
    """The actions on the card as they stand there, plan before record."""
    card = company.desk("li").read(projects.card, made)
    shown = rows(card, NOW.date(), "UTC")
    return [" ".join(str(getattr(cell, "text", cell)) for cell in row.cells) for row in shown if row.key[0] == "action"]


def test_a_plan_names_its_playbook_and_version(small_company: Company) -> None:
    put(small_company)
    put(small_company, replace(BOOK, steps=(Step("visit", "see it", 5), Step("call", "how was it?", 7))))
    made = project(small_company)
    plan(small_company, project_id=made, subject="by hand", on=NOW.date())
    enter(small_company, made)
    card = small_company.desk("li").read(projects.card, made)
    assert [(one.subject, one.playbook, one.playbook_number) for one in card.plan] == [
        ("by hand", None, None), ("see it", "Needs", 2), ("how was it?", "Needs", 2),
    ]  # fmt: skip
    assert [text.endswith("playbook of Needs, version 2") for text in told(small_company, made)] == [False, True, True]


def test_an_older_version_stays_the_one_it_was(small_company: Company) -> None:
    put(small_company)
    made = project(small_company)
    enter(small_company, made)
    put(small_company, Plays("listen first"))
    (one,) = small_company.desk("li").read(projects.card, made).plan
    assert (one.playbook, one.playbook_number) == ("Needs", 1)


def test_why_it_was_skipped_stands_on_the_card(small_company: Company) -> None:
    put(small_company)
    made = project(small_company)
    enter(small_company, made)
    by_hand = plan(small_company, project_id=made, kind="call", subject="by hand", on=NOW.date())
    li = small_company.desk("li")
    (step,) = [one.id for one in li.read(projects.card, made).plan if one.playbook]
    li.write(agenda.cancel, step, "they know our floor")
    li.write(agenda.cancel, by_hand)
    texts = told(small_company, made)
    assert any("skipped: they know our floor" in text and "version 1" in text for text in texts)
    assert any("called off  by hand" in text for text in texts)


def test_what_was_taken_back_has_no_reason(small_company: Company) -> None:
    put(small_company)
    made = project(small_company)
    enter(small_company, made)
    take_back(small_company)
    (one,) = small_company.desk("li").read(projects.card, made).record
    assert (one.reason, reason_of(one)) == ("undo", "")
    assert "undo" not in " ".join(told(small_company, made))


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        (LINE, "visit  see it"),
        (BY_BOOK, "visit  see it  playbook of Needs, version 2"),
        (replace(BY_BOOK, state="cancelled", reason="ill"),
         "visit  see it  skipped  ill  playbook of Needs, version 2"),
        (replace(LINE, state="cancelled", reason="ill"), "visit  see it  cancelled  ill"),
        (replace(LINE, state="cancelled", reason="undo"), "visit  see it  cancelled"),
        (replace(LINE, state="cancelled", outcome="missed", reason="snow"), "visit  see it  missed  snow"),
        (replace(BY_BOOK, state="done", done_at=NOW, outcome="done", note="fine"),
         "visit  see it  done  fine  playbook of Needs, version 2"),
        (replace(LINE, state="cancelled", reason="a\x1b[31mb"), "visit  see it  cancelled  a[31mb"),
    ],
)  # fmt: skip
def test_a_line_is_printed(line: ActionLine, printed: str) -> None:
    shown: Any = _line(line, NOW).replace("\ufffd", "").replace("␛", "")
    assert shown.split("  ", 1)[1] == printed


@pytest.mark.parametrize(("line", "words"), [(LINE, ""), (BY_BOOK, "playbook of Needs, version 2")])
def test_the_playbook_of_an_action(line: ActionLine, words: str) -> None:
    assert of_playbook(line) == words
