"""Find the records that rows name: by their ids in the other system first, then by what they are called here."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Table, func, select

from tuicrm.plain.clean import line
from tuicrm.plain.names import folded, name_key
from tuicrm.sales.taking_over.arrivals import Link
from tuicrm.sales.taking_over.work import Work
from tuicrm.store import change, origins
from tuicrm.store.tables.channels import campaigns, sources
from tuicrm.store.tables.customers import contacts, customers
from tuicrm.store.tables.funnel import lost_reasons
from tuicrm.store.tables.people import teams, users
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import products

Names = dict[str, list[int]]


def product_key(name: str) -> str:
    """Return what two spellings of a product have in common: "GTXPro" and "GTX Pro" are one."""
    return name_key(line(name)).replace(" ", "")[:120]


def look_up(work: Work, links: Iterable[Link]) -> None:
    """Fill `work.ids` for all links that are not known yet; a name that two records have is `work.ambiguous`."""
    wanted: dict[str, dict[str, None]] = {}
    for link in links:
        if (link.kind, link.text) not in work.ids:
            wanted.setdefault(link.kind, {})[link.text] = None
    for kind, texts in wanted.items():
        if kind == "stage":
            found = {
                text: [one.id for one in work.stages.values() if folded(one.name) == folded(text)] for text in texts
            }
        else:
            found = _by_origin(work, kind, texts)
            rest = [text for text in texts if text not in found]
            found |= named(work, kind, rest) if rest else {}
        for text in texts:
            ids = found.get(text, [])
            work.ids[kind, text] = ids[0] if len(ids) == 1 else None
            if len(ids) > 1:
                work.ambiguous.add((kind, text))


def named(work: Work, kind: str, texts: Sequence[str]) -> Names:
    """Give the records of a kind that are called by each text; records set aside are not found."""
    find = _FINDERS.get(kind)
    return find(work, texts) if find else {}


def make_missing(work: Work, links: Iterable[Link]) -> None:
    """Make the sources, campaigns, products and reasons that rows name and nobody has yet."""
    made: dict[tuple[str, str], int] = {}
    for link in dict.fromkeys(links):
        place, make = (link.kind, link.text), _MAKERS.get(link.kind)
        if link.missing != "make" or make is None or place in work.ambiguous or work.ids.get(place) is not None:
            continue
        spelled = link.kind, (product_key if link.kind == "product" else folded)(line(link.text))
        if spelled not in made:
            made[spelled] = make(work, line(link.text))
        work.ids[place] = made[spelled]


def _by_origin(work: Work, kind: str, texts: Iterable[str]) -> Names:
    known = origins.known(work.session, work.system, kind, texts)
    found = {text: [origin.record_id] for text, origin in known.items()}
    if kind == "customer" and found:
        ids = [ids[0] for ids in found.values()]
        merged = select(customers.c.id, customers.c.merged_into_id).where(
            customers.c.id.in_(ids), customers.c.merged_into_id.is_not(None)
        )
        into = {row.id: row.merged_into_id for row in work.session.all(merged)}
        found = {text: [into.get(ids[0], ids[0])] for text, ids in found.items()}
    return found


def _customers(work: Work, texts: Sequence[str]) -> Names:
    """By the comparison key; where several have it, the one that is spelled just so."""
    keys = {text: name_key(line(text))[:200] for text in texts}
    here = customers.c.name_key.in_(set(keys.values())), customers.c.archived_at.is_(None)
    rows = work.session.all(select(customers.c.id, customers.c.name, customers.c.name_key).where(*here))
    by_key: dict[str, list[Row[Any]]] = {}
    for row in rows:
        by_key.setdefault(row.name_key, []).append(row)
    found: Names = {}
    for text, key in keys.items():
        same = by_key.get(key, [])
        exact = [row for row in same if row.name == line(text)]
        found[text] = [row.id for row in (exact if len(same) > 1 and exact else same)]
    return found


def _projects(work: Work, texts: Sequence[str]) -> Names:
    """By handle, else by the name, spelled just so."""
    found: Names = {}
    for column in (projects.c.handle, projects.c.name):
        rest = [text for text in texts if text not in found]
        here = column.in_([line(text) for text in rest]), projects.c.archived_at.is_(None)
        for row in work.session.all(select(projects.c.id, column.label("said")).where(*here)):
            for text in rest:
                if line(text) == row.said:
                    found.setdefault(text, []).append(row.id)
    return found


def _contacts(work: Work, texts: Sequence[str]) -> Names:
    """By the name, spelled just so."""
    wanted = {line(text): text for text in texts}
    here = contacts.c.name.in_(wanted), contacts.c.archived_at.is_(None)
    found: Names = {}
    for row in work.session.all(select(contacts.c.id, contacts.c.name).where(*here)):
        if row.name in wanted:  # two databases do not agree on what is equal
            found.setdefault(wanted[row.name], []).append(row.id)
    return found


def _folded(
    table: Table, *columns: str, key: Callable[[str], str] = folded, living: bool = True
) -> Callable[[Work, Sequence[str]], Names]:
    """Find in a table of a few hundred rows by any of some columns; where a name is unique, also what is set aside."""

    def find(work: Work, texts: Sequence[str]) -> Names:
        chosen = select(table.c.id, *(table.c[name] for name in columns))
        if living:
            chosen = chosen.where(table.c.archived_at.is_(None))
        by_name: Names = {}
        for row in work.session.all(chosen):
            for name in {key(str(value)) for value in tuple(row)[1:] if value}:
                by_name.setdefault(name, []).append(row.id)
        return {text: by_name.get(key(line(text)), []) for text in texts}

    return find


_FINDERS: Mapping[str, Callable[[Work, Sequence[str]], Names]] = {
    "customer": _customers,
    "contact": _contacts,
    "user": _folded(users, "name", "login", "email"),
    "team": _folded(teams, "name", living=False),
    "source": _folded(sources, "key", "name"),
    "campaign": _folded(campaigns, "name", living=False),
    "lost_reason": _folded(lost_reasons, "key", "name"),
    "product": _folded(products, "name", key=product_key),
    "project": _projects,
}


def _make_source(work: Work, name: str) -> int:
    from tuicrm.sales.fields import field_key

    key = _free(work, sources, "key", field_key(name)[:30])
    return change.insert(work.session, sources, key=key, name=name[:80], position=_count(work, sources))


def _make_reason(work: Work, name: str) -> int:
    from tuicrm.sales.fields import field_key

    key = _free(work, lost_reasons, "key", field_key(name)[:30])
    return change.insert(work.session, lost_reasons, key=key, name=name[:80], position=_count(work, lost_reasons))


def _make_campaign(work: Work, name: str) -> int:
    """A campaign runs through a source; of one that only its name is known of, through the one called so."""
    by_key = select(sources.c.id).where(sources.c.key == "campaign")
    source_id = work.session.value(by_key) or work.session.value(select(func.min(sources.c.id)))
    return change.insert(work.session, campaigns, name=name[:120], source_id=source_id)


def _make_product(work: Work, name: str) -> int:
    row = {"product_key": product_key(name), "name": name[:200], "currency": work.house.currency}
    return change.insert(work.session, products, **row)


_MAKERS: Mapping[str, Callable[[Work, str], int]] = {
    "source": _make_source,
    "lost_reason": _make_reason,
    "campaign": _make_campaign,
    "product": _make_product,
}


def _free(work: Work, table: Table, column: str, wanted: str) -> str:
    """A key that nobody has: where it is taken, a number follows."""
    found, number = wanted, 1
    while work.session.exists(select(table.c.id).where(table.c[column] == found)):
        number += 1
        found = f"{wanted[:26]}-{number}"
    return found


def _count(work: Work, table: Table) -> int:
    return int(work.session.value(select(func.count()).select_from(table)) or 0)
