"""How a setting is declared: what it may be, what it means, what it is where nobody has set it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from tuicrm.plain.clean import line
from tuicrm.plain.countries import country_code
from tuicrm.plain.currencies import CODES, code_of
from tuicrm.plain.language import N_, _, listed
from tuicrm.sales.wording import add_sentences
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session

OFF = ("off", "none", "no limit", "关", "无")
ON = ("on", "yes", "true", "1", "开", "是")
NOT = ("no", "false", "0", "否", *OFF)
UNSET = ("default", "默认")

_WIDE = {ord("０") + digit: str(digit) for digit in range(10)}
"""The digits that a Chinese input method writes."""

add_sentences(
    {
        "setting": N_("There is no setting {given}. See: tuicrm settings list"),
        "setting_value": N_("{name} cannot be {given}: {wanted}."),
        "setting_by": N_("{name} cannot have {given}. It may have: {known}."),
        "setting_part": N_("{name} is the same for everybody; it has no value of its own for {part}."),
    }
)


@dataclass(frozen=True)
class Setting:
    """One setting.

    Attributes:
        group: what it belongs to, as a heading: pool, hand-out, classes ...
        meaning: a sentence; `off` says what it means when switched off, "" that it cannot be.
        off_is: the value that is meant by off, where that is one of its own: nought days, or a choice.
        unit: of a number: days, hours, customers; "" for none.
        by: "class", "role" or "team" where each of them may have its own value.
        column: of `user`, where a person may have their own value.
        apply: does what goes with a new value before it holds, or refuses it; gives what is to be said of that.
            Its default is "": what the company began with.
    """

    name: str
    group: str
    kind: Literal["number", "flag", "choice", "text", "country", "currency"]
    default: Any
    meaning: str
    off: str = ""
    unit: str = ""
    least: int = 0
    most: int = 3660
    off_is: Any = None
    choices: Mapping[str, str] = field(default_factory=dict)
    by: Literal["", "class", "role", "team"] = ""
    column: str = ""
    apply: Callable[[Session, Any], str] | None = None

    def read(self, text: str) -> Any:
        """Read what somebody wrote: None is off.

        Raises:
            Refused: `setting_value`, with what is wanted.
        """
        said = line(text)
        plain = said.casefold()
        if self.kind in ("country", "currency"):
            if found := country_code(said) if self.kind == "country" else _currency(said):
                return found
            raise Refused("setting_value", name=self.name, given=said, wanted=self.wanted)
        if plain in UNSET:
            return self.default
        if self.off and plain in OFF:
            return None
        if self.off_is is not None and plain in OFF:
            return self.off_is
        if self.kind == "flag" and plain in (*ON, *NOT):
            return plain in ON
        number = said.translate(_WIDE)
        if self.kind == "number" and re.fullmatch("0*[0-9]{1,9}", number) and self.least <= int(number) <= self.most:
            return int(number)
        if self.kind == "choice":
            for key, word in self.choices.items():
                if plain in (key, key.replace("_", " "), key.replace("_", "-"), word.casefold(), _(word).casefold()):
                    return key
        if self.kind == "text" and said and len(said) <= self.most:
            return said
        raise Refused("setting_value", name=self.name, given=said, wanted=self.wanted)

    @property
    def wanted(self) -> str:
        """What may be written, for a refusal."""
        if self.kind == "flag":
            return _("on or off")
        if self.kind == "choice":
            said = listed(self.choices)
        elif self.kind == "country":
            said = _("a country, such as GB, Germany or 中国")
        elif self.kind == "currency":
            said = _("a currency, such as EUR, GBP or CNY")
        elif self.kind == "number":
            said = _("a whole number from {least} to {most}").format(least=self.least, most=self.most)
        else:
            said = _("at most {most} characters").format(most=self.most)
        return _("{this}, or off").format(this=said) if self.off or self.off_is is not None else said

    def written(self, value: Any) -> str:
        """Write a value as it is read again."""
        if value is None:
            return "off"
        if isinstance(value, bool):
            return "on" if value else "off"
        return str(value)

    def in_words(self, value: Any) -> str:
        """Write a value for people: with its unit, in their language."""
        if value is None or value is False:
            return _("off")
        if value is True:
            return _("on")
        if self.kind == "choice":
            return _(self.choices.get(value, str(value)))
        return f"{value} {_(self.unit)}" if self.unit else str(value)

    @property
    def differs_by(self) -> tuple[str, ...]:
        """Name what it may differ by."""
        return tuple(name for name in (self.by, "person" if self.column else "") if name)


def _currency(text: str) -> str | None:
    code = code_of(text)
    return code if code in CODES else None


SETTINGS: dict[str, Setting] = {}
"""All that is declared, by name. `settings.listing` imports every capability first."""


def declare(*several: Setting) -> None:
    """Add settings; a name is given once."""
    for one in several:
        if SETTINGS.setdefault(one.name, one) != one:
            raise ValueError(f"two settings named {one.name}")
