"""Do we know them? By anything one may have in hand, and no more than one may see."""

from collections.abc import Iterator

import pytest

from tests.company import Company
from tests.engines import Engines
from tests.sales.house import join, standing, take
from tuicrm.sales import pool
from tuicrm.sales.pool import Known
from tuicrm.store.errors import NotAllowed, Refused


@pytest.fixture(scope="module")
def company(engines: Engines) -> Iterator[Company]:
    """1688 and Acme lie in the pool, Beta is Li's, Gamma is Kuhn's of West."""
    with standing(engines) as made:
        take(made, "Acme Tools Ltd", phones=("0113 496 0142",), emails=("ann@acme.example",), city="Leeds")
        take(made, "1688", phones=("95588",))
        beta = take(made, "Beta GmbH", emails=("bo@beta.example", "bo@gmail.com"))
        made.desk("li").write(pool.claim, beta.customer_id)
        gamma = take(made, "Gamma Optics plc", phones=("0113 496 0177",), website="gamma.example")
        made.desk("kuhn").write(pool.claim, gamma.customer_id)
        take(made, "北京联成互动科技有限公司", phones=("+86 10 6552 9988",))
        join(made, "mara", "marketing")
        join(made, "door", "intake")
        yield made


def check(company: Company, text: str, login: str = "li") -> tuple[Known, ...]:
    return company.desk(login).read(pool.check, text).found


@pytest.mark.parametrize(
    ("text", "name", "by"),
    [
        pytest.param("Acme Tools", "Acme Tools Ltd", "name", id="a name without its form"),
        pytest.param("ACME TOOLS, limited", "Acme Tools Ltd", "name", id="a name in another spelling"),
        pytest.param("+44 113 496 0142", "Acme Tools Ltd", "phone", id="a phone"),
        pytest.param("tel. 0113/4960142", "Acme Tools Ltd", "phone", id="a phone with a slash behind its area"),
        pytest.param("0113.496.0142", "Acme Tools Ltd", "phone", id="a phone with dots"),
        pytest.param("ANN@acme.example", "Acme Tools Ltd", "email", id="an address"),
        pytest.param("Ann Lee <ann@acme.example>", "Acme Tools Ltd", "email", id="as a mail program copies it"),
        pytest.param("new.one@acme.example", "Acme Tools Ltd", "domain", id="another mailbox there"),
        pytest.param("https://www.acme.example/jobs?x=1", "Acme Tools Ltd", "domain", id="a page"),
        pytest.param("bo@gmail.com", "Beta GmbH", "email", id="a free mailbox we know"),
        pytest.param("1688", "1688", "name", id="a name of digits"),
        pytest.param("北京联成互动科技", "北京联成互动科技有限公司", "name", id="Chinese without its form"),
        pytest.param("010 6552 9988", None, None, id="a number of another country, as dialled there"),
        pytest.param("95588", None, None, id="a service number is nobody's"),
        pytest.param("someone@gmail.com", None, None, id="a free mailbox we do not know"),
        pytest.param("gmail.com", None, None, id="free mail"),
        pytest.param("Zeppelin", None, None, id="a stranger"),
        pytest.param("", None, None, id="nothing"),
        pytest.param("\x07\u202e", None, None, id="nothing to see"),
        pytest.param("'; drop table customer; --", None, None, id="hostile"),
    ],
)
def test_what_one_has_in_hand_says_who_it_is(company: Company, text: str, name: str | None, by: str | None) -> None:
    sure = [(one.name, one.by) for one in check(company, text) if one.is_sure]
    assert sure == ([(name, by)] if name else [])


def test_a_near_name_is_said_to_be_no_more_than_near(company: Company) -> None:
    (near,) = check(company, "Acme Tool")
    assert (near.name, near.by, near.is_sure, near.in_pool) == ("Acme Tools Ltd", "name", False, True)


@pytest.mark.parametrize(
    ("login", "seen"),
    [("li", False), ("wang", False), ("kuhn", True), ("hale", True), ("boss", True), ("mara", True), ("door", False)],
)
@pytest.mark.parametrize("text", ["Gamma Optics", "Gamma Optic", "0113 496 0177", "gamma.example"])
def test_of_another_team_only_the_team_is_told(company: Company, login: str, seen: bool, text: str) -> None:
    (gamma,) = check(company, text, login)
    assert (gamma.team, gamma.in_pool) == ("West", False)
    assert (gamma.id is not None, gamma.name, gamma.owner) == (
        (True, "Gamma Optics plc", "M. Kuhn") if seen else (False, None, None)
    )


@pytest.mark.parametrize("text", ["Acme Tools", "0113 496 0142", "Beta GmbH"])
def test_no_phone_and_no_address_is_shown(company: Company, text: str) -> None:
    said = str(check(company, text)).replace(text, "")
    assert "496" not in said
    assert "@" not in said


def test_what_looks_like_an_address_and_is_none_is_refused(company: Company) -> None:
    with pytest.raises(Refused) as found:
        check(company, "ann@@acme")
    assert found.value.code == "email_form"


def test_who_only_reads_asks_nobody(company: Company) -> None:
    with pytest.raises(NotAllowed):
        check(company, "Acme", "eye")
