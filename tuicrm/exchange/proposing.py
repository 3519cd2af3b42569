"""Propose a mapping: the records that the rows of understood files are likely to become."""

from collections.abc import Callable, Sequence
from typing import Any

from tuicrm.exchange.aliases import fields_of, is_deleted, is_yes, stage_kind
from tuicrm.exchange.fields import FIELDS
from tuicrm.exchange.headers import fold
from tuicrm.exchange.proposing_actions import actions
from tuicrm.exchange.proposing_parts import (
    about,
    amount,
    day,
    key,
    link,
    link_of,
    loose,
    made,
    money,
    named_nowhere,
    owner,
    pointer,
    record,
)
from tuicrm.exchange.reading import Sheet
from tuicrm.exchange.understanding import (
    NO_STAGE,
    Draft,
    cells,
    ended_by,
    find,
    main_kind,
    stage_column,
    stages_of,
)

_ORDER = ("user", "product", "customer", "contact", "project", "move", "purchase", "action")
_CUSTOMER = (("customer", "id"), ("customer", "link"), ("customer", "name"))


def drafts(sheets: Sequence[Sheet]) -> list[Draft]:
    """Understand files together: who sells and to whom may stand in one file or in files of their own."""
    found = [Draft(sheet, main_kind(sheet)) for sheet in sheets]
    if not any(draft.kind == "customer" for draft in found):
        for draft in found:  # contacts that name their company bring it along
            if draft.kind == "contact" and find(draft.sheet, "customer", "name"):
                draft.kind = "customer"
    found.sort(key=lambda one: _ORDER.index(one.kind) if one.kind else len(_ORDER))
    for draft in found:
        if draft.kind is not None:
            _DRAFTERS[draft.kind](draft, found)
            _leave_deleted(draft)
    return found


def _leave_deleted(draft: Draft) -> None:
    """Leave out rows that a column marks as thrown away."""
    marked = find(draft.sheet, "any", "deleted")
    if marked is None:
        return
    draft.used.add(fold(marked))
    texts = list(dict.fromkeys(cells(draft.sheet, marked)))
    kept = [text for text in texts if not is_yes(text)]
    if len(kept) == len(texts):
        return
    for one in draft.records:
        one.setdefault("when", {"column": marked, "is": [*kept, ""]})


def _has(kind: str, others: Sequence[Draft]) -> bool:
    return any(one.kind == kind for one in others)


def _users(draft: Draft, others: Sequence[Draft]) -> None:
    name, team = draft.column("user", "name"), draft.column("user", "team")
    office = draft.column("user", "office")
    if team:
        draft.records.append(record("team", [team], {"name": team, "office": office}, repeats="first"))
    login, email = draft.column("user", "login"), draft.column("user", "email")
    fields = {
        "name": name or _whole_name(draft) or login,
        "team": team,
        "email": email,
        "login": login,
        "joined_on": day(draft, draft.column("user", "joined_on")),
        "left_on": day(draft, draft.column("user", "left_on")),
    }
    draft.records.append(record("user", key(draft, ("user", "id"), [name or login or email]), fields))


def _whole_name(draft: Draft) -> Any:
    """First and last name in columns of their own; of who has neither the e-mail."""
    parts = [one for one in (draft.column("contact", "first"), draft.column("contact", "last")) if one]
    if not parts:
        return None
    email, columns = find(draft.sheet, "contact", "email"), [fold(one) for one in parts]
    lacking = any(not any(row.cells[one].strip() for one in columns) for row in draft.sheet.records)
    return {"columns": parts, "join": " ", **({"instead": email} if email and lacking else {})}


def _products(draft: Draft, others: Sequence[Draft]) -> None:
    fields = {one: draft.column("product", one) for one in ("name", "series", "list", "cost")}
    draft.records.append(record("product", [str(fields["name"])], fields))


def _customers(draft: Draft, others: Sequence[Draft]) -> None:
    whose = owner(draft, others)
    _customer(draft, whose, is_main=True)
    _contact(draft)
    _inquiry(draft)


def _contacts(draft: Draft, others: Sequence[Draft]) -> None:
    name, company = draft.column("contact", "name"), pointer(draft, "customer", _CUSTOMER, others)
    fields = {
        "customer": link(draft, company),
        "name": name or _whole_name(draft),
        "title": draft.column("contact", "title"),
        **{one: loose(draft.column("contact", one)) for one in ("phone", "mobile", "email")},
        "note": draft.column("any", "note"),
    }
    own = [name or find(draft.sheet, "contact", "last") or find(draft.sheet, "contact", "first")]
    told_apart = key(draft, ("contact", "id"), [*own, *about(draft)])
    if company is None or len(cells(draft.sheet, company)) == len(draft.sheet.records):
        draft.records.append(record("contact", told_apart, fields))
        return
    draft.records.append(record("contact", told_apart, fields, when=company))
    alone = {one: fields[one] for one in ("name", "phone", "mobile", "email", "note")} | {"kind": {"value": "person"}}
    alone["owner"] = owner(draft, others)
    draft.records.append(
        record("customer", [company, *told_apart], alone, when={"column": company, "is": [""]})
    )  # who has no company is a customer of their own


def _projects(draft: Draft, others: Sequence[Draft]) -> None:
    whose = owner(draft, others)
    customer = pointer(draft, "customer", _CUSTOMER, others)
    if customer and not _has("customer", others) and find(draft.sheet, "customer", "name"):
        customer = _customer_of_row(draft, whose)
        _contact(draft)
        _inquiry(draft)
    elif customer and (unknown := named_nowhere(draft, "customer", customer, others)):
        _customer(draft, whose, is_main=False, only=unknown)
    closed, expected = draft.column("project", "closed_on"), draft.column("project", "expected_on")
    lost, stage = draft.column("project", "lost_on"), stage_column(draft.sheet)
    if stage:
        draft.used.add(fold(stage))
    fields: dict[str, Any] = {
        "name": draft.column("project", "name"),
        "stage": stage or {"value": NO_STAGE},
        "customer": link(draft, customer),
        "owner": whose,
        "product": made(draft.column("product", "name"), not _has("product", others)),
        "amount": amount(draft, draft.column("project", "amount")),
        "cost": amount(draft, draft.column("project", "cost")),
        "quantity": loose(draft.column("purchase", "quantity")),
        "created_on": day(draft, draft.column("project", "created_on")),
        "closed_on": day(draft, closed or expected),  # of a won one the expected day is the best there is
        "expected_on": day(draft, expected or closed),
        "lost_reason": draft.column("project", "lost_reason"),
        "competitor": draft.column("project", "competitor"),
        "source": find(draft.sheet, "inquiry", "source"),
        "campaign": find(draft.sheet, "inquiry", "campaign"),
        "note": draft.column("any", "note"),
    }
    draft.used |= {fold(fields[one]) for one in ("source", "campaign") if fields[one]}
    if probability := draft.column("project", "probability"):
        fields["probability"] = {"column": probability, "unreadable": "leave"}
    told_apart = key(draft, ("project", "id"), [fields["name"]], about(draft))
    status = ended_by(draft.sheet)
    if status is None and (why := _only_reasons_end(draft)):
        gone = dict(fields, stage={"value": next(one.name for one in stages_of([draft]) if one.kind == "lost")})
        draft.records.append(record("project", told_apart, gone, when=why))
        draft.records.append(record("project", told_apart, fields, when={"column": why, "is": [""]}))
        return
    if status is None:
        draft.records.append(record("project", told_apart, fields))
        return
    draft.used.add(fold(status))
    ends = {one.kind: one.name for one in reversed(stages_of([draft])) if one.kind != "open"}
    by_kind: dict[str, list[str]] = {}
    for text in dict.fromkeys(cells(draft.sheet, status)):
        if not is_deleted(text):
            by_kind.setdefault(stage_kind(text), []).append(text)
    for kind, texts in by_kind.items():
        own = dict(fields)
        if kind != "open":
            own["stage"] = {"value": ends[kind]}
        if kind == "lost" and lost:
            own["closed_on"] = day(draft, lost)
        draft.records.append(record("project", told_apart, own, when={"column": status, "is": texts}))


def _moves(draft: Draft, others: Sequence[Draft]) -> None:
    """The stages that projects went through; amounts only where it is known in which currency they are."""
    told = [find(one.sheet, "project", "currency") for one in (draft, *others) if one is draft or one.kind == "project"]
    fields: dict[str, Any] = {
        "project": pointer(draft, "project", (("move", "project"),), others),
        "stage": draft.column("move", "stage"),
        "entered_on": day(draft, draft.column("move", "entered_on")),
        "by": pointer(draft, "user", (("move", "by"),), others) if _has("user", others) else None,
        "amount": amount(draft, draft.column("project", "amount")) if told[0] or not any(told) else None,
        "expected_on": day(draft, draft.column("project", "expected_on") or draft.column("project", "closed_on")),
        "probability": loose(draft.column("project", "probability")),
    }
    if isinstance(fields["by"], str):
        fields["by"] = {"column": fields["by"], "missing": "leave"}
    own = [fields["project"], fields["stage"], find(draft.sheet, "move", "entered_on")]
    draft.records.append(record("move", key(draft, ("move", "id"), own), fields))


def _only_reasons_end(draft: Draft) -> str | None:
    """Give the column of reasons of loss where no stage is called lost: who has one is lost at whatever stage."""
    why = find(draft.sheet, "project", "lost_reason")
    stage = stage_column(draft.sheet)
    if why is None or any(stage_kind(text) == "lost" for text in (cells(draft.sheet, stage) if stage else [])):
        return None
    return why if cells(draft.sheet, why) else None


def _customer_of_row(draft: Draft, whose: str | None) -> str:
    """Bring the customer along that a row names; give the column by which the row points to it."""
    _customer(draft, whose, is_main=False)
    return str(draft.records[-1]["key"][0])


def _purchases(draft: Draft, others: Sequence[Draft]) -> None:
    whose = owner(draft, others)
    customer = pointer(draft, "customer", (("customer", "id"), ("customer", "name")), others)
    if customer and not _has("customer", others):
        _customer(draft, whose, is_main=False)
    fields: dict[str, Any] = {
        "customer": customer,
        "product": made(draft.column("product", "name"), not _has("product", others)),
        "bought_on": day(draft, draft.column("purchase", "bought_on")),
        "amount": money(draft, draft.column("purchase", "amount") or draft.column("project", "amount")),
        "profit": money(draft, draft.column("purchase", "profit")),
        "quantity": draft.column("purchase", "quantity"),
    }
    draft.records.append(record("purchase", key(draft, ("purchase", "id"), about(draft)), fields))


_DRAFTERS: dict[str, Callable[[Draft, Sequence[Draft]], None]] = {
    "user": _users,
    "product": _products,
    "customer": _customers,
    "contact": _contacts,
    "project": _projects,
    "move": _moves,
    "purchase": _purchases,
    "action": actions,
}


def _customer(draft: Draft, whose: str | None, *, is_main: bool, only: Sequence[str] = ()) -> None:
    fields: dict[str, Any] = {
        one: draft.column("customer", one) for one in fields_of("customer") if one in FIELDS["customer"]
    }
    if is_main:
        fields["owner"] = whose
        fields["created_on"] = day(draft, fields["created_on"] or draft.column("project", "created_on"))
        fields["note"] = draft.column("any", "note")
        if not find(draft.sheet, "contact", "name") and not find(draft.sheet, "contact", "last"):
            for one in ("phone", "mobile", "email"):
                fields[one] = loose(draft.column("contact", one))
    elif find(draft.sheet, "user", "name"):
        fields["owner"] = whose
    source, campaign = find(draft.sheet, "inquiry", "source"), find(draft.sheet, "inquiry", "campaign")
    fields |= {"source": source, "campaign": campaign}
    draft.used |= {fold(one) for one in (source, campaign) if one}
    told_apart = [str(fields["name"])] if only else _customer_key(draft)
    when = {"column": fields["name"], "is": list(only)} if only else None if is_main else fields["name"]
    draft.records.append(record("customer", told_apart, fields, when=when, repeats="first"))


def _customer_key(draft: Draft) -> list[str]:
    """Its id; else its name, with its phone where two are called alike."""
    name = str(find(draft.sheet, "customer", "name"))
    if draft.kind == "customer":
        return key(draft, ("customer", "id"), [name], about(draft))
    found = find(draft.sheet, "customer", "id")
    if found is None or len(cells(draft.sheet, found)) < len(cells(draft.sheet, name)):
        return [name]
    draft.used.add(fold(found))
    return [found]


def _contact(draft: Draft) -> None:
    name, first, last = (find(draft.sheet, "contact", one) for one in ("name", "first", "last"))
    if not (name or last):
        return
    draft.used |= {fold(one) for one in (name, first, last) if one}
    of_customer = draft.records[-1]["key"]
    title = find(draft.sheet, "contact", "title")
    fields = {
        "customer": link_of(of_customer),
        "name": name or _whole_name(draft),
        "title": draft.column("contact", "title") if title != find(draft.sheet, "project", "name") else None,
        **{one: loose(draft.column("contact", one)) for one in ("phone", "mobile", "email")},
    }
    own = [*of_customer, str(name or last)]
    draft.records.append(record("contact", own, fields, when=name or last, repeats="first"))


def _inquiry(draft: Draft) -> None:
    source = draft.column("inquiry", "source")
    customer = next((one for one in draft.records if one["kind"] == "customer"), None)
    if source is None or customer is None:
        return
    fields = {
        "customer": link_of(customer["key"]),
        "source": source,
        "campaign": draft.column("inquiry", "campaign"),
        "came_on": day(draft, find(draft.sheet, "customer", "created_on") or find(draft.sheet, "inquiry", "came_on")),
    }
    draft.records.append(record("inquiry", customer["key"], fields, when=source, repeats="first"))
