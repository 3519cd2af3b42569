"""Classes A to D: given by hand, or by a score of recency, frequency, money, need and potential that the team edits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select

from tuicrm.plain.clean import line
from tuicrm.plain.currencies import digits
from tuicrm.plain.language import N_, _
from tuicrm.sales import rights
from tuicrm.sales.home import home
from tuicrm.sales.pool.parts import end_of, part
from tuicrm.sales.rights import customers_in_sight
from tuicrm.sales.rules import rule
from tuicrm.sales.settings.declared import Setting, declare
from tuicrm.sales.settings.reading import values
from tuicrm.sales.wording import add_operations, add_sentences
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customer_needs, customers
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import purchases

FACTORS = {
    "recency": N_("recency"), "frequency": N_("frequency"), "money": N_("money"), "need": N_("need"),
    "potential": N_("potential"),
}  # fmt: skip
_GROUP, _POINTS = N_("classes"), N_("points")
_MEANINGS = {
    "recency": N_("Weight of how lately a customer bought or was talked to."),
    "frequency": N_("Weight of how often it bought in two years."),
    "money": N_("Weight of the profit that it brought in two years."),
    "need": N_("Weight of the needs that it asked for and that are not met yet."),
    "potential": N_("Weight of its size and of what its open projects would bring."),
}
_USUAL = {"recency": 25, "frequency": 15, "money": 30, "need": 10, "potential": 20}
WEIGHTS = {
    name: Setting(f"class_{name}", _GROUP, "number", _USUAL[name], _MEANINGS[name], unit=_POINTS, most=100)
    for name in FACTORS
}
LEAST = {
    key: Setting(f"class_{key.lower()}_from", _GROUP, "number", points, meaning, unit=_POINTS, most=100)
    for key, points, meaning in (
        ("A", 65, N_("From so many of 100 points on a customer is of class A.")),
        ("B", 45, N_("From so many of 100 points on a customer is of class B.")),
        ("C", 20, N_("From so many of 100 points on a customer is of class C; below it is of class D.")),
    )
}
declare(*WEIGHTS.values(), *LEAST.values())
add_sentences({"class_form": N_("{given} is no class. Write one such as A, B, C or D, of 40 characters at most.")})
add_operations({"customer.classify": N_("new class of {name}"), "customer.score": N_("classes by rule")})

SLICE, AT_ONCE = 5_000, 1_000
"""So many customers are looked at in one transaction, and so many get another class."""
YEARS_DAYS = 730
_RECENT = ((30, 100), (90, 75), (180, 50), (365, 25))
_OFTEN = ((5, 100), (3, 80), (2, 60), (1, 40))
_MONEY = ((50_000, 100), (20_000, 80), (5_000, 60), (1_000, 40), (1, 20))
_NEEDS = ((3, 100), (2, 75), (1, 50))
_SIZE = ((1000, 100), (200, 75), (50, 50), (10, 25))
_OPEN = ((100_000, 100), (50_000, 80), (20_000, 60), (5_000, 40), (1, 20))


@dataclass(frozen=True)
class Score:
    """What a rule makes of one customer.

    Attributes:
        points: 0..100; `of` how many of them each factor gave.
        is_by_hand: the class was given by a person; a rule leaves it.
    """

    customer_id: int
    name: str
    class_key: str
    was: str | None
    points: int
    of: dict[str, int]
    is_by_hand: bool

    @property
    def class_(self) -> tuple[str, str, str]:
        """The class as it is kept: which, how it was given, and why."""
        return self.class_key, "rule", self.reason[:200]

    @property
    def reason(self) -> str:
        """The reason as it is kept: the points and where they come from."""
        parts = " + ".join(f"{name} {points}" for name, points in self.of.items() if points)
        return f"{self.points} = {parts}" if parts else str(self.points)


@dataclass(frozen=True)
class Scored:
    """What one run of the rule did.

    Attributes:
        changed: those whose class is another one now.
        more: customers were left for another run, which begins `after` this one.
    """

    changed: tuple[Score, ...]
    more: bool = False
    after: int = 0


@rule("customer.classify", right="sell", writes=True, refuses=("class_form",))
def classify(
    session: Session, actor: Actor, customer_ids: Sequence[int], class_key: str, reason: str = "", *, now: datetime
) -> int:
    """Give customers a class by hand ("" takes it away); give how many changed. A rule leaves it from now on."""
    said = line(class_key).upper()
    if len(said) > 40:
        raise Refused("class_form", given=said[:50])
    rows = [rights.find(session, actor, customers, one, to_write=True) for one in dict.fromkeys(customer_ids)]
    before = [(row.id, row.class_key, row.class_how, row.class_reason) for row in rows]
    written = {"class_key": said or None, "class_how": "hand" if said else None, "class_reason": None}
    if said and line(reason):
        written["class_reason"] = line(reason)[:200]
    done = sum(change.update(session, customers, row.id, **written) for row in rows)
    session.can_be_undone_by("customer.reclassify", before)
    return done


@rule("customer.reclassify", right="sell", writes=True)
def reclassify(session: Session, actor: Actor, before: Sequence[Sequence[Any]], *, now: datetime) -> int:
    """Give customers the classes that they had: takes back `classify` and `score`."""
    for customer_id, class_key, how, reason in before:
        rights.find(session, actor, customers, customer_id, to_write=True)
        change.update(session, customers, customer_id, class_key=class_key, class_how=how, class_reason=reason)
    return len(before)


@rule("customer.scores", right="read")
def scores(
    session: Session, actor: Actor, customer_ids: Sequence[int] | None = None, *, now: datetime
) -> tuple[Score, ...]:
    """Give what the rule makes of customers that the actor may see; nothing is changed."""
    which = customers.c.archived_at.is_(None) if customer_ids is None else customers.c.id.in_(list(customer_ids))
    return _scores(session, (which, customers_in_sight(actor)), now)


@rule("customer.score", right="manage", writes=True)
def score(session: Session, actor: Actor, after: int = 0, *, by_hand_too: bool = False, now: datetime) -> Scored:
    """Give customers the class that the rule makes of them; classes given by hand stay.

    One call takes some of them, so that others may write in between: as long as the answer says that there are more,
    call again with its `after`.
    """
    last = end_of(session, after, SLICE, customers.c.archived_at.is_(None))
    within = (customers.c.archived_at.is_(None), *part(after, last)(customers.c.id))
    found = {one.customer_id: one for one in _scores(session, within, now) if by_hand_too or not one.is_by_hand}
    differing = [one for one, was in _classes(session, *within).items() if one in found and was != found[one].class_]
    at_once = differing[:AT_ONCE]
    session.lock(customers, *at_once)
    changed, before = [], []
    for number, was in _classes(session, customers.c.id.in_(at_once)).items():
        one = found[number]
        if was[1] == "hand" and not by_hand_too:  # somebody gave it in this moment
            continue
        before.append((number, *was))
        key, how, reason = one.class_
        change.update(session, customers, number, class_key=key, class_how=how, class_reason=reason)
        if was[0] != key:
            changed.append(one)
    if before:
        session.can_be_undone_by("customer.reclassify", before)
    if len(differing) > len(at_once):
        return Scored(tuple(changed), more=True, after=at_once[-1])
    return Scored(tuple(changed), more=last is not None, after=last or 0)


def _classes(session: Session, *which: ColumnElement[bool]) -> dict[int, tuple[str | None, str | None, str | None]]:
    """Give class, how it was given, and why, by id, in their order."""
    columns = customers.c.id, customers.c.class_key, customers.c.class_how, customers.c.class_reason
    rows = session.all(select(*columns).where(*which).order_by(customers.c.id))
    return {row.id: (row.class_key, row.class_how, row.class_reason) for row in rows}


def reason_in_words(how: str | None, reason: str | None) -> str:
    """Say why a customer is of its class, in the language of the moment."""
    if how == "rule" and reason:
        points, _equals, parts = reason.partition(" = ")
        for name, word in FACTORS.items():
            parts = parts.replace(name, _(word))
        return _("by rule: {points} points ({parts})").format(points=points, parts=parts or "0")
    if how == "hand":
        return _("by hand: {reason}").format(reason=reason) if reason else _("by hand")
    return ""


def _scores(session: Session, which: Sequence[ColumnElement[bool]], now: datetime) -> tuple[Score, ...]:
    kept, house = values(session), home(session)
    weights = {name: int(kept.of(setting)) for name, setting in WEIGHTS.items()}
    least = [(key, int(kept.of(setting))) for key, setting in LEAST.items()]
    today, unit = house.day(now), 10 ** digits(house.currency)
    found = []
    for row in session.all(_facts(today - timedelta(YEARS_DAYS)).where(*which).order_by(customers.c.id)):
        lately = [house.day(row.last_action_at)] if row.last_action_at is not None else []
        lately += [row.last_bought_on] if row.last_bought_on is not None else []
        full = {
            "recency": _recent((today - max(lately)).days) if lately else 0,
            "frequency": _step(_OFTEN, row.bought),
            "money": _step(_MONEY, int(row.profit or 0) // unit),
            "need": _step(_NEEDS, row.needs),
            "potential": max(_step(_SIZE, row.employees or 0), _step(_OPEN, int(row.open_minor or 0) // unit)),
        }
        all_of = sum(weights.values()) or 1
        of = {name: round(full[name] * weights[name] / all_of) for name in FACTORS}
        points = min(100, sum(of.values()))
        key = next((key for key, from_ in least if points >= from_), "D")
        found.append(Score(row.id, row.name, key, row.class_key, points, of, row.class_how == "hand"))
    return tuple(found)


def _recent(days: int) -> int:
    return next((points for most, points in _RECENT if days <= most), 0)


def _step(steps: Sequence[tuple[int, int]], value: int) -> int:
    """Give the points of the first step that a value reaches."""
    return next((points for least, points in steps if value >= least), 0)


def _facts(since: Any) -> Any:
    bought = purchases.c.customer_id == customers.c.id, purchases.c.archived_at.is_(None)
    lately = purchases.c.bought_on > since
    return select(
        customers.c.id,
        customers.c.name,
        customers.c.class_key,
        customers.c.class_how,
        customers.c.employees,
        customers.c.last_action_at,
        select(func.max(purchases.c.bought_on)).where(*bought).scalar_subquery().label("last_bought_on"),
        select(func.count()).select_from(purchases).where(*bought, lately).scalar_subquery().label("bought"),
        select(func.sum(purchases.c.home_minor - purchases.c.home_cost_minor))
        .where(*bought, lately)
        .scalar_subquery()
        .label("profit"),
        select(func.count())
        .select_from(customer_needs)
        .where(
            customer_needs.c.customer_id == customers.c.id,
            customer_needs.c.archived_at.is_(None),
            customer_needs.c.met_on.is_(None),
            customer_needs.c.lost_on.is_(None),
        )
        .scalar_subquery()
        .label("needs"),
        select(func.sum(projects.c.home_minor))
        .where(projects.c.customer_id == customers.c.id, projects.c.state == "open", projects.c.archived_at.is_(None))
        .scalar_subquery()
        .label("open_minor"),
    )
