"""`tuicrm review`: the weekly review as a page, as JSON, as a sheet; and its decisions one by one."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.nouns import PLAIN, Verbs
from tuicrm.cli.options import AsJson
from tuicrm.cli.output import document, say, talk
from tuicrm.cli.reading import day, money, name_of
from tuicrm.cli.spoken import Noun, Verb
from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.plain.os_errors import reason

if TYPE_CHECKING:
    from tuicrm.sales.review import Review

app = Noun(Verb, cls=Verbs, invoke_without_command=True, **PLAIN)


@app.callback(context_settings={"help_option_names": ["-h", "--help"]})
def review(
    ctx: typer.Context,
    team: Annotated[str | None, typer.Option("--team", help=_("A team's name; by default what you lead."))] = None,
    owner: Annotated[str | None, typer.Option("--owner", help=_("One person: a login or name."))] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help=_("The day of the last review; a week ago."))
    ] = None,
    sheet: Annotated[str | None, typer.Option("--sheet", help=_("Write the sheet: txt, md or html."))] = None,
    out: Annotated[Path | None, typer.Option("--out", help=_("A file for the sheet; else standard output."))] = None,
    json: AsJson = False,
) -> None:
    """Show the weekly review: decisions, what changed, calls, and the projects to talk about."""
    if ctx.invoked_subcommand is not None:
        return
    from tuicrm.sales import review as reviews
    from tuicrm.sales.review.sheet import FORMS
    from tuicrm.sales.review.sheet import sheet as written

    if sheet is not None and sheet not in FORMS:
        raise typer.BadParameter(_("A sheet is txt, md or html."), param_hint="--sheet")
    said = [f'team:"{team}"'] if team else []
    said += [f'owner:"{owner}"'] if owner else []
    found = desk(ctx).read(reviews.review, " ".join(said) or None, day(since, "--since"))
    if json:
        document(_as_dict(found))
        return
    text = written(found, sheet or "txt")
    if out is None:
        for line in text.rstrip("\n").split("\n"):
            say(show(line))
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        refused = _("{path} cannot be written: {why}").format(path=out, why=reason(error))
        raise typer.BadParameter(refused, param_hint="--out") from error
    talk(_("Written: {path}").format(path=out))


@app.command("decide", help=_("Decide about a project: tuicrm review decide +acme next-step call L. Kral wed @li"))
def decide(
    ctx: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY", help=_("A project: +short-name or id."))],
    what: Annotated[str, typer.Argument(help=_("next-step, date, category, help, handover, lost, keep or talk"))],
    text: Annotated[list[str] | None, typer.Argument(help=_("The step, the day, what to help with, a note."))] = None,
    who: Annotated[str | None, typer.Option("--who", metavar="USER", help=_("Who helps, or gets it."))] = None,
    choice: Annotated[str, typer.Option("--choice", help=_("The category, or the reason for losing."))] = "",
    json: AsJson = False,
) -> None:
    """Decide about one project."""
    from tuicrm.sales import people, projects
    from tuicrm.sales import review as reviews

    at = desk(ctx)
    words = name_of(text or [])
    kind = what.replace("-", "_")
    if kind in ("category", "lost") and not choice:
        choice, words = words, ""
    user_id = at.read(people.find, who).id if who else None
    decision = reviews.Decide(kind, words, user_id, choice)
    done = at.write(reviews.decide, at.read(projects.find, key).id, decision)
    if json:
        document(done)
        return
    said = _("{name}: {words} ({who}).") if done.who else _("{name}: {words}.")
    talk(said.format(name=done.name, words=done.words, who=done.who))


def _as_dict(found: "Review") -> dict[str, Any]:
    from tuicrm.cli.report_changes import as_dict
    from tuicrm.sales.review.words import reasons

    def amount(minor: int | None) -> object:
        return money(minor, found.currency)

    return {
        "name": found.name, "on": found.on, "since": found.since, "until": found.until,
        "last": found.last, "decided": found.decided, "changes": as_dict(found.changes, ""),
        "calls": [
            {
                "user": one.name, "call": amount(one.called), "last_call": amount(one.was_called),
                **{name: amount(getattr(one, name)) for name in ("commit", "best", "pipeline")},
                **{f"last_{name}": amount(getattr(one, f"was_{name}")) for name in ("commit", "best", "pipeline")},
            }
            for one in found.calls
        ],
        "projects": [
            {
                "id": one.id, "name": one.name, "customer": one.customer, "stage": one.stage.name, "owner": one.owner,
                "amount": money(one.amount_minor, one.currency), "at_risk": amount(one.at_risk_minor),
                "expected_on": one.expected_on, "category": one.category, "days": one.days,
                "reasons": [reason.key for reason in one.reasons], "why": reasons(one, found.on, found.currency),
            }
            for one in found.talks
        ],
    }  # fmt: skip
