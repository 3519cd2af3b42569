"""What the forecast said each Monday of a period that is over, against what came."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, func, select

from tuicrm.plain import formats
from tuicrm.plain.language import N_, _, listed
from tuicrm.plain.periods import day_start, month_of, month_start
from tuicrm.sales import rights
from tuicrm.sales.analysis.answer import Answer, Line, Part, Picture
from tuicrm.sales.analysis.definition import AT_THE_EVENT, Definition
from tuicrm.sales.analysis.frame import DAY, Frame
from tuicrm.sales.analysis.open_then import sums_at
from tuicrm.sales.analysis.questions.people import by_owner
from tuicrm.sales.analysis.said import SPANS, latest, said_until
from tuicrm.sales.funnel.closed import CREDITED, standing
from tuicrm.sales.project_filter import conditions
from tuicrm.sales.shares import of_ppm, shared
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import credits

DEFINITION = Definition(
    N_(
        "Each Monday as it would have been read then: won so far + commit, + best, + pipeline, + amount x "
        "probability, of "
        "what was expected by the end of the period. Off: said / came - 1. Called: the sum of what people had "
        "said by then."
    ),
    N_("The last period of three months that is over, or the one asked for."), N_("As of each Monday."), AT_THE_EVENT,
    N_("Rebuilt from each project's own past; amounts that an import did not tell count as nothing."),
)  # fmt: skip


def answer(frame: Frame) -> Answer:
    """Rebuild each Monday, and compare."""
    asked = frame.scope.from_on is not None or frame.scope.to_on is not None
    if asked:
        first, last = frame.first, frame.last
    else:
        month = month_of(frame.today)
        begin = month - (month - 1) % 3
        first, last = month_start(begin - 3), month_start(begin) - DAY
    mondays = _mondays(first, min(last, frame.today))
    overs = [day_start(monday, frame.house.zone) for monday in mondays]
    *so_fars, came = _won(frame, first, last, list(zip(overs, mondays, strict=True)))
    months = month_of(last) - month_of(first) + 1
    said = said_until(frame.session, frame.actor, month_of(first), months, frame.over) if months in SPANS else []
    calls: dict[str, list[int]] = {}
    lines = []
    stood = sums_at(frame, overs, last)
    for monday, over, so_far, sums in zip(mondays, overs, so_fars, stood, strict=True):
        commit = sums.of("commit")
        best = commit + sums.of("best")
        pipeline = best + sums.of("pipeline")
        called = 0
        for (name, kind), one in latest([one for one in said if one.made_at <= over]).items():
            if kind == "call":
                calls.setdefault(name, []).append(one.amount_minor)
                called += one.amount_minor
        figures: dict[str, Any] = {
            "weeks": max(0, (last - monday).days // 7), "closed": so_far, "commit": so_far + commit,
            "best": so_far + best, "pipeline": so_far + pipeline, "weighted": so_far + round(sums.weighted),
            "called": called or None, "came": came,
            "off": round((so_far + sums.weighted) / came - 1, 6) if came else None,
        }  # fmt: skip
        lines.append(Line((monday.isoformat(),), figures))
    parts = (
        Part("weeks", _("weeks to the end")), Part("closed", _("closed"), "money"),
        Part("commit", _("commit"), "money"),
        Part("best", _("best"), "money"), Part("weighted", _("weighted"), "money"), Part("came", _("came"), "money"),
        Part("off", _("weighted off by"), "ratio"), Part("pipeline", _("pipeline"), "money"),
        Part("called", _("called"), "money"),
    )  # fmt: skip
    return Answer(
        "backtest", _("What was said each Monday, and what came"), (_("Monday"),), parts, tuple(lines),
        _said(frame, lines, came, calls, first, last), DEFINITION, frame.house.currency,
        Picture("hbar", "weighted", marks="came", note="off"), (), frame.population, first, last, frame.scope.as_of,
        frame.scope.where,
    )  # fmt: skip


def _mondays(first: date, last: date) -> list[date]:
    monday = first + timedelta(days=-first.weekday() % 7)
    return [monday + timedelta(days=days) for days in range(0, (last - monday).days + 1, 7)]


def _won(frame: Frame, first: date, last: date, asked: list[tuple[datetime, date]]) -> list[int]:
    """What was won since the first day: before each Monday as it was known then, and in all."""
    known = None if frame.scope.as_of is None else frame.over
    parts = [and_(credits.c.on < monday, *standing(over)) for over, monday in asked]
    parts.append(and_(credits.c.on <= frame.today, *standing(known)))
    rows = frame.session.all(
        select(credits.c.share_ppm, *(func.sum(case((part, projects.c.home_minor), else_=0)) for part in parts))
        .select_from(projects.join(credits, credits.c.project_id == projects.c.id))
        .where(
            credits.c.outcome == "won", credits.c.on.between(first, last), projects.c.archived_at.is_(None),
            rights.results_in_sight(frame.actor), *frame.of(credits.c.user_id, credits.c.team_id),
            *conditions(frame.session, frame.actor, frame.house, frame.scope.where, instead=CREDITED),
        )
        .group_by(credits.c.share_ppm)
    )  # fmt: skip
    return [of_ppm(sum(shared(row[place + 1], row[0]) for row in rows)) for place in range(len(parts))]


def _said(
    frame: Frame, lines: list[Line], came: int, calls: dict[str, list[int]], first: date, last: date
) -> tuple[str, ...]:
    if not lines or not any(line.figures["pipeline"] for line in lines):
        return (_("Can't tell yet: of that period no Monday is known with amounts and expected days."),)
    if not came:
        return (_("Nothing was won in that period."),)
    early, late = lines[0].figures, lines[-1].figures
    text = _("{weeks} weeks before the end {early} were expected, {late} in the last week; {came} came.")
    said = [
        text.format(
            weeks=early["weeks"], early=formats.short_money(early["weighted"], frame.house.currency),
            late=formats.short_money(late["weighted"], frame.house.currency),
            came=formats.short_money(came, frame.house.currency),
        )
    ]  # fmt: skip
    if calls:
        won = by_owner(replace(frame, first=first, last=last), "won-revenue")
        told = []
        for name, rows in sorted(calls.items()):
            got = int(won[name].value or 0) if name in won else 0
            if got:
                mean = sum(rows) / len(rows)
                told.append(f"{name} {formats.percent(mean / got - 1)}")
        if told:
            said.append(_("Calls were off by: {names}.").format(names=listed(told)))
    return tuple(said)
