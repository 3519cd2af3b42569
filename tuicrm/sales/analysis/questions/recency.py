"""Recency, frequency, money: when customers last bought, how often, how much; and how many came back."""

from datetime import timedelta

from sqlalchemy import case, func, select

from tuicrm.plain import formats
from tuicrm.plain.language import N_, NP_, _
from tuicrm.plain.stats import wilson
from tuicrm.sales import rights
from tuicrm.sales.analysis.answer import Answer, Line, Part, Picture
from tuicrm.sales.analysis.definition import BY_PURCHASE, HOLDER_NOW, Definition
from tuicrm.sales.analysis.events import customer_filter
from tuicrm.sales.analysis.frame import Frame, year_before
from tuicrm.sales.analysis.held import held
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.trade import purchases

RECENT = (90, 365)
OFTEN = (1, 3)
DEFINITION = Definition(
    N_(
        "Days since the last purchase (up to 90, up to 365, more) x different days of purchase (1, 2 to 3, 4 and "
        "more); the "
        "money is all that they bought. Came back: bought on two days and more / bought, of those whose first "
        "purchase is a "
        "year old."
    ),
    N_("Customers who bought up to the day of reading."), BY_PURCHASE, HOLDER_NOW,
    N_("Who first bought within the last year had less time to come back, and does not count there."),
)  # fmt: skip


def answer(frame: Frame) -> Answer:
    """Count customers and money in each of nine fields."""
    day = purchases.c.bought_on
    each = (
        select(
            purchases.c.customer_id, func.min(day).label("first"), func.max(day).label("last"),
            func.count(day.distinct()).label("days"), func.sum(purchases.c.home_minor).label("money"),
        )
        .select_from(purchases.join(customers, customers.c.id == purchases.c.customer_id))
        .where(purchases.c.archived_at.is_(None), day <= frame.today, rights.customers_in_sight(frame.actor))
        .where(*held(frame))
        .where(*customer_filter(frame.session, frame.actor, frame.scope.where, frame.now))
        .group_by(purchases.c.customer_id)
        .subquery()
    )  # fmt: skip
    near, far = (frame.today - timedelta(days=days) for days in RECENT)
    recent = case((each.c.last >= near, 0), (each.c.last >= far, 1), else_=2).label("recent")
    often = case((each.c.days <= OFTEN[0], 0), (each.c.days <= OFTEN[1], 1), else_=2).label("often")
    is_old = case((each.c.first <= year_before(frame.today), 1), else_=0).label("old")
    back = case((each.c.days >= 2, 1), else_=0)
    inner = select(recent, often, is_old, back.label("back"), each.c.money).subquery()
    rows = frame.session.all(
        select(inner.c.recent, inner.c.often, func.count(), func.sum(inner.c.money), func.sum(inner.c.old),
               func.sum(inner.c.old * inner.c.back))
        .group_by(inner.c.recent, inner.c.often)
    )  # fmt: skip
    fields = {(row[0], row[1]): row for row in rows}
    when = (_("90 days"), _("a year"), _("earlier"))
    count = (_("once"), _("2-3 times"), _("4+ times"))
    lines = []
    for one, recently in enumerate(when):
        for other, times in enumerate(count):
            row = fields.get((one, other))
            figures = {"customers": int(row[2]) if row else 0, "money": int(row[3] or 0) if row else 0}
            lines.append(Line((recently, times), figures))
    old, returned = sum(int(row[4] or 0) for row in rows), sum(int(row[5] or 0) for row in rows)
    if old:
        low, high = wilson(returned, old)
        said = _("{share} came back ({low} to {high}, of {n} who first bought a year ago or earlier).").format(
            share=formats.percent(returned / old), low=formats.percent(low), high=formats.percent(high), n=old
        )
    else:
        said = _("Can't tell yet who comes back: nobody first bought a year ago or earlier.")
    parts = (Part("customers", _("customers")), Part("money", _("bought in all"), "money"))
    return Answer(
        "recency", _("Customers by recency, frequency and money"), (_(NP_("when", "last")), _("how often")), parts,
        tuple(lines),
        (said,), DEFINITION, frame.house.currency, Picture("hbar", "customers", note="money"),
        population=frame.population, as_of=frame.scope.as_of, where=frame.scope.where,
    )  # fmt: skip
