"""Know-how among the charts: the matrix under its heads, and the lists of what is missing."""

from tests.company import Company
from tests.sales.analysis.know_how.test_coverage import won
from tests.screens.user import User, at_screen
from tuicrm.store.database import Database


async def go_up_to(user: User, title: str) -> None:
    await user.press("4", "G")
    for _question in range(20):
        if user.sees(title):
            return
        await user.press("up")
    raise AssertionError(user.text())


async def test_who_can_sell_what_is_a_matrix_under_heads_at_eighty_columns(own: str) -> None:
    made = Company(Database(own))
    won(made, "roth", 9, of=["Laser"])
    won(made, "li", 12, of=["Probe"])
    made.database.close()
    async with at_screen(own, "hale", now=made.clock.now) as user:
        await go_up_to(user, "Who can sell which product?")
        assert user.sees("Only Li Wei can sell Probe: 12 of 12 won in 24 months."), user.text()
        await user.press("t")
        assert user.sees("Ro A. Roth"), "what the heads stand for"
        heads = next(line for line in user.lines() if "product" in line and "Ro" in line)
        laser = next(line for line in user.lines() if "Laser" in line and "Only" not in line)
        assert laser[heads.index("Ro") : heads.index("Ro") + 2] == " 9", user.text()
        assert laser[heads.index("We") : heads.index("We") + 2] == " ."


async def test_enter_on_a_step_lists_what_is_missing(own: str) -> None:
    made = Company(Database(own))
    made.customer("Acme", owner="li")
    made.database.close()
    async with at_screen(own, "hale", now=made.clock.now) as user:
        await go_up_to(user, "How far have we come?")
        assert user.sees("Missing: customers with a contact 0% (1")
        await user.press("enter", "g", "enter")
        assert user.sees("Know-how: contact, child"), user.text()
        assert user.sees("Acme")
