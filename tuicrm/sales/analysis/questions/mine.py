"""Something for me: my line of today and this week, my best hours, my stages against my own past, my target."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import case, func, select

from tuicrm.plain import formats
from tuicrm.plain.language import N_, _, in_a_row, ngettext
from tuicrm.plain.periods import month_of, month_start
from tuicrm.plain.stats import wilson
from tuicrm.plain.stats_tests import two_rates
from tuicrm.sales.action_kinds import OUTCOMES
from tuicrm.sales.analysis.answer import Answer, Line, Part, Picture
from tuicrm.sales.analysis.definition import AT_THE_EVENT, Definition
from tuicrm.sales.analysis.frame import DAY, Frame, year_before
from tuicrm.sales.analysis.questions.people import by_owner
from tuicrm.sales.analysis.stays import counted, ends, open_stages
from tuicrm.sales.shares import PPM
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.people import targets
from tuicrm.store.tables.projects import handovers, projects
from tuicrm.store.tables.trade import credits

REACHED = tuple(one.key for one in OUTCOMES if one.reached)
LEAST = 10
DEFINITION = Definition(
    N_(
        "Done: my actions of the day and of the week, and how many reached somebody. Stages: went on / (went on "
        "+ lost) of "
        "the last twelve months against the twelve before, mine alone. Best hours: where most of my calls reach "
        "somebody, "
        "of hours with ten calls and more."
    ),
    N_("My own actions, projects and credit; nobody else's."), N_("By the day done, of entering a stage, of closing."),
    AT_THE_EVENT,
)  # fmt: skip


def answer(frame: Frame) -> Answer:
    """Tell somebody about themselves; of another person, if one is asked for and may be seen."""
    user_id = frame.user_id or frame.actor.id
    name = frame.called.get(user_id, "")
    mine = replace(frame, user_id=user_id, team_id=None, named=name)
    lines, said = _done(mine), []
    said += _target(mine, name)
    said += _credit(mine, name)
    said += _hours(mine)
    stages = _stages(mine)
    lines += stages
    said += _weak(stages)
    said += _given(mine)
    parts = (
        Part("now", _("now")), Part("reached", _("reached")), Part("rate", _("went on"), "rate"),
        Part("low", _("low"), "rate"), Part("high", _("high"), "rate"), Part("before", _("a year ago"), "rate"),
        Part("settled", _("settled")),
    )  # fmt: skip
    return Answer(
        "mine", _("My own figures"), (name,), parts, tuple(lines), tuple(said), DEFINITION, frame.house.currency,
        Picture("hbar", "rate", "low", "high", marks="before", note="settled"), (), mine.population, frame.first,
        frame.last,
        frame.scope.as_of, frame.scope.where,
    )  # fmt: skip


def _done(frame: Frame) -> list[Line]:
    monday = frame.today - timedelta(days=frame.today.weekday())
    lines = []
    for words, first in ((_("today"), frame.today), (_("this week"), monday), (_("last week"), monday - 7 * DAY)):
        last = frame.today if first != monday - 7 * DAY else monday - DAY
        row = frame.session.first(
            select(func.count(), func.sum(case((actions.c.outcome.in_(REACHED), 1), else_=0))).where(
                actions.c.owner_id == frame.user_id, actions.c.state == "done", actions.c.done_on.between(first, last)
            )
        )
        figures: dict[str, Any] = {"now": int(row[0]), "reached": int(row[1] or 0)}
        lines.append(Line((words,), figures))
    return lines


def _target(frame: Frame, name: str) -> list[str]:
    month = month_of(frame.today)
    target = frame.session.value(
        select(targets.c.amount_minor).where(targets.c.user_id == frame.user_id, targets.c.month == month)
    )
    first, after = month_start(month), month_start(month + 1)
    row = by_owner(replace(frame, first=first, last=frame.today), "won-revenue").get(name)
    won = int(row.value or 0) if row else 0
    if target is None:
        return [_("{won} won this month; no target is set.").format(won=formats.short_money(won, frame.house.currency))]
    pace = int(target) * ((frame.today - first).days + 1) // (after - first).days
    text = _("{won} of {target} this month; the days so far ask for {pace}.")
    return [
        text.format(
            won=formats.short_money(won, frame.house.currency),
            target=formats.short_money(int(target), frame.house.currency),
            pace=formats.short_money(pace, frame.house.currency),
        )
    ]  # fmt: skip


def _credit(frame: Frame, name: str) -> list[str]:
    """What is credited to them in the period, and how much of it they share with others."""
    count, money = (by_owner(frame, measure).get(name) for measure in ("won", "won-revenue"))
    if count is None or not count.n:
        return [_("Nothing is credited to you from {first} on.").format(first=formats.day(frame.first))]
    won = credits.join(projects, projects.c.id == credits.c.project_id)
    shared = frame.session.value(
        select(func.count())
        .select_from(won)
        .where(projects.c.archived_at.is_(None), credits.c.user_id == frame.user_id, credits.c.outcome == "won")
        .where(credits.c.share_ppm < PPM, credits.c.on.between(frame.first, frame.last))
    )
    text = ngettext("Credited to you from {first} on: {n} won project, {money}.",
                    "Credited to you from {first} on: {n} won projects, {money}.", count.n)  # fmt: skip
    sum_ = formats.short_money(int(money.value or 0) if money else 0, frame.house.currency)
    said = [text.format(first=formats.day(frame.first), n=count.n, money=sum_)]
    if shared:
        text = ngettext("{n} of them is shared with others.", "{n} of them are shared with others.", shared)
        said.append(text.format(n=shared))
    return [in_a_row(*said)]


def _hours(frame: Frame) -> list[str]:
    """The best hours for calls, where there are enough of them to say so."""
    rows = frame.session.all(
        select(actions.c.done_at, actions.c.outcome)
        .where(actions.c.owner_id == frame.user_id, actions.c.state == "done", actions.c.kind == "call")
        .where(actions.c.grain == "minute", actions.c.done_on >= frame.today - timedelta(days=180))
        .order_by(actions.c.done_at.desc())
        .limit(2000)
    )
    from tuicrm.plain.periods import zone_of

    zone = zone_of(frame.house.zone)
    hours: dict[int, list[int]] = {}
    for done_at, outcome in rows:
        known = hours.setdefault(done_at.astimezone(zone).hour, [0, 0])
        known[0] += outcome in REACHED
        known[1] += 1
    enough = {hour: (k, n) for hour, (k, n) in hours.items() if n >= LEAST}
    if len(enough) < 2:
        return []
    best = max(enough, key=lambda hour: wilson(*enough[hour])[0])
    rest = [sum(enough[hour][part] for hour in enough if hour != best) for part in (0, 1)]
    if two_rates(*enough[best], *rest) > 0.05:
        return [_("No hour of yours is better for calls than the others, as far as can be told.")]
    text = _("Best hour for calls: {hour} to {after}, {share} reach somebody (others {rest}).")
    k, n = enough[best]
    return [
        text.format(
            hour=best, after=best + 1, share=formats.percent(k / n), rest=formats.percent(rest[0] / rest[1])
        )
    ]  # fmt: skip


def _stages(frame: Frame) -> list[Line]:
    first = year_before(frame.today)
    now = ends(frame, first, frame.today)
    then = ends(frame, year_before(first), first - timedelta(days=first.day))
    lines = []
    for stage in open_stages(frame):
        on, settled = counted(now, stage.id)
        on_then, settled_then = counted(then, stage.id)
        low, high = wilson(on, settled)
        figures = {
            "rate": round(on / settled, 6) if settled else None, "low": round(low, 6) if settled else None,
            "high": round(high, 6) if settled else None, "settled": settled,
            "before": round(on_then / settled_then, 6) if settled_then else None,
        }  # fmt: skip
        lines.append(Line((stage.name,), figures, (stage.id, on, settled, on_then, settled_then)))
    return lines


def _weak(lines: list[Line]) -> list[str]:
    found = []
    tested = [line for line in lines if min(line.behind[2], line.behind[4]) >= LEAST]
    for line in tested:
        _stage, on, n, on_then, n_then = line.behind
        if two_rates(on, n, on_then, n_then) * len(tested) < 0.1:
            text = _("{stage}: you take {now} on, {before} a year before.")
            found.append(
                text.format(stage=line.key[0], now=formats.percent(on / n), before=formats.percent(on_then / n_then))
            )
    return found or (
        [_("In no stage are you better or worse than a year before, as far as can be told.")] if tested else []
    )


def _given(frame: Frame) -> list[str]:
    since = frame.now - timedelta(days=30)
    n = frame.session.value(
        select(func.count()).where(handovers.c.to_id == frame.user_id, handovers.c.given_at >= since)
    )
    return [_("You were handed {n} in the last 30 days.").format(n=n)] if n else []
