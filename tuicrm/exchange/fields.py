"""What a mapping can fill: the fields of each kind of record, and how each is read."""

from dataclasses import dataclass
from typing import Literal

from tuicrm.sales.action_kinds import KIND, OUTCOME

Type = Literal[
    "text", "note", "whole", "number", "money", "date", "month", "phone", "email", "choice", "link", "entered"
]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind.

    Attributes:
        type: how its text is read.
        length: the most characters that it may have.
        to: for a link, the kind that it points to.
        choices: for a choice, what it may be.
        most: the largest whole number; the smallest is 0.
    """

    type: Type
    length: int = 0
    to: str = ""
    choices: tuple[str, ...] = ()
    is_required: bool = False
    most: int = 10**15


def _text(length: int, *, required: bool = False) -> Field:
    return Field("text", length, is_required=required)


def _link(to: str, *, required: bool = False) -> Field:
    return Field("link", 200, to=to, is_required=required)


def _money() -> Field:
    return Field("money", is_required=True)


def _day() -> Field:
    return Field("date", is_required=True)


_PARTS = ("decides", "influences", "uses", "blocks", "buys")
_ROLES = ("rep", "team_lead", "manager", "administrator", "auditor", "marketing", "intake")
_NOTE, _WHOLE, _MONEY, _DATE = Field("note"), Field("whole"), Field("money"), Field("date")

FIELDS: dict[str, dict[str, Field]] = {
    "team": {"name": _text(80, required=True), "office": _text(80)},
    "user": {
        "name": _text(120, required=True),
        "login": _text(60),
        "email": _text(200),
        "role": Field("choice", choices=_ROLES),
        "team": _link("team"),
        "joined_on": _DATE,
        "left_on": _DATE,
    },
    "membership": {
        "user": _link("user", required=True),
        "team": _link("team"),
        "role": Field("choice", choices=_ROLES),
        "from_on": _day(),
        "to_on": _DATE,
    },
    "leave": {"user": _link("user", required=True), "from_on": _day(), "to_on": _day(), "kind": _text(20)},
    "seat_cost": {"user": _link("user", required=True), "from_on": _day(), "cost": _money()},
    "target": {
        "user": _link("user", required=True),
        "month": Field("month", is_required=True),
        "amount": _money(),
        "stretch": _MONEY,
        "challenge": _MONEY,
    },
    "campaign": {
        "name": _text(120, required=True),
        "source": _link("source"),
        "starts_on": _DATE,
        "ends_on": _DATE,
    },
    "campaign_cost": {
        "campaign": _link("campaign", required=True),
        "month": Field("month", is_required=True),
        "cost": _money(),
    },
    "product": {"name": _text(120, required=True), "series": _text(80), "list": _MONEY, "cost": _MONEY},
    "customer": {
        "name": _text(200, required=True),
        "kind": Field("choice", choices=("company", "person")),
        "industry": _text(80),
        "class": _text(40),
        "region": _text(80),
        "country": _text(80),
        "city": _text(80),
        "address": _text(300),
        "website": _text(200),
        "registration": _text(60),
        "employees": _WHOLE,
        "founded": Field("whole", most=9999),
        "parent": _link("customer"),
        "owner": _link("user"),
        "source": _link("source"),
        "campaign": _link("campaign"),
        "phone": Field("phone", 200),
        "mobile": Field("phone", 200),
        "email": Field("email", 200),
        "note": _NOTE,
        "created_on": _DATE,
    },
    "contact": {
        "customer": _link("customer", required=True),
        "name": _text(120, required=True),
        "title": _text(120),
        "part": Field("choice", choices=_PARTS),
        "phone": Field("phone", 200),
        "mobile": Field("phone", 200),
        "email": Field("email", 200),
        "note": _NOTE,
    },
    "project": {
        "name": _text(200),
        "handle": _text(60),
        "customer": _link("customer"),
        "stage": _link("stage", required=True),
        "owner": _link("user"),
        "product": _link("product"),
        "quantity": _WHOLE,
        "amount": _MONEY,
        "cost": _MONEY,
        "expected_on": _DATE,
        "probability": Field("whole", most=100),
        "created_on": _DATE,
        "closed_on": _DATE,
        "entered": Field("entered"),
        "lost_reason": _link("lost_reason"),
        "lost_note": _NOTE,
        "competitor": _text(120),
        "source": _link("source"),
        "campaign": _link("campaign"),
        "note": _NOTE,
    },
    "move": {
        "project": _link("project", required=True),
        "stage": _link("stage", required=True),
        "entered_on": _day(),
        "owner": _link("user"),
        "by": _link("user"),
        "reason": _text(200),
        "amount": _MONEY,
        "expected_on": _DATE,
        "probability": Field("whole", most=100),
    },
    "handover": {
        "project": _link("project"),
        "customer": _link("customer"),
        "from": _link("user"),
        "to": _link("user", required=True),
        "given_on": _day(),
        "accepted_on": _DATE,
        "note": _NOTE,
    },
    "credit": {
        "project": _link("project", required=True),
        "user": _link("user", required=True),
        "share": Field("number"),
    },
    "inquiry": {
        "customer": _link("customer", required=True),
        "contact": _link("contact"),
        "project": _link("project"),
        "source": _link("source"),
        "campaign": _link("campaign"),
        "came_on": _DATE,
        "message": _NOTE,
    },
    "purchase": {
        "customer": _link("customer"),
        "project": _link("project"),
        "product": _link("product"),
        "quantity": _WHOLE,
        "amount": _MONEY,
        "cost": _MONEY,
        "profit": _MONEY,
        "bought_on": Field("date", is_required=True),
        "ends_on": _DATE,
    },
    "action": {
        "customer": _link("customer"),
        "project": _link("project"),
        "contact": _link("contact"),
        "owner": _link("user"),
        "kind": Field("choice", choices=tuple(KIND)),
        "subject": _text(300),
        "place": _text(200),
        "planned_on": _DATE,
        "postponed": Field("whole", most=999),
        "done_on": _DATE,
        "cancelled_on": _DATE,
        "cancel_reason": _text(200),
        "outcome": Field("choice", choices=tuple(OUTCOME)),
        "promise": Field("choice", choices=("ours", "theirs")),
        "minutes": Field("whole", most=10_000),
        "done_minutes": Field("whole", most=10_000),
        "cost": _MONEY,
        "note": _NOTE,
        "created_on": _DATE,
        "stage": _link("stage"),
        "playbook": _text(200),
        "playbook_version": Field("whole", most=999),
    },
}
"""kind -> field -> how it is read. In the order in which kinds lean on each other."""

OWN_KINDS = ("customer", "contact", "project", "inquiry", "purchase")
OWN_TYPES = ("text", "number", "money", "date")
MAKEABLE = ("source", "campaign", "lost_reason", "product")
"""Links whose record can be made of nothing but its name."""
