"""`tuicrm agenda`: what to do next; plan, record, postpone and call off by one line of words."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tuicrm.cli import agenda_calendar, agenda_plan, agenda_team
from tuicrm.cli.desk import desk, seat
from tuicrm.cli.nouns import noun
from tuicrm.cli.options import AsCsv, AsIds, AsJson, AsPlain, OwnValues, form
from tuicrm.cli.output import Column, document, emit, emit_card, say, talk
from tuicrm.cli.reading import day, money, name_of
from tuicrm.cli.telling import local_now, planned_dict, planned_in_words
from tuicrm.plain.language import _
from tuicrm.plain.recurring import rule_words

if TYPE_CHECKING:
    from tuicrm.sales.agenda import NewAction
    from tuicrm.sales.agenda.sentence import Reading
    from tuicrm.store.database import Desk

app = noun()
agenda_plan.add_to(app)
agenda_team.add_to(app)
agenda_calendar.add_to(app)

DAYS = 7
ActionId = Annotated[int, typer.Argument(metavar="ID", help=_("The id of an action, from `tuicrm agenda list`."))]


def _amount(row: Any) -> object:
    return None if row.currency is None else money(row.amount_minor, row.currency)


ABOUT = (
    Column("customer", _("Customer")),
    Column("contact", _("Contact")),
    Column("project", _("Project")),
    Column("subject", _("Subject")),
    Column("stage", _("Stage")),
    Column("amount", _("Amount"), "right", _amount, money=True),
    Column("promise", _("Promise")),
    Column("customer_id", _("Customer id"), "right"),
    Column("project_id", _("Project id"), "right"),
)
COLUMNS = (
    Column("id", _("Id"), "right"),
    Column("state", _("State")),
    Column("kind", _("What")),
    Column("on", _("Day"), value=lambda row: row.planned_on if row.state == "planned" else row.done_on),
    Column("at", _("Time"), value=lambda row: row.planned_at if row.state == "planned" else row.done_at),
    *ABOUT,
    Column("minutes", _("Minutes"), "right"),
    Column("outcome", _("Outcome")),
    Column("note", _("Note")),
    Column("owner", _("Owner")),
)
NOW_COLUMNS = (
    Column("section", _("Why")),
    Column("record", _("Record"), value=lambda row: row.kind),
    Column("id", _("Id"), "right"),
    Column("kind", _("What"), value=lambda row: row.act),
    Column("on", _("Day")),
    Column("at", _("Time")),
    Column("is_late", _("Late")),
    *ABOUT,
    Column("days", _("Days"), "right"),
)


@app.command("list", help=_("List what is planned and done; the week from today on unless --from and --to say else."))
def list_(
    ctx: typer.Context,
    from_: Annotated[str | None, typer.Option("--from", metavar="DATE", help=_("The first day."))] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="DATE", help=_("The last day, included."))] = None,
    who: Annotated[str | None, typer.Option("--who", metavar="LOGIN", help=_("A colleague's agenda."))] = None,
    now: Annotated[bool, typer.Option("--now", help=_("What to do next, most urgent first."))] = False,
    json: AsJson = False,
    csv: AsCsv = False,
    ids: AsIds = False,
    plain: AsPlain = False,
) -> None:
    """List an agenda. `--now --ids` prints the ids of actions only: an inquiry's would be taken for one."""
    from tuicrm.sales import agenda, people
    from tuicrm.store.errors import Refused

    if now and (from_ or to):
        raise typer.BadParameter(_("--now goes without --from and --to."), param_hint="--now")
    as_ = form(json=json, csv=csv, ids=ids, plain=plain)
    first, last = day(from_, "--from"), day(to, "--to")
    at, me = desk(ctx), seat(ctx).me
    user_id = at.read(people.find, who).id if who else None
    if now:
        rows = at.read(agenda.now_list, user_id).rows
        shown = [row for row in rows if row.kind == "action"] if ids else rows
        emit(shown, NOW_COLUMNS, as_, empty=_("Nothing waits."))
        return
    first = first or min(last or me.today, me.today)
    last = last or first + timedelta(days=DAYS - 1)
    if first > last:
        raise Refused("order_of_days", first=first, last=last)
    emit(at.read(agenda.span, first, last, user_id=user_id), COLUMNS, as_, empty=_("Nothing planned, nothing done."))


@app.command("show", help=_("Show one action."))
def show_(ctx: typer.Context, action_id: ActionId, json: AsJson = False) -> None:
    """Show an action."""
    from tuicrm.sales import agenda

    emit_card(desk(ctx).read(agenda.find, action_id), COLUMNS, form(json=json))


@app.command(help=_("Plan by one line: tuicrm agenda add call @novak tomorrow 10:00 30m +acme-erp"))
def add(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(help=_("What, for whom, when; no quotation marks needed."))],
    json: AsJson = False,
) -> None:
    """Plan an action."""
    from tuicrm.sales import agenda
    from tuicrm.sales.agenda.called import unsure_words

    at = desk(ctx)
    read = at.read(agenda.read_line, name_of(words))
    _found(at, read)
    if read.unsure:
        talk(unsure_words(read.unsure))
    new = replace(_new(read), owner_id=read.user_id)
    against = at.read(agenda.clashes, on=new.on, at=new.at, minutes=new.minutes, user_ids=_who(ctx, new))
    if read.rule is not None:
        coming = at.write(agenda.plan_series, new, read.rule)
        planned = coming.planned[0]
    else:
        coming, planned = None, at.write(agenda.plan, new)
    if json:
        document(planned_dict(planned) | ({"series": coming.series_id, "rule": coming.rule} if coming else {}))
        return
    talk(_("Planned: {what}").format(what=planned_in_words(ctx, planned)))
    if coming:
        talk(_("It comes again: {rule}.").format(rule=rule_words(coming.rule)))
    from tuicrm.sales.agenda.against import clash_words

    for clash in against:
        talk(clash_words(clash, local_now(ctx)))
    say(str(planned.action_id))


@app.command(help=_("Record what came of it: tuicrm agenda done 12 sent offer then call fri 10:00"))
def done(
    ctx: typer.Context,
    action_id: ActionId,
    words: Annotated[
        list[str] | None, typer.Argument(help=_("An outcome (1 is no answer) or a sentence; `then` plans the next."))
    ] = None,
    minutes: Annotated[int | None, typer.Option("--minutes", help=_("How long it took."))] = None,
    cost: Annotated[str | None, typer.Option("--cost", metavar="AMOUNT", help=_("What it cost."))] = None,
    need: Annotated[str, typer.Option("--need", help=_("A need that was found."))] = "",
    no_next: Annotated[str, typer.Option("--no-next", metavar="REASON", help=_("Why there is no next step."))] = "",
    field: OwnValues = None,
    json: AsJson = False,
) -> None:
    """Put an action on record."""
    from tuicrm.cli.telling import put_on_record

    put_on_record(ctx, action_id, name_of(words or []), minutes=minutes, cost=cost, need=need, without_next=no_next,
                  own=field, json=json)  # fmt: skip


@app.command(help=_("Correct what is on record of a done action; the old words and the reason stay on record."))
def correct(
    ctx: typer.Context,
    action_id: ActionId,
    reason: Annotated[str, typer.Option("--reason", help=_("Why."))],
    outcome: Annotated[str | None, typer.Option("--outcome", help=_("Another outcome."))] = None,
    note: Annotated[str | None, typer.Option("--note", help=_("Another note."))] = None,
    minutes: Annotated[int | None, typer.Option("--minutes", help=_("How long it took."))] = None,
    cost: Annotated[str | None, typer.Option("--cost", metavar="AMOUNT", help=_("What it cost."))] = None,
    json: AsJson = False,
) -> None:
    """Correct a done action."""
    from tuicrm.cli.reading import minor
    from tuicrm.sales import agenda

    at, me = desk(ctx), seat(ctx).me
    corrected = at.write(
        agenda.correct, action_id, reason, outcome=outcome, note=note, minutes=minutes,
        cost_minor=minor(cost, me.home.currency, "--cost"),
    )  # fmt: skip
    if json:
        document({"id": corrected})
    else:
        talk(_("Corrected; what stood there before is kept."))


@app.command(help=_("Call a planned action off; it stays on record as cancelled."))
def cancel(
    ctx: typer.Context,
    action_id: ActionId,
    reason: Annotated[str, typer.Option("--reason", help=_("Why."))] = "",
    json: AsJson = False,
) -> None:
    """Cancel an action."""
    from tuicrm.sales import agenda

    cancelled = desk(ctx).write(agenda.cancel, action_id, reason)
    if json:
        document({"id": cancelled, "state": "cancelled"})
    else:
        talk(_("Called off."))


@app.command(help=_("Another day or time: tuicrm agenda postpone 12 fri 10:00"))
def postpone(
    ctx: typer.Context,
    action_id: ActionId,
    when: Annotated[list[str], typer.Argument(help=_("tomorrow, fri 10:00, in 2 weeks, 2026-12-18"))],
    reason: Annotated[str, typer.Option("--reason", help=_("Why; from the third time on it is asked for."))] = "",
    json: AsJson = False,
) -> None:
    """Postpone an action."""
    from tuicrm.plain.when import read_when
    from tuicrm.sales import agenda

    at, text = desk(ctx), name_of(when)
    found = read_when(text, local_now(ctx))
    if found is None:
        raise typer.BadParameter(_("{text} is no time. Write it as fri 10:00.").format(text=text), param_hint="WHEN")
    moment = found.start if isinstance(found.start, datetime) else None
    planned = at.write(agenda.postpone, action_id, on=None if moment else found.start, at=moment, reason=reason)
    if json:
        document(planned_dict(planned))
    else:
        talk(_("Now: {what}").format(what=planned_in_words(ctx, planned)))


def _found(at: "Desk", read: "Reading") -> None:
    """Refuse what a line names and nobody knows, in the words that the name alone would have got."""
    from tuicrm.sales import projects
    from tuicrm.store.errors import NotFound

    for word in read.trouble:
        if word[0] in "+＋":
            at.read(projects.find, word)
        raise NotFound("project" if word[0] in "+＋" else "contact", word)


def _new(read: "Reading") -> "NewAction":
    from tuicrm.sales.agenda import NewAction

    return NewAction(
        read.kind or "task", read.subject, customer_id=read.customer_id, project_id=read.project_id,
        contact_id=read.contact_id, on=read.on, at=read.at, grain=read.grain, minutes=read.minutes,
        promise=read.promise, place=read.place, priority=read.priority, remind_minutes=read.remind_minutes,
        expected_cost_minor=read.cost_minor, contact_ids=read.contact_ids, user_ids=read.user_ids,
    )  # fmt: skip


def _who(ctx: typer.Context, new: "NewAction") -> tuple[int, ...]:
    return (new.owner_id or seat(ctx).me.id, *new.user_ids)
