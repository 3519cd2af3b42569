"""The audit trail in words: what its rules refuse, and what a line of it says."""

from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, NP_, _, in_a_row
from tuicrm.sales.auditing.trail import FieldChange, TrailLine
from tuicrm.sales.wording import KINDS, VALUES, add_rights, add_sentences

add_rights({"audit": N_("The audit trail is for auditors, managers and administrators. Cards show what you may see.")})
add_sentences({"trail_kind": N_("There is no trail of a {given}. There is one of: {known}.")})

WHAT = {
    "insert": N_("made"),
    "update": N_("changed"),
    "delete": N_("taken back"),
    "read": N_("read"),
}
PART_KINDS = {
    "contact_point": N_("phone or e-mail"), "customer_need": N_("need"), "collaborator": N_("collaborator"),
    "project_contact": N_("person of the project"), "project_product": N_("product"), "project_link": N_("link"),
    "approval": N_("approval"), "criterion_check": N_("criterion"), "credit_share": N_("credit"),
    "user_leave": N_("leave of absence"), "user_key": N_("key"), "access_pass": N_("pass"),
    "own_value": N_("own field"),
}  # fmt: skip
BESIDE = ("class_how",)
"""What stands beside a fact and says nothing without it."""
FIELDS = {
    "name": N_("name"), "class_key": N_("class"), "city": N_("city"), "industry": N_("industry"),
    "region": N_("region"), "country": N_("country"), "address": N_("address"), "website": N_("website"),
    "employees": N_("employees"), "founded": N_("founded"), "registration": N_("registration"),
    "source_id": N_("source"), "campaign_id": N_("campaign"), "kind": N_("kind"), "note": N_("note"),
    "owner_id": N_("owner"), "archived_at": N_("archived"), "value": N_("phone or e-mail"), "title": N_("title"),
    "locked_until_on": N_("locked until"), "lock_reason": N_("reason"), "part": N_("part"), "domain": N_("domain"),
    "parent_id": N_("belongs to"), "merged_into_id": N_("merged into"), "wrong_at": N_("wrong number"),
    "closed_at": N_("closed"), "contact_id": N_("contact"), "need_id": N_("need"), "asked_on": N_("asked"),
    "met_on": N_("met"), "lost_on": N_("lost for it"), "user_id": N_("person"), "may_write": N_("may write"),
    "until_on": N_("until"), "message": N_("message"), "came_at": N_("came"), "verdict": N_("verdict"),
    "seen_at": N_("looked at"), "answered_at": N_("answered"), "project_id": N_("project"),
    "customer_id": N_("customer"),
    "subject": N_("subject"), "place": N_("place"), "state": N_("state"), "planned_on": N_("planned day"),
    "planned_at": N_("planned time"), "minutes": N_("minutes"), "priority": N_("priority"), "promise": N_("promise"),
    "done_at": N_("done"), "outcome": N_("outcome"), "done_minutes": N_("took"), "cost_minor": N_("cost"),
    "cancel_reason": N_("reason"), "details": N_("details"), "expected_cost_minor": N_("expected cost"),
    "postpone_reason": N_("reason"), "correct_reason": N_("reason"), "postponed": N_("times put off"),
    "product_id": N_("product"), "quantity": N_("quantity"), "amount_minor": N_("amount"), "bought_on": N_("bought"),
    "ends_on": N_("ends"), "stage_id": N_("stage"), "team_id": N_("team"), "expected_on": N_("expected day"),
    "category": N_("forecast"), "probability": N_("own chance"), "probability_reason": N_("reason"),
    "edit_reason": N_("reason"), "competitor": N_("competitor"), "first_quote_minor": N_("first quote"),
    "estimate_minor": N_("estimate"), "closed_on": N_("closed"), "lost_reason_id": N_("lost for"),
    "lost_note": N_("note"), "price_minor": N_("price"), "target": N_("where it lies"), "reason": N_("reason"),
    "to_stage_id": N_("to"), "from_stage_id": N_("from"), "asked_by_id": N_("asked by"), "decision": N_("decision"),
    "decided_by_id": N_("decided by"), "criterion_id": N_("criterion"), "login": N_("login"), "email": N_("e-mail"),
    "role": N_("role"), "joined_on": N_("joined"), "left_on": N_("left"), "language": N_("language"),
    "zone": N_("time zone"), "from_on": N_("from"), "to_on": N_("to"), "deputy_id": N_("deputy"),
    "revoked_at": N_("revoked"), "fingerprint": N_("fingerprint"), "comment": N_("comment"), "ends_at": N_("ends"),
    "field_id": N_("field"), "text_value": N_("value"), "day_value": N_("value"), "currency": N_("currency"),
}  # fmt: skip
STATES = {"planned": N_("planned"), "done": N_("done"), "cancelled": N_("called off"), "open": NP_("state", "open")}


def kind_word(kind: str) -> str:
    """Give the kind of a record as people call it."""
    found = KINDS.get(kind) or PART_KINDS.get(kind)
    return _(found) if found else show(kind)


def in_words(line: TrailLine, about: str) -> str:
    """Say in one line what was done; `about` is the kind of record that the trail is of, which is not repeated."""
    head, told = head_of(line, about), fields_of(line)
    return in_a_row(f"{head}:", "; ".join(told)) if told else head


def head_of(line: TrailLine, about: str) -> str:
    """Say what was done with which kind of record."""
    what = _(WHAT[line.what]) if line.what in WHAT else show(line.what)
    return what if line.kind == about or line.what == "read" else f"{kind_word(line.kind)} {what}"


def fields_of(line: TrailLine) -> list[str]:
    """Say what each field was and became; of a reading, what was read."""
    if line.what == "read":
        return [show(line.detail or "")]
    nothing = (None, "", "0", "False") if line.what == "insert" else (None, "")
    told = [one for one in line.fields if one.name not in BESIDE]
    return [_field(line, one) for one in told if one.old or one.new not in nothing]


def _field(line: TrailLine, one: FieldChange) -> str:
    name = _(FIELDS[one.name]) if one.name in FIELDS else show(one.name)
    old, new = (_value(line.kind, one.name, text) for text in (one.old, one.new))
    if one.old is None or line.what == "insert":
        return f"{name} {new}"
    return _("{field} {old} > {new}").format(field=name, old=old, new=new)


def _value(kind: str, name: str, text: str | None) -> str:
    if text is None:
        return "-"
    if text in ("True", "False"):
        return _("yes") if text == "True" else _("no")
    if name in ("role", "state"):
        found = STATES.get(text) or VALUES.get(text)
        return _(found) if found else show(text)
    if kind == "action" and name in ("kind", "outcome"):
        from tuicrm.sales.action_kinds import KIND, outcome_word

        return _(KIND[text].word) if name == "kind" and text in KIND else show(outcome_word(text))
    return show(" ".join(text.split()))
