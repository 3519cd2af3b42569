"""Addresses in a pasted text, as they are written here and there; two lines of one are one."""

import re

from tuicrm.plain.pasted_found import Found
from tuicrm.plain.pasted_words import ADDRESS

_STREET = re.compile(
    r"\b(?:street|road|avenue|lane|drive|boulevard|blvd|quay|wharf|crescent|parkway|highway|industrial estate|"
    r"business park|science park|suite|floor)\b|"
    r"\b\d+\w?\s+(?:[A-Z][\w'’.-]*\s+){1,3}(?:st|rd|ave|ln|dr|way|court|ct|square|sq)\b|"
    r"\d+\w?,?\s+(?:bis\s+|ter\s+)?(?:rue|avenue|av\.|boulevard|bd|place|chemin|route|impasse|quai|allée|cours)\s|"
    r"(?:straße|strasse|str\.|weg|platz|allee|gasse|damm|ufer|laan|straat|gatan|vägen)\s+\d+|"
    r"^(?:ul\.|calle|c/|avda\.?|plaza|paseo|via|viale|piazza|corso|rua|avenida)\s.*\d",
    re.IGNORECASE,
)
_POSTCODE = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b|\b(?:[A-Z]{2,3},?\s+\d{4,5}(?:-\d{4})?)$|"
    r"(?:^|[,·|]\s*|\s[-–]\s|\s{2,})(?:[A-Z]{1,2}-)?\d{2}(?:-\d{3}|\d{2,3}|\d\s\d{2})\s+(?:[A-Z]{2}\s+)?[A-ZÀ-Þ][\w'’-]+"
)
_JAPANESE = re.compile(r"〒\s*\d{3}-?\d{4}|[都道府県][^。、\s]{1,8}[区市町村郡]")
_WORD = re.compile(r"[^\W\d_][^\s,]*")
_LONGEST = 110


def take_address(found: Found, text: str, nth: int) -> bool:
    """Take a line for an address, or for the rest of the one in the line before."""
    if not is_address(text):
        return False
    if found.address_ended == nth - 1 and "address" in found.texts:
        found.texts["address"] += f", {text}"
    elif not found.put("address", text):
        return False
    found.address_ended = nth
    return True


def is_address(text: str) -> bool:
    if ADDRESS.search(text):
        return len(text) <= 60
    if len(text) > _LONGEST or text.endswith(("?", "!", ".")):
        return False
    if _JAPANESE.search(text):
        return True
    words = _WORD.findall(text)
    capital = sum(not word[0].islower() for word in words)
    has_both = any(char.isdigit() for char in text) and _STREET.search(text) is not None
    return (has_both or _POSTCODE.search(text) is not None) and capital >= len(words) * 0.4
