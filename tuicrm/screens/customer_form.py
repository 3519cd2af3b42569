"""Forms about a customer: its facts and own fields, and its contacts. Nobody overwrites anybody unseen."""

from typing import Any

from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.sales import customers
from tuicrm.sales.customers.card import CustomerCard
from tuicrm.sales.customers.contacting import PARTS
from tuicrm.sales.customers.facts import BY_NAME, FACTS
from tuicrm.sales.customers.people import ContactLine
from tuicrm.sales.sources import Source, names
from tuicrm.sales.wording import words
from tuicrm.screens.customer_words import PART_WORDS
from tuicrm.screens.drafts import keeper
from tuicrm.screens.own_entries import OWN, own_entry
from tuicrm.screens.pane import Pane
from tuicrm.store.errors import ChangedSince, Refused
from tuicrm.widgets.fields import Field, Kind, Option
from tuicrm.widgets.form_screen import FormScreen


def edit_customer(pane: Pane, card: CustomerCard, only: str | None = None) -> None:
    """Change what is known of a customer: all of it, or `only` one fact (`city`, `own size`) in its place."""
    pane.ask(names, then=lambda found: _Editing(pane, card, found, only).open(), slot="sources")


class _Editing:
    """One edit: the card that it began with; after a clash the one that is there now."""

    def __init__(self, pane: Pane, card: CustomerCard, sources: tuple[Source, ...], only: str | None) -> None:
        self.pane = pane
        self.card = card
        self.sources = sources
        self.only = only

    def open(self) -> None:
        title = _("Change {name}").format(name=show(self.card.name))
        record = str(self.card.id) if self.only is None else f"{self.card.id} {self.only}"
        draft = keeper(self.pane, "customer.edit", record)
        fields = [
            *map(self._field, (fact.name for fact in FACTS)),
            *(own_entry(one.field, one.text) for one in self.card.own),
        ]
        fields = [one for one in fields if self.only in (None, one.key)]
        if not fields:
            return  # what is only shown, such as since when it is known
        self.pane.app.push_screen(FormScreen(title, fields, draft=draft, send=self.send))

    def _field(self, name: str) -> Field:
        fact = BY_NAME[name]
        value = self.card.fact(name)
        label = _(fact.words)[:1].upper() + _(fact.words)[1:]
        if name == "source":
            options = tuple(Option(one.key, show(_(one.name))) for one in self.sources)
            return Field(name, label, "choice", value, options=options)
        if name == "kind":
            kinds = (Option("company", _("company")), Option("person", _("person")))
            return Field(name, label, "choice", value, options=kinds)
        kind: Kind = "note" if fact.kind == "note" else "number" if fact.kind == "whole" else "text"
        return Field(name, label, kind, value, required=name == "name")

    def send(self, said: dict[str, str], form: FormScreen) -> None:
        facts: dict[str, Any] = {
            BY_NAME[name].column: text
            for name, text in said.items()
            if not name.startswith(OWN) and text != self.card.fact(name)
        }
        had = {one.field.key: one.text for one in self.card.own}
        own: dict[str, tuple[str | None, str]] = {
            key: (text, said[OWN + key].replace(",", ", "))
            for key, text in had.items()
            if OWN + key in said and _differs(said[OWN + key], text)
        }
        if not facts and not own:
            form.done()
            return
        self.pane.act(
            customers.edit, self.card.id, self.card.version, own=own or None, **facts,
            then=lambda _edited: form.done(), failed=lambda error: self._failed(error, form),
            said=lambda edited: _("{name} is saved.").format(name=show(edited.name)),
        )  # fmt: skip

    def _failed(self, error: Exception, form: FormScreen) -> None:
        if isinstance(error, ChangedSince):
            self.pane.ask(customers.card, self.card.id, then=lambda card: self._clash(error, card, form), slot="clash")
        elif isinstance(error, Refused) and error.code == "name_missing":
            form.refuse({"name": words(error)})
        else:
            form.refuse({}, words(error))

    def _clash(self, error: ChangedSince, card: CustomerCard, form: FormScreen) -> None:
        """Show what the other wrote beside one's own text: saving again chooses one's own, esc the other's."""
        touched = {BY_NAME[name].name if name in BY_NAME else name for name in _names(error)}
        now = {name: card.fact(name) for name in touched}
        now |= {OWN + one.field.key: one.text for one in card.own if one.field.name in touched}
        by = show(str(error.facts.get("by") or _("Somebody")))
        errors = {
            name: _("{by} wrote: {text}").format(by=by, text=show(text) or _("(nothing)")) for name, text in now.items()
        }
        self.card = card
        form.refuse(errors, _("Changed meanwhile. Save again to keep yours; esc leaves theirs."))


def _names(error: ChangedSince) -> tuple[str, ...]:
    found = error.facts.get("fields")
    return tuple(map(str, found)) if isinstance(found, tuple | list) else ()


def _differs(said: str, text: str) -> bool:
    return said.replace(", ", ",") != text.replace(", ", ",")


def new_contact(pane: Pane, card: CustomerCard) -> None:
    """Add a person at a customer."""
    fields = [Field("name", _("Name"), required=True), *_contact_fields(None)]

    def send(said: dict[str, str], form: FormScreen) -> None:
        pane.act(
            customers.add_contact, card.id, said["name"], title=said["title"], part=said["part"],
            phones=_several(said["phones"]), emails=_several(said["emails"]), note=said["note"],
            then=lambda _made: form.done(), failed=lambda error: form.refuse({}, words(error)),
            said=lambda made: _("{name} is a contact now.").format(name=show(made.name)),
        )  # fmt: skip

    title = _("New contact at {name}").format(name=show(card.name))
    pane.app.push_screen(FormScreen(title, fields, draft=keeper(pane, "contact.add", str(card.id)), send=send))


def edit_contact(pane: Pane, card: CustomerCard, one: ContactLine) -> None:
    """Change a contact; phones that are hidden stay as they are."""
    fields = [Field("name", _("Name"), value=one.name, required=True), *_contact_fields(one)]
    if card.is_hidden:
        fields = [field for field in fields if field.key not in ("phones", "emails")]
    start = {field.key: field.value for field in fields}

    def send(said: dict[str, str], form: FormScreen) -> None:
        changed: dict[str, Any] = {name: text for name, text in said.items() if text != start[name]}
        points: dict[str, Any] = {name: _several(changed.pop(name)) for name in ("phones", "emails") if name in changed}
        if not changed and not points:
            form.done()
            return
        pane.act(
            customers.edit_contact, one.id, one.version, **points, **changed, then=lambda _made: form.done(),
            failed=lambda error: form.refuse({}, words(error)),
            said=lambda made: _("{name} is saved.").format(name=show(made.name)),
        )  # fmt: skip

    title = _("Change {name}").format(name=show(one.name))
    pane.app.push_screen(FormScreen(title, fields, draft=keeper(pane, "contact.edit", str(one.id)), send=send))


def _contact_fields(one: ContactLine | None) -> list[Field]:
    def reached(kind: str) -> str:
        return "; ".join(point.value for point in one.points if point.kind == kind) if one else ""

    parts = tuple(Option(part, _(PART_WORDS[part])) for part in PARTS)
    return [
        Field("title", _("Title"), value=(one and one.title) or ""),
        Field("part", _("Part"), "choice", (one and one.part) or "", options=parts),
        Field("phones", _("Phones"), value=reached("phone"), hint=_("several divided by ;")),
        Field("emails", _("E-mails"), value=reached("email"), hint=_("several divided by ;")),
        Field("note", _("Note"), "note", (one and one.note) or ""),
    ]


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace("；", ";").split(";") if part.strip())
