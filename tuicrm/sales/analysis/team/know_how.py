"""What only one of us can sell: a single point of know-how, and the money that hangs on it."""

from dataclasses import dataclass

from sqlalchemy import func, select

from tuicrm.sales.analysis.expansion.coverage import MONTHS
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.analysis.know_how.matrix import PRODUCT, matrix_of, since
from tuicrm.sales.analysis.selling import CREDITED
from tuicrm.sales.shares import of_ppm, shared
from tuicrm.store.tables.trade import credits, purchases


@dataclass(frozen=True)
class OnlyOne:
    """A product that one person alone can sell, as `coverage` tells it; of the whole company.

    Attributes:
        name: None where the reader may not see single people.
        times, of_all: how many projects with it they won in 24 months, and all of us.
        amount_minor: what theirs brought in.
    """

    product: str
    name: str | None
    times: int
    of_all: int
    amount_minor: int


def only_one(frame: Frame, *, names: bool = True) -> OnlyOne | None:
    """Give the one on which most money hangs; None where whatever is sold two can sell, or it may be luck."""
    found = matrix_of(frame, PRODUCT, asked=False)
    alone = {(cell.key, cell.alone): cell for cell in found.singles}
    if not alone:
        return None
    amounts = dict.fromkeys(alone, 0)
    for product, person, share, amount in frame.session.all(
        select(purchases.c.product_id, credits.c.user_id, credits.c.share_ppm, func.sum(purchases.c.home_minor))
        .select_from(CREDITED)
        .where(purchases.c.archived_at.is_(None), purchases.c.product_id.in_([key for key, _person in alone]))
        .where(purchases.c.bought_on.between(since(frame, MONTHS), frame.last))
        .group_by(purchases.c.product_id, credits.c.user_id, credits.c.share_ppm)
    ):
        if (product, person) in amounts:
            amounts[product, person] += shared(amount, share)
    key, person = max(amounts, key=lambda one: (amounts[one], str(one)))
    cell, people = alone[key, person], {one.id: one.name for one in found.people}
    name = people[person or 0] if names else None
    return OnlyOne(cell.name, name, round(cell.won[person or 0]), round(cell.all_won), of_ppm(amounts[key, person]))
