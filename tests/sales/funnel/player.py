"""A team that plays: moves, wins, losses, reopens, edits, handovers and undos in any order, and what must hold then."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.house import set_values
from tuicrm.plain.periods import day_start
from tuicrm.sales import funnel, handovers, projects, undo
from tuicrm.sales.funnel.board import BoardQuery
from tuicrm.sales.funnel.causes import Scope
from tuicrm.sales.funnel.changes import Changes
from tuicrm.sales.invariants import check
from tuicrm.sales.projects import NewProject
from tuicrm.store.errors import Refused
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import project_periods, stage_history
from tuicrm.store.tables.projects import projects as project_table
from tuicrm.store.tables.system import changes

SELLERS = ("li", "roth", "kuhn")
STAGES = ("New", "Needs", "Demo", "Quote", "Close")
OPEN = "open"


class Player:
    """Plays on one company; each act may be refused, and none may leave a gap."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.refused = 0
        self.done: dict[str, int] = defaultdict(int)
        self.stages = {one.name: one.id for one in company.desk("eye").read(funnel.stages)}

    @property
    def today(self) -> date:
        return self.company.clock.now.date()

    def ids(self) -> list[int]:
        return [row[0] for row in self.company.all(select(project_table.c.id).order_by(project_table.c.id))]

    def write(self, login: str, rule: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """Act, perhaps in vain."""
        try:
            result = self.company.desk(login).write(rule, *args, **named)
        except Refused:
            self.refused += 1
            return None
        self.done[rule.rule.name] += 1  # type: ignore[attr-defined]
        return result

    def pick(self, number: int) -> int | None:
        """One of the projects, by any number."""
        ids = self.ids()
        return ids[number % len(ids)] if ids else None

    def version(self, project_id: int) -> int:
        return int(self.company.value(select(project_table.c.version).where(project_table.c.id == project_id)))

    # acts

    def begin(self, login: str, amount: int | None, days: int | None) -> None:
        expected = None if days is None else self.today + timedelta(days=days)
        self.write(login, projects.add, NewProject(name="PX", amount_minor=amount, expected_on=expected))

    def move(self, number: int, stage: str, reason: str = "why not") -> None:
        if (one := self.pick(number)) is not None:
            self.write("hale", funnel.move, one, self.stages[stage], reason=reason)

    def win(self, number: int, amount: int | None, back: int) -> None:
        if (one := self.pick(number)) is not None:
            on = self.today - timedelta(days=back)
            self.write("hale", funnel.win, one, amount_minor=amount, reason="quick", on=on)

    def lose(self, number: int) -> None:
        if (one := self.pick(number)) is not None:
            self.write("hale", funnel.lose, one, "price")

    def reopen(self, number: int) -> None:
        if (one := self.pick(number)) is not None:
            self.write("hale", funnel.reopen, one)

    def edit(self, number: int, **values: Any) -> None:
        if (one := self.pick(number)) is not None:
            self.write("hale", projects.edit, one, self.version(one), **values)

    def set_aside(self, number: int, is_away: bool) -> None:
        if (one := self.pick(number)) is not None:
            self.write("hale", projects.set_aside, one, is_away)

    def hand_over(self, number: int, to: str, *, at_once: bool, to_lead: bool = False) -> None:
        if (one := self.pick(number)) is not None:
            terms = handovers.Terms(at_once=at_once, if_late="lead" if to_lead else "back")
            self.write("hale", handovers.give, (("project", one),), self.company.id(to), terms)

    def answer(self, login: str, *, accepts: bool) -> None:
        """Accept or return what waits for somebody."""
        for waiting in self.company.desk(login).read(handovers.pending)[:1]:
            if accepts:
                self.write(login, handovers.accept, waiting.id)
            else:
                self.write(login, handovers.give_back, waiting.id, "no time")

    def settle(self) -> None:
        self.write("hale", handovers.settle_due)

    def take_back(self, login: str) -> None:
        self.write(login, undo.last)

    def change_team(self, login: str) -> None:
        """Somebody goes to the other team; their projects stay where they are."""
        team = self.company.value(select(users.c.team_id).where(users.c.login == login))
        set_values(self.company, users, self.company.id(login), team_id=3 - team)

    def wait(self, **by: float) -> None:
        self.company.clock.later(**by)

    # what must hold

    def check_all(self) -> None:
        """Hold everything that always holds."""
        self.check_invariants()
        self.check_days()
        self.check_boards()
        self.check_causes()

    def check_invariants(self) -> None:
        wrong = self.company.database.read_as(check, self.company.clock.now)
        assert wrong == (), wrong

    def check_days(self) -> None:
        """Each project is in exactly one stage at each moment: its stays follow one another, and so do its periods."""
        for table, begins, ends, first in (
            (stage_history, "entered_at", "left_at", "created_at"), (project_periods, "from_at", "to_at", "created_at"),
        ):  # fmt: skip
            rows = self.company.all(select(table).order_by(table.c.project_id, table.c.id))
            by_project: dict[int, list[Any]] = defaultdict(list)
            for row in rows:
                by_project[row.project_id].append(row)
            made = dict(self.company.all(select(project_table.c.id, project_table.c[first])))
            for project_id, stays in by_project.items():
                assert getattr(stays[0], begins) == made[project_id]
                for before, after in pairwise(stays):
                    assert getattr(before, ends) == getattr(after, begins)
                assert [getattr(stay, ends) is None for stay in stays] == [False] * (len(stays) - 1) + [True]
                if table is stage_history:
                    whole = sum(stay.seconds for stay in stays[:-1])
                    assert abs(whole - (stays[-1].entered_at - made[project_id]).total_seconds()) <= len(stays)

    def days(self) -> list[date]:
        first = NOW.date() - timedelta(days=1)
        return [first + timedelta(days=nth) for nth in range((self.today - first).days + 1)]

    def check_boards(self) -> None:
        """The board as of any day is the one that the audit trail tells."""
        eye = self.company.desk("eye")
        told = Trail(self.company)
        for day in self.days():
            board = eye.read(funnel.board_as_of, BoardQuery(), day)
            shown = {
                card.id: (column.stage.id, card.owner_id, card.amount_minor, card.expected_on)
                for column in board.columns
                for card in column.cards
            }
            assert shown == told.board(day_start(day + timedelta(days=1), "UTC")), day
            for column in board.columns:
                amounts = [card.amount_minor or 0 for card in column.cards]
                assert (column.count, column.sum_minor) == (len(amounts), sum(amounts)), day

    def check_causes(self, *, step: int = 1) -> None:
        """The causes between any two days add up, for everybody, a team, a person, and a time of expected close."""
        eye, days = self.company.desk("eye"), self.days()
        li, soon = self.company.id("li"), NOW.date() + timedelta(days=10)
        scopes = (Scope(), Scope(team_id=1), Scope(owner_id=li), Scope(expected_from=NOW.date(), expected_to=soon))
        pairs = [(first, last) for first in days[1::step] for last in days[1:] if first <= last]
        for place, (first, last) in enumerate(pairs):
            check_adds_up(eye.read(funnel.changes, first, last, scopes[place % len(scopes)]))


def check_adds_up(found: Changes) -> None:
    """The parts are closing less opening, in count and in money."""
    opening, closing = found.opening, found.closing
    assert sum(one.count for one in found.causes) == closing.count - opening.count, found
    assert sum(one.minor for one in found.causes) == closing.sum_minor - opening.sum_minor, found
    assert found.came - found.went == closing.count - opening.count
    for one in found.causes:
        assert one.n >= abs(one.count)
        assert (one.n == 0) <= (one.minor == 0)


class Trail:
    """All that the audit trail says about projects, to be told anew for any moment."""

    FACTS = ("stage_id", "owner_id", "amount_minor", "expected_on", "state", "archived_at")

    def __init__(self, company: Company) -> None:
        lines = select(changes).where(changes.c.record_kind == "project").order_by(changes.c.id)
        self.lines = company.all(lines)

    def board(self, at: datetime) -> dict[int, tuple[Any, ...]]:
        """Give the open projects of a moment: stage, holder, amount, expected day."""
        known: dict[int, dict[str, Any]] = defaultdict(lambda: dict.fromkeys(self.FACTS))
        for line in self.lines:
            if line.at < at:
                known[line.record_id] |= {name: new for name, (_, new) in line.facts.items() if name in self.FACTS}
        return {
            project_id: (
                facts["stage_id"], facts["owner_id"], facts["amount_minor"],
                None if facts["expected_on"] is None else date.fromisoformat(facts["expected_on"]),
            )
            for project_id, facts in known.items()
            if facts["state"] == OPEN and facts["archived_at"] is None
        }  # fmt: skip
