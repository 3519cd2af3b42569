"""`tuicrm today`: what to do next, numbered; the numbers work with brief, done and plan until the next `today`."""

import shutil
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.nouns import PLAIN
from tuicrm.cli.options import AsCsv, AsJson, AsPlain, form
from tuicrm.cli.output import Column, emit, say, settled, talk
from tuicrm.cli.telling import local_now
from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, ngettext, translated

if TYPE_CHECKING:
    from tuicrm.sales.agenda.nowlist import NowRow
    from tuicrm.sales.agenda.rhythm import Coverage

app = typer.Typer(**PLAIN)

SMALL = 50
LINES = 18
PROMISES = {"ours": N_("we owe"), "theirs": N_("they owe")}
SIGNS = {"call_back": "!", "late": "!", "silent": "~"}


@app.command(context_settings={"help_option_names": ["-h", "--help"]})
def today(
    ctx: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help=_("All lines, however small the terminal."))] = False,
    json: AsJson = False,
    csv: AsCsv = False,
    plain: AsPlain = False,
) -> None:
    """What to do next, each line with a number."""
    from tuicrm.cli.agenda import NOW_COLUMNS
    from tuicrm.sales.agenda import today as lists

    found = desk(ctx).write(lists.number)
    numbered = list(enumerate(found.rows, start=1))
    as_ = form(json=json, csv=csv, plain=plain)
    if as_ != "auto":
        columns = [Column("number", _("Number"), "right", lambda pair: pair[0])]
        columns += [Column(one.name, one.title, one.align, _of(one), one.money) for one in NOW_COLUMNS]
        emit(numbered, columns, settled(as_))
        return
    if not numbered:
        talk(_("Nothing waits."))
        _tell_missing(found.coverage)
        return
    cells, lines = shutil.get_terminal_size((80, 24))
    is_small = cells < SMALL or lines <= LINES
    most = len(numbered) if everything or not is_small else LINES - 3
    line = found.line
    say(_("today {planned}, done {done}").format(planned=line.planned, done=line.done))
    now = local_now(ctx)
    for number, row in numbered[:most]:
        say(one_line(number, row, now, min(cells, 44 if is_small else 100)))
    if len(numbered) > most:
        talk(_("{n} more: tuicrm today --all").format(n=len(numbered) - most))
    elif not is_small:
        _tell_missing(found.coverage)


def _tell_missing(covered: "Coverage") -> None:
    """Say what has no plan, and the command that plans all of it."""
    if covered.missing:
        said = ngettext(
            "{n} customer or project has no plan inside its rhythm: tuicrm agenda missing --plan",
            "{n} customers and projects have no plan inside their rhythm: tuicrm agenda missing --plan",
            covered.missing,
        )
        talk(said.format(n=covered.missing))


def one_line(number: int, row: "NowRow", now: datetime, cells: int) -> str:
    """Write one line: number, when, what, for whom, about what; cut by cells."""
    from tuicrm.widgets.cells import cut, fit

    who = row.customer or row.project or ""
    about = row.subject if row.section != "silent" else (formats.days(row.days) if row.days is not None else "")
    if cells < SMALL:
        return cut(f"{number:>2} {fit(_when(row, now), 7)} {fit(_what(row), 7)} {show(who)}  {show(about)}", cells)
    stake = formats.short_money(row.amount_minor, row.currency) if row.currency else ""
    said = f"{number:>2}  {fit(_when(row, now), 12)} {fit(_what(row), 8)} {fit(show(who), 28)}  {show(about)}  {stake}"
    return cut(said.rstrip(), cells)


def _of(column: Column) -> Any:
    return lambda pair: column.of(pair[1])


def _when(row: "NowRow", now: datetime) -> str:
    sign = SIGNS.get(row.section, "") if row.is_late or row.section == "silent" else ""
    if row.at is not None and row.section != "asked":
        local = row.at.astimezone(now.tzinfo)
        when = formats.clock(local) if local.date() == now.date() else formats.near_day(local.date(), now.date())
    elif row.section == "asked" and row.at is not None:
        when = formats.span(max(0, int((now - row.at).total_seconds() // 60)))
    else:
        when = formats.near_day(row.on, now.date()) if row.on else "-"
    return f"{when}{sign}"


def _what(row: "NowRow") -> str:
    from tuicrm.sales.action_kinds import KIND

    if row.promise:
        return _(PROMISES[row.promise])
    if row.kind == "action":
        return _(KIND[row.act].word) if row.act in KIND else row.act
    if row.kind == "approval":
        return _("approve")
    if row.kind == "offer":
        return _("offered")
    if row.kind == "handover":
        return _("handover")
    if row.kind == "inquiry":
        return show(translated(row.source)) or _("asked")
    return _("silent") if row.kind == "customer" else _("no step")
