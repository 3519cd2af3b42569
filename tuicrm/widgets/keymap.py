"""What is made from the table of actions: bindings, the `space` menu, the footer, the check for conflicts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from textual.binding import Binding

from tuicrm.plain.language import N_, _
from tuicrm.widgets.acts import ACTS, SCREENS, TABS, TYPED_INTO, Act, act, acts_on
from tuicrm.widgets.cells import width as cells

__all__ = [
    "Act", "Offer", "Word", "act", "acts_on",
    "bindings", "conflicts", "footer", "key_label", "menu", "methods", "plain_key", "twins",
]  # fmt: skip

NARROW = 60
"""Windows with fewer cells than this get one pane, two lines a row and buttons in the footer."""

_MENU_SIZE = 9
_GAP = 2
_TAKEN = {f"ctrl+{key}" for key in "abchjklqsz"} | {"ctrl+space", "ctrl+i", "ctrl+m", "ctrl+at"}
_LABELS = {
    "escape": N_("esc"),
    "enter": N_("enter"),
    "space": N_("space"),
    "tab": N_("tab"),
    "backspace": N_("backspace"),
    "up": N_("up"),
    "down": N_("down"),
    "left": N_("left"),
    "right": N_("right"),
    "home": N_("home"),
    "end": N_("end"),
    "pageup": N_("page up"),
    "pagedown": N_("page down"),
    "f5": "F5",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """One numbered line of the `space` menu; `why` says why it cannot be done now."""

    number: int
    act: Act
    why: str | None


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the footer and the cells it takes, `x` counted from the left edge."""

    act: Act
    key: str
    words: str
    x: int
    width: int


def twins(key: str) -> tuple[str, ...]:
    """Return the names that a Chinese input method may send for this key, without the key itself."""
    if key == "space":
        return ("ideographic_space",)
    if len(key) != 1 or not "!" <= key <= "~":
        return ()
    wide = chr(ord(key) + 0xFEE0)
    return (wide, "、") if key == "/" else (wide,)


def plain_key(character: str) -> str:
    """Return the character that an input method's full-width one stands for; others as they are."""
    if character == "\u3000":
        return " "
    return chr(ord(character) - 0xFEE0) if "！" <= character <= "～" else character


def bindings(place: str) -> list[Binding]:
    """Return the bindings of a place (a screen, "list", "marks", "columns", "app") with full-width twins."""
    return [
        Binding(",".join(_with_twins(each)), each.method, each.words, show=False, id=each.id)
        for each in ACTS
        if place in each.where and each.key
    ]


def methods(place: str) -> dict[str, str]:
    """Return the method behind each key of a place, for a widget that answers its keys itself."""
    return {key: f"action_{each.method}" for each in ACTS if place in each.where for key in _with_twins(each)}


def key_label(item: Act) -> str:
    """Return how the act's first key is written for people; "" when it has none."""
    if not item.keys:
        return ""
    key = item.keys[0]
    return _(_LABELS[key]) if key in _LABELS else key


def menu(screen: str, why: Callable[[str], str | None], *, likely: Sequence[str] = ()) -> list[Offer]:
    """Return at most nine numbered acts for what is under the cursor; the last one leads to all others.

    Args:
        why: given an act's id, the reason why it cannot be done now, or None.
        likely: ids that come first, in this order, before the table's own ranks.
    """
    rank = {name: place for place, name in enumerate(likely)}
    at_home = (each for each in acts_on(screen) if each.where[: len(TABS)] != TABS or each.where[0] == screen)
    ranked = [each for each in at_home if each.menu is not None and each.id != "app.palette"]
    ranked.sort(key=lambda each: (rank.get(each.id, len(rank)), each.menu))
    shown = [*ranked[: _MENU_SIZE - 1], act("app.palette")]
    return [Offer(number, each, why(each.id)) for number, each in enumerate(shown, start=1)]


def footer(screen: str, width: int, forbids: Callable[[str], object] = lambda act_id: None) -> list[Word]:
    """Return the words that fit into a footer of so many cells, by priority; `?` and `esc` always.

    Args:
        forbids: given an act's id, why nobody of the user's role ever does it, or None.
    """
    here = (each for each in acts_on(screen) if each.priority and not forbids(each.id))
    acts = sorted(here, key=lambda each: -each.priority)
    if width < NARROW:  # a phone has no other way to most acts
        acts.sort(key=lambda each: each.id != "app.acts")
    anchored = ("app.keys", "app.back")
    right = [_footer_text(act(name), width) for name in anchored]
    right_width = sum(map(_taken, right)) + _GAP
    words: list[Word] = []
    x = 1 if width >= NARROW else 0
    for each in acts:
        key = key_label(each)
        if each.id in anchored or (screen in TYPED_INTO and len(key) == 1) or (width < NARROW and not key):
            continue  # a phone shows keys alone: what has none is on enter or in the menu
        text = _footer_text(each, width)
        if x + _taken(text) + _GAP + right_width > width:
            break
        words.append(Word(each, *text, x, _taken(text)))
        x += _taken(text) + _GAP
    x = width - right_width + (0 if width < NARROW else -1)
    for name, text in zip(anchored, right, strict=True):
        words.append(Word(act(name), *text, max(x, 0), _taken(text)))
        x += _taken(text) + _GAP
    return words


def conflicts(acts: Iterable[Act] = ACTS) -> list[str]:
    """Return what is wrong with a table, one sentence each: a key with two meanings, a key that is taken."""
    table = list(acts)
    found = [f"{each.id}: {key} is taken by terminals" for each in table for key in each.keys if key.lower() in _TAKEN]
    for screen, places in SCREENS.items():
        seen: dict[str, Act] = {}
        for each in table:
            if not any(place in places for place in each.where):
                continue
            for key in _with_twins(each):
                other = seen.setdefault(key, each)
                if other is not each:
                    found.append(f"{screen}: {key} is both {other.id} and {each.id}")
    return found


def _with_twins(item: Act) -> list[str]:
    return [name for key in item.keys for name in (key, *twins(key))]


def _footer_text(item: Act, width: int) -> tuple[str, str]:
    key = key_label(item)
    if width >= NARROW:
        return key, "" if item.id == "app.back" else _(item.words)
    if item.id == "app.acts":
        return f"[{key}", f"{_(item.words)}]"
    return f"[{key}]", ""


def _taken(text: tuple[str, str]) -> int:
    key, words = text
    return cells(key) + (1 + cells(words) if words else 0)
