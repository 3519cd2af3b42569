"""Any sequence of acts keeps the history whole: one stage at each moment, days that add up, boards, causes.

`MORE_HISTORIES=500 pytest tests/sales/funnel/test_history_always.py` plays so many instead of the few of each day.
"""

import os
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from tests.company import Company, make_company
from tests.engines import Make
from tests.sales.chances import kept, project
from tests.sales.funnel.player import SELLERS, STAGES, Player
from tests.sales.house import refusal
from tuicrm.sales import funnel, projects
from tuicrm.sales.invariants import check
from tuicrm.store.database import Database

LOGINS = st.sampled_from([*SELLERS, "hale"])
NUMBERS = st.integers(0, 5)
AMOUNTS = st.one_of(st.none(), st.integers(0, 10**9))


def machine(make: Callable[[], Company]) -> type[RuleBasedStateMachine]:
    """The acts of a team as steps; each run begins with a company of its own."""

    class Plays(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.player = Player(make())

        @rule(login=LOGINS, amount=AMOUNTS, days=st.one_of(st.none(), st.integers(-9, 40)))
        def begin(self, login: str, amount: int | None, days: int | None) -> None:
            self.player.begin(login, amount, days)

        @rule(number=NUMBERS, stage=st.sampled_from(STAGES))
        def move(self, number: int, stage: str) -> None:
            self.player.move(number, stage)

        @rule(number=NUMBERS, amount=st.one_of(st.none(), st.integers(0, 10**8)), back=st.integers(0, 3))
        def win(self, number: int, amount: int | None, back: int) -> None:
            self.player.win(number, amount, back)

        @rule(number=NUMBERS)
        def lose(self, number: int) -> None:
            self.player.lose(number)

        @rule(number=NUMBERS)
        def reopen(self, number: int) -> None:
            self.player.reopen(number)

        @rule(number=NUMBERS, amount=AMOUNTS)
        def other_amount(self, number: int, amount: int | None) -> None:
            self.player.edit(number, amount_minor=amount)

        @rule(number=NUMBERS, days=st.integers(-9, 40))
        def other_day(self, number: int, days: int) -> None:
            self.player.edit(number, expected_on=self.player.today + timedelta(days=days))

        @rule(number=NUMBERS, away=st.booleans())
        def set_aside(self, number: int, away: bool) -> None:
            self.player.set_aside(number, away)

        @rule(number=NUMBERS, to=st.sampled_from(SELLERS))
        def other_holder(self, number: int, to: str) -> None:
            self.player.edit(number, owner_id=self.player.company.id(to))

        @rule(number=NUMBERS, to=st.sampled_from(SELLERS), at_once=st.booleans(), to_lead=st.booleans())
        def hand_over(self, number: int, to: str, at_once: bool, to_lead: bool) -> None:
            self.player.hand_over(number, to, at_once=at_once, to_lead=to_lead)

        @rule(login=st.sampled_from(SELLERS), accepts=st.booleans())
        def answer(self, login: str, accepts: bool) -> None:
            self.player.answer(login, accepts=accepts)

        @rule()
        def settle(self) -> None:
            self.player.settle()

        @rule(login=LOGINS)
        def take_back(self, login: str) -> None:
            self.player.take_back(login)

        @rule(hours=st.integers(1, 60))
        def wait(self, hours: int) -> None:
            self.player.wait(hours=hours)

        @precondition(lambda self: 1 <= self.player.company.clock.now.hour < 23)
        @rule()
        def clock_is_behind(self) -> None:
            self.player.wait(seconds=-40)

        def teardown(self) -> None:
            self.player.check_all()
            self.player.company.database.close()

    return Plays


def test_history_has_no_gap_whatever_people_do(template: Callable[[str, Make], str]) -> None:
    plays = machine(lambda: Company(Database(template("sqlite", make_company))))
    run_state_machine_as_test(
        plays,
        settings=settings(
            max_examples=int(os.environ.get("MORE_HISTORIES", "12")), stateful_step_count=22,
            deadline=None, phases=(Phase.explicit, Phase.generate), derandomize="MORE_HISTORIES" not in os.environ,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


def test_a_month_of_a_team_keeps_its_history_on_each_engine(company: Company) -> None:
    player, dice = Player(company), Random(20261123)
    acts: list[tuple[str, Callable[[], Any]]] = [
        ("begin", lambda: player.begin(dice.choice(SELLERS), dice.randrange(10**7), dice.randrange(60))),
        ("move", lambda: player.move(dice.randrange(9), dice.choice(STAGES))),
        ("win", lambda: player.win(dice.randrange(9), dice.randrange(10**7), dice.randrange(3))),
        ("lose", lambda: player.lose(dice.randrange(9))),
        ("reopen", lambda: player.reopen(dice.randrange(9))),
        ("amount", lambda: player.edit(dice.randrange(9), amount_minor=dice.randrange(10**7))),
        ("holder", lambda: player.edit(dice.randrange(9), owner_id=company.id(dice.choice(SELLERS)))),
        ("give", lambda: player.hand_over(dice.randrange(9), dice.choice(SELLERS), at_once=dice.random() < 0.5)),
        ("answer", lambda: player.answer(dice.choice(SELLERS), accepts=dice.random() < 0.7)),
        ("settle", player.settle),
        ("undo", lambda: player.take_back(dice.choice([*SELLERS, "hale"]))),
        ("wait", lambda: player.wait(hours=dice.randrange(40))),
    ]
    for _ in range(90):
        dice.choice(acts)[1]()
    player.check_invariants()
    player.check_days()
    player.check_boards()
    player.check_causes(step=4)
    assert {"funnel.move", "funnel.win", "funnel.reopen", "undo.last", "handover.give", "handover.accept"} <= set(
        player.done
    )


@pytest.mark.parametrize("values", [{"amount_minor": 1}, {"cost_minor": 5}, {"currency": "USD"}])
def test_what_a_project_was_won_for_is_not_edited_behind_its_purchases(
    small_company: Company, values: dict[str, Any]
) -> None:
    made = project(small_company, cost_minor=3)
    small_company.desk("li").write(funnel.win, made, reason="so")
    version = kept(small_company, made).version
    assert refusal(small_company, "li", projects.edit, made, version, **values).code == "sold"
    small_company.desk("li").write(projects.edit, made, version, amount_minor=28_000_00, note="same amount")
    assert small_company.database.read_as(check, small_company.clock.now) == ()
