"""Rows about what came of projects: credit, purchases, needs, exit criteria, who was in it."""

from datetime import timedelta
from random import Random

from tuicrm.plain.periods import month_of
from tuicrm.sales.purchases import shared_out
from tuicrm.sample.cast import CAST
from tuicrm.sample.client import Client
from tuicrm.sample.deal import CLOSE, LOST, NEEDS, QUOTE, Deal
from tuicrm.sample.goods import GOODS
from tuicrm.sample.rows.customers import Known
from tuicrm.sample.rows.ledger import Ledger
from tuicrm.sample.rows.process import Process
from tuicrm.sample.rows.projects import team_of
from tuicrm.store.tables.customers import customer_needs
from tuicrm.store.tables.fields import own_values
from tuicrm.store.tables.funnel import criterion_checks
from tuicrm.store.tables.projects import collaborators, project_contacts
from tuicrm.store.tables.trade import credits, purchases

WHOLE, HELPED = 1_000_000, 300_000
_HELPED = {"nordwerk": "li", "halden": "li"}


def add_outcomes(ledger: Ledger, process: Process, known: Known, deals: list[Deal], projects: dict[int, int]) -> None:
    """Add for each project what followed from where it came to."""
    for number, deal in enumerate(deals):
        rng = Random(f"{ledger.seed} outcome {number}")
        project = projects[id(deal)]
        helper = _add_helper(ledger, rng, deal, project)
        if not deal.is_open:
            _add_credit(ledger, rng, deal, project, helper)
        if deal.furthest >= NEEDS:
            _add_needs(ledger, process, rng, known, deal, project)
        _add_part(ledger, rng, known, deal, project)
        if deal.furthest >= CLOSE:
            _add_delivery(ledger, process, deal, project)
        if deal.is_won:
            _add_purchases(ledger, process, known, deal, project)


def _add_helper(ledger: Ledger, rng: Random, deal: Deal, project: int) -> str:
    helper = _HELPED.get(deal.scene, "")
    if not helper and rng.random() < 0.05 and deal.holder not in ("wang", "madsen", "costa"):
        helper = {"east": "wang", "north": "madsen", "south": "costa"}[CAST[deal.holder].team]
    if helper:
        ledger.add(
            collaborators,
            project_id=project,
            customer_id=None,
            user_id=ledger.people[helper],
            part=None,
            may_write=True,
            until_on=None,
            archived_at=None,
            version=1,
        )
    return helper


def _add_credit(ledger: Ledger, rng: Random, deal: Deal, project: int, helper: str) -> None:
    """The holder's sale or loss; now and then the team shares it with who helped."""
    on = ledger.days.day(deal.ended)
    shares = [(deal.holder, WHOLE)]
    if helper and deal.is_won and rng.random() < 0.4:
        shares = [(deal.holder, WHOLE - HELPED), (helper, HELPED)]
    for person, share in shares:
        ledger.add(
            credits,
            project_id=project,
            user_id=ledger.people[person],
            team_id=team_of(ledger, person),
            outcome="won" if deal.is_won else "lost",
            share_ppm=share,
            on=on,
            month=month_of(on),
            archived_at=None,
        )


def _add_needs(ledger: Ledger, process: Process, rng: Random, known: Known, deal: Deal, project: int) -> None:
    asked = deal.entered(NEEDS) or deal.begun
    for need in rng.sample(process.needs, rng.choice((1, 1, 2, 3))):
        is_met = deal.is_won and rng.random() < 0.9
        is_why = deal.stage == LOST and deal.reason == "fit"
        ledger.add(
            customer_needs,
            customer_id=known.customers[deal.client],
            project_id=project,
            need_id=need,
            asked_on=ledger.days.day(asked),
            met_on=ledger.days.day(deal.ended) if is_met else None,
            lost_on=ledger.days.day(deal.ended) if is_why else None,
            archived_at=None,
            version=1,
        )


def _add_part(ledger: Ledger, rng: Random, known: Known, deal: Deal, project: int) -> None:
    """Who decides is known from Quote on where it was asked, and always in Close."""
    people = known.contacts[deal.client]
    decides = deal.furthest >= CLOSE or deal.did.get("with_decider", False) or deal.scene == "meridian"
    if decides or rng.random() < 0.5:
        _add_contact(ledger, project, people[0], "decides" if decides else "uses")
    if len(people) > 1 and deal.furthest >= NEEDS and rng.random() < 0.6:
        _add_contact(ledger, project, people[1], "uses")


def _add_contact(ledger: Ledger, project: int, contact: int, part: str) -> None:
    ledger.add(project_contacts, project_id=project, contact_id=contact, part=part, archived_at=None, version=1)


def _add_delivery(ledger: Ledger, process: Process, deal: Deal, project: int) -> None:
    at = deal.entered(CLOSE) or deal.entered(QUOTE) or deal.begun
    ledger.add(
        criterion_checks,
        project_id=project,
        criterion_id=process.criteria["delivery"],
        ticked_at=ledger.days.at(at) - timedelta(minutes=5),
        ticked_by_id=ledger.people[deal.holder_at(at)],
        version=1,
    )
    ledger.add(
        own_values,
        field_id=process.own_fields["delivery_week"],
        record_id=project,
        text_value=None,
        text_sort=None,
        number_micro=None,
        day_value=ledger.days.day(at) + timedelta(days=49),
        version=1,
    )


def _add_purchases(ledger: Ledger, process: Process, known: Known, deal: Deal, project: int) -> None:
    """One purchase for each product; together they are what the project was won for."""
    weights = [GOODS[key].price * pieces for key, pieces in deal.lines.items()]
    amounts = shared_out(ledger.money(deal.value), weights)
    for (key, pieces), amount in zip(deal.lines.items(), amounts, strict=True):
        cost = ledger.money(GOODS[key].cost * pieces * 100) if deal.is_cost_known else None
        _add_purchase(ledger, process, known, deal.client, deal.ended, key, pieces, amount, cost, project)


def add_repeats(ledger: Ledger, process: Process, known: Known, clients: list[Client]) -> None:
    """Add what customers bought again without a project: probes and calibration, a quarter of it without a cost."""
    for index, client in enumerate(clients):
        rng = Random(f"{ledger.seed} repeats {index}")
        for at in client.repeats:
            key = rng.choice(("AX-10", "AX-10", "AX-10", "AX-10", "AX-10", "AX-10", "AX-10", "CAL"))
            pieces = 1 if key == "CAL" else rng.choice((1, 1, 2))
            amount = ledger.money(GOODS[key].price * pieces * rng.choice((92, 95, 100)))
            cost = ledger.money(GOODS[key].cost * pieces * 100) if rng.random() > 0.25 else None
            _add_purchase(ledger, process, known, index, at, key, pieces, amount, cost, None)


def _add_purchase(
    ledger: Ledger, process: Process, known: Known, client: int, at: float, key: str, pieces: int, amount: int,
    cost: int | None, project: int | None,
) -> None:  # fmt: skip
    on = ledger.days.day(at)
    number = len(ledger.rows.get(purchases, ()))
    ledger.add(
        purchases,
        uid=ledger.uid("purchase", number, int(ledger.days.at(at).timestamp() * 1000)),
        customer_id=known.customers[client],
        project_id=project,
        product_id=process.products[key],
        quantity=pieces,
        amount_minor=amount,
        cost_minor=cost,
        currency=ledger.words.currency,
        home_minor=amount,
        home_cost_minor=cost,
        bought_on=on,
        month=month_of(on),
        ends_on=on + timedelta(days=365) if key == "CAL" else None,
        archived_at=None,
        version=1,
    )
