"""vCards (2.1, 3.0, 4.0) as named texts, one list for each card: who it is, how to reach them, where they are.

Read line by line and leniently, because half of what programs export keeps to no version: soft line breaks, photos in
bare lines, parameters without a name, groups, other charsets. What is no fact about a customer is left out.
"""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass

Pairs = tuple[tuple[str, str], ...]
_LINE = re.compile(r'(?:[\w-]+\.)?([\w-]+)((?:;(?:[^:;"]|"[^"]*")*)*):(.*)', re.DOTALL)
_BEGIN, _END = re.compile(r"begin\s*:\s*vcard\s*", re.I), re.compile(r"end\s*:\s*vcard\s*", re.I)
_ESCAPED = re.compile(r"\\(.)")
_CJK = re.compile(r"[\u3400-\u9fff]")
_SIMPLE = {"title": "title", "note": "note", "url": "website"}
_PLACES = {2: "address", 3: "city", 4: "region", 6: "country"}


@dataclass(frozen=True)
class _Property:
    name: str
    parameters: str
    value: str

    def parts(self) -> list[str]:
        """Part a structured value at its semicolons."""
        return [_plain(one) for one in re.split(r"(?<!\\);", self.value)]


def is_vcard(text: str) -> bool:
    """Say whether a text is a file of cards."""
    return _BEGIN.match(text.lstrip("\ufeff \t\r\n")) is not None


def read(text: str) -> Iterator[tuple[int, Pairs]]:
    """Give each card with the line on which it begins; one inside another (an agent) is left out."""
    begun, depth = 0, 0
    inside: list[str] = []
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if _BEGIN.fullmatch(line.strip("\ufeff \t")):
            depth += 1
            if depth == 1:
                begun, inside = number, []
        elif _END.fullmatch(line.strip()):
            if depth == 1:
                yield begun, _pairs(_properties(inside))
            depth = max(0, depth - 1)
        elif depth == 1:
            inside.append(line)


def _properties(lines: list[str]) -> list[_Property]:
    """Join what was folded, and undo what a line is encoded by."""
    joined: list[str] = []
    for line in lines:
        soft = bool(joined) and joined[-1].endswith("=") and _is_quoted(joined[-1])
        if soft:
            joined[-1] = joined[-1][:-1] + line.lstrip()
        elif joined and (line[:1] in (" ", "\t") or not _LINE.match(line)):
            joined[-1] += line[1:] if line[:1] in (" ", "\t") else line
        else:
            joined.append(line)
    return [one for line in joined if (one := _property(line)) is not None]


def _is_quoted(line: str) -> bool:
    return "quoted-printable" in line.partition(":")[0].casefold()


def _property(line: str) -> _Property | None:
    found = _LINE.match(line)
    if found is None:
        return None
    name, parameters, value = found[1].casefold(), found[2].casefold(), found[3]
    if "quoted-printable" in parameters:
        raw = quopri.decodestring(value.encode("utf-8", "surrogateescape"))
        charset = re.search(r"charset=\"?([\w-]+)", parameters)
        try:
            value = raw.decode(charset[1] if charset else "utf-8")
        except (LookupError, UnicodeDecodeError):
            value = raw.decode("utf-8", "replace")
    return _Property(name, parameters, value.strip())


def _pairs(properties: list[_Property]) -> Pairs:
    found: list[tuple[str, str]] = []
    had: set[str] = set()

    def put(name: str, text: str, *, many: bool = False) -> None:
        if text and (many or name not in had):
            had.add(name)
            found.append((name, text))

    for one in properties:
        match one.name:
            case "org":
                put("name", one.parts()[0])
            case "fn":
                put("contact", _plain(one.value))
            case "tel":
                put("phone", re.sub(r"(?i)^tel:|;.*$", "", _plain(one.value)).strip(), many=True)
            case "email":
                put("email", re.sub(r"(?i)^mailto:", "", _plain(one.value)), many=True)
            case "adr":
                for name, text in _place(one.parts()):
                    put(name, text)
            case _ if one.name in _SIMPLE:
                put(_SIMPLE[one.name], _plain(one.value))
    if "contact" not in had:
        put("contact", next((_full_name(one.parts()) for one in properties if one.name == "n"), ""))
    return tuple(found)


def _place(parts: list[str]) -> Iterator[tuple[str, str]]:
    """Give what an address says: street, city, region and country."""
    yield from ((name, " ".join(parts[place].split())) for place, name in _PLACES.items() if len(parts) > place)


def _full_name(parts: list[str]) -> str:
    family, given = (*parts, "", "")[:2]
    if _CJK.search(family + given):
        return f"{family}{given}"
    return f"{given} {family}".strip()


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text).strip()
