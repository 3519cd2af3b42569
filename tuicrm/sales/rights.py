"""Who may what: the one table of rights, and the one function that allows or refuses."""

from typing import Any

from sqlalchemy import ColumnElement, Select, Table, false, or_, select, true

from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotAllowed, NotFound
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import collaborators, projects
from tuicrm.store.tables.trade import credits

REP, LEAD, MANAGER, ADMIN, AUDITOR = "rep", "team_lead", "manager", "administrator", "auditor"
MARKETING, INTAKE = "marketing", "intake"
OWN, TEAM, ALL = "own", "team", "all"
"""Whose records besides their own a rep sees; see `sales.sight`."""
SELLING = frozenset({REP, LEAD, MANAGER, ADMIN})
LEADING = frozenset({LEAD, MANAGER, ADMIN})
READING = SELLING | {AUDITOR, MARKETING}

RIGHTS: dict[str, frozenset[str]] = {
    "read": READING,  # lists, cards, board, agenda: what of it is seen is decided record by record
    "report": READING,
    "take_in": SELLING | {MARKETING, INTAKE},
    "campaign": frozenset({MARKETING, MANAGER, ADMIN}),  # campaigns and what they cost
    "sell": SELLING,  # claim, release, edit, plan, do, move, win, lose
    "lead": LEADING,  # assign, move others' cards, override
    "manage": frozenset({MANAGER, ADMIN}),  # stages, sources, settings of the team, imports
    "administer": frozenset({ADMIN}),  # users, roles, the database itself
    "audit": frozenset({MANAGER, ADMIN, AUDITOR}),  # who changed what, who read much at once
    "anyone": READING | {INTAKE},
}


def allow(actor: Actor, right: str) -> None:
    """Let the actor's role pass, or raise.

    Raises:
        NotAllowed: with the right that is missing.
    """
    if actor.role not in RIGHTS[right]:
        raise NotAllowed(right, role=actor.role)


def sees_all(actor: Actor) -> bool:
    """Say whether the actor reads every team's records; nobody with a team does while others look on."""
    if _keeps_to_team(actor):
        return False
    return actor.role in (MANAGER, ADMIN, AUDITOR, MARKETING) or actor.sight == ALL


def _keeps_to_team(actor: Actor) -> bool:
    """Say whether no other team's records are read: others look on. Who has no team knows best whom they show what."""
    return actor.presenting and actor.team_id is not None


def customers_in_sight(actor: Actor) -> ColumnElement[bool]:
    """Which customers the actor may see: the pool is open to all, the rest by role and team."""
    if sees_all(actor):
        return true()
    if actor.role == INTAKE:
        return false()
    pool_or_own = or_(customers.c.owner_id.is_(None), customers.c.owner_id == actor.id)
    if _keeps_to_team(actor):
        return or_(pool_or_own, customers.c.owner_id.in_(_team_of(actor)))
    helped = customers.c.id.in_(_helped(actor, collaborators.c.customer_id))
    return or_(pool_or_own, helped, customers.c.owner_id.in_(_team_of(actor)), *_working_on(actor))


def projects_in_sight(actor: Actor) -> ColumnElement[bool]:
    """Which projects the actor may see: own, the team's, nobody's, those helped with, alone or with their customer."""
    if sees_all(actor):
        return true()
    if actor.role == INTAKE:
        return false()
    own = or_(projects.c.owner_id == actor.id, projects.c.owner_id.is_(None), projects.c.owner_id.in_(_team_of(actor)))
    if _keeps_to_team(actor):
        return own
    helped = or_(
        projects.c.id.in_(_helped(actor, collaborators.c.project_id)),
        projects.c.customer_id.in_(_helped(actor, collaborators.c.customer_id)),
    )
    team = projects.c.team_id == actor.team_id if actor.team_id and actor.sight != OWN else false()
    return or_(own, helped, team)


def results_in_sight(actor: Actor) -> ColumnElement[bool]:
    """Which closed projects count in the actor's figures, over `projects` joined with `credits`.

    Those in sight, and those that were credited to them or their team: a handover moves no figure of the past.
    """
    if sees_all(actor) or actor.role == INTAKE:
        return projects_in_sight(actor)
    return or_(projects_in_sight(actor), credited_to(actor))


def credited_to(actor: Actor) -> ColumnElement[bool]:
    """What was credited to the actor or to their team, over `credits`."""
    mine = credits.c.user_id == actor.id
    return mine if actor.team_id is None else or_(mine, credits.c.team_id == actor.team_id)


def find(session: Session, actor: Actor, table: Table, record_id: int, *, to_write: bool = False) -> Any:
    """Give a customer or project that the actor may see, and with `to_write` may change.

    Raises:
        NotFound: one that may not be seen sounds like one that is not there.
        NotAllowed: `not_yours`, with the name of who holds it.
    """
    sight = customers_in_sight(actor) if table is customers else projects_in_sight(actor)
    row = session.first(select(table).where(table.c.id == record_id, sight))
    if row is None:
        raise NotFound(table.name, record_id)
    if to_write and not may_write(session, actor, table, row):
        holder = session.value(select(users.c.name).where(users.c.id == row.owner_id))
        raise NotAllowed("not_yours", name=row.name, holder=holder)
    return row


def may_write(session: Session, actor: Actor, table: Table, row: Any) -> bool:
    """Say whether the actor may change a customer or project that they see.

    What nobody holds everyone who sells may write; else its holder, who helps with it in writing, the lead of the
    holder's team, and managers.
    """
    if actor.role not in SELLING:
        return False
    if row.owner_id in (None, actor.id) or actor.manages:
        return True
    if actor.role == LEAD and actor.team_id is not None:
        team = session.value(select(users.c.team_id).where(users.c.id == row.owner_id))
        if team == actor.team_id:
            return True
    helping = select(collaborators.c.id).where(*_lasting(actor), collaborators.c.may_write.is_(True))
    if table is customers:
        return session.exists(helping.where(collaborators.c.customer_id == row.id))
    of_customer = collaborators.c.customer_id == row.customer_id if row.customer_id is not None else false()
    return session.exists(helping.where(or_(collaborators.c.project_id == row.id, of_customer)))


def _lasting(actor: Actor) -> list[ColumnElement[bool]]:
    """What the actor helps with today: taken back or over is neither read nor written any more."""
    lasts = or_(collaborators.c.until_on.is_(None), collaborators.c.until_on >= actor.today)
    return [collaborators.c.user_id == actor.id, collaborators.c.archived_at.is_(None), lasts]


def _helped(actor: Actor, about: ColumnElement[Any]) -> Select[Any]:
    return select(about).where(*_lasting(actor), about.is_not(None))


def _team_of(actor: Actor) -> Select[Any]:
    """The people whose records the actor sees: their team; without one, or where reps see only their own, themself."""
    alone = actor.team_id is None or actor.sight == OWN
    return select(users.c.id).where(users.c.id == actor.id if alone else users.c.team_id == actor.team_id)


def _working_on(actor: Actor) -> list[ColumnElement[bool]]:
    """Customers with a project of the actor, or that they help with: one has to see whom it is for."""
    mine = or_(projects.c.owner_id == actor.id, projects.c.id.in_(_helped(actor, collaborators.c.project_id)))
    return [customers.c.id.in_(select(projects.c.customer_id).where(mine))]
