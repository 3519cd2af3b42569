"""Rows about us: teams, users, memberships, leave, seats, targets."""

from datetime import date, timedelta

from tuicrm.plain.names import name_sort
from tuicrm.plain.periods import month_of, month_start
from tuicrm.sample.cast import CAST, Person
from tuicrm.sample.days import MONTH
from tuicrm.sample.effects import ALL, Effects
from tuicrm.sample.leading import INTERIM, LEADS, has_interim
from tuicrm.sample.leave import Away
from tuicrm.sample.rows.ledger import Ledger
from tuicrm.store.tables.people import leaves, memberships, seat_costs, targets, teams, users

FOUNDER = "falk"
_DAYS_A_MONTH = 365.25 / 12
_RAISE = 1.04
_COMING_LEAVE = {"kuhn": 9, "virtanen": 16, "li": 26}
_PRICE_OF_PROFIT = 3.45  # targets are revenue: so much for a thousand of profit


def add_people(ledger: Ledger, away: Away, effects: Effects) -> None:
    """Add everybody but the founder, whom the founding made."""
    for key, (name, office) in ledger.words.teams.items():
        ledger.teams[key] = ledger.add(teams, name=name, office=office, archived_at=None, version=1)
    ledger.people[FOUNDER] = ledger.ground.first_user
    for key, person in CAST.items():
        if key != FOUNDER:
            ledger.people[key] = ledger.add(users, **facts(ledger, person))
            _add_memberships(ledger, person, effects)
        _add_seat(ledger, person)
        _add_leave(ledger, person, away)
        if person.cohort:
            _add_targets(ledger, person)


def facts(ledger: Ledger, person: Person) -> dict[str, object]:
    """What a user's row says of a person."""
    name, login = ledger.words.people[person.key]
    return {
        "login": login,
        "name": name,
        "name_sort": name_sort(name),
        "email": f"{login}@hellmark.example",
        "role": person.role,
        "team_id": ledger.teams.get(person.team),
        "joined_on": joined_on(ledger, person),
        "left_on": _ago(ledger, person.left) if person.left else None,
        "language": ledger.words.language,
        "zone": None,
        "holding_limit": None,
        "claims_a_day": None,
        "archived_at": None,
        "version": 1,
    }


def joined_on(ledger: Ledger, person: Person) -> date:
    """The day on which somebody joined."""
    return _ago(ledger, person.joined)


def _ago(ledger: Ledger, months: float) -> date:
    return ledger.days.today - timedelta(days=round(months * _DAYS_A_MONTH))


def _add_memberships(ledger: Ledger, person: Person, effects: Effects) -> None:
    user, team = ledger.people[person.key], ledger.teams.get(person.team)
    joined = joined_on(ledger, person)
    ends = _ago(ledger, person.left) + timedelta(days=1) if person.left else None
    if person.key == INTERIM:
        since = joined
        for led in (one for one in LEADS if has_interim(one, effects)):
            on = _ago(ledger, CAST[LEADS[led]].promoted)
            ledger.add(memberships, user_id=user, team_id=ledger.teams[led], role="team_lead", from_on=since, to_on=on)
            joined = max(joined, on)
    if person.promoted:
        on = _ago(ledger, person.promoted)
        ledger.add(memberships, user_id=user, team_id=team, role="rep", from_on=joined, to_on=on)
        joined = on
    ledger.add(memberships, user_id=user, team_id=team, role=person.role, from_on=joined, to_on=ends)


def _add_seat(ledger: Ledger, person: Person) -> None:
    user, cost = ledger.people[person.key], person.seat * 100
    steps = [(joined_on(ledger, person), float(cost))]
    new_year = date(ledger.days.today.year, 1, 1)
    if steps[0][0] < new_year and not (person.left and _ago(ledger, person.left) < new_year):
        steps.append((new_year, round(cost * _RAISE, -1)))
    for on, units in steps:
        ledger.add(seat_costs, user_id=user, from_on=on, cost_minor=ledger.money(units), currency=ledger.words.currency)


def _add_leave(ledger: Ledger, person: Person, away: Away) -> None:
    weeks = [*away.weeks[person.key], *([_COMING_LEAVE[person.key]] if person.key in _COMING_LEAVE else [])]
    for week in weeks:
        ledger.add(
            leaves,
            user_id=ledger.people[person.key],
            from_on=ledger.days.day(week),
            to_on=ledger.days.day(week + 4),
            kind=ledger.words.phrases["holiday"],
            deputy_id=None,
        )


def _add_targets(ledger: Ledger, person: Person) -> None:
    this = month_of(ledger.days.today)
    for month in range(this - 24, this + 2):
        at = (month - this) * MONTH
        ended = max(person.left, person.promoted)
        if month_start(month + 1) <= joined_on(ledger, person) or (ended and -at < ended * MONTH):
            continue
        share = max(0.25, min(1.0, person.ramp(at + MONTH, ALL) / 0.7 if person.cohort == "second" else 1.0))
        amount = round(person.profit * _PRICE_OF_PROFIT * share + 1) * 1000
        ledger.add(
            targets,
            user_id=ledger.people[person.key],
            month=month,
            amount_minor=ledger.money(amount),
            stretch_minor=ledger.money(round(amount * 1.15, -2)),
            challenge_minor=ledger.money(round(amount * 1.3, -2)),
            currency=ledger.words.currency,
            version=1,
        )
