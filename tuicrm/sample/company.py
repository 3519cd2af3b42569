"""The sample company in a database: made in memory, written in one transaction."""

import gc
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Table, select

from tuicrm.plain import language
from tuicrm.sales.founding import found
from tuicrm.sample.cast import CAST
from tuicrm.sample.days import WorkDays
from tuicrm.sample.effects import ALL, Effects
from tuicrm.sample.rows.actions import add_actions
from tuicrm.sample.rows.closing import add_outcomes, add_repeats
from tuicrm.sample.rows.customers import add_customers
from tuicrm.sample.rows.holding import add_holding, add_inquiries
from tuicrm.sample.rows.leading import add_decisions, add_words
from tuicrm.sample.rows.ledger import Ground, Ledger
from tuicrm.sample.rows.pairing import add_pairs
from tuicrm.sample.rows.people import FOUNDER, add_people, facts, joined_on
from tuicrm.sample.rows.process import add_process
from tuicrm.sample.rows.projects import add_projects
from tuicrm.sample.story import SEED, Story, tell
from tuicrm.sample.words import words
from tuicrm.store import bulk, change
from tuicrm.store.database import Database
from tuicrm.store.session import Session
from tuicrm.store.tables.channels import pools, sources
from tuicrm.store.tables.funnel import funnels, lost_reasons, stages
from tuicrm.store.tables.people import memberships, users


def make(
    database: Database, now: datetime, tongue: str | None = None, *, seed: int = SEED, effects: Effects = ALL
) -> int:
    """Make the sample company in a migrated, empty database; gives the number of rows.

    The same company comes out for a seed on every day, seen from that day.

    Args:
        tongue: "en" or "zh"; None is the language of the moment.
    """
    own = words(tongue or language.current())
    found(database, own.people[FOUNDER][1], now, currency=own.currency, zone=own.zone, region=own.region)
    days = WorkDays(now, own.zone)
    story = tell(days, len(own.cities), seed, effects)

    def fill(session: Session) -> int:
        ledger = Ledger(_ground(session), own, days, seed)
        _rename(session, ledger)
        _tell_rows(ledger, story, effects)
        _settle_founder(session, ledger)
        return bulk.fill(session, _in_order(ledger))

    gc.disable()  # half a million small objects that all stay: looking for garbage among them takes a second
    try:
        rows = database.write_as(fill, now, through="sample")
    finally:
        gc.enable()
    database.count_anew()
    return rows


def _tell_rows(ledger: Ledger, story: Story, effects: Effects) -> None:
    add_people(ledger, story.away, effects)
    process = add_process(ledger)
    known = add_customers(ledger, process, story.clients)
    made = add_projects(ledger, process, known, story.deals)
    add_holding(ledger, known, story.clients)
    add_inquiries(ledger, process, known, story.clients, made)
    add_outcomes(ledger, process, known, story.deals, made)
    add_repeats(ledger, process, known, story.clients)
    added = add_actions(ledger, process, known, story.acts, made)
    add_words(ledger, story.words, made)
    add_decisions(ledger, story.decisions, made, added)
    add_pairs(ledger, story.deals, made)


def _ground(session: Session) -> Ground:
    """Read what the founding made."""
    rows = session.all(select(stages.c.id, stages.c.category).order_by(stages.c.position))
    return Ground(
        pool=int(session.value(select(pools.c.id))),
        funnel=int(session.value(select(funnels.c.id))),
        stages=tuple(row.id for row in rows),
        categories=tuple(row.category for row in rows),
        sources={row.key: row.id for row in session.all(select(sources.c.key, sources.c.id))},
        reasons={row.key: row.id for row in session.all(select(lost_reasons.c.key, lost_reasons.c.id))},
        first_user=int(session.value(select(users.c.id))),
    )


def _rename(session: Session, ledger: Ledger) -> None:
    """Name what the founding made in the sample's own language."""
    own, ground = ledger.words, ledger.ground
    change.update(session, pools, ground.pool, name=own.pool)
    change.update(session, funnels, ground.funnel, name=own.funnel)
    for stage, name, meaning in zip(ground.stages, own.stages, own.meanings, strict=True):
        change.update(session, stages, stage, name=name, meaning=meaning)
    for key, source in ground.sources.items():
        change.update(session, sources, source, name=own.sources[key])
    for key, reason in ground.reasons.items():
        change.update(session, lost_reasons, reason, name=own.lost_reasons[key])


def _settle_founder(session: Session, ledger: Ledger) -> None:
    """The administrator has been here for years, too."""
    person = CAST[FOUNDER]
    values = facts(ledger, person)
    change.update(session, users, ledger.ground.first_user, **{k: v for k, v in values.items() if k != "version"})
    membership = session.value(select(memberships.c.id).where(memberships.c.user_id == ledger.ground.first_user))
    change.update(session, memberships, membership, from_on=joined_on(ledger, person))


def _in_order(ledger: Ledger) -> Mapping[Table, list[dict[str, object]]]:
    """Tables in an order in which no row points to a table that is not filled yet."""
    ordered = {table.name: number for number, table in enumerate(users.metadata.sorted_tables)}
    return dict(sorted(ledger.rows.items(), key=lambda item: ordered[item[0].name]))
