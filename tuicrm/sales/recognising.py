"""Do we know them? What is written about somebody, compared with the customers that are there.

Certain, so no second record is made:
1. the same registration number;
2. the same phone (at least seven digits: 95588 is half a city's) or e-mail;
3. the same domain of their own (not one where everybody has a mailbox), unless several customers have it, or another
   company name and another phone or city say that it is a portal, a group, a host of mailboxes;
4. the same name (`name_key`: case, width, punctuation, legal form do not count), unless something speaks against
   it: another city, another own domain, another registration number, for a person other phones and e-mails, or
   several customers of that name;
5. the same name but for the place in front of it, where the other one's city is that place: 北京联成 and 联成 of 北京.
All else that is near, another extension of the same number, too, is a suggestion to a person and never decides.
"""

import re
import unicodedata
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from tuicrm.plain.clean import line
from tuicrm.plain.emails import domain_of
from tuicrm.plain.likeness import (
    NEAR_PERCENT,
    alike,
    how_near,
    is_named_for,
    is_somewhat_alike,
    likely_names,
    words_to_find,
)
from tuicrm.plain.names import folded, name_key, name_sort
from tuicrm.plain.regions import place_key, places_in, without_region
from tuicrm.sales.reaching import Point
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import contact_points, customers
from tuicrm.store.tokens import Search, search

SHARED_SITES = frozenset(
    """
    linkedin.com facebook.com instagram.com twitter.com x.com youtube.com tiktok.com github.com xing.com vk.com ok.ru
    pinterest.com telegram.me t.me wa.me line.me linktr.ee bit.ly goo.gl medium.com tumblr.com notion.site
    weibo.com weixin.qq.com zhihu.com douyin.com xiaohongshu.com bilibili.com baidu.com 1688.com taobao.com
    tmall.com jd.com alibaba.com made-in-china.com hc360.com gitee.com tianyancha.com qcc.com dianping.com meituan.com
    amazon.com ebay.com etsy.com google.com wikipedia.org globalsources.com indiamart.com tradeindia.com europages.com
    kompass.com wlw.de yelp.com yellowpages.com mercadolibre.com.mx mercadolivre.com.br rakuten.co.jp
    wixsite.com wordpress.com blogspot.com github.io gitee.io myshopify.com jimdo.com jimdosite.com weebly.com
    squarespace.com webnode.com business.site godaddysites.com netlify.app vercel.app
    """.split()  # noqa: SIM905 - one a line would be a page
)
"""Sites where anybody has a page or a shop: two companies there are not one."""

NO_NAMES = frozenset(
    """
    unknown|anonymous|inquiry|enquiry|anfrage|unbekannt|inconnu|desconocido|na|n a|none|null|nil|undefined|
    not applicable|no company|private|private person|private individual|privatperson|privat|keine|individual|
    particulier|self employed|不详|未知|未知客户|匿名|询价|咨询|无|暂无|没有|无公司|个人|个人客户|私人|保密|待定
    """.replace("\n", "")
    .replace("    ", "")
    .split("|")
)
"""What is written where a name is not known: nobody is called so, or recognised by it."""
FEWEST_DIGITS = 7
MOST_NEAR = 5
_LOOKED_AT = 100
_KNOWN_OF = ("id", "name", "name_key", "name_sort", "kind", "city", "domain", "registration")
_MANY, _WALKED = 2_000, 10_000
_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")  # GB 32100-2015
_DOMAIN = re.compile(r"(?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]*[a-z0-9]")  # the last is no number: 192.168.0.1 is nobody's own


@dataclass(frozen=True)
class Near:
    """A customer that may be the same, and what speaks for it: `name`, `phone`, `email`, `domain`, `registration`."""

    id: int
    name: str
    why: str


@dataclass(frozen=True)
class Evidence:
    """What is known of somebody who arrives."""

    name: str = ""
    kind: str = "company"
    city: str = ""
    domain: str = ""
    registration: str = ""
    points: tuple[Point, ...] = ()


@dataclass(frozen=True)
class Recognised:
    """The customer that it is, and by what; None when nobody is known for certain. `near` are only suggestions."""

    customer_id: int | None = None
    by: str | None = None
    near: tuple[Near, ...] = field(default_factory=tuple)


def own_domain(website: str, points: Sequence[Point]) -> str:
    """Give the domain that is a company's own: of its website, else of the first e-mail that has one."""
    for text in (website, *(point.key for point in points if point.kind == "email")):
        if domain := web_domain(text):
            return domain
    return ""


def web_domain(text: str) -> str:
    """Give the own domain that a website, an address or a domain names.

    "" for no domain, for one where everybody has a mailbox, and for a site on which everybody has a page.
    """
    plain = unicodedata.normalize("NFKC", line(text)).casefold().replace("。", ".")  # an input method writes these
    plain = plain.partition("://")[2] or plain
    host = re.split(r"[/?#\\]", plain, maxsplit=1)[0].rpartition("@")[2].partition(":")[0]
    try:
        host = host.removeprefix("www.").strip(".").encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    if not _DOMAIN.fullmatch(host) or any(f".{host}".endswith(f".{site}") for site in SHARED_SITES):
        return ""
    return domain_of(f"x@{host}")[:120]


def is_no_name(text: str) -> bool:
    """Say whether a text names nobody: "?", "-", "n/a", unknown, 无."""
    key = name_key(text)
    return key in NO_NAMES or not any(char.isalnum() for char in key)


def recognise(session: Session, evidence: Evidence, *, suggest: bool = True) -> Recognised:
    """Find the customer that somebody is. Archived ones count: who asks again is no stranger."""
    exact, of_domain = _exact(session, evidence)
    if exact:
        others = tuple(one for one in (*exact[1:], *of_domain) if one.id != exact[0].id)
        return Recognised(exact[0].id, exact[0].why, others[:MOST_NEAR])
    key = "" if is_no_name(evidence.name) else name_key(evidence.name)
    same = _rows(session, customers.c.name_key == key[:200]) if key else []
    agreeing = [row for row in same if not _contradicts(session, evidence, row)]
    if len(agreeing) == 1:
        return Recognised(agreeing[0].id, "name")
    if not same and key:
        same = [row for row in _but_for_place(session, key, evidence) if not _contradicts(session, evidence, row)]
        if len(same) == 1 and _is_there(key, evidence, same[0]):
            return Recognised(same[0].id, "name")
    asked = _Asked(key, name_sort(evidence.name), evidence.city, evidence.domain, evidence.registration)
    near = [Near(row.id, row.name, "name") for row in same if not speaks_against(asked, row)]
    if suggest and key:
        had = {row.id for row in same}
        near += [one for one in _near(session, asked, evidence.kind) if one.id not in had]
    beside = [*(_of_switchboard(session, evidence) if suggest else ())]
    beside += _alike_of(session, key, evidence, of_domain)
    near += [one for one in beside if one.id not in {each.id for each in near}]
    return Recognised(near=tuple(near[:MOST_NEAR]))


def _exact(session: Session, evidence: Evidence) -> tuple[list[Near], list[Near]]:
    """Give who is it for certain, the surest first, and who only shares the domain."""
    found: list[Near] = []
    if evidence.registration:
        written = customers.c.registration.in_(_registrations(evidence.registration))
        found += _named(session, written, "registration")
    for point in evidence.points:
        if point.kind == "phone" and not _is_ones_own(point.key):
            continue
        ids = select(contact_points.c.customer_id).where(
            contact_points.c.kind == point.kind,
            contact_points.c.reach_key == point.key,
            contact_points.c.archived_at.is_(None),
        )
        found += _named(session, customers.c.id.in_(ids), point.kind)
    of_domain = _of_domain(session, evidence)
    if len(of_domain) == 1:
        found += of_domain
    return list({one.id: one for one in reversed(found)}.values())[::-1], _sharing(session, evidence)


def _is_ones_own(phone_key: str) -> bool:
    return sum(char.isdigit() for char in phone_key.partition(";")[0]) >= FEWEST_DIGITS


def _of_switchboard(session: Session, evidence: Evidence) -> list[Near]:
    """Give the customers at another extension of the same number: one house, though perhaps of several firms."""
    key = contact_points.c.reach_key
    mains = {point.key.partition(";")[0] for point in evidence.points if point.kind == "phone"}
    at = [or_(key == main, key.between(f"{main};", f"{main};~")) for main in sorted(mains) if _is_ones_own(main)]
    if not at:
        return []
    ids = select(contact_points.c.customer_id).where(
        contact_points.c.kind == "phone", or_(*at), contact_points.c.archived_at.is_(None)
    )
    return _named(session, customers.c.id.in_(ids), "phone")


def _sharing(session: Session, evidence: Evidence) -> list[Near]:
    return _named(session, customers.c.domain == evidence.domain, "domain") if evidence.domain else []


def _alike_of(session: Session, key: str, evidence: Evidence, of_domain: Sequence[Near]) -> list[Near]:
    """Leave out the companies of a domain whose names are nothing alike: these are others for certain."""
    rows = {row.id: row for row in _rows(session, customers.c.domain == evidence.domain)} if of_domain else {}
    return [
        one
        for one in of_domain
        if not (key and evidence.kind == rows[one.id].kind == "company")
        or is_somewhat_alike(key, rows[one.id].name_key)
    ]


def _of_domain(session: Session, evidence: Evidence) -> list[Near]:
    """Give the customers of the same domain; where a company is named, only those whose name is somewhat alike."""
    rows = _rows(session, customers.c.domain == evidence.domain) if evidence.domain else []
    key = name_key(evidence.name)
    if evidence.kind == "company" and key and web_domain(evidence.name) != evidence.domain:
        rows = [row for row in rows if not _is_another_of_the_domain(evidence, key, row)]
    return [Near(row.id, row.name, "domain") for row in rows]


def _is_another_of_the_domain(evidence: Evidence, key: str, row: Any) -> bool:
    """Say whether name and phone or city all speak of another company; a phone that is known decided before this.

    One word in common speaks for one company only where the domain is called like it: not at a host of mailboxes.
    """
    if row.kind != "company":
        return False
    if is_somewhat_alike(key, row.name_key) and (
        alike(key, row.name_key) >= NEAR_PERCENT
        or any(is_named_for(evidence.domain, name_sort(name)) for name in (evidence.name, row.name))
    ):
        return False
    has_phone = any(point.kind == "phone" for point in evidence.points)
    places = city_key(evidence.city), city_key(row.city)
    return has_phone or (all(places) and places[0] != places[1])


def _named(session: Session, wanted: ColumnElement[bool], why: str) -> list[Near]:
    return [Near(row.id, row.name, why) for row in _rows(session, wanted)]


def _rows(session: Session, wanted: ColumnElement[bool]) -> list[Any]:
    """Give customers; one that was merged stands for the one it was merged into."""
    columns = ("id", "name", "name_key", "kind", "city", "domain", "registration", "merged_into_id")
    chosen = select(*(customers.c[name] for name in columns))
    rows = session.all(chosen.where(wanted).order_by(customers.c.archived_at.is_not(None), customers.c.id).limit(20))
    found: dict[int, Any] = {}
    for row in rows:
        while row is not None and row.merged_into_id is not None:
            row = session.first(chosen.where(customers.c.id == row.merged_into_id))
        if row is not None:
            found.setdefault(row.id, row)
    return list(found.values())


def _contradicts(session: Session, evidence: Evidence, row: Any) -> bool:
    """Say whether something speaks against a customer of the same name."""
    pairs = (
        (city_key(evidence.city), city_key(row.city)),
        (evidence.domain, row.domain),
        (compact_registration(evidence.registration), compact_registration(row.registration)),
    )
    if any(new and old and new != old for new, old in pairs):
        return True
    if evidence.kind != row.kind:
        return True
    mine = {(point.kind, point.key) for point in evidence.points}
    if row.kind != "person" or not mine:
        return False
    theirs = session.all(
        select(contact_points.c.kind, contact_points.c.reach_key).where(
            contact_points.c.customer_id == row.id, contact_points.c.archived_at.is_(None)
        )
    )
    return is_somebody_else(mine, {(kind, key) for kind, key in theirs})


def speaks_against(one: Any, other: Any, *, is_near: bool = False) -> bool:
    """Say whether something speaks against two of one name: another number in a register, another place.

    The work list of doubles asks the same, so that it shows what was suggested when somebody came in.

    Args:
        is_near: the names are only nearly the same: then another site speaks against it, too.
    """
    if one.registration and other.registration and not _is_registered_as(one, other):
        return True
    if is_near and _have_other_sites(one, other):
        return True
    places = [_places(each) for each in (one, other)]
    return bool(all(places) and not places[0] & places[1] and not (one.domain and one.domain == other.domain))


def _is_registered_as(one: Any, other: Any) -> bool:
    return compact_registration(one.registration) == compact_registration(other.registration)


def _have_other_sites(one: Any, other: Any) -> bool:
    """Say whether each has a domain of its own; acme.de and acme.com are one's."""
    sites = [row.domain.split(".")[0] for row in (one, other) if row.domain]
    return len(sites) == len(set(sites)) == 2


def _places(row: Any) -> set[str]:
    return {city_key(row.city), *places_in(row.name_key)} - {""}


def is_somebody_else(mine: Set[tuple[str, str]], theirs: Set[tuple[str, str]]) -> bool:
    """Say whether people of one name are two: each has phones or e-mails, and none is of both."""
    return bool(mine) and bool(theirs) and not mine & theirs


def _but_for_place(session: Session, key: str, evidence: Evidence) -> list[Any]:
    """Give customers whose name is the same without the place in front, or with the city in front of it."""
    place, rest = without_region(key)
    keys = [rest] if place else []
    if city := city_key(evidence.city):
        keys += [f"{city}{rest}", f"{city}市{rest}"]
    wanted = [one[:200] for one in dict.fromkeys(keys) if one != key]
    return _rows(session, customers.c.name_key.in_(wanted)) if wanted else []


def _is_there(key: str, evidence: Evidence, row: Any) -> bool:
    """Say whether a customer is at the place that stands before the one name and not before the other."""
    mine, theirs = without_region(key)[0], without_region(row.name_key)[0]
    place = {mine, city_key(evidence.city)} - {""}, {theirs, city_key(row.city)} - {""}
    return bool(place[0] & place[1])


def city_key(text: str | None) -> str:
    """Fold a city: 北京市 is 北京."""
    return place_key(folded(text or "")).removesuffix("市")


def compact_registration(registration: str | None) -> str:
    """Fold a registration number: "GB-123" is "gb 123"."""
    return re.sub(r"[\W_]+", "", folded(registration or ""))


def _registrations(text: str) -> list[str]:
    """Give the ways in which a registration number is usually written."""
    plain = folded(text)
    pieces = re.findall(r"[^\W_]+", plain), re.findall(r"\d+|[^\W\d_]+", plain)  # gb123 is gb 123, too
    joined = {sign.join(each) for each in pieces for sign in ("", " ", "-", ".", "/")}
    return sorted({way for one in (text, *joined) for way in (one, one.upper(), one.lower())})


def registration_of(text: str) -> str:
    """Write a registration number as it is kept: China's code of companies in one piece, others as given."""
    compact = compact_registration(text).upper()
    return compact if _CODE.fullmatch(compact) else line(text)


def _near(session: Session, asked: "_Asked", kind: str) -> list[Near]:
    """Give customers with a name that is nearly the same, the nearest first."""
    likely: dict[int, Any] = {}
    for word in words_to_find(asked):
        if (held := search("customer", word)) is not None:
            likely |= {row.id: row for row in _newest(session, held)}
    scored = [(how_near(asked, likely[one]), likely[one]) for one in likely_names(asked, likely)]
    scored = [
        (score, row)
        for score, row in scored
        if score >= NEAR_PERCENT and row.kind == kind and not speaks_against(asked, row, is_near=True)
    ]
    scored.sort(key=lambda pair: (-pair[0], pair[1].id))
    return [Near(row.id, row.name, "name") for _score, row in scored[:MOST_NEAR]]


def _newest(session: Session, held: Search) -> Sequence[Any]:
    """Give the newest that hold a word: of a word that many hold they are met soon among the newest of all."""
    named = (
        select(*(customers.c[name] for name in _KNOWN_OF))
        .where(customers.c.archived_at.is_(None))
        .order_by(customers.c.id.desc())
        .limit(_LOOKED_AT)
    )
    if held.count(session, _MANY) == _MANY:
        last = session.value(select(func.max(customers.c.id)))
        met = session.all(named.where(customers.c.id > last - _WALKED, held.held_by(customers.c.id)))
        if len(met) == _LOOKED_AT:
            return met
    return session.all(named.where(customers.c.id.in_(held.holders(session))))


@dataclass(frozen=True)
class _Asked:
    """The name of who arrives, as a customer's is kept."""

    name_key: str
    name_sort: str
    city: str
    domain: str
    registration: str
