"""What the other end typed, as words: no shell reads it, and a quotation that ssh lost is mended."""

import shlex
from collections.abc import Collection, Sequence

LONGEST = 100_000


class NotReadable(ValueError):
    """A command with a quotation mark that is not closed, or one that is far too long."""


def split(command: str) -> list[str]:
    """Split a command into words as a shell does with quotation marks, and without all that a shell also does.

    Raises:
        NotReadable: a quotation is not closed.
    """
    if len(command) > LONGEST:
        raise NotReadable
    try:
        return shlex.split(command)
    except ValueError as error:
        raise NotReadable from error


def mended(words: Sequence[str], texts: Collection[str]) -> list[str]:
    """Join again what belongs to one option.

    `ssh crm lead add Acme --note "asks for a price"` arrives as seven words: ssh sends them with blanks between. So
    the text of an option whose value is text for people goes on to the next option.

    Args:
        texts: the names of such options, as `--note`.
    """
    whole: list[str] = []
    begun = open_ = False  # inside a text, and whether its first word is there already
    for word in words:
        if _is_option(word):
            name, equals, _value = word.partition("=")
            begun, open_ = bool(equals), name in texts
            whole.append(word)
        elif open_ and begun:
            whole[-1] += f" {word}"
        else:
            begun = True
            whole.append(word)
    return whole


def _is_option(word: str) -> bool:
    return word.startswith("--") or (len(word) == 2 and word[0] == "-" and word[1].isalpha())
