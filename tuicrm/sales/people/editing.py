"""What is known of one of us besides role and team: name, address, language, zone."""

from datetime import datetime
from typing import Any

from tuicrm.plain.clean import line
from tuicrm.plain.names import name_sort
from tuicrm.plain.periods import zone_of
from tuicrm.sales.people.places import Placed
from tuicrm.sales.people.team import worded
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.people import users

LANGUAGES = ("en", "zh")


@rule("user.edit", right="read", writes=True, refuses=("empty", "too_long", "email_address", "language", "zone"))
def edit_user(
    session: Session, actor: Actor, user_id: int, *, name: str | None = None, email: str | None = None,
    language: str | None = None, zone: str | None = None, now: datetime,
) -> Placed:  # fmt: skip
    """Change what is known of a person; None leaves it, "" takes it away.

    Everyone may change their own address, language and zone; an administrator anybody's, and names.
    """
    user = session.get(users, user_id)
    if user is None or (user_id != actor.id and actor.role != "administrator"):
        raise NotFound("user", user_id)
    new: dict[str, Any] = {}
    if name is not None and actor.role == "administrator":
        new["name"] = worded(name, "name", 120)
        new["name_sort"] = name_sort(new["name"])
    if email is not None:
        new["email"] = _email(email)
    if language is not None:
        new["language"] = _one_of(language, LANGUAGES, "language")
    if zone is not None:
        new["zone"] = _zone(zone)
    old = {name: getattr(user, name) for name in new if name != "name_sort"}
    changed = change.update(session, users, user_id, **new) if new else False
    if changed:
        session.can_be_undone_by("user.edit", user_id, **{name: value or "" for name, value in old.items()})
    return Placed(user_id, new.get("name", user.name), user.role, None, changed=changed)


def _email(email: str) -> str | None:
    email = line(email)
    if not email:
        return None
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(email, check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise Refused("email_address", email=email) from error


def _one_of(value: str, known: tuple[str, ...], code: str) -> str | None:
    value = line(value)
    if value and value not in known:
        raise Refused(code, given=value, known=known)
    return value or None


def _zone(zone: str) -> str | None:
    zone = line(zone)
    if not zone:
        return None
    try:
        zone_of(zone)
    except ValueError as error:
        raise Refused("zone", given=zone) from error
    return zone
