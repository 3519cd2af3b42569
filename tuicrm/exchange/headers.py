"""Column headers and texts of cells: what two spellings of one have in common, and what a bracket says of amounts."""

import re
import unicodedata
from typing import NamedTuple

from tuicrm.plain.currencies import CODES

_REQUIRED = re.compile(r"(\*+|\((必填|required|mandatory)\))$")
_NO_WORD = re.compile(r"[\W_]+")
_OF_A_NAME = re.compile(r"\s*[/.]\s*(?:display[ _]?name|name|显示名称|名称)$", re.IGNORECASE)
_BRACKET = re.compile(r"\s*[(\[【]([^()\[\]【】]*)[)\]】]$")
_SIZES = {
    1_000: "千, k, t, tsd, thousand, thousands, 000, '000",
    10_000: "万",
    1_000_000: "百万, m, mio, mn, million, millions",
    100_000_000: "亿",
}
_SIZE = {word.strip(): size for size, words in _SIZES.items() for word in words.split(",")}
_SIGNS = {"元": "CNY", "¥": "CNY", "rmb": "CNY", "人民币": "CNY", "€": "EUR", "$": "USD", "us$": "USD", "£": "GBP"}


class Bracket(NamedTuple):
    """What stands in the bracket behind a header of amounts: "Value (k EUR)", "金额（万元）"."""

    size: int = 1
    currency: str | None = None


def unbracketed(header: str) -> str:
    """Return a header without what stands at its end: a bracket, or that it is the name of something: "Stage/Name"."""
    return _OF_A_NAME.sub("", _BRACKET.sub("", unicodedata.normalize("NFKC", header).strip()))


def bracket(header: str) -> Bracket:
    """Say in which currency and in how many of it the amounts below a header are, as far as its bracket tells."""
    found = _BRACKET.search(unicodedata.normalize("NFKC", header).strip())
    said = re.sub(r"^(in|单位)[\s:]*", "", found[1].casefold().strip()) if found else ""
    for sign, code in [*_SIGNS.items(), *((code.casefold(), code) for code in CODES)]:
        for rest in (said.removesuffix(sign), said.removeprefix(sign)):
            if rest != said and (rest.strip() in _SIZE or not rest.strip()):
                return Bracket(_SIZE.get(rest.strip(), 1), code)
    return Bracket(_SIZE.get(said, 1))


def fold(header: str) -> str:
    """Return the key that headers are compared by: "Account Name *", "account_name" and "ACCOUNT-NAME" are one.

    Width, case, spaces, punctuation and a trailing mark of being required do not count.
    """
    plain = unicodedata.normalize("NFKC", header).casefold().strip()
    while (shorter := _REQUIRED.sub("", plain).strip()) != plain:
        plain = shorter
    return _NO_WORD.sub("", plain) or plain


def fold_text(text: str) -> str:
    """Return the key that texts of cells are compared by: width, case and white space do not count."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
