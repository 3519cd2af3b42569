"""`tuicrm brief`: everything before a meeting on one page."""

from typing import Annotated

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.handles import meant
from tuicrm.cli.nouns import PLAIN
from tuicrm.cli.options import AsJson
from tuicrm.cli.output import document, say
from tuicrm.cli.telling import local_now
from tuicrm.plain.clean import show
from tuicrm.plain.language import _

app = typer.Typer(**PLAIN)


@app.command(context_settings={"help_option_names": ["-h", "--help"]})
def brief(
    ctx: typer.Context,
    key: Annotated[
        list[str], typer.Argument(metavar="KEY", help=_("A customer, +project, or a number of tuicrm today."))
    ],
    json: AsJson = False,
) -> None:
    """Who they are, what was said, promises of both sides, projects, money, inquiries, what the stage wants next."""
    from tuicrm.sales.briefing.page import page
    from tuicrm.sales.briefing.page_words import lines

    at = desk(ctx)
    found = meant(at, key)
    read = at.read(page, customer_id=found.customer_id, project_id=found.project_id)
    if json:
        document(read)
        return
    for name, text in lines(read, local_now(ctx)):
        say(f"{show(name)}: {show(text)}" if name else f"  {show(text)}")
