"""`+` on every screen: what is pasted is read along, known or new, and `enter` takes it in."""

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select
from textual.events import Paste

from tests.company import Company
from tests.screens.user import User, at_screen
from tuicrm.plain.pasted import Pasted
from tuicrm.sales import inquiries, intake, pool
from tuicrm.sales.inquiries import InquiryQuery
from tuicrm.sales.intake import Lead
from tuicrm.screens.take_in import _few, _short
from tuicrm.store.database import Database
from tuicrm.store.tables.customers import customers

CARD = "Ann Lee\nHead of Purchasing\nKordel Tools Ltd\nT: 0113 496 0199\nann@kordel.example"


@pytest.fixture
def firm(own: str) -> Iterator[Company]:
    made = Company(Database(own))
    lead = Lead("Acme Ltd", "phone", contact="Ann Lee", phones=("0113 496 0142",))
    made.desk("li").write(pool.claim, made.desk("li").write(intake.take_in, lead).customer_id)
    yield made
    made.database.close()


async def paste(user: User, text: str) -> None:
    user.app.screen.focused.post_message(Paste(text))  # type: ignore[union-attr]
    await user.settle()


@pytest.mark.parametrize("start", ["pool", "board", "agenda", "charts", "team"])
async def test_a_card_is_pasted_on_every_screen(own: str, firm: Company, start: str) -> None:
    async with at_screen(own, "li", start=start) as user:
        await user.press("plus")
        await paste(user, CARD)
        await user.until(lambda: user.sees("Company: Kordel Tools Ltd"))
        for text in (
            "Contact: Ann Lee, Head of Purchasing",
            "E-mail: ann@kordel.example",
            "New: will lie in the pool.",
        ):
            assert user.sees(text), text
        await user.press("enter")
        assert "Kordel Tools Ltd is new and lies in the pool." in user.status
    assert firm.value(select(customers.c.domain).where(customers.c.name == "Kordel Tools Ltd")) == "kordel.example"


async def test_a_number_of_a_colleagues_customer_says_who_holds_it(own: str, firm: Company) -> None:
    async with at_screen(own, "roth", start="agenda") as user:
        await user.press("plus", *"0113 4960142")
        await user.until(lambda: user.sees("Known by the phone: Acme Ltd, held by Li Wei."))
        await user.press("enter")
        assert "who is told" in user.status
    assert len(firm.desk("hale").read(inquiries.page, InquiryQuery()).rows) == 2
    async with at_screen(own, "kuhn", start="agenda") as user:
        await user.press("plus", *"0113 4960142")
        await user.until(lambda: user.sees("Known by the phone, held by team East."))
        assert not user.sees("Acme")


async def test_what_is_typed_comes_back_and_nothing_is_not_taken_in(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool") as user:
        await user.press("plus", "enter")
        assert user.sees("Nothing is typed yet.")
        await user.press(*"Kordel", "escape")
        await user.press("plus")
        assert user.sees("Kordel")
        assert user.sees("restored; esc twice throws it away")
        await user.press("escape", "escape", "plus")
        assert not user.sees("Kordel")


async def test_all_fields_go_on_with_what_was_understood(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool", size=(80, 40)) as user:
        await user.press("plus")
        await paste(user, CARD)
        await user.until(lambda: user.sees("Company: Kordel"))
        await user.click("[Source]")
        await user.press("2")
        assert user.sees("Source: website"), user.text()
        await user.click("All fields")
        assert user.sees("Head of Purchasing")
        await user.press("f10")
        assert "Kordel Tools Ltd is new" in user.status
    (asked, *_others) = firm.desk("hale").read(inquiries.page, InquiryQuery(words="kordel")).rows
    assert asked.source == "website"


async def test_the_owner_sees_on_the_first_line_that_a_customer_asks_again(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="agenda", size=(100, 30)) as user:
        assert not user.sees("*1 new")
        firm.clock.later(minutes=1)
        firm.desk("roth").write(intake.take_in, Lead("Acme", message="again"))
        await user.until(lambda: "*1 new" in user.lines()[0])
        user.app.open("customer", 1)
        await user.settle()
        await user.until(lambda: "*1 new" not in user.lines()[0])


def rows(number: int) -> str:
    return "\n".join(
        f"Firma {nth:03d} GmbH\tMax Muster\t0221 47{nth:04d}\tmax{nth}@firma.example" for nth in range(number)
    )


async def test_a_pasted_table_is_not_taken_for_one_who_asks(own: str, firm: Company) -> None:
    async with at_screen(own, "li", start="pool") as user:
        await user.press("plus")
        await paste(user, rows(60))
        await user.until(lambda: user.sees("This is a list, not one who asks"))
        assert user.sees("tuicrm import FILE --propose")
        assert user.sees("[Take in]"), "the buttons stay in sight"
        await user.press("enter")
        assert user.sees("Nothing was taken in.")
        await user.press("escape", "escape")
    assert firm.value(select(func.count()).where(customers.c.name.like("Firma%"))) == 0


@pytest.mark.parametrize(
    ("several", "said"),
    [((), ""), (("a",), "a"), (("a", "b", "c"), "a, b, c"), (tuple("abcd"), "a, b, c and 1 more"),
     (tuple("abcdefgh"), "a, b, c and 5 more")],
)  # fmt: skip
def test_of_many_the_first_are_shown(several: tuple[str, ...], said: str) -> None:
    assert _few(several) == said


@pytest.mark.parametrize(("length", "shown"), [(0, 0), (240, 240), (241, 242), (9000, 242)])
def test_a_long_question_is_shown_in_part(length: int, shown: int) -> None:
    assert len(_short("x" * length)) == shown


@pytest.mark.parametrize(
    ("phones", "emails", "is_list"), [(0, 0, False), (3, 2, False), (20, 0, False), (10, 10, False), (11, 10, True)]
)
def test_a_card_has_only_so_many_ways_to_reach_somebody(phones: int, emails: int, is_list: bool) -> None:
    assert Pasted(phones=("1",) * phones, emails=("a@b.example",) * emails).is_list is is_list
