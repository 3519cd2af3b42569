"""The weekly review: a page of projects to talk about, each decided by one key."""

from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.plain.os_errors import reason
from tuicrm.sales import funnel, projects
from tuicrm.sales import review as reviews
from tuicrm.sales.funnel.risks import Talk
from tuicrm.sales.funnel.stages import Reason
from tuicrm.sales.projects.card import ProjectCard
from tuicrm.sales.review import WHAT, Review
from tuicrm.sales.review.holding import Decision
from tuicrm.sales.review.sheet import sheet
from tuicrm.screens import review_rows
from tuicrm.screens.board_past import scope_of_number
from tuicrm.screens.pane import Card
from tuicrm.screens.review_decide import Decider
from tuicrm.widgets.changed import Changed
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.keymap import bindings, plain_key
from tuicrm.widgets.option import Option
from tuicrm.widgets.row import Page
from tuicrm.widgets.rows import Rows
from tuicrm.widgets.rule_line import RuleLine
from tuicrm.widgets.text import Label, Note

FORMS = ("md", "txt", "html")


class ReviewPane(Card):
    """The review of a team, a person or all; digits decide, the cursor goes on to what is not decided yet."""

    place = "review"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("review")]

    def __init__(self, record_id: int) -> None:
        super().__init__(record_id)
        self.found: Review | None = None
        self.talks: dict[int, Talk] = {}
        self.decided: dict[int, Decision] = {}
        self.reasons: tuple[Reason, ...] = ()
        self._detail: ProjectCard | None = None

    def compose(self) -> ComposeResult:
        yield Label("", id="review-head")
        yield Note("", id="review-last")
        yield Rows(review_rows.columns(), empty=_("Reading the review ..."), id="review-rows")
        yield RuleLine("", id="review-rule")
        yield Note("", id="review-detail")
        yield Note("", id="review-keys")
        yield Note("", id="review-calls")

    @property
    def rows(self) -> Rows:
        return self.query_one(Rows)

    @property
    def first_focus(self) -> Widget | None:
        return self.rows

    @property
    def talk(self) -> Talk | None:
        """The project under the cursor."""
        key = self.rows.key
        return self.talks.get(key) if isinstance(key, int) else None

    def show(self) -> None:
        scope = scope_of_number(self.record_id) if self.record_id else None
        self.ask(funnel.lost_reasons, then=self._keep_reasons, slot="reasons")
        self.ask(reviews.review, scope, then=self.put, slot="review")

    def on_changed(self, event: Changed) -> None:
        if any(event.touches(kind) for kind in ("project", "action", "review_decision")):
            self.show()

    def _keep_reasons(self, found: tuple[Reason, ...]) -> None:
        self.reasons = found

    def put(self, found: Review) -> None:
        """Show a review; what was on the page stays there, in its place, with what was decided."""
        self.found = found
        self.decided = {one.project_id: one for one in found.decided}
        fresh = {one.id: one for one in found.talks}
        kept = {key: fresh.get(key, talk) for key, talk in self.talks.items() if key in fresh or key in self.decided}
        self.talks = kept | {key: talk for key, talk in fresh.items() if key not in kept}
        self.rows.say_empty(_("Nothing to talk about: no date is past, and every project has a next step."))
        before = self.rows.key
        rows = [review_rows.row(number, one, self) for number, one in enumerate(self.talks.values(), 1)]
        self.rows.put(Page(tuple(rows), len(rows)))
        self._say()
        if self.rows.key == before:
            self._explain()

    @property
    def currency(self) -> str:
        return self.found.currency if self.found else ""

    def _say(self) -> None:
        if self.found is None:
            return
        place = list(self.talks).index(self.talk.id) + 1 if self.talk is not None else 0
        narrow = self._is_narrow
        head = review_rows.head(self.found, place, len(self.talks), presenting=self.bridge.presenting, narrow=narrow)
        self.query_one("#review-head", Label).say(head)
        self.query_one("#review-last", Note).say(review_rows.since(self.found, narrow=narrow))
        self.query_one("#review-keys", Note).say(review_rows.keys(self.size.width, narrow=narrow))
        calls = "" if self.bridge.presenting or narrow else review_rows.calls(self.found)
        self.query_one("#review-calls", Note).say(calls)

    @property
    def _is_narrow(self) -> bool:
        return self.app.size.width < review_rows.NARROW

    def on_resize(self) -> None:
        self.set_class(self._is_narrow, "narrow")
        self._say()
        self._put_detail(self._detail)

    # the thing under the cursor

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        self._say()
        self.about(self.sentence, moved=event.by_user)
        self._explain()

    def _explain(self) -> None:
        one = self.talk
        if one is None:
            self.query_one("#review-rule", RuleLine).say("")
            self.query_one("#review-detail", Note).say("")
        elif one.id in self.decided and self.decided[one.id].what == "lost":
            self._put_detail(None)
        else:
            self.ask(projects.card, one.id, then=self._put_detail, slot="detail")

    def _put_detail(self, card: ProjectCard | None) -> None:
        one = self.talk
        if one is None or (card is not None and card.id != one.id):
            return
        self._detail = card
        title, lines = review_rows.detail(
            one, card, self.bridge.today, presenting=self.bridge.presenting, narrow=self._is_narrow
        )
        self.query_one("#review-rule", RuleLine).say(title)
        self.query_one("#review-detail", Note).say("\n".join(lines))

    @property
    def sentence(self) -> str:
        one = self.talk
        return review_rows.sentence(one, self) if one is not None else ""

    @property
    def title_of_acts(self) -> str:
        one = self.talk
        return show(one.customer or one.name) if one is not None else super().title_of_acts

    def on_rows_opened(self, event: Rows.Opened) -> None:
        if isinstance(event.key, int):
            self.bridge.open("project", event.key)

    # deciding

    def on_key(self, event: events.Key) -> None:
        """A digit decides; elsewhere digits switch the screen."""
        digit = plain_key(event.character) if event.character else ""
        if digit in "12345678" and digit:
            event.stop().prevent_default()
            self._decide(WHAT[int(digit) - 1])

    def _decide(self, what: str) -> None:
        one = self.talk
        if one is None:
            self.say(_("Nothing is under the cursor."))
        elif self.bridge.me.role == "auditor":
            self.say(_("You may read this review, not decide."))
        else:
            Decider(self, one.id, one.customer or one.name, self.reasons, self._next).decide(what, one.category)

    def _next(self, project_id: int) -> None:
        """Go on to the next project that is not decided yet."""
        keys = list(self.talks)
        here = keys.index(project_id) if project_id in keys else 0
        ahead = keys[here + 1 :] + keys[:here]
        to = next((key for key in ahead if key not in self.decided), None)
        if to is not None and self.rows.page is not None:
            self.rows.put(self.rows.page, to=to)

    def action_step(self) -> None:
        self._decide("next_step")

    def action_date(self) -> None:
        self._decide("date")

    def action_category(self) -> None:
        self._decide("category")

    def action_help(self) -> None:
        self._decide("help")

    def action_handover(self) -> None:
        self._decide("handover")

    def action_lost(self) -> None:
        self._decide("lost")

    def action_keep(self) -> None:
        self._decide("keep")

    def action_talk(self) -> None:
        self._decide("talk")

    def action_sheet(self) -> None:
        """Write the sheet of the review to a file in the folder where the program was started."""
        found = self.found
        if found is None:
            return

        def chosen(form: str | None) -> None:
            if form is None:
                return
            path = Path.cwd() / f"review-{found.on}.{form}"
            try:
                path.write_text(sheet(found, form, presenting=self.bridge.presenting), encoding="utf-8")
            except OSError as error:
                self.say(_("{path} cannot be written: {why}").format(path=path, why=reason(error)), "late")
            else:
                self.say(_("Written: {path}").format(path=path), "good")

        self.app.push_screen(Choice(_("The sheet as"), [Option(form, form) for form in FORMS]), chosen)
