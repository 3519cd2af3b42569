"""Rows about who held a customer, what was handed over, and what arrived."""

from datetime import timedelta
from random import Random

from tuicrm.plain.periods import month_of
from tuicrm.sample.client import Ask, Client
from tuicrm.sample.rows.customers import Known, came_at, held_at
from tuicrm.sample.rows.ledger import Ledger
from tuicrm.sample.rows.process import Process
from tuicrm.store.tables.customers import inquiries, ownerships
from tuicrm.store.tables.projects import handovers

_LEFT = {"left": ("other", "left"), "lost": ("no_fit", "")}


def add_holding(ledger: Ledger, known: Known, clients: list[Client]) -> None:
    """Add the ownership history without a gap, and a handover where one person followed another."""
    for client, customer in zip(clients, known.customers, strict=True):
        ends = [held_at(ledger, hold.at) for hold in client.holds[1:]]
        for number, hold in enumerate(client.holds):
            is_last = number == len(ends)
            before = client.holds[number - 1].owner if number else ""
            reason, phrase = _LEFT.get(hold.reason, (hold.reason, ""))
            if phrase:
                phrase = ledger.words.phrases[phrase].format(name=ledger.words.people[before][0])
            ledger.add(
                ownerships,
                customer_id=customer,
                owner_id=ledger.people[hold.owner] if hold.owner else None,
                from_at=held_at(ledger, hold.at),
                to_at=None if is_last else ends[number],
                how=hold.how,
                reason=reason or None,
                note=phrase or None,
                by_id=ledger.people[hold.by] if hold.by else None,
                live_customer_id=customer if is_last else None,
            )
            if hold.how == "handover":
                add_handover(ledger, hold.at, before, hold.owner, customer_id=customer)


def add_handover(
    ledger: Ledger, at: float, given: str, taken: str, *, customer_id: int | None = None, project_id: int | None = None
) -> None:
    """Add a handover that was accepted within some hours."""
    given_at = ledger.days.at(at)
    ledger.add(
        handovers,
        customer_id=customer_id,
        project_id=project_id,
        from_id=ledger.people[given],
        to_id=ledger.people[taken],
        by_id=ledger.people["hale"],
        note=ledger.words.phrases["handover"].format(name=ledger.words.people[given][0]),
        given_at=given_at,
        due_on=ledger.days.day(at + 2),
        accepted_at=given_at + timedelta(hours=1 + (customer_id or project_id or 0) % 20),
        returned_at=None,
        return_reason=None,
        version=1,
    )


def add_inquiries(
    ledger: Ledger, process: Process, known: Known, clients: list[Client], projects: dict[int, int]
) -> None:
    """Add what arrived, in order; the first inquiry is the one that made a customer known."""
    arrived = [
        (came_at(ledger, ask.at, ask.minutes_ago), index, number)
        for index, client in enumerate(clients)
        for number, ask in enumerate(client.asks)
    ]
    fans = [index for index, client in enumerate(clients) if any(deal.is_won for deal in client.deals)]
    for serial, (at, index, number) in enumerate(sorted(arrived)):
        client = clients[index]
        ask = client.asks[number]
        rng = Random(f"{ledger.seed} asked {serial}")
        referrer = rng.choice(fans) if ask.source == "referral" and rng.random() < 0.7 else None
        came_on = at.astimezone(ledger.days.zone).date()
        answered = None if ask.answered is None else ledger.days.at(ask.at + ask.answered)
        ledger.add(
            inquiries,
            uid=ledger.uid("inquiry", serial, int(at.timestamp() * 1000)),
            customer_id=known.customers[index],
            contact_id=known.contacts[index][0],
            project_id=projects[id(ask.deal)] if ask.deal else None,
            source_id=process.sources[ask.source],
            campaign_id=process.campaigns.get(ask.campaign),
            referrer_customer_id=known.customers[referrer] if referrer is not None and referrer != index else None,
            referrer_user_id=None,
            message=_message(ledger, client, ask, number),
            came_at=at,
            came_on=came_on,
            month=month_of(came_on),
            by_id=None,
            is_new_customer=number == 0,
            seen_at=answered,
            answered_at=answered,
            verdict=ask.verdict or None,
            archived_at=None,
            version=1,
        )


def _message(ledger: Ledger, client: Client, ask: Ask, number: int) -> str | None:
    if client.scene == "vantage" and number == len(client.asks) - 1:
        return ledger.words.phrases["two_lines"]
    if ask.message is None:
        return None
    return ledger.words.messages[ask.message % len(ledger.words.messages)]
