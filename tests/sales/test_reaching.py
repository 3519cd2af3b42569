"""Phones, e-mails and contacts: read as they are typed, one of each, and nothing lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.company import Company
from tests.sales.house import count, set_values, take
from tuicrm.sales.reaching import points_of
from tuicrm.store.errors import Refused
from tuicrm.store.tables.customers import contact_points, contacts


def keys(phones: tuple[str, ...] = (), emails: tuple[str, ...] = (), region: str = "GB") -> list[str]:
    return [point.key for point in points_of(phones, emails, region)]


@pytest.mark.parametrize(
    ("written", "region", "expected"),
    [
        pytest.param("0113 496 0142", "GB", ["+441134960142"], id="national"),
        pytest.param("+44 (0)113 496 0142", "CN", ["+441134960142"], id="its own country wins"),
        pytest.param("tel:+441134960142", "GB", ["+441134960142"], id="a link"),
        pytest.param("138 0013 8000 / 010-65529988转801", "CN", ["+8613800138000", "+861065529988;ext=801"], id="two"),
        pytest.param("0431/880 1234", "DE", ["+494318801234"], id="an area before a slash"),
        pytest.param("+49 (0)431 / 8801234", "CN", ["+494318801234"], id="country and area before a slash"),
        pytest.param("(0431)/8801234 / 0431/8801235", "DE", ["+494318801234", "+494318801235"], id="two of them"),
        pytest.param("110/120", "CN", ["110", "120"], id="two service numbers"),
        pytest.param("010-65529988/13800138000", "CN", ["+861065529988", "+8613800138000"], id="two whole numbers"),
        pytest.param("0113 496 0142, 0113 496 0142", "GB", ["+441134960142"], id="one number twice"),
        pytest.param("13800138000、95588", "CN", ["+8613800138000", "95588"], id="a number and a service number"),
        pytest.param("95588", "CN", ["95588"], id="a service number as written"),
        pytest.param("95588", "GB", ["95588"], id="wherever one is"),
        pytest.param("400-820-8820", "CN", ["+864008208820"], id="a hotline"),
        pytest.param("999", "GB", ["999"], id="three digits"),
        pytest.param("0113 496 0142 x7", "GB", ["+441134960142;ext=7"], id="an extension"),
        pytest.param("Mobile: 07400 123456", "GB", ["+447400123456"], id="with a label"),
        pytest.param("\u202d0113 496 0142\u202c", "GB", ["+441134960142"], id="copied with bidi marks"),
        pytest.param("0113\u00a0496\u00a00142", "GB", ["+441134960142"], id="blanks that do not break"),
        pytest.param("", "GB", [], id="nothing"),
        pytest.param(" \t\n", "GB", [], id="blank"),
    ],
)
def test_phones_are_read_as_typed(written: str, region: str, expected: list[str]) -> None:
    assert keys((written,), region=region) == expected


@pytest.mark.parametrize("written", ["call me", "12", "n/a", "-", "电话", "9" * 500, "1" * 41])
def test_what_holds_no_number_is_refused_with_what_was_written(written: str) -> None:
    with pytest.raises(Refused) as found:
        points_of((written,), (), "GB")
    assert (found.value.code, found.value.facts["text"]) == ("phone_form", written[:60])


@pytest.mark.parametrize(
    "written", ["ann", "ann@", "@acme.example", "ann at acme.example", "ann@acme", "a@b.example, c@d.example", "无"]
)
def test_what_is_no_address_is_refused_with_what_was_written(written: str) -> None:
    with pytest.raises(Refused) as found:
        points_of((), (written,), "GB")
    assert (found.value.code, found.value.facts["text"]) == ("email_form", written)


def test_a_number_is_kept_as_it_was_written_unless_it_shares_its_field() -> None:
    (alone,) = points_of((" (0113) 496-0142 ",), (), "GB")
    assert (alone.value, alone.key) == ("(0113) 496-0142", "+441134960142")
    shared = points_of(("0113 496 0142 / 0113 496 0143",), (), "GB")
    assert [one.value for one in shared] == ["+441134960142", "+441134960143"]


def test_each_phone_and_address_comes_once_phones_first() -> None:
    points = points_of(("0113 496 0142", "+441134960142"), ("Ann@Acme.example", "ann@acme.EXAMPLE"), "GB")
    assert [(one.kind, one.key) for one in points] == [("phone", "+441134960142"), ("email", "ann@acme.example")]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=3), st.sampled_from(["GB", "CN", "US"]))
def test_whatever_is_typed_is_read_or_refused_and_fits_the_table(typed: list[str], region: str) -> None:
    for phones, emails in ((typed, []), ([], typed)):
        try:
            points = points_of(phones, emails, region)
        except Refused:
            continue
        assert len({(one.kind, one.key) for one in points}) == len(points)
        assert all(0 < len(one.key) <= 200 and 0 < len(one.value) <= 200 for one in points)


def lines(company: Company) -> list[tuple[str | None, str]]:
    wanted = select(contacts.c.name, contact_points.c.reach_key).select_from(
        contact_points.outerjoin(contacts, contacts.c.id == contact_points.c.contact_id)
    )
    return [tuple(one) for one in company.all(wanted.order_by(contact_points.c.position, contact_points.c.id))]


def test_a_contact_of_the_same_name_is_the_same_contact(small_company: Company) -> None:
    take(small_company, "Acme Ltd", contact="Zoë Müller", phones=("0113 496 0142",))
    take(small_company, "Acme Ltd", contact="ZOE MULLER", emails=("zoe@acme.example",))
    assert count(small_company, contacts) == 1
    assert lines(small_company) == [("Zoë Müller", "+441134960142"), ("Zoë Müller", "zoe@acme.example")]


def test_a_title_is_filled_in_and_never_overwritten(small_company: Company) -> None:
    title = select(contacts.c.title)
    take(small_company, "Acme Ltd", contact="Ann Lee")
    take(small_company, "Acme Ltd", contact="Ann Lee", title="Buyer")
    assert small_company.value(title) == "Buyer"
    take(small_company, "Acme Ltd", contact="Ann Lee", title="Director")
    take(small_company, "Acme Ltd", contact="Ann Lee")
    assert small_company.value(title) == "Buyer"


def test_points_without_a_name_belong_to_the_company_itself(small_company: Company) -> None:
    take(small_company, "Acme Ltd", phones=("0113 496 0142",))
    assert lines(small_company) == [(None, "+441134960142")]
    assert count(small_company, contacts) == 0


def test_who_asks_from_a_known_number_is_who_has_it(small_company: Company) -> None:
    first = take(small_company, "Acme Ltd", contact="Ann Lee", phones=("0113 496 0142",))
    again = take(small_company, phones=("0113 496 0142",))
    assert again.customer_id == first.customer_id
    (ann,) = small_company.all(contacts.select())
    assert (ann.name, count(small_company, contact_points)) == ("Ann Lee", 1)


def test_a_second_contact_on_the_same_switchboard_is_a_contact_all_the_same(small_company: Company) -> None:
    take(small_company, "Acme Ltd", contact="Ann Lee", phones=("0113 496 0142",))
    take(small_company, "Acme Ltd", contact="Bob Ray", phones=("0113 496 0142",))
    assert [one.name for one in small_company.all(contacts.select().order_by(contacts.c.id))] == ["Ann Lee", "Bob Ray"]
    assert lines(small_company) == [("Ann Lee", "+441134960142")]


def test_a_contact_who_was_set_aside_is_not_woken_by_a_namesake(small_company: Company) -> None:
    take(small_company, "Acme Ltd", contact="Ann Lee")
    old = small_company.value(select(contacts.c.id))
    set_values(small_company, contacts, old, archived_at=small_company.clock.now)
    take(small_company, "Acme Ltd", contact="Ann Lee")
    assert [one.archived_at is None for one in small_company.all(contacts.select().order_by(contacts.c.id))] == [
        False,
        True,
    ]


def test_another_region_reads_the_same_digits_as_another_number() -> None:
    assert keys(("020 7946 0018",), region="GB") == ["+442079460018"]
    assert keys(("(212) 555-2368",), region="US") == ["+12125552368"]
