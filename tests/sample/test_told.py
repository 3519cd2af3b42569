"""A reader who sees only the text of the team page names what is planted in the sample company."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.sample.conftest import NOW
from tuicrm.plain import language
from tuicrm.sales import analysis
from tuicrm.sales.analysis.blocks import BLOCKS
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.questions import answer
from tuicrm.sales.analysis.sentences import phase_words, sentences
from tuicrm.store.database import Database, Desk
from tuicrm.store.tables.people import users


def desk(database: Database, login: str = "hale") -> Desk:
    return database.as_(login, lambda: NOW + timedelta(minutes=1), through="test")


@pytest.fixture(scope="module")
def said(english: Database) -> dict[str, str]:
    return {one.key: one.text for one in sentences(desk(english).read(analysis.team_page))}


@pytest.fixture(scope="module")
def blocks(english: Database) -> dict[str, str]:
    return {one.name: " ".join(desk(english).read(answer, one.name, Scope()).said) for one in BLOCKS}


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("ability", "Profit per person and month fell from"),
        ("ability", "Probably not because people got worse: those who were there before make more."),
        ("ability", "6 are new"),
        ("risk", "Only A. Roth has ever won LX-700 laser tracker"),
        ("help", "New people lose projects at Quote"),
        ("plan", "so far this quarter; likely"),
    ],
)
def test_the_five_sentences_name_it(said: dict[str, str], key: str, words: str) -> None:
    assert words in said[key], said[key]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("moved", "Profit per person and month fell from"),
        ("moved", "Probably not because people got worse: those who were there before make more."),
        ("moved", "what earlier joiners lacked at that age, too, makes -"),
        ("gap", "Most of it is made at Quote"),
        ("playbook", "Go through the quote with who decides"),
        ("coverage", "Only A. Roth can sell LX-700 laser tracker"),
        ("margin-change", "the margin fell from"),
        ("ladder", "Age:"),
    ],
)
def test_the_blocks_name_it(blocks: dict[str, str], name: str, words: str) -> None:
    assert words in blocks[name], blocks[name]


def test_the_worthless_brochure_is_not_praised(blocks: dict[str, str]) -> None:
    assert "Send the brochure” (Needs) goes along with going on" not in blocks["playbook"]


def test_an_expanding_company_is_said_to_expand(english: Database) -> None:
    page = desk(english).read(analysis.team_page)
    assert page.phase.name in ("expanding", "level")
    assert page.phase.now.heads > 1.2 * page.phase.before.heads
    assert "heads, revenue +" in phase_words(page.phase)


def test_teachers_are_no_star_list_and_only_for_who_may_see_people(english: Database) -> None:
    seen = desk(english).read(analysis.team_page).help
    assert 1 <= len(seen.teachers) <= 2
    assert not desk(english, "li").read(analysis.team_page).help.teachers


def test_the_same_company_speaks_chinese(chinese: Database) -> None:
    manager = select(users.c.login).where(users.c.role == "manager")
    login = str(chinese.read_as(lambda session: session.value(manager), NOW))
    language.use("zh")
    try:
        texts = [one.text for one in sentences(desk(chinese, login).read(analysis.team_page))]
        names = [desk(chinese, login).read(answer, one.name, Scope()).said[0] for one in BLOCKS]
    finally:
        language.use("en")
    assert "多半不是人变差了" in texts[1]
    assert all("{" not in text and text for text in (*texts, *names))
