"""Another time for a planned action, or calling it off, from any screen."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.plain.when import When, read_when
from tuicrm.sales import agenda, projects
from tuicrm.sales.action_kinds import KIND
from tuicrm.sales.agenda.planning import Planned
from tuicrm.sales.wording import words
from tuicrm.screens.pane import Pane
from tuicrm.screens.plan_form import edit_plan
from tuicrm.screens.project_form import edit_project
from tuicrm.store.errors import Refused
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.fields import Field, Reading
from tuicrm.widgets.form_screen import FormScreen
from tuicrm.widgets.option import Option


def postpone(pane: Pane, action_id: int, kind: str, name: str, *, project_id: int | None = None) -> None:
    """Ask for another day or time of a planned action; the third time, whether something else would not be better."""

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

        def failed(error: Exception) -> None:
            form.refuse({}, words(error))
            if isinstance(error, Refused) and error.code == "postponed_often":
                form.done()
                _offer_otherwise(pane, action_id, kind, name, project_id, words(error), move)

        def move(reason: str = "") -> None:
            pane.act(
                agenda.postpone, action_id, **at, reason=reason, failed=failed, said=said_when,
                then=lambda _planned: None if reason else form.done(),
            )  # fmt: skip

        move()

    def said_when(planned: Planned) -> str:
        at = planned.at.astimezone(pane.bridge.local_now.tzinfo) if planned.at else None
        when = formats.near_time(at, planned.on, pane.bridge.today)
        return _("{name}, {kind}: now {when}.").format(name=show(name), kind=_(KIND[planned.kind].word), when=when)

    title = _("{kind}: {name}. When instead?").format(kind=_(KIND[kind].word), name=show(name))
    field = Field("when", _("When"), required=True, hint=_("tomorrow 10:00; fri; in 2 weeks"), read=shown)
    pane.app.push_screen(FormScreen(title, [field], _("Postpone"), send=send))


def _offer_otherwise(
    pane: Pane, action_id: int, kind: str, name: str, project_id: int | None, sentence: str,
    move: Callable[[str], None],
) -> None:  # fmt: skip
    """Offer what is more honest than to put it off once more; a reason puts it off all the same."""

    def why() -> None:
        def send(said: dict[str, str], form: FormScreen) -> None:
            form.done()
            move(said["reason"])

        field = Field("reason", _("Why"), required=True)
        pane.app.push_screen(FormScreen(_("Put off once more: why?"), [field], _("Postpone"), send=send))

    def chosen(what: str | None) -> None:
        if what == "reason":
            why()
        elif what == "cancel":
            call_off(pane, action_id, kind, name)
        elif what == "person":
            edit_plan(pane, action_id)
        elif what == "probability" and project_id is not None:
            pane.ask(projects.card, project_id, then=lambda card: edit_project(pane, card), slot="edit")

    options = [
        Option("reason", _("put it off once more, with a reason")),
        Option("cancel", _("call it off")),
        Option("person", _("somebody else does it")),
    ]
    if project_id is not None:
        options.append(Option("probability", _("lower the project's probability")))
    pane.app.push_screen(Choice(show(name), options, text=sentence), chosen)


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
