"""Completing the last word of a filter line: its keys, and the values that a key is known to have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.suggester import Suggester

from tuicrm.plain.language import current


@dataclass(frozen=True, slots=True)
class FilterKey:
    """A key that a filter line knows: `key`, its other spellings (`来源`), and the values it is known to have."""

    key: str
    twins: tuple[str, ...] = ()
    values: tuple[str, ...] = ()


def spellings(keys: Sequence[FilterKey]) -> Mapping[str, str]:
    """Return every spelling with its key, as `plain.filters.parse_filter` wants it."""
    return {spelling: each.key for each in keys for spelling in (each.key, *each.twins)}


def complete(text: str, keys: Sequence[FilterKey]) -> str | None:
    """Return the line with its last word completed; None when there is nothing to add.

    The first key (or value) that begins with what stands there, in the order given.
    """
    before, word = _last_word(text)
    key, colon, rest = word.partition(":")
    if not word:
        return None
    if not colon:
        found = next((name for name in spellings(keys) if name.startswith(key.casefold())), None)
        return f"{before}{found}:" if found else None
    known = next((each for each in keys if key.casefold() in (each.key, *each.twins)), None)
    start, begun = _last_value(rest)
    used = start.split(",")
    for value in known.values if known and begun else ():
        if value.casefold().startswith(begun.casefold()) and value != begun and value not in used:
            quoted = f'"{value}"' if " " in value else value
            return f"{before}{key}:{start}{quoted}"
    return None


def candidates(text: str, keys: Sequence[FilterKey]) -> tuple[str, ...]:
    """Return all that the last word may go on with: keys, in the language in use, or the values of its key."""
    word = _last_word(text)[1]
    key, colon, rest = word.partition(":")
    if not colon:
        begun = key.casefold()
        return tuple(
            f"{_spoken(each)}:" for each in keys if any(name.startswith(begun) for name in (each.key, *each.twins))
        )
    known = next((each for each in keys if key.casefold() in (each.key, *each.twins)), None)
    start, begun = _last_value(rest)
    used = start.split(",")
    values = known.values if known else ()
    return tuple(one for one in values if one.casefold().startswith(begun.casefold()) and one not in used)


def _spoken(one: FilterKey) -> str:
    """Return the spelling of a key that the language in use has, if there is one."""
    chinese = next((twin for twin in one.twins if not twin.isascii()), None)
    return chinese if chinese and current() == "zh" else one.key


def _last_word(text: str) -> tuple[str, str]:
    at = max(text.rfind(" "), text.rfind("\u3000")) + 1
    word = text[at:]
    negated = len("not:") if word.startswith("not:") else 0
    return text[: at + negated], word[negated:]


def _last_value(rest: str) -> tuple[str, str]:
    at = rest.rfind(",") + 1
    return rest[:at], rest[at:]


class KeySuggester(Suggester):
    """Shows the completion behind the cursor."""

    def __init__(self, keys: Sequence[FilterKey]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self.keys = tuple(keys)

    async def get_suggestion(self, value: str) -> str | None:
        found = complete(value, self.keys)
        # A suggestion is drawn behind what stands there, so it can only add to it.
        return found if found and found.startswith(value) else None
