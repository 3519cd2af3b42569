"""The questions of the charts screen, each with what it asks of the rules and how the answer is drawn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, in_a_row, ngettext
from tuicrm.plain.periods import month_of, month_start
from tuicrm.sales import analysis
from tuicrm.sales.analysis import Ask
from tuicrm.sales.analysis.dimensions import label as key_label
from tuicrm.sales.analysis.forecast import Forecast
from tuicrm.sales.analysis.report import Report
from tuicrm.sales.analysis.titles import key_words, title_of
from tuicrm.widgets.chart import Chart, Series

EMPTY = N_("Nothing to count yet.")
AMONG_US = frozenset({"campaigns", "margin-change", "ramp-person", "lag", "pairs"})
"""Figures and blocks that compare people or name costs, though they stand among others."""
_SOURCES, _CLASSES = N_("Customers by source"), N_("Customers by class")


@dataclass(frozen=True)
class Drawn:
    """A figure, ready to be shown: chart, table, a sentence, and how it is computed."""

    chart: Chart
    table: tuple[tuple[str, ...], ...]
    sentence: str
    definition: str
    keys: tuple[tuple[Any, ...], ...] = ()
    """For each place of the chart the key of the report's row; none where no records stand behind a place."""
    advice: tuple[str, ...] = ()
    population: str = ""
    legend: str = ""
    """What short heads of the table stand for."""


def numbered(advice: Sequence[str]) -> str:
    """Write what to do in one line: each with the digit that does it."""
    return f"{_('Do:')} {'  '.join(f'{number} {one}' for number, one in enumerate(advice, 1))}" if advice else ""


@dataclass(frozen=True)
class Figure:
    """One question: its place in the list, the rule that answers it, and how the answer is drawn."""

    key: str
    group: str
    words: str
    ask: Callable[[date], tuple[Callable[..., Any], tuple[Any, ...]]]
    draw: Callable[[Any, date], Drawn]
    named: Mapping[str, Any] = field(default_factory=dict)

    @property
    def stays_among_us(self) -> bool:
        """Say whether it is not for others' eyes: it compares people, or says what something costs or earns."""
        return self.group in ("People", "Know-how", "For me") or self.key.rstrip("?") in AMONG_US


def _report(measure: str, *by: str, months: int | None = None) -> Callable[[date], Any]:
    def ask(today: date) -> Any:
        first = None if months is None else month_start(month_of(today) - months + 1)
        return analysis.report, (Ask(measure, by, from_on=first),)

    return ask


def _stages(found: Report, today: date) -> Drawn:
    count = sum(row.n for row in found.rows)
    if count and not any(row.value for row in found.rows):
        return _stages_by_number(found, count)
    values = tuple(float(row.value or 0) for row in found.rows)
    notes = tuple(ngettext("{n} project", "{n} projects", row.n).format(n=row.n) for row in found.rows)
    chart = Chart(
        "hbar", _("Open projects by stage"), (Series(_("amount"), values),), _labels(found), found.currency,
        notes=notes, empty=_(EMPTY),
    )  # fmt: skip
    total = sum(int(row.value or 0) for row in found.rows)
    said = ngettext("{count} open project, {money}.", "{count} open projects, {money} together.", count).format(
        count=count, money=formats.short_money(total, found.currency)
    )
    return Drawn(chart, _table(found), said, found.definition, _keys(found))


def _stages_by_number(found: Report, count: int) -> Drawn:
    """Draw how many there are: where no amount is known, nought would be a lie."""
    series = Series(_("open projects"), tuple(float(row.n) for row in found.rows))
    chart = Chart("hbar", _("Open projects by stage"), (series,), _labels(found))
    said = ngettext("{count} open project, without an amount.", "{count} open projects, none with an amount.", count)
    return Drawn(chart, _table(found), said.format(count=formats.count(count)), found.definition, _keys(found))


def none_if_nothing(values: Sequence[float]) -> tuple[float | None, ...]:
    """Give the values of a chart; a row of noughts alone is no picture, so its sentence takes the place."""
    return tuple(values) if any(values) else (None,) * len(values)


def _won(found: Report, today: date) -> Drawn:
    by_key = {row.key[0]: row for row in found.rows}
    last = month_of(today)
    months = list(range(last - 11, last + 1))
    rows = [by_key.get(key_label("month", month)) for month in months]
    values = tuple(float(row.value or 0) if row else 0.0 for row in rows)
    chart = Chart(
        "bar", _("Won by month"), (Series(_("won"), none_if_nothing(values)),),
        tuple(formats.month(month) for month in months), found.currency, highlight=len(months) - 1, empty=_(EMPTY),
    )  # fmt: skip
    said = _("{money} won in twelve months; this month {now}.").format(
        money=formats.short_money(int(sum(values)), found.currency),
        now=formats.short_money(int(values[-1]), found.currency),
    )
    return Drawn(chart, _table(found), said, found.definition, tuple((key_label("month", month),) for month in months))


def _win_rate(found: Report, today: date) -> Drawn:
    rows = [row for row in found.rows if row.value is not None]
    values = tuple(float(row.value or 0) for row in rows)
    ranges = tuple((row.low or 0.0, row.high or 0.0) for row in rows)
    notes = tuple(f"{formats.percent(row.low)}-{formats.percent(row.high)}, {row.n}" for row in rows)
    chart = Chart(
        "hbar", _("Win rate by person, with its range of 95%"), (Series(_("win rate"), values),),
        tuple(show(row.key[0]) or _("nobody") for row in rows), "%", notes=notes, ranges=ranges, empty=_(EMPTY),
    )  # fmt: skip
    said = _("Ranges that overlap cannot be told from luck. No ranking.") if len(rows) > 1 else _(EMPTY)
    return Drawn(chart, _table(found), said, found.definition, tuple(row.key for row in rows))


def _customers(title: str) -> Callable[[Report, date], Drawn]:
    def draw(found: Report, today: date) -> Drawn:
        total = sum(row.n for row in found.rows) or 1
        values = tuple(float(row.value or 0) for row in found.rows)
        notes = tuple(formats.percent(row.n / total) for row in found.rows)
        chart = Chart("hbar", _(title), (Series(_("customers"), values),), _labels(found), notes=notes, empty=_(EMPTY))
        said = _("{count} customers.").format(count=formats.count(sum(row.n for row in found.rows)))
        return Drawn(chart, _table(found), said, found.definition, _keys(found))

    return draw


def _lost(found: Report, today: date) -> Drawn:
    values = tuple(float(row.value or 0) for row in found.rows)
    chart = Chart(
        "hbar", _("Lost projects by the stage they were lost in"), (Series(_("lost"), values),), _labels(found),
        empty=_(EMPTY),
    )  # fmt: skip
    worst = max(found.rows, key=lambda row: row.n, default=None)
    said = _(EMPTY) if worst is None else _("Most are lost at {stage}.").format(stage=show(worst.key[0]))
    return Drawn(chart, _table(found), said, found.definition, _keys(found))


def _products(found: Report, today: date) -> Drawn:
    rows = found.rows[:20]
    values = tuple(float(row.value or 0) for row in rows)
    chart = Chart(
        "hbar", _("Won by product, twelve months"), (Series(_("won"), values),), _labels(found), found.currency,
        empty=_(EMPTY),
    )  # fmt: skip
    said = _(EMPTY) if not rows else _("{name} brings most.").format(name=show(rows[0].key[0]) or _("no product"))
    return Drawn(chart, _table(found), said, found.definition, _keys(found))


def _forecast(found: Forecast, today: date) -> Drawn:
    months = found.months
    labels = tuple(_("no day") if one.month is None else formats.month(one.month) for one in months)
    parts = (
        Series(_("closed"), tuple(float(one.closed_minor) for one in months)),
        Series(_("commit"), tuple(float(one.commit_minor - one.closed_minor) for one in months)),
        Series(_("best"), tuple(float(one.best_minor - one.commit_minor) for one in months)),
        Series(_("pipeline"), tuple(float(one.pipeline_minor - one.best_minor) for one in months)),
    )
    chart = Chart("stacked", _("What the open projects may bring"), parts, labels, found.currency, empty=_(EMPTY))
    heads = ("", _("closed"), _("commit"), _("best"), _("pipeline"), _("weighted"), _("open projects"))
    table = [heads] + [
        (
            label,
            *(
                formats.money(minor, found.currency)
                for minor in (
                    one.closed_minor, one.commit_minor, one.best_minor, one.pipeline_minor, one.weighted_minor,
                )
            ),
            str(one.open_count),
        )
        for label, one in zip(labels, months, strict=True)
    ]  # fmt: skip
    late = sum(one.late_count for one in months)
    said = _("Weighted {money} in all.").format(
        money=formats.short_money(sum(one.weighted_minor for one in months), found.currency)
    )
    if late:
        past = _("{count} have a day that is past; they count in this month.").format(count=late)
        said = in_a_row(said, past)
    return Drawn(chart, tuple(table), said, found.definition)


def _ask_forecast(today: date) -> Any:
    return analysis.forecast, ()


def _keys(found: Report) -> tuple[tuple[str, ...], ...]:
    return tuple(row.key for row in found.rows)


def _labels(found: Report) -> tuple[str, ...]:
    return tuple(", ".join(part or "-" for part in key_words(found.by, row.key, found.called)) for row in found.rows)


def _table(found: Report) -> tuple[tuple[str, ...], ...]:
    def value(row: Any) -> str:
        if row.value is None:
            return "?"
        if found.unit == "money":
            return formats.money(int(row.value), found.currency)
        return formats.percent(float(row.value), 1) if found.unit == "rate" else str(row.value)

    heads = (
        *(title_of(one) for one in found.by), title_of(found.measure), *(("95%",) if found.unit == "rate" else ()), "n",
    )  # fmt: skip
    rows = [
        (
            *(part or "-" for part in key_words(found.by, row.key, found.called)),
            value(row),
            *((f"{formats.percent(row.low)}-{formats.percent(row.high)}",) if found.unit == "rate" else ()),
            str(row.n),
        )
        for row in found.rows
    ]
    return (heads, *rows)


FIGURES = (
    Figure("stages", N_("Funnel"), N_("open by stage"), _report("open-amount", "stage"), _stages),
    Figure("lost", N_("Funnel"), N_("lost, where"), _report("lost", "stage", months=12), _lost),
    Figure("won", N_("Won"), N_("by month"), _report("won-revenue", "month", months=12), _won),
    Figure("products", N_("Won"), N_("by product"), _report("won-revenue", "product", months=12), _products),
    Figure("rates", N_("People"), N_("win rates"), _report("win-rate", "owner"), _win_rate),
    Figure("sources", N_("Customers"), N_("by source"), _report("customers", "source"), _customers(_SOURCES)),
    Figure("classes", N_("Customers"), N_("by class"), _report("customers", "class"), _customers(_CLASSES)),
    Figure("forecast", N_("Forecast"), N_("by month"), _ask_forecast, _forecast),
)
