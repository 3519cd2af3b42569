"""Countries however they are written: CN, China and 中国 are one."""

import re
import unicodedata
from functools import cache
from importlib.resources import files

_NO_WORD = re.compile(r"[\W_]+")


def country_code(text: str | None) -> str | None:
    """Return the two letters of a country that is named in English, Chinese, its own or another language."""
    return _codes().get(_key(text)) if text else None


def country_key(text: str | None) -> str:
    """Return what two spellings of one country have in common; of what is none its own plain spelling."""
    return country_code(text) or _key(text or "")


def is_same_country(one: str | None, other: str | None) -> bool:
    """Say whether two texts name one country."""
    return country_key(one) == country_key(other)


@cache
def _codes() -> dict[str, str]:
    found: dict[str, str] = {}
    of_zones = (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text(encoding="utf-8").splitlines()
    own = (files("tuicrm.plain") / "countries.txt").read_text(encoding="utf-8").splitlines()
    for names in (*(line.split("|") for line in own), *(line.split("\t") for line in of_zones if line[0] != "#")):
        for name in names:
            found.setdefault(_key(name), names[0])
    return found


def _key(text: str) -> str:
    words = _NO_WORD.sub(" ", unicodedata.normalize("NFKC", text).casefold().replace(".", "")).strip()
    return words.removeprefix("the ")
