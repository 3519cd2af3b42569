"""Records that are here already, but came on another way: the other system's row is the same one, not a second."""

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import select

from tuicrm.sales.taking_over.work import Work
from tuicrm.store.tables.system import source_rows

Named = Callable[[Work, str, Sequence[str]], Mapping[str, Sequence[int]]]


def strangers(
    work: Work, kind: str, spelled: Mapping[str, Sequence[str]], named: Named, *, any_way: bool = False
) -> dict[str, int]:
    """Give for each id there the one record here that is called so.

    What came from the same system under another id is another record: that system says so itself.

    Args:
        spelled: what a record may be called here, the surest first.
        any_way: a name that is unique here is the same record however it came.
    """
    found = named(work, kind, sorted({text for texts in spelled.values() for text in texts}))
    ids = {one for some in found.values() for one in some}
    came = select(source_rows.c.record_id).where(
        source_rows.c.system == work.system, source_rows.c.record_kind == kind, source_rows.c.record_id.in_(ids)
    )
    own = set() if any_way or not ids else set(work.session.values(came))
    taken: set[int] = set()
    same: dict[str, int] = {}
    for key, texts in spelled.items():
        for text in texts:
            candidates = [one for one in found.get(text, ()) if one not in own]
            if len(candidates) == 1 and (any_way or candidates[0] not in taken):
                same[key] = candidates[0]
                taken.add(candidates[0])
                break
    return same
