"""The card of a project: facts, path, plan and record, people, products, stages."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.sales import agenda, funnel, projects
from tuicrm.sales.funnel.stages import Reason
from tuicrm.sales.projects.card import ActionLine, ProjectCard
from tuicrm.screens import project_parts, project_quick, project_rows
from tuicrm.screens.board_acts import ask_tags, decide
from tuicrm.screens.calling import run
from tuicrm.screens.handing import hand_over
from tuicrm.screens.moving import Mover
from tuicrm.screens.pane import Card, Subject
from tuicrm.screens.planning import plan_for_project, record, record_for
from tuicrm.screens.project_form import edit_project
from tuicrm.screens.project_path import PathPanel
from tuicrm.widgets.changed import Changed
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.keymap import bindings
from tuicrm.widgets.option import Option
from tuicrm.widgets.row import Column, Page, in_one_line
from tuicrm.widgets.rows import Rows
from tuicrm.widgets.text import Note


class ProjectPane(Card):
    """One project on one page; `esc` goes back to where it was opened."""

    place = "project"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("project")]

    def __init__(self, record_id: int) -> None:
        super().__init__(record_id)
        self.card: ProjectCard | None = None
        self.reasons: tuple[Reason, ...] = ()

    def compose(self) -> ComposeResult:
        yield Note("", id="project-name", classes="card-name")
        yield Note("", id="project-head")
        yield Note("", id="project-path", classes="card-dim")
        yield Note("", id="project-lacks")
        yield Note("", id="project-known", classes="card-dim")
        yield Note("", id="project-guidance")
        columns = [Column("when", width=15), Column("what", width=10), Column("text", flex=1, narrow=2, wrap=2)]
        rows = Rows(columns, empty=_("Nothing is planned and nothing on record. Press a to plan the first step."))
        yield rows.telling(self.on_rows_highlighted)

    @property
    def lines(self) -> Rows:
        return self.query_one(Rows)

    @property
    def first_focus(self) -> Widget | None:
        return self.lines

    def show(self) -> None:
        self.ask(funnel.lost_reasons, then=self._keep_reasons, slot="reasons")
        self.ask(projects.card, self.record_id, then=self.put, slot="card")

    def on_changed(self, event: Changed) -> None:
        if event.touches("project", self.record_id) or event.touches("action") or any(
            event.touches(kind) for kind in ("criterion_check", "approval", "project_contact", "project_product",
                                             "project_tag", "project_link", "customer_need")
        ):  # fmt: skip
            self.show()

    def _keep_reasons(self, reasons: tuple[Reason, ...]) -> None:
        self.reasons = reasons

    def put(self, card: ProjectCard) -> None:
        """Show a project's page; the cursor stays on its line."""
        self.card = card
        today, zone = self.bridge.today, self.bridge.home.zone
        self.query_one("#project-name", Note).say(f"{card.facts['name']}  +{card.facts['handle'] or ''}")
        self.query_one("#project-head", Note).say(project_rows.head(card, today))
        self.query_one("#project-path", Note).say(project_rows.path(card))
        lacks = self.query_one("#project-lacks", Note)
        lacks.say(project_rows.lacking(card))
        lacks.display = bool(card.next_criteria)
        for name, text in (
            ("known", project_rows.known(card)),
            ("guidance", show((card.guidance or "").replace("\n", " "))),
        ):
            note = self.query_one(f"#project-{name}", Note)
            note.say(text)
            note.display = bool(text)
        self.lines.put(Page(project_rows.rows(card, today, zone)))

    @property
    def sentence(self) -> str:
        return in_one_line(self.lines.row)

    @property
    def title_of_acts(self) -> str:
        return show(str(self.card.facts["name"])) if self.card is not None else super().title_of_acts

    @property
    def subject(self) -> Subject | None:
        if self.card is None:
            return None
        action = self._action()
        return Subject(str(self.card.facts["name"]), None, self.record_id, action.id if action else None)

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        self.about(self.sentence, moved=event.by_user)

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """Record what is planned; change what belongs to the project; all else leads to the customer."""
        card = self.card
        kind, which = event.key if isinstance(event.key, tuple) else ("", 0)
        if card is None or self._action() is not None:
            self.action_done()
        elif kind == "contact":
            name = next(one.name for one in card.contacts if one.id == which)
            project_parts.part_of(self, card.id, which, name, is_in=True)
        elif kind == "product":
            project_parts.pieces_of(self, card, which)
        elif kind == "need":
            name = next(one.name for one in card.needs if one.id == which)
            project_parts.need_of(self, card.id, which, name)
        elif kind == "colleague":
            self.action_helpers()
        elif kind == "link":
            project_parts.links(self, card, which)
        elif card.facts["customer_id"] is None:
            self.action_edit()
        else:
            self.bridge.open("customer", card.facts["customer_id"])

    def _action(self) -> ActionLine | None:
        """The planned action under the cursor."""
        key = self.lines.key
        if self.card is None or not isinstance(key, tuple) or key[0] != "action":
            return None
        return next((one for one in self.card.plan if one.id == key[1]), None)

    # acts

    def _mover(self) -> Mover | None:
        card = self.card
        if card is None:
            return None
        facts = card.facts
        return Mover(
            self, card.id, str(facts["name"]), card.stage.id, card.stages, amount_minor=facts["amount_minor"],
            cost_minor=facts["cost_minor"], currency=str(facts["currency"]), reasons=self.reasons,
        )  # fmt: skip

    def action_hand_over(self) -> None:
        if self.card is not None:
            hand_over(self, [("project", self.record_id)], str(self.card.facts["name"]))

    def action_move(self) -> None:
        if mover := self._mover():
            mover.choose()

    def action_win(self) -> None:
        if mover := self._mover():
            mover.win()

    def action_lose(self) -> None:
        if mover := self._mover():
            mover.lose()

    def action_reopen(self) -> None:
        """Offer the open stages; the one where it stood is under the cursor."""
        card = self.card
        if card is None:
            return
        before = [stay.stage for stay in card.history[:-1]]
        options = [Option(one.id, show(one.name)) for one in card.stages if one.kind == "open"]
        stood = next((one.id for one in card.stages if before and one.name == before[-1]), None)

        def chosen(stage_id: int | None) -> None:
            if stage_id is not None:
                self.act(
                    funnel.reopen, self.record_id, stage_id,
                    said=lambda found: _("{name} is open again, in {stage}.").format(
                        name=show(found.name), stage=show(found.stage)
                    ),
                )  # fmt: skip

        title = _("Open {name} again in").format(name=show(str(card.facts["name"])))
        self.app.push_screen(Choice(title, options, anchor=self.under_cursor, current=stood), chosen)

    def action_path(self) -> None:
        mover = self._mover()
        PathPanel(self, self.record_id, mover.to if mover else lambda _stage_id: None).open()

    def action_quick(self) -> None:
        if self.card is not None:
            if self.card.facts["stale_probability"] is not None:
                project_parts.settle(self, self.card)
            else:
                project_quick.choose(self, project_quick.Facts.of_card(self.card), self.bridge.today)

    def action_tag(self) -> None:
        if self.card is not None:
            ask_tags(self, self.record_id, str(self.card.facts["name"]))

    def action_approve(self) -> None:
        decide(self, self.record_id)

    def action_people(self) -> None:
        if self.card is not None:
            project_parts.people(self, self.card)

    def action_goods(self) -> None:
        if self.card is not None:
            project_parts.goods(self, self.card)

    def action_needs(self) -> None:
        if self.card is not None:
            project_parts.needs(self, self.card)

    def action_helpers(self) -> None:
        from tuicrm.screens.helping import helpers

        if self.card is not None:
            helpers(self, "project", self.record_id, str(self.card.facts["name"]))

    def action_links(self) -> None:
        if self.card is not None:
            project_parts.links(self, self.card)

    def action_edit(self) -> None:
        if self.card is not None:
            edit_project(self, self.card)

    def action_run(self) -> None:
        if self.card is not None:
            run(self, str(self.card.facts["name"]), project_ids=[self.record_id])

    def action_plan(self) -> None:
        if self.card is not None:
            plan_for_project(self, self.record_id, str(self.card.facts["name"]))

    def action_done(self) -> None:
        if self.card is None:
            return
        name, planned = str(self.card.facts["name"]), self._action()
        if planned is not None:
            record(self, planned.id, planned.kind, name)
        else:
            record_for(self, name, project_id=self.record_id)

    def action_cancel(self) -> None:
        planned = self._action()
        if planned is not None:
            self.act(agenda.cancel, planned.id, said=lambda _id: _("Called off."))

    def why(self, act_id: str) -> str | None:
        if self.card is None:
            return _("The card is still being read.")
        is_open = self.card.facts["state"] == "open"
        if act_id in ("project.move", "project.win", "project.lose") and not is_open:
            return _("It is closed. Reopen it first.")
        if act_id == "helper.list" and not self.card.may_write:
            return _("{owner} holds it.").format(owner=show(self.card.owner or "?"))
        if act_id == "handover.give" and not self.card.may_write:
            return _("Only who holds it, or leads them, hands it over.")
        if act_id == "project.reopen" and is_open:
            return _("It is open.")
        if act_id == "project.path" and not is_open:
            return _("It is closed. Reopen it first.")
        if act_id == "project.approve" and (self.card.waits is None or self.card.waits.decision is not None):
            return _("Nothing waits for a lead here.")
        if act_id == "action.cancel" and self._action() is None:
            return _("No planned action is under the cursor.")
        return None

    def likely(self) -> list[str]:
        if self.card is None:
            return []
        first = ["action.done"] if self._action() is not None else []
        if self.card.facts["state"] != "open":
            return [*first, "project.reopen", "action.done", "action.plan", "project.edit"]
        if self.card.waits is not None and self.card.waits.decision is None:
            first.insert(0, "project.approve")
        rest = ("action.plan", "action.done", "project.path", "project.move", "project.edit", "project.win",
                "project.lose", "action.cancel")  # fmt: skip
        return [*first, *(one for one in rest if one not in first)]
