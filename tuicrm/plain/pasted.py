"""What a pasted text says of somebody: a signature, a business card, a chat, a number. Nothing is guessed twice."""

import re
from dataclasses import dataclass

from tuicrm.plain.clean import line, note
from tuicrm.plain.pasted_address import take_address
from tuicrm.plain.pasted_card import as_lines
from tuicrm.plain.pasted_chat import without_times
from tuicrm.plain.pasted_firm import firm, firm_inside, is_company
from tuicrm.plain.pasted_found import Found
from tuicrm.plain.pasted_japanese import japanese_person
from tuicrm.plain.pasted_korean import korean_line
from tuicrm.plain.pasted_points import keys_in, take_points
from tuicrm.plain.pasted_region import region_of
from tuicrm.plain.pasted_words import (
    ADDRESS,
    BESIDE_A_NUMBER,
    CALLED,
    GREETING,
    HAN_NAME,
    LABELS,
    LATIN_NAME,
    OF_A_FIRM,
    SAYS,
    TITLES,
)
from tuicrm.plain.regions import without_places

_LABELLED = re.compile(r"(?:^|(?<=[\s,;，；、]))([^\W\d_][^:：\s]{0,9})\s*[:：]")
_REACHED = re.compile(r"(?<=[\s,;，；、|])([^\W\d_][^:：\s]{0,9})\s*[:：](?!//)")
_FOR = re.compile(r"^(?:i\.\s?[AV]\.|ppa\.?|p\.\s?p\.)\s+", re.IGNORECASE)  # signed for somebody
_LABEL = re.compile(r"^\s*([^\W\d_][^:：]{0,18}?)\s*[:：]\s*(.+)$")
_HAN = re.compile("[\u4e00-\u9fff]")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")

MOST_OF_ONE = 20
"""More phones and e-mails than this belong to no one card: a table was pasted."""
LONGEST_OF_A_CARD = 8
"""Words of a line that may stand on a card; a longer one is a sentence."""
LONGEST_NAME = 40


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


def understand(text: str, region: str) -> Pasted:
    """Read a pasted text.

    Args:
        region: where a number without country code is dialled, such as "CN".
    """
    lines = [part for one in without_times(as_lines(note(text))) for part in _pieces(one)]
    found = Found(region, region_of(text, region))
    for nth, part in enumerate(lines):
        _read_line(found, part, is_only=len(lines) == 1, nth=nth)
    if "name" not in found.texts:
        found.put("name", firm_inside(found.message))
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


def _read_line(found: Found, part: str, *, is_only: bool, nth: int) -> None:
    label = _LABEL.match(part)
    kind = LABELS.get(label[1].casefold().strip(), "") if label else ""
    if label and kind:
        _labelled(found, kind, label[2], part)
        return
    rest = take_points(found, part).strip(" ,;|·•-–—/，；、:：>")
    if not rest or GREETING.match(rest):
        return
    rest = line(re.sub(r"\s{2,}", " ", rest)) if _HAN.search(rest) else _FOR.sub("", rest)
    words = _WORD.findall(rest)
    if rest != part and all(word.casefold() in BESIDE_A_NUMBER for word in words) and (words or not rest.isdecimal()):
        return
    if rest == part and len(rest.split()) >= LONGEST_OF_A_CARD and take_address(found, rest, nth):
        return
    if (
        _says(found, part)
        or "我" in rest
        or len(rest.split()) > LONGEST_OF_A_CARD
        or rest.endswith(("?", "!", "。", "？", "！"))
    ):
        found.message.append(part)  # a sentence is kept whole, with its numbers
        return
    if (
        (found.region == "JP" and japanese_person(found, rest))
        or (found.region == "KR" and korean_line(found, rest))
        or _several(found, rest)
        or firm(found, rest)
        or (nth == 0 and _last_first(found, rest))
        or _person(found, rest)
        or take_address(found, rest, nth)
    ):
        return
    if _asks(found, rest, part) or (is_only and len(rest) <= LONGEST_NAME and _alone(found, rest)):
        return
    is_title = (nth <= 3 or "contact" in found.texts) and len(rest.split()) <= 5 and not rest[0].islower()
    if not (is_title and TITLES.search(rest) and found.put("title", rest)):
        found.message.append(rest)


def _alone(found: Found, text: str) -> bool:
    """Read the only line there is: a name, perhaps with what is wanted: `Müller, möchte Rückruf`."""
    head, *wanted = [part for one in re.split(r"[,，;；]", text) if (part := one.strip())]
    if not wanted or not wanted[-1][0].islower():
        return found.put("name", text)
    found.message += wanted
    return found.put("contact", head)


def _several(found: Found, text: str) -> bool:
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
    titles = [part for part in parts if _kinds(part) == "title"]
    for part in parts:
        kind = _kinds(part)
        if not found.put(kind, " ".join(titles) if kind == "title" else part) and kind != "title":
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


def _asks(found: Found, text: str, part: str) -> bool:
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
    found.message.append(re.sub(r"[,，]\s*(?=[,，])", "", rest))  # where a number was
    return True


def _labelled(found: Found, kind: str, text: str, part: str) -> None:
    if kind in ("name", "contact") and (rest := take_points(found, text)) != text:
        text, *others = [one for part in re.split(r"[,，;；]", rest) if (one := part.strip(" |·•-–—/、:：."))] or [""]
        for one in others:
            if one.casefold() not in BESIDE_A_NUMBER and not (kind == "contact" and firm(found, one)):
                found.message.append(one)
    if kind in ("phone", "email"):
        rest = take_points(found, text).strip(" ,;，；、/")
        if kind == "phone" and (keys := keys_in(found, rest)):
            found.phones += keys
        elif rest and not all(word.casefold() in BESIDE_A_NUMBER for word in _WORD.findall(rest)):
            found.message.append(rest)
    elif kind == "messenger":
        found.message.append(part)
    elif kind == "message":
        found.message.append(text)
    elif kind == "name" and firm(found, text):
        return
    elif kind == "contact" and (match := re.fullmatch(r"(.+?)[\s(（](.+?)[)）]?", text)) and TITLES.search(match[2]):
        found.put("contact", match[1].strip())
        found.put("title", match[2].strip())
    elif kind != "fax":
        found.put(kind, text.strip('"“” '))


def _says(found: Found, text: str) -> bool:
    """Read "I'm Ann Lee from Acme" and its like; the sentence itself stays in the message."""
    for pattern in SAYS:
        if match := pattern.search(text):
            for name, value in match.groupdict().items():
                if value:
                    found.put(name, value.strip())
            return True
    return False


def _last_first(found: Found, text: str) -> bool:
    """Read `Chen, Margaret` on top of a card."""
    match = re.fullmatch(r"([A-ZÀ-Þ][\w'’-]+), ([A-ZÀ-Þ][\w'’.-]+(?: [A-ZÀ-Þ]\.?)?)", text)
    return match is not None and not is_company(text) and found.put("contact", f"{match[2]} {match[1]}")


def _person(found: Found, text: str) -> bool:
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
    parts = tail.split() if _HAN.search(tail) else [tail] if tail else []
    firms = [part for part in parts if len(part) > 3 and _HAN.search(part) and not TITLES.search(part)]
    found.put("title", " ".join(part for part in parts if part not in firms))
    found.message += [part for part in firms if not found.put("name", part)]
    return True
