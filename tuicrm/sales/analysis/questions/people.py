"""The mission's own table: success, time taken, cost, plan and execution of each person, on one row."""

from typing import Any

from tuicrm.plain import formats, progress
from tuicrm.plain.language import N_, NP_, _, in_a_row, listed
from tuicrm.sales.analysis.answer import Answer, Line, Part, Picture
from tuicrm.sales.analysis.definition import AT_THE_EVENT, CLOSED_ONLY, WILSON, Definition
from tuicrm.sales.analysis.effort import efforts
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.analysis.report import Ask, Row, computed, side_by_side
from tuicrm.sales.analysis.shown import shown_names

DEFINITION = Definition(
    N_(
        "Success: won / (won + lost). Days: median from beginning to won. Cost: hours at the cost of the seat "
        "and costs "
        "of all actions / projects won. Plan: done of what was planned for the period."
    ),
    N_("Everybody who closed or did something in the period."),
    N_("Success and days by the day of closing; cost and plan by the day of the action."),
    AT_THE_EVENT, CLOSED_ONLY, WILSON,
)  # fmt: skip
FEW = 10
LITTLE = 2 / 3
"""Who does less than this part of what the middle does of their plans is named."""
MEASURES = (
    "win-rate", "cycle-days", "plan-kept", "actions", "won", "won-revenue", "average-deal", "discount", "estimate-bias",
    "profit", "given", "taken",
)  # fmt: skip
NOW = ("open-amount",)


def by_owner(frame: Frame, measure: str, *, period: bool = True) -> dict[str, Row]:
    """Compute a measure for each person in the frame; open ones have no period."""
    scope = frame.scope
    days: tuple[Any, Any] = (frame.first, frame.last) if period else (None, None)
    ask = Ask(measure, ("owner",), *days, scope.where, scope.as_of)
    return {row.key[0]: row for row in computed(frame.session, frame.actor, ask, frame.now).rows}


def _by_owner(frame: Frame, names: tuple[str, ...], days: tuple[Any, Any]) -> dict[str, dict[str, Row]]:
    ask = Ask(names[0], ("owner",), *days, frame.scope.where, frame.scope.as_of)
    found = side_by_side(frame.session, frame.actor, names, ask, frame.now)
    return {name: {row.key[0]: row for row in rows} for name, rows in found.items()}


def answer(frame: Frame) -> Answer:
    """Put each person on one row; in the order of their names, because a ranking would say more than is known."""
    progress.begin(2)
    progress.step(_("what each person did and won"))
    found = _by_owner(frame, MEASURES, (frame.first, frame.last)) | _by_owner(frame, NOW, (None, None))
    progress.step(_("what their selling cost"))
    spent = {one.name: one for one in efforts(frame)}
    names = {name for rows in found.values() for name in rows if name} | set(spent)
    lines = []
    for name in shown_names(frame, list(names)):
        rate = found["win-rate"].get(name)
        won = found["won"].get(name)
        effort = spent.get(name)
        count = won.value if won and won.value else 0
        lines.append(
            Line(
                (name,),
                {
                    "win_rate": rate.value if rate else None,
                    "low": rate.low if rate else None,
                    "high": rate.high if rate else None,
                    "closed": rate.n if rate else 0,
                    "days": _value(found["cycle-days"], name),
                    "cost_per_won": round(effort.cost_minor / count)
                    if effort and effort.cost_minor and count
                    else None,
                    "plan_kept": _value(found["plan-kept"], name),
                    "actions": _value(found["actions"], name) or 0,
                    "won": count,
                    "won_revenue": _value(found["won-revenue"], name),
                    "profit": _value(found["profit"], name),
                    "after_effort": effort.profit_minor - effort.cost_minor if effort and effort.is_known else None,
                    "average": _value(found["average-deal"], name),
                    "discount": _value(found["discount"], name),
                    "estimate_bias": _value(found["estimate-bias"], name),
                    "open": _value(found["open-amount"], name),
                    "given": _value(found["given"], name) or 0,
                    "taken": _value(found["taken"], name) or 0,
                },
                (name,),
            )
        )
    return Answer(
        "people", _("Success, time, cost, plan of each person"), (_("person"),), _parts(), tuple(lines),
        _said(lines, frame.house.currency), DEFINITION, frame.house.currency,
        Picture("hbar", "win_rate", "low", "high", note="closed"), population=frame.population, from_on=frame.first,
        to_on=frame.last, as_of=frame.scope.as_of, where=frame.scope.where,
    )  # fmt: skip


def _value(rows: dict[str, Row], name: str) -> Any:
    row = rows.get(name)
    return row.value if row else None


def _parts() -> tuple[Part, ...]:
    return (
        Part("win_rate", _("success"), "rate"), Part("low", _("low"), "rate"), Part("high", _("high"), "rate"),
        Part("closed", _(NP_("projects", "closed"))),
        Part("days", _("days"), "days"), Part("cost_per_won", _("cost per won"), "money"),
        Part("plan_kept", _("plan kept"), "rate"), Part("actions", _("actions")), Part("won", _("won")),
        Part("won_revenue", _("amount won"), "money"), Part("profit", _("profit"), "money"),
        Part("after_effort", _("after effort"), "money"), Part("average", _("average"), "money"),
        Part("discount", _("discount"), "ratio"), Part("estimate_bias", _("estimate off"), "ratio"),
        Part("open", _("open"), "money"), Part("given", _("given")), Part("taken", _("taken")),
    )  # fmt: skip


def _said(lines: list[Line], currency: str) -> tuple[str, ...]:
    """Say what holds of all, and what nothing can be said of; never who is best."""
    if not lines:
        return (_("Nobody closed or did anything in this period."),)
    few = [line.key[0] for line in lines if line.figures["closed"] < FEW]
    kept = [line.figures["plan_kept"] for line in lines if line.figures["plan_kept"] is not None]
    said = [_("Ranges that overlap cannot be told from luck: see `luck`.")]
    if few:
        said.append(
            _("Can't tell yet for {names}: fewer than {n} closed projects.").format(names=listed(few[:5]), n=FEW)
        )
    little = [
        (line.key[0], line.figures["plan_kept"])
        for line in lines
        if line.figures["plan_kept"] is not None
        and kept
        and line.figures["plan_kept"] < sorted(kept)[len(kept) // 2] * LITTLE
    ]
    for name, share in little[:2]:
        text = _("{name} does {share} of what is planned; the middle of the others is {middle}.")
        said.append(
            text.format(name=name, share=formats.percent(share), middle=formats.percent(sorted(kept)[len(kept) // 2]))
        )
    costs = [(line.figures["cost_per_won"], line.key[0]) for line in lines if line.figures["cost_per_won"]]
    if len(costs) > 1:
        dear = max(costs)
        middle = sorted(costs)[len(costs) // 2][0]
        text = _("A won project costs {middle} in the middle, most with {name}: {most}.")
        said.append(
            text.format(
                middle=formats.short_money(middle, currency), name=dear[1], most=formats.short_money(dear[0], currency)
            )
        )
    return (in_a_row(*said[:1]), *said[1:])
