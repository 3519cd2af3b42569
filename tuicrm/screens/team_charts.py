"""The one picture under the five sentences."""

from tuicrm.plain import formats
from tuicrm.plain.language import N_, _
from tuicrm.sales.analysis.team import TeamPage
from tuicrm.sales.analysis.team.index import index_of
from tuicrm.widgets.chart import Chart, Series

NO_INDEX = N_("Purchases of two years are needed to draw revenue and profit side by side.")
LOW = 30
"""In a lower window there are so few lines for a curve that it says nothing: two bars do."""


def picture(page: TeamPage, height: int) -> Chart:
    """Give revenue beside profit, in a window of so many lines."""
    return _index_now(page) if height < LOW else _index(page)


def _index_now(page: TeamPage) -> Chart:
    was, now = page.phase.before, page.phase.now
    values: tuple[float | None, ...] = ()
    if page.phase.name != "founding":
        values = tuple(
            100 * is_now / before if before > 0 else None
            for before, is_now in ((was.revenue_minor, now.revenue_minor), (was.profit_minor, now.profit_minor))
        )
    return Chart(
        "hbar", _("Revenue and profit of twelve months; the twelve before are 100"), (Series(_("index"), values),),
        (_("revenue"), _("profit")), marks=Series(_("a year ago"), (100.0,) * len(values)),
        texts=tuple("?" if value is None else f"{value:.0f}" for value in values), empty=_(NO_INDEX),
    )  # fmt: skip


def _index(page: TeamPage) -> Chart:
    points = index_of(page.months)
    return Chart(
        "line", _("Revenue and profit, twelve months each: a year ago is 100"),
        (
            Series(_("revenue"), tuple(one.revenue for one in points)),
            Series(_("profit"), tuple(one.profit for one in points)),
        ),
        tuple(formats.month(one.month) for one in points),
        empty=_(NO_INDEX),
    )  # fmt: skip
