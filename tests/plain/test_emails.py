import pytest

from tuicrm.plain.emails import domain_of, email_key


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Li@Acme.COM", "li@acme.com"),
        ("  li.wei@acme.com\n", "li.wei@acme.com"),
        ("Li Wei <Li@Acme.com>", "li@acme.com"),
        ('"Wei, Li" <li@acme.com>', "li@acme.com"),
        ("mailto:li@acme.com", "li@acme.com"),
        ("li@例子.公司", "li@例子.公司"),
        ("li@xn--fsqu00a.xn--55qx5d", "li@例子.公司"),
        ("li@acme.test", "li@acme.test"),
    ],
)
def test_one_address_has_one_key(written: str, key: str) -> None:
    assert email_key(written) == key
    assert email_key(key) == key


@pytest.mark.parametrize(
    "written",
    ["", "li", "li@", "@acme.com", "li@localhost", "a b@acme.com", "li@acme..com", "a@b.com, c@d.com", "无"],
)
def test_what_is_no_address_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="is not an e-mail address"):
        email_key(written)


def test_the_domain_tells_the_company_unless_anybody_has_a_mailbox_there() -> None:
    assert domain_of("li@acme.com") == "acme.com"
    assert [domain_of(key) for key in ("li@163.com", "li@qq.com", "li@gmail.com", "li", "")] == [""] * 5


@pytest.mark.parametrize(
    "domain",
    [
        "yahoo.com.tw",
        "netvigator.com",
        "ezweb.ne.jp",
        "hanmail.net",
        "aon.at",
        "sfr.fr",
        "uol.com.br",
        "mynet.com",
        "onet.pl",
    ]
    + ["prodigy.net.mx", "hotmail.fr", "outlook.com.br", "live.co.uk", "gmx.at", "yandex.com.tr", "ukr.net", "vnn.vn"],
)
def test_mailboxes_for_everybody_are_known_in_many_countries(domain: str) -> None:
    assert domain_of(f"info@{domain}") == ""


@pytest.mark.parametrize("domain", ["live.acme.com", "yahoo-shop.com", "gmx-technik.de", "outlook.agency", "onet.com"])
def test_a_domain_that_only_looks_like_one_of_them_is_a_companys(domain: str) -> None:
    assert domain_of(f"info@{domain}") == domain
