"""Bytes of a file -> text. Our own order first; a guesser comes last, because it errs on short and mixed files.

Order: byte-order mark; strict UTF-8; UTF-16 by its NULs; Chinese, where the bytes or the locale say so;
charset-normalizer; Windows-1252. Source: knowledge of 10 awkward files, three of which every guesser got wrong.
"""

import codecs
import os
import re
from collections.abc import Mapping

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The characters of everyday Chinese have both bytes above A0 and a first byte from B0 to D7 (GB 2312, level 1).
_HIGH_RUN = re.compile(rb"[\x80-\xff](?:[\x80-\xff]|(?<=[\x81-\xfe])[\x40-\x7e])*")
_COMMON = re.compile(rb"[\xb0-\xd7\xa1\xa3][\xa1-\xfe]")
_ENOUGH, _ENOUGH_IN_CHINA = 0.6, 0.3
_EAST_ASIAN = {"big5", "big5hkscs", "gb18030", "gbk", "gb2312", "euc_jp", "shift_jis", "cp932", "euc_kr", "cp949"}
_CYRILLIC = {"cp1251", "koi8_r", "koi8_u"}
_SAMPLE = 200_000


def decode(data: bytes, named: str | None = None, env: Mapping[str, str] = os.environ) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding; a byte-order mark is not part of the text.

    Args:
        named: what a mapping says; then nothing is guessed and a byte that does not fit is U+FFFD.
        env: where the locale is looked up, for files that could be Western or Chinese.
    """
    if named:
        return data.decode(named, "replace").removeprefix("\ufeff"), named
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), encoding
    is_wide = b"\0" in data and _utf16(data[:_SAMPLE])  # a NUL here and there is dirt, and no sign of UTF-16
    if not is_wide and (text := _strictly(data, "utf-8")) is not None:
        return text, "utf-8"
    for encoding in _likely(data, env):
        if (text := _strictly(data, encoding)) is not None:
            return text, encoding
    return _western(data)


def _likely(data: bytes, env: Mapping[str, str]) -> list[str]:
    if wide := _utf16(data[:_SAMPLE]):
        return [wide]
    place = next((env[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if env.get(name)), "").lower()
    share = _common_share(data[:_SAMPLE])
    if share >= _ENOUGH or (place.startswith("zh") and share >= _ENOUGH_IN_CHINA):
        taiwan = place.startswith(("zh_tw", "zh_hk", "zh_mo", "zh_hant"))
        return ["big5", "gb18030"] if taiwan and share < _ENOUGH else ["gb18030", "big5"]
    return []


def _utf16(data: bytes) -> str | None:
    """Two bytes a character leave every second byte of ASCII zero."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    if max(even, odd) * 8 < len(data) or min(even, odd) * 4 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _common_share(data: bytes) -> float:
    """How much of what is not ASCII is everyday Chinese.

    Western text has its few high bytes alone between letters; Chinese has them in pairs of a known range.
    """
    high = sum(len(run) for run in _HIGH_RUN.findall(data))
    return 2 * len(_COMMON.findall(data)) / high if high >= 4 else 0.0


def _strictly(data: bytes, encoding: str) -> str | None:
    """Decode without an error, but for a last character that was cut off."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        return decoder.decode(data)
    except UnicodeDecodeError:
        return None


def _western(data: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    # For Windows-1252 it names a neighbour of the same shape, or a mainframe's: those are never meant here.
    many = sum(byte > 0x7F for byte in data[:_SAMPLE]) * 3 > len(data[:_SAMPLE])
    known = _EAST_ASIAN | _CYRILLIC if many else _EAST_ASIAN
    guessed = [best.encoding] if best is not None and best.encoding in known else []
    for encoding in [*guessed, "cp1252"]:
        if (text := _strictly(data, encoding)) is not None:
            return text, encoding
    return data.decode("latin-1"), "latin-1"
