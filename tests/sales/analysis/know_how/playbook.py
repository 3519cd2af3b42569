"""A company that wrote a playbook, and what its figures say."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from tests.company import Company
from tests.sales.analysis.know_how.stays import write_playbook
from tuicrm.sales.analysis.answer import Answer
from tuicrm.sales.analysis.expansion.copying import Due
from tuicrm.sales.analysis.expansion.odds import Stratum
from tuicrm.sales.analysis.frame import Frame, Scope, frame
from tuicrm.sales.analysis.know_how.practices import Cases, cases_of, dues_of, practices_of
from tuicrm.sales.analysis.questions import answer
from tuicrm.store.actor import by_login

WRITTEN = datetime(2026, 1, 10, 9, tzinfo=UTC)
SUBJECT = "Ask who decides"


def with_playbook(company: Company, *, days: int = 7, at: datetime = WRITTEN) -> None:
    write_playbook(company, "Needs", ("call", SUBJECT, days), at=at)


def read(company: Company, ask: Callable[[Frame], Any], login: str = "hale", **scope: Any) -> Any:
    return company.database.read_as(
        lambda session: ask(frame(session, by_login(session, login), Scope(**scope), company.clock.now)),
        company.clock.now,
    )


def cases(company: Company, **scope: Any) -> Cases:
    def ask(asked: Frame) -> Cases:
        known = practices_of(asked)
        return cases_of(asked, known)[known[0]]

    found: Cases = read(company, ask, **scope)
    return found


def dues(company: Company, **scope: Any) -> tuple[Due, ...]:
    def ask(asked: Frame) -> tuple[Due, ...]:
        known = practices_of(asked)
        return dues_of(asked, known, asked.first)[known[0]]

    found: tuple[Due, ...] = read(company, ask, **scope)
    return found


def said(company: Company, login: str = "hale", **scope: Any) -> Answer:
    return company.desk(login).read(answer, "playbook", Scope(**scope))


DID_WENT, DID_STAYED = Stratum(1, 0, 0, 0), Stratum(0, 1, 0, 0)
WENT, STAYED = Stratum(0, 0, 1, 0), Stratum(0, 0, 0, 1)
