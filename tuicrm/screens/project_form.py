"""Forms about a project: begin one, change its facts."""

from datetime import date
from typing import Any

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.deal_line import DealLine, read_deal
from tuicrm.plain.language import N_, _
from tuicrm.sales import projects
from tuicrm.sales.projects import NewProject
from tuicrm.sales.wording import words
from tuicrm.screens.amounts import amount_field, minor_of
from tuicrm.screens.days import day_field, day_of
from tuicrm.screens.drafts import about, keeper
from tuicrm.screens.pane import Pane
from tuicrm.store.errors import ChangedSince
from tuicrm.widgets.fields import Field, Option, Reading
from tuicrm.widgets.form_screen import FormScreen

CATEGORIES = {
    "omitted": N_("omitted"),
    "pipeline": N_("pipeline"),
    "best": N_("best"),
    "commit": N_("commit"),
}


def new_project(
    pane: Pane, customer_id: int | None = None, customer: str = "", *, inquiry_id: int | None = None
) -> None:
    """Ask for a project of a customer, or of somebody not known yet, and begin it.

    One line in the first field is enough, `PX-200 x 2 28k close 18 dec`: it is shown as understood, enter sends it.
    """
    currency, now = pane.bridge.home.currency, pane.bridge.local_now

    def read(text: str) -> DealLine:
        return read_deal(text, currency, now)

    fields = [
        Field(
            "name",
            _("Project"),
            required=not customer,
            read=lambda text: _understood(read(text), currency),
            hint=_("all in one line: PX-200 x 2 28k close 18 dec"),
            is_whole=lambda text: read(text).is_whole,
        ),
        amount_field("amount", _("Amount"), None, currency),
        day_field("expected", _("Expected"), None, pane.bridge.today),
    ]
    title = _("New project of {customer}").format(customer=show(customer)) if customer else _("New project")

    def send(said: dict[str, str], form: FormScreen) -> None:
        amount, expected = minor_of(said["amount"], currency), day_of(said["expected"], pane.bridge.today)
        line = read(said["name"]) if amount is None and expected is None else DealLine(said["name"])
        new = NewProject(
            name=line.name, customer_id=customer_id, amount_minor=line.amount_minor if amount is None else amount,
            currency=line.currency, expected_on=expected or line.expected_on, quantity=line.pieces or 1,
            may_be_product=line.is_whole, inquiry_id=inquiry_id,
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


def _understood(line: DealLine, currency: str) -> Reading:
    """Say how a line is read; a name alone needs no words."""
    if not line.is_whole:
        return Reading("")
    name = f"{show(line.name)} x {line.pieces}" if line.pieces else show(line.name)
    amount = "" if line.amount_minor is None else formats.money(line.amount_minor, line.currency or currency)
    closes = "" if line.expected_on is None else _("closes {day}").format(day=formats.day(line.expected_on))
    return Reading(" | ".join(part for part in (name, amount, closes) if part))


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
