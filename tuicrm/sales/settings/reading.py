"""The values of settings: read once in a transaction; a part is a class or a role with a value of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tuicrm.sales.settings.declared import Setting
from tuicrm.store.change import settings_of
from tuicrm.store.session import Session

NOT_SET = ""
"""What is kept for a part that goes with the others again."""


@dataclass(frozen=True)
class Values:
    """What stands in the table of settings."""

    kept: Mapping[str, Any]

    def of(self, setting: Setting, part: str = "") -> Any:
        """Give the value of a setting, for a class or role if that is asked; None is off."""
        if part:
            own = self.kept.get(f"{setting.name}.{part}", NOT_SET)
            if own != NOT_SET:
                return own
        return self.kept.get(setting.name, setting.default)

    def parts(self, setting: Setting) -> dict[str, Any]:
        """Give the classes or roles that have a value of their own."""
        begin = f"{setting.name}."
        return {
            name.removeprefix(begin): value
            for name, value in sorted(self.kept.items())
            if name.startswith(begin) and value != NOT_SET
        }


def values(session: Session) -> Values:
    """Read all settings."""
    return Values(settings_of(session))
