"""The country that a card is from: there its numbers are dialled, whoever pastes it."""

import re

_SITE = re.compile(r"(?:@|://|www\.)[\w.-]+\.([a-z]{2})\b(?![.\w])", re.IGNORECASE)
_OF_ALL = frozenset("io co ai me tv cc ly gl fm to eu ws la vc sh so gg im".split())  # noqa: SIM905 - as they are read
"""Ends of domains that are a country's and taken by everybody."""
_FORMS = (
    ("JP", re.compile("〒|株式会社|有限会社|合同会社|[\u3041-\u3096]")),
    ("KR", re.compile("주식회사|[\uac00-\ud7a3]{2}")),
    ("DE", re.compile(r"\b(?:GmbH|UG \(haftungsbeschränkt\)|e\. ?K\.|OHG)")),
    ("AU", re.compile(r"\bPty\.? Ltd\b")),
    ("FR", re.compile(r"\b(?:SARL|S\.A\.R\.L\.|SASU|EURL)(?!\w)")),
    ("PL", re.compile(r"\bSp\. ?z ?o\. ?o\.", re.IGNORECASE)),
    ("IT", re.compile(r"\bS\.? ?[rR]\.? ?[lL]\.(?!\w)")),
    ("CZ", re.compile(r"\bs\. ?r\. ?o\.")),
    ("NL", re.compile(r"\bB\.V\.")),
    ("FI", re.compile(r"\bOyj?\b")),
    ("US", re.compile(r"\b(?:LLC|Inc\.?)(?!\w)")),
)


def region_of(text: str, here: str) -> str:
    """Give the region of a card: of its domain, else of the legal form of its firm; else `here`.

    A card with Chinese on it and no such domain is read as one from here: 上海 has firms with every form.
    """
    ends = [match[1].upper() for match in _SITE.finditer(text) if match[1].casefold() not in _OF_ALL]
    if ends:
        return {"UK": "GB"}.get(ends[0], ends[0])
    found = next((region for region, form in _FORMS if form.search(text)), here)
    has_han = re.search("[\u4e00-\u9fff]", text) is not None
    return here if has_han and found not in ("JP", "KR") else found
