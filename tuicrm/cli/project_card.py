"""How a project is printed: as JSON for scripts, as a page for people."""

from collections.abc import Iterator
from datetime import datetime

from tuicrm.cli.output import document, say
from tuicrm.cli.reading import money
from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _, ngettext
from tuicrm.sales.customers.words import NEED_WORDS
from tuicrm.sales.funnel.risk_words import CATEGORY_WORDS
from tuicrm.sales.projects.card import ActionLine, ProjectCard
from tuicrm.sales.projects.words import WARNED, of_playbook, reason_of


def print_card(card: ProjectCard, now: datetime, *, as_json: bool) -> None:
    """Print a project's card."""
    if as_json:
        document(as_dict(card))
        return
    facts, currency = card.facts, card.facts["currency"]
    amount = formats.money(facts["amount_minor"], currency)
    say(f"{show(facts['name'])} (+{show(facts['handle'] or '')}), {show(card.customer or _('customer not known'))}")
    say(f"{show(card.stage.name)}, {amount}, {show(card.owner or _('nobody'))}")
    for said in _facts(card):
        say(f"  {said}")
    if facts["stale_probability"] is not None:
        said = _("Own chance, set in the stage before: {chance}%. Keep or drop it.")
        say("  " + said.format(chance=facts["stale_probability"]))
    for warning in card.warnings:
        say(f"  $ {_(WARNED[warning])}")
    if card.tags:
        say("  " + "  ".join(f"#{show(tag)}" for tag in card.tags))
    for link in card.links:
        say(f"  {link.id}  {show(link.title)}  {show(link.target)}")
    for one in card.next_criteria:
        say(f"  [{'x' if one.is_met else ' '}] {show(one.label)}")
    for stay in card.history:
        entered = formats.day(stay.entered_at.astimezone(now.tzinfo).date(), now.date()) if stay.is_entry_known else "?"
        say(f"  {entered}  {show(stay.stage)}  {formats.days(stay.days)}  {show(stay.reason or '')}".rstrip())
    for title, lines in ((_("Plan"), card.plan), (_("Record"), card.record)):
        if lines:
            say(title)
            for line in lines:
                say("  " + _line(line, now))


def _facts(card: ProjectCard) -> Iterator[str]:
    """What is known of it, a line each; what is not known takes no line."""
    facts, currency = card.facts, card.facts["currency"]
    if facts["expected_on"] is not None:
        moved = facts["expected_moves"]
        said = ngettext("moved {n} time", "moved {n} times", moved).format(n=moved) if moved else ""
        yield "  ".join(filter(None, (_("expected: {day}").format(day=facts["expected_on"]), said)))
    if facts["probability"] is not None:
        chance = _("own chance: {chance}%").format(chance=facts["probability"])
        yield "  ".join(filter(None, (chance, show(facts["probability_reason"] or ""))))
    for name, words in (("first_quote_minor", _("first quote: {value}")), ("cost_minor", _("cost: {value}"))):
        if facts[name] is not None:
            yield words.format(value=formats.money(facts[name], currency))
    for value, words in (
        (_(CATEGORY_WORDS[facts["category"]]), _("forecast: {value}")), (facts["competitor"], _("against: {value}")),
        (facts["note"], _("note: {value}")), (card.lost_reason, _("lost: {value}")),
    ):  # fmt: skip
        if value:
            yield words.format(value=show(value))
    for one in card.contacts:
        yield "  ".join(filter(None, (_("contact:"), show(one.name), show(one.part or ""))))
    for one in card.collaborators:
        yield "  ".join(filter(None, (_("works along:"), show(one.name), show(one.part or ""))))
    for good in card.products:
        price = formats.money(good.price_minor, currency)
        yield _("product: {quantity} x {name} at {price}").format(
            quantity=good.quantity, name=show(good.name), price=price
        )
    for need in card.needs:
        yield _("need: {name}, {state}").format(name=show(need.name), state=_(NEED_WORDS[need.state]))


def _line(line: ActionLine, now: datetime) -> str:
    when = line.done_at.astimezone(now.tzinfo).date() if line.done_at else line.planned_on
    fate = line.outcome or ("" if line.state != "cancelled" else "skipped" if line.playbook_number else "cancelled")
    said = [
        formats.day(when, now.date()),
        line.kind,
        line.subject,
        fate,
        reason_of(line),
        line.note or "",
        of_playbook(line),
    ]
    return "  ".join(show(part) for part in said if part)


def as_dict(card: ProjectCard) -> dict[str, object]:
    facts = dict(card.facts)
    currency = str(facts.pop("currency"))
    for name in ("amount", "cost", "estimate", "first_quote"):
        facts[name] = money(facts.pop(f"{name}_minor"), currency)
    waits = card.waits
    return {
        "id": card.id, "version": card.version, **facts, "currency": currency, "customer": card.customer,
        "owner": card.owner, "stage": card.stage.name, "criteria": card.next_criteria, "history": card.history,
        "plan": card.plan, "record": card.record, "contacts": card.contacts,
        "collaborators": card.collaborators, "tags": card.tags, "links": card.links, "needs": card.needs,
        "warnings": card.warnings, "waits": waits and {"to": waits.to_stage, "asked_at": waits.asked_at,
        "asked_by": waits.asked_by, "decision": waits.decision, "note": waits.note},
        "known_stage": card.known_stage, "changes": card.edits, "products": [
            {"id": one.id, "name": one.name, "quantity": one.quantity, "price": money(one.price_minor, currency)}
            for one in card.products
        ],
        "purchases": [
            {
                "id": one.id, "product": one.product, "quantity": one.quantity, "bought_on": one.bought_on,
                "amount": money(one.amount_minor, one.currency), "cost": money(one.cost_minor, one.currency),
            }
            for one in card.purchases
        ],
    }  # fmt: skip
