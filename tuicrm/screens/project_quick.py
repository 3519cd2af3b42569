"""Facts of a project changed in place: one field, with the reason beside it where one is wanted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.sales import projects
from tuicrm.sales.wording import words
from tuicrm.screens.amounts import amount_field, minor_of
from tuicrm.screens.days import day_field, day_of
from tuicrm.screens.pane import Pane
from tuicrm.screens.project_form import CATEGORIES
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.fields import Field, Option
from tuicrm.widgets.form_screen import FormScreen
from tuicrm.widgets.option import Option as Line

AMOUNT, DAY, CHANCE, CATEGORY, COMPETITOR = "amount_minor", "expected_on", "probability", "category", "competitor"


@dataclass(frozen=True)
class Facts:
    """What can be changed in place, as it was read."""

    id: int
    version: int
    name: str
    currency: str
    amount_minor: int | None
    expected_on: date | None
    probability: int | None
    category: str = "pipeline"
    competitor: str | None = None
    probability_reason: str | None = None

    @classmethod
    def of_card(cls, card: Any) -> "Facts":
        """Take them from a project's page."""
        facts = card.facts
        return cls(
            card.id, card.version, str(facts["name"]), str(facts["currency"]), facts["amount_minor"],
            facts["expected_on"], facts["probability"], str(facts["category"]), facts["competitor"],
            facts["probability_reason"],
        )  # fmt: skip


def read_facts(pane: Pane, project_id: int, then: Callable[[Facts], None]) -> None:
    """Read a project anew: what is shown may be older than what somebody else has changed."""
    pane.ask(projects.card, project_id, then=lambda card: then(Facts.of_card(card)), slot="facts", opens=True)


def choose(pane: Pane, facts: Facts, today: date, then: Callable[[], None] = lambda: None) -> None:
    """Let one of the facts be chosen by digit, and change it."""
    options = [Line(name, label, note=said) for name, label, said in in_words(facts, today)]

    def chosen(name: str | None) -> None:
        if name is not None:
            change(pane, facts, name, today, then)

    pane.app.push_screen(Choice(show(facts.name), options, anchor=pane.under_cursor), chosen)


def in_words(facts: Facts, today: date) -> list[tuple[str, str, str]]:
    """Name the five facts and what they are now: (fact, label, value)."""
    chance = "" if facts.probability is None else f"{facts.probability}%"
    day = formats.near_day(facts.expected_on, today) if facts.expected_on else ""
    return [
        (AMOUNT, _("Amount"), formats.money(facts.amount_minor, facts.currency)),
        (DAY, _("Expected"), day or "?"),
        (CHANCE, _("Own chance %"), chance or _("the stage's")),
        (CATEGORY, _("Forecast"), _(CATEGORIES[facts.category])),
        (COMPETITOR, _("Competitor"), show(facts.competitor or "-")),
    ]


def change(pane: Pane, facts: Facts, name: str, today: date, then: Callable[[], None] = lambda: None) -> None:
    """Ask for one fact in a small form, and change it."""
    field = _field(facts, name, today)
    fields = [field]
    if name == CHANCE:
        fields.append(Field("why", _("Why"), value=facts.probability_reason or "", hint=_("needed with a chance")))
    elif name in (AMOUNT, DAY):
        fields.append(Field("why", _("Why"), hint=_("with a reason it counts as progress")))

    def send(said: dict[str, str], form: FormScreen) -> None:
        values, reason = _values(facts, name, said, today)

        def done(_edited: Any) -> None:
            form.done()
            then()

        pane.act(
            projects.edit, facts.id, facts.version, reason=reason, **values, then=done,
            failed=lambda error: form.refuse({}, words(error)), said=lambda _edited: _("Saved."),
        )  # fmt: skip

    pane.app.push_screen(FormScreen(show(facts.name), fields, send=send))


def _field(facts: Facts, name: str, today: date) -> Field:
    if name == AMOUNT:
        return amount_field(name, _("Amount"), facts.amount_minor, facts.currency)
    if name == DAY:
        return day_field(name, _("Expected"), facts.expected_on, today)
    if name == CHANCE:
        chance = "" if facts.probability is None else str(facts.probability)
        return Field(name, _("Own chance %"), "number", chance, hint=_("empty: the stage's own"))
    if name == CATEGORY:
        options = tuple(Option(key, _(word)) for key, word in CATEGORIES.items())
        return Field(name, _("Forecast"), "choice", facts.category, options=options)
    return Field(name, _("Competitor"), value=facts.competitor or "")


def _values(facts: Facts, name: str, said: dict[str, str], today: date) -> tuple[dict[str, Any], str]:
    """Give what to set, and the reason for it."""
    text, why = said[name], said.get("why", "")
    if name == AMOUNT:
        return {name: minor_of(text, facts.currency)}, why
    if name == DAY:
        return {name: day_of(text, today)}, why
    if name == CHANCE:
        own = int(text) if text.strip().isdecimal() else None
        return {name: own, "probability_reason": why if own is not None else None}, ""
    return {name: text or None}, ""
