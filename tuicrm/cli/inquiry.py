"""`tuicrm inquiry`: what arrived, what became of it, and the verdict on what leads nowhere."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.nouns import noun
from tuicrm.cli.options import AsCsv, AsIds, AsJson, AsPlain, form
from tuicrm.cli.output import Column, Form, document, emit, emit_card, talk, tell_more
from tuicrm.cli.reading import day, name_of
from tuicrm.cli.spoken import Spoken
from tuicrm.plain.clean import show
from tuicrm.plain.language import _

if TYPE_CHECKING:
    from tuicrm.sales.inquiries import Inquiry, InquiryQuery
    from tuicrm.store.database import Desk

app = noun(Spoken)

PAGE = 500
Id = Annotated[int, typer.Argument(metavar="ID", help=_("The inquiry's number: see `tuicrm inquiry list`."))]


def columns() -> tuple[Column, ...]:
    """Give the columns of a list of inquiries."""
    return (
        Column("id", _("Id"), "right"),
        Column("came_at", _("Asked")),
        Column("customer", _("Customer")),
        Column("source", _("Source")),
        Column("campaign", _("Campaign")),
        Column("state", _("State")),
        Column("tries", _("Tries"), "right"),
        Column("verdict", _("Verdict")),
        Column("owner", _("Owner")),
        Column("project", _("Project")),
        Column("message", _("Asks for")),
        Column("customer_id", _("Customer's id"), "right"),
    )


@app.command("list", help=_("List inquiries, the newest first: tuicrm inquiry list --state new"))
def list_(
    ctx: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(metavar="[WORDS]", help=_("Words of the customer."))] = None,
    state: Annotated[
        str,
        typer.Option(
            "--state", help=_("new, seen, tried, talked, project, won, refused, untouched, called, known ...")
        ),
    ] = "",
    source: Annotated[str, typer.Option("--source", help=_("Only through this channel; - for none."))] = "",
    campaign: Annotated[str, typer.Option("--campaign", help=_("Only of this campaign; - for none."))] = "",
    mine: Annotated[bool, typer.Option("--mine", help=_("Only of customers that I hold."))] = False,
    from_: Annotated[str | None, typer.Option("--from", metavar="DAY", help=_("From this day on."))] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="DAY", help=_("Until this day, included."))] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=100_000, help=_("At most so many."))] = 100,
    json: AsJson = False,
    csv: AsCsv = False,
    ids: AsIds = False,
    plain: AsPlain = False,
) -> None:
    """List inquiries."""
    as_ = form(json=json, csv=csv, ids=ids, plain=plain)
    from tuicrm.sales.inquiries import InquiryQuery

    query = InquiryQuery(
        state=state, source=source, campaign=campaign, is_mine=mine, words=name_of(words or []),
        from_on=day(from_, "--from"), to_on=day(to, "--to"),
    )  # fmt: skip
    put_out(desk(ctx), query, limit, as_)


def put_out(at: "Desk", query: "InquiryQuery", limit: int, as_: Form) -> None:
    """Print the inquiries that a question finds, so many at most, and say where there are more."""
    from tuicrm.sales import inquiries

    rows: list[Inquiry] = []
    while True:
        found = at.read(inquiries.page, replace(query, limit=min(PAGE, limit - len(rows))))
        rows += found.rows
        query = replace(query, after=found.after)
        if found.after is None or len(rows) >= limit:
            break
    emit(rows, columns(), as_, empty=_("No inquiries."))
    if found.after is not None:
        tell_more(len(rows))


@app.command("show", help=_("Show one inquiry."))
def show_(ctx: typer.Context, inquiry: Id, json: AsJson = False) -> None:
    """Show an inquiry."""
    from tuicrm.sales import inquiries

    found = desk(ctx).read(inquiries.one, inquiry)
    more = (
        Column("contact", _("Contact")),
        Column("referrer", _("Sent by")),
        Column("by", _("Taken in by")),
        Column("is_first", _("First")),
        Column("consent", _("Consent")),
    )
    emit_card(found, (*columns(), *more), "json" if json else "auto")


@app.command(help=_("Give a verdict on inquiries that lead nowhere: tuicrm inquiry refuse 12 student"))
def refuse(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="ID... VERDICT",
            help=_("Verdicts: no_budget, no_need, student, wrong_region, competitor, spam, duplicate, other."),
        ),
    ],
    json: AsJson = False,
) -> None:
    """Refuse inquiries; the last word is the verdict."""
    *ids, verdict = words
    _judge(ctx, _numbers(ids), verdict.replace("-", "_"), json=json)


@app.command(help=_("Take the verdict off again."))
def accept(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="ID...", help=_("Their numbers: see `tuicrm inquiry list`."))],
    json: AsJson = False,
) -> None:
    """Take a verdict back."""
    _judge(ctx, _numbers(words), None, json=json)


@app.command(help=_("Say which project of the customer it is about: tuicrm inquiry tie 12 +line-4 (- for none)"))
def tie(
    ctx: typer.Context,
    inquiry: Id,
    project: Annotated[
        list[str], typer.Argument(metavar="PROJECT", help=_("An id, +short-name, name, or a unique part; - for none."))
    ],
    json: AsJson = False,
) -> None:
    """Tie an inquiry to a project."""
    from tuicrm.sales import inquiries, projects

    at = desk(ctx)
    found = None if project == ["-"] else at.read(projects.find, name_of(project))
    at.write(inquiries.tie, inquiry, None if found is None else found.id)
    if json:
        document({"id": inquiry, "project_id": None if found is None else found.id})
    elif found is None:
        talk(_("The inquiry is about no project."))
    else:
        talk(_("The inquiry is about {project}.").format(project=show(found.name)))


def _judge(ctx: typer.Context, ids: list[int], verdict: str | None, *, json: bool) -> None:
    from tuicrm.sales import inquiries
    from tuicrm.sales.inquiries.words import in_words

    done = desk(ctx).write(inquiries.judge, tuple(ids), verdict)
    if json:
        document({"ids": done.ids, "verdict": done.verdict})
    elif verdict is None:
        talk(_("The verdict is taken off."))
    else:
        talk(_("{name}: {state}.").format(name=show(done.customer), state=in_words("refused", verdict=verdict)))


def _numbers(words: list[str]) -> list[int]:
    if not words or not all(word.removeprefix("#").isdecimal() for word in words):
        raise typer.BadParameter(_("Say which inquiries, by their numbers."), param_hint="ID")
    return [int(word.removeprefix("#")) for word in words]
