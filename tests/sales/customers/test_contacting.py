"""Contacts of a customer: added, changed, set aside and back, by whom, and nothing of it lost."""

import pytest
from sqlalchemy import select

from tests.company import Company
from tests.sales.house import count, join, refusal, row, take
from tuicrm.sales import customers, pool, undo
from tuicrm.sales.customers import ContactMade
from tuicrm.sales.customers.contacting import PARTS
from tuicrm.sales.customers.people import ContactLine
from tuicrm.store.errors import ChangedSince, NotAllowed, NotFound
from tuicrm.store.tables.customers import contact_points, contacts


@pytest.fixture
def acme(small_company: Company) -> int:
    return small_company.customer("Acme", owner="li")


def add(company: Company, acme: int, name: str = "Ann Lee", login: str = "li", **values: object) -> ContactMade:
    return company.desk(login).write(customers.add_contact, acme, name, **values)  # type: ignore[arg-type]


def shown(company: Company, acme: int) -> tuple[ContactLine, ...]:
    return company.desk("hale").read(customers.card, acme).contacts


def phones(company: Company, acme: int) -> list[str]:
    return [point.key for one in shown(company, acme) for point in one.points if point.kind == "phone"]


def test_a_contact_is_kept_clean_and_in_bounds(small_company: Company, acme: int) -> None:
    made = add(small_company, acme, " Ann\x07 \u202eLee\n", title="t" * 300, note=" two \nlines ", part="DECIDES")
    kept = row(small_company, contacts, made.id)
    assert (kept.name, kept.name_sort, len(kept.title), kept.note, kept.part) == (
        "Ann Lee", "ann lee", 120, "two\nlines", "decides",
    )  # fmt: skip
    assert add(small_company, acme, "名" * 300).name == "名" * 120


@pytest.mark.parametrize("part", [*PARTS, ""])
def test_each_part_is_known(small_company: Company, acme: int, part: str) -> None:
    add(small_company, acme, part=part.upper())
    assert shown(small_company, acme)[0].part == (part or None)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        pytest.param({"name": " \t"}, "name_missing", id="no name"),
        pytest.param({"part": "boss"}, "part_form", id="no such part"),
        pytest.param({"phones": ("call me",)}, "phone_form", id="no number"),
        pytest.param({"phones": ("0113 496 0142", "x")}, "phone_form", id="one of two is no number"),
        pytest.param({"emails": ("ann at acme",)}, "email_form", id="no address"),
    ],
)
def test_what_cannot_be_read_leaves_nothing(
    small_company: Company, acme: int, values: dict[str, object], code: str
) -> None:
    named = {"name": "Ann", **values}
    assert refusal(small_company, "li", customers.add_contact, acme, **named).code == code
    assert (count(small_company, contacts), count(small_company, contact_points)) == (0, 0)


@pytest.mark.parametrize(
    ("login", "passes"),
    [("li", True), ("wang", True), ("hale", True), ("roth", False), ("kuhn", False), ("eye", False)],
)
def test_who_may_change_the_customer_may_change_its_contacts(
    small_company: Company, acme: int, login: str, passes: bool
) -> None:
    ann, desk = add(small_company, acme), small_company.desk(login)
    acts = (
        (customers.add_contact, (acme, "Bob"), {}),
        (customers.edit_contact, (ann.id, ann.version), {"title": "CEO"}),
        (customers.set_aside, (ann.id,), {}),
    )
    for act, args, named in acts:
        if passes:
            desk.write(act, *args, **named)  # type: ignore[operator, arg-type]
        else:
            with pytest.raises((NotAllowed, NotFound)):
                desk.write(act, *args, **named)  # type: ignore[operator, arg-type]
    assert [one.name for one in shown(small_company, acme)] == (["Bob"] if passes else ["Ann Lee"])


def test_a_contact_that_is_not_there_is_not_found(small_company: Company) -> None:
    for act, args in ((customers.edit_contact, (99, 1)), (customers.set_aside, (99,))):
        with pytest.raises(NotFound):
            small_company.desk("li").write(act, *args)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "typed", "after"),
    [
        pytest.param(["0113 496 0142"], [], [], id="all taken away"),
        pytest.param([], ["0113 496 0142"], ["+441134960142"], id="the first one"),
        pytest.param(
            ["0113 496 0142", "0113 496 0143"], ["0113 496 0143", "0113 496 0142"],
            ["+441134960143", "+441134960142"], id="another order",
        ),
        pytest.param(
            ["0113 496 0142"], ["0113 496 0142 / 0113 496 0143"], ["+441134960142", "+441134960143"], id="two in one",
        ),
        pytest.param(["0113 496 0142"], ["+44 113 4960142"], ["+441134960142"], id="another spelling"),
        pytest.param(["0113 496 0142"], ["0113 496 0142", " "], ["+441134960142"], id="a blank line"),
        pytest.param(["0113 496 0142"], ["999"], ["999"], id="a service number"),
    ],
)  # fmt: skip
def test_phones_become_what_is_written_and_undo_brings_them_back(
    small_company: Company, acme: int, before: list[str], typed: list[str], after: list[str]
) -> None:
    ann = add(small_company, acme, phones=before)
    had = phones(small_company, acme)
    small_company.desk("li").write(customers.edit_contact, ann.id, ann.version, phones=typed)
    assert phones(small_company, acme) == after
    small_company.desk("li").write(undo.last)
    assert phones(small_company, acme) == had


def test_a_refused_phone_leaves_the_other_changes_undone_too(small_company: Company, acme: int) -> None:
    ann = add(small_company, acme, phones=("0113 496 0142",))
    refused = refusal(small_company, "li", customers.edit_contact, ann.id, 1, title="CEO", phones=("none",))
    assert refused.code == "phone_form"
    (line,) = shown(small_company, acme)
    assert (line.title, [one.key for one in line.points]) == (None, ["+441134960142"])


def test_phones_alone_leave_the_addresses_alone(small_company: Company, acme: int) -> None:
    ann = add(small_company, acme, phones=("0113 496 0142",), emails=("ann@acme.example",))
    small_company.desk("li").write(customers.edit_contact, ann.id, ann.version, phones=())
    assert [one.value for one in shown(small_company, acme)[0].points] == ["ann@acme.example"]


def test_a_value_no_contact_has_is_refused(small_company: Company, acme: int) -> None:
    ann = add(small_company, acme)
    refused = refusal(small_company, "li", customers.edit_contact, ann.id, 1, shoe="42")
    assert (refused.code, refused.facts["fields"]) == ("field_unknown", ("shoe",))


def test_the_second_editor_of_one_fact_is_told_and_of_another_is_not(small_company: Company, acme: int) -> None:
    ann = add(small_company, acme)
    small_company.desk("wang").write(customers.edit_contact, ann.id, 1, title="CEO")
    with pytest.raises(ChangedSince) as clash:
        small_company.desk("li").write(customers.edit_contact, ann.id, 1, title="Buyer")
    assert clash.value.facts["by"] == "F. Wang"
    small_company.desk("li").write(customers.edit_contact, ann.id, 1, note="likes tea")
    (line,) = shown(small_company, acme)
    assert (line.title, line.note) == ("CEO", "likes tea")


def test_renaming_moves_the_contact_in_its_list_and_in_the_search(small_company: Company, acme: int) -> None:
    for name in ("Ann", "Zoë", "李伟"):
        add(small_company, acme, name)
    assert [one.name for one in shown(small_company, acme)] == ["Ann", "李伟", "Zoë"]
    ann = shown(small_company, acme)[0]
    small_company.desk("li").write(customers.edit_contact, ann.id, ann.version, name="Yvonne")
    assert [one.name for one in shown(small_company, acme)] == ["李伟", "Yvonne", "Zoë"]
    assert small_company.desk("li").read(customers.find, "yvonne").id == acme
    with pytest.raises(NotFound):
        small_company.desk("li").read(customers.find, "ann")


def test_one_who_comes_back_brings_no_number_that_was_replaced_before(small_company: Company, acme: int) -> None:
    ann = add(small_company, acme, phones=("0113 496 0142",))
    li = small_company.desk("li")
    li.write(customers.edit_contact, ann.id, ann.version, phones=("0113 496 0143",))
    small_company.clock.later(hours=1)
    li.write(customers.set_aside, ann.id)
    assert shown(small_company, acme) == ()
    small_company.clock.later(hours=1)
    li.write(customers.set_aside, ann.id, is_away=False)
    assert phones(small_company, acme) == ["+441134960143"]


def test_the_numbers_of_one_who_left_find_nobody_any_more(small_company: Company, acme: int) -> None:
    ann = add(small_company, acme, phones=("0113 496 0142",), emails=("ann@gmail.com",))
    small_company.desk("li").write(customers.set_aside, ann.id)
    for key in ("0113 496 0142", "ann@gmail.com"):
        with pytest.raises(NotFound):
            small_company.desk("li").read(customers.find, key)
    assert take(small_company, "Zenith Optics", phones=("0113 496 0142",)).is_new


def test_a_new_contact_is_taken_back_and_its_numbers_with_it(small_company: Company, acme: int) -> None:
    add(small_company, acme, phones=("0113 496 0142",))
    small_company.desk("li").write(undo.last)
    assert shown(small_company, acme) == ()
    live = select(contact_points.c.id).where(contact_points.c.archived_at.is_(None))
    assert small_company.all(live) == []


def test_contacts_of_the_pool_are_anybodys_but_their_hidden_numbers_are_not(small_company: Company) -> None:
    made = take(small_company, "Acme", contact="Ann", phones=("0113 496 0142",), emails=("ann@acme.example",))
    ann = small_company.desk("roth").read(customers.card, made.customer_id).contacts[0]
    roth = small_company.desk("roth")
    edited = roth.write(customers.edit_contact, ann.id, ann.version, title="CEO")
    for values in ({"phones": ()}, {"emails": ("x@acme.example",)}, {"phones": ("0113 496 0199",), "title": "X"}):
        code = refusal(small_company, "roth", customers.edit_contact, ann.id, edited.version, **values).code
        assert code == "claim_first"
    assert phones(small_company, made.customer_id) == ["+441134960142"]
    roth.write(pool.claim, made.customer_id)
    roth.write(customers.edit_contact, ann.id, edited.version, phones=())
    assert phones(small_company, made.customer_id) == []


def test_marketing_reads_no_number_and_changes_nothing(small_company: Company, acme: int) -> None:
    add(small_company, acme, phones=("0113 496 0142",), emails=("ann@acme.example",))
    join(small_company, "mara", "marketing")
    card = small_company.desk("mara").read(customers.card, acme)
    assert card.is_hidden
    assert not card.may_write
    assert "4960142" not in str(card)
    assert "496 0142" not in str(card)
    assert "ann@" not in str(card)
    with pytest.raises(NotAllowed):
        small_company.desk("mara").write(customers.add_contact, acme, "Bob")
