"""The team's own outcomes of a call: each with a digit, what follows it, and after how many tries it ends."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from tuicrm.plain.clean import line
from tuicrm.plain.language import N_
from tuicrm.sales.action_kinds import OUTCOME
from tuicrm.sales.rules import rule
from tuicrm.sales.wording import add_sentences
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.calling import call_outcomes

HOUR, DAY = 60, 24 * 60
FOLLOWS = ("again", "ask", "next", "none", "reason", "wrong", "close")
AT_LIMIT = ("release", "stop")
SKIP_DIGIT = 9
LONGEST_WAIT = 400 * DAY


@dataclass(frozen=True)
class CallOutcome:
    """What can come of a call.

    Attributes:
        digit: the key that logs it; None has none.
        is_reached: somebody at the customer's was; that is progress.
        follow: `again` calls after `waits`; `ask` asks when; `next` wants a next step; `reason` asks why; `wrong`
            marks the phone; `close` closes the way to reach them; `none` ends there.
        waits: minutes until the call is made again, after the first, the second, ... try; the last one goes on.
        most_tries: so many in a row without reaching anybody are enough; then `at_limit`: give the customer free,
            or stop.
    """

    key: str
    digit: int | None
    is_reached: bool
    follow: str
    waits: tuple[int, ...] = ()
    most_tries: int | None = None
    at_limit: str = "stop"


DEFAULTS = (
    CallOutcome("no_answer", 1, False, "again", (3 * HOUR, DAY, 3 * DAY), 4, "release"),
    CallOutcome("busy", 2, False, "again", (20,)),
    CallOutcome("call_back", 3, True, "ask"),
    CallOutcome("talked", 4, True, "next"),
    CallOutcome("not_now", 5, True, "again", (60 * DAY,)),
    CallOutcome("not_interested", 6, True, "reason"),
    CallOutcome("wrong_number", 7, False, "wrong"),
    CallOutcome("do_not_call", 8, True, "close"),
)

add_sentences(
    {
        "outcome_name": N_("An outcome has a name of 20 characters at most."),
        "outcome_digit": N_("Digit {digit} is {taken} already. Choose another from 1 to 8, or take that one's away."),
        "outcome_follow": N_("{given} is nothing that can follow. Choose one of: {known}."),
        "outcome_waits": N_("After how long is it called again? Give minutes, hours or days: 3h 1d 3d."),
        "outcome_tries": N_("A limit of tries is a number from 1 to 99."),
        "outcome_unknown": N_("There is no outcome {given}. There are: {known}."),
    }
)

REFUSES = ("outcome_name", "outcome_digit", "outcome_follow", "outcome_waits", "outcome_tries", "outcome_unknown")


def of_team(session: Session) -> tuple[CallOutcome, ...]:
    """Give the outcomes in the order of their digits: the built-in ones as the team changed them, and its own."""
    found = {one.key: one for one in DEFAULTS}
    for row in session.all(select(call_outcomes).order_by(call_outcomes.c.id)):
        if row.archived_at is not None:
            found.pop(row.key, None)
        else:
            found[row.key] = CallOutcome(
                row.key, row.digit, row.is_reached, row.follow, tuple(row.waits or ()), row.most_tries, row.at_limit
            )
    return tuple(sorted(found.values(), key=lambda one: (one.digit or SKIP_DIGIT, one.key)))


def known(session: Session, key: str) -> CallOutcome:
    """Give what an outcome means, also one that is no outcome of a call (done), or was taken off the list since.

    Raises:
        Refused: `outcome`.
    """
    listed = {one.key: one for one in of_team(session)}
    if key in listed:
        return listed[key]
    if key in OUTCOME:
        return CallOutcome(key, None, OUTCOME[key].reached, "none")
    raise Refused("outcome", given=key, known=(*listed, *(one for one in OUTCOME if one not in listed)))


def reached_keys(session: Session) -> set[str]:
    """Give the outcomes in which somebody at the customer's was reached."""
    own = {row.key: bool(row.is_reached) for row in session.all(select(call_outcomes))}
    return {key for key, reached in ({key: one.reached for key, one in OUTCOME.items()} | own).items() if reached}


def was_reached() -> ColumnElement[bool]:
    """The same of an action, in a query: what the team says of an outcome counts, else what it is by itself."""
    own = call_outcomes.c.key
    said = select(own).where(call_outcomes.c.is_reached.is_(True))
    by_itself = [key for key, one in OUTCOME.items() if one.reached]
    outcome = actions.c.outcome
    return or_(outcome.in_(said), and_(outcome.in_(by_itself), outcome.not_in(select(own))))


def wait_of(outcome: CallOutcome, tried: int) -> timedelta | None:
    """Give after how long the call is made again after so many tries in a row; None: not any more."""
    if outcome.follow != "again" or not outcome.waits or tried < 1:
        return None
    if outcome.most_tries is not None and tried >= outcome.most_tries:
        return None
    return timedelta(minutes=outcome.waits[min(tried, len(outcome.waits)) - 1])


@rule("outcome.list", right="read")
def listing(session: Session, actor: Actor, *, now: datetime) -> tuple[CallOutcome, ...]:
    """Give the team's outcomes of a call, in the order of their digits."""
    return of_team(session)


@rule("outcome.set", right="manage", writes=True, refuses=REFUSES)
def set_outcome(
    session: Session, actor: Actor, key: str, *, digit: int | None = None, is_reached: bool | None = None,
    follow: str | None = None, waits: tuple[int, ...] | None = None, most_tries: int | None = None,
    at_limit: str | None = None, now: datetime,
) -> CallOutcome:  # fmt: skip
    """Change an outcome or add one of the team's own; what is not given stays.

    Args:
        digit: 0 takes its digit away. most_tries: 0 takes the limit away.
    """
    name = line(key).strip()
    if not 1 <= len(name) <= 20:
        raise Refused("outcome_name")
    listed = {one.key: one for one in of_team(session)}
    before = listed.get(name) or CallOutcome(name, None, False, "none")
    after = replace(
        before,
        digit=before.digit if digit is None else (digit or None),
        is_reached=before.is_reached if is_reached is None else is_reached,
        follow=before.follow if follow is None else follow,
        waits=before.waits if waits is None else tuple(waits),
        most_tries=before.most_tries if most_tries is None else (most_tries or None),
        at_limit=before.at_limit if at_limit is None else at_limit,
    )
    _check(after, [one for one in listed.values() if one.key != name])
    _write(session, after, archived_at=None)
    return after


@rule("outcome.drop", right="manage", writes=True, refuses=("outcome_unknown",))
def drop(session: Session, actor: Actor, key: str, *, now: datetime) -> CallOutcome:
    """Take an outcome off the list; what was logged with it stays. `outcome.set` brings it back."""
    listed = {one.key: one for one in of_team(session)}
    if key not in listed:
        raise Refused("outcome_unknown", given=key, known=tuple(listed))
    _write(session, listed[key], archived_at=now)
    return listed[key]


def _check(one: CallOutcome, others: list[CallOutcome]) -> None:
    if one.follow not in FOLLOWS:
        raise Refused("outcome_follow", given=one.follow, known=FOLLOWS)
    if one.at_limit not in AT_LIMIT:
        raise Refused("outcome_follow", given=one.at_limit, known=AT_LIMIT)
    taken = next((other.key for other in others if other.digit == one.digit and one.digit is not None), None)
    if one.digit is not None and not (1 <= one.digit < SKIP_DIGIT and taken is None):
        raise Refused("outcome_digit", digit=one.digit, taken=taken or "skip")
    if one.follow == "again" and not (one.waits and all(0 < wait <= LONGEST_WAIT for wait in one.waits)):
        raise Refused("outcome_waits")
    if one.most_tries is not None and not 1 <= one.most_tries <= 99:
        raise Refused("outcome_tries")


def _write(session: Session, one: CallOutcome, *, archived_at: datetime | None) -> None:
    values: dict[str, Any] = {
        "digit": one.digit, "is_reached": one.is_reached, "follow": one.follow, "waits": list(one.waits),
        "most_tries": one.most_tries, "at_limit": one.at_limit, "archived_at": archived_at,
    }  # fmt: skip
    kept = session.value(select(call_outcomes.c.id).where(call_outcomes.c.key == one.key))
    if kept is None:
        change.insert(session, call_outcomes, key=one.key, **values)
    else:
        change.update(session, call_outcomes, kept, **values)
