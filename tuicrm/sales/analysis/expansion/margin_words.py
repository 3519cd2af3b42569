"""What profit against revenue says, in sentences, and what to record so that it says more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tuicrm.plain import formats
from tuicrm.plain.language import _, in_a_row, ngettext
from tuicrm.sales.analysis.expansion.margin import LEAST_JOINERS, Gap, Newest, Share, Worth
from tuicrm.sales.analysis.expansion.sold import DIMENSIONS

SMALL = 0.02
"""Up to this part of the margin before, its change is none that is spoken of."""
NOTEWORTHY = 5
"""A change of less than one part in so many of what is missing is not told."""


@dataclass(frozen=True)
class Facts:
    """What is told.

    Attributes:
        effort: cost of selling before and now; None where it is not asked for.
        without_seat: people with hours whose seat has no cost.
        average_minor: profit per person-month of everybody in the period now.
        last: the last joiners; None without any, or without the cost of any seat (`has_seats`).
    """

    total: Worth
    gap: Gap
    split: Mapping[str, Sequence[Share]]
    discount: tuple[float, float] | None
    effort: tuple[int, int] | None
    without_seat: int
    last: Newest | None
    has_seats: bool
    without_cost: int
    average_minor: int | None

    @property
    def keeps_pace(self) -> bool:
        """Say whether profit grows like revenue, to two percent."""
        expected = self.total.profit2 + self.gap.missing_minor
        return self.gap.logs is not None and abs(self.gap.missing_minor) <= SMALL * expected


def sentences(facts: Facts, currency: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give what is said, the plain answer first, and what to record."""
    said = [_grown(facts, currency), _products(facts, currency), _dimension(facts, currency), _discount(facts)]
    said += [_effort(facts, currency), _last(facts, currency)]
    if facts.without_cost:
        count = formats.count(facts.without_cost)
        said.append(_("Purchases without a cost are left out: {count}.").format(count=count))
    advice = []
    if not facts.has_seats:
        advice.append(_("Note what a seat costs in a month: tuicrm user seat LOGIN 6000 --from 2026-01-01"))
    elif facts.without_seat:
        advice.append(
            _("Note the cost of the seat of {n} people: tuicrm user seat LOGIN 6000").format(n=facts.without_seat)
        )
    if facts.discount is None:
        advice.append(_("Note first quotes, so that discounts are seen: tuicrm project edit +acme --first-quote 5000"))
    return tuple(one for one in said if one), tuple(advice)


def _grown(facts: Facts, currency: str) -> str:
    total, gap = facts.total, facts.gap
    named = {
        "missing": formats.short_money(abs(gap.missing_minor), currency),
        "before": formats.percent(total.profit1 / total.revenue1, 1),
        "now": formats.percent(total.profit2 / total.revenue2, 1),
        "revenue": _change(total.revenue2, total.revenue1),
    }
    if gap.logs is None:
        text = _(
            "Revenue {revenue}; profit is or was not above nought: against the margin of before it is off by {missing}."
        )
        return text.format(**named)
    named["profit"] = _change(total.profit2, total.profit1)
    if facts.keeps_pace:
        text = _("Revenue {revenue}, profit {profit}: profit keeps pace, the margin is {now} (before {before}).")
    elif gap.missing_minor > 0:
        text = _(
            "Revenue {revenue}, profit {profit}: the margin fell from {before} to {now}, {missing} of profit is gone."
        )
    else:
        text = _(
            "Revenue {revenue}, profit {profit}: the margin rose from {before} to {now}, worth {missing} of profit."
        )
    return text.format(**named)


def _change(now: int, before: int) -> str:
    rate = now / before - 1
    return f"{'+' if rate > 0 else ''}{formats.percent(rate)}"


def _products(facts: Facts, currency: str) -> str:
    """Whether the same products earn less, or other ones are sold."""
    parts = facts.split.get("product", ())
    if len(parts) < 2 or facts.keeps_pace:
        return ""
    rate, mix = sum(one.rate_minor for one in parts), sum(one.mix_minor for one in parts)
    named = {
        "rate": formats.short_money(rate, currency, plus=True), "mix": formats.short_money(mix, currency, plus=True),
        "most": max(parts, key=lambda one: abs(one.rate_minor)).name or _("what has none"),
        "other": max(parts, key=lambda one: abs(one.mix_minor)).name or _("what has none"),
    }  # fmt: skip
    if abs(rate) >= abs(mix):
        text = _(
            "Above all the same products have another margin ({rate}, most {most}); that others are sold makes {mix}."
        )
    else:
        text = _("Above all other products are sold ({mix}, most {other}); the margin of the same ones makes {rate}.")
    return text.format(**named)


def _dimension(facts: Facts, currency: str) -> str:
    """Of the other dimensions the one whose mix changed most."""
    found = []
    for name, parts in facts.split.items():
        if name != "product" and len(parts) > 1:
            found.append((sum(one.mix_minor for one in parts), name, parts))
    if not found or facts.keeps_pace:
        return ""
    mix, name, parts = max(found, key=lambda one: abs(one[0]))
    if abs(mix) * NOTEWORTHY < abs(facts.gap.missing_minor) or not mix:
        return ""
    most = max(parts, key=lambda one: abs(one.mix_minor)).name or _("what has none")
    text = _("The mix changed most by {dimension}: {mix}, above all {most}.")
    return text.format(dimension=_(DIMENSIONS[name]), mix=formats.short_money(mix, currency, plus=True), most=most)


def _discount(facts: Facts) -> str:
    if facts.discount is None or round(facts.discount[0], 3) == round(facts.discount[1], 3):
        return ""
    text = _("Discounts on the first quote went from {before} to {now}.")
    return text.format(before=formats.percent(facts.discount[0], 1), now=formats.percent(facts.discount[1], 1))


def _effort(facts: Facts, currency: str) -> str:
    if facts.effort is None:
        return ""
    if not any(facts.effort):
        return _("What selling takes is not known: note how long actions take and what they cost.")
    left = [
        profit - cost for profit, cost in zip((facts.total.profit1, facts.total.profit2), facts.effort, strict=True)
    ]
    text = _("After selling effort {now} of profit are left, before {before}.")
    return text.format(
        now=formats.short_money(left[1], currency), before=formats.short_money(left[0], currency)
    )  # fmt: skip


def _last(facts: Facts, currency: str) -> str:
    """Whether growing pays: the marginal profit, which may be above the seat while the average falls."""
    if not facts.has_seats:
        return _("Whether growing pays can't be told: what a seat costs is not known.")
    last = facts.last
    if last is None:
        return ""
    named = {
        "brings": formats.short_money(last.profit_minor, currency),
        "seat": formats.short_money(last.seat_minor, currency),
        "average": formats.short_money(facts.average_minor, currency),
        "who": ngettext("The last joiner brings", "The last {n} joiners bring", last.people).format(n=last.people),
    }
    text = _("{who} {brings} a month, all together {average} each; a seat costs {seat}.")
    return in_a_row(text.format(**named), _verdict(last))


def _verdict(last: Newest) -> str:
    if last.people < LEAST_JOINERS:
        return _("It takes three to say more.")
    if last.pays:
        return _("Growing pays, even where the average falls: a falling average is no reason to stop hiring.")
    if last.pays is False:
        return _("So far they cost more than they bring; they still learn.")
    return _("Can't tell yet whether growing pays.")
