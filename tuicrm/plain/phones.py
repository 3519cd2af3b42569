"""Phone numbers: one key to compare and to dial by, however they are written.

A valid number is E.164 (`+861065529988`), with an extension as in RFC 3966 (`;ext=801`). A number that is
none for the library, such as a service number (95588), is its digits as written.
"""

import re
import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING

from tuicrm.plain.clean import line

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_EXTENSION = re.compile(r"(?:转分机|分机号?|内线|转|內線|轉|分機)[ :]*(?=[0-9])")
_SEPARATOR = re.compile(r"[/,;、|\n]|\bor\b|或|\band\b|和")
_AREA = re.compile(  # of 0431/123456 and 0049/431/123456: the slash divides no two numbers
    r"((?:^|[^0-9) -]) *(?:(?:\+|00 ?)[1-9][0-9]{0,2}[ /-]?(?:\(0\) ?)?\(?[0-9]{1,5}\)?|"
    r"\(?0[1-9][0-9]{0,4}\)?)) ?/ ?(?=[0-9])"
)
_AFTER_00 = re.compile(r"((?:^|[^0-9) -]) *(?:\+|00 ?)[1-9][0-9]{0,2}) ?/ ?(?=[0-9(])")
_LABEL = re.compile(r"^[^0-9+(]+")
_DASHED = re.compile(  # 021-61234567-8012, +86-21-61234567,8012
    r"(?<![\d-])((?:0\d{2,3}|(?:\+|00)86[- ]?[1-9]\d{1,2})-?\d{7,8})(?:-|[,*] ?)(\d{1,5})(?![\d-])"
)
_MOST = 40  # two numbers with their extensions; what is longer is no phone
_FEWEST = 3  # 110 is a number; the 89 of 65529988/89 is a piece of one that nobody can be sure of
_OF_A_PIECE = 5
"""So many digits behind a whole number may be another one of that place: 0571-88886666/88887777."""
_WITH_COUNTRY = 11
"""So many digits that are no number here may be one with its country and no plus: 852-21807438."""


def phone_key(text: str, region: str) -> str:
    """Return the key of the (first) number in the text, "" if there is none.

    Args:
        region: where a number without country code is dialled, such as "CN".
    """
    return next(iter(phone_keys(text, region)), "")


def phone_keys(text: str, region: str, country: str | None = None) -> list[str]:
    """Return the keys of all numbers in one field: "138 0013 8000 / 010-65529988转801"; each once.

    Args:
        country: where who is called is known to be: there the numbers are dialled, if they can be.
    """
    there = phone_keys(text, country) if country and country != region else []
    if any(key.startswith("+") for key in there):
        return there
    plain = _EXTENSION.sub(" ext. ", unicodedata.normalize("NFKC", text.replace("\n", "/")))
    if region == "CN":
        plain = _DASHED.sub(r"\1 ext. \2", plain)
    keys: list[str] = []
    for part in _SEPARATOR.split(_AREA.sub(r"\1 ", _AFTER_00.sub(r"\1 ", plain))):
        found = _keys(_LABEL.sub("", line(part)), region)
        keys += _completed(found[0], keys[-1]) if len(found) == 1 and keys else found
    return list(dict.fromkeys(keys))


def _completed(piece: str, before: str) -> list[str]:
    """Give a piece of a number behind a whole one its beginning; what is too short for that is left out."""
    whole = before.partition(";")[0]
    if not piece.isdecimal() or not whole.startswith("+"):
        return [piece]
    if len(piece) < _OF_A_PIECE:
        return []
    import phonenumbers

    if len(piece) > _OF_A_PIECE and piece[0] != "0":
        with suppress(phonenumbers.NumberParseException):
            number = phonenumbers.parse(whole[: -len(piece)] + piece)
            if len(piece) + 5 <= len(whole) and phonenumbers.is_valid_number(number):
                return [_key(number)]
    return [piece]


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
    if not extension and len(main) >= _WITH_COUNTRY and main[0] not in "017":
        with suppress(phonenumbers.NumberParseException):
            if phonenumbers.is_valid_number(number := phonenumbers.parse(f"+{main}")):
                return [_key(number)]
    return [f"{main};ext={re.sub('[^0-9]', '', extension)}" if extension else main]


def _key(number: "PhoneNumber") -> str:
    import phonenumbers

    key: str = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{key};ext={number.extension}" if number.extension else key
