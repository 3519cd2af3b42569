"""The past of projects and customers, told by several files: stays, holders and credit are made of all of them.

The files may come in any order and in any number of runs. What was done here since stays as it is: only what imports
told is put in order.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from tuicrm.sales.taking_over.credited import TOLD
from tuicrm.sales.taking_over.edits import is_edited, last_written
from tuicrm.sales.taking_over.work import Work
from tuicrm.store import change, periods
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers, ownerships
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.projects import handovers, project_periods, projects, stage_history
from tuicrm.store.tables.trade import credits

_AFTER, _MOMENT = timedelta(microseconds=1), timedelta(seconds=1)
Chain = Sequence[tuple[datetime, int | None, int | None]]
"""Handovers in their order: when, from whom, to whom."""


def settle(work: Work) -> None:
    """Put in order what this batch told of the past."""
    if work.past_projects:
        _settle_projects(work)
    if work.past_customers:
        _settle_customers(work)


def holder_at(chain: Chain, at: datetime, present: int | None) -> int | None:
    """Say who held it at a moment: a handover of that moment counts; `present` is who holds it now."""
    if not chain:
        return present
    given = [to for given_at, _from, to in chain if given_at <= at]
    return given[-1] if given else chain[0][1] if chain[0][1] is not None else present


def _settle_projects(work: Work) -> None:
    ids = sorted(work.past_projects)
    work.session.lock(projects, *ids)
    rows = {row.id: row for row in work.session.all(select(projects).where(projects.c.id.in_(ids)))}
    chains = _chains(work, handovers.c.project_id, ids)
    stays: dict[int, list[Any]] = {}
    statement = select(stage_history).where(stage_history.c.project_id.in_(ids)).order_by(stage_history.c.id)
    for stay in work.session.all(statement):
        stays.setdefault(stay.project_id, []).append(stay)
    told: dict[int, list[dict[str, Any]]] = {}
    for project_id, row in rows.items():
        chain = chains.get(project_id, ())
        ordered = _in_order(work, row, stays.get(project_id, []))
        _link(work, row, ordered, chain)
        told[project_id] = _segments(work, row, ordered, chain)
    periods.retell(work.session, told)
    _settle_estimates(work, rows)
    _settle_credits(work, rows, chains, stays)
    _settle_actions(work, stays)


def _chains(work: Work, about: Any, ids: Sequence[int]) -> dict[int, list[tuple[datetime, int | None, int | None]]]:
    found: dict[int, list[tuple[datetime, int | None, int | None]]] = {}
    statement = select(about, handovers.c.given_at, handovers.c.from_id, handovers.c.to_id).where(
        about.in_(ids), handovers.c.returned_at.is_(None)
    )
    if about is handovers.c.customer_id:
        statement = statement.where(handovers.c.project_id.is_(None))
    for record_id, given_at, from_id, to_id in work.session.all(
        statement.order_by(handovers.c.given_at, handovers.c.id)
    ):
        found.setdefault(record_id, []).append((given_at, from_id, to_id))
    return found


def _in_order(work: Work, row: Any, stays: Sequence[Any]) -> list[Any]:
    """Stays that were told by their day, the present one last; then those that were made here."""

    def place(stay: Any) -> tuple[datetime, int]:
        stage = work.stages.get(stay.stage_id)
        return stay.entered_at, stage.position if stage else 0

    told = sorted((stay for stay in stays if stay.how == "import"), key=place)
    own = [stay for stay in stays if stay.how != "import"]
    if not own and told and told[-1].stage_id != row.stage_id:
        present = next((stay for stay in reversed(told) if stay.live_project_id), None)
        if present is not None:
            told = [*(stay for stay in told if stay is not present), present]
            work.note(work.past_projects[row.id], "contradiction", "entered_on")
    return [*told, *own]


def _link(work: Work, row: Any, ordered: Sequence[Any], chain: Chain) -> None:
    """Let each stay end where the next begins."""
    live = next((stay for stay in ordered if stay.live_project_id), None)
    if live is not None and live is not ordered[-1]:
        change.update(work.session, stage_history, live.id, live_project_id=None)
    moments = _moments(ordered)
    for place, stay in enumerate(ordered):
        entered_at = moments[place]
        following = ordered[place + 1] if place + 1 < len(ordered) else None
        left_at = moments[place + 1] if following is not None else None
        is_known = _is_known(stay, entered_at)
        is_timed = following is not None and is_known and _is_known(following, moments[place + 1])
        values: dict[str, Any] = {
            "entered_at": entered_at,
            "is_entry_known": is_known,
            "from_stage_id": ordered[place - 1].stage_id if place else None,
            "left_at": left_at,
            "to_stage_id": following.stage_id if following is not None else None,
            "left_how": _left_how(work, stay.stage_id, following) if following is not None else None,
            "seconds": round((left_at - entered_at).total_seconds()) if left_at is not None and is_timed else None,
            "live_project_id": None if following is not None else row.id,
        }
        if stay.how == "import" and (chain or stay.holder_id is None):
            values["holder_id"] = holder_at(chain, entered_at, row.owner_id)
        change.update(work.session, stage_history, stay.id, **values)
    if ordered:
        since, is_known = moments[-1], _is_known(ordered[-1], moments[-1])
        change.update(work.session, projects, row.id, stage_since_at=since, is_stage_since_known=is_known)
        if row.state == "lost" and len(ordered) > 1:
            change.update(work.session, projects, row.id, lost_stage_id=ordered[-2].stage_id)


def _moments(ordered: Sequence[Any]) -> list[datetime]:
    """When each stay began: none before the one that it follows."""
    moments: list[datetime] = []
    for place, stay in enumerate(ordered):
        at = max(stay.entered_at, moments[-1]) if moments else stay.entered_at
        if moments and at == moments[-1] and stay.id < ordered[place - 1].id:
            at += _AFTER  # of one day: by its number alone history would tell it first
        moments.append(at)
    return moments


def _is_known(stay: Any, entered_at: datetime) -> bool:
    return bool(stay.is_entry_known) and entered_at - stay.entered_at < _MOMENT


def _left_how(work: Work, stage_id: int, following: Any) -> str:
    if following.how not in ("import", "create"):
        return str(following.how)
    one, other = work.stages.get(stage_id), work.stages.get(following.stage_id)
    if one is None or other is None:
        return "funnel"
    if other.kind != "open":
        return other.kind
    return "forward" if other.position > one.position else "back"


def _segments(work: Work, row: Any, ordered: Sequence[Any], chain: Chain) -> list[dict[str, Any]]:
    """What the project was from when on, as far as the files tell."""
    entered = [(stay.entered_at, stay) for stay in ordered if stay.how == "import"]
    moments = {row.created_at, *(at for at, _stay in entered), *(at for at, _from, _to in chain)}
    moments |= {at for project_id, at in work.told_then if project_id == row.id}
    found = []
    for at in sorted(one for one in moments if one >= row.created_at):
        past = [stay for entered_at, stay in entered if entered_at <= at]
        if not entered:
            continue
        stay = past[-1] if past else entered[0][1]
        stage = work.stages.get(stay.stage_id)
        owner_id = holder_at(chain, at, row.owner_id) if chain else stay.holder_id or row.owner_id
        found.append(
            {
                "from_at": at,
                "stage_id": stay.stage_id,
                "category": stage.category if stage else "pipeline",
                "owner_id": owner_id,
                "team_id": work.team_on(owner_id, work.house.day(at)),
                **work.told_then.get((row.id, at), {}),
            }
        )
    return found


def _settle_estimates(work: Work, rows: Mapping[int, Any]) -> None:
    """What a won project was thought to be worth last: the amount that the files tell of before it was won."""
    won = [one for one, row in rows.items() if row.state == "won"]
    period = project_periods.c
    before = (
        select(period.project_id, period.amount_minor)
        .join(stages, stages.c.id == period.stage_id)
        .where(period.project_id.in_(won), stages.c.kind == "open", period.amount_minor.is_not(None))
        .order_by(period.project_id, period.from_at, period.id)
    )
    for project_id, minor in {row.project_id: row.amount_minor for row in work.session.all(before)}.items():
        change.update(work.session, projects, project_id, estimate_minor=minor)


def _settle_credits(
    work: Work, rows: Mapping[int, Any], chains: Mapping[int, Chain], stays: Mapping[int, Sequence[Any]]
) -> None:
    """A sale is that of who held the project when it closed, unless the file or somebody here says otherwise."""
    closed = [one for one in rows if rows[one].state in ("won", "lost")]
    drawn = credits.c.archived_at.is_(None), credits.c.id.not_in(TOLD)
    records = work.session.all(select(credits).where(credits.c.project_id.in_(closed), *drawn))
    written = last_written(work.session, "credit", [record.id for record in records])
    for record in records:
        row = rows[record.project_id]
        if chain := chains.get(row.id):
            user_id = holder_at(chain, row.closed_at or work.moment(record.on), row.owner_id)
        else:
            ended = [stay for stay in stays.get(row.id, ()) if stay.stage_id == row.stage_id and stay.how == "import"]
            user_id = ended[-1].holder_id if ended and ended[-1].holder_id else row.owner_id
        if not is_edited(record._mapping, written[record.id], "user_id", "share_ppm"):
            team_id = work.team_on(user_id, record.on)
            change.update(work.session, credits, record.id, user_id=user_id, team_id=team_id)


def _settle_actions(work: Work, stays: Mapping[int, Sequence[Any]]) -> None:
    """An action that was told before the moves were finds out in which stage it was done."""
    about = actions.c.project_id.in_(list(stays)), actions.c.origin == "import", actions.c.state == "done"
    work.forget_stays()
    for row in work.session.all(select(actions.c.id, actions.c.project_id, actions.c.done_on).where(*about)):
        if (stage_id := work.stage_on(row.project_id, row.done_on)) is not None:
            change.update(work.session, actions, row.id, stage_id=stage_id)


def _settle_customers(work: Work) -> None:
    ids = sorted(work.past_customers)
    chains = _chains(work, handovers.c.customer_id, ids)
    columns = customers.c.id, customers.c.owner_id, customers.c.created_at
    rows = {row.id: row for row in work.session.all(select(*columns).where(customers.c.id.in_(ids)))}
    known: dict[int, list[Any]] = {}
    stays = select(ownerships).where(ownerships.c.customer_id.in_(ids)).order_by(ownerships.c.from_at, ownerships.c.id)
    for stay in work.session.all(stays):
        known.setdefault(stay.customer_id, []).append(stay)
    for customer_id, chain in chains.items():
        of_it = known.get(customer_id, [])
        told = [stay for stay in of_it if stay.how in ("import", "handover") and stay.by_id is None]
        if told and len(told) == len(of_it):
            _hold(work, rows[customer_id], chain, told)


def _hold(work: Work, row: Any, chain: Chain, told: Sequence[Any]) -> None:
    """Write the stays with each holder; where the last handover does not lead to the present one, they follow it."""
    wanted = [(min(row.created_at, chain[0][0]), chain[0][1], "import")]
    wanted += [(given_at, to, "handover") for given_at, _from, to in chain]
    if wanted[-1][1] != row.owner_id:
        wanted.append((max(told[-1].from_at, wanted[-1][0]), row.owner_id, "import"))
    live = next((stay for stay in told if stay.live_customer_id), told[-1])
    change.update(work.session, ownerships, live.id, live_customer_id=None)
    for place, (from_at, owner_id, how) in enumerate(wanted):
        is_last = place + 1 == len(wanted)
        values = {
            "owner_id": owner_id, "from_at": from_at, "how": how, "to_at": None if is_last else wanted[place + 1][0],
            "live_customer_id": row.id if is_last else None,
        }  # fmt: skip
        if place < len(told):
            change.update(work.session, ownerships, told[place].id, **values)
        else:
            change.insert(work.session, ownerships, customer_id=row.id, **values)
    if row.owner_id is not None:
        change.update(work.session, customers, row.id, held_since_at=wanted[-1][0])


def team_of_credits(work: Work, system_projects: Any) -> None:
    """Credits belong to the team that their person was in on that day, as the memberships now say."""
    living = credits.c.archived_at.is_(None), credits.c.project_id.in_(system_projects)
    columns = credits.c.id, credits.c.user_id, credits.c.team_id, credits.c.on
    work.forget_memberships()
    records = [
        row
        for row in work.session.all(select(*columns).where(*living, credits.c.user_id.is_not(None)))
        if work.team_on(row.user_id, row.on) != row.team_id
    ]
    written = last_written(work.session, "credit", [row.id for row in records])
    for row in records:
        if not is_edited(row._mapping, written[row.id], "team_id"):
            change.update(work.session, credits, row.id, team_id=work.team_on(row.user_id, row.on))
