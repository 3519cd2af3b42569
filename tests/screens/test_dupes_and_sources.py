"""Duplicates, sources, own fields and the small acts of a card, as their users see them."""

import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from tests.company import Company
from tests.patience import LONGEST_SECONDS
from tests.screens.user import User, at_screen
from tuicrm.sales import campaigns, fields, funnel, inquiries, intake, needs, pool, projects
from tuicrm.sales.doubles import suspecting
from tuicrm.sales.inquiries import InquiryQuery
from tuicrm.sales.intake import Lead
from tuicrm.sales.projects import NewProject
from tuicrm.store import change
from tuicrm.store.database import Database
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.widgets.rows import Rows


@pytest.fixture
def firm(own: str) -> Iterator[Company]:
    made = Company(Database(own))
    hale, li = made.desk("hale"), made.desk("li")
    hale.write(campaigns.add, "Spring fair", "campaign")
    hale.write(campaigns.cost, "Spring fair", 2026 * 12 + 11, 300_00)
    hale.write(fields.add, "customer", "Size", "number")
    hale.write(needs.add, "speed")
    lead = Lead("Acme Ltd", campaign="Spring fair", contact="Ann Lee", city="Leeds", message="price?")
    li.write(pool.claim, li.write(intake.take_in, lead).customer_id)
    made.customer("Acme Ltd", owner="li", city="Leeds", industry="pumps")
    yield made
    made.database.close()


def with_two_cities(firm: Company) -> None:
    """Let the two be branches, or two companies: no pair."""
    firm.database.write_as(lambda session: change.update(session, customers, 2, city="Hull"), firm.clock.now)


async def come(user: User, place: str, record_id: int = 0) -> None:
    user.app.open(place, record_id)
    await user.settle()


async def test_a_pair_is_looked_for_compared_and_merged(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool", size=(110, 34)) as user:
        await come(user, "dupes")
        await user.until(lambda: user.sees("92%"))
        assert user.sees("Acme Ltd (1)")
        assert user.sees("Acme Ltd (2)")
        assert user.sees("Leeds")
        await user.press("enter", "1")
        assert user.sees("Source"), "of which the two say different things"
        await user.press("f10")
        await user.until(lambda: "went into Acme Ltd" in user.status)
        await user.press("v", "3")
        assert user.sees("[Merged]")
        assert user.sees("Acme Ltd (2)")
        await user.press("enter", "1")
        await user.until(lambda: "are two customers again" in user.status)
    assert firm.all(select(customers.c.id).where(customers.c.merged_into_id.is_not(None))) == []


async def test_fields_that_differ_are_chosen_one_by_one(own: str, firm: Company) -> None:
    with_two_cities(firm)
    async with at_screen(own, "li", start="pool", size=(110, 34)) as user:
        await come(user, "dupes")
        await user.until(lambda: user.sees("No pair"))
        firm.database.write_as(
            lambda session: change.update(session, customers, 2, city=None, industry="Pumps"),
            firm.clock.now,
        )
        firm.database.write_as(
            lambda session: change.update(session, customers, 1, industry="Machine parts"),
            firm.clock.now,
        )
        await come(user, "dupes")
        await user.until(lambda: user.sees("92%"))
        await user.press("enter", "1")
        assert user.sees("which values?")
        await user.press("2", "f10")
        await user.until(lambda: "went into" in user.status)
    assert firm.value(select(customers.c.industry).where(customers.c.id == 1)) == "Pumps"


async def test_no_pair_is_said_only_when_all_were_looked_at(
    own: str, firm: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list that is still empty while customers are compared is no answer."""
    with_two_cities(firm)
    said: list[str] = []
    told, asked, counted = threading.Event(), Rows.say_empty, suspecting._count

    def hear(rows: Rows, text: str) -> None:
        asked(rows, text)
        if rows.id == "dupes-rows":
            said.append(text)
            told.set()

    def wait(session: Session, start: int) -> int:
        told.wait(LONGEST_SECONDS)
        return counted(session, start)

    async with at_screen(own, "li", start="pool") as user:
        monkeypatch.setattr(Rows, "say_empty", hear)
        monkeypatch.setattr(suspecting, "_count", wait)
        await come(user, "dupes")
        assert user.sees("No pair of customers looks like one.")
    assert list(dict.fromkeys(text.split()[0] for text in said)) == ["Looking", "No"]


async def test_not_the_same_is_said_with_a_digit(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool") as user:
        await come(user, "dupes")
        await user.until(lambda: user.sees("92%"))
        await user.press("enter", "3")
        await user.until(lambda: user.sees("No pair of customers looks like one."))


async def test_channels_campaigns_and_the_chain(own: str, firm: Company) -> None:
    async with at_screen(own, "hale", start="charts", size=(110, 30)) as user:
        await come(user, "sources")
        assert user.sees("[Channels]")
        assert user.sees("campaign")
        await user.press("tab")
        assert user.sees("[Campaigns]")
        await user.press("enter")
        for text in ("taken in", "untouched", "profit less cost", "Acme Ltd, Li Wei"):
            assert user.sees(text), text
        await user.press("enter")
        assert user.sees("Acme Ltd, new")
        await user.press("1")
        assert user.app.pane is not None
        assert user.app.pane.place == "customer"


async def test_a_line_of_the_chain_opens_its_projects_its_purchases_and_its_months(own: str, firm: Company) -> None:
    li = firm.desk("li")
    made = li.write(projects.add, NewProject(name="Line 4", customer_id=1)).project_id
    li.write(funnel.win, made, amount_minor=1000_00, cost_minor=400_00, reason="repeat order")
    async with at_screen(own, "hale", start="charts", size=(110, 30)) as user:
        await come(user, "sources")
        await user.press("tab", "enter", *["down"] * 4)
        for below, title, said in (
            (0, "Projects: 1", "Line 4, Acme Ltd"), (1, "Won: 1", "Line 4, Acme Ltd"),
            (1, "Revenue: 1", "1.0k  600"), (1, "Profit: 1", "1.0k  600"), (1, "Cost: 1", "Nov 26"),
        ):  # fmt: skip
            await user.press(*["down"] * below, "enter")
            await user.until(lambda title=title: user.sees(title))
            assert user.sees(said), said
            await user.press("escape")
        await user.press("down", "enter")
        assert "what it is made of" in user.status
        await user.press(*["up"] * 5, "enter", "1")
        assert user.app.pane is not None
        assert user.app.pane.place == "project"


async def test_esc_goes_from_a_campaign_back_to_the_campaigns(own: str, firm: Company) -> None:
    async with at_screen(own, "hale", start="charts", size=(110, 30)) as user:
        await come(user, "sources")
        await user.press("tab")
        user.app.screen.query_one("#sources-rows", Rows).go_to("Spring fair")
        await user.press("enter")
        assert user.sees("[Spring fair]")
        await user.press("escape")
        assert user.sees("[Campaigns]")
        assert user.app.screen.query_one("#sources-rows", Rows).key == "Spring fair"
        await user.press("escape")
        assert user.app.pane is not None
        assert user.app.pane.place == "charts"


async def test_what_came_through_no_campaign_opens_its_inquiries(own: str, firm: Company) -> None:
    firm.desk("li").write(intake.take_in, Lead("Beta GmbH", message="no campaign"))
    async with at_screen(own, "hale", start="charts", size=(110, 30)) as user:
        await come(user, "sources")
        await user.press("tab")
        user.app.screen.query_one("#sources-rows", Rows).go_to("")
        await user.press("enter")
        assert user.sees("Beta GmbH, new")


async def test_a_verdict_a_tag_and_a_need_on_the_card(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool", size=(100, 40)) as user:
        await come(user, "customer", 1)
        await user.press("v", "7", "enter")
        assert user.sees("Why does it lead nowhere?")
        await user.press("3")
        await user.until(lambda: user.sees("refused: a student"))
        user.app.pane.action_tag()  # type: ignore[union-attr]
        await user.settle()
        await user.press("1", *"vip", "f10")
        user.app.pane.action_need()  # type: ignore[union-attr]
        await user.settle()
        await user.press("1", "2")
        await user.press("v", "2")
        await user.until(lambda: user.sees("vip") and user.sees("met"))
    (asked,) = firm.desk("hale").read(inquiries.page, InquiryQuery()).rows
    assert (asked.state, asked.verdict) == ("refused", "student")


async def test_one_fact_is_edited_in_its_place(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool") as user:
        await come(user, "customer", 1)
        await user.press("v", "2", "down", "enter")
        assert user.sees("Change Acme Ltd")
        assert not user.sees("Industry")
        await user.press(*" North", "enter")
        await user.until(lambda: "is saved" in user.status)
    assert firm.value(select(customers.c.city).where(customers.c.id == 1)) == "Leeds North"


async def test_a_manager_declares_a_field_and_a_rep_only_looks(own: str, firm: Company) -> None:
    async with at_screen(own, "hale", start="team", size=(100, 30)) as user:
        await come(user, "fields")
        assert user.sees("Size")
        await user.press("B", "1", "enter", *"Colour", "enter", "f10")
        await user.until(lambda: user.sees("Colour"))
    async with at_screen(own, "li", start="pool", size=(100, 30)) as user:
        await come(user, "fields")
        await user.press("B")
        assert "Only a manager" in user.status


async def test_needs_are_put_on_the_list_renamed_and_set_aside_on_the_screen(own: str, firm: Company) -> None:
    async with at_screen(own, "hale", start="team", size=(100, 30)) as user:
        await come(user, "fields")
        assert user.sees("speed")
        await user.press("G", "enter")
        assert user.sees("Change speed")
        await user.press(*"y", "f10")
        await user.until(lambda: "speedy is changed" in user.status)
        user.app.pane.action_away()  # type: ignore[union-attr]
        await user.until(lambda: "speedy is set aside" in user.status)
        await user.press("u")
        await user.until(lambda: user.sees("speedy"))
        await user.press("B", "7", "enter", *"price", "f10")
        await user.until(lambda: "price is on the list of needs now" in user.status)
    assert [one.name for one in firm.desk("li").read(needs.listed)] == ["speedy", "price"]


async def test_a_campaign_is_made_changed_and_paid_for_on_the_screen(own: str, firm: Company) -> None:
    async with at_screen(own, "hale", start="charts", size=(110, 30)) as user:
        await come(user, "sources")
        await user.press("B", *"Mailing", "f10")
        await user.until(lambda: "Mailing is a campaign now" in user.status)
        await user.press("tab")
        user.app.pane.action_edit()  # type: ignore[union-attr]
        await user.settle()
        assert user.sees("Change Spring fair")
        await user.press(*" 26", "f10")
        await user.until(lambda: "Spring fair 26 is changed" in user.status)
        user.app.pane.action_cost()  # type: ignore[union-attr]
        await user.settle()
        assert user.sees("300.00"), "what is noted already"
        assert user.sees("noted: €300.00")
        await user.press("tab", *["backspace"] * 6, *"500", "f10")
        await user.until(lambda: "The cost of Spring fair 26 is noted" in user.status)
        await user.until(lambda: user.sees("500"))
        user.app.pane.action_cost()  # type: ignore[union-attr]
        await user.settle()
        assert user.sees("noted: €500.00")
        await user.press("backspace", "backspace", *"10")
        assert user.sees("nothing is noted for this month")
    async with at_screen(own, "li", start="charts", size=(110, 30)) as user:
        await come(user, "sources")
        await user.press("B")
        assert "Only marketing or a manager" in user.status
