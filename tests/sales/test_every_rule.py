"""Every rule there is, whoever asks: the table of rights, refusals that change nothing, records out of sight.

`rules.txt` beside this file names each rule with its right. A rule without a row fails; to add rows for new rules:
`python -m tests.sales.test_every_rule`, and read what it added.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.company import Company
from tuicrm.plain.names import name_sort
from tuicrm.sales import agenda, customers, projects
from tuicrm.sales.agenda import NewAction
from tuicrm.sales.projects import NewProject
from tuicrm.sales.rights import RIGHTS
from tuicrm.sales.rules import import_all
from tuicrm.store import change
from tuicrm.store.errors import NotAllowed, NotFound, Refused
from tuicrm.store.lists import ROLES
from tuicrm.store.registry import Rule
from tuicrm.store.tables.customers import inquiries
from tuicrm.store.tables.everything import all_tables
from tuicrm.store.tables.people import users

TABLE = Path(__file__).with_name("rules.txt")
RULES = {name: rule for name, rule in sorted(import_all().items()) if rule.function.__module__.startswith("tuicrm.")}
PERSON = {
    "rep": "kuhn", "team_lead": "wang", "manager": "hale", "administrator": "boss", "auditor": "eye",
    "marketing": "mark", "intake": "door",
}  # fmt: skip


def rows() -> dict[str, tuple[str, str]]:
    lines = (line.split() for line in TABLE.read_text().splitlines() if line and not line.startswith("#"))
    return {name: (right, what) for name, right, what in lines}


def row_of(rule: Rule) -> tuple[str, str]:
    return rule.right, "writes" if rule.writes else "reads"


def test_every_rule_has_its_row_and_no_row_is_left_over() -> None:
    known = rows()
    assert {name: row_of(rule) for name, rule in RULES.items()} == known


def test_every_right_is_held_by_somebody_and_by_known_roles() -> None:
    assert {right for right, _what in rows().values()} <= set(RIGHTS)
    assert all(holders and holders <= set(ROLES) for holders in RIGHTS.values())


def test_who_reads_only_changes_nothing() -> None:
    """An auditor may run no rule that changes what others see; the few they may run are about themselves."""
    own = {"audit.note", "session.begin", "session.leave"}
    allowed = {n for n, r in RULES.items() if r.writes and "auditor" in RIGHTS[r.right]}
    for name in sorted(allowed - own):
        assert name in OF_ONESELF, f"{name}: an auditor may write by it; is it about oneself only?"


OF_ONESELF = frozenset(
    {
        "access.calendar", "access.link", "access.revoke", "key.revoke", "session.end", "user.edit",
        "here.keep", "notice.see",  # where one was, what one has read
        "list.choose", "view.bring_back", "view.drop", "view.save",  # one's own columns and views
        "report.forget", "report.pin", "report.save",  # one's own questions
        "undo.last",  # of one's own last act, and an auditor has none but these
    }
)  # fmt: skip


@pytest.fixture
def team(small_company: Company) -> Company:
    """The company with one person of each role; Li's customer, contact, inquiry, project and action."""

    def more(session: Any) -> None:
        for login, role in (("mark", "marketing"), ("door", "intake")):
            change.insert(session, users, login=login, name=login, name_sort=name_sort(login), role=role)

    small_company.database.write_as(more, small_company.clock.now)
    return small_company


def dump(company: Company) -> dict[str, list[tuple[Any, ...]]]:
    def read(session: Any) -> dict[str, list[tuple[Any, ...]]]:
        return {name: [tuple(row) for row in session.all(select(table))] for name, table in all_tables().tables.items()}

    return company.database.read_as(read, company.clock.now)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_without_the_right_is_refused_and_nothing_changes(team: Company, role: str) -> None:
    desk, before = team.desk(PERSON[role]), dump(team)
    for name, rule in RULES.items():
        if role in RIGHTS[rule.right]:
            continue
        with pytest.raises(NotAllowed) as refused:
            desk.act(rule.function)
        assert refused.value.facts["right"] == rule.right, name
    assert dump(team) == before


@pytest.fixture
def held(team: Company) -> dict[str, int]:
    """What Li of team East holds, by the name of the parameter that means it."""
    li = team.desk("li")
    customer = team.customer("Acme", owner="li")
    contact = li.write(customers.add_contact, customer, "Jo Novak").id
    project = li.write(projects.add, NewProject(name="Line 4", customer_id=customer)).project_id
    action = li.write(agenda.plan, NewAction(kind="call", customer_id=customer, on=team.clock.now.date())).action_id

    def asks(session: Any) -> int:
        now = team.clock.now
        return change.insert(session, inquiries, customer_id=customer, came_at=now, came_on=now.date(), month=24323)

    inquiry = team.database.write_as(asks, team.clock.now)
    return {
        "customer_id": customer, "contact_id": contact, "project_id": project, "action_id": action,
        "inquiry_id": inquiry,
    }  # fmt: skip


def first_parameter(rule: Rule) -> str | None:
    named = list(inspect.signature(rule.function).parameters.values())[2:]
    return named[0].name if named and named[0].kind is not inspect.Parameter.KEYWORD_ONLY else None


def something(parameter: inspect.Parameter, company: Company) -> Any:
    """A value that a parameter can take; what it is does not matter when the record is out of sight."""
    said = str(parameter.annotation)
    for kind, value in (
        ("Sequence", ()), ("tuple", ()), ("datetime.datetime", company.clock.now),
        ("datetime.date", company.clock.now.date()), ("int", company.id("kuhn")), ("str", "price"), ("bool", True),
        ("dict", {}), ("Mapping", {}),
    ):  # fmt: skip
        if kind in said:
            return value
    if not isinstance(parameter.annotation, type):
        return None
    if is_dataclass(parameter.annotation):
        needed = {each.name for each in fields(parameter.annotation) if each.default is each.default_factory is MISSING}
        return parameter.annotation(**dict.fromkeys(needed, "call"))
    return parameter.annotation()


UPKEEP = {
    "customer.look_for_dupes": "looks through everything for all",
    "handover.settle_due": "what is over is over, whoever looks",
    "pool.daily": "recycles by rule, once a day",
    "template.drop": "templates are all leads' own",
    "settings.put_back": "the right alone decides",
}
"""Rules that write and do not ask who acts, besides by their right, and why."""


def test_a_rule_that_writes_asks_who_acts() -> None:
    blind = set()
    for name, rule in RULES.items():
        body = inspect.getsource(inspect.unwrap(rule.function)).split('"""')[-1]
        if rule.writes and rule.right in ("sell", "read", "anyone", "take_in", "lead") and "actor" not in body:
            blind.add(name)
    assert blind <= set(UPKEEP)


SHOWN_TO_ALL: dict[str, str] = {}
"""Rules that answer about a record which one may not see, and why that is right."""

ABOUT = {name: first for name, rule in RULES.items() if (first := first_parameter(rule)) in
         ("customer_id", "contact_id", "project_id", "action_id", "inquiry_id")}  # fmt: skip


def test_what_is_out_of_sight_can_neither_be_read_nor_changed(team: Company, held: dict[str, int]) -> None:
    """Kuhn of team West tries every rule about a record on what Li of team East holds."""
    desk, before, wrong = team.desk("kuhn"), dump(team), []
    for name, about in ABOUT.items():
        rule = RULES[name]
        if "rep" not in RIGHTS[rule.right]:
            continue
        parameters = list(inspect.signature(rule.function).parameters.values())[3:]
        needed = [
            each
            for each in parameters
            if each.default is each.empty
            and each.name != "now"
            and each.kind not in (each.VAR_KEYWORD, each.VAR_POSITIONAL)
        ]
        args = [something(each, team) for each in needed if each.kind is not inspect.Parameter.KEYWORD_ONLY]
        named = {each.name: something(each, team) for each in needed if each.kind is inspect.Parameter.KEYWORD_ONLY}
        wrong += _tried(name, lambda r=rule, a=about, p=args, n=named: desk.act(r.function, held[a], *p, **n))  # type: ignore[misc]
    assert not wrong, "\n".join(wrong)
    assert dump(team) == before


def _tried(name: str, act: Callable[[], Any]) -> list[str]:
    try:
        answer = act()
    except (NotFound, NotAllowed):
        return []
    except Refused as refused:
        tells_the_team = refused.code == "taken_by_team" and refused.facts.keys() == {"key", "team"}  # as a check does
        fine = tells_the_team or refused.code in ("empty", "worked_on")
        return [] if fine else [f"{name}: {refused.code} {refused.facts}"]
    return [] if name in SHOWN_TO_ALL or answer in (None, (), []) else [f"{name} answered {answer!r}"[:200]]


if __name__ == "__main__":
    old = rows() if TABLE.exists() else {}
    head = "# rule, the right that it needs, what it does; see test_every_rule.py\n"
    body = {name: old.get(name, row_of(rule)) for name, rule in RULES.items()}
    TABLE.write_text(head + "".join(f"{name} {right} {what}\n" for name, (right, what) in body.items()))
