"""Rows about projects: the record, its stays, its periods, what it is about and who is in it."""

import re
from random import Random

from tuicrm.plain.names import name_sort
from tuicrm.plain.periods import month_of
from tuicrm.sample.cast import CAST
from tuicrm.sample.course import Course, Turn, course
from tuicrm.sample.deal import LOST, WON, Deal
from tuicrm.sample.goods import GOODS
from tuicrm.sample.rows.customers import Known
from tuicrm.sample.rows.holding import add_handover
from tuicrm.sample.rows.ledger import Ledger, Row
from tuicrm.sample.rows.process import Process
from tuicrm.store.tables.projects import project_periods, project_products, projects, stage_history

_STATES = {WON: "won", LOST: "lost"}


def add_projects(ledger: Ledger, process: Process, known: Known, deals: list[Deal]) -> dict[int, int]:
    """Add the projects with their history; gives the id of each deal's project by the deal's identity."""
    made: dict[int, int] = {}
    handles: set[str] = set()
    for number, deal in enumerate(deals):
        told = course(deal, ledger.ground.categories, Random(f"{ledger.seed} course {number}"))
        project = _add_project(ledger, process, known, deal, told, handles, number)
        made[id(deal)] = project
        _add_stays(ledger, deal, project)
        _add_periods(ledger, told, project)
        for key, pieces in deal.lines.items():
            _add_line(ledger, process, deal, project, key, pieces)
        for (_since, before), (at, after) in zip(deal.holders, deal.holders[1:], strict=False):
            add_handover(ledger, at, before, after, project_id=project)
    return made


def team_of(ledger: Ledger, person: str) -> int | None:
    """The team of one of us."""
    return ledger.teams.get(CAST[person].team)


def _add_project(
    ledger: Ledger, process: Process, known: Known, deal: Deal, told: Course, handles: set[str], number: int
) -> int:
    days, last = ledger.days, told.last
    created_on, created_at = days.day(deal.begun), days.at(deal.begun)
    ended_on = None if deal.is_open else days.day(deal.ended)
    product, pieces = next(iter(deal.lines.items()))
    name = ledger.words.project_name(product, pieces)
    moved = max((turn.at for turn in told.turns), default=deal.begun)
    closed = ended_on is not None
    return ledger.add(
        projects,
        uid=ledger.uid("project", number, int(created_at.timestamp() * 1000)),
        customer_id=known.customers[deal.client],
        name=name,
        name_sort=name_sort(name),
        handle=_handle(f"{known.keys[deal.client]} {name.casefold()}", handles),
        funnel_id=ledger.ground.funnel,
        stage_id=ledger.ground.stages[deal.stage],
        state=_STATES.get(deal.stage, "open"),
        **_turn(ledger, last),
        home_minor=None if last.value is None else ledger.money(last.value),
        first_quote_minor=None if told.first_quote is None else ledger.money(told.first_quote),
        estimate_minor=None if told.estimate is None else ledger.money(told.estimate),
        expected_moves=told.moves,
        probability_reason=None,
        source_id=process.sources[deal.source],
        campaign_id=process.campaigns.get(deal.campaign),
        competitor=None if deal.competitor is None else ledger.words.competitors[deal.competitor],
        note=None,
        created_at=created_at,
        created_on=created_on,
        created_month=month_of(created_on),
        created_by_id=ledger.people[deal.holders[0][1]],
        stage_since_at=days.at(deal.ended),
        is_stage_since_known=True,
        last_progress_at=days.at(max(deal.ended, moved)),
        next_action_at=None,
        closed_at=days.at(deal.ended) if closed else None,
        closed_on=ended_on,
        closed_month=month_of(ended_on) if ended_on else None,
        cycle_days=(ended_on - created_on).days if ended_on else None,
        lost_reason_id=ledger.ground.reasons[deal.reason] if deal.stage == LOST else None,
        lost_note=_lost_note(ledger, deal),
        lost_stage_id=ledger.ground.stages[deal.stays[-2].stage] if deal.stage == LOST else None,
        archived_at=None,
        version=1,
    )


def _lost_note(ledger: Ledger, deal: Deal) -> str | None:
    return ledger.words.phrases["budget"] if deal.stage == LOST and deal.scene == "vantage" else None


def _handle(text: str, taken: set[str]) -> str:
    stem = re.sub(r"[^\w]+", "-", text).strip("-")[:50]
    handle, turn = stem, 1
    while handle in taken:
        turn += 1
        handle = f"{stem}-{turn}"
    taken.add(handle)
    return handle


def _turn(ledger: Ledger, turn: Turn) -> Row:
    """The facts that a project and its periods have in common, but for the stage."""
    return {
        "owner_id": ledger.people[turn.owner],
        "team_id": team_of(ledger, turn.owner),
        "amount_minor": None if turn.value is None else ledger.money(turn.value),
        "cost_minor": None if turn.cost is None else ledger.money(turn.cost),
        "currency": ledger.words.currency,
        "expected_on": None if turn.expected is None else ledger.days.day(turn.expected),
        "category": turn.category,
        "probability": None,
    }


def _add_stays(ledger: Ledger, deal: Deal, project: int) -> None:
    stages, days = ledger.ground.stages, ledger.days
    for number, stay in enumerate(deal.stays):
        following = deal.stays[number + 1] if number + 1 < len(deal.stays) else None
        entered, left = days.at(stay.at), days.at(following.at) if following else None
        holder = ledger.people[deal.holder_at(stay.at)]
        ledger.add(
            stage_history,
            project_id=project,
            stage_id=stages[stay.stage],
            from_stage_id=stages[deal.stays[number - 1].stage] if number else None,
            how=stay.how,
            entered_at=entered,
            entered_month=month_of(days.day(stay.at)),
            is_entry_known=True,
            by_id=holder,
            holder_id=holder,
            reason=ledger.words.phrases.get(stay.reason, stay.reason) or None,
            note=None,
            left_at=left,
            seconds=round((left - entered).total_seconds()) if left else None,
            to_stage_id=stages[following.stage] if following else None,
            left_how=following.how if following else None,
            live_project_id=None if following else project,
        )


def _add_periods(ledger: Ledger, told: Course, project: int) -> None:
    """A period for each turn that changed anything, each ending where the next begins."""
    opened: list[Row] = []
    for turn in told.turns:
        facts = _turn(ledger, turn) | {"stage_id": ledger.ground.stages[turn.stage], "archived_at": None}
        facts["home_minor"] = facts["amount_minor"]  # all is sold in the home currency
        if opened and all(opened[-1][name] == value for name, value in facts.items()):
            continue
        opened.append(facts | {"from_at": ledger.days.at(turn.at)})
    for number, facts in enumerate(opened):
        is_last = number + 1 == len(opened)
        ledger.add(
            project_periods,
            project_id=project,
            to_at=None if is_last else opened[number + 1]["from_at"],
            live_project_id=project if is_last else None,
            **facts,
        )


def _add_line(ledger: Ledger, process: Process, deal: Deal, project: int, key: str, pieces: int) -> None:
    good = GOODS[key]
    ledger.add(
        project_products,
        project_id=project,
        product_id=process.products[key],
        quantity=pieces,
        price_minor=ledger.money(good.price * (100 - deal.discount)),
        cost_minor=ledger.money(good.cost * 100),
        archived_at=None,
        version=1,
    )
