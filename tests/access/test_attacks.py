"""Over a real sshd: nobody gets out, nobody becomes another. Each row is one try."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import select

from tests.access import sshd
from tests.access.stand_in import standing_in
from tests.access.windows import window
from tests.company import Company
from tests.engines import Engines
from tests.patience import LONGEST_SECONDS
from tests.sales.house import standing
from tuicrm.sales import access
from tuicrm.store.tables.access import access_passes, user_keys
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.people import users

HOSTILE = {
    "TUICRM_USER": "boss", "TUICRM_DATABASE_URL": "sqlite:////etc/passwd", "PYTHONPATH": "/tmp",
    "TUICRM_CONFIG": "/etc/passwd", "BROWSER": "sh -c id", "PAGER": "sh", "EDITOR": "sh", "TUICRM_DEBUG": "1",
}  # fmt: skip
FAR_TOO_LONG = "x" * 100_001


class Try(NamedTuple):
    """What somebody types, and what must and must not come back."""

    words: tuple[str, ...]
    status: int
    says: str = ""
    never: str = "root:x"
    options: tuple[str, ...] = ()
    stdin: str = ""


COMMANDS = {
    "a shell": Try(("sh",), 2, "no command"),
    "a shell by its path": Try(("/bin/sh",), 2, "no command"),
    "a shell that runs": Try(("sh", "-c", "id"), 2, "no command", never="uid="),
    "a shell in place": Try(("exec", "sh"), 2, "no command"),
    "another interpreter": Try(("python3", "-c", "import os"), 2, "no command"),
    "the environment": Try(("env",), 2, "no command", never="PATH="),
    "a path that climbs": Try(("../../bin/id",), 2, "no command", never="uid="),
    "scp, the old way": Try(("scp", "-t", "/tmp"), 2, "no command"),
    "rsync": Try(("rsync", "--server", "--sender", ".", "/etc/passwd"), 2, "no command"),
    "git": Try(("git-upload-pack", "/etc"), 2, "no command"),
    "the server of sftp": Try(("/usr/lib/openssh/sftp-server",), 2, "no command"),
    "sftp inside": Try(("internal-sftp",), 2, "no command", never="SSH_FXP"),
    "mosh": Try(("mosh-server", "new", "-c", "256", "-s", "-l", "LANG=C.UTF-8"), 2, "Use ssh"),
    "the database noun": Try(("db", "info"), 2, "no command", never="sqlite"),
    "a copy of the database": Try(("db", "backup", "/tmp"), 2, "no command"),
    "the host noun": Try(("host", "setup", "--apply"), 2, "no command"),
    "a timer's job": Try(("host", "run", "weekly"), 2, "no command"),
    "the host's state": Try(("status", "--json"), 2, "no command", never="sqlite"),
    "a server": Try(("serve", "--port", "8001"), 2, "no command"),
    "a browser's window": Try(("serve", "--window", "1"), 2, "no command"),
    "the door itself": Try(("ssh", "enter", "1"), 2, "no command"),
    "the door of newcomers": Try(("ssh", "join", "ssh-ed25519", "AAAA"), 2, "no command"),
    "the keys": Try(("ssh", "keys", "ssh-ed25519", "AAAA"), 2, "no command"),
    "the demo": Try(("demo",), 2, "no command"),
    "completion": Try(("completion", "bash"), 2, "no command"),
    "people of a file": Try(("user", "import", "/etc/passwd"), 2, "no command"),
}
OPTIONS = {
    "help, which ssh keeps for itself as an option": Try(("help",), 0, "Commands", never="completion"),
    "help of a noun": Try(("help", "user"), 0, "invite", never="import people"),
    "another user": Try(("--", "--user", "boss", "user", "list"), 2),
    "another user behind": Try(("user", "list", "--user", "boss"), 2, "no option"),
    "another user, joined": Try(("user", "list", "--user=boss"), 2, "no option"),
    "another database": Try(("user", "list", "--db", "sqlite:////etc/passwd"), 2, "no option"),
    "a configuration": Try(("user", "list", "--config", "/etc/passwd"), 2, "no option"),
    "a configuration before": Try(("--", "--config=/etc/passwd", "user", "list"), 2, "no option"),
    "a trace": Try(("user", "list", "--debug"), 2, "no option", never="Traceback"),
    "completion's option": Try(("user", "--install-completion"), 2, "no option"),
    "completion shown": Try(("--", "--show-completion", "bash"), 2, "no option"),
    "another host": Try(("--", "--on", "127.0.0.1", "user", "list"), 2, "no option"),
    "a file of the server": Try(("import", "/etc/passwd"), 2, "Send it"),
    "a mapping of the server": Try(("import", "-", "--map", "/etc/passwd"), 2, "by their name"),
    "a mapping that climbs": Try(("import", "-", "--map", "../../etc/passwd"), 2, "by their name"),
    "a table of unknown columns": Try(("import", "-"), 2, "On the host itself", never="/tmp", stdin="a,b\n1,2\n"),
    "a mapping that is written": Try(("import", "-", "--propose", "--map", "maven-crm"), 2, stdin="a,b\n1,2\n"),
    "a report into a file": Try(("report", "won", "--by", "month", "--output", "/tmp/x"), 2, "no option"),
}
TRICKS = {
    "a shell behind a command": Try(("user list; id",), 2, never="uid="),
    "a shell by and": Try(("user list && id",), 2, never="uid="),
    "a shell by or": Try(("nothing || id",), 2, never="uid="),
    "a pipe": Try(("user list | id",), 2, never="uid="),
    "a file to write": Try(("user list > /tmp/x",), 2, never="uid="),
    "a file to read": Try(("user list < /etc/passwd",), 2),
    "in the background": Try(("user list & id",), 2, never="uid="),
    "a substitution": Try(("user list $(id)",), 2, never="uid="),
    "a variable": Try(("customer show $HOME",), 1, never="/root"),
    "a pattern": Try(("customer show /etc/pass*",), 1, never="passwd"),
    "backticks": Try(("customer show `id`",), 1, never="uid="),
    "a second line": Try(("user list\nid",), 2, never="uid="),
    "an open quotation": Try(("user list 'x",), 2, "quotation"),
    "an open backslash": Try(("user list \\",), 2, "quotation"),
    "far too long": Try(("lead add " + FAR_TOO_LONG,), 2),
    "blanks alone": Try(("   ",), 2, "need a terminal"),
    "bytes that are no text": Try(("customer show \udcff\udcfe",), 1),
    "control sequences": Try(("customer", "show", "\x1b]52;c;eA==\x07"), 1, never="\x1b]"),
    "control sequences as a command": Try(("\x1b]52;c;eA==\x07",), 2, "no command", never="\x1b]"),
    "control sequences as an option": Try(("user list --\x9b31m",), 2, never="\x9b31m"),
    "markup": Try(("customer show [@click=app.quit]x[/]",), 1),
}
LINES = {
    "sftp": Try(("sftp",), 255, options=("-s",), never="SSH_FXP"),
    "another subsystem": Try(("netconf",), 255, options=("-s",)),
    "a forwarded port": Try(("user", "list"), 255, options=("-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:1")),
    "a forwarded socket": Try(("user", "list"), 255, options=("-o", "ExitOnForwardFailure=yes", "-R", "/tmp/s:/tmp/t")),
    "a direct connection": Try((), 255, options=("-W", "127.0.0.1:22")),
    "no terminal": Try((), 2, "need a terminal"),
    "a dumb terminal": Try((), 2, "need a terminal", options=("-tt", "-o", "SetEnv=TERM=dumb"), never="\x1b["),
    "a terminal that is a path": Try((), 2, "need a terminal", options=("-tt", "-o", "SetEnv=TERM=../../x")),
    "who one is, by the line": Try(("user", "keys", "--json"), 0, '"login": "li"', never="boss",
                                   options=("-o", "SetEnv=TUICRM_USER=boss")),
}  # fmt: skip
RIGHTS = {
    "a key for a stranger": Try(("user", "add-key", "boss"), 4, "administrator", stdin="ssh-ed25519 AAAA\n"),
    "a key for oneself": Try(("user", "add-key", "li"), 4, "administrator", stdin="ssh-ed25519 AAAA\n"),
    "an invitation": Try(("user", "invite", "li"), 4, "administrator"),
    "a role": Try(("user", "place", "li", "--role", "administrator"), 4, "administrator"),
    "a new person": Try(("user", "add", "eve", "--role", "administrator"), 4, "administrator"),
    "another's keys": Try(("user", "keys", "boss"), 4, never="SHA256"),
    "another's key, gone": Try(("user", "revoke", "2"), 1, "no key"),
    "another's link": Try(("user", "link", "boss"), 4, "administrator", never="/in/"),
    "who leaves": Try(("user", "leave", "boss"), 4, "administrator"),
    "a word to all": Try(("session", "message", "hello", "--to-all"), 4, "administrator"),
    "what others read": Try(("audit", "--read"), 4),
}
TRIES = COMMANDS | OPTIONS | TRICKS | LINES | RIGHTS


@pytest.fixture(scope="module")
def company(engines: Engines) -> Iterator[Company]:
    with standing(engines) as made:
        yield made


@pytest.fixture(scope="module")
def host(company: Company, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sshd.Host]:
    """One sshd for all rows, and one line of Li's that they go through."""
    url = company.database.url.render_as_string(hide_password=False)
    with ExitStack() as stack:
        python = stack.enter_context(standing_in())
        running = stack.enter_context(sshd.running(url, tmp_path_factory.mktemp("sshd"), python))
        for login in ("li", "roth"):
            company.desk("boss").write(access.add_key, company.id(login), running.public(login))
        yield running


def test_none_gets_out_and_none_becomes_another(host: sshd.Host, company: Company) -> None:
    before = [company.all(select(table)) for table in (users, user_keys, access_passes, customers)]

    def attempt(name: str) -> str:
        tried = TRIES[name]
        options = (*shared, *tried.options)
        got = host.run("li", *tried.words, options=options, stdin=tried.stdin, env=HOSTILE | {"TERM": "xterm"})
        out = got.stdout + got.stderr
        if got.returncode != tried.status or tried.says not in out or tried.never in out:
            return f"{name}: {got.returncode} {out!r}"
        return ""

    with host.line("li") as shared, ThreadPoolExecutor(6) as several:
        assert list(filter(None, several.map(attempt, TRIES))) == []
    assert [company.all(select(table)) for table in (users, user_keys, access_passes, customers)] == before


def test_each_key_is_one_person_and_the_one_that_signed_counts(host: sshd.Host) -> None:
    # two keys are offered, the first has no private half here: only the one that signs says who it is
    offered = host.folder / "offered.pub"
    offered.write_text(host.public("roth"))
    both = ("-o", f"IdentityFile={offered}")
    shown = host.run("li", "user", "keys", "--json", options=both)
    assert '"login": "li"' in shown.stdout
    assert "roth" not in shown.stdout
    assert '"login": "roth"' in host.run("roth", "user", "keys", "--json").stdout
    assert host.run("stranger", "user", "list").returncode == 255


def test_the_real_interpreter_takes_nothing_from_the_line(company: Company, tmp_path: Path) -> None:
    """Without a stand-in: what the environment could tell Python is told to nobody."""
    (tmp_path / "sitecustomize.py").write_text("print('taken over')")
    url = company.database.url.render_as_string(hide_password=False)
    with sshd.running(url, tmp_path) as real:
        company.desk("boss").write(access.add_key, company.id("kuhn"), real.public("kuhn"))
        said = real.run("kuhn", "user", "keys", "--json", env=HOSTILE | {"PYTHONPATH": str(tmp_path)})
    assert (said.returncode, said.stderr) == (0, "")
    assert '"login": "kuhn"' in said.stdout
    assert "taken over" not in said.stdout


def test_keys_that_stop_a_program_leave_the_screens_and_open_no_shell(host: sshd.Host) -> None:
    with window(host, "li") as terminal:
        terminal.wait_for(b"Li Wei")
        terminal.until_quiet()
        os.write(terminal.keyboard, b"\x1a\x1c\x03\x04id\r")  # ctrl+z, ctrl+\, ctrl+c, ctrl+d
        terminal.until_quiet(2)
        assert b"uid=" not in terminal.seen
        assert terminal.process.poll() is None, "the window stands"
        os.write(terminal.keyboard, b":screenshot")
        terminal.until_quiet(2)
        assert b"Save" not in terminal.seen
        os.write(terminal.keyboard, b"\x1b")
        terminal.until_quiet(2)
        terminal.process.send_signal(signal.SIGHUP)  # the line is cut
        assert terminal.process.wait(LONGEST_SECONDS) != 0


def test_a_key_that_ends_a_command_ends_the_line(host: sshd.Host) -> None:
    held = subprocess.Popen(
        [*host.client("li", "-tt"), "import", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, env=os.environ | {"TERM": "xterm"},
    )  # fmt: skip
    out, _err = held.communicate(b"\x03id\r\x04\x04", timeout=LONGEST_SECONDS)
    assert b"uid=" not in out
    assert held.returncode != 0
