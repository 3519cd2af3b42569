"""The agenda: what to do next in one ordered list; the day, the week, one project, and what was done."""

from datetime import date, timedelta
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget

from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.sales import agenda, people, projects
from tuicrm.sales.agenda import Brief, Month
from tuicrm.sales.projects.finding import ProjectRow
from tuicrm.screens import agenda_brief, agenda_rows, agenda_words
from tuicrm.screens.agenda_rows import Item
from tuicrm.screens.agenda_words import DAY, DONE, NOW, PROJECT, SIDE_BY_SIDE, VIEWS, WEEK
from tuicrm.screens.calling import run
from tuicrm.screens.pane import Pane
from tuicrm.screens.planning import plan_anything, plan_for_customer, plan_for_project, record, record_for
from tuicrm.screens.putting_off import call_off, postpone
from tuicrm.widgets.changed import Changed
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.keymap import NARROW, bindings
from tuicrm.widgets.option import Option
from tuicrm.widgets.parts import Down, Part
from tuicrm.widgets.row import Page
from tuicrm.widgets.rows import Rows
from tuicrm.widgets.rule_line import RuleLine
from tuicrm.widgets.tabs import Views
from tuicrm.widgets.text import Note

SHOWN = ("action", "customer", "project", "inquiry", "contact", "stage", "user", "target")
A_MINUTE = 60.0


class AgendaPane(Pane):
    """One list in five views; `tab` and `v` change the view, left and right the day, the week or the project."""

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
        self.whose_name = ""
        self.project_id: int | None = None
        self.projects: tuple[ProjectRow, ...] = ()
        self.month: Month | None = None
        self.items: dict[object, Item] = {}
        self._answer: Any = None
        self._shown = ""  # the view that the rows belong to
        self._cursors: dict[str, object] = {}

    def compose(self) -> ComposeResult:
        yield Views(id="agenda-views")
        yield Note("", id="agenda-day")
        with Part(id="agenda-body"):
            rows = Rows(agenda_rows.columns(), empty=_("Reading the agenda ..."), id="agenda-rows")
            yield rows.telling(self.on_rows_highlighted)
            with Down(id="agenda-brief"):
                yield RuleLine("", id="agenda-head")
                yield Note("", id="agenda-lines")

    @property
    def rows(self) -> Rows:
        return self.query_one(Rows)

    @property
    def first_focus(self) -> Widget | None:
        return self.rows

    @property
    def item(self) -> Item | None:
        """What is under the cursor."""
        return self.items.get(self.rows.key)

    @property
    def day(self) -> date:
        """The day that is shown, or a day of the week that is."""
        return self.on or self.bridge.today

    @property
    def monday(self) -> date:
        return self.day - timedelta(days=self.day.weekday())

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
        else:
            first, last = (self.day, self.day) if self.view == DAY else (self.monday, self.monday + timedelta(days=6))
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
            self.ask(agenda.of_project, self.project_id, then=self.put, slot="list")

    def put(self, answer: Any) -> None:
        """Show an answer; the cursor stays on its row, and comes back to it in each view."""
        self._answer = answer
        self._fit_window(self.app.size.width)  # the first answer may be quicker than the first Resize
        now = self.bridge.local_now
        items = agenda_rows.now_items(answer.rows) if self.view == NOW else agenda_rows.action_items(answer, now)
        self.items = {item.key: item for item in items}
        if self.view == WEEK:
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
            return agenda_rows.now_page(self._answer.rows, now, heads=heads)
        if self.view == DAY:
            return agenda_rows.day_page(self._answer, now, heads=heads)
        if self.view == PROJECT:
            return agenda_rows.project_page(self._answer, now)
        days = [self.monday + timedelta(days=nth) for nth in range(7)]
        if self.view == DONE:
            return agenda_rows.days_page(self._answer, days[::-1], now, blank=False)
        return agenda_rows.days_page(self._answer, days, now)

    def _say_where(self) -> None:
        """Say which view this is, whose, and what the day amounts to."""
        views = agenda_words.views()
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
            return agenda_words.day_line(self.day, self._answer, today)
        return agenda_words.week_line(self.monday, self._answer, today)

    # the thing under the cursor

    @property
    def sentence(self) -> str:
        return agenda_brief.hint(self.item, self.bridge.today) if self.item is not None else ""

    @property
    def title_of_acts(self) -> str:
        return show(self.item.name) if self.item is not None and self.item.name else super().title_of_acts

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        if self._shown != self.view:
            return
        self._cursors[self.view] = event.key
        self.about(self.sentence, moved=event.by_user)
        self._explain()

    def _explain(self) -> None:
        item = self.item
        if item is None or not (item.customer_id or item.project_id):
            self._put_brief(None)
        else:
            self.ask(
                agenda.brief, customer_id=item.customer_id, project_id=item.project_id, then=self._put_brief,
                slot="brief",
            )  # fmt: skip

    def _put_brief(self, brief: Brief | None) -> None:
        said = agenda_brief.lines(brief, self.bridge.today) if brief else []
        self.query_one("#agenda-brief").display = brief is not None or self.item is not None
        self.query_one("#agenda-head", RuleLine).say(agenda_brief.head(brief) if brief else "")
        between = "\n\n" if self.has_class("wide") else "\n"
        self.query_one("#agenda-lines", Note).say(between.join(said))

    def on_rows_opened(self, event: Rows.Opened) -> None:
        item = self.items.get(event.key)
        if item is None:
            return
        if item.project_id is not None:
            self.bridge.open("project", item.project_id)
        elif item.customer_id is not None:
            self.bridge.open("customer", item.customer_id)
        else:
            self.action_plan()

    # views

    def action_views(self) -> None:
        options = [Option(view.key, view.words) for view in agenda_words.views()]
        self.app.push_screen(Choice(_("Which view?"), options, current=self.view), self._change_view)

    def on_views_chosen(self, event: Views.Chosen) -> None:
        self._change_view(event.key)

    def action_focus_next(self) -> None:
        """Go to the next view: there is only one list to have the focus."""
        self._change_view(VIEWS[(VIEWS.index(self.view) + 1) % len(VIEWS)])

    def _change_view(self, view: str | None) -> None:
        if view is None or view == self.view:
            return
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
            on = self.day + timedelta(days=by if self.view == DAY else 7 * by)
            self.on = None if on == self.bridge.today else on
        self.show()

    def _forget_cursor(self) -> None:
        """Begin with the first row of what is shown next."""
        self._cursors.pop(self.view, None)
        self._shown = ""

    def action_whose(self) -> None:
        if self.view == PROJECT:
            self._choose_project()
            return
        me = self.bridge.me
        team_id = me.team_id if me.role in ("rep", "team_lead") else None
        self.ask(people.users, team_id=team_id, then=self._choose_person, slot="people")

    def _choose_person(self, found: tuple[people.UserRow, ...]) -> None:
        me = self.bridge.me
        options = [Option(me.id, _("my own"))]
        options += [Option(one.id, show(one.name), note=show(one.team or "")) for one in found if one.id != me.id]

        def chosen(user_id: int | None) -> None:
            if user_id is None:
                return
            self.whose = None if user_id == me.id else user_id
            self.whose_name = "" if user_id == me.id else next(one.name for one in found if one.id == user_id)
            self._cursors.clear()
            self._shown = ""
            self.project_id = None
            self.show()

        self.app.push_screen(Choice(_("Whose agenda?"), options, current=self.whose or me.id), chosen)

    def _choose_project(self) -> None:
        def chosen(project_id: int | None) -> None:
            if project_id is not None:
                self.project_id = project_id
                self._forget_cursor()
                self.show()

        options = [Option(one.id, agenda_words.project_name(one), note=show(one.stage)) for one in self.projects]
        if options:
            self.app.push_screen(Choice(_("Which project?"), options, current=self.project_id), chosen)
        else:
            self.say(agenda_words.empty(PROJECT, day=self.day, today=self.bridge.today, name=self.whose_name))

    # acts

    def action_done(self) -> None:
        item = self.item
        reason = self.why("action.done")
        if item is None or reason:
            self.say(reason or "")
        elif item.is_planned:
            record(self, item.id, item.act, item.name, customer_id=item.customer_id, project_id=item.project_id)
        else:
            record_for(self, item.name, customer_id=item.customer_id, project_id=item.project_id)

    def action_plan(self) -> None:
        item = self.item
        if self.view == PROJECT and self.project_id is not None:
            known = next(one for one in self.projects if one.id == self.project_id)
            plan_for_project(self, known.id, known.customer or known.name)
        elif item is not None and item.project_id is not None:
            plan_for_project(self, item.project_id, item.name)
        elif item is not None and item.customer_id is not None:
            plan_for_customer(self, item.customer_id, item.name)
        else:
            plan_anything(self)

    def action_add(self) -> None:
        plan_anything(self)

    def action_run(self) -> None:
        """Call today's list one by one; in the other views whoever stands there."""
        if self.view == NOW and self.whose is None:
            run(self, _("today"))
            return
        ids = [item.customer_id for item in self.items.values() if item.customer_id is not None]
        run(self, self.whose_name or _("agenda"), ids)

    def action_postpone(self) -> None:
        if item := self._planned("action.postpone"):
            postpone(self, item.id, item.act, item.name)

    def action_cancel(self) -> None:
        if item := self._planned("action.cancel"):
            call_off(self, item.id, item.act, item.name)

    def _planned(self, act_id: str) -> Item | None:
        """Give the planned action under the cursor, or say why there is none."""
        if reason := self.why(act_id):
            self.say(reason)
            return None
        return self.item

    def why(self, act_id: str) -> str | None:
        item = self.item
        if act_id in ("action.postpone", "action.cancel"):
            if item is None or item.kind == "day":
                return _("Nothing is under the cursor.")
            return None if item.is_planned else _("Only what is planned can be put off or called off.")
        if act_id in ("action.done", "list.open"):
            if item is None or item.kind == "day":
                return _("Nothing is under the cursor.")
            if act_id == "action.done" and item.state == "done":
                return _("This is done already; u takes the last act back.")
        return None

    def likely(self) -> list[str]:
        item = self.item
        if item is None or item.kind in ("day", "project", "customer"):
            return ["action.plan"]
        return ["action.done"]

    # the window

    def on_resize(self) -> None:
        if self._fit_window(self.app.size.width) and self._answer is not None:
            self.put(self._answer)

    def _fit_window(self, width: int) -> bool:
        """Lay out for a width, and say whether that made a difference."""
        before = self.has_class("narrow"), self.has_class("wide")
        self.set_class(0 < width < NARROW, "narrow")
        self.set_class(width >= SIDE_BY_SIDE, "wide")
        return before != (self.has_class("narrow"), self.has_class("wide"))
