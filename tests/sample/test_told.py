"""A reader who sees only the text of the team page names what is planted in the sample company."""

from __future__ import annotations

from datetime import timedelta
from re import findall

import pytest
from sqlalchemy import select

from tests.sample.conftest import NOW
from tuicrm.plain import language
from tuicrm.sales import analysis
from tuicrm.sales.analysis.blocks import BLOCKS
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.questions import answer
from tuicrm.sales.analysis.sentences import sentences
from tuicrm.sales.analysis.telling.phase import phase_words
from tuicrm.sales.next_action import AMONG_US
from tuicrm.sales.pairing.listing import listing
from tuicrm.store.database import Database, Desk
from tuicrm.store.tables.agenda import actions
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
        ("ability", "not because the others got worse."),
        ("ability", "new ones weaker than earlier new ones -1.7k"),
        ("ability", "mostly because more QX-50 bench gauge is sold, with a margin of 13%."),
        ("risk", "Only A. Roth can sell LX-700 laser tracker: all 8 won in two years"),
        ("help", "lose projects at Quote"),
        ("plan", "sold this quarter; by 31 Dec likely"),
        ("decided", "9 decisions: 7 carried out, 2 open"),
        ("decided", "1 open one is late."),
    ],
)
def test_the_five_sentences_name_it(said: dict[str, str], key: str, words: str) -> None:
    assert words in said[key], said[key]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("moved", "Profit per person and month fell from"),
        ("moved", "not because the others got worse. Those here for over 3 years make more than a year before."),
        ("moved", "They make less than earlier joiners after as many months: -1.7k"),
        ("moved", "what earlier joiners lacked at first, too, makes -"),
        ("gap", "Most of it is made at Quote"),
        ("playbook", "Go through the quote with who decides"),
        ("coverage", "Only A. Roth can sell LX-700 laser tracker"),
        ("margin-change", "the margin fell from"),
        ("ramp", "Who joins brings half of what they will bring after 8"),
        ("ramp", "Half of all 10 have won a project of their own within"),
        ("pairs", "Pairs help, hardly by luck: who talked first went from 37% to 75%, who waited from 57% to 31%"),
        ("pairs", "8 pairs have talked, 1 note is in a playbook."),
        ("lag", "got a lead's answer within 5 working days in the first half"),
        ("lag", "Probably not luck."),
        ("ladder", "Age:"),
    ],
)
def test_the_blocks_name_it(blocks: dict[str, str], name: str, words: str) -> None:
    assert words in blocks[name], blocks[name]


def test_the_worthless_brochure_is_not_praised(blocks: dict[str, str]) -> None:
    assert "Send the brochure” (Needs) goes along with going on" not in blocks["playbook"]


def test_leads_are_said_to_answer_less_than_before(blocks: dict[str, str]) -> None:
    before, now = (int(share) for share in findall(r"(\d+)%", blocks["lag"])[:2])
    assert before > now + 15, blocks["lag"]


def test_each_month_of_east_and_north_has_a_lead_and_south_got_one_late(english: Database) -> None:
    lines = desk(english).read(answer, "lag", Scope()).lines
    without = [line.key[0] for line in lines if line.key[0].endswith(", no lead")]
    assert set(without) == {"South, no lead"}
    assert 3 <= len(without) <= 7
    assert all(line.figures["exceptions"] and line.figures["answered"] is not None for line in lines)
    led = [line.figures["reviews"] for line in lines if "East" in line.key[0]]
    assert all(led), "a review in each month"


def test_what_was_learned_waits_for_a_manager(english: Database) -> None:
    advice = desk(english).read(answer, "pairs", Scope()).advice
    assert "decide about the notes that are proposed: 1" in advice
    waiting = [one for one in desk(english).read(listing).rows if one.note_state == "proposed"]
    assert [(one.learner, one.partner, one.stage) for one in waiting] == [("N. Silva", "A. Roth", "Quote")]


def test_this_week_s_pair_stands_in_both_agendas(english: Database) -> None:
    planned = [one for one in desk(english).read(listing).rows if one.state == "planned"]
    assert [(one.learner, one.partner) for one in planned] == [("T. Berg", "Li Wei")]
    for login, other in (("li", "T. Berg"), ("berg", "Li Wei")):
        owner = select(users.c.id).where(users.c.login == login).scalar_subquery()
        entry = select(actions.c.subject).where(actions.c.owner_id == owner, actions.c.state == "planned")
        mine = english.read_as(lambda session, q=entry: session.values(q.where(actions.c.origin == AMONG_US)), NOW)
        assert list(mine) == [f"20 minutes with {other}: Quote"]


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
    assert "不是老员工变差了" in texts[1]
    assert all("{" not in text and text for text in (*texts, *names))
