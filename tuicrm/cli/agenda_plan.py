"""More of `tuicrm agenda`: change a plan, plans that come again, the plan of a project, templates."""

import re
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.options import AsCsv, AsIds, AsJson, AsPlain, form
from tuicrm.cli.output import Column, document, emit, say, talk
from tuicrm.cli.reading import day, name_of
from tuicrm.plain.clean import show
from tuicrm.plain.language import _, ngettext

if TYPE_CHECKING:
    from tuicrm.sales.agenda import NewAction, Step
    from tuicrm.sales.agenda.project_plan import Laid
    from tuicrm.store.database import Desk

ActionId = Annotated[int, typer.Argument(metavar="ID", help=_("The id of an action, from `tuicrm agenda list`."))]
Project = Annotated[list[str], typer.Argument(metavar="PROJECT", help=_("A project by name or id."))]
SERIES = (
    Column("id", _("Id"), "right"),
    Column("kind", _("What")),
    Column("subject", _("Subject")),
    Column("rule", _("Rule")),
    Column("next_on", _("Next")),
    Column("customer", _("Customer")),
    Column("project", _("Project")),
    Column("customer_id", _("Customer id"), "right"),
    Column("project_id", _("Project id"), "right"),
)
STEPS = (
    Column("id", _("Id"), "right", lambda row: row.action_id),
    Column("kind", _("What")),
    Column("subject", _("Subject")),
    Column("days", _("Days after"), "right"),
    Column("state", _("State")),
    Column("on", _("Day")),
    Column("done_on", _("Done on")),
)
TEMPLATES = (
    Column("name", _("Name")),
    Column("steps", _("Steps"), value=lambda row: "; ".join(map(_in_short, row.steps))),
)
_STEP = re.compile(r"^(?P<kind>\S+)\s*(?P<subject>.*?)\s*(?:\+(?P<days>\d+))?$")


def add_to(app: typer.Typer) -> None:
    """Put these commands beside the others of the noun."""
    app.command(help=_("Change a planned action: tuicrm agenda edit 12 fri 10:00 place: Kiel @novak --all"))(edit)
    app.command(help=_("List your plans that come again."))(series)
    app.command(help=_("End plans that come again, from today or from a day on."))(end)
    app.command(help=_("List the steps of a project's plan."))(steps)
    app.command(help=_("Plan steps of a project: tuicrm agenda lay acme-erp --step 'call needs +0' --step 'visit +3'"))(
        lay
    )
    app.command(help=_("Shift a project's plan as a whole, or from one step on."))(shift)
    app.command(help=_("List the templates of plans."))(templates)
    app.command(help=_("Keep the plan of a project, or steps, as a template."))(template)


def edit(
    ctx: typer.Context,
    action_id: ActionId,
    words: Annotated[
        list[str] | None, typer.Argument(help=_("What is to be otherwise, as in a line that plans it."))
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help=_("This one and all that come after it, where it comes again."))
    ] = False,
    without: Annotated[
        list[str] | None, typer.Option("--without", metavar="NAME", help=_("Who does not take part any more."))
    ] = None,
    json: AsJson = False,
) -> None:
    """Change what a line says of an action, and leave the rest."""
    from tuicrm.sales import agenda

    at = desk(ctx)
    card = at.read(agenda.card, action_id)
    plan = card.plan
    read = at.read(
        agenda.read_line, name_of(words or []), customer_id=plan.customer_id or 0, project_id=plan.project_id
    )
    if read.trouble:
        raise typer.BadParameter(_("Not found, or not only once: {words}.").format(words=", ".join(read.trouble)))
    to = replace(
        plan,
        kind=read.kind or plan.kind, subject=read.subject or plan.subject, minutes=read.minutes or plan.minutes,
        place=read.place or plan.place, priority=read.priority or plan.priority,
        promise=read.promise or plan.promise, contact_id=read.contact_id or plan.contact_id,
        contact_ids=(*plan.contact_ids, *read.contact_ids), user_ids=(*plan.user_ids, *read.user_ids),
        remind_minutes=plan.remind_minutes if read.remind_minutes is None else read.remind_minutes,
        expected_cost_minor=plan.expected_cost_minor if read.cost_minor is None else read.cost_minor,
    )  # fmt: skip
    if read.at is not None or (read.on is not None and (read.rule is None or not every)):
        to = replace(to, at=read.at, on=read.on, grain=read.grain)
    to = _left_out(at, to, without or [])
    if every:
        coming = at.write(agenda.edit_to_come, action_id, to, comes=read.rule)
        ids = [one.action_id for one in coming.planned]
    else:
        ids = [at.write(agenda.edit, action_id, to, version=card.version).action_id]
    if json:
        document({"ids": ids})
    else:
        talk(ngettext("{count} action changed.", "{count} actions changed.", len(ids)).format(count=len(ids)))


def _left_out(at: "Desk", plan: "NewAction", names: list[str]) -> "NewAction":
    """Give a plan without those who do not take part any more."""
    from tuicrm.sales.agenda.people import named, partners

    if not names:
        return plan
    people = tuple(one for one in (plan.contact_id, *plan.contact_ids) if one is not None)
    gone = named(",".join(names), at.read(partners, plan.customer_id), (people, plan.user_ids))
    there = {*gone.contact_ids} <= {*people} and {*gone.user_ids} <= {*plan.user_ids}
    if gone.unknown or not there:
        missing = ", ".join(gone.unknown or names)
        raise typer.BadParameter(_("{names} does not take part.").format(names=missing), param_hint="--without")
    left = [one for one in people if one not in gone.contact_ids]
    return replace(
        plan, contact_id=left[0] if left else None, contact_ids=tuple(left[1:]),
        user_ids=tuple(one for one in plan.user_ids if one not in gone.user_ids),
    )  # fmt: skip


def series(
    ctx: typer.Context, json: AsJson = False, csv: AsCsv = False, ids: AsIds = False, plain: AsPlain = False
) -> None:
    """List series; the rule is told in words unless it is for scripts."""
    from tuicrm.plain.recurring import rule_words
    from tuicrm.sales import agenda

    as_ = form(json=json, csv=csv, ids=ids, plain=plain)
    rows = desk(ctx).read(agenda.listed)
    if not (json or csv or plain):
        rows = tuple(replace(row, rule=rule_words(row.rule)) for row in rows)
    emit(rows, SERIES, as_, empty=_("Nothing comes again."))


def end(
    ctx: typer.Context,
    series_id: Annotated[int, typer.Argument(metavar="ID", help=_("The id of a series, from `agenda series`."))],
    from_: Annotated[str | None, typer.Option("--from", metavar="DATE", help=_("The first day."))] = None,
    json: AsJson = False,
) -> None:
    """End a series."""
    from tuicrm.sales import agenda

    gone = desk(ctx).write(agenda.end, series_id, from_on=day(from_, "--from"))
    if json:
        document({"ids": list(gone)})
    else:
        talk(ngettext("{count} action called off.", "{count} actions called off.", len(gone)).format(count=len(gone)))


def steps(
    ctx: typer.Context, project: Project, json: AsJson = False, csv: AsCsv = False, ids: AsIds = False,
    plain: AsPlain = False,
) -> None:  # fmt: skip
    """List the steps of a plan."""
    from tuicrm.sales import agenda

    at = desk(ctx)
    rows = at.read(agenda.steps_of, _project(ctx, project))
    emit(rows, STEPS, form(json=json, csv=csv, ids=ids, plain=plain), empty=_("No plan yet."))


def lay(
    ctx: typer.Context,
    project: Project,
    said: Annotated[
        list[str] | None,
        typer.Option("--step", metavar="STEP", help=_("Kind, subject and +DAYS after the one before; again for more.")),
    ] = None,
    template: Annotated[str, typer.Option("--template", help=_("Begin with the steps of a template."))] = "",
    begin: Annotated[str | None, typer.Option("--from", metavar="DATE", help=_("The first day."))] = None,
    json: AsJson = False,
) -> None:
    """Lay a plan."""
    from tuicrm.sales import agenda

    wanted = [_step(ctx, text) for text in said or ()]
    laid = desk(ctx).write(
        agenda.lay, _project(ctx, project), wanted, begins_on=day(begin, "--from"), template=template
    )
    _tell(laid, json=json)


def shift(
    ctx: typer.Context,
    project: Project,
    days: Annotated[int | None, typer.Option("--days", help=_("So many working days later; below 0 earlier."))] = None,
    begin: Annotated[str | None, typer.Option("--from", metavar="DATE", help=_("The new first day."))] = None,
    step: Annotated[
        int | None, typer.Option("--step", metavar="ID", help=_("Only this step and those after it."))
    ] = None,
    json: AsJson = False,
) -> None:
    """Shift a plan."""
    from tuicrm.sales import agenda

    if (days is None) == (begin is None):
        raise typer.BadParameter(_("Say either --days or --from."), param_hint="--days")
    laid = desk(ctx).write(
        agenda.shift, _project(ctx, project), begins_on=day(begin, "--from"), from_action=step, days=days
    )
    _tell(laid, json=json)


def templates(ctx: typer.Context, json: AsJson = False, csv: AsCsv = False, plain: AsPlain = False) -> None:
    """List templates."""
    from tuicrm.sales import agenda

    emit(
        desk(ctx).read(agenda.templates), TEMPLATES, form(json=json, csv=csv, plain=plain), empty=_("No template yet.")
    )


def template(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("The template's name."))],
    said: Annotated[
        list[str] | None,
        typer.Option("--step", metavar="STEP", help=_("Kind, subject and +DAYS after the one before; again for more.")),
    ] = None,
    project: Annotated[str | None, typer.Option("--project", help=_("Take the plan of a project."))] = None,
    drop: Annotated[bool, typer.Option("--drop", help=_("Take the template off the list."))] = False,
    json: AsJson = False,
) -> None:
    """Keep or drop a template."""
    from tuicrm.sales import agenda

    at = desk(ctx)
    if drop:
        gone = at.write(agenda.drop_template, name)
        document({"name": gone}) if json else talk(_("{name} is off the list.").format(name=show(gone)))
        return
    of_project = _project(ctx, [project]) if project else None
    kept = at.write(agenda.keep_template, name, [_step(ctx, text) for text in said or ()], of_project=of_project)
    if json:
        document(kept)
    else:
        count = len(kept.steps)
        talk(
            ngettext("{name}: {count} step.", "{name}: {count} steps.", count).format(name=show(kept.name), count=count)
        )


def _project(ctx: typer.Context, words: list[str]) -> int:
    from tuicrm.sales import projects

    found: int = desk(ctx).read(projects.find, name_of(words)).id
    return found


def _step(ctx: typer.Context, text: str) -> "Step":
    """Read `visit show the plant +3`: kind, subject, working days after the step before."""
    from tuicrm.sales import agenda
    from tuicrm.sales.agenda.sentence import glance

    match = _STEP.match(text.strip())
    if match is None:
        raise typer.BadParameter(_("“{text}” is no step. Write it as: visit show the plant +3").format(text=text))
    now: datetime = desk(ctx).clock()
    kinds = [one.kind for one in desk(ctx).read(agenda.kinds)]
    said = glance(f"{match['kind']} {match['subject']}".strip(), now, kinds=kinds)
    return agenda.Step(said.kind or "task", said.subject, int(match["days"] or 0), said.minutes)


def _in_short(step: "Step") -> str:
    return " ".join((step.kind, *step.subject.split(), f"+{step.days}"))


def _tell(laid: "Laid", *, json: bool) -> None:
    if json:
        document([{"id": action_id, "on": on} for action_id, on in laid.days])
        return
    for action_id, on in laid.days:
        say(f"{action_id}\t{on}")
