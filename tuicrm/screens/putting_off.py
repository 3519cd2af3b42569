"""Another time for a planned action, or calling it off, from any screen."""

from datetime import datetime
from typing import Any

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.plain.when import When, read_when
from tuicrm.sales import agenda
from tuicrm.sales.action_kinds import KIND
from tuicrm.sales.agenda.planning import Planned
from tuicrm.sales.wording import words
from tuicrm.screens.pane import Pane
from tuicrm.widgets.fields import Field, Reading
from tuicrm.widgets.form_screen import FormScreen


def postpone(pane: Pane, action_id: int, kind: str, name: str) -> None:
    """Ask for another day or time of a planned action."""

    def found(text: str) -> When | None:
        return read_when(text, pane.bridge.local_now)

    def shown(text: str) -> Reading:
        when = found(text)
        if when is None:
            return Reading(_("not a time; write fri 10:00, tomorrow or in 2 weeks"), ok=False)
        return Reading(_in_words(when, pane))

    def send(said: dict[str, str], form: FormScreen) -> None:
        when = found(said["when"])
        assert when is not None  # the field does not send what it cannot read
        timed = when.precision == "minute"
        at: dict[str, Any] = {"at" if timed else "on": when.start}
        pane.act(
            agenda.postpone, action_id, **at,
            then=lambda _planned: form.done(), failed=lambda error: form.refuse({}, words(error)), said=said_when,
        )  # fmt: skip

    def said_when(planned: Planned) -> str:
        at = planned.at.astimezone(pane.bridge.local_now.tzinfo) if planned.at else None
        when = formats.near_time(at, planned.on, pane.bridge.today)
        return _("{name}, {kind}: now {when}.").format(name=show(name), kind=_(KIND[planned.kind].word), when=when)

    title = _("{kind}: {name}. When instead?").format(kind=_(KIND[kind].word), name=show(name))
    field = Field("when", _("When"), required=True, hint=_("tomorrow 10:00; fri; in 2 weeks"), read=shown)
    pane.app.push_screen(FormScreen(title, [field], _("Postpone"), send=send))


def call_off(pane: Pane, action_id: int, kind: str, name: str) -> None:
    """Ask why a planned action is called off, which may stay empty, and call it off."""

    def send(said: dict[str, str], form: FormScreen) -> None:
        pane.act(
            agenda.cancel, action_id, said["reason"], then=lambda _id: form.done(),
            failed=lambda error: form.refuse({}, words(error)),
            said=lambda _id: _("{name}, {kind}: called off.").format(name=show(name), kind=_(KIND[kind].word)),
        )  # fmt: skip

    title = _("{kind}: {name}. Call it off?").format(kind=_(KIND[kind].word), name=show(name))
    hint = _("enter calls it off, esc keeps it; u takes it back")
    pane.app.push_screen(FormScreen(title, [Field("reason", _("Why"), hint=hint)], _("Call off"), send=send))


def _in_words(when: When, pane: Pane) -> str:
    at = when.start if isinstance(when.start, datetime) else None
    on = when.start if at is None else at.date()
    return formats.near_time(at, on, pane.bridge.today)
