"""Which customer a KEY means: the surest meaning first, several are named, nothing of others is found."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.company import Company
from tests.engines import Engines
from tests.sales.house import set_values, standing, take
from tuicrm.sales import customers, pool
from tuicrm.store.errors import Ambiguous, NotFound
from tuicrm.store.tables.customers import customers as table


@pytest.fixture(scope="module")
def company(engines: Engines) -> Iterator[Company]:
    """Customers whose keys get in each other's way."""
    with standing(engines) as made:
        fill(made)
        yield made


def fill(company: Company) -> None:
    take(company, "Acme Ltd", contact="Ann Lee", phones=("0113 496 0142",), emails=("Ann@acme.example",), city="Leeds")
    take(company, "Acme North", phones=("0113 496 0143 ext. 7",), city="Hull")
    take(company, "360", emails=("hello@360.example",))
    take(company, "Zoë Müller & Söhne", website="zoë.example")
    take(company, "北京联成互动科技有限公司", phones=("+86 138 0013 8000",))
    take(company, "重庆银行", city="重庆")
    take(company, "Shared One", emails=("one@gmail.com",))
    twin = take(company, "Twin Ltd", city="York").customer_id
    old = take(company, "Twin Ltd", city="Ripon").customer_id
    set_values(company, table, old, archived_at=company.clock.now)
    merged = take(company, "Merged plc").customer_id
    set_values(company, table, merged, archived_at=company.clock.now, merged_into_id=twin)
    for city in ("Hull", "Leeds"):
        take(company, "Pair plc", city=city)
    away = take(company, "Away Ltd", phones=("0113 496 0188",)).customer_id
    set_values(company, table, away, archived_at=company.clock.now)
    theirs = take(company, "Theirs Ltd", phones=("0113 496 0199",), emails=("x@theirs.example",)).customer_id
    company.desk("kuhn").write(pool.claim, theirs)


def found(company: Company, key: str, login: str = "li") -> str:
    return company.desk(login).read(customers.find, key).name


@pytest.mark.parametrize(
    ("key", "name"),
    [
        pytest.param("1", "Acme Ltd", id="an id"),
        pytest.param(" #2 ", "Acme North", id="an id with its sign"),
        pytest.param("360", "360", id="a name of digits where there is no such id"),
        pytest.param("acme ltd", "Acme Ltd", id="the whole name, not the longer one"),
        pytest.param("ACME", "Acme Ltd", id="the name without its form"),
        pytest.param("acme n", "Acme North", id="a part of one"),
        pytest.param("ann", "Acme Ltd", id="a contact"),
        pytest.param("0113 496 0142", "Acme Ltd", id="a phone"),
        pytest.param("+441134960143 x7", "Acme North", id="a phone with an extension"),
        pytest.param("13800138000", "北京联成互动科技有限公司", id="the digits of a phone abroad"),
        pytest.param("ann@ACME.example", "Acme Ltd", id="an address"),
        pytest.param("Ann Lee <ann@acme.example>", "Acme Ltd", id="as a mail program copies it"),
        pytest.param("mailto:ann@acme.example", "Acme Ltd", id="a link"),
        pytest.param("someone@acme.example", "Acme Ltd", id="another mailbox of its domain"),
        pytest.param("one@gmail.com", "Shared One", id="a free mailbox"),
        pytest.param("https://acme.example/jobs", "Acme Ltd", id="a page"),
        pytest.param("zoë.example", "Zoë Müller & Söhne", id="a domain in its own letters"),
        pytest.param("xn--zo-ija.example", "Zoë Müller & Söhne", id="a domain in IDNA"),
        pytest.param("zoe muller", "Zoë Müller & Söhne", id="without accents"),
        pytest.param("Zoë Müller and Söhne", "Zoë Müller & Söhne", id="and for the sign"),
        pytest.param("联成", "北京联成互动科技有限公司", id="two characters"),
        pytest.param("bjlc", "北京联成互动科技有限公司", id="initials"),
        pytest.param("beijing", "北京联成互动科技有限公司", id="pinyin"),
        pytest.param("cqyh", "重庆银行", id="a character that is read in two ways"),
        pytest.param("Twin Ltd", "Twin Ltd", id="the living one of two"),
        pytest.param("Away", "Away Ltd", id="an archived one when there is no other"),
        pytest.param("0113 496 0188", "Away Ltd", id="an archived one by its phone"),
    ],
)
def test_a_key_means_one(company: Company, key: str, name: str) -> None:
    assert found(company, key) == name


@pytest.mark.parametrize(
    "key",
    ["", " ", "\x07", "999999", "99999999999999999999", "#", "Zeppelin", "Merged plc", "Theirs Ltd",
     "0113 496 0199", "x@theirs.example", "theirs.example", "nobody@gmail.com", "%", "_", "' or 1=1 --",
     "🙂", "x" * 5000, "\ud800"],
)  # fmt: skip
def test_what_means_none_that_one_may_see_is_not_found(company: Company, key: str) -> None:
    with pytest.raises(NotFound):
        found(company, key)


@pytest.mark.parametrize(
    ("key", "named"),
    [
        pytest.param("Pair plc", ["Pair plc, Hull", "Pair plc, Leeds"], id="one name, two cities"),
        pytest.param("acme l", None, id="a part that only one has"),
        pytest.param("01134960", ["Acme Ltd, Leeds", "Acme North, Hull"], id="the beginning of two phones"),
    ],
)
def test_a_key_of_several_names_them(company: Company, key: str, named: list[str] | None) -> None:
    if named is None:
        assert found(company, key) == "Acme Ltd"
        return
    with pytest.raises(Ambiguous) as several:
        found(company, key)
    assert sorted(one.name for one in several.value.candidates) == named


@pytest.mark.parametrize("login", ["kuhn", "hale", "eye"])
def test_who_may_see_it_finds_it_by_all_its_keys(company: Company, login: str) -> None:
    for key in ("Theirs Ltd", "0113 496 0199", "x@theirs.example", "theirs.example"):
        assert found(company, key, login) == "Theirs Ltd"


def test_the_answer_says_who_holds_it(company: Company) -> None:
    ref = company.desk("hale").read(customers.find, "theirs")
    assert (ref.owner, ref.owner_id, ref.city) == ("M. Kuhn", company.id("kuhn"), None)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=20))
def test_any_key_means_one_several_or_none(company: Company, key: str) -> None:
    with suppress(NotFound, Ambiguous):
        assert found(company, key)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("acme", ["Acme Ltd", "Acme North"]),
        ("ac no", ["Acme North"]),
        ("pair", ["Pair plc", "Pair plc"]),
        ("twin", ["Twin Ltd"]),
        ("away", []),
        ("theirs", []),
        ("", []),
        ("!", []),
    ],
)
def test_while_one_types_the_living_ones_come_by_name(company: Company, typed: str, names: list[str]) -> None:
    assert [one.name for one in company.desk("li").read(customers.likely, typed)] == names


def test_no_more_come_than_there_is_room_for(company: Company) -> None:
    assert len(company.desk("li").read(customers.likely, "acme", limit=1)) == 1
