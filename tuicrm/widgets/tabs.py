"""The first line, which screen this is; and the line of views inside one screen."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from tuicrm.plain.language import _
from tuicrm.widgets.acts import ACTS, Act
from tuicrm.widgets.cells import cut, width
from tuicrm.widgets.line import Line, Part
from tuicrm.widgets.symbols import symbols

_SCREENS = tuple(each for each in ACTS if each.id.startswith("screen."))
_GAP = "   "
"""Between who I am, the time and the news."""
_LEAST = 4
"""A name that is cut to less says nothing."""


class Tabs(Line):
    """The five screens with their keys, the one in use in brackets; at the right who I am, the time, news."""

    def __init__(self, active: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._active = active
        self._right = ""

    def show(self, active: str, right: str = "") -> None:
        """Show which screen is in use ("pool", ...; "" for none) and the text at the right."""
        if (active, right) != (self._active, self._right):
            self._active, self._right = active, right
            self.refresh()

    def parts(self, size: int) -> tuple[Sequence[Part], Sequence[Part]]:
        whole, short = self._tabs(short=False), self._tabs(short=True)
        room = size - sum(width(part.text) for part in whole)
        if (width(self._right) + 2 if self._right else 0) <= room:
            return whole, [Part(f"{self._right} ")] if self._right else []
        right = _fitting(self._right, size - 2 - sum(width(part.text) for part in short))
        return short, [Part(f"{right} ")] if right else []

    def _tabs(self, *, short: bool) -> list[Part]:
        parts = [Part(" ")]
        for nth, item in enumerate(_SCREENS):
            if nth:
                parts.append(Part(" " if short else "  "))
            parts.append(self._tab(item, short=short))
        return parts

    def _tab(self, item: Act, *, short: bool) -> Part:
        words = f"{item.keys[0]} {_(item.words)}"
        if item.id == f"screen.{self._active}":
            return Part(f"[{words}]", "accent", item.id)
        return Part(item.keys[0] if short else words, "text", item.id)


def _fitting(text: str, room: int) -> str:
    """Cut who I am so that all screens have their place; the time and what is new stay as long as they can."""
    who, *others = text.split(_GAP)
    left = room - sum(width(one) + len(_GAP) for one in others)
    if width(who) <= left:
        return text
    if left >= _LEAST:
        return _GAP.join([cut(who, left), *others])
    tails = (_GAP.join(others[at:]) for at in range(len(others)))
    return next((tail for tail in tails if width(tail) <= room), "")


@dataclass(frozen=True, slots=True)
class View:
    """One view of a screen; `words` may hold its count ("Mine 86")."""

    key: str
    words: str


class Views(Line):
    """The views of one screen, the one in use in brackets; a text at the right."""

    @dataclass
    class Chosen(Message):
        """Another view is wanted."""

        views: "Views"
        key: str

        @property
        def control(self) -> "Views":
            return self.views

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._views: tuple[View, ...] = ()
        self._active = ""
        self._right = ""

    @property
    def active(self) -> str:
        """Return the key of the view in use."""
        return self._active

    def show(self, views: Sequence[View], active: str, right: str = "") -> None:
        """Show these views, the one in use and the text at the right."""
        self._views, self._active, self._right = tuple(views), active, right
        self.refresh()

    def beside(self, step: int = 1) -> str:
        """Return the key of the view after the one in use, round and round; "" when there are none."""
        keys = [each.key for each in self._views]
        if not keys:
            return ""
        return keys[(keys.index(self._active) + step) % len(keys)] if self._active in keys else keys[0]

    def press(self, key: str) -> None:
        self.post_message(self.Chosen(self, key))

    def parts(self, size: int) -> tuple[Sequence[Part], Sequence[Part]]:
        right = [Part(f"{self._right} ")] if self._right else []
        for longest in (size, 12, 8):
            left = self._names(self._views, longest)
            taken = sum(width(part.text) for part in left)
            if taken + sum(width(part.text) for part in right) <= size:
                return left, right
            if taken <= size:
                return left, []
        return self._some(size), []

    def _some(self, size: int) -> list[Part]:
        """Name the view in use and as many beside it as there is room for; a sign at an end leads to the others."""
        at = next((nth for nth, view in enumerate(self._views) if view.key == self._active), 0)
        first, last = at, at + 1
        room = size - 5 - width(self._views[at].words) - 2
        while True:  # those that follow first: they are what `tab` shows next
            if last < len(self._views) and (taken := width(self._views[last].words) + 3) <= room:
                last += 1
            elif first and (taken := width(self._views[first - 1].words) + 3) <= room:
                first -= 1
            else:
                break
            room -= taken
        parts = self._names(self._views[first:last], size)
        if first:
            parts[0] = Part(f" {symbols().left} ", "accent", self._views[first - 1].key)
        if last < len(self._views):
            parts.append(Part(f" {symbols().right}", "accent", self._views[last].key))
        return parts

    def _names(self, views: Sequence[View], longest: int) -> list[Part]:
        parts = [Part(" ")]
        for nth, view in enumerate(views):
            if nth:
                parts.append(Part(f" {symbols().bar} ", "dim"))
            if view.key == self._active:
                parts.append(Part(f"[{view.words}]", "accent", view.key))
            else:
                parts.append(Part(cut(view.words, longest), "text", view.key))
        return parts
