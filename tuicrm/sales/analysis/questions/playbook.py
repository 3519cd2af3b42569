"""Is the playbook followed, and does what it asks for go along with going on?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from tuicrm.plain import formats, progress
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, in_a_row
from tuicrm.plain.periods import month_of
from tuicrm.plain.stats_tests import benjamini_hochberg
from tuicrm.sales.analysis.answer import Answer, Do, Line, Part, Picture
from tuicrm.sales.analysis.definition import Definition
from tuicrm.sales.analysis.expansion.copying import HALF, LEAST_CASES, Due
from tuicrm.sales.analysis.expansion.odds import Odds, odds_of
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.analysis.know_how.practices import GRACE, Cases, Practice, cases_of, dues_of, practices_of
from tuicrm.sales.analysis.sampling import Sample, looked_at_words, of_people, of_these
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.projects import stage_history

LEAST = 10
"""With fewer cases on either side nothing is said of what a practice is worth."""
ALARM = 0.10
UNLIKE = 0.05
DEFINITION = Definition(
    N_(
        "Followed: done within 3 days of the due day / fell due, by the playbook's version of the day of "
        "entering. Reach: people who do it in at least half of their due cases. Worth: odds of going on with it "
        "against without, over classes and tenure of the holder. Landmark: only projects still in the stage 3 "
        "days after the due day; who does it later has not done it. Of more than a hundred thousand projects one "
        "person in seven or so is looked at for the first, one project in seven for the last."
    ),
    N_(
        "First stays in a stage. Fell due: still in the stage on the due day. Worth: entered so long ago that nine of "
        "ten are out in any way, and went on by then or not."
    ),
    N_("By the month of entering the stage."),
    N_("By the holder then."),
    N_("It shows what goes along with what; it does not prove that one makes the other."),
    N_(
        "Mantel and Haenszel (1959); interval: Robins, Breslow and Greenland (1986); one odds ratio for all strata: "
        "Breslow and Day (1980). Benjamini and Hochberg (1995), one false alarm in ten over all that was tested."
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    """What is known of one practice; `q` is None where it was not tested."""

    practice: Practice
    dues: tuple[Due, ...]
    cases: Cases
    odds: Odds | None
    q: float | None = None

    @property
    def due(self) -> int:
        """How often it fell due."""
        return sum(one.due for one in self.dues)

    @property
    def done(self) -> int:
        """How often of these it was done in time."""
        return sum(one.done for one in self.dues)

    @property
    def is_sure(self) -> bool:
        """Say whether going on differs with it and without, and not by luck after all that was tested."""
        return self.q is not None and self.q <= ALARM

    @property
    def name(self) -> str:
        """Its words with its stage."""
        return _("“{practice}” ({stage})").format(practice=show(self.practice.subject), stage=show(self.practice.stage))


def answer(frame: Frame) -> Answer:
    """Give each practice of the playbook: how far it is followed, by how many, and what goes along with it."""
    found = followed(frame)
    words = (*said(found), *_looked_at(frame))
    return Answer(
        "playbook", _("Is the playbook followed, and what is it worth?"), (_("practice"), _("stage")), _parts(),
        tuple(_line(one) for one in found), words, DEFINITION, frame.house.currency,
        Picture("hbar", "with_it", marks="without", note="verdict"), _advice(found), frame.population,
        frame.first, frame.last, frame.scope.as_of, frame.scope.where,
    )  # fmt: skip


def _looked_at(frame: Frame) -> tuple[str, ...]:
    """Say that what is followed rests on some people, and what it is worth on some projects, where that is so."""
    some = of_people(frame)
    if some.people == 1:
        return looked_at_words(Sample(projects=of_these(frame)))
    text = _(
        "There are so many projects that one person in {n} is looked at for how it is followed, and one project in {m}"
        " for what it is worth."
    )
    return (text.format(n=some.people, m=of_these(frame)),)


def behind(frame: Frame, line: tuple[Any, ...]) -> Select[Any]:
    """The projects that the practice was planned for in the period."""
    stay = stage_history.c
    entered = select(stay.project_id).where(
        stay.stage_id == line[0], stay.entered_month.between(month_of(frame.first), month_of(frame.last))
    )
    return select(actions.c.project_id).where(
        actions.c.playbook_action_id.in_(line[1]), actions.c.project_id.in_(entered), *frame.of(actions.c.owner_id)
    )


def followed(frame: Frame) -> tuple[Found, ...]:
    """Give what is known of each practice that the playbook has or that fell due in the period."""
    progress.begin(2)
    progress.step(_("what fell due, and what was done"))
    practices = practices_of(frame)
    dues = dues_of(frame, practices, frame.first)
    progress.step(_("what went on with it and without"))
    cases = cases_of(frame, practices)
    return judged(Found(one, dues[one], cases[one], odds_of(cases[one].strata)) for one in practices
                  if one.is_kept or dues[one])  # fmt: skip


def judged(found: Iterable[Found]) -> tuple[Found, ...]:
    """Say of each whether it was tested, and with which q-value among all of them."""
    known = list(found)
    tested = [one for one in known if one.odds is not None and min(one.odds.did, one.odds.other) >= LEAST]
    q_values = benjamini_hochberg([one.odds.p for one in tested if one.odds is not None])
    by_practice = {one.practice: q for one, q in zip(tested, q_values, strict=True)}
    return tuple(
        Found(one.practice, one.dues, one.cases, one.odds, by_practice.get(one.practice)) for one in known
    )  # fmt: skip


def people(dues: Sequence[Due]) -> tuple[int, int]:
    """Give how many people it fell due to often enough to tell, and how many of them do it in half of the cases."""
    sums: dict[int, list[int]] = {}
    for one in dues:
        known = sums.setdefault(one.person, [0, 0])
        known[0] += one.due
        known[1] += one.done
    told = [one for one in sums.values() if one[0] >= LEAST_CASES]
    return len(told), sum(done >= HALF * due for due, done in told)


def _line(one: Found) -> Line:
    told, doing = people(one.dues)
    odds, tested = one.odds, one.q is not None
    figures: dict[str, Any] = {
        "due": one.due, "followed": round(one.done / one.due, 6) if one.due else None,
        "reach": round(doing / told, 6) if told else None, "people": told,
        "landmark": one.practice.due_days + GRACE, "horizon": one.cases.horizon, "left_before": one.cases.left,
        "verdict": _verdict(one),
    }  # fmt: skip
    if odds is not None and tested:
        figures |= {
            "with_it": round(odds.did_rate, 6), "without": round(odds.other_rate, 6), "odds": round(odds.ratio, 2),
            "low": round(odds.low, 2), "high": round(odds.high, 2), "p": round(odds.p, 6),
            "q": round(one.q or 0.0, 6), "alike": None if odds.alike is None else round(odds.alike, 6),
            "strata": odds.strata, "dropped": odds.dropped, "dropped_cases": round(odds.dropped_cases),
        }  # fmt: skip
    figures |= {"n_with": round(sum(each.did for each in one.cases.strata)),
                "n_without": round(sum(each.other for each in one.cases.strata))}  # fmt: skip
    return Line((one.practice.subject, one.practice.stage), figures, (one.practice.stage_id, one.practice.lines))


def _parts() -> tuple[Part, ...]:
    return (
        Part("due", _("due")), Part("followed", _("followed"), "rate"), Part("reach", _("reach"), "rate"),
        Part("with_it", _("with it"), "rate"), Part("without", _("without"), "rate"),
        Part("odds", _("odds x"), "number"), Part("low", _("low"), "number"), Part("high", _("high"), "number"),
        Part("verdict", _("verdict"), "text"), Part("people", _("people")), Part("n_with", _("cases with it")),
        Part("n_without", _("cases without")), Part("p", "p", "number"), Part("q", "q", "number"),
        Part("alike", _("p of one odds ratio"), "number"), Part("strata", _("strata")),
        Part("dropped", _("strata dropped")), Part("dropped_cases", _("cases dropped")),
        Part("left_before", _("left before the landmark")), Part("landmark", _("landmark, day"), "days"),
        Part("horizon", _("horizon"), "days"),
    )  # fmt: skip


def _verdict(one: Found) -> str:
    if one.q is None or one.odds is None:
        return _("too few")
    if not one.is_sure:
        return _("can't be told")
    return _("goes along") if one.odds.ratio > 1 else _("against it")


def said(found: Sequence[Found]) -> tuple[str, ...]:
    """Say how far the playbook is followed, what goes along with it, and what cannot be told."""
    if not found:
        return (_("Can't tell yet: no stage has a playbook with actions. Write down what good people do there."),)
    due, done = sum(one.due for one in found), sum(one.done for one in found)
    if not due:
        return (_("Can't tell yet: nothing that the playbook asks for fell due in this period."),)
    first = _("The playbook is followed in {share} of what fell due ({done} of {due}).").format(
        share=formats.percent(done / due), done=formats.count(done), due=formats.count(due)
    )
    tested = [one for one in found if one.q is not None]
    sure = sorted((one for one in tested if one.is_sure), key=lambda one: one.odds.p if one.odds else 1.0)
    if not tested:
        text = _("Can't tell yet what it is worth: it takes {n} projects that stayed long enough with it and without.")
        return first, text.format(n=LEAST)
    if not sure:
        nothing = _("Of no practice can be told that it makes a difference; {n} were tested.").format(n=len(tested))
        return (in_a_row(first, nothing), *_splendid(tested), *_dropped(tested))
    first, more = in_a_row(first, _worded(sure[0])), [_worded(one) for one in sure[1:3]]
    caution = _("It shows, it doesn't prove. {n} were tested; of those named one in ten may be luck.")
    more.append(caution.format(n=len(tested)))
    return (first, *more, *_splendid(tested), *_unlike(sure), *_dropped(tested))


def _worded(one: Found) -> str:
    odds = one.odds
    if odds is None:
        return ""
    text = (
        _("{name} goes along with going on: {did} with it, {other} without (odds {ratio} times, {low} to {high}).")
        if odds.ratio > 1
        else _("With {name} fewer go on: {did} with it, {other} without (odds {ratio} times, {low} to {high}).")
    )
    return text.format(
        name=one.name, did=formats.percent(odds.did_rate), other=formats.percent(odds.other_rate),
        ratio=f"{odds.ratio:.1f}", low=f"{odds.low:.1f}", high=f"{odds.high:.1f}",
    )  # fmt: skip


def _splendid(tested: Sequence[Found]) -> list[str]:
    """What looks like worth only because those that stay longer have time for it."""
    for one in tested:
        naive = odds_of((one.cases.naive,))
        if one.is_sure or naive is None or one.odds is None or naive.low <= 1 or naive.ratio < 2 * one.odds.ratio:
            continue
        text = _(
            "{name} only looks splendid: {did} go on with it and {other} without, because what stays longer has time "
            "for it. Of those still there after day {day} it is {did_then} and {other_then} by day {horizon}."
        )
        return [
            text.format(
                name=one.name, did=formats.percent(naive.did_rate), other=formats.percent(naive.other_rate),
                day=one.practice.due_days + GRACE, did_then=formats.percent(one.odds.did_rate),
                other_then=formats.percent(one.odds.other_rate), horizon=one.cases.horizon,
            )
        ]  # fmt: skip
    return []


def _unlike(sure: Sequence[Found]) -> list[str]:
    """Where classes or new and experienced people differ in what it is worth."""
    for one in sure:
        if one.odds is not None and one.odds.alike is not None and one.odds.alike < UNLIKE:
            text = _("What {name} is worth differs between classes or between new and experienced people.")
            return [text.format(name=one.name)]
    return []


def _dropped(tested: Sequence[Found]) -> list[str]:
    strata = sum(one.odds.strata + one.odds.dropped for one in tested if one.odds is not None)
    dropped = sum(one.odds.dropped for one in tested if one.odds is not None)
    cases = round(sum(one.odds.dropped_cases for one in tested if one.odds is not None))
    if not dropped:
        return []
    text = _("{n} of {all} strata have only one kind of case and drop out ({cases} cases).")
    return [text.format(n=dropped, all=strata, cases=formats.count(cases))]


def _advice(found: Sequence[Found]) -> tuple[str, ...]:
    advice = []
    for one in sorted(found, key=lambda each: each.due - each.done, reverse=True):
        if one.is_sure and one.odds is not None and one.odds.ratio > 1:
            text = _("make {name} an exit criterion of its stage")
            advice.append(Do(text.format(name=one.name), "exits_of_stage", one.practice.stage_id))
            break
    least = min((one for one in found if one.due >= LEAST), key=lambda one: one.done / one.due, default=None)
    if least is not None and least.done < HALF * least.due:
        text = _("ask why {name} is left out: is it worth its time?")
        advice.append(Do(text.format(name=least.name), "playbook_of_stage", least.practice.stage_id))
    return tuple(advice)
