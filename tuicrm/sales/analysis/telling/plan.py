"""The first sentence: the quarter so far, its target, and whether it will be reached."""

from datetime import date, timedelta
from statistics import NormalDist

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.formats import Alike
from tuicrm.plain.language import N_, _, in_a_row, listed, ngettext
from tuicrm.plain.periods import quarter_start
from tuicrm.sales.analysis.team import Plan

TEN_PERCENT = 1.2816  # of a normal distribution lies beyond so many standard deviations
HOPES = (
    (0.9, N_("the target is as good as reached")),
    (0.65, N_("the target will probably be reached ({chances})")),
    (0.35, N_("the target may be reached or missed ({chances})")),
    (0.1, N_("the target will probably be missed ({chances})")),
    (0.0, N_("the target will be missed as things stand")),
)
"""How likely it is at least that the target is reached -> what is said of it."""
LIKELY = 0.65
"""Of so much what has no rate can only be more."""
RATES = N_("Enter the rates: tuicrm rate set")


def plan_words(plan: Plan, currency: str) -> tuple[str, ...]:
    if not (without := _without_rate(plan)):
        return _so_far(plan, currency)
    text, tone, interval = _so_far(plan, currency)
    return in_a_row(text, without, _(RATES)), tone, interval


def _without_rate(plan: Plan) -> str:
    """Count what is not in the sums of a plan, because nobody knows what it is worth at home."""
    sold = ngettext(
        "{n} sale in another currency has no rate and is left out.",
        "{n} sales in other currencies have no rate and are left out.",
        plan.without_rate,
    ).format(n=formats.count(plan.without_rate))  # fmt: skip
    opened = ngettext(
        "{n} open project in another currency has no rate and is left out.",
        "{n} open projects in other currencies have no rate and are left out.",
        plan.open_without_rate,
    ).format(n=formats.count(plan.open_without_rate))  # fmt: skip
    return in_a_row(sold if plan.without_rate else "", opened if plan.open_without_rate else "")


def _so_far(plan: Plan, currency: str) -> tuple[str, str, str]:
    likely, low, high = (
        max(plan.won_minor, plan.won_minor + plan.weighted_minor + round(step))
        for step in (0, -TEN_PERCENT * plan.spread_minor, TEN_PERCENT * plan.spread_minor)
    )
    write = Alike((plan.won_minor, plan.target_minor, likely, low, high), currency)
    named = {"won": write(plan.won_minor), "likely": write(likely), "low": write(low), "high": write(high)}
    interval = write.said(_("Eight times in ten it ends between {low} and {high}.").format(**named))
    if plan.target_minor is None:
        text = _("{won} sold this quarter; likely {likely} with what is open. Nobody has a target yet.")
        return write.said(text.format(**named)), "text", interval
    chance = _chance(plan)
    if (plan.without_rate or plan.open_without_rate) and chance < LIKELY:
        text = _("{won} of {target} sold so far this quarter; whether the target is reached can't be told yet.")
        return write.said(text.format(target=write(plan.target_minor), **named)), "text", interval
    text = _("{won} of {target} sold this quarter; by {day} likely {low} to {high}: {hope}.").format(
        target=write(plan.target_minor), hope=_hope(plan, chance), day=formats.day(_last(plan)), **named
    )
    if plan.behind:
        behind = _("Behind: {teams}.").format(teams=listed(show(name) for name in plan.behind))
        text = in_a_row(text, behind)
    on_course = plan.target_so_far_minor is not None and plan.won_minor >= plan.target_so_far_minor
    return write.said(text), "good" if on_course else "still", interval


def _last(plan: Plan) -> date:
    """The last day of its quarter."""
    return quarter_start(plan.quarter + 1) - timedelta(days=1)


def _chance(plan: Plan) -> float:
    """How likely it is that the target is reached."""
    above = plan.won_minor + plan.weighted_minor - (plan.target_minor or 0)
    if plan.won_minor >= (plan.target_minor or 0) or not plan.spread_minor:
        return float(above >= 0)
    return NormalDist().cdf(above / plan.spread_minor)


def _hope(plan: Plan, chance: float) -> str:
    if plan.won_minor >= (plan.target_minor or 0):
        return _("the target is reached")
    n = round(10 * chance)
    of_ten = ngettext("{n} chance in 10 to reach it", "{n} chances in 10 to reach it", n).format(n=n)
    return _(next(words for least, words in HOPES if chance >= least)).format(chances=of_ten)
