"""A figure of the screen as a file in the folder that the program was started in."""

import csv
import io
import re
from html import escape
from pathlib import Path

from tuicrm.plain.clean import no_formula, show
from tuicrm.plain.language import _
from tuicrm.plain.os_errors import reason
from tuicrm.screens.figures import Drawn
from tuicrm.screens.pane import Pane
from tuicrm.widgets.chart import as_text
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.option import Option

OURS = r"-[\d., \u00a0\u202f]+[%¥€$£A-Za-z万亿]{0,4}"
"""A figure below nought as it is drawn."""


def choose_form(pane: Pane, drawn: Drawn, name: str, title: str) -> None:
    """Ask as what a figure is to be written, and write it."""
    options = [
        Option("html", _("a page with picture and table (.html)")),
        Option("svg", _("the picture (.svg)")),
        Option("csv", _("the table (.csv)")),
    ]

    def write(form: str | None) -> None:
        if form is not None:
            pane.say(export(drawn, name, form))

    pane.app.push_screen(Choice(_("Export: {what}").format(what=title), options, anchor=pane.under_cursor), write)


def export(drawn: Drawn, name: str, form: str) -> str:
    """Write it and say where, or why not. A file that is there is not written over."""
    text = {"csv": _csv, "svg": _svg, "html": _html}[form](drawn)
    stem = "".join(sign if sign.isalnum() else "-" for sign in name).strip("-")
    for number in range(1, 100):
        path = Path(f"{stem}.{form}" if number == 1 else f"{stem}-{number}.{form}").absolute()
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError:
            continue
        except OSError as error:
            return _("{file} cannot be written: {reason}").format(file=path.name, reason=reason(error))
        return _("Written to {file}.").format(file=path)
    return _("There are a hundred files of that name already.")


def _csv(drawn: Drawn) -> str:
    """The table; what begins like a formula is made harmless."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    for row in drawn.table:
        writer.writerow([_harmless(cell) for cell in row])
    return file.getvalue()


def _harmless(cell: str) -> str:
    """Amounts and shares of ours below nought stay numbers."""
    return cell if cell == "-" or re.fullmatch(OURS, cell) else no_formula(cell)


def _svg(drawn: Drawn) -> str:
    """The picture as it is drawn in cells: the same on paper as on the terminal."""
    lines = as_text(drawn.chart, 90, theme="ascii").rstrip("\n").split("\n")
    height = 20 + 18 * len(lines)
    spans = "".join(
        f'<text x="8" y="{24 + 18 * number}" xml:space="preserve">{escape(line)}</text>'
        for number, line in enumerate(lines)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="760" height="{height}" font-family="monospace" font-size="13">'
        f'<rect width="100%" height="100%" fill="#fff"/>{spans}</svg>\n'
    )


def _html(drawn: Drawn) -> str:
    rows = "".join("<tr>" + "".join(f"<td>{escape(show(cell))}</td>" for cell in row) + "</tr>" for row in drawn.table)
    title = escape(show(drawn.chart.title))
    advice = "".join(f"<li>{escape(show(one))}</li>" for one in drawn.advice)
    return (
        f'<!doctype html>\n<html><head><meta charset="utf-8"><title>{title}</title></head><body><h1>{title}</h1>'
        f"<p>{escape(show(drawn.sentence))}</p><ol>{advice}</ol>{_svg(drawn)}<table>{rows}</table>"
        f"<p>{escape(show(_(drawn.definition)))}</p></body></html>\n"
    )
