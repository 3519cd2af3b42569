"""What can be asked: measures and dimensions, each with its definition in a sentence."""

from dataclasses import dataclass

from tuicrm.plain.language import N_


@dataclass(frozen=True)
class Measure:
    """A figure. `unit`: money, count or rate. `facts` says what it is counted over: closed, open, customers, sold."""

    name: str
    unit: str
    facts: str
    definition: str


_MEASURES = (
    Measure(
        "won-revenue", "money", "closed",
        N_("Sum of the amounts of won projects, by the day they were won; credited to the holder at that moment."),
    ),
    Measure(
        "won", "count", "closed",
        N_("Number of won projects, by the day they were won; credited to the holder at that moment."),
    ),
    Measure(
        "lost", "count", "closed",
        N_("Number of lost projects, by the day they were lost; credited to the holder at that moment."),
    ),
    Measure(
        "win-rate", "rate", "closed",
        N_("Won / (won + lost) by number, by the day they were closed; open ones do not count. 95 % Wilson interval."),
    ),
    Measure(
        "open", "count", "open",
        N_("Number of open projects now, or as they stood at the end of the day asked for; by today's holder then."),
    ),
    Measure(
        "open-amount", "money", "open",
        N_("Sum of the amounts of open projects; those without an amount count in n but not in the sum."),
    ),
    Measure("customers", "count", "customers", N_("Number of customers, by the day they were taken in.")),
    Measure(
        "revenue", "money", "sold",
        N_("Sum of what customers bought, by the day of the purchase; with or without a project."),
    ),
    Measure(
        "profit", "money", "sold",
        N_("Amount less cost of what customers bought; purchases whose cost is not known are left out."),
    ),
)  # fmt: skip
MEASURES = {measure.name: measure for measure in _MEASURES}

DIMENSIONS: dict[str, tuple[str, ...]] = {
    "month": ("closed", "open", "customers", "sold"),
    "quarter": ("closed", "open", "customers", "sold"),
    "owner": ("closed", "open", "customers", "sold"),
    "team": ("closed", "open", "customers", "sold"),
    "region": ("closed", "open", "customers", "sold"),
    "country": ("closed", "open", "customers", "sold"),
    "product": ("closed", "open", "sold"),
    "customer": ("closed", "open", "sold"),
    "industry": ("closed", "open", "customers", "sold"),
    "source": ("closed", "open", "customers", "sold"),
    "campaign": ("closed", "open", "customers", "sold"),
    "class": ("closed", "open", "customers", "sold"),
    "stage": ("closed", "open"),
    "category": ("open",),
}
