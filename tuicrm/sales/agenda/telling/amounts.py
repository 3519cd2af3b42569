"""Amounts in a sentence, as they are typed and as they are dictated: 48k, €12,500, fifty thousand euros, 三万五."""

import re
from decimal import Decimal

from tuicrm.plain.money import Money, from_decimal, read_amount

_UNIT = r"eur|euros?|usd|dollars?|bucks|gbp|pounds?|cny|rmb|yuan|chf|francs?|元|块钱?|欧元|美元|美金|人民币"
_NUMBER = r"\d[\d.,]*\d|\d"
_SIGNED = rf"[€$£¥￥]\s?(?:{_NUMBER})\s?(?:k|m|mio|万|亿|千)?(?![A-Za-z0-9])"
_ALONE = r"(?<![A-Za-z0-9.,/+-])"
_TIMES_OF = r"(?:k(?![A-Za-z0-9])|mio\b|thousand\b|million\b|百万|千万|万|亿|千(?!克|米|瓦))"
_SCALED = rf"{_ALONE}(?:{_NUMBER})\s?{_TIMES_OF}\s?(?:{_UNIT})?"
_NAMED = rf"{_ALONE}(?:{_NUMBER})\s?(?:{_UNIT})(?![a-z])"
_CUE = r"(?:budget|amount|price|worth|offer of|order of|value|total|预算|金额|价格|总价|合同额|报价)"
_AFTER_CUE = rf"{_CUE}[^\d,.;，。；]{{0,12}}?((?:{_NUMBER})\s?(?:m\b)?)(?![A-Za-z0-9%/-])"
_DEALS = r"(?:order|deal|contract|volume|offer|quote|pays?|budget|amount|price|worth|value|total)"
_MILLIONS = re.compile(rf"\b{_DEALS}\b[^\d,.;，。；]{{0,12}}?((?:{_NUMBER})\s?m\b)", re.IGNORECASE)
_FIGURES = re.compile(f"{_SIGNED}|{_SCALED}|{_NAMED}", re.IGNORECASE)
_WHOLE_SAID = re.compile(r"(?<![\d.])(\d{1,4})万(?:(\d{2,4})|(\d)千(?:(\d)百?)?)(?![\d.%万千百个台套件])")
_HALF_SAID = re.compile(r"(?<![\d.])(\d{1,4})([万亿千])(\d)(?![\d.%万千百个台套件])")
_OF_ONE = re.compile(
    r"\s*(?:each|apiece|a piece|per (?:unit|piece|item|seat|line|user|month)|一?[/／](?:套|台|件|个|月))", re.I
)
_BEFORE_ONE = re.compile(r"(?:单价|每[套台件个条人月只张])(?:是|为|要|大概|大约)?\s*$")
_SIZES = {"千": 10**3, "百万": 10**6, "千万": 10**7, "万": 10**4, "亿": 10**8}
_CUED = re.compile(_AFTER_CUE, re.IGNORECASE)

_ONES = {word: value for value, word in enumerate((
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
))}  # fmt: skip
_TENS = {word: 10 * nth for nth, word in enumerate(
    ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2
)}  # fmt: skip
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_TIMES = {"hundred": 100, "thousand": 1000, "million": 10**6}
_WORD = "|".join([*_ONES, *_TENS, *_TIMES, "a", "point"])
_SPOKEN = re.compile(rf"\b(?:(?:{_WORD})(?:[ -](?:and )?)?)+\b(?:\s*(?:{_UNIT}))?", re.IGNORECASE)
_HAN = re.compile(
    r"(?<![第周年月日号点])[一二两三四五六七八九十百千零]+万[一二三四五六七八九千百十]*(?:元|块|欧元|美元)?"
    r"|[一二两三四五六七八九十百千]{2,}(?:元|块钱?|欧元|美元)"
)
_HAN_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_HAN_TIMES = {"十": 10, "百": 100, "千": 1000}


def find_amount(text: str, currency: str) -> tuple[Money, tuple[int, int]] | None:
    """Return the first amount of a sentence and where it stands; a bare number is one only after budget, price, ...

    What one piece costs is no amount: 15k each, 每套1.5万.
    """
    text = narrow(text)
    found: list[tuple[int, int, Money]] = []
    for match in _HALF_SAID.finditer(text):  # 3万5 leaves the thousand out
        size = _SIZES[match[2]]
        said = Decimal(int(match[1]) * size + int(match[3]) * size // 10)
        found.append((match.start(), match.end(), from_decimal(said, currency)))
    for match in _WHOLE_SAID.finditer(text):
        rest = int(match[2] or 0) + int(match[3] or 0) * 1000 + int(match[4] or 0) * 100
        found.append((match.start(), match.end(), from_decimal(Decimal(int(match[1]) * 10_000 + rest), currency)))
    for match in _MILLIONS.finditer(text):
        _add(found, match[1], match.start(1), currency)
    for match in _FIGURES.finditer(text):
        _add(found, match[0], match.start(), _before(text, match.start(), currency))
    for match in _CUED.finditer(text):
        _add(found, match[1], match.start(1), currency)
    for match in _SPOKEN.finditer(text):
        if (value := _spoken(match[0])) is not None:
            named = _currency(match[0], _before(text, match.start(), currency))
            found.append((match.start(), match.end(), from_decimal(value, named)))
    for match in _HAN.finditer(text):
        if number := _han(match[0].rstrip("元块钱欧美")):
            found.append((match.start(), match.end(), from_decimal(Decimal(number), _currency(match[0], currency))))
    found = [one for one in found if not (_OF_ONE.match(text, one[1]) or _BEFORE_ONE.search(text, 0, one[0]))]
    if not found:
        return None
    start, end, money = min(found, key=lambda one: (one[0], -one[1]))
    return money, (start, end)


def narrow(text: str) -> str:
    """Make wide digits and signs narrow, each where it stands: １．２百万 is 1.2百万."""
    return text.translate(_NARROW)


def _add(found: list[tuple[int, int, Money]], written: str, start: int, currency: str) -> None:
    plain = re.sub(r"thousand", "k", written, flags=re.I)
    plain = re.sub(r"million|mio", "m", plain, flags=re.I)
    plain = re.sub(r"\s*(?:euros?|块钱?)$", lambda unit: " EUR" if "eur" in unit[0].lower() else "", plain, flags=re.I)
    plain = re.sub(r"\s*(?:dollars?|bucks)$", " USD", plain, flags=re.I)
    plain = re.sub(r"\s*pounds?$", " GBP", plain, flags=re.I)
    plain = re.sub(r"\s*francs?$", " CHF", plain, flags=re.I)
    times = 100 if "百万" in plain else 1000 if "千万" in plain else 1
    plain = re.sub(r"(?<=\d)\s?[百千](?=万)", "", plain)
    try:
        money = read_amount(plain.strip(), currency)
    except ValueError:
        return
    found.append((start, start + len(written.rstrip()), Money(money.minor * times, money.currency)))


def _before(text: str, start: int, currency: str) -> str:
    """Give the currency that is named just before an amount: `us dollars 75 thousand`."""
    named = re.search(rf"(?<![a-z])(?:{_UNIT})\s*$", text[:start], re.IGNORECASE)
    return _currency(named[0], currency) if named else currency


def _currency(written: str, currency: str) -> str:
    for code, words in (("EUR", ("eur", "欧元")), ("USD", ("dollar", "usd", "美元", "美金")), ("GBP", ("pound",)),
                        ("CHF", ("franc",))):  # fmt: skip
        if any(word in written.casefold() for word in words):
            return code
    return currency


def _spoken(text: str) -> Decimal | None:
    """Return a number in words, if it is one of money: with thousand or million, or with a currency after it."""
    words = re.sub(r"[ -]+", " ", text.casefold()).replace(" and ", " ").split()
    number, part, is_money = Decimal(0), Decimal(0), False
    digit: Decimal | None = None  # of what is behind the point
    for word in words:
        if word == "point":
            digit = Decimal(1)
        elif digit is not None and word in _ONES:
            digit /= 10
            part += digit * _ONES[word]
        elif word in _ONES or word in _TENS:
            part += _ONES.get(word, _TENS.get(word, 0))
        elif word == "a":
            part += 1
        elif word == "hundred":
            part = (part or Decimal(1)) * 100
        elif word in _TIMES:
            number, part, is_money = number + (part or Decimal(1)) * _TIMES[word], Decimal(0), True
            digit = None
        else:
            is_money = True
    total = number + part
    return total if is_money and total else None


def _han(text: str) -> int:
    """Return what Chinese figures say: 三万五 is 35,000, 十二万 120,000, 两千五百 2,500."""
    whole, ten_thousand, rest = text.partition("万")
    if not ten_thousand:
        return _small(whole)
    after = _small(rest)
    if rest in _HAN_DIGITS:  # 三万五 leaves the thousand out
        after *= 1000
    return _small(whole) * 10_000 + after


def _small(text: str) -> int:
    total, digit = 0, 0
    for char in text:
        if char in _HAN_DIGITS:
            digit = _HAN_DIGITS[char]
        else:
            total += (digit or 1) * _HAN_TIMES[char]
            digit = 0
    return total + digit
