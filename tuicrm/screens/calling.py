"""A run begins, or is gone on with, from any screen."""

from collections.abc import Sequence

from tuicrm.plain.clean import show
from tuicrm.plain.language import _, in_a_row
from tuicrm.sales import calling
from tuicrm.sales.calling import RunRow, Started
from tuicrm.sales.calling.told import left_out
from tuicrm.screens.pane import Pane
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.option import Option

NEW = 0


def run(pane: Pane, name: str, customer_ids: Sequence[int] | None = None, *, project_ids: Sequence[int] = ()) -> None:
    """Call these one after the other; with a run that waits, ask first whether to go on with that one.

    Args:
        customer_ids: None, and no projects: those of today's list.
    """

    def start() -> None:
        pane.act(
            calling.start, name, None if customer_ids is None else tuple(customer_ids), project_ids=tuple(project_ids),
            then=lambda begun: _open(pane, begun), opens=True,
        )  # fmt: skip

    def chosen(run_id: int | None) -> None:
        if run_id == NEW:
            start()
        elif run_id is not None:
            pane.bridge.open("run", run_id)

    def asked(waiting: tuple[RunRow, ...]) -> None:
        if not waiting:
            start()
            return
        options = [
            Option(
                one.id, _("go on with “{name}”").format(name=show(one.name)),
                note=_("{n} of {many}").format(n=one.done, many=one.records),
            )
            for one in waiting[:5]
        ]  # fmt: skip
        options.append(Option(NEW, _("begin a new one: {name}").format(name=show(name))))
        pane.app.push_screen(Choice(_("A run waits"), options), chosen)

    pane.ask(calling.mine, then=asked, slot="runs", opens=True)


def _open(pane: Pane, begun: Started) -> None:
    if begun.without_phone:
        pane.say(in_a_row(_("Run “{name}”: {records} to call.").format(name=show(begun.name), records=begun.records),
                          left_out(begun.without_phone)))  # fmt: skip
    pane.bridge.open("run", begun.run_id)
