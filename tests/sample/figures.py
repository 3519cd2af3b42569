"""The planted effects as plain figures, read from the rows without our own reports."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import log
from typing import Any

TODAY = date(2026, 11, 23)
YEAR_AGO = TODAY - timedelta(days=365)
TWO_YEARS_AGO = TODAY - timedelta(days=730)
SECOND = ("berg", "jansen", "novotny", "ferrari", "moreau", "silva")
MATURE = ("wang", "roth", "kuhn", "lindgren", "costa")
NEW, NEEDS, DEMO, QUOTE, CLOSE, WON, LOST = range(7)


class Figures:
    """A company's file, asked in SQL."""

    def __init__(self, path: str) -> None:
        self.connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.logins = dict(self.ask("select id, login from user"))

    def ask(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        return self.connection.execute(question, values).fetchall()

    def one(self, question: str, *values: object) -> Any:
        return self.ask(question, *values)[0][0]

    def months(self, login: str, begins: date, ends: date) -> float:
        """Person-months: days in a selling role and not on leave, by the length of their month."""
        roles = self.ask(
            "select m.role, from_on, to_on from membership m join user u on u.id = user_id where login = ?", login
        )
        away = self.ask("select from_on, to_on from user_leave join user u on u.id = user_id where login = ?", login)
        found = 0.0
        for number in range((ends - begins).days):
            day = begins + timedelta(days=number)
            text = day.isoformat()
            at_work = any(role == "rep" and since <= text and (to is None or text < to) for role, since, to in roles)
            if at_work and not any(since <= text <= to for since, to in away):
                following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
                found += 1 / (following - day.replace(day=1)).days
        return found

    def won(self, begins: date, ends: date, login: str | None = None) -> tuple[float, float]:
        """Revenue and profit by credit, in thousands; what has no cost counts in neither."""
        row = self.ask(
            """
            select sum(share_ppm * amount_minor), sum(share_ppm * (amount_minor - cost_minor))
            from credit c join project p on p.id = c.project_id join user u on u.id = c.user_id
            where outcome = 'won' and cost_minor is not null and c."on" >= ? and c."on" < ? and (? is null or login = ?)
            """,
            begins.isoformat(), ends.isoformat(), login, login,
        )[0]  # fmt: skip
        return tuple(float(one or 0) / 1e6 / 1e5 for one in row)  # type: ignore[return-value]

    def productivity(self, begins: date, ends: date, logins: Iterable[str]) -> float:
        """Profit per person-month of some people, in thousands."""
        people = list(logins)
        months = sum(self.months(login, begins, ends) for login in people)
        return sum(self.won(begins, ends, login)[1] for login in people) / months

    def stays(self) -> list[Stay]:
        """All finished and running stays."""
        rows = self.ask(
            """
            select h.project_id, s.position, entered_at, left_at, u.login, p.state,
                   coalesce(c.class_key, ''), (select max(x.position) from stage_history y join stage x
                   on x.id = y.stage_id where y.project_id = p.id and (x.kind = 'open' or x.kind = 'won'))
            from stage_history h join stage s on s.id = h.stage_id join project p on p.id = h.project_id
            join customer c on c.id = p.customer_id join user u on u.id = h.holder_id order by entered_at
            """
        )
        return [
            Stay(row[0], row[1], datetime.fromisoformat(row[2]), row[3] and datetime.fromisoformat(row[3]), *row[4:])
            for row in rows
        ]

    def done_plays(self, subject: str) -> dict[int, datetime]:
        """When a playbook action was first done, by project."""
        rows = self.ask(
            "select project_id, min(done_at) from action a join playbook_action p on p.id = a.playbook_action_id"
            " where a.state = 'done' and p.subject = ? group by project_id",
            subject,
        )
        return {row[0]: datetime.fromisoformat(row[1]) for row in rows}


@dataclass(frozen=True)
class Stay:
    project: int
    stage: int
    entered: datetime
    left: datetime | None
    holder: str
    state: str
    klass: str
    furthest: int


def went_on(stays: list[Stay], stage: int, begins: date, ends: date, who: Callable[[str], bool]) -> tuple[int, int]:
    """Of the closed projects that came into a stage in a time: how many ever went further, and how many came."""
    first: dict[int, Stay] = {}
    for stay in stays:
        if stay.stage == stage and stay.state != "open":
            first.setdefault(stay.project, stay)
    here = [one for one in first.values() if begins <= one.entered.date() < ends and who(one.holder)]
    return sum(one.furthest > stage for one in here), len(here)


def share(pair: tuple[int, int]) -> float:
    return pair[0] / pair[1]


def odds_ratio(cases: Iterable[tuple[object, bool, bool]]) -> tuple[float, float]:
    """Mantel-Haenszel odds ratio of (stratum, did, went on), and the standard error of its logarithm.

    Source: Robins, Breslow and Greenland 1986.
    """
    tables: dict[object, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for stratum, did, on in cases:
        tables[stratum][(0 if did else 2) + (0 if on else 1)] += 1
    r = s = pr = ps = qr = qs = 0.0
    for a, b, c, d in tables.values():
        n = a + b + c + d
        p, q, ri, si = (a + d) / n, (b + c) / n, a * d / n, b * c / n
        r, s, pr, ps, qr, qs = r + ri, s + si, pr + p * ri, ps + p * si, qr + q * ri, qs + q * si
    variance = pr / (2 * r * r) + (ps + qr) / (2 * r * s) + qs / (2 * s * s)
    return r / s, variance**0.5


def log_range(ratio: float, error: float) -> tuple[float, float]:
    return log(ratio) - 1.96 * error, log(ratio) + 1.96 * error
