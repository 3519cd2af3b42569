"""Numbers, e-mails and pages are taken out of a line of a pasted text; what is left is read on."""

import re

from tuicrm.plain.emails import email_key
from tuicrm.plain.pasted_firm import is_company
from tuicrm.plain.pasted_found import Found
from tuicrm.plain.phones import phone_key, phone_keys, phone_text

_EMAIL = re.compile(r"[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>，。；、|\"']+", re.IGNORECASE)
_DIGITS = re.compile(
    r"(?!\d{1,2}\s\+)[+(（]?\d[\d\s()（）./+-]{3,}\d(?:\s*(?:ext\.?|x|转|分机|轉|分機|內線)\s*\d{1,6})?", re.IGNORECASE
)
_HAN = re.compile("[\u4e00-\u9fff]")
_REACHED_BY = re.compile(
    r"\b(?:tele)?fax\b|传真|팩스|\b(?:tel|phone|mobile|mob|mobil|cell)\b|电话|手机|전화|휴대폰|휴대전화|핸드폰|"
    r"\b[ftmp](?=[.:)]\s*[+(\d])",
    re.IGNORECASE,
)
_EMPTY = re.compile(r"[<(\[（【]\s*[>)\]）】]")
_SERVICE = re.compile(r"95\d{3}|955\d{2}|96\d{3,4}|10\d{3}|12\d{3}")
"""Numbers of banks, carriers and offices in China: dialled as they are."""
_COUNTED = re.compile(r"\s*[\w.%￥¥$€-]")
"""Behind a number: then it counts something, 12000台, or it is part of another."""

_DIALLED = 9
"""So many digits behind a firm are a number to dial, not a year, a postcode or a number in a register."""


def take_points(found: Found, part: str) -> str:
    """Take e-mails, pages and phones out of a line; give what is left."""
    whole = part
    for address in _EMAIL.findall(part):
        try:
            found.emails.append(email_key(address))
        except ValueError:
            continue
        part = part.replace(address, " ")
    for url in _URL.findall(part):
        if found.put("website", url):
            part = part.replace(url, " ")
    for match in _DIGITS.finditer(part):
        digits = re.sub(r"\D", "", match[0])
        keys = keys_in(found, match[0])
        said = match[0].strip()
        if keys and not (any(key.startswith("+") for key in keys) or said == part.strip(" ,;|·，；、")):
            said = _from_elsewhere(part, match)
        if not keys or not said:
            continue
        if not _is_fax(part, match.start()) and len(digits) >= 5:
            found.phones += as_here(found, said)
        part = part.replace(match[0], " ")
    if not found.phones and re.fullmatch(r"[\d\s-]{3,8}", part) and phone_keys(part, found.here):
        found.phones.append(part.strip())
        return ""
    if part == whole:
        return part
    part = _EMPTY.sub(" ", part)
    return re.sub(r"\b(?:tel|mobile|mob|mobil|phone|fax|mail|e-?mail|web|cell|[tmpfe])\b\.?\s*[:：]?\s*(?=[\s|,]|$)|"
                  r"(?:电话|手机|邮箱|传真|网址)[:：]?", " ", part, flags=re.IGNORECASE)  # fmt: skip


def keys_in(found: Found, text: str) -> list[str]:
    """Give the keys of the numbers in a text, as one dials them where the card is from, else here."""
    keys = phone_keys(text, found.region)
    return keys if any(key.startswith("+") for key in keys) else phone_keys(text, found.here)


def as_here(found: Found, text: str) -> list[str]:
    """Give the numbers of a text as they stand there, or with their country where here they would be others."""
    keys = keys_in(found, text)
    return [text] if keys == phone_keys(text, found.here) else [phone_text(key) for key in keys]


def _is_fax(part: str, at: int) -> bool:
    """Say whether a number is one of a fax: by the word before it, or behind it where none is before."""
    words = [(found.start(), found[0].casefold()) for found in _REACHED_BY.finditer(part)]
    before = [word for start, word in words if start < at]
    return (before[-1:] or [word for _start, word in words])[:1] in (["fax"], ["传真"], ["telefax"], ["팩스"], ["f"])


def _from_elsewhere(part: str, match: "re.Match[str]") -> str:
    """Read a number that is none where we are: a Chinese one in a Chinese line, or one at the end behind a firm."""
    if _HAN.search(part) and (key := phone_key(match[0], "CN")).startswith("+"):
        return phone_text(key)
    if _HAN.search(part) and _SERVICE.fullmatch(match[0].strip()) and not _COUNTED.match(part[match.end() :]):
        return match[0].strip()
    before = part[: match.start()].rstrip(" ,;|·•-–—/，；、:：")
    at_the_end = not part[match.end() :].strip()
    is_long = len(re.sub(r"\D", "", match[0])) >= _DIALLED
    return match[0].strip() if at_the_end and is_long and is_company(before) else ""
