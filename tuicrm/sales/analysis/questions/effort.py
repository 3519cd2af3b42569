"""Profit after selling effort, by person."""

from tuicrm.plain import formats
from tuicrm.plain.language import N_, _
from tuicrm.sales.analysis.answer import Answer, Line, Part, Picture
from tuicrm.sales.analysis.definition import AT_THE_EVENT, BY_PURCHASE, Definition
from tuicrm.sales.analysis.effort import efforts
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.analysis.shown import shown_names

DEFINITION = Definition(
    N_(
        "Profit of what was bought, less the hours of the actions at the cost of the seat (a month's cost / 160 "
        "hours), "
        "less the costs noted with the actions."
    ),
    N_("Purchases whose cost is known; actions that were done."), BY_PURCHASE, AT_THE_EVENT,
    N_("Hours count as far as they are noted: the share of actions with a time stands beside them."),
)  # fmt: skip


def answer(frame: Frame) -> Answer:
    """Give profit, effort and what is left, in the order of names."""
    found = {one.name: one for one in efforts(frame)}
    lines = []
    for name in shown_names(frame, list(found)):
        one = found[name]
        figures = {
            "after": one.profit_minor - one.cost_minor if one.is_known else None,
            "profit": one.profit_minor,
            "hours": round(one.minutes / 60, 1),
            "time_cost": one.time_minor if one.hour_minor is not None else None,
            "action_cost": one.spent_minor,
            "actions": one.actions,
            "timed": round(one.timed / one.actions, 6) if one.actions else None,
        }
        lines.append(Line((name,), figures))
    profit, cost = sum(one.profit_minor for one in found.values()), sum(one.cost_minor for one in found.values())
    currency = frame.house.currency
    said = [
        _("Of {profit} profit {cost} went into selling it; {left} is left.").format(
            profit=formats.short_money(profit, currency), cost=formats.short_money(cost, currency),
            left=formats.short_money(profit - cost, currency),
        )
    ] if found else [_("Nothing was done or sold in this period.")]  # fmt: skip
    if any(one.hour_minor is None for one in found.values()):
        said.append(_("Hours of people whose seat has no cost yet count as nothing: bring seat_costs.csv in."))
    parts = (
        Part("after", _("after effort"), "money"), Part("profit", _("profit"), "money"),
        Part("hours", _("hours"), "number"),
        Part("time_cost", _("cost of hours"), "money"), Part("action_cost", _("cost of actions"), "money"),
        Part("actions", _("actions")), Part("timed", _("with a time"), "ratio"),
    )  # fmt: skip
    return Answer(
        "effort", _("Profit after selling effort"), (_("person"),), parts, tuple(lines), tuple(said), DEFINITION,
        currency,
        Picture("hbar", "after"), population=frame.population, from_on=frame.first, to_on=frame.last,
        as_of=frame.scope.as_of, where=frame.scope.where,
    )  # fmt: skip
