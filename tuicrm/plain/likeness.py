"""How near two names are, by their keys and by how they are read: for a suggestion to a person, never more."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from tuicrm.plain.names import folded
from tuicrm.plain.pinyin import HAN, has_han
from tuicrm.plain.regions import places_in, without_places, without_region
from tuicrm.plain.tokens import query_tokens

NEAR_PERCENT = 84
SOMEWHAT_PERCENT = 80
HEARD_PERCENT, SAME_PERCENT, LONGER_PERCENT = 88.0, 95.0, 86.0
FEWEST_OF_A_NAME = 4
_FEWEST_HEARD = 8
_COMPARED = 20
_LIKELY = 60
_A_FORM, _FEWEST_LETTERS = 3, 5  # three letters behind a name: a legal form that nobody knows, a country
_ONLY_HAN = re.compile(f"[{HAN}]+").fullmatch
_NO_LETTER = re.compile(r"[\W_]+")
_COUNTED = re.compile(r"\d+|\b[a-z]\b|(?<=第)[一二三四五六七八九十百]+")
_BESIDE = re.compile(r"\b(?:and|und|et|och|og|the)\b ?")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_WRITTEN_OUT = re.compile("([aou])e")


def alike(one: str, other: str, *, by_pieces: bool = False) -> float:
    """Say in percent how near two names are, by their keys. A place counts little, if at all, wherever it stands.

    In two places the same rest is a branch, or another company; with a place on one side only it may well be the same.
    Other numbers are other names: Line 1 and Line 2.

    Args:
        by_pieces: one word in common speaks for it, too: something else does so already.
    """
    one, other = spelled(one), spelled(other)
    (place, rest), (there, left) = without_region(one), without_region(other)
    places = places_in(one), places_in(other)
    if one != other and all(places) and without_places(one) == without_places(other):
        return SAME_PERCENT if set(places[0]) == set(places[1]) else NEAR_PERCENT - 1.0
    if place == there:
        score = _ratio(rest, left, by_pieces)
    elif place and there:
        score = min(_ratio(rest, left, by_pieces), NEAR_PERCENT - 1.0)
    else:
        score = max(_ratio(one, other, by_pieces), _ratio(rest, left, by_pieces) - 2.0)
    numbers = _COUNTED.findall(one), _COUNTED.findall(other)
    return min(score, NEAR_PERCENT - 1.0) if all(numbers) and numbers[0] != numbers[1] else score


def how_near(one: Any, other: Any) -> float:
    """Say in percent how near two names are, as they are written and as they are read."""
    keys = one.name_key, other.name_key
    is_same_but = (
        is_heard_as(one, other) or _is_swapped(*keys) or _has_its_city(one, other) or _has_its_city(other, one)
    )
    return max(alike(*keys), HEARD_PERCENT if is_same_but else 0.0)


def _is_swapped(one: str, other: str) -> bool:
    """Say whether two signs that stand together changed places: 网科络技 and 网络科技."""
    at = next((nth for nth, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(one))
    return one != other and len(one) >= _FEWEST_LETTERS and one[:at] + one[at : at + 2][::-1] + one[at + 2 :] == other


def _has_its_city(one: Any, other: Any) -> bool:
    """Say whether a name is another one with the city behind it where that customer is: Acme (Ho Chi Minh)."""
    city = " ".join(re.findall(r"[^\W_]+", folded(getattr(other, "city", None) or "")))
    return bool(city) and folded(one.name_key) == f"{folded(other.name_key)} {city}"


def is_somewhat_alike(one: str, other: str) -> bool:
    """Say whether two names may well be of one company that writes from one domain: "Acme UK" and "Acme"."""
    return alike(one, other, by_pieces=True) >= SOMEWHAT_PERCENT


def is_named_for(domain: str, name_sort: str) -> bool:
    """Say whether a domain is called like a company: one of its words, its beginning in pinyin, or its initials."""
    label = _NO_LETTER.sub("", folded(domain.rpartition(".")[0])).removeprefix("www")
    words = [_NO_LETTER.sub("", folded(word)) for word in name_sort.split()]
    words = [word for word in words if word]
    initials = "".join(word[0] for word in words)
    syllables = "".join(words[:2])
    return (
        any(len(word) >= _FEWEST_LETTERS - 1 and word in label for word in words)
        or (len(syllables) >= _FEWEST_LETTERS - 1 and syllables in label)
        or (len(initials) >= _A_FORM - 1 and label.startswith(initials[:_A_FORM]))
    )


def is_heard_as(one: Any, other: Any) -> bool:
    """Say whether names are read alike and written otherwise: 宏途 and 宏图, 臺灣 and 台湾, 同创 and Tongchuang.

    Args:
        one, other: with `name_key` and `name_sort`.
    """
    if one.name_key == other.name_key or not (has_han(one.name_key) or has_han(other.name_key)):
        return False
    heard = _heard(one)
    return len(heard) >= _FEWEST_HEARD and heard == _heard(other)


def likely_names(row: Any, rows: Mapping[int, Any]) -> list[int]:
    """Give the ids of the rows whose names are worth a closer look, at the speed of C."""
    from rapidfuzz import fuzz, process

    keys = {one: spelled(each.name_key) for one, each in rows.items()}
    rest = without_region(spelled(row.name_key))[1]
    found = process.extract(rest, keys, scorer=fuzz.partial_ratio, limit=_COMPARED, score_cutoff=_LIKELY)
    near = [one for _name, _score, one in found]
    return near + [one for one, each in rows.items() if one not in near and is_heard_as(row, each)]


def words_to_find(row: Any) -> list[str]:
    """Give what names like this one are looked up by: its longest words, in other spellings, and as they are read."""
    rest = without_region(row.name_key)[1]
    words = _longest(rest)
    for other in (rest.translate(_UMLAUTS), _WRITTEN_OUT.sub(r"\1", rest)):
        if other != rest:
            words += _longest(other)
    if len(rest) >= _FEWEST_HEARD - 1 and words == [rest]:
        words.append(rest[: len(rest) // 2])  # of a name in one word a slip of the pen is in that word
    if _ONLY_HAN(row.name_key) and len(rest) >= FEWEST_OF_A_NAME - 1:
        before = len(row.name_key) - len(rest)
        words.append("".join(_syllables(row)[before : before + FEWEST_OF_A_NAME]))
    return list(dict.fromkeys(words))


@lru_cache(maxsize=4096)
def spelled(key: str) -> str:
    """Return a key as names are compared: Müller and Mueller, `and` and `et` are one."""
    plain = folded(key)
    without = _BESIDE.sub("", plain).strip()
    return _WRITTEN_OUT.sub(r"\1", without or plain)


def _longest(text: str) -> list[str]:
    return sorted(query_tokens(text), key=len, reverse=True)[:2]


def _heard(row: Any) -> str:
    if _ONLY_HAN(row.name_key):
        return "".join(_syllables(row)[: len(row.name_key)])
    return str(row.name_key).replace(" ", "") if str(row.name_key).isascii() else ""


def _syllables(row: Any) -> list[str]:
    return re.findall("[a-z0-9]+", row.name_sort)


def _ratio(one: str, other: str, by_pieces: bool) -> float:
    """Compare two names; of Chinese ones a short piece inside the other (科技) says nothing, of others no piece."""
    from rapidfuzz import fuzz

    shorter, longer = sorted((one, other), key=len)
    is_chinese = has_han(one) or has_han(other)
    if not is_chinese and not by_pieces:
        more = longer.removeprefix(f"{shorter} ").split()
        is_longer = len(more) == 1 and more != [longer] and (len(shorter) >= _FEWEST_LETTERS or len(more[0]) <= _A_FORM)
        near = max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other))
        return max(float(near), LONGER_PERCENT if is_longer else 0.0)
    if is_chinese:
        if len(shorter) < FEWEST_OF_A_NAME:
            return float(fuzz.ratio(one, other))
        if longer.startswith(shorter):  # 汇智达电子 and 汇智达电子科技
            return max(LONGER_PERCENT, float(fuzz.WRatio(one, other)))
    return float(fuzz.WRatio(one, other))
