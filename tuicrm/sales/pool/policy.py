"""The pool's rules: what a manager may set, and the values of the moment."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, func, literal

from tuicrm.plain.language import N_
from tuicrm.sales.hiding import HIDE_IN_POOL
from tuicrm.sales.settings.declared import Setting, declare
from tuicrm.sales.settings.reading import Values, values
from tuicrm.store.days import FAR
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers

_DAYS, _HOURS, _CUSTOMERS = N_("days"), N_("hours"), N_("customers")
_POOL, _RECYCLING, _FIRST = N_("pool"), N_("recycling"), N_("first action")

HOLDING_LIMIT = Setting(
    "holding_limit", _POOL, "number", 200, N_("How many customers one person may hold."),
    off=N_("No limit."), unit=_CUSTOMERS, most=30_000, by="role", column="holding_limit",
)  # fmt: skip
HOLDING_COUNTS_WON = Setting(
    "holding_counts_won", _POOL, "flag", True, N_("Customers that have bought count among those held.")
)
CLAIMS_A_DAY = Setting(
    "claims_a_day", _POOL, "number", 10,
    N_("How many customers one person may claim in a day, those given back included."),
    off=N_("No limit."), unit=_CUSTOMERS, most=30_000, by="role", column="claims_a_day",
)  # fmt: skip
COOLING_DAYS = Setting(
    "cooling_days", _POOL, "number", 7,
    N_("So long who released or lost a customer may not claim it again; others may at once."), unit=_DAYS,
    off_is=0,
)  # fmt: skip
LOCK_LIMIT = Setting(
    "lock_limit", _POOL, "number", 3, N_("How many customers one person may keep locked against recycling."),
    off=N_("No limit."), unit=_CUSTOMERS, most=30_000, by="role", column="lock_limit",
)  # fmt: skip
LOCK_DAYS = Setting(
    "lock_days", _POOL, "number", 90, N_("A lock ends after so many days at the latest."),
    off=N_("A lock may end on any day."), unit=_DAYS, least=1,
)  # fmt: skip
FRESH_HOURS = Setting(
    "fresh_hours", _POOL, "number", 24,
    N_("So long after it came only the people of its source, region or industry, and managers, may claim a customer."),
    off=N_("Everybody may claim at once."), unit=_HOURS, most=8760,
)  # fmt: skip
CARDS_A_DAY = Setting(
    "cards_a_day", _POOL, "number", 10,
    N_("How many customers of the pool one person may open with phones and e-mails in a day."),
    off=N_("No limit."), unit=_CUSTOMERS, most=30_000, by="role", column="cards_a_day",
)  # fmt: skip

IDLE_DAYS = Setting(
    "recycle_idle_days", _RECYCLING, "number", 90,
    N_("A customer that nobody followed for so long goes back to the pool."),
    off=N_("No customer goes back for that."), unit=_DAYS, least=1, by="class",
)  # fmt: skip
NO_PROJECT_DAYS = Setting(
    "recycle_no_project_days", _RECYCLING, "number", 30,
    N_("A customer without an open project goes back after so long."),
    off=N_("No customer goes back for that."), unit=_DAYS, least=1, by="class",
)  # fmt: skip
NOT_WON_DAYS = Setting(
    "recycle_not_won_days", _RECYCLING, "number", 60,
    N_("A customer that never bought goes back after so long."),
    off=N_("No customer goes back for that."), unit=_DAYS, least=1, by="class",
)  # fmt: skip
RECYCLE_FROM = Setting(
    "recycle_from", _RECYCLING, "choice", "action",
    N_("What the days without a project or a purchase are counted from."),
    choices={"action": N_("the later of claim and last action"), "claim": N_("the claim")},
)  # fmt: skip
WON_DAYS = Setting(
    "recycle_won_days", _RECYCLING, "number", 180,
    N_("Who bought stays for so long after the last purchase or its end."),
    off=N_("Who bought never goes back."), unit=_DAYS,
)  # fmt: skip
WARN_DAYS = Setting(
    "recycle_warn_days", _RECYCLING, "number", 7,
    N_("A customer stands on its holder's warning list for so long before it goes back."), unit=_DAYS, most=365,
    off_is=0,
)  # fmt: skip
REMIND_DAYS = Setting(
    "first_action_remind_days", _FIRST, "number", 3,
    N_("After so long without a first action its holder is reminded."),
    off=N_("Nobody is reminded."), unit=_DAYS, least=1,
)  # fmt: skip
LEAD_DAYS = Setting(
    "first_action_lead_days", _FIRST, "number", 5,
    N_("After so long without a first action the holder's lead is told too."),
    off=N_("No lead is told."), unit=_DAYS, least=1,
)  # fmt: skip
REASSIGN_DAYS = Setting(
    "first_action_reassign_days", _FIRST, "number", 7,
    N_("After so long without a first action the lead gives it to somebody else with one key."),
    off=N_("It is not offered."), unit=_DAYS, least=1,
)  # fmt: skip
RESPONSE_HOURS = Setting(
    "response_hours", _FIRST, "number", 8,
    N_("Working hours in which an inquiry is to be answered."),
    off=N_("No clock runs."), unit=_HOURS, least=1, most=2000,
)  # fmt: skip
declare(
    HOLDING_LIMIT, HOLDING_COUNTS_WON, CLAIMS_A_DAY, COOLING_DAYS, LOCK_LIMIT, LOCK_DAYS, FRESH_HOURS, HIDE_IN_POOL,
    CARDS_A_DAY, IDLE_DAYS, NO_PROJECT_DAYS, NOT_WON_DAYS, RECYCLE_FROM, WON_DAYS, WARN_DAYS, REMIND_DAYS, LEAD_DAYS,
    REASSIGN_DAYS, RESPONSE_HOURS,
)  # fmt: skip


@dataclass(frozen=True)
class PerClass:
    """Days that may differ by class; None is off."""

    days: int | None
    own: Mapping[str, int | None]

    @property
    def sql(self) -> ColumnElement[int]:
        """The days of a customer's class; `FAR` where the rule is off."""
        general = literal(FAR if self.days is None else self.days)
        if not self.own:
            return general
        named = {key: literal(FAR if days is None else days) for key, days in self.own.items()}
        return case(named, value=func.coalesce(customers.c.class_key, ""), else_=general)

    @property
    def is_off(self) -> bool:
        """Say whether the rule holds for nobody."""
        return self.days is None and all(days is None for days in self.own.values())


@dataclass(frozen=True)
class Policy:
    """The values of recycling and of the ladder."""

    idle: PerClass
    no_project: PerClass
    not_won: PerClass
    counts_from_claim: bool
    won_days: int | None
    warn_days: int
    remind_days: int | None
    lead_days: int | None
    reassign_days: int | None
    response_hours: int | None


def policy(session: Session) -> Policy:
    """Read the rules of recycling."""
    kept = values(session)

    def per_class(setting: Setting) -> PerClass:
        return PerClass(kept.of(setting), kept.parts(setting))

    return Policy(
        idle=per_class(IDLE_DAYS),
        no_project=per_class(NO_PROJECT_DAYS),
        not_won=per_class(NOT_WON_DAYS),
        counts_from_claim=kept.of(RECYCLE_FROM) == "claim",
        won_days=kept.of(WON_DAYS),
        warn_days=kept.of(WARN_DAYS),
        remind_days=kept.of(REMIND_DAYS),
        lead_days=kept.of(LEAD_DAYS),
        reassign_days=kept.of(REASSIGN_DAYS),
        response_hours=kept.of(RESPONSE_HOURS),
    )


def own_or_role(kept: Values, setting: Setting, role: str, own: int | None) -> int | None:
    """Give a limit: a person's own, else the role's, else the team's; who manages has only limits of their own."""
    if own is not None:
        return own
    if role in ("manager", "administrator") and role not in kept.parts(setting):
        return None
    found: int | None = kept.of(setting, role)
    return found
