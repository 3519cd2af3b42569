"""Propose a mapping: the records that the rows of understood files are likely to become."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from tuicrm.exchange.aliases import fields_of
from tuicrm.exchange.fields import FIELDS
from tuicrm.exchange.headers import fold
from tuicrm.exchange.reading import Sheet
from tuicrm.exchange.understanding import NO_STAGE, Draft, find, main_kind
from tuicrm.plain.periods import read_date

_ORDER = ("user", "product", "customer", "project", "purchase")


def drafts(sheets: Sequence[Sheet]) -> list[Draft]:
    """Understand files together: who sells and to whom may stand in one file or in files of their own."""
    found = [Draft(sheet, main_kind(sheet)) for sheet in sheets]
    kinds = {draft.kind for draft in found}
    for draft in found:
        if draft.kind is not None:
            _DRAFTERS[draft.kind](draft, kinds)
    return sorted(found, key=lambda one: _ORDER.index(one.kind) if one.kind else len(_ORDER))


def _users(draft: Draft, kinds: set[str | None]) -> None:
    name, team = draft.column("user", "name"), draft.column("user", "team")
    office = draft.column("user", "office")
    if team:
        draft.records.append(_record("team", [team], {"name": team, "office": office}, repeats="first"))
    fields = {
        "name": name,
        "team": team,
        "email": draft.column("user", "email"),
        "login": draft.column("user", "login"),
    }
    draft.records.append(_record("user", [str(name)], fields))


def _products(draft: Draft, kinds: set[str | None]) -> None:
    fields = {one: draft.column("product", one) for one in ("name", "series", "list", "cost")}
    draft.records.append(_record("product", [str(fields["name"])], fields))


def _customers(draft: Draft, kinds: set[str | None]) -> None:
    owner = _owner(draft, kinds)
    _customer(draft, owner, is_main=True)
    _contact(draft)
    _inquiry(draft)


def _projects(draft: Draft, kinds: set[str | None]) -> None:
    owner = _owner(draft, kinds)
    customer = draft.column("customer", "name")
    if customer and "customer" not in kinds:
        _customer(draft, owner, is_main=False)
        _contact(draft)
        _inquiry(draft)
    closed, expected = draft.column("project", "closed_on"), draft.column("project", "expected_on")
    fields: dict[str, Any] = {
        "name": draft.column("project", "name"),
        "stage": draft.column("project", "stage") or {"value": NO_STAGE},
        "customer": customer,
        "owner": owner,
        "product": _made(draft.column("product", "name"), "product" not in kinds),
        "amount": _amount(draft, draft.column("project", "amount")),
        "created_on": _day(draft, draft.column("project", "created_on")),
        "closed_on": _day(draft, closed or expected),  # of a won one the expected day is the best there is
        "expected_on": _day(draft, expected or closed),
        "lost_reason": draft.column("project", "lost_reason"),
        "competitor": draft.column("project", "competitor"),
        "note": draft.column("any", "note"),
    }
    if probability := draft.column("project", "probability"):
        fields["probability"] = {"column": probability, "unreadable": "leave"}
    key = _key(draft, ("project", "id"), [fields["name"]], _about(draft))
    draft.records.append(_record("project", key, fields))


def _purchases(draft: Draft, kinds: set[str | None]) -> None:
    owner = _owner(draft, kinds)
    customer = draft.column("customer", "id") or draft.column("customer", "name")
    if customer and "customer" not in kinds:
        _customer(draft, owner, is_main=False)
    fields: dict[str, Any] = {
        "customer": customer,
        "product": _made(draft.column("product", "name"), "product" not in kinds),
        "bought_on": _day(draft, draft.column("purchase", "bought_on")),
        "amount": _money(draft, draft.column("purchase", "amount") or draft.column("project", "amount")),
        "profit": _money(draft, draft.column("purchase", "profit")),
        "quantity": draft.column("purchase", "quantity"),
    }
    draft.records.append(_record("purchase", _key(draft, ("purchase", "id"), _about(draft)), fields))


_DRAFTERS: dict[str, Callable[[Draft, set[str | None]], None]] = {
    "user": _users,
    "product": _products,
    "customer": _customers,
    "project": _projects,
    "purchase": _purchases,
}


def _owner(draft: Draft, kinds: set[str | None]) -> str | None:
    """The column of who sells; without a file of users they are made from it."""
    owner = draft.column("user", "name")
    if owner and "user" not in kinds:
        role = {"value": "rep"}
        draft.records.append(_record("user", [owner], {"name": owner, "role": role}, when=owner, repeats="first"))
    return owner


def _customer(draft: Draft, owner: str | None, *, is_main: bool) -> None:
    fields: dict[str, Any] = {
        one: draft.column("customer", one) for one in fields_of("customer") if one in FIELDS["customer"]
    }
    if is_main:
        fields["owner"] = owner
        fields["created_on"] = _day(draft, fields["created_on"] or draft.column("project", "created_on"))
        fields["note"] = draft.column("any", "note")
        if not find(draft.sheet, "contact", "name") and not find(draft.sheet, "contact", "last"):
            for one in ("phone", "mobile", "email"):
                fields[one] = _loose(draft.column("contact", one))
    elif find(draft.sheet, "user", "name"):
        fields["owner"] = owner
    source, campaign = find(draft.sheet, "inquiry", "source"), find(draft.sheet, "inquiry", "campaign")
    fields |= {"source": source, "campaign": campaign}
    draft.used |= {fold(one) for one in (source, campaign) if one}
    key = _customer_key(draft)
    draft.records.append(
        _record("customer", key, fields, when=None if is_main else str(fields["name"]), repeats="first")
    )


def _customer_key(draft: Draft) -> list[str]:
    """Its id; else its name, with its phone where two are called alike."""
    name = str(find(draft.sheet, "customer", "name"))
    if draft.kind == "customer":
        return _key(draft, ("customer", "id"), [name], _about(draft))
    found = draft.column("customer", "id")
    return [found or name]


def _contact(draft: Draft) -> None:
    name, first, last = (find(draft.sheet, "contact", one) for one in ("name", "first", "last"))
    if not (name or last):
        return
    draft.used |= {fold(one) for one in (name, first, last) if one}
    key = draft.records[-1]["key"]
    who: Any = name or {"columns": [one for one in (first, last) if one], "join": " "}
    fields = {
        "customer": _link_of(key),
        "name": who,
        "title": draft.column("contact", "title"),
        **{one: _loose(draft.column("contact", one)) for one in ("phone", "mobile", "email")},
    }
    if fields["customer"] is not None:
        draft.records.append(_record("contact", [*key, str(name or last)], fields, when=name or last, repeats="first"))


def _inquiry(draft: Draft) -> None:
    source = draft.column("inquiry", "source")
    customer = next((one for one in draft.records if one["kind"] == "customer"), None)
    if source is None or customer is None:
        return
    fields = {
        "customer": _link_of(customer["key"]),
        "source": source,
        "campaign": draft.column("inquiry", "campaign"),
        "came_on": _day(draft, find(draft.sheet, "customer", "created_on") or find(draft.sheet, "inquiry", "came_on")),
    }
    if fields["customer"] is not None:
        draft.records.append(_record("inquiry", customer["key"], fields, when=source, repeats="first"))


def _link_of(key: list[str]) -> Any:
    """A link to a record of the same row, by all parts of its key."""
    return key[0] if len(key) == 1 else {"key": list(key)}


def _about(draft: Draft) -> list[str | None]:
    """Columns that together may tell one row from another."""
    named = (
        ("customer", "name"), ("contact", "mobile"), ("contact", "phone"), ("contact", "email"), ("product", "name"),
        ("project", "created_on"), ("purchase", "bought_on"),
    )  # fmt: skip
    return [find(draft.sheet, kind, name) for kind, name in named]


def _key(draft: Draft, id_: tuple[str, str], *more: Sequence[str | None]) -> list[str]:
    """The first columns whose values are all different: an id, a name, or more and more of what a row is about."""
    tries: list[list[str]] = [[one] for one in (find(draft.sheet, *id_), find(draft.sheet, "any", "id")) if one]
    for some in more:
        filled = [one for one in some if one]
        tries += [filled[: size + 1] for size in range(len(filled))]
    for columns in tries:
        cells = [tuple(record.cells[fold(one)].strip() for one in columns) for record in draft.sheet.records]
        if cells and all(any(one) for one in cells) and len(set(cells)) == len(cells):
            draft.used |= {fold(one) for one in columns}
            return columns
    return tries[-1] if tries else [draft.sheet.headers[0]]


def _day(draft: Draft, column: str | None) -> Any:
    """A column of days: with the order of day and month where the file tells it, lenient where a cell is none."""
    if column is None:
        return None
    texts = [text for record in draft.sheet.records[:2000] if (text := record.cells[fold(column)].strip())]
    options: dict[str, Any] = {"column": column}
    pairs = [re.match(r"(\d{1,2})[-/.](\d{1,2})[-/.]\d{4}", text) for text in texts]
    if any(pairs):
        options["order"] = "dmy" if any(pair and int(pair[1]) > 12 for pair in pairs) else "mdy"
    if not all(_reads(text, options.get("order")) for text in texts):
        options["unreadable"] = "leave"
    return options if len(options) > 1 else column


def _reads(text: str, order: Any) -> bool:
    try:
        read_date(text, order=order)
    except ValueError:
        return False
    return True


def _amount(draft: Draft, column: str | None) -> Any:
    """The amount of a project: an estimate, which may be a word."""
    found = _money(draft, column)
    if found is None:
        return None
    return {**(found if isinstance(found, dict) else {"column": found}), "unreadable": "leave"}


def _money(draft: Draft, column: str | None) -> Any:
    """A column of amounts: with its decimal sign where the column tells it, with the currency beside it."""
    if column is None:
        return None
    options: dict[str, Any] = {"column": column}
    texts = [record.cells[fold(column)].strip() for record in draft.sheet.records[:2000]]
    signs = {found[1] for text in texts if (found := re.search(r"\d([.,])(?:\d{1,2}|\d{4,})$", text))}
    if len(signs) == 1:
        options["decimal"] = signs.pop()
    if currency := draft.column("project", "currency"):
        options["currency_column"] = currency
    return options if len(options) > 1 else column


def _loose(column: str | None) -> Any:
    return {"column": column, "unreadable": "leave"} if column else None


def _made(column: str | None, make: bool) -> Any:
    return {"column": column, "missing": "make"} if column and make else column


def _record(kind: str, key: list[str], fields: dict[str, Any], **options: Any) -> dict[str, Any]:
    filled = {name: value for name, value in fields.items() if value is not None}
    given = {name: value for name, value in options.items() if value is not None}
    return {"kind": kind, "key": key, **given, "fields": filled}
