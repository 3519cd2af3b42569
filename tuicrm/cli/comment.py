"""`tuicrm comment`: a word on a customer, a project or an action; @name tells a colleague."""

from typing import Annotated, Any

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.handles import meant
from tuicrm.cli.nouns import noun
from tuicrm.cli.options import AsCsv, AsJson, AsPlain, form
from tuicrm.cli.output import Column, document, emit, say, talk
from tuicrm.plain.clean import show
from tuicrm.plain.language import _, in_a_row, listed

app = noun()

On = Annotated[
    list[str] | None,
    typer.Option("--on", metavar="KEY", help=_("A customer, +project, or a number of tuicrm today.")),
]
OnAction = Annotated[int | None, typer.Option("--action", metavar="ID", help=_("The id of an action."))]


@app.command(help=_("Write a comment: tuicrm comment add --on +acme-erp @li please call them"))
def add(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(help=_("What you want to say; @name tells a colleague."))],
    on: On = None,
    action: OnAction = None,
    json: AsJson = False,
) -> None:
    """Write a comment."""
    from tuicrm.sales import talk as comments

    at = desk(ctx)
    made = at.write(comments.add, " ".join(words), **_about(ctx, on, action))
    if json:
        document({"id": made.id, "about": made.about, "told": made.told})
        return
    told = _("Told: {names}.").format(names=show(listed(made.told))) if made.told else ""
    talk(in_a_row(_("Comment on {name} kept.").format(name=show(made.about)), told))
    say(str(made.id))


@app.command("list", help=_("List the comments on something, the newest first."))
def list_(
    ctx: typer.Context, on: On = None, action: OnAction = None, json: AsJson = False, csv: AsCsv = False,
    plain: AsPlain = False,
) -> None:  # fmt: skip
    """List comments."""
    from tuicrm.sales import talk as comments

    rows = desk(ctx).read(comments.comments_on, **_about(ctx, on, action))
    columns = (
        Column("id", _("Id"), "right"),
        Column("at", _("When")),
        Column("by", _("Who")),
        Column("words", _("Comment")),
        Column("customer_id", _("Customer id"), "right"),
        Column("project_id", _("Project id"), "right"),
        Column("action_id", _("Action id"), "right"),
    )
    emit(rows, columns, form(json=json, csv=csv, plain=plain), empty=_("No comment."))


@app.command(help=_("Take your own comment back."))
def remove(
    ctx: typer.Context,
    comment_id: Annotated[int, typer.Argument(metavar="ID", help=_("Its number: see `tuicrm comment list`."))],
) -> None:
    """Take a comment back."""
    from tuicrm.sales import talk as comments

    desk(ctx).write(comments.take_back, comment_id)
    talk(_("Taken back."))


def _about(ctx: typer.Context, on: list[str] | None, action: int | None) -> dict[str, Any]:
    if action is not None:
        return {"action_id": action}
    if not on:
        return {}
    found = meant(desk(ctx), on)
    return {"project_id": found.project_id} if found.project_id is not None else {"customer_id": found.customer_id}
