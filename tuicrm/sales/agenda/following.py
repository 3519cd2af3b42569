"""What an outcome moves besides its action: last contact, progress, answered inquiries, the next try, the phone."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from tuicrm.sales import outcomes, rules
from tuicrm.sales.agenda.kinds import phoned_kinds
from tuicrm.sales.agenda.needing import find_need
from tuicrm.sales.agenda.planning import NewAction, Planned, add
from tuicrm.sales.customers import phoning
from tuicrm.sales.home import home
from tuicrm.sales.next_action import AMONG_US
from tuicrm.sales.outcomes import CallOutcome
from tuicrm.sales.pool.releasing import release
from tuicrm.sales.projects.editing import edit as edit_project
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotAllowed, NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import customers, inquiries
from tuicrm.store.tables.projects import projects

A_DAY_OFF = timedelta(days=7)
"""What comes again after so long is for a day, not for a minute."""

Step = tuple[str, tuple[Any, ...], dict[str, Any]]
"""A rule with its arguments that takes one consequence back."""


@dataclass(frozen=True)
class Also:
    """What else is known of an action that was done.

    Attributes:
        plans: what else is to be done: what we or they promised on the way, further steps.
        amount_minor, expected_on: what the project's amount and expected close are now; `need` one that was found.
        point_id: the phone that was called. reason: why they are not interested.
        without_next: why there is no next step, where one `must_go_on`.
        own: own fields of the action as (key or name, text).
    """

    plans: tuple[NewAction, ...] = ()
    amount_minor: int | None = None
    expected_on: date | None = None
    need: str = ""
    contact_id: int | None = None
    point_id: int | None = None
    reason: str = ""
    without_next: str = ""
    must_go_on: bool = False
    own: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Moved:
    """What an outcome moved besides its action, as it was before; undo gives it back."""

    last_action_at: datetime | None = None
    last_progress_at: datetime | None = None
    answered: tuple[int, ...] = ()
    steps: tuple[Step, ...] = ()
    is_first_quote: bool = False


@dataclass(frozen=True)
class Followed:
    """What came of an outcome by itself: how many tries in a row it was, who was given free, what was changed."""

    tries: int = 0
    is_released: bool = False
    changed: tuple[str, ...] = ()
    planned: tuple[Planned, ...] = ()
    steps: tuple[Step, ...] = ()


def follow(session: Session, row: Any, outcome: CallOutcome, now: datetime) -> Moved:
    """Move the last contact, the project's progress and the answered inquiries."""
    if row.origin == AMONG_US:
        return Moved()
    heard_at = progress_at = None
    answered: tuple[int, ...] = ()
    first_quote = False
    if row.customer_id is not None:
        heard_at = session.value(select(customers.c.last_action_at).where(customers.c.id == row.customer_id))
        change.update(session, customers, row.customer_id, last_action_at=now)
        waiting = select(inquiries.c.id).where(
            inquiries.c.customer_id == row.customer_id, inquiries.c.answered_at.is_(None),
            inquiries.c.archived_at.is_(None),
        )  # fmt: skip
        answered = tuple(session.values(waiting))
        for inquiry_id in answered:
            change.update(session, inquiries, inquiry_id, answered_at=now)
    if row.project_id is not None:
        project = session.get(projects, row.project_id)
        progress_at = project.last_progress_at if project else None
        if project is not None and project.state == "open" and outcome.is_reached:
            change.update(session, projects, row.project_id, last_progress_at=now)
            if row.kind == "quote" and project.first_quote_minor is None and project.amount_minor is not None:
                first_quote = change.update(session, projects, row.project_id, first_quote_minor=project.amount_minor)
    return Moved(heard_at, progress_at, answered, is_first_quote=first_quote)


def unfollow(session: Session, actor: Actor, row: Any, moved: Moved, now: datetime) -> None:
    """Give back what an outcome moved, where it still stands as that outcome left it; `row` is the done action."""
    for name, args, named in reversed(moved.steps):
        rules.named(name).function(session, actor, *args, now=now, **named)
    if moved.is_first_quote:
        change.update(session, projects, row.project_id, first_quote_minor=None)
    for table, column, record_id, before in (
        (customers, customers.c.last_action_at, row.customer_id, moved.last_action_at),
        (projects, projects.c.last_progress_at, row.project_id, moved.last_progress_at),
        *((inquiries, inquiries.c.answered_at, inquiry_id, None) for inquiry_id in moved.answered),
    ):
        if record_id is not None:
            change.update_if(session, table, record_id, column == row.done_at, **{column.name: before})


def next_of(
    session: Session, actor: Actor, row: Any, outcome: CallOutcome, asked: NewAction | None, also: Also, now: datetime
) -> Planned | None:
    """Plan the next step that was asked for, else the one that the outcome brings by itself."""
    about = {"customer_id": row.customer_id, "project_id": row.project_id, "contact_id": row.contact_id}
    if asked is not None:
        if asked.customer_id is None and asked.project_id is None:
            asked = replace(asked, **about | {"contact_id": asked.contact_id or row.contact_id})
        return add(session, actor, asked, now)
    if outcome.key == "half":
        tomorrow = home(session).day(now) + timedelta(days=1)
        rest = NewAction(row.kind, row.subject, on=tomorrow, owner_id=_mine(actor, row), promise=row.promise, **about)
        return add(session, actor, rest, now)
    if (
        row.kind in phoned_kinds(session)
        and (wait := outcomes.wait_of(outcome, tries(session, row, outcome.key))) is not None
    ):
        when = {"at": now + wait} if wait < A_DAY_OFF else {"on": home(session).day(now + wait)}
        again = NewAction(row.kind, row.subject, origin="call_back", owner_id=_mine(actor, row), **when, **about)
        return add(session, actor, again, now)
    if also.must_go_on:
        _refuse_without_next(session, row, outcome, also)
    return None


def _mine(actor: Actor, row: Any) -> int | None:
    """Give whose the next try is: the action's owner's, if the actor may plan for them."""
    return row.owner_id if row.owner_id == actor.id or actor.leads else None


def _refuse_without_next(session: Session, row: Any, outcome: CallOutcome, also: Also) -> None:
    """No open project without a next step, unless a reason is given."""
    if row.project_id is None or also.without_next or outcome.follow in ("reason", "close", "wrong"):
        return
    project = session.get(projects, row.project_id)
    planned = actions.c.project_id == row.project_id, actions.c.state == "planned", actions.c.id != row.id
    theirs = *planned, actions.c.origin != AMONG_US
    if project.state == "open" and not session.exists(select(actions.c.id).where(*theirs)):
        raise Refused("next_missing", name=project.name)


def tries(session: Session, row: Any, outcome: str) -> int:
    """How many calls in a row came to this without anybody being reached, this one included."""
    about = actions.c.project_id == row.project_id if row.project_id else actions.c.customer_id == row.customer_id
    done = about, actions.c.kind.in_(phoned_kinds(session)), actions.c.state == "done"
    reached = select(func.max(actions.c.done_at)).where(
        about, actions.c.state == "done", actions.c.outcome.in_(outcomes.reached_keys(session))
    )
    last = session.value(reached)
    unanswered = select(func.count()).where(*done, actions.c.outcome == outcome)
    found: int = session.value(unanswered.where(actions.c.done_at > last) if last else unanswered)
    return max(1, found)


def consequences(session: Session, actor: Actor, row: Any, outcome: CallOutcome, also: Also, now: datetime) -> Followed:
    """Do what an outcome asks for: the phone, the customer, the project, the promise; with the steps back."""
    steps: list[Step] = []
    changed: list[str] = []
    planned: list[Planned] = []

    def act(rule: Callable[..., Any], *args: Any, **named: Any) -> None:
        session.undo = None
        rule(session, actor, *args, now=now, **named)
        steps.extend(_way_back(session))

    for asked in also.plans:
        if asked.customer_id is None and asked.project_id is None:
            asked = replace(asked, customer_id=row.customer_id, project_id=row.project_id)
        planned.append(add(session, actor, asked, now))
        steps.append(("agenda.cancel", (planned[-1].action_id,), {"reason": "undo"}))
    if outcome.follow in ("wrong", "close") and row.customer_id is not None:
        mark = "wrong" if outcome.follow == "wrong" else "closed"
        if also.point_id is not None:
            act(phoning.mark_phone, also.point_id, mark)
            changed.append(mark)
        elif mark == "closed":
            act(phoning.close_phones, row.customer_id, row.contact_id)
            changed.append(mark)
    facts = {"amount_minor": also.amount_minor, "expected_on": also.expected_on}
    facts = {name: value for name, value in facts.items() if value is not None}
    if facts and row.project_id is not None:
        act(edit_project, row.project_id, session.get(projects, row.project_id).version, **facts)
        changed += facts
    if also.need:
        act(find_need, row.customer_id, row.project_id, also.need)
        changed.append("need")
    tried = tries(session, row, outcome.key) if not outcome.is_reached and row.kind in phoned_kinds(session) else 0
    is_released = False
    at_end = outcome.most_tries is not None and tried >= outcome.most_tries
    if at_end and outcome.at_limit == "release" and _may_go(session, actor, row):
        try:
            act(release, row.customer_id, "silent")
            is_released = True
        except (Refused, NotAllowed, NotFound):  # locked, or somebody else's: then it stays where it is
            is_released = False
    return Followed(tried, is_released, tuple(changed), tuple(planned), tuple(steps))


def _way_back(session: Session) -> list[Step]:
    """Give what takes the act before back, if anything does."""
    undo = session.undo
    return [(undo.rule, undo.args, undo.named)] if undo is not None else []


def _may_go(session: Session, actor: Actor, row: Any) -> bool:
    """Say whether a customer that nobody reaches may go back to the pool: the actor's own, nothing open or planned."""
    if row.customer_id is None:
        return False
    customer = session.get(customers, row.customer_id)
    locked = customer.locked_until_on is not None and customer.locked_until_on >= home(session).day(session.now)
    if customer.owner_id != actor.id or locked:
        return False
    open_project = select(projects.c.id).where(
        projects.c.customer_id == row.customer_id, projects.c.state == "open", projects.c.archived_at.is_(None)
    )
    planned = select(actions.c.id).where(
        actions.c.customer_id == row.customer_id, actions.c.state == "planned", actions.c.origin != AMONG_US
    )
    return not session.exists(open_project) and not session.exists(planned)
