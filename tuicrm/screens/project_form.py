"""Forms about a project: begin one, change its facts."""

from datetime import date
from typing import Any

from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _
from tuicrm.sales import projects
from tuicrm.sales.projects import NewProject
from tuicrm.sales.wording import words
from tuicrm.screens.amounts import amount_field, minor_of
from tuicrm.screens.days import day_field, day_of
from tuicrm.screens.drafts import about, keeper
from tuicrm.screens.pane import Pane
from tuicrm.store.errors import ChangedSince
from tuicrm.widgets.fields import Field, Option
from tuicrm.widgets.form_screen import FormScreen

CATEGORIES = {
    "omitted": N_("omitted"),
    "pipeline": N_("pipeline"),
    "best": N_("best"),
    "commit": N_("commit"),
}


def new_project(pane: Pane, customer_id: int | None = None, customer: str = "") -> None:
    """Ask for a project of a customer, or of somebody not known yet, and begin it."""
    currency = pane.bridge.home.currency
    fields = [
        Field(
            "name",
            _("Project"),
            required=not customer,
            hint=_("what it is about; a product of the price list is enough"),
        ),
        amount_field("amount", _("Amount"), None, currency),
        day_field("expected", _("Expected"), None, pane.bridge.today),
    ]
    title = _("New project of {customer}").format(customer=show(customer)) if customer else _("New project")

    def send(said: dict[str, str], form: FormScreen) -> None:
        new = NewProject(
            name=said["name"], customer_id=customer_id, amount_minor=minor_of(said["amount"], currency),
            expected_on=day_of(said["expected"], pane.bridge.today),
        )  # fmt: skip

        def added(project: Any) -> None:
            pane.bridge.newest["project"] = project.project_id
            form.done()

        pane.act(
            projects.add, new, then=added, failed=lambda error: form.refuse({}, words(error)),
            said=lambda added: _("{name} begins in {stage}. Short name: +{handle}").format(
                name=show(added.name), stage=show(added.stage), handle=show(added.handle)
            ),
        )  # fmt: skip

    draft = keeper(pane, "project.add", about(customer_id, None))
    pane.app.push_screen(FormScreen(title, fields, _("Begin"), draft, send=send))


def edit_project(pane: Pane, card: Any) -> None:
    """Change the facts of a project as its card shows them; who changed the same meanwhile is named."""
    facts: dict[str, Any] = card.facts
    currency = facts["currency"]
    today: date = pane.bridge.today
    categories = tuple(Option(key, _(word)) for key, word in CATEGORIES.items())
    chance = "" if facts["probability"] is None else str(facts["probability"])
    fields = [
        Field("name", _("Project"), value=facts["name"], required=True),
        amount_field("amount", _("Amount"), facts["amount_minor"], currency),
        amount_field("cost", _("Cost"), facts["cost_minor"], currency),
        day_field("expected", _("Expected"), facts["expected_on"], today),
        Field("category", _("Forecast"), "choice", facts["category"], options=categories),
        Field("probability", _("Own chance %"), "number", chance, hint=_("empty: the stage's own")),
        Field("chance_why", _("Why that chance"), value=facts["probability_reason"] or ""),
        Field("competitor", _("Competitor"), value=facts["competitor"] or ""),
        Field("why", _("Why amount or day"), hint=_("with a reason it counts as progress")),
        Field("note", _("Note"), "note", facts["note"] or ""),
    ]

    def send(said: dict[str, str], form: FormScreen) -> None:
        values = {
            "name": said["name"],
            "amount_minor": minor_of(said["amount"], currency),
            "cost_minor": minor_of(said["cost"], currency),
            "expected_on": day_of(said["expected"], today),
            "category": said["category"],
            "probability": int(said["probability"]) if said["probability"].isdecimal() else None,
            "probability_reason": said["chance_why"] if said["probability"].isdecimal() else None,
            "competitor": said["competitor"] or None,
            "note": said["note"] or None,
        }
        changed: dict[str, Any] = {name: value for name, value in values.items() if value != facts[name]}
        if not changed:
            form.done()
            return
        pane.act(
            projects.edit, card.id, card.version, reason=said["why"], **changed, then=lambda _edited: form.done(),
            failed=lambda error: form.refuse({}, _clash(error)), said=lambda _edited: _("Saved."),
        )  # fmt: skip

    title = _("Change {name}").format(name=show(facts["name"]))
    pane.app.push_screen(FormScreen(title, fields, draft=keeper(pane, "project.edit", str(card.id)), send=send))


def _clash(error: Exception) -> str:
    """Say who changed what meanwhile; the texts stay in the form, so that one may choose."""
    if isinstance(error, ChangedSince):
        fields = error.facts.get("fields") or ()
        named = ", ".join(str(one).removesuffix("_minor").removesuffix("_on") for one in fields)  # type: ignore[attr-defined]
        return _("{by} changed {fields} meanwhile. Leave with esc to see it, then change it again.").format(
            by=show(str(error.facts.get("by") or "?")), fields=show(named)
        )
    return words(error)
