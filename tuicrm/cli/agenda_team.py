"""More of `tuicrm agenda`: rhythms, plan coverage, silence, plan against execution, a team's week and record."""

from datetime import timedelta
from typing import Annotated, Any

import typer

from tuicrm.cli.desk import desk, seat
from tuicrm.cli.options import AsCsv, AsIds, AsJson, AsPlain, form
from tuicrm.cli.output import Column, document, emit, talk
from tuicrm.cli.reading import day
from tuicrm.plain.language import NP_, _, ngettext

Who = Annotated[str | None, typer.Option("--who", metavar="LOGIN", help=_("A colleague; else yourself."))]
Team = Annotated[str | None, typer.Option("--team", help=_("The name of a team."))]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", help=_("The first day."))]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help=_("The last day, included."))]

COVERAGE = (
    Column("id", _("Id"), "right", lambda row: row.user_id),
    Column("user", _("Who")),
    Column("share", _("Covered"), "right"),
    Column("customers", _("Customers"), "right"),
    Column("customers_covered", _("with a plan"), "right"),
    Column("projects", _("Projects"), "right"),
    Column("projects_covered", _("with a plan"), "right"),
)
GAPS = (
    Column("record", _("Record"), value=lambda row: row.kind),
    Column("id", _("Id"), "right"),
    Column("name", _("Name")),
    Column("customer", _("Customer")),
    Column("class", _("Class"), value=lambda row: row.class_key),
    Column("rhythm_days", _("Days allowed"), "right"),
    Column("last_at", _("Last action")),
    Column("next_at", _("Next action")),
    Column("propose_on", _("Proposed")),
)
SILENT = (
    Column("record", _("Record"), value=lambda row: row.kind),
    Column("id", _("Id"), "right"),
    Column("name", _("Name")),
    Column("class", _("Class"), value=lambda row: row.class_key),
    Column("owner", _("Owner")),
    Column("days", _("Days"), "right"),
    Column("limit", _("Days allowed"), "right"),
    Column("is_escalated", _("Lead's matter")),
)
WEEK = (
    Column("id", _("Id"), "right", lambda row: row.user_id),
    Column("user", _("Who")),
    Column("team", _(NP_("people", "Team"))),
    Column("next_planned", _("Next week"), "right"),
    Column("next_minutes", _("Minutes"), "right"),
    Column("next_work_minutes", _("of"), "right"),
    Column("overdue", _("Overdue"), "right"),
    Column("done_today", _("Done today"), "right"),
    Column("planned", _("Planned"), "right", lambda row: row.this.planned),
    Column("in_time", _("In time"), "right", lambda row: row.this.in_time),
    Column("late", _("Late"), "right", lambda row: row.this.late),
    Column("missed", _("Missed"), "right", lambda row: row.this.missed),
    Column("covered", _("Covered"), "right"),
    Column("silent", _("Silent"), "right"),
)
RECORD = (
    Column("id", _("Id"), "right", lambda row: row.action.id),
    Column("done_at", _("When"), value=lambda row: row.action.done_at),
    Column("owner", _("Who"), value=lambda row: row.action.owner),
    Column("kind", _("What"), value=lambda row: row.action.kind),
    Column("customer", _("Customer"), value=lambda row: row.action.customer),
    Column("project", _("Project"), value=lambda row: row.action.project),
    Column("outcome", _("Outcome"), value=lambda row: row.action.outcome),
    Column("note", _("Note"), value=lambda row: row.action.note),
    Column("seen_at", _("Seen")),
    Column("seen_by", _("Seen by"), value=lambda row: ", ".join(row.seen_by)),
)


def add_to(app: typer.Typer) -> None:
    """Put these commands beside the others of the noun."""
    app.command(help=_("List the rhythms, or set one: tuicrm agenda rhythm A --days 14 --silence 7"))(rhythm)
    app.command(help=_("Show how much of what each person holds has a plan inside its rhythm."))(coverage)
    app.command(help=_("List what has no plan inside its rhythm; --plan plans all of it in one go."))(missing)
    app.command(help=_("List what has been silent for longer than its class allows."))(silent)
    app.command(help=_("Plan against execution: tuicrm agenda execution --by owner,week --from 2026-11-02"))(execution)
    app.command(help=_("Show how the week of a team stands: planned for next week, done of this one."))(team)
    app.command(help=_("List what a team did, this week or in other days; --seen marks it as seen by you."))(record)


def rhythm(
    ctx: typer.Context,
    class_key: Annotated[
        str | None, typer.Argument(metavar="[CLASS]", help=_("A class; “other” for every other one."))
    ] = None,
    days: Annotated[
        int | None, typer.Option("--days", help=_("Every so many days a customer is to hear from us; 0: off."))
    ] = None,
    silence: Annotated[
        int | None, typer.Option("--silence", help=_("After so many days without a word and a plan; 0: off."))
    ] = None,
    json: AsJson = False,
) -> None:
    """List or set rhythms."""
    from tuicrm.sales import agenda

    at = desk(ctx)
    if class_key is None:
        now = at.read(agenda.rhythms)
    else:
        key = "" if class_key.casefold() in ("other", "其他") else class_key
        now = at.write(agenda.set_rhythm, key, days=days, silence=silence)
    if json:
        document(now)
        return
    for key in sorted(set(now["rhythm"]) | set(now["silence"]), key=lambda one: (not one, one)):
        days, silence = now["rhythm"].get(key, 0), now["silence"].get(key, 0)
        said = (
            ngettext("every {n} day", "every {n} days", days).format(n=days) if days else _("no rhythm"),
            ngettext("silent after {n} day", "silent after {n} days", silence).format(n=silence)
            if silence
            else _("never silent"),
        )
        talk(f"{key or _('other')}: {'; '.join(said)}")


def coverage(
    ctx: typer.Context, team_: Team = None, json: AsJson = False, csv: AsCsv = False, ids: AsIds = False,
    plain: AsPlain = False,
) -> None:  # fmt: skip
    """Show plan coverage."""
    from tuicrm.sales import agenda

    rows = desk(ctx).read(agenda.coverage, team_id=_team(ctx, team_))
    emit(rows, COVERAGE, form(json=json, csv=csv, ids=ids, plain=plain))


def missing(
    ctx: typer.Context,
    who: Who = None,
    plan: Annotated[bool, typer.Option("--plan", help=_("Plan all of it for the days proposed."))] = False,
    json: AsJson = False,
    csv: AsCsv = False,
    ids: AsIds = False,
    plain: AsPlain = False,
) -> None:
    """List or plan what is missing."""
    from tuicrm.sales import agenda

    at = desk(ctx)
    if plan and who:
        raise typer.BadParameter(_("--plan goes without --who: plan for yourself."), param_hint="--plan")
    if plan:
        made = at.write(agenda.plan_missing)
        if json:
            document([{"id": one.action_id, "on": one.on, "about": one.about} for one in made])
        else:
            count = len(made)
            talk(ngettext("{count} action planned.", "{count} actions planned.", count).format(count=count))
        return
    rows = at.read(agenda.missing, _user(ctx, who))
    emit(rows, GAPS, form(json=json, csv=csv, ids=ids, plain=plain), empty=_("Everything has its plan."))


def silent(
    ctx: typer.Context,
    who: Who = None,
    team_: Team = None,
    leads: Annotated[bool, typer.Option("--lead", help=_("Only what is the lead's matter by now."))] = False,
    json: AsJson = False,
    csv: AsCsv = False,
    ids: AsIds = False,
    plain: AsPlain = False,
) -> None:
    """List what is silent."""
    from tuicrm.sales import agenda

    rows = desk(ctx).read(agenda.silent, _user(ctx, who), team_id=_team(ctx, team_), only_escalated=leads)
    emit(rows, SILENT, form(json=json, csv=csv, ids=ids, plain=plain), empty=_("Nothing is silent."))


def execution(
    ctx: typer.Context,
    by: Annotated[str, typer.Option("--by", help=_("owner, team, kind, project, day, week, month"))] = "owner",
    from_: From = None,
    to: To = None,
    who: Who = None,
    team_: Team = None,
    json: AsJson = False,
    csv: AsCsv = False,
    plain: AsPlain = False,
) -> None:
    """Compute plan against execution; this week so far unless days are given."""
    from tuicrm.sales import agenda

    today = seat(ctx).me.today
    first = day(from_, "--from") or today - timedelta(days=today.weekday())
    last = day(to, "--to") or max(today, first)
    dimensions = tuple(name for name in by.split(",") if name)
    rows = desk(ctx).read(
        agenda.execution, first, last, by=dimensions, user_id=_user(ctx, who), team_id=_team(ctx, team_)
    )

    def key(place: int) -> Any:
        return lambda row: row.key[place]

    columns = tuple(Column(name, name, value=key(place)) for place, name in enumerate(dimensions)) + (
        Column("planned", _("Planned"), "right"),
        Column("in_time", _("In time"), "right"),
        Column("late", _("Late"), "right"),
        Column("missed", _("Missed"), "right"),
        Column("open", _("Ahead"), "right"),
        Column("postponed", _("Postponed"), "right"),
        Column("moves", _("Moves"), "right"),
        Column("rate", _("In time, share"), "right"),
    )
    emit(rows, columns, form(json=json, csv=csv, plain=plain), empty=_("Nothing was planned for these days."))


def team(
    ctx: typer.Context, team_: Team = None, json: AsJson = False, csv: AsCsv = False, ids: AsIds = False,
    plain: AsPlain = False,
) -> None:  # fmt: skip
    """Show a team's week."""
    from tuicrm.sales import agenda

    week = desk(ctx).read(agenda.team_week, _team(ctx, team_))
    emit(week.people, WEEK, form(json=json, csv=csv, ids=ids, plain=plain))
    if week.hidden:
        text = ngettext(
            "{count} colleague is left out: who may see figures of others is a setting.",
            "{count} colleagues are left out: who may see figures of others is a setting.", week.hidden,
        )  # fmt: skip
        talk(text.format(count=week.hidden))


def record(
    ctx: typer.Context,
    team_: Team = None,
    from_: From = None,
    to: To = None,
    unseen: Annotated[bool, typer.Option("--unseen", help=_("Only what you have not seen."))] = False,
    seen: Annotated[bool, typer.Option("--seen", help=_("Mark what is listed as seen by you."))] = False,
    json: AsJson = False,
    csv: AsCsv = False,
    ids: AsIds = False,
    plain: AsPlain = False,
) -> None:
    """List what a team did."""
    from tuicrm.sales import agenda

    at, today = desk(ctx), seat(ctx).me.today
    first = day(from_, "--from") or today - timedelta(days=today.weekday())
    last = day(to, "--to") or max(today, first)
    rows = at.read(agenda.team_record, first, last, team_id=_team(ctx, team_), only_unseen=unseen)
    if seen and rows:
        at.write(agenda.see, [row.action.id for row in rows if row.seen_at is None])
    as_ = form(json=json, csv=csv, ids=ids, plain=plain)
    emit(rows, RECORD, as_, empty=_("Nothing was put on record in these days."))


def _user(ctx: typer.Context, who: str | None) -> int | None:
    from tuicrm.sales import people

    return desk(ctx).read(people.find, who).id if who else None


def _team(ctx: typer.Context, name: str | None) -> int | None:
    """Find a team by the beginning of its name."""
    from tuicrm.sales import people
    from tuicrm.store.errors import NotFound

    if not name:
        return None
    teams = desk(ctx).read(people.teams)
    wanted = name.casefold()
    found = [one for one in teams if one.name.casefold() == wanted]
    found = found or [one for one in teams if one.name.casefold().startswith(wanted)]
    if len(found) != 1:
        raise NotFound("team", name)
    return found[0].id
