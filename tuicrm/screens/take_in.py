"""`+` on every screen: paste a signature, a card, a chat or a number; see what was understood; `enter` takes it in."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import TextArea

from tuicrm.plain.clean import show
from tuicrm.plain.language import _, in_a_row, listed, ngettext, strung
from tuicrm.plain.pasted import Pasted
from tuicrm.sales import intake, sources
from tuicrm.sales.intake import TakenIn
from tuicrm.sales.intake_words import KNOWN_BY, told
from tuicrm.sales.pool.checking import Known
from tuicrm.sales.sources import Source
from tuicrm.sales.understanding import Understood, lead_of, understood
from tuicrm.sales.wording import words
from tuicrm.screens.drafts import keeper
from tuicrm.screens.pane import Pane
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.leaving import Leaving
from tuicrm.widgets.line_input import NoteInput
from tuicrm.widgets.option import Option
from tuicrm.widgets.rule_line import RuleLine
from tuicrm.widgets.text import Note
from tuicrm.widgets.word_buttons import WordButtons

REST_SECONDS = 0.15
SHOWN, LONGEST_SHOWN = 3, 240
"""So many phones and e-mails, and so much of what is asked, that the buttons stay in sight."""


class PasteInput(NoteInput):
    """The text as it is pasted or typed; `enter` sends it, lines come by pasting."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("alt+enter,ctrl+j", "newline", show=False)]

    def action_newline(self) -> None:
        self.insert("\n")

    async def _on_key(self, event: events.Key) -> None:
        if event.key in ("enter", "tab", "escape"):
            event.prevent_default()  # they are the box's
            return
        await super()._on_key(event)


class TakeIn(ModalScreen[None]):
    """Reads along what is pasted, says who that is, and takes them in."""

    AUTO_FOCUS = ""

    def __init__(self, pane: Pane) -> None:
        super().__init__()
        self.pane = pane
        self.found: Understood | None = None
        self.channels: tuple[Source, ...] = ()
        self.source: Source | None = None
        self.busy = False
        self._read_text = ""
        self._notice = Note("", id="take-notice")
        self.leaving = Leaving(self, keeper(pane, "lead.paste"), say=self._say, left=self._left)
        self.input = PasteInput(self.leaving.restore().get("text", ""))

    def _left(self, _kept: bool) -> None:
        self.dismiss(None)

    def compose(self) -> Iterator[Widget]:
        with Vertical(id="take-box"):
            yield RuleLine(_("Who asks? Paste a signature, a card, a chat, or type a name or a number"))
            yield self.input
            yield Note("", id="take-read")
            yield Note("", id="take-known")
            yield self._notice
            yield WordButtons(
                (("send", _("Take in")), ("source", _("Source")), ("form", _("All fields")), ("leave", _("Cancel")))
            )
            yield RuleLine("")

    def on_mount(self) -> None:
        self.input.focus()
        self.pane.ask(sources.names, then=self._put_sources, slot="take-sources")
        self._rest = self.set_interval(REST_SECONDS, self._look, pause=True)
        self._show()
        self._look()

    def _put_sources(self, found: tuple[Source, ...]) -> None:
        self.channels = found
        self._show()

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.leaving.typed({"text": self.input.text})
        self._rest.reset()
        self._rest.resume()

    def _look(self) -> None:
        self._rest.pause()
        text = self.input.text
        self.pane.ask(understood, text, then=lambda found: self._put(text, found), slot="take")

    def _put(self, text: str, found: Understood) -> None:
        self.found, self._read_text = found, text
        if self.is_attached:
            self._show()

    def _show(self) -> None:
        read = self.found.pasted if self.found is not None else Pasted()
        self.query_one("#take-read", Note).say(_in_lines(read, self.source))
        self.query_one("#take-known", Note).say(_who(self.found))

    def _say(self, text: str, _tone: object = "dim") -> None:
        self._notice.say(text)

    # keys

    def on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            event.stop()
            self.leaving.leave(changed=bool(self.input.text.strip()))
            return
        self.leaving.stay()
        if event.key == "enter" and self.input.has_focus:
            event.stop()
            self._send()
        elif event.key == "tab":
            event.stop()
            event.prevent_default()
            (self.query_one(WordButtons) if self.input.has_focus else self.input).focus()

    def on_word_buttons_pressed(self, event: WordButtons.Pressed) -> None:
        event.stop()
        match event.name:
            case "send":
                self._send()
            case "source":
                self._choose_source()
            case "form":
                self._all_fields()
            case _:
                self.leaving.leave(changed=bool(self.input.text.strip()))

    def _choose_source(self) -> None:
        options = [Option(one.key, show(_(one.name))) for one in self.channels]
        self.app.push_screen(
            Choice(_("How did they come?"), options, current=self.source.key if self.source else None),
            self._take_source,
        )

    def _take_source(self, key: str | None) -> None:
        if key is not None:
            self.source = next(one for one in self.channels if one.key == key)
            self._show()
        self.input.focus()

    def _all_fields(self) -> None:
        """Go on in the form that has all fields, with what was understood."""
        from tuicrm.screens.lead_form import new_lead

        read = self.found.pasted if self.found is not None else Pasted(message=self.input.text)
        self.leaving.discard()
        self.dismiss(None)
        new_lead(self.pane, read, self.source.key if self.source else "", _told(self.pane))

    def _send(self) -> None:
        text = self.input.text
        if self.busy:
            return
        if not text.strip():
            self._say(_("Nothing is typed yet."))
            return
        if self._read_text != text:  # typed quickly: read what stands there now, then take it in
            self.pane.ask(understood, text, then=lambda found: self._read_and_send(text, found), slot="take")
            return
        assert self.found is not None
        if self.found.pasted.is_list:
            self._say(_("Nothing was taken in."))
            return
        self.busy = True
        self._say(_("Saving ..."))
        self.pane.act(
            intake.take_in, lead_of(self.found.pasted, self.source.key if self.source else ""), then=self._taken,
            said=told, failed=self._failed,
        )  # fmt: skip

    def _read_and_send(self, text: str, found: Understood) -> None:
        self._put(text, found)
        if self.is_attached and self.input.text == text:
            self._send()

    def _taken(self, taken: TakenIn) -> None:
        self.leaving.discard()
        self.dismiss(None)
        _told(self.pane)(taken.customer_id, taken.in_pool)

    def _failed(self, error: Exception) -> None:
        self.busy = False
        self._say(words(error))

    def on_unmount(self) -> None:
        self.leaving.write()


def _told(pane: Pane):  # type: ignore[no-untyped-def]
    """Give what a pane wants to be told of somebody taken in: the pool puts its cursor there."""
    return getattr(pane, "_taken_in", None) or (lambda _customer_id, _in_pool: None)


def _in_lines(read: Pasted, source: Source | None) -> str:
    """Show what was understood, one fact a line."""
    facts = (
        (_("Company"), read.name), (_("Contact"), strung((read.contact, read.title))),
        (_("Phone"), _few(read.phones)), (_("E-mail"), _few(read.emails)), (_("Website"), read.website),
        (_("Address"), strung((read.city, read.address))),
        (_("Asks for"), _short(read.message)), (_("Source"), _(source.name) if source else ""),
    )  # fmt: skip
    lines = [f"{title}: {show(text)}" for title, text in facts if text]
    return "\n".join(lines) or _("Nothing understood yet.")


def _few(several: Sequence[str]) -> str:
    """The first of several, and how many more there are."""
    shown = listed(several[:SHOWN])
    more = len(several) - SHOWN
    return shown if more <= 0 else in_a_row(shown, ngettext("and {n} more", "and {n} more", more).format(n=more))


def _short(message: str) -> str:
    text = message.replace("\n", " / ")
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]} …"


def _is_a_list(read: Pasted) -> str:
    return _(
        "This is a list, not one who asks: {n} phones and e-mails. Save it as a table and let it be read by:"
        " tuicrm import FILE --propose"
    ).format(n=len(read.phones) + len(read.emails))


def _who(found: Understood | None) -> str:
    """Say whether we know them: new, in the pool, held by whom; or who it may be."""
    if found is None or not _in_lines_has(found.pasted):
        return ""
    if found.pasted.is_list:
        return _is_a_list(found.pasted)
    if found.known is not None:
        told = _held(found.known)
        if found.project:
            told = in_a_row(told, _("It asks about {project}.").format(project=show(found.project)))
        return told
    told = _("New: will lie in the pool.")
    if found.near:
        told = in_a_row(
            told, _("Perhaps the same: {names}.").format(names="; ".join(_name(one) for one in found.near[:3]))
        )
    return told


def _in_lines_has(read: Pasted) -> bool:
    return bool(read.name or read.contact or read.phones or read.emails)


def _name(one: Known) -> str:
    holder = one.owner or (_("in the pool") if one.in_pool else _("team {team}").format(team=show(one.team or "?")))
    return f"{show(one.name or '***')}, {show(holder)}"


def _held(one: Known) -> str:
    by = _(KNOWN_BY.get(one.by, "")) or show(one.by)
    if one.name is None:
        return _("Known by {by}, held by team {team}.").format(by=by, team=show(one.team or "?"))
    if one.in_pool:
        return _("Known by {by}: {name}, in the pool.").format(by=by, name=show(one.name))
    return _("Known by {by}: {name}, held by {owner}.").format(by=by, name=show(one.name), owner=show(one.owner or "?"))
