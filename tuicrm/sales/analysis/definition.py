"""What a figure is: said once, shown by `i`, printed with each report."""

from dataclasses import dataclass

from tuicrm.plain.language import N_, _, in_a_row


@dataclass(frozen=True)
class Definition:
    """One figure, in sentences that are marked for translation; "" where there is nothing to say.

    Attributes:
        formula: what is computed.
        population: over what.
        clock: which day decides whether something falls in the period.
        credit: for whom it counts.
        maturity: what young cases do to it.
        source: where the formula comes from.
    """

    formula: str
    population: str = ""
    clock: str = ""
    credit: str = ""
    maturity: str = ""
    source: str = ""

    def parts(self) -> dict[str, str]:
        """Its sentences by name, in the language of the moment; what is empty is left out."""
        return {name: _(text) for name, text in self.__dict__.items() if text}

    def words(self) -> str:
        """The whole of it in one paragraph."""
        return in_a_row(*self.parts().values())


BY_CLOSING = N_("By the day it was won or lost.")
BY_PURCHASE = N_("By the day of the purchase.")
AT_THE_EVENT = N_("Credited to the holder at that moment, by shares where there are several; the team is theirs then.")
HOLDER_NOW = N_("By the holder now, or of the day asked for.")
WILSON = N_("Interval of 95 percent: Wilson (1927).")
CLOSED_ONLY = N_("Open ones do not count, so young months show their quick ones first.")
