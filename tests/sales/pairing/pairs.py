"""What tests of pairs do with them: propose, make, act, look at all that undo has to give back."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.pairing.team import settled
from tuicrm.sales import pairing
from tuicrm.sales.invariants import check
from tuicrm.sales.pairing import Choice, Sheet
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.pairing import pairs

TODAY = NOW.date()
WEEK = timedelta(days=7)
SHEET = Sheet("she listened", "price talk", "how do you open?", "ask for the budget first")
ACTS: dict[str, tuple[str, Any]] = {
    "fill": ("li", lambda at, pair: at.write(pairing.fill, pair, SHEET)),
    "skip": ("roth", lambda at, pair: at.write(pairing.skip, pair, "ill")),
    "cancel": ("wang", lambda at, pair: at.write(pairing.cancel, pair, "no")),
    "note": ("li", lambda at, pair: at.write(pairing.note, pair, "budget first")),
    "accept": ("hale", lambda at, pair: at.write(pairing.accept, pair)),
    "decline": ("hale", lambda at, pair: at.write(pairing.decline, pair, "known")),
}


def team(company: Company, weak: tuple[int, int] = (4, 20), strong: tuple[int, int] = (17, 20)) -> Company:
    """Li loses projects at Quote, Roth does not."""
    settled(company, "li", *weak)
    settled(company, "roth", *strong)
    return company


def proposed(company: Company, login: str = "wang", **asked: Any) -> list[tuple[str, str, str]]:
    found = company.desk(login).read(pairing.propose, **asked)
    return [(one.learner, one.partner, one.stage) for one in found]


def make(company: Company, login: str = "wang", *choices: Choice, **asked: Any) -> tuple[pairing.Made, ...]:
    return company.desk(login).write(pairing.make, choices, **asked)


def row(company: Company, pair_id: int) -> Any:
    return company.all(select(pairs).where(pairs.c.id == pair_id))[0]


def entries(company: Company, pair_id: int) -> list[Any]:
    pair = row(company, pair_id)
    ids = (pair.learner_action_id, pair.partner_action_id)
    return list(company.all(select(actions).where(actions.c.id.in_(ids)).order_by(actions.c.id)))


def state(company: Company, pair_id: int) -> tuple[Any, ...]:
    """Everything of a pair that undo has to give back."""
    pair = row(company, pair_id)._asdict()
    shown = [(one.state, one.outcome, one.done_at, one.cancel_reason) for one in entries(company, pair_id)]
    return ({name: value for name, value in pair.items() if name != "version"}, shown)


def whole(company: Company) -> None:
    """All rules of the records hold, but for those of the history, where the tests write stays of nothing."""
    found = company.database.read_as(check, company.clock.now)
    assert [one for one in found if one.kind != "stage_history" and not one.name.startswith("stay")] == []


def act(company: Company, what: str, pair_id: int) -> None:
    login, how = ACTS[what]
    how(company.desk(login), pair_id)
