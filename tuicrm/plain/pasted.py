"""What a pasted text says of somebody: a signature, a business card, a chat, a number. Nothing is guessed twice."""

import re
from dataclasses import dataclass, field

from tuicrm.plain.clean import line, note
from tuicrm.plain.emails import email_key
from tuicrm.plain.names import name_key
from tuicrm.plain.pasted_card import as_lines
from tuicrm.plain.pasted_chat import without_times
from tuicrm.plain.pasted_words import (
    ADDRESS,
    BESIDE_A_NUMBER,
    CALLED,
    COMPANY,
    GREETING,
    HAN_NAME,
    LABELS,
    LATIN_NAME,
    OF_A_FIRM,
    SAYS,
    TITLES,
)
from tuicrm.plain.phones import phone_key, phone_keys, phone_text
from tuicrm.plain.regions import without_places

_EMAIL = re.compile(r"[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>，。；、|]+", re.IGNORECASE)
_DIGITS = re.compile(r"[+(（]?\d[\d\s()（）./+-]{3,}\d(?:\s*(?:ext\.?|x|转|分机)\s*\d{1,6})?", re.IGNORECASE)
_LABELLED = re.compile(r"(?:^|(?<=[\s,;，；、]))([^\W\d_][^:：\s]{0,9})\s*[:：]")
_REACHED = re.compile(r"(?<=[\s,;，；、|])([^\W\d_][^:：\s]{0,9})\s*[:：](?!//)")
_FOR = re.compile(r"^(?:i\.\s?[AV]\.|ppa\.?|p\.\s?p\.)\s+", re.IGNORECASE)  # signed for somebody
_LABEL = re.compile(r"^\s*([^\W\d_][^:：]{0,18}?)\s*[:：]\s*(.+)$")
_HAN = re.compile("[\u4e00-\u9fff]")
_REACHED_BY = re.compile(r"\b(?:tele)?fax\b|传真|\b(?:tel|phone|mobile|mob|mobil|cell)\b|电话|手机", re.IGNORECASE)
_EMPTY = re.compile(r"[<(\[（【]\s*[>)\]）】]")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")

_DIALLED = 9
"""So many digits behind a firm are a number to dial, not a year, a postcode or a number in a register."""
MOST_OF_ONE = 20
"""More phones and e-mails than this belong to no one card: a table was pasted."""
LONGEST_OF_A_CARD = 8
"""Words of a line that may stand on a card; a longer one is a sentence."""


@dataclass(frozen=True)
class Pasted:
    """What was understood; what was not is the message."""

    name: str = ""
    contact: str = ""
    title: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    website: str = ""
    address: str = ""
    city: str = ""
    message: str = ""

    @property
    def is_list(self) -> bool:
        """Say whether these are many who ask, and no card of one."""
        return len(self.phones) + len(self.emails) > MOST_OF_ONE


@dataclass
class _Found:
    texts: dict[str, str] = field(default_factory=dict)
    phones: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    message: list[str] = field(default_factory=list)

    def put(self, name: str, text: str) -> bool:
        """Keep the first text of a kind; say whether it was the first."""
        if not text or name in self.texts:
            return False
        self.texts[name] = text
        return True


def understand(text: str, region: str) -> Pasted:
    """Read a pasted text.

    Args:
        region: where a number without country code is dialled, such as "CN".
    """
    lines = [part for one in without_times(as_lines(note(text))) for part in _pieces(one)]
    found = _Found()
    for nth, part in enumerate(lines):
        _read_line(found, part, region, is_only=len(lines) == 1, nth=nth)
    texts = found.texts
    return Pasted(
        texts.get("name", ""), texts.get("contact", ""), texts.get("title", ""), tuple(dict.fromkeys(found.phones)),
        tuple(dict.fromkeys(found.emails)), texts.get("website", ""), texts.get("address", ""), texts.get("city", ""),
        "\n".join(found.message),
    )  # fmt: skip


def _pieces(text: str) -> list[str]:
    """Part a line where a tab, a bar or the next label parts it; without labels it stays as it is."""
    cells = [line(one) for one in re.split(r"\t|\s[|｜]\s", text)]
    return [piece.strip(" ,;，；") for cell in cells if cell for piece in _by_labels(cell)]


def _by_labels(text: str) -> list[str]:
    """Part `公司：联成 联系人：王芳` and `姓名 王芳 手机 138...`; what does not begin with a label stays whole."""
    starts = [match.start(1) for match in _LABELLED.finditer(text) if match[1].casefold() in LABELS]
    if len(starts) > 1 and starts[0] == 0:
        return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    behind = _REACHED.search(text)
    if behind and _HAN.search(text) and LABELS.get(behind[1].casefold()) in ("messenger", "phone", "email", "fax"):
        return [text[: behind.start()], text[behind.start() :]]
    words = re.split(r"[\s:：,，;；]+", text)
    places = [nth for nth, word in enumerate(words) if _HAN.search(word) and word in LABELS]
    if len(places) < 2 or places[0] > 1:
        return [text]
    ends = [*places[1:], len(words)]
    found = [f"{words[place]}：{' '.join(words[place + 1 : end])}" for place, end in zip(places, ends, strict=True)]
    return [" ".join(words[: places[0]]), *found] if places[0] else found


def _read_line(found: _Found, part: str, region: str, *, is_only: bool, nth: int) -> None:
    label = _LABEL.match(part)
    kind = LABELS.get(label[1].casefold().strip(), "") if label else ""
    if label and kind:
        _labelled(found, kind, label[2], part, region)
        return
    rest = _take_points(found, part, region).strip(" ,;|·•-–—/，；、:：>")
    if not rest or GREETING.match(rest):
        return
    rest = line(re.sub(r"\s{2,}", " ", rest)) if _HAN.search(rest) else _FOR.sub("", rest)
    words = _WORD.findall(rest)
    if rest != part and all(word.casefold() in BESIDE_A_NUMBER for word in words) and (words or not rest.isdecimal()):
        return
    if (
        _says(found, part)
        or "我" in rest
        or len(rest.split()) > LONGEST_OF_A_CARD
        or rest.endswith(("?", "!", "。", "？", "！"))
    ):
        found.message.append(part)  # a sentence is kept whole, with its numbers
        return
    if _several(found, rest) or _firm(found, rest) or _person(found, rest) or _addressed(found, rest):
        return
    if _asks(found, rest, part) or (is_only and len(rest) <= 40 and found.put("name", rest)):
        return
    is_title = (nth <= 3 or "contact" in found.texts) and len(rest.split()) <= 5 and not rest[0].islower()
    if not (is_title and TITLES.search(rest) and found.put("title", rest)):
        found.message.append(rest)


def _several(found: _Found, text: str) -> bool:
    """Read a line of several parts if each is understood: `体育西路123号 恒泰商行 刘老板`, `Ann Lee; Tom Low`."""
    parts = re.split(r"[;；]\s*", text) if ";" in text or "；" in text else re.split(r"[\s/、]+", text)
    parts = [part.strip() for part in parts if part.strip()]
    if (
        len(parts) < 2
        or "我" in text
        or not (_HAN.search(text) or ";" in text)
        or not all(_kinds(part) for part in parts)
    ):
        return False
    for part in parts:
        kind = _kinds(part)
        if not found.put(kind, part):
            found.message.append(part)
    return True


def _kinds(text: str) -> str:
    if is_company(text):
        return "name"
    if ADDRESS.search(text):
        return "address"
    if HAN_NAME.fullmatch(text) or LATIN_NAME.fullmatch(text):
        return "contact"
    return "title" if _HAN.search(text) and len(text) <= 10 and TITLES.search(text) else ""


def _firm(found: _Found, text: str) -> bool:
    """Read a company's name, also `香港科技有限公司 HK Tech Ltd`, `宁波机械厂（王师傅）`, `Baker & Sons`."""
    first, _space, others = text.partition(" ")
    if COMPANY.search(first) and others and is_company(others):
        found.message.append(others if found.put("name", first) else text)
        return True
    if (match := re.fullmatch(r"(.+?)[（(](.+?)[)）]", text)) and is_company(match[1]) and HAN_NAME.fullmatch(match[2]):
        found.put("contact", match[2])
        return found.put("name", match[1])
    if not is_company(text):
        return False
    if not found.put("name", text):
        found.message.append(text)
    return True


def _addressed(found: _Found, text: str) -> bool:
    return bool(ADDRESS.search(text)) and len(text) <= 60 and found.put("address", text)


def _asks(found: _Found, text: str, part: str) -> bool:
    """Read `何女士 （安徽合肥）看了官网咨询激光焊机`: who asks, and what; the line is the message."""
    if (named := OF_A_FIRM.search(part)) and without_places(named[1]) and found.put("name", named[1]):
        found.put("contact", named[2])
        found.message.append(part)
        return True
    match = re.match(rf"({CALLED.pattern}|{HAN_NAME.pattern})(?=[\s,，:：（(])", text)
    if match is not None and not without_places(match[1]):  # 郑州 is no person
        return found.put("city", match[1]) and _asks(found, text[match.end() :].strip(" ,，"), part)
    if match is None or (rest := text[match.end() :].strip(" ,，:：")) == "":
        return False
    found.put("contact", match[1])
    found.message.append(rest)
    return True


def _labelled(found: _Found, kind: str, text: str, part: str, region: str) -> None:
    if kind in ("name", "contact") and (rest := _take_points(found, text, region)) != text:
        text, *others = [one for part in re.split(r"[,，;；]", rest) if (one := part.strip(" |·•-–—/、:：."))] or [""]
        for one in others:
            if one.casefold() not in BESIDE_A_NUMBER and not (kind == "contact" and _firm(found, one)):
                found.message.append(one)
    if kind in ("phone", "email"):
        rest = _take_points(found, text, region).strip(" ,;，；、/")
        if kind == "phone" and (keys := phone_keys(rest, region)):
            found.phones += keys
        elif rest and not all(word.casefold() in BESIDE_A_NUMBER for word in _WORD.findall(rest)):
            found.message.append(rest)
    elif kind == "messenger":
        found.message.append(part)
    elif kind == "message":
        found.message.append(text)
    elif kind == "name" and _firm(found, text):
        return
    elif kind == "contact" and (match := re.fullmatch(r"(.+?)[\s(（](.+?)[)）]?", text)) and TITLES.search(match[2]):
        found.put("contact", match[1].strip())
        found.put("title", match[2].strip())
    elif kind != "fax":
        found.put(kind, text)


def _take_points(found: _Found, part: str, region: str) -> str:
    """Take e-mails, pages and phones out of a line; give what is left."""
    whole = part
    for address in _EMAIL.findall(part):
        try:
            found.emails.append(email_key(address))
        except ValueError:
            continue
        part = part.replace(address, " ")
    for url in _URL.findall(part):
        if found.put("website", url):
            part = part.replace(url, " ")
    for match in _DIGITS.finditer(part):
        digits = re.sub(r"\D", "", match[0])
        keys = phone_keys(match[0], region)
        said = match[0].strip()
        if keys and not (any(key.startswith("+") for key in keys) or said == part.strip(" ,;|·，；、")):
            said = _from_elsewhere(part, match)
        if not keys or not said:
            continue
        if not _is_fax(part, match.start()) and len(digits) >= 5:
            found.phones.append(said)
        part = part.replace(match[0], " ")
    if not found.phones and re.fullmatch(r"[\d\s-]{3,8}", part) and phone_keys(part, region):
        found.phones.append(part.strip())
        return ""
    if part == whole:
        return part
    part = _EMPTY.sub(" ", part)
    return re.sub(r"\b(?:tel|mobile|mob|mobil|phone|fax|mail|e-?mail|web|cell|[tmpfe])\b\.?\s*[:：]?\s*(?=[\s|,]|$)|"
                  r"(?:电话|手机|邮箱|传真|网址)[:：]?", " ", part, flags=re.IGNORECASE)  # fmt: skip


def _is_fax(part: str, at: int) -> bool:
    """Say whether a number is one of a fax: by the word before it, or behind it where none is before."""
    words = [(found.start(), found[0].casefold()) for found in _REACHED_BY.finditer(part)]
    before = [word for start, word in words if start < at]
    return (before[-1:] or [word for _start, word in words])[:1] in (["fax"], ["传真"], ["telefax"])


def _from_elsewhere(part: str, match: "re.Match[str]") -> str:
    """Read a number that is none where we are: a Chinese one in a Chinese line, or one at the end behind a firm."""
    if _HAN.search(part) and (key := phone_key(match[0], "CN")).startswith("+"):
        return phone_text(key)
    before = part[: match.start()].rstrip(" ,;|·•-–—/，；、:：")
    at_the_end = not part[match.end() :].strip()
    is_long = len(re.sub(r"\D", "", match[0])) >= _DIALLED
    return match[0].strip() if at_the_end and is_long and is_company(before) else ""


def _says(found: _Found, text: str) -> bool:
    """Read "I'm Ann Lee from Acme" and its like; the sentence itself stays in the message."""
    for pattern in SAYS:
        if match := pattern.search(text):
            for name, value in match.groupdict().items():
                if value:
                    found.put(name, value.strip())
            return True
    return False


def is_company(text: str) -> bool:
    """Say whether a short text is a company's name: by its legal form, or by what it calls itself."""
    if len(text) > 80 or (text.endswith((".", "?", "!", "。", "？", "！")) and len(text.split()) > 6):
        return False
    if COMPANY.search(text) and "我" not in text:
        return True
    words = text.split()
    without = name_key(text)
    return 2 <= len(words) <= 8 and len(without.split()) < len(name_key(f"x {text} x").split()) - 2


def _person(found: _Found, text: str) -> bool:
    """Read a line that is a person's name, perhaps with what they are: "王芳 采购经理", "Ann Lee, Buyer"."""
    parts = re.split(r"\s*[,|/，、]\s*|\s{2,}|\s[-–]\s", text, maxsplit=1)
    head, tail = (parts[0].strip(), parts[1].strip()) if len(parts) == 2 else (text, "")
    if not tail and (match := re.fullmatch(rf"({HAN_NAME.pattern})\s+(.+)", text)) and TITLES.search(match[2]):
        head, tail = match[1], match[2]
    if not tail and (match := re.fullmatch(rf"(.+)\s+({HAN_NAME.pattern})", text)) and TITLES.search(match[1]):
        head, tail = match[2], match[1]
    if not tail and (match := re.fullmatch(rf"({HAN_NAME.pattern})\s+({LATIN_NAME.pattern})", text)):
        return found.put("contact", text)
    if tail and not TITLES.search(tail):
        if not (LATIN_NAME.fullmatch(head) and (is_company(tail) or "&" in tail) and "contact" not in found.texts):
            return False
        found.put("contact", head)
        if not found.put("name", tail):
            found.message.append(tail)
        return True
    is_name = LATIN_NAME.fullmatch(head) or (HAN_NAME.fullmatch(head) and without_places(head) != "")
    if not is_name or (TITLES.search(head) and not tail and not CALLED.fullmatch(head)):
        return False
    if not found.put("contact", head):
        return False
    if tail:
        found.put("title", tail)
    return True
