"""What the card of a customer shows, line by line, in parts."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, listed, ngettext, strung, translated
from tuicrm.sales.action_kinds import KIND, OUTCOME
from tuicrm.sales.auditing.trail import TrailLine
from tuicrm.sales.auditing.words import in_words as trail_words
from tuicrm.sales.customers.card import CustomerCard
from tuicrm.sales.customers.classing import reason_in_words
from tuicrm.sales.customers.facts import FACTS
from tuicrm.sales.customers.people import ContactLine, PointLine
from tuicrm.sales.customers.record import ActionLine, InquiryLine, ProjectLine, PurchaseLine, StayLine
from tuicrm.sales.customers.words import KIND_WORDS, NEED_WORDS, held, locked, own_text
from tuicrm.sales.inquiries.words import in_words
from tuicrm.sales.pool.hand_outs import Record
from tuicrm.sales.pool.words import handed_out, why
from tuicrm.screens.customer_words import HIDDEN, PART_WORDS, like_in_words
from tuicrm.widgets.row import Cell, Column, Key, Row
from tuicrm.widgets.tabs import View
from tuicrm.widgets.tones import Tone

COLUMNS = (
    Column("lead", width=15),
    Column("text", flex=1, wrap=3),
    Column("right", width=12, align="right", narrow=2),
)
PARTS = {
    "all": N_("All"),
    "facts": N_("Facts"),
    "people": N_("People"),
    "projects": N_("Projects"),
    "record": N_("Actions"),
    "purchases": N_("Bought"),
    "inquiries": N_("Asked"),
    "history": N_("History"),
}
EMPTY = {
    "people": N_("No contact yet. Choose “contact” in the acts (space) to add one."),
    "projects": N_("No project yet. B begins one."),
    "record": N_("Nothing is planned and nothing on record. a plans the first step."),
    "purchases": N_("Nothing bought yet. A won project becomes a purchase."),
    "inquiries": N_("No inquiry on record."),
}
Lines = list[tuple[Key, tuple[str | Cell, ...]]]


def views(card: CustomerCard) -> list[View]:
    """Give the parts of the card with how much each holds."""
    n = {
        "people": len(card.contacts),
        "projects": len(card.open_projects) + len(card.closed_projects),
        "record": len(card.plan) + len(card.record),
        "purchases": len(card.purchases),
        "inquiries": len(card.inquiries),
    }
    return [View(key, f"{_(word)} {n[key]}" if n.get(key) else _(word)) for key, word in PARTS.items()]


def head(card: CustomerCard, today: date) -> str:
    """Say who holds it, what is open, what it bought: in one line."""
    said = [held(card.owner, card.since_days)]
    if card.pool is not None:
        said.append(_("pool: {name}").format(name=show(card.pool)))
    if card.locked_until_on is not None:
        said.append(locked(card.locked_until_on, card.lock_reason, today))
    if card.is_archived:
        said.append(_("archived"))
    if card.workers and not card.owner:
        words = ngettext("{name} works on it", "{name} work on it", len(card.workers))
        said.append(words.format(name=listed(show(one.name) for one in card.workers)))
    for one in card.worth:
        amount = formats.short_money(one.amount_minor, one.currency)
        profit = formats.short_money(one.profit_minor, one.currency)
        said.append(_("bought {amount}, profit {profit}").format(amount=amount, profit=profit))
    if card.is_hidden:
        said.append(_(HIDDEN))
    return "   ".join(said)


def rows(card: CustomerCard, part: str, today: date, zone: str) -> tuple[Row, ...]:
    """Make the rows of a part of the card, or of all; a key is (what, id)."""
    open_days = _("until {day}")
    sections: dict[str, list[tuple[str, Lines]]] = {
        "facts": [(_("Facts"), _facts(card, today))],
        "people": [(_("People"), _people(card))],
        "projects": [
            (_("Open projects"), [_project(one, today, open_days) for one in card.open_projects]),
            (_("Closed projects"), [_project(one, today, "{day}") for one in card.closed_projects]),
        ],
        "record": [(_("Plan and record"), [_action(one, today) for one in (*card.plan[::-1], *card.record)])],
        "purchases": [(_("Purchases"), [_purchase(one, today) for one in card.purchases])],
        "inquiries": [(_("Inquiries"), [_inquiry(one, today) for one in card.inquiries])],
        "history": [
            (_("Held by"), [_stay(one, today, zone) for one in card.stays]),
            (_("Handed out"), [_hand_out(nth, one, today, zone) for nth, one in enumerate(card.hand_outs)]),
            (_("Changes"), [_change(nth, one, today, zone) for nth, one in enumerate(card.changes)]),
        ],
    }
    order = ("people", "projects", "record", "facts", "purchases", "inquiries", "history")
    wanted = order if part == "all" else (part,)
    return tuple(_rows(section for name in wanted for section in sections[name]))


def _rows(sections: Iterable[tuple[str, Lines]]) -> list[Row]:
    made = []
    for title, lines in sections:
        for nth, (key, cells) in enumerate(lines):
            made.append(Row(key, cells, head=title if nth == 0 else ""))
    return made


def _facts(card: CustomerCard, today: date) -> Lines:
    texts = {one.name: one.text for one in card.facts} | {
        "source": translated(card.source),
        "campaign": card.campaign or "",
        "kind": _(KIND_WORDS[card.kind]),
    }
    texts["class"] += "".join(f", {said}" for said in [reason_in_words(card.class_how, card.class_reason)] if said)
    found: Lines = [
        (("fact", fact.name), (Cell(_(fact.words), "dim"), show(text.replace("\n", " / ")), ""))
        for fact in FACTS
        if (text := texts.get(fact.name, ""))
    ]
    if like := like_in_words(card):
        found.append((("like", 0), (Cell(_("its like"), "dim"), like, "")))
    found += [
        (("own", one.field.key), (Cell(show(one.field.name), "dim"), own_text(one, card.currency), ""))
        for one in card.own
    ]
    made = formats.day(card.created_on, today)
    by = _("{day} by {name}").format(day=made, name=show(card.created_by)) if card.created_by else made
    found += [
        (("need", one.need_id), (Cell(_("need"), "dim"), show(one.name), Cell(_(NEED_WORDS[one.state]), "accent")))
        for one in card.needs
    ]
    if card.tags:
        found.append((("tags", 0), (Cell(_("tags"), "dim"), listed(map(show, card.tags)), "")))
    found += [
        (("merged", number), (Cell(_("merged into it"), "dim"), show(name), Cell(f"#{number}", "dim")))
        for number, name in card.merged
    ]
    return [*found, (("fact", "created"), (Cell(_("known since"), "dim"), by, ""))]


def _people(card: CustomerCard) -> Lines:
    found: Lines = [(("contact", one.id), _contact(one)) for one in card.contacts]
    found += [(("point", one.id), (Cell(_kind(one), "dim"), show(one.value), "")) for one in card.points]
    found += [
        (("helper", one.user_id), (Cell(_("works along"), "dim"), show(one.name), Cell(show(one.part or ""), "dim")))
        for one in card.helpers
        if not one.is_over
    ]
    return found


def _contact(one: ContactLine) -> tuple[str | Cell, ...]:
    part = _(PART_WORDS[one.part]) if one.part in PART_WORDS else ""
    reach = "  ".join(show(point.value) for point in one.points)
    text = "  ".join(word for word in (show(one.title or ""), reach, show(one.note or "")) if word)
    return (Cell(show(one.name), "strong"), text, Cell(part, "dim"))


def _kind(point: PointLine) -> str:
    return _("phone") if point.kind == "phone" else _("e-mail") if point.kind == "email" else _("messenger")


def _project(one: ProjectLine, today: date, dated: str) -> tuple[Key, tuple[str | Cell, ...]]:
    when = one.closed_on or one.expected_on
    parts = [show(one.name), show(one.owner or "")]
    if when is not None:
        parts.append(dated.format(day=formats.day(when, today)))
    if one.lost_reason:
        parts.append(show(one.lost_reason))
    amount = formats.short_money(one.amount_minor, one.currency)
    stage = Cell(show(one.stage), "good" if one.state == "won" else "dim" if one.state == "lost" else "accent")
    return ("project", one.id), (stage, "  ".join(part for part in parts if part), amount)


def _action(one: ActionLine, today: date) -> tuple[Key, tuple[str | Cell, ...]]:
    is_plan = one.state == "planned"
    day = formats.near_day(one.planned_on, today) if is_plan else formats.day(one.done_on, today)
    is_late = is_plan and one.planned_on is not None and one.planned_on < today
    kind = _(KIND[one.kind].word) if one.kind in KIND else show(one.kind)
    outcome = _(OUTCOME[one.outcome].word) if one.outcome in OUTCOME else ""
    note = show((one.note or "").replace("\n", " / "))
    text = strung((kind, outcome, show(one.subject), note))
    lead = Cell(f"{day} !", "late") if is_late else Cell(day, "accent" if is_plan else "dim")
    return ("action", one.id), (lead, text, Cell(show(one.owner or ""), "dim"))


def _purchase(one: PurchaseLine, today: date) -> tuple[Key, tuple[str | Cell, ...]]:
    amount = formats.short_money(one.amount_minor, one.currency)
    product = show(one.product or _("without a product"))
    if one.quantity != 1:
        product = f"{one.quantity} x {product}"
    profit = formats.short_money(one.profit_minor, one.currency)
    text = _("{product}, profit {profit}").format(product=product, profit=profit)
    if one.ends_on:
        text += ", " + _("ends {day}").format(day=formats.day(one.ends_on, today))
    return ("purchase", one.id), (Cell(formats.day(one.bought_on, today), "dim"), text, amount)


def _inquiry(one: InquiryLine, today: date) -> tuple[Key, tuple[str | Cell, ...]]:
    sent_by = _("sent by {name}").format(name=one.referrer) if one.referrer else ""
    about = _("about {project}").format(project=one.project) if one.project else ""
    message = (one.message or "").replace("\n", " / ")
    source = translated(one.source)
    text = strung(show(part) for part in (source, one.campaign, one.contact, sent_by, about, message) if part)
    tone: Tone = "good" if one.state == "won" else "still" if one.state == "new" else "dim"
    said = Cell(in_words(one.state, one.tries, one.verdict), tone)
    return ("inquiry", one.id), (Cell(formats.day(one.came_on, today), "dim"), text, said)


def _stay(one: StayLine, today: date, zone: str) -> tuple[Key, tuple[str | Cell, ...]]:
    said = show(why(one.how, one.reason))
    note = show((one.note or "").replace("\n", " / "))
    of = _("as {name}").format(name=show(one.of)) if one.of else ""
    text = strung((show(one.owner or _("pool")), said, note, of))
    return ("stay", one.id), (Cell(_day(one.from_at, today, zone), "dim"), text, Cell(show(one.by or ""), "dim"))


def _hand_out(nth: int, one: Record, today: date, zone: str) -> tuple[Key, tuple[str | Cell, ...]]:
    lead = Cell(_day(one.at, today, zone), "dim")
    return ("hand_out", nth), (lead, show(handed_out(one, full=True)), Cell(show(one.by or ""), "dim"))


def _change(nth: int, one: TrailLine, today: date, zone: str) -> tuple[Key, tuple[str | Cell, ...]]:
    lead = Cell(_day(one.at, today, zone), "dim")
    return ("change", nth), (lead, trail_words(one, "customer"), Cell(show(one.by or ""), "dim"))


def _day(at: datetime, today: date, zone: str) -> str:
    return formats.day(at.astimezone(ZoneInfo(zone)).date(), today)
