"""Phone numbers: one key to compare and to dial by, however they are written.

A valid number is E.164 (`+861065529988`), with an extension as in RFC 3966 (`;ext=801`). A number that is
none for the library, such as a service number (95588), is its digits as written.
"""

import re
import unicodedata
from typing import TYPE_CHECKING

from tuicrm.plain.clean import line

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_EXTENSION = re.compile(r"(?:转分机|分机号?|内线|转|內線|轉|分機)[ :]*(?=[0-9])")
_SEPARATOR = re.compile(r"[/,;、|\n]|\bor\b|或|\band\b|和")
_AREA = re.compile(  # of 0431/123456: the slash divides no two numbers
    r"((?:^|[^0-9) -]) *(?:\+[0-9]{1,3} ?(?:\(0\) ?)?\(?[0-9]{2,5}\)?|\(?0[0-9]{1,5}\)?)) ?/ ?(?=[0-9])"
)
_LABEL = re.compile(r"^[^0-9+(]+")
_DASHED = re.compile(r"(?<![\d-])(0\d{2,3}-?\d{7,8})-(\d{1,5})(?![\d-])")  # 021-61234567-8012
_MOST = 40  # two numbers with their extensions; what is longer is no phone
_FEWEST = 3  # 110 is a number; the 89 of 65529988/89 is a piece of one that nobody can be sure of


def phone_key(text: str, region: str) -> str:
    """Return the key of the (first) number in the text, "" if there is none.

    Args:
        region: where a number without country code is dialled, such as "CN".
    """
    return next(iter(phone_keys(text, region)), "")


def phone_keys(text: str, region: str) -> list[str]:
    """Return the keys of all numbers in one field: "138 0013 8000 / 010-65529988转801"; each once."""
    plain = _EXTENSION.sub(" ext. ", unicodedata.normalize("NFKC", text.replace("\n", "/")))
    if region == "CN":
        plain = _DASHED.sub(r"\1 ext. \2", plain)
    keys: list[str] = []
    for part in _SEPARATOR.split(_AREA.sub(r"\1 ", plain)):
        keys += _keys(_LABEL.sub("", line(part)), region)
    return list(dict.fromkeys(keys))


def phone_text(key: str) -> str:
    """Return a key as people read it: +86 10 6552 9988 ext. 801; digits of no valid number as they are."""
    if not key.startswith("+"):
        return key.replace(";ext=", " ext. ")
    import phonenumbers

    number, _, extension = key.partition(";ext=")
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return key
    text: str = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return f"{text} ext. {extension}" if extension else text


def _keys(text: str, region: str) -> list[str]:
    digits = re.sub("[^0-9]", "", text)
    if not _FEWEST <= len(digits) <= _MOST:
        return []
    import phonenumbers

    try:
        if phonenumbers.is_valid_number(number := phonenumbers.parse(text, region)):
            return [_key(number)]
    except phonenumbers.NumberParseException:
        pass  # too long, perhaps: two numbers with a blank between them
    if found := [_key(match.number) for match in phonenumbers.PhoneNumberMatcher(text, region)]:
        return found
    main, _, extension = text.partition(" ext. ")
    main = re.sub("[^0-9]", "", main)
    return [f"{main};ext={re.sub('[^0-9]', '', extension)}" if extension else main]


def _key(number: "PhoneNumber") -> str:
    import phonenumbers

    key: str = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{key};ext={number.extension}" if number.extension else key
