"""Inquiries by the month they came, and what became of them; where the recording changed it is marked."""

from datetime import date
from typing import Any

from sqlalchemy import Select, case, exists, func, select

from tuicrm.plain import formats
from tuicrm.plain.language import N_, _, in_a_row, ngettext
from tuicrm.plain.periods import month_of, month_start
from tuicrm.plain.stats import wilson
from tuicrm.plain.stats_breaks import breaks
from tuicrm.sales import rights
from tuicrm.sales.analysis.answer import Answer, Line, Part, Picture
from tuicrm.sales.analysis.definition import WILSON, Definition
from tuicrm.sales.analysis.events import customer_filter
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.analysis.held import held_at
from tuicrm.store.tables.customers import customers, inquiries
from tuicrm.store.tables.projects import projects

HORIZON_MONTHS = 3
DEFINITION = Definition(
    N_("Inquiries whose customer won a project on or after the day the inquiry came / all inquiries of the month."),
    N_("Inquiries that were not set aside."), N_("By the month the inquiry came."),
    N_("By who held the customer when it was answered; unanswered, by the holder now."),
    N_("The last three months are young, and marked: more of them may still be won. No trend is read from them."),
    WILSON,
)  # fmt: skip


def answer(frame: Frame) -> Answer:
    """Give the share that was won for each month, and mark breaks in the recording."""
    rows = _months(frame)
    months = list(range(min(rows), max(rows) + 1)) if rows else []
    counts = [float(rows.get(month, (0, 0))[0]) for month in months]
    hits = [float(rows.get(month, (0, 0))[1]) for month in months]
    old = [place for place, month in enumerate(months) if month <= month_of(frame.today) - HORIZON_MONTHS]
    places = [place for place in breaks(counts, hits) if place in old] if months else []
    lines = []
    for place, month in enumerate(months):
        n, won = int(counts[place]), int(hits[place])
        low, high = wilson(won, n)
        figures: dict[str, Any] = {
            "rate": round(won / n, 6) if n else None, "low": round(low, 6) if n else None,
            "high": round(high, 6) if n else None, "inquiries": n, "won": won,
            "mark": "|" if place in places else _("young") if place not in old else "",
        }  # fmt: skip
        lines.append(Line((_key(month),), figures, (month,)))
    parts = (
        Part("rate", _("won of it"), "rate"), Part("low", _("low"), "rate"), Part("high", _("high"), "rate"),
        Part("inquiries", _("inquiries")), Part("won", _("won")), Part("mark", _("mark"), "text"),
    )  # fmt: skip
    return Answer(
        "conversion", _("Inquiries that were won, by month"), (_("month"),), parts, tuple(lines),
        _said(months, counts, hits, places, len(old)), DEFINITION, frame.house.currency,
        Picture("hbar", "rate", "low", "high", note="mark", breaks=tuple(places)), (), frame.population, frame.first,
        frame.last, frame.scope.as_of, frame.scope.where,
    )  # fmt: skip


def behind(frame: Frame, line: tuple[Any, ...]) -> Select[Any]:
    """The projects of the customers who asked in that month."""
    asked = select(inquiries.c.customer_id).where(inquiries.c.month == line[0])
    return select(projects.c.id).where(projects.c.customer_id.in_(asked), projects.c.state == "won")


def _months(frame: Frame) -> dict[int, tuple[int, int]]:
    won = (
        exists()
        .where(projects.c.customer_id == inquiries.c.customer_id, projects.c.state == "won")
        .where(projects.c.archived_at.is_(None), projects.c.closed_on >= inquiries.c.came_on)
        .where(projects.c.closed_on <= frame.today)
        .correlate(inquiries)
    )
    rows = frame.session.all(
        select(inquiries.c.month, func.count(), func.sum(case((won, 1), else_=0)))
        .select_from(inquiries.join(customers, customers.c.id == inquiries.c.customer_id))
        .where(inquiries.c.archived_at.is_(None), rights.customers_in_sight(frame.actor))
        .where(inquiries.c.came_on.between(frame.first, min(frame.last, frame.today)))
        .where(*held_at(frame, inquiries.c.customer_id, func.coalesce(inquiries.c.answered_at, frame.over)))
        .where(*customer_filter(frame.session, frame.actor, frame.scope.where, frame.now))
        .group_by(inquiries.c.month)
    )
    return {int(month): (int(count), int(hits or 0)) for month, count, hits in rows}


def _key(month: int) -> str:
    first: date = month_start(month)
    return f"{first.year:04}-{first.month:02}"


def _said(months: list[int], counts: list[float], hits: list[float], places: list[int], old: int) -> tuple[str, ...]:
    if not months:
        return (_("No inquiry came in this period."),)
    n, won = sum(counts), sum(hits)
    said = [
        _("{won} of {n} inquiries were won so far ({share}).").format(
            won=formats.count(int(won)), n=formats.count(int(n)), share=formats.percent(won / n, 1) if n else "?"
        )
    ]
    young, came = len(months) - old, sum(counts[old:])
    if young and came:
        text = ngettext(
            "The last month is young: of its {count} inquiries more may still be won. Don't read it as a fall.",
            "The last {n} months are young: of their {count} inquiries more may still be won. Don't read them as a "
            "fall.",
            young,
        )
        said.append(in_a_row(text.format(n=young, count=formats.count(int(came))), _of_old(counts[:old], hits[:old])))
    for place in places:
        before, after = counts[place - 1], counts[place]
        rate_before = hits[place - 1] / before if before else 0.0
        rate_after = hits[place] / after if after else 0.0
        text = _(
            "At {month} the recording probably changed: {before} to {after} inquiries, {low} to {high} won. What "
            "grew there "
            "is no success; compare only months on one side of it."
        )
        said.append(
            text.format(
                month=_key(months[place]), before=formats.count(int(before)), after=formats.count(int(after)),
                low=formats.percent(rate_before, 1), high=formats.percent(rate_after, 1),
            )
        )  # fmt: skip
    return tuple(said)


def _of_old(counts: list[float], hits: list[float]) -> str:
    """Say what share of the months before was won: that is the one to go by."""
    n, won = sum(counts), sum(hits)
    return _("Of those before {share} were won.").format(share=formats.percent(won / n, 1)) if n else ""
