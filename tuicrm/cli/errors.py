"""Every error of a command, worded once: one line that says what, why and what to do, and a status.

0 done; 1 refused by a rule, not found or partly failed; 2 wrong use, or a KEY that is ambiguous; 3 the database
cannot be used; 4 not allowed; 130 stopped by ctrl+c.
"""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from difflib import get_close_matches
from typing import TYPE_CHECKING

from tuicrm.plain.clean import line
from tuicrm.plain.language import N_, _, in_a_row

if TYPE_CHECKING:
    from typer._click import Command
    from typer._click.exceptions import UsageError

FAILED, MISUSED, NO_DATABASE, NOT_ALLOWED, STOPPED = 1, 2, 3, 4, 130
WRONG_USE = frozenset(
    {
        "measure", "dimension", "dimension_of_measure", "order_of_days", "filter", "filter_amount", "filter_day",
        "role", "field_kind", "field_type", "scope", "split", "if_late",
        "credit", "state_unknown", "chain_line", "resource_by",
    }
)  # fmt: skip
"""What a rule refuses because the program knows no such word: no other day and no other database would take it."""
NAMED_IN_SENTENCE = 5  # candidates that the words for an ambiguous KEY name already


def run(command: "Command", arguments: Sequence[str], *, debug: bool = False) -> int:
    """Run a command and give its exit status; what it raised is told on standard error.

    A command that partly failed returns its status or raises `typer.Exit`.
    """
    return guarded(
        lambda: command.main(list(arguments), prog_name="tuicrm", standalone_mode=False),
        debug=debug,
    )


def guarded(do: Callable[[], object], *, debug: bool = False) -> int:
    """Do something and give the exit status; what it raised is told on standard error."""
    try:
        answer = do()
    except KeyboardInterrupt:
        return STOPPED
    except Exception as error:  # noqa: BLE001 - the last door: everything gets its words here
        status, said = worded(error)
        from tuicrm.cli.output import talk

        if debug:
            import traceback

            talk("".join(traceback.format_exception(error)).rstrip("\n"))
        talk(said)
        return status
    return answer if isinstance(answer, int) else 0


_PARSER = (
    (
        r"(?P<value>.+) is not in the range (?P<least>[^<>=]+)<=x<=(?P<most>[^<>=]+)\.",
        N_("{value} is not from {least} to {most}."),
    ),
    (r"(?P<value>.+) is not in the range x>=(?P<least>[^<>=]+)\.", N_("{value} is less than {least}.")),
    (r"'(?P<value>.*)' is not one of '(?P<known>.+)'\.", N_("{value} is none of: {known}.")),
    (r"'(?P<value>.*)' is not a valid (integer|int|int range)\.", N_("“{value}” is not a whole number.")),
    (r"'(?P<value>.*)' is not a valid (float|float range)\.", N_("“{value}” is not a number.")),
    (r"Option '(?P<name>.+)' requires an argument\.", N_("{name} wants a value behind it.")),
    (r"Option '(?P<name>.+)' does not take a value\.", N_("{name} takes no value.")),
    (r"Got unexpected extra argument(s|\(s\))? \((?P<words>.*)\)\.?", N_("This is too much: {words}.")),
    (r"(File|Path|Directory) '(?P<value>.*)' does not exist\.", N_("{value}: there is no such file or folder.")),
    (r"File '(?P<value>.*)' is a directory\.", N_("{value} is a folder.")),
)
"""The parser's sentences about values -> ours, with the same places."""


def worded(error: Exception) -> tuple[int, str]:
    """Give the exit status and the words for an error."""
    from typer._click.exceptions import NoArgsIsHelpError, UsageError
    from typer.exceptions import Abort, TyperException

    if isinstance(error, NoArgsIsHelpError):
        return MISUSED, error.message
    if isinstance(error, UsageError):
        return MISUSED, _told(_misuse(error), _ask_for_help(error))
    if isinstance(error, TyperException):
        return error.exit_code, _told(error.format_message())
    if isinstance(error, Abort):
        return FAILED, _told(_("Stopped, nothing was changed."))
    if isinstance(error, OSError) and error.filename and error.strerror:
        from tuicrm.plain.os_errors import reason

        return FAILED, _told(f"{error.filename}: {_sentence(reason(error))}")
    from tuicrm.plain.settings import SettingsError
    from tuicrm.sales.wording import words
    from tuicrm.store import errors

    said = _told(words(error))
    match error:
        case errors.Ambiguous():
            others = [f"  {each.id}  {line(each.name)}" for each in error.candidates[NAMED_IN_SENTENCE:]]
            return MISUSED, "\n".join([said, *others])
        case SettingsError():
            return MISUSED, said
        case errors.NotAllowed():
            return NOT_ALLOWED, said
        case errors.Refused():
            return MISUSED if error.code in WRONG_USE else FAILED, said
        case errors.DatabaseProblem():
            return NO_DATABASE, said
    _keep(error)
    return NO_DATABASE if type(error).__module__.partition(".")[0] == "sqlalchemy" else FAILED, said


def _keep(error: Exception) -> None:
    """What nobody expected goes to the log, as the words for it say."""
    from tuicrm.plain import log

    with suppress(OSError):  # a log that cannot be written must not hide the error itself
        log.start()
        log.error("command", error)


def _misuse(error: "UsageError") -> str:
    """The parser's own errors in our words; what it says of a value stays its own."""
    from typer._click.exceptions import BadParameter, MissingParameter, NoSuchOption

    name = _name(error) if isinstance(error, BadParameter) else ""
    if isinstance(error, NoSuchOption) and re.match(r"-[\d.,]", error.option_name):
        return _("A number below nought does not fit here; where one does, write it behind --.")
    if isinstance(error, NoSuchOption):
        said = _("There is no option {name}.").format(name=error.option_name)
        near = ", ".join(get_close_matches(error.option_name, error.possibilities or (), n=1))
        return in_a_row(said, _("Did you mean “{name}”?").format(name=near)) if near else said
    if isinstance(error, MissingParameter) and name:
        return _("{name} is missing.").format(name=name)
    if isinstance(error, BadParameter) and name:
        return _("{name} does not fit: {reason}").format(name=name, reason=_in_our_words(_sentence(error.message)))
    return _in_our_words(_sentence(error.message))


def _in_our_words(said: str) -> str:
    """What the parser says of a value, as far as it is known; else as it says it."""
    for pattern, ours in _PARSER:
        if found := re.fullmatch(pattern, said):
            said_of = {place: text.replace("', '", ", ") for place, text in found.groupdict().items()}
            return _(ours).format(**said_of)
    return said


def _name(error: "UsageError") -> str:
    hint = getattr(error, "param_hint", None)
    parameter = getattr(error, "param", None)
    if hint is None and parameter is not None:
        names = [option for option in parameter.opts if option.startswith("-")]
        return max(names, key=len) if names else str(parameter.human_readable_name).upper()
    return hint if isinstance(hint, str) else " / ".join(hint or ())


def _ask_for_help(error: "UsageError") -> str:
    path = error.ctx.command_path if error.ctx else "tuicrm"
    return _("`{command} --help` shows how.").format(command=path)


def _told(*sentences: str) -> str:
    return "tuicrm: " + line(in_a_row(*sentences))


def _sentence(text: str) -> str:
    """Somebody else's words as one line that ends."""
    text = line(text)
    return text if not text or text[-1] in ".!?。！？" else text + _(".")
