"""The figures of `maven-crm/reference.json`, from what stands in the database after an import."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import and_, func, select

from tuicrm.store.database import Database
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.people import memberships, teams, users
from tuicrm.store.tables.projects import project_products, projects, stage_history
from tuicrm.store.tables.trade import credits, products, purchases

LAST_DAY = date(2017, 12, 31)
NOT_KEPT = ("products_as_spelled",)  # a product is spelled one way here


@dataclass
class Facts:
    """One project with what belongs to it. Agent and manager of a closed one are those of its credit."""

    stage: str
    state: str
    product: str
    list_price: Decimal
    account: str | None
    sector: str
    agent: str
    manager: str
    office: str
    value: Decimal
    month: int | None
    credit_month: int | None
    cycle_days: int | None
    entered_on: date | None


def figures(database: Database, now: Any) -> dict[str, Any]:
    """All figures that the database can give."""
    return database.read_as(_figures, now)


def _figures(session: Session) -> dict[str, Any]:
    rows = facts(session)
    won = [one for one in rows if one.state == "won"]
    lost = [one for one in rows if one.state == "lost"]
    still_open = [one for one in rows if one.state == "open"]
    groups: dict[str, Callable[[Facts], str]] = {
        "agent": lambda one: one.agent,
        "manager": lambda one: one.manager,
        "regional_office": lambda one: one.office,
        "product": lambda one: one.product,
        "sector": lambda one: one.sector,
    }
    found: dict[str, Any] = {
        "counts": _counts(session, rows),
        "accounts_by_sector": dict(
            session.all(select(customers.c.industry, func.count()).group_by(customers.c.industry))
        ),
        "opportunities_by_stage": Counter(one.stage for one in rows),
        "opportunities_by_agent": Counter(one.agent for one in rows),
        "opportunities_by_product": Counter(one.product for one in rows),
        "without_account_by_stage": {
            stage: {
                "with": sum(one.account is not None for one in part),
                "without": sum(one.account is None for one in part),
            }
            for stage, part in grouped(rows, lambda one: one.stage).items()
        },
        "won_revenue": money(sum(one.value for one in won)),
        "won_revenue_by_month": sums(won, lambda one: month(one.month)),
        "won_count_by_month": Counter(month(one.credit_month) for one in won),
        "lost_count_by_month": Counter(month(one.credit_month) for one in lost),
        "win_rate": rate(len(won), len(won) + len(lost)),
        "average_deal": average(won),
        "cycle_days_won": spread([one.cycle_days for one in won]),
        "cycle_days_lost": spread([one.cycle_days for one in lost]),
        "cycle_days_won_by_agent": {
            agent: spread([one.cycle_days for one in part])
            for agent, part in grouped(won, lambda one: one.agent).items()
        },
        "open_at_list_price_by_stage": {
            stage: money(sum(one.list_price for one in part))
            for stage, part in grouped(still_open, lambda one: one.stage).items()
        },
        "engaging_age_days_on_2017_12_31": spread(
            [(LAST_DAY - one.entered_on).days for one in still_open if one.stage == "Engaging" and one.entered_on]
        ),
        "top_accounts_by_won_revenue": _top(won),
        "won_value_to_list_price": ratio(won),
        "won_value_to_list_price_by_product": {k: ratio(p) for k, p in grouped(won, groups["product"]).items()},
        "won_value_to_list_price_by_agent": {k: ratio(p) for k, p in grouped(won, groups["agent"]).items()},
        "won_count_by_agent_and_quarter": {
            agent: Counter(quarter(one.month) for one in part) for agent, part in grouped(won, groups["agent"]).items()
        },
        "won_revenue_by_agent_and_quarter": {
            agent: sums(part, lambda one: quarter(one.month)) for agent, part in grouped(won, groups["agent"]).items()
        },
    }
    for name, of in groups.items():
        found[f"won_revenue_by_{name}"] = sums(won, of)
        found[f"average_deal_by_{name}"] = {key: average(part) for key, part in grouped(won, of).items()}
        found[f"win_rate_by_{name}"] = {
            key: rate(sum(one.state == "won" for one in part), len(part))
            for key, part in grouped(won + lost, of).items()
        }
    return found


def facts(session: Session) -> list[Facts]:
    """Read one row for each project: outcome and value from credit and purchase, the rest from the project."""
    live = stage_history.c.live_project_id == projects.c.id
    statement = (
        select(
            stages.c.name, projects.c.state, products.c.name, products.c.list_minor, customers.c.name,
            customers.c.industry, users.c.name, teams.c.name, teams.c.office, purchases.c.amount_minor,
            purchases.c.month, credits.c.month, projects.c.cycle_days, stage_history.c.entered_at,
            stage_history.c.is_entry_known,
        )
        .join(stages, stages.c.id == projects.c.stage_id)
        .join(project_products, project_products.c.project_id == projects.c.id)
        .join(products, products.c.id == project_products.c.product_id)
        .join(stage_history, live)
        .outerjoin(customers, customers.c.id == projects.c.customer_id)
        .outerjoin(credits, and_(credits.c.project_id == projects.c.id, credits.c.outcome == projects.c.state))
        .outerjoin(purchases, and_(purchases.c.project_id == projects.c.id, purchases.c.archived_at.is_(None)))
        .join(users, users.c.id == func.coalesce(credits.c.user_id, projects.c.owner_id))
        .join(teams, teams.c.id == func.coalesce(credits.c.team_id, projects.c.team_id))
    )  # fmt: skip
    return [
        Facts(
            stage, state, product, Decimal(list_minor) / 100, account, sector or "", agent, manager, office,
            Decimal(amount or 0) / 100, bought, credited, days, at.date() if is_known else None,
        )
        for stage, state, product, list_minor, account, sector, agent, manager, office, amount, bought, credited, days,
        at, is_known in session.all(statement)
    ]  # fmt: skip


def _counts(session: Session, rows: Sequence[Facts]) -> dict[str, int]:
    def count(statement: Any) -> int:
        return int(session.value(statement) or 0)

    reps = select(func.count(func.distinct(memberships.c.user_id))).where(memberships.c.role == "rep")
    leads = select(func.count(func.distinct(memberships.c.user_id))).where(memberships.c.role == "team_lead")
    return {
        "accounts": count(select(func.count()).select_from(customers)),
        "accounts_with_opportunities": len({one.account for one in rows if one.account}),
        "agents": count(reps),
        "agents_with_opportunities": len({one.agent for one in rows}),
        "managers": count(leads),
        "opportunities": len(rows),
        "products": count(select(func.count()).select_from(products)),
        "regional_offices": count(select(func.count(func.distinct(teams.c.office)))),
        "sectors": count(select(func.count(func.distinct(customers.c.industry)))),
        "subsidiaries": count(select(func.count(customers.c.parent_id))),
    }


def _top(won: Iterable[Facts]) -> list[list[str]]:
    totals = {
        account: sum(one.value for one in part) for account, part in grouped(won, lambda one: one.account).items()
    }
    ranking = sorted(totals.items(), key=lambda each: (-each[1], each[0]))
    return [[account, money(total)] for account, total in ranking[:10]]


def grouped(rows: Iterable[Facts], by: Callable[[Facts], Any]) -> dict[Any, list[Facts]]:
    found: dict[Any, list[Facts]] = defaultdict(list)
    for row in rows:
        found[by(row)].append(row)
    return found


def sums(rows: Iterable[Facts], by: Callable[[Facts], str]) -> dict[str, str]:
    return {key: money(sum(one.value for one in part)) for key, part in grouped(rows, by).items()}


def money(value: Decimal | int) -> str:
    return str(Decimal(value).quantize(Decimal("0.01")))


def rounded(value: Fraction, digits: int) -> str:
    scaled = Decimal(value.numerator) * 10**digits / Decimal(value.denominator)
    return str(scaled.quantize(Decimal(1), ROUND_HALF_UP).scaleb(-digits).quantize(Decimal(1).scaleb(-digits)))


def rate(part: int, whole: int) -> str:
    return rounded(Fraction(part, whole), 6)


def average(rows: Sequence[Facts]) -> str:
    return rounded(Fraction(sum(one.value for one in rows)) / len(rows), 2)


def ratio(rows: Sequence[Facts]) -> str:
    return rounded(Fraction(sum(one.value for one in rows)) / Fraction(sum(one.list_price for one in rows)), 6)


def month(number: int | None) -> str:
    year, index = divmod((number or 0) - 1, 12)
    return f"{year}-{index + 1:02}"


def quarter(number: int | None) -> str:
    year, index = divmod((number or 0) - 1, 12)
    return f"{year}-Q{index // 3 + 1}"


def spread(numbers: Iterable[int | None]) -> dict[str, Any]:
    """Quartiles by linear interpolation."""
    known = sorted(one for one in numbers if one is not None)

    def at(share: Fraction) -> str:
        place = share * (len(known) - 1)
        below = int(place)
        above = min(below + 1, len(known) - 1)
        return rounded(known[below] + (place - below) * Fraction(known[above] - known[below]), 2)

    places = {
        "min": Fraction(0),
        "q1": Fraction(1, 4),
        "median": Fraction(1, 2),
        "q3": Fraction(3, 4),
        "max": Fraction(1),
    }
    return {
        "count": len(known),
        "mean": rounded(Fraction(sum(known), len(known)), 6),
        **{name: at(share) for name, share in places.items()},
    }
