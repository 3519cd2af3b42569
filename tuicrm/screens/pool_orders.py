"""By what lists of customers are sorted, in words: the orders of everybody, and one for each own field."""

from collections.abc import Mapping

from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _
from tuicrm.screens.pool_columns import KINDS, Kind

SORTS = {
    "name": N_("name"),
    "newest": N_("newest first"),
    "since": N_("free or held since"),
    "inquiry": N_("asked last"),
    "action": N_("longest without an action"),
    "class": N_("class"),
    "city": N_("city"),
    "source": N_("source"),
    "owner": N_("owner"),
    "worth": N_("worth and freshness"),
    "back": N_("back in the pool first"),
}


def words(kinds: Mapping[str, Kind]) -> dict[str, str]:
    """Give all orders with their words: those of everybody, and one for each own field."""
    own = {kind.sort: show(kind.words) for key, kind in kinds.items() if key not in KINDS}
    return {key: _(word) for key, word in SORTS.items()} | own


def column_of(order: str, kinds: Mapping[str, Kind]) -> str:
    """Give the column whose head shows an order."""
    own = {kind.sort: key for key, kind in kinds.items() if key not in KINDS}
    return ({"action": "since", "newest": "since", "inquiry": "asked"} | own).get(order, order)


def falls(order: str, wanted: bool | None, kinds: Mapping[str, Kind]) -> bool:
    """Say whether the most stands first in an order: as is wanted, else as it begins."""
    kind = kinds.get(column_of(order, kinds))
    return kind is not None and kind.falls if wanted is None else wanted
