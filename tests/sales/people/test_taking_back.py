"""`u` after places and leavings: role, team, last day and the periods behind them."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.company import FIRST_DAY, NOW, Company
from tests.sales.chances import take_back
from tuicrm.sales import people
from tuicrm.store.errors import Ambiguous, NotAllowed, NotFound, Refused
from tuicrm.store.tables.people import memberships, users

TODAY = NOW.date()


def places(company: Company, login: str) -> list[tuple[Any, ...]]:
    m = memberships.c
    wanted = select(m.role, m.from_on, m.to_on).where(m.user_id == company.id(login)).order_by(m.from_on, m.id)
    return [tuple(row) for row in company.all(wanted)]


def standing(company: Company, login: str) -> tuple[Any, ...]:
    row = company.all(select(users.c.role, users.c.team_id, users.c.left_on).where(users.c.login == login))[0]
    return tuple(row)


@pytest.mark.parametrize(
    "new",
    [
        pytest.param({"role": "manager"}, id="another role"),
        pytest.param({"team": "West"}, id="another team"),
        pytest.param({"team": ""}, id="no team"),
        pytest.param({"role": "team_lead", "team": "West"}, id="both"),
        pytest.param({"team": "北区", "makes_team": True}, id="a new team"),
    ],
)
def test_a_place_is_taken_back(small_company: Company, new: dict[str, Any]) -> None:
    before = standing(small_company, "li")
    small_company.desk("boss").write(people.place, small_company.id("li"), **new)
    assert standing(small_company, "li") != before
    take_back(small_company, "boss")
    assert standing(small_company, "li") == before
    assert [row for row in places(small_company, "li") if row[2] is None] == [("rep", TODAY, None)]


@pytest.mark.parametrize(
    ("left_on", "still_here"),
    [
        pytest.param(TODAY, True, id="today is the last day"),
        pytest.param(TODAY + timedelta(days=30), True, id="at the end of the year"),
        pytest.param(TODAY - timedelta(days=1), False, id="yesterday was"),
        pytest.param(date(2028, 2, 29), True, id="a leap day to come"),
    ],
)
def test_a_leaving_is_taken_back(small_company: Company, left_on: date, still_here: bool) -> None:
    boss, li = small_company.desk("boss"), small_company.id("li")
    boss.write(people.leave, li, left_on=left_on)
    assert (li in [one.id for one in boss.read(people.users)]) is still_here
    take_back(small_company, "boss")
    assert standing(small_company, "li")[2] is None
    assert places(small_company, "li")[0][1] == FIRST_DAY
    assert len([row for row in places(small_company, "li") if row[2] is None]) == 1
    assert small_company.desk("li").read(people.me).role == "rep"


@pytest.mark.parametrize("login", ["li", "wang", "hale", "eye"])
def test_nobody_but_an_administrator_places_people(small_company: Company, login: str) -> None:
    desk, roth = small_company.desk(login), small_company.id("roth")
    for rule, args, named in (
        (people.place, (roth,), {"role": "manager"}),
        (people.leave, (roth,), {}),
        (people.stay, (roth,), {}),
        (people.add_user, ("new",), {}),
        (people.add_team, ("North",), {}),
    ):
        with pytest.raises(NotAllowed):
            desk.write(rule, *args, **named)
    assert standing(small_company, "roth")[0] == "rep"


@pytest.mark.parametrize(
    ("rule", "named"),
    [(people.place, {"role": "rep"}), (people.leave, {}), (people.leave, {"left_on": date(2099, 1, 1)})],
    ids=["steps down", "leaves", "will leave some day"],
)
def test_one_administrator_always_stays(small_company: Company, rule: Any, named: dict[str, Any]) -> None:
    boss = small_company.desk("boss")
    with pytest.raises(Refused, match="last_administrator"):
        boss.write(rule, small_company.id("boss"), **named)
    boss.write(people.place, small_company.id("hale"), role="administrator")
    boss.write(rule, small_company.id("boss"), **named)
    with pytest.raises(Refused, match="last_administrator"):
        small_company.desk("hale").write(people.place, small_company.id("hale"), role="rep")


@pytest.mark.parametrize(
    ("named", "code"),
    [
        pytest.param({"role": "king"}, "role", id="no such role"),
        pytest.param({"role": "Manager"}, "role", id="capitals"),
        pytest.param({"team": "North"}, "team_unknown", id="no such team"),
        pytest.param({"team": "x" * 81, "makes_team": True}, "too_long", id="a team's name without end"),
    ],
)
def test_a_place_that_is_none_changes_nothing(small_company: Company, named: dict[str, Any], code: str) -> None:
    before = standing(small_company, "li"), places(small_company, "li")
    with pytest.raises(Refused, match=code):
        small_company.desk("boss").write(people.place, small_company.id("li"), **named)
    assert (standing(small_company, "li"), places(small_company, "li")) == before


@pytest.mark.parametrize("user_id", [0, -1, 99_999])
def test_who_is_not_there_cannot_be_placed(small_company: Company, user_id: int) -> None:
    for rule in (people.place, people.leave, people.stay):
        with pytest.raises(NotFound):
            small_company.desk("boss").write(rule, user_id)


def test_who_left_has_no_new_place_and_leaves_once(small_company: Company) -> None:
    boss, li = small_company.desk("boss"), small_company.id("li")
    boss.write(people.leave, li)
    with pytest.raises(Refused, match="has_left"):
        boss.write(people.leave, li)
    boss.write(people.place, li, role="team_lead")
    small_company.clock.later(days=1)
    with pytest.raises(Refused) as refused:
        boss.write(people.place, li, role="rep")
    assert refused.value.facts == {"name": "Li Wei", "on": TODAY}


@pytest.mark.parametrize(
    ("key", "finds"),
    [
        ("li", "Li Wei"), ("@li", "Li Wei"), ("LI WEI", "Li Wei"), ("wei", "Li Wei"), ("wa", "F. Wang"),
        ("roth", "A. Roth"), ("张", "张伟"), ("张伟", "张伟"), (" kuhn ", "M. Kuhn"),
    ],
)  # fmt: skip
def test_a_person_is_meant_by_login_name_or_a_beginning(small_company: Company, key: str, finds: str) -> None:
    small_company.desk("boss").write(people.add_user, "zhang", name="张伟")
    assert small_company.desk("li").read(people.find, key).name == finds


@pytest.mark.parametrize(
    ("key", "error"),
    [("", NotFound), ("@", NotFound), ("nobody", NotFound), ("9" * 30, NotFound), ("m", Ambiguous), ("%", NotFound)],
)
def test_a_key_of_nobody_or_several_is_said(small_company: Company, key: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        small_company.desk("li").read(people.find, key)
