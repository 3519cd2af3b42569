"""Who changed what, on a page of its own from each card; and what one of us planned and did."""

from tests.company import Company
from tests.screens.test_customer import firm as firm  # a fixture
from tests.screens.user import at_screen
from tuicrm.sales import agenda, customers, people


async def test_the_card_leads_to_who_changed_what(own: str, firm: Company) -> None:
    firm.clock.later(minutes=5)
    firm.desk("wang").write(customers.edit, 1, 1, city="York")
    async with at_screen(own, "li", start="pool", now=firm.clock.now) as user:
        await user.press("v", "4", "enter")
        await user.press("colon", *"who changed", "enter")
        assert user.sees("Who changed what of the customer")
        assert user.sees("F. Wang")
        assert user.sees("changed: city Leeds > York")
        assert user.sees("contact made: name Ann Lee")
        await user.press("enter")
        assert user.sees("F. Wang  changed")
        await user.press("escape")
        await user.press("escape")
        assert user.sees("held by Li Wei")


async def test_a_projects_trail_is_shown(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="board", size=(140, 30)) as user:
        await user.press("enter")
        await user.press("colon", *"who changed", "enter")
        assert user.sees("Who changed what of the project")
        assert user.sees("amount 28000.00 EUR")


async def test_a_lead_goes_from_the_team_to_what_one_of_them_did(own: str, firm: Company) -> None:
    firm.desk("boss").write(people.edit_user, firm.id("li"), email="li@acme.example")
    firm.desk("li").write(agenda.done, 1, outcome="talked", note="price is fine")
    async with at_screen(own, "wang", start="agenda", size=(100, 30)) as user:
        await user.press("v", "8")
        assert user.sees("nothing planned")
        name = user.lines()[user.app.screen.focused.cursor_region.y]
        while "Li Wei" not in name:
            await user.press("down")
            name = user.lines()[user.app.screen.focused.cursor_region.y]
        await user.press("colon", *"timeline", "enter")
        assert user.sees("price is fine")
        assert user.sees("Acme Ltd")
        await user.press("colon", *"who changed", "enter")
        assert user.sees("e-mail li@acme.example")


async def test_what_may_not_be_seen_says_so(own: str, firm: Company) -> None:
    async with at_screen(own, "kuhn", start="agenda") as user:
        await user.press("b")
        assert user.sees("A briefing is of a customer or a project.")
        await user.press("colon", *"timeline", "enter")
        assert user.sees("Nothing is planned and nothing on record.")
