"""Who was in which team when, who was away, what a seat costs, what is to be sold."""

from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy import Table, select

from tuicrm.plain.periods import month_of
from tuicrm.sales.rights import RIGHTS
from tuicrm.sales.taking_over.arrivals import Arrival
from tuicrm.sales.taking_over.edits import is_edited, last_written
from tuicrm.sales.taking_over.kinds import Kind, New, Renewal, Row
from tuicrm.sales.taking_over.people import MODEST
from tuicrm.sales.taking_over.work import Work, day_of, money_of, text_of
from tuicrm.store import change
from tuicrm.store.lists import ROLES
from tuicrm.store.tables.people import leaves, memberships, seat_costs, targets, users
from tuicrm.store.tables.system import source_rows


def _membership_row(work: Work, arrival: Arrival) -> Row:
    return {
        "user_id": work.linked(arrival, "user"),
        "team_id": work.linked(arrival, "team"),
        "role": text_of(arrival, "role") or "rep",
        "from_on": day_of(arrival, "from_on"),
        "to_on": day_of(arrival, "to_on"),
    }


def _membership_refuses(work: Work, arrival: Arrival) -> tuple[str, str] | None:
    role = text_of(arrival, "role") or "rep"
    if role not in ROLES:
        return "role", "role"
    if role not in MODEST and work.actor.role not in RIGHTS["administer"]:
        return "role_not_yours", "role"
    return in_order(arrival, "from_on", "to_on")


def in_order(arrival: Arrival, first: str, last: str) -> tuple[str, str] | None:
    """Refuse a row that ends before it begins."""
    one, other = day_of(arrival, first), day_of(arrival, last)
    return ("order", last) if one is not None and other is not None and other < one else None


def _drawn_memberships(work: Work, arrivals: Sequence[Arrival]) -> dict[str, int]:
    """The one membership that an import drew from a person's row makes room for the first that a file tells."""
    latest: dict[int, Arrival] = {}
    for one in arrivals:
        user_id = work.linked(one, "user")
        before = latest.get(user_id or 0)
        if user_id and (before is None or _from_on(one) > _from_on(before)):
            latest[user_id] = one
    told = select(source_rows.c.record_id).where(source_rows.c.record_kind == "membership")
    rows = work.session.all(
        select(memberships).where(memberships.c.user_id.in_(latest), memberships.c.id.not_in(told))
    )  # fmt: skip
    written = last_written(work.session, "membership", [row.id for row in rows])
    return {
        latest[row.user_id].key: row.id
        for row in rows
        if written[row.id] and not is_edited(row._mapping, written[row.id], "from_on", "to_on", "team_id", "role")
    }


def _from_on(arrival: Arrival) -> date:
    return day_of(arrival, "from_on") or date.min


def _memberships_made(work: Work, made: Sequence[New]) -> None:
    _follow(work, {user_id for _id, one in made if (user_id := work.linked(one, "user"))})


def _membership_renewed(work: Work, renewal: Renewal, columns: Row) -> tuple[bool, tuple[str, ...]]:
    _follow(work, {renewal.before["user_id"]})
    return False, ()


def _follow(work: Work, user_ids: set[int]) -> None:
    """Role and team of today are those of the membership that runs today."""
    work.forget_memberships()
    running = work.session.all(
        select(memberships)
        .where(memberships.c.user_id.in_(user_ids), memberships.c.from_on <= work.today)
        .where(memberships.c.to_on.is_(None) | (memberships.c.to_on > work.today))
        .order_by(memberships.c.from_on)
    )
    now_is = {row.user_id: row for row in running}
    rows = work.session.all(select(users).where(users.c.id.in_(now_is)))
    written = last_written(work.session, "user", [row.id for row in rows])
    for row in rows:
        if not is_edited(row._mapping, written[row.id], "role", "team_id"):
            running_now = now_is[row.id]
            change.update(work.session, users, row.id, role=running_now.role, team_id=running_now.team_id)


def _leave_row(work: Work, arrival: Arrival) -> Row:
    return {
        "user_id": work.linked(arrival, "user"),
        "from_on": day_of(arrival, "from_on"),
        "to_on": day_of(arrival, "to_on"),
        "kind": text_of(arrival, "kind") or "leave",
    }


def _seat_row(work: Work, arrival: Arrival) -> Row:
    cost = money_of(arrival, "cost")
    return {
        "user_id": work.linked(arrival, "user"),
        "from_on": day_of(arrival, "from_on"),
        "cost_minor": cost.minor if cost else 0,
        "currency": cost.currency if cost else work.house.currency,
    }


def _target_row(work: Work, arrival: Arrival) -> Row:
    amount = money_of(arrival, "amount")
    more = {f"{name}_minor": found.minor if (found := money_of(arrival, name)) else None for name in _LEVELS}
    return {
        "user_id": work.linked(arrival, "user"),
        "month": month_of(day_of(arrival, "month") or work.today),
        "amount_minor": amount.minor if amount else 0,
        **more,
        "currency": amount.currency if amount else work.house.currency,
    }


_LEVELS = ("stretch", "challenge")


def _target_refuses(work: Work, arrival: Arrival) -> tuple[str, str] | None:
    amount = money_of(arrival, "amount")
    for name in _LEVELS:
        level = money_of(arrival, name)
        if level and amount and (level.currency != amount.currency or level.minor < amount.minor):
            return "level", name
    return None


def of_user(table: Table, column: str, value: Callable[[Work, Arrival], object]) -> Callable[..., dict[str, int]]:
    """Find the rows of a table that has one for each person and day or month."""

    def find(work: Work, arrivals: Sequence[Arrival]) -> dict[str, int]:
        wanted = {(work.linked(one, "user"), value(work, one)): one.key for one in arrivals}
        rows = work.session.all(
            select(table.c.id, table.c.user_id, table.c[column]).where(
                table.c.user_id.in_({user for user, _value in wanted if user})
            )
        )
        return {wanted[row[1], row[2]]: row[0] for row in rows if (row[1], row[2]) in wanted}

    return find


def _by_day(work: Work, arrival: Arrival) -> object:
    return day_of(arrival, "from_on")


def _by_month(work: Work, arrival: Arrival) -> object:
    return month_of(day_of(arrival, "month") or work.today)


MEMBERSHIP = Kind(
    "membership", memberships, _membership_row,
    {"user": ("user_id",), "team": ("team_id",), "role": ("role",), "from_on": ("from_on",), "to_on": ("to_on",)},
    find=_drawn_memberships, made=_memberships_made, renewed=_membership_renewed, refuses=_membership_refuses,
)  # fmt: skip
LEAVE = Kind(
    "leave", leaves, _leave_row,
    {"user": ("user_id",), "from_on": ("from_on",), "to_on": ("to_on",), "kind": ("kind",)},
    refuses=lambda work, arrival: in_order(arrival, "from_on", "to_on"),
)  # fmt: skip
SEAT_COST = Kind(
    "seat_cost", seat_costs, _seat_row,
    {"user": ("user_id",), "from_on": ("from_on",), "cost": ("cost_minor", "currency")},
    find=of_user(seat_costs, "from_on", _by_day),
)  # fmt: skip
TARGET = Kind(
    "target", targets, _target_row,
    {
        "user": ("user_id",), "month": ("month",), "amount": ("amount_minor", "currency"),
        "stretch": ("stretch_minor",), "challenge": ("challenge_minor",),
    },
    find=of_user(targets, "month", _by_month), refuses=_target_refuses,
)  # fmt: skip
