"""What can be done in the agenda with the thing under the cursor, and whose agenda is shown."""

from datetime import date
from typing import Any

from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.sales import agenda
from tuicrm.sales.funnel import approving
from tuicrm.sales.projects.finding import ProjectRow
from tuicrm.screens import agenda_words
from tuicrm.screens.agenda_calendar import CalendarViews
from tuicrm.screens.agenda_offers import take
from tuicrm.screens.agenda_rows import COVER, Item
from tuicrm.screens.agenda_whose import TEAM as TEAM_SIDE
from tuicrm.screens.agenda_whose import choose_person, choose_project
from tuicrm.screens.agenda_words import NOW, PROJECT, VIEWS, WEEK
from tuicrm.screens.calling import run
from tuicrm.screens.handing import answer
from tuicrm.screens.pair_sheet import open_sheet_of
from tuicrm.screens.pane import Subject
from tuicrm.screens.plan_form import edit_plan
from tuicrm.screens.planning import plan_anything, plan_for_customer, plan_for_project, record, record_for
from tuicrm.screens.putting_off import call_off, postpone
from tuicrm.widgets.rows import Rows


class AgendaActs(CalendarViews):
    """The acts of the agenda; what is shown is up to the pane."""

    whose_name: str
    project_id: int | None
    projects: tuple[ProjectRow, ...]
    _cursors: dict[str, object]
    _shown: str

    @property
    def rows(self) -> Rows:
        """The list; hidden while a grid is shown."""
        return self.query_one(Rows)

    @property
    def item(self) -> Item | None:
        """What is under the cursor."""
        raise NotImplementedError

    def _change_view(self, view: str | None) -> None:
        raise NotImplementedError

    def _forget_cursor(self) -> None:
        raise NotImplementedError

    @property
    def subject(self) -> Subject | None:
        item = self.item
        if item is None or item.kind in ("day", COVER):
            return Subject(self.whose_name or self.bridge.me.name, user_id=self.whose or self.bridge.me.id)
        if item.kind == "person":
            return Subject(item.name, user_id=item.id)
        action_id = item.id if item.kind == "action" else None
        return Subject(item.name, item.customer_id, item.project_id, action_id)

    def place_now(self) -> dict[str, Any]:
        on = self.on.isoformat() if self.on else None
        return {
            "view": self.view,
            "on": on,
            "project": self.project_id,
            "row": [self.item.kind, self.item.id] if self.item else None,
        }

    def go_back_to(self, place: dict[str, Any]) -> None:
        if place.get("view") in VIEWS:
            self.view = place["view"]
        self.on = date.fromisoformat(place["on"]) if place.get("on") else None
        self.project_id = place.get("project")
        if isinstance(place.get("row"), list):
            self._cursors[self.view] = tuple(place["row"])

    def action_whose(self) -> None:
        if self.view == PROJECT:
            self._choose_project()
            return
        choose_person(self, TEAM_SIDE if self.team else self.whose, self._take_person)

    def _take_person(self, user_id: int | None, name: str) -> None:
        self.team = user_id == TEAM_SIDE
        self.whose, self.whose_name = (None if self.team else user_id), name
        self._cursors.clear()
        self._shown = ""
        self.project_id = None
        if self.team and not self.is_grid:
            self._change_view(WEEK)
        else:
            self.show()

    def _show_person(self, item: Item) -> None:
        """Go from the team's view to the week of one of them."""
        self._take_person(None if item.id == self.bridge.me.id else item.id, item.name)
        self._change_view(WEEK)

    def _choose_project(self) -> None:
        def chosen(project_id: int) -> None:
            self.project_id = project_id
            self._forget_cursor()
            self.show()

        empty = agenda_words.empty(PROJECT, day=self.day, today=self.bridge.today, name=self.whose_name)
        choose_project(self, self.projects, self.project_id, chosen, empty)

    # acts

    def action_done(self) -> None:
        item = self.item
        reason = self.why("action.done")
        if item is None or reason:
            self.say(reason or "")
        elif item.kind == "handover":
            answer(self, item.id, item.name)
        elif item.kind == "offer":
            take(self, [item.id])
        elif item.kind == "approval":
            self.act(
                approving.approve, item.id,
                said=lambda moved: _("{name}: {here} to {there}.").format(
                    name=show(moved.name), here=show(moved.from_stage), there=show(moved.to_stage)
                ),
            )  # fmt: skip
        elif item.is_pair:
            open_sheet_of(self, item.id)
        elif item.is_planned:
            record(self, item.id, item.act, item.name, customer_id=item.customer_id, project_id=item.project_id)
        else:
            record_for(self, item.name, customer_id=item.customer_id, project_id=item.project_id)

    def action_plan(self) -> None:
        item = self.item
        if self.view == PROJECT and self.project_id is not None:
            known = next(one for one in self.projects if one.id == self.project_id)
            plan_for_project(self, known.id, known.customer or known.name)
        elif item is not None and item.project_id is not None:
            plan_for_project(self, item.project_id, item.name)
        elif item is not None and item.customer_id is not None:
            plan_for_customer(self, item.customer_id, item.name)
        else:
            plan_anything(self)

    def action_add(self) -> None:
        plan_anything(self, self.slot_words if self.is_grid else "")

    def action_see(self) -> None:
        """Put on record that what is under the cursor was seen, and go on to the next."""
        item = self.item
        if reason := self.why("record.see"):
            self.say(reason)
            return
        assert item is not None
        self.act(agenda.see, [item.id], said=lambda made: _("Seen.") if made else _("You have seen it before."))
        self.rows.action_down()

    def action_run(self) -> None:
        """Call today's list one by one; in the other views whoever stands there."""
        if self.view == NOW and self.whose is None:
            run(self, _("today"))
            return
        ids = [item.customer_id for item in self.items.values() if item.customer_id is not None]
        run(self, self.whose_name or _("agenda"), ids)

    def action_edit(self) -> None:
        if item := self._planned("action.edit"):
            edit_plan(self, item.id)

    def action_judge(self) -> None:
        item = self.item
        if item is None or item.kind != "inquiry":
            self.say(_("No inquiry is under the cursor."))
            return
        from tuicrm.screens.customer_acts import ask_verdict

        ask_verdict(self, item.id, _("Why does it lead nowhere?"))

    def action_postpone(self) -> None:
        if item := self._planned("action.postpone"):
            postpone(self, item.id, item.act, item.name, project_id=item.project_id)

    def action_cancel(self) -> None:
        if item := self._planned("action.cancel"):
            call_off(self, item.id, item.act, item.name)

    def _planned(self, act_id: str) -> Item | None:
        """Give the planned action under the cursor, or say why there is none."""
        if reason := self.why(act_id):
            self.say(reason)
            return None
        return self.item

    def why(self, act_id: str) -> str | None:
        item = self.item
        if act_id == "inquiry.judge" and (item is None or item.kind != "inquiry"):
            return _("No inquiry is under the cursor.")
        if act_id == "record.see":
            if item is None or item.kind != "action" or item.state != "done":
                return _("Only what is on record can be seen.")
            return None if self.bridge.me.role in ("team_lead", "manager", "administrator") else _("Leads do that.")
        if act_id in ("action.postpone", "action.cancel", "action.edit"):
            if item is None or item.kind == "day":
                return _("Nothing is under the cursor.")
            return None if item.is_planned else _("Only what is planned can be put off or called off.")
        if act_id in ("action.done", "list.open"):
            if item is None or item.kind == "day":
                return _("Nothing is under the cursor.")
            if act_id == "action.done" and item.kind == COVER:
                return _("Nothing to put on record here: enter plans what is missing.")
            if act_id == "action.done" and item.state == "done":
                return _("This is done already; u takes the last act back.")
        return None

    def likely(self) -> list[str]:
        item = self.item
        if item is None or item.kind in ("day", "project", "customer", COVER):
            return ["action.plan"]
        return ["action.done"]
