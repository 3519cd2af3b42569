"""One table of a mapping file: gives what is asked for, tells what is wrong with it or was not asked for."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from tuicrm.exchange.mapping import Mistake
from tuicrm.plain.language import _


class Part:
    """One table of the file: gives what is asked for, and tells what is wrong or was not asked for."""

    def __init__(self, values: Any, key: str, mistakes: list[Mistake]) -> None:
        self.values: dict[str, Any] = values if isinstance(values, dict) else {}
        self.key = key
        self.mistakes = mistakes
        self.asked: set[str] = set()
        if not isinstance(values, dict):
            self.wrong("", _("write a table here: [{key}]").format(key=key))

    def wrong(self, name: str, sentence: str) -> None:
        self.mistakes.append(Mistake(".".join(part for part in (self.key, name) if part), sentence))

    def get(self, name: str, kind: type | tuple[type, ...], default: Any = None) -> Any:
        self.asked.add(name)
        if name not in self.values:
            return default
        value = self.values[name]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.wrong(name, what(kind))
            return default
        return value

    def text(self, name: str, *, required: bool = False) -> str | None:
        found: str | None = self.get(name, str)
        if required and name not in self.values:
            self.wrong(name, _('this is missing: write {name} = "..."').format(name=name))
        return found

    def one_of(self, name: str, choices: Iterable[str], default: Any = None) -> Any:
        found = self.get(name, str, default)
        known = list(choices)
        if name in self.values and found not in known and isinstance(self.values[name], str):
            self.wrong(
                name,
                _("“{value}” is not possible here. Choose one of: {choices}").format(
                    value=found, choices=", ".join(known)
                ),
            )
            return default
        return found

    def texts(self, name: str) -> tuple[str, ...]:
        found = self.get(name, (str, list), [])
        listed = [found] if isinstance(found, str) else found
        if not all(isinstance(one, str) for one in listed):
            self.wrong(name, what(list))
            return ()
        return tuple(listed)

    def parts(self, name: str) -> list["Part"]:
        found = self.get(name, list, [])
        return [
            Part(one, f"{self.key}.{name}[{number}]".removeprefix("."), self.mistakes)
            for number, one in enumerate(found, 1)
        ]

    def rest(self, known: Iterable[str] = ()) -> None:
        """Tell what nobody asked for."""
        names = sorted(self.asked | set(known))
        for name in self.values:
            if name not in self.asked:
                self.wrong(name, unknown(name, names))


def unknown(name: str, known: Iterable[str]) -> str:
    choices = list(known)
    near = get_close_matches(name, choices, n=1)
    if near:
        return _("there is no “{name}” here. Did you mean “{near}”?").format(name=name, near=near[0])
    return _("there is no “{name}” here. There are: {known}").format(name=name, known=", ".join(choices))


def what(kind: Any) -> str:
    """Say what has to be written where something of another type is."""
    if kind is int:
        return _("write a whole number here")
    if kind == (int, float):
        return _("write a number here")
    if kind is bool:
        return _("write true or false here")
    if kind is dict:
        return _("write a table here: { ... }")
    if kind is str:
        return _('write a text in quotes here: "..."')
    return _('write one text or several here: ["...", "..."]')
