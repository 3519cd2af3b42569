"""Forms about an action: what its kind asks for when it is done, and who takes part in a plan."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.agenda.test_own_outcome import kept
from tests.sales.test_agenda import plan
from tests.sales.test_briefing import contact
from tests.screens.user import User, at_screen
from tuicrm.sales import agenda, fields
from tuicrm.store.database import Database
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers

USUAL = (80, 24)


@pytest.fixture
def firm(own: str) -> Iterator[Company]:
    """Li has a workshop today, a kind of the team's own that asks how many came, with J. Novak."""
    made = Company(Database(own))
    hale = made.desk("hale")
    hale.write(fields.add, "action", "Seats", "number")
    hale.write(agenda.add_kind, "workshop", fields=["seats"])
    acme = made.customer("Meridian Labs", owner="li")
    novak = contact(made, acme, "J. Novak", "+44 117 496 0142")
    contact(made, acme, "E. Berg", "+44 117 496 0143")
    plan(made, customer_id=acme, kind="workshop", subject="training", on=NOW.date(), contact_id=novak)
    yield made
    made.database.close()


def workshop(firm: Company) -> int:
    found: int = firm.value(select(actions.c.id).where(actions.c.kind == "workshop"))
    return found


async def test_the_outcome_asks_for_the_fields_of_the_kind(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("d", *"went well", "enter")
        assert user.sees("Seats"), user.text()
        await user.press(*"many", "f10")
        assert user.sees("This is no number"), user.text()
        await user.press(*["backspace"] * 4, *"12", "f10")
        assert user.sees("Meridian Labs: done."), user.text()
    assert kept(firm, workshop(firm)) == {"seats": "12"}
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("u")
    assert kept(firm, workshop(firm)) == {}


async def test_leaving_the_fields_leads_back_to_the_sentence(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("d", *"went well", "enter")
        await user.press("escape")
        assert user.sees("went well"), user.text()
        assert user.sees("What came of it?")
        await user.press("enter", "f10")
        assert user.sees("Meridian Labs: done."), user.text()
    assert kept(firm, workshop(firm)) == {}


async def edit(user: User) -> None:
    await user.app.run_action("edit", default_namespace=user.app.query_one("AgendaPane"))
    await user.settle()


@pytest.mark.parametrize(
    ("said", "contact_name", "people"),
    [
        ("E. Berg, @roth", "E. Berg", ("A. Roth",)),
        ("J. Novak, Berg, wang", "J. Novak", ("E. Berg", "F. Wang")),
        ("", None, ()),
    ],
)
async def test_who_takes_part_is_edited_by_names(
    own: str, firm: Company, said: str, contact_name: str | None, people: tuple[str, ...]
) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await edit(user)
        assert user.sees("J. Novak"), user.text()
        await user.press("tab", "tab", "tab", "tab", "tab", *["backspace"] * 8, *said, "f10")
        assert user.sees("Changed."), user.text()
    card = firm.desk("li").read(agenda.card, workshop(firm))
    assert (card.contact, card.people) == (contact_name, people)


async def test_nobody_of_that_name_is_said_in_place(own: str, firm: Company) -> None:
    async with at_screen(own, "li", size=USUAL) as user:
        await edit(user)
        await user.press("tab", "tab", "tab", "tab", "tab", *", Miller", "f10")
        assert user.sees("Not found, or not only once: Miller."), user.text()
    assert firm.desk("li").read(agenda.card, workshop(firm)).contact == "J. Novak"


async def test_the_line_shows_whom_it_means_before_it_is_planned(own: str, firm: Company) -> None:
    acme = firm.value(select(customers.c.id).where(customers.c.name == "Meridian Labs"))
    for name in ("Anna Lind", "Tom Back", "Tom Lee"):
        contact(firm, acme, name, "+44 117 496 0144")
    async with at_screen(own, "li", size=USUAL) as user:
        await user.press("B", *"call Anna tomorrow 10:00")
        assert user.sees("call, tomorrow 10:00, Anna Lind (Meridian Labs)"), user.text()
        await user.press("enter")
        assert user.sees("Planned: call, tomorrow 10:00, for Meridian Labs."), user.text()
        await user.press("B", *"call Tom fri")
        assert user.sees("call, Fri 27, Tom. Tom may be Tom Back (Meridian"), user.text()
        assert user.sees("Labs), Tom Lee (Meridian Labs): add the customer, or"), user.text()
        await user.press(*" Meridian Labs", "enter")
        assert user.sees("Planned: call, Fri 27, for Meridian Labs."), user.text()
    planned = firm.all(select(actions.c.contact_id, actions.c.subject).where(actions.c.kind == "call"))
    assert [(row.contact_id is not None, row.subject) for row in planned] == [(True, ""), (False, "Tom")]
