"""`u`: take the last act back; where that one has no way back, ask before an older one goes instead."""

from collections.abc import Sequence

from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.sales import undo
from tuicrm.sales.undo import Act
from tuicrm.widgets.answering import Answering
from tuicrm.widgets.ask import Ask


def take_back(app: Answering) -> None:
    """Take the newest act back that can be; ask first if it is not the last one."""
    stays = app.bridge.stays

    def act() -> None:
        app.act(undo.last, said=lambda taken: _("Taken back: {what}.").format(what=taken.words))

    def ask(older: Sequence[Act]) -> None:
        if not older:
            act()
            return
        question = _("{last} That cannot be taken back. Take back what was before it instead: {what}, {time}?").format(
            last=show(stays), what=older[0].words, time=f"{older[0].at.astimezone(app.local_now.tzinfo):%H:%M}"
        )
        box = Ask(question, yes=_("take it back"), no=_("leave it"))
        app.push_screen(box, lambda yes: act() if yes else None)

    if stays:
        app.ask(undo.listing, limit=1, then=ask, slot="undo", opens=True)
    else:
        act()
