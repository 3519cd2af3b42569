"""A vCard that was pasted, as from the square code of a business card: its lines as somebody would write them."""

import re
from collections.abc import Iterator

_LABELS = {"ORG": "company", "TITLE": "title", "ROLE": "title", "EMAIL": "email", "URL": "web", "NOTE": "message"}
_ESCAPED = re.compile(r"\\([,;:\\])|\\[nN]")


def as_lines(text: str) -> list[str]:
    """Give the lines of a text; those of a vCard in it with labels."""
    if not re.search(r"(?im)^BEGIN:VCARD\s*$", text):
        return text.split("\n")
    unfolded = re.sub(r"\n[ \t]", "", text)
    return list(_labelled(unfolded.split("\n")))


def _labelled(lines: list[str]) -> Iterator[str]:
    has_name = any(re.match(r"(?i)(?:\w+\.)?FN\b", one) for one in lines)
    for one in lines:
        head, colon, value = one.partition(":")
        name = head.split(";")[0].rpartition(".")[2].upper()
        value = _ESCAPED.sub(lambda found: found[1] or " ", value).strip()
        if not colon or not value or name in ("BEGIN", "END", "VERSION", "PRODID", "REV", "UID", "PHOTO"):
            continue
        if name == "FN" or (name == "N" and not has_name):
            yield f"contact: {' '.join(reversed([part for part in value.split(';')[:2] if part]))}"
        elif name == "TEL":
            yield f"{'fax' if 'FAX' in head.upper() else 'phone'}: {value.removeprefix('tel:')}"
        elif name == "ADR":
            yield f"address: {', '.join(part for part in value.split(';') if part)}"
        elif name in _LABELS:
            yield f"{_LABELS[name]}: {value.split(';')[0] if name == 'ORG' else value}"
