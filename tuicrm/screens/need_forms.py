"""The team's list of needs, as it stands and is changed on the screen of own fields."""

from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.sales import needs
from tuicrm.sales.needs import Need
from tuicrm.sales.wording import words
from tuicrm.screens.pane import Pane
from tuicrm.widgets.fields import Field
from tuicrm.widgets.form_screen import FormScreen
from tuicrm.widgets.row import Cell, Row


def row(nth: int, one: Need) -> Row:
    """Show an entry with how many customers asked for it, have it met, or were lost for it."""
    counted = _("{asked} asked, {met} met, {lost} lost for it").format(asked=one.asked, met=one.met, lost=one.lost)
    return Row(("need", one.id), (Cell(_("need"), "dim"), show(one.name), str(nth), counted, ""))


def sentence(one: Need) -> str:
    """Say where a need is of use."""
    return _("{name}: a need that customers ask for; in filters need:{name}").format(name=show(one.name))


def add(pane: Pane, name: str, screen: FormScreen) -> None:
    """Add an entry whose name was typed into a form."""
    pane.act(
        needs.add, name, then=lambda _made: screen.done(), failed=lambda error: screen.refuse({"name": words(error)}),
        said=lambda made: _("{name} is on the list of needs now.").format(name=show(made.name)),
    )  # fmt: skip


def edit(pane: Pane, one: Need, place: int) -> None:
    """Rename an entry, or give it another place."""
    fields = [
        Field("name", _("Name"), value=one.name, required=True),
        Field("place", _("Place"), "number", str(place), hint=_("1 is the first")),
    ]

    def send(said: dict[str, str], screen: FormScreen) -> None:
        to = int(said["place"]) if said["place"].isdecimal() and said["place"] != str(place) else 0
        if said["name"] == one.name and not to:
            screen.done()
            return
        pane.act(
            needs.edit, one.name, said["name"], to, then=lambda _made: screen.done(),
            failed=lambda error: screen.refuse({"name": words(error)}),
            said=lambda made: _("{name} is changed.").format(name=show(made.name)),
        )  # fmt: skip

    pane.app.push_screen(FormScreen(_("Change {name}").format(name=show(one.name)), fields, send=send))


def set_aside(pane: Pane, one: Need) -> None:
    """Take an entry off the list; u brings it back."""
    pane.act(needs.set_aside, one.name, said=lambda done: _("{name} is set aside.").format(name=show(done.name)))
