"""Take a batch of rows: each in whole or not at all, what is known and unchanged not again."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from tuicrm.sales.taking_over import own, past
from tuicrm.sales.taking_over.arrivals import Arrival, Batch, Kept, Link, Refusal, Taken
from tuicrm.sales.taking_over.campaigns import CAMPAIGN, CAMPAIGN_COST
from tuicrm.sales.taking_over.contacts import CONTACT
from tuicrm.sales.taking_over.credited import CREDIT
from tuicrm.sales.taking_over.customers import CUSTOMER
from tuicrm.sales.taking_over.deeds import ACTION
from tuicrm.sales.taking_over.edits import is_edited, last_written
from tuicrm.sales.taking_over.goods import PRODUCT
from tuicrm.sales.taking_over.hands import HANDOVER
from tuicrm.sales.taking_over.inquiries import INQUIRY
from tuicrm.sales.taking_over.kinds import Kind, New, Renewal, Row
from tuicrm.sales.taking_over.links import look_up, make_missing
from tuicrm.sales.taking_over.moves import MOVE
from tuicrm.sales.taking_over.people import TEAM, USER
from tuicrm.sales.taking_over.projects import PROJECT
from tuicrm.sales.taking_over.purchases import PURCHASE
from tuicrm.sales.taking_over.staff import LEAVE, MEMBERSHIP, SEAT_COST, TARGET
from tuicrm.sales.taking_over.work import Work
from tuicrm.store import change, origins
from tuicrm.store.origins import Origin

KINDS = {
    kind.name: kind
    for kind in (
        TEAM, USER, MEMBERSHIP, LEAVE, SEAT_COST, TARGET, CAMPAIGN, CAMPAIGN_COST, PRODUCT, CUSTOMER, CONTACT, PROJECT,
        MOVE, HANDOVER, CREDIT, INQUIRY, PURCHASE, ACTION,
    )
}  # fmt: skip
CHUNK = 500


@dataclass
class Tally:
    """What was counted so far, by kind."""

    made: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)


def take(work: Work, batch: Batch) -> Taken:
    """Take in the rows of a batch that can be, and say what became of each."""
    refused = _refused(work, batch)
    tally = Tally()
    for step in batch.steps:
        arrivals = [arrival for arrival in step if arrival.row not in refused]
        if arrivals:
            _take_step(work, KINDS[arrivals[0].kind], arrivals, tally)
    past.settle(work)
    return Taken(
        dict(tally.made + work.made), dict(tally.changed), dict(tally.skipped), tuple(work.kept),
        tuple(refused[row] for row in sorted(refused)), tuple(work.noted),
        tuple(sorted(work.without_rate)),
    )  # fmt: skip


def _refused(work: Work, batch: Batch) -> dict[int, Refusal]:
    """Check everything before the first write, so that a refused row leaves no half of itself."""
    links = [link for step in batch.steps for one in step for link in one.links.values() if link]
    look_up(work, links)
    refused: dict[int, Refusal] = {}
    for step in batch.steps:
        for arrival in step:
            if found := KINDS[arrival.kind].refuses(work, arrival):
                refused.setdefault(arrival.row, Refusal(arrival.row, arrival.kind, *found))
    before = -1
    while before != len(refused):  # a row that leans on a refused one is refused with it
        before = len(refused)
        coming: set[tuple[str, str]] = set()
        for step in batch.steps:
            for arrival in step:
                if arrival.row not in refused and (problem := _missing(work, arrival, coming)):
                    refused[arrival.row] = problem
            coming |= {(arrival.kind, arrival.key) for arrival in step if arrival.row not in refused}
    live = (one for step in batch.steps for one in step if one.row not in refused)
    wanted = [link for one in live for link in one.links.values() if link]
    make_missing(work, (link for link in wanted if (link.kind, link.text) not in coming))
    return refused


def _missing(work: Work, arrival: Arrival, coming: set[tuple[str, str]]) -> Refusal | None:
    for name, link in arrival.links.items():
        if link is None or link.missing == "make" or (link.kind, link.text) in coming:
            continue
        if work.ids.get((link.kind, link.text)) is None and link.missing == "refuse":
            code = "ambiguous" if (link.kind, link.text) in work.ambiguous else f"no_{link.kind}"
            return Refusal(arrival.row, arrival.kind, code, name)
    return None


def _take_step(work: Work, kind: Kind, arrivals: Sequence[Arrival], tally: Tally) -> None:
    first: dict[str, Arrival] = {}
    for arrival in arrivals:
        first.setdefault(arrival.key, arrival)
        _note_left_links(work, arrival)
    known = origins.known(work.session, work.system, kind.name, first)
    for key, origin in known.items():
        if work.ids.get((kind.name, key)) is None:
            work.ids[kind.name, key] = origin.record_id
    fresh = [arrival for key, arrival in first.items() if key not in known]
    same = kind.find(work, fresh) if fresh else {}
    new = [arrival for arrival in fresh if arrival.key not in same]
    firsts = list({kind.same(one): one for one in reversed(new)}.values())[::-1] if kind.same else new
    _make(work, kind, firsts, tally)
    if len(firsts) < len(new):
        made = {one.key for one in firsts}
        same |= kind.find(work, [one for one in new if one.key not in made])
    again: list[tuple[Arrival, Origin | None, int]] = [(one, None, same[one.key]) for one in fresh if one.key in same]
    for key, origin in known.items():
        arrival = first[key]
        if arrival.is_repeat:
            continue
        if origin.digest == arrival.digest:
            tally.skipped[kind.name] += 1
        else:
            again.append((arrival, origin, origin.record_id))
    _renew(work, kind, sorted(again, key=lambda one: one[2]), tally)


def _make(work: Work, kind: Kind, arrivals: Sequence[Arrival], tally: Tally) -> None:
    if not arrivals:
        return
    rows = [kind.row(work, arrival) for arrival in arrivals]
    kind.complete(work, rows)
    ids = change.insert_many(work.session, kind.table, rows)
    made: list[New] = list(zip(ids, arrivals, strict=True))
    for record_id, arrival in made:
        work.ids[kind.name, arrival.key] = record_id
    came = [(arrival.key, record_id, arrival.digest) for record_id, arrival in made]
    origins.remember(work.session, work.system, kind.name, kind.table.name, came)
    kind.made(work, made)
    own.add(work, kind.name, made)
    tally.made[kind.name] += len(made)


def _renew(work: Work, kind: Kind, again: Sequence[tuple[Arrival, Origin | None, int]], tally: Tally) -> None:
    ids = [record_id for _arrival, _origin, record_id in again]
    work.session.lock(kind.table, *ids)  # what is claimed or edited in this moment counts as edited here
    written = last_written(work.session, kind.table.name, ids) if ids else {}
    before = _rows(work, kind, ids)
    for arrival, origin, record_id in again:
        if origin is None:
            came = [(arrival.key, record_id, arrival.digest)]
            origins.remember(work.session, work.system, kind.name, kind.table.name, came)
            work.ids[kind.name, arrival.key] = record_id
        is_changed = before[record_id].get("archived_at") is None and _renew_one(
            work, kind, Renewal(record_id, arrival, before[record_id], written[record_id])
        )
        if origin is not None and (kind.name, arrival.key) not in work.again:
            origins.read_again(work.session, origin, arrival.digest)
        (tally.changed if is_changed else tally.skipped)[kind.name] += 1


def _renew_one(work: Work, kind: Kind, renewal: Renewal) -> bool:
    """Set the fields that say something new and were not edited here; name those that were."""
    row = kind.row(work, renewal.arrival)
    columns: Row = {}
    kept: list[str] = []
    for name in [*renewal.arrival.values, *renewal.arrival.links]:
        group = kind.fields.get(name, ())
        if all(renewal.before[column] == row[column] for column in group):
            continue
        if not is_edited(renewal.before, renewal.written, *group):
            columns |= {column: row[column] for column in group}
        elif row[group[0]] is not None:
            kept.append(name)
    is_changed = bool(columns) and change.update(work.session, kind.table, renewal.record_id, **columns)
    more, kept_more = kind.renewed(work, renewal, columns)
    own_changed, own_kept = own.renew(work, kind.name, renewal.record_id, (renewal.record_id, renewal.arrival))
    if all_kept := (*kept, *kept_more, *own_kept):
        work.kept.append(Kept(renewal.arrival.row, kind.name, renewal.record_id, all_kept))
    return is_changed or more or own_changed


def _rows(work: Work, kind: Kind, ids: Sequence[int]) -> dict[int, Any]:
    rows: dict[int, Any] = {}
    for start in range(0, len(ids), CHUNK):
        found = select(kind.table).where(kind.table.c.id.in_(ids[start : start + CHUNK]))
        rows.update({row.id: row._mapping for row in work.session.all(found)})
    return rows


def _note_left_links(work: Work, arrival: Arrival) -> None:
    for name, link in arrival.links.items():
        if isinstance(link, Link) and link.missing == "leave" and work.ids.get((link.kind, link.text)) is None:
            work.note(arrival, "left_link", name)
