"""`tuicrm report`: every figure of the program, for people and scripts."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tuicrm.cli.desk import desk
from tuicrm.cli.nouns import PLAIN
from tuicrm.cli.options import AsCsv, AsJson, AsPlain, form
from tuicrm.cli.output import Form, document, settled
from tuicrm.cli.reading import day
from tuicrm.plain.language import _

if TYPE_CHECKING:
    from tuicrm.sales.analysis.frame import Scope

app = typer.Typer(**PLAIN)

What = Annotated[
    list[str],
    typer.Argument(
        metavar="WHAT", help=_("A measure or a question; `list` names them all. Or: weekly, save, dashboard.")
    ),
]
By = Annotated[
    str, typer.Option("--by", metavar="DIMENSION,...", help=_("month, owner, product, ...; see: report list"))
]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", help=_("The first day, included."))]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help=_("The last day, included."))]
Where = Annotated[str, typer.Option("--where", metavar="FILTER", help=_("class:A, owner:li, amount:5000.."))]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help=_("As it was read on that day."))]
Who = Annotated[str, typer.Option("--for", metavar="WHO", help=_("A team (team-east) or a person."))]
Against = Annotated[
    str, typer.Option("--against", metavar="WHAT", help=_("year-before, period-before, DAY..DAY or team:West."))
]
Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help=_("Write it to a file."))]
Svg = Annotated[bool, typer.Option("--svg", help=_("A picture."))]
Html = Annotated[bool, typer.Option("--html", help=_("A page."))]
Behind = Annotated[
    str, typer.Option("--behind", metavar="LINE", help=_("The records behind a bar or a line: by its words."))
]
Limit = Annotated[
    str, typer.Option("--limit", metavar="N|all", help=_("With --behind: at most so many records; 200 by default."))
]
Shared = Annotated[bool, typer.Option("--shared", help=_("With save: everybody may ask it."))]


@app.command(context_settings={"help_option_names": ["-h", "--help"]})
def report(
    ctx: typer.Context,
    what: What,
    by: By = "",
    from_: From = None,
    to: To = None,
    where: Where = "",
    as_of: AsOf = None,
    who: Who = "",
    against: Against = "",
    behind: Behind = "",
    limit: Limit = "",
    output: Output = None,
    json: AsJson = False,
    csv: AsCsv = False,
    plain: AsPlain = False,
    svg: Svg = False,
    html: Html = False,
    shared: Shared = False,
) -> int:
    """Compute a report: measure, dimensions, period, filter; or answer a question."""
    as_ = settled(form(json=json, csv=csv, plain=plain))
    if limit and not behind:
        raise typer.BadParameter(_("it goes with --behind LINE"), param_hint="--limit")
    name, rest = what[0], what[1:]
    if name in ("save", "forget", "pin", "unpin", "saved", "dashboard", "privacy"):
        from tuicrm.cli import report_saved

        options = {
            "--by": by, "--from": from_, "--to": to, "--where": where, "--as-of": as_of, "--for": who,
            "--against": against,
        }  # fmt: skip
        return report_saved.run(desk(ctx), name, rest, options, as_, is_shared=shared)
    if rest:
        said = _("“{word}” is one word too many: options come as --by owner.").format(word=rest[0])
        raise typer.BadParameter(said, param_hint="WHAT")
    if name == "list":
        from tuicrm.cli.report_list import print_list
        from tuicrm.sales import fields

        print_list(desk(ctx).read(fields.listed), as_)
    elif name == "weekly":
        return _weekly(ctx, _scope((from_, to, as_of), where, who), output, as_)
    elif behind:
        _behind(ctx, (name, by, where, who), (from_, to, as_of), (behind, limit), as_)
    elif _is_question(name):
        scope = _scope((from_, to, as_of), where, who, by, against)
        return _answer(ctx, name, scope, as_, output, svg=svg, html=html)
    elif not _other(ctx, name, by, from_, to, where, as_) and not _saved(ctx, name, as_):
        from tuicrm.cli.report_measure import run

        days = (day(from_, "--from"), day(to, "--to"), day(as_of, "--as-of"))
        return run(desk(ctx), (name, by, where, who, against), days, as_, output, svg=svg, html=html)
    return 0


def _other(ctx: typer.Context, name: str, by: str, from_: str | None, to: str | None, where: str, as_: Form) -> bool:
    """Print a page that has its own command line; say whether there is one of that name."""
    if name == "team":
        from tuicrm.cli.report_team import print_team

        print_team(desk(ctx), as_json=as_ == "json")
    elif name in ("resource", "fairness", "inquiry-credit"):
        from tuicrm.cli.report_resource import print_credit, print_fairness, print_resource, refuse_where

        refuse_where(where)
        if name == "resource":
            print_resource(desk(ctx), by, as_)
        elif name == "inquiry-credit":
            print_credit(desk(ctx), from_, to, as_)
        else:
            print_fairness(desk(ctx), from_, to, as_)
    elif name == "forecast":
        from tuicrm.cli.report_forecast import print_forecast

        print_forecast(desk(ctx), where, as_)
    elif name == "changes":
        from tuicrm.cli.report_changes import print_changes

        print_changes(ctx, day(from_, "--from"), day(to, "--to"), where, as_)
    else:
        return False
    return True


def _saved(ctx: typer.Context, name: str, as_: Form) -> bool:
    """Answer a question that was saved under this name; say whether there is one."""
    from tuicrm.cli.report_answer import as_dict, print_answer
    from tuicrm.sales.analysis.asking import asked
    from tuicrm.sales.analysis.measures import MEASURES
    from tuicrm.sales.analysis.saving import saved

    if name in MEASURES:
        return False
    one = next((one for one in desk(ctx).read(saved) if one.name == name), None)
    if one is None:
        return False
    answer = desk(ctx).read(asked, one.words)
    if as_ == "json":
        document({"name": name, **as_dict(answer)})
    else:
        print_answer(answer, as_)
    return True


def _behind(
    ctx: typer.Context, asked: tuple[str, str, str, str], days: tuple[str | None, ...], which: tuple[str, str],
    as_: Form,
) -> None:  # fmt: skip
    from tuicrm.cli.report_behind import print_behind, print_behind_row
    from tuicrm.cli.report_measure import read

    (name, _by, where, who), (words, limit) = asked, which
    if _is_question(name):
        print_behind(desk(ctx), name, _scope(days, where, who), words, as_, limit)
        return
    said = tuple(day(text, option) for text, option in zip(days, ("--from", "--to", "--as-of"), strict=True))
    print_behind_row(desk(ctx), read(desk(ctx), asked, said), words, as_, limit)


def _is_question(name: str) -> bool:
    from tuicrm.sales.analysis.questions import QUESTIONS

    return name in QUESTIONS


def _scope(days: tuple[str | None, ...], where: str, who: str, by: str = "", against: str = "") -> "Scope":
    from tuicrm.sales.analysis.frame import Scope

    first, last, as_of = (day(text, option) for text, option in zip(days, ("--from", "--to", "--as-of"), strict=True))
    return Scope(first, last, where, as_of, who, by, against)


def _answer(
    ctx: typer.Context, name: str, scope: "Scope", as_: Form, output: Path | None, *, svg: bool, html: bool
) -> int:
    from tuicrm.cli.output import progressing
    from tuicrm.cli.report_answer import print_answer
    from tuicrm.sales.analysis.questions import answer

    with progressing():
        found = desk(ctx).read(answer, name, scope)
    if svg or html:
        from tuicrm.cli.report_out import picture, put

        return put(picture(found, as_page=html), output)
    print_answer(found, as_)
    return 0


def _weekly(ctx: typer.Context, scope: "Scope", output: Path | None, as_: Form) -> int:
    from tuicrm.cli.output import document, progressing
    from tuicrm.cli.report_out import FORMS, letter, put
    from tuicrm.sales.analysis.weekly import weekly

    wanted = "txt" if output is None else output.suffix.removeprefix(".").casefold()
    if wanted not in FORMS:
        said = _("The report is written as .html, .md or .txt.")
        raise typer.BadParameter(said, param_hint="--output")
    with progressing():
        found = desk(ctx).read(weekly, scope)
    if as_ == "json":
        from tuicrm.cli.report_answer import as_dict

        document(
            {
                "title": found.title,
                "five": found.five,
                "changed": found.changed,
                "answers": [as_dict(one) for one in found.answers],
            }
        )
        return 0
    return put(letter(found, wanted), output)
