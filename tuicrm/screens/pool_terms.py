"""What the filter line of customers knows: its keys, and the values that each may have."""

from tuicrm.sales.fields import OwnField
from tuicrm.sales.inquiries import STATES
from tuicrm.sales.pool.filtering import HAS, KEYS
from tuicrm.sales.pool.using import USES
from tuicrm.widgets.completion import FilterKey

VALUES = {
    "has": HAS, "owner": ("none", "me"), "class": ("a", "b", "c", "d"), "kind": ("company", "person"),
    "use": tuple(USES), "locked": ("any", "none"), "back": ("..7",), "free": ("30+",), "complete": ("..60",),
    "waiting": ("3+",), "covered": ("yes", "no"), "idle": ("14+", "30+"), "archived": ("any",), "inquiry": STATES,
}  # fmt: skip


def keys() -> list[FilterKey]:
    """Give the keys of the filter line, each with its other spellings."""
    known = dict.fromkeys(KEYS.values())
    return [
        FilterKey(key, tuple(way for way, means in KEYS.items() if means == key and way != key), VALUES.get(key, ()))
        for key in known
    ]


def key_of(field: OwnField) -> FilterKey:
    """Give an own field as a key, with its values as far as they are a list."""
    values = field.choices or (("yes", "no") if field.type == "yesno" else ("any", "none"))
    return FilterKey(field.key, values=values)
