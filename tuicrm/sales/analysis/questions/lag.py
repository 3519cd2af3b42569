"""Does leading keep up with growing: plain counts for each lead and month, beside the number of their people."""

from collections.abc import Sequence
from statistics import median
from typing import Any

from sqlalchemy import Select, select

from tuicrm.plain import formats, progress
from tuicrm.plain.language import N_, _, ngettext
from tuicrm.plain.stats import share
from tuicrm.plain.stats_tests import Groups, two_rates_of_groups
from tuicrm.sales.analysis.answer import Answer, Do, Line, Part, Picture
from tuicrm.sales.analysis.definition import Definition
from tuicrm.sales.analysis.expansion.lagging import BASE_MONTHS, LEAST_POINTS, Index, LeadMonth, index
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.analysis.lag_counts import Counts, Key, Places, counted, exceptions_of, team_names
from tuicrm.sales.privacy import privacy_of, sees_people
from tuicrm.sales.rights import sees_all
from tuicrm.store.tables.projects import projects

FEW = 10
DEFINITION = Definition(
    N_(
        "Exceptions: projects longer in a stage than it allows; answered: a lead decided, commented, changed or did"
        " something about it within 5 working days, what went on by itself meanwhile is left out. Approvals are overdue"
        " after 2 working days, first answers late after a day. Without a next step: of those open at the end of the"
        " month. Moved twice: the expected day, the second time. Overrides: moves forward for which a lead gave a"
        " reason, of 100 moves. Reviews: days on which a lead decided in one."
    ),
    N_("Teams that you may see; people are those there to sell in the month."),
    N_("By the month in which it became so."),
    N_("The team of the holder in that month, and who led it then."),
    N_(
        "An index (mean of z against each team's first year) from four teams and twelve months after their first year;"
        " points per doubling of people = slope on ln(people) x ln 2."
    ),
    N_(
        "Definition of its own; least squares with Student's t. Halves: a score test whose variance is that of the "
        "leads' months (McCullagh and Nelder 1989)."
    ),
)  # fmt: skip


def answer(frame: Frame) -> Answer:
    """Count, and say whether answers became rarer while there were more people for a lead."""
    names = _seen(frame)
    progress.begin(5)
    counts, places = counted(frame) if names else ({}, None)
    counts = {key: one for key, one in counts.items() if key[0] in names and (one != Counts())}
    ordered = sorted(counts, key=lambda key: (names[key[0]], -key[1]))
    lines = [_line(names[key[0]], key, counts[key], places) for key in ordered]
    curve = index([_as_month(names[key[0]], key, counts[key]) for key in ordered])
    return Answer(
        "lag", _("Does leading keep up"), (_("lead"), _("month")), _parts(), tuple(lines),
        _said(names, counts, curve), DEFINITION, frame.house.currency, Picture("hbar", "answered", note="exceptions"),
        _advice(counts), frame.population, frame.first, frame.last, frame.scope.as_of,
    )  # fmt: skip


def behind(frame: Frame, line: tuple[Any, ...]) -> Select[Any]:
    """The projects that were exceptions of a team in a month."""
    team_id, month = line
    return select(projects.c.id).where(projects.c.id.in_(exceptions_of(frame, team_id, month)))


def _seen(frame: Frame) -> dict[int, str]:
    """The teams whose lead's figures the reader may see: their own for a lead, all for managers."""
    if not sees_people(frame.actor, privacy_of(frame.session)):
        return {}
    return {
        team_id: name
        for team_id, name in team_names(frame).items()
        if sees_all(frame.actor) or team_id == frame.actor.team_id
    }


def _as_month(team: str, key: Key, one: Counts) -> LeadMonth:
    unanswered = one.exceptions - one.answered
    return LeadMonth(
        team, key[1], float(one.heads),
        {
            "unanswered": share(unanswered, one.exceptions), "overdue": share(one.overdue, one.approvals),
            "late": share(one.late, one.inquiries), "without_step": share(one.without_step, one.open),
            "moved": share(one.moved, one.heads), "overrides": share(one.overrides, one.moves),
            "no_review": -float(one.reviews),
        },
    )  # fmt: skip


def _line(team: str, key: Key, one: Counts, places: Places | None) -> Line:
    lead = places.lead.get(key) if places is not None else None
    figures = {
        "heads": one.heads, "exceptions": one.exceptions, "unanswered": one.exceptions - one.answered,
        "answered": share(one.answered, one.exceptions), "wait_days": median(one.waited) if one.waited else None,
        "overdue": one.overdue, "approvals": one.approvals, "late": one.late, "inquiries": one.inquiries,
        "without_step": one.without_step, "open": one.open, "moved": one.moved,
        "overrides": None if not one.moves else round(100 * one.overrides / one.moves, 1), "reviews": one.reviews,
    }  # fmt: skip
    who = f"{lead} ({team})" if lead else _("{team}, no lead").format(team=team)
    return Line((who, formats.month(key[1])), figures, key)


def _parts() -> tuple[Part, ...]:
    return (
        Part("heads", _("people")), Part("exceptions", _("exceptions")), Part("unanswered", _("unanswered")),
        Part("without_step", _("no next step")), Part("moved", _("moved twice")), Part("late", _("late answers")),
        Part("overdue", _("overdue approvals")), Part("reviews", _("reviews")),
        Part("answered", _("answered in 5 days"), "rate"), Part("wait_days", _("days to answer"), "days"),
        Part("overrides", _("overrides of 100 moves"), "number"), Part("approvals", _("approvals")),
        Part("inquiries", _("inquiries")), Part("open", _("open")),
    )  # fmt: skip


def _said(names: dict[int, str], counts: dict[Key, Counts], curve: Index) -> tuple[str, ...]:
    if not names:
        return (_("Figures about leads are seen by leads and managers."),)
    return _halves(counts), _curve_said(curve)


def _halves(counts: dict[Key, Counts]) -> str:
    """Compare the first half of the months with the second."""
    months = sorted({month for _team, month in counts})
    cut = months[len(months) // 2] if months else 0
    sides = [
        [one for (_team, month), one in counts.items() if (month >= cut) is late] for late in (False, True)
    ]  # fmt: skip
    exceptions, answered = (
        [sum(getattr(one, name) for one in side) for side in sides] for name in ("exceptions", "answered")
    )
    if sum(exceptions) < FEW:
        text = ngettext(
            "Can't tell yet whether leads keep up: {count} exception was due. Give the stages the days they allow,"
            " and decide in the review or by a comment.",
            "Can't tell yet whether leads keep up: {count} exceptions were due. Give the stages the days they allow,"
            " and decide in the review or by a comment.",
            sum(exceptions),
        )
        return text.format(count=sum(exceptions))
    looked_at = sum(len(one.waited) for side in sides for one in side)
    if looked_at < FEW:
        return _(
            "Can't tell yet whether leads keep up: of {n} exceptions {count} has an answer on record. What leads decide"
            " in the review, comment or change is one."
        ).format(n=sum(exceptions), count=looked_at)
    if min(exceptions) < FEW:
        return _("Of {n} exceptions {share} got a lead's answer within 5 working days.").format(
            n=sum(exceptions), share=formats.percent(sum(answered) / sum(exceptions))
        )
    text = _(
        "Of exceptions {before} got a lead's answer within 5 working days in the first half, {now} in the second, while"
        " a lead had {heads_before} and then {heads_now} people. {sure}"
    )
    # What a lead answers in one month goes together: a review answers many at once, a holiday none.
    p = two_rates_of_groups(*_by_team(counts, cut))
    heads = [sum(one.heads for one in side) / max(1, sum(one.heads > 0 for one in side)) for side in sides]
    return text.format(
        before=formats.percent(answered[0] / exceptions[0]), now=formats.percent(answered[1] / exceptions[1]),
        heads_before=f"{heads[0]:.1f}", heads_now=f"{heads[1]:.1f}",
        sure=_("Probably not luck.") if p <= 0.05 else _("That may still be luck."),
    )  # fmt: skip


def _by_team(counts: dict[Key, Counts], cut: int) -> tuple[list[Groups], list[Groups]]:
    """For each team its months before a month, and from it on: so many answered in time, of so many."""
    sides: tuple[dict[int, list[tuple[float, float]]], ...] = ({}, {})
    for (team, month), one in sorted(counts.items()):
        sides[month >= cut].setdefault(team, []).append((one.answered, one.exceptions))
    return list(sides[0].values()), list(sides[1].values())


def _curve_said(curve: Index) -> str:
    if curve.why == "teams":
        return _("No index of three teams or fewer: it would be a figure about one or two people.")
    if curve.per_doubling is None or curve.low is None or curve.high is None:
        return _(
            "No index yet: it takes {points} months after the first {base} of each team, in which counts and people"
            " varied. Ask from an earlier day, if there is one."
        ).format(points=LEAST_POINTS, base=BASE_MONTHS)
    text = _("When people per lead double, the index of lag moves by {points} points, likely {low} to {high}. {sure}")
    sure = _("Can't tell whether leading lags.") if curve.low <= 0 <= curve.high else (
        _("Leading lags behind growing.") if curve.low > 0 else _("Leading keeps up.")
    )  # fmt: skip
    told = {"points": curve.per_doubling, "low": curve.low, "high": curve.high}
    return text.format(sure=sure, **{name: f"{value:+.1f}" for name, value in told.items()})


def _advice(counts: dict[Key, Counts]) -> tuple[str, ...]:
    if not counts:
        return ()
    last = max(month for _team, month in counts)
    now: Sequence[Counts] = [one for (_team, month), one in counts.items() if month == last]
    advice = []
    if sum(one.exceptions - one.answered for one in now):
        advice.append(Do(_("go through what is not as it should be: tuicrm review"), "review"))
    if not sum(one.reviews for one in now):
        advice.append(Do(_("hold the weekly review: nobody decided anything in it this month"), "review"))
    return tuple(advice)
