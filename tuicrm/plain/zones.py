"""In which time zones a phone may ring: by the country of its number, by the place that is known, never by guess.

Of a country with many zones the outermost of those where most people live are given: a call is allowed when it is
in all of them.
"""

from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

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
_CHINESE = {
    "中国": "CN", "香港": "HK", "澳门": "MO", "台湾": "TW", "美国": "US", "加拿大": "CA", "墨西哥": "MX",
    "巴西": "BR", "英国": "GB", "德国": "DE", "法国": "FR", "意大利": "IT", "西班牙": "ES", "葡萄牙": "PT",
    "荷兰": "NL", "瑞士": "CH", "奥地利": "AT", "瑞典": "SE", "挪威": "NO", "丹麦": "DK", "芬兰": "FI",
    "波兰": "PL", "俄罗斯": "RU", "日本": "JP", "韩国": "KR", "印度": "IN", "新加坡": "SG", "马来西亚": "MY",
    "泰国": "TH", "越南": "VN", "印度尼西亚": "ID", "澳大利亚": "AU", "新西兰": "NZ", "南非": "ZA",
    "阿联酋": "AE", "沙特阿拉伯": "SA", "土耳其": "TR",
}  # fmt: skip
_ALSO = {"uk": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "usa": "US", "czechia": "CZ"}


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
    name = (country or "").strip()
    if found := _CHINESE.get(name) or _ALSO.get(name.casefold()) or _names().get(name.casefold()):
        return found
    return name.upper() if len(name) == 2 and name.upper() in _zones() else None


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
    for code, _place, zone in _table("zone.tab"):
        found[code] = (*found.get(code, ()), zone)
    return found


@cache
def _names() -> dict[str, str]:
    return {name.casefold(): code for code, name in _table("iso3166.tab")}


def _table(name: str) -> list[list[str]]:
    text = (files("tzdata") / "zoneinfo" / name).read_text(encoding="utf-8")
    width = 3 if name == "zone.tab" else 2
    return [line.split("\t")[:width] for line in text.splitlines() if line and not line.startswith("#")]
