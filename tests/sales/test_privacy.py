"""Who sees figures of single people: each role, each choice of the team, each way to ask."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.company import NOW, PEOPLE, Company, make_company
from tests.sales.chances import project
from tuicrm.plain.periods import month_of
from tuicrm.sales import agenda, analysis, funnel, intake, pool
from tuicrm.sales.agenda import NewAction
from tuicrm.sales.analysis import Ask
from tuicrm.sales.analysis.asking import asked as in_words
from tuicrm.sales.analysis.questions import answer
from tuicrm.sales.analysis.records import records
from tuicrm.sales.analysis.targeting import list_targets, set_target
from tuicrm.sales.analysis.weekly import weekly
from tuicrm.sales.intake import Lead
from tuicrm.sales.privacy import Privacy, set_privacy
from tuicrm.store.database import Database, Desk
from tuicrm.store.errors import Refused

TODAY = NOW.date()
THIS_MONTH = month_of(TODAY)
MONTH = TODAY - timedelta(days=30), TODAY + timedelta(days=1)
SELLERS = {"li": "Li Wei", "roth": "A. Roth", "wang": "F. Wang", "kuhn": "M. Kuhn"}
EAST, ALL = {"Li Wei", "A. Roth", "F. Wang"}, set(SELLERS.values())


@pytest.fixture(scope="module")
def busy(request: pytest.FixtureRequest) -> Company:
    """Four sellers of two teams; each won, lost, planned, and has something open."""
    company: Company = request.getfixturevalue("module_company")
    for number, login in enumerate(SELLERS):
        desk = company.desk(login)
        acme = company.customer(f"C{number}", owner=login)
        desk.write(funnel.win, project(company, f"w{number}", login=login, customer_id=acme), cost_minor=1, reason="x")
        desk.write(funnel.lose, project(company, f"l{number}", login=login, customer_id=acme), "price")
        open_ = project(company, f"o{number}", login=login, customer_id=acme, expected_on=TODAY)
        desk.write(agenda.plan, NewAction("call", on=TODAY, project_id=open_))
        company.desk("hale").write(set_target, company.id(login), THIS_MONTH, 1_000)
        desk.write(intake.take_in, Lead(name=f"Asked {number}", source="phone"))
    return company


@pytest.fixture(scope="module")
def module_company(tmp_path_factory: pytest.TempPathFactory) -> Any:
    url = f"sqlite:///{tmp_path_factory.mktemp('privacy')}/a.db"
    make_company(url)
    made = Company(Database(url))
    yield made
    made.database.close()


def measured(measure: str) -> Callable[[Desk], Any]:
    return lambda desk: desk.read(analysis.report, Ask(measure, ("owner",))).rows


def asked(name: str) -> Callable[[Desk], Any]:
    """The figures of a question; who holds a record in sight is no figure."""
    return lambda desk: [desk.read(answer, name).lines, desk.read(answer, name).said]


MEASURED = ("won-revenue", "win-rate", "cycle-days", "open-amount", "planned", "plan-kept")
ASKED = ("people", "luck", "targets", "effort", "outlook", "stages", "leaving")
WAYS: dict[str, Callable[[Desk], Any]] = {
    **{name: measured(name) for name in MEASURED},
    **{f"{name}?": asked(name) for name in ASKED},
    "execution": lambda desk: desk.read(agenda.execution, *MONTH, by=("owner",)),
    "execution by week": lambda desk: desk.read(agenda.execution, *MONTH, by=("week", "owner")),
    "in words": lambda desk: desk.read(in_words, "win-rate --by owner"),
    "letter": lambda desk: [
        (one.lines, one.said) for one in desk.read(weekly).answers if one.name not in ("abnormal", "rhythm")
    ],
}  # fmt: skip
LISTS: dict[str, Callable[[Desk], Any]] = {
    "coverage": lambda desk: desk.read(agenda.coverage),
    "team week": lambda desk: desk.read(agenda.team_week).people,
    "fairness": lambda desk: desk.read(pool.fairness).people,
    "inquiry credit": lambda desk: desk.read(pool.inquiry_credit).people,
    "targets": lambda desk: desk.read(list_targets, THIS_MONTH, THIS_MONTH),
}
"""Lists of people, a line for each."""
OPEN: dict[str, dict[str, set[str]]] = {
    "self": {"li": {"Li Wei"}, "wang": {"F. Wang"}, "hale": ALL, "eye": ALL, "boss": ALL},
    "lead": {"li": {"Li Wei"}, "wang": EAST, "hale": ALL, "eye": ALL, "boss": ALL},
    "all": {"li": EAST, "wang": EAST, "hale": ALL, "eye": ALL, "boss": ALL},
}
"""The team's choice -> who asks -> whose figures they may see at most, of those whose records they see."""


@pytest.mark.parametrize("seen_by", OPEN)
def test_nobody_sees_more_than_the_team_chose(busy: Company, seen_by: str) -> None:
    busy.desk("hale").write(set_privacy, Privacy(seen_by=seen_by, smallest_group=1))
    for login, may_see in OPEN[seen_by].items():
        desk = busy.desk(login)
        for way, ask in WAYS.items():
            found = repr(ask(desk))
            named = {name for name in ALL if name in found}
            assert named <= may_see, (seen_by, login, way)
            if way in ("won-revenue", "execution", "execution by week"):
                assert named == may_see, (seen_by, login, way)


@pytest.mark.parametrize("way", LISTS)
@pytest.mark.parametrize("seen_by", OPEN)
def test_a_list_of_people_shows_only_whom_its_reader_may_see(busy: Company, seen_by: str, way: str) -> None:
    busy.desk("hale").write(set_privacy, Privacy(seen_by=seen_by, smallest_group=1))
    for login, may_see in OPEN[seen_by].items():
        found = {line.user_id for line in LISTS[way](busy.desk(login))}
        named = {name for login_, name in SELLERS.items() if busy.id(login_) in found}
        assert named == may_see, login


def test_the_week_of_a_team_says_how_many_it_does_not_show(busy: Company) -> None:
    busy.desk("hale").write(set_privacy, Privacy(seen_by="lead"))
    week = busy.desk("li").read(agenda.team_week)
    assert ([one.user for one in week.people], week.hidden) == (["Li Wei"], 2)
    assert busy.desk("wang").read(agenda.team_week).hidden == 0
    assert busy.desk("hale").read(agenda.team_week).hidden == 0


@pytest.mark.parametrize("way", LISTS)
@pytest.mark.parametrize("login", ["li", "wang", "hale"])
def test_while_others_look_on_a_list_of_people_shows_its_reader_alone(busy: Company, login: str, way: str) -> None:
    busy.desk("hale").write(set_privacy, Privacy(seen_by="all"))
    desk = busy.desk(login)
    desk.presenting = True
    assert {line.user_id for line in LISTS[way](desk)} <= {busy.id(login)}


@pytest.mark.parametrize("login", ["li", "wang", "hale"])
def test_while_others_look_on_nobodys_figures_are_seen(busy: Company, login: str) -> None:
    busy.desk("hale").write(set_privacy, Privacy(seen_by="all", smallest_group=1))
    desk = busy.desk(login)
    desk.presenting = True
    own = {PEOPLE[login][0]}
    for way, ask in WAYS.items():
        assert {name for name in ALL if name in repr(ask(desk))} <= own, way


@pytest.mark.parametrize(
    ("seen_by", "login", "whose", "is_open"),
    [
        ("self", "li", "li", True), ("self", "li", "roth", False), ("self", "wang", "li", False),
        ("self", "hale", "li", True), ("lead", "li", "roth", False), ("lead", "wang", "li", True),
        ("all", "li", "roth", True),
    ],
)  # fmt: skip
def test_asking_for_one_person_opens_nothing(
    busy: Company, seen_by: str, login: str, whose: str, is_open: bool
) -> None:
    busy.desk("hale").write(set_privacy, Privacy(seen_by=seen_by, smallest_group=1))
    desk, user_id = busy.desk(login), busy.id(whose)
    ways: tuple[Callable[[], Any], ...] = (
        lambda: desk.read(agenda.execution, *MONTH, user_id=user_id),
        lambda: desk.read(analysis.report, Ask("won", where=f"owner:{whose}")),
        lambda: desk.read(records, Ask("won", where=f"owner:{whose}"), ()),
    )
    for number, way in enumerate(ways):
        if is_open:
            way()
            continue
        with pytest.raises(Refused) as refused:
            way()
        assert refused.value.code == "figures_of_one", number


def test_what_others_did_is_added_up_not_left_out(busy: Company) -> None:
    busy.desk("hale").write(set_privacy, Privacy(seen_by="self", smallest_group=1))
    found = {row.key[0]: row.planned for row in busy.desk("li").read(agenda.execution, *MONTH, by=("owner",))}
    assert found == {"Li Wei": 1, "others": 2}, "the other two of the own team together"
