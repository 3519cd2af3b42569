"""What the window does by itself: the morning summary, reminders, news, and back where one was."""

from functools import partial
from typing import Any

from textual.widgets import Input, TextArea

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, listed
from tuicrm.sales import here, talk
from tuicrm.sales.action_kinds import KIND
from tuicrm.sales.agenda.listing import ActionRow
from tuicrm.sales.agenda.morning import Morning, morning, soon
from tuicrm.screens.commenting import news
from tuicrm.screens.pool_views import SOON_BACK
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.greeting import Greeting
from tuicrm.widgets.option import Option

# What is said of the morning, and the screen that shows more.
LINES = {
    "overdue": (N_("overdue"), "agenda"),
    "today": (N_("planned today"), "agenda"),
    "owed_by_us": (N_("we owe by today"), "agenda"),
    "owed_to_us": (N_("they owe by today"), "agenda"),
    "inquiries": (N_("inquiries not answered"), "agenda"),
    "handovers": (N_("handovers to accept"), "agenda"),
    "recycled_soon": (N_("soon back in the pool"), "pool"),
    "rotting": (N_("standing still"), "board"),
    "silent": (N_("silent beyond their rhythm"), "agenda"),
}

REST_SECONDS = 0.5
"""So long no key has come when the morning summary opens by itself."""
GREET_TRIES = 40
"""So often it is tried, every half of that; who types for so long knows what to do."""


class Waking:
    """Looks for one window after what nobody asked for; all reads go through the bridge."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self._reminded: set[tuple[int, Any]] = set()
        self._kept: dict[str, Any] | None = None
        self.count = 0

    # news

    def count_news(self) -> None:
        """Count what others wrote, for the first line."""
        self._app.ask(talk.count_new, then=self._counted, slot="notices")

    def _counted(self, count: int) -> None:
        self.count = count
        self._app.repaint_tabs()

    def show_news(self) -> None:
        """Show what others wrote."""
        self._app.ask(talk.notices_of, then=lambda found: news(self._app, found, self._app), slot="notices")

    # the morning

    def greet(self) -> None:
        """Show the morning summary when the user rests; on a quiet morning nothing is shown."""
        self._app.ask(morning, then=self._greet_at_rest, slot="morning")

    def _greet_at_rest(self, found: Morning, tries: int = GREET_TRIES) -> None:
        """Show it between two keys only: who types already is at work, and gets a line in its place."""
        is_writing = len(self._app.screen_stack) > 1 or isinstance(self._app.screen.focused, Input | TextArea)
        at_rest = self._app.keys.rested(REST_SECONDS) and not is_writing
        if at_rest or not found.lines:
            self._show_morning(found, box=Greeting)
        elif tries:
            self._app.set_timer(REST_SECONDS / 2, partial(self._greet_at_rest, found, tries - 1))
        else:
            self._app.say(_("M shows what waits."))

    def say_morning(self) -> None:
        """Show the morning summary because it was asked for."""
        self._app.ask(morning, then=lambda found: self._show_morning(found, asked=True), slot="morning")

    def _show_morning(self, found: Morning, *, asked: bool = False, box: "type[Choice[str]]" = Choice) -> None:
        options = [
            Option(line.what, _(LINES[line.what][0]), note=str(line.count), tip=listed(map(show, line.names)))
            for line in found.lines
        ]
        if found.new_notices:
            options.append(Option("news", _("new from colleagues"), note=str(found.new_notices)))
        if options:
            day = formats.day_short(self._app.today, self._app.today)
            title = _("{day}, {name}: what waits").format(day=day, name=show(self._app.me.name))
            self._app.push_screen(box(title, options), self._chosen)
        elif asked:
            self._app.say(_("Nothing waits."))

    def _chosen(self, what: str | None) -> None:
        if what == "news":
            self.show_news()
        elif what == "recycled_soon":
            self._app.run_worker(self._soon_back(), group="open", exit_on_error=False)
        elif what is not None:
            self._app.show(LINES[what][1])

    async def _soon_back(self) -> None:
        """Show those of one's customers that will soon be free, and no others."""
        await self._app.show_pane("pool")
        self._app.pane.switch("mine", SOON_BACK)

    # reminders

    def remind(self) -> None:
        """Look what is due soon."""
        self._app.ask(soon, then=self._remind, slot="soon")

    def _remind(self, found: tuple[ActionRow, ...]) -> None:
        how = getattr(self._app.settings, "remind", "off")
        for one in found:
            if (one.id, one.planned_at) in self._reminded or one.planned_at is None:
                continue
            self._reminded.add((one.id, one.planned_at))
            at = one.planned_at.astimezone(self._app.local_now.tzinfo)
            kind = _(KIND[one.kind].word) if one.kind in KIND else show(one.kind)
            words = f"{formats.clock(at)} {kind} {show(one.customer or one.project or '')} {show(one.subject)}".strip()
            self._app.notify(words)
            if how in ("bell", "desktop"):
                self._app.bell()
            if how == "desktop":
                self._app.notify_desktop(words)

    # back where one was

    def keep_place(self) -> None:
        """Keep where one is, if that is another place than the last time."""
        place = self._place()
        if place != self._kept:
            self._kept = place
            self._app.act(here.keep, place)

    def _place(self) -> dict[str, Any]:
        area = self._app.area
        stack = area._stacks.get(area.name_shown, [])
        cards = [[pane.kind_of_card, pane.record_id] for pane in stack[1:] if getattr(pane, "kind_of_card", "")]
        rows = {name: panes[0].place_now() for name, panes in area._stacks.items() if panes}
        return {"screen": area.name_shown, "cards": cards, "panes": rows, "form": self._form()}

    def _form(self) -> dict[str, Any] | None:
        screen = self._app.screen
        kept = getattr(screen, "kept", None)
        return dict(kept()) if callable(kept) else None
