"""How projects leave each stage: forwards, back, lost; how long it takes; which stage is weak."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, select

from tuicrm.plain import formats
from tuicrm.plain.language import N_, _, in_a_row
from tuicrm.plain.periods import month_of
from tuicrm.plain.stats import wilson
from tuicrm.plain.stats_counted import box
from tuicrm.plain.stats_survival import aalen_johansen, time_to_any
from tuicrm.plain.stats_tests import benjamini_hochberg, two_rates
from tuicrm.sales.analysis.answer import Answer, Do, Line, Part, Picture
from tuicrm.sales.analysis.definition import Definition
from tuicrm.sales.analysis.frame import Frame, year_before
from tuicrm.sales.analysis.stays import Ended, Stay, counted, ends, lengths, open_stages
from tuicrm.sales.funnel.stages import Stage
from tuicrm.sales.privacy import privacy_of, sees_people
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import stage_history

NEW_DAYS = 365
LEAST = 10
"""Fewer stays on either side are not tested."""
ALARM = 0.10
"""Of the stages called weak so large a share may be false alarms."""
DEFINITION = Definition(
    N_(
        "On, lost, back: cumulative incidence by the time when nine of ten are over in any way; the ways out compete. "
        "Rate: went on / (went on + lost), of stays entered so long ago that nine of ten are over."
    ),
    N_("Stays in a stage, of the stages of the team's funnel; each return is a stay."),
    N_("By the day of entering."),
    N_("By the holder then."),
    N_("What is not over is censored; it is neither left out nor counted as lost."),
    N_(
        "Aalen and Johansen (1978). Weak: worse than the year before, than the others, or new people than experienced "
        "ones; Benjamini and Hochberg (1995), one false alarm in ten over all that was tested."
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """One comparison: a stage, of whom, against whom, both counts, and its q-value."""

    stage: Stage
    kind: str
    who: str
    now: tuple[int, int]
    then: tuple[int, int]
    p: float
    q: float = 1.0

    @property
    def is_weak(self) -> bool:
        """Say whether it is worse, and not by luck after all that was tested."""
        return self.q <= ALARM and self.now[0] / self.now[1] < self.then[0] / self.then[1]


def answer(frame: Frame) -> Answer:
    """Give each stage with its ways out, and say which is weak."""
    stages = open_stages(frame)
    stays = lengths(frame, frame.first, frame.last)
    before_first, before_last = year_before(frame.first), year_before(frame.last)
    now = ends(frame, frame.first, _mature(frame, stays))
    then = ends(frame, before_first, before_last, by_holder=False)
    lines = [_line(stage, stays, now, then) for stage in stages]
    compared = tested(frame, stages, now, then)
    return Answer(
        "stages", _("Which stage loses projects?"), (_("stage"),), _parts(), tuple(lines),
        _said(compared, lines), DEFINITION, frame.house.currency,
        Picture("hbar", "rate", "low", "high", marks="before", note="settled"), _advice(compared), frame.population,
        frame.first, frame.last, frame.scope.as_of, frame.scope.where,
    )  # fmt: skip


def behind(frame: Frame, line: tuple[Any, ...]) -> Select[Any]:
    """The projects that entered the stage in the period."""
    stay = stage_history.c
    months = stay.entered_month.between(month_of(frame.first), month_of(frame.last))
    return select(stay.project_id).where(stay.stage_id == line[0], months, *frame.of(stay.holder_id))


def _mature(frame: Frame, stays: Sequence[Stay]) -> date:
    """The last day of entering whose stays are old enough that nine of ten are over."""
    horizon = time_to_any(((one.days, one.way, one.count) for one in stays), 0.9) or 0.0
    return max(frame.first, min(frame.last, frame.today - timedelta(days=int(min(horizon, 365)))))


def _line(stage: Stage, stays: Sequence[Stay], now: Sequence[Ended], then: Sequence[Ended]) -> Line:
    own = [one for one in stays if one.stage_id == stage.id]
    horizon = time_to_any(((one.days, one.way, one.count) for one in own), 0.9)
    horizon = horizon if horizon is not None else max((one.days for one in own), default=0.0)
    incidence = aalen_johansen((one.days, one.way, one.count) for one in own)
    shares = {
        way: incidence[way].at(horizon) if way in incidence else (0.0, 0.0, 0.0) for way in ("on", "lost", "back")
    }
    over = box((one.days, one.count) for one in own if one.way is not None)
    went, settled = counted(now, stage.id)
    went_then, settled_then = counted(then, stage.id)
    low, high = wilson(went, settled)
    known = bool(own)
    figures: dict[str, Any] = {
        "rate": round(went / settled, 6) if settled else None, "low": round(low, 6) if settled else None,
        "high": round(high, 6) if settled else None, "settled": settled,
        "before": round(went_then / settled_then, 6) if settled_then else None, "settled_before": settled_then,
        "entered": sum(one.count for one in own), "open": sum(one.count for one in own if one.way is None),
        "days_q1": over.q1 if over else None, "days": over.median if over else None,
        "days_q3": over.q3 if over else None,
        "horizon": horizon if known else None,
    }  # fmt: skip
    for way, (share, lower, upper) in shares.items():
        figures |= {way: round(share, 6) if known else None}
        figures |= {f"{way}_low": round(lower, 6) if known else None, f"{way}_high": round(upper, 6) if known else None}
    return Line((stage.name,), figures, (stage.id,))


def _parts() -> tuple[Part, ...]:
    return (
        Part("rate", _("went on"), "rate"), Part("low", _("low"), "rate"), Part("high", _("high"), "rate"),
        Part("settled", _("settled")), Part("before", _("a year ago"), "rate"),
        Part("settled_before", _("settled then")),
        Part("entered", _("entered")), Part("open", _("open")), Part("days_q1", _("a quarter by"), "days"),
        Part("days", _("half by"), "days"), Part("days_q3", _("three quarters by"), "days"),
        Part("horizon", _("horizon"), "days"), Part("on", _("on by then"), "rate"), Part("on_low", _("low"), "rate"),
        Part("on_high", _("high"), "rate"), Part("lost", _("lost by then"), "rate"), Part("lost_low", _("low"), "rate"),
        Part("lost_high", _("high"), "rate"), Part("back", _("back by then"), "rate"),
        Part("back_low", _("low"), "rate"),
        Part("back_high", _("high"), "rate"),
    )  # fmt: skip


def tested(frame: Frame, stages: Sequence[Stage], now: Sequence[Ended], then: Sequence[Ended]) -> list[Finding]:
    """Compare each stage with its own past, new people with experienced ones, and each person with the others."""
    people = {row.id: row for row in frame.session.all(select(users.c.id, users.c.joined_on))}
    new = {
        one.id for one in people.values() if one.joined_on and (frame.last - one.joined_on).days < NEW_DAYS
    }  # fmt: skip
    single = sees_people(frame.actor, privacy_of(frame.session))
    names = frame.called if single else {}
    return findings(stages, now, then, names, new)


def findings(
    stages: Sequence[Stage], now: Sequence[Ended], then: Sequence[Ended], names: Mapping[int, str], new: Set[int]
) -> list[Finding]:
    """Make all comparisons, the surest first, with the q-value that each has among all of them.

    Args:
        names: people who are compared with the others one by one.
        new: people who are new.
    """
    found: list[Finding] = []
    tallies = _tallies(now)
    for stage in stages:
        tally = tallies.get(stage.id, {})
        together = _sum(tally.values())
        found += _compared(stage, "past", "", together, counted(then, stage.id))
        young = _sum(one for holder, one in tally.items() if holder in new)
        found += _compared(stage, "new", "", young, (together[0] - young[0], together[1] - young[1]))
        for holder in sorted(one for one in tally if one is not None and one in names):
            own = tally[holder]
            others = together[0] - own[0], together[1] - own[1]
            found += _compared(stage, "person", names[holder], own, others)
    q_values = benjamini_hochberg([one.p for one in found])
    ranked = [replace(one, q=q) for one, q in zip(found, q_values, strict=True)]
    return sorted(ranked, key=lambda one: (one.q, one.p))


def _tallies(rows: Sequence[Ended]) -> dict[int, dict[int | None, tuple[int, int]]]:
    """For each stage and holder: how many went on, of how many that went on or were lost."""
    found: dict[int, dict[int | None, tuple[int, int]]] = {}
    for row in rows:
        on, settled = found.setdefault(row.stage_id, {}).get(row.holder_id, (0, 0))
        on += row.count if row.way == "on" else 0
        settled += row.count if row.way in ("on", "lost") else 0
        found[row.stage_id][row.holder_id] = on, settled
    return found


def _sum(tallies: Iterable[tuple[int, int]]) -> tuple[int, int]:
    on = settled = 0
    for one in tallies:
        on += one[0]
        settled += one[1]
    return on, settled


def _compared(stage: Stage, kind: str, who: str, now: tuple[int, int], then: tuple[int, int]) -> list[Finding]:
    if min(now[1], then[1]) < LEAST:
        return []
    return [Finding(stage, kind, who, now, then, two_rates(now[0], now[1], then[0], then[1]))]


def _said(compared: Sequence[Finding], lines: Sequence[Line]) -> tuple[str, ...]:
    if not any(line.figures["entered"] for line in lines):
        return (_("Nothing entered a stage in this period."),)
    if not compared:
        return (_("Can't tell yet: it takes {n} settled stays on either side of a comparison.").format(n=LEAST),)
    weak = [one for one in compared if one.is_weak]
    if not weak:
        return (
            _("No stage can be called weak: {n} comparisons were made, none is beyond luck.").format(n=len(compared)),
        )  # fmt: skip
    said = [_worded(one) for one in weak[:3]]
    said.append(_("{n} comparisons were made; of those named one in ten may be luck.").format(n=len(compared)))
    return tuple(said)


def _worded(one: Finding) -> str:
    texts = {
        "past": _("{stage} is weak: {now} go on ({n}), a year ago {then} ({m})."),
        "new": _("{stage}: new people take {now} on ({n}), experienced ones {then} ({m})."),
        "person": _("{stage}: {who} takes {now} on ({n}), the others {then} ({m})."),
    }
    sure = _("Probably not luck.") if one.q > 0.01 else _("Hardly luck.")
    text = texts[one.kind].format(
        stage=one.stage.name, who=one.who, now=formats.percent(one.now[0] / one.now[1]), n=one.now[1],
        then=formats.percent(one.then[0] / one.then[1]), m=one.then[1],
    )  # fmt: skip
    return in_a_row(text, sure)


def _advice(compared: Sequence[Finding]) -> tuple[str, ...]:
    weak = next((one for one in compared if one.is_weak), None)
    if weak is None:
        return ()
    return (
        _("go through the projects lost at {stage}").format(stage=weak.stage.name),
        Do(_("make what the won ones had there an exit criterion"), "exits_of_stage", weak.stage.id),
    )
