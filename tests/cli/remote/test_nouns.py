"""The commands over SSH: each noun was thought about, and nowhere can a file, a database or a person to be be named."""

from collections.abc import Iterator
from typing import Any

import pytest

from tuicrm.cli.nouns import NOUNS
from tuicrm.cli.remote.files import FromStandardInput, MappingName
from tuicrm.cli.remote.nouns import LOCAL, LOCAL_VERBS, REMOTE, TEXTS, names_file
from tuicrm.cli.remote.program import program


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    from typer._click import Context

    context = Context(command)
    yield path, command
    for name in command.list_commands(context) if hasattr(command, "list_commands") else ():
        yield from commands(command.get_command(context, name), (*path, name))


ALL = dict(commands(program()))


def test_every_noun_is_offered_or_left_out_on_purpose() -> None:
    assert set(NOUNS) - REMOTE - LOCAL == set(), "say in cli/remote/nouns.py where a new noun belongs"
    assert set() == REMOTE & LOCAL
    assert {path[0] for path in ALL if path} == REMOTE & set(NOUNS)


@pytest.mark.parametrize("path", ALL, ids=lambda path: " ".join(path) or "tuicrm")
def test_no_option_names_a_file_a_database_or_who_one_is(path: tuple[str, ...]) -> None:
    for param in ALL[path].params:
        if isinstance(param.type, FromStandardInput | MappingName):
            continue
        assert not names_file(param), f"{path}: {param.name} would read or write a file of the server"
        spelled = {*param.opts, *param.secondary_opts}
        assert not spelled & {
            "--db",
            "--config",
            "--debug",
            "--install-completion",
            "--show-completion",
            "--output",
            "-o",
        }
        if not path:
            assert not spelled & {"--user", "--lang"}


@pytest.mark.parametrize("verb", LOCAL_VERBS)
def test_verbs_that_are_left_out_are_not_there(verb: tuple[str, str]) -> None:
    assert verb not in ALL


def test_texts_are_options_that_exist() -> None:
    known = {name for command in ALL.values() for param in command.params for name in param.opts}
    assert known >= {"--note", "--contact", "--phone", "--where"}
    assert TEXTS - known <= {
        "--comment",
        "--with",
        "--place",
        "--text",
        "--address",
        "--need",
        "--subject",
        "--meaning",
    }
