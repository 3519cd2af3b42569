"""Whether people differ: what luck gives, what comes of having begun lately, and what neither does; both languages."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

import pytest

from tests.company import NOW, Company
from tests.sales.chances import project
from tuicrm.plain import language
from tuicrm.plain.stats_shrinkage import Group
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.questions import answer
from tuicrm.sales.analysis.questions.luck import LONG_DAYS, against_luck
from tuicrm.store import change
from tuicrm.store.session import Session
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import credits

TODAY = NOW.date()
Lasting = Sequence[Mapping[int, tuple[float, float]]]
LIKE, UNLIKE = [Group(10, 20, 0.5), Group(11, 20, 0.5)], [Group(45, 50, 0.5), Group(20, 50, 0.5)]
SAME: Lasting = [{1: (45, 50), 2: (20, 50)}]
APART: Lasting = [{1: (5, 10), 2: (15, 40)}, {1: (40, 40), 2: (5, 10)}]
BY_AGE: Lasting = [{1: (1, 5), 2: (8, 38)}, {1: (44, 45), 2: (12, 12)}]
ENDS = {
    "luck": (" cannot be told from luck as a whole (chi-square 0.10, 1 degrees of freedom, p 0.75).", "运气"),
    "age": (": who began lately has closed what is lost early, not yet what is won late.", "晚赢的还没有结果。"),
    "differ": (" differ by more than luck (chi-square 27.47, 1 degrees of freedom, p 2e-07).", "超出运气"),
}


@pytest.fixture(params=["en", "zh"])
def code(request: pytest.FixtureRequest) -> Iterator[str]:
    language.use(request.param)
    yield request.param
    language.use("en")


@pytest.mark.parametrize(
    ("groups", "lasting", "end"),
    [
        (LIKE, [{1: (10, 20), 2: (11, 20)}], "luck"), (LIKE, SAME, "luck"), (UNLIKE, SAME, "differ"),
        (UNLIKE, APART, "differ"), (UNLIKE, BY_AGE, "age"), (UNLIKE, [], "age"), (UNLIKE, [{1: (45, 50)}], "age"),
    ],
)  # fmt: skip
def test_what_is_said(code: str, groups: list[Group], lasting: Lasting, end: str) -> None:
    said = against_luck(groups, lasting)
    assert said is not None
    assert ENDS[end][code == "zh"] in said
    others = {other: words[code == "zh"] for other, words in ENDS.items() if other != end and other != "luck"}
    assert not [other for other, words in others.items() if words in said]


@pytest.mark.parametrize(
    "groups", [[], [Group(3, 5, 0.5)], [Group(0, 5, 0), Group(0, 9, 0)], [Group(2, 3, 0.5), Group(0, 0, 0)]]
)
def test_where_nothing_can_be_told_nothing_is(groups: list[Group]) -> None:
    assert against_luck(groups, SAME) is None


def closed(company: Company, *of: tuple[str, int, int, int]) -> None:
    """Let people close projects today that took so many days: login, days, won, lost."""
    made = [
        (login, days, outcome, project(company, f"{login} {days} {outcome} {number}", login=login))
        for login, days, won, lost in of
        for outcome, count in (("won", won), ("lost", lost))
        for number in range(count)
    ]

    def write(session: Session) -> None:
        for login, days, outcome, project_id in made:
            change.update(session, projects, project_id, created_on=TODAY - timedelta(days))
            change.insert(
                session, credits, project_id=project_id, user_id=company.id(login), outcome=outcome, share_ppm=10**6,
                on=TODAY, month=TODAY.year * 12 + TODAY.month,
            )  # fmt: skip

    company.database.write_as(write, company.clock.now)


def said(company: Company) -> str:
    return company.desk("hale").read(answer, "luck", Scope()).said[0]


def test_who_joined_lately_is_not_called_worse_for_it(small_company: Company) -> None:
    """All that is over within a week is lost, all that takes long is won: of each kind nobody does better."""
    closed(small_company, ("li", 90, 9, 0), ("li", 5, 0, 3), ("kuhn", 6, 0, 9), ("kuhn", 100, 1, 0))
    assert said(small_company).endswith(ENDS["age"][0])


def test_who_does_worse_with_what_takes_as_long_is_told_apart(company: Company) -> None:
    closed(company, ("li", 90, 8, 1), ("kuhn", 90, 1, 8), ("kuhn", 3, 0, 2))
    assert said(company).startswith("The win rates of these 2 people (9% to 89%) differ by more than luck")


@pytest.mark.parametrize("days", [-3, LONG_DAYS[0], 5000])
def test_any_length_has_its_place(small_company: Company, days: int) -> None:
    closed(small_company, ("li", days, 3, 1), ("kuhn", days, 1, 3))
    assert "cannot be told from luck" in said(small_company)
