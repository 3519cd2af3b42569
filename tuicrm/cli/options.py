"""The options that all lists have."""

from typing import Annotated

import typer

from tuicrm.cli.output import Form
from tuicrm.plain.language import _

AsJson = Annotated[bool, typer.Option("--json", help=_("One JSON document."))]
AsCsv = Annotated[bool, typer.Option("--csv", help=_("CSV with a heading; formulas are made harmless."))]
AsIds = Annotated[bool, typer.Option("--ids", help=_("Only the ids, one a line."))]
AsPlain = Annotated[bool, typer.Option("--plain", help=_("Lines divided by tabs, as in a pipe."))]
OwnValues = Annotated[
    list[str] | None, typer.Option("--field", metavar="KEY=VALUE", help=_("An own field of its outcome."))
]


def form(*, json: bool = False, csv: bool = False, ids: bool = False, plain: bool = False) -> Form:
    """Give the one form that was asked for, or `auto`: a table on a terminal, plain lines in a pipe."""
    asked: list[Form] = []
    for wanted, name in ((json, "json"), (csv, "csv"), (ids, "ids"), (plain, "plain")):
        if wanted:
            asked.append(name)  # type: ignore[arg-type]
    if len(asked) > 1:
        names = ", ".join(f"--{name}" for name in asked)
        raise typer.BadParameter(_("Only one of {names} can be had at once.").format(names=names))
    return asked[0] if asked else "auto"
