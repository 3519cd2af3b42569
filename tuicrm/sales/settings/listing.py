"""All settings as a list: what each is, what it would be by default, what it means."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from tuicrm.sales.rules import import_all, rule
from tuicrm.sales.settings.declared import SETTINGS, Setting
from tuicrm.sales.settings.reading import Values, values
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.people import teams, users

_FIRST = {"pool": 0, "recycling": 1, "first action": 2, "hand-out": 3, "use of the resource": 4, "classes": 5}
"""Groups come in this order, then the others by name: which module is imported first must not decide it."""


@dataclass(frozen=True)
class SettingLine:
    """One setting with its value.

    Attributes:
        value, default: None is off; a default of "" is none: what the company began with stays.
        parts: classes or roles with a value of their own; `people` the same by login.
        told: what went with its change, to be said of it.
    """

    name: str
    group: str
    kind: str
    value: Any
    default: Any
    parts: tuple[tuple[str, Any], ...]
    people: tuple[tuple[str, int], ...]
    unit: str
    meaning: str
    off: str
    by: str
    has_people: bool
    choices: tuple[str, ...]
    told: str = ""

    @property
    def declared(self) -> Setting:
        """What it may be."""
        return SETTINGS[self.name]

    @property
    def is_default(self) -> bool:
        """Say whether nobody has set it to anything else."""
        is_usual = self.value == self.default or self.kind in ("country", "currency")
        return is_usual and not self.parts and not self.people


@rule("settings.list", right="read")
def settings(session: Session, actor: Actor, *, now: datetime) -> tuple[SettingLine, ...]:
    """Give all settings, group by group."""
    import_all()
    kept = values(session)
    lines = [line_of(session, kept, setting) for setting in SETTINGS.values()]
    return tuple(sorted(lines, key=lambda line: (_FIRST.get(line.group, len(_FIRST)), line.group)))


@rule("settings.one", right="read", refuses=("setting",))
def one(session: Session, actor: Actor, name: str, *, now: datetime) -> SettingLine:
    """Give one setting by its name."""
    return line_of(session, values(session), named(name))


def named(name: str) -> Setting:
    """Find a setting; dashes are as good as underscores."""
    import_all()
    found = SETTINGS.get(name.strip().casefold().replace("-", "_"))
    if found is None:
        raise Refused("setting", given=name)
    return found


def line_of(session: Session, kept: Values, setting: Setting) -> SettingLine:
    """Give one setting as it stands."""
    people: tuple[tuple[str, int], ...] = ()
    if setting.column:
        own = users.c[setting.column]
        rows = session.all(select(users.c.login, own).where(own.is_not(None)).order_by(users.c.login))
        people = tuple((row[0], row[1]) for row in rows)
    parts = kept.parts(setting)
    if setting.by == "team":
        names = {str(row.id): row.name for row in session.all(select(teams.c.id, teams.c.name))}
        parts = {names.get(part, part): value for part, value in parts.items()}
    return SettingLine(
        name=setting.name, group=setting.group, kind=setting.kind, value=kept.of(setting), default=setting.default,
        parts=tuple(parts.items()), people=people, unit=setting.unit, meaning=setting.meaning,
        off=setting.off, by=setting.by, has_people=bool(setting.column), choices=tuple(setting.choices),
    )  # fmt: skip
