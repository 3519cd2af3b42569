"""What a person says their period will bring, and the lead's adjustment with a note. It is kept, never changed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from tuicrm.plain.clean import line
from tuicrm.plain.language import N_
from tuicrm.plain.periods import month_start
from tuicrm.sales import rights
from tuicrm.sales.analysis.events import people_in_sight
from tuicrm.sales.called import people_called
from tuicrm.sales.home import home
from tuicrm.sales.privacy import privacy_of, sees_people
from tuicrm.sales.rules import rule
from tuicrm.sales.wording import add_sentences
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotAllowed, NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.forecasting import forecast_calls
from tuicrm.store.tables.people import users

SPANS = (1, 3, 12)
add_sentences(
    {
        "span": N_("A forecast is for a month, a quarter or a year: 2026-11, 2026-Q4, 2026."),
        "span_over": N_("That period ended on {last}. Say what this one or a coming one will bring."),
        "amount_below": N_("An amount that is said cannot be below nought."),
        "note_wanted": N_("An adjustment needs a note: why it is another amount."),
    }
)


@dataclass(frozen=True)
class Said:
    """One amount that was said: of whose period, by whom, when, and why."""

    user_id: int
    name: str
    kind: str
    first_month: int
    months: int
    amount_minor: int
    note: str | None
    by_id: int | None
    made_at: datetime


@rule("forecast.say", right="sell", writes=True, refuses=("span", "amount_below", "span_over", "note_wanted"))
def say(
    session: Session, actor: Actor, first_month: int, months: int, amount_minor: int, *, user_id: int | None = None,
    note: str = "", now: datetime,
) -> Said:  # fmt: skip
    """Say what a period will bring: one's own, or as an adjustment that of somebody one leads.

    Raises:
        Refused: `span`, `amount_below`, `span_over`, `note_wanted`.
        NotAllowed: somebody whom the actor does not lead.
    """
    if months not in SPANS or (first_month - 1) % months:
        raise Refused("span")
    if amount_minor < 0:
        raise Refused("amount_below")
    today = home(session).day(now)
    if month_start(first_month + months) <= today:
        raise Refused("span_over", last=month_start(first_month + months) - timedelta(days=1))
    whose = actor.id if user_id is None else user_id
    person = session.first(select(users.c.id, users.c.name, users.c.team_id).where(users.c.id == whose))
    if person is None:
        raise NotFound("user", whose)
    kind = "call" if whose == actor.id else "adjust"
    if kind == "adjust":
        leads = actor.role == rights.LEAD and person.team_id == actor.team_id and actor.team_id is not None
        if not (actor.manages or leads):
            raise NotAllowed("leads_others" if actor.role == rights.LEAD else "lead", name=person.name)
        if not line(note):
            raise Refused("note_wanted")
    row = {
        "user_id": whose, "kind": kind, "first_month": first_month, "months": months, "amount_minor": amount_minor,
        "currency": home(session).currency, "note": line(note)[:300] or None, "by_id": actor.id, "made_at": now,
    }  # fmt: skip
    change.insert(session, forecast_calls, **row)
    return Said(whose, person.name, kind, first_month, months, amount_minor, line(note)[:300] or None, actor.id, now)


@rule("forecast.said", right="report")
def said(session: Session, actor: Actor, first_month: int, months: int, *, now: datetime) -> tuple[Said, ...]:
    """List what was said of a period, the latest first: one's own, and that of whose figures one sees."""
    told = reversed(said_until(session, actor, first_month, months, now))
    sees = sees_people(actor, privacy_of(session))
    return tuple(one for one in told if sees or one.user_id == actor.id)


def said_until(session: Session, actor: Actor, first_month: int, months: int, over: datetime) -> list[Said]:
    """Give what was said of a period up to a moment, oldest first, of the people in sight."""
    call = forecast_calls.c
    rows = session.all(
        select(call.user_id, call.kind, call.first_month, call.months, call.amount_minor, call.note, call.by_id,
               call.made_at)
        .where(call.first_month == first_month, call.months == months, call.made_at <= over)
        .where(people_in_sight(actor, call.user_id))
        .order_by(call.made_at, call.id)
    )  # fmt: skip
    called = people_called(session)
    return [Said(row[0], called[row[0]], *row[1:]) for row in rows]


def latest(rows: list[Said]) -> dict[tuple[str, str], Said]:
    """The latest of each person and kind."""
    return {(one.name, one.kind): one for one in rows}


def span_of(first_month: int, months: int) -> str:
    """Write a period: 2026-11, 2026-Q4, 2026."""
    first = month_start(first_month)
    if months == 12:
        return f"{first.year:04}"
    return f"{first.year:04}-Q{(first.month + 2) // 3}" if months == 3 else f"{first.year:04}-{first.month:02}"
