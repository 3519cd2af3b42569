"""How a customer is printed: as JSON for scripts, as a page for people."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from functools import partial

from tuicrm.cli.output import document, say
from tuicrm.cli.reading import money
from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _, listed, strung, translated
from tuicrm.plain.money import Money, from_decimal
from tuicrm.sales.action_kinds import KIND, OUTCOME
from tuicrm.sales.customers.card import CustomerCard
from tuicrm.sales.customers.classing import reason_in_words
from tuicrm.sales.customers.facts import FACTS
from tuicrm.sales.customers.people import ContactLine, PointLine
from tuicrm.sales.customers.record import ActionLine, ProjectLine, PurchaseLine
from tuicrm.sales.customers.words import KIND_WORDS, NEED_WORDS, held, locked, own_text
from tuicrm.sales.fields import FieldValue
from tuicrm.sales.inquiries.words import in_words
from tuicrm.sales.pool.words import handed_out, why

MOST = 10


def print_card(card: CustomerCard, now: datetime, *, as_json: bool) -> None:
    """Print a customer's card.

    Args:
        now: in the team's time zone.
    """
    if as_json:
        document(as_dict(card))
        return
    day = partial(formats.day, today=now.date())

    def since_when(at: datetime) -> str:
        return day(at.astimezone(now.tzinfo).date())

    kept = locked(card.locked_until_on, card.lock_reason, now.date())
    away = _("archived") if card.is_archived else ""
    say(strung((f"{show(card.name)} ({card.id})", held(card.owner, card.since_days), kept, away)))
    words = {fact.name: _(fact.words) for fact in FACTS}
    by = {"class": reason_in_words(card.class_how, card.class_reason)}
    for one in card.facts:
        if one.text and one.name not in ("name", "kind", "source", "campaign"):
            say(f"  {words[one.name]}: {show(strung((one.text, by.get(one.name))))}")
    say("  " + _("kind") + ": " + _(KIND_WORDS[card.kind]))
    for title, text in ((_("source"), translated(card.source)), (_("campaign"), card.campaign),
                        (_("pool"), card.pool)):  # fmt: skip
        if text:
            say(f"  {title}: {show(text)}")
    for value in card.own:
        if value.text:
            say(f"  {show(value.field.name)}: {own_text(value, card.currency)}")
    if card.tags:
        say("  " + _("tags") + ": " + listed(map(show, card.tags)))
    for need in card.needs:
        say("  " + _("need") + ": " + show(need.name) + ", " + _(NEED_WORDS[need.state]))
    for number, name in card.merged:
        say("  " + _("merged into it") + f": {show(name)} ({number})")
    _section(_("Contacts"), [_points(card.points), *(_contact(one) for one in card.contacts)])
    if card.is_hidden:
        say("  " + _("Phones and e-mails are shown when the customer is claimed."))
    _section(_("Projects"), (_project(one, now.date()) for one in (*card.open_projects, *card.closed_projects)))
    _section(_("Plan"), (_action(one, now.date()) for one in card.plan))
    _section(_("Record"), (_action(one, now.date()) for one in card.record[:MOST]))
    _section(_("Purchases"), (_purchase(one, now.date()) for one in card.purchases[:MOST]))
    _section(
        _("Inquiries"),
        (
            "  ".join(
                filter(
                    None,
                    [
                        day(one.came_on),
                        in_words(one.state, one.tries, one.verdict),
                        show(translated(one.source)),
                        show((one.message or "").replace("\n", " / ")),
                    ],
                )
            )
            for one in card.inquiries[:MOST]
        ),
    )
    _section(
        _("Held by"),
        (
            f"{since_when(one.from_at)}  {show(one.owner or _('pool'))}  {show(why(one.how, one.reason))}"
            for one in card.stays[:MOST]
        ),
    )
    _section(
        _("Handed out"),
        (f"{since_when(one.at)}  {show(handed_out(one, full=True))}" for one in card.hand_outs[:MOST]),
    )


def as_dict(card: CustomerCard) -> dict[str, object]:
    """Give a customer as scripts get it; money as amount and currency."""
    facts = {one.name: one.text or None for one in card.facts}
    names = (
        "owner", "since_days", "is_hidden", "is_archived", "created_on", "created_by", "last_action_at",
        "next_action_at", "locked_until_on", "lock_reason",
    )  # fmt: skip
    return {
        "id": card.id,
        "version": card.version,
        **facts,
        **{name: getattr(card, name) for name in names},
        "fields": {one.field.key: _amount(one, card.currency) or one.text or None for one in card.own},
        "worked_on_by": [one.name for one in card.workers],
        "tags": card.tags,
        "needs": card.needs,
        "class_how": card.class_how,
        "class_reason": card.class_reason,
        "like": {"worked": card.like.worked, "bought": card.like.bought},
        "worth": money(card.worth_minor, card.currency),
        "merged": [{"id": number, "name": name} for number, name in card.merged],
        "points": [_point_dict(one) for one in card.points],
        "contacts": [{**asdict(one), "points": [_point_dict(point) for point in one.points]} for one in card.contacts],
        "projects": [_with_money(one, "amount") for one in (*card.open_projects, *card.closed_projects)],
        "plan": card.plan,
        "record": card.record,
        "purchases": [_with_money(one, "amount", "cost", "profit") for one in card.purchases],
        "inquiries": card.inquiries,
        "ownership": card.stays,
        "hand_outs": card.hand_outs,
        "changes": card.changes,
    }


def _amount(one: FieldValue, currency: str) -> Money | None:
    """An own field of money as an amount; None for other fields, and where nothing is known."""
    return from_decimal(Decimal(one.text), currency) if one.field.type == "money" and one.text else None


def _point_dict(point: PointLine) -> dict[str, object]:
    return {"kind": point.kind, "value": point.value, "key": point.key or None, "label": point.label}


def _with_money(line: ProjectLine | PurchaseLine, *names: str) -> dict[str, object]:
    found = asdict(line)
    currency = str(found.pop("currency"))
    for name in names:
        found[name] = money(found.pop(f"{name}_minor"), currency)
    return found


def _section(title: str, lines: Iterable[str]) -> None:
    shown = [line for line in lines if line]
    if shown:
        say(title)
        for line in shown:
            say(f"  {line}")


def _points(points: Iterable[PointLine]) -> str:
    return "  ".join(show(point.value) for point in points)


def _contact(one: ContactLine) -> str:
    return "  ".join(
        part for part in (show(one.name), show(one.title or ""), one.part or "", _points(one.points)) if part
    )


def _project(one: ProjectLine, today: date) -> str:
    when = formats.day(one.closed_on or one.expected_on, today)
    amount = formats.money(one.amount_minor, one.currency)
    parts = (show(one.name), show(one.stage), amount, when, show(one.owner or ""), show(one.lost_reason or ""))
    return "  ".join(part for part in parts if part)


def _action(one: ActionLine, today: date) -> str:
    outcome = _(OUTCOME[one.outcome].word) if one.outcome in OUTCOME else one.outcome or ""
    kind = _(KIND[one.kind].word) if one.kind in KIND else one.kind
    day = formats.day(one.done_on or one.planned_on, today)
    parts = (day, kind, show(one.subject), outcome, show((one.note or "").split("\n")[0]))
    return "  ".join(part for part in parts if part)


def _purchase(one: PurchaseLine, today: date) -> str:
    parts = [formats.day(one.bought_on, today), show(one.product or ""), formats.money(one.amount_minor, one.currency)]
    if one.profit_minor is not None:
        parts.append(_("profit {profit}").format(profit=formats.money(one.profit_minor, one.currency)))
    return "  ".join(part for part in parts if part)
