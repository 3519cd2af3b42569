"""Odd companies: every question and every measure by each dimension has an answer that can be read and sent on."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from math import isfinite
from typing import Any

import pytest
from rich.cells import cell_len

from tests.company import NOW, Company
from tests.sales.test_funnel import EUROS, project, stage
from tuicrm.cli.report_answer import as_dict
from tuicrm.cli.report_out import as_text, drawn
from tuicrm.exchange import drawing
from tuicrm.plain import language
from tuicrm.sales import funnel, people
from tuicrm.sales.analysis import Ask, report
from tuicrm.sales.analysis.answer import Answer
from tuicrm.sales.analysis.as_answer import as_answer
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.measures import DIMENSIONS, MEASURES
from tuicrm.sales.analysis.questions import QUESTIONS, answer
from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.funnel import funnels, stages
from tuicrm.store.tables.people import users
from tuicrm.store.tables.trade import rates

DAY = timedelta(days=1)
SILLY = re.compile(
    r"\b(?:nan|inf|None|True|False)\b|\{\w*\}|-0%|\b1 (?:projects|people|months|days)\b|\[\]|\(\)|\s,|\.\.\s"
)
LONG = "Long name " * 19 + "end"
CHINESE = "华东精密光学仪器制造有限责任公司" * 10


def nothing(company: Company) -> None:
    """People, and not one customer."""


def only_seller_left(company: Company) -> None:
    for number in range(3):
        made = project(
            company, f"p{number}", customer_id=company.customer(f"C{number}", owner="li"), amount_minor=EUROS
        )
        company.desk("li").write(funnel.win, made, cost_minor=EUROS // 2, reason="x")
    company.clock.later(days=30)
    company.desk("boss").write(people.leave, company.id("li"))
    company.clock.later(days=400)


def long_names(company: Company) -> None:
    def rename(session: Session) -> None:
        for login, name in (("li", LONG[:99]), ("kuhn", CHINESE[:80])):
            change.update(session, users, company.id(login), name=name)

    company.database.write_as(rename, NOW)
    for login, name in (("li", LONG), ("kuhn", CHINESE)):
        customer = company.customer(name[:200], owner=login, industry=name[:60], city=name[:60], class_key="A")
        for number in range(2):
            made = project(company, f"{number} {name}"[:200], login=login, customer_id=customer, amount_minor=10**11)
            if number:
                company.desk(login).write(funnel.win, made, cost_minor=10**10, reason="x")
    company.clock.later(days=90)


def nothing_won_in_forty_stages(company: Company) -> None:
    def more(session: Session) -> None:
        which = session.value(funnels.select().with_only_columns(funnels.c.id))
        for number in range(36):
            change.insert(
                session, stages, funnel_id=which, name=f"Stage {number}", kind="open", position=100 + number,
                probability=50, category="pipeline", version=1,
            )  # fmt: skip

    company.database.write_as(more, NOW)
    for number in range(3):
        made = project(company, f"p{number}", amount_minor=number * EUROS)
        company.clock.later(days=3)
        company.desk("li").write(funnel.move, made, stage(company, f"Stage {number * 10}"), reason="on")
    company.desk("li").write(funnel.lose, project(company, "lost"), "price")
    company.clock.later(days=40)


def all_on_one_day(company: Company) -> None:
    for number in range(12):
        login = ("li", "roth", "kuhn")[number % 3]
        made = project(company, f"p{number}", login=login, customer_id=company.customer(f"C{number}", owner=login))
        if number % 4:
            company.desk(login).write(funnel.win, made, cost_minor=number * EUROS, reason="x")


def _rate(money: str, nano: int, session: Session) -> None:
    change.insert(session, rates, currency=money, on=NOW.date() - DAY, home_nano=nano)


def three_currencies(company: Company) -> None:
    """Of one of them no rate is known."""
    company.database.write_as(partial(_rate, "USD", 900_000_000), NOW)
    for number, money in enumerate(("EUR", "USD", "JPY") * 2):
        made = project(company, f"{money} {number}", amount_minor=(number + 1) * 1000, currency=money)
        if number != 1:
            company.desk("li").write(funnel.win, made, reason="x")
    company.clock.later(days=5)


COMPANIES: dict[str, Callable[[Company], None]] = {
    one.__name__: one
    for one in (
        nothing, only_seller_left, long_names, nothing_won_in_forty_stages, all_on_one_day, three_currencies
    )
}  # fmt: skip
SCOPES = (Scope(), Scope(date(2031, 1, 1), date(2031, 12, 31)), Scope(as_of=date(2026, 11, 24)))


def every(company: Company, place: int = 0, login: str = "hale") -> Iterator[tuple[str, Answer]]:
    """Every question in one of the scopes, and of all measures by all dimensions those that are this company's turn."""
    desk = company.desk(login)
    for number, name in enumerate(QUESTIONS):
        scope = SCOPES[(number + place) % len(SCOPES)]
        yield f"{name} {scope.from_on} {scope.as_of}", desk.read(answer, name, scope)
    asks = [Ask(one.name, by) for one in MEASURES.values() for by in _dimensions(one.facts)]
    for ask in asks[place :: len(COMPANIES) + 1]:
        yield f"{ask.measure} {ask.by}", as_answer(desk.read(report, ask))


def _dimensions(facts: str) -> tuple[tuple[str, ...], ...]:
    return ((), *((name,) for name, known in DIMENSIONS.items() if facts in known))


def wrong(found: Answer) -> list[str]:
    """What is wrong with an answer: numbers that are none, rates out of bounds, words that say nothing."""
    faults = []
    for part in found.parts:
        for line in found.lines:
            value = line.figures.get(part.name)
            if isinstance(value, float) and not isfinite(value):
                faults.append(f"{part.name} is {value}")
            if part.unit == "rate" and value is not None and not 0 <= value <= 1:
                faults.append(f"{part.name} {value} is no rate")
    json.dumps(as_dict(found), allow_nan=False, default=str)
    said = [*found.said, *found.advice, found.title, found.population, found.legend, found.definition.words()]
    faults += [sentence for sentence in said if SILLY.search(sentence)]
    ends = [one for one in found.said if one[-1] not in ".。）)" and not one[-1].isdigit()]
    faults += [f"a sentence ends so: {one}" for one in ends]
    return faults


def too_wide(found: Answer) -> list[str]:
    if not found.picture.part or not found.lines:
        return []
    return [
        line for width in (80, 44) for line in drawn(found, width, theme="ascii").splitlines() if cell_len(line) > width
    ]


@pytest.mark.parametrize("name", COMPANIES)
def test_everything_has_an_answer_that_can_be_read(small_company: Company, name: str) -> None:
    COMPANIES[name](small_company)
    faults = {
        asked: wrong(found) + too_wide(found) for asked, found in every(small_company, list(COMPANIES).index(name))
    }
    assert {asked: these for asked, these in faults.items() if these} == {}


def test_one_person_alone_gets_answers(small_company: Company) -> None:
    def leave_one(session: Session) -> None:
        for login in ("li", "roth", "wang", "kuhn", "hale", "eye"):
            change.update(session, users, small_company.id(login), archived_at=NOW)

    made = project(small_company, "mine", login="boss")
    small_company.desk("boss").write(funnel.win, made, reason="x")
    small_company.database.write_as(leave_one, NOW)
    faults = {asked: wrong(found) + too_wide(found) for asked, found in every(small_company, len(COMPANIES), "boss")}
    assert {asked: these for asked, these in faults.items() if these} == {}


def test_in_chinese_nothing_stays_english(small_company: Company) -> None:
    all_on_one_day(small_company)
    language.use("zh")
    try:
        for name in QUESTIONS:
            found = small_company.desk("hale").read(answer, name, Scope())
            assert wrong(found) == [], name
            for sentence in found.said:
                assert re.search("[\u4e00-\u9fff]", sentence), sentence
    finally:
        language.use("en")


def test_papers_of_long_names_are_whole(small_company: Company) -> None:
    long_names(small_company)
    found = small_company.desk("hale").read(answer, "abnormal", Scope())
    assert len(found.lines) == 2
    text = as_text(found)
    assert all(cell_len(line) <= 78 for line in text.splitlines()[len(found.said) + 1 :] if "|" in line or "#" in line)
    for page in (drawing.svg(found), drawing.html("x", [found]), drawing.markdown("x", [found])):
        assert "nan" not in page.casefold().split()


def test_the_loop_itself_sees_what_is_wrong() -> None:
    """A number that is none, a rate above one, and a sentence with a hole are found."""
    from tuicrm.sales.analysis.answer import Line, Part
    from tuicrm.sales.analysis.definition import Definition

    def made(value: Any, said: str) -> Answer:
        line = Line(("x",), {"rate": value})
        return Answer("x", "X", ("x",), (Part("rate", "rate", "rate"),), (line,), (said,), Definition("How."), "EUR")

    assert wrong(made(0.5, "All is well.")) == []
    assert wrong(made(1.5, "All is well.")) == ["rate 1.5 is no rate"]
    for said in ("It is {n} of 5.", "It is nan of 5.", "None of it (None).", "A share of -0% of it."):
        assert said in wrong(made(0.5, said)), said
