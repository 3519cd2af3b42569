"""Questions of the charts screen that other parts of the program answer: use of customers, plans, causes, sources."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, in_a_row
from tuicrm.plain.periods import month_of, month_start
from tuicrm.sales import agenda, campaigns, funnel, pool
from tuicrm.sales.agenda import Executed
from tuicrm.sales.funnel.causes import WORDS
from tuicrm.screens.figures import Drawn, Figure
from tuicrm.widgets.chart import Chart, Series

EMPTY = N_("Nothing to count yet.")
YEAR = 12


@dataclass(frozen=True)
class Bars:
    """Lying bars with a note at each: (label, value, note)."""

    title: str
    rows: Sequence[tuple[str, float | None, str]]
    unit: str = ""

    def chart(self) -> Chart:
        """Make the picture."""
        values = tuple(value for _label, value, _note in self.rows)
        return Chart(
            "hbar", self.title, (Series(self.title, values),), tuple(show(label) or "-" for label, *_rest in self.rows),
            self.unit, notes=tuple(note for *_rest, note in self.rows), empty=_(EMPTY),
        )  # fmt: skip


def _first(today: date) -> date:
    return month_start(month_of(today) - YEAR + 1)


def _use(found: Any, today: date) -> Drawn:
    rows = [(one.key or "-", one.used, formats.count(one.total)) for one in (*found.parts, found.total)]
    bars = Bars(_("Customers in use, by class"), rows, "%")
    total = found.total
    said = _("{share} of {n} customers are in use.").format(
        share=formats.percent(total.used), n=formats.count(total.total)
    )
    heads = (found.by, _("In use"), _("All"))
    table = (heads, *((label, formats.percent(value), note) for label, value, note in rows))
    how = _("In use is who was worked on or bought lately; `tuicrm report resource` shows the eight uses.")
    return Drawn(bars.chart(), table, said, how)


def _plans(found: tuple[Executed, ...], today: date) -> Drawn:
    rows = [
        (one.key[0], one.rate, _("{n} planned").format(n=formats.count(one.planned))) for one in found if one.planned
    ]
    bars = Bars(_("Done in time, of what was due"), rows, "%")
    planned, missed = sum(one.planned for one in found), sum(one.missed for one in found)
    said = _("{planned} planned in twelve months, {missed} missed.").format(
        planned=formats.count(planned), missed=formats.count(missed)
    )
    heads = (_("person"), _("in time"), _("late"), _("missed"), _("postponed"), _("planned"))
    table = [
        (one.key[0] or "-", str(one.in_time), str(one.late), str(one.missed), str(one.postponed), str(one.planned))
        for one in found
    ]
    how = _("By the day planned last: in time by that day, late after it; what was called off is no plan any more.")
    return Drawn(bars.chart(), (heads, *table), said if found else _(EMPTY), how)


def _causes(found: Any, today: date) -> Drawn:
    rows = [(_(WORDS[one.key]), float(one.minor), f"{one.count:+}") for one in found.causes if one.n]
    bars = Bars(_("Why the open amount changed since Monday"), rows, found.currency)
    said = _("From {before} to {after}.").format(
        before=formats.short_money(found.opening.sum_minor, found.currency),
        after=formats.short_money(found.closing.sum_minor, found.currency),
    )
    heads = (_("Cause"), _("Amount"), _("Count"))
    table = [(label, formats.short_money(int(value), found.currency, plus=True), note) for label, value, note in rows]
    return Drawn(bars.chart(), (heads, *table), said, found.definition)


def _sources(found: Any, today: date) -> Drawn:
    rows = [(one.name or one.key, one.return_minor, formats.count(one.customers)) for one in found.rows[:25]]
    bars = Bars(
        _("Profit less cost, by campaign"),
        [(n, None if v is None else float(v), c) for n, v, c in rows],
        found.currency,
    )
    said = in_a_row(*campaigns.told(found)) if found.rows else _(EMPTY)
    heads = (_("campaign"), _("after cost"), _("cost"), _("profit"), _("won"), _("customers"))
    money = found.currency
    table = [
        (
            show(one.name or one.key) or "-", formats.short_money(one.return_minor, money),
            formats.short_money(one.cost_minor, money),
            formats.short_money(one.profit_minor, money), f"{one.won:g}", formats.count(one.customers),
        )
        for one in found.rows
    ]  # fmt: skip
    how = _(
        "Profit of the customers that came through it, less what it cost in the period; `tuicrm source report` "
        "says more."
    )
    return Drawn(bars.chart(), (heads, *table), said, how)


def _ask_causes(today: date) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    return funnel.changes, (today - timedelta(days=today.weekday() or 7), today)


LINKED = (
    Figure("causes", N_("Funnel"), N_("what changed"), _ask_causes, _causes),
    Figure("use", N_("Customers"), N_("use, classes"), lambda today: (pool.resource, ("class",)), _use),
    Figure(
        "plans", N_("People"), N_("plan and done"),
        lambda today: (agenda.execution, (_first(today), today)), _plans, {"by": ("owner",)},
    ),
    Figure(
        "campaigns", N_("Sources"), N_("campaigns, fairs"),
        lambda today: (campaigns.report, (campaigns.SourceAsk("campaign", _first(today), today),)), _sources,
    ),
)  # fmt: skip
