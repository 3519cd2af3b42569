"""Whether anybody else could get in: owners, modes, account, sshd; each fault with what to do."""

import os
import pwd
import re
from pathlib import Path

import pytest

from tuicrm.cli.host import checking

GOOD = """authorizedkeysfile none
authorizedkeyscommand /opt/python3 -m tuicrm --config /etc/tuicrm/config.toml ssh keys %t %k
authorizedkeyscommanduser crm
passwordauthentication no
kbdinteractiveauthentication no
permituserrc no
permituserenvironment no
disableforwarding yes
"""


def whats(found) -> str:  # type: ignore[no-untyped-def]
    return "\n".join(f"{one.what} -> {one.todo}" for one in found)


def test_a_sound_sshd_has_no_fault() -> None:
    assert list(checking.server("crm", GOOD)) == []


@pytest.mark.parametrize(
    ("line", "instead", "said"),
    [
        ("authorizedkeysfile none", "authorizedkeysfile .ssh/authorized_keys", "authorizedkeysfile none"),
        ("passwordauthentication no", "passwordauthentication yes", "passwordauthentication no"),
        ("kbdinteractiveauthentication no", "kbdinteractiveauthentication yes", "kbdinteractiveauthentication no"),
        ("permituserrc no", "permituserrc yes", "permituserrc no"),
        ("permituserenvironment no", "permituserenvironment LANG", "permituserenvironment no"),
        ("disableforwarding yes", "disableforwarding no", "disableforwarding yes"),
        ("authorizedkeyscommanduser crm", "authorizedkeyscommanduser root", "AuthorizedKeysCommandUser crm"),
        ("authorizedkeyscommanduser crm", "authorizedkeyscommanduser none", "AuthorizedKeysCommandUser crm"),
        ("ssh keys %t %k", "other %t %k", "AuthorizedKeysCommand"),
    ],
)
def test_each_line_of_sshd_is_looked_at(line: str, instead: str, said: str) -> None:
    (fault,) = checking.server("crm", GOOD.replace(line, instead))
    assert said in fault.todo


def test_every_line_that_is_missing_is_a_fault() -> None:
    assert len(list(checking.server("crm", ""))) == len(checking.WANTED) + 2


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "bin" / "python3"
    path.parent.mkdir(mode=0o755)
    path.write_text("")
    path.chmod(0o755)
    return path


def about(path: Path, *, of: Path) -> str:
    named = re.compile(rf"{re.escape(str(of))}(?![\w/-])")
    return whats(fault for fault in checking.paths(str(path)) if named.search(fault.what))


@pytest.mark.skipif(os.getuid() != 0, reason="needs root to make a file root's")
def test_a_program_of_root_s_that_all_may_read_is_sound(program: Path) -> None:
    assert about(program, of=program) == ""
    assert about(program, of=program.parent) == ""


@pytest.mark.parametrize("mode", [0o775, 0o757, 0o777])
def test_others_may_not_write_to_it_nor_to_a_folder_above(program: Path, mode: int) -> None:
    program.chmod(mode)
    assert "chmod go-w" in about(program, of=program)
    program.chmod(0o755)
    program.parent.chmod(mode)
    assert "chmod go-w" in about(program, of=program.parent)


@pytest.mark.parametrize("mode", [0o700, 0o750])
def test_sshd_s_user_has_to_read_it(program: Path, mode: int) -> None:
    program.parent.chmod(mode)
    assert "chmod o+rx" in about(program, of=program.parent)


@pytest.mark.skipif(os.getuid() != 0, reason="needs root to give a file away")
def test_it_has_to_be_root_s(program: Path) -> None:
    os.chown(program, 65534, 65534)
    assert "chown root" in about(program, of=program)


def test_a_folder_for_everybody_is_no_place_for_it(program: Path) -> None:
    assert "elsewhere" in about(program, of=Path("/tmp")) or not str(program).startswith("/tmp/")


def test_what_a_link_points_to_is_looked_at_too(program: Path, tmp_path: Path) -> None:
    link = tmp_path / "python"
    link.symlink_to(program)
    program.chmod(0o777)
    assert "chmod go-w" in about(link, of=program)


def test_a_path_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    assert "there is no such file" in whats(checking.paths(str(tmp_path / "none")))


def test_a_user_that_is_not_there_is_a_fault() -> None:
    assert "host setup" in whats(checking.account("nobody-of-that-name"))


def entry(shell: str) -> pwd.struct_passwd:
    return pwd.struct_passwd(("crm", "x", 999, 999, "", "/var/lib/tuicrm", shell))


@pytest.mark.parametrize(
    ("shell", "field", "said"),
    [
        ("/bin/sh", "*", ""),
        ("/usr/bin/bash", "$y$j9T$x", ""),
        ("/usr/sbin/nologin", "*", "usermod --shell"),
        ("/bin/false", "*", "usermod --shell"),
        ("/bin/sh", "!", "usermod -p"),
        ("/bin/sh", "!*", "usermod -p"),
        ("/bin/sh", "", "usermod -p"),
    ],
)
def test_the_account_has_a_shell_and_is_not_locked(
    monkeypatch: pytest.MonkeyPatch, shell: str, field: str, said: str
) -> None:
    monkeypatch.setattr(checking.pwd, "getpwnam", lambda _name: entry(shell))
    monkeypatch.setattr(checking, "_password_field", lambda _user: field)
    found = whats(checking.account("crm"))
    assert said in found
    assert bool(found) is bool(said)
