"""A filter line of customers as conditions: `source:phone class:a idle:14+ owner:none region:east "acme"`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, false, not_, or_, select, true

from tuicrm.plain.clean import show
from tuicrm.plain.filters import FilterError, Term, parse_filter
from tuicrm.plain.language import _, current, listed, translated
from tuicrm.plain.names import folded
from tuicrm.plain.periods import day_start
from tuicrm.sales import needs, tags
from tuicrm.sales.fields import fields_of
from tuicrm.sales.home import Home, home
from tuicrm.sales.inquiries.listing import asks
from tuicrm.sales.inquiries.words import STATE_WORDS, VERDICT_WORDS
from tuicrm.sales.pool import own_filter, rule_filter
from tuicrm.sales.pool.using import USES
from tuicrm.sales.sources import all_sources
from tuicrm.sales.wording import words
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.channels import campaigns, pools
from tuicrm.store.tables.customers import contact_points, contacts, customers
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import purchases
from tuicrm.store.tokens import NOTE, Search, matching, search

KEYS = {
    "source": "source", "来源": "source",
    "class": "class", "等级": "class",
    "owner": "owner", "负责人": "owner",
    "city": "city", "城市": "city",
    "industry": "industry", "行业": "industry",
    "region": "region", "地区": "region", "区域": "region",
    "country": "country", "国家": "country",
    "idle": "idle", "闲置": "idle",
    "has": "has", "有": "has",
    "campaign": "campaign", "活动": "campaign",
    "kind": "kind", "类型": "kind",
    "pool": "pool", "公海": "pool",
    "archived": "archived", "归档": "archived",
    **rule_filter.KEYS,
    "tag": "tag", "标签": "tag",
    "need": "need", "需求": "need",
    "inquiry": "inquiry", "咨询": "inquiry",
}  # fmt: skip
"""Each spelling of a key, and the key that it means; own fields come to these."""

HAS = ("phone", "email", "contact", "project", "purchase", "action", "plan", "note", "website")
_HAS_CHINESE = {
    "电话": "phone", "邮箱": "email", "联系人": "contact", "商机": "project", "订单": "purchase",
    "跟进": "action", "计划": "plan", "备注": "note", "网站": "website",
}  # fmt: skip
_KINDS_CHINESE = {"公司": "company", "企业": "company", "个人": "person"}

EXAMPLES = {
    "idle": "idle:14+", "has": "has:phone", "archived": "archived:any", "back": "back:..7", "free": "free:30+",
    "complete": "complete:..60", "use": "use:silent", "locked": "locked:any", "waiting": "waiting:3+",
    "covered": "covered:no",
}  # fmt: skip

YES, NO = ("yes", "y", "是"), ("no", "n", "否")


class Wrong(Exception):
    """A term whose value means nothing here; the text is the sentence for the person who wrote it."""


@dataclass
class Conditions:
    """What a filter line asks of a customer, and a sentence for each part that was not understood.

    Attributes:
        words: those that have to be held; `where` asks for all else.
        session: in which who holds them is looked up, where all of them are needed.
    """

    session: Session

    where: list[ColumnElement[bool]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    words: Search | None = None

    @property
    def every(self) -> ColumnElement[bool]:
        """All that is asked."""
        held = true() if self.words is None else customers.c.id.in_(self.words.holders(self.session))
        return and_(held, *self.where)


def filter_keys(session: Session) -> dict[str, str]:
    """Give each spelling of a key that a filter of customers may have."""
    own = {one.key: one.key for one in fields_of(session, "customer")}
    return own | KEYS


def conditions(session: Session, actor: Actor, text: str, now: datetime, *within: ColumnElement[bool]) -> Conditions:
    """Read a filter line. What is not understood filters nothing and says why.

    Args:
        within: conditions that hold besides, so that what is counted for a term is counted for these only.
    """
    keys = filter_keys(session)
    read = parse_filter(text, keys)
    found = Conditions(session, errors=[_sentence(one, keys) for one in read.errors])
    found.words = search("customer", " ".join(read.words), NOTE)
    if not any(term.key == "archived" and term.op in ("none", "any") for term in read.terms):
        found.where.append(customers.c.archived_at.is_(None))
    reader = _Reader(session, actor, home(session), now, within)
    for term in read.terms:
        try:
            asked = reader.condition(term)
        except Wrong as wrong:
            found.errors.append(str(wrong))
        else:
            found.where.append(not_(asked) if term.negated else asked)
    return found


@dataclass
class _Reader:
    session: Session
    actor: Actor
    home: Home
    now: datetime
    within: Sequence[ColumnElement[bool]]

    def condition(self, term: Term) -> ColumnElement[bool]:
        readers: dict[str, Callable[[Term], ColumnElement[bool]]] = {
            "": self._word,
            "source": self._source,
            "campaign": self._campaign,
            "pool": self._pool,
            "owner": self._owner,
            "idle": self._idle,
            "has": self._has,
            "use": self._use,
            "locked": self._locked,
            "covered": self._covered,
            "tag": self._tag,
            "need": self._need,
            "inquiry": self._inquiry,
        }
        if term.key in ("back", "free", "complete", "waiting"):
            bounds = _whole_numbers(term)
            return rule_filter.number_condition(self.session, self.home, term.key, bounds, self.now, self.within)
        if term.key in readers:
            return readers[term.key](term)
        columns = {
            "class": customers.c.class_key,
            "city": customers.c.city,
            "industry": customers.c.industry,
            "region": customers.c.region,
            "country": customers.c.country,
            "kind": customers.c.kind,
            "archived": customers.c.archived_at,
        }
        if term.key == "kind":
            term = replace(term, value=tuple(_KINDS_CHINESE.get(one, one) for one in term.value))
        if term.key in columns:
            return _text(columns[term.key], term)
        declared = {one.key: one for one in fields_of(self.session, "customer")}
        try:
            return own_filter.condition(self.session, declared[term.key], term, customers.c.id)
        except Refused as refused:
            raise Wrong(words(refused) if "fits" in refused.facts else _wants(term)) from None

    def _word(self, term: Term) -> ColumnElement[bool]:
        ids = matching(self.session, "customer", term.value[0], NOTE)
        return customers.c.id.in_(ids) if ids is not None else false()

    def _source(self, term: Term) -> ColumnElement[bool]:
        known = {one.key: one.id for one in all_sources(self.session)}
        known |= {name: one.id for one in all_sources(self.session) for name in (one.name, translated(one.name))}
        return self._one_of(customers.c.source_id, term, known)

    def _campaign(self, term: Term) -> ColumnElement[bool]:
        rows = self.session.all(select(campaigns.c.name, campaigns.c.id))
        return self._one_of(customers.c.campaign_id, term, {row.name: row.id for row in rows})

    def _pool(self, term: Term) -> ColumnElement[bool]:
        rows = self.session.all(select(pools.c.name, pools.c.id).where(pools.c.archived_at.is_(None)))
        return self._one_of(customers.c.pool_id, term, {row.name: row.id for row in rows})

    def _owner(self, term: Term) -> ColumnElement[bool]:
        rows = self.session.all(select(users.c.login, users.c.name, users.c.id))
        known = {row.name: row.id for row in rows} | {row.login: row.id for row in rows}
        known |= dict.fromkeys(("me", "我"), self.actor.id)
        return self._one_of(customers.c.owner_id, term, known)

    def _one_of(self, column: ColumnElement[Any], term: Term, known: dict[str, int]) -> ColumnElement[bool]:
        if term.op in ("none", "any"):
            return column.is_(None) if term.op == "none" else column.is_not(None)
        if term.op != "in":
            raise Wrong(_wants(term))
        by_name = {folded(name): record_id for name, record_id in known.items()}
        ids = []
        for value in term.value:
            if folded(value) not in by_name:
                raise Wrong(_unknown(term.key, value, tuple(known)))
            ids.append(by_name[folded(value)])
        return and_(column.is_not(None), column.in_(ids))

    def _idle(self, term: Term) -> ColumnElement[bool]:
        """Read days since anybody did anything: since the last action, or else since it was given to its holder."""
        bounds = _whole_numbers(term)
        asked: list[ColumnElement[bool]] = []
        if bounds[0] is not None:
            asked.append(self._untouched_for(bounds[0]))
        if bounds[1] is not None:
            asked.append(not_(self._untouched_for(bounds[1] + 1)))
        return and_(*asked)

    def _untouched_for(self, days: int) -> ColumnElement[bool]:
        edge = day_start(self.home.day(self.now) - timedelta(min(max(days, 0), 100_000) - 1), self.home.zone)
        last, held = customers.c.last_action_at, customers.c.held_since_at
        return and_(customers.c.created_at < edge, or_(last.is_(None), last < edge), or_(held.is_(None), held < edge))

    def _use(self, term: Term) -> ColumnElement[bool]:
        if term.op != "in":
            raise Wrong(_wants(term))
        known = {folded(way): name for name, word in USES.items() for way in (name, word, _(word))}
        for value in term.value:
            if folded(value) not in known:
                raise Wrong(_unknown("use", value, tuple(USES)))
        uses = sorted({known[folded(value)] for value in term.value})
        return rule_filter.used_as(self.session, self.home, uses, self.now)

    def _locked(self, term: Term) -> ColumnElement[bool]:
        if term.op not in ("none", "any"):
            raise Wrong(_wants(term))
        locked = rule_filter.is_locked(self.home, self.now)
        return locked if term.op == "any" else not_(locked)

    def _covered(self, term: Term) -> ColumnElement[bool]:
        said = {folded(value) for value in term.value} if term.op == "in" else set()
        if not said or not said <= {*YES, *NO}:
            raise Wrong(_wants(term))
        covered, missing = rule_filter.is_covered(self.home, self.now)
        return or_(*(covered if value in YES else missing for value in sorted(said)))

    def _has(self, term: Term) -> ColumnElement[bool]:
        if term.op != "in":
            raise Wrong(_wants(term))
        return or_(*(_has_one(_HAS_CHINESE.get(value, folded(value))) for value in term.value))

    def _tag(self, term: Term) -> ColumnElement[bool]:
        return self._asked(term, tags.has_tag, tags.is_tagged())

    def _need(self, term: Term) -> ColumnElement[bool]:
        return self._asked(term, needs.has_need, needs.has_any())

    def _inquiry(self, term: Term) -> ColumnElement[bool]:
        said = {folded(_(word)): key for key, word in (*STATE_WORDS.items(), *VERDICT_WORDS.items())}
        return self._asked(term, lambda _session, states: asks(*(said.get(folded(one), one) for one in states)), asks())

    def _asked(
        self, term: Term, read: Callable[[Session, tuple[str, ...]], ColumnElement[bool]], has_any: ColumnElement[bool]
    ) -> ColumnElement[bool]:
        if term.op in ("none", "any"):
            return not_(has_any) if term.op == "none" else has_any
        if term.op != "in":
            raise Wrong(_wants(term))
        try:
            return read(self.session, term.value)
        except Refused as refused:
            raise Wrong(words(refused)) from None


def _has_one(what: str) -> ColumnElement[bool]:
    live_points = contact_points.c.archived_at.is_(None)
    match what:
        case "phone" | "email":
            ids = select(contact_points.c.customer_id).where(contact_points.c.kind == what, live_points)
        case "contact":
            ids = select(contacts.c.customer_id).where(contacts.c.archived_at.is_(None))
        case "project":
            ids = select(projects.c.customer_id).where(
                projects.c.state == "open", projects.c.archived_at.is_(None), projects.c.customer_id.is_not(None)
            )
        case "purchase":
            ids = select(purchases.c.customer_id).where(
                purchases.c.archived_at.is_(None), purchases.c.customer_id.is_not(None)
            )
        case "action":
            return customers.c.last_action_at.is_not(None)
        case "plan":
            return customers.c.next_action_at.is_not(None)
        case "note":
            return customers.c.note.is_not(None)
        case "website":
            return customers.c.website.is_not(None)
        case _:
            raise Wrong(_unknown("has", what, HAS))
    return customers.c.id.in_(ids)


def _text(column: ColumnElement[Any], term: Term) -> ColumnElement[bool]:
    if term.op in ("none", "any"):
        return column.is_(None) if term.op == "none" else column.is_not(None)
    if term.op != "in" or term.key == "archived":
        raise Wrong(_wants(term))
    return and_(column.is_not(None), column.in_(sorted({one for value in term.value for one in spellings(value)})))


def spellings(value: str) -> Sequence[str]:
    """Give the ways in which a short word is written in upper and lower case: engines fold letters differently."""
    return (value, value.lower(), value.upper(), value.title(), value.capitalize())


def _whole_numbers(term: Term) -> tuple[int | None, int | None]:
    """Read the bounds of a term, both included."""
    try:
        numbers = [int(value) for value in term.value]
    except ValueError:
        raise Wrong(_wants(term)) from None
    match term.op, numbers:
        case "in", [one]:
            return one, one
        case "min", [least]:
            return least, None
        case "over", [least]:
            return least + 1, None
        case "max", [most]:
            return None, most
        case "under", [most]:
            return None, most - 1
        case "between", [least, most]:
            return least, most
    raise Wrong(_wants(term))


def _wants(term: Term) -> str:
    return _written(term.key, EXAMPLES.get(term.key, f"{term.key}:none"))


def _written(key: str, example: str) -> str:
    said = spoken(key)
    return _("{key}: is written like {example}").format(key=show(said), example=example.replace(f"{key}:", f"{said}:"))


def spoken(key: str) -> str:
    """Give the spelling of a key in the language in use."""
    ways = (way for way, means in KEYS.items() if means == key and not way.isascii())
    return next(ways, key) if current() == "zh" else key


def _sentence(error: FilterError, keys: Mapping[str, str]) -> str:
    """Say what is wrong; of a key whose value is still to come, how that is written."""
    key = keys.get(folded(error.part.rstrip(":：")), "") if error.part.endswith((":", "：")) else ""
    return _written(key, EXAMPLES[key]) if key in EXAMPLES else error.sentence


def _unknown(key: str, value: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches  # only for a slip of the pen

    near = get_close_matches(value, known, n=1)
    if near:
        return _("There is no {key} “{value}”; did you mean {near}?").format(
            key=spoken(key), value=show(value), near=show(near[0])
        )
    shown = listed(show(one) for one in known[:8])
    return _("There is no {key} “{value}”; there is {known}").format(key=spoken(key), value=show(value), known=shown)
