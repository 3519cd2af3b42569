"""Tags and needs: put on, taken off, in bulk, filtered by, shown on the card, taken back."""

from typing import Any

import pytest

from tests.company import Company
from tests.sales.house import refusal, take
from tuicrm.sales import customers, needs, pool, tags, undo
from tuicrm.sales.pool import PoolQuery
from tuicrm.store.errors import NotAllowed, NotFound


def listed(company: Company, filter: str, login: str = "hale") -> tuple[set[str], tuple[str, ...]]:
    page = company.desk(login).read(pool.page, PoolQuery("all", filter))
    return {one.name for one in page.rows}, page.errors


def test_a_tag_is_put_on_shown_filtered_by_and_taken_off(company: Company) -> None:
    acme, beta = (company.customer(name, owner="li") for name in ("Acme", "Beta"))
    li = company.desk("li")
    assert li.write(tags.tag, (acme,), "Key Account").ids == (acme,)
    assert li.write(tags.tag, (acme, beta), "KEY account").ids == (beta,), "another spelling is the same tag"
    li.write(tags.tag, (acme,), "展会")
    assert li.read(customers.card, acme).tags == ("Key Account", "展会")
    assert listed(company, "tag:key-account") == ({"Acme", "Beta"}, ())
    assert listed(company, "标签:展会") == ({"Acme"}, ())
    assert listed(company, "not:tag:展会") == ({"Beta"}, ())
    li.write(tags.tag, (beta,), "key-account", is_on=False)
    assert listed(company, "tag:none") == ({"Beta"}, ())
    assert listed(company, "tag:any") == ({"Acme"}, ())
    assert [(one.name, one.customers) for one in li.read(tags.listed)] == [("Key Account", 1), ("展会", 1)]
    assert "There is no tag vip" in listed(company, "tag:vip")[1][0]


def test_tags_of_many_are_taken_back_together(small_company: Company) -> None:
    ids = tuple(small_company.customer(f"Firm {nth}", owner="li") for nth in range(3))
    li = small_company.desk("li")
    li.write(tags.tag, ids[:1], "vip")
    li.write(tags.tag, ids, "vip")
    assert li.write(undo.last).words.startswith("tag of Firm")
    assert listed(small_company, "tag:vip")[0] == {"Firm 0"}, "the one that had it before keeps it"


def test_of_many_those_of_others_are_left_out_and_one_alone_is_refused(small_company: Company) -> None:
    company = small_company
    mine, theirs, hidden = (company.customer(name, owner=who) for name, who in
                            (("Mine", "li"), ("Theirs", "roth"), ("Hidden", "kuhn")))  # fmt: skip
    done = company.desk("li").write(tags.tag, (mine, theirs, hidden), "vip")
    assert (done.ids, done.left) == ((mine,), (theirs, hidden))
    assert isinstance(refusal(company, "li", tags.tag, (theirs,), "vip"), NotAllowed)
    assert isinstance(refusal(company, "li", tags.tag, (hidden,), "vip"), NotFound)
    assert refusal(company, "li", tags.tag, (mine,), " - ").code == "tag_words"
    assert refusal(company, "li", tags.tag, (mine,), "x" * 61).code == "tag_words"
    assert refusal(company, "li", tags.tag, (mine,), "none of ours", is_on=False).code == "no_tag"


def test_a_need_is_asked_met_and_lost_for(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    li, hale = company.desk("li"), company.desk("hale")
    for name in ("speed", "On site"):
        hale.write(needs.add, name)
    li.write(needs.set_need, acme, "speed")
    li.write(needs.set_need, acme, "on-site", "met")
    assert [(one.name, one.state) for one in li.read(customers.card, acme).needs] == [
        ("speed", "asked"),
        ("On site", "met"),
    ]
    li.write(needs.set_need, acme, "SPEED", "lost")
    assert [(one.name, one.asked, one.met, one.lost) for one in li.read(needs.listed)] == [
        ("speed", 0, 0, 1), ("On site", 0, 1, 0),
    ]  # fmt: skip
    assert listed(company, "need:speed") == ({"Acme"}, ())
    li.write(undo.last)
    assert li.read(customers.card, acme).needs[0].state == "asked"
    li.write(needs.set_need, acme, "speed", "none")
    assert listed(company, "need:speed") == (set(), ())
    assert listed(company, "need:any") == ({"Acme"}, ())
    li.write(needs.set_need, acme, "speed")
    assert listed(company, "需求:speed") == ({"Acme"}, ())


@pytest.mark.parametrize(
    ("login", "rule", "args", "code"),
    [
        ("hale", needs.add, ("",), "name_missing"),
        ("hale", needs.add, ("SPEED",), "known"),
        ("li", needs.set_need, (1, "colour"), "no_such_need"),
        ("li", needs.set_need, (1, "speed", "wished"), "need_state"),
        ("li", needs.add, ("other",), "not_allowed"),
        ("kuhn", needs.set_need, (1, "speed"), "not_found"),
    ],
)
def test_what_is_refused(small_company: Company, login: str, rule: Any, args: tuple[Any, ...], code: str) -> None:
    small_company.customer("Acme", owner="li")
    small_company.desk("hale").write(needs.add, "speed")
    assert refusal(small_company, login, rule, *args).code == code


def test_customers_are_filtered_by_what_became_of_their_inquiries(small_company: Company) -> None:
    from tuicrm.sales import inquiries

    company = small_company
    take(company, "New")
    spam = take(company, "Spam").inquiry_id
    company.customer("Never asked")
    company.desk("li").write(inquiries.judge, (spam,), "spam")
    assert listed(company, "inquiry:new") == ({"New"}, ())
    assert listed(company, "inquiry:spam,new") == ({"New", "Spam"}, ())
    assert listed(company, "inquiry:none") == ({"Never asked"}, ())
    assert "There is no state asleep" in listed(company, "inquiry:asleep")[1][0]


def names(company: Company) -> list[str]:
    return [one.name for one in company.desk("li").read(needs.listed)]


@pytest.mark.parametrize(
    ("place", "order"),
    [
        (1, ["c", "a", "b"]), (2, ["a", "c", "b"]), (3, ["a", "b", "c"]), (99, ["a", "b", "c"]), (0, ["a", "b", "c"]),
    ],
)  # fmt: skip
def test_a_need_is_put_in_its_place_and_back(small_company: Company, place: int, order: list[str]) -> None:
    hale = small_company.desk("hale")
    for name in "abc":
        hale.write(needs.add, name)
    hale.write(needs.edit, "c", place=place)
    assert names(small_company) == order
    hale.write(undo.last)
    assert names(small_company) == ["a", "b", "c"]


def test_a_need_is_renamed_and_customers_keep_it(small_company: Company) -> None:
    hale, li = small_company.desk("hale"), small_company.desk("li")
    acme = small_company.customer("Acme", owner="li")
    hale.write(needs.add, "speed")
    hale.write(needs.add, "price")
    li.write(needs.set_need, acme, "speed")
    assert hale.write(needs.edit, "Speed", "short delivery").name == "short delivery"
    assert [one.name for one in li.read(customers.card, acme).needs] == ["short delivery"]
    assert listed(small_company, "need:short-delivery")[0] == {"Acme"}
    assert refusal(small_company, "hale", needs.edit, "price", "Short Delivery").code == "known"
    assert refusal(small_company, "hale", needs.edit, "speed", "x").code == "no_such_need"
    hale.write(undo.last)
    assert names(small_company) == ["speed", "price"]


def test_a_need_set_aside_is_offered_no_more_and_stays_on_record(small_company: Company) -> None:
    hale, li = small_company.desk("hale"), small_company.desk("li")
    acme = small_company.customer("Acme", owner="li")
    hale.write(needs.add, "speed")
    li.write(needs.set_need, acme, "speed")
    hale.write(needs.set_aside, "speed")
    assert names(small_company) == []
    assert [one.name for one in li.read(customers.card, acme).needs] == ["speed"]
    assert refusal(small_company, "li", needs.set_need, acme, "speed").code == "no_such_need"
    hale.write(undo.last)
    assert names(small_company) == ["speed"]
    with pytest.raises(NotAllowed):
        li.write(needs.set_aside, "speed")
