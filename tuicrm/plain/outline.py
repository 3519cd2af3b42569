"""What may be told of a phone or an e-mail that is hidden: its outline, also in the middle of a text."""

import re

_DATE = r"(?<!\d)(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})(?!\d)"
_MAIL = r"[^\s<>()\[\]{}\"',;:：，。；、（）《》@＠]+[@＠][^\s<>()\[\]{}\"',;:：，。；、（）《》@＠]+"
_PHONE = r"(?<![0-9A-Za-z])[+＋]?[(（]?\d(?:[ \t().（）/‐-―–—－-]{0,3}\d){6,17}(?![0-9A-Za-z])"
_POINT = re.compile(f"(?P<date>{_DATE})|(?P<mail>{_MAIL})|(?P<phone>{_PHONE})")
_ROUND = re.compile(r"[1-9]\d{0,2}0{4,}")
"""A sum of money, and no phone."""


def masked(kind: str, value: str) -> str:
    """Give the outline of a phone (its last two digits) or an e-mail (its first letter)."""
    if kind == "phone":
        return f"*** ** {value[-2:]}" if len(value) > 4 else "*** **"
    return f"{value[:1]}***@***"


def name_of(kind: str, value: str) -> str:
    """Give what a customer is called of whom only a phone (`*** 0142`) or an e-mail (`a***@acme.com`) is known.

    A name is read by all, also while the phone is hidden.
    """
    digits = re.sub(r"\D", "", value)
    if kind == "phone":
        return f"*** {digits[-4:]}" if len(digits) > 7 else masked("phone", digits)
    return f"{value[:1]}***@{value.rpartition('@')[2]}"


def outlined(text: str) -> str:
    """Give a text with outlines instead of the phones and e-mails in it; days and round sums stay."""
    return _POINT.sub(_outline, text) if text else text


def _outline(found: re.Match[str]) -> str:
    here = found.group()
    if found.lastgroup == "date" or _ROUND.fullmatch(re.sub(r"\D", "", here)):
        return here
    return masked("phone" if found.lastgroup == "phone" else "email", here)
