"""The scenes of the first five minutes: what Li Wei finds in the pool, on the board and in the agenda."""

from dataclasses import dataclass

from tuicrm.sample.deal import CLOSE, DEMO, LOST, NEEDS, QUOTE, WON


@dataclass(frozen=True)
class Next:
    """The next action of a card: in so many working days, at an hour or any time; `late` in calendar days."""

    kind: str
    phrase: str
    in_days: int = 0
    hour: int = 0
    minute: int = 0
    late: int = 0
    promise: str = ""
    whose: str = ""


@dataclass(frozen=True)
class Card:
    """A project on East's board. Values in thousands; `days` in its stage, `before` in the stages before it."""

    key: str
    holder: str
    stage: int
    value: float
    days: int
    klass: str
    source: str
    lines: tuple[tuple[str, int], ...]
    closes: int
    next: tuple[Next, ...] = ()
    before: tuple[int, ...] = (12, 15, 20, 17, 10)
    moved: int = 0
    ended: int = 0


CARDS = (
    Card("kordel", "li", NEEDS, 42.0, 6, "B", "website", (("PX-200", 3),), 63, (Next("call", "", 1, 10),)),
    Card("brandt", "roth", NEEDS, 31.5, 33, "B", "email", (("PX-200", 2), ("AX-10", 3)), 40),
    Card("osprey", "berg", NEEDS, 28.0, 3, "C", "phone", (("PX-200", 2),), 70, (Next("visit", "", 2, 14),)),
    Card(
        "fjord", "li", NEEDS, 66.0, 11, "A", "referral", (("PX-400", 2), ("PX-200", 1)), 84,
        (Next("message", "data_sheet", promise="ours"), Next("demo", "", 6, 13)),
    ),
    Card(
        "nordwerk", "roth", DEMO, 54.0, 8, "A", "fair", (("PX-400", 2), ("AX-10", 2)), 45,
        (Next("visit", "demo_prepared", 0, 10, whose="li"), Next("demo", "", 3, 14)),
    ),
    Card("alpine", "kuhn", DEMO, 23.4, 5, "B", "website", (("PX-200", 1), ("QX-50", 2)), 52,
         (Next("message", "send_plan", 1),)),
    Card("quist", "li", DEMO, 18.9, 41, "C", "outreach", (("PX-200", 1), ("CAL", 1)), 12),
    Card("vela", "berg", DEMO, 37.0, 12, "B", "website", (("PX-200", 2), ("QX-50", 2)), 67,
         (Next("message", "send_plan", 4),), moved=3),
    Card(
        "meridian", "li", QUOTE, 48.0, 15, "B", "website", (("PX-200", 3), ("AX-10", 8)), 7,
        (Next("call", "answer_quote", late=3),), before=(12, 25, 30), moved=1,
    ),
    Card("tarn", "roth", QUOTE, 61.2, 9, "A", "referral", (("PX-400", 2), ("AX-10", 9)), 30,
         (Next("call", "", 2, 11),)),
    Card("becker", "kuhn", QUOTE, 22.0, 17, "B", "fair", (("PX-200", 1), ("QX-50", 2)), 21),
    Card("sato", "berg", QUOTE, 35.5, 4, "B", "email", (("PX-400", 1), ("AX-10", 9)), 35, (Next("visit", "", 4, 9),)),
    Card(
        "halden", "roth", CLOSE, 88.0, 21, "A", "referral", (("PX-400", 3), ("AX-10", 9)), 5,
        (Next("message", "signed_order", late=3, promise="theirs", whose="li"),),
    ),
    Card("corvo", "kuhn", CLOSE, 26.0, 6, "B", "phone", (("PX-400", 1),), 14, (Next("task", "approval", 1),)),
    Card("rhein", "berg", CLOSE, 71.0, 10, "A", "fair", (("PX-400", 2), ("PX-200", 1)), 11,
         (Next("meeting", "sign", 5, 11),)),
    Card(
        "lund", "li", CLOSE, 19.9, 2, "B", "website", (("PX-200", 1), ("QX-50", 1)), 9,
        (Next("call", "contract_text", 0, 11, 30), Next("meeting", "sign", 3, 15)),
    ),
    # What was closed before: these tell why a customer lies in the pool, or is silent.
    Card("vantage", "roth", LOST, 18.0, 20, "A", "fair", (("PX-200", 1), ("AX-10", 4)), 20, ended=QUOTE),
    Card("castell", "kuhn", LOST, 11.5, 95, "A", "fair", (("QX-50", 2),), 90, ended=QUOTE),
    Card("rasmussen", "li", WON, 22.0, 245, "A", "referral", (("PX-200", 1), ("QX-50", 1), ("AX-10", 3)), 245,
         ended=CLOSE),
)  # fmt: skip


@dataclass(frozen=True)
class Free:
    """A customer in the pool, since so many days and why: `how` and `reason` of the last change of holder.

    `asked` lists the inquiries: days ago, source, campaign; the first one made the customer known.
    """

    key: str
    klass: str
    days: int
    how: str
    reason: str
    held_by: str
    held_days: int
    asked: tuple[tuple[float, str, str], ...]
    tries: int = 0


POOL = (
    Free("vantage", "A", 16, "release", "no_budget", "roth", 94, ((552, "fair", "fair1"), (270, "website", ""),
                                                                   (64, "fair", "fair2"))),
    Free("marlow", "B", 2, "intake", "", "", 0, ((2, "website", ""),)),
    Free("osterhof", "", 11, "intake", "", "", 0, ((11, "website", ""),)),
    Free("hydra", "B", 21, "recycle", "silent", "kuhn", 150, ((188, "email", ""),), 4),
    Free("lindqvist", "B", 23, "intake", "", "", 0, ((23, "referral", ""),)),
    Free("castell", "A", 31, "recycle", "lost", "kuhn", 210, ((548, "fair", "fair1"),)),
    Free("norrland", "B", 34, "release", "left", "holm", 260, ((330, "website", ""),), 5),
    Free("baumeister", "A", 36, "release", "timing", "roth", 120, ((171, "phone", ""),), 4),
    Free("pelagic", "B", 40, "intake", "", "", 0, ((66, "fair", "fair2"),), 3),
    Free("zwickau", "B", 44, "recycle", "silent", "kuhn", 140, ((200, "outreach", ""),), 3),
    Free("ostrava", "A", 52, "release", "timing", "li", 130, ((210, "email", ""),), 5),
)  # fmt: skip

QUOTAS = (24, 18, 12, 11, 7)
"""East's open projects by stage, as on the board."""
FRESH = "osterhof"
FRESH_MINUTES = 14
"""How long ago the inquiry of this morning came."""
TAKEN_TODAY = 3
"""Customers that Li Wei has claimed today."""
RUN_OF_CALLS = 12
"""Calls that are planned for today without a time."""
