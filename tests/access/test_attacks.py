"""Over a real sshd: nobody gets out, nobody becomes another. Each row is one try."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import func, select

from tests.access import sshd
from tests.company import Company, make_company
from tests.engines import Make
from tuicrm.sales import access
from tuicrm.store.database import Database
from tuicrm.store.tables.people import users

HOSTILE = {"TUICRM_USER": "boss", "PYTHONPATH": "/tmp"}


class Try(NamedTuple):
    """What somebody types, and what must and must not come back."""

    words: tuple[str, ...]
    status: int
    says: str = ""
    never: str = "root:x"
    options: tuple[str, ...] = ()
    stdin: str = ""


TRIES = {
    "a shell": Try(("sh",), 2, "no command"),
    "a shell behind a command": Try(("user list; id",), 2, never="uid="),
    "a shell by and": Try(("user list && id",), 2, never="uid="),
    "a substitution": Try(("user list $(id)",), 2, never="uid="),
    "backticks": Try(("customer show `id`",), 1, never="uid="),
    "a second line": Try(("user list\nid",), 2, never="uid="),
    "an open quotation": Try(("user list 'x",), 2, "quotation"),
    "another user": Try(("--", "--user", "boss", "user", "list"), 2),
    "another user behind": Try(("user", "list", "--user", "boss"), 2, "no option"),
    "another database": Try(("user", "list", "--db", "sqlite:////etc/passwd"), 2, "no option"),
    "a configuration": Try(("user", "list", "--config", "/etc/passwd"), 2, "no option"),
    "a trace": Try(("user", "list", "--debug"), 2, "no option", never="Traceback"),
    "the database noun": Try(("db", "info"), 2, "no command", never="sqlite"),
    "the door itself": Try(("ssh", "enter", "1"), 2, "no command"),
    "the keys": Try(("ssh", "keys", "ssh-ed25519", "AAAA"), 2, "no command"),
    "the demo": Try(("demo",), 2, "no command"),
    "completion": Try(("completion", "bash"), 2, "no command"),
    "completion's option": Try(("user", "--install-completion"), 2, "no option"),
    "a file of the server": Try(("import", "/etc/passwd"), 2, "Send it"),
    "a mapping of the server": Try(("import", "-", "--map", "/etc/passwd"), 2, "by their name"),
    "a mapping that is written": Try(("import", "-", "--propose", "--map", "maven-crm"), 2, stdin="a,b\n1,2\n"),
    "mosh": Try(("mosh-server", "new", "-c", "256", "-s", "-l", "LANG=C.UTF-8"), 2, "Use ssh"),
    "sftp": Try((), 255, options=("-s",), never="SSH_FXP"),
    "a forwarded port": Try(("user", "list"), 255, options=("-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:1")),
    "a direct connection": Try((), 255, options=("-W", "127.0.0.1:22")),
    "no terminal": Try((), 2, "need a terminal"),
    "a dumb terminal": Try((), 2, "need a terminal", options=("-tt", "-o", "SetEnv=TERM=dumb"), never="\x1b["),
    "control sequences": Try(("customer", "show", "\x1b]52;c;eA==\x07"), 1, never="\x1b]"),
    "a key for a stranger": Try(("user", "add-key", "boss"), 4, "administrator", stdin="ssh-ed25519 AAAA\n"),
    "an invitation": Try(("user", "invite", "li"), 4, "administrator"),
    "a role": Try(("user", "place", "li", "--role", "administrator"), 4, "administrator"),
}


@pytest.fixture
def host(tmp_path: Path, template: Callable[[str, Make], str]) -> Iterator[sshd.Host]:
    url = template("sqlite", make_company)
    with sshd.running(url, tmp_path) as running:
        company = Company(Database(url))
        for login in ("li", "roth"):
            company.desk("boss").write(access.add_key, company.id(login), running.public(login))
        company.database.close()
        yield running


def test_none_gets_out_and_none_becomes_another(host: sshd.Host) -> None:
    def attempt(name: str) -> str:
        tried = TRIES[name]
        words = ("sftp",) if "-s" in tried.options else tried.words
        got = host.run("li", *words, options=tried.options, stdin=tried.stdin, env=HOSTILE | {"TERM": "xterm"})
        out = got.stdout + got.stderr
        if got.returncode != tried.status or tried.says not in out or tried.never in out:
            return f"{name}: {got.returncode} {out!r}"
        return ""

    with ThreadPoolExecutor(6) as several:
        assert list(filter(None, several.map(attempt, TRIES))) == []
    database = Database(host.url)
    people = database.read_as(lambda s: s.all(select(users.c.login, users.c.role)), sshd_now())
    assert dict(people)["li"] == "rep"
    assert database.read_as(lambda s: s.value(select(func.count()).select_from(users)), sshd_now()) == 7
    database.close()


def test_each_key_is_one_person_and_the_one_that_signed_counts(host: sshd.Host) -> None:
    for login in ("li", "roth"):
        assert host.run(login, "lead", "add", f"Made by {login}", "--source", "phone").returncode == 0
    # two keys are offered, the first has no private half here: only the one that signs says who it is
    offered = host.folder / "offered.pub"
    offered.write_text(host.public("roth"))
    both = ("-o", f"IdentityFile={offered}")
    shown = host.run("li", "user", "keys", "--json", options=both)
    assert '"login": "li"' in shown.stdout
    assert "roth" not in shown.stdout
    assert host.run("stranger", "user", "list").returncode == 255


def sshd_now():  # type: ignore[no-untyped-def]
    from tuicrm.store.database import clock

    return clock()
