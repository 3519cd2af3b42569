"""How those who join come up, read from a company's records and told in sentences."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import select

from tests.cli.inside import Inside
from tests.company import NOW, Company
from tests.sales.analysis.expansion.made import Way, hire, lay
from tests.sales.chances import insert
from tests.sales.house import set_values
from tuicrm.sales.analysis.answer import Answer
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.questions import answer, behind
from tuicrm.sales.privacy import Privacy, set_privacy
from tuicrm.store.errors import Refused
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import project_periods, projects

TODAY = NOW.date()
VIEWS = ("month", "waiting", "half")


def asked(company: Company, login: str = "hale", **scope: Any) -> Answer:
    found: Answer = company.desk(login).read(answer, "ramp", Scope(**scope))
    return found


def column(found: Answer, part: str) -> dict[str, Any]:
    return {line.key[0]: line.figures.get(part) for line in found.lines}


def months_ago(number: int) -> int:
    """Days back to the middle of a month."""
    month = TODAY.year * 12 + TODAY.month - 1 - number
    return (TODAY - date(month // 12, month % 12 + 1, 15)).days


def growing(company: Company, *, new: int = 6, months: int = 20) -> None:
    """Three experienced people win 100 a month each; who joined wins nothing for two months, 50 then, 100 later."""
    for login in ("li", "roth", "kuhn"):
        set_values(company, users, company.id(login), joined_on=date(2020, 1, 1))
    ways = [
        Way(login, months_ago(ago) + 2, (("New", 2),), "won", profit=100)
        for login in ("li", "roth", "kuhn")
        for ago in range(1, months + 6)
    ]
    for number in range(new):
        login = f"new{number}"
        joined = TODAY - timedelta(days=months_ago(months - number % 2) + 14)
        hire(company, login, joined)
        begun = months - number % 2
        ways += [
            Way(login, months_ago(ago) + 2, (("New", 2),), "won", profit=50 if begun - ago < 6 else 100)
            for ago in range(1, begun - 1)
        ]
    lay(company, ways)
    for login in ("li", "roth", "kuhn"):
        insert(company, membership_table(), user_id=company.id(login), role="rep", from_on=date(2020, 1, 1),
               to_on=date(2026, 1, 5))  # fmt: skip


def membership_table() -> Any:
    from tuicrm.store.tables.people import memberships

    return memberships


def test_course_comes_out_of_the_records(company: Company) -> None:
    growing(company)
    found = asked(company)
    there = column(found, "there")
    assert [there[str(tenure)] for tenure in range(1, 13)] == pytest.approx(
        [0, 0.5, 0.5, 0.5, 0.5, *[1.0] * 7], abs=0.04
    )
    assert column(found, "people")["3"] == 6
    assert there == pytest.approx(column(found, "all"), abs=0.01), "nobody left"
    assert found.said[0].startswith("Who joins brings half of what they will bring after")
    assert "6 people joined since" in found.said[0]
    line = next(line for line in found.lines if line.key == ("3",))
    records = company.desk("hale").read(behind, "ramp", Scope(), line.behind).records
    assert {one.owner for one in records} == {f"New{number}" for number in range(6)}


def test_each_view_has_its_lines(small_company: Company) -> None:
    growing(small_company)
    for view in VIEWS:
        found = asked(small_company, by=view)
        names = {part.name for part in found.parts}
        assert found.lines, view
        assert found.picture.part in names
        assert all(set(line.figures) <= names for line in found.lines)
        assert found.said[0] == asked(small_company).said[0], "the sentences are of the whole"
    month = asked(small_company, by="month")
    last = next(line.figures for line in month.lines if line.key == ("2026-10",))
    assert (last["heads"], last["ramped"]) == (pytest.approx(9), pytest.approx(9, abs=0.1))
    assert last["debt"] == pytest.approx(0, abs=1000)
    young = next(line.figures for line in month.lines if line.key == ("2025-12",))
    assert young["ramped"] <= young["heads"]
    cohorts = asked(small_company, by="half")
    assert column(cohorts, "hires") == {"2025-H1": 6}
    assert column(cohorts, "r3")["2025-H1"] == pytest.approx(0.5, abs=0.05)
    assert set(column(asked(small_company, by="quarter"), "hires")) == {"2025-Q1", "2025-Q2"}
    waiting = asked(small_company, by="waiting")
    shares = [line.figures["first"] for line in waiting.lines]
    assert all(one <= other for one, other in pairwise(shares))
    assert shares[-1] == 1.0


def test_matrix_has_one_row_a_person_and_marks_who_left(small_company: Company) -> None:
    growing(small_company)
    set_values(small_company, users, small_company.id("new1"), left_on=TODAY - timedelta(days=90))
    found = asked(small_company, by="person")
    assert found.picture.shape == "matrix"
    keys = [line.key[0] for line in found.lines]
    assert keys == ["New0", "New2", "New4", "New1", "New3", "New5", "together"], "in the order of joining"
    assert column(found, "m4")["New0"] == pytest.approx(0.5, abs=0.04)
    assert column(found, "left") == {**dict.fromkeys(keys), "New1": 16}
    assert column(found, "m20")["New1"] is None


def test_leaver_is_counted_and_competes(small_company: Company) -> None:
    growing(small_company)
    for number in range(2):
        hire(small_company, f"gone{number}", TODAY - timedelta(days=300), TODAY - timedelta(days=270 + number))
    waiting = asked(small_company, by="waiting")
    last = waiting.lines[-1].figures
    assert (last["first"], last["left"]) == (pytest.approx(6 / 8), pytest.approx(2 / 8))
    assert last["alone"] == 1.0, "if nobody left"
    assert any("2 left before" in sentence for sentence in waiting.said)


def test_book_that_was_taken_over_is_not_ones_own(company: Company) -> None:
    """Won ten days after joining out of somebody else's book; one that was held for most of its life counts."""
    growing(company, new=0, months=14)
    joined = TODAY - timedelta(days=200)
    hire(company, "heir", joined)
    book, long_held = lay(
        company,
        [
            Way("heir", 230, (("New", 40),), "won", profit=10, name="book"),
            Way("heir", 210, (("New", 100),), "won", profit=10, name="long held"),
        ],
    )
    for project_id in (book, long_held):
        period = company.value(select(project_periods.c.id).where(project_periods.c.project_id == project_id))
        created, closed = (company.value(select(projects.c[name]).where(projects.c.id == project_id))
                           for name in ("created_at", "closed_at"))  # fmt: skip
        until = created + (closed - created) * (0.9 if project_id == book else 0.2)
        row = company.all(select(project_periods).where(project_periods.c.id == period))[0]._mapping
        set_values(company, project_periods, period, owner_id=company.id("li"), to_at=until, live_project_id=None)
        mine = {**row, "owner_id": company.id("heir"), "from_at": until, "to_at": None}
        insert(company, project_periods, **{name: value for name, value in mine.items() if name != "id"})
    found = asked(company, by="waiting")
    first = {line.key[0]: line.figures["first"] for line in found.lines}
    assert (first["60"], first["90"]) == (0.0, 1.0), "the long held one, 90 days after joining"


def test_wins_of_others_are_told(small_company: Company) -> None:
    growing(small_company)
    lay(small_company, [Way("new0", 900, (("New", 880),), "won", profit=10)])
    period = small_company.value(select(project_periods.c.id).order_by(project_periods.c.id.desc()))
    set_values(small_company, project_periods, period, owner_id=small_company.id("li"))
    assert any("1 win out of a book" in sentence for sentence in asked(small_company).said)


@pytest.mark.parametrize(
    ("new", "beginning"),
    [
        (0, "Can't tell yet: nobody joined since records begin in"),
        (1, "Can't tell yet: 1 person joined since"),
        (4, "Can't tell yet: 4 people joined since"),
    ],
)
def test_few_hires_are_no_course(small_company: Company, new: int, beginning: str) -> None:
    growing(small_company, new=new, months=14)
    found = asked(small_company)
    assert found.said[0].startswith(beginning)
    assert all(line.figures.get("curve") is None for line in found.lines)


def test_without_profit_it_says_what_to_record(small_company: Company) -> None:
    found = asked(small_company)
    assert found.said == (
        "Can't tell yet: no profit is recorded. Purchases need a cost, and projects a holder when they are won.",
    )
    assert found.lines == ()


def test_those_who_just_began_do_not_level_off(small_company: Company) -> None:
    growing(small_company, months=5)
    said = asked(small_company).said
    assert "It does not level off yet" in said[0]
    assert said[0].startswith("In months")


def test_figures_of_others_are_not_shown_to_who_may_not_see_them(small_company: Company) -> None:
    growing(small_company)
    mine = asked(small_company, "new2", by="person")
    assert [line.key[0] for line in mine.lines] == ["New2", "together"]
    small_company.desk("boss").write(set_privacy, Privacy(seen_by="all"))
    assert len(asked(small_company, "new2", by="person").lines) == 7


def test_team_and_person_narrow_the_people(small_company: Company) -> None:
    growing(small_company)
    hire(small_company, "west", TODAY - timedelta(days=200), team="West")
    east = asked(small_company, by="person", who="East")
    assert "West" not in {line.key[0] for line in east.lines}
    one = asked(small_company, by="person", who="west")
    assert {line.key[0] for line in one.lines} <= {"West", "together"}
    assert one.said[0].startswith("Can't tell yet: 1 person")


def test_as_of_a_past_day_later_months_are_not_known(small_company: Company) -> None:
    growing(small_company)
    then = asked(small_company, as_of=TODAY - timedelta(days=300))
    assert max(int(line.key[0]) for line in then.lines) <= 11


def test_unknown_view_is_refused(small_company: Company) -> None:
    with pytest.raises(Refused) as refused:
        asked(small_company, by="colour")
    assert refused.value.code == "question_by"


def test_command_draws_the_matrix_and_prints_it_for_programs(small_company: Company) -> None:
    growing(small_company)
    tuicrm = Inside(small_company)
    document = tuicrm("report", "ramp", "--by", "person", "--json", login="hale").json
    assert document["rows"][0]["key"] == ["New0"]
    assert document["units"]["m3"] == "rate"
    known = {one["report"]: one["by"] for one in tuicrm("report", "list", "--json", login="hale").json["questions"]}
    assert "person" in known["ramp"]
    assert (known["gap"], known["people"]) == (["new", "FILTER"], [])
    assert document["rows"][0]["m3"] == pytest.approx(0.5, abs=0.04)
    page = tuicrm("report", "ramp", "--html", login="hale")
    assert (page.status, "</html>" in page.out) == (0, True)
