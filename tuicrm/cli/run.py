"""`tuicrm run`: call one after the other, as on the screen: start, next, log, skip, end."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.keys import customers_of
from tuicrm.cli.nouns import noun
from tuicrm.cli.options import AsCsv, AsJson, AsPlain, OwnValues, form
from tuicrm.cli.output import Column, document, emit, say, talk
from tuicrm.cli.reading import name_of
from tuicrm.cli.telling import in_words, local_now, own_asked, refuse_lone_number, refuse_without_when
from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _, in_a_row

if TYPE_CHECKING:
    from tuicrm.sales.calling import RunView

app = noun()

RunId = Annotated[int | None, typer.Option("--run", metavar="ID", help=_("Which run; else the newest one."))]
SKIPS = "9"
ROWS = (
    Column("id", _("Id"), "right"),
    Column("name", _("Run")),
    Column("started_at", _("Begun")),
    Column("ended_at", _("Ended")),
    Column("done", _("Done"), "right"),
    Column("records", _("Records"), "right"),
)


@app.command("list", help=_("List your runs that wait to be gone on with; with --all the ended ones, too."))
def list_(
    ctx: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help=_("Ended ones, too."))] = False,
    json: AsJson = False,
    csv: AsCsv = False,
    plain: AsPlain = False,
) -> None:
    """List runs."""
    from tuicrm.sales import calling

    rows = desk(ctx).read(calling.mine, ended=everything)
    emit(rows, ROWS, form(json=json, csv=csv, plain=plain), empty=_("No run waits. tuicrm run start begins one."))


@app.command(help=_("Begin a run: of today's list, or of the customers named (ids, `-` for ids on standard input)."))
def start(
    ctx: typer.Context,
    key: Annotated[list[str] | None, typer.Argument(metavar="KEY", help=_("Customers; none: today's list."))] = None,
    name: Annotated[str, typer.Option("--name", help=_("What the run is called."))] = "",
    json: AsJson = False,
) -> None:
    """Begin to call."""
    from tuicrm.sales import calling

    at = desk(ctx)
    begun = at.write(calling.start, name, customers_of(at, key) if key else None)
    if json:
        document({"id": begun.run_id, "name": begun.name, "records": begun.records,
                  "without_phone": begun.without_phone})  # fmt: skip
        return
    said = _("Run “{name}”: {records} to call.").format(name=show(begun.name), records=begun.records)
    if begun.without_phone:
        from tuicrm.sales.calling.told import left_out

        said = in_a_row(said, left_out(begun.without_phone))
    talk(said)
    say(str(begun.run_id))


@app.command("next", help=_("Show who is to be called now, with all that helps."))
def next_(ctx: typer.Context, run: RunId = None, json: AsJson = False) -> None:
    """Show the next call of a run."""
    from tuicrm.sales import calling

    _show(ctx, desk(ctx).read(calling.look, run), json=json)


@app.command(help=_("Log the call shown: tuicrm run log 1; tuicrm run log talked wants two then call fri 10:00"))
def log(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(help=_("The digit of an outcome, or a sentence."))],
    run: RunId = None,
    record: Annotated[int | None, typer.Option("--record", help=_("The record that `next --json` named."))] = None,
    field: OwnValues = None,
    json: AsJson = False,
) -> None:
    """Log a call of a run and show the next one."""
    from tuicrm.sales import calling
    from tuicrm.sales.agenda import telling
    from tuicrm.store.errors import Refused

    at = desk(ctx)
    view = at.read(calling.look, run)
    if view.record is None:
        raise Refused("run_empty")
    if record is not None and record != view.record.id:
        raise Refused("not_waiting")
    shown = view.record
    context = at.read(telling.context, kind=shown.kind, customer_id=shown.customer_id, project_id=shown.project_id)
    told = telling.tell(name_of(words), local_now(ctx), context)
    refuse_without_when(told)
    refuse_lone_number(told)
    if told.text == SKIPS:
        raise typer.BadParameter(_("9 skips on the screen. Here it is: tuicrm run skip"), param_hint="WORDS")
    follows = next((one.follow for one in context.outcomes if one.key == told.outcome()), "")
    if follows == "ask" and told.next() is None:
        raise typer.BadParameter(_("When? Say it behind: tuicrm run log 3 tomorrow 15:00"), param_hint="WORDS")
    point = shown.numbers[0].point_id if shown.numbers else None
    own = own_asked(context.asked(told.outcome()), field, json=json)
    also = replace(told.also(), point_id=point, must_go_on=True, own=own)
    logged = at.write(calling.log, shown.id, told.outcome(), note=told.note(), next_action=told.next(), also=also)
    if not json:
        talk(in_words(ctx, logged.done))
    _show(ctx, at.read(calling.look, view.id), json=json)


@app.command(help=_("Put who is shown to the end of the run: later today."))
def skip(ctx: typer.Context, run: RunId = None, json: AsJson = False) -> None:
    """Skip a record."""
    from tuicrm.sales import calling

    at = desk(ctx)
    view = at.read(calling.look, run)
    if view.record is not None:
        at.write(calling.skip, view.record.id)
    _show(ctx, at.read(calling.look, view.id), json=json)


@app.command(help=_("End a run and say what came of it; plans stay as they are."))
def end(ctx: typer.Context, run: RunId = None, json: AsJson = False) -> None:
    """End a run."""
    from tuicrm.sales import calling

    at = desk(ctx)
    view = at.read(calling.look, run)
    at.write(calling.end, view.id)
    if json:
        document(view.summary)
    else:
        talk(summary(view))


@app.command(help=_("When people may be called: tuicrm run hours DE 9:00-18:00 5; without words all hours are listed."))
def hours(
    ctx: typer.Context,
    where: Annotated[str | None, typer.Argument(help=_("DE, Europe/Berlin, or * for everywhere."))] = None,
    times: Annotated[str | None, typer.Argument(help=_("8:00-20:00; - takes them away."))] = None,
    days: Annotated[int, typer.Argument(help=_("So many days of the week from Monday on."))] = 6,
    json: AsJson = False,
) -> None:
    """List or set the hours in which people may be called."""
    from tuicrm.sales import calling

    at = desk(ctx)
    if where is None:
        rows = at.read(calling.call_hours)
    else:
        rows = at.write(calling.set_hours, where, *_times(times), days)
    columns = (
        Column("where", _("Where")),
        Column("from", _("From"), value=lambda one: _clock(one.first)),
        Column("to", _("To"), value=lambda one: _clock(one.last)),
        Column("days", _("Days"), "right"),
    )
    emit(rows, columns, form(json=json))


def summary(view: "RunView") -> str:
    """Say what came of a run in one sentence."""
    from tuicrm.sales.calling.told import what_came

    found = view.summary
    said = what_came(found)
    if found.best is not None:
        best = _("Best hour {from_}-{to}: {reached} of {calls} reached.")
        said = in_a_row(said, best.format(from_=found.best.hour, to=found.best.hour + 1, reached=found.best.reached,
                                          calls=found.best.calls))  # fmt: skip
    return said


def _show(ctx: typer.Context, view: "RunView", *, json: bool) -> None:
    if json:
        document(_plain(view))
        return
    talk(_("Run “{name}”: {place} of {records}, talks {talks}, no answer {missed}").format(
        name=show(view.name), place=view.place, records=view.records, talks=view.talks, missed=view.no_answers
    ))  # fmt: skip
    if view.record is None:
        talk(summary(view))
        if view.again_at is not None:
            from tuicrm.sales.calling.told import waiting

            now = local_now(ctx)
            time = formats.near_time(view.again_at.astimezone(now.tzinfo), None, now.date())
            talk(waiting(view.later, time))
        return
    from tuicrm.sales.calling.telling_card import lines

    for line in lines(view.record, local_now(ctx).date()):
        say(show(line))


def _plain(view: "RunView") -> dict[str, object]:
    record: Any = view.record
    return {
        "id": view.id, "name": view.name, "place": view.place, "records": view.records, "talks": view.talks,
        "no_answers": view.no_answers, "later": view.later, "again_at": view.again_at, "record": record,
        "outcomes": view.outcomes, "summary": view.summary,
    }  # fmt: skip


def _times(text: str | None) -> tuple[int | None, int]:
    if text in (None, "-"):
        return None, 0
    match = re.fullmatch(r"(\d{1,2})(?::(\d\d))?-(\d{1,2})(?::(\d\d))?", text or "")
    if match is None:
        raise typer.BadParameter(_("Write hours as 8:00-20:00."), param_hint="TIMES")
    first, last = (int(match[n]) * 60 + int(match[n + 1] or 0) for n in (1, 3))
    return first, last


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"
