"""What a period will bring: closed, commit, best case, pipeline; weighted, learned, simulated, called."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, case, func, select

from tuicrm.plain import formats, progress
from tuicrm.plain.language import N_, _, in_a_row, listed
from tuicrm.plain.periods import day_start, month_of, month_start
from tuicrm.plain.stats_forecast import FEW, GRID, Band, Chance, Past, Shock, band, shock_of
from tuicrm.sales import rights
from tuicrm.sales.analysis.answer import Answer, Do, Line, Part, Picture
from tuicrm.sales.analysis.definition import AT_THE_EVENT, HOLDER_NOW, Definition
from tuicrm.sales.analysis.frame import DAY, Frame
from tuicrm.sales.analysis.learning import Learned, days_between, learn, standing_at
from tuicrm.sales.analysis.open_then import OpenProject, expected_by, open_at
from tuicrm.sales.analysis.said import SPANS, latest, said_until
from tuicrm.sales.analysis.sampling import of_all
from tuicrm.sales.analysis.shown import shown_names
from tuicrm.store.tables.projects import projects

CROWD = 40
"""Of more people than this the projects are not drawn one by one."""
COARSE = 15
"""So many shocks are gone through for each of a crowd."""
PAST = 8
"""So many periods of the same length are looked at for the shock and for what is still to appear."""
DEFINITION = Definition(
    N_(
        "Closed: projects won in the period so far, without what was bought without a project. Commit, best, pipeline: "
        "each includes the one before; what is expected later does not count, what is overdue does. Weighted: amount x "
        "own probability, else the stage's. Learned: amount x the chance to be won by the end of the period, from how "
        "projects left the stage in two years, drawn to all stages where few are known; of more than a hundred "
        "thousand projects every seventh or so teaches. Band: learned chances with a shock that strikes all projects "
        "of a period, and what usually appears and is won within it."
    ),
    N_("Projects that are open, with their amounts; won ones of the period."),
    N_("By the expected day; learned and the band do not look at it."), AT_THE_EVENT, HOLDER_NOW,
    N_(
        "Aalen and Johansen (1978); shock by the method of moments over earlier periods, at least 0.3 and "
        "Student's t while "
        "there are fewer than twelve."
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Span:
    """The period that is forecast, its days both included, and when it is over."""

    first: date
    last: date
    end: datetime


def answer(frame: Frame) -> Answer:
    """Forecast this quarter, or the period asked for: everybody together, then each person."""
    span = span_of(frame)
    frame = replace(frame, first=span.first, last=span.last)
    progress.begin(4)
    progress.step(_("how projects left each stage"))
    learned = learn(frame, frame.over)
    progress.step(_("what is open, and what was won"))
    opened = open_at(frame, frame.over)
    won = _won(frame)
    progress.step(_("what earlier periods brought"))
    shock, more = past_of(frame, learned, span)
    progress.step(_("what each person may bring"))
    lines = [_line(_("together"), "", frame, span, opened, sum(won.values()), learned, shock, more)]
    names = sorted({one.owner for one in opened if one.owner} | {name for name in won if name})
    of_person: dict[str, list[OpenProject]] = {}
    for one in opened:
        of_person.setdefault(one.owner, []).append(one)
    share = {name: sum(one.amount for one in of_person.get(name, ())) for name in names}
    total = sum(share.values()) or 1
    few, grid = (FEW, GRID) if len(names) <= CROWD else (0, COARSE)
    shown = shown_names(frame, names)
    for place, name in enumerate(shown):
        progress.count(place, len(shown))
        mine = of_person.get(name, [])
        part = (more[0] * share[name] / total, more[1] * (share[name] / total) ** 0.5)
        lines.append(_line(name, name, frame, span, mine, won.get(name, 0), learned, shock, part, few, grid))
    lines = _with_calls(frame, span, lines)
    return Answer(
        "outlook", _("What the period will bring"), (_("person"),), _parts(), tuple(lines),
        _said(frame, span, lines, shock),
        DEFINITION, frame.house.currency, Picture("hbar", "p50", "p10", "p90", marks="closed", note="commit"),
        _advice(lines), frame.population, span.first, span.last, frame.scope.as_of, frame.scope.where,
    )  # fmt: skip


def behind(frame: Frame, line: tuple[Any, ...]) -> Select[Any]:
    """The projects that were open on the day of reading and expected by the end of the period, of one or of all."""
    owners = [one for one, name in frame.called.items() if name == line[0]] if line[0] else None
    return expected_by(frame, frame.over, span_of(frame).last, owners)


def span_of(frame: Frame) -> Span:
    """The period asked for; without one the quarter of the day of reading."""
    if frame.scope.from_on is not None or frame.scope.to_on is not None:
        first, last = frame.first, frame.last
    else:
        month = month_of(frame.today)
        begin = month - (month - 1) % 3
        first, last = month_start(begin), month_start(begin + 3) - DAY
    return Span(first, last, day_start(last + DAY, frame.house.zone))


def _won(frame: Frame) -> dict[str, int]:
    """What was won in the period so far, by person and by their shares; of those asked for alone."""
    from tuicrm.sales.analysis.questions.people import by_owner

    of = replace(frame, scope=replace(frame.scope, where=f"{frame.scope.where} {frame.narrowed}".strip()))
    return {name: int(row.value or 0) for name, row in by_owner(of, "won-revenue").items()}


def past_of(frame: Frame, learned: Learned, span: Span) -> tuple[Shock, tuple[float, float]]:
    """Look at earlier periods at the same distance from their end: how far they were off, and what still appeared."""
    length = (span.last - span.first).days + 1
    gone = min(max(0, (frame.today - span.first).days), length)
    sight = [rights.projects_in_sight(frame.actor)]
    seen: list[Past] = []
    appeared: list[float] = []

    def moment(back: int, days: int) -> datetime:
        return day_start(span.first + timedelta(days=days - length * back), frame.house.zone)

    moments = [(moment(back, gone), moment(back, length)) for back in range(1, PAST + 1)]
    standing = standing_at(frame, moments, sight)
    for (at, end), rows, came_anew in zip(moments, standing, _appeared(frame, moments), strict=True):
        if not rows:
            continue
        days = days_between(at, end)
        chances = tuple((learned.within(stage, age, days), float(count)) for stage, age, count, _came in rows)
        seen.append(Past(chances, float(sum(came for *_rest, came in rows))))
        appeared.append(came_anew)
    mean = sum(appeared) / len(appeared) if appeared else 0.0
    spread = (
        (sum((one - mean) ** 2 for one in appeared) / (len(appeared) - 1)) ** 0.5 if len(appeared) > 1 else mean / 2
    )
    return shock_of(seen), (mean, spread)


def _appeared(frame: Frame, moments: Sequence[tuple[datetime, datetime]]) -> list[float]:
    """What was made and won between the two moments of each pair."""
    days = [(frame.house.day(at), frame.house.day(end) - DAY) for at, end in moments]
    closed = projects.c.closed_on
    sums = [
        func.sum(case((and_(closed.between(first, last), projects.c.created_on >= first), projects.c.home_minor)))
        for first, last in days
    ]
    months = month_of(min(first for first, _last in days)), month_of(max(last for _first, last in days))
    found = frame.session.first(
        select(*sums).where(
            projects.c.state == "won", projects.c.closed_month.between(*months),
            projects.c.archived_at.is_(None), rights.projects_in_sight(frame.actor),
            *frame.of(projects.c.owner_id, projects.c.team_id),
        )
    )  # fmt: skip
    return [float(one or 0) for one in found]


def _line(
    label: str, name: str, frame: Frame, span: Span, opened: list[OpenProject], won: int, learned: Learned,
    shock: Shock,
    more: tuple[float, float], few: int = FEW, grid: int = GRID,
) -> Line:  # fmt: skip
    days = days_between(frame.over, span.end)
    due = [one for one in opened if one.expected_on is not None and one.expected_on <= span.last]
    commit = sum(one.amount for one in due if one.category == "commit")
    best = commit + sum(one.amount for one in due if one.category == "best")
    pipeline = best + sum(one.amount for one in due if one.category == "pipeline")
    chances = [Chance(learned.within(one.stage_id, one.age(frame.over), days), one.amount) for one in opened]
    bounds = band(chances, shock, sure=won, more=more, few=few, grid=grid) if days > 0 else Band(won, won, won, won)
    figures = {
        "closed": won, "commit": won + commit, "best": won + best, "pipeline": won + pipeline,
        "weighted": won + round(sum(one.amount * one.probability / 100 for one in due if one.category != "omitted")),
        "learned": won + round(sum(one.p * one.amount for one in chances)),
        "p10": round(bounds.p10), "p50": round(bounds.p50), "p90": round(bounds.p90), "open": len(opened),
    }  # fmt: skip
    return Line((label,), figures, (name,))


def _with_calls(frame: Frame, span: Span, lines: list[Line]) -> list[Line]:
    """Set beside it what people say themselves, and their leads."""
    months = month_of(span.last) - month_of(span.first) + 1
    if months not in SPANS:
        return lines
    known = latest(said_until(frame.session, frame.actor, month_of(span.first), months, frame.over))
    found = []
    for line in lines:
        name = line.behind[0]
        figures = dict(line.figures)
        if name:
            own, led = known.get((name, "call")), known.get((name, "adjust"))
            figures |= {"call": own.amount_minor if own else None, "adjusted": led.amount_minor if led else None}
            figures["note"] = led.note if led else own.note if own else None
        else:
            names = {one.behind[0] for one in lines}
            calls = (one.amount_minor for (name, kind), one in known.items() if kind == "call" and name in names)
            figures["call"] = sum(calls) or None
        found.append(Line(line.key, figures, line.behind))
    return found


def _parts() -> tuple[Part, ...]:
    return (
        Part("closed", _("closed"), "money"), Part("commit", _("commit"), "money"), Part("best", _("best"), "money"),
        Part("pipeline", _("pipeline"), "money"), Part("weighted", _("weighted"), "money"),
        Part("p10", _("nine of ten above"), "money"), Part("p50", _("middle"), "money"),
        Part("p90", _("one of ten above"), "money"), Part("learned", _("learned"), "money"),
        Part("call", _("called"), "money"),
        Part("adjusted", _("adjusted by the lead"), "money"), Part("note", _("note"), "text"), Part("open", _("open")),
    )  # fmt: skip


def _said(frame: Frame, span: Span, lines: list[Line], shock: Shock) -> tuple[str, ...]:
    row = lines[0].figures
    currency = frame.house.currency
    text = _(
        "{closed} is won in projects; in four of five periods like this it ends between {low} and {high}, most likely "
        "near {mid}."
    )
    said = [
        text.format(
            closed=formats.short_money(row["closed"], currency), low=formats.short_money(row["p10"], currency),
            high=formats.short_money(row["p90"], currency), mid=formats.short_money(row["p50"], currency),
        )
    ]  # fmt: skip
    if shock.periods < 2:
        said.append(_("Too few periods are known: the band takes good and bad ones to be as far apart as usual."))
    if row.get("call"):
        low, high = row["p10"], row["p90"]
        verdict = (
            _("That is inside the band.") if low <= row["call"] <= high
            else _("That is above what nine of ten periods brought.") if row["call"] > high
            else _("That is below what nine of ten periods brought.")
        )  # fmt: skip
        said.append(in_a_row(_("Called: {money}.").format(money=formats.short_money(row["call"], currency)), verdict))
    if (step := of_all(frame)) > 1:
        said.append(_("There are so many projects that the chances were learned from one in {n}.").format(n=step))
    return tuple(said)


def _advice(lines: list[Line]) -> tuple[str, ...]:
    missing = [line.key[0] for line in lines[1:] if line.figures.get("call") is None]
    return (Do(_("ask for a call: {names}").format(names=listed(missing[:5])), "review"),) if missing else ()
