"""How a practice of the playbook spreads from person to person, beside how fast the team grows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, in_a_row
from tuicrm.plain.periods import month_of, month_start
from tuicrm.sales.analysis.answer import Answer, Do, Line, Part, Picture
from tuicrm.sales.analysis.definition import Definition
from tuicrm.sales.analysis.expansion.copying import Due, Reach, doubling, half_life, reach
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.analysis.know_how.practices import Practice, dues_of, practices_of
from tuicrm.sales.analysis.person_months import spells
from tuicrm.sales.analysis.questions import playbook
from tuicrm.sales.analysis.sampling import looked_at_words, of_people
from tuicrm.store.tables.people import users

FROM_PEOPLE = 5
MOST = 36
"""So many months are looked back at most."""
AFTER = (0, 3, 6, 12)
DEFINITION = Definition(
    N_(
        "Reach: of the people to whom a practice fell due at least twice in three months, the share who did it in at "
        "least half of the cases; by month since it was written. Half-life: the months in which half of the people "
        "come to do it, for each from when it was written or they joined. Beside it: in how many months the team "
        "doubles at the pace it grew at since. Of more than a hundred thousand projects one person in seven or so is "
        "looked at, with all of theirs."
    ),
    N_("First stays in a stage, still there on the due day; since the practice was written, at most 36 months."),
    N_("By the month of entering the stage."),
    N_("By the holder then."),
    N_("Who does not do it yet is waited for, not left out."),
    N_("Kaplan and Meier (1958)."),
)  # fmt: skip


@dataclass(frozen=True)
class Spread:
    """The copying curve of a practice, its half-life, and the team's doubling time since it was written; in months."""

    practice: Practice
    curve: tuple[Reach, ...]
    half_life: float | None
    doubling: float | None

    @property
    def people(self) -> int:
        """To how many it fell due often enough lately."""
        return self.curve[-1].people if self.curve else 0

    @property
    def is_slower(self) -> bool | None:
        """Say whether it is copied more slowly than the team grows; None where one of them is not known."""
        if self.doubling is None or not self.curve:
            return None
        if self.half_life is None:
            return True if self.people >= FROM_PEOPLE else None
        return self.half_life > self.doubling


def answer(frame: Frame) -> Answer:
    """Give how far each practice has come, month by month since it was written."""
    found = spread(frame)
    words = (*said(found), *looked_at_words(of_people(frame)))
    return Answer(
        "spread", _("Is what good people do copied?"), (_("practice"), _("stage")), _parts(),
        tuple(_line(one) for one in found), words, DEFINITION, frame.house.currency,
        Picture("hbar", "now", marks="after_0", note="half_life"), _advice(found), frame.population,
        frame.first, frame.last, frame.scope.as_of, frame.scope.where,
    )  # fmt: skip


def behind(frame: Frame, line: tuple[Any, ...]) -> Select[Any]:
    """The projects that the practice was planned for in the period."""
    return playbook.behind(frame, line)


def spread(frame: Frame) -> tuple[Spread, ...]:
    """Give the copying curve of each practice that the playbook asks for now."""
    practices = tuple(one for one in practices_of(frame) if one.is_kept)
    if not practices:
        return ()
    last = month_of(frame.last)
    written = {one: max(month_of(frame.house.day(one.written_at)), last - MOST) for one in practices}
    since = min(one.written_at for one in practices)
    dues = dues_of(frame, practices, frame.house.day(since))
    joined = {row.id: row.joined_on for row in frame.session.all(select(users.c.id, users.c.joined_on))}
    heads: dict[date, int] = {}
    found = []
    for one in practices:
        months = tuple(range(written[one], last + 1))
        known = {user: max(written[one], month_of(day)) if day else written[one] for user, day in joined.items()}
        cases: tuple[Due, ...] = tuple(due for due in dues[one] if due.month >= months[0])
        then = max(frame.house.day(one.written_at), month_start(last - MOST))
        for day in (then, frame.last):
            heads.setdefault(day, _heads(frame, day))
        grown = doubling(heads[then], heads[frame.last], (frame.last - then).days / 30.4375)
        found.append(Spread(one, tuple(reach(cases, months)), half_life(cases, months, known), grown))
    return tuple(found)


def _heads(frame: Frame, day: date) -> int:
    """How many people were there to sell on a day."""
    there = {one.user_id for one in spells(frame.session, day, day)}
    if frame.team_id is None and frame.user_id is None:
        return len(there)
    chosen = set(frame.session.values(select(users.c.id).where(*frame.of(users.c.id))))
    return len(there & chosen)


def _line(one: Spread) -> Line:
    shares = [each.share for each in one.curve]
    figures: dict[str, Any] = {
        "written": one.practice.written_at.date(), "people": one.people,
        "now": None if not shares or shares[-1] is None else round(shares[-1], 6),
        "half_life": None if one.half_life is None else round(one.half_life, 1),
        "doubling": None if one.doubling is None else round(one.doubling, 1),
    }  # fmt: skip
    for months in AFTER:
        known = next((share for share in shares[months : months + 2] if share is not None), None)
        figures[f"after_{months}"] = None if known is None else round(known, 6)
    figures["curve"] = " ".join("-" if share is None else f"{share:.2f}" for share in shares)
    return Line((one.practice.subject, one.practice.stage), figures, (one.practice.stage_id, one.practice.lines))


def _parts() -> tuple[Part, ...]:
    return (
        Part("after_0", _("at first"), "rate"), Part("after_3", _("3 months"), "rate"),
        Part("after_6", _("6 months"), "rate"), Part("after_12", _("12 months"), "rate"), Part("now", _("now"), "rate"),
        Part("people", _("people")), Part("half_life", _("half-life, months"), "number"),
        Part("doubling", _("doubling, months"), "number"), Part("written", _("written"), "day"),
        Part("curve", _("by month"), "text", only="programs"),
    )  # fmt: skip


def said(found: tuple[Spread, ...]) -> tuple[str, ...]:
    """Say what is copied faster or more slowly than the team grows."""
    if not found:
        return (_("Can't tell yet: no stage has a playbook with actions. Write down what good people do there."),)
    told = [one for one in found if one.people >= FROM_PEOPLE]
    if not told:
        return (_("Can't tell yet: a practice has to fall due twice to each of five people. From five people on."),)
    slowest = max(told, key=lambda one: (one.half_life is None, one.half_life or 0.0))
    named = _("“{practice}” ({stage})").format(
        practice=show(slowest.practice.subject), stage=show(slowest.practice.stage)
    )
    grows = next((one.doubling for one in told if one.doubling is not None), None)
    pace = (
        _("The team does not grow.")
        if grows is None
        else _("At its pace the team doubles in {months} months.").format(months=round(grows))
    )
    if slowest.half_life is None:
        text = _("{name} is not copied: it never came to half of the people.").format(name=named)
    else:
        text = _("{name} is copied most slowly: half of the people do it after {months} months.").format(
            name=named, months=round(slowest.half_life)
        )
    first = in_a_row(text, pace, _verdict(slowest.is_slower))
    now = [one for one in told if one.curve[-1].share is not None]
    least = min(now, key=lambda one: one.curve[-1].share or 0.0, default=None)
    if least is None:
        return (first,)
    last = least.curve[-1]
    more = _("Least common now: “{practice}”, {doing} of {people} people do it in half of their cases.").format(
        practice=show(least.practice.subject), doing=last.doing, people=last.people
    )
    return first, more


def _verdict(is_slower: bool | None) -> str:
    if is_slower is None:
        return ""
    return _("Knowledge copies slower than we hire.") if is_slower else _("Knowledge copies faster than we hire.")


def _advice(found: tuple[Spread, ...]) -> tuple[str, ...]:
    slow = [one for one in found if one.people >= FROM_PEOPLE and (one.curve[-1].share or 1.0) < 0.8]
    if not slow:
        return ()
    least = min(slow, key=lambda one: one.curve[-1].share or 0.0)
    text = _("pair those who do “{practice}” with those who do not")
    return (Do(text.format(practice=show(least.practice.subject)), "pairs"),)
