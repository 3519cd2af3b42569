"""A window over a real ssh: noted while it is open, spoken to, put out at once; the first login by a word."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.access import sshd
from tests.access.stand_in import standing_in
from tests.access.windows import window
from tests.company import make_company
from tests.engines import Make
from tests.patience import LONGEST_SECONDS
from tuicrm.plain import secrets
from tuicrm.sales import access, people
from tuicrm.store.database import Database, Desk
from tuicrm.store.tables.access import user_sessions


@pytest.fixture
def host(tmp_path: Path, template: Callable[[str, Make], str]) -> Iterator[sshd.Host]:
    with standing_in() as python, sshd.running(template("sqlite", make_company), tmp_path, python) as running:
        yield running


@pytest.fixture
def boss(host: sshd.Host) -> Iterator[Desk]:
    database = Database(host.url)
    yield database.as_("boss")
    database.close()


def id_of(boss: Desk, login: str) -> int:
    return boss.read(people.find, login).id


def test_a_window_is_noted_spoken_to_and_put_out(host: sshd.Host, boss: Desk) -> None:
    boss.write(access.add_key, id_of(boss, "li"), host.public("li"))
    with window(host, "li") as terminal:
        terminal.wait_for(b"Li Wei")
        (seen,) = boss.read(access.sessions)
        assert (seen.login, seen.way, seen.place) == ("li", "ssh", "127.0.0.1")
        os.kill(seen.pid, 0)  # the process is the one that draws it
        boss.write(access.message, "Backup at noon")
        terminal.wait_for(b"Backup at noon")
        boss.write(access.end, seen.id)
        terminal.wait_for(b"This window was ended")
        assert terminal.process.wait(LONGEST_SECONDS) == 4
    assert boss.read(access.sessions) == ()


def test_a_revoked_key_is_out_at_the_next_act_and_does_not_come_back(host: sshd.Host, boss: Desk) -> None:
    key = boss.write(access.add_key, id_of(boss, "li"), host.public("li"))
    with window(host, "li") as terminal:
        terminal.wait_for(b"Li Wei")
        boss.write(access.revoke_key, key.id)
        terminal.wait_for(b"was revoked")
        assert terminal.process.wait(LONGEST_SECONDS) == 4
    assert host.run("li", "user", "list").returncode == 255


def test_quitting_closes_the_note_of_the_window(host: sshd.Host, boss: Desk) -> None:
    boss.write(access.add_key, id_of(boss, "li"), host.public("li"))
    with window(host, "li") as terminal:
        terminal.wait_for(b"Li Wei")
        terminal.until_quiet()
        os.write(terminal.keyboard, b"q")
        assert terminal.process.wait(LONGEST_SECONDS) == 0
    ended = boss.database.read_as(lambda s: s.value(select(user_sessions.c.ended_at)), boss.clock())
    assert ended is not None


def test_a_newcomer_adds_their_own_key_with_a_word(host: sshd.Host, boss: Desk) -> None:
    assert host.run("new", "user", "list").returncode == 255, "nobody is waited for"
    word = secrets.word()
    boss.write(access.invite, id_of(boss, "roth"), secrets.digest(word))
    wrong = host.run("new", stdin="abcde-abcde-abcde-abcde-abcde\n")
    assert (wrong.returncode, "opens nothing" in wrong.stderr) == (4, True)
    assert host.run("new", "user list").returncode == 4, "a command is no word"
    silent = host.run("new")
    assert (silent.returncode, "ssh HOST WORD" in silent.stderr) == (4, True)
    with window(host, "new") as terminal:
        terminal.wait_for(b"Type the word")
        os.write(terminal.keyboard, b"not it\r")
        terminal.wait_for(b"opens nothing")
        os.write(terminal.keyboard, word.upper().encode() + b"\r")
        terminal.wait_for(b"Welcome, A. Roth")
        assert terminal.process.wait(LONGEST_SECONDS) == 0
    assert '"login": "roth"' in host.run("new", "user", "keys", "--json").stdout
    assert host.run("another", word).returncode == 255, "a word is worth one key"
