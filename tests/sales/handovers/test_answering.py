"""The receiver accepts or returns; what nobody answers goes back or to the lead."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.chances import insert, kept, project, take_back
from tests.sales.handovers.test_giving import call, give, owner, owner_of, sees
from tests.sales.house import holder, refusal, set_values
from tuicrm.sales import handovers
from tuicrm.sales.handovers import Terms
from tuicrm.store.errors import NotAllowed, NotFound, Refused
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import handovers as handover_table
from tuicrm.store.tables.projects import project_contacts

ASKS = Terms(note="they like to talk on fridays")
AT_ONCE = Terms(at_once=True)


def row(company: Company, batch: int) -> Any:
    return company.all(select(handover_table).where(handover_table.c.batch == batch))[0]


def test_what_waits_changes_its_holder_on_acceptance(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    made = project(company, customer_id=acme)
    planned = call(company, project_id=made)
    given = give(company, "li", ("customer", acme), terms=ASKS)
    assert (owner(company, made), owner_of(company, planned), given.done) == ("li", "li", False)
    (waiting,) = company.desk("roth").read(handovers.pending)
    assert (waiting.id, waiting.name, waiting.customers, waiting.projects) == (given.batch, "Acme", 1, 1)
    assert (waiting.from_name, waiting.note, waiting.is_done) == ("Li Wei", ASKS.note, False)
    answered = company.desk("roth").write(handovers.accept, given.batch)
    assert (answered.holder, answered.passed) == ("A. Roth", 2)
    assert (owner(company, made), owner_of(company, planned)) == ("roth", "roth")
    assert holder(company, acme) == company.id("roth")
    assert company.desk("roth").read(handovers.pending) == ()


def test_what_was_given_at_once_is_acknowledged(small_company: Company) -> None:
    made = project(small_company)
    given = give(small_company, "hale", ("project", made), terms=AT_ONCE)
    (waiting,) = small_company.desk("roth").read(handovers.pending)
    assert waiting.is_done
    small_company.desk("roth").write(handovers.accept, given.batch)
    assert row(small_company, given.batch).ended_how == "accepted"


@pytest.mark.parametrize("terms", [ASKS, AT_ONCE], ids=["asked", "at once"])
def test_returned_it_is_the_givers_again_with_a_reason(small_company: Company, terms: Terms) -> None:
    made = project(small_company)
    planned = call(small_company, project_id=made)
    given = give(small_company, "hale", ("project", made), to="kuhn", terms=terms)
    answered = small_company.desk("kuhn").write(handovers.give_back, given.batch, "not my region")
    assert (answered.holder, owner(small_company, made), owner_of(small_company, planned)) == ("Li Wei", "li", "li")
    (shown,) = small_company.desk("li").read(handovers.listing)
    assert (shown.state, shown.reason) == ("returned", "not my region")
    assert not sees(small_company, "kuhn", made)


def test_a_return_needs_a_reason_and_an_answer_stands(small_company: Company) -> None:
    given = give(small_company, "li", ("project", project(small_company)), terms=ASKS)
    assert refusal(small_company, "roth", handovers.give_back, given.batch, "  ").code == "reason_missing_why"
    small_company.desk("roth").write(handovers.accept, given.batch)
    assert refusal(small_company, "roth", handovers.give_back, given.batch, "no").code == "answered"
    assert refusal(small_company, "roth", handovers.accept, given.batch).code == "answered"


def test_only_the_receiver_answers(small_company: Company) -> None:
    given = give(small_company, "li", ("project", project(small_company)), terms=ASKS)
    for login in ("li", "wang"):
        with pytest.raises(NotAllowed):
            small_company.desk(login).write(handovers.accept, given.batch)
    with pytest.raises(NotFound):  # of another team: it is as if it were not there
        small_company.desk("kuhn").write(handovers.accept, given.batch)
    with pytest.raises(NotFound):
        small_company.desk("roth").write(handovers.accept, 99)
    small_company.desk("hale").write(handovers.accept, given.batch)  # a manager may for who is away


def test_it_waits_for_one_answer_at_a_time(small_company: Company) -> None:
    made = project(small_company)
    give(small_company, "li", ("project", made), terms=ASKS)
    assert refusal(
        small_company, "li", handovers.give, (("project", made),), small_company.id("kuhn"), ASKS
    ).code == "handover_pending"  # fmt: skip


def test_what_got_another_holder_meanwhile_is_not_accepted(small_company: Company) -> None:
    one, two = project(small_company, "one"), project(small_company, "two")
    given = give(small_company, "li", ("project", one), ("project", two), terms=ASKS)
    from tuicrm.sales import projects

    small_company.desk("hale").write(
        projects.edit, one, kept(small_company, one).version, owner_id=small_company.id("kuhn")
    )
    small_company.desk("roth").write(handovers.accept, given.batch)
    assert [owner(small_company, made) for made in (one, two)] == ["kuhn", "roth"]


@pytest.mark.parametrize("how", ["accepted", "returned", "returned at once"])
def test_an_answer_is_taken_back(company: Company, how: str) -> None:
    made = project(company)
    planned = call(company, project_id=made)
    given = give(company, "hale", ("project", made), terms=AT_ONCE if how == "returned at once" else ASKS)
    held = owner(company, made), owner_of(company, planned)
    company.clock.later(minutes=1)
    if how == "accepted":
        company.desk("roth").write(handovers.accept, given.batch)
    else:
        company.desk("roth").write(handovers.give_back, given.batch, "no")
    take_back(company, "roth")
    assert (owner(company, made), owner_of(company, planned)) == held
    (waiting,) = company.desk("roth").read(handovers.pending)
    assert waiting.id == given.batch
    company.desk("roth").write(handovers.accept, given.batch)
    assert owner(company, made) == "roth"


LATE: dict[str, tuple[Terms, str, str]] = {
    "asked, back": (Terms(), "li", "back"),
    "asked, to the lead": (Terms(if_late="lead"), "wang", "lead"),
    "at once, back": (Terms(at_once=True), "li", "back"),
    "at once, to the lead": (Terms(at_once=True, if_late="lead"), "wang", "lead"),
}


@pytest.mark.parametrize(("terms", "holds", "how"), LATE.values(), ids=LATE)
def test_what_nobody_answers_in_time_goes_where_it_was_said(
    small_company: Company, terms: Terms, holds: str, how: str
) -> None:
    made = project(small_company)
    given = give(small_company, "hale", ("project", made), to="kuhn", terms=terms)

    def settle() -> Any:
        return small_company.desk("li").write(handovers.settle_due)

    small_company.clock.later(days=3)
    assert settle() == (), "the third day is still in time"
    small_company.clock.later(days=1)
    assert [one.batch for one in settle()] == [given.batch]
    assert (owner(small_company, made), row(small_company, given.batch).ended_how) == (holds, how)
    assert settle() == ()


def test_what_cannot_go_back_to_who_has_left_goes_to_their_lead(small_company: Company) -> None:
    made = project(small_company)
    given = give(small_company, "hale", ("project", made), to="kuhn", terms=AT_ONCE)
    set_values(small_company, users, small_company.id("li"), left_on=NOW.date() - timedelta(days=1))
    small_company.desk("kuhn").write(handovers.give_back, given.batch, "too far")
    assert owner(small_company, made) == "wang"


def test_without_a_lead_of_the_team_a_manager_gets_it(small_company: Company) -> None:
    made = project(small_company, login="kuhn")
    give(small_company, "hale", ("project", made), to="li", terms=Terms(at_once=True, if_late="lead"))
    small_company.clock.later(days=9)
    small_company.desk("hale").write(handovers.settle_due)
    assert owner(small_company, made) == "hale"


def test_lists_and_cards_are_for_who_gave_got_or_leads(small_company: Company) -> None:
    given = give(small_company, "li", ("project", project(small_company)), terms=ASKS)
    for login, there in (("li", 1), ("roth", 1), ("wang", 1), ("kuhn", 0), ("hale", 1), ("eye", 1)):
        desk = small_company.desk(login)
        assert len(desk.read(handovers.listing)) == there, login
        if there:
            assert desk.read(handovers.card, given.batch).may_answer is (login in ("roth", "hale"))
        else:
            with pytest.raises(NotFound):
                desk.read(handovers.card, given.batch)
    assert len(small_company.desk("hale").read(handovers.listing, waiting=True, user_id=3)) == 1
    assert small_company.desk("hale").read(handovers.listing, user_id=small_company.id("kuhn")) == ()


def test_the_summary_of_a_project_names_its_own_people_alone(small_company: Company) -> None:
    from tests.sales.test_briefing import contact
    from tuicrm.sales.handovers.telling import told

    acme = small_company.customer("Acme", owner="li")
    made = project(small_company, customer_id=acme)
    for name in ("J. Novak", "L. Kral", "M. Other"):
        person = contact(small_company, acme, name, "+44 117 496 0142")
        if name == "L. Kral":
            insert(small_company, project_contacts, project_id=made, contact_id=person, part="decides")
    given = give(small_company, "li", ("project", made), terms=ASKS)
    text = "\n".join(told(small_company.desk("roth").read(handovers.card, given.batch)))
    assert "people: L. Kral (decides)" in text
    assert "Novak" not in text
    assert "Other" not in text


def test_the_summary_tells_what_the_record_says(small_company: Company) -> None:
    from tests.sales.test_briefing import contact
    from tuicrm.sales import agenda, intake
    from tuicrm.sales.handovers.telling import told
    from tuicrm.sales.intake import Lead

    acme = small_company.customer("Acme", owner="li")
    contact(small_company, acme, "J. Novak", "+44 117 496 0142", part="uses")
    made = project(small_company, customer_id=acme, expected_on=NOW.date() + timedelta(days=30))
    done, _planned = call(small_company, project_id=made), call(small_company, project_id=made)
    li = small_company.desk("li")
    li.write(agenda.done, done, outcome="talked", note="price fine, delivery?")
    on = NOW.date() + timedelta(days=1)
    li.write(agenda.plan, agenda.NewAction("task", "data sheet", project_id=made, on=on, promise="ours"))
    li.write(intake.take_in, Lead(name="Acme", source="website", message="price of two?"))
    given = give(small_company, "li", ("customer", acme), terms=ASKS)
    card = small_company.desk("roth").read(handovers.card, given.batch)
    text = "\n".join(told(card))
    for said in (
        "Li Wei to A. Roth: Acme, waits for an answer", "“they like to talk on fridays”", "Acme: PX line",
        "New, €28,000.00, expected 23 Dec", "J. Novak (uses)", "talked, price fine, delivery?", "call, offer",
        "data sheet, we owe",
    ):  # fmt: skip
        assert said in text, text


def test_a_return_is_told_to_who_gave(small_company: Company) -> None:
    from tuicrm.sales.handovers.telling import told

    given = give(small_company, "li", ("project", project(small_company)), terms=ASKS)
    small_company.desk("roth").write(handovers.give_back, given.batch, "full\x1b[31m up")
    text = told(small_company.desk("li").read(handovers.card, given.batch))
    assert "returned because: full" in "\n".join(text)
    assert "\x1b" not in "\n".join(text)
    with pytest.raises(Refused, match="answered"):
        small_company.desk("roth").write(handovers.accept, given.batch)
