"""Deciding about one project of a review: what a digit asks for, in place, and no more."""

from collections.abc import Callable
from typing import Any

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.sales import handovers, people
from tuicrm.sales import review as reviews
from tuicrm.sales.funnel.risk_words import CATEGORY_WORDS
from tuicrm.sales.funnel.stages import Reason
from tuicrm.sales.handovers.proposing import Candidate
from tuicrm.sales.review import Decide, Decided
from tuicrm.sales.wording import words
from tuicrm.screens.handing import fit
from tuicrm.screens.pane import Pane
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.fields import Field
from tuicrm.widgets.form_screen import FormScreen
from tuicrm.widgets.option import Option


class Decider:
    """What a pane needs to decide about one project; `then` gets its id when the decision stands."""

    def __init__(
        self, pane: Pane, project_id: int, name: str, reasons: tuple[Reason, ...], then: Callable[[int], None]
    ) -> None:
        self.pane = pane
        self.project_id = project_id
        self.name = name
        self.reasons = reasons
        self.then = then

    def decide(self, what: str, category: str) -> None:
        """Ask for what a decision needs, and make it."""
        match what:
            case "next_step":
                self._line(
                    what, _("{name}: what next, who, when?"), _("call L. Kral wed @li; tomorrow if no day is said")
                )
            case "date":
                self._line(what, _("{name}: expected when?"), _("29 jan, in 3 weeks, 2027-01-29"))
            case "category":
                options = [Option(key, _(word)) for key, word in CATEGORY_WORDS.items()]
                self._choose(_("{name}: which category?"), options, lambda key: Decide(what, choice=key), category)
            case "help":
                self.pane.ask(people.users, then=self._helpers, slot="people", opens=True)
            case "handover":
                things = (("project", self.project_id),)
                self.pane.ask(handovers.candidates, things, then=self._receivers, slot="people", opens=True)
            case "lost":
                reasons = [Option(one.key, show(one.name)) for one in self.reasons]
                self._choose(_("{name}: lost, why?"), reasons, lambda key: Decide(what, choice=key))
            case _:
                self._act(Decide(what))

    def _helpers(self, found: tuple[Any, ...]) -> None:
        def chosen(user_id: int | None) -> None:
            if user_id is not None:
                self._line("help", _("{name}: help with what, by when?"), _("offer for line 4, by fri"), user_id)

        options = [Option(one.id, show(one.name), note=show(one.team or ""), also=one.login) for one in found]
        title = _("{name}: who helps?").format(name=show(self.name))
        self.pane.app.push_screen(Choice(title, options, anchor=self.pane.under_cursor), chosen)

    def _receivers(self, found: tuple[Candidate, ...]) -> None:
        options = [Option(one.user_id, show(one.name), note=fit(one), also=one.login) for one in found]
        self._choose(_("{name}: who takes it over?"), options, lambda key: Decide("handover", user_id=key))

    def _choose(
        self, title: str, options: list[Option[Any]], decision: Callable[[Any], Decide], current: str | None = None
    ) -> None:
        def chosen(key: Any) -> None:
            if key is not None:
                self._act(decision(key))

        box = Choice(title.format(name=show(self.name)), options, anchor=self.pane.under_cursor, current=current)
        self.pane.app.push_screen(box, chosen)

    def _line(self, what: str, title: str, hint: str, user_id: int | None = None) -> None:
        def send(said: dict[str, str], form: FormScreen) -> None:
            self._act(Decide(what, said["line"], user_id), form)

        field = Field("line", _("Decision"), hint=hint, required=what != "help")
        form = FormScreen(title.format(name=show(self.name)), [field], _("Decide"), send=send)
        self.pane.app.push_screen(form)

    def _act(self, decision: Decide, form: FormScreen | None = None) -> None:
        def done(decided: Decided) -> None:
            if form is not None:
                form.done()
            self.then(decided.project_id)

        def failed(error: Exception) -> None:
            if form is not None:
                form.refuse({}, words(error))

        self.pane.act(
            reviews.decide,
            self.project_id,
            decision,
            said=lambda one: told(one, self.name, self.pane),
            then=done,
            failed=failed,
        )


def told(one: Decided, name: str, pane: Pane) -> str:
    """Say what was decided, who does it and by when."""
    if one.is_done:
        return _("{name}: {words}.").format(name=show(name), words=show(one.words))
    day = formats.near_day(one.on, pane.bridge.today)
    said = _("{name}: {words}, {who}, {day}.")
    return said.format(name=show(name), words=show(one.words), who=show(one.who or "?"), day=day)
