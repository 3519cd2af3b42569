"""What speaks for two customers being one, and how much."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from tuicrm.plain.likeness import NEAR_PERCENT, how_near, is_somewhat_alike, likely_names, words_to_find
from tuicrm.plain.regions import without_region
from tuicrm.sales.recognising import FEWEST_DIGITS, is_somebody_else, speaks_against
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import contact_points, customers
from tuicrm.store.tokens import matching

Pair = tuple[int, int]
PERCENT = {
    "registration": 99,
    "email": 97,
    "phone": 95,
    "name": 92,
    "domain": 90,
    "place": 86,
    "extension": 85,
    "near": NEAR_PERCENT,
}
"""How sure each makes us alone; two that agree make it surer."""

MOST_ALIKE = 6
"""One phone or domain at more customers than that is a switchboard or a portal, and says nothing."""

CHUNK = 500
_LOOKED_AT = 60
_live = customers.c.archived_at.is_(None) & customers.c.merged_into_id.is_(None)


def found_for(session: Session, customer_ids: Sequence[int]) -> dict[Pair, tuple[str, int]]:
    """Give the pairs in which one of these customers may be another one: what agrees, and how sure that is."""
    why: dict[Pair, dict[str, int]] = {}
    sharing: dict[tuple[str, str], Sequence[Any]] = {}  # names share their words: each is looked up once
    for start in range(0, len(customer_ids), CHUNK):
        part = list(customer_ids[start : start + CHUNK])
        mine = session.all(_rows().where(customers.c.id.in_(part)))
        for what, pairs in (
            ("registration", _same_column(session, mine, "registration")),
            ("domain", _same_column(session, mine, "domain")),
            ("name", _same_column(session, mine, "name_key")),
            ("email", _same_point(session, part, "email")),
            ("phone", _same_point(session, part, "phone")),
            ("extension", _other_extensions(session, part)),
        ):
            for pair in pairs:
                why.setdefault(pair, {})[what] = PERCENT[what]
        for row in mine:
            for other, what, percent in _near(session, row, sharing):
                why.setdefault(_pair(row.id, other), {}).setdefault(what, percent)
    _drop_weak(session, why)
    return {pair: _summed(found) for pair, found in why.items() if found}


def _summed(found: dict[str, int]) -> tuple[str, int]:
    named = [one for one in PERCENT if one in found and not (one in ("place", "near") and "name" in found)]
    best = max(found.values())
    return ",".join(named), min(99, best + 2 * (len(named) - 1))


def _rows() -> Any:
    names = ("id", "name", "name_key", "name_sort", "kind", "city", "domain", "registration")
    return select(*(customers.c[name] for name in names)).where(_live)


def _same_column(session: Session, mine: Iterable[Any], name: str) -> set[Pair]:
    of_value: dict[str, set[int]] = {}
    for row in mine:
        if getattr(row, name):
            of_value.setdefault(getattr(row, name), set()).add(row.id)
    if not of_value:
        return set()
    column = customers.c[name]
    others = session.all(select(column, customers.c.id).where(column.in_(of_value), _live).order_by(customers.c.id))
    return _pairs(of_value, others)


def _same_point(session: Session, ids: Sequence[int], kind: str) -> set[Pair]:
    live = contact_points.c.kind == kind, contact_points.c.archived_at.is_(None)
    mine = select(contact_points.c.reach_key, contact_points.c.customer_id).where(
        *live, contact_points.c.customer_id.in_(ids)
    )
    of_value: dict[str, set[int]] = {}
    for key, customer_id in session.all(mine):
        if kind == "phone" and sum(char.isdigit() for char in key.partition(";")[0]) < FEWEST_DIGITS:
            continue
        of_value.setdefault(key, set()).add(customer_id)
    found: set[Pair] = set()
    keys = sorted(of_value)
    for start in range(0, len(keys), CHUNK):
        part = keys[start : start + CHUNK]
        others = (
            select(contact_points.c.reach_key, contact_points.c.customer_id)
            .join(customers, customers.c.id == contact_points.c.customer_id)
            .where(*live, contact_points.c.reach_key.in_(part), _live)
            .distinct()
        )
        found |= _pairs({key: of_value[key] for key in part}, session.all(others))
    return found


def _other_extensions(session: Session, ids: Sequence[int]) -> set[Pair]:
    """Give the pairs at different extensions of one number."""
    key = contact_points.c.reach_key
    live = contact_points.c.kind == "phone", contact_points.c.archived_at.is_(None)
    mine = select(key, contact_points.c.customer_id).where(*live, contact_points.c.customer_id.in_(ids))
    of_main: dict[str, set[tuple[str, int]]] = {}
    for each, customer_id in session.all(mine):
        main = each.partition(";")[0]
        if sum(char.isdigit() for char in main) >= FEWEST_DIGITS:
            of_main.setdefault(main, set()).add((each, customer_id))
    found: set[Pair] = set()
    mains = sorted(of_main)
    for start in range(0, len(mains), CHUNK // 5):
        part = mains[start : start + CHUNK // 5]
        at = or_(key.in_(part), *(key.between(f"{main};", f"{main};~") for main in part))
        others = select(key, contact_points.c.customer_id).distinct()
        others = others.join(customers, customers.c.id == contact_points.c.customer_id).where(*live, at, _live)
        there: dict[str, set[tuple[str, int]]] = {}
        for each, customer_id in session.all(others):
            there.setdefault(each.partition(";")[0], set()).add((each, customer_id))
        for main, holders in there.items():
            if len({one for _key, one in holders}) <= MOST_ALIKE:
                found |= {
                    _pair(one, other)
                    for mine_key, one in of_main.get(main, ())
                    for other_key, other in holders
                    if one != other and mine_key != other_key
                }
    return found


def _pairs(of_value: dict[str, set[int]], others: Iterable[Any]) -> set[Pair]:
    holders: dict[str, set[int]] = {}
    for value, customer_id in others:
        holders.setdefault(value, set()).add(customer_id)
    found: set[Pair] = set()
    for value, ids in of_value.items():
        there = holders.get(value, set())
        if len(there) <= MOST_ALIKE:
            found |= {_pair(one, other) for one in ids & there for other in there if other != one}
    return found


def _pair(one: int, other: int) -> Pair:
    return (min(one, other), max(one, other))


def _near(session: Session, row: Any, sharing: dict[tuple[str, str], Sequence[Any]]) -> Iterable[tuple[int, str, int]]:
    """Give customers with nearly the same name; 北京联成 is 联成 but for the place."""
    place, rest = without_region(row.name_key)
    likely: dict[int, Any] = {}
    for word in words_to_find(row):
        if (word, row.kind) not in sharing:
            sharing[word, row.kind] = _sharing(session, word, row.kind)
        likely |= {other.id: other for other in sharing[word, row.kind] if other.id != row.id}
    for other_id in likely_names(row, likely):
        name_key = likely[other_id].name_key
        there, left = without_region(name_key)
        if left == rest and bool(place) != bool(there):
            yield other_id, "place", PERCENT["place"]
        elif (percent := how_near(row, likely[other_id])) >= NEAR_PERCENT and name_key != row.name_key:
            yield other_id, "near", int(min(percent, 91))


def _sharing(session: Session, word: str, kind: str) -> Sequence[Any]:
    """Give the newest customers with a word in their names or contacts."""
    if (ids := matching(session, "customer", word)) is None:
        return ()
    near = select(customers.c.id, customers.c.name_key, customers.c.name_sort, customers.c.city).where(
        customers.c.id.in_(ids), customers.c.kind == kind, _live
    )
    return session.all(near.order_by(customers.c.id.desc()).limit(_LOOKED_AT + 1))


def _drop_weak(session: Session, why: dict[Pair, dict[str, int]]) -> None:
    """Drop what says nothing by itself: one name in two cities or of two people, one domain of names nothing alike."""
    weak = {"name", "place", "near", "domain"}
    doubtful = [pair for pair, found in why.items() if set(found) <= weak]
    ids = sorted({one for pair in doubtful for one in pair})
    rows: dict[int, Any] = {}
    for start in range(0, len(ids), CHUNK):
        wanted: ColumnElement[bool] = customers.c.id.in_(ids[start : start + CHUNK])
        rows |= {row.id: row for row in session.all(_rows().where(wanted))}
    reached = _reached(session, [row.id for row in rows.values() if row.kind == "person"])
    for pair in doubtful:
        one, other = (rows[each] for each in pair)
        if set(why[pair]) == {"domain"} and one.kind == other.kind == "company":
            if not is_somewhat_alike(one.name_key, other.name_key):
                why[pair].clear()
            continue
        if one.kind == other.kind == "person" and is_somebody_else(
            reached.get(one.id, set()), reached.get(other.id, set())
        ):
            why[pair].clear()
            continue
        if speaks_against(one, other, is_near=set(why[pair]) <= {"place", "near"}):
            why[pair].clear()


def _reached(session: Session, ids: Sequence[int]) -> dict[int, set[tuple[str, str]]]:
    """Give by what people are reached."""
    found: dict[int, set[tuple[str, str]]] = {}
    for start in range(0, len(ids), CHUNK):
        wanted = contact_points.c.customer_id.in_(ids[start : start + CHUNK]), contact_points.c.archived_at.is_(None)
        columns = contact_points.c.customer_id, contact_points.c.kind, contact_points.c.reach_key
        for customer_id, kind, key in session.all(select(*columns).where(*wanted)):
            found.setdefault(customer_id, set()).add((kind, key))
    return found
