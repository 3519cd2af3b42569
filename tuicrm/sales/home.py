"""Facts about the whole database: home currency, the team's time zone. Read once in a transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any

from tuicrm.plain.periods import day_in_zone, month_of, zone_of
from tuicrm.store import change
from tuicrm.store.session import Session


@dataclass(frozen=True)
class Home:
    """What all rules agree on.

    Attributes:
        currency: ISO 4217; reports are in it.
        zone: IANA name; days and months of business are counted in it.
        region: where a phone number without a country code belongs.
        hours: of a working week, as `plain.work_hours` reads them; "" is the usual week.
        country: whose holidays are kept ("CN", "DE-BY"); "" keeps none.
        rhythms: days by class after which a customer is due again; a class that is not there has none ("off").
        silence: days by class without a word and a plan that are silence; "" is every other class.
    """

    currency: str = "USD"
    zone: str = "UTC"
    region: str = "US"
    hours: str = ""
    country: str = ""
    rhythms: Mapping[str, int] = field(default_factory=lambda: {"A": 14, "B": 30, "C": 90, "": 60})
    silence: Mapping[str, int] = field(default_factory=lambda: {"A": 7, "B": 15, "": 30})

    def day(self, at: datetime) -> date:
        """The day of business of a moment."""
        return day_in_zone(at, self.zone)

    def local(self, at: datetime) -> datetime:
        """The same moment as the clocks of business show it."""
        return at.astimezone(zone_of(self.zone))

    def month(self, at: datetime) -> int:
        """The month number of a moment."""
        return month_of(self.day(at))


_NAMES = {field.name for field in fields(Home)}


def home(session: Session) -> Home:
    """Read the settings of the whole database."""
    return replace(Home(), **{name: value for name, value in change.settings_of(session).items() if name in _NAMES})


def keep(session: Session, **values: Any) -> None:
    """Set some of them; unknown names are an error of the caller."""
    for name, value in values.items():
        if name not in _NAMES:
            raise ValueError(f"no setting {name}")
        change.set_setting(session, name, value)
