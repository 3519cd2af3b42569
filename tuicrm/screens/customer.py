"""The card of a customer: all about one customer on one page, part by part."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from tuicrm.plain.clean import show
from tuicrm.plain.language import _, strung
from tuicrm.sales import agenda, customers, inquiries
from tuicrm.sales.customers.card import CustomerCard
from tuicrm.sales.customers.people import ContactLine
from tuicrm.sales.customers.record import ActionLine
from tuicrm.screens import customer_acts, customer_rows, holding
from tuicrm.screens.calling import run
from tuicrm.screens.customer_form import edit_contact, edit_customer, new_contact
from tuicrm.screens.customer_words import copy_point
from tuicrm.screens.handing import LEADS, pass_on
from tuicrm.screens.pane import Card, Subject
from tuicrm.screens.planning import plan_for_customer, record, record_for
from tuicrm.screens.project_form import new_project
from tuicrm.widgets.changed import Changed
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.keymap import bindings
from tuicrm.widgets.option import Option
from tuicrm.widgets.row import Page, in_one_line
from tuicrm.widgets.rows import Rows
from tuicrm.widgets.tabs import Views
from tuicrm.widgets.text import Note


class CustomerPane(Card):
    """One customer on one page; `esc` goes back to where it was opened."""

    place = "customer"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("customer")]

    def __init__(self, record_id: int) -> None:
        super().__init__(record_id)
        self.card: CustomerCard | None = None
        self.part = "all"
        self._seen: list[int] = []

    def compose(self) -> ComposeResult:
        yield Note("", id="customer-name", classes="card-name")
        yield Note("", id="customer-head")
        yield Views(id="customer-views")
        yield Rows(customer_rows.COLUMNS, empty=_("Reading the card...")).telling(self.on_rows_highlighted)

    @property
    def lines(self) -> Rows:
        return self.query_one(Rows)

    @property
    def first_focus(self) -> Widget | None:
        return self.lines

    def show(self) -> None:
        self.ask(customers.card, self.record_id, then=self.put, slot="card")

    def on_changed(self, event: Changed) -> None:
        kinds = ("action", "contact", "contact_point", "project", "inquiry", "purchase", "own_value", "customer_tag",
                 "customer_need", "collaborator")  # fmt: skip
        if event.touches("customer", self.record_id) or any(map(event.touches, kinds)):
            self.show()

    def put(self, card: CustomerCard) -> None:
        """Show a customer's page; the cursor stays on its line."""
        self.card = card
        self._look_at_inquiries(card)
        where = strung((show(card.fact("city")), show(card.fact("class"))))
        self.query_one("#customer-name", Note).say(f"{card.name}   {where}")
        self.query_one("#customer-head", Note).say(customer_rows.head(card, self.bridge.today))
        self.query_one(Views).show(customer_rows.views(card), self.part)
        self.lines.say_empty(_(customer_rows.EMPTY.get(self.part, "")))
        self.lines.put(Page(customer_rows.rows(card, self.part, self.bridge.today, self.bridge.home.zone)))

    def _look_at_inquiries(self, card: CustomerCard) -> None:
        """Take the news off inquiries that are shown now, if it is for me to see them."""
        fresh = [one.id for one in card.inquiries if one.state == "new"]
        mine = card.owner_id in (None, self.bridge.me.id) and self.bridge.me.role in customer_acts.SELLING
        if fresh and mine and self._seen != fresh:
            self._seen = fresh
            self.act(inquiries.see, self.record_id)

    # parts

    def on_views_chosen(self, event: Views.Chosen) -> None:
        self._switch(event.key)

    def next_part(self) -> bool:
        self._switch(self.query_one(Views).beside())
        return True

    def action_views(self) -> None:
        if self.card is None:
            return
        options = [Option(view.key, view.words) for view in customer_rows.views(self.card)]
        box = Choice(_("Which part?"), options, current=self.part)
        self.app.push_screen(box, lambda key: self._switch(key) if key else None)

    def _switch(self, part: str) -> None:
        if part in customer_rows.PARTS and self.card is not None:
            self.part = part
            self.put(self.card)

    # the line under the cursor

    @property
    def sentence(self) -> str:
        return in_one_line(self.lines.row)

    @property
    def title_of_acts(self) -> str:
        return show(self.card.name) if self.card is not None else super().title_of_acts

    @property
    def subject(self) -> Subject | None:
        return Subject(self.card.name, self.record_id) if self.card is not None else None

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        self.about(self.sentence, moved=event.by_user)

    def on_rows_opened(self, event: Rows.Opened) -> None:
        match event.key:
            case ("project", int(project_id)):
                self.bridge.open("project", project_id)
            case ("contact", _contact) if self.card is not None and (one := self._contact()):
                edit_contact(self, self.card, one)
            case ("action", _action) if self._planned():
                self.action_done()
            case ("fact" | "own" as kind, str(name)) if self.card is not None and self.card.may_write:
                edit_customer(self, self.card, only=f"own {name}" if kind == "own" else name)
            case ("inquiry", _inquiry):
                self.action_judge()
            case ("need", int(need_id)) if self.card is not None:
                customer_acts.change_need(self, self.card, need_id)
            case ("tags", _tags):
                self.action_tag()
            case ("merged", int(gone_id)):
                customer_acts.unmerge(self, gone_id)
            case ("point", _point):
                self.action_copy()
            case ("helper", _helper) if self.card is not None and self.card.may_write:
                self.action_helpers()

    def _contact(self) -> ContactLine | None:
        key = self.lines.key
        if self.card is None or not isinstance(key, tuple) or key[0] != "contact":
            return None
        return next((one for one in self.card.contacts if one.id == key[1]), None)

    def _planned(self) -> ActionLine | None:
        key = self.lines.key
        if self.card is None or not isinstance(key, tuple) or key[0] != "action":
            return None
        return next((one for one in self.card.plan if one.id == key[1]), None)

    # acts

    def action_claim(self) -> None:
        holding.claim(self, (self.record_id,), self._moved)

    def action_release(self) -> None:
        holding.release(self, (self.record_id,), self.card.name if self.card else "", self._moved)

    def action_assign(self) -> None:
        name = self.card.name if self.card else ""

        def assign() -> None:
            holding.assign(self, (self.record_id,), name, self._moved)

        if self.card is not None and self.card.owner_id is not None:
            pass_on(self, self.record_id, name, assign=assign)
        else:
            assign()

    def _moved(self, _ids: tuple[int, ...]) -> None:
        self.show()

    def action_edit(self) -> None:
        if self.card is not None:
            edit_customer(self, self.card)

    def action_judge(self) -> None:
        key = self.lines.key
        if self.card is not None and isinstance(key, tuple) and key[0] == "inquiry":
            customer_acts.judge(self, next(one for one in self.card.inquiries if one.id == key[1]))
        elif self.card is not None and len(self.card.inquiries) == 1:
            customer_acts.judge(self, self.card.inquiries[0])
        else:
            self.say(_("No inquiry is under the cursor."))

    def action_tag(self) -> None:
        if self.card is not None:
            customer_acts.tag(self, (self.record_id,), self.card.tags)

    def action_need(self) -> None:
        if self.card is not None:
            customer_acts.add_need(self, self.card)

    def action_helpers(self) -> None:
        from tuicrm.screens.helping import helpers

        if self.card is not None:
            helpers(self, "customer", self.record_id, self.card.name)

    def action_dupes(self) -> None:
        self.bridge.open("dupes", self.record_id)

    def action_contact(self) -> None:
        if self.card is not None:
            new_contact(self, self.card)

    def action_copy(self) -> None:
        if self.card is not None:
            copy_point(self, self.card)

    def action_add(self) -> None:
        """Begin a project; with an inquiry under the cursor it is that one's."""
        if self.card is not None:
            key = self.lines.key
            asked = key[1] if isinstance(key, tuple) and key[0] == "inquiry" else None
            inquiry_id = asked if isinstance(asked, int) else None
            new_project(self, self.record_id, self.card.name, inquiry_id=inquiry_id)

    def action_run(self) -> None:
        if self.card is not None:
            run(self, self.card.name, [self.record_id])

    def action_plan(self) -> None:
        if self.card is not None:
            plan_for_customer(self, self.record_id, self.card.name)

    def action_done(self) -> None:
        if self.card is None:
            return
        if (one := self._planned()) is not None:
            record(self, one.id, one.kind, self.card.name)
        else:
            record_for(self, self.card.name, customer_id=self.record_id)

    def action_cancel(self) -> None:
        one = self._planned()
        if one is None:
            self.say(_("No planned action is under the cursor."))
        else:
            said = _("{subject} is called off.").format(subject=show(one.subject or one.kind))
            self.act(agenda.cancel, one.id, said=lambda _id: said, then=lambda _id: self.show())

    def why(self, act_id: str) -> str | None:
        card = self.card
        if card is None:
            return _("The card is not read yet.")
        match act_id:
            case "pool.claim" if card.owner_id == self.bridge.me.id:
                return _("It is yours already.")
            case "pool.claim" if card.owner_id is not None:
                return _("{owner} holds it.").format(owner=show(card.owner or "?"))
            case "pool.release" if card.owner_id is None:
                return _("It lies in the pool.")
            case "pool.assign" if card.owner_id != self.bridge.me.id and self.bridge.me.role not in LEADS:
                return _("Only a lead assigns.")
            case "action.cancel" if self._planned() is None:
                return _("No planned action is under the cursor.")
            case "inquiry.judge" if not card.inquiries:
                return _("No inquiry on record.")
            case (
                "customer.edit" | "contact.add" | "customer.tag" | "customer.need" | "inquiry.judge" | "helper.list"
            ) if not card.may_write:
                return _("{owner} holds it.").format(owner=show(card.owner or "?"))
        return None

    def likely(self) -> list[str]:
        if self.card is not None and self.card.owner_id is None:
            return ["pool.claim", "action.plan"]
        if self.card is not None and self.card.may_write and not self.card.open_projects and self._planned() is None:
            return ["project.add", "action.done", "action.plan"]
        return ["action.done", "action.plan", "project.add"]
