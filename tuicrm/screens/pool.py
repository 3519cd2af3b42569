"""The pool: who is free and why, who holds whom; search, claim, give free, take in."""

from functools import cached_property
from typing import Any, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.timer import Timer
from textual.widget import Widget

from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.sales import pool
from tuicrm.sales.pool import PoolCounts, PoolPage, PoolQuery, PoolRow, Use
from tuicrm.sales.pool.filtering import HAS, KEYS
from tuicrm.screens.pane import Pane
from tuicrm.screens.pool_rows import SORTS, TABS, allowance, columns, rows, sentence, use_in_words, views
from tuicrm.widgets.changed import Changed
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.completion import FilterKey
from tuicrm.widgets.filter_line import FilterLine
from tuicrm.widgets.keymap import bindings
from tuicrm.widgets.option import Option
from tuicrm.widgets.parts import Part
from tuicrm.widgets.row import Page
from tuicrm.widgets.rows import Rows
from tuicrm.widgets.rule_line import RuleLine
from tuicrm.widgets.tabs import Views
from tuicrm.widgets.text import Label, Note

PAGE = 100
REST_SECONDS = 0.2
"""So long the cursor rests on a customer before more about it is read and drawn: a move costs no more than a line."""

_VALUES = {"has": HAS, "owner": ("none", "me"), "class": ("a", "b", "c", "d"), "kind": ("company", "person")}


class PoolPane(Pane):
    """Customers: free ones, mine, my team's, all."""

    place = "pool"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("pool")]

    def __init__(self) -> None:
        super().__init__()
        self.tab: str = "pool"
        self.filter = ""
        self.sort = ""
        self.descending: bool | None = None
        self.found: list[PoolRow] = []
        self.total = 0
        self.after: tuple[Any, int] | None = None
        self.counts: PoolCounts | None = None
        self.go_to: int | None = None

    def compose(self) -> ComposeResult:
        yield Views(id="pool-views")
        yield Label("", id="pool-use")
        yield FilterLine(_keys(), value=self.filter, id="pool-filter")
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
        self._read()
        self.ask(pool.counts, then=self._put_counts, slot="counts")
        self.ask(pool.use, "all" if self.tab == "pool" else self.tab, then=self._put_use, slot="use")

    def on_changed(self, event: Changed) -> None:
        if any(event.touches(kind) for kind in ("customer", "project", "action", "contact", "contact_point")):
            self.show()

    def _query(self, after: tuple[Any, int] | None, limit: int) -> PoolQuery:
        return PoolQuery(cast(Any, self.tab), self.filter, self.sort, self.descending, after, limit)

    def _read(self) -> None:
        limit = max(PAGE, len(self.found))
        self.ask(pool.page, self._query(None, limit), then=self._put, slot="page")

    def _put(self, page: PoolPage) -> None:
        self.found = list(page.rows)
        self.total, self.after = page.total or 0, page.after
        self.listed.say_empty(self._nothing())
        self._paint()
        self.query_one(FilterLine).show_count(len(self.found), self.total, len(self.listed.marks))
        if page.errors:
            self.say(page.errors[0], "late")
        if not self.found:
            self._say_about(None)
            self.about("", moved=False)

    def _paint(self) -> None:
        made = rows(self.found, self.tab, self.bridge.today, self.bridge.home.zone)
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
        self.query_one(Views).show(views(counts), self.tab, allowance(counts))

    def _put_use(self, use: Use) -> None:
        self.query_one("#pool-use", Label).say(" " + use_in_words(use))

    def _nothing(self) -> str:
        if self.filter:
            return _("Nothing fits this filter. / and esc empty it.")
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
        options = [Option(view.key, view.words) for view in views(self.counts)]
        self.app.push_screen(
            Choice(_("Which customers?"), options, current=self.tab), lambda key: self._switch(key) if key else None
        )

    def _switch(self, tab: str) -> None:
        if tab in TABS and tab != self.tab:
            self.tab = tab
            self.sort, self.descending, self.found = "", None, []
            self.about("")
            self.listed.show_columns(columns(tab))
            self.show()

    def action_search(self) -> None:
        self.query_one(FilterLine).focus_field()

    def on_filter_line_filter_changed(self, event: FilterLine.FilterChanged) -> None:
        self.filter = event.text
        self.found = []
        self._read()

    def on_filter_line_left(self, event: FilterLine.Left) -> None:
        self.listed.focus()

    def on_rows_sorted(self, event: Rows.Sorted) -> None:
        key = "action" if event.column == "since" and self.tab != "pool" else event.column
        self._order(key, descending=not self.descending if key == self.sort else None)

    def action_sort(self) -> None:
        options = [Option(key, _(word)) for key, word in SORTS.items()]
        current = self.sort or ("newest" if self.tab == "pool" else "name")
        box = Choice(_("In which order?"), options, current=current)
        self.app.push_screen(box, lambda key: self._order(key) if key else None)

    def _order(self, key: str, *, descending: bool | None = None) -> None:
        self.sort, self.descending = key, descending
        column = {"action": "since", "newest": "since", "inquiry": "about"}.get(key, key)
        self.listed.show_sorted(column, descending=bool(descending))
        self.found = []
        self._read()
        self.say(_("Ordered by: {order}").format(order=_(SORTS[key])))

    # acts; what each needs is imported when it is first done, so that the first rows come sooner

    def _chosen(self) -> tuple[int, ...]:
        return tuple(cast(int, key) for key in self.listed.chosen)

    def _done(self, ids: tuple[int, ...]) -> None:
        self.listed.clear_marks()
        if self.tab != "all":
            self.listed.flash(*ids)

    def action_claim(self) -> None:
        from tuicrm.screens import holding

        if self._is_there():
            holding.claim(self, self._chosen(), self._done)

    def action_release(self) -> None:
        from tuicrm.screens import holding

        if self._is_there():
            holding.release(self, self._chosen(), self.row.name if self.row else "", self._done)

    def action_assign(self) -> None:
        from tuicrm.screens import holding

        if self._is_there():
            holding.assign(self, self._chosen(), self.row.name if self.row else "", self._done)

    def action_add(self) -> None:
        from tuicrm.screens.lead_form import new_lead

        new_lead(self, self._taken_in)

    def _taken_in(self, customer_id: int, in_pool: bool) -> None:
        if in_pool and self.tab not in ("pool", "all"):
            self._switch("pool")
        if not self.listed.go_to(customer_id):  # the change may have been read before this was told
            self.go_to = customer_id

    def action_edit(self) -> None:
        from tuicrm.sales import customers
        from tuicrm.screens.customer_form import edit_customer

        if (one := self.row) is not None:
            self.ask(customers.card, one.id, then=lambda card: edit_customer(self, card), slot="edit")

    def action_plan(self) -> None:
        from tuicrm.screens.planning import plan_for_customer

        if (one := self.row) is not None:
            plan_for_customer(self, one.id, one.name)

    def action_project(self) -> None:
        from tuicrm.screens.project_form import new_project

        if (one := self.row) is not None:
            new_project(self, one.id, one.name)

    def action_run(self) -> None:
        """Call the marked ones one by one, or all that are shown."""
        from tuicrm.screens.calling import run

        ids = self._chosen() if self.listed.marks else tuple(one.id for one in self.found)
        run(self, self.filter or next(view.words for view in views(None) if view.key == self.tab), ids)

    def action_copy(self) -> None:
        from tuicrm.sales import customers
        from tuicrm.screens.customer_words import copy_point

        if (one := self.row) is not None:
            self.ask(customers.card, one.id, then=lambda card: copy_point(self, card), slot="copy")

    def _is_there(self) -> bool:
        if self.row is None:
            self.say(_("Nothing is under the cursor."))
        return self.row is not None

    def why(self, act_id: str) -> str | None:
        about_one = (
            "pool.claim", "pool.release", "pool.assign", "customer.edit", "action.plan", "pool.project",
            "customer.copy", "list.open", "list.mark",
        )  # fmt: skip
        one = self.row
        if act_id not in about_one:
            return None
        if one is None:
            return _("Nothing is under the cursor.")
        if act_id == "pool.claim" and one.owner_id is not None and not self.listed.marks:
            held = _("It is yours already.") if one.owner_id == self.bridge.me.id else _("{owner} holds it.")
            return held.format(owner=show(one.owner or "?"))
        if act_id == "pool.release" and one.owner_id is None and not self.listed.marks:
            return _("It lies in the pool.")
        if act_id == "pool.assign" and self.bridge.me.role not in ("team_lead", "manager", "administrator"):
            return _("Only a lead assigns.")
        return None

    def likely(self) -> list[str]:
        one = self.row
        if one is None:
            return ["lead.add", "pool.search"]
        if one.owner_id is None:
            return ["pool.claim", "pool.assign"] if self.bridge.me.role != "rep" else ["pool.claim"]
        return ["action.plan", "pool.project", "customer.edit"]


def _keys() -> list[FilterKey]:
    """Give the keys of the filter line, each with its other spellings."""
    known = dict.fromkeys(KEYS.values())
    return [
        FilterKey(key, tuple(way for way, means in KEYS.items() if means == key and way != key), _VALUES.get(key, ()))
        for key in known
    ]
