"""Every command there is, read from the parser itself: what a new one has to keep is asked of it at once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

LIST_FORMS = ("--json", "--csv", "--ids")
NO_LISTS = {"board", "customer class"}
"""One document about a day, and a command that wants a customer or `--rule`."""


@cache
def commands() -> dict[tuple[str, ...], Any]:
    """Noun and verb -> the command."""
    from tuicrm.cli.program import program

    return dict(_leaves(program(), ()))


def _leaves(command: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if not hasattr(command, "list_commands"):
        yield path, command
        return
    for name in command.list_commands(None):
        yield from _leaves(command.get_command(None, name), (*path, name))


def options(command: Any) -> set[str]:
    shown = [each for each in command.params if not getattr(each, "hidden", False)]
    return {option for each in shown for option in each.opts if option.startswith("-")}


def needed(command: Any) -> list[str]:
    """What has to be said for it to begin."""
    return [each.name for each in command.params if each.required]


def lists() -> list[tuple[str, ...]]:
    """What prints a list without a word more."""

    def is_list(path: tuple[str, ...], command: Any) -> bool:
        return set(LIST_FORMS) <= options(command) and not needed(command) and " ".join(path) not in NO_LISTS

    return [path for path, command in commands().items() if is_list(path, command)]
