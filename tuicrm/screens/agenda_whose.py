"""Whose agenda is shown: one's own, a colleague's, the team's side by side; or which project's plan."""

from collections.abc import Callable, Sequence

from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.sales import people
from tuicrm.sales.projects.finding import ProjectRow
from tuicrm.screens import agenda_words
from tuicrm.screens.pane import Pane
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.option import Option

TEAM = -1
"""The choice of all of the team, side by side."""


def choose_person(pane: Pane, current: int | None, chosen: Callable[[int | None, str], None]) -> None:
    """Ask whose agenda; `chosen` gets an id (None: one's own, TEAM: all of the team) and the name."""
    me = pane.bridge.me
    team_id = me.team_id if me.role in ("rep", "team_lead") else None

    def offer(found: tuple[people.UserRow, ...]) -> None:
        options = [Option(me.id, _("my own")), Option(TEAM, _("the team, side by side"))]
        options += [Option(one.id, show(one.name), note=show(one.team or "")) for one in found if one.id != me.id]
        names = {one.id: one.name for one in found}

        def take(user_id: int | None) -> None:
            if user_id is not None:
                chosen(None if user_id == me.id else user_id, _("team") if user_id == TEAM else names.get(user_id, ""))

        pane.app.push_screen(Choice(_("Whose agenda?"), options, current=current or me.id), take)

    pane.ask(people.users, team_id=team_id, then=offer, slot="people")


def choose_project(
    pane: Pane, found: Sequence[ProjectRow], current: int | None, chosen: Callable[[int], None], empty: str
) -> None:
    """Ask which project of the person whose agenda it is."""

    def take(project_id: int | None) -> None:
        if project_id is not None:
            chosen(project_id)

    options = [Option(one.id, agenda_words.project_name(one), note=show(one.stage)) for one in found]
    if options:
        pane.app.push_screen(Choice(_("Which project?"), options, current=current), take)
    else:
        pane.say(empty)
