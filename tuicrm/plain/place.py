"""What a new database begins with, by where its first user seems to be."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tuicrm.plain.countries import country_code
from tuicrm.plain.currencies import currency_of
from tuicrm.plain.language import Language
from tuicrm.plain.zones import zones_of

_ZONEINFO = "zoneinfo/"
_LOCALES = ("LC_TELEPHONE", "LANG", "LC_MESSAGES")  # that of messages says what one reads, not where one is
_TERRITORY = re.compile(r"[a-z]{2,3}_([A-Z]{2})(?![A-Za-z])")


@dataclass(frozen=True)
class Place:
    """Home currency (ISO 4217), time zone (IANA), region of phone numbers without a country code."""

    currency: str
    zone: str
    region: str


def place_of(language: Language, env: Mapping[str, str] | None = None) -> Place:
    """Return what is likeliest: the country of the locale; without one mainland China for Chinese readers, else the US.

    The zone is the machine's own, but for Chinese readers that of their country: their servers often stand elsewhere.
    """
    env = os.environ if env is None else env
    region = region_of(language, env)
    zones = zones_of(region) if language == "zh" else ()
    return Place(currency_of(region), zones[0] if zones else local_zone(env), region)


def region_of(language: Language, env: Mapping[str, str]) -> str:
    """Return the two letters of the country that the locale names, else the likeliest for the language."""
    named = [env["LC_ALL"]] if env.get("LC_ALL") else [env.get(name, "") for name in _LOCALES]
    found = (country_code(match[1]) for match in map(_TERRITORY.match, named) if match)
    region = next(filter(None, found), None)
    if language == "zh" and region in (None, "US"):  # en_US is what machines come with
        return "CN"
    return region or "US"


def local_zone(env: Mapping[str, str], link: Path = Path("/etc/localtime")) -> str:
    """Return the IANA name of the machine's time zone, "UTC" when it does not tell."""
    named = env.get("TZ", "").removeprefix(":")
    if _ZONEINFO in named:
        named = named.split(_ZONEINFO, 1)[1]
    if not named:
        try:
            target = os.readlink(link)
        except OSError:
            return "UTC"
        named = target.split(_ZONEINFO, 1)[1] if _ZONEINFO in target else ""
    try:
        return ZoneInfo(named).key or "UTC"
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "UTC"
