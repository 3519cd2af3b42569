"""Calls, targets, saved questions, comparison, the weekly report and its forms."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.company import NOW, Company
from tests.sales.test_funnel import EUROS, project
from tests.sales.test_report import settled
from tuicrm.exchange import drawing
from tuicrm.sales import funnel
from tuicrm.sales.analysis import Ask, comparing, saving, targeting
from tuicrm.sales.analysis.as_answer import as_answer
from tuicrm.sales.analysis.asking import asked
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.questions import answer
from tuicrm.sales.analysis.report import report
from tuicrm.sales.analysis.said import said, say, span_of
from tuicrm.sales.analysis.weekly import weekly
from tuicrm.store.errors import NotAllowed, NotFound, Refused

NOVEMBER = 2026 * 12 + 11
QUARTER = 2026 * 12 + 10
HOSTILE = "<script>alert(1)</script> | =cmd() \x1b]52;c;x\x07 *bold*"


def code(action: Callable[[], Any]) -> str:
    with pytest.raises(Refused) as found:
        action()
    return str(found.value.code)


# calls


def test_calls_and_adjustments_are_kept_and_the_latest_counts(company: Company) -> None:
    li, wang = company.desk("li"), company.desk("wang")
    li.write(say, QUARTER, 3, 100 * EUROS)
    company.clock.later(days=1)
    li.write(say, QUARTER, 3, 120 * EUROS, note="Meridian signs in time")
    wang.write(say, QUARTER, 3, 90 * EUROS, user_id=company.id("li"), note="it never does")
    rows = company.desk("hale").read(said, QUARTER, 3)
    assert [(one.name, one.kind, one.amount_minor // EUROS) for one in rows] == [
        ("Li Wei", "adjust", 90), ("Li Wei", "call", 120), ("Li Wei", "call", 100),
    ]  # fmt: skip
    company.clock.later(seconds=1)
    found = company.desk("hale").read(answer, "outlook", Scope())
    project(company, "x", amount_minor=10 * EUROS, expected_on=date(2026, 12, 1))
    found = company.desk("hale").read(answer, "outlook", Scope())
    mine = next(line.figures for line in found.lines if line.key == ("Li Wei",))
    assert (mine["call"], mine["adjusted"], mine["note"]) == (120 * EUROS, 90 * EUROS, "it never does")


@pytest.mark.parametrize(
    ("args", "expected"),
    [((NOVEMBER, 3, 1), "span"), ((NOVEMBER, 2, 1), "span"), ((NOVEMBER, 1, -1), "amount_below")],
)
def test_calls_that_cannot_be_are_refused(small_company: Company, args: tuple[int, int, int], expected: str) -> None:
    assert code(lambda: small_company.desk("li").write(say, *args)) == expected


def test_adjustments_are_for_who_leads_and_say_why(small_company: Company) -> None:
    kuhn = small_company.id("kuhn")
    for login in ("li", "wang"):
        with pytest.raises(NotAllowed):
            small_company.desk(login).write(say, NOVEMBER, 1, 1, user_id=kuhn, note="x")
    assert code(lambda: small_company.desk("hale").write(say, NOVEMBER, 1, 1, user_id=kuhn)) == "note_wanted"
    with pytest.raises(NotFound):
        small_company.desk("hale").write(say, NOVEMBER, 1, 1, user_id=10**6, note="x")


@pytest.mark.parametrize(
    ("first", "months", "expected"), [(NOVEMBER, 1, "2026-11"), (QUARTER, 3, "2026-Q4"), (2026 * 12 + 1, 12, "2026")]
)
def test_periods_are_written(first: int, months: int, expected: str) -> None:
    assert span_of(first, months) == expected


# the forecast as it would have been read


def test_outlook_is_cumulative_and_past_mondays_can_be_read(company: Company) -> None:
    won = project(company, "won", amount_minor=300 * EUROS, expected_on=date(2026, 11, 30))
    project(company, "open", amount_minor=100 * EUROS, expected_on=date(2026, 12, 10))
    project(company, "later", amount_minor=900 * EUROS, expected_on=date(2027, 5, 1))
    company.clock.later(days=7)
    company.desk("hale").write(funnel.win, won, reason="x")
    company.clock.later(days=1)
    now = company.desk("hale").read(answer, "outlook", Scope()).lines[0].figures
    assert now["closed"] == 300 * EUROS
    assert now["closed"] <= now["commit"] <= now["best"] <= now["pipeline"] == 400 * EUROS
    assert now["p10"] <= now["p50"] <= now["p90"]
    then = company.desk("hale").read(answer, "outlook", Scope(as_of=NOW.date() + timedelta(days=3))).lines[0].figures
    assert (then["closed"], then["pipeline"]) == (0, 400 * EUROS)
    company.clock.later(days=60)
    found = company.desk("hale").read(answer, "backtest", Scope())
    by_monday = {line.key[0]: line.figures for line in found.lines}
    assert by_monday["2026-11-23"]["pipeline"] in (0, 400 * EUROS), "on the day itself the morning is read"
    assert by_monday["2026-11-30"]["closed"] in (0, 300 * EUROS)
    assert by_monday["2026-12-07"]["closed"] == 300 * EUROS
    assert {row["came"] for row in by_monday.values()} == {300 * EUROS}
    assert (found.from_on, found.to_on) == (date(2026, 10, 1), date(2026, 12, 31)), "the last quarter that is over"
    assert len(by_monday) == 13
    assert found.said[0].endswith("300 came.")


# targets


def test_targets_are_set_for_months_at_once_and_listed(company: Company) -> None:
    hale, li = company.desk("hale"), company.id("li")
    assert hale.write(targeting.set_target, li, QUARTER, 100, stretch_minor=120, months=3) == 3
    assert hale.write(targeting.set_target, li, NOVEMBER, 100, stretch_minor=120) == 0, "nothing new"
    assert hale.write(targeting.set_target, li, NOVEMBER, 150, challenge_minor=200) == 1
    rows = hale.read(targeting.list_targets, QUARTER, QUARTER + 2)
    assert [(one.month - QUARTER, one.amount_minor, one.stretch_minor, one.challenge_minor) for one in rows] == [
        (0, 100, 120, None), (1, 150, None, 200), (2, 100, 120, None),
    ]  # fmt: skip


def test_targets_that_cannot_be_are_refused(small_company: Company) -> None:
    li = small_company.id("li")
    hale = small_company.desk("hale")
    for levels in ({"stretch_minor": 5}, {"stretch_minor": 20, "challenge_minor": 15}):
        assert code(partial(hale.write, targeting.set_target, li, 1, 10, **levels)) == "target_levels"
    for months in (0, 99):
        assert code(partial(hale.write, targeting.set_target, li, 1, 10, months=months)) == "target_months"
    with pytest.raises(NotAllowed):
        small_company.desk("li").write(targeting.set_target, li, NOVEMBER, 1)
    with pytest.raises(NotAllowed):
        small_company.desk("wang").write(targeting.set_target, small_company.id("kuhn"), NOVEMBER, 1)


# saved questions


def test_questions_are_saved_shared_pinned_and_forgotten(small_company: Company) -> None:
    settled(small_company)
    li, roth = small_company.desk("li"), small_company.desk("roth")
    li.write(saving.save, "Ours", "won --by month", is_shared=True)
    li.write(saving.save, "Mine", "stages --for li")
    li.write(saving.save, "Mine", "win-rate --by owner --where class:A")
    assert [(one.name, one.words) for one in li.read(saving.saved)] == [
        ("Mine", "win-rate --by owner --where class:A"), ("Ours", "won --by month"),
    ]  # fmt: skip
    assert [(one.name, one.is_mine) for one in roth.read(saving.saved)] == [("Ours", False)]
    li.write(saving.pin, "Mine")
    assert [one.name for one in li.read(saving.saved) if one.is_pinned] == ["Mine"]
    assert li.read(asked, "won --by owner").lines
    li.write(saving.forget, "Mine")
    assert [one.name for one in li.read(saving.saved)] == ["Ours"]
    with pytest.raises(NotFound):
        roth.write(saving.forget, "Ours")


def test_six_find_room_on_the_dashboard(small_company: Company) -> None:
    li = small_company.desk("li")
    for number in range(7):
        li.write(saving.save, f"q{number}", "won")
    for number in range(6):
        li.write(saving.pin, f"q{number}")
    assert code(lambda: li.write(saving.pin, "q6")) == "dashboard_full"
    li.write(saving.pin, "q0", is_on=False)
    li.write(saving.pin, "q6")


@pytest.mark.parametrize(
    "words", ["", "moon", "won --by", "won --colour red", "won extra", "won 'open", "--by owner", "won --from x --to"]
)
def test_words_that_are_no_question_are_not_saved(small_company: Company, words: str) -> None:
    assert code(lambda: small_company.desk("li").write(saving.save, "x", words)) == "question_words"
    assert code(lambda: small_company.desk("li").write(saving.save, " ", "won")) == "no_name"


# comparison


def test_two_periods_and_two_teams_stand_beside_each_other(company: Company) -> None:
    settled(company)
    hale = company.desk("hale")
    whole = Ask("won", ("team",), date(2026, 11, 1), date(2027, 1, 31))
    teams = hale.read(comparing.compare, Ask("won", (), date(2026, 11, 1), date(2027, 1, 31), "team:East"), "team:West")
    assert (teams.now.rows[0].value, teams.against.rows[0].value) == (2, 1)
    years = hale.read(comparing.compare, whole, "year-before")
    assert years.against.from_on == date(2025, 11, 1)
    months = hale.read(comparing.compare, Ask("won", (), date(2026, 12, 1), date(2026, 12, 31)), "period-before")
    assert (months.against.from_on, months.against.to_on) == (date(2026, 10, 31), date(2026, 11, 30))
    other = hale.read(comparing.compare, whole, "2026-11-01..2026-11-30")
    line = as_answer(other.now, other.against).lines[0]
    assert (line.key, line.figures["value"], line.figures["against"], line.figures["change"]) == (("East",), 2, 1, 1)
    assert code(lambda: hale.read(comparing.compare, whole, "yesterday")) == "against"
    assert code(lambda: hale.read(comparing.compare, whole, "x..y")) == "against"


# the report as a file


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.seen.append(tag)


def test_weekly_report_is_a_page_a_text_and_markdown(small_company: Company) -> None:
    settled(small_company)
    project(small_company, HOSTILE, amount_minor=10**7)
    small_company.clock.later(days=120)
    found = small_company.desk("hale").read(weekly, Scope(who="team-east"))
    assert found.title.endswith("East")
    assert [one.name for one in found.answers] == ["outlook", "targets", "stages", "abnormal", "people", "rhythm"]
    assert any(sentence.startswith("won: ") for sentence in found.changed)
    page = drawing.html(found.title, found.answers, lead=found.changed, foot=found.foot)
    tags = Tags()
    tags.feed(page)
    assert "script" not in tags.seen
    assert tags.seen.count("h2") == 6
    assert "\x1b" not in page
    text = drawing.markdown(found.title, found.answers, lead=found.changed, foot=found.foot)
    assert "<script" not in text.replace("\\<script", "")
    assert "\x1b" not in text
    assert text.count("\n## ") == 6


def test_pictures_are_whole_xml_whatever_people_typed(small_company: Company) -> None:
    settled(small_company)
    small_company.customer(HOSTILE, class_key="A")
    asked_for = (("customers", "class"), ("won", "owner"), ("win-rate", "owner"), ("profit", "customer"))
    for ask in (Ask(measure, (by,)) for measure, by in asked_for):
        drawn = drawing.svg(as_answer(small_company.desk("hale").read(report, ask)))
        root = ElementTree.fromstring(drawn)
        assert root.tag.endswith("svg")
    empty = drawing.svg(as_answer(small_company.desk("hale").read(report, Ask("inquiries", ("source",)))))
    assert ElementTree.fromstring(empty).tag.endswith("svg")
