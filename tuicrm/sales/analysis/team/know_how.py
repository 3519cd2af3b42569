"""What only one of us can sell: a single point of know-how, and the money that hangs on it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from tuicrm.plain.periods import month_of
from tuicrm.sales.analysis.expansion.coverage import CAN, MONTHS
from tuicrm.store.session import Session
from tuicrm.store.tables.people import users
from tuicrm.store.tables.trade import credits, products, purchases


@dataclass(frozen=True)
class OnlyOne:
    """A product that one person alone has won, at least three times in two years; of all, whoever reads it.

    `name` is None to who may not see figures of single people.
    """

    product: str
    name: str | None
    times: int
    amount_minor: int


def only_one(session: Session, today: date, *, names: bool = True) -> OnlyOne | None:
    """Give the product with the most money in two years that nobody but one person at work ever won in them.

    Args:
        names: whether the reader may see who that is.
    """
    since = month_of(today) - MONTHS + 1
    per = session.all(
        select(
            purchases.c.product_id, credits.c.user_id, func.count(purchases.c.project_id.distinct()),
            func.sum(purchases.c.home_minor),
        )
        .join(credits, credits.c.project_id == purchases.c.project_id)
        .where(
            purchases.c.archived_at.is_(None), purchases.c.month >= since, purchases.c.product_id.is_not(None),
            credits.c.outcome == "won", credits.c.archived_at.is_(None),
        )
        .group_by(purchases.c.product_id, credits.c.user_id)
    )  # fmt: skip
    winners: dict[int, list[tuple[int, int, int]]] = {}
    for product, user, times, amount in per:
        winners.setdefault(product, []).append((user, times, int(amount or 0)))
    alone = [(rows[0], product) for product, rows in winners.items() if len(rows) == 1 and rows[0][1] >= CAN]
    for (user, times, amount), product in sorted(alone, key=lambda one: (-one[0][2], one[1])):
        person = session.first(select(users.c.name, users.c.left_on).where(users.c.id == user))
        if person is not None and (person.left_on is None or person.left_on >= today):
            name = session.value(select(products.c.name).where(products.c.id == product))
            return OnlyOne(str(name), str(person.name) if names else None, times, amount)
    return None
