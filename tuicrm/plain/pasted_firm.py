"""Companies in a pasted text: a line that is one, or one that a sentence speaks of."""

import re

from tuicrm.plain.names import name_key
from tuicrm.plain.pasted_address import is_address
from tuicrm.plain.pasted_found import Found
from tuicrm.plain.pasted_words import COMPANY, HAN_NAME, TITLES

_BEHIND_A_TITLE = re.compile(r"\s*[,，|@]\s*|\s+(?:at|bei|chez)\s+")
_FORM = (
    r"(?:Ltd|Limited|LLC|Inc|Corp|PLC|GmbH(?: & Co\.? KG)?|AG|KG|OHG|SARL|SAS|S\.r\.l|Srl|B\.V|Pty\.? Ltd|"
    r"Sp\. z o\.o|s\.r\.o|Oyj?|AB|ApS|A/S|Co\.,? Ltd)"
)
_INSIDE = re.compile(
    rf"(?P<latin>[A-ZÀ-Þ0-9][\w&'’.-]*(?:\s+(?:[A-ZÀ-Þ0-9&][\w&'’.-]*|of|de|und|and)){{0,5}}\s+{_FORM}\b\.?)|"
    r"(?:^|[,，。；;、:：\s]|我们是|我司是|来自|这里是)(?P<han>[\u4e00-\u9fff（）()]{3,26}?(?:公司|集团|研究院|株式会社))(?=[,，。；;、\s的]|$)"
)
_NO_NAME = re.compile("[我你您贵请想要哪别某]|其他|一家|这家|那家|什么|同行")


def firm_inside(message: list[str]) -> str:
    """Give the first company that the sentences of a message name with its form; "" if they name none."""
    for match in (each for text in message for each in _INSIDE.finditer(text)):
        name = match["latin"] or match["han"]
        if not _NO_NAME.search(name) and is_company(name):
            return name
    return ""


def firm(found: Found, text: str) -> bool:
    """Read a company's name, also `香港科技有限公司 HK Tech Ltd`, `宁波机械厂（王师傅）`, `Baker & Sons`."""
    title, *employer = _BEHIND_A_TITLE.split(text, maxsplit=1)
    if employer and TITLES.search(title) and not re.match(_FORM, employer[0]) and is_company(employer[0]):
        found.put("title", title)
        return found.put("name", employer[0])
    first, _space, others = text.partition(" ")
    if COMPANY.search(first) and others and is_company(others):
        found.message.append(others if found.put("name", first) else text)
        return True
    if (match := re.fullmatch(r"(.+?)[（(](.+?)[)）]", text)) and is_company(match[1]) and HAN_NAME.fullmatch(match[2]):
        found.put("contact", match[2])
        return found.put("name", match[1])
    first, comma, others = text.partition(", ")
    if comma and "name" not in found.texts and is_company(first) and is_address(others):
        found.texts["name"] = first
        return found.put("address", others)
    if not is_company(text):
        return False
    if not found.put("name", text):
        found.message.append(text)
    return True


def is_company(text: str) -> bool:
    """Say whether a short text is a company's name: by its legal form, or by what it calls itself."""
    if len(text) > 80 or (text.endswith((".", "?", "!", "。", "？", "！")) and len(text.split()) > 6):
        return False
    if COMPANY.search(text) and "我" not in text:
        return True
    words = text.split()
    without = name_key(text)
    return 2 <= len(words) <= 8 and len(without.split()) < len(name_key(f"x {text} x").split()) - 2
