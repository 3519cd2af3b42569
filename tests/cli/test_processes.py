"""A new process of Python answers what a forked one does, and what is run in the tests' own: nouns and errors."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cli.conftest import Run
from tests.engines import Make
from tests.screens.shop import make_in_english

AS_LI = {
    "agenda": ("agenda", "list", "--json"),
    "customer": ("customer", "show", "Meridian", "--json"),
    "db": ("db", "info", "--json"),
    "field": ("field", "list", "--json"),
    "pool": ("pool", "list", "--csv"),
    "project": ("project", "list", "--json"),
    "report": ("report", "open-amount", "--by", "stage", "--json"),
    "source": ("source", "list"),
    "stage": ("stage", "list", "--json"),
    "user": ("user", "list", "--json"),
    "refused": ("user", "add", "zed"),
    "not found": ("customer", "show", "nobody"),
    "misused": ("pool", "list", "sorce:phone"),
    "in Chinese": ("--lang", "zh", "lead", "add", "--help"),
}


@pytest.mark.parametrize("what", AS_LI)
def test_a_new_process_says_the_same(
    here: Run, tuicrm: Run, fresh_tuicrm: Run, template: Callable[[str, Make], str], what: str
) -> None:
    words = ("--db", template("sqlite", make_in_english), "--user", "li", *AS_LI[what])
    fresh = fresh_tuicrm(*words)
    with_help = "--help" in words  # its language is that of the first import: a process has one
    for done in (tuicrm(*words),) if with_help else (here(*words), tuicrm(*words)):
        assert (done.returncode, done.stdout, done.stderr) == (fresh.returncode, fresh.stdout, fresh.stderr)
    assert fresh.stdout or fresh.stderr
