"""One table of all public rules: rights, bridge, commands, docs and tests read it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Rule:
    """What is known of a rule besides its code.

    Attributes:
        name: `noun.verb`, stable for ever: operations keep it.
        right: the right that an actor's role must give; checked before the rule runs.
        writes: whether it needs a write transaction and leaves an operation.
        refuses: the codes of `Refused` that it may raise.
    """

    name: str
    function: Callable[..., Any]
    right: str
    writes: bool
    refuses: tuple[str, ...]


RULES: dict[str, Rule] = {}


def register(rule: Rule) -> None:
    """Add a rule; a name is given once."""
    known = RULES.get(rule.name)
    if known is not None and known.function.__module__ != rule.function.__module__:
        raise ValueError(f"two rules named {rule.name}")
    RULES[rule.name] = rule


def rule_of(function: Callable[..., Any]) -> Rule:
    """Give the rule that a function is; an unregistered one never runs."""
    found = getattr(function, "rule", None)
    if not isinstance(found, Rule):
        raise TypeError(f"{getattr(function, '__qualname__', function)} is not a registered rule")
    return found
