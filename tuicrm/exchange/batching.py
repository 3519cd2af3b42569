"""Rows -> batches: of a size that one transaction takes, those that others lean on first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tuicrm.exchange.rows import Row
from tuicrm.sales.taking_over.arrivals import Arrival, Batch, Link

SIZE = 500


@dataclass(frozen=True)
class Bundle:
    """A batch and the rows it was made of, by their number in it."""

    batch: Batch
    rows: tuple[Row, ...]


def bundles(system: str, funnel: str | None, rows: Iterable[Row], size: int = SIZE) -> Iterator[Bundle]:
    """Cut rows of one file into batches. Records that lean on others of their own kind come after them."""
    for level in levels(list(rows)):
        for start in range(0, len(level), size):
            yield _bundle(system, funnel, level[start : start + size])


def levels(rows: Sequence[Row]) -> list[list[Row]]:
    """Sort rows by how many others of the same file they lean on, one behind the other (subsidiaries of subsidiaries).

    Where they lean on each other in a ring, they may come in without that link.
    """
    leans = {(one.kind, one.key): link for row in rows for one, link in _own_links(row)}
    if not leans:
        return [list(rows)] if rows else []
    sorted_: dict[int, list[Row]] = {}
    for row in rows:
        depths = [_depth(one.kind, one.key, leans) for one in row.arrivals if one]
        if None in depths:
            row = replace(row, arrivals=tuple(_loosened(one) for one in row.arrivals))
        depth = max((one for one in depths if one is not None), default=0)
        sorted_.setdefault(depth, []).append(row)
    return [sorted_[depth] for depth in sorted(sorted_)]


def _own_links(row: Row) -> Iterator[tuple[Arrival, Link]]:
    for one in row.arrivals:
        if one is not None:
            yield from ((one, link) for link in one.links.values() if link and link.kind == one.kind)


def _depth(kind: str, key: str, leans: dict[tuple[str, str], Link]) -> int | None:
    """How many stand behind each other; None where somebody in the row leads back to it."""
    depth, seen = 0, {key}
    while (link := leans.get((kind, key))) is not None:
        key = link.text
        if key in seen:
            return None
        seen.add(key)
        depth += 1
    return depth


def _loosened(one: Arrival | None) -> Arrival | None:
    if one is None:
        return None
    links = {
        name: replace(link, missing="leave") if link and link.kind == one.kind else link
        for name, link in one.links.items()
    }
    return replace(one, links=links)


def _bundle(system: str, funnel: str | None, rows: Sequence[Row]) -> Bundle:
    steps: list[tuple[Arrival, ...]] = []
    for place in range(len(rows[0].arrivals)):
        arrivals = ((number, row.arrivals[place]) for number, row in enumerate(rows))
        steps.append(tuple(replace(one, row=number) for number, one in arrivals if one is not None))
    return Bundle(Batch(system, funnel, tuple(steps)), tuple(rows))
