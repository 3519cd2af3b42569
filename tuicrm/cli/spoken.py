"""Command lines as they are said: `pool lock Acme --reason budget in May`, where ssh has eaten the quotation marks."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import typer
import typer.core
from typer.core import TyperCommand

from tuicrm.plain.language import N_, _

if TYPE_CHECKING:
    from typer._click import Context

PHONE, DIGITS = "--phone", re.compile(r"[\d()/.-]+")
LIST, KEY, TEXT = "--ids", "key", "str"
"""What only lists have, whose filter may go on behind an option; but one with a KEY has no filter."""


IN_THE_FRAME = (N_("Arguments"), N_("Options"), N_("required"), N_("default: {default}"))
"""What typer 0.26 to 0.28 asks its `_` for."""
vars(typer.core)["_"] = _


class Helped:
    """The frame of `--help` in our language: typer words it in English, or asks a catalogue that is not ours."""

    def get_help_option(self, ctx: "Context") -> Any:
        """Give the option for help."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = _("Show this message and exit.")
        return option

    def format_usage(self, ctx: "Context", formatter: Any) -> None:
        """Write the line of usage."""
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=_("Usage: "))


class Verb(Helped, TyperCommand):
    """A command whose every error of use tells how its own help is called."""

    def parse_args(self, ctx: "Context", args: list[str]) -> list[str]:
        """Parse; the parser forgets whose option wanted a value."""
        from typer._click.exceptions import UsageError

        try:
            return super().parse_args(ctx, args)
        except UsageError as error:
            error.ctx = error.ctx or ctx
            raise


class Spoken(Verb):
    """A command whose name or KEY comes first; what follows an option then is that option's value, all of it."""

    def parse_args(self, ctx: "Context", args: list[str]) -> list[str]:
        """Put words together before they are parsed."""
        params = self.get_params(ctx)
        kinds = {
            name: "" if getattr(each, "is_flag", False) else each.type.name
            for each in params
            for name in each.opts
            if name.startswith("-")
        }
        is_filtered = LIST in kinds and all(each.name != KEY for each in params)
        if not is_filtered:
            args = together(self.in_our_words(args, kinds), kinds, is_named=self.needs_no_name(args))
        return super().parse_args(ctx, args)

    def needs_no_name(self, words: list[str]) -> bool:
        """Say whether words say who or what is meant, though no name is among them."""
        return False

    def in_our_words(self, words: list[str], kinds: Mapping[str, str]) -> list[str]:
        """Give the words with options as this command calls them."""
        return words


class Noun(typer.Typer):
    """The `app` of a noun, whose commands are of one class."""

    def __init__(self, kind: type[Verb], **named: Any) -> None:
        super().__init__(**named)
        self.kind = kind

    def command(self, name: str | None = None, **named: Any) -> Callable[[Any], Any]:
        """Declare a command, as typer does."""
        return super().command(name, **{"cls": self.kind} | named)


def together(words: Sequence[str], kinds: Mapping[str, str], *, is_named: bool = False) -> list[str]:
    """Give the words with values of several words as one.

    That begins with the first word that is no option's: `--source phone Acme Ltd` names Acme Ltd. A value that has
    kept its quotation marks is whole, and digits go on with a phone whatever was said before.

    Args:
        kinds: option -> the kind of its value, empty for one that has none. Only texts have several words.
        is_named: before the first word.
    """
    found: list[str] = []
    grows, is_phone = False, False
    rest = iter(words)
    for word in rest:
        option, equals, _value = word.partition("=")
        if word == "--":
            return [*found, word, *rest]
        if option in kinds:
            found.append(word)
            if kinds[option] and not equals:
                found += [value for value in (next(rest, None),) if value is not None]
            is_open = kinds[option] == TEXT and " " not in found[-1]
            grows, is_phone = is_named and is_open, option == PHONE and is_open
        elif not word.startswith("--") and (grows or (is_phone and DIGITS.fullmatch(word))):
            found[-1] += f" {word}"
        else:
            found.append(word)
            is_named, grows, is_phone = True, False, False
    return found
