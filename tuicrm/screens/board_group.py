"""One act on several marked cards: what is refused for one of them is named, the others go on."""

from collections.abc import Callable, Sequence
from typing import Any

from tuicrm.plain.clean import show
from tuicrm.plain.language import _, in_a_row, ngettext
from tuicrm.sales.funnel import group
from tuicrm.sales.funnel.cards import Card
from tuicrm.sales.funnel.group import Many
from tuicrm.sales.funnel.stages import Reason, Stage
from tuicrm.sales.projects import several
from tuicrm.sales.wording import words
from tuicrm.screens.days import day_field, day_of
from tuicrm.screens.pane import Pane
from tuicrm.screens.project_form import CATEGORIES
from tuicrm.screens.wanted import reason_field, reason_of
from tuicrm.store.errors import Refused
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.fields import Field
from tuicrm.widgets.form_screen import FormScreen
from tuicrm.widgets.option import Option

SHOWN = 2
"""So many of those that were left alone are named in the status line."""


class Group:
    """What a pane does with several cards; `then` is called when something went through."""

    def __init__(self, pane: Pane, cards: Sequence[Card], stages: tuple[Stage, ...], then: Callable[[], None]) -> None:
        self.pane = pane
        self.cards = tuple(cards)
        self.stages = stages
        self.then = then

    @property
    def title(self) -> str:
        """Say how many there are."""
        return ngettext("{count} project", "{count} projects", len(self.cards)).format(count=len(self.cards))

    @property
    def seen(self) -> tuple[tuple[int, int | None], ...]:
        """Each project with the stage in which it was seen."""
        return tuple((one.id, one.stage_id) for one in self.cards)

    def move(self, reasons: tuple[Reason, ...]) -> None:
        """Let the stage be chosen, and move them there; to the lost one with a reason."""
        options = [Option(one.id, show(one.name)) for one in self.stages if one.kind != "won"]

        def chosen(stage_id: int | None) -> None:
            stage = next((one for one in self.stages if one.id == stage_id), None)
            if stage is not None and stage.kind == "lost":
                self.lose(reasons)
            elif stage is not None:
                self.to(stage)

        title = _("Move {what} to").format(what=self.title)
        self.pane.app.push_screen(Choice(title, options, anchor=self.pane.under_cursor), chosen)

    def to(self, stage: Stage, reason: str = "") -> None:
        """Move them to a stage; where it skips others a reason is asked for once."""

        def failed(error: Exception) -> None:
            if isinstance(error, Refused) and error.code == "reason_needed":
                form = FormScreen(self.title, [reason_field(_("Why"))], _("Move"))
                self.pane.app.push_screen(
                    form, lambda said: self.to(stage, reason_of(said["reason"])) if said else None
                )

        self._act(group.move_many, self.seen, stage.id, reason=reason, failed=failed)

    def lose(self, reasons: tuple[Reason, ...]) -> None:
        """Lose them for one reason."""
        options = [Option(one.key, show(one.name)) for one in reasons]

        def chosen(key: str | None) -> None:
            if key is not None:
                self._act(group.lose_many, self.seen, key)

        title = _("Lost: {what}. Why?").format(what=self.title)
        self.pane.app.push_screen(Choice(title, options, anchor=self.pane.under_cursor), chosen)

    def change(self) -> None:
        """Set the expected day, the forecast category or a tag of all of them."""
        options = [Option("day", _("Expected day")), Option("tag", _("Tag"))]
        options += [Option(key, _("Forecast: {word}").format(word=_(word))) for key, word in CATEGORIES.items()]

        def chosen(key: str | None) -> None:
            if key == "day":
                self._day()
            elif key == "tag":
                self.tag()
            elif key is not None:
                self._act(several.edit_many, self.ids, category=key)

        self.pane.app.push_screen(Choice(self.title, options, anchor=self.pane.under_cursor), chosen)

    @property
    def ids(self) -> tuple[int, ...]:
        """Their ids in order."""
        return tuple(one.id for one in self.cards)

    def tag(self) -> None:
        """Ask for tags and put them on all of them; one with a minus is taken off."""
        field = Field("tags", _("Tags"), required=True, hint=_("fair, pilot; -old takes one off"))

        def sent(said: dict[str, str] | None) -> None:
            if said is not None:
                on, off = split_tags(said["tags"])
                self._act(several.tag_many, self.ids, on, off)

        self.pane.app.push_screen(FormScreen(self.title, [field]), sent)

    def _day(self) -> None:
        today = self.pane.bridge.today
        fields = [day_field("day", _("Expected"), None, today, required=True), Field("why", _("Why"))]

        def sent(said: dict[str, str] | None) -> None:
            if said is not None:
                on = day_of(said["day"], today)
                self._act(several.edit_many, self.ids, reason=said["why"], expected_on=on)

        self.pane.app.push_screen(FormScreen(self.title, fields), sent)

    def _act(self, rule: Callable[..., Many], *args: Any, failed: Any = None, **named: Any) -> None:
        self.pane.act(rule, *args, then=lambda _many: self.then(), said=told, failed=failed, opens=True, **named)


def told(many: Many) -> str:
    """Say how many went through, and what of the others."""
    done = ngettext("{count} done.", "{count} done.", len(many.done)).format(count=len(many.done))
    left = [f"{show(one.name or '?')}: {words(Refused(one.code, **one.facts))}" for one in many.left[:SHOWN]]
    if len(many.left) > SHOWN:
        left.append(_("and {count} more.").format(count=len(many.left) - SHOWN))
    return in_a_row(done, *left)


def split_tags(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part `fair, pilot; -old` into those to put on and those to take off."""
    words_of = [word.strip() for word in text.replace("，", ",").replace(";", ",").replace("；", ",").split(",")]
    on = tuple(word for word in words_of if word and not word.startswith("-"))
    return on, tuple(word[1:] for word in words_of if word.startswith("-") and word[1:])
