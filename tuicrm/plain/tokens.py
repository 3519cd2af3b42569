"""What a record is found by, and what a query looks for.

A record has tokens; a query has tokens, too, and each of them has to be a *prefix* of one of the record's.
So one ordinary index finds words by their beginning, Chinese by any two characters that stand together,
pinyin joined or by initials, phones by their last digits. Both sides are made here, from the same pieces.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice, product

from tuicrm.plain import pinyin
from tuicrm.plain.names import folded

LONGEST = 40
"""The longest token, in characters; what is longer is cut, in records and queries alike."""
NOTED = 2_000

_CJK = f"{pinyin.HAN}\u3040-\u30ff\uac00-\ud7af"
_RUNS = re.compile(f"[{_CJK}]+|[^{_CJK}]+")
_IS_CJK = re.compile(f"[{_CJK}]").match
_IS_HAN = re.compile(f"[{pinyin.HAN}]+").fullmatch
# Joined by these, pieces are one word that is found with and without them: o'brien, a.b., li.wei@acme.com
_CHUNK = re.compile(r"[\w.'’&@+#\-]+")
_PIECE = re.compile(r"[^\W_]+")
_PHONE = re.compile(r"[+\d()\-. ]+", re.ASCII)
_READINGS = 8
_READINGS_INSIDE = 4


def tokens_of(texts: Iterable[str], phones: Iterable[str] = ()) -> set[str]:
    """Return the tokens of a record: its names, e-mails, city, ...; and its phones, written or as keys.

    Chinese: each two characters, pinyin from each character on (so the whole name joined, and each
    syllable), initials likewise; heteronyms in every likely reading.
    """
    found: set[str] = set()
    for text in texts:
        for run in _RUNS.findall(folded(text)):
            found.update(_of_cjk(run) if _IS_CJK(run) else _of_words(run))
    for phone in phones:
        found.update(_of_phone(phone))
    found.discard("")
    return {token[:LONGEST] for token in found}


def note_tokens(texts: Iterable[str]) -> set[str]:
    """Return the tokens of what is noted: words, and each two Chinese characters; no readings, a note is no name.

    Of a long note the beginning counts: its first `NOTED` characters.
    """
    found: set[str] = set()
    for text in texts:
        for run in _RUNS.findall(folded(text[:NOTED])):
            found.update((*_pairs(run), run[-1]) if _IS_CJK(run) else _of_words(run))
    found.discard("")
    return {token[:LONGEST] for token in found}


def query_tokens(text: str) -> list[str]:
    """Return what a query looks for: a record is found if each is a prefix of one of its tokens.

    Empty if there is nothing to look for.
    """
    plain = folded(text).strip()
    number = re.sub(r"\D", "", plain)
    if _PHONE.fullmatch(plain) and len(number) >= 7:
        return [_number(number)]
    wanted: list[str] = []
    for run in _RUNS.findall(plain):
        if _IS_CJK(run):
            wanted += _pairs(run) if len(run) > 1 else [run]
        else:
            for chunk in _CHUNK.findall(run):
                word = "".join(_PIECE.findall(chunk))
                wanted.append(_number(word) if word.isdigit() else word)
    return list(dict.fromkeys(word[:LONGEST] for word in wanted if word))


def _of_words(run: str) -> Iterator[str]:
    for chunk in _CHUNK.findall(run):
        pieces = _PIECE.findall(chunk)
        yield "".join(pieces)
        if "@" in chunk:
            local, _, domain = chunk.rpartition("@")
            yield "".join(_PIECE.findall(local))
            yield "".join(_PIECE.findall(domain))
            pieces = pieces[:-1]  # nobody looks for "com", and everybody has it
        yield from pieces
        yield from (_number(piece) for piece in pieces if piece.isdigit())


def _of_cjk(run: str) -> Iterator[str]:
    yield from _pairs(run)
    yield run[-1]  # each other character begins a pair
    if not _IS_HAN(run):
        return
    readings = pinyin.readings(run)
    for start in range(len(run)):
        for reading in islice(product(*readings[start:]), _READINGS if start == 0 else _READINGS_INSIDE):
            yield "".join(reading)
            if start == 0 or len(reading) > 1:
                yield "".join(syllable[0] for syllable in reading)


def _of_phone(phone: str) -> Iterator[str]:
    main, _, extension = phone.partition(";ext=")
    number = re.sub(r"\D", "", folded(main))
    yield number
    yield _number(number)
    for last in range(4, min(len(number), 11) + 1):
        yield number[-last:]
        yield _number(number[-last:])
    if extension:
        yield number[-8:] + extension


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]


def _number(number: str) -> str:
    """Take the trunk 0 or the 00 of a long number off: the same number is written with and without."""
    return (number.lstrip("0") or number) if len(number) > 4 else number
