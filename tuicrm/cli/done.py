"""`tuicrm done 3 ...`: what came of a line of today's list, or of a customer or project that is named."""

from dataclasses import replace
from typing import Annotated

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.handles import handle_of
from tuicrm.cli.nouns import PLAIN
from tuicrm.cli.options import AsJson, OwnValues
from tuicrm.cli.output import document, talk
from tuicrm.cli.reading import name_of
from tuicrm.cli.telling import as_dict, in_words, local_now, own_asked, put_on_record, refuse_without_when
from tuicrm.plain.language import _

app = typer.Typer(**PLAIN)


@app.command(context_settings={"help_option_names": ["-h", "--help"]})
def done(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help=_("A number of tuicrm today."))],
    words: Annotated[list[str], typer.Argument(help=_("An outcome (1 is no answer) or a sentence."))],
    field: OwnValues = None,
    json: AsJson = False,
) -> None:
    """Put on record what came of it: tuicrm done 3 talked, wants 2, then call fri 10:00"""
    from tuicrm.sales import agenda
    from tuicrm.sales.agenda import NewAction, telling

    at = desk(ctx)
    meant = handle_of(at, number)
    if meant.action_id is not None:
        put_on_record(ctx, meant.action_id, name_of(words), own=field, json=json)
        return
    context = at.read(telling.context, customer_id=meant.customer_id, project_id=meant.project_id)
    told = telling.tell(name_of(words), local_now(ctx), context)
    refuse_without_when(told)
    own = own_asked(context.asked(told.outcome()), field, json=json)
    logged = at.write(
        agenda.log, NewAction("call", customer_id=meant.customer_id, project_id=meant.project_id),
        outcome=told.outcome(), note=told.note(), next_action=told.next(),
        also=replace(told.also(), must_go_on=True, own=own),
    )  # fmt: skip
    if json:
        document(as_dict(logged))
    else:
        talk(in_words(ctx, logged))
