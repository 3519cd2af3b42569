"""The environment of an entry: rebuilt from a short list, in UTF-8, whatever the other end says."""

import pytest

from tuicrm.cli.remote import environment

HOSTILE = {
    "TUICRM_USER": "boss",
    "TUICRM_DATABASE_URL": "sqlite:////etc/passwd",
    "TUICRM_CONFIG": "/tmp/x",
    "LD_PRELOAD": "/tmp/x.so",
    "PYTHONPATH": "/tmp",
    "PYTHONSTARTUP": "/tmp/x",
    "BROWSER": "sh -c id",
    "PAGER": "sh",
    "EDITOR": "sh",
    "VISUAL": "sh",
    "TEXTUAL_DRIVER": "evil:Driver",
    "TEXTUAL_SCREENSHOT": "1",
    "NO_COLOR": "1",
    "IFS": "x",
    "BASH_ENV": "/tmp/x",
    "ENV": "/tmp/x",
    "LC_ALL": "../../x",
    "LANGUAGE": "zh",
    "TERMINFO": "/tmp",
    "TERMCAP": "x",
    "DISPLAY": ":0",
    "SSH_AUTH_SOCK": "/tmp/agent",
    "TUICRM_COMPLETE": "1",
    "_TUICRM_COMPLETE": "bash_source",
    "COLUMNS": "9999999",
    "LINES": "9999999",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_not_on_the_list_is_dropped(name: str) -> None:
    assert name not in environment.rebuilt({**HOSTILE, "TERM": "xterm"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TERM", "xterm-256color"),
        ("TERM", "screen.xterm-256color"),
        ("COLORTERM", "truecolor"),
        ("LANG", "zh_CN.UTF-8"),
        ("LANG", "de_DE.utf8"),
        ("LANG", "C.UTF-8"),
        ("LC_CTYPE", "en_US.UTF-8"),
        ("TZ", "Asia/Shanghai"),
        ("TZ", "UTC"),
        ("SSH_CONNECTION", "203.0.113.5 50022 10.0.0.1 22"),
        ("SSH_CONNECTION", "2001:db8::1 50022 ::1 22"),
        ("SSH_TTY", "/dev/pts/3"),
    ],
)
def test_what_a_terminal_needs_is_kept(name: str, value: str) -> None:
    assert environment.rebuilt({name: value})[name] == value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TERM", "../../etc/passwd"),
        ("TERM", "x;id"),
        ("TERM", "\x1b]52;c;x\x07"),
        ("TERM", "-a"),
        ("TERM", "x" * 60),
        ("COLORTERM", "24bit\n"),
        ("COLORTERM", "yes"),
        ("LANG", "zh_CN.GB18030"),
        ("LANG", "/tmp/locale"),
        ("LC_CTYPE", "C"),
        ("TZ", "/etc/passwd"),
        ("TZ", "../../x"),
        ("TZ", ":x"),
        ("SSH_CONNECTION", "x; id"),
        ("SSH_TTY", "/dev/../etc/passwd"),
    ],
)
def test_what_is_not_of_its_form_is_dropped(name: str, value: str) -> None:
    assert environment.rebuilt({name: value}).get(name) in (None, environment.UTF8)


@pytest.mark.parametrize("said", [{}, {"LANG": "C"}, {"LANG": "POSIX"}, {"LANG": "zh_CN"}])
def test_it_speaks_utf_8_whatever_is_said(said: dict[str, str]) -> None:
    assert environment.rebuilt(said)["LC_CTYPE"] == "C.UTF-8"


def test_it_takes_the_place_of_the_given_one_and_gives_the_command() -> None:
    given = {
        **HOSTILE,
        "TERM": "xterm",
        "HOME": "/var/lib/tuicrm",
        "SSH_ORIGINAL_COMMAND": "user list",
        "PATH": "/usr/bin",
    }
    assert environment.enter(given) == "user list"
    assert given == {
        "TERM": "xterm",
        "HOME": "/var/lib/tuicrm",
        "PATH": "/usr/bin",
        "LC_CTYPE": "C.UTF-8",
        "TEXTUAL_FPS": "30",
    }


@pytest.mark.parametrize(("said", "place"), [("203.0.113.5 50022 10.0.0.1 22", "203.0.113.5"), ("", None)])
def test_the_other_end_is_known_by_its_address(said: str, place: str | None) -> None:
    assert environment.place({"SSH_CONNECTION": said}) == place
