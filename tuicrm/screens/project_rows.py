"""What the card of a project shows, line by line."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, NP_, _, ngettext
from tuicrm.sales.action_kinds import KIND, outcome_word
from tuicrm.sales.projects.card import ActionLine, ProductLine, ProjectCard, PurchaseLine, Stay
from tuicrm.sales.projects.details import Edit, LinkLine, NeedLine, Waits
from tuicrm.sales.projects.words import WARNED, of_playbook, reason_of
from tuicrm.screens.project_form import CATEGORIES
from tuicrm.screens.project_parts import NEED_STATES
from tuicrm.widgets.row import Cell, Row

PARTS = {
    "decides": N_("decides"),
    "influences": N_("influences"),
    "uses": N_("uses"),
    "blocks": N_("blocks"),
    "buys": N_("buys"),
}
FACT_WORDS = {
    "name": N_("name"), "customer_id": N_("customer"), "amount_minor": N_("amount"), "cost_minor": N_("cost"),
    "currency": N_("currency"), "expected_on": N_("expected day"), "category": N_("forecast"),
    "probability": N_("own chance"), "competitor": N_("competitor"), "note": N_("note"), "owner_id": N_("owner"),
    "first_quote_minor": N_("first quote"),
}  # fmt: skip
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


def known(card: ProjectCard) -> str:
    """Say what else is known in one line: quotes, tags, warnings, what waits; "" when nothing is."""
    facts, currency, said = card.facts, card.facts["currency"], []
    for name, label in (("first_quote_minor", _("first quote")), ("estimate_minor", _("last estimate"))):
        if facts[name] is not None and (name != "estimate_minor" or facts["state"] != "open"):
            said.append(f"{label} {formats.short_money(facts[name], currency)}")
    if facts["probability"] is not None:
        said.append(_("own chance {chance}%: {why}").format(
            chance=facts["probability"], why=show(facts["probability_reason"] or "")
        ))  # fmt: skip
    if facts["stale_probability"] is not None:
        said.append(_("own chance of {chance}% to be settled").format(chance=facts["stale_probability"]))
    if facts["competitor"]:
        said.append(_("against {name}").format(name=show(facts["competitor"])))
    if card.known_stage:
        said.append(_("could have been known in {stage}").format(stage=show(card.known_stage)))
    if card.waits is not None:
        said.append(_waits(card.waits))
    said += [_(WARNED[name]) for name in card.warnings]
    said += [f"#{show(tag)}" for tag in card.tags]
    return "   ".join(said)


def _waits(waits: Waits) -> str:
    if waits.decision is None:
        return _("waits for a lead: {stage}").format(stage=show(waits.to_stage))
    return _("returned from {stage}: {why}").format(stage=show(waits.to_stage), why=show(waits.note or ""))


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
        (_("People"), _people(card)),
        (_("Products"), [(("product", one.id), _product(one, currency)) for one in card.products]),
        (_("Needs"), [(("need", one.id), _need(one, today)) for one in card.needs]),
        (_("Papers"), [(("link", one.id), _link(one)) for one in card.links]),
        (_("Timeline"), timeline(card, today, zone)),
        (_("Purchases"), [(("purchase", one.id), _purchase(one, today)) for one in card.purchases]),
    )
    made = []
    for title, lines in sections:
        for place, (key, cells) in enumerate(lines):
            made.append(Row(key, cells, head=title if place == 0 else ""))
    return tuple(made)


Line = tuple[tuple[str, int], tuple[str | Cell, ...]]


def timeline(card: ProjectCard, today: date, zone: str) -> list[Line]:
    """Tell moves, actions and changes in one row, the newest first."""
    told: list[tuple[datetime, Line]] = []
    for one in card.record:
        at = one.done_at or datetime.min.replace(tzinfo=UTC)
        told.append((at, (("action", one.id), _action(one, today, zone))))
    told += [(one.entered_at, (("stay", place), _stay(one, zone, today))) for place, one in enumerate(card.history)]
    told += [(one.at, (("edit", place), _edit(card, one, zone, today))) for place, one in enumerate(card.edits)]
    return [line for _at, line in sorted(told, key=lambda one: one[0], reverse=True)]


def _need(one: NeedLine, today: date) -> tuple[str | Cell, ...]:
    return Cell(formats.day(one.asked_on, today), "dim"), _(NEED_STATES[one.state]), show(one.name)


def _link(one: LinkLine) -> tuple[str | Cell, ...]:
    return show(one.title), "", Cell(show(one.target), "dim")


def _edit(card: ProjectCard, one: Edit, zone: str, today: date) -> tuple[str | Cell, ...]:
    said = [_("{what} {old} > {new}").format(
        what=_(FACT_WORDS[fact.name]), old=_fact(card, fact.name, fact.old), new=_fact(card, fact.name, fact.new)
    ) for fact in one.facts]  # fmt: skip
    by = show(one.by or "")
    why = f"  {show(one.reason)}" if one.reason else ""
    return (
        Cell(formats.day(_day(one.at, zone), today), "dim"),
        Cell(_("changed"), "dim"),
        f"{', '.join(said)}  {by}{why}",
    )


def _fact(card: ProjectCard, name: str, text: str | None) -> str:
    """Write a fact of the audit trail for people."""
    if text is None:
        return "-"
    if name.endswith("_minor"):
        return formats.short_money(int(text), card.facts["currency"])
    if name == "expected_on":
        return formats.day(date.fromisoformat(text))
    if name == "category":
        return _(CATEGORIES.get(text, text))
    return show(text) if name != "note" else _("a note")


def _people(card: ProjectCard) -> list[Line]:
    contacts: list[Line] = [
        (("contact", one.id), (show(one.name), _(PARTS[one.part]) if one.part else "", "")) for one in card.contacts
    ]
    return contacts + [
        (("colleague", one.id), (show(one.name), show(one.part or _("helps")), "")) for one in card.collaborators
    ]


def _product(one: ProductLine, currency: str) -> tuple[str | Cell, ...]:
    price = one.list_minor if one.price_minor is None else one.price_minor
    pieces = ngettext("{count} piece", "{count} pieces", one.quantity).format(count=one.quantity)
    return pieces, formats.short_money(price, currency), show(one.name)


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
    return Cell(formats.day(done or one.planned_on, today), "dim"), kind, f"{_fate(one)}  {_words(one)}".strip()


def _fate(one: ActionLine) -> str:
    """Say what became of it; what a playbook planned and nobody did was skipped, with why."""
    if one.outcome is not None:
        word = outcome_word(one.outcome)
    else:
        word = _("skipped") if one.playbook_number is not None else _("called off")
    return f"{word}: {show(why)}" if (why := reason_of(one)) else word


def _words(one: ActionLine) -> str:
    said = [show(one.subject), show(one.note or ""), show(of_playbook(one))]
    if one.promise:
        said.insert(0, _("we owe:") if one.promise == "ours" else _("they owe:"))
    return "  ".join(part for part in said if part)


def _stay(one: Stay, zone: str, today: date) -> tuple[str | Cell, ...]:
    entered = formats.day(_day(one.entered_at, zone), today) if one.is_entry_known else _("not known")
    waited = _("{days} of them awaiting a lead").format(days=formats.days(one.waited_days)) if one.waited_days else ""
    said = [formats.days(one.days), waited, show(one.by or ""), show(one.reason or ""), show(one.note or "")]
    return Cell(entered, "dim"), show(one.stage), "  ".join(part for part in said if part)


def _day(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()
