"""Customers that may be one: the pairs, the evidence side by side, merged field by field or never again."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, listed
from tuicrm.sales import doubles
from tuicrm.sales.doubles import Comparison, Looked, Pair, PairPage, PairQuery, Side
from tuicrm.sales.doubles.comparing import Compared
from tuicrm.sales.doubles.words import evidence
from tuicrm.sales.wording import words
from tuicrm.screens import allowed
from tuicrm.screens.pane import Card
from tuicrm.widgets.changed import Changed
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.fields import Field
from tuicrm.widgets.fields import Option as Chosen
from tuicrm.widgets.form_screen import FormScreen
from tuicrm.widgets.keymap import bindings
from tuicrm.widgets.option import Option
from tuicrm.widgets.row import Cell, Column, Page, Row
from tuicrm.widgets.rows import Rows
from tuicrm.widgets.tabs import View, Views
from tuicrm.widgets.text import Label
from tuicrm.widgets.tones import Tone

COLUMNS = (
    Column("percent", width=4, align="right"),
    Column("first", flex=1),
    Column("second", flex=1, narrow=2),
    Column("why", width=24, narrow=2, drop=1),
)
BESIDE = (Column("what", width=14), Column("first", flex=1, wrap=2), Column("second", flex=1, wrap=2))
VIEWS = {"": N_("Open"), "different": N_("Not the same"), "merged": N_("Merged")}
LOOKING = N_("Looking for customers that may be one ...")
EMPTY = {
    "": N_("No pair of customers looks like one. New ones are looked for whenever you come here."),
    "different": N_("Nobody has said of a pair yet that it is not the same."),
    "merged": N_("No customers were merged yet."),
}


class DupesPane(Card):
    """The work list; with a record only the pairs of that customer."""

    place = "dupes"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("dupes")]

    def __init__(self, record_id: int) -> None:
        super().__init__(record_id)
        self.view = ""
        self.pairs: list[Pair] = []
        self.after: tuple[int, int] | None = None
        self._looked = self._is_through = False

    def compose(self) -> ComposeResult:
        yield Views(id="dupes-views")
        yield Rows(COLUMNS, empty=_(LOOKING), id="dupes-rows").telling(self.on_rows_highlighted)
        yield Label("", id="dupes-head")
        yield Rows(BESIDE, id="dupes-beside")

    @property
    def listed(self) -> Rows:
        return self.query_one("#dupes-rows", Rows)

    @property
    def first_focus(self) -> Widget | None:
        return self.listed

    @property
    def pair(self) -> Pair | None:
        """The pair under the cursor."""
        return next((one for one in self.pairs if one.id == self.listed.key), None)

    # reading

    def show(self) -> None:
        self.query_one(Views).show([View(key, _(word)) for key, word in VIEWS.items()], self.view)
        if not self._looked:
            self._looked = True
            self._is_through = not allowed.may(self.bridge.me.role, "sell")
            if not self._is_through:
                self._look()
        self._read()

    def _look(self) -> None:
        """Look at what was written since the last time, a step at a time; the list fills meanwhile."""
        self.act(doubles.look, then=self._go_on, failed=lambda _error: self._looked_through())

    def _go_on(self, looked: Looked) -> None:
        if looked.is_done:
            self._looked_through()
            return
        self._look()
        if looked.found:
            self._read()

    def _looked_through(self) -> None:
        self._is_through = True
        self._read()

    def on_changed(self, event: Changed) -> None:
        if any(event.touches(kind) for kind in ("suspected_pair", "customer", "contact_point")):
            self._read()

    def _query(self, after: tuple[int, int] | None) -> PairQuery:
        return PairQuery(self.view or None, self.record_id or None, after=after)

    def _read(self) -> None:
        self.ask(doubles.pairs, self._query(None), then=self.put, slot="pairs")

    def put(self, page: PairPage) -> None:
        """Show pairs, the surest first."""
        self.pairs, self.after = list(page.rows), page.after
        self.listed.say_empty(_(EMPTY[self.view] if self._is_through or self.view else LOOKING))
        self._paint(page.total)

    def _paint(self, total: int | None) -> None:
        rows = [
            Row(
                one.id,
                (
                    Cell(f"{one.percent}%", "accent"),
                    _named(one.first),
                    _named(one.second),
                    Cell(evidence(one.why), "dim"),
                ),
            )
            for one in self.pairs
        ]
        self.listed.put(Page(tuple(rows), total, self.after is not None))
        self._beside()

    def on_rows_needs_more(self, event: Rows.NeedsMore) -> None:
        if self.after is not None and event.rows is self.listed:
            self.ask(doubles.pairs, self._query(self.after), then=self._add, slot="pairs")

    def _add(self, page: PairPage) -> None:
        self.pairs += page.rows
        self.after = page.after
        self._paint(None)

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        if event.rows is self.listed:
            self.about(self.sentence, moved=event.by_user)
            self._beside()

    def _beside(self) -> None:
        one = self.pair
        lines = _beside(one, self.bridge.today) if one is not None else ()
        self.query_one("#dupes-beside", Rows).put(Page(tuple(lines)))
        self.query_one("#dupes-head", Label).say(" " + evidence(one.why) if one is not None else "")

    # acts

    @property
    def sentence(self) -> str:
        one = self.pair
        if one is None:
            return ""
        return _("{first} and {second}, sure to {percent}%: enter decides.").format(
            first=show(one.first.name), second=show(one.second.name), percent=one.percent
        )

    @property
    def title_of_acts(self) -> str:
        return show(self.pair.first.name) if self.pair is not None else super().title_of_acts

    def on_views_chosen(self, event: Views.Chosen) -> None:
        self._switch(event.key)

    def next_part(self) -> bool:
        self._switch(self.query_one(Views).beside())
        return True

    def action_views(self) -> None:
        options = [Option(key, _(word)) for key, word in VIEWS.items()]
        box = Choice(_("Which pairs?"), options, current=self.view)
        self.app.push_screen(box, lambda key: self._switch(key) if key is not None else None)

    def _switch(self, view: str) -> None:
        if view in VIEWS and view != self.view:
            self.view, self.pairs = view, []
            self.show()

    def on_rows_opened(self, event: Rows.Opened) -> None:
        if (one := self.pair) is not None:
            self._decide(one)

    def action_decide(self) -> None:
        if (one := self.pair) is not None:
            self._decide(one)
        else:
            self.say(_("Nothing is under the cursor."))

    def _decide(self, one: Pair) -> None:
        first, second = one.first, one.second
        if one.verdict == "different":
            options = [Option("open", _("They may be the same after all"))]
        elif one.verdict == "merged":
            options = [Option("unmerge", _("Make two customers again"))]
        else:
            options = [
                Option("first", _("One customer: keep {name} ({id})").format(name=show(first.name), id=first.id)),
                Option("second", _("One customer: keep {name} ({id})").format(name=show(second.name), id=second.id)),
                Option("different", _("Not the same; remember that")),
            ]
        options += [
            Option("show first", _("Open {name}").format(name=_named(first))),
            Option("show second", _("Open {name}").format(name=_named(second))),
        ]
        box = Choice(_("Are they one?"), options, anchor=self.under_cursor)
        self.app.push_screen(box, lambda key: self._do(one, key) if key is not None else None)

    def _do(self, one: Pair, key: str) -> None:
        match key:
            case "first":
                self._compare(one.first.id, one.second.id)
            case "second":
                self._compare(one.second.id, one.first.id)
            case "different":
                self.act(doubles.decide, one.id, said=lambda _id: _("It is remembered: they are not the same."))
            case "open":
                self.act(doubles.decide, one.id, is_open=True, said=lambda _id: _("The pair is open again."))
            case "unmerge":
                gone = one.second.id
                self.act(doubles.unmerge, gone, said=_unmerged, failed=lambda _error: self._unmerge_first(one))
            case "show first":
                self.bridge.open("customer", one.first.id)
            case "show second":
                self.bridge.open("customer", one.second.id)

    def _unmerge_first(self, one: Pair) -> None:
        self.act(doubles.unmerge, one.first.id, said=_unmerged)

    def _compare(self, kept_id: int, gone_id: int) -> None:
        self.ask(doubles.compare, kept_id, gone_id, then=lambda found: self._merge(found), slot="compare", opens=True)

    def _merge(self, found: Comparison) -> None:
        """Merge at once where nothing has to be chosen, else field by field."""
        differing = [one for one in found.fields if one.differs]
        if not differing:
            self._send(found, {}, None)
            return
        fields = [_field(one, found) for one in differing]
        title = _("Keep {name}: which values?").format(name=show(found.kept.name))
        form = FormScreen(title, fields, _("Merge"), send=lambda said, form: self._send(found, said, form))
        self.app.push_screen(form)

    def _send(self, found: Comparison, said: dict[str, str], form: FormScreen | None) -> None:
        take = tuple(name for name, side in said.items() if side == "gone")

        def done(_merged: object) -> None:
            if form is not None:
                form.done()
            self._read()

        def failed(error: Exception) -> None:
            if form is not None:
                form.refuse({}, words(error))

        self.act(
            doubles.merge, found.kept.id, found.gone.id, take, then=done, failed=failed,
            said=_merged,
        )  # fmt: skip


def _unmerged(done: doubles.Merged) -> str:
    return _("{gone} and {name} are two customers again.").format(gone=show(done.gone), name=show(done.name))


def _merged(done: doubles.Merged) -> str:
    gone, name = show(done.gone), show(done.name)
    if gone == name:
        gone, name = f"{gone} ({done.gone_id})", f"{name} ({done.id})"
    return _("{gone} went into {name}.").format(gone=gone, name=name)


def _field(one: Compared, found: Comparison) -> Field:
    kept, gone = (found.kept.source, found.gone.source) if one.name == "source" else (one.kept, one.gone)
    options = (Chosen("kept", show(kept or one.kept)), Chosen("gone", show(gone or one.gone)))
    label = _(one.words)
    return Field(one.name, label[:1].upper() + label[1:], "choice", "kept", options=options)


def _why(one: Pair) -> Cell:
    return Cell(evidence(one.why), "dim")


def _named(side: Side) -> str:
    return f"{show(side.name)} ({side.id})"


def _beside(one: Pair, today: date) -> Sequence[Row]:
    """Put the two next to each other; what agrees is in the accent colour."""
    lines = []
    for title, of in _told(today):
        left, right = (of(side) or "" for side in (one.first, one.second))
        if left or right:
            tone: Tone = "accent" if left.casefold() == right.casefold() else "text"
            lines.append(Row(title, (Cell(title, "dim"), Cell(show(left), tone), Cell(show(right), tone))))
    return lines


def _told(today: date) -> tuple[tuple[str, Callable[[Side], str | None]], ...]:
    return (
        (_("Customer"), lambda side: side.name),
        (_("City"), lambda side: side.city),
        (_("Owner"), lambda side: side.owner),
        (_("Contacts"), lambda side: listed(side.contacts)),
        (_("Phone"), lambda side: listed(side.phones)),
        (_("E-mail"), lambda side: listed(side.emails)),
        (_("Website"), lambda side: side.domain),
        (_("Registration"), lambda side: side.registration),
        (_("Source"), lambda side: side.source),
        (_("Known since"), lambda side: formats.day(side.created_on, today)),
        (_("On record"), _counted),
    )


def _counted(side: Side) -> str:
    return _("projects {projects}, purchases {purchases}, inquiries {inquiries}, actions {actions}").format(
        projects=side.projects, purchases=side.purchases, inquiries=side.inquiries, actions=side.actions
    )
