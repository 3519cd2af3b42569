"""How a public rule is declared, and the one place that allows or refuses it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from tuicrm.sales.rights import allow
from tuicrm.store.actor import Actor
from tuicrm.store.registry import RULES, Rule, register

P = ParamSpec("P")
Result = TypeVar("Result")


def rule(
    name: str, *, right: str, writes: bool = False, refuses: tuple[str, ...] = ()
) -> Callable[[Callable[P, Result]], Callable[P, Result]]:
    """Register a rule and put the check of its right before its first line.

    Args:
        name: `noun.verb`; stable, because operations keep it.
        right: a key of `rights.RIGHTS`.
        writes: whether it changes anything; a read rule runs in a read-only snapshot.
        refuses: the codes that it may raise besides `not_allowed` and `not_found`.
    """

    def declare(function: Callable[P, Result]) -> Callable[P, Result]:
        @wraps(function)
        def checked(*args: P.args, **named: P.kwargs) -> Result:
            allow(cast(Actor, args[1]), right)
            return function(*args, **named)

        declared = cast(Any, checked)
        declared.rule = Rule(name, checked, right, writes, refuses)
        register(declared.rule)
        return cast(Callable[P, Result], declared)

    return declare


def named(name: str) -> Rule:
    """Give a rule by its name, wherever it is declared.

    Raises:
        LookupError: there is none of that name (any more).
    """
    if name not in RULES:
        import_all()
    return RULES[name]


def import_all() -> dict[str, Rule]:
    """Import every rule there is and give them all."""
    from importlib import import_module
    from pkgutil import walk_packages

    import tuicrm.sales

    for module in walk_packages(tuicrm.sales.__path__, "tuicrm.sales."):
        import_module(module.name)
    return RULES
