"""What a sentence says is to be done: each day in it belongs to the verb beside it: a step, a promise, a close."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from tuicrm.sales.agenda.telling import cues
from tuicrm.sales.agenda.telling.moments import Moment, moments

_HAN = re.compile("[一-龥]")
_WHOSE = re.compile(
    r"(?:(?P<theirs>他们?|她们?|对方|客户|[一-龥]{1,2}(?:总|经理|工|主任))|(?P<ours>我们?))(?:说|会|要|在|答应)*$"
)
_THEY_DO = re.compile(r".{0,3}(?:回复|确认|答复|给|发|付|通知|反馈)")
_WILL = re.compile(
    r"(?:\b(?:i|we|please|to|and|will|must|should|can|could|need to|have to|want(?:s)? (?:me|us) to|want to|going to|"
    r"let's|agreed to|ask(?:s|ed) (?:me|us) to|am going to|i'll|we'll|i'm going to)\s+)+$",
    re.IGNORECASE,
)
_WHOM = re.compile(r"^(?:her|him|them|it|again|back|you|me)\b[ ,]*", re.IGNORECASE)
_GOES_ON = re.compile(r"^\s*(?:about|regarding|re|with|for|to|because|at|on)\b", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:spoke|talked|met|visited|sent|showed|was|were|came|asked|did|had|called|reached|since|discussed|got)\b", re.I
)
_KINDS = [(kind, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for kind, words in cues.KIND_VERBS]
_KINDS_CHINESE = [(kind, re.compile(words)) for kind, words in cues.KIND_VERBS_CHINESE]
_EDGE = " ,，。、.;；:：!！"
_FILLER = re.compile(
    r"^(?:去|来|会|要|得|我们?|他们?|她|再|给(?:他|她|对方|客户)?)+|^(?:the|to|a|an)\s+", re.IGNORECASE
)

_AROUND = re.compile(
    r"\s+(?:on|at|by|in|for|the)$|(?:我们?|他们?|她们?)$|^[之以]?后|[之以]?后$|\s+[给发寄交]$", re.IGNORECASE
)


@dataclass(frozen=True)
class Step:
    """Something that is to be done: `side` says whose promise it is, None for none; kind `close` is a project's."""

    what: str
    kind: str
    subject: str
    on: date | None
    at: datetime | None
    grain: str
    minutes: int | None
    side: str | None
    start: int
    end: int


def explicit(text: str, start: int, now: datetime, *, names: tuple[str, ...] = ()) -> Step:
    """Read what stands behind `then`: all of it is the next step, with a day or without."""
    rest = text[start:]
    found = [one for one in moments(rest, now, names=names) if not one.is_vague]
    moment = found[0] if found else None
    words = _cut(rest, moment.start, moment.end) if moment else rest
    kind, words = _kind_of(words)
    return _step("next", kind, subject_of(words), moment, None, start, len(text))


def steps(text: str, now: datetime, *, names: tuple[str, ...] = ()) -> list[Step]:
    """Give what the days of a sentence are for; a day that stands beside no verb of ours is left alone."""
    known = moments(text, now, names=names)
    ends = [(match.start(), match.end()) for match in cues.CLAUSE_END.finditer(text)]
    found: list[Step] = []
    for nth, moment in enumerate(known):
        floor = max([known[nth - 1].end if nth else 0, *(end for _, end in ends if end <= moment.start)])
        roof = min([len(text), *(start for start, _ in ends if start >= moment.end)])
        if nth + 1 < len(known):
            roof = min(roof, known[nth + 1].start)
        reads = _chinese if _HAN.search(text[floor:roof]) else _english
        if (step := reads(text, moment, floor, roof)) is not None:
            found.append(step)
    return found


def _english(text: str, moment: Moment, floor: int, roof: int) -> Step | None:
    left = text[floor : moment.start]
    until = cues.BEFORE_WORD.search(left)
    body = left[: until.start()] if until else left
    start = floor + (until.start() if until else len(left))
    for side, pattern in (("ours", cues.OURS), ("theirs", cues.THEIRS)):
        if match := _last(pattern, body):
            return _step(
                "promise", "task", subject_of(body[match.end() :]), moment, side, floor + match.start(), moment.end
            )
    verb = _last_kind(body)
    closing = _last(cues.CLOSES, body)
    if closing and (verb is None or closing.start() >= verb[1].start()):
        return _step("close", "close", closing[0], moment, None, floor + closing.start(), moment.end)
    if verb is None and closing is None:
        return _after(text, moment, floor, roof, start)
    assert verb is not None
    kind, match = verb
    if moment.is_vague or _PAST.search(body[match.start() :]) or _is_past(body[: match.start()]):
        return None
    if until and cues.DELIVERS.match(body, match.start()):
        return _step(
            "promise", kind, subject_of(body[match.start() :]), moment, "ours", floor + match.start(), moment.end
        )
    begin = match.start()
    if will := _WILL.search(body[: match.start()]):
        begin = will.start()
    words, end = body[match.end() :], moment.end
    if goes_on := _GOES_ON.match(text[moment.end : roof]):
        words, end = f"{words} {text[moment.end + goes_on.start() : roof]}", roof
    if kind in ("quote", "demo") and not words.strip(_EDGE):
        words = ""
    return _step("next", kind, subject_of(words), moment, None, floor + begin, end)


def _after(text: str, moment: Moment, floor: int, roof: int, start: int) -> Step | None:
    """Read a day with its verb behind it: `friday call her`, `on wed we visit them`."""
    right = text[moment.end : roof]
    verb = _first_kind(right)
    if verb is None or moment.is_vague or _PAST.search(text[floor : moment.start]):
        return None
    kind, match = verb
    if match.start() > 12:
        return None
    return _step("next", kind, subject_of(right[match.end() :]), moment, None, min(start, moment.start), roof)


def _chinese(text: str, moment: Moment, floor: int, roof: int) -> Step | None:
    right, left = text[moment.end : roof], text[floor : moment.start]
    by = cues.BEFORE_CHINESE.match(right)
    body = right[by.end() :] if by else right
    body, end = _until_next_subject(body, roof)
    for side, pattern in (("ours", cues.OURS), ("theirs", cues.THEIRS)):
        if (match := _last(pattern, left + body, longest=len(left))) is not None:
            subject = subject_of((left[match.end() :] if match.end() <= len(left) else "") + body)
            return _step("promise", "task", subject, moment, side, floor + match.start(), end)
    if whose := _WHOSE.search(left):
        if whose["ours"] and cues.DELIVERS.search(body[:8]):
            return _step("promise", _kind_of(body)[0], subject_of(body), moment, "ours", floor + whose.start(), end)
        if whose["theirs"] and not cues.CLOSES.match(body.lstrip("能会要就")) and _THEY_DO.match(body):
            return _step("promise", "task", subject_of(body), moment, "theirs", floor + whose.start(), end)
    closing = cues.CLOSES.search(body[:8])
    verb = _first_kind(body, chinese=True)
    if closing and (verb is None or closing.start() <= verb[1].start()):
        return _step("close", "close", closing[0], moment, None, moment.start, moment.end + (by.end() if by else 0))
    if verb is None and (closing := cues.CLOSES.search(left[-8:])):
        return _step("close", "close", closing[0], moment, None, moment.start, moment.end)
    if moment.is_vague:
        return None
    if verb is not None:
        kind, match = verb
        if by and cues.DELIVERS.search(match[0]):
            return _step("promise", kind, subject_of(body), moment, "ours", moment.start, end)
        words = body[: match.start()] + (body[match.start() :] if kind == "task" else body[match.end() :])
        return _step("next", kind, subject_of(words), moment, None, moment.start, end)
    if (behind := _last_kind(left, chinese=True)) is not None and not re.search("[了过]", left[behind[1].start() :]):
        kind, match = behind
        return _step("next", kind, subject_of(left[match.end() :]), moment, None, floor + match.start(), moment.end)
    return None


def _until_next_subject(body: str, roof: int) -> tuple[str, int]:
    """Cut where somebody else begins to be spoken of: dictation has no comma."""
    stop = re.search(r"(?<=.)(?:他们?|她们?|对方|客户|我们)(?=(?:说|会|要|在|答应|希望|想))", body)
    cut = body[: stop.start()] if stop else body
    return cut, roof - (len(body) - len(cut))


def _last(pattern: "re.Pattern[str]", text: str, *, longest: int | None = None) -> "re.Match[str] | None":
    found = [match for match in pattern.finditer(text) if longest is None or match.start() < longest]
    return found[-1] if found else None


def _last_kind(text: str, *, chinese: bool = False) -> "tuple[str, re.Match[str]] | None":
    found = [(kind, match) for kind, pattern in _patterns(chinese=chinese) for match in pattern.finditer(text)]
    found = [one for one in found if not _inside(one[1], found)]
    return max(found, key=lambda one: one[1].start(), default=None)


def _first_kind(text: str, *, chinese: bool = False) -> "tuple[str, re.Match[str]] | None":
    found = [(kind, match) for kind, pattern in _patterns(chinese=chinese) if (match := pattern.search(text))]
    return min(found, key=lambda one: (one[1].start(), -one[1].end()), default=None)


def _inside(match: "re.Match[str]", others: "list[tuple[str, re.Match[str]]]") -> bool:
    """Say whether a match lies within a longer one: 打 in 再打电话, `mail` in `e-mail`."""
    return any(
        other is not match
        and other.start() <= match.start()
        and match.end() <= other.end()
        and len(other[0]) > len(match[0])
        for _, other in others
    )


def _patterns(*, chinese: bool) -> "list[tuple[str, re.Pattern[str]]]":
    return _KINDS_CHINESE if chinese else _KINDS


def _is_past(before: str) -> bool:
    """Say whether the verb is told of, not planned: `after the call on friday`, `asked for the offer`."""
    return re.search(r"\b(?:after|the|our|their|his|her|last|this|that|for|from|of)\s+$", before, re.I) is not None


def _kind_of(words: str) -> tuple[str, str]:
    for chinese in (False, True):
        if found := _first_kind(words, chinese=chinese):
            kind, match = found
            return kind, words[: match.start()] + " " + words[match.end() :] if kind != "task" else words
    return "task", words


def subject_of(words: str) -> str:
    """Give what a step is about: its words without those around them."""
    plain = " ".join(words.split()).strip(_EDGE)
    while (shorter := _FILLER.sub("", _WHOM.sub("", plain)).strip(_EDGE)) != plain:
        plain = shorter
    return _AROUND.sub("", plain)


def _cut(text: str, start: int, end: int) -> str:
    return f"{text[:start]} {text[end:]}"


def _step(what: str, kind: str, subject: str, moment: Moment | None, side: str | None, start: int, end: int) -> Step:
    return Step(
        what, kind, subject, moment.on if moment and moment.at is None else None, moment.at if moment else None,
        moment.grain if moment else "day", moment.minutes if moment else None, side, start, end,
    )  # fmt: skip
