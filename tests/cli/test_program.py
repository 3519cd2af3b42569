"""Help, version, wrong use: quick, in the reader's language, harmless to the terminal."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

from tests.cli.conftest import Run
from tuicrm import __version__
from tuicrm.cli.given import Given, read
from tuicrm.cli.nouns import NOUNS

HOSTILE = "x\x1b]52;c;eA==\x07\x1b[31m\x9b31m‮\n[/x]"
HEAVY = ("pydantic", "sqlalchemy", "sqlmodel", "rich", "textual", "alembic", "pypinyin", "holidays", "plotext")
GUARD = f"""
import atexit, sys
from tuicrm.__main__ import main
atexit.register(lambda: sys.stderr.write(" ".join(sorted(set({HEAVY!r}) & set(sys.modules)))))
main()
"""


def test_help_lists_every_noun(here: Run) -> None:
    done = here("--help")
    assert done.returncode == 0
    listed = done.stdout.partition("Commands:")[2]
    first = [line for line in listed.splitlines() if line[:2] == "  " and line[2:3] not in ("", " ")]
    assert [line.split()[0] for line in first] == list(NOUNS)
    assert here("-h").stdout == done.stdout


@pytest.mark.parametrize("noun", NOUNS)
def test_noun_has_the_help_of_its_line(here: Run, noun: str) -> None:
    done = here(noun, "--help")
    assert NOUNS[noun][1] in " ".join(done.stdout.split())
    assert done.returncode == 0


WITH_VERBS = [each for each, (module, _line) in NOUNS.items() if len(import_module(module).app.registered_commands) > 1]


@pytest.mark.parametrize("noun", WITH_VERBS)  # the others are an act by themselves
def test_noun_alone_asks_for_a_verb(here: Run, noun: str) -> None:
    alone = here(noun)
    assert (alone.returncode, alone.stdout) == (2, "")
    assert f"tuicrm {noun}" in alone.stderr


def test_version_is_told_with_and_without_the_parser(here: Run) -> None:
    assert here("--version").stdout == f"tuicrm {__version__}\n"
    assert here("--debug", "--version").stdout == f"tuicrm {__version__}\n"


@pytest.mark.parametrize(
    ("words", "environment"),
    [
        (["--version"], {}),
        (["--debug", "--version"], {}),
        (["--help"], {}),
        (["--lang", "zh", "--help"], {}),
        (["completion", "show", "fish"], {}),
        ([], {"_TUICRM_COMPLETE": "complete_bash", "COMP_WORDS": "tuicrm completion ", "COMP_CWORD": "2"}),
        ([], {"_TUICRM_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "tuicrm completion "}),
        ([], {"_TUICRM_COMPLETE": "complete_fish", "_TYPER_COMPLETE_ARGS": "tuicrm completion ",
              "_TYPER_COMPLETE_FISH_ACTION": "get-args"}),
    ],
)  # fmt: skip
def test_nothing_heavy_is_loaded_for_a_quick_answer(
    own_environment: dict[str, str], words: list[str], environment: dict[str, str]
) -> None:
    command = [sys.executable, "-c", GUARD, *words]
    environment = own_environment | environment
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.stdout
    assert done.stderr == ""


def test_unknown_noun_names_the_nearest(here: Run) -> None:
    done = here("completoin")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "tuicrm: There is no command “completoin”. Did you mean “completion”? `tuicrm --help` shows how.\n"
    )


def test_unknown_verb_names_the_nearest(here: Run) -> None:
    done = here("completion", "shwo")
    assert done.returncode == 2
    assert "Did you mean “show”? `tuicrm completion --help` shows how." in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        [HOSTILE],
        [f"--{HOSTILE}"],
        ["--db"],
        ["completion", HOSTILE],
        ["completion", "show", HOSTILE],
        ["completion", "show", f"--{HOSTILE}"],
        ["completion", "show", "bash", HOSTILE],
    ],
)
def test_wrong_use_is_one_harmless_line(here: Run, words: list[str]) -> None:
    done = here(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("tuicrm: ")
    assert done.stderr.count("\n") == 1
    assert not set("\x1b\x07\x9b‮\r") & set(done.stderr)


def test_language_is_read_before_the_parser_is_built(own_environment: dict[str, str]) -> None:
    code = "import sys; from tuicrm.cli.given import read; sys.stdout.write(str(read(sys.argv[1:])))"
    command = [sys.executable, "-c", code, "--db=sqlite://", "--lang", "zh", "--debug", "lead", "--lang", "en"]
    said = subprocess.run(command, env=own_environment, capture_output=True, text=True).stdout
    assert said == str(Given("sqlite://", language="zh", debug=True))


@pytest.mark.parametrize(
    ("words", "alone"),
    [
        ([], True),
        (["--db", "sqlite:///a.db", "--user=li", "--debug"], True),
        (["--db"], False),
        (["--lang="], False),
        (["--version"], False),
        (["--db", "sqlite:///a.db", "pool"], False),
        (["pool", "list"], False),
    ],
)
def test_the_screens_need_no_parser_where_no_noun_stands(words: list[str], alone: bool) -> None:
    assert read(words).alone is alone


def test_unknown_option_names_the_nearest_only(here: Run) -> None:
    done = here("pool", "list", "--jsn")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "tuicrm: There is no option --jsn. Did you mean “--json”? `tuicrm pool list --help` shows how.\n"
    )


@pytest.mark.parametrize("number", ["-5", "-7.10", "-.5"])
def test_a_negative_number_is_not_called_an_option(here: Run, number: str) -> None:
    done = here("rate", "set", "USD", number)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "tuicrm: A number below nought does not fit here; where one does, write it behind --. "
        "`tuicrm rate set --help` shows how.\n"
    )
