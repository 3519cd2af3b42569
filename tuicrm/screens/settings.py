"""What the team agrees on: every setting with its value, its default and its meaning; a manager edits it here."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from tuicrm.plain.clean import show
from tuicrm.plain.language import _, listed
from tuicrm.sales import people, settings
from tuicrm.sales.settings import SettingLine
from tuicrm.screens.pane import Card
from tuicrm.store.errors import Refused
from tuicrm.widgets.changed import Changed
from tuicrm.widgets.fields import Field, Option, Reading
from tuicrm.widgets.form_screen import FormScreen
from tuicrm.widgets.keymap import bindings
from tuicrm.widgets.row import Cell, Column, Page, Row
from tuicrm.widgets.rows import Rows
from tuicrm.widgets.rule_line import RuleLine

MANAGING = ("manager", "administrator")


class SettingsPane(Card):
    """All settings, group by group."""

    place = "settings"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("settings")]

    def __init__(self, record_id: int) -> None:
        super().__init__(record_id)
        self.lines: tuple[SettingLine, ...] = ()

    def compose(self) -> ComposeResult:
        yield RuleLine(_("What the team agrees on"))
        columns = (
            Column("meaning", _("Meaning"), flex=5),
            Column("value", _("Value"), 22, narrow=2),
            Column("default", _("Default"), 12, narrow=0, drop=1),
        )
        yield Rows(columns, empty=_("Reading the settings..."))

    @property
    def line(self) -> SettingLine | None:
        """The setting under the cursor."""
        key = self.query_one(Rows).key
        return next((one for one in self.lines if one.name == key), None)

    @property
    def title_of_acts(self) -> str:
        return self.line.name if self.line is not None else super().title_of_acts

    @property
    def sentence(self) -> str:
        one = self.line
        if one is None:
            return ""
        off = _("off: {off}").format(off=_(one.off)) if one.off else ""
        return "  ".join(
            part for part in (_("{name}: {what}").format(name=one.name, what=_(one.meaning)), off, _own(one)) if part
        )

    def show(self) -> None:
        self.ask(settings.settings, then=self._put, slot="settings")

    def on_changed(self, event: Changed) -> None:
        if event.touches("setting") or event.touches("user"):
            self.show()

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        self.about(self.sentence, moved=event.by_user)

    def on_rows_opened(self, event: Rows.Opened) -> None:
        self.action_change()

    def action_change(self) -> None:
        """Change the setting under the cursor, for all or for a class, a role or a person."""
        if (reason := self.why("settings.change")) is not None:
            self.say(reason, "still")
        elif (one := self.line) is not None:
            self.app.push_screen(FormScreen(_(one.meaning).rstrip(".。"), _fields(one), send=self._send(one)))

    def why(self, act_id: str) -> str | None:
        if act_id == "settings.change" and self.bridge.me.role not in MANAGING:
            return _("Only a manager changes what the team agrees on.")
        return None

    def likely(self) -> list[str]:
        return ["settings.change"]

    def _put(self, lines: tuple[SettingLine, ...]) -> None:
        self.lines = lines
        rows: list[Row] = []
        group = ""
        for one in lines:
            head = _(one.group) if one.group != group else ""
            group = one.group
            value = one.declared.in_words(one.value)
            cells: tuple[str | Cell, ...] = (
                _(one.meaning),
                Cell(value if not _own(one) else f"{value} *", "text" if one.is_default else "strong"),
                Cell(one.declared.in_words(one.default), "dim"),
            )
            rows.append(Row(one.name, cells, head=head))
        self.query_one(Rows).put(Page(tuple(rows), len(rows)))

    def _send(self, one: SettingLine) -> Callable[[dict[str, str], FormScreen], None]:
        def put(said: dict[str, str], form: FormScreen, person_id: int | None) -> None:
            self.act(
                settings.put_setting, one.name, said["value"], part=said.get("part", ""), person_id=person_id,
                said=_said, then=lambda line: form.done(), failed=lambda problem: form.refuse({}),
            )  # fmt: skip

        def send(said: dict[str, str], form: FormScreen) -> None:
            if said.get("person"):
                self.ask(people.find, said["person"], then=lambda found: put(said, form, found.id))
            else:
                put(said, form, None)

        return send


def _fields(one: SettingLine) -> list[Field]:
    declared = one.declared
    hint = declared.wanted
    if one.default != "":
        hint = _("{wanted}; default: {default}").format(wanted=hint, default=declared.written(one.default))
    value = declared.written(one.value)
    if one.kind == "choice":
        options = tuple(Option(key, _(word)) for key, word in declared.choices.items())
        fields = [Field("value", _("Value"), "choice", value, options=options, hint=_(one.meaning))]
    elif one.kind == "flag":
        options = (Option("on", _("on")), Option("off", _("off")))
        fields = [Field("value", _("Value"), "choice", value, options=options, hint=_(one.meaning))]
    else:
        fields = [Field("value", _("Value"), value=value, required=True, hint=hint, read=_reader(one))]
    if one.by == "class":
        fields.append(Field("part", _("Class"), hint=_("only for this class; empty: for all the others")))
    elif one.by == "role":
        fields.append(Field("part", _("Role"), hint=_("only for this role, such as team_lead; empty: for all")))
    if one.has_people:
        fields.append(Field("person", _("Person"), hint=_("only for one of us, by login; empty: for all")))
    return fields


def _reader(one: SettingLine) -> Callable[[str], Reading]:
    def read(text: str) -> Reading:
        try:
            return Reading(one.declared.in_words(one.declared.read(text)))
        except Refused:
            return Reading(one.declared.wanted, ok=False)

    return read


def _said(one: SettingLine) -> str:
    parts = [one.declared.in_words(one.value), *([_own(one)] if _own(one) else [])]
    said = f"{one.name}: {', '.join(parts)}"
    return f"{said}  {one.told}" if one.told else said


def _own(one: SettingLine) -> str:
    """Say which classes, roles and people have a value of their own: `A 60, B off`."""
    own = [f"{show(part)} {one.declared.in_words(value)}" for part, value in (*one.parts, *one.people)]
    return listed(own)
