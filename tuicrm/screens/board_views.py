"""Views of the board: a filter line with a name, which says how the board looks, too; one's own and shared ones."""

from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _
from tuicrm.sales import views as rules
from tuicrm.sales.views import View
from tuicrm.screens.board_looks import BoardLooks
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.fields import Field
from tuicrm.widgets.form_screen import FormScreen
from tuicrm.widgets.option import Option

SCREEN = "board"
READY = (
    (N_("Mine"), "owner:me"),
    (N_("Without a next step"), "next:none"),
    (N_("Committed or best"), "category:commit,best"),
    (N_("By owner, small"), "lanes:owner cards:small"),
)
"""Lines that are always at hand."""
SAVE, DROP, NONE = "save", "drop", "none"


class BoardViews(BoardLooks):
    """The acts about saved views."""

    @property
    def full_line(self) -> str:
        """What a view of what is shown would say."""
        return f"{self.query_now.filter} {self.looks.text}".strip()

    def put_line(self, line: str) -> None:
        """Show what a line says."""
        raise NotImplementedError

    def action_views(self) -> None:
        self.ask(rules.views, SCREEN, then=self._choose_view, slot="views", opens=True)

    def _choose_view(self, saved: tuple[View, ...]) -> None:
        options = [Option(f"view {one.id}", show(one.name), note=show(one.filter)) for one in saved]
        options += [Option(f"ready {nth}", _(words), note=line) for nth, (words, line) in enumerate(READY)]
        options.append(Option(NONE, _("Everything")))
        nothing = None if self.full_line else _("Nothing is filtered.")
        options.append(Option(SAVE, _("Save this view ..."), why=nothing, note=show(self.full_line)))
        mine = [one for one in saved if one.is_mine]
        if mine:
            options.append(Option(DROP, _("Take a view away ...")))

        def chosen(key: str | None) -> None:
            if key == SAVE:
                self._save_view()
            elif key == DROP:
                self._drop_view(mine)
            elif key == NONE:
                self.put_line("")
            elif key is not None and key.startswith("ready "):
                self.put_line(READY[int(key.removeprefix("ready "))][1])
            elif key is not None:
                self.put_line(next(one.filter for one in saved if f"view {one.id}" == key))

        self.app.push_screen(Choice(_("Views"), options, anchor=self.under_cursor), chosen)

    def _save_view(self) -> None:
        line = self.full_line
        fields = [
            Field("name", _("Name"), required=True, hint=show(line)),
            Field("shared", _("For all?"), "yesno", "no", hint=_("yes: everybody finds it under v")),
        ]

        def sent(said: dict[str, str] | None) -> None:
            if said is not None:
                self.act(
                    rules.save, SCREEN, said["name"], line, is_shared=said["shared"] == "yes",
                    said=lambda view: _("{name} is saved: v shows it.").format(name=show(view.name)),
                )  # fmt: skip

        self.app.push_screen(FormScreen(_("Save this view"), fields), sent)

    def _drop_view(self, mine: list[View]) -> None:
        options = [Option(one.id, show(one.name), note=show(one.filter)) for one in mine]

        def chosen(view_id: int | None) -> None:
            if view_id is not None:
                self.act(rules.drop, view_id, said=lambda _gone: _("The view is taken away."))

        self.app.push_screen(Choice(_("Which view?"), options, anchor=self.under_cursor), chosen)
