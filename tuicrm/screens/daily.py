"""What an open app does once a day: for all, by exactly one of all clients, and one's own plans that come again."""

from tuicrm.plain.language import ngettext
from tuicrm.sales import agenda, handovers, pool
from tuicrm.sales.agenda import series
from tuicrm.sales.pool import Recycled
from tuicrm.sales.rights import SELLING
from tuicrm.widgets.bridged import Bridged


def daily(app: Bridged) -> None:
    """Do what is due today; asked from time to time, done once."""
    recycle_daily(app)
    keep_up_daily(app)


def keep_up_daily(app: Bridged) -> None:
    """Make the actions of one's own series some weeks ahead."""
    if app.me.role in SELLING:
        app.ask(series.is_due, then=lambda due: app.act(agenda.keep_up) if due else None, slot="series")


def recycle_daily(app: Bridged) -> None:
    """Recycle, if nobody did today; who sells may do it, because the rules decide and not they."""
    if app.me.role not in SELLING:
        return

    def done(result: Recycled) -> None:
        if result.more:
            app.act(pool.daily, result.after, then=done)
        elif result.is_done:
            app.act(handovers.settle_due)
        mine = [one for one in result.done if one.owner_id == app.me.id]
        if mine:
            n = len(mine)
            said = ngettext(
                "{n} customer of yours went back to the pool.", "{n} customers of yours went back to the pool.", n
            )
            app.say(said.format(n=n), "still")

    def due(is_due: bool) -> None:
        if is_due:
            app.act(pool.daily, then=done)

    app.ask(pool.is_due, then=due, slot="daily")
