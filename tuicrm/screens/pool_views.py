"""Views of the pool: the tabs, lists that are always at hand, and those that somebody saved; chosen columns."""

from collections.abc import Callable, Mapping, Sequence

from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _
from tuicrm.sales import views as rules
from tuicrm.sales.views import View
from tuicrm.screens.pane import Pane
from tuicrm.screens.pool_columns import Kind, keys, words_of
from tuicrm.screens.pool_rows import TABS
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.fields import BETWEEN, Field
from tuicrm.widgets.fields import Option as FieldOption
from tuicrm.widgets.form_screen import FormScreen
from tuicrm.widgets.option import Option

SOON_BACK = "back:..7"
READY: tuple[tuple[str, str, str], ...] = (
    (N_("Mine, soon back in the pool"), "mine", SOON_BACK),
    (N_("Mine, without a first action"), "mine", "waiting:3+"),
    (N_("The team's, soon back in the pool"), "team", SOON_BACK),
    (N_("The team's, without a first action"), "team", "waiting:5+"),
    (N_("Idle of class A and B"), "all", "use:never,silent class:a,b"),
)
"""Lists that are always at hand: words, tab, filter."""
SAVE, DROP = "+", "-"


class Viewed(Pane):
    """A pane with a tab and a filter, of which views can be saved."""

    tab: str = "pool"
    filter: str = ""

    def switch(self, tab: str, filter: str | None = None) -> None:
        """Show another tab, with a filter if one is given; without a tab the one that is shown."""
        raise NotImplementedError

    def show_saved(self) -> None:
        """Read which views are saved."""
        raise NotImplementedError


def choose(pane: Viewed, tabs: Sequence[Option[str]], saved: Sequence[View]) -> None:
    """Choose a tab, a ready list, a saved view; or save the filter that is shown."""
    options = list(tabs)
    options += [Option(f"ready {nth}", _(words), note=filter) for nth, (words, _tab, filter) in enumerate(READY)]
    options += [
        Option(f"view {one.id}", show(one.name), note=show(one.filter), tip="" if one.is_mine else show(one.by))
        for one in saved
    ]
    nothing = None if pane.filter else _("Nothing is filtered.")
    options.append(Option(SAVE, _("Save this filter ..."), lead=SAVE, why=nothing))
    mine = [one for one in saved if one.is_mine]
    options.append(
        Option(DROP, _("Take a view away ..."), lead=DROP, why=None if mine else _("No view of yours is saved."))
    )

    def chosen(key: str | None) -> None:
        if key in TABS:
            pane.switch(key or "")
        elif key == SAVE:
            _save(pane)
        elif key == DROP:
            _drop(pane, mine)
        elif key is not None and key.startswith("ready "):
            _words, tab, filter = READY[int(key.removeprefix("ready "))]
            pane.switch(tab, filter)
        elif key is not None:
            pane.switch("", next(one.filter for one in saved if f"view {one.id}" == key))

    pane.app.push_screen(Choice(_("Which customers?"), options, current=pane.tab), chosen)


def choose_columns(
    pane: Viewed, chosen: Sequence[str] | None, kinds: Mapping[str, Kind],
    then: Callable[[tuple[str, ...] | None], None],
) -> None:  # fmt: skip
    """Choose which columns the tab shows."""
    every = ("about", *kinds)
    options = tuple(FieldOption(key, words_of(key, pane.tab, kinds)) for key in every)
    shown = keys(pane.tab, chosen, kinds)
    field = Field(
        "columns", _("Columns"), "choices", BETWEEN.join(shown), options=options,
        hint=_("none chosen: the usual ones"),
    )  # fmt: skip

    def sent(said: dict[str, str] | None) -> None:
        if said is None:
            return
        wanted = tuple(key for key in said["columns"].split(BETWEEN) if key)
        then(tuple(sorted(wanted, key=lambda key: shown.index(key) if key in shown else len(every))) or None)

    pane.app.push_screen(FormScreen(_("Which columns?"), [field]), sent)


def _save(pane: Viewed) -> None:
    fields = [
        Field("name", _("Name"), required=True, hint=show(pane.filter)),
        Field("shared", _("For all?"), "yesno", "no", hint=_("yes: everybody finds it under v")),
    ]

    def sent(said: dict[str, str] | None) -> None:
        if said is not None:
            shared = said["shared"] == "yes"
            pane.act(
                rules.save, "pool", said["name"], pane.filter, is_shared=shared, then=lambda view: pane.show_saved(),
                said=lambda view: _("{name} is saved: v shows it.").format(name=show(view.name)),
            )  # fmt: skip

    pane.app.push_screen(FormScreen(_("Save this filter"), fields), sent)


def _drop(pane: Viewed, mine: Sequence[View]) -> None:
    options = [Option(one.id, show(one.name), note=show(one.filter)) for one in mine]

    def chosen(view_id: int | None) -> None:
        if view_id is not None:
            pane.act(
                rules.drop, view_id, then=lambda gone: pane.show_saved(), said=lambda gone: _("The view is taken away.")
            )

    pane.app.push_screen(Choice(_("Which view?"), options), chosen)
