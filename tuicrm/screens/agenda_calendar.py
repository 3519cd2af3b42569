"""The views of the agenda that are grids: a day with its hours, a week, a month; moving actions in them."""

from datetime import date, datetime, time, timedelta
from typing import Any

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.sales import agenda
from tuicrm.sales.agenda.planning import Planned
from tuicrm.sales.agenda.spans import Days
from tuicrm.screens import agenda_grids, agenda_rows
from tuicrm.screens.agenda_rows import Item
from tuicrm.screens.agenda_words import DAY, MONTH, WEEK
from tuicrm.screens.pane import Pane
from tuicrm.widgets.grid_view import GridView

GRIDS = (DAY, WEEK, MONTH)
MORNING = time(9)


class CalendarViews(Pane):
    """What the grid views of the agenda read, show and move. `team` shows the whole team side by side."""

    view: str
    whose: int | None
    team: bool
    items: dict[object, Item]
    on: date | None

    @property
    def grid(self) -> GridView:
        """The grid; hidden while a list is shown."""
        return self.query_one(GridView)

    @property
    def day(self) -> date:
        """The day that is shown, or a day of the week or month that is."""
        return self.on or self.bridge.today

    @property
    def monday(self) -> date:
        """The first day of the week that is shown."""
        return self.day - timedelta(days=self.day.weekday())

    @property
    def is_grid(self) -> bool:
        """Say whether the view that is shown is a grid."""
        return self.view in GRIDS

    def grid_span(self) -> tuple[date, date]:
        """The days that a grid view shows, both included."""
        if self.view == DAY:
            return self.day, self.day
        if self.view == WEEK:
            return self.monday, self.monday + timedelta(days=6)
        first = self.day.replace(day=1)
        last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())

    def step_days(self, by: int) -> date:
        """The day that is shown when one goes on or back."""
        if self.view == MONTH:
            first = self.day.replace(day=1)
            return (first + timedelta(days=32)).replace(day=1) if by > 0 else (first - timedelta(days=1)).replace(day=1)
        return self.day + timedelta(days=by if self.view == DAY else 7 * by)

    def put_grid(self, found: Days) -> None:
        """Show what was read as the grid of the view."""
        now = self.bridge.local_now
        whole = (*found.late, *found.rows)
        self.items = {item.key: item for item in agenda_rows.action_items(whole, now)}
        if self.view == DAY:
            drawn = agenda_grids.day_grid(found, self.day, now)
        elif self.view == WEEK:
            drawn = agenda_grids.week_grid(found, self.monday, now)
        else:
            room = (self.grid.size.height or 16) - 2
            drawn = agenda_grids.month_grid(found, self.day.replace(day=1), now, room)
        self.grid.put(
            drawn.columns, drawn.rows, narrowest=drawn.narrowest, most=drawn.most, to=self.grid_cursor,
            at=None if self.grid_cursor is not None else self._beginning(found, now),
        )  # fmt: skip
        self.grid_cursor = None

    grid_cursor: object = None
    """A mark to put the cursor on with the next answer."""

    def _beginning(self, found: Days, now: datetime) -> tuple[Any, Any] | None:
        """Where the cursor begins in a span that was not shown: on today, this hour."""
        if self.grid.place != (None, None) and self._span_shown == (self.view, self.grid_span()):
            return None
        self._span_shown = (self.view, self.grid_span())
        person = found.people[0].user_id if found.people else 0
        if self.view == DAY and found.late and self.day == now.date():
            return agenda_grids.LATE, person
        if self.view == DAY:
            return (
                max(agenda_grids.FIRST_HOUR, now.hour) if self.day == now.date() else agenda_grids.FIRST_HOUR
            ), person
        if self.view == WEEK:
            return person, self.day
        return self.day - timedelta(days=self.day.weekday()), self.day.weekday()

    _span_shown: object = None

    @property
    def slot_day(self) -> date | None:
        """The day of the slot that the cursor is in."""
        row, column = self.grid.place
        if self.view == DAY:
            return self.day
        if self.view == WEEK:
            return column if isinstance(column, date) else None
        return row + timedelta(days=int(str(column))) if isinstance(row, date) else None

    @property
    def slot_words(self) -> str:
        """When the slot is, as a line that plans something would say it: for an empty slot."""
        from tuicrm.plain.when_text import when_text

        on, now = self.slot_day, self.bridge.local_now
        if on is None or on < now.date():
            return ""
        row, _column = self.grid.place
        if self.view == DAY and isinstance(row, int):
            return when_text(datetime.combine(on, time(row), now.tzinfo), "minute", now)
        return when_text(on, "day", now)

    # moving

    def action_move_earlier(self) -> None:
        self._shift(days=-1)

    def action_move_later(self) -> None:
        self._shift(days=1)

    def action_move_up(self) -> None:
        self._shift(hours=-1)

    def action_move_down(self) -> None:
        self._shift(hours=1)

    def _shift(self, *, days: int = 0, hours: int = 0) -> None:
        """Move the action under the cursor by days, or by hours on its day."""
        item = self.item
        if reason := self.why("action.postpone"):
            self.say(reason)
            return
        assert item is not None
        self.ask(agenda.find, item.id, then=lambda row: self._move(row, self._moved(row, days, hours)), slot="moving")

    @property
    def item(self) -> Item | None:
        """What is under the cursor."""
        raise NotImplementedError

    def _moved(self, row: Any, days: int, hours: int) -> datetime | date:
        zone = self.bridge.local_now.tzinfo
        local = row.planned_at.astimezone(zone) if row.planned_at is not None else None
        if hours and local is None:
            return datetime.combine(row.planned_on, MORNING, zone)
        if hours and local is not None:
            moved = datetime.combine(local.date(), time(local.hour, local.minute), zone) + timedelta(hours=hours)
            return moved if moved.date() == local.date() else local
        step = timedelta(days=days * (7 if row.grain == "week" else 1))
        if local is None:
            return date.fromordinal((row.planned_on + step).toordinal())
        return datetime.combine(local.date() + step, local.time(), zone)  # ten o'clock stays ten o'clock

    def _move(self, row: Any, to: datetime | date) -> None:
        at = to if isinstance(to, datetime) else None
        if (row.planned_at, row.planned_on) == (at, row.planned_on if at is not None else to):
            return
        self.grid_cursor = ("action", row.id)

        def said(planned: Planned) -> str:
            local = planned.at.astimezone(self.bridge.local_now.tzinfo) if planned.at else None
            when = formats.near_time(local, planned.on, self.bridge.today)
            name = show(row.customer or row.project or row.subject)
            return _("{name}, {kind}: now {when}.").format(name=name, kind=agenda_rows.kind_word(row.kind), when=when)

        self.act(agenda.postpone, row.id, **({"at": at} if at is not None else {"on": to}), said=said)

    def on_grid_view_dropped(self, event: GridView.Dropped) -> None:
        item = self.items.get(event.mark)
        if item is None or not item.is_planned:
            self.say(_("Only what is planned can be put off or called off."))
            return
        self.ask(agenda.find, item.id, then=lambda row: self._drop(row, event), slot="moving")

    def _drop(self, row: Any, event: GridView.Dropped) -> None:
        """Put an action where the mouse left it: another day keeps its time, another hour its day."""
        zone = self.bridge.local_now.tzinfo
        local = row.planned_at.astimezone(zone) if row.planned_at is not None else None
        if self.view == DAY:
            if not isinstance(event.row, int):
                self._move(row, self.day)
                return
            minute = local.minute if local is not None else 0
            self._move(row, datetime.combine(self.day, time(event.row, minute), zone))
            return
        on = event.column if self.view == WEEK else event.row + timedelta(days=int(str(event.column)))  # type: ignore[operator]
        assert isinstance(on, date)
        self._move(row, datetime.combine(on, local.time(), zone) if local is not None else on)
