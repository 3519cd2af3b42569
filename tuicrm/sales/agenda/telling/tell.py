"""One sentence, typed or dictated, read as facts that can each be switched off; what is not understood is the note."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from tuicrm.plain.clean import line
from tuicrm.plain.money import Money
from tuicrm.sales.action_kinds import OUTCOME
from tuicrm.sales.agenda.following import Also
from tuicrm.sales.agenda.kinds import KindRow
from tuicrm.sales.agenda.planning import NewAction
from tuicrm.sales.agenda.telling import cues
from tuicrm.sales.agenda.telling.amounts import find_amount
from tuicrm.sales.agenda.telling.moments import moments
from tuicrm.sales.agenda.telling.steps import Step, explicit, steps, subject_of
from tuicrm.sales.fields import OwnField
from tuicrm.sales.outcomes import CallOutcome

OVERRIDE = ("not_interested", "do_not_call", "wrong_number", "not_now", "no_answer")
"""They say what a call came to wherever they stand; of the others the first one does."""
A_WEEK = timedelta(days=7)
_EDGE = " ,，。、;；:：.!！"
_ALONE_BEHIND = re.compile(r"\s*(?:[之以]?前|前)?(?:给|发|寄|交)?(?:[,，。;；.]|$)")
_DANGLING = re.compile(
    r"(?:^|(?<=[\s,]))(?:(?:she|he|they) )?"
    r"(?:and|then|to|for|the|a|an|asked (?:me )?(?:for|to)?|told me(?: to)?|needs?|wants?(?: me)?)"
    r"(?: (?:to|for|a|an|the))*$|^(?:约了?|需要|想要|要|他?她?让我|说)$",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"([1-9１-９])(?:\s+|$)")


@dataclass(frozen=True)
class Context:
    """What one has to know to read a sentence: whom it is about, and the team's own lists.

    kinds: all kinds of actions with the fields that their outcomes ask for.
    """

    kind: str = "call"
    currency: str = "EUR"
    has_project: bool = False
    people: tuple[tuple[int, str], ...] = ()
    needs: tuple[str, ...] = ()
    outcomes: tuple[CallOutcome, ...] = ()
    kinds: tuple[KindRow, ...] = ()

    @property
    def is_call(self) -> bool:
        """Whether it is done by phone."""
        return self.kind == "call" or any(one.key == self.kind and one.is_by_phone for one in self.kinds)

    def asked(self, outcome: str, kind: str = "") -> tuple[OwnField, ...]:
        """Give the own fields that an outcome of a kind asks for; one that reached nobody asks for none."""
        meant = next((one for one in self.outcomes if one.key == outcome), None)
        reached = (
            meant.is_reached and meant.follow != "close" if meant else outcome in OUTCOME and OUTCOME[outcome].reached
        )
        wanted = kind or self.kind
        return next((one.fields for one in self.kinds if one.key == wanted), ()) if reached else ()


@dataclass(frozen=True)
class Tick:
    """One fact that was understood.

    Attributes:
        what: outcome, promise, next, amount, expected, need, person, no_next.
        value: an outcome's key, a `Step`, money, a day, a name, (id, name), a reason.
        start, end: where it stands in the text; `takes`: its words are not repeated in the note.
    """

    what: str
    value: Any
    start: int
    end: int
    takes: bool = True


@dataclass(frozen=True)
class Told:
    """A sentence and what was understood of it, in the order in which it is shown."""

    text: str
    ticks: tuple[Tick, ...] = ()

    def outcome(self, off: Collection[int] = ()) -> str:
        """What came of it; `done` where the sentence does not say."""
        return next((str(tick.value) for tick in self._on(off) if tick.what == "outcome"), "done")

    def note(self, off: Collection[int] = ()) -> str:
        """What stays: the text without the words of the facts that are kept elsewhere."""
        cut = self._rest(off)
        parts = [_DANGLING.sub("", part).strip(_EDGE) for part in cut[:-1]] + cut[-1:]
        return ", ".join(part for part in parts if part)

    def says_more(self) -> bool:
        """Say whether there is more in it than facts."""
        return any(self._rest(()))

    def _rest(self, off: Collection[int]) -> list[str]:
        rest = list(self.text)
        for tick in self._on(off):
            if tick.takes:
                rest[tick.start : tick.end] = ["\0"] * (tick.end - tick.start)
        return [part.strip(_EDGE) for part in re.split("\0+", "".join(rest))]

    def next(self, off: Collection[int] = ()) -> NewAction | None:
        """The next step, if it has a day."""
        first = next((tick.value for tick in self._on(off) if tick.what == "next"), None)
        return _planned(first) if first is not None and (first.on or first.at) else None

    def lacks_when(self, off: Collection[int] = ()) -> bool:
        """Say whether a next step is named without a day."""
        said = [tick.value for tick in self._on(off) if tick.what == "next"]
        return any(step.on is None and step.at is None for step in said)

    def also(self, off: Collection[int] = ()) -> Also:
        """What else it says: promises and further steps, amount, day, need, person, why there is no next step."""
        found: dict[str, Any] = {}
        plans: list[NewAction] = []
        seen_next = False
        for tick in self._on(off):
            if tick.what == "promise" or (tick.what == "next" and seen_next):
                plans.append(_planned(tick.value))
            elif tick.what == "next":
                seen_next = True
            elif tick.what == "amount":
                found["amount_minor"] = tick.value.minor
            elif tick.what == "expected":
                found["expected_on"] = tick.value
            elif tick.what == "need":
                found.setdefault("need", tick.value)
            elif tick.what == "person":
                found.setdefault("contact_id", tick.value[0])
            elif tick.what == "no_next":
                found["without_next"] = tick.value
        return Also(plans=tuple(plans), **found)

    def _on(self, off: Collection[int]) -> list[Tick]:
        return [tick for nth, tick in enumerate(self.ticks) if nth not in off]


def tell(text: str, now: datetime, context: Context) -> Told:
    """Read a sentence about what was done; `now` is in the zone in which it is said."""
    leading = text[:1].isspace()
    text = line(text)
    names = tuple(name for _, name in context.people)
    ticks: list[Tick] = []
    if not leading and (match := _DIGIT.match(text)):
        digit = int(match[1])
        keys = [one.key for one in context.outcomes if one.digit == digit] or [
            key for key, one in OUTCOME.items() if one.digit == digit
        ]
        if keys:
            ticks.append(Tick("outcome", keys[0], 0, match.end()))
    if match := cues.NO_NEXT.search(text):
        reason = (match["en"] or match["zh"] or "").strip(_EDGE)
        ticks.append(
            Tick("no_next", reason or text[match.start() : match.end()].strip(_EDGE), match.start(), match.end())
        )
    body = _joined(_masked(text, ticks), now)
    if match := cues.THEN.search(body):
        step = explicit(body, match.end(), now, names=names)
        ticks.append(Tick("next", step, match.start(), len(text)))
        body = body[: match.start()]
    ticks += [_tick(step, context) for step in steps(body, now, names=names)]
    ticks += _undated_promises(body, ticks, now)
    rest = _masked(body, [tick for tick in ticks if tick.takes])
    if not any(tick.what == "outcome" for tick in ticks):
        ticks += _outcome(rest, body, context) or _asked_again(body)
    ticks += _asked_when(body, ticks, now, context)
    ticks += _facts(_masked(body, [tick for tick in ticks if tick.what == "next"]), text, context)
    order = ("outcome", "amount", "expected", "need", "person", "promise", "next", "no_next")
    kept = [tick for tick in ticks if context.has_project or tick.what not in ("expected", "amount")]
    told = Told(text, tuple(sorted(kept, key=lambda tick: (order.index(tick.what), tick.start))))
    return _with_talk(told) if context.is_call else told


def _joined(body: str, now: datetime) -> str:
    """Take the comma away before a day that stands alone: `e-mail them, tomorrow`, `对方欠合同，月底前`."""
    letters = list(body)
    for moment in moments(body, now):
        before, after = body[: moment.start].rstrip(), body[moment.end :]
        until = cues.BEFORE_WORD.search(body[: moment.start])
        before = body[: until.start()].rstrip() if until else before
        ends = _ALONE_BEHIND.match(after)
        if before and before[-1] in ",，、" and ends and not moment.is_vague:
            letters[len(before) - 1] = " "
    return "".join(letters)


def _with_talk(told: Told) -> Told:
    """Take a call of which anything is said for a talk, unless the sentence says what came of it."""
    said = {tick.what for tick in told.ticks}
    if "outcome" in said or not (told.says_more() or "promise" in said):
        return told
    return replace(told, ticks=(Tick("outcome", "talked", 0, 0, takes=False), *told.ticks))


def _tick(step: Step, context: Context) -> Tick:
    if step.what == "close":
        return Tick("expected", step.on or (step.at.date() if step.at else None), step.start, step.end, takes=False)
    return Tick(step.what, step, step.start, step.end)


def _undated_promises(body: str, ticks: list[Tick], now: datetime) -> list[Tick]:
    """Something that is owed without a day is asked for in a week."""
    found = []
    for side, pattern in (("ours", cues.OURS), ("theirs", cues.THEIRS)):
        for match in pattern.finditer(body):
            said = match[0].casefold()
            end = min(
                [len(body), *(end.start() for end in cues.CLAUSE_END.finditer(body) if end.start() >= match.end())]
            )
            taken = any(tick.start < end and match.start() < tick.end for tick in ticks)
            if not taken and re.search("owe|promis|欠|承诺|答应", said) and body[match.end() : end].strip(_EDGE):
                on: date = (now + A_WEEK).date()
                subject = subject_of(body[match.end() : end])
                step = Step("promise", "task", subject, on, None, "day", None, side, match.start(), end)
                found.append(Tick("promise", step, match.start(), end))
    return found


def _outcome(rest: str, body: str, context: Context) -> list[Tick]:
    found: list[tuple[str, int, int]] = []
    own = tuple((one.key, (one.key.casefold().replace("_", " "),)) for one in context.outcomes)
    for key, spellings in (*cues.OUTCOMES, *own):
        for spelling in spellings:
            place = _place(rest, spelling)
            if place >= 0:
                found.append((key, place, place + len(spelling)))
    if not found:
        return []
    strong = [one for one in found if one[0] in OVERRIDE]
    if strong:
        found = strong
    key, start, end = min(found, key=lambda one: (one[1], one[1] - one[2]))
    return [Tick("outcome", key, start, end, takes=_stands_alone(body, start, end))]


def _asked_again(body: str) -> list[Tick]:
    """Read `asked to call back on friday`: it is the next step and what came of it at once."""
    spellings = next(words for key, words in cues.OUTCOMES if key == "call_back")
    places = [(place, word) for word in spellings if (place := _place(body, word)) >= 0]
    if not places:
        return []
    start, word = min(places, key=lambda one: (one[0], -len(one[1])))
    return [Tick("outcome", "call_back", start, start + len(word), takes=_stands_alone(body, start, start + len(word)))]


def _asked_when(body: str, ticks: list[Tick], now: datetime, context: Context) -> list[Tick]:
    """Read the day of an outcome that asks when: `3 fri 10:00`, `让我回电，明天下午3点`."""
    asks = {one.key for one in context.outcomes if one.follow == "ask"}
    if not any(tick.what == "outcome" and tick.value in asks for tick in ticks):
        return []
    if any(tick.what == "next" for tick in ticks):
        return []
    for one in moments(_masked(body, [tick for tick in ticks if tick.takes]), now):
        if not one.is_vague:
            on = one.on if one.at is None else None
            step = Step("next", "call", "", on, one.at, one.grain, one.minutes, None, one.start, one.end)
            return [Tick("next", step, one.start, one.end)]
    return []


def _stands_alone(body: str, start: int, end: int) -> bool:
    """Say whether the words of an outcome can be left out: at the beginning, or as a clause of their own."""
    before, after = body[:start].rstrip(), body[end:].lstrip()
    ends = not after or after[0] in ",，。.;；、"
    begins = not before or before[-1] in ",，。.;；、"
    return begins and (not before or ends)


def _facts(body: str, text: str, context: Context) -> list[Tick]:
    found: list[Tick] = []
    if (amount := find_amount(body, context.currency)) and amount[0].currency == context.currency:
        money: Money = amount[0]
        found.append(Tick("amount", money, *amount[1], takes=False))
    for need in context.needs:
        if (place := _place(body.casefold(), need.casefold())) >= 0:
            found.append(Tick("need", need, place, place + len(need), takes=False))
            break
    if (person := _person(text, context.people)) is not None:
        found.append(person)
    return found


def _person(text: str, people: tuple[tuple[int, str], ...]) -> Tick | None:
    """Find the one contact who is named: the whole name, the family name, 王总, or @name."""
    folded = text.casefold()
    for contact_id, name in sorted(people, key=lambda one: -len(one[1])):
        if (place := _place(folded, name.casefold())) >= 0:
            return Tick("person", (contact_id, name), place, place + len(name), takes=False)
    hits: dict[int, Tick] = {}
    for contact_id, name in people:
        parts = [part for part in re.split(r"[\s.]+", name) if len(part) > 2 and part.isascii()]
        spellings = [part.casefold() for part in parts]
        if not name.isascii() and name:
            spellings += [f"{name[0]}{title}" for title in ("总", "经理", "工", "老师", "女士", "先生", "主任", "小姐")]
        for spelling in spellings:
            if (place := _place(folded, spelling)) >= 0:
                hits[contact_id] = Tick("person", (contact_id, name), place, place + len(spelling), takes=False)
    return next(iter(hits.values())) if len(hits) == 1 else None


def _masked(text: str, ticks: Collection[Tick]) -> str:
    """Blank what was read already; every place stays where it is."""
    letters = list(text)
    for tick in ticks:
        letters[tick.start : tick.end] = [" "] * (tick.end - tick.start)
    return "".join(letters[: len(text)])


def _place(text: str, spelling: str) -> int:
    folded = text.casefold() if len(text.casefold()) == len(text) else text.lower()
    if not spelling.isascii():
        return folded.find(spelling)
    match = re.search(rf"(?<![\w-]){re.escape(spelling)}(?![\w-])", folded.replace("’", "'"))
    return match.start() if match else -1


def _planned(step: Step) -> NewAction:
    return NewAction(
        step.kind, step.subject, on=step.on, at=step.at, grain=step.grain, minutes=step.minutes, promise=step.side
    )
