"""The stages of a funnel on one page: what each means and wants; a manager edits them here."""

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _, ngettext
from tuicrm.sales.funnel import asking, blueprint, defining, funnels
from tuicrm.sales.funnel.asking import Asked, Way
from tuicrm.sales.funnel.blueprint import FunnelPlan, StagePlan
from tuicrm.sales.funnel.playbook import Plays, set_playbook
from tuicrm.sales.funnel.stages import Stage, funnel_of
from tuicrm.sales.funnel.stages import stages as stages_of
from tuicrm.sales.wording import words
from tuicrm.screens.pane import Card
from tuicrm.screens.project_form import CATEGORIES
from tuicrm.screens.stage_forms import asked_of, exit_fields, playbook_fields, plays_of
from tuicrm.widgets.changed import Changed
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.fields import Field
from tuicrm.widgets.fields import Option as Choosable
from tuicrm.widgets.form_screen import FormScreen
from tuicrm.widgets.keymap import bindings
from tuicrm.widgets.option import Option
from tuicrm.widgets.row import Cell, Column, Page, Row, in_one_line
from tuicrm.widgets.rows import Rows
from tuicrm.widgets.text import Note

MANAGES = ("manager", "administrator")


class StagesPane(Card):
    """The process of one funnel; `esc` goes back to the board."""

    place = "stages"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("stages")]

    def __init__(self, record_id: int) -> None:
        super().__init__(record_id)
        self.funnel_id = record_id
        self.stages: tuple[Stage, ...] = ()
        self.plan: FunnelPlan | None = None

    def compose(self) -> ComposeResult:
        yield Note("", id="stages-name", classes="card-name")
        columns = [
            Column("place", width=2, align="right"), Column("name", flex=1), Column("chance", width=5, align="right"),
            Column("days", width=6, align="right"), Column("forecast", width=9),
            Column("wants", flex=2, narrow=2, wrap=2),
        ]  # fmt: skip
        yield Rows(columns, empty=_("Reading the stages...")).telling(self.on_rows_highlighted)
        yield Note("", id="stages-about")

    @property
    def listed(self) -> Rows:
        return self.query_one(Rows)

    @property
    def first_focus(self) -> Widget | None:
        return self.listed

    def show(self) -> None:
        self.ask(stages_of, self.funnel_id, then=self._keep, slot="stages")
        self.ask(blueprint.export, self.funnel_id, then=self.put, slot="plan")

    def on_changed(self, event: Changed) -> None:
        if any(event.touches(kind) for kind in ("stage", "transition", "criterion", "playbook", "funnel")):
            self.show()

    def _keep(self, stages: tuple[Stage, ...]) -> None:
        self.stages = stages

    def put(self, plan: FunnelPlan) -> None:
        """Show a funnel."""
        self.plan = plan
        said = ngettext("{name}: {count} stage", "{name}: {count} stages", len(plan.stages))
        self.query_one("#stages-name", Note).say(said.format(name=show(plan.name), count=len(plan.stages)))
        self.listed.put(Page(tuple(_row(nth, one) for nth, one in enumerate(plan.stages, start=1))))
        self._say_about()

    @property
    def here(self) -> StagePlan | None:
        """The stage under the cursor."""
        key = self.listed.key
        return next((one for one in self.plan.stages if one.id == key), None) if self.plan is not None else None

    @property
    def sentence(self) -> str:
        return in_one_line(self.listed.row)

    @property
    def title_of_acts(self) -> str:
        return show(self.here.name) if self.here is not None else super().title_of_acts

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        self.about(self.sentence, moved=event.by_user)
        self._say_about()

    def _say_about(self) -> None:
        one = self.here
        self.query_one("#stages-about", Note).say(about(one) if one is not None else "")

    def on_rows_opened(self, event: Rows.Opened) -> None:
        self.action_edit_stage()

    # acts

    def _open(self) -> StagePlan | None:
        if self.bridge.me.role not in MANAGES:
            self.say(_("Only a manager or an administrator may do this. Ask one."), "still")
            return None
        return self.here

    def action_edit_stage(self) -> None:
        one = self._open()
        if one is None or one.id is None:
            return
        stage_id, version = one.id, next((known.version for known in self.stages if known.id == one.id), 1)
        fields = _facts(one)
        if one.kind == "open":
            fields.append(Field("place", _("Place"), "number", str(self._place(one))))

        def send(said: dict[str, str], form: FormScreen) -> None:
            place = int(said["place"]) if said.get("place", "").isdecimal() else None
            self.act(
                defining.edit, stage_id, version, place=place, **_values(said), then=lambda _stage: form.done(),
                failed=lambda error: form.refuse({}, words(error)), said=lambda _stage: _("Saved."),
            )  # fmt: skip

        self.app.push_screen(FormScreen(_("Change {name}").format(name=show(one.name)), fields, send=send))

    def action_add_stage(self) -> None:
        if self._open() is None:
            return
        here = self.here
        place = self._place(here) + 1 if here is not None and here.kind == "open" else None
        fields = _facts(StagePlan(""))

        def send(said: dict[str, str], form: FormScreen) -> None:
            values = _values(said)
            self.act(
                defining.add, values.pop("name"), funnel_id=self.funnel_id, place=place, **values,
                then=lambda _stage: form.done(), failed=lambda error: form.refuse({}, words(error)),
                said=lambda stage: _("{name} is a stage now.").format(name=show(stage.name)),
            )  # fmt: skip

        self.app.push_screen(FormScreen(_("New stage"), fields, _("Add"), send=send))

    def action_remove_stage(self) -> None:
        one = self._open()
        if one is None or one.id is None or self.plan is None:
            return
        stage_id = one.id
        options = [
            Option(other.id, _("its projects go to {stage}").format(stage=show(other.name)))
            for other in self.plan.stages
            if other.kind == "open" and other.id is not None and other.id != stage_id
        ]

        def chosen(to_id: int | None) -> None:
            if to_id is not None:
                self.act(
                    defining.remove, stage_id, to_id,
                    said=lambda gone: _("{name} is removed.").format(name=show(gone.name)),
                )  # fmt: skip

        title = _("Remove {name}").format(name=show(one.name))
        self.app.push_screen(Choice(title, options, anchor=self.under_cursor), chosen)

    def action_exits(self) -> None:
        """Choose where to, then say what that way asks for."""
        one = self._open()
        if one is None or self.plan is None:
            return
        counts = {way.to: len(way.criteria) for way in one.exits}
        options = [
            Option(other.name, show(other.name), note=str(counts.get(other.name, "")))
            for other in self.plan.stages
            if other.id != one.id
        ]
        following = self.plan.stages.index(one) + 1
        ahead = self.plan.stages[following].name if following < len(self.plan.stages) else None

        def chosen(name: str | None) -> None:
            if name is not None:
                self._exit(one, next(other for other in self.plan.stages if other.name == name))  # type: ignore[union-attr]

        title = _("From {stage} to").format(stage=show(one.name))
        self.app.push_screen(Choice(title, options, anchor=self.under_cursor, current=ahead), chosen)

    def _exit(self, one: StagePlan, to: StagePlan) -> None:
        known = next((way for way in one.exits if way.to == to.name), None)
        here_id, to_id = one.id, to.id
        assert here_id is not None
        assert to_id is not None

        def send(said: dict[str, str], form: FormScreen) -> None:
            wanted: tuple[Asked, ...] = asked_of(said, known.criteria if known else ())
            way = Way(to_id, wanted, said["role"] or None, said["approval"] == "yes")
            self.act(
                asking.ask_for, here_id, way, then=lambda _way: form.done(), said=lambda _way: _("Saved."),
                failed=lambda error: form.refuse({}, words(error)),
            )  # fmt: skip

        title = _("{here} to {there} wants").format(here=show(one.name), there=show(to.name))
        self.app.push_screen(FormScreen(title, exit_fields(known), send=send))

    def action_playbook(self) -> None:
        one = self._open()
        if one is None or one.id is None:
            return
        stage_id = one.id

        def send(said: dict[str, str], form: FormScreen) -> None:
            plays = plays_of(said)
            if not isinstance(plays, Plays):
                form.refuse({}, plays)
                return
            self.act(
                set_playbook, stage_id, plays, then=lambda _number: form.done(),
                failed=lambda error: form.refuse({}, words(error)),
                said=lambda number: _("Saved as version {number}.").format(number=number),
            )  # fmt: skip

        title = _("Playbook of {name}").format(name=show(one.name))
        self.app.push_screen(FormScreen(title, playbook_fields(one.plays), send=send))

    def action_usual(self) -> None:
        """Let new projects go through this funnel."""
        if self._open() is not None:
            self.act(
                funnels.make_default, self.funnel_id,
                said=lambda name: _("New projects go through {name}.").format(name=show(name)),
            )  # fmt: skip

    def why(self, act_id: str) -> str | None:
        if act_id.startswith("stage.") and self.bridge.me.role not in MANAGES:
            return _("Only a manager or an administrator may do this. Ask one.")
        if act_id == "stage.remove" and (self.here is None or self.here.kind != "open"):
            return _("Won and lost have to stay.")
        return None

    def _place(self, one: StagePlan) -> int:
        assert self.plan is not None
        return self.plan.stages.index(one) + 1


class OfStage(StagesPane):
    """The same, opened at one stage: who follows a proposal of a figure is to find the form open that it is about."""

    def __init__(self, record_id: int) -> None:
        super().__init__(record_id)
        self.funnel_id = 0

    def show(self) -> None:
        if self.funnel_id:
            super().show()
        else:
            self.ask(funnel_of, self.record_id, then=self._found, slot="funnel")

    def _found(self, funnel_id: int) -> None:
        self.funnel_id = funnel_id
        self.show()

    def put(self, plan: FunnelPlan) -> None:
        is_first = self.plan is None
        super().put(plan)
        if is_first:
            self.listed.put(self.listed.page, to=self.record_id)
            self._say_about()
            if self.bridge.me.role in MANAGES:
                self.open_form()

    def open_form(self) -> None:
        """Open what is asked of those who leave the stage."""
        self.action_exits()


class PlaybookOfStage(OfStage):
    """The same, with the playbook of the stage open."""

    def open_form(self) -> None:
        self.action_playbook()


def about(one: StagePlan) -> str:
    """Say what a stage means, and what its playbook says, in a few lines."""
    plays, lines = one.plays, [show(one.meaning or "")]
    if plays.guidance:
        lines.append(show(plays.guidance.replace("\n", " ")))
    lines += [f"? {show(question)}" for question in plays.questions[:2]]
    lines += [f"+ {formats.days(step.days)}  {show(step.subject)}" for step in plays.steps[:3]]
    return "\n".join(line for line in lines if line)


def _row(nth: int, one: StagePlan) -> Row:
    wants = []
    for way in one.exits:
        said = [show(each.label or each.what) for each in way.criteria]
        said += [_("by a {role}").format(role=way.lowest_role)] if way.lowest_role else []
        said += [_("a lead's approval")] if way.needs_approval else []
        wants.append(f"> {show(way.to)}: {', '.join(said)}")
    chance = f"{one.probability}%" if one.kind == "open" else ""
    days = formats.days(one.rotting_days) if one.rotting_days else ""
    cells = (Cell(str(nth), "dim"), show(one.name), chance, days, _(CATEGORIES[one.category]), "  ".join(wants))
    return Row(one.id, cells)


def _facts(one: StagePlan) -> list[Field]:
    categories = tuple(Choosable(key, _(word)) for key, word in CATEGORIES.items())
    return [
        Field("name", _("Name"), value=one.name, required=True),
        Field("meaning", _("What it means"), value=one.meaning or ""),
        Field("probability", _("Chance %"), "number", str(one.probability), required=True),
        Field("rotting_days", _("Days allowed"), "number", str(one.rotting_days or ""), hint=_("empty: no limit")),
        Field("category", _("Forecast"), "choice", one.category, options=categories),
    ]


def _values(said: dict[str, str]) -> dict[str, Any]:
    def whole(text: str) -> int | None:
        return int(float(text.replace(",", ""))) if text.strip() else None

    return {
        "name": said["name"], "meaning": said["meaning"] or None, "probability": whole(said["probability"]) or 0,
        "rotting_days": whole(said["rotting_days"]), "category": said["category"],
    }  # fmt: skip
