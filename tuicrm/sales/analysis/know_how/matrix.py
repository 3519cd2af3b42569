"""Who won what in the last 24 months: products, classes or industries against people."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select

from tuicrm.plain.periods import month_of, month_start
from tuicrm.sales.analysis.expansion.coverage import CAN, MONTHS, Won, may_be_luck, who_can
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.analysis.kept import kept
from tuicrm.sales.funnel.closed import CREDITED, standing
from tuicrm.sales.handovers.proposing import seller_rows
from tuicrm.sales.project_filter import conditions
from tuicrm.sales.rights import ALL, REP
from tuicrm.sales.shares import PPM
from tuicrm.store.actor import Actor
from tuicrm.store.tables.customers import customers, inquiries
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import project_products, projects
from tuicrm.store.tables.trade import credits, products, purchases

PRODUCT, CLASS, INDUSTRY = "product", "class", "industry"
COLUMNS: dict[str, ColumnElement[Any]] = {
    PRODUCT: purchases.c.product_id, CLASS: customers.c.class_key, INDUSTRY: customers.c.industry,
}  # fmt: skip
ASKED_MONTHS = 12


@dataclass(frozen=True)
class Seller:
    """Somebody who sells and is with us."""

    id: int
    login: str
    name: str
    role: str


@dataclass(frozen=True)
class Cell:
    """A product, class or industry: who won how much there, of those who are with us and of those who are gone.

    Attributes:
        asked: how often it was asked for in the last twelve months: projects begun about the product, inquiries of
            customers of the class or industry.
    """

    key: int | str
    name: str
    won: Won
    gone: Won
    asked: int

    @property
    def all_won(self) -> float:
        """How many were won, by whomever."""
        return sum(self.won.values()) + sum(self.gone.values())

    @property
    def alone(self) -> int | None:
        """Who alone can do it, if it is one."""
        can = who_can(self.won)
        return can[0] if len(can) == 1 else None

    @property
    def is_lacking(self) -> bool:
        """Say whether it is asked for, and all who are with us together have not won as many as one needs to can."""
        return self.asked > 0 and sum(self.won.values()) < CAN


@dataclass(frozen=True)
class Matrix:
    """Cells against the people who are with us; `without` projects were won without saying what."""

    dimension: str
    people: tuple[Seller, ...]
    cells: tuple[Cell, ...]
    without: float

    @property
    def won(self) -> float:
        """How many were won with a cell."""
        return sum(one.all_won for one in self.cells)

    @property
    def singles(self) -> list[Cell]:
        """The cells that one person alone can, not by luck; what was asked for most comes first."""
        sure = [one for one in self.cells if one.alone is not None and not may_be_luck(one.won, len(self.people))]
        return sorted(sure, key=lambda one: (-one.asked, -one.all_won)) if len(self.people) > 1 else []

    @property
    def reps(self) -> list[int]:
        """Who could take something over: who sells for a living; all, where nobody does."""
        return [one.id for one in self.people if one.role == REP] or [one.id for one in self.people]


def everywhere(frame: Frame) -> Actor:
    """The reader, seeing all: who else can is not told by what one may see of it. Names are shown by `privacy`."""
    return replace(frame.actor, sight=ALL)


def since(frame: Frame, months: int) -> date:
    """The first day of so many months that end with the month of the period's last day."""
    return month_start(month_of(frame.last) - months + 1)


def matrix_of(frame: Frame, dimension: str, *, asked: bool = True) -> Matrix:
    """Count who won what in the 24 months up to the end of the period; of the whole company or of the team asked for.

    A project counts once for each product that was bought by it, by the shares of its credit.

    Args:
        asked: with what is asked for, which takes as long again.
    """
    rows = kept(frame, f"won by {dimension}", lambda: frame.session.all(_won(frame, dimension)))
    return kept(frame, f"matrix {dimension} {asked}", lambda: _counted(frame, dimension, rows, is_asked=asked))


def _counted(frame: Frame, dimension: str, rows: Sequence[Any], *, is_asked: bool) -> Matrix:
    people = _people(frame, {row[0] for row in rows})
    here = {one.id for one in people}
    won: dict[Any, dict[int, float]] = {}
    without = 0.0
    for user_id, key, share in rows:
        if key is None or key == "":
            without += int(share) / PPM
        else:
            cell = won.setdefault(key, {})
            cell[user_id] = cell.get(user_id, 0.0) + int(share) / PPM
    rows = frame.session.all(_asked(frame, dimension)) if is_asked else []
    asked = {row[0]: int(row[1]) for row in rows if row[0] not in (None, "")}
    names = _names(frame, dimension, {*won, *asked})
    cells = [
        Cell(
            key, name, {user: count for user, count in won.get(key, {}).items() if user in here},
            {user: count for user, count in won.get(key, {}).items() if user not in here}, asked.get(key, 0),
        )
        for key, name in names.items()
    ]  # fmt: skip
    ordered = sorted(cells, key=lambda one: (-one.all_won, -one.asked, one.name))
    return Matrix(dimension, people, tuple(ordered), without)


def projects_won(frame: Frame, dimension: str, key: int | str) -> Select[Any]:
    """The projects that were won in a cell."""
    return select(credits.c.project_id).select_from(_source(dimension)).where(
        *_chosen(frame), COLUMNS[dimension] == key
    )  # fmt: skip


def _source(dimension: str) -> Any:
    source = credits.join(projects, projects.c.id == credits.c.project_id)
    if dimension == PRODUCT:
        bought = and_(purchases.c.project_id == projects.c.id, purchases.c.archived_at.is_(None))
        return source.outerjoin(purchases, bought)
    return source.outerjoin(customers, customers.c.id == projects.c.customer_id)


def _chosen(frame: Frame) -> list[Any]:
    return [
        credits.c.outcome == "won", credits.c.on.between(since(frame, MONTHS), frame.last),
        *standing(None if frame.scope.as_of is None else frame.over), projects.c.archived_at.is_(None),
        *conditions(frame.session, everywhere(frame), frame.house, frame.scope.where, instead=CREDITED),
    ]  # fmt: skip


def _won(frame: Frame, dimension: str) -> Select[Any]:
    inner = (
        select(credits.c.user_id, COLUMNS[dimension].label("key"), credits.c.project_id, credits.c.share_ppm)
        .select_from(_source(dimension))
        .where(*_chosen(frame), credits.c.user_id.is_not(None), *frame.of(credits.c.user_id))
        .distinct()
        .subquery()
    )
    return select(inner.c.user_id, inner.c.key, func.sum(inner.c.share_ppm)).group_by(inner.c.user_id, inner.c.key)


def _asked(frame: Frame, dimension: str) -> Select[Any]:
    first = since(frame, ASKED_MONTHS)
    fits = conditions(frame.session, everywhere(frame), frame.house, frame.scope.where)
    if dimension == PRODUCT:
        about = project_products.join(projects, projects.c.id == project_products.c.project_id)
        count = func.count(project_products.c.project_id.distinct())
        return (
            select(project_products.c.product_id, count)
            .select_from(about)
            .where(project_products.c.archived_at.is_(None), projects.c.archived_at.is_(None), *fits)
            .where(projects.c.created_on.between(first, frame.last))
            .group_by(project_products.c.product_id)
        )
    chosen: list[Any] = [inquiries.c.archived_at.is_(None), inquiries.c.came_on.between(first, frame.last)]
    if fits:
        chosen.append(customers.c.id.in_(select(projects.c.customer_id).where(*fits)))
    return (
        select(COLUMNS[dimension], func.count())
        .select_from(inquiries.join(customers, customers.c.id == inquiries.c.customer_id))
        .where(*chosen)
        .group_by(COLUMNS[dimension])
    )


def _people(frame: Frame, winners: set[int]) -> tuple[Seller, ...]:
    """Who is with us and sells: reps and leads, and whoever else has won something."""
    chosen = set(frame.session.values(select(users.c.id).where(*frame.of(users.c.id))))
    return tuple(
        Seller(row.id, row.login, row.name, row.role)
        for row in seller_rows(frame.session, frame.over)
        if row.id in chosen and (row.role in ("rep", "team_lead") or row.id in winners)
    )


def _names(frame: Frame, dimension: str, keys: set[Any]) -> dict[Any, str]:
    """What the cells are called; a product that is sold counts though nobody won or asked for it."""
    if dimension != PRODUCT:
        return {key: str(key) for key in sorted(keys)}
    rows = frame.session.all(select(products.c.id, products.c.name, products.c.archived_at).order_by(products.c.name))
    return {row.id: str(row.name) for row in rows if row.archived_at is None or row.id in keys}


def initials(people: Sequence[str]) -> list[str]:
    """Give each name two cells by which a column is known: the surname's first letters, other letters where taken."""
    found: list[str] = []
    for name in people:
        found.append(next(code for code in _codes(name, len(found)) if code not in found))
    return found


def _codes(name: str, number: int) -> list[str]:
    words = [word.strip(".") for word in name.split() if word.strip(".")] or ["?"]
    last = words[-1]
    if ord(last[0]) > 0x2E80:  # a Chinese character is two cells wide
        return [*last, f"{number + 1:2}", *(f"{other:2}" for other in range(100))]
    codes = [last[:2].ljust(2), *(last[0] + letter for letter in last[1:]), *(one[0] + last[0] for one in words)]
    return [*codes, *(f"{other:2}" for other in range(100))]
