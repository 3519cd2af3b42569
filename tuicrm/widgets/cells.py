"""Text counted in cells: cut, filled, broken into lines. A wide character is never split."""

from collections.abc import Sequence
from typing import Literal

from rich.cells import cell_len, split_graphemes

from tuicrm.plain.clean import show
from tuicrm.widgets.symbols import symbols

_NOT_FIRST = "，。：；！？、）】》”’"
_NOT_LAST = "（【《“‘"
Align = Literal["left", "right"]


def width(text: str) -> int:
    """Return how many cells a shown text takes."""
    return cell_len(text)


def fit(text: str, width: int, align: Align = "left") -> str:
    """Return the text made harmless and exactly `width` cells wide: filled up, or cut with a sign."""
    if width <= 0:
        return ""
    text = show(text)
    taken = cell_len(text)
    if taken > width:
        text = _head(text, width - 1) + symbols().cut
        taken = cell_len(text)
    blanks = " " * (width - taken)
    return blanks + text if align == "right" else text + blanks


def cut(text: str, width: int) -> str:
    """Return the text made harmless and at most `width` cells wide."""
    text = show(text)
    if cell_len(text) <= width:
        return text
    return _head(text, width - 1) + symbols().cut if width > 0 else ""


def wrap(text: str, width: int, lines: int) -> list[str]:
    """Return the text as at least one and at most `lines` lines, broken at blanks or between wide characters.

    What does not fit is cut with a sign at the end of the last line.
    """
    rest = show(text).strip()
    found: list[str] = []
    while len(found) < lines - 1 and cell_len(rest) > width > 0:
        at = _kept(rest, _break(rest, width))
        found.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return [*found, cut(rest, width)]


def in_lines(parts: Sequence[str], width: int, between: str = "  ") -> list[str]:
    """Return the parts in lines of at most this width, none of them broken unless it is wider alone."""
    found: list[str] = []
    for part in parts:
        if found and cell_len(found[-1] + between + part) <= width:
            found[-1] += between + part
        else:
            found.append(part)
    return found


def _head(text: str, width: int) -> str:
    if text.isascii():
        return text[: max(0, width)]
    taken = 0
    end = 0
    spans, _total = split_graphemes(text)
    for _start, stop, size in spans:
        if taken + size > width:
            break
        taken += size
        end = stop
    return text[:end]


def _break(text: str, width: int) -> int:
    head = _head(text, width)
    if not head:  # one character that is wider than the line
        return 1
    following = text[len(head) : len(head) + 1]
    if following == " " or _is_wide(head[-1]) or _is_wide(following):
        return len(head)
    blank = head.rfind(" ")
    wide = 0 if head.isascii() else max((nth for nth, char in enumerate(head, 1) if _is_wide(char)), default=0)
    return max(blank, wide) or len(head)


def _kept(text: str, at: int) -> int:
    """Move a break so that no line begins with a stop or ends with an opening sign, as Chinese is set."""
    for place in range(at, max(at - 3, 0), -1):
        if text[place] not in _NOT_FIRST and text[place - 1] not in _NOT_LAST and _is_wide(text[place - 1]):
            return place
    return at


def _is_wide(char: str) -> bool:
    return bool(char) and cell_len(char) == 2
