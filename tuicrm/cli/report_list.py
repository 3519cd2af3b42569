"""`tuicrm report list`: what can be asked."""

from tuicrm.cli.output import Column, Form, document, emit
from tuicrm.plain.language import _


def print_list(as_: Form) -> None:
    """Name every measure with its definition and dimensions, and every question."""
    from tuicrm.sales.analysis.measures import DIMENSIONS, MEASURES
    from tuicrm.sales.analysis.questions import QUESTIONS

    measures = [
        {
            "measure": one.name,
            "unit": one.unit,
            "by": [name for name, facts in DIMENSIONS.items() if one.facts in facts],
            "definition": one.definition,
            **one.said.parts(),
        }
        for one in MEASURES.values()
    ]
    asked = [
        {"report": one.name, "answers": _(one.help), "by": one.by, "against": one.against} for one in QUESTIONS.values()
    ]
    if as_ == "json":
        document({"measures": measures, "dimensions": list(DIMENSIONS), "questions": asked})
        return
    emit(asked, (Column("report", _("Report")), Column("answers", _("It answers"))), as_)
    columns = (
        Column("measure", _("Measure")),
        Column("by", _("By"), value=lambda row: ",".join(row["by"])),
        Column("definition", _("Definition")),
    )
    emit(measures, columns, as_)
