"""All about a customer: what the card shows, what it hides, and which customer a KEY means."""

from dataclasses import replace

import pytest

from tests.company import Company
from tests.sales.pool.recycled import bought
from tuicrm.sales import agenda, customers, fields, funnel, intake, pool, projects
from tuicrm.sales.agenda import NewAction
from tuicrm.sales.fields import FieldValue, OwnField
from tuicrm.sales.intake import Lead
from tuicrm.sales.pool.listing import Worker
from tuicrm.sales.pool.words import handed_out
from tuicrm.sales.projects import NewProject
from tuicrm.screens.customer_rows import head, rows
from tuicrm.screens.customer_words import about, like_in_words, own_text
from tuicrm.store.errors import Ambiguous, NotFound


def acme_of(company: Company, **values: object) -> int:
    values = {"contact": "Ann Lee", "phones": ("0113 496 0142",), "emails": ("ann@acme.example",), **values}
    lead = Lead("Acme Ltd", source="phone", city="Leeds", message="price?", **values)  # type: ignore[arg-type]
    return company.desk("li").write(intake.take_in, lead).customer_id


def test_the_card_holds_everything(company: Company) -> None:
    acme = acme_of(company)
    li = company.desk("li")
    li.write(pool.claim, acme)
    li.write(agenda.plan, NewAction(kind="call", subject="answer", customer_id=acme, on=company.clock.now.date()))
    made = li.write(projects.add, NewProject(name="Line 4", customer_id=acme, amount_minor=10_000_00)).project_id
    lost = li.write(projects.add, NewProject(name="Line 5", customer_id=acme, amount_minor=1_00)).project_id
    li.write(funnel.win, made, amount_minor=9_000_00, cost_minor=5_000_00, reason="repeat order")
    li.write(funnel.lose, lost, "price")
    card = li.read(customers.card, acme)
    assert (card.name, card.owner, card.source, card.is_hidden, card.may_write) == (
        "Acme Ltd", "Li Wei", "phone", False, True,
    )  # fmt: skip
    assert card.fact("city") == "Leeds"
    (ann,) = card.contacts
    assert (ann.name, [one.value for one in ann.points]) == ("Ann Lee", ["0113 496 0142", "ann@acme.example"])
    assert [one.subject for one in card.plan] == ["answer"]
    assert (card.open_projects, {one.state for one in card.closed_projects}) == ((), {"won", "lost"})
    (worth,) = card.worth
    assert (worth.amount_minor, worth.profit_minor, worth.currency) == (9_000_00, 4_000_00, "EUR")
    assert [one.message for one in card.inquiries] == ["price?"]
    assert [(one.how, one.owner) for one in card.stays] == [("claim", "Li Wei"), ("intake", None)]
    assert any(change.name == "owner_id" and change.new == "Li Wei" for one in card.changes for change in one.fields)


@pytest.mark.parametrize(("login", "hidden"), [("li", True), ("wang", True), ("hale", False), ("eye", True)])
def test_phones_are_outlined_in_the_pool(company: Company, login: str, hidden: bool) -> None:
    acme = acme_of(company)
    card = company.desk(login).read(customers.card, acme)
    shown = str(card)
    assert card.is_hidden is hidden
    assert ("496 0142" not in shown and "ann@acme" not in shown and "+44113" not in shown) is hidden


def test_who_works_on_a_pool_customer_sees_its_phones(small_company: Company) -> None:
    company = small_company
    acme, li = acme_of(company), company.desk("li")
    li.write(pool.claim, acme)
    li.write(projects.add, NewProject(name="Line 4", customer_id=acme))
    li.write(pool.release, acme, "timing")
    assert not company.desk("li").read(customers.card, acme).is_hidden
    card = company.desk("roth").read(customers.card, acme)
    assert (card.is_hidden, [one.name for one in card.workers]) == (True, ["Li Wei"])


def test_another_teams_customer_is_not_there(company: Company) -> None:
    theirs = company.customer("Theirs", owner="kuhn")
    with pytest.raises(NotFound):
        company.desk("li").read(customers.card, theirs)
    with pytest.raises(NotFound):
        company.desk("li").read(customers.find, "Theirs")


@pytest.mark.parametrize(
    "key",
    ["{id}", "#{id}", "Acme Ltd", "acme", "ACME Limited", "+44 113 496 0142", "0113 4960142", "0142",
     "ann@acme.example", "Ann@Acme.Example", "acme.example", "www.acme.example", "ann", "acm"],
)  # fmt: skip
def test_a_key_is_anything_unique(small_company: Company, key: str) -> None:
    acme = acme_of(small_company)
    small_company.customer("Beta GmbH")
    assert small_company.desk("li").read(customers.find, key.format(id=acme)).id == acme


def test_chinese_names_are_found_by_two_characters_and_by_initials(company: Company) -> None:
    made = company.customer("北京联成互动科技有限公司")
    for key in ("联成", "bjlc", "北京联成互动"):
        assert company.desk("li").read(customers.find, key).id == made


def test_an_ambiguous_key_names_the_candidates(small_company: Company) -> None:
    company = small_company
    north, south = company.customer("Acme North", city="Hull"), company.customer("Acme South")
    with pytest.raises(Ambiguous) as found:
        company.desk("li").read(customers.find, "acme")
    assert [(one.id, one.name) for one in found.value.candidates] == [
        (north, "Acme North, Hull"),
        (south, "Acme South"),
    ]


def test_an_exact_name_wins_over_longer_ones(small_company: Company) -> None:
    company = small_company
    acme = company.customer("Acme")
    company.customer("Acme North")
    assert company.desk("li").read(customers.find, "acme").id == acme


def test_while_one_types_the_likely_ones_come(small_company: Company) -> None:
    company = small_company
    company.customer("Acme North")
    company.customer("Zenith", owner="kuhn")
    assert [one.name for one in company.desk("li").read(customers.likely, "ac")] == ["Acme North"]
    assert company.desk("li").read(customers.likely, "ze") == ()


def test_own_fields_stand_on_the_card(small_company: Company) -> None:
    company = small_company
    acme = acme_of(company)
    needs = company.desk("hale").write(fields.add, "customer", "Needs", "choices", ("CMM probe", "ISO cert"))
    company.desk("li").write(fields.set_value, needs.id, acme, "iso cert; cmm probe")
    (value,) = company.desk("li").read(customers.card, acme).own
    assert (value.field.name, value.text) == ("Needs", "ISO cert, CMM probe")


def test_the_card_says_what_became_of_its_like_why_its_class_and_who_could_have_got_it(small_company: Company) -> None:
    company = small_company
    for nth in range(8):
        one = company.customer(f"Like {nth}", class_key="A", last_action_at=company.clock.now)
        if nth < 2:
            bought(company, one, company.clock.now.date(), amount_minor=900_00, cost_minor=100_00, home_minor=900_00,
                   home_cost_minor=100_00)  # fmt: skip
    acme = company.customer("Acme", class_key="A", class_how="rule", class_reason="70 = money 30 + need 40")
    hale = company.desk("hale")
    hale.write(pool.hand_out_many, [acme], "round_robin")
    card = hale.read(customers.card, acme)
    assert (card.like.worked, card.like.bought, card.worth_minor) == (8, 2, 200_00)
    assert like_in_words(card) == "of 8 like it 25% bought; worth about 200"
    said = about(card, company.clock.now.date(), "UTC")
    assert "class A, by rule: 70 points (money 30 + need 40)" in said
    assert f"handed out in turn to {card.owner}: it was their turn" in said
    (given,) = card.hand_outs
    told = handed_out(given, full=True)
    assert "could have got it (room): Li Wei (" in told
    assert "A. Roth (" in told
    assert handed_out(given) in told
    shown = str(rows(card, "history", company.clock.now.date(), "UTC"))
    assert "Handed out" in shown
    assert "A. Roth (" in shown
    facts = str(rows(card, "facts", company.clock.now.date(), "UTC"))
    assert "A, by rule: 70 points" in facts
    assert "of 8 like it 25%" in facts


def test_too_few_of_its_like_say_nothing(small_company: Company) -> None:
    for nth in range(4):
        small_company.customer(f"Like {nth}", last_action_at=small_company.clock.now)
    card = small_company.desk("hale").read(customers.card, small_company.customer("Acme"))
    assert (card.worth_minor, like_in_words(card), card.hand_outs) == (None, "", ())


@pytest.mark.parametrize(
    ("type_", "text", "whole", "short"),
    [
        ("money", "646100000", "€646,100,000.00", "646m"),
        ("money", "1250.5", "€1,250.50", "1.3k"),
        ("money", "-3", "-€3.00", "-3"),
        ("money", "", "", ""),
        ("number", "646100000", "646100000", "646100000"),
        ("text", "a\x1b[31mb", "a␛[31mb", "a␛[31mb"),
        ("date", "2026-11-23", "2026-11-23", "2026-11-23"),
    ],
)
def test_own_fields_are_read_by_their_type(type_: str, text: str, whole: str, short: str) -> None:
    value = FieldValue(OwnField(1, "customer", "volume", "Volume", type_, (), False), text)
    assert own_text(value, "EUR") == whole
    assert own_text(value, "EUR", is_short=True) == short


@pytest.mark.parametrize(
    ("names", "said"), [(("Li Wei",), "Li Wei works on it"), (("Li Wei", "A. Roth"), "Li Wei, A. Roth work on it")]
)
def test_who_works_on_what_lies_in_the_pool(names: tuple[str, ...], said: str, small_company: Company) -> None:
    acme = small_company.customer("Acme")
    card = small_company.desk("li").read(customers.card, acme)
    assert said in head(replace(card, workers=tuple(Worker(name, 1) for name in names)), small_company.clock.now.date())
