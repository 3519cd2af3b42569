"""What belongs to a project: people with their parts, products, needs, tags, links; each taken back as it was."""

from typing import Any

import pytest

from tests.company import NOW, Company
from tests.sales.chances import EUROS, insert, kept, project, stage, take_back
from tuicrm.sales import agenda, funnel, projects
from tuicrm.sales.agenda import NewAction
from tuicrm.sales.projects import goods, notes
from tuicrm.sales.settings import put_setting
from tuicrm.store.errors import NotAllowed, NotFound, Refused
from tuicrm.store.tables.customers import contacts, needs
from tuicrm.store.tables.trade import products


def card(company: Company, made: int, login: str = "li") -> Any:
    return company.desk(login).read(projects.card, made)


def person(company: Company, customer_id: int, name: str = "J. Novak", **values: Any) -> int:
    return insert(company, contacts, customer_id=customer_id, name=name, name_sort=name, **values)


@pytest.fixture
def acme(small_company: Company) -> int:
    return small_company.customer("Acme", owner="li")


@pytest.fixture
def made(small_company: Company, acme: int) -> int:
    return project(small_company, customer_id=acme)


@pytest.mark.parametrize("part", [None, "decides", "influences", "uses", "blocks", "buys"])
def test_a_contact_plays_a_part_and_it_is_taken_back(small_company: Company, acme: int, made: int, part: str) -> None:
    novak, li = person(small_company, acme), small_company.desk("li")
    li.write(projects.set_contact, made, novak, "uses")
    small_company.clock.later(minutes=1)
    li.write(projects.set_contact, made, novak, part)
    assert [(one.name, one.part) for one in card(small_company, made).contacts] == [("J. Novak", part)]
    if part != "uses":
        take_back(small_company)
        assert [one.part for one in card(small_company, made).contacts] == ["uses"]
    li.write(projects.set_contact, made, novak, is_in=False)
    assert card(small_company, made).contacts == ()
    take_back(small_company)
    assert len(card(small_company, made).contacts) == 1


def test_only_people_of_the_customer_play_a_part(small_company: Company, acme: int, made: int) -> None:
    other = person(small_company, small_company.customer("Bolt"), "B. Bolt")
    gone = person(small_company, acme, "G. Gone", archived_at=NOW)
    li = small_company.desk("li")
    for who in (other, gone):
        with pytest.raises(Refused, match="not_of_customer"):
            li.write(projects.set_contact, made, who, "decides")
    with pytest.raises(Refused, match="part_form"):
        li.write(projects.set_contact, made, person(small_company, acme), "sings")
    with pytest.raises(NotFound):
        li.write(projects.set_contact, made, 99_999, "decides")
    with pytest.raises(NotAllowed):
        small_company.desk("roth").write(projects.set_contact, made, other, "decides")


def pump(company: Company, **values: Any) -> int:
    facts = {"name": "Pump 200", "product_key": "pump200", "currency": "EUR", "list_minor": 500, "cost_minor": 300}
    return insert(company, products, **facts | values)


def test_products_have_quantity_and_price_and_are_taken_back(small_company: Company, made: int) -> None:
    pump(small_company)
    li = small_company.desk("li")
    assert li.write(projects.set_product, made, "pump 200", 3) == goods.Piece(1, "Pump 200", 3, 500, 300)
    small_company.clock.later(minutes=1)
    li.write(projects.set_product, made, "PUMP200", 5, price_minor=450)
    assert [(one.quantity, one.price_minor) for one in card(small_company, made).products] == [(5, 450)]
    take_back(small_company)
    assert [(one.quantity, one.price_minor) for one in card(small_company, made).products] == [(3, 500)]
    li.write(projects.set_product, made, 1, 0)
    assert card(small_company, made).products == ()
    take_back(small_company)
    assert [(one.quantity, one.price_minor) for one in card(small_company, made).products] == [(3, 500)]
    take_back(small_company)
    assert card(small_company, made).products == ()


@pytest.mark.parametrize(
    ("args", "named", "code"),
    [
        (("Anvil",), {}, "product_unknown"),
        (("",), {}, "product_unknown"),
        (("Pump 200", -1), {}, "pieces"),
        (("Pump 200", 10**9), {}, "pieces"),
        (("Pump 200", 1), {"price_minor": -1}, "negative_amount"),
    ],
)
def test_products_that_cannot_be_are_refused(
    small_company: Company, made: int, args: tuple[Any, ...], named: dict[str, Any], code: str
) -> None:
    pump(small_company)
    with pytest.raises(Refused, match=code):
        small_company.desk("li").write(projects.set_product, made, *args, **named)


def test_needs_are_asked_met_or_cost_the_project(small_company: Company, made: int) -> None:
    for place, name in enumerate(("fewer stops", "clean air")):
        insert(small_company, needs, name=name, position=place)
    li = small_company.desk("li")
    li.write(projects.set_need, made, "Fewer stops")
    li.write(projects.set_need, made, "clean air", "lost")
    small_company.clock.later(minutes=1)
    li.write(projects.set_need, made, "fewer stops", "met")
    assert [(one.name, one.state) for one in card(small_company, made).needs] == [
        ("fewer stops", "met"), ("clean air", "lost"),
    ]  # fmt: skip
    take_back(small_company)
    assert [one.state for one in card(small_company, made).needs] == ["asked", "lost"]
    li.write(projects.set_need, made, "clean air", None)
    assert [one.name for one in card(small_company, made).needs] == ["fewer stops"]
    with pytest.raises(Refused) as refused:
        li.write(projects.set_need, made, "world peace")
    assert refused.value.facts["known"] == ("fewer stops", "clean air")
    with pytest.raises(Refused, match="need_state"):
        li.write(projects.set_need, made, "clean air", "wished")


def test_tags_come_and_go_and_are_found(small_company: Company, made: int) -> None:
    other, li = project(small_company, "other"), small_company.desk("li")
    assert li.write(projects.tag, made, ("#Fair", " fair", "重点")) == ("fair", "重点")
    small_company.clock.later(minutes=1)
    li.write(projects.tag, other, ("fair",))
    board = li.read(funnel.board, funnel.BoardQuery(filter="tag:fair tag:重点"))
    assert [one.id for column in board.columns for one in column.cards] == [made]
    assert li.write(projects.tag, made, ("new",), ("fair", "never there")) == ("new", "重点")
    take_back(small_company)
    assert card(small_company, made).tags == ("fair", "重点")
    for name in ("", "#", "a,b", "x" * 41):
        with pytest.raises(Refused, match="tag_form"):
            li.write(projects.tag, made, (name,))


def test_tags_are_no_progress(small_company: Company, made: int) -> None:
    small_company.clock.later(days=3)
    small_company.desk("li").write(projects.tag, made, ("fair",))
    assert kept(small_company, made).last_progress_at == NOW


@pytest.mark.parametrize(
    ("target", "title", "shown"),
    [
        ("https://files.example/offer v2.pdf", "", "offer v2.pdf"),
        ("\\\\srv\\sales\\报价.xlsx", "", "报价.xlsx"),
        ("/share/a/", "", "a"),
        ("/share/a", "the offer", "the offer"),
        ("javascript:alert(1)", "", "javascript:alert(1)"),
    ],
)
def test_links_are_shown_as_they_are_and_taken_back(
    small_company: Company, made: int, target: str, title: str, shown: str
) -> None:
    li = small_company.desk("li")
    link = li.write(projects.link, made, target, title)
    assert [(one.title, one.target) for one in card(small_company, made).links] == [(shown, target)]
    small_company.clock.later(minutes=1)
    li.write(projects.unlink, link)
    assert card(small_company, made).links == ()
    take_back(small_company)
    take_back(small_company)
    assert card(small_company, made).links == ()


@pytest.mark.parametrize("target", ["", " \n", "x" * 501])
def test_a_link_to_nowhere_is_refused(small_company: Company, made: int, target: str) -> None:
    with pytest.raises(Refused, match="link_form"):
        small_company.desk("li").write(notes.link, made, target)


def test_an_own_chance_needs_a_reason_and_waits_after_a_move(small_company: Company, made: int) -> None:
    li = small_company.desk("li")
    with pytest.raises(Refused, match="probability_reason"):
        li.write(projects.edit, made, 1, probability=90)
    with pytest.raises(Refused, match="nothing_stale"):
        li.write(projects.settle, made, True)
    li.write(projects.edit, made, 1, probability=90, probability_reason="signed at the fair")
    moved = li.write(funnel.move, made, stage(small_company, "Needs"))
    row = kept(small_company, made)
    assert (moved.stale_probability, row.probability, row.stale_probability, row.stale_reason) == (
        90, None, 90, "signed at the fair",
    )  # fmt: skip
    small_company.clock.later(minutes=1)
    assert li.write(projects.settle, made, True) == 90
    row = kept(small_company, made)
    assert (row.probability, row.probability_reason, row.stale_probability) == (90, "signed at the fair", None)
    take_back(small_company)
    assert kept(small_company, made).stale_probability == 90
    assert li.write(projects.settle, made, False) is None
    assert (kept(small_company, made).probability, kept(small_company, made).stale_probability) == (None, None)


def test_a_move_may_keep_the_own_chance_at_once(small_company: Company, made: int) -> None:
    li = small_company.desk("li")
    li.write(projects.edit, made, 1, probability=90, probability_reason="signed")
    li.write(funnel.move, made, stage(small_company, "Needs"), keeps_probability=True)
    assert (kept(small_company, made).probability, kept(small_company, made).stale_probability) == (90, None)
    take_back(small_company)
    assert kept(small_company, made).probability == 90


@pytest.mark.parametrize(
    ("values", "reason", "is_progress"),
    [
        ({"amount_minor": 1}, "", False),
        ({"amount_minor": 1}, "they want less", True),
        ({"expected_on": NOW.date()}, "budget is there", True),
        ({"expected_on": NOW.date()}, " ", False),
        ({"competitor": "Bolt"}, "they said so", False),
        ({"amount_minor": 28_000 * EUROS}, "the same again", False),
    ],
)
def test_another_amount_or_day_is_progress_with_a_reason_only(
    small_company: Company, made: int, values: dict[str, Any], reason: str, is_progress: bool
) -> None:
    small_company.clock.later(days=5)
    small_company.desk("li").write(projects.edit, made, 1, reason=reason, **values)
    assert (kept(small_company, made).last_progress_at > NOW) is is_progress
    if is_progress:
        assert card(small_company, made).edits[0].reason == reason


@pytest.mark.parametrize(
    ("amount", "limit", "people", "expected"),
    [
        (60_000, None, (), ("one_contact", "no_decider")),
        (60_000, None, ("decides",), ("one_contact",)),
        (60_000, None, ("uses", "buys"), ("no_decider",)),
        (60_000, None, ("uses", "decides"), ()),
        (49_999, None, (), ()),
        (60_000, "100000", (), ()),
        (60_000, "off", (), ()),
        (10, "5", (), ("one_contact", "no_decider")),
    ],
)
def test_large_projects_with_one_contact_or_no_decider_are_warned_of(
    small_company: Company, acme: int, amount: int, limit: str | None, people: tuple[str, ...],
    expected: tuple[str, ...],
) -> None:  # fmt: skip
    if limit:
        small_company.desk("hale").write(put_setting, "large_project", limit)
    made = project(small_company, "large", customer_id=acme, amount_minor=amount * EUROS)
    for number, part in enumerate(people):
        who = person(small_company, acme, f"P{number}")
        small_company.desk("li").write(projects.set_contact, made, who, part)
    assert card(small_company, made).warnings == expected
    board = small_company.desk("li").read(funnel.board, funnel.BoardQuery())
    assert ("thin" in board.columns[0].cards[0].signs) is bool(expected)
    small_company.desk("li").write(funnel.win, made, reason="x")
    assert card(small_company, made).warnings == (), "what is won is not warned of"


def test_the_won_amount_stands_beside_estimate_and_first_quote(small_company: Company, made: int) -> None:
    li = small_company.desk("li")
    li.write(agenda.log, NewAction("quote", project_id=made))
    li.write(projects.edit, made, kept(small_company, made).version, amount_minor=25_000 * EUROS)
    li.write(agenda.log, NewAction("quote", project_id=made))
    li.write(funnel.win, made, amount_minor=24_000 * EUROS, cost_minor=EUROS, reason="x")
    row = kept(small_company, made)
    assert (row.first_quote_minor, row.estimate_minor, row.amount_minor, row.cost_minor) == (
        28_000 * EUROS, 25_000 * EUROS, 24_000 * EUROS, EUROS,
    )  # fmt: skip


def test_a_first_quote_taken_back_is_none(small_company: Company, made: int) -> None:
    small_company.desk("li").write(agenda.log, NewAction("quote", project_id=made))
    take_back(small_company)
    assert kept(small_company, made).first_quote_minor is None


def test_the_page_tells_what_was_changed_and_not_what_a_move_brought(small_company: Company, made: int) -> None:
    li = small_company.desk("li")
    li.write(projects.edit, made, 1, amount_minor=5 * EUROS, competitor="Bolt", reason="smaller")
    li.write(funnel.move, made, stage(small_company, "Needs"))
    version = kept(small_company, made).version
    small_company.desk("wang").write(projects.edit, made, version, owner_id=small_company.id("roth"))
    edits = card(small_company, made, "wang").edits
    assert [(one.by, [fact.name for fact in one.facts]) for one in edits] == [
        ("F. Wang", ["owner_id"]), ("Li Wei", ["amount_minor", "competitor"]),
    ]  # fmt: skip
    assert (edits[0].facts[0].old, edits[0].facts[0].new) == ("Li Wei", "A. Roth")
