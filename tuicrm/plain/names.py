"""Names of companies and people: one key to compare them by, one to sort them by."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

from tuicrm.plain import pinyin
from tuicrm.plain.legal_forms import without_forms

_CJK_FORMS = (
    "集团股份有限公司 集团有限责任公司 集团有限公司 控股集团有限公司 股份有限责任公司 股份有限公司 "
    "有限责任公司 有限公司 股份公司 集团公司 总公司 公司 集团 普通合伙企业 有限合伙企业 特殊普通合伙 "
    "普通合伙 有限合伙 合伙企业 个人独资企业 个体工商户 个体户 农民专业合作社 专业合作社 "
    "股份有限責任公司 有限責任公司 集團股份有限公司 集團有限公司 集團公司 總公司 集團 "
    "株式会社 有限会社 合同会社 合資会社 合名会社 一般社団法人 一般財団法人 公益社団法人 "
    "株式會社 有限會社 企業社 주식회사 유한회사 유한책임회사 합자회사 합명회사"
)
# In one pattern, longest first; not the 公司 of 分公司 and 子公司: a branch is another customer. 电子公司 is none.
_LONGEST_FIRST = "|".join(sorted(_CJK_FORMS.split(), key=len, reverse=True))
_OF_A_BRANCH = "(?<!分)(?<!支)(?<!(?<![电電量原光种種粒离分])子)公司"
_SHORT = "株|有|同|資|名|주|유|합"
_CJK_BEHIND = re.compile(
    rf"(?:{_LONGEST_FIRST.replace('|公司|', f'|{_OF_A_BRANCH}|')}|\((?:{_SHORT}|{_LONGEST_FIRST})\))$"
)
_CJK_BEFORE = re.compile(rf"^(?:株式[会會]社|有限[会會]社|合同会社|주식회사|유한(?:책임)?회사|\((?:{_SHORT})\))")
_BESIDE_FORM = re.compile(rf"(?<=[{pinyin.HAN}\u3040-\u30ff\uac00-\ud7af])(?=(?:co|ltd|limited|inc|corp|llc|gmbh)\b)")
_DROPPED = re.compile(r"[.'’`´·]")
_NO_WORD = re.compile(r"[\W_]+")
_BESIDE_CJK = re.compile(f"(?<=[{pinyin.HAN}\u3040-\u30ff]) | (?=[{pinyin.HAN}\u3040-\u30ff])")
_STRANGE_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"})
_MARKS = re.compile("[\u0300-\u036f]")
_DOT_ABOVE = "\u0307"
"""What is left of a Turkish \u0130 in lower case: no letter, and no place to part a word."""


def folded(text: str) -> str:
    """Return the text without case, width and accents: for finding and sorting, never for showing."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    if plain.isascii():
        return plain
    plain = _MARKS.sub("", unicodedata.normalize("NFD", plain)).translate(_STRANGE_LETTERS)
    return unicodedata.normalize("NFKC", plain)


@lru_cache(maxsize=20_000)
def name_key(text: str) -> str:
    """Return what two spellings of one name have in common: "ACME, Ltd." and "Acme limited" are "acme".

    Case, width, punctuation, white space and legal forms do not count; accents and words do. Nothing is
    left out that would leave nothing: "AS Oy" is "as oy". Empty only if there is no letter or digit, and
    then the text itself without white space.
    """
    key = _shortened(text)
    while (shorter := _shortened(key)) != key:  # "&IJ": only without the sign is the form seen
        key = shorter
    return key


def name_sort(text: str) -> str:
    """Return what lists are sorted by: pinyin syllables of Chinese, no case, no width, no accents."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if pinyin.has_han(plain):
        plain = re.sub(f"[{pinyin.HAN}]+", lambda run: f" {' '.join(pinyin.syllables(run[0]))} ", plain)
    return " ".join(folded(plain).split())


def _shortened(text: str) -> str:
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).strip()
    plain = plain.replace(f"i{_DOT_ABOVE}", "i").replace("ı", "i")  # YILDIZ is Yıldız
    words = _words(plain)
    if not plain.isascii():
        plain = _without(_BESIDE_FORM.sub(" ", plain), _CJK_BEHIND, _CJK_BEFORE)
    return without_forms(_words(_without_latin_forms(plain))) or words or "".join(plain.split())


def _words(text: str) -> str:
    text = _NO_WORD.sub(" ", _DROPPED.sub("", text.replace("&", " and "))).strip()
    return _BESIDE_CJK.sub("", text)


def _without(text: str, *forms: re.Pattern[str]) -> str:
    """Take legal forms off as long as something is left."""
    for form in forms:
        while (shorter := form.sub("", text).strip(" ,.")) != text and _words(shorter):
            text = shorter
    return text


@cache
def _latin_forms() -> dict[str, list[tuple[int, Any]]]:
    """All forms that cleanco knows, each with its place among them, by their last word."""
    from cleanco.clean import basename

    forms: dict[str, list[tuple[int, Any]]] = {}
    for place, form in enumerate(basename.keywords["terms"]):
        forms.setdefault(form[1][-1], []).append((place, form))
    return forms


def _latin_base(text: str) -> str:
    """Give what cleanco's `basename` does, and compare with those forms alone whose last word is in the text."""
    from cleanco.clean import custom_basename, normalized, strip_punct, strip_tail

    words = {strip_punct(word) for word in normalized(strip_tail(text)).split()}
    found = sorted(form for word in words for form in _latin_forms().get(word, ()))
    return str(custom_basename(text, [form for _place, form in found]))


def _without_latin_forms(text: str) -> str:
    """Take off what cleanco knows, again and again: "Acme Co Ltd" has two of them."""
    if not re.search("[a-z]", text):
        return text
    while (shorter := _latin_base(text).strip(" ,")) != text and _words(shorter):
        if text.removeprefix(shorter).strip(" ,.()") == "uk":  # a place, and no legal form
            break
        text = shorter
    return text
