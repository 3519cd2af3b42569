"""What the card of a project shows, line by line."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, NP_, _
from tuicrm.sales.action_kinds import KIND, OUTCOME
from tuicrm.sales.projects.card import ActionLine, ProductLine, ProjectCard, PurchaseLine, Stay
from tuicrm.screens.project_form import CATEGORIES
from tuicrm.widgets.row import Cell, Row

PARTS = {
    "decides": N_("decides"),
    "influences": N_("influences"),
    "uses": N_("uses"),
    "blocks": N_("blocks"),
    "buys": N_("buys"),
}
STATES = {"open": NP_("state", "open"), "won": N_("won"), "lost": N_("lost")}


def head(card: ProjectCard, today: date) -> str:
    """Say who, how much, whose and until when, in one line."""
    facts = card.facts
    said = [show(card.customer or _("customer not known")), formats.money(facts["amount_minor"], facts["currency"])]
    said.append(show(card.owner or _("nobody's")))
    if facts["state"] != "open":
        closed = formats.day(facts["closed_on"], today)
        said.append(_("{state} on {day}").format(state=_(STATES[facts["state"]]), day=closed))
        if card.lost_reason:
            said.append(show(card.lost_reason))
    elif facts["expected_on"]:
        said.append(_("expected {day}").format(day=formats.near_day(facts["expected_on"], today)))
    said.append(_(CATEGORIES[facts["category"]]))
    return "   ".join(said)


def path(card: ProjectCard) -> str:
    """Draw the way through the stages: days in each, brackets where it stands."""
    spent: dict[str, int | None] = {}
    for stay in card.history:
        known = spent.get(stay.stage, 0)
        spent[stay.stage] = None if stay.days is None or known is None else known + stay.days
    words = []
    for stage in card.stages:
        days = formats.days(spent[stage.name]) if spent.get(stage.name) is not None else ""
        text = f"{show(stage.name)} {days}".strip()
        words.append(f"[{text}]" if stage.id == card.stage.id else text)
    return " > ".join(words)


def lacking(card: ProjectCard) -> str:
    """Say what the next stage wants, ticked or not."""
    if not card.next_criteria:
        return ""
    said = "  ".join(f"[{'x' if one.is_met else ' '}] {show(one.label)}" for one in card.next_criteria)
    return _("Next stage wants: {criteria}").format(criteria=said)


def rows(card: ProjectCard, today: date, zone: str) -> tuple[Row, ...]:
    """Make all rows of the card; a key is (what, id)."""
    currency = card.facts["currency"]
    sections = (
        (_("Plan"), [(("action", one.id), _action(one, today, zone)) for one in card.plan]),
        (_("Record"), [(("action", one.id), _action(one, today, zone)) for one in card.record]),
        (_("People"), _people(card)),
        (_("Products"), [(("product", one.id), _product(one, currency)) for one in card.products]),
        (_("Purchases"), [(("purchase", one.id), _purchase(one, today)) for one in card.purchases]),
        (_("Stages"), [(("stay", place), _stay(one, zone, today)) for place, one in enumerate(card.history)]),
    )
    made = []
    for title, lines in sections:
        for place, (key, cells) in enumerate(lines):
            made.append(Row(key, cells, head=title if place == 0 else ""))
    return tuple(made)


Line = tuple[tuple[str, int], tuple[str | Cell, ...]]


def _people(card: ProjectCard) -> list[Line]:
    contacts: list[Line] = [
        (("contact", one.id), (show(one.name), _(PARTS[one.part]) if one.part else "", "")) for one in card.contacts
    ]
    return contacts + [
        (("colleague", one.id), (show(one.name), show(one.part or _("helps")), "")) for one in card.collaborators
    ]


def _product(one: ProductLine, currency: str) -> tuple[str | Cell, ...]:
    price = one.list_minor if one.price_minor is None else one.price_minor
    return _("{count} pieces").format(count=one.quantity), formats.short_money(price, currency), show(one.name)


def _purchase(one: PurchaseLine, today: date) -> tuple[str | Cell, ...]:
    return formats.day(one.bought_on, today), show(one.product or ""), formats.money(one.amount_minor, one.currency)


def _action(one: ActionLine, today: date, zone: str) -> tuple[str | Cell, ...]:
    kind = _(KIND[one.kind].word) if one.kind in KIND else show(one.kind)
    if one.state == "planned":
        at = one.planned_at.astimezone(ZoneInfo(zone)) if one.planned_at else None
        when = formats.near_time(at, one.planned_on, today)
        late = one.planned_on is not None and one.planned_on < today
        return Cell(f"{when} !" if late else when, "late" if late else "text"), kind, _words(one)
    done = one.done_at.astimezone(ZoneInfo(zone)).date() if one.done_at else None
    outcome = _(OUTCOME[one.outcome].word) if one.outcome in OUTCOME else _("called off")
    return Cell(formats.day(done, today), "dim"), kind, f"{outcome}  {_words(one)}".strip()


def _words(one: ActionLine) -> str:
    said = [show(one.subject), show(one.note or "")]
    if one.promise:
        said.insert(0, _("we owe:") if one.promise == "ours" else _("they owe:"))
    return "  ".join(part for part in said if part)


def _stay(one: Stay, zone: str, today: date) -> tuple[str | Cell, ...]:
    entered = formats.day(_day(one.entered_at, zone), today) if one.is_entry_known else _("not known")
    said = [formats.days(one.days), show(one.by or ""), show(one.reason or ""), show(one.note or "")]
    return Cell(entered, "dim"), show(one.stage), "  ".join(part for part in said if part)


def _day(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()
