"""What pairs are worth: before and after each talk, and against those who by lot talked later."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, or_, select

from tuicrm.plain import formats, progress
from tuicrm.plain.language import N_, _, listed, ngettext
from tuicrm.plain.periods import day_in_zone, day_start
from tuicrm.plain.stats import wilson
from tuicrm.sales.analysis.answer import Answer, Do, Line, Part, Picture
from tuicrm.sales.analysis.definition import Definition
from tuicrm.sales.analysis.expansion.pairing import Count, Effect, Side, Unit, effect
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.pairing.finding import in_sight
from tuicrm.sales.pairing.strength import FEW
from tuicrm.sales.privacy import privacy_of, sees_people
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.pairing import pairs, programmes
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects, stage_history

WEEKS = 26
"""How far before and after a talk its effect is looked for."""
ON = ("forward", "skip", "won")
SURE = 0.05
DEFINITION = Definition(
    N_(
        "Of the learner's projects that were settled in the stage, the share that went on: 26 weeks before the talk"
        " against 26 weeks after it. The effect is told only where a lot decided who talked first: change of those who"
        " talked first less change, in the same weeks, of those who waited, skipped talks included."
    ),
    N_("Pairs that you may see, made in the period."),
    N_("By the day on which a project left the stage."),
    N_("Counted for who held the project then."),
    N_("From 4 pairs and 20 settled projects on each side; of a single pair from 10 before and 10 after."),
    N_("Sandvik et al., QJE 135(3) 2020; permutation within each lot, 2,000 draws (Fisher 1935)."),
)  # fmt: skip


@dataclass(frozen=True)
class _Pair:
    """A pair with what is needed to count for it."""

    id: int
    learner_id: int
    learner: str
    partner: str
    stage_id: int
    stage: str
    state: str
    met_on: date | None
    week_on: date
    is_later: bool
    programme_id: int | None
    wait_weeks: int | None
    note_state: str | None


Ended = Mapping[tuple[int, int], Sequence[tuple[date, bool]]]
"""Holder and stage -> the day on which each project left it, and whether it went on."""


def answer(frame: Frame) -> Answer:
    """Compare, and list the talks, the newest first."""
    progress.step(_("who talked, and what came of it"))
    found = _pairs(frame)
    ended = _ended(frame, found)
    lots = effect(units(found, ended, frame.today))
    met = [one for one in found if one.met_on is not None]
    lines = [*_sides(lots), *(_line(one, ended, frame.today) for one in met if _may_see(frame, one))]
    return Answer(
        "pairs", _("What pairs are worth"), (_("who"), _("with")), _parts(), tuple(lines), _said(met, lots, found),
        DEFINITION, frame.house.currency, Picture("hbar", "after", "low", "high", "before"), _advice(found, lots),
        frame.population, frame.first, frame.last, frame.scope.as_of,
    )  # fmt: skip


def behind(frame: Frame, line: tuple[Any, ...]) -> Select[Any]:
    """The learner's projects that were settled in the stage, before and after."""
    learner_id, stage_id, first, last = line
    stay = stage_history.c
    rows = frame.session.all(
        select(stay.project_id, stay.left_at).where(
            stay.holder_id == learner_id, stay.stage_id == stage_id, stay.left_how.in_((*ON, "lost"))
        )
    )
    ids = {row.project_id for row in rows if first <= day_in_zone(row.left_at, frame.house.zone) <= last}
    return select(projects.c.id).where(projects.c.id.in_(ids))


def units(found: Iterable[_Pair], ended: Ended, today: date) -> list[Unit]:
    """Make of the measured pairs whose lot is settled what the comparison is made of."""
    lots: dict[tuple[int, date], int] = {}
    made = []
    for one in found:
        if one.programme_id is None or one.wait_weeks is None:
            continue
        over = one.week_on + timedelta(weeks=one.wait_weeks)
        if over > today:
            continue
        draw = lots.setdefault((one.programme_id, one.week_on), len(lots))
        stays = ended.get((one.learner_id, one.stage_id), ())
        before = _count(stays, one.week_on - timedelta(weeks=WEEKS), one.week_on)
        made.append(Unit(draw, not one.is_later, before, _count(stays, one.week_on, over)))
    return made


def _count(stays: Sequence[tuple[date, bool]], first: date, after: date) -> Count:
    inside = [went_on for day, went_on in stays if first <= day < after]
    return Count(sum(inside), len(inside))


def _pairs(frame: Frame) -> list[_Pair]:
    learner, partner, pair = users.alias(), users.alias(), pairs.c
    rows = frame.session.all(
        select(
            pair.id, pair.learner_id, learner.c.name, partner.c.name, pair.stage_id, stages.c.name, pair.state,
            pair.met_on, pair.week_on, pair.is_later, pair.programme_id, programmes.c.wait_weeks, pair.note_state,
        )
        .join(learner, learner.c.id == pair.learner_id)
        .join(partner, partner.c.id == pair.partner_id)
        .join(stages, stages.c.id == pair.stage_id)
        .outerjoin(programmes, programmes.c.id == pair.programme_id)
        .where(pair.archived_at.is_(None), pair.week_on >= frame.first - timedelta(days=6))
        .where(pair.week_on <= frame.last + timedelta(days=7))
        .where(in_sight(frame.actor), *frame.of(pair.learner_id))
        .order_by(pair.talk_on.desc(), pair.id.desc())
    )  # fmt: skip
    return [_Pair(*row) for row in rows]


def _ended(frame: Frame, found: Sequence[_Pair]) -> Ended:
    """Read when the learners' projects left the stages that were talked about."""
    if not found:
        return {}
    stay = stage_history.c
    first = min(one.week_on for one in found) - timedelta(weeks=WEEKS, days=1)
    whose = {one.learner_id for one in found}
    where = {one.stage_id for one in found}
    rows = frame.session.all(
        select(stay.holder_id, stay.stage_id, stay.left_at, stay.left_how).where(
            stay.stage_id.in_(where), stay.holder_id.in_(whose), stay.left_how.in_((*ON, "lost")),
            stay.left_at >= day_start(first, frame.house.zone), or_(stay.left_at.is_(None), stay.left_at < frame.over),
        )
    )  # fmt: skip
    ended: dict[tuple[int, int], list[tuple[date, bool]]] = {}
    for holder_id, stage_id, left_at, how in rows:
        ended.setdefault((holder_id, stage_id), []).append((day_in_zone(left_at, frame.house.zone), how in ON))
    return ended


def _may_see(frame: Frame, one: _Pair) -> bool:
    return one.learner_id == frame.actor.id or sees_people(frame.actor, privacy_of(frame.session))


def _sides(lots: Effect) -> list[Line]:
    """Those who talked first and those who waited, where there is a lot."""
    named = ((_("talked first"), lots.early), (_("waited, by lot"), lots.waiting))
    return [
        Line((name, ""), _figures(side.before, side.after) | {"pairs": side.pairs})
        for name, side in named
        if side.pairs
    ]


def _line(one: _Pair, ended: Ended, today: date) -> Line:
    assert one.met_on is not None
    stays = ended.get((one.learner_id, one.stage_id), ())
    first, last = one.met_on - timedelta(weeks=WEEKS), min(one.met_on + timedelta(weeks=WEEKS), today)
    before, after = _count(stays, first, one.met_on), _count(stays, one.met_on, last + timedelta(days=1))
    figures = _figures(before, after) | {"stage": one.stage, "met_on": one.met_on, "pairs": 1}
    if min(before.settled, after.settled) < FEW:
        figures |= dict.fromkeys(("before", "after", "low", "high"))
    return Line((one.learner, one.partner), figures, (one.learner_id, one.stage_id, first, last))


def _figures(before: Count, after: Count) -> dict[str, Any]:
    low, high = wilson(after.went_on, after.settled) if after.settled else (None, None)
    return {
        "before": before.rate, "before_n": before.settled, "after": after.rate, "after_n": after.settled,
        "low": low, "high": high,
    }  # fmt: skip


def _parts() -> tuple[Part, ...]:
    return (
        Part("stage", _("stage"), "text"), Part("met_on", _("talked"), "day"), Part("before", _("before"), "rate"),
        Part("before_n", _("settled")), Part("after", _("since"), "rate"), Part("after_n", _("settled")),
        Part("low", _("low"), "rate"), Part("high", _("high"), "rate"), Part("pairs", _("pairs")),
    )  # fmt: skip


def _said(met: Sequence[_Pair], lots: Effect, found: Sequence[_Pair]) -> tuple[str, ...]:
    if not found:
        return (_("Can't tell yet: nobody was paired. The first pairs: tuicrm pair make, or the team page."),)
    said = [_effect_said(lots, is_measured=any(one.programme_id is not None for one in found))]
    text = ngettext("{count} pair has talked", "{count} pairs have talked", len(met)).format(count=len(met))
    kept = sum(one.note_state == "accepted" for one in found)
    notes = ngettext("{count} note is in a playbook", "{count} notes are in playbooks", kept).format(count=kept)
    said.append(listed((text, notes)) + _("."))
    return tuple(said)


def _effect_said(lots: Effect, *, is_measured: bool) -> str:
    if not is_measured:
        return _(
            "Can't tell what pairs are worth: who learns was chosen for low figures, and low figures rise by"
            " themselves. Let a lot decide who talks first: tuicrm pair measure."
        )
    if lots.points is None or lots.p is None:
        return _(
            "Can't tell yet what pairs are worth: it takes {pairs} more pairs and {settled} more settled projects on"
            " the smaller side."
        ).format(pairs=lots.lacks[0], settled=lots.lacks[1])
    told = {"points": f"{abs(lots.points) * 100:.0f}"} | _rates("early", lots.early) | _rates("late", lots.waiting)
    if lots.p > SURE:
        text = _(
            "Pairs make no difference that could be told from luck: who talked first went from {early_before} to"
            " {early_after}, who waited from {late_before} to {late_after}."
        )
    elif lots.points > 0:
        text = _(
            "Pairs help, hardly by luck: who talked first went from {early_before} to {early_after}, who waited from"
            " {late_before} to {late_after}; {points} of a hundred projects more went on."
        )
    else:
        text = _(
            "Pairs did harm, hardly by luck: who talked first went from {early_before} to {early_after}, who waited"
            " from {late_before} to {late_after}."
        )
    return text.format(**told)


def _rates(name: str, side: Side) -> dict[str, str]:
    return {
        f"{name}_before": formats.percent(side.before.rate or 0.0),
        f"{name}_after": formats.percent(side.after.rate or 0.0),
    }


def _advice(found: Sequence[_Pair], lots: Effect) -> tuple[str, ...]:
    if not found:
        return (Do(_("pair two: tuicrm pair propose"), "pairs"),)
    open_notes = sum(one.note_state == "proposed" for one in found)
    text = _("decide about the notes that are proposed: {count}")
    advice = [Do(text.format(count=open_notes), "pairs")] if open_notes else []
    if lots.p is not None and lots.points is not None and lots.p <= SURE and lots.points > 0:
        advice.append(Do(_("go on pairing; nobody needs to wait any more: tuicrm pair measure --end"), "pairs"))
    return tuple(advice)
