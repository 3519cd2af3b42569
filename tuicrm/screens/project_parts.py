"""People, products, needs and papers of a project: chosen from lists, changed in place."""

from collections.abc import Callable
from typing import Any

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _
from tuicrm.sales import customers, projects
from tuicrm.sales.needs import Need, listed
from tuicrm.sales.projects import offering
from tuicrm.sales.projects.card import ProjectCard
from tuicrm.sales.projects.people import PARTS
from tuicrm.sales.wording import words
from tuicrm.screens.amounts import amount_field, minor_of
from tuicrm.screens.customer_words import PART_WORDS
from tuicrm.screens.pane import Pane
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.fields import Field
from tuicrm.widgets.form_screen import FormScreen
from tuicrm.widgets.option import Option

NONE, AWAY = "", "away"
NEED_STATES = {"asked": N_("asked for"), "met": N_("met"), "lost": N_("cost us the project")}


def people(pane: Pane, card: ProjectCard) -> None:
    """Choose one of the customer's people, then their part."""
    customer_id = card.facts["customer_id"]
    if customer_id is None:
        pane.say(_("The customer is not known yet: edit the project first."), "still")
        return
    pane.ask(
        customers.card, customer_id, then=lambda found: _choose_person(pane, card, found), slot="people", opens=True
    )


def _choose_person(pane: Pane, card: ProjectCard, customer: Any) -> None:
    parts = {one.id: one.part for one in card.contacts}
    options = [
        Option(one.id, show(one.name), note=part_in_words(parts[one.id]) if one.id in parts else "")
        for one in customer.contacts
    ]
    if not options:
        pane.say(_("Nobody is known at the customer. Add a person there first."), "still")
        return

    def chosen(contact_id: int | None) -> None:
        if contact_id is not None:
            name = next(one.name for one in customer.contacts if one.id == contact_id)
            part_of(pane, card.id, contact_id, name, is_in=contact_id in parts)

    pane.app.push_screen(Choice(_("Who?"), options, anchor=pane.under_cursor), chosen)


def part_of(pane: Pane, project_id: int, contact_id: int, name: str, *, is_in: bool) -> None:
    """Choose what somebody does in a project."""
    options = [Option(part, _(PART_WORDS[part])) for part in PARTS] + [Option(NONE, _("takes part"))]
    if is_in:
        options.append(Option(AWAY, _("take out of the project")))

    def chosen(part: str | None) -> None:
        if part is not None:
            pane.act(
                projects.set_contact, project_id, contact_id, part if part not in (NONE, AWAY) else None,
                is_in=part != AWAY, said=lambda who: _("Saved: {name}.").format(name=show(who)),
            )  # fmt: skip

    title = _("What does {name} do here?").format(name=show(name))
    pane.app.push_screen(Choice(title, options, anchor=pane.under_cursor), chosen)


def goods(pane: Pane, card: ProjectCard) -> None:
    """Choose a product of the price list, then how many."""

    def choose(offered: tuple[offering.Offered, ...]) -> None:
        pieces = {one.id: one.quantity for one in card.products}
        prices = {one.id: formats.short_money(one.list_minor, one.currency) for one in offered}
        notes = prices | {one: f"x {quantity}" for one, quantity in pieces.items()}
        options = [Option(one.id, show(one.name), also=one.key, note=notes[one.id]) for one in offered]

        def chosen(product_id: int | None) -> None:
            if product_id is not None:
                pieces_of(pane, card, product_id)

        if not options:
            pane.say(_("The price list is empty."), "still")
            return
        pane.app.push_screen(Choice(_("Which product?"), options, anchor=pane.under_cursor), chosen)

    pane.ask(offering.products_offered, then=choose, slot="goods", opens=True)


def pieces_of(pane: Pane, card: ProjectCard, product_id: int) -> None:
    """Ask how many pieces, and at which price."""
    known = next((one for one in card.products if one.id == product_id), None)
    currency = str(card.facts["currency"])
    fields = [
        Field("quantity", _("Pieces"), "number", str(known.quantity if known else 1), required=True,
              hint=_("0 takes it away")),
        amount_field("price", _("Price of one"), known.price_minor if known else None, currency),
    ]  # fmt: skip

    def send(said: dict[str, str], form: FormScreen) -> None:
        quantity = int(float(said["quantity"].replace(",", "") or 0))
        pane.act(
            projects.set_product, card.id, product_id, quantity, price_minor=minor_of(said["price"], currency),
            then=lambda _piece: form.done(), failed=lambda error: form.refuse({}, words(error)),
            said=lambda piece: _("{count} x {name}").format(count=piece.quantity, name=show(piece.name)),
        )  # fmt: skip

    pane.app.push_screen(FormScreen(show(str(card.facts["name"])), fields, send=send))


def needs(pane: Pane, card: ProjectCard) -> None:
    """Choose a need of the team's list, then what is to be said of it."""

    def choose(offered: tuple[Need, ...]) -> None:
        states = {one.id: one.state for one in card.needs}
        options = [
            Option(one.id, show(one.name), note=_(NEED_STATES[states[one.id]]) if one.id in states else "")
            for one in offered
        ]
        if not options:
            pane.say(_("The team has no list of needs yet."), "still")
            return

        def chosen(need_id: int | None) -> None:
            if need_id is not None:
                need_of(pane, card.id, need_id, next(one.name for one in offered if one.id == need_id))

        pane.app.push_screen(Choice(_("Which need?"), options, anchor=pane.under_cursor), chosen)

    pane.ask(listed, then=choose, slot="needs", opens=True)


def need_of(pane: Pane, project_id: int, need_id: int, name: str) -> None:
    """Say of a need whether it is asked for, met, or cost us the project."""
    options = [Option(state, _(word)) for state, word in NEED_STATES.items()] + [Option(AWAY, _("take off the list"))]

    def chosen(state: str | None) -> None:
        if state is not None:
            pane.act(
                projects.set_need, project_id, need_id, None if state == AWAY else state,
                said=lambda what: _("Saved: {name}.").format(name=show(what)),
            )  # fmt: skip

    pane.app.push_screen(Choice(show(name), options, anchor=pane.under_cursor), chosen)


def links(pane: Pane, card: ProjectCard, link_id: int | None = None) -> None:
    """Copy where a paper lies, take it away, or add one."""
    shown = [one for one in card.links if link_id in (None, one.id)]
    options = [Option(("copy", one.id), show(one.title), note=_("copy"), tip=show(one.target)) for one in shown]
    options += [Option(("away", one.id), _("take {title} away").format(title=show(one.title))) for one in shown]
    options.append(Option(("add", 0), _("add a paper ...")))

    def chosen(key: tuple[str, int] | None) -> None:
        if key is None:
            return
        what, which = key
        if what == "add":
            add_link(pane, card)
        elif what == "away":
            pane.act(projects.unlink, which, said=lambda _id: _("Taken away."))
        else:
            target = next(one.target for one in card.links if one.id == which)
            pane.app.copy_to_clipboard(target)
            pane.say(_("Copied: {what}").format(what=show(target)), "good")

    pane.app.push_screen(Choice(_("Papers"), options, anchor=pane.under_cursor), chosen)


def add_link(pane: Pane, card: ProjectCard) -> None:
    """Ask where a paper lies."""
    fields = [
        Field("target", _("Where"), required=True, hint=_("https://... or \\\\server\\path; it is never opened here")),
        Field("title", _("Title")),
    ]

    def send(said: dict[str, str], form: FormScreen) -> None:
        pane.act(
            projects.link, card.id, said["target"], said["title"], then=lambda _id: form.done(),
            failed=lambda error: form.refuse({}, words(error)), said=lambda _id: _("Saved."),
        )  # fmt: skip

    pane.app.push_screen(FormScreen(show(str(card.facts["name"])), fields, send=send))


def settle(pane: Pane, card: ProjectCard, then: Callable[[], None] = lambda: None) -> None:
    """Ask whether an own chance that a move made stale still holds."""
    options = [
        Option(True, _("keep the own {chance}%").format(chance=card.facts["stale_probability"])),
        Option(False, _("take the stage's {chance}%").format(chance=card.stage.probability)),
    ]

    def chosen(is_kept: bool | None) -> None:
        if is_kept is not None:
            pane.act(projects.settle, card.id, is_kept, then=lambda _chance: then(), said=lambda _chance: _("Saved."))

    title = _("{name}: does your own chance still hold?").format(name=show(str(card.facts["name"])))
    pane.app.push_screen(Choice(title, options, anchor=pane.under_cursor), chosen)


def part_in_words(part: str | None) -> str:
    """Say what somebody does in a project."""
    return _(PART_WORDS[part]) if part in PART_WORDS else _("takes part")
