"""Errors in words: one sentence that says what is wrong and what to do. The bridge and the commands say it.

Each capability words the codes of its own rules in a `words.py` of its package, which the package imports
(`tuicrm/sales/funnel/words.py`): it gives `code -> N_("sentence with {facts}")` to `add_sentences`, and the names of
acts that can be taken back to `add_operations`. A test holds that no code is without words.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, NP_, _, listed
from tuicrm.plain.os_errors import reason
from tuicrm.sales.database_words import problem
from tuicrm.store.errors import (
    Ambiguous,
    ChangedSince,
    DatabaseProblem,
    Refused,
)

SENTENCES: dict[str, str] = {
    "empty": N_("{what} is empty. Type something first."),
    "too_long": N_("{what} is too long: {most} characters at most. Shorten it."),
    "no_undo": N_("There is nothing of yours to take back."),
    "undone_since": N_("{by} changed the same record since. Change it by hand."),
    "undone_since_you": N_("You changed the same record since. Change it by hand."),
    "login_taken": N_("{login} is a user already. Choose another login."),
    "login_form": N_("{login} cannot be a login: letters, digits and . _ - + @ only, 60 characters at most."),
    "role": N_("There is no role {role}. Choose one of: {roles}."),
    "team_taken": N_("There is a team {name} already."),
    "team_unknown": N_("There is no team {team}. Teams: {teams}. Add --new-team if it is a new one."),
    "last_administrator": N_("{name} is the only administrator. Make somebody else one first."),
    "has_left": N_("{name} left on {on}."),
    "email_address": N_("{email} is no e-mail address. Correct it."),
    "language": N_("There is no language {given}. There are: {known}."),
    "goes_themself": N_("{name} is the one who leaves. Name somebody else to get what they hold."),
    "oneself": N_("Nobody lets themselves out. Ask another administrator."),
    "holds_still": N_(
        "{name} still holds: customers {customers}, open projects {projects}, planned actions {actions}."
        " Say who gets them: --to LOGIN, or --pool."
    ),
}
"""Words for the codes of `Refused`; the facts of the error fill the places in braces."""

RIGHTS: dict[str, str] = {
    "read": N_("Your role ({role}) may not read this. Ask an administrator for another role."),
    "report": N_("Your role ({role}) may not see reports. Ask an administrator for another role."),
    "take_in": N_("Your role ({role}) may not take in leads. Ask an administrator for another role."),
    "campaign": N_("Only marketing or a manager may do this. Ask one."),
    "sell": N_("Your role ({role}) may not sell. Ask an administrator for another role."),
    "lead": N_("Only a team lead or a manager may do this. Ask yours."),
    "leads_others": N_("{name} is not in the team that you lead. Ask their lead, or a manager."),
    "manage": N_("Only a manager or an administrator may do this. Ask one."),
    "administer": N_("Only an administrator may do this. Ask one."),
    "anyone": N_("Your role ({role}) may not do this. Ask an administrator."),
    "not_yours": N_("{holder} holds {name}. Ask them, or your team lead."),
    "login": N_("{login} is not a user of this database. Ask an administrator for: tuicrm user add {login} --role rep"),
    "login_left": N_("{login} has left the team. If that is wrong, ask an administrator."),
}
"""Words for a right that is missing."""

KINDS: dict[str, str] = {
    "customer": N_("customer"),
    "project": N_("project"),
    "contact": N_("contact"),
    "action": N_("action"),
    "inquiry": N_("inquiry"),
    "purchase": N_("purchase"),
    "rate": N_("exchange rate"),
    "product": N_("product"),
    "source": N_("source"),
    "campaign": N_("campaign"),
    "stage": N_("stage"),
    "funnel": N_("funnel"),
    "pool": N_("pool"),
    "user": N_("user"),
    "team": N_("team"),
    "target": N_("target"),
    "membership": N_("membership"),
    "leave": N_("leave of absence"),
    "seat_cost": N_("cost of a seat"),
    "campaign_cost": N_("cost of a campaign"),
    "move": N_("stage move"),
    "handover": N_("handover"),
    "credit": N_("credit"),
    "key": N_("key"),
    "pass": N_("pass"),
    "session": N_("window"),
    "run": N_("calling run"),
    "criterion": N_("criterion"),
    "series": N_("series"),
    "approval": N_("approval"),
    "own_field": N_("own field"),
    "question": N_("saved question"),
}

FIELDS: dict[str, str] = {
    "name": N_("The name"),
    "login": N_("The login"),
    "subject": N_("The subject"),
    "note": N_("The note"),
}
"""Names of fields as a sentence begins with them."""

VALUES: dict[str, str] = {
    "rep": N_("rep"),
    "team_lead": N_("team lead"),
    "manager": N_("manager"),
    "administrator": N_("administrator"),
    "auditor": N_("auditor"),
    "marketing": N_("marketing"),
    "intake": N_("intake"),
    "open": NP_("state", "open"),
    "won": N_("won"),
    "lost": N_("lost"),
    "approved": N_("approved"),
    "returned": N_("returned"),
    "withdrawn": N_("withdrawn"),
    "decides": N_("decides"),
    "influences": N_("influences"),
    "uses": N_("uses"),
    "blocks": N_("blocks"),
    "buys": N_("buys"),
}
"""Roles, states and decisions, where a sentence has one."""

OPERATIONS: dict[str, str] = {}
"""What an act is called when it is offered to be taken back, by the name of its rule: "claim of {name}"."""

_OTHERS: list[tuple[type[Exception], Callable[[Any], str]]] = []


def add_sentences(sentences: Mapping[str, str]) -> None:
    """Put words to codes; a code that is known keeps its words if they are the same, else it is an error.

    Raises:
        ValueError: two capabilities give one code different words.
    """
    for code, sentence in sentences.items():
        if SENTENCES.setdefault(code, sentence) != sentence:
            raise ValueError(f"two sentences for {code}")


def add_rights(sentences: Mapping[str, str]) -> None:
    """Put words to a right that is missing: `right -> N_("sentence with {facts}")`."""
    RIGHTS.update(sentences)


def add_operations(operations: Mapping[str, str]) -> None:
    """Put words to acts that can be taken back: `rule name -> N_("claim of {name}")`."""
    OPERATIONS.update(operations)


def operation(rule: str, name: str | None) -> str:
    """Return what an act is called, with the name of the record that it was about."""
    if rule not in OPERATIONS:
        _import_words()
    sentence = OPERATIONS.get(rule)
    if sentence is None:
        return f"{rule} ({show(name)})" if name else rule
    return _(sentence).format(name=show(name or "?"))


def _import_words() -> None:
    """Import all capabilities: each has words of its own, also for what another refuses, and is not always in use."""
    from tuicrm.sales.rules import import_all

    import_all()


def add_error(kind: type[Exception], wording: Callable[[Any], str]) -> None:
    """Put words to a kind of exception that is none of the store's: settings, files."""
    _OTHERS.append((kind, wording))


def words(error: BaseException) -> str:
    """Return one sentence: what is wrong, what to do. Whatever the error, it says something."""
    if isinstance(error, Refused):
        return _refusal(error)
    if isinstance(error, DatabaseProblem):
        return problem(error)
    for kind, wording in _OTHERS:
        if isinstance(error, kind):
            return wording(error)
    if type(error).__name__ == "SettingsError":
        return show(str(error))
    return _unexpected(error)


def _refusal(error: Refused) -> str:
    if error.code == "not_allowed":  # by its code: an act on many keeps of each refusal only code and facts
        return _filled(RIGHTS.get(str(error.facts["right"]), RIGHTS["anyone"]), error.facts)
    if isinstance(error, Ambiguous):
        found = listed(f"{show(each.name)} ({each.id})" for each in error.candidates[:5])
        return _("{key} may be several: {found}. Say which one by its number.").format(
            key=show(str(error.facts["key"])), found=found
        )
    if isinstance(error, ChangedSince):
        by = error.facts.get("by")
        if by:
            return _("{by} changed this meanwhile. Look again, then repeat.").format(by=show(str(by)))
        return _("This was changed meanwhile. Look again, then repeat.")
    if error.code == "not_found" and error.facts["key"] == "":
        return _("There is no {kind} under way. Begin one first.").format(kind=kind_word(error.facts["kind"]))
    if error.code == "not_found":
        return _("There is no {kind} {key} that you may see. Check the spelling.").format(
            kind=kind_word(error.facts["kind"]), key=show(str(error.facts["key"]))
        )
    if error.code not in SENTENCES:
        _import_words()
    sentence = SENTENCES.get(error.code)
    if sentence is None:
        return _("This cannot be done now ({code}).").format(code=show(error.code))
    return _filled(sentence, error.facts)


def _unexpected(error: BaseException) -> str:
    module = type(error).__module__.partition(".")[0]
    if module == "sqlalchemy":
        return _("The database did not do this, and nothing was changed. Try again; the log says more.")
    if isinstance(error, OSError) and error.strerror:
        return _("The system did not allow this: {why}. The log says more.").format(why=reason(error))
    return _("This did not work ({name}), and nothing was changed. The log says more.").format(
        name=show(type(error).__name__)
    )


def _filled(sentence: str, facts: Mapping[str, object]) -> str:
    """Fill a sentence's places; a fact that the rule did not give is left blank, never an error on top of one."""
    return _(sentence).format_map(_Facts({name: _fact(name, value) for name, value in facts.items()})).rstrip()


class _Facts(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "?"


def _fact(name: str, value: object) -> str:
    if name == "kind":
        return kind_word(value)
    if name in ("role", "state", "decision") and isinstance(value, str):
        return value_word(value)
    if name == "fits" and isinstance(value, str):
        return _(value)
    if name == "what" and isinstance(value, str):
        return _(FIELDS[value]) if value in FIELDS else show(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return listed(show(str(each)) for each in value) or ("" if name == "choices" else _("none"))
    return show(str(value))


def value_word(value: str) -> str:
    """Name a role or a state for people."""
    return _(VALUES[value]) if value in VALUES else show(value)


def kind_word(value: object) -> str:
    """Name a kind of record for people."""
    kind = str(value)
    return _(KINDS[kind]) if kind in KINDS else show(kind)
