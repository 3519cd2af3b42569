"""Who can sell what, what hangs on one person, and what a reader may see of it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from tests.company import NOW, Company
from tests.sales.test_funnel import EUROS
from tuicrm.plain.ids import uuid7
from tuicrm.sales.analysis.answer import Answer
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.know_how.matrix import initials
from tuicrm.sales.analysis.questions import answer, behind
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import contacts, inquiries
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import project_products, projects
from tuicrm.store.tables.trade import credits, products, purchases

MONTH = 30


def product(company: Company, name: str) -> int:
    def make(session: Session) -> int:
        known = session.value(select(products.c.id).where(products.c.name == name))
        if known is None:
            row = {"product_key": name.casefold(), "name": name, "currency": "EUR", "version": 1}
            session.connection.execute(insert(products).values(**row))
            known = session.value(select(products.c.id).where(products.c.name == name))
        return int(known)

    return company.database.write_as(make, NOW)


def won(
    company: Company, login: str, number: int = 1, *, of: Sequence[str] = (), ago: int = 60,
    customer: int | None = None, euros: int = 100, cost: int | None = 60, shares: dict[str, int] | None = None,
) -> list[int]:  # fmt: skip
    """Write projects that somebody won so many days ago, each with a purchase of each product."""
    day, ids = (NOW - timedelta(days=ago)).date(), [product(company, name) for name in of]
    who = {company.id(one): ppm for one, ppm in (shares or {login: 1_000_000}).items()}
    month = day.year * 12 + day.month

    def make(session: Session) -> list[int]:
        stage = session.first(select(stages).where(stages.c.kind == "won"))
        made = []
        for _project in range(number):
            identity = uuid7()
            session.connection.execute(
                insert(projects).values(
                    uid=identity, customer_id=customer, name="won", name_sort="won", funnel_id=stage.funnel_id,
                    stage_id=stage.id, state="won", owner_id=company.id(login), currency="EUR", category="commit",
                    amount_minor=euros * EUROS, home_minor=euros * EUROS, created_at=NOW - timedelta(days=ago + 30),
                    created_on=day - timedelta(days=30), created_month=month, stage_since_at=NOW, expected_moves=0,
                    is_stage_since_known=True, closed_at=NOW - timedelta(days=ago), closed_on=day, closed_month=month,
                    version=1,
                )
            )  # fmt: skip
            project = session.value(select(projects.c.id).where(projects.c.uid == identity))
            for user, ppm in who.items():
                session.connection.execute(
                    insert(credits).values(
                        project_id=project, user_id=user, outcome="won", share_ppm=ppm, on=day, month=month
                    )
                )
            for bought in ids or [None]:
                session.connection.execute(
                    insert(purchases).values(
                        uid=uuid7(), customer_id=customer, project_id=project, product_id=bought, quantity=1,
                        amount_minor=euros * EUROS, home_minor=euros * EUROS, currency="EUR", bought_on=day,
                        home_cost_minor=None if cost is None else cost * EUROS, month=month, version=1,
                    )
                )  # fmt: skip
            made.append(int(project))
        return made

    return company.database.write_as(make, NOW)


def begun(company: Company, login: str, of: str | None = None, *, euros: int = 100, ago: int = 30) -> int:
    """Write an open project, perhaps about a product; its stage says 10, 25, ... percent."""
    product_id = product(company, of) if of else None
    day = (NOW - timedelta(days=ago)).date()

    def make(session: Session) -> int:
        stage = session.first(select(stages).where(stages.c.kind == "open").order_by(stages.c.position))
        identity = uuid7()
        session.connection.execute(
            insert(projects).values(
                uid=identity, name="open", name_sort="open", funnel_id=stage.funnel_id, stage_id=stage.id,
                state="open", owner_id=company.id(login), currency="EUR", category="pipeline", probability=50,
                home_minor=euros * EUROS, created_at=NOW - timedelta(days=ago), created_on=day,
                created_month=day.year * 12 + day.month, stage_since_at=NOW, expected_moves=0,
                is_stage_since_known=True, version=1,
            )
        )  # fmt: skip
        project = int(session.value(select(projects.c.id).where(projects.c.uid == identity)))
        if product_id is not None:
            row = {"project_id": project, "product_id": product_id, "quantity": 1, "version": 1}
            session.connection.execute(insert(project_products).values(**row))
        return project

    return company.database.write_as(make, NOW)


def asked(company: Company, name: str = "coverage", login: str = "hale", **scope: Any) -> Answer:
    return company.desk(login).read(answer, name, Scope(**scope))


def row(found: Answer, key: str) -> dict[str, Any]:
    return dict(next(line.figures for line in found.lines if line.key[0] == key))


def test_three_won_in_24_months_are_can(company: Company) -> None:
    won(company, "li", 4, of=["Laser"])
    won(company, "roth", 2, of=["Laser"])
    won(company, "kuhn", 3, of=["Laser"], ago=26 * MONTH)
    begun(company, "kuhn", "Laser")
    begun(company, "kuhn", "Laser", ago=13 * MONTH)
    found = row(asked(company), "Laser")
    assert (found["can"], found["won"], found["asked"]) == (1, 6, 1)
    assert (found["@li"], found["@roth"], found["@kuhn"]) == (4, 2, 0)
    assert found["carriers"] == pytest.approx(36 / 20)


def test_project_counts_once_for_each_product_and_by_shares(company: Company) -> None:
    won(company, "li", 3, of=["Laser", "Laser", "Probe"], shares={"li": 600_000, "roth": 400_000})
    found = asked(company)
    assert (row(found, "Laser")["@li"], row(found, "Laser")["@roth"], row(found, "Laser")["can"]) == (1.8, 1.2, 0)
    assert row(found, "Probe")["won"] == 3


def test_single_point_is_named_with_who_could_learn_it(small_company: Company) -> None:
    company = small_company
    won(company, "roth", 9, of=["Laser"])
    for login in ("li", "roth", "kuhn"):
        won(company, login, 5, of=["Probe"])
    won(company, "kuhn", 4, of=["Cable"])
    won(company, "roth", 4, of=["Cable"])
    for _project in range(7):
        begun(company, "li", "Laser")
    found = asked(company)
    assert row(found, "Laser")["sign"] == "one"
    assert found.said[0] == (
        "Only A. Roth can sell Laser: 9 of 9 won in 24 months. Asked for 7 times in twelve months."
    )  # fmt: skip
    assert found.advice == ("let M. Kuhn (0 won, 0 open) go along with A. Roth on the next Laser",)
    line = next(line for line in found.lines if line.key == ("Laser",))
    records = company.desk("hale").read(behind, "coverage", Scope(), line.behind).records
    assert len(records) == 9


def test_few_won_by_one_may_be_luck_and_is_not_said(small_company: Company) -> None:
    won(small_company, "roth", 3, of=["Laser"])
    won(small_company, "li", 2, of=["Laser"])
    found = asked(small_company)
    assert row(found, "Laser")["sign"] == "luck?"
    assert not any(one.startswith("Only") for one in found.said)
    assert found.advice == ()


def test_what_is_asked_for_and_nobody_can_is_told_with_who_left(small_company: Company) -> None:
    company = small_company
    won(company, "kuhn", 5, of=["Laser"])
    won(company, "li", 1, of=["Laser"])
    begun(company, "li", "Laser")
    begun(company, "li", "Drone")
    product(company, "Nobody wants it")
    company.database.write_as(
        lambda session: session.connection.execute(
            update(users).where(users.c.login == "kuhn").values(left_on=NOW.date() - timedelta(days=9))
        ), NOW,
    )  # fmt: skip
    found = asked(company)
    assert row(found, "Laser")["gone"] == 1
    assert (row(found, "Laser")["sign"], row(found, "Drone")["sign"]) == ("nobody", "nobody")
    assert row(found, "Nobody wants it")["sign"] == ""
    assert "@kuhn" not in row(found, "Laser"), "who has left has no column"
    assert "Asked for, but nobody can: Laser (1), Drone (1). Those who could Laser have left." in found.said


def test_what_many_have_won_once_is_thin_not_lacking(small_company: Company) -> None:
    for login in ("li", "roth", "kuhn"):
        won(small_company, login, 2, of=["Laser"])
    begun(small_company, "li", "Laser")
    found = asked(small_company)
    assert row(found, "Laser")["sign"] == "thin"
    assert not any("nobody can" in one for one in found.said)


def test_where_wins_do_not_say_what_it_is_told_what_to_record(small_company: Company) -> None:
    found = asked(small_company)
    assert found.said == (
        "Can't tell yet: nothing was won in 24 months that says so. Record which products a project is about, and win "
        "it with them.",
    )


def test_wins_that_do_not_say_what_are_counted(small_company: Company) -> None:
    won(small_company, "li", 3, of=["Laser"])
    won(small_company, "li", 2)
    assert "2 of 5 won projects do not say: they are left out." in asked(small_company).said[-1]


@pytest.mark.parametrize(
    ("login", "seen"),
    [
        ("hale", {"@li", "@roth", "@wang", "@kuhn"}),
        ("eye", {"@li", "@roth", "@wang", "@kuhn"}),
        ("wang", {"@li", "@roth", "@wang", "@kuhn"}),
        ("li", {"@li"}),
    ],
)
def test_whose_column_one_sees_is_a_matter_of_rights_but_who_can_is_counted_of_all(
    small_company: Company, login: str, seen: set[str]
) -> None:
    won(small_company, "roth", 9, of=["Laser"])
    won(small_company, "li", 4, of=["Laser"])
    found = asked(small_company, login=login)
    figures = row(found, "Laser")
    assert {name for name in figures if name.startswith("@")} >= seen
    assert login != "li" or {name for name in figures if name.startswith("@")} == seen
    assert (figures["can"], figures["won"]) == (2, 13), "not only what one may see of it"


def test_rep_is_not_told_who_is_the_single_point(small_company: Company) -> None:
    won(small_company, "roth", 9, of=["Laser"])
    found = asked(small_company, login="li")
    assert found.said[0].startswith("Only one of us can sell Laser: ")
    assert found.advice == ("let somebody go along on the next Laser",)
    assert asked(small_company, login="roth").said[0].startswith("Only A. Roth can sell Laser: ")


def test_team_and_filter_narrow_it_down(small_company: Company) -> None:
    company = small_company
    acme = company.customer("Acme", class_key="A", industry="pumps")
    won(company, "li", 3, of=["Laser"], customer=acme)
    won(company, "kuhn", 4, of=["Laser"])
    assert row(asked(company, who="East"), "Laser")["won"] == 3
    assert row(asked(company, who="kuhn"), "Laser")["won"] == 4
    assert row(asked(company, where="class:A"), "Laser")["won"] == 3
    assert row(asked(company, to_on=NOW.date() - timedelta(days=90)), "Laser")["won"] == 0


def test_classes_and_industries_are_asked_for_by_inquiries(small_company: Company) -> None:
    company = small_company
    acme = company.customer("Acme", class_key="A", industry="pumps")
    bolt = company.customer("Bolt", class_key="B", industry="pumps")
    won(company, "li", 3, customer=acme)
    won(company, "roth", 3, customer=bolt)

    def ask(session: Session) -> None:
        for customer, ago in ((bolt, 10), (bolt, 20), (acme, 400)):
            came = NOW - timedelta(days=ago)
            session.connection.execute(
                insert(inquiries).values(
                    uid=uuid7(), customer_id=customer, came_at=came, came_on=came.date(),
                    month=came.year * 12 + came.month, version=1,
                )
            )  # fmt: skip

    company.database.write_as(ask, NOW)
    classes = asked(company, "coverage-class")
    assert (row(classes, "A")["can"], row(classes, "A")["asked"], row(classes, "B")["asked"]) == (1, 0, 2)
    assert classes.heads == ("class",)
    pumps = row(asked(company, "coverage-industry"), "pumps")
    assert (pumps["can"], pumps["won"], pumps["asked"]) == (2, 6, 2)


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        (["A. Roth", "Li Wei"], ["Ro", "We"]),
        (["A. Roth", "B. Roth", "C. Roth"], ["Ro", "Rt", "Rh"]),
        (["A. Wo", "B. Wo"], ["Wo", "BW"]),
        (["李伟", "李强", "王芳"], ["李", "强", "王"]),
        (["李伟", "李伟", "李伟"], ["李", "伟", " 3"]),
        (["X", ""], ["X ", "? "]),
        ([], []),
    ],
)
def test_columns_are_known_by_two_cells(names: list[str], codes: list[str]) -> None:
    assert initials(names) == codes


def test_matrix_for_people_and_figures_for_programs(small_company: Company) -> None:
    won(small_company, "li", 12, of=["Laser"])
    won(small_company, "roth", 1, of=["Laser"])
    found = asked(small_company)
    heads = {part.name: part.title for part in found.parts if part.only == "people"}
    assert heads == {"matrix": "Ro Wa We Ku"} or set(heads["matrix"].split()) == {"Ro", "Wa", "We", "Ku"}
    cells = dict(zip(heads["matrix"].split(), row(found, "Laser")["matrix"].split(), strict=True))
    assert cells == {"We": "12", "Ro": "1", "Wa": ".", "Ku": "."}
    assert "Ro A. Roth" in found.legend


# leaving


def test_what_could_go_is_counted_once(company: Company) -> None:
    """Roth alone sells lasers (9 x 40 profit), holds 100 open at 50 percent and a margin of 40 percent, and is the only
    one who knows Acme, which bought 3 probes more (3 x 40); Acme's lasers are in it once."""
    acme = company.customer("Acme", owner="roth")
    bolt = company.customer("Bolt", owner="roth")
    know(company, acme, ["one"], ["roth"])
    know(company, bolt, ["one"], ["roth", "li"])
    won(company, "roth", 8, of=["Laser"])
    won(company, "roth", 1, of=["Laser"], customer=acme)
    won(company, "roth", 3, of=["Probe"], customer=acme)
    won(company, "roth", 2, of=["Probe"], customer=bolt)
    for login in ("li", "kuhn"):
        won(company, login, 4, of=["Probe"])
    begun(company, "roth")
    found = asked(company, "leaving")
    roth = row(found, "A. Roth")
    assert roth["alone"] == 9 * 40 * EUROS
    assert roth["pipeline"] == 20 * EUROS
    assert (roth["lone"], roth["lone_customers"]) == (3 * 40 * EUROS, 1)
    assert roth["together"] == roth["alone"] + roth["pipeline"] + roth["lone"]
    assert roth["cells"] == 1
    assert roth["heirs"].startswith("Laser: ")
    assert found.lines[0].key == ("A. Roth",), "the most first"
    assert row(found, "Li Wei")["together"] == 0


def know(company: Company, customer: int, names: Sequence[str], logins: Sequence[str]) -> None:
    """Give a customer contacts, and let people of ours have done something with it."""

    def write(session: Session) -> None:
        for name in names:
            row = {"uid": uuid7(), "customer_id": customer, "name": name, "name_sort": name, "version": 1}
            session.connection.execute(insert(contacts).values(**row))
        for login in logins:
            on = NOW - timedelta(days=40)
            session.connection.execute(
                insert(actions).values(
                    uid=uuid7(), customer_id=customer, owner_id=company.id(login), kind="call", subject="x",
                    state="done", grain="day", planned_on=on.date(), done_at=on, done_on=on.date(),
                    done_month=on.year * 12 + on.month, priority=0, postponed=0, origin="log", created_at=on,
                    version=1,
                )
            )  # fmt: skip

    company.database.write_as(write, NOW)


@pytest.mark.parametrize(
    ("names", "logins", "expected"),
    [
        (["one"], ["roth"], 1), (["one"], [], 1), (["one", "two"], ["roth"], 0), ([], ["roth"], 0),
        (["one"], ["roth", "li"], 0),
    ],
    ids=["only they", "nobody yet", "two contacts", "no contact", "somebody else, too"],
)  # fmt: skip
def test_whom_nobody_else_knows(small_company: Company, names: list[str], logins: list[str], expected: int) -> None:
    acme = small_company.customer("Acme", owner="roth")
    know(small_company, acme, names, logins)
    won(small_company, "roth", 1, customer=acme)
    assert row(asked(small_company, "leaving"), "A. Roth")["lone_customers"] == expected


def test_without_costs_it_is_revenue_and_says_so(small_company: Company) -> None:
    won(small_company, "roth", 9, of=["Laser"], cost=None)
    found = asked(small_company, "leaving")
    assert row(found, "A. Roth")["alone"] == 900 * EUROS
    assert found.said[0].startswith("With A. Roth 900 revenue could go; too few purchases have a cost.")
    assert found.part("together").title == "could go, revenue"


def test_leaving_is_told_of_oneself_alone_to_a_rep(small_company: Company) -> None:
    won(small_company, "roth", 9, of=["Laser"])
    begun(small_company, "li")
    found = asked(small_company, "leaving", login="li")
    assert [line.key for line in found.lines] == [("Li Wei",)]
    assert "Roth" not in " ".join([*found.said, *found.advice])


def test_empty_company_is_told_what_to_record(small_company: Company) -> None:
    assert asked(small_company, "leaving").said[0].startswith("Can't tell yet: nothing was bought in this period")


def test_behind_somebody_are_their_open_projects_and_what_only_they_can(small_company: Company) -> None:
    lasers = won(small_company, "roth", 9, of=["Laser"])
    won(small_company, "li", 9, of=["Probe"])
    won(small_company, "roth", 4, of=["Probe"])
    mine = begun(small_company, "roth")
    line = next(one for one in asked(small_company, "leaving").lines if one.key == ("A. Roth",))
    records = small_company.desk("hale").read(behind, "leaving", Scope(), line.behind).records
    assert {one.id for one in records} == {*lasers, mine}
