"""A number and an address that were written everywhere: no command shows them to who has not claimed the customer."""

from __future__ import annotations

import re

import pytest

from tests.cli.every import commands, lists, options
from tests.cli.inside import Inside
from tests.company import Company
from tests.sales.house import join
from tuicrm.sales import agenda
from tuicrm.sales.agenda import NewAction
from tuicrm.sales.talk import add as comment

MAIL = b"""From: Ann Lee <ann@acme.example>
To: sales@us.example
Subject: pumps, call 0113 496 0142
Message-ID: <1@acme.example>

Please call me back on 0113 496 0142, or write to ann@acme.example.

Ann Lee
Acme Pumps Ltd
Mobile 0113 496 0142
"""
SECRETS = ("1134960142", "ann@acme")
OF_ONE = (
    "customer show 1", "project show 1", "inquiry show 1", "brief acme.example", "timeline acme.example",
    "agenda show 1", "comment list --on acme.example", "pool check Pumps", "customer find acme.example",
)  # fmt: skip
OF_TRAILS = {"audit", "undo"}
"""What was written, for auditors and who wrote it."""


@pytest.fixture
def written(small_company: Company) -> Inside:
    """Acme Pumps was claimed, worked on and given back."""
    company, run = small_company, Inside(small_company)
    join(company, "mara", "marketing")
    assert run("intake", "mail", login="hale", typed=MAIL).status == 0
    assert run("customer", "edit", "1", "note=ring 0113 496 0142", login="hale").status == 0
    li = company.desk("li")
    assert run("pool", "claim", "1").status == 0
    li.write(agenda.log, NewAction("call", customer_id=1), note="her boss is ann@acme.example")
    li.write(agenda.plan, NewAction("call", customer_id=1, subject="dial 0113 496 0142", on=company.clock.now.date()))
    li.write(comment, "it is 0113 496 0142", customer_id=1)
    assert run("project", "add", "Pumps", "--customer", "1").status == 0
    assert run("project", "edit", "1", "--note", "ring 0113 496 0142").status == 0
    assert run("project", "lose", "1", "--reason", "price", "--note", "0113 496 0142").status == 0
    assert run("pool", "release", "1", "--reason", "timing", "--note", "0113 496 0142").status == 0
    return run


def tells(text: str) -> list[str]:
    plain = re.sub("[ -]", "", text)
    return [one for one in SECRETS if one in plain]


def asked() -> list[list[str]]:
    """Each list there is."""
    found = [path for path in lists() if " ".join(path) not in OF_TRAILS]
    return [[*path, *(["--json"] if "--json" in options(commands()[path]) else [])] for path in found]


@pytest.mark.parametrize("login", ["li", "roth", "wang", "mara"])
def test_what_lies_in_the_pool_is_shown_by_no_command(written: Inside, login: str) -> None:
    for words in asked():
        assert tells(written(*words, login=login).out) == [], words
    for one in OF_ONE:
        for form in ((), ("--json",)):
            assert tells(written(*one.split(), *form, login=login).out) == [], one


def test_who_claims_it_reads_all_of_it(written: Inside) -> None:
    assert written("pool", "claim", "1", login="roth").status == 0
    for one in OF_ONE[:7]:
        said = written(*one.split(), "--json", login="roth")
        assert tells(said.out), (one, said)
