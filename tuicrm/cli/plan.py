"""`tuicrm plan 3 ...`: plan the next step for a line of today's list."""

from dataclasses import replace
from typing import Annotated

import typer

from tuicrm.cli.agenda import _found, _new
from tuicrm.cli.desk import desk
from tuicrm.cli.handles import handle_of
from tuicrm.cli.nouns import PLAIN
from tuicrm.cli.options import AsJson
from tuicrm.cli.output import document, say, talk
from tuicrm.cli.reading import name_of
from tuicrm.cli.telling import planned_dict, planned_in_words
from tuicrm.plain.language import _

app = typer.Typer(**PLAIN)


@app.command(context_settings={"help_option_names": ["-h", "--help"]})
def plan(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help=_("A number of tuicrm today."))],
    words: Annotated[list[str], typer.Argument(help=_("What and when; no quotation marks needed."))],
    json: AsJson = False,
) -> None:
    """Plan the next step: tuicrm plan 3 call fri 10:00"""
    from tuicrm.sales import agenda
    from tuicrm.sales.agenda.called import unsure_words

    at = desk(ctx)
    meant = handle_of(at, number)
    read = at.read(agenda.read_line, name_of(words), customer_id=meant.customer_id, project_id=meant.project_id)
    _found(at, read)
    if read.unsure:
        talk(unsure_words(read.unsure))
    new = _new(read)
    if new.customer_id is None and new.project_id is None:
        new = replace(new, customer_id=meant.customer_id, project_id=meant.project_id)
    planned = at.write(agenda.plan, replace(new, owner_id=read.user_id))
    if json:
        document(planned_dict(planned))
        return
    talk(_("Planned: {what}").format(what=planned_in_words(ctx, planned)))
    say(str(planned.action_id))
