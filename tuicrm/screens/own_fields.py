"""The fields that the team declares itself: listed, declared, changed, set aside."""

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, listed, strung
from tuicrm.sales import field_editing, fields, needs
from tuicrm.sales.fields import OwnField
from tuicrm.sales.needs import Need
from tuicrm.sales.wording import words
from tuicrm.screens import need_forms
from tuicrm.screens.pane import Card
from tuicrm.store.lists import FIELD_KINDS, FIELD_TYPES
from tuicrm.widgets.changed import Changed
from tuicrm.widgets.fields import Field, Option
from tuicrm.widgets.form_screen import FormScreen
from tuicrm.widgets.keymap import bindings
from tuicrm.widgets.row import Cell, Column, Page, Row
from tuicrm.widgets.rows import Rows
from tuicrm.widgets.text import Note

TYPE_WORDS = {
    "text": N_("text"), "number": N_("number"), "money": N_("money"), "date": N_("date"), "choice": N_("one of a list"),
    "choices": N_("several of a list"), "yesno": N_("yes or no"), "link": N_("link"),
}  # fmt: skip
KIND_WORDS = {
    "customer": N_("customer"), "contact": N_("contact"), "project": N_("project"), "purchase": N_("purchase"),
    "inquiry": N_("inquiry"), "action": N_("action"),
}  # fmt: skip
COLUMNS = (
    Column("of", width=10),
    Column("name", flex=1),
    Column("type", width=18),
    Column("choices", flex=1, narrow=2),
    Column("key", width=14, narrow=2, drop=1),
)


class FieldsPane(Card):
    """Own fields, kind by kind, and the list of needs. Managers change them; everybody sees them."""

    place = "fields"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("fields")]

    def __init__(self, record_id: int) -> None:
        super().__init__(record_id)
        self.found: tuple[tuple[OwnField, tuple[str, ...]], ...] = ()
        self.needs: tuple[Need, ...] = ()

    def compose(self) -> ComposeResult:
        yield Note(_("Own fields: they stand on cards and in forms, filters, lists and imports."), id="fields-head")
        yield Rows(COLUMNS, empty=_("No own field yet. B declares the first one.")).telling(self.on_rows_highlighted)

    @property
    def listed(self) -> Rows:
        return self.query_one(Rows)

    @property
    def first_focus(self) -> Widget | None:
        return self.listed

    def show(self) -> None:
        self.ask(fields.listed_with_required, then=self._put_fields, slot="fields")

    def on_changed(self, event: Changed) -> None:
        if event.touches("own_field") or event.touches("need"):
            self.show()

    def put(self, found: tuple[tuple[OwnField, tuple[str, ...]], ...]) -> None:
        """Show the fields in the team's order."""
        self.found = found
        self._paint()

    def _put_fields(self, found: Any) -> None:
        """Show the fields before the needs are read: the cursor begins on the first line."""
        self.put(found)
        self.ask(needs.listed, then=self._put_needs, slot="needs")

    def _put_needs(self, found: tuple[Need, ...]) -> None:
        self.needs = found
        self._paint()

    def _paint(self) -> None:
        rows = [_row(one, required) for one, required in self.found]
        rows += [need_forms.row(nth, one) for nth, one in enumerate(self.needs, start=1)]
        self.listed.put(Page(tuple(rows)))

    @property
    def need(self) -> Need | None:
        """The need under the cursor."""
        return next((one for one in self.needs if ("need", one.id) == self.listed.key), None)

    @property
    def field(self) -> tuple[OwnField, tuple[str, ...]] | None:
        """The field under the cursor, and what it is required for."""
        return next((one for one in self.found if one[0].id == self.listed.key), None)

    @property
    def sentence(self) -> str:
        if self.need is not None:
            return need_forms.sentence(self.need)
        if self.field is None:
            return ""
        one, required = self.field
        said = _("{name}: in filters {key}:, from the shell `tuicrm field edit {key}`").format(
            name=show(one.name), key=one.key
        )
        return strung((said, _("required for {what}").format(what=listed(map(show, required))) if required else ""))

    @property
    def title_of_acts(self) -> str:
        under = self.need or (self.field[0] if self.field is not None else None)
        return show(under.name) if under is not None else super().title_of_acts

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        self.about(self.sentence, moved=event.by_user)

    def on_rows_opened(self, event: Rows.Opened) -> None:
        self.action_edit()

    def action_add(self) -> None:
        if reason := self.why("field.add"):
            self.say(reason)
            return
        kinds = (*(Option(kind, _(KIND_WORDS[kind])) for kind in FIELD_KINDS), Option("need", _("list of needs")))
        form = [Field("of", _("Of"), "choice", "customer", required=True, options=kinds), *_fields(None, ())]

        def send(said: dict[str, str], screen: FormScreen) -> None:
            if said["of"] == "need":
                need_forms.add(self, said["name"], screen)
                return
            self.act(
                fields.add, said["of"], said["name"], said["type"] or "text", _several(said["choices"]),
                is_personal=said["personal"] != "no", then=lambda _made: screen.done(),
                failed=lambda error: screen.refuse({}, words(error)),
                said=lambda made: _("{name} is a field now.").format(name=show(made.name)),
            )  # fmt: skip

        self.app.push_screen(FormScreen(_("A new field"), form, send=send))

    def action_edit(self) -> None:
        if self.need is not None and not self.why("field.edit"):
            need_forms.edit(self, self.need, self.needs.index(self.need) + 1)
            return
        if self.field is None or self.why("field.edit"):
            self.say(self.why("field.edit") or _("Nothing is under the cursor."))
            return
        one, required = self.field
        form = _fields(one, required)
        start = {each.key: each.value for each in form}

        def send(said: dict[str, str], screen: FormScreen) -> None:
            changed = {key: text for key, text in said.items() if text != start[key]}
            if not changed:
                screen.done()
                return
            values: dict[str, Any] = {key: changed[key] for key in ("name", "type") if key in changed}
            if "choices" in changed:
                values["choices"] = _several(changed["choices"])
            if "required" in changed:
                values["required_for"] = _several(changed["required"])
            if "personal" in changed:
                values["is_personal"] = changed["personal"] != "no"
            self.act(
                field_editing.edit, one.record_kind, one.key, **values, then=lambda _made: screen.done(),
                failed=lambda error: screen.refuse({}, words(error)),
                said=lambda made: _("{name} is changed.").format(name=show(made.name)),
            )  # fmt: skip

        self.app.push_screen(FormScreen(_("Change {name}").format(name=show(one.name)), form, send=send))

    def action_away(self) -> None:
        if self.need is not None and not self.why("field.away"):
            need_forms.set_aside(self, self.need)
            return
        if self.field is None or self.why("field.away"):
            self.say(self.why("field.away") or _("Nothing is under the cursor."))
            return
        one = self.field[0]
        said = _("{name} is set aside.").format(name=show(one.name))
        self.act(field_editing.set_aside, one.record_kind, one.key, said=lambda _done: said)

    def why(self, act_id: str) -> str | None:
        if act_id in ("field.add", "field.edit", "field.away") and self.bridge.me.role not in (
            "manager",
            "administrator",
        ):
            return _("Only a manager declares and changes fields.")
        if act_id in ("field.edit", "field.away", "list.open") and self.field is None and self.need is None:
            return _("Nothing is under the cursor.")
        return None


def _row(one: OwnField, required: tuple[str, ...]) -> Row:
    choices = listed(map(show, one.choices))
    if required:
        choices = strung((choices, _("required for {what}").format(what=listed(required))))
    cells = (
        Cell(_(KIND_WORDS[one.record_kind]), "dim"),
        show(one.name),
        _(TYPE_WORDS[one.type]),
        choices,
        Cell(one.key, "dim"),
    )
    return Row(one.id, cells)


def _fields(one: OwnField | None, required: tuple[str, ...]) -> list[Field]:
    types = tuple(Option(key, _(TYPE_WORDS[key])) for key in FIELD_TYPES)
    hint = _("several divided by ;")
    personal = "" if one is None else "yes" if one.is_personal else "no"
    found = [
        Field("name", _("Name"), value=one.name if one else "", required=True),
        Field("type", _("Type"), "choice", one.type if one else "text", options=types),
        Field("choices", _("Choices"), value="; ".join(one.choices) if one else "", hint=hint),
        Field("personal", _("Personal"), "yesno", personal, hint=_("may it say something about a person?")),
    ]
    if one is not None:
        found.append(
            Field("required", _("Required for"), value="; ".join(required), hint=_("classes; several divided by ;"))
        )
    return found


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace("；", ";").split(";") if part.strip())
