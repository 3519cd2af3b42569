"""`tuicrm outcome`: the team's own list of what can come of a call."""

import re
from typing import Annotated

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.nouns import noun
from tuicrm.cli.options import AsCsv, AsJson, AsPlain, form
from tuicrm.cli.output import Column, document, emit, talk
from tuicrm.plain.clean import show
from tuicrm.plain.language import _

app = noun()

_UNITS = {"m": 1, "min": 1, "h": 60, "d": 24 * 60, "w": 7 * 24 * 60}
Key = Annotated[str, typer.Argument(metavar="OUTCOME", help=_("The key of an outcome, from `tuicrm outcome list`."))]


def _columns() -> tuple[Column, ...]:
    from tuicrm.sales.action_kinds import outcome_word

    return (
        Column("digit", _("Digit"), "right"),
        Column("key", _("Outcome")),
        Column("name", _("Name"), value=lambda one: outcome_word(one.key)),
        Column("is_reached", _("Reached")),
        Column("follow", _("Then")),
        Column("waits", _("Again after"), value=lambda one: [in_words(minutes) for minutes in one.waits]),
        Column("most_tries", _("Tries"), "right"),
        Column("at_limit", _("At the limit")),
    )


@app.command("list", help=_("List what can come of a call, with its digit and what follows."))
def list_(ctx: typer.Context, json: AsJson = False, csv: AsCsv = False, plain: AsPlain = False) -> None:
    """List the outcomes."""
    from tuicrm.sales import outcomes

    emit(desk(ctx).read(outcomes.listing), _columns(), form(json=json, csv=csv, plain=plain))


@app.command(
    "set",
    help=_("Change an outcome or add your own: tuicrm outcome set voicemail --digit 6 --follow again --again 1d,3d"),
)
def set_(
    ctx: typer.Context,
    key: Key,
    digit: Annotated[int | None, typer.Option("--digit", help=_("1 to 8; 0 takes it away."))] = None,
    reached: Annotated[
        bool | None, typer.Option("--reached/--not-reached", help=_("Whether somebody was reached."))
    ] = None,
    follow: Annotated[
        str | None, typer.Option("--follow", help=_("again, ask, next, none, reason, wrong or close"))
    ] = None,
    again: Annotated[str | None, typer.Option("--again", metavar="TIMES", help=_("After how long: 3h,1d,3d"))] = None,
    tries: Annotated[int | None, typer.Option("--tries", help=_("So many in a row are enough; 0 is no limit."))] = None,
    at_limit: Annotated[str | None, typer.Option("--at-limit", help=_("release or stop"))] = None,
    json: AsJson = False,
) -> None:
    """Change or add an outcome; what is not said stays."""
    from tuicrm.sales import outcomes

    changed = desk(ctx).write(
        outcomes.set_outcome, key, digit=digit, is_reached=reached, follow=follow,
        waits=None if again is None else _waits(again), most_tries=tries, at_limit=at_limit,
    )  # fmt: skip
    if json:
        document({column.name: column.of(changed) for column in _columns()})
    else:
        talk(_("{name} is on the list.").format(name=show(changed.key)))


@app.command(help=_("Take an outcome off the list; what was logged with it stays. `set` brings it back."))
def drop(ctx: typer.Context, key: Key) -> None:
    """Take an outcome off the list."""
    from tuicrm.sales import outcomes

    talk(_("{name} is off the list.").format(name=show(desk(ctx).write(outcomes.drop, key).key)))


def in_words(minutes: int) -> str:
    """Write a wait as it is typed: 20m, 3h, 60d."""
    for unit in ("d", "h"):
        if minutes % _UNITS[unit] == 0:
            return f"{minutes // _UNITS[unit]}{unit}"
    return f"{minutes}m"


def _waits(text: str) -> tuple[int, ...]:
    found = []
    for part in re.split(r"[\s,]+", text.strip()):
        match = re.fullmatch(r"(\d{1,4})\s*(m|min|h|d|w)", part.casefold())
        if match is None:
            raise typer.BadParameter(
                _("{text} is no length of time. Write 20m, 3h or 1d.").format(text=show(part)), param_hint="--again"
            )
        found.append(int(match[1]) * _UNITS[match[2]])
    return tuple(found)
