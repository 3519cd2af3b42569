"""How Chinese characters are read: one reading for sorting, every likely one for finding.

pypinyin takes 0.3 s and 50 MB to import, so text without a Chinese character never gets here.
"""

import re
from functools import lru_cache
from typing import Any

HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
has_han = re.compile(f"[{HAN}]").search
"""Say whether there is a Chinese character in the text."""

# Characters that names are full of and that have two readings, or that pypinyin reads as no name has them.
_OTHER_READINGS = {
    "重": "chong zhong", "长": "chang zhang", "行": "hang xing", "乐": "le yue", "朝": "chao zhao",
    "单": "shan dan", "曾": "zeng ceng", "仇": "qiu chou", "覃": "qin tan", "盖": "gai ge", "查": "zha cha",
    "解": "xie jie", "朴": "piao pu", "区": "qu ou", "厦": "xia sha", "都": "du dou", "六": "liu lu",
    "蚌": "beng bang", "会": "hui kuai", "石": "shi dan", "大": "da dai", "翟": "zhai di", "种": "zhong chong",
    "缪": "miao mou", "车": "che ju", "贾": "jia gu", "盛": "sheng cheng", "晟": "sheng cheng",
    "番": "fan pan", "薄": "bo bao", "藏": "zang cang", "传": "chuan zhuan", "万": "wan mo", "尉": "wei yu",
}  # fmt: skip

_SURNAMES = {"曾": "zeng", "仇": "qiu", "覃": "qin", "单": "shan", "翟": "zhai", "缪": "miao"}
_SURNAMES_OF_PERSONS = {"查": "zha", "解": "xie", "朴": "piao", "区": "ou", "盖": "ge", "种": "chong", "乐": "yue"}
_DOUBLE_SURNAMES = {"尉迟": ["yu", "chi"], "万俟": ["mo", "qi"], "长孙": ["zhang", "sun"], "单于": ["chan", "yu"]}


def syllables(text: str) -> list[str]:
    """Return the reading of each Chinese character, without tones; other characters as they are.

    A surname at the start is read as one; 查, 解 and their like only before one or two characters, as
    in a person's name. 吕 is `lv`, as it is typed.
    """
    return [*_read(text)]


@lru_cache(maxsize=20_000)
def _read(text: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin

    each: Any = list  # as pypinyin documents: one entry for each character that it cannot read
    read: list[str] = lazy_pinyin(text, errors=each)
    if text[:2] in _DOUBLE_SURNAMES:
        read[:2] = _DOUBLE_SURNAMES[text[:2]]
    elif text[:1] in _SURNAMES:
        read[0] = _SURNAMES[text[0]]
    elif len(text) in (2, 3) and text[0] in _SURNAMES_OF_PERSONS:
        read[0] = _SURNAMES_OF_PERSONS[text[0]]
    return tuple(read)


def readings(text: str) -> list[list[str]]:
    """Return for each character its likely readings, the likeliest in this text first."""
    pairs = zip(text, syllables(text), strict=True)
    return [list(dict.fromkeys([main, *_OTHER_READINGS.get(char, "").split()])) for char, main in pairs]
