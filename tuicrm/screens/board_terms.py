"""What a filter line of the board says: which projects, and how the board looks. A view is nothing but such a line.

`owner:me amount:50k.. lanes:owner cards:small hide:New,Needs`
"""

from dataclasses import dataclass

from tuicrm.plain.filters import parse_filter
from tuicrm.sales.project_filter import KEYS
from tuicrm.widgets.completion import FilterKey

LOOKS = {"lanes": "lanes", "cards": "cards", "hide": "hide", "fold": "fold", "泳道": "lanes", "卡片": "cards",
         "隐藏": "hide", "折叠": "fold"}  # fmt: skip
OWNER, SMALL = "owner", "small"
_VALUES = {
    "lanes": ("owner", "none"), "cards": ("small", "large"), "owner": ("me", "none"),
    "category": ("omitted", "pipeline", "best", "commit"), "next": ("none", "any"), "customer": ("none", "any"),
    "product": ("none", "any"), "tag": ("none", "any"),
    "sign": ("rotting", "late", "no_next", "moved_often", "waits", "none"),
}  # fmt: skip


@dataclass(frozen=True)
class Looks:
    """How the board looks: lanes by owner, small cards, which columns are hidden or folded, by the names of stages."""

    by_owner: bool = False
    is_small: bool = False
    hidden: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Write it as terms of a filter line."""
        said = ["lanes:owner"] * self.by_owner + ["cards:small"] * self.is_small
        for name, stages in (("hide", self.hidden), ("fold", self.folded)):
            if stages:
                said.append(f'{name}:"{",".join(stages)}"')
        return " ".join(said)


def keys() -> list[FilterKey]:
    """Give the keys of the board's filter line."""
    names = dict.fromkeys([*KEYS.values(), "lanes", "cards", "hide", "fold"])
    known = {**KEYS, **LOOKS}
    return [
        FilterKey(key, tuple(way for way, means in known.items() if means == key and way != key), _VALUES.get(key, ()))
        for key in names
    ]


def split(text: str) -> tuple[str, Looks | None]:
    """Part a line into what it filters and how the board is to look; None: it says nothing of looks."""
    rest: list[str] = []
    found: dict[str, tuple[str, ...]] = {}
    for part in _parts(text):
        terms = parse_filter(part, LOOKS).terms
        if len(terms) == 1 and terms[0].op in ("in", "none"):
            found[terms[0].key] = terms[0].value
        else:
            rest.append(part)
    looks = Looks(
        OWNER in found.get("lanes", ()), SMALL in found.get("cards", ()), found.get("hide", ()), found.get("fold", ())
    )
    return " ".join(rest), looks if found else None


def _parts(text: str) -> list[str]:
    """Part a line at its blanks, but for those in quotes."""
    parts, inside, word = [], False, ""
    for sign in text:
        if sign == '"':
            inside = not inside
        if sign.isspace() and not inside:
            parts.append(word)
            word = ""
        else:
            word += sign
    return [part for part in [*parts, word] if part]
