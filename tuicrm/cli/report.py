"""`tuicrm report`: every figure of the program, for people and scripts."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.nouns import PLAIN
from tuicrm.cli.options import AsCsv, AsJson, AsPlain, form
from tuicrm.cli.output import Column, Form, document, emit, settled, talk
from tuicrm.cli.reading import day, money
from tuicrm.plain import formats
from tuicrm.plain.language import _
from tuicrm.plain.money import exact_text

if TYPE_CHECKING:
    from tuicrm.sales.analysis.report import Report, Row

app = typer.Typer(**PLAIN)

By = Annotated[
    str, typer.Option("--by", metavar="DIMENSION,...", help=_("month, owner, product, ...; see: report list"))
]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", help=_("The first day, included."))]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help=_("The last day, included."))]
Where = Annotated[str, typer.Option("--where", metavar="FILTER", help=_("class:A, owner:li, amount:5000.."))]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help=_("As it was read on that day."))]


Who = Annotated[str, typer.Option("--for", metavar="WHO", help=_("A team (team-east) or a person."))]


@app.command(context_settings={"help_option_names": ["-h", "--help"]})
def report(
    ctx: typer.Context,
    measure: Annotated[
        str,
        typer.Argument(help=_("won-revenue, ...; also list, team, forecast, changes, resource, fairness.")),
    ],
    by: By = "",
    from_: From = None,
    to: To = None,
    where: Where = "",
    as_of: AsOf = None,
    who: Who = "",
    json: AsJson = False,
    csv: AsCsv = False,
    plain: AsPlain = False,
) -> None:
    """Compute a report: measure, dimensions, period, filter."""
    as_ = settled(form(json=json, csv=csv, plain=plain))
    if measure == "list":
        _list(as_)
    elif measure == "team":
        from tuicrm.cli.report_team import print_team

        print_team(desk(ctx), as_json=json)
    elif measure in ("resource", "fairness"):
        from tuicrm.cli.report_resource import print_fairness, print_resource, refuse_where

        refuse_where(where)
        if measure == "resource":
            print_resource(desk(ctx), by, as_)
        else:
            print_fairness(desk(ctx), from_, to, as_)
    elif measure == "forecast":
        _forecast(ctx, where, as_)
    elif measure == "changes":
        from tuicrm.cli.report_changes import print_changes

        print_changes(ctx, day(from_, "--from"), day(to, "--to"), where, as_)
    elif _is_question(measure):
        _answer(ctx, measure, (from_, to, as_of), where, who, as_)
    else:
        _run(ctx, measure, by, (from_, to, as_of), where, as_)


def _is_question(name: str) -> bool:
    from tuicrm.sales.analysis.questions import QUESTIONS

    return name in QUESTIONS


def _answer(ctx: typer.Context, name: str, days: tuple[str | None, ...], where: str, who: str, as_: Form) -> None:
    from tuicrm.cli.report_answer import print_answer
    from tuicrm.sales.analysis.frame import Scope
    from tuicrm.sales.analysis.questions import answer

    first, last, as_of = (day(text, option) for text, option in zip(days, ("--from", "--to", "--as-of"), strict=True))
    print_answer(desk(ctx).read(answer, name, Scope(first, last, where, as_of, who)), as_)


def _run(ctx: typer.Context, measure: str, by: str, days: tuple[str | None, ...], where: str, as_: Form) -> None:
    from tuicrm.sales import analysis

    dimensions = tuple(part.strip() for part in by.replace("，", ",").split(",") if part.strip())
    first, last, as_of = (day(text, option) for text, option in zip(days, ("--from", "--to", "--as-of"), strict=True))
    found = desk(ctx).read(analysis.report, analysis.Ask(measure, dimensions, first, last, where, as_of))
    if as_ == "json":
        document(_as_dict(found))
        return
    columns = [
        Column(name, name, value=_key(place, "-" if as_ == "table" else "")) for place, name in enumerate(found.by)
    ]
    columns.append(
        Column(
            found.measure, found.measure, "right", lambda row: _value(found, row, exact=as_ in ("csv", "plain")),
            money=found.unit == "money" and as_ == "csv",
        )
    )  # fmt: skip
    if found.unit in ("rate", "days", "hours"):
        columns += [
            Column("low", _("low"), "right", lambda row: _bound(found, row.low, as_)),
            Column("high", _("high"), "right", lambda row: _bound(found, row.high, as_)),
        ]
    columns.append(Column("n", "n", "right"))
    emit(found.rows, columns, as_, empty=_("Nothing to count."))
    if as_ == "table":
        talk(found.definition)


def _key(place: int, missing: str) -> Callable[[Any], object]:
    return lambda row: row.key[place] or missing


def _value(found: "Report", row: "Row", *, exact: bool) -> object:
    if row.value is None:
        return "" if exact else "?"
    if found.unit == "money":
        return money(int(row.value), found.currency) if exact else formats.money(int(row.value), found.currency)
    if found.unit in ("rate", "ratio") and not exact:
        return formats.percent(float(row.value), 1)
    return row.value


def _bound(found: "Report", bound: float | None, as_: Form) -> object:
    if bound is None:
        return ""
    return bound if as_ in ("csv", "plain") or found.unit != "rate" else formats.percent(bound)


def _as_dict(found: "Report") -> dict[str, Any]:
    def value(row: "Row") -> object:
        if found.unit == "money" and row.value is not None:
            return exact_text(int(row.value), found.currency)
        return row.value

    rows = [{"key": row.key, "value": value(row), "n": row.n, "low": row.low, "high": row.high} for row in found.rows]
    said: dict[str, Any] = {
        "measure": found.measure, "by": found.by, "from": found.from_on, "to": found.to_on, "filter": found.where,
        "as_of": found.as_of, "definition": found.definition,
    }  # fmt: skip
    if found.unit == "money":
        said["currency"] = found.currency
    return {**said, "rows": rows}


def _list(as_: Form) -> None:
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
    asked = [{"report": one.name, "answers": _(one.help)} for one in QUESTIONS.values()]
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


def _forecast(ctx: typer.Context, where: str, as_: Form) -> None:
    from tuicrm.sales import analysis
    from tuicrm.sales.analysis.dimensions import label

    found = desk(ctx).read(analysis.forecast, where)

    def column(name: str, title: str) -> Column:
        return Column(
            name, title, "right", lambda row: money(getattr(row, f"{name}_minor"), found.currency), money=True
        )

    columns = (
        Column("month", _("Month"), value=lambda row: label("month", row.month)),
        column("closed", _("Closed")),
        column("commit", _("Commit")),
        column("best", _("Best case")),
        column("pipeline", _("Pipeline")),
        column("weighted", _("Weighted")),
        Column("open_count", _("Open"), "right"),
        Column("late_count", _("Overdue"), "right"),
    )
    emit(found.months, columns, as_)
    if as_ == "table":
        talk(_(found.definition))
