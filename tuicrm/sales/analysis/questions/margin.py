"""Revenue and profit apart: where the margin went, what selling took, and whether the last joiners pay."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from tuicrm.plain import progress
from tuicrm.plain.language import N_, _
from tuicrm.plain.periods import month_start
from tuicrm.sales.analysis.answer import Answer, Line, Part, Picture
from tuicrm.sales.analysis.definition import AT_THE_EVENT, BY_PURCHASE, Definition
from tuicrm.sales.analysis.effort import efforts
from tuicrm.sales.analysis.expansion.averages import averages, summed
from tuicrm.sales.analysis.expansion.margin import Gap, Newest, Share, Worth, gap, newest, shares, total_of
from tuicrm.sales.analysis.expansion.margin_words import Facts, sentences
from tuicrm.sales.analysis.expansion.persons import Periods
from tuicrm.sales.analysis.expansion.reading import Told, nobody_of, told
from tuicrm.sales.analysis.expansion.sold import DIMENSIONS, joiners, projects_of, seats, won_by, worths
from tuicrm.sales.analysis.frame import DAY, Frame
from tuicrm.sales.analysis.report import Ask, computed
from tuicrm.sales.analysis.selling import without_cost
from tuicrm.sales.called import source_names
from tuicrm.sales.privacy import privacy_of, sees_people
from tuicrm.store.tables.projects import projects

DEFINITION = Definition(
    N_(
        "Margin = profit / revenue. Growth gap = change of ln revenue - change of ln profit. What is missing: revenue "
        "now x the margin before - profit now. Of it, for each category: rate = mean share of revenue x change of its "
        "margin; mix = (its mean margin - that of all) x change of its share; what was sold in one period only is mix. "
        "Each dimension divides the same sum anew. Discount: against the first quote. Effort: hours at the cost of the "
        "seat and costs of actions. Last joiners: profit - cost of the seat per person-month of all who joined since "
        "the period before began; range of 2,000 draws of persons, 95 percent."
    ),
    N_("Purchases whose cost is known; whole months that are over, and the same months before."),
    BY_PURCHASE, AT_THE_EVENT, "", N_("Kitagawa, JASA 50 (1955), for a margin."),
)  # fmt: skip


@dataclass(frozen=True)
class Effort:
    """What selling took in the two periods: hours at the cost of the seat, and the costs of actions; minor units."""

    before_minor: int
    now_minor: int
    without_seat: int


def answer(frame: Frame) -> Answer:
    """Say how far profit fell behind revenue, and where: by dimension, discount, effort; and what joiners bring."""
    progress.begin(4)
    read = told(frame)
    if read is None:
        return _answer(frame, None, (), (_(_CANNOT),))
    span = read.span
    progress.step(_("by product, class, source and person"))
    found = worths(frame, span)
    total = total_of(found["product"])
    whole = gap(total)
    if whole is None:
        return _answer(frame, span, (), (_(_CANNOT),))
    split = {name: shares(categories) for name, categories in found.items()}
    named = _named(frame, split)
    progress.step(_("discounts and hours"))
    discount = _discount(frame, span)
    narrowed = bool(
        frame.scope.where
    )  # hours and seats are not of a class or a product: they would stand beside a part
    effort = None if narrowed else _effort(frame, span)
    known = seats(frame)
    joined = [] if narrowed else joiners(read, known)
    progress.step(_("drawing people"))
    last = None if _is_too_small(frame, len(joined)) else newest(joined)
    lines = [_together(total, whole)]
    lines += [line for name, parts in split.items() for line in _divided(frame, name, parts, named[name])]
    lines += _beside(total, discount, effort, last)
    facts = Facts(
        total, whole, {name: one for name, one in named.items() if name != "owner" or _may_name(frame)}, discount,
        None if effort is None else (effort.before_minor, effort.now_minor), effort.without_seat if effort else 0, last,
        narrowed or bool(known),
        sum(without_cost(frame.session, *days) for days in _days(span)), _average(read),
    )  # fmt: skip
    said, advice = sentences(facts, frame.house.currency)
    return _answer(frame, span, tuple(lines), said, advice)


def behind(frame: Frame, line: tuple[Any, ...]) -> Any:
    """Give the projects of the period now that stand behind the category that a line comes from most."""
    read = told(frame)
    name, value = (*line, "")[:2]
    if read is None:
        return select(projects.c.id).where(projects.c.id < 0)
    return projects_of(frame, read.span, name, value)


_CANNOT = N_(
    "Can't tell yet: it takes purchases with their cost in whole months, and in the same months a year before. Note "
    "the cost when projects are won, or bring earlier purchases in: tuicrm import."
)


def _days(span: Periods) -> tuple[tuple[Any, Any], tuple[Any, Any]]:
    """First and last day of both periods."""
    return (
        (month_start(span.first1), month_start(span.last1 + 1) - DAY),
        (month_start(span.first2), month_start(span.last2 + 1) - DAY),
    )


def _discount(frame: Frame, span: Periods) -> tuple[float, float] | None:
    """Discount against the first quote, of both periods; None where one of them has no quotes."""
    found = []
    for first, last in _days(span):
        ask = Ask("discount", (), first, last, won_by(frame), frame.scope.as_of)
        rows = computed(frame.session, frame.actor, ask, frame.now).rows
        if not rows or rows[0].value is None:
            return None
        found.append(float(rows[0].value))
    return found[0], found[1]


def _effort(frame: Frame, span: Periods) -> Effort:
    both = [efforts(replace(frame, first=first, last=last)) for first, last in _days(span)]
    cost = [sum(one.cost_minor for one in people) for people in both]
    return Effort(cost[0], cost[1], sum(one.hour_minor is None and one.minutes > 0 for one in both[1]))


def _average(read: Told) -> int | None:
    """Profit per person-month of everybody in the period now."""
    sums = averages(summed((one.unit(read.span) for one in read.people), nobody_of(read)))
    return None if sums is None else round(sums[1])


def _together(total: Worth, whole: Gap) -> Line:
    return Line(
        (_("together"), ""),
        {
            "change": -whole.missing_minor, "before": _ratio(total.profit1, total.revenue1),
            "now": _ratio(total.profit2, total.revenue2), "gap": whole.logs and round(whole.logs, 6),
        },
        ("together",),
    )  # fmt: skip


def _named(frame: Frame, split: dict[str, list[Share]]) -> dict[str, list[Share]]:
    """The same parts as people call them: sources have a key that programs know them by."""
    called = source_names(frame.session)
    return {
        name: [replace(one, name=called.get(one.name, one.name)) for one in parts] if name == "source" else parts
        for name, parts in split.items()
    }


def _divided(frame: Frame, name: str, parts: list[Share], named: list[Share]) -> list[Line]:
    """Rate and mix of a dimension, each with the category that it comes from most; `named` as people call it."""
    if len(parts) < 2 or (name == "owner" and not _may_name(frame)):
        return []
    lines = []
    for what, pick in ((_("margin"), "rate_minor"), (_("mix"), "mix_minor")):
        most, called = max(zip(parts, named, strict=True), key=lambda pair: abs(getattr(pair[0], pick)))
        minor = sum(getattr(one, pick) for one in parts)
        largest = called.name or _("what has none")
        lines.append(
            Line((_(DIMENSIONS[name]), what), {"change": minor, "most": largest if getattr(most, pick) else None},
                 (name, most.name))
        )  # fmt: skip
    return lines


def _beside(
    total: Worth, discount: tuple[float, float] | None, effort: Effort | None, last: Newest | None
) -> list[Line]:  # fmt: skip
    lines = []
    figures: dict[str, Any]
    if discount is not None and discount[1] < 1:
        change = round(-(discount[1] - discount[0]) / (1 - discount[1]) * total.revenue2)
        figures = {"change": change, "before": discount[0], "now": discount[1]}
        lines.append(Line((_("discount"), ""), figures, ("discount",)))
    if effort is not None and (effort.before_minor or effort.now_minor):
        change = round(effort.before_minor * total.revenue2 / total.revenue1) - effort.now_minor
        figures = {
            "change": change, "before": _ratio(effort.before_minor, total.revenue1),
            "now": _ratio(effort.now_minor, total.revenue2),
        }  # fmt: skip
        lines.append(Line((_("selling effort"), ""), figures, ("effort",)))
    if last is not None:
        low, high = last.left or (None, None)
        figures = {
            "brings": last.profit_minor, "seat": last.seat_minor, "low": None if low is None else round(low),
            "high": None if high is None else round(high),
        }  # fmt: skip
        lines.append(Line((_("last joiners"), ""), figures, ("joiners",)))
    return lines


def _ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 6) if whole else None


def _may_name(frame: Frame) -> bool:
    return sees_people(frame.actor, privacy_of(frame.session))


def _is_too_small(frame: Frame, count: int) -> bool:
    return frame.user_id is None and not _may_name(frame) and count < privacy_of(frame.session).smallest_group


def _answer(
    frame: Frame, span: Periods | None, lines: tuple[Line, ...], said: tuple[str, ...], advice: tuple[str, ...] = ()
) -> Answer:
    parts = (
        Part("change", _("worth"), "money"), Part("before", _("before"), "ratio"), Part("now", _("now"), "ratio"),
        Part("most", _("most of it"), "text"), Part("brings", _("brings"), "money"), Part("seat", _("seat"), "money"),
        Part("low", _("left, low"), "money"), Part("high", _("left, high"), "money"),
        Part("gap", _("growth gap"), "number"),
    )  # fmt: skip
    first, last = (frame.first, frame.last) if span is None else _days(span)[1]
    return Answer(
        "margin-change", _("Profit against revenue"), (_("by"), _("what")), parts, lines, said, DEFINITION,
        frame.house.currency, Picture("hbar", "change", note="most"), advice,
        replace(frame, first=first, last=last).population, first, last, frame.scope.as_of, frame.scope.where,
    )  # fmt: skip
