"""Change a setting: for all, for a class, for a role, or for one person."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from tuicrm.plain.clean import line
from tuicrm.plain.language import N_
from tuicrm.sales.people.team import team_named
from tuicrm.sales.rules import rule
from tuicrm.sales.settings.declared import OFF, SETTINGS, UNSET, Setting
from tuicrm.sales.settings.listing import SettingLine, line_of, named
from tuicrm.sales.settings.reading import NOT_SET, values
from tuicrm.sales.wording import add_operations
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.lists import ROLES
from tuicrm.store.session import Session
from tuicrm.store.tables.people import users

add_operations({"settings.put": N_("change of a setting")})
_CLASS_LENGTH = 40


@rule(
    "settings.put",
    right="manage",
    writes=True,
    refuses=("setting", "setting_value", "setting_part", "setting_by", "team_unknown", "role", "money_known"),
)
def put_setting(
    session: Session, actor: Actor, name: str, text: str, *, part: str = "", by: str = "",
    person_id: int | None = None, now: datetime,
) -> SettingLine:  # fmt: skip
    """Set what the team agrees on.

    Args:
        text: a value as it is written; `off` switches it off, `default` goes back.
        part: a class, a role or a team, where it may differ by that; `by` says which of them is meant.
        person_id: one of us, where it may differ by person.
    Raises:
        Refused: `setting` (no such), `setting_value` (with what is wanted), `setting_part` (it does not differ by it),
            `setting_by` (but by something else), `money_known` (another currency).
    """
    setting = named(name)
    if part and by and setting.differs_by and by != setting.by:
        known = tuple(f"--{one}" for one in setting.differs_by)
        raise Refused("setting_by", name=setting.name, given=f"--{by}", known=known)
    if person_id is not None:
        return _of_person(session, setting, text, person_id)
    key = setting.name
    if part:
        key = f"{key}.{_part(session, setting, part)}"
    before = values(session).kept
    value = setting.read(text)
    if part and text.strip().casefold() in UNSET:
        value = NOT_SET
    told = setting.apply(session, value) if setting.apply else ""
    change.set_setting(session, key, value)
    old = before.get(key, NOT_SET if part else setting.default)
    session.can_be_undone_by("settings.put_back", key, old)
    return replace(line_of(session, values(session), setting), told=told)


@rule("settings.put_back", right="manage", writes=True, refuses=("money_known",))
def put_back(session: Session, actor: Actor, name: str, value: Any, *, now: datetime) -> None:
    """Give a setting the value that it had."""
    setting = SETTINGS.get(name)
    if setting is not None and setting.apply:
        setting.apply(session, value)
    change.set_setting(session, name, value)


def _part(session: Session, setting: Setting, part: str) -> str:
    said = line(part)[:_CLASS_LENGTH]
    if setting.by == "team":
        team_id, _name = team_named(session, said, False)
        return str(team_id)
    if setting.by == "class":
        return said.upper()
    if setting.by == "role":
        role = said.casefold().replace("-", "_").replace(" ", "_")
        if role not in ROLES:
            raise Refused("role", role=said, roles=ROLES)
        return role
    raise Refused("setting_part", name=setting.name, part=said)


def _of_person(session: Session, setting: Setting, text: str, person_id: int) -> SettingLine:
    user = session.get(users, person_id)
    if user is None:
        raise NotFound("user", person_id)
    if not setting.column:
        raise Refused("setting_part", name=setting.name, part=user.name)
    plain = text.strip().casefold()
    value = None if plain in UNSET else setting.read(text)
    if plain in OFF:
        raise Refused("setting_value", name=setting.name, given=text, wanted=replace(setting, off="").wanted)
    change.update(session, users, person_id, **{setting.column: value})
    return line_of(session, values(session), setting)
