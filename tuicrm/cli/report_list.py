"""`tuicrm report list`: what can be asked."""

from typing import TYPE_CHECKING

from tuicrm.cli.output import Column, Form, document, emit
from tuicrm.plain.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuicrm.sales.fields import OwnField


def print_list(declared: "Sequence[OwnField]", as_: Form) -> None:
    """Name every measure with its definition and dimensions, declared fields among them, and every question."""
    from tuicrm.sales.analysis.measures import DIMENSIONS, MEASURES
    from tuicrm.sales.analysis.questions import QUESTIONS
    from tuicrm.sales.analysis.report import own_by

    measures = [
        {
            "measure": one.name,
            "unit": one.unit,
            "by": [*(name for name, facts in DIMENSIONS.items() if one.facts in facts), *own_by(declared, one)],
            "definition": one.definition,
            **one.said.parts(),
        }
        for one in MEASURES.values()
    ]
    own = dict.fromkeys(name for one in MEASURES.values() for name in own_by(declared, one))
    asked = [
        {"report": one.name, "answers": _(one.help), "by": one.by, "against": one.against} for one in QUESTIONS.values()
    ]
    if as_ == "json":
        document({"measures": measures, "dimensions": [*DIMENSIONS, *own], "questions": asked})
        return
    emit(asked, (Column("report", _("Report")), Column("answers", _("It answers"))), as_)
    columns = (
        Column("measure", _("Measure")),
        Column("by", _("By"), value=lambda row: ",".join(row["by"])),
        Column("definition", _("Definition")),
    )
    emit(measures, columns, as_)
