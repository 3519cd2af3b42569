"""Filters on projects: words and terms of a filter line as conditions, from one fixed map of names."""

from collections.abc import Callable, Container, Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, not_, or_, select
from sqlalchemy.sql.visitors import replacement_traverse

from tuicrm.plain.filters import Filter, Term, parse_filter
from tuicrm.plain.language import N_, _, listed
from tuicrm.plain.money import read_amount
from tuicrm.plain.periods import parse_day
from tuicrm.sales.home import Home
from tuicrm.sales.project_signs import SIGNS, has_sign
from tuicrm.sales.wording import add_sentences
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.channels import campaigns, sources
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.people import teams, users
from tuicrm.store.tables.projects import project_products, project_tags, projects
from tuicrm.store.tables.trade import products, purchases
from tuicrm.store.tokens import matching

add_sentences(
    {
        "filter": N_("{sentence}"),
        "filter_amount": N_("{given} is no amount. Write 5000, 12.5k or 5000..8000."),
        "filter_day": N_("{given} is no day. Write it as 2026-11-23."),
    }
)
KEYS = {
    "owner": "owner", "team": "team", "stage": "stage", "source": "source", "campaign": "campaign", "class": "class",
    "category": "category", "product": "product", "amount": "amount", "expected": "expected", "state": "state",
    "next": "next", "customer": "customer", "industry": "industry", "region": "region", "country": "country",
    "tag": "tag", "标签": "tag", "sign": "sign", "标记": "sign",
}  # fmt: skip

NAMED: dict[str, tuple[Any, tuple[ColumnElement[Any], ...]]] = {
    "owner": (users, (users.c.login, users.c.name)), "team": (teams, (teams.c.name,)),
    "stage": (stages, (stages.c.name,)), "source": (sources, (sources.c.key, sources.c.name)),
    "campaign": (campaigns, (campaigns.c.name,)),
}  # fmt: skip
"""What a filter line calls by a name, and the columns that hold the name."""
ME = ("me", "我")
UNKNOWN = {
    "owner": N_("Nobody is called {given}."), "team": N_("There is no team {given}. Teams: {known}."),
    "stage": N_("There is no stage {given}. Stages: {known}."),
    "source": N_("There is no source {given}. Sources: {known}."),
    "campaign": N_("There is no campaign {given}. Campaigns: {known}."),
}  # fmt: skip
MOST_NAMED = 12

Condition = Callable[[Term], ColumnElement[bool]]
WordsOf = Mapping[str, ColumnElement[Any]]
"""A kind of record whose words are looked through -> the column of its ids."""
OF_PROJECT: dict[str, ColumnElement[Any]] = {"project": projects.c.id}


def conditions(
    session: Session, actor: Actor, home: Home, text: str, *,
    instead: Mapping[str, ColumnElement[Any]] | None = None, more: Mapping[str, Condition] | None = None,
    words_of: WordsOf = OF_PROJECT,
) -> list[ColumnElement[bool]]:  # fmt: skip
    """Turn a filter line into conditions on `projects`.

    Args:
        instead: columns that are read in place of those of `projects`: of a past day, or of a credit.
        more: further keys, with what they mean.
        words_of: records whose words are looked through, and the column of their ids.

    Raises:
        Refused: `filter`, with the sentence that says what was not understood; `sign` (there is none of that name);
            `sign_today` (of a past day, or of what is closed, signs are not known).
    """
    more = more or {}
    read: Filter = parse_filter(text, KEYS | {key: key for key in more})
    if read.errors:
        raise Refused("filter", sentence=read.errors[0].sentence)
    if instead and any(term.key == "sign" for term in read.terms):
        raise Refused("sign_today")
    by_key = _conditions_by_key(session, actor, home, words_of) | dict(more)
    found = [_term(session, home, term, by_key, words_of) for term in read.terms]
    found += [or_(*holds) for word in read.words if (holds := _holding(session, word, words_of))]
    return [_read_from(one, instead) for one in found] if instead else found


def refuse_unknown(session: Session, text: str) -> None:
    """Refuse a filter line by somebody or something that there is none of: an empty figure would look like one.

    Raises:
        Refused: `filter`, with the sentence that says which names there are.
    """
    for term in parse_filter(text, KEYS).terms:
        if term.key not in NAMED or term.op in ("none", "any"):
            continue
        table, by = NAMED[term.key]
        for given in term.value:
            if term.key == "owner" and given in ME:
                continue
            if not session.values(select(table.c.id).where(_called(by, [given])).limit(1)):
                some = session.values(select(by[0]).where(table.c.archived_at.is_(None)).order_by(by[0]))
                known = listed([*some[:MOST_NAMED], *(["..."] if len(some) > MOST_NAMED else [])])
                raise Refused("filter", sentence=_(UNKNOWN[term.key]).format(given=given, known=known or "-"))


def names_holder(text: str) -> bool:
    """Say whether a filter line asks for owner or team."""
    return any(term.key in ("owner", "team") for term in parse_filter(text).terms)


def asks_about(text: str, *, but: Container[str]) -> bool:
    """Say whether a filter line asks for anything besides these keys: words always do."""
    read = parse_filter(text)
    return bool(read.words) or any(term.key not in but for term in read.terms)


def among(column: ColumnElement[Any], term: Term) -> ColumnElement[bool]:
    """The condition that a column of keys has one of the values of a term, in any case of letters."""
    return _text(column, term)


def names_sign(text: str) -> bool:
    """Say whether a filter line asks for a sign of cards, which only open projects of today bear."""
    return any(term.key == "sign" for term in parse_filter(text, KEYS).terms)


def _read_from(condition: ColumnElement[bool], instead: Mapping[str, ColumnElement[Any]]) -> ColumnElement[bool]:
    def other(element: Any, **_: Any) -> Any:
        return instead.get(element.name) if getattr(element, "table", None) is projects else None

    return replacement_traverse(condition, {}, other)


def _term(
    session: Session,
    home: Home,
    term: Term,
    by_key: Mapping[str, Condition],
    words_of: WordsOf,
) -> ColumnElement[bool]:
    if term.key == "sign":
        condition = _signs(session, home, term)
    elif term.key:
        condition = by_key[term.key](term)
    else:
        condition = _word(session, term, words_of)
    return not_(condition) if term.negated else condition


def _conditions_by_key(session: Session, actor: Actor, home: Home, words_of: WordsOf) -> dict[str, Condition]:
    def owner(term: Term) -> ColumnElement[bool]:
        return _named(projects.c.owner_id, term, [actor.login if value in ME else value for value in term.value])

    def of_customer(column: ColumnElement[Any]) -> Condition:
        return lambda term: projects.c.customer_id.in_(select(customers.c.id).where(_text(column, term)))

    return {
        "owner": owner,
        "team": lambda term: _named(projects.c.team_id, term, term.value),
        "stage": lambda term: _named(projects.c.stage_id, term, term.value),
        "source": lambda term: _named(projects.c.source_id, term, term.value),
        "campaign": lambda term: _named(projects.c.campaign_id, term, term.value),
        "class": of_customer(customers.c.class_key),
        "industry": of_customer(customers.c.industry),
        "region": of_customer(customers.c.region),
        "country": of_customer(customers.c.country),
        "customer": lambda term: (
            _word(session, term, words_of) if term.value else _filled(projects.c.customer_id, term)
        ),
        "category": lambda term: _text(projects.c.category, term),
        "state": lambda term: _text(projects.c.state, term),
        "product": _product,
        "amount": lambda term: _bounds(projects.c.home_minor, term, lambda text: _minor(text, home)),
        "expected": lambda term: _bounds(projects.c.expected_on, term, _day),
        "tag": _tag,
        "next": lambda term: _filled(projects.c.next_action_at, term),
    }


def _signs(session: Session, home: Home, term: Term) -> ColumnElement[bool]:
    """Read `sign:rotting`, `sign:late,no-next`; any and none are of all of them."""
    wanted = SIGNS if term.op in ("none", "any") else [value.casefold().replace("-", "_") for value in term.value]
    if unknown := [value for value in wanted if value not in SIGNS]:
        raise Refused("sign", given=unknown[0], known=SIGNS)
    found = or_(*(has_sign(session, home, value) for value in wanted))
    return not_(found) if term.op == "none" else found


def _word(session: Session, term: Term, words_of: WordsOf) -> ColumnElement[bool]:
    found = [one for word in term.value for one in _holding(session, word, words_of)]
    return or_(*found) if found else false()


def _holding(session: Session, word: str, words_of: WordsOf) -> list[ColumnElement[bool]]:
    found = ((column, matching(session, kind, word)) for kind, column in words_of.items())
    return [column.in_(ids) for column, ids in found if ids is not None]


def _filled(column: ColumnElement[Any], term: Term) -> ColumnElement[bool]:
    return column.is_(None) if term.op == "none" else column.is_not(None)


def _text(column: ColumnElement[Any], term: Term) -> ColumnElement[bool]:
    if term.op in ("none", "any"):
        return _filled(column, term)
    spellings = {spelling for value in term.value for spelling in (value, value.lower(), value.upper(), value.title())}
    return column.in_(spellings)


def _named(column: ColumnElement[Any], term: Term, values: Iterable[str]) -> ColumnElement[bool]:
    if term.op in ("none", "any"):
        return _filled(column, term)
    table, by = NAMED[term.key]
    return column.in_(select(table.c.id).where(_called(by, values)))


def _called(by: Iterable[ColumnElement[Any]], values: Iterable[str]) -> ColumnElement[bool]:
    spellings = {spelling for value in values for spelling in (value, value.lower(), value.title())}
    return or_(*(one.in_(spellings) for one in by))


def _tag(term: Term) -> ColumnElement[bool]:
    tagged = select(project_tags.c.project_id).where(project_tags.c.archived_at.is_(None))
    if term.op in ("none", "any"):
        inside = projects.c.id.in_(tagged)
        return not_(inside) if term.op == "none" else inside
    return projects.c.id.in_(tagged.where(project_tags.c.tag.in_([value.casefold() for value in term.value])))


def _product(term: Term) -> ColumnElement[bool]:
    sold = select(project_products.c.project_id).where(project_products.c.archived_at.is_(None))
    if term.op in ("none", "any"):
        inside = projects.c.id.in_(sold)
        return not_(inside) if term.op == "none" else inside
    return projects.c.id.in_(sold.where(project_products.c.product_id.in_(_products(term))))


def _products(term: Term) -> Select[Any]:
    keys = {value.casefold().replace(" ", "") for value in term.value}
    return select(products.c.id).where(or_(products.c.product_key.in_(keys), products.c.name.in_(term.value)))


def of_bought(term: Term) -> ColumnElement[bool]:
    """What was bought of a product; a purchase that names none is of what its project is about."""
    mine = purchases.c.product_id
    if term.op in ("none", "any"):
        return _filled(mine, term)
    return or_(mine.in_(_products(term)), and_(mine.is_(None), _product(term)))


def _bounds(column: ColumnElement[Any], term: Term, read: Callable[[str], Any]) -> ColumnElement[bool]:
    if term.op in ("none", "any"):
        return _filled(column, term)
    bounds = [read(value) for value in term.value]
    if term.op == "in":
        return column.in_(bounds)
    if term.op == "between":
        return and_(column >= bounds[0], column <= bounds[1])
    by_op = {"min": column >= bounds[0], "max": column <= bounds[0], "over": column > bounds[0]}
    found: ColumnElement[bool] = by_op.get(term.op, column < bounds[0])
    return found


def _minor(text: str, home: Home) -> int:
    try:
        return read_amount(text, home.currency).minor
    except (ValueError, ArithmeticError) as error:
        raise Refused("filter_amount", given=text) from error


def _day(text: str) -> date:
    try:
        return parse_day(text)
    except ValueError as error:
        raise Refused("filter_day", given=text) from error
