"""Which customers may be one: what speaks for it, what does not, and what is remembered."""

from typing import Any

import pytest
from sqlalchemy import func, select

from tests.company import Company
from tests.sales.house import refusal, set_values, take
from tuicrm.sales import customers, doubles, intake, pool, undo
from tuicrm.sales.doubles import Pair, PairQuery
from tuicrm.sales.doubles.words import evidence
from tuicrm.sales.intake import Lead
from tuicrm.store import change
from tuicrm.store.errors import NotFound
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import contact_points
from tuicrm.store.tables.customers import customers as customer_rows
from tuicrm.store.tables.doubles import suspected_pairs
from tuicrm.store.tables.system import changes


def look(company: Company, login: str = "hale") -> int:
    found = 0
    while True:
        looked = company.desk(login).write(doubles.look, lines=40)
        found += looked.found
        if looked.is_done:
            return found


def listed(company: Company, login: str = "hale", **query: Any) -> list[Pair]:
    return list(company.desk(login).read(doubles.pairs, PairQuery(**query)).rows)


def point(company: Company, customer_id: int, kind: str, value: str, key: str) -> None:
    def add(session: Session) -> int:
        return change.insert(
            session, contact_points, customer_id=customer_id, kind=kind, value=value, reach_key=key, position=9
        )

    company.database.write_as(add, company.clock.now)


def names(pairs: list[Pair]) -> list[tuple[str, str]]:
    return [(one.first.name, one.second.name) for one in pairs]


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        pytest.param({"name": "Acme Ltd"}, {"name": "ACME, Limited"}, "name", id="the name in another spelling"),
        pytest.param({"name": "Acme Ltd"}, {"name": "Acme Lmt"}, "near", id="a form that is none"),
        pytest.param({"name": "Meridian Labs"}, {"name": "Meridien Labs"}, "near", id="a slip of the pen"),
        pytest.param({"name": "联成互动科技"}, {"name": "北京联成互动科技有限公司"}, "place", id="a place in front"),
        pytest.param({"name": "北京联成互动"}, {"name": "上海联成互动"}, None, id="two places"),
        pytest.param({"name": "星海机械(北京)"}, {"name": "星海机械(上海)"}, None, id="two branches"),
        pytest.param({"name": "Acme", "city": "Leeds"}, {"name": "Acme", "city": "Hull"}, None, id="two cities"),
        pytest.param(
            {"name": "Acme", "registration": "1"}, {"name": "Acme", "registration": "2"}, None, id="two numbers",
        ),
        pytest.param(
            {"name": "A", "registration": "GB 1"}, {"name": "B", "registration": "GB 1"}, "registration", id="number",
        ),
        pytest.param(
            {"name": "Acme", "domain": "acme.example"}, {"name": "Acme UK", "domain": "acme.example"}, "domain",
            id="one domain, names alike",
        ),
        pytest.param(
            {"name": "Kordel", "domain": "host.example"}, {"name": "Zeppelin", "domain": "host.example"}, None,
            id="one domain, names nothing alike",
        ),
        pytest.param({"name": "Kordel"}, {"name": "Zeppelin"}, None, id="nothing"),
    ],
)  # fmt: skip
def test_what_speaks_for_one_customer(
    small_company: Company, first: dict[str, str], second: dict[str, str], why: str | None
) -> None:
    company = small_company
    for values in (first, second):
        company.customer(**values)  # type: ignore[arg-type]
    look(company)
    found = listed(company)
    assert [why in one.why.split(",") for one in found] == ([True] if why else [])


@pytest.mark.parametrize(
    ("kind", "key", "is_pair"),
    [
        ("phone", "+441134960142", True),
        ("phone", "95588", False),
        ("email", "ann@gmail.com", True),
    ],
)
def test_one_phone_or_mail_at_two(company: Company, kind: str, key: str, is_pair: bool) -> None:
    for name in ("Kordel", "Zeppelin"):
        point(company, company.customer(name), kind, key, key)
    look(company)
    assert names(listed(company)) == ([("Kordel", "Zeppelin")] if is_pair else [])


def test_a_number_that_everybody_has_says_nothing(small_company: Company) -> None:
    for nth in range(8):
        point(small_company, small_company.customer(f"Firm {'ABCDEFGH'[nth] * 5}"), "phone", "+441", "+441134960142")
    look(small_company)
    assert listed(small_company) == []


def test_two_that_agree_make_it_surer_and_the_surest_comes_first(small_company: Company) -> None:
    company = small_company
    both = [company.customer("Acme"), company.customer("Acme")]
    for one in both:
        point(company, one, "phone", "x", "+441134960142")
    for name in ("Meridian Labs", "Meridien Labs"):
        company.customer(name)
    look(company)
    first, second = listed(company)
    assert (first.why, second.why) == ("phone,name", "near")
    assert first.percent > 95 > second.percent
    assert evidence(first.why) == "phone, name"
    assert [one.percent for one in listed(company, least_percent=95)] == [first.percent]
    walked, after = [], None
    while True:
        page = company.desk("hale").read(doubles.pairs, PairQuery(limit=1, after=after))
        walked += [one.id for one in page.rows]
        after = page.after
        if after is None:
            break
    assert walked == [first.id, second.id]


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_pages_part_pairs_that_are_equally_sure(small_company: Company, limit: int) -> None:
    company = small_company
    for _copy in range(2):
        for name in ("Kordel", "Zeppelin", "Meridian", "Vantage"):
            company.customer(name)
    look(company)
    whole = [one.id for one in listed(company)]
    assert len(whole) == 4
    walked: list[int] = []
    after: tuple[int, int] | None = None
    while not walked or after is not None:
        page = company.desk("hale").read(doubles.pairs, PairQuery(limit=limit, after=after))
        walked, after = [*walked, *(one.id for one in page.rows)], page.after
    assert walked == whole


def test_a_look_costs_nothing_where_nothing_was_written(small_company: Company) -> None:
    company = small_company
    for _ in range(2):
        company.customer("Acme")
    assert look(company) == 1
    lines = company.value(select(func.count()).select_from(changes))
    assert company.desk("hale").write(doubles.look).found == 0
    assert company.value(select(func.count()).select_from(changes)) <= lines + 1


def test_what_came_late_behind_the_place_is_looked_at_again(small_company: Company) -> None:
    """An id of the trail is taken before its transaction commits."""
    company = small_company
    company.customer("Acme")
    late = company.all(select(changes).where(changes.c.record_kind == "customer"))[0]
    company.database.write_as(
        lambda session: session.connection.execute(changes.delete().where(changes.c.id == late.id)) and None,
        company.clock.now,
    )
    company.customer("Acme")
    look(company)
    company.database.write_as(
        lambda session: session.connection.execute(changes.insert().values(**late._mapping)) and None,
        company.clock.now,
    )
    assert look(company) == 0, "the second one was compared with it already"
    assert names(listed(company)) == [("Acme", "Acme")]


def test_an_edit_makes_a_pair_and_another_one_takes_it_away(small_company: Company) -> None:
    company = small_company
    company.customer("Kordel")
    other = company.customer("Zeppelin")
    look(company)
    set_values(company, customer_rows, other, name="Kordel", name_key="kordel")
    look(company)
    assert names(listed(company)) == [("Kordel", "Kordel")]
    set_values(company, customer_rows, other, name="Zeppelin", name_key="zeppelin")
    look(company)
    assert listed(company) == listed(company, verdict="different") == []
    set_values(company, customer_rows, other, name="Kordel", name_key="kordel")
    look(company)
    assert names(listed(company)) == [("Kordel", "Kordel")]


def test_not_the_same_is_remembered_and_may_be_taken_back(company: Company) -> None:
    for _ in range(2):
        company.customer("Acme")
    look(company)
    (pair,) = listed(company)
    hale = company.desk("hale")
    hale.write(doubles.decide, pair.id)
    set_values(company, customer_rows, pair.first.id, city="Leeds")
    look(company)
    assert listed(company) == []
    assert [one.id for one in listed(company, verdict="different")] == [pair.id]
    hale.write(undo.last)
    assert [one.id for one in listed(company)] == [pair.id]
    hale.write(doubles.decide, pair.id)
    hale.write(doubles.decide, pair.id, is_open=True)
    assert [one.id for one in listed(company)] == [pair.id]
    assert isinstance(refusal(company, "hale", doubles.decide, 99), NotFound)


def test_only_pairs_of_which_one_may_see_both_are_shown(small_company: Company) -> None:
    company = small_company
    company.customer("Acme", owner="li")
    company.customer("Acme", owner="kuhn")
    company.customer("Beta")
    company.customer("Beta", owner="roth")
    look(company)
    assert len(listed(company)) == 2
    assert names(listed(company, "li")) == [("Beta", "Beta")]
    assert names(listed(company, "kuhn")) == []
    (pair,) = [one for one in listed(company) if one.first.name == "Acme"]
    assert isinstance(refusal(company, "li", doubles.decide, pair.id), NotFound)


def test_both_sides_say_what_tells_them_apart_and_hide_phones_of_the_pool(small_company: Company) -> None:
    company = small_company
    first = take(company, "Acme Ltd", contact="Ann Lee", phones=("0113 496 0142",), city="Leeds", source="phone")
    second = company.customer("Acme Ltd")
    company.desk("li").write(pool.claim, second)
    point(company, second, "phone", "0113 496 0143", "+441134960143")
    look(company)
    (pair,) = listed(company, "li")
    assert (pair.first.id, pair.second.id) == (first.customer_id, second)
    assert (pair.first.contacts, pair.first.city, pair.first.source) == (("Ann Lee",), "Leeds", "phone")
    assert pair.first.phones == ("*** ** 42",)
    assert (pair.second.phones, pair.second.owner) == (("0113 496 0143",), "Li Wei")
    assert (pair.first.inquiries, pair.second.inquiries, pair.first.projects) == (1, 0, 0)


def test_a_comparison_names_each_field_and_says_where_one_has_to_choose(small_company: Company) -> None:
    company = small_company
    first = take(company, "Acme Ltd", city="Leeds", note="a").customer_id
    second = take(company, "Acme Tools", city="Hull", industry="pumps", note="b").customer_id
    found = company.desk("li").read(doubles.compare, first, second)
    differing = {one.name for one in found.fields if one.differs}
    assert differing == {"name", "city"}
    by_name = {one.name: (one.kept, one.gone) for one in found.fields}
    assert (by_name["city"], by_name["industry"], by_name["owner"]) == (("Leeds", "Hull"), ("", "pumps"), ("", ""))


def test_archived_and_merged_ones_are_no_pair_any_more(small_company: Company) -> None:
    company = small_company
    one, other = (company.customer("Acme") for _ in range(2))
    look(company)
    company.desk("hale").write(customers.archive, other)
    assert listed(company) == []
    company.desk("hale").write(undo.last)
    assert len(listed(company)) == 1
    company.desk("hale").write(doubles.merge, one, other)
    assert listed(company) == []
    assert [one.verdict for one in listed(company, verdict="merged")] == ["merged"]


def test_what_intake_only_suggested_is_on_the_work_list(small_company: Company) -> None:
    desk = small_company.desk("li")
    desk.write(intake.take_in, Lead("Meridian Labs"))
    near = desk.write(intake.take_in, Lead("Meridien Labs")).near
    assert [one.name for one in near] == ["Meridian Labs"]
    look(small_company, "li")
    assert names(listed(small_company)) == [("Meridian Labs", "Meridien Labs")]
    assert small_company.value(select(suspected_pairs.c.percent)) >= 84


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"name": "Meridian Labs"}, {"name": "Meridien Labs"}),
        ({"name": "Meridian Labs", "city": "Leeds"}, {"name": "Meridien Labs", "city": "Hull"}),
        ({"name": "Meridian Labs", "city": "Leeds"}, {"name": "Meridian Labs", "city": "Hull"}),
        (
            {"name": "Meridian Labs", "website": "meridian.example"},
            {"name": "Meridien Labs", "website": "other.example"},
        ),
        ({"name": "Meridian Labs", "registration": "GB 1"}, {"name": "Meridien Labs", "registration": "GB 2"}),
        ({"name": "Meridian Labs"}, {"contact": "Meridian Labs"}),
        ({"name": "Meridian Labs"}, {"contact": "Meridien Labs"}),
        ({"name": "Meridian", "phones": ("0113 496 0142",)}, {"name": "Zenith", "phones": ("0113 496 0142 ext. 12",)}),
        ({"name": "Acme Thanh Hoa", "city": "Leeds"}, {"name": "Acme Thanh Hoa (Leeds)"}),
        ({"name": "Harbour Tools", "city": "Ho Chi Minh"}, {"name": "Harbour Tools (Ho Chi Minh)"}),
        ({"name": "Machinetools"}, {"name": "Machinetolos"}),
        ({"name": "深圳凯泰包装制品"}, {"name": "深圳凯泰包装品制"}),
        (
            {"name": "Vogel", "city": "Graz", "phones": ("+43 316 123456",), "emails": ("a@post.example",)},
            {"name": "Kurz", "city": "Linz", "phones": ("+43 732 123456",), "emails": ("b@post.example",)},
        ),
    ],
)
def test_the_work_list_shows_what_was_suggested_and_no_more(
    small_company: Company, first: dict[str, object], second: dict[str, object]
) -> None:
    desk = small_company.desk("li")
    known = desk.write(intake.take_in, Lead(**first))  # type: ignore[arg-type]
    made = desk.write(intake.take_in, Lead(**second))  # type: ignore[arg-type]
    assert made.is_new
    look(small_company, "li")
    assert [one.id for one in made.near] == [known.customer_id] * len(listed(small_company))


def test_looking_again_writes_nothing(small_company: Company) -> None:
    """Else each window that looks gives all others something to look at."""
    small_company.customer("Acme Ltd")
    look(small_company)
    lines = small_company.value(select(func.count()).select_from(changes))
    assert look(small_company) == 0
    assert small_company.value(select(func.count()).select_from(changes)) == lines
    small_company.customer("ACME, Limited")
    assert look(small_company) == 1
