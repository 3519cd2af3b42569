"""`tuicrm report save, forget, pin, unpin, saved, dashboard, privacy`."""

import shlex
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import typer

from tuicrm.cli.output import Column, Form, document, emit, talk
from tuicrm.plain.language import _

if TYPE_CHECKING:
    from tuicrm.store.database import Desk


def run(
    at: "Desk", verb: str, words: Sequence[str], options: Mapping[str, str | None], as_: Form, *, is_shared: bool
) -> int:
    """Do what a verb says with one's saved questions."""
    if verb == "save":
        _save(at, words, options, is_shared=is_shared)
    elif verb in ("forget", "pin", "unpin"):
        _change(at, verb, " ".join(words))
    elif verb == "saved":
        _list(at, as_)
    elif verb == "dashboard":
        _dashboard(at, as_)
    else:
        _privacy(at, words, as_)
    return 0


def _save(at: "Desk", words: Sequence[str], options: Mapping[str, str | None], *, is_shared: bool) -> None:
    from tuicrm.sales.analysis import saving
    from tuicrm.sales.analysis.asking import asked

    if len(words) < 2:
        said = _("Name it and say what: tuicrm report save 'Our rate' win-rate --by owner")
        raise typer.BadParameter(said, param_hint="WHAT")
    name, question = " ".join(words[:-1]), words[-1]
    line = shlex.join([question, *(part for key, value in options.items() if value for part in (key, value))])
    at.read(asked, line)  # what cannot be asked is not worth a name
    at.write(saving.save, name, line, is_shared=is_shared)
    talk(_("{name} is saved: {words}").format(name=name, words=line))


def _change(at: "Desk", verb: str, name: str) -> None:
    from tuicrm.sales.analysis import saving

    if verb == "forget":
        talk(_("{name} is no longer saved.").format(name=at.write(saving.forget, name)))
    elif verb == "pin":
        talk(_("{name} is on the dashboard.").format(name=at.write(saving.pin, name)))
    else:
        talk(_("{name} is off the dashboard.").format(name=at.write(saving.pin, name, is_on=False)))


def _list(at: "Desk", as_: Form) -> None:
    from tuicrm.sales.analysis import saving

    columns = (
        Column("name", _("Name")),
        Column("words", _("Question")),
        Column("is_pinned", _("On the dashboard")),
        Column("is_shared", _("Shared")),
    )
    emit(at.read(saving.saved), columns, as_, empty=_("No question is saved: tuicrm report save NAME MEASURE --by ..."))


def _dashboard(at: "Desk", as_: Form) -> None:
    """Print each question of the dashboard with its answer."""
    from tuicrm.cli.report_answer import as_dict, print_answer
    from tuicrm.sales.analysis import saving
    from tuicrm.sales.analysis.asking import asked

    found = [(one.name, at.read(asked, one.words)) for one in at.read(saving.saved) if one.is_pinned]
    if as_ == "json":
        document([{"name": name, **as_dict(answer)} for name, answer in found])
        return
    if not found:
        talk(_("Nothing is on the dashboard: tuicrm report pin NAME."))
    for name, answer in found:
        talk(name)
        print_answer(answer, as_)


def _privacy(at: "Desk", words: Sequence[str], as_: Form) -> None:
    """Show or set who sees figures of single people: privacy seen_by=lead smallest_group=3."""
    from tuicrm.sales.privacy import Privacy, privacy, set_privacy

    now_is: dict[str, Any] = dict(at.read(privacy).__dict__)
    for word in words:
        name, _equals, value = word.partition("=")
        if name not in now_is:
            said = _("There is no {name}. There are: {known}.").format(name=name, known=", ".join(now_is))
            raise typer.BadParameter(said, param_hint="WHAT")
        if name == "seen_by":
            now_is[name] = value
        elif value in ("", "never") and name == "leavers_after_months":
            now_is[name] = None
        elif value.isascii() and value.isdecimal() and len(value) < 5:
            now_is[name] = int(value)
        else:
            raise typer.BadParameter(_("{text} is no number.").format(text=value), param_hint=name)
    if words:
        at.write(set_privacy, Privacy(**now_is))
    if as_ == "json":
        document(now_is)
        return
    emit([{"name": name, "value": value} for name, value in now_is.items()],
         (Column("name", _("Name")), Column("value", _("Value"))), as_)  # fmt: skip
