"""Claims, releases, assignments, hand-outs, recycling, undo, intake and imports at one moment: all of it stays true."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import func, select

from tests.company import NOW, Clock, Company
from tests.sales.test_claim_race import fill
from tests.store.test_races import in_processes
from tuicrm.exchange import importing, loading
from tuicrm.sales import intake, invariants, pool, undo
from tuicrm.sales.intake import Lead
from tuicrm.store.database import Database, Desk
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.customers import customers, ownerships
from tuicrm.store.tables.people import users

REPS, FREE, RIPE = 12, 40, 12
CLAIMS, HELD = 5, 4
MAPPING = """
system = "old"

[[file]]
name = "firms.csv"

[[file.record]]
kind = "customer"
key = "No"
fields = { name = "Firm", owner = "Rep", city = "City" }
"""
Act = Callable[[], Any]
REFUSED = {
    "claim": {"held", "taken_by_team", "taken", "mine", "limit", "day_limit", "cooling"},
    "release": {"in_pool", "not_found", "not_yours"},  # it was not got, so another one of another team may have it
    "undo": {"no_undo", "moved", "undone_since", "not_found"},
    "assign": {"held", "receiver_limit", "moved"},
}


def ripe(company: Company) -> list[int]:
    """Customers that rep0, rep1, ... hold for a hundred days, and that were warned of eight days ago."""
    company.clock.now = NOW - timedelta(100)
    held = fill(company, RIPE, 0)

    def give(session: Session) -> None:
        for number, one in enumerate(held):
            owner = session.value(select(users.c.id).where(users.c.login == f"rep{number}"))
            row = session.get(customers, one)
            assert pool.change_holder(session, row, owner, how="assign", now=session.now, by_id=None)

    company.database.write_as(give, company.clock.now)
    company.clock.now = NOW - timedelta(8)
    assert company.desk("boss").write(pool.recycle).warned == RIPE
    company.clock.now = NOW
    return held


def firms(folder: Path) -> importing.Plan:
    """New firms, and some whose names are known."""
    names = [f"Import {nth}" for nth in range(20)] + [f"Customer {nth}" for nth in range(0, FREE, 5)]
    rows = [f"{nth},{name},rep{nth % REPS},Leeds" for nth, name in enumerate(names)]
    (folder / "firms.csv").write_text("\n".join(["No,Firm,Rep,City", *rows]))
    (folder / "old.toml").write_text(MAPPING)
    return importing.plan([folder / "firms.csv"], loading.load(str(folder / "old.toml")))


class Day:
    """What the processes do, by their numbers: the first claim and give back, the others do all else."""

    def __init__(self, company: Company, free: list[int], held: list[int], folder: Path) -> None:
        self.url = company.database.url.render_as_string(hide_password=False)
        self.people = [company.id(f"rep{number}") for number in range(REPS)]
        self.free, self.all, self.folder = free, free + held, folder
        self.plan = firms(folder)
        self.others = (self.lead, self.lead, self.recycle, self.recycle, self.take_in, self.bring_in, self.bring_in)

    def __call__(self, number: int) -> None:
        """Do one process' part, and write down each answer."""
        lot, database = Random(number), Database(self.url)
        is_rep = number < REPS
        desk = database.as_(f"rep{number}" if is_rep else ("boss", "hale")[number % 2], Clock())
        part = self.claim(desk, lot) if is_rep else self.others[number - REPS](desk, lot)
        with (self.folder / f"told{number}").open("w") as file:
            for what, act in part:
                try:
                    done = act()
                    codes = [one.code for one in getattr(done, "left", ())]
                except Refused as refused:
                    codes = [refused.code]
                file.writelines(f"{what} {code}\n" for code in codes or ["done"])
        database.close()

    def claim(self, desk: Desk, lot: Random) -> Iterable[tuple[str, Act]]:
        for one in lot.sample(self.free, 6):
            yield "claim", lambda one=one: desk.write(pool.claim, one)
            if lot.random() < 0.4:
                yield "release", lambda one=one: desk.write(pool.release, one, "timing")
            if lot.random() < 0.2:
                yield "undo", lambda: desk.write(undo.last)
        yield "claim", lambda: desk.write(pool.claim_many, lot.sample(self.free, 10))

    def lead(self, desk: Desk, lot: Random) -> Iterable[tuple[str, Act]]:
        for to in lot.choices(self.people, k=6):
            yield "assign", lambda to=to: desk.write(pool.assign, lot.choice(self.all), to)
            yield "assign", lambda to=to: desk.write(pool.assign_many, lot.sample(self.all, 3), to)
            yield "release", lambda: desk.write(pool.release_many, lot.sample(self.free, 4), "other")
            yield "hand out", lambda: desk.write(pool.hand_out_many, lot.sample(self.free, 3), "round_robin")

    def recycle(self, desk: Desk, lot: Random) -> Iterable[tuple[str, Act]]:
        for rule in (pool.recycle, pool.daily) * 3:
            yield "recycle", lambda rule=rule: desk.write(rule)

    def take_in(self, desk: Desk, lot: Random) -> Iterable[tuple[str, Act]]:
        for name in (f"{what} {nth}" for nth in range(8) for what in ("Customer", "Newcomer")):
            yield "take in", lambda name=name: desk.write(intake.take_in, Lead(name=name))

    def bring_in(self, desk: Desk, lot: Random) -> Iterable[tuple[str, Act]]:
        yield "import", lambda: importing.bring_in(desk, self.plan)


def test_all_that_moves_customers_at_once_leaves_one_holder_a_whole_history_and_no_quota_broken(
    company: Company, tmp_path: Path
) -> None:
    free = fill(company, FREE, REPS, claims_a_day=CLAIMS, holding_limit=HELD, capacity=1000)
    day = Day(company, free, ripe(company), tmp_path)
    company.database.close()
    in_processes(REPS + len(day.others), day)
    told = {tuple(line.rsplit(" ", 1)) for file in tmp_path.glob("told*") for line in file.read_text().splitlines()}
    assert [(what, code) for what, code in told if code != "done" and code not in REFUSED.get(what, ())] == []
    stays: dict[int, list[Any]] = {}
    for stay in company.all(select(ownerships).order_by(ownerships.c.from_at, ownerships.c.id)):
        stays.setdefault(stay.customer_id, []).append(stay)
    for number, owner_id in company.all(select(customers.c.id, customers.c.owner_id)):
        *before, last = stays[number]
        assert (last.owner_id, last.to_at, last.live_customer_id) == (owner_id, None, number)
        assert all(one.to_at == after.from_at for one, after in pairwise([*before, last]))
        assert not any(one.live_customer_id for one in before)
    today = ownerships.c.from_at >= NOW.replace(hour=0)
    claims = select(func.count()).where(ownerships.c.how == "claim", today).group_by(ownerships.c.owner_id)
    assert max(row[0] for row in company.all(claims)) <= CLAIMS
    by_rule = ownerships.c.how.in_(("claim", "assign")), ownerships.c.live_customer_id.is_not(None)
    held = select(func.count()).where(*by_rule).group_by(ownerships.c.owner_id)
    assert max(row[0] for row in company.all(held)) <= HELD
    assert company.value(select(func.count()).where(ownerships.c.how == "recycle")) > 0
    assert company.database.read_as(invariants.check, NOW) == ()
