"""What others do not see while a screen is shown to them: contacts, how to reach them, costs and profits."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

HIDDEN = frozenset(
    {
        "points", "phone", "value", "contacts", "contact", "fields", "cost_minor", "profit_minor", "won_profit_minor",
        "expected_cost_minor",
    }
)  # fmt: skip
"""Names of what is left out of every answer, wherever it stands in it."""
HIDDEN_OF = {"Plan": frozenset({"behind"})}
"""What is left out of one kind of answer only: which teams are behind their target."""
KEPT = frozenset({"Report", "Row", "Option", "Year"})
"""Answers whose `value` is a figure and no phone, and what the team page computes with."""


def presented(answer: Any) -> Any:
    """Give an answer without what others must not see; lists get empty, the rest is not known."""
    if isinstance(answer, tuple):
        made = tuple(presented(one) for one in answer)
        return type(answer)(*made) if hasattr(answer, "_fields") else made
    if isinstance(answer, dict):
        return {key: _emptied(value) if key in HIDDEN else value for key, value in answer.items()}
    if not is_dataclass(answer) or isinstance(answer, type) or type(answer).__name__ in KEPT:
        return answer
    changed = {}
    hidden = HIDDEN | HIDDEN_OF.get(type(answer).__name__, frozenset())
    for field in fields(answer):
        if not field.init:
            continue
        value = getattr(answer, field.name)
        changed[field.name] = _emptied(value) if field.name in hidden else presented(value)
    return replace(answer, **changed)


def presenting(then: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Let an answer go through `presented` before it is shown."""
    return lambda answer: then(presented(answer))


def _emptied(value: Any) -> Any:
    return () if isinstance(value, tuple) else None
