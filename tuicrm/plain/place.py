"""What a new database begins with, by where its first user seems to be."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tuicrm.plain.language import Language

_ZONEINFO = "zoneinfo/"


@dataclass(frozen=True)
class Place:
    """Home currency (ISO 4217), time zone (IANA), region of phone numbers without a country code."""

    currency: str
    zone: str
    region: str


def place_of(language: Language, env: Mapping[str, str] | None = None) -> Place:
    """Return what is likeliest: for Chinese readers mainland China, else US dollars in the machine's own zone."""
    if language == "zh":
        return Place("CNY", "Asia/Shanghai", "CN")
    return Place("USD", local_zone(os.environ if env is None else env), "US")


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
