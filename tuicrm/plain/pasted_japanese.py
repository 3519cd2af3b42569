"""Japanese cards: names are written apart, and titles stand before or above them."""

import re

from tuicrm.plain.pasted_found import Found

_HAN_KANA = "\u4e00-\u9fff々\u3040-\u30ff"
_NAMED = re.compile(
    rf"(?:(?P<title>\S.*?)[ \u3000]+)?"
    rf"(?P<contact>[\u4e00-\u9fff々]{{1,4}}[ \u3000]+[{_HAN_KANA}]{{1,5}})(?:[ \u3000]*様)?"
)
_TITLES = "部長|課長|係長|社長|会長|専務|常務|取締役|営業|担当|主任|店長|工場長|購買|本部|[部課室]$"


def japanese_person(found: Found, text: str) -> bool:
    """Read `佐藤 健一` and `代表取締役 山田 太郎`; `営業部 部長` is nobody."""
    match = _NAMED.fullmatch(text)
    if match is None or re.search(f"{_TITLES}|会社|製作所|工業", match["contact"]):
        return False
    if match["title"] and not re.search(_TITLES, match["title"]):
        return False
    if not found.put("contact", match["contact"]):
        return False
    if match["title"]:
        found.put("title", match["title"])
    return True
