"""What the board can besides today: a past day, what changed since, the weekly review, and handing a card over."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from tuicrm.plain import formats
from tuicrm.plain.language import _, listed
from tuicrm.plain.periods import read_date
from tuicrm.plain.when import read_when
from tuicrm.sales import funnel
from tuicrm.sales.funnel.board import BoardQuery, Card
from tuicrm.sales.funnel.causes import Scope
from tuicrm.sales.funnel.changes import Since
from tuicrm.screens.handing import hand_over
from tuicrm.screens.pane import Pane
from tuicrm.widgets.fields import Field
from tuicrm.widgets.fields import Reading as Shown
from tuicrm.widgets.form_screen import FormScreen

Rule = Callable[..., Any]
_DAYS_AGO = {"yesterday": 1, "昨天": 1, "昨日": 1, "前天": 2}
_WEEKDAY = re.compile(r"mon|tue|wed|thu|fri|sat|sun|周|星期|礼拜", re.IGNORECASE)


def read_past_day(text: str, now: datetime) -> date | None:
    """Read today or a day before it: 2026-11-16, 16 nov, mon; empty is today. None: not understood, or to come."""
    today = now.date()
    if not text.strip():
        return today
    if (ago := _DAYS_AGO.get(text.strip().casefold())) is not None:
        return today - timedelta(days=ago)
    try:
        on: date = read_date(text)
    except ValueError:
        found = read_when(text, now)
        if found is None:
            return None
        on = found.start.date() if isinstance(found.start, datetime) else found.start
        if today < on <= today + timedelta(days=7) and _WEEKDAY.match(text.strip()):
            on -= timedelta(days=7)  # `mon` is the last one
        elif on > today + timedelta(days=7):
            on = on.replace(year=on.year - 1, day=min(on.day, 28) if on.month == 2 else on.day)
    return on if on <= today else None


def ask_day(pane: Pane, title: str, then: Callable[[date], None], button: str) -> None:
    """Ask for today or a day before it."""
    now = pane.bridge.local_now

    def shown(text: str) -> Shown:
        on = read_past_day(text, now)
        if on is None:
            return Shown(_("a day up to today, as 16 nov or 2026-11-16"), ok=False)
        return Shown(formats.day_short(on, now.date()))

    def send(said: dict[str, str], form: FormScreen) -> None:
        on = read_past_day(said["day"], now)
        if on is None:
            form.refuse({"day": _("Write a day up to today: 16 nov, 2026-11-16. Empty is today.")}, "")
            return
        form.done()
        then(on)

    field = Field("day", _("Day"), hint=_("16 nov, 2026-11-16; empty is today"), read=shown)
    pane.app.push_screen(FormScreen(title, [field], button, send=send))


def scope_number(query: BoardQuery) -> int:
    """Give whose projects as a number for a card: a team above nought, a person below, nought for one's own."""
    return query.team_id or -(query.owner_id or 0)


def scope_of_number(number: int) -> Scope:
    """Give whose projects a number means."""
    return Scope(team_id=number) if number > 0 else Scope(owner_id=-number) if number < 0 else Scope()


class BoardPast(Pane):
    """The part of the board pane that looks back; `query_now`, `card` and `show` are the board's own."""

    query_now: BoardQuery
    on_day: date | None = None
    since: Since | None = None

    def card(self, key: object = None) -> Card | None:
        raise NotImplementedError

    def reading(self, query: BoardQuery) -> tuple[Rule, tuple[Any, ...]]:
        """Give the rule that reads the board of the day, with its arguments."""
        return (funnel.board, (query,)) if self.on_day is None else (funnel.board_as_of, (query, self.on_day))

    def reading_more(self, query: BoardQuery, stage_id: int, after: tuple[int, int]) -> tuple[Rule, tuple[Any, ...]]:
        """Give the rule that reads more cards of a stage, with its arguments."""
        if self.on_day is None:
            return funnel.column, (query, stage_id, after)
        return funnel.column_as_of, (query, self.on_day, stage_id, after)

    def ask_since(self) -> None:
        """Read what changed since the Monday before, for the head of the board."""
        scope = Scope(self.query_now.team_id, self.query_now.owner_id)
        self.ask(funnel.since_monday, scope, then=self._put_since, slot="since")

    def _put_since(self, found: Since) -> None:
        self.since = found
        self.say_head()

    def say_head(self) -> None:
        """Say the head of the board anew."""

    @property
    def looks_back(self) -> str:
        """What the head says of time: the past day, or what changed since Monday."""
        today = self.bridge.today
        if self.on_day is not None:
            return _("AS OF {day}: A, enter for today").format(day=formats.day_short(self.on_day, today))
        if self.since is None:
            return ""
        said = _("since {day} +{came} -{went}, {amount}").format(
            day=formats.day_short(self.since.from_on, today), came=self.since.came, went=self.since.went,
            amount=formats.short_money(self.since.minor, self.since.currency, plus=True),
        )  # fmt: skip
        taken_in = _("{n} by import").format(n=f"{self.since.imported:,}") if self.since.imported else ""
        return listed([said, taken_in]) if taken_in else said

    def is_past(self) -> bool:
        """Say that nothing is moved on a past day, and whether it is one."""
        if self.on_day is not None:
            self.say(
                _("This is the board of {day}. A and enter go back to today.").format(day=formats.day(self.on_day))
            )
        return self.on_day is not None

    def action_as_of(self) -> None:
        """Choose the day whose board is shown."""

        def chosen(on: date) -> None:
            self.on_day = None if on == self.bridge.today else on
            self.about("")
            self.show()

        ask_day(self, _("The board of which day?"), chosen, _("Show"))

    def action_changes(self) -> None:
        self.bridge.open("changes", scope_number(self.query_now))

    def action_review(self) -> None:
        self.bridge.open("review", scope_number(self.query_now))

    def action_hand_over(self) -> None:
        one = self.card()
        if one is None:
            self.say(_("Nothing is under the cursor."))
        elif not self.is_past():
            hand_over(self, [("project", one.id)], one.customer or one.name)
