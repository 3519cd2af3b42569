"""The team page: five sentences first, then the evidence of the one under the cursor."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from tuicrm.plain import formats
from tuicrm.plain.language import N_, _, ngettext
from tuicrm.sales import analysis
from tuicrm.sales.analysis.sentences import Sentence, sentences
from tuicrm.sales.analysis.team import TeamPage
from tuicrm.screens.figures import none_if_nothing
from tuicrm.screens.pane import Pane
from tuicrm.widgets.changed import Changed
from tuicrm.widgets.chart import Chart, Series
from tuicrm.widgets.chart_view import ChartView
from tuicrm.widgets.keymap import bindings
from tuicrm.widgets.row import Cell, Column, Page, Row
from tuicrm.widgets.rows import Rows
from tuicrm.widgets.text import Label, Note
from tuicrm.widgets.tones import Tone

HOW = {
    "plan": N_(
        "Won: purchases of this quarter. Likely: that and the amounts of open projects that may close in it, each "
        "times the chance of its stage. Behind: a team below four fifths of its target up to today."
    ),
    "ability": N_(
        "Sum of profit (amount less cost of purchases, credited to the holder at the win) / sum of person-months of "
        "reps (days employed, not on leave), this quarter to date against the same days a year ago."
    ),
    "risk": N_("The three largest open projects with one contact at most, or without a next step in time."),
    "help": N_(
        "Share of projects that left a stage forwards, of those who joined within a year and of the others, in twelve "
        "months. Named only from 20 projects each on; clear when the two 95 % Wilson intervals do not meet."
    ),
    "since": N_("Projects made, won, lost and moved since the day named."),
}
TONES: dict[str, Tone] = {"good": "good", "still": "still", "late": "late", "text": "text"}


class TeamPane(Pane):
    """Is the team getting better? Five sentences say it; `enter` goes to what they rest on."""

    place = "team"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("team")]

    def __init__(self) -> None:
        super().__init__()
        self.page: TeamPage | None = None
        self.said: tuple[Sentence, ...] = ()

    def compose(self) -> ComposeResult:
        yield Label("", id="team-head")
        columns = [Column("number", width=2), Column("name", width=9), Column("text", flex=1, wrap=3)]
        yield Rows(columns, empty=_("Reading the figures..."), id="team-sentences")
        yield ChartView(id="team-chart")
        yield Note("", id="team-note")

    @property
    def lines(self) -> Rows:
        return self.query_one(Rows)

    @property
    def first_focus(self) -> Widget | None:
        return self.lines

    def show(self) -> None:
        self.ask(analysis.team_page, then=self.put, slot="team")

    def on_changed(self, event: Changed) -> None:
        if any(event.touches(kind) for kind in ("project", "purchase", "credit", "target", "user")):
            self.show()

    def put(self, page: TeamPage) -> None:
        """Show the figures of a team page in words."""
        self.page = page
        self.said = sentences(page)
        people = ngettext("{count} person who sells", "{count} people who sell", page.people).format(count=page.people)
        quarter = formats.quarter(page.plan.quarter)
        self.query_one("#team-head", Label).say(
            _("{people}   {quarter} against the same quarter a year ago").format(people=people, quarter=quarter)
        )
        rows = [
            Row(one.key, (str(number), Cell(one.name, TONES[one.tone]), one.text))
            for number, one in enumerate(self.said, 1)
        ]
        self.lines.put(Page(tuple(rows)))
        self._evidence(str(self.lines.key))

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        if event.key is not None:
            self._evidence(str(event.key))

    def on_rows_opened(self, event: Rows.Opened) -> None:
        places = {"plan": "charts", "risk": "board", "help": "charts", "since": "board", "ability": "charts"}
        self.bridge.show(places[str(event.key)])

    def _evidence(self, key: str) -> None:
        if self.page is None:
            return
        self.query_one(ChartView).put(self._chart(self.page, key))
        self.query_one("#team-note", Note).say("")

    def _chart(self, page: TeamPage, key: str) -> Chart:
        if key == "ability":
            return self._averages(page)
        if key == "help" and page.help.stage is not None:
            found = page.help
            return Chart(
                "hbar", _("Go on from {stage}").format(stage=found.stage),
                (Series(_("rate"), (found.new_rate, found.old_rate)),), (_("new people"), _("the others")), "%",
                notes=(str(found.new_n), str(found.old_n)),
            )  # fmt: skip
        months = page.months[-12:]
        return Chart(
            "bar", _("Revenue and profit by month"),
            (
                Series(_("revenue"), none_if_nothing([float(revenue) for _month, revenue, _profit in months])),
                Series(_("profit"), none_if_nothing([float(profit) for _month, _revenue, profit in months])),
            ),
            tuple(formats.month(month) for month, _revenue, _profit in months), page.currency,
            empty=_("Nothing was sold yet."),
        )  # fmt: skip

    def _averages(self, page: TeamPage) -> Chart:
        ability = page.ability
        labels = (_("all, a year ago"), _("all, now"), _("who stayed, a year ago"), _("who stayed, now"))
        values = (
            ability.before_minor, ability.now_minor, ability.stayers_before_minor, ability.stayers_now_minor,
        )  # fmt: skip
        known = tuple(None if one is None else float(one) for one in values)
        return Chart(
            "hbar", _("Profit per person and month"), (Series(_("profit"), known),), labels, page.currency,
            empty=_("Purchases need a cost, and people a day of joining."),
        )  # fmt: skip

    def action_review(self) -> None:
        """Open the weekly review of what one leads."""
        self.bridge.open("review", 0)

    def action_how(self) -> None:
        """Say how the sentence under the cursor is computed."""
        key = self.lines.key
        if key is not None:
            self.query_one("#team-note", Note).say(_(HOW[str(key)]))
