"""`tuicrm --on HOST`: the words arrive at the other end as they were typed; who one is cannot be said from here."""

import shlex

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.conftest import Run
from tuicrm.cli import elsewhere
from tuicrm.cli.remote.nouns import TEXTS
from tuicrm.cli.remote.words import mended, split


@pytest.mark.parametrize(
    ("typed", "rest"),
    [
        (["--on", "crm", "user", "list"], ["user", "list"]),
        (["--on=crm", "user", "list"], ["user", "list"]),
        (["--lang", "zh", "--on", "crm", "lead", "add", "Acme Ltd"], ["--lang", "zh", "lead", "add", "Acme Ltd"]),
        (["--on", "crm"], []),
    ],
)
def test_the_host_is_taken_out(typed: list[str], rest: list[str]) -> None:
    assert elsewhere.without_host(typed) == rest


WORD = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=12).filter(lambda w: w[0] != "-")


@given(st.lists(WORD, max_size=6))
@settings(max_examples=80)
def test_every_word_arrives_as_it_was_typed(words: list[str]) -> None:
    command = elsewhere.command("crm", ["--on", "crm", "lead", "add", *words], is_terminal=True)
    assert command[:3] == ["ssh", "--", "crm"]
    assert mended(split(command[3]), TEXTS) == ["lead", "add", *words]


@pytest.mark.parametrize(
    ("words", "terminal", "wanted"),
    [
        (["--on", "crm"], True, ["ssh", "-t", "--", "crm"]),
        (["--on", "crm"], False, ["ssh", "--", "crm"]),
        (["--on", "li@crm", "--help"], False, ["ssh", "--", "li@crm", "--help"]),
        (["--on", "crm", "agenda", "list"], True, ["ssh", "--", "crm", "agenda list"]),
    ],
)
def test_only_the_screens_ask_for_a_terminal(words: list[str], terminal: bool, wanted: list[str]) -> None:
    host = words[1]
    assert elsewhere.command(host, words, is_terminal=terminal) == wanted


@pytest.mark.parametrize("host", ["", "-oProxyCommand=sh", "a b", "crm\n-x"])
def test_a_host_that_is_none_is_refused(tuicrm: Run, host: str) -> None:
    with pytest.raises(ValueError, match="name of a host"):
        elsewhere.command(host, ["--on", host, "user", "list"], is_terminal=False)


@pytest.mark.parametrize("option", ["--db", "--user", "--config", "--debug"])
def test_who_one_is_cannot_be_said_from_here(option: str) -> None:
    with pytest.raises(ValueError, match=option):
        elsewhere.command("crm", ["--on", "crm", f"{option}=x", "user", "list"], is_terminal=False)
    after_the_noun = elsewhere.command("crm", ["--on", "crm", "user", "list", option, "x"], is_terminal=False)
    assert option in shlex.split(after_the_noun[-1]), "that is the other end's to refuse"


def test_the_program_says_it_in_a_line(fresh_tuicrm: Run, tmp_path) -> None:  # type: ignore[no-untyped-def]
    done = fresh_tuicrm("--on", "crm", "user", "list", env={"PATH": str(tmp_path)})
    assert done.returncode == 1
    assert done.stderr == "tuicrm: there is no ssh on this machine. Install an OpenSSH client.\n"
    refused = fresh_tuicrm("--on", "crm", "--user", "boss", "user", "list")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "settled by your key" in refused.stderr
