"""What the list of now offers: to plan all that has no plan in one go, and to take over for who is away."""

from collections.abc import Iterable

from tuicrm.plain.clean import show
from tuicrm.plain.language import _, ngettext
from tuicrm.sales import agenda, working
from tuicrm.screens.agenda_rows import COVER, Item, kind_word
from tuicrm.screens.pane import Pane
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.option import Option

ONE, ALL, OPEN = "one", "all", "open"


def take_up(pane: Pane, items: Iterable[Item], item: Item, whose: str) -> bool:
    """Do what a row that offers something is for; say whether it is one.

    Args:
        whose: the colleague's name whose list it is, "" for one's own.
    """
    if item.kind == COVER and whose:
        pane.say(_("{name} plans that themself.").format(name=show(whose)))
    elif item.kind == COVER:
        plan_missing(pane)
    elif item.kind == "offer":
        take_offered(pane, items, item)
    return item.kind in (COVER, "offer")


def plan_missing(pane: Pane) -> None:
    """Plan all that has no plan inside its rhythm; `u` takes all of it back, so nothing is asked."""

    def said(made: tuple[object, ...]) -> str:
        count = ngettext("{count} call is planned", "{count} calls are planned", len(made)).format(count=len(made))
        return _("{what}, each on a day with room.").format(what=count)

    pane.act(agenda.plan_missing, said=said)


def take_offered(pane: Pane, items: Iterable[Item], item: Item) -> None:
    """Ask whether to take this plan over, or all that are offered; or to look at whom it is about."""
    offered = [one.id for one in items if one.kind == "offer"]
    options = [Option(ONE, _("Take it over"), note=kind_word(item.act))]
    if len(offered) > 1:
        options.append(Option(ALL, _("Take all {count} over").format(count=len(offered))))
    options.append(Option(OPEN, _("Look at {name}").format(name=show(item.name))))

    def chosen(key: str | None) -> None:
        if key == OPEN:
            kind, record_id = ("project", item.project_id) if item.project_id else ("customer", item.customer_id)
            if record_id is not None:
                pane.bridge.open(kind, record_id)
        elif key is not None:
            take(pane, offered if key == ALL else [item.id])

    pane.app.push_screen(Choice(show(item.name), options), chosen)


def take(pane: Pane, action_ids: list[int]) -> None:
    """Take plans over that are offered."""

    def said(taken: tuple[int, ...]) -> str:
        return ngettext("{count} plan is yours now.", "{count} plans are yours now.", len(taken)).format(
            count=len(taken)
        )

    pane.act(working.take_over, action_ids, said=said)
