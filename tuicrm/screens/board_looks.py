"""How the board looks: lanes, size of the cards, folded and hidden columns, which funnel, whose projects."""

from dataclasses import replace
from typing import Any

from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.sales import people
from tuicrm.sales.funnel import funnels
from tuicrm.sales.funnel.board import BoardQuery
from tuicrm.screens.board_acts import BoardActs
from tuicrm.screens.board_terms import Looks
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.option import Option

EVERYBODY = ("all", 0)


class BoardLooks(BoardActs):
    """The acts that change what is shown, and none of the projects."""

    query_now: BoardQuery
    looks: Looks
    who: str

    def look(self, looks: Looks) -> None:
        """Show the board in another way."""
        raise NotImplementedError

    def action_lanes(self) -> None:
        self.look(replace(self.looks, by_owner=not self.looks.by_owner))
        self.say(_("Lanes by owner.") if self.looks.by_owner else _("No lanes: the largest first."))

    def action_size(self) -> None:
        self.look(replace(self.looks, is_small=not self.looks.is_small))

    def action_fold(self) -> None:
        """Fold the column under the cursor, or unfold it."""
        if (name := self._column()) is not None:
            folded = self.looks.folded
            self.look(replace(self.looks, folded=_toggled(folded, name)))

    def action_hide(self) -> None:
        """Hide the column under the cursor; or choose one of the hidden ones to show it again."""
        name = self._column()
        options = [Option(("hide", name or ""), _("hide {stage}").format(stage=show(name or "")))] if name else []
        options += [Option(("show", one), _("show {stage} again").format(stage=show(one))) for one in self.looks.hidden]

        def chosen(key: tuple[str, str] | None) -> None:
            if key is not None:
                self.look(replace(self.looks, hidden=_toggled(self.looks.hidden, key[1])))

        self.app.push_screen(Choice(_("Columns"), options, anchor=self.under_cursor), chosen)

    def _column(self) -> str | None:
        lane = self.columns.lane
        if self.found is None or lane is None:
            return None
        return next((one.name for one in self.stages if one.id == lane), None)

    def action_funnel(self) -> None:
        """Choose another funnel, if there are several."""
        self.ask(funnels.listing, then=self._choose_funnel, slot="funnels", opens=True)

    def _choose_funnel(self, known: tuple[funnels.Funnel, ...]) -> None:
        options = [Option(one.id, show(one.name), note=str(one.open_projects)) for one in known]

        def chosen(funnel_id: int | None) -> None:
            if funnel_id is not None:
                self.query_now = replace(self.query_now, funnel_id=funnel_id)
                self.show()

        self.app.push_screen(Choice(_("Which funnel?"), options), chosen)

    def action_stages(self) -> None:
        """Open the stages of the funnel that is shown."""
        if self.found is not None:
            self.bridge.open("stages", self.stages[0].funnel_id)

    def action_whose(self) -> None:
        """Choose whose projects are shown."""
        self.ask(people.teams, then=self._choose_team, slot="teams", opens=True)

    def _choose_team(self, teams: Any) -> None:
        self.ask(people.users, then=lambda users: self._choose_who(teams, users), slot="users", opens=True)

    def _choose_who(self, teams: Any, users: Any) -> None:
        options: list[Option[tuple[str, int]]] = [Option(EVERYBODY, _("all teams"))]
        options += [Option(("team", one.id), show(one.name), note=_("team")) for one in teams]
        options += [
            Option(("user", one.id), show(one.name), note=show(one.team or ""), also=one.login) for one in users
        ]

        def chosen(key: tuple[str, int] | None) -> None:
            if key is None:
                return
            kind, record_id = key
            self.who = next(one.words for one in options if one.key == key) if key != EVERYBODY else ""
            self.query_now = replace(
                self.query_now, team_id=record_id if kind == "team" else None,
                owner_id=record_id if kind == "user" else None,
            )  # fmt: skip
            self.about("")
            self.show()

        self.app.push_screen(Choice(_("Whose projects?"), options), chosen)


def _toggled(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(one for one in names if one != name) if name in names else (*names, name)
