"""Text from outside: made clean at the door, made harmless where it is drawn."""

import re
import unicodedata

_BREAKS = "\t\n\v\f\r\x85\u2028\u2029"
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u206a-\u206f"
_HIDDEN = "\u00ad\u180e\u200b\u2060-\u2065\ufeff\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e00ff"
_CONTROLS = "\x00-\x1f\x7f-\x9f\u2028\u2029"
_SURROGATES = "\ud800-\udfff"

FORBIDDEN = re.compile(f"[{_CONTROLS}{_SURROGATES}{_BIDI}{_HIDDEN}]")
"""What may never reach a terminal inside a drawn line: the last net, behind `show()`.

Controls, C1, lone surrogates, bidi controls, hidden and tag characters. All of them have no cells of
their own, so dropping one moves nothing. The zero width joiner is not here: emoji need it.
"""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a cell of a file begins with that a spreadsheet would run."""

# Patterns that the first frame can do without are compiled by `re` when they are first used, and kept there.
_AT_THE_DOOR = f"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f{_SURROGATES}{_BIDI}{_HIDDEN}]"
_BREAK_RUN = f"[{_BREAKS}]+"
_LINE_END = "\r\n|[\r\n\v\f\x85\u2028\u2029]"

_FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"  # letters and marks by name, but nothing to see
_UNSEEN = f"[{_HIDDEN}{_FILLERS}]"
_DOTTED = f"[{_CONTROLS}{_BIDI}]"
_MARKS_KEPT = 4
# str.isprintable() finds controls, formats and surrogates at the speed of C; marks are printable, so a
# run of characters that are no word (marks never are one to `re`) has to be looked at too.
_SUSPICIOUS = f"[{_FILLERS}]|[^\\w\\s\x00-\x7f]{{{_MARKS_KEPT + 1},}}"
_EMOJI = "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff\ufe0f]"


def line(text: str) -> str:
    """Return text from outside as one clean line: names, subjects, numbers.

    Line ends and tabs become one space; controls, lone surrogates, bidi controls and hidden characters
    are left out; white space at both ends goes; NFC. A clean line stays as it is.
    """
    return _normal(re.sub(_BREAK_RUN, " ", text))


def note(text: str) -> str:
    r"""Return text from outside as clean lines, divided by "\n": notes, letters. Else like `line`."""
    text = re.sub(_LINE_END, "\n", text).replace("\t", " ")
    return "\n".join(_normal(part, left=False) for part in _normal(text).split("\n"))


def harmless(text: str) -> str:
    """Take out of a text only what no terminal and no file should get; line ends and blanks stay as they are."""
    return re.sub(_AT_THE_DOOR, "", text)


def _normal(text: str, *, left: bool = True) -> str:
    text = unicodedata.normalize("NFC", re.sub(_AT_THE_DOOR, "", text))
    return text.strip() if left else text.rstrip()


def no_formula(text: str) -> str:
    """Return a text for a cell of a file: one that a spreadsheet would run gets a "'" before it."""
    return f"'{text}" if text.startswith(FORMULA) else text


def show(text: str) -> str:
    """Return the text as it may be drawn on one line, whatever it holds.

    Controls become their pictures (U+2400..), C1, bidi controls and line separators a middle dot,
    lone surrogates and non-characters U+FFFD; hidden and tag characters go, and so do the fifth and
    further marks on one character. A zero width joiner stays only between emoji.
    """
    if text.isprintable() and (text.isascii() or not re.search(_SUSPICIOUS, text)):
        return text
    drawn: list[str] = []
    marks = 0
    for index, char in enumerate(text):
        if unicodedata.category(char)[0] == "M":
            marks += 1
            if marks > _MARKS_KEPT:
                continue
        elif char != "\u200d":
            marks = 0
        drawn.append(char if char.isprintable() and char not in _FILLERS else _picture(text, index))
    return "".join(drawn)


def _picture(text: str, index: int) -> str:
    char = text[index]
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if char == "\u200d":
        return char if _joins_emoji(text, index) else ""
    if 0xD800 <= code <= 0xDFFF or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return "\ufffd"
    if re.match(_UNSEEN, char):
        return ""
    if re.match(_DOTTED, char):
        return "\u00b7"
    match unicodedata.category(char):
        case "Zs":
            return char if char == "\u3000" else " "
        case "Cf":
            return ""
    return char  # private use and what this Python's Unicode does not know yet: drawn by the font or not


def _joins_emoji(text: str, index: int) -> bool:
    return (
        0 < index < len(text) - 1
        and re.match(_EMOJI, text[index - 1]) is not None
        and re.match(_EMOJI, text[index + 1]) is not None
    )
