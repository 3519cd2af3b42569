"""Options that say a day or an amount, read the same in all commands."""

from datetime import date

import typer

from tuicrm.plain.language import _
from tuicrm.plain.money import Money, read_amount
from tuicrm.plain.periods import read_date


def day(text: str | None, option: str) -> date | None:
    """Read a day such as 2026-12-18; one that cannot be read is wrong use."""
    if text is None:
        return None
    try:
        return read_date(text)
    except ValueError as error:
        raise typer.BadParameter(
            _("{text} is no day. Write it as 2026-12-18.").format(text=text), param_hint=option
        ) from error


def minor(text: str | None, currency: str, option: str) -> int | None:
    """Read an amount such as 28000, 28k or 12.5万 in a currency; one that cannot be read is wrong use."""
    if text is None:
        return None
    found = amount(text, currency, option)
    if found.currency != currency:
        said = _("{text} is in {given}, the rest in {currency}.")
        raise typer.BadParameter(said.format(text=text, given=found.currency, currency=currency), param_hint=option)
    return found.minor


def amount(text: str, currency: str, option: str) -> Money:
    """Read an amount; one without a currency is in `currency`."""
    try:
        return read_amount(text, currency)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=option) from error


def money(minor: int | None, currency: str) -> Money | None:
    """Give an amount as scripts get it; None for what is not known."""
    return None if minor is None else Money(minor, currency)


def name_of(words: list[str]) -> str:
    """Join the words of a noun phrase: ssh loses the quotation marks around them."""
    return " ".join(words)
