"""Who is in the team: let in, placed, left, and what each may not."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.company import Company
from tuicrm.sales import people
from tuicrm.store.errors import Ambiguous, NotAllowed, NotFound, Refused
from tuicrm.store.tables.people import memberships

TODAY = date(2026, 11, 23)


def places(company: Company, user_id: int) -> list[tuple[object, ...]]:
    columns = memberships.c.role, memberships.c.team_id, memberships.c.from_on, memberships.c.to_on
    rows = company.all(select(*columns).where(memberships.c.user_id == user_id).order_by(memberships.c.id))
    return [tuple(row) for row in rows]


def team(company: Company, name: str) -> int:
    return next(each.id for each in company.desk("boss").read(people.teams) if each.name == name)


def test_an_administrator_lets_somebody_in(company: Company) -> None:
    made = company.desk("boss").write(people.add_user, "novak", name="J. Novak", role="team_lead", team="West")
    assert (made.name, made.role, made.team) == ("J. Novak", "team_lead", "West")
    assert places(company, made.id) == [("team_lead", team(company, "West"), TODAY, None)]
    assert company.desk("novak").read(people.me).team == "West"


def test_a_new_team_is_made_only_when_that_is_said(small_company: Company) -> None:
    boss = small_company.desk("boss")
    with pytest.raises(Refused) as refused:
        boss.write(people.add_user, "novak", team="North")
    assert refused.value.code == "team_unknown"
    assert refused.value.facts == {"team": "North", "teams": ("East", "West")}
    assert boss.write(people.add_user, "novak", team="North", makes_team=True).team == "North"
    assert [(each.name, each.people) for each in boss.read(people.teams)] == [("East", 3), ("North", 1), ("West", 1)]


@pytest.mark.parametrize(
    ("login", "given", "code"),
    [
        ("", {}, "empty"),
        ("two words", {}, "login_form"),
        ("x" * 61, {}, "login_form"),
        ("li", {}, "login_taken"),
        ("novak", {"role": "king"}, "role"),
        ("novak", {"name": "n" * 121}, "too_long"),
    ],
)
def test_who_cannot_be_let_in(small_company: Company, login: str, given: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        small_company.desk("boss").write(people.add_user, login, **given)
    assert refused.value.code == code


@pytest.mark.parametrize("login", ["li", "wang", "hale", "eye"])
def test_only_administrators_decide_who_is_in(small_company: Company, login: str) -> None:
    desk = small_company.desk(login)
    with pytest.raises(NotAllowed):
        desk.write(people.add_user, "novak")
    with pytest.raises(NotAllowed):
        desk.write(people.leave, small_company.id("li"))
    with pytest.raises(NotAllowed):
        desk.write(people.place, small_company.id("li"), role="administrator")


def test_another_team_begins_today_and_the_old_one_ends(company: Company) -> None:
    li = company.id("li")
    company.desk("boss").write(people.place, li, team="West", role="team_lead")
    east, west = team(company, "East"), team(company, "West")
    assert places(company, li) == [
        ("rep", east, date(2026, 1, 5), TODAY),
        ("team_lead", west, TODAY, None),
    ]


def test_two_moves_on_one_day_leave_one_place(small_company: Company) -> None:
    li, boss = small_company.id("li"), small_company.desk("boss")
    boss.write(people.place, li, team="West")
    boss.write(people.place, li, team="")
    assert places(small_company, li)[1:] == [("rep", None, TODAY, None)]


def test_a_place_that_is_the_same_changes_nothing(small_company: Company) -> None:
    placed = small_company.desk("boss").write(people.place, small_company.id("li"), role="rep", team="East")
    assert not placed.changed
    assert len(places(small_company, small_company.id("li"))) == 1


def test_who_has_left_is_out_after_the_last_day(company: Company) -> None:
    li = company.id("li")
    company.desk("boss").write(people.leave, li)
    assert company.desk("li").read(people.me).name == "Li Wei"
    company.clock.later(days=1)
    with pytest.raises(NotAllowed):
        company.desk("li").read(people.me)
    names = [each.login for each in company.desk("boss").read(people.users)]
    assert "li" not in names
    assert "li" in [each.login for each in company.desk("boss").read(people.users, everybody=True)]
    assert places(company, li)[0][3] == date(2026, 11, 24)


def test_who_comes_back_the_same_day_never_left(small_company: Company) -> None:
    li, boss = small_company.id("li"), small_company.desk("boss")
    boss.write(people.leave, li)
    boss.write(people.stay, li)
    assert [row[3] for row in places(small_company, li)] == [None]


def test_who_comes_back_later_has_a_gap(small_company: Company) -> None:
    li, boss = small_company.id("li"), small_company.desk("boss")
    boss.write(people.leave, li)
    small_company.clock.later(days=30)
    boss.write(people.stay, li)
    assert [row[2:] for row in places(small_company, li)] == [
        (date(2026, 1, 5), date(2026, 11, 24)),
        (date(2026, 12, 23), None),
    ]


def test_the_last_administrator_stays_one(company: Company) -> None:
    boss, me = company.desk("boss"), company.id("boss")
    for act in (lambda: boss.write(people.place, me, role="rep"), lambda: boss.write(people.leave, me)):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "last_administrator"
    boss.write(people.place, company.id("hale"), role="administrator")
    assert boss.write(people.place, me, role="rep").role == "rep"


def test_people_are_found_by_id_login_and_name(small_company: Company) -> None:
    desk = small_company.desk("li")
    wang = small_company.id("wang")
    assert {desk.read(people.find, key).id for key in ("wang", "@wang", str(wang), "f. wang")} == {wang}
    with pytest.raises(NotFound):
        desk.read(people.find, "nobody")
    assert desk.read(people.find, "Wan").id == wang, "a beginning is enough where it is the only one"
    with pytest.raises(Ambiguous):
        desk.read(people.find, "M")
    with pytest.raises(NotFound):
        desk.read(people.find, "")


def test_namesakes_are_listed(small_company: Company) -> None:
    small_company.desk("boss").write(people.add_user, "li2", name="Li Wei")
    with pytest.raises(Ambiguous) as several:
        small_company.desk("boss").read(people.find, "Li Wei")
    assert [each.name for each in several.value.candidates] == ["Li Wei, li", "Li Wei, li2"]


def test_lists_of_one_team(small_company: Company) -> None:
    east = team(small_company, "East")
    assert [each.login for each in small_company.desk("li").read(people.users, team_id=east)] == ["roth", "wang", "li"]
