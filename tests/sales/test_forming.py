"""What a web form posted comes in whatever the page's hidden fields say; what is wrong of the door's own is told."""

from __future__ import annotations

import pytest

from tests.company import Company
from tests.sales.house import join, refusal, take
from tuicrm.sales import campaigns, forming, inquiries, projects
from tuicrm.sales.intake import Lead
from tuicrm.sales.projects import NewProject


@pytest.fixture
def door(small_company: Company) -> Company:
    join(small_company, "door", "intake")
    return small_company


def post(company: Company, *args: str, **values: str) -> tuple[str | None, str | None, str | None]:
    """Post a form; give channel, campaign and message of the newest inquiry."""
    company.desk("door").write(forming.take_form, Lead(**{"name": "Acme Ltd"} | values), *args)
    newest = company.desk("hale").read(inquiries.page, inquiries.InquiryQuery()).rows[0]
    return newest.source, newest.campaign, newest.message


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({"campaign": "spring"}, "campaign: spring"),
        ({"source": "foo"}, "source: foo"),
        ({"referrer": "Nobody Here"}, "referrer: Nobody Here"),
        ({"referrer": "@nobody"}, "referrer: @nobody"),
        ({"project": "erp"}, "project: erp"),
        ({"campaign": "spring", "message": "price?"}, "price?\ncampaign: spring"),
        ({"source": "foo", "campaign": "bar", "project": "9"}, "campaign: bar\nsource: foo\nproject: 9"),
        ({"message": "price?"}, "price?"),
        ({}, None),
    ],
)
def test_a_visitor_is_not_lost_for_what_the_page_says(door: Company, posted: dict[str, str], said: str | None) -> None:
    assert post(door, "website", **posted) == ("website", None, said)


def test_what_the_page_says_and_we_know_counts(door: Company) -> None:
    door.desk("hale").write(campaigns.add, "Spring fair", "outreach")
    assert post(door, campaign="spring") == ("outreach", "Spring fair", None)
    assert post(door, "website", campaign="spring") == ("outreach", "Spring fair", None), "the channel of its cost"
    assert post(door, "website", source="phone", campaign="spring")[0] == "phone"
    assert post(door, "website", "Spring fair") == ("website", "Spring fair", None), "the door names both"
    assert post(door, "website", "Spring fair", campaign="autumn") == ("website", "Spring fair", "campaign: autumn")
    assert post(door, "", "Spring fair") == ("outreach", "Spring fair", None)
    assert post(door, "website", source="phone")[0] == "phone"
    assert post(door)[0] == "website"


def test_a_project_of_the_page_is_tied_where_it_is_open(door: Company) -> None:
    acme = take(door, "Acme Ltd").customer_id
    for name in ("Line 4", "Line 5"):
        door.desk("li").write(projects.add, NewProject(name=name, customer_id=acme))
    taken = door.desk("door").write(forming.take_form, Lead(name="Acme Ltd", project="Line 5"), "website")
    assert taken.project == "Line 5"
    taken = door.desk("door").write(forming.take_form, Lead(name="Acme Ltd", project="Line 9"), "website")
    assert taken.project is None


@pytest.mark.parametrize(
    ("args", "posted", "code"),
    [
        (("nonsense",), {}, "no_source"),
        (("nonsense",), {"source": "foo"}, "no_source"),
        (("website", "nonsense"), {}, "no_campaign"),
        (("website", "nonsense"), {"campaign": "foo"}, "no_campaign"),
        (("website",), {"emails": ("nobody",)}, "email_form"),
        (("website",), {"phones": ("call me",)}, "phone_form"),
        (("website",), {"name": " "}, "lead_empty"),
    ],
)
def test_what_the_door_or_the_visitor_can_mend_is_refused(
    door: Company, args: tuple[str, ...], posted: dict[str, object], code: str
) -> None:
    lead = Lead(**{"name": "Acme Ltd"} | posted)  # type: ignore[arg-type]
    assert refusal(door, "door", forming.take_form, lead, *args).code == code
    assert door.desk("hale").read(inquiries.page, inquiries.InquiryQuery()).rows == ()


@pytest.mark.parametrize(
    ("posted", "kept"),
    [
        ({"phones": ("call me",), "emails": ("ann@acme.example",)}, "price?\ncall me"),
        ({"phones": ("0113 496 0142",), "emails": ("ann at acme",)}, "price?\nann at acme"),
        ({"phones": ("none", "0113 496 0142")}, "price?\nnone"),
    ],
)
def test_no_visitor_is_lost_for_a_phone_that_is_none(
    door: Company, posted: dict[str, tuple[str, ...]], kept: str
) -> None:
    door.desk("door").write(forming.take_form, Lead("Acme Ltd", message="price?", **posted))  # type: ignore[arg-type]
    assert door.desk("hale").read(inquiries.page, inquiries.InquiryQuery()).rows[0].message == kept


def test_who_leaves_nothing_to_answer_by_is_asked_again(door: Company) -> None:
    assert refusal(door, "door", forming.take_form, Lead("Acme Ltd", phones=("call me",))).code == "phone_form"
