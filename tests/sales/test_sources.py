"""Channels and campaigns: named in any way, never twice, and what came through each."""

from collections.abc import Iterator

import pytest

from tests.company import Company
from tests.engines import Engines
from tests.sales.house import refusal, set_values, standing, take
from tuicrm.sales import sources
from tuicrm.sales.sources import Campaign, Source, campaign_of, source_of
from tuicrm.store import change
from tuicrm.store.errors import NotAllowed, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables import channels
from tuicrm.store.tables.customers import customers


@pytest.fixture(scope="module")
def company(engines: Engines) -> Iterator[Company]:
    """Six channels of the beginning and 展会, a renamed one, one in the archive, and four campaigns."""
    with standing(engines) as made:
        hale = made.desk("hale")
        hale.write(sources.add, "Trade Fair")
        hale.write(sources.add, "展会", "expo")
        old = hale.write(sources.add, "Fax")
        set_values(made, channels.sources, old.id, archived_at=made.clock.now)
        website = made.database.read_as(lambda session: source_of(session, "website"), made.clock.now)
        set_values(made, channels.sources, website.id, name="Our Web Site")

        def run(session: Session) -> None:
            for name in ("Leeds 2026", "Leeds 2027", "Spring Mail", "spring", "Gone"):
                archived_at = session.now if name == "Gone" else None
                change.insert(
                    session, channels.campaigns, name=name, source_id=website.id, archived_at=archived_at
                )  # fmt: skip

        made.database.write_as(run, made.clock.now)
        yield made


def test_who_was_merged_came_once(small_company: Company) -> None:
    kept, gone = (take(small_company, name, source="phone").customer_id for name in ("Acme", "Acme Pumps"))
    set_values(small_company, customers, gone, archived_at=small_company.clock.now, merged_into_id=kept)
    came = {one.source.key: one.customers for one in small_company.desk("hale").read(sources.listed)}
    assert came["phone"] == 1


def source(company: Company, text: str) -> Source:
    return company.database.read_as(lambda session: source_of(session, text), company.clock.now)


def campaign(company: Company, text: str) -> Campaign:
    return company.database.read_as(lambda session: campaign_of(session, text), company.clock.now)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("phone", "phone"), (" PHONE\n", "phone"), ("ｐｈｏｎｅ", "phone"), ("e-mail", "email"), ("E-Mail", "email"),
        ("trade-fair", "trade-fair"), ("trade fair", "trade-fair"), ("Trade Fair", "trade-fair"), ("展会", "expo"),
        ("expo", "expo"), ("website", "website"), ("our web site", "website"),
    ],
)  # fmt: skip
def test_a_channel_is_found_by_its_key_and_its_name(company: Company, text: str, key: str) -> None:
    assert source(company, text).key == key


@pytest.mark.parametrize("text", ["", " ", "pho", "pigeon", "Fax", "fax", "'", "%"])
def test_another_channel_is_refused_with_those_there_are(company: Company, text: str) -> None:
    with pytest.raises(Refused) as found:
        source(company, text)
    assert found.value.code == "no_source"
    assert found.value.facts["sources"] == (
        "campaign", "website", "email", "phone", "outreach", "referral", "trade-fair", "expo",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name"),
    [("leeds 2026", "Leeds 2026"), ("LEEDS 2027 ", "Leeds 2027"), ("spring", "spring"), ("spring m", "Spring Mail")],
)
def test_a_campaign_is_found_by_its_name_or_a_beginning_of_its_own(company: Company, text: str, name: str) -> None:
    assert campaign(company, text).name == name


@pytest.mark.parametrize("text", ["", "leeds", "mail", "Gone", "autumn"])
def test_a_campaign_that_is_none_or_several_is_refused(company: Company, text: str) -> None:
    with pytest.raises(Refused) as found:
        campaign(company, text)
    assert found.value.code == "no_campaign"
    assert "Gone" not in str(found.value.facts["campaigns"])


@pytest.mark.parametrize(
    ("name", "key", "code"),
    [
        pytest.param(" ", "", "name_missing", id="no name"),
        pytest.param("PHONE", "", "known", id="the name of another"),
        pytest.param("our web SITE", "", "known", id="the new name of another"),
        pytest.param("Calls", "phone", "known", id="the key of another"),
        pytest.param("trade_fair", "", "known", id="another spelling"),
    ],
)
def test_no_channel_stands_twice(company: Company, name: str, key: str, code: str) -> None:
    assert refusal(company, "hale", sources.add, name, key).code == code


@pytest.mark.parametrize("login", ["li", "wang", "eye"])
def test_only_who_manages_adds_a_channel(company: Company, login: str) -> None:
    with pytest.raises(NotAllowed):
        company.desk(login).write(sources.add, "Radio")
