"""The pool: who is free and why, who holds whom; search, claim, give free, take in."""

from functools import cached_property
from typing import Any, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.timer import Timer
from textual.widget import Widget

from tuicrm.plain.clean import show
from tuicrm.plain.formats import count
from tuicrm.plain.language import _
from tuicrm.sales import fields, pool
from tuicrm.sales import views as lists
from tuicrm.sales.fields import OwnField
from tuicrm.sales.pool import PoolCounts, PoolPage, PoolQuery, PoolRow, Use
from tuicrm.sales.pool.using import USES
from tuicrm.sales.views import ListChoice, View
from tuicrm.screens import allowed, pool_orders, pool_terms
from tuicrm.screens.pane import Subject
from tuicrm.screens.pool_acts import PoolActs
from tuicrm.screens.pool_columns import KINDS, Kind, Place, columns, with_own
from tuicrm.screens.pool_rows import TABS, allowance, elsewhere, marked, rows, sentence, use_in_parts, views
from tuicrm.widgets.changed import Changed
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.filter_line import FilterLine
from tuicrm.widgets.keymap import bindings
from tuicrm.widgets.option import Option
from tuicrm.widgets.parts import Part
from tuicrm.widgets.row import Page
from tuicrm.widgets.rows import Rows
from tuicrm.widgets.rule_line import RuleLine
from tuicrm.widgets.tabs import Views
from tuicrm.widgets.text import Note
from tuicrm.widgets.word_line import WordLine

PAGE = 100
REST_SECONDS = 0.2
"""So long the cursor rests on a customer before more about it is read and drawn: a move costs no more than a line."""


class PoolPane(PoolActs):
    """Customers: free ones, mine, my team's, all."""

    place = "pool"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("pool")]

    def __init__(self) -> None:
        super().__init__()
        self.sort = ""
        self.descending: bool | None = None
        self.found: list[PoolRow] = []
        self.total = 0
        self.after: tuple[Any, int] | None = None
        self.counts: PoolCounts | None = None
        self.use: Use | None = None
        self.kept: dict[str, ListChoice] = {}
        self.kinds: dict[str, Kind] = KINDS
        self.saved: tuple[View, ...] = ()
        self.go_to: int | None = None
        self._is_whole = self._is_wrong = self._is_offered = False
        self._of_marks = ""
        self._elsewhere = 0

    def compose(self) -> ComposeResult:
        yield Views(id="pool-views")
        yield WordLine(id="pool-use")
        yield FilterLine(pool_terms.keys(), value=self.filter, id="pool-filter")
        with Part(id="pool-body"):
            yield Rows(columns(self.tab), marks=True, empty=_("Reading the customers..."), id="pool-rows").telling(
                self.on_rows_highlighted
            )
            with Part(id="pool-about"):
                yield RuleLine(id="pool-about-name")
                yield Note("", id="pool-about-text")

    @property
    def listed(self) -> Rows:
        return self.query_one(Rows)

    @property
    def first_focus(self) -> Widget | None:
        return self.listed

    @cached_property
    def _rest(self) -> Timer:
        """Goes off when the cursor has rested; one for all moves, because to make one costs more than a move."""
        return self.set_interval(REST_SECONDS, self._look_closer, pause=True)

    # reading

    def show(self) -> None:
        self.query_one(Views).show(views(self.counts), self.tab, allowance(self.counts) if self.counts else "")
        if not self.kept:
            self.ask(fields.listed, "customer", then=self._put_own, slot="own")
            self.ask(lists.choices, "pool", then=self._put_kept, slot="kept")
            self.ask(pool.filter_values, then=self.query_one(FilterLine).offer, slot="offered")
        self._read()
        self._is_whole = False

    def _read_around(self) -> None:
        """Read what stands around the rows: after them, because nobody waits for it."""
        self.ask(pool.counts, then=self._put_counts, slot="counts")
        self.ask(pool.use, "all" if self.tab == "pool" else self.tab, then=self._put_use, slot="use")

    def on_changed(self, event: Changed) -> None:
        if event.touches("own_field"):
            self.ask(fields.listed, "customer", then=self._put_own, slot="own")
        if any(
            event.touches(kind) for kind in ("own_value", "customer", "project", "action", "contact", "contact_point")
        ):
            self.show()

    def show_saved(self) -> None:
        """Read which views are saved."""
        self.ask(lists.views, "pool", then=self._put_saved, slot="saved")

    def _put_saved(self, saved: tuple[View, ...]) -> None:
        self.saved = saved

    def _put_kept(self, kept: tuple[ListChoice, ...]) -> None:
        """Take what the user chose for each tab; only where it differs are the rows read again."""
        self.kept = {one.tab: one for one in kept}
        self.show_saved()
        if self.tab in self.kept:
            self._as_kept()
            self._read()

    def _put_own(self, declared: tuple[OwnField, ...]) -> None:
        """Take the team's own fields, which may be columns, too."""
        self.kinds = with_own(declared)
        self.query_one(FilterLine).know(*map(pool_terms.key_of, declared))
        if any(key not in KINDS for key in self._columns or ()):
            self.listed.show_columns(columns(self.tab, self._columns, self.kinds))
            self._paint()

    def _as_kept(self) -> None:
        """Show the columns and take the order that the user chose for this tab."""
        kept = self.kept.get(self.tab)
        self.sort, self.descending = (kept.sort or "", kept.is_descending) if kept is not None else ("", None)
        self.found = []
        self.listed.show_columns(columns(self.tab, self._columns, self.kinds))

    @property
    def _columns(self) -> tuple[str, ...] | None:
        return self.kept[self.tab].columns if self.tab in self.kept else None

    def _query(self, after: tuple[Any, int] | None, limit: int) -> PoolQuery:
        return PoolQuery(cast(Any, self.tab), self.filter, self.sort, self.descending, after, limit)

    def _read(self, *, opens: bool = False) -> None:
        limit = max(PAGE, len(self.found))
        self.ask(pool.page, self._query(None, limit), then=self._put, slot="page", opens=opens)

    def _put(self, page: PoolPage) -> None:
        self.found = list(page.rows)
        self.total, self.after = page.total or 0, page.after
        self._elsewhere = 0
        self.listed.say_empty(self._nothing())
        self._paint()
        self.query_one(FilterLine).show_count(len(self.found), self.total, len(self.listed.marks))
        errors = () if self._is_offered else page.errors  # a term that is being typed is not wrong, only unfinished
        if errors:
            self.say(errors[0], "late")
        elif self._is_wrong:
            self.about(self.sentence)  # what was said of half a filter is over
        self._is_wrong = bool(errors)
        if not self.found:
            self._say_about(None)
            self.about("", moved=False)
            if self.filter and self.tab != "all" and not page.errors:
                self.ask(pool.page, PoolQuery("all", self.filter, limit=1), then=self._put_elsewhere, slot="elsewhere")
        elif not self._is_offered:
            self.about(self.sentence, moved=False)
        if not self._is_whole:
            self._is_whole = True
            self.call_after_refresh(self._read_around)

    def _put_elsewhere(self, page: PoolPage) -> None:
        """Where nothing fits in this tab, say how many do among all customers."""
        if not self.found:
            self._elsewhere = page.total or 0
            self.listed.say_empty(self._nothing())

    def _paint(self) -> None:
        home = self.bridge.home
        place = Place(self.tab, self.bridge.today, home.zone, home.currency)
        made = rows(self.found, self._columns, place, self.kinds)
        self.listed.put(Page(made, self.total, self.after is not None), to=self.go_to)
        if self.listed.key == self.go_to:  # an answer that was under way may not know it yet
            self.go_to = None

    def on_rows_needs_more(self, event: Rows.NeedsMore) -> None:
        if self.after is not None:
            self.ask(pool.page, self._query(self.after, PAGE), then=self._add, slot="page")

    def _add(self, page: PoolPage) -> None:
        self.found += page.rows
        self.after = page.after
        self._paint()

    def _put_counts(self, counts: PoolCounts) -> None:
        self.counts = counts
        sells = allowed.may(self.bridge.me.role, "sell")
        self.query_one(Views).show(views(counts), self.tab, allowance(counts) if sells else "")
        self.listed.say_empty(self._nothing())

    def _put_use(self, use: Use) -> None:
        self.use = use
        self.query_one("#pool-use", WordLine).say(use_in_parts(use))

    def _nothing(self) -> str:
        if self.filter:
            return elsewhere(self._elsewhere) if self._elsewhere else _("Nothing fits this filter. / and esc empty it.")
        if self.tab == "pool" and self.counts is not None and not self.counts.all:
            return _("No customer yet. + takes in the first one; `tuicrm import` brings many from a file.")
        if self.tab == "pool":
            return _("Nobody is free now. Every customer has an owner; + takes in a new one.")
        if self.tab == "mine":
            return _("You hold no customer yet. v shows the free ones: c claims one; + takes in a new one.")
        return _("No customer here yet. + takes in the first one.")

    # the customer under the cursor

    @property
    def row(self) -> PoolRow | None:
        """The customer under the cursor."""
        key = self.listed.key
        return next((one for one in self.found if one.id == key), None)

    @property
    def sentence(self) -> str:
        one = self.row
        return sentence(one, self.bridge.today, self.bridge.home.zone) if one is not None else ""

    @property
    def title_of_acts(self) -> str:
        return show(self.row.name) if self.row is not None else super().title_of_acts

    @property
    def subject(self) -> Subject | None:
        return Subject(self.row.name, self.row.id) if self.row is not None else None

    def place_now(self) -> dict[str, Any]:
        return {"tab": self.tab, "filter": self.filter, "sort": self.sort, "down": self.descending,
                "row": self.listed.key}  # fmt: skip

    def go_back_to(self, place: dict[str, Any]) -> None:
        if place.get("tab") in TABS:
            self.tab = place["tab"]
        self.filter, self.sort = str(place.get("filter") or ""), str(place.get("sort") or "")
        self.descending = place.get("down")
        self.go_to = place.get("row")
        self.listed.show_columns(columns(self.tab))
        self.query_one(FilterLine).put(self.filter)

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        self.about(self.sentence, moved=event.by_user)
        if event.by_user:
            self.go_to = None
            self._rest.reset()
        else:
            self._look_closer()

    def _look_closer(self) -> None:
        self._rest.pause()
        one = self.row
        if one is not None and self.query_one("#pool-about").display:
            from tuicrm.sales import customers

            self.ask(customers.card, one.id, then=self._say_about, slot="about")

    def _say_about(self, card: Any) -> None:
        from tuicrm.screens.customer_words import about

        self.query_one(RuleLine).say("" if card is None else show(card.name))
        text = "" if card is None else about(card, self.bridge.today, self.bridge.home.zone)
        self.query_one("#pool-about-text", Note).say(text)

    def on_rows_opened(self, event: Rows.Opened) -> None:
        self.bridge.open("customer", cast(int, event.key))

    def on_rows_marks_changed(self, event: Rows.MarksChanged) -> None:
        self.query_one(FilterLine).show_count(len(self.found), self.total, len(event.marks))
        counts = self.counts if self.tab == "pool" else None
        self._of_marks = marked(len(event.marks), event.hidden, counts) if event.marks else ""
        if event.marks:
            self.say(self._of_marks)

    # views, filter, order

    def on_views_chosen(self, event: Views.Chosen) -> None:
        self._switch(event.key)

    def next_part(self) -> bool:
        if self.listed.has_focus:
            self._switch(self.query_one(Views).beside())
        else:
            self.listed.focus()
        return True

    def action_views(self) -> None:
        from tuicrm.screens.pool_views import choose

        choose(self, [Option(view.key, view.words) for view in views(self.counts)], self.saved)

    def action_columns(self) -> None:
        from tuicrm.screens.pool_views import choose_columns

        choose_columns(self, self._columns, self.kinds, self._choose_columns)

    def _choose_columns(self, chosen: tuple[str, ...] | None) -> None:
        self._keep(ListChoice(self.tab, chosen, self.sort or None, self.descending))
        self.listed.show_columns(columns(self.tab, self._columns, self.kinds))
        self._paint()

    def _keep(self, chosen: ListChoice) -> None:
        self.kept[self.tab] = chosen
        self.act(lists.choose, "pool", self.tab, chosen.columns, chosen.sort, chosen.is_descending)

    def action_use(self) -> None:
        """Open the list of one use of the resource."""
        if self.use is None or self.use.percent is None:
            self.say(_("Nothing is counted yet."))
            return
        options = [Option(name, _(word), note=count(self.use.of.get(name, 0))) for name, word in USES.items()]
        self.app.push_screen(Choice(_("Which use?"), options), lambda key: self._open_use(key) if key else None)

    def on_word_line_pressed(self, event: WordLine.Pressed) -> None:
        self._open_use(event.key)

    def _open_use(self, name: str) -> None:
        tab = "all" if self.tab == "pool" else self.tab
        self.switch(tab, "use:never,silent class:a,b" if name == "idle" else f"use:{name}")

    def switch(self, tab: str, filter: str | None = None) -> None:
        """Show another tab, with a filter if one is given; without a tab the one that is shown."""
        if filter is not None and filter != self.filter:
            self.filter = filter
            self.query_one(FilterLine).put(filter)
            self.found = []
            if tab in ("", self.tab):
                self._read()
        self._switch(tab)

    def _switch(self, tab: str) -> None:
        if tab in TABS and tab != self.tab:
            self.tab = tab
            self._as_kept()
            self.about("")
            self.show()

    def action_search(self) -> None:
        self.query_one(FilterLine).focus_field()

    def on_filter_line_filter_changed(self, event: FilterLine.FilterChanged) -> None:
        self.filter = event.text
        self.found = []
        self._read()

    def on_filter_line_offered(self, event: FilterLine.Offered) -> None:
        if event.offers:
            self.say("  ".join(map(show, event.offers)), "dim")
        elif self._is_offered:
            self._say_what_is_there()
        self._is_offered = bool(event.offers)

    def on_filter_line_left(self, event: FilterLine.Left) -> None:
        self.listed.focus()
        if not self.found:  # still being read: a key typed ahead is meant for who will stand there
            self._read(opens=True)
        if self._is_offered:
            self._is_offered = False
            self._say_what_is_there()

    def _say_what_is_there(self) -> None:
        """Speak of the marks if there are any, else of the customer under the cursor."""
        self.say(self._of_marks) if self._of_marks else self.about(self.sentence)

    def on_rows_sorted(self, event: Rows.Sorted) -> None:
        key = "action" if event.column == "since" and self.tab != "pool" else event.column
        key = self.kinds[key].sort if key in self.kinds else key
        falls = pool_orders.falls(key, self.descending, self.kinds)
        self._order(key, descending=not falls if key == self.sort else None)

    def action_sort(self) -> None:
        options = [Option(key, word) for key, word in pool_orders.words(self.kinds).items()]
        current = self.sort or ("worth" if self.tab == "pool" else "name")
        box = Choice(_("In which order?"), options, current=current)
        self.app.push_screen(box, lambda key: self._order(key) if key else None)

    def _order(self, key: str, *, descending: bool | None = None) -> None:
        self.sort, self.descending = key, descending
        self._keep(ListChoice(self.tab, self._columns, key, descending))
        column = pool_orders.column_of(key, self.kinds)
        self.listed.show_sorted(column, descending=pool_orders.falls(key, descending, self.kinds))
        self.found = []
        self._read()
        self.say(_("Ordered by: {order}").format(order=pool_orders.words(self.kinds)[key]))
