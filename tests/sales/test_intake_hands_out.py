"""Who comes in is handed out by the team's rule, on record; without one it stays in the pool."""

import pytest
from sqlalchemy import select

from tests.company import Company
from tuicrm.sales import intake, settings
from tuicrm.sales.intake import Lead
from tuicrm.store.tables.customers import customers, inquiries, ownerships


def take_in(company: Company, *names: str) -> list[int | None]:
    for name in names:
        company.desk("boss").write(intake.take_in, Lead(name=name, source="website"))
    return [company.value(select(customers.c.owner_id).where(customers.c.name == name)) for name in names]


def test_without_a_rule_it_stays_in_the_pool(small_company: Company) -> None:
    assert take_in(small_company, "Acme", "Bolt") == [None, None]


@pytest.mark.parametrize("rule", ["round_robin", "least_loaded"])
def test_by_a_rule_somebody_who_sells_gets_it(company: Company, rule: str) -> None:
    company.desk("hale").write(settings.put_setting, "hand_out", rule)
    owners = take_in(company, *(f"Kunde {number}" for number in range(4)))
    assert None not in owners
    assert set(owners) <= {company.id(login) for login in ("li", "roth", "wang", "kuhn")}
    if rule == "round_robin":
        assert len(set(owners)) == 4


def test_why_is_on_record_and_who_is_known_is_not_handed_out_again(small_company: Company) -> None:
    small_company.desk("hale").write(settings.put_setting, "hand_out", "round_robin")
    first = take_in(small_company, "Acme")
    assert take_in(small_company, "Acme") == first
    assert len(small_company.all(select(inquiries.c.id))) == 2
    stays = small_company.all(select(ownerships.c.owner_id, ownerships.c.how).order_by(ownerships.c.id))
    assert tuple(stays[0]) == (None, "intake")
    assert len(stays) == 2
