"""What the team agrees on: settings that a manager edits, each with a default, a meaning, a way to switch it off."""

from tuicrm.sales.settings.changing import put_back, put_setting
from tuicrm.sales.settings.declared import SETTINGS, Setting, declare
from tuicrm.sales.settings.listing import SettingLine, one, settings
from tuicrm.sales.settings.reading import Values, values

__all__ = [
    "SETTINGS",
    "Setting",
    "SettingLine",
    "Values",
    "declare",
    "one",
    "put_back",
    "put_setting",
    "settings",
    "values",
]
