"""Where a report goes that is no table: a picture, a page, a file."""

from pathlib import Path
from typing import TYPE_CHECKING

from tuicrm.cli.errors import FAILED
from tuicrm.cli.output import say, talk
from tuicrm.plain.language import _
from tuicrm.plain.os_errors import reason

if TYPE_CHECKING:
    from tuicrm.sales.analysis.answer import Answer
    from tuicrm.sales.analysis.weekly import Weekly
    from tuicrm.widgets.symbols import SetName

FORMS = ("html", "md", "txt")


def put(text: str, target: Path | None) -> int:
    """Print a text, or write it to a file, whole or not at all."""
    if target is None:
        say(text.rstrip("\n"))
        return 0
    part = target.with_name(f".{target.name}.part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        talk(_("tuicrm: {file} cannot be written: {reason}").format(file=target, reason=reason(error)))
        return FAILED
    talk(_("Written to {file}.").format(file=target))
    return 0


def picture(found: "Answer", *, as_page: bool) -> str:
    """Give an answer as SVG, or as a page with its table."""
    from tuicrm.exchange import drawing

    return drawing.html(found.title, [found]) if as_page else drawing.svg(found)


def as_text(found: "Answer", width: int = 78) -> str:
    """Write an answer as plain text: sentences, bars, what to do."""
    lines = [found.title, *(f"  {one}" for one in found.said)]
    if found.lines and found.picture.part:
        lines += ["", drawn(found, width, theme="ascii").rstrip("\n")]
    lines += [f"  {number} {one}" for number, one in enumerate(found.advice, 1)]
    return "\n".join(lines) + "\n"


def drawn(found: "Answer", width: int, theme: "SetName | None" = None) -> str:
    """Draw the picture of an answer as text."""
    from tuicrm.exchange.drawing import as_chart_values
    from tuicrm.widgets.answered import chart
    from tuicrm.widgets.chart import as_text

    values = as_chart_values(found)
    return as_text(chart("", found.part(found.picture.part).unit, found.currency, values), width, theme=theme)


def letter(found: "Weekly", as_: str) -> str:
    """Write the weekly report as a page, as Markdown or as text."""
    from tuicrm.exchange import drawing

    lead = (*found.five, *found.changed)
    if as_ == "html":
        return drawing.html(found.title, found.answers, lead=lead, foot=found.foot)
    if as_ == "md":
        return drawing.markdown(found.title, found.answers, lead=lead, foot=found.foot)
    parts = [found.title, "", *found.five, "", *found.changed, "", *(as_text(one) for one in found.answers), found.foot]
    return "\n".join(parts) + "\n"
