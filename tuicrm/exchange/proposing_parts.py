"""Pieces of a proposal: by what rows are told apart, what records point to, how days and amounts are read."""

import re
from collections.abc import Sequence
from typing import Any

from tuicrm.exchange.headers import bracket, fold
from tuicrm.exchange.reading import Sheet
from tuicrm.exchange.understanding import Draft, all_found, cells, find
from tuicrm.plain.currencies import CODES, code_of
from tuicrm.plain.periods import read_date

_MOST_NAMES = 200
_MOSTLY = 0.7
_SIZED = re.compile(r"\d\s*(?:[km千万亿]|mio|mn|tsd)", re.IGNORECASE)
_NUMBERED = re.compile(r"[A-Za-z]{0,6}[-_/ ]?(?:\d{4}[-/])?\d+")


def record(kind: str, key: list[str], fields: dict[str, Any], **options: Any) -> dict[str, Any]:
    """Give one record that rows become; what is None is left out."""
    filled = {name: value for name, value in fields.items() if value is not None}
    given = {name: value for name, value in options.items() if value is not None}
    return {"kind": kind, "key": key, **given, "fields": filled}


def pointer(draft: Draft, kind: str, places: Sequence[tuple[str, str]], others: Sequence[Draft]) -> str | None:
    """Give the column that points to records of a kind: the one whose texts are most often their ids or names.

    Where no file has such records, or none of its ids and names occurs, the first column that is called so; of people
    one of names before one of bare numbers.
    """
    columns = list(dict.fromkeys(one for place in places for one in all_found(draft.sheet, *place)))
    known = {text for other in others if other.kind == kind for text in _told_by(other)}
    hits = {one: sum(_first(text) in known for text in cells(draft.sheet, one)[:2000]) for one in columns}
    bare = {one for one in columns if kind == "user" and any(map(str.isdecimal, cells(draft.sheet, one)))}
    best = max(columns, key=lambda one: (hits[one], one not in bare), default=None)
    if best is not None:
        draft.used.add(fold(best))
    return best


def owner(draft: Draft, others: Sequence[Draft], *more: tuple[str, str]) -> str | None:
    """Give the column of who sells; without a file of users they are made from it.

    Args:
        more: other places than a user's name and id where it may stand.
    """
    found = pointer(draft, "user", (("user", "name"), ("user", "id"), *more, ("user", "email")), others)
    if found and not any(one.kind == "user" for one in others):
        name, found = found, _id_beside(draft.sheet, found, others)
        draft.used |= {fold(name), fold(found)}
        texts = cells(draft.sheet, name)
        has_mails = bool(texts) and all("@" in text for text in texts)
        fields = {"name": name, "email": name if has_mails else None, "role": {"value": "rep"}}
        draft.records.append(record("user", [found], fields, when=found, repeats="first"))
    return found


def _id_beside(sheet: Sheet, name: str, others: Sequence[Draft]) -> str:
    """Give the column of ids of who sells, which tell two of one name apart; the names where a file has no ids."""
    for one in others:
        named = find(one.sheet, "user", "name")
        number = find(one.sheet, "user", "id")
        if named and not (number and len(cells(one.sheet, named)) == len(cells(one.sheet, number))):
            return name
    return find(sheet, "user", "id") or name


def link(draft: Draft, column: str | None, **options: Any) -> Any:
    """Give a link by a column; where cells name several records ("901;902") it is to the first."""
    if column is None:
        return None
    several = all(re.fullmatch(r"[\w-]+(;[\w-]+)*", text) for text in cells(draft.sheet, column))
    if several and any(";" in text for text in cells(draft.sheet, column)):
        options["first_of"] = ";"
    return {"column": column, **options} if options else column


def named_nowhere(draft: Draft, kind: str, column: str, others: Sequence[Draft]) -> list[str]:
    """Give the names in a column of names that no file knows, [] where they are many or the column has ids."""
    if column not in all_found(draft.sheet, kind, "name"):
        return []
    known = {text.casefold() for other in others if other.kind == kind for text in _told_by(other)}
    found = [text for text in dict.fromkeys(cells(draft.sheet, column)) if text.casefold() not in known]
    return found if len(found) <= _MOST_NAMES else []


def _told_by(draft: Draft) -> set[str]:
    """The ids and names of a file's own records."""
    own = [one for one in draft.records if one["kind"] == draft.kind]
    columns = {one["key"][0] for one in own if len(one["key"]) == 1}
    for one in own:
        name = one["fields"].get("name")
        columns |= {name} if isinstance(name, str) else set()
    return {text for column in columns for text in cells(draft.sheet, column)}


def _first(text: str) -> str:
    return text.partition(";")[0].strip()


def link_of(key: list[str]) -> Any:
    """A link to a record of the same row, by all parts of its key."""
    return key[0] if len(key) == 1 else {"key": list(key)}


def about(draft: Draft) -> list[str | None]:
    """Columns that together may tell one row from another."""
    reached = (("contact", "mobile"), ("contact", "phone"), ("contact", "email"))
    traded = (("product", "name"), ("project", "created_on"), ("purchase", "bought_on"))
    rest = (*reached, *traded) if draft.kind in ("customer", "contact") else (*traded, *reached)
    return [find(draft.sheet, kind, name) for kind, name in (("customer", "name"), *rest)]


def key(draft: Draft, id_: tuple[str, str], *more: Sequence[str | None]) -> list[str]:
    """The first columns whose values are all different: an id, a name, or more and more of what a row is about.

    An id that a few rows lack or share is still one: those are mistakes, and the import tells their lines.
    """
    ids = [one for one in (find(draft.sheet, *id_), find(draft.sheet, "any", "id")) if one]
    tries = [([one], _MOSTLY) for one in ids]
    for some in more:
        filled = [one for one in some if one]
        tries += [(filled[: size + 1], 1.0) for size in range(len(filled))]
    rows = {tuple(record.cells.values()): record.cells for record in draft.sheet.records}.values()
    for columns, share in tries:
        told = [tuple(row[fold(one)].strip() for one in columns) for row in rows]
        if told and len({one for one in told if any(one)}) >= share * len(told):
            draft.used |= {fold(one) for one in columns}
            return columns
    counted = [one for one in draft.sheet.headers if _counts(cells(draft.sheet, one), len(draft.sheet.records))]
    if counted and not find(draft.sheet, *id_):
        draft.used.add(fold(counted[0]))
        return counted[:1]
    return tries[-1][0] if tries else [draft.sheet.headers[0]]


def _counts(texts: Sequence[str], rows: int) -> bool:
    """Say whether a column numbers the rows: V-17, 2026/0042, 17."""
    return len(set(texts)) == len(texts) == rows > 0 and all(_NUMBERED.fullmatch(text) for text in texts)


def day(draft: Draft, column: str | None) -> Any:
    """A column of days: with the order of day and month where the file tells it, lenient where a cell is none."""
    if column is None:
        return None
    texts = cells(draft.sheet, column)[:2000]
    options: dict[str, Any] = {"column": column}
    pairs = [pair for text in texts if (pair := re.match(r"(\d{1,2})([-/.])(\d{1,2})[-/.](?:\d{4}|\d\d\b)", text))]
    if pairs:
        month_first = sum(int(pair[3]) > 12 for pair in pairs)
        day_first = sum(int(pair[1]) > 12 for pair in pairs) or (not month_first and pairs[0][2] == ".")
        options["order"] = "dmy" if day_first and day_first >= month_first else "mdy"
        if not day_first and not month_first:
            draft.guessed[column] = None
    if not all(_reads(text, options.get("order")) for text in texts):
        options["unreadable"] = "leave"
    return options if len(options) > 1 else column


def _reads(text: str, order: Any) -> bool:
    try:
        read_date(text, order=order)
    except ValueError:
        return False
    return True


def amount(draft: Draft, column: str | None) -> Any:
    """The amount of a project: an estimate, which may be a word."""
    found = money(draft, column)
    if found is None:
        return None
    return {**(found if isinstance(found, dict) else {"column": found}), "unreadable": "leave"}


def money(draft: Draft, column: str | None) -> Any:
    """A column of amounts: with its decimal sign where the column tells it, with the currency beside it."""
    if column is None:
        return None
    options: dict[str, Any] = {"column": column}
    texts = cells(draft.sheet, column)[:2000]
    signs = {found[1] for text in texts if (found := re.search(r"\d([.,])(?:\d{1,2}|\d{4,})$", text))}
    if len(signs) == 1:
        options["decimal"] = signs.pop()
    beside = find(draft.sheet, "project", "currency")
    if beside and any(code_of(text) in CODES for text in cells(draft.sheet, beside)):
        options["currency_column"] = draft.column("project", "currency")
    said = bracket(column)
    if said.currency and "currency_column" not in options:
        options["currency"] = said.currency
    if said.size > 1 and not any(map(_SIZED.search, texts)):  # else the cells say it themselves: 12.5万
        options["unit"] = said.size
    return options if len(options) > 1 else column


def loose(column: str | None) -> Any:
    return {"column": column, "unreadable": "leave"} if column else None


def made(column: str | None, make: bool) -> Any:
    return {"column": column, "missing": "make"} if column and make else column
