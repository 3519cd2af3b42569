"""Column headers and texts of cells: what two spellings of one have in common."""

import re
import unicodedata

_REQUIRED = re.compile(r"(\*+|\((必填|required|mandatory)\))$")
_NO_WORD = re.compile(r"[\W_]+")


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
