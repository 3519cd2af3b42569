"""The agenda: what to do next in one ordered list; the day, the week, one project, and what was done."""

from datetime import date, timedelta
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget

from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.plain.periods import day_in_zone
from tuicrm.sales import agenda, handovers, projects
from tuicrm.sales.agenda import Brief, Month, TeamWeek
from tuicrm.sales.handovers.listing import HandoverCard
from tuicrm.sales.handovers.telling import told
from tuicrm.sales.projects.finding import ProjectRow
from tuicrm.screens import agenda_brief, agenda_rows, agenda_team, agenda_words
from tuicrm.screens.agenda_acts import AgendaActs
from tuicrm.screens.agenda_offers import take_up
from tuicrm.screens.agenda_rows import Item
from tuicrm.screens.agenda_words import DAY, DONE, LIST, MONTH, NOW, PROJECT, SIDE_BY_SIDE, TEAM, WEEK
from tuicrm.screens.handing import answer
from tuicrm.screens.pair_sheet import open_sheet_of
from tuicrm.screens.planning import plan_anything
from tuicrm.widgets.changed import Changed
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.grid_view import GridView
from tuicrm.widgets.keymap import NARROW, bindings
from tuicrm.widgets.lanes import Lanes, Stay
from tuicrm.widgets.option import Option
from tuicrm.widgets.parts import Down, Part
from tuicrm.widgets.row import Page
from tuicrm.widgets.rows import Rows
from tuicrm.widgets.rule_line import RuleLine
from tuicrm.widgets.tabs import Views
from tuicrm.widgets.text import Note

SHOWN = (
    "action", "action_seen", "handover", "user_leave", "customer", "project", "inquiry", "contact", "stage", "user",
    "target",
)  # fmt: skip
A_MINUTE = 60.0


class AgendaPane(AgendaActs):
    """Lists and grids of one agenda; `tab` and `v` change the view, left and right the day, the week or the project."""

    place = "agenda"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("agenda"),
        Binding("tab", "focus_next", show=False, id="pane.next"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.view = NOW
        self.on: date | None = None  # a day of what is shown; None is today, also tomorrow
        self.whose: int | None = None
        self.team = False  # all of the team, side by side
        self.whose_name = ""
        self.project_id: int | None = None
        self.projects: tuple[ProjectRow, ...] = ()
        self.stays: tuple[Stay, ...] = ()
        self.team_week: Any = None
        self.month: Month | None = None
        self.items: dict[object, Item] = {}
        self._answer: Any = None
        self._shown = ""  # the view that the rows belong to
        self._cursors: dict[str, object] = {}

    def compose(self) -> ComposeResult:
        yield Views(id="agenda-views")
        yield Note("", id="agenda-day")
        with Part(id="agenda-body"):
            yield GridView(empty=_("Reading the agenda ..."), id="agenda-grid").telling(self.on_grid_view_highlighted)
            yield Lanes(id="agenda-lanes")
            rows = Rows(agenda_rows.columns(), empty=_("Reading the agenda ..."), id="agenda-rows")
            yield rows.telling(self.on_rows_highlighted)
            with Down(id="agenda-brief"):
                yield RuleLine("", id="agenda-head")
                yield Note("", id="agenda-lines")

    @property
    def first_focus(self) -> Widget | None:
        return self.grid if self.is_grid else self.rows

    @property
    def key(self) -> object:
        """The key of what is under the cursor."""
        return self.grid.mark if self.is_grid else self.rows.key

    @property
    def item(self) -> Item | None:
        return self.items.get(self.key)

    # reading

    def on_mount(self) -> None:
        self.set_interval(A_MINUTE, self._as_time_goes)

    def _as_time_goes(self) -> None:
        """What was for later is late now."""
        if self.display and self._answer is not None:
            self.show()

    def show(self) -> None:
        self.ask(agenda.month, self.whose, then=self._put_month, slot="month")
        if self.view == NOW:
            self.ask(agenda.now_list, self.whose, then=self.put, slot="list")
        elif self.view == PROJECT:
            me = self.whose or self.bridge.me.id
            self.ask(projects.listing, owner_id=me, limit=200, then=self._put_projects, slot="list")
        elif self.view == TEAM:
            self.ask(agenda.team_week, then=self._put_team, slot="list")
        elif self.is_grid:
            first, last = self.grid_span()
            self.ask(agenda.days, first, last, user_id=self.whose, whole_team=self.team, then=self.put, slot="list")
        else:
            first, last = self.monday, self.monday + timedelta(days=6)
            states = ("done",) if self.view == DONE else ("planned", "done")
            self.ask(agenda.span, first, last, user_id=self.whose, states=states, then=self.put, slot="list")

    def on_changed(self, event: Changed) -> None:
        if any(event.touches(kind) for kind in SHOWN):
            self.show()

    def _put_month(self, found: Month) -> None:
        self.month = found
        self._say_where()

    def _put_projects(self, found: tuple[ProjectRow, ...]) -> None:
        self.projects = found
        if self.project_id is None or all(one.id != self.project_id for one in found):
            self.project_id = found[0].id if found else None
        if self.project_id is None:
            self.put(())
        else:
            self.ask(projects.card, self.project_id, then=self._put_stays, slot="stays")
            self.ask(agenda.of_project, self.project_id, then=self.put, slot="list")

    def _put_stays(self, card: Any) -> None:
        zone = self.bridge.home.zone
        self.stays = tuple(Stay(show(one.stage), day_in_zone(one.entered_at, zone)) for one in card.history)
        if self.view == PROJECT and self._answer is not None:
            self._put_lanes()

    def _put_lanes(self) -> None:
        """Draw the project's plan and record over time, with its stages above."""
        lanes = self.query_one(Lanes)
        events = agenda_rows.lane_events(self._answer, self.bridge.local_now)
        lines = lanes.put(self.stays, events, self.bridge.today)
        lanes.styles.height = lines
        lanes.display = bool(lines) and not self.has_class("narrow")
        lanes.choose(self.rows.key)

    def on_lanes_chosen(self, event: Lanes.Chosen) -> None:
        self.rows.go_to(event.key)

    def _put_team(self, week: TeamWeek) -> None:
        self.team_week = week
        self.ask(
            agenda.team_record, week.monday, self.bridge.today, team_id=week.team_id,
            then=self.put, slot="record",
        )  # fmt: skip

    def put(self, answer: Any) -> None:
        """Show an answer; the cursor stays on its row, and comes back to it in each view."""
        self._answer = answer
        self._fit_window(self.app.size.width)  # the first answer may be quicker than the first Resize
        now = self.bridge.local_now
        self._show_part()
        if self.is_grid:
            self.put_grid(answer)
            self._shown = self.view
            self._say_where()
            self.about(self.sentence, moved=False)
            self._explain()
            return
        if self.view == PROJECT:
            self._put_lanes()
        if self.view == TEAM:
            items = agenda_team.items(self.team_week, answer)
        else:
            items = agenda_rows.now_items(answer) if self.view == NOW else agenda_rows.action_items(answer, now)
        self.items = {item.key: item for item in items}
        if self.view == LIST:
            empty = [agenda_rows.empty_day(self.monday + timedelta(days=nth)) for nth in range(7)]
            self.items |= {item.key: item for item in empty}
        self.rows.say_empty(agenda_words.empty(self.view, day=self.day, today=self.bridge.today, name=self.whose_name))
        page = self._page()
        before, to = self.rows.key, None if self._shown == self.view else self._cursor_in(page)
        self._shown = self.view
        self.rows.put(page, to=to)
        self._cursors[self.view] = self.rows.key
        self._say_where()
        if self.rows.key == before:
            self.about(self.sentence, moved=False)
            self._explain()

    def _cursor_in(self, page: Page) -> object:
        """Say where the cursor goes in a view that was not shown: where it was, else on the same thing, else first."""
        for key in (self._cursors.get(self.view), self.rows.key):
            if page.place(key) is not None:
                return key
        return page.rows[0].key if page.rows else None

    def _page(self) -> Page:
        now, heads = self.bridge.local_now, not self.has_class("narrow")
        if self.view == NOW:
            return agenda_rows.now_page(self._answer, now, heads=heads)
        if self.view == TEAM:
            return agenda_team.page(self.team_week, self._answer, now)
        if self.view == PROJECT:
            return agenda_rows.project_page(self._answer, now)
        days = [self.monday + timedelta(days=nth) for nth in range(7)]
        if self.view == DONE:
            return agenda_rows.days_page(self._answer, days[::-1], now, blank=False)
        return agenda_rows.days_page(self._answer, days, now)

    def _say_where(self) -> None:
        """Say which view this is, whose, and what the day amounts to."""
        views = agenda_words.views(self.bridge.me.role)
        line, short = self._day_line()
        if self.has_class("narrow"):
            right = self.whose_name or short
        else:
            right = agenda_words.month(self.month, self.whose_name)
        self.query_one(Views).show(views, self.view, show(right))
        self.query_one("#agenda-day", Note).say(line)

    def _day_line(self) -> tuple[str, str]:
        """Give the second line, and the little of it for which a narrow window has room."""
        if self._answer is None:
            return "", ""
        today = self.bridge.today
        if self.view == NOW:
            return agenda_words.now_line(self._answer.line)
        if self.view == PROJECT:
            return agenda_words.project_line(self.projects, self.project_id, today)
        if self.view == DAY:
            return agenda_words.day_line(self.day, self._answer.rows, today)
        if self.view == MONTH:
            return agenda_words.month_line(self.day.replace(day=1), self._answer.rows, today)
        if self.view == WEEK:
            return agenda_words.week_line(self.monday, self._answer.rows, today)
        if self.view == TEAM:
            return agenda_team.sentence(self.team_week, self._answer), _("team")
        return agenda_words.week_line(self.monday, self._answer, today)

    # the thing under the cursor

    @property
    def sentence(self) -> str:
        return agenda_brief.hint(self.item, self.bridge.today) if self.item is not None else ""

    @property
    def title_of_acts(self) -> str:
        return show(self.item.name) if self.item is not None and self.item.name else super().title_of_acts

    def on_grid_view_highlighted(self, event: GridView.Highlighted) -> None:
        self.about(self.sentence, moved=event.by_user)
        self._explain()

    def on_grid_view_opened(self, event: GridView.Opened) -> None:
        self._open(self.items.get(event.mark))

    def on_grid_view_edge(self, event: GridView.Edge) -> None:
        self._step(event.step)

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        if self._shown != self.view:
            return
        self._cursors[self.view] = event.key
        self.about(self.sentence, moved=event.by_user)
        self._explain()

    def _explain(self) -> None:
        item = self.item
        if item is not None and item.kind == "handover":
            self.ask(handovers.card, item.id, then=self._put_handover, slot="brief")
        elif item is None or not (item.customer_id or item.project_id):
            self._put_brief(None)
        else:
            self.ask(
                agenda.brief, customer_id=item.customer_id, project_id=item.project_id, then=self._put_brief,
                slot="brief",
            )  # fmt: skip

    def _put_handover(self, card: HandoverCard) -> None:
        """Tell what is handed over where the brief of others stands."""
        head, *lines = told(card)
        self.query_one("#agenda-brief").display = True
        self.query_one("#agenda-head", RuleLine).say(head)
        self.query_one("#agenda-lines", Note).say("\n".join(line for line in lines if line))

    def _put_brief(self, brief: Brief | None) -> None:
        said = agenda_brief.lines(brief, self.bridge.today) if brief else []
        self.query_one("#agenda-brief").display = brief is not None or self.item is not None
        self.query_one("#agenda-head", RuleLine).say(agenda_brief.head(brief) if brief else "")
        between = "\n\n" if self.has_class("wide") else "\n"
        self.query_one("#agenda-lines", Note).say(between.join(said))

    def on_rows_opened(self, event: Rows.Opened) -> None:
        self._open(self.items.get(event.key))

    def _open(self, item: Item | None) -> None:
        """Open what a row or mark is about; in an empty slot of a grid plan something for its time."""
        if item is None:
            if self.is_grid:
                plan_anything(self, self.slot_words)
        elif take_up(self, self.items.values(), item, self.whose_name):
            return
        elif item.kind == "person":
            self._show_person(item)
        elif item.kind == "handover":
            answer(self, item.id, item.name)
        elif item.is_pair:
            open_sheet_of(self, item.id)
        elif item.project_id is not None:
            self.bridge.open("project", item.project_id)
        elif item.customer_id is not None:
            self.bridge.open("customer", item.customer_id)
        else:
            self.action_plan()

    # views

    def action_views(self) -> None:
        options = [Option(view.key, view.words) for view in agenda_words.views(self.bridge.me.role)]
        self.app.push_screen(Choice(_("Which view?"), options, current=self.view), self._change_view)

    def on_views_chosen(self, event: Views.Chosen) -> None:
        self._change_view(event.key)

    def action_focus_next(self) -> None:
        """Go to the next view: there is only one list to have the focus."""
        views = agenda_words.views_of(self.bridge.me.role)
        self._change_view(views[(views.index(self.view) + 1) % len(views)])

    def _change_view(self, view: str | None) -> None:
        if view is None or view == self.view:
            return
        if view == TEAM:
            self.whose, self.whose_name, self.team = None, "", False
        if view == PROJECT and (item := self.item) and item.project_id is not None:
            self.project_id = item.project_id
        self.view = view
        self._answer = None
        self.about("")
        self._say_where()
        self.show()

    def action_earlier(self) -> None:
        self._step(-1)

    def action_later(self) -> None:
        self._step(1)

    def _step(self, by: int) -> None:
        if self.view == NOW:
            self.say(_("Now is now. v or tab shows the day, the week, a project."))
            return
        self._forget_cursor()
        if self.view == PROJECT:
            ids = [one.id for one in self.projects]
            if self.project_id in ids:
                self.project_id = ids[(ids.index(self.project_id) + by) % len(ids)]
        else:
            on = self.step_days(by)
            self.on = None if on == self.bridge.today else on
        self.show()

    def _forget_cursor(self) -> None:
        """Begin with the first row of what is shown next."""
        self._cursors.pop(self.view, None)
        self._shown = ""

    def _show_part(self) -> None:
        """Show the grid or the list, whichever the view is made of, with the focus."""
        grid, rows = self.grid, self.rows
        had = self.screen.focused in (grid, rows) or self.screen.focused is None
        grid.display, rows.display = self.is_grid, not self.is_grid
        if self.view != PROJECT:
            self.query_one(Lanes).display = False
        if had:
            self.screen.set_focus(grid if self.is_grid else rows)

    # the window

    def on_resize(self) -> None:
        if (self._fit_window(self.app.size.width) or self.view == MONTH) and self._answer is not None:
            self.put(self._answer)

    def _fit_window(self, width: int) -> bool:
        """Lay out for a width, and say whether that made a difference."""
        before = self.has_class("narrow"), self.has_class("wide")
        self.set_class(0 < width < NARROW, "narrow")
        self.set_class(width >= SIDE_BY_SIDE, "wide")
        return before != (self.has_class("narrow"), self.has_class("wide"))
