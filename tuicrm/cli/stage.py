"""`tuicrm stage`: the steps of the funnel."""

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.nouns import noun
from tuicrm.cli.options import AsCsv, AsIds, AsJson, AsPlain, form
from tuicrm.cli.output import Column, emit
from tuicrm.plain.language import _

if TYPE_CHECKING:
    from tuicrm.sales.funnel.stages import Stage

app = noun()

COLUMNS = (
    Column("id", _("Id"), "right"),
    Column("name", _("Stage")),
    Column("kind", _("Kind")),
    Column("probability", _("Chance %"), "right"),
    Column("rotting_days", _("Days allowed"), "right"),
    Column("category", _("Forecast")),
)


@app.command("list", help=_("List the stages of the funnel in their order."))
def list_(
    ctx: typer.Context, json: AsJson = False, csv: AsCsv = False, ids: AsIds = False, plain: AsPlain = False
) -> None:
    """List the stages."""
    from tuicrm.sales import funnel

    emit(desk(ctx).read(funnel.stages), COLUMNS, form(json=json, csv=csv, ids=ids, plain=plain))


def split_stage(stages: "Sequence[Stage]", words: Sequence[str]) -> tuple[list[str], int]:
    """Part `line 4 Proposal sent`, whose quotes a shell took, into the words of a KEY and the stage at the end.

    Raises:
        BadParameter: they do not end with a stage.
    """
    for at in range(1, len(words)):  # the longest end that is a stage
        with suppress(typer.BadParameter):
            return list(words[:at]), find_stage(stages, " ".join(words[at:]))
    return list(words[:-1]), find_stage(stages, words[-1])


def find_stage(stages: "Sequence[Stage]", key: str) -> int:
    """Give the stage that a name (or a beginning of one) or a place in the order means.

    Raises:
        BadParameter: none, or more than one.
    """
    wanted = key.strip().casefold()
    if wanted.isdecimal() and 1 <= int(wanted) <= len(stages):
        return stages[int(wanted) - 1].id
    exact = [one.id for one in stages if one.name.casefold() == wanted]
    found = exact or [one.id for one in stages if wanted and one.name.casefold().startswith(wanted)]
    if len(found) != 1:
        names = ", ".join(one.name for one in stages)
        raise typer.BadParameter(
            _("{key} is no stage. Stages: {names}.").format(key=key, names=names), param_hint="STAGE"
        )
    return found[0]
