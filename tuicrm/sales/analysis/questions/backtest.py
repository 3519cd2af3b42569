"""What the forecast said each Monday of a period that is over, against what came."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from tuicrm.plain import formats
from tuicrm.plain.language import N_, _
from tuicrm.plain.periods import day_start, month_of, month_start
from tuicrm.sales.analysis.answer import Answer, Line, Part, Picture
from tuicrm.sales.analysis.definition import AT_THE_EVENT, Definition
from tuicrm.sales.analysis.frame import DAY, Frame
from tuicrm.sales.analysis.open_then import open_at
from tuicrm.sales.analysis.questions.people import by_owner
from tuicrm.sales.analysis.said import SPANS, latest, said_until

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
    came = _won(frame, first, last)
    months = month_of(last) - month_of(first) + 1
    lines = []
    monday = first - timedelta(days=first.weekday()) if first.weekday() else first
    monday = monday if monday >= first else monday + timedelta(days=7)
    calls: dict[str, list[tuple[int, int]]] = {}
    while monday <= min(last, frame.today):
        then = replace(frame, scope=replace(frame.scope, as_of=monday), today=monday)
        over = day_start(monday, frame.house.zone)
        due = [one for one in open_at(then, over) if one.expected_on is not None and one.expected_on <= last]
        so_far = _won(then, first, monday - DAY) if monday > first else 0
        commit = sum(one.amount for one in due if one.category == "commit")
        best = commit + sum(one.amount for one in due if one.category == "best")
        pipeline = best + sum(one.amount for one in due if one.category == "pipeline")
        weighted = sum(one.amount * one.probability / 100 for one in due if one.category != "omitted")
        known = latest(said_until(frame.session, frame.actor, month_of(first), months, over)) if months in SPANS else {}
        for (name, kind), one in known.items():
            calls.setdefault(name, []).append((one.amount_minor, 0)) if kind == "call" else None
        called = sum(one.amount_minor for (_name, kind), one in known.items() if kind == "call")
        figures: dict[str, Any] = {
            "weeks": max(0, (last - monday).days // 7), "closed": so_far, "commit": so_far + round(commit),
            "best": so_far + round(best), "pipeline": so_far + round(pipeline), "weighted": so_far + round(weighted),
            "called": called or None, "came": came, "off": round((so_far + weighted) / came - 1, 6) if came else None,
        }  # fmt: skip
        lines.append(Line((monday.isoformat(),), figures))
        monday += timedelta(days=7)
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


def _won(frame: Frame, first: Any, last: Any) -> int:
    found = by_owner(replace(frame, first=first, last=last), "won-revenue")
    return sum(int(row.value or 0) for row in found.values())


def _said(
    frame: Frame, lines: list[Line], came: int, calls: dict[str, list[tuple[int, int]]], first: Any, last: Any
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
                mean = sum(amount for amount, _zero in rows) / len(rows)
                told.append(f"{name} {formats.percent(mean / got - 1)}")
        if told:
            said.append(_("Calls were off by: {names}.").format(names=", ".join(told)))
    return tuple(said)
