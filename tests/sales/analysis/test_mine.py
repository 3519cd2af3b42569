"""My own page: what is credited to me, in words, shares included; nobody else's."""

import pytest

from tests.company import Company
from tests.sales.chances import project
from tuicrm.plain import language
from tuicrm.sales import funnel, projects
from tuicrm.sales.analysis.answer import Answer
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.questions import answer
from tuicrm.sales.funnel import crediting


def mine(company: Company, login: str, **scope: str) -> Answer:
    found: Answer = company.desk(login).read(answer, "mine", Scope(**scope))
    return found


def credit_line(company: Company, login: str, **scope: str) -> str:
    (line,) = [one for one in mine(company, login, **scope).said if "redited to you" in one]
    return line


def won(company: Company, login: str, amount: int, **shares: int) -> None:
    made = project(company, f"{login} {amount}", login=login, amount_minor=amount)
    company.desk(login).write(funnel.win, made, cost_minor=0, reason="quick")
    if shares:
        company.desk("boss").write(
            crediting.credit, made, {company.id(who): part * 10_000 for who, part in shares.items()}
        )


@pytest.mark.parametrize(
    ("sales", "said"),
    [
        ((), "Nothing is credited to you from 1 Dec 25 on."),
        (((300_00, {}),), "1 won project, 300."),
        (((300_00, {}), (200_00, {})), "2 won projects, 500."),
        (((300_00, {"li": 50, "kuhn": 50}),), "1 won project, 150. 1 of them is shared with others."),
        (
            ((300_00, {"li": 50, "kuhn": 50}), (100_00, {"li": 25, "kuhn": 75}), (40_00, {})),
            "3 won projects, 215. 2 of them are shared with others.",
        ),
        (((300_00, {"kuhn": 100}),), "Nothing is credited to you"),
    ],
)
def test_what_is_credited_to_me_is_said(
    small_company: Company, sales: tuple[tuple[int, dict[str, int]], ...], said: str
) -> None:
    for amount, shares in sales:
        won(small_company, "li", amount, **shares)
    assert said.removeprefix("Nothing is credited to you from 1 Dec 25 on.") in credit_line(small_company, "li")


def test_what_was_set_aside_is_credited_to_nobody(small_company: Company) -> None:
    won(small_company, "li", 300_00, li=50, kuhn=50)
    small_company.desk("li").write(projects.set_aside, small_company.desk("li").read(projects.find, "li 30000").id)
    assert credit_line(small_company, "li").startswith("Nothing is credited")


def test_a_lead_reads_the_same_of_one_of_theirs(small_company: Company) -> None:
    won(small_company, "li", 300_00, li=50, kuhn=50)
    assert credit_line(small_company, "hale", who="li") == credit_line(small_company, "li")


def test_my_page_is_chinese_for_a_chinese_reader(small_company: Company) -> None:
    won(small_company, "li", 300_00, li=50, kuhn=50)
    before = language.current()
    language.use("zh")
    try:
        said = " ".join(mine(small_company, "li").said)
    finally:
        language.use(before)
    assert "记在你名下：赢单 1 个" in said
    assert "其中 1 个与他人分成" in said
    assert "redited" not in said
