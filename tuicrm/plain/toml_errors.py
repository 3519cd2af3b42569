"""Where a TOML file is wrong, in our words: what the reader says of it is English only."""

import re
from tomllib import TOMLDecodeError

from tuicrm.plain.language import _


def place(error: TOMLDecodeError, text: str) -> str:
    """Name the line and column of a mistake; without one it is the end of the text that is wrong."""
    found = re.search(r"line (\d+), column (\d+)", str(error))
    if found is None:
        return _("line {line}").format(line=max(1, len(text.splitlines())))
    return _("line {line}, column {column}").format(line=found[1], column=found[2])
