"""What a file is about by its name, and where a stage stands by its own: tables."""

import pytest

from tuicrm.exchange.aliases import file_kind, rung, stage_kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Account.csv", "customer"),
        ("accounts.csv", "customer"),
        ("companies-2026-11-03.csv", "customer"),
        ("hubspot-crm-exports-all-companies-2026-11-03.csv", "customer"),
        ("organizations-7654321-12.csv", "customer"),
        ("customers (1).csv", "customer"),
        ("客户.csv", "customer"),
        ("客户列表_20261103.csv", "customer"),
        ("Contact.csv", "contact"),
        ("all-contacts.csv", "contact"),
        ("people-7654321-13.csv", "contact"),
        ("联系人.csv", "contact"),
        ("User.csv", "user"),
        ("sales_reps.csv", "user"),
        ("员工.csv", "user"),
        ("Product.csv", "product"),
        ("产品.csv", "product"),
        ("deals.csv", "project"),
        ("Opportunity.csv", "project"),
        ("opportunities_export.csv", "project"),
        ("sales_pipeline.csv", "project"),
        ("商机.csv", "project"),
        ("销售机会.csv", "project"),
        ("Task.csv", "action"),
        ("Event.csv", "action"),
        ("activities-2026.csv", "action"),
        ("跟进记录.csv", "action"),
        ("leads.csv", None),
        ("export.csv", None),
        ("2026.csv", None),
        (".csv", None),
        ("accountancy.csv", None),
        ("tasked.csv", None),
    ],
)
def test_file_is_named_for_its_kind(name: str, kind: str | None) -> None:
    assert file_kind(name) == kind


@pytest.mark.parametrize(
    "way",
    [
        pytest.param(
            ["Appointment Scheduled", "Qualified To Buy", "Presentation Scheduled", "Contract Sent"], id="HubSpot"
        ),
        pytest.param(
            ["Prospecting", "Needs Analysis", "Id. Decision Makers", "Proposal/Price Quote", "Negotiation/Review"],
            id="Salesforce",
        ),
        pytest.param(
            ["Qualified", "Contact Made", "Demo Scheduled", "Proposal Made", "Negotiations Started"], id="Pipedrive"
        ),
        pytest.param(["初步接触", "需求确认", "方案报价", "商务谈判", "合同签订"], id="Chinese"),
    ],
)
def test_stages_of_a_system_stand_one_after_another(way: list[str]) -> None:
    rungs = [rung(stage) for stage in way]
    assert None not in rungs
    assert rungs == sorted(set(rungs), key=lambda one: one or 0)


@pytest.mark.parametrize("name", ["", "Step 3", "在谈", "Closed", "Won"])
def test_stage_of_ones_own_has_no_place_on_the_way(name: str) -> None:
    assert rung(name) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Won", "won"), ("WON", "won"), ("Closed Won", "won"), ("closedwon", "won"), ("赢单", "won"), ("已成交", "won"),
        ("Lost", "lost"), ("Closed-Lost", "lost"), ("disqualified", "lost"), ("输单", "lost"), ("流失", "lost"),
        ("Open", "open"), ("Wonderful", "open"), ("Lost and found", "open"), ("谈判", "open"), ("", "open"),
    ],
)  # fmt: skip
def test_end_of_a_project_by_its_word(name: str, kind: str) -> None:
    assert stage_kind(name) == kind
