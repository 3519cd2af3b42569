"""What a quick line says besides kind and time: where, how urgent, when to remind, what it will cost, how often."""

import re
from dataclasses import dataclass
from datetime import date

from tuicrm.plain.recurring import Recurrence, read_recurrence
from tuicrm.plain.when_times import duration_at

_DAY = r"(?:on |at )?(?:today|tomorrow|mon|tue|wed|thu|fri|sat|sun|\d)"
_PLACE = re.compile(
    rf"(?<!\S)(?:place|where|地点|地址) ?[:：] ?(?P<place>[^,，;；+@＠＋]+?)(?= {_DAY}|[,，;；+@＠＋]|$)", re.IGNORECASE
)
_PLACE_HAN = re.compile(r"(?<![现所存正好])在(?P<place>[^\s,，;；。0-9]{2,20}?)(?=见面|会面|面谈|碰头)")
_URGENT = re.compile(r"(?<!\S)(?P<signs>[!！]{1,2})(?!\S)")
_REMIND = re.compile(r"(?<!\S)remind(?: me)? (?P<d>)|提前(?P<e>)|提醒 ?[:：]? ?(?P<f>)", re.IGNORECASE)
_AFTER = re.compile(r" (?:before|earlier)(?!\w)|提醒(?:我)?", re.IGNORECASE)
_AMOUNT = r"[¥€$£]?\d[\d.,]*(?:[kKmM万千元]|(?: ?[A-Z]{3}))?"
_COST = re.compile(rf"(?<!\S)(?:expected |预计)?(?:cost|费用) ?[:：]? ?(?P<cost>{_AMOUNT})(?![\w%])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Extras:
    """What was found; `cost` is an amount as it is written. `rest` is the line without all this."""

    rest: str
    place: str = ""
    priority: int = 0
    remind_minutes: int | None = None
    cost: str = ""
    recurrence: Recurrence | None = None


def read_extras(text: str, today: date) -> Extras:
    """Read: place: Kiel, ! and !!, remind 15m, cost 200, every monday; 地点：上海, 提前15分钟提醒, 费用200, 每周一."""
    rest, remind = _remind(text)
    cost = place = ""
    priority = 0
    if match := _COST.search(rest):
        cost, rest = match["cost"], cut(rest, *match.span())
    if match := _URGENT.search(rest):
        priority, rest = len(match["signs"]), cut(rest, *match.span())
    if match := _PLACE.search(rest):
        place, rest = match["place"].strip(), cut(rest, *match.span())
    elif match := _PLACE_HAN.search(rest):
        place, rest = match["place"], cut(rest, *match.span())
    recurrence = read_recurrence(rest, today)
    if recurrence is not None:
        rest = cut(rest, *recurrence.span)
    return Extras(rest, place, priority, remind, cost, recurrence)


def cut(text: str, start: int, end: int) -> str:
    """Return the text without a part of it, its blanks set right."""
    return " ".join(f"{text[:start]} {text[end:]}".split())


def _remind(text: str) -> tuple[str, int | None]:
    for match in _REMIND.finditer(text):
        found = duration_at(text.lower(), match.end())
        if found is None:
            continue
        minutes, end = found
        after = _AFTER.match(text, end)
        if match.group(0) == "提前" and (after is None or "提醒" not in after[0]):
            continue  # 提前30分钟到 is no reminder
        return cut(text, match.start(), after.end() if after else end), minutes
    return text, None
