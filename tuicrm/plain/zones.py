"""In which time zones a phone may ring: by the country of its number, by the place that is known, never by guess.

Of a country with many zones the outermost of those where most people live are given: a call is allowed when it is
in all of them.
"""

from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from tuicrm.plain.countries import country_code

# The outermost zones in which most people of a country live; all other countries have one that counts.
_MANY = {
    "US": ("America/New_York", "America/Los_Angeles"), "CA": ("America/Halifax", "America/Vancouver"),
    "RU": ("Europe/Moscow", "Asia/Vladivostok"), "AU": ("Australia/Sydney", "Australia/Perth"),
    "BR": ("America/Sao_Paulo", "America/Manaus"), "MX": ("America/Mexico_City", "America/Tijuana"),
    "ID": ("Asia/Jakarta", "Asia/Jayapura"), "CD": ("Africa/Kinshasa", "Africa/Lubumbashi"),
    "CN": ("Asia/Shanghai",), "ES": ("Europe/Madrid",), "PT": ("Europe/Lisbon",), "DE": ("Europe/Berlin",),
    "KZ": ("Asia/Almaty",), "CL": ("America/Santiago",), "NZ": ("Pacific/Auckland",), "UA": ("Europe/Kyiv",),
    "UZ": ("Asia/Tashkent",), "AR": ("America/Argentina/Buenos_Aires",), "EC": ("America/Guayaquil",),
    "MY": ("Asia/Kuala_Lumpur",), "MN": ("Asia/Ulaanbaatar",),
}  # fmt: skip


def country_of(phone: str | None, country: str | None) -> str | None:
    """Give the two letters of a country: that of a number (as `phone_key` gives it), else that of the name."""
    if phone and phone.startswith("+"):
        import phonenumbers

        try:
            number = phonenumbers.parse(phone.partition(";")[0])
        except phonenumbers.NumberParseException:
            pass
        else:
            if code := phonenumbers.region_code_for_number(number):
                return str(code)
    return country_code(country)


def zones_of(country: str | None, city: str | None = None) -> tuple[str, ...]:
    """Give the zones of a country, or the one that a city names; empty when the country is not known."""
    if country is None:
        return ()
    known = _zones().get(country, ())
    place = (city or "").strip().casefold().replace(" ", "_")
    for zone in known:
        if place and zone.rpartition("/")[2].casefold() == place:
            return (zone,)
    return _MANY.get(country) or known[:1]


def is_within(now: datetime, zones: tuple[str, ...], first: int, last: int, days: int = 7) -> bool:
    """Say whether it is between two minutes of the day, on one of the first `days` of the week, in all zones."""
    for zone in zones:
        there = now.astimezone(ZoneInfo(zone))
        if not first <= there.hour * 60 + there.minute < last or there.weekday() >= days:
            return False
    return True


def opens_at(now: datetime, zones: tuple[str, ...], first: int, last: int, days: int = 7) -> datetime | None:
    """Give the next moment at which it is so, by quarters of an hour; None when there is none within ten days."""
    at = now.replace(minute=now.minute - now.minute % 15, second=0, microsecond=0)
    for _quarter in range(4 * 24 * 10):
        at += timedelta(minutes=15)
        if is_within(at, zones, first, last, days):
            return at
    return None


@cache
def _zones() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    text = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        code, _place, zone = line.split("\t")[:3]
        found[code] = (*found.get(code, ()), zone)
    return found
