"""What a stage still wants of a project: ticked, chosen, filled in or recorded, where it is asked for."""

from collections.abc import Callable
from typing import Any

from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _
from tuicrm.sales import funnel, projects
from tuicrm.sales.funnel.criteria import Criterion
from tuicrm.sales.funnel.meeting import Way
from tuicrm.sales.funnel.stages import Stage
from tuicrm.screens.customer_words import PART_WORDS
from tuicrm.screens.pane import Pane
from tuicrm.screens.planning import record_for
from tuicrm.screens.project_form import edit_project
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.fields import Field, Reading
from tuicrm.widgets.form_screen import FormScreen
from tuicrm.widgets.option import Option

OVERRIDE = "override"
LEADS = ("team_lead", "manager", "administrator")
CHOSEN = ("need", "decider", "contact", "product")
SKIPS = (N_("repeat order"), N_("small order"), N_("all was clear already"))


class Wanted:
    """What is unmet, as a list; each line leads to the place where it can be met."""

    def __init__(self, pane: Pane, project_id: int, name: str, found: tuple[Criterion, ...]) -> None:
        self.pane = pane
        self.project_id = project_id
        self.name = name
        self.unmet = [one for one in found if not one.is_met]

    def offer(self, stage: Stage, again: Callable[[], None], *, override: Callable[[str], None] | None = None) -> None:
        """Show the list; `again` is called when one of it was met here, `override` with a lead's reason."""
        options: list[Option[Any]] = [Option(one.id, f"[ ] {show(one.label)}", note=_how(one)) for one in self.unmet]
        if override is not None and self.pane.bridge.me.role in LEADS:
            options.append(Option(OVERRIDE, _("move all the same, with a reason")))
        title = _("{stage} still wants").format(stage=show(stage.name))

        def chosen(key: Any) -> None:
            if key == OVERRIDE and override is not None:
                form = FormScreen(title, [Field("reason", _("Why"), required=True)], _("Move"))
                self.pane.app.push_screen(form, lambda said: override(said["reason"]) if said else None)
            elif key is not None:
                self.meet(next(one for one in self.unmet if one.id == key), again)

        self.pane.app.push_screen(Choice(title, options, anchor=self.pane.under_cursor), chosen)

    def meet(self, one: Criterion, again: Callable[[], None]) -> None:
        """Lead to where one thing can be met; `again` is called when that was here."""
        if one.kind == "check":
            self.pane.act(funnel.tick, self.project_id, one.id, then=lambda _id: again(), opens=True)
        elif one.kind == "action":
            record_for(self.pane, self.name, project_id=self.project_id)
        elif one.what in CHOSEN:
            self.pane.ask(
                funnel.ways, self.project_id, one.id, then=lambda ways: self._choose(one, ways, again),
                slot="ways", opens=True,
            )  # fmt: skip
        else:
            self.pane.ask(
                projects.card, self.project_id, then=lambda card: edit_project(self.pane, card), slot="edit", opens=True
            )

    def _choose(self, one: Criterion, ways: tuple[Way, ...], again: Callable[[], None]) -> None:
        if not ways:
            self.pane.say(_("There is nothing to choose for it. Add a person at the customer first."), "still")
            return

        def chosen(way_id: int | None) -> None:
            if way_id is not None:
                self.pane.act(funnel.meet, self.project_id, one.id, way_id, then=lambda _id: again(), opens=True)

        parts = {key: _(word) for key, word in PART_WORDS.items()}
        options = [Option(way.id, show(way.name), note=parts.get(way.part or "", "")) for way in ways]
        title = _("{what}: which?").format(what=show(one.label))
        self.pane.app.push_screen(Choice(title, options, anchor=self.pane.under_cursor), chosen)


def reason_field(label: str) -> Field:
    """Make a field for why stages are skipped: a digit of the usual reasons, or one's own words."""
    hint = "  ".join(f"{number} {_(text)}" for number, text in enumerate(SKIPS, 1))

    def read(text: str) -> Reading:
        said = reason_of(text)
        return Reading(said if said != text.strip() else "")

    return Field(
        "reason", label, required=True, hint=_("{reasons}, or in your own words").format(reasons=hint), read=read
    )


def reason_of(text: str) -> str:
    """Give the reason that a sent field says."""
    said = text.strip()
    return _(SKIPS[int(said) - 1]) if said in ("1", "2", "3") else said


def _how(one: Criterion) -> str:
    if one.kind == "check":
        return _("tick")
    if one.kind == "action":
        return _("record it")
    return _("choose") if one.what in CHOSEN else _("fill in")
