"""An answer as a picture (SVG), a page (HTML), Markdown or plain text: for mail, for a wiki, for a printer."""

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Any
from unicodedata import east_asian_width

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import current
from tuicrm.sales.analysis.answer import Answer, Line, Part

WIDTH, LABEL, ROW, FIGURE = 760, 240, 22, 150
WIDE, NARROW = 12.5, 7.25
"""What a Chinese and another sign take of a label, in the units of the picture; a little more than they do."""
INK, BAR, MARK, PAPER = "#1a1a1a", "#4477aa", "#ee6677", "#ffffff"
MOST_BARS = 40
STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;max-width:46em;margin:2em auto;padding:0 1em;color:#1a1a1a}"
    "table{border-collapse:collapse;font-size:13px}td,th{padding:.2em .7em;text-align:right;border-bottom:1px "
    "solid #ddd}"
    "td:first-child,th:first-child{text-align:left}svg{max-width:100%;height:auto}.dim{color:#666;font-size:13px}"
)


def written(found: Answer, part: Part, line: Line) -> str:
    """Write one figure for people; what is not known is a dash."""
    value = line.figures.get(part.name)
    if value is None:
        return "-"
    if part.unit == "money":
        return formats.short_money(int(value), found.currency)
    if part.unit in ("rate", "ratio"):
        return formats.percent(float(value), 1 if part.unit == "ratio" else 0)
    if part.unit in ("days", "hours"):
        return f"{value:.0f}" if value >= 10 else f"{value:g}"
    if isinstance(value, date):
        return formats.day(value)
    return show(str(value))


def columns(found: Answer, most: int = 8) -> list[Part]:
    """The parts that anything is known of."""
    parts = [part for part in found.parts if part.only != "programs"]
    filled = [part for part in parts if any(line.figures.get(part.name) is not None for line in found.lines)]
    return (filled or parts)[:most]


def svg(found: Answer) -> str:
    """Draw the bars of an answer, their bounds as whiskers, the comparison as a mark; legible without colour."""
    picture = found.picture
    lines = found.lines[:MOST_BARS]
    values = [line.figures.get(picture.part) for line in lines]
    all_ = [float(v) for v in values if v is not None]
    for name in (picture.high, picture.marks):
        all_ += [float(v) for line in lines if name and (v := line.figures.get(name)) is not None]
    top, bottom = max([*all_, 0.0]), min([*all_, 0.0])
    span = (top - bottom) or 1.0
    room = WIDTH - LABEL - FIGURE
    part = found.part(picture.part) if picture.part else None

    def x(value: float) -> float:
        return LABEL + (value - bottom) / span * room

    height = 40 + ROW * len(lines) + 10
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        f'font-family="system-ui, sans-serif" font-size="12" role="img">',
        f"<title>{escape(show(found.title))}</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>',
        f'<text x="4" y="20" font-size="14" font-weight="bold" fill="{INK}">{escape(show(found.title))}</text>',
        *_legend(found),
    ]
    for number, (line, value) in enumerate(zip(lines, values, strict=True)):
        y = 36 + ROW * number
        name = show(", ".join(one for one in line.called if one) or "-")
        label = escape(fitting(name, LABEL - 10))
        drawn.append(f'<text x="{LABEL - 6}" y="{y + 12}" text-anchor="end" fill="{INK}">{label}</text>')
        if value is not None:
            left, right = sorted((x(0.0), x(float(value))))
            drawn.append(
                f'<rect x="{left:.1f}" y="{y}" width="{max(1.0, right - left):.1f}" height="15" fill="{BAR}"/>'
            )
        low, high = line.figures.get(picture.low), line.figures.get(picture.high)
        if low is not None and high is not None:
            drawn.append(
                f'<path d="M{x(float(low)):.1f} {y + 7.5}H{x(float(high)):.1f}" stroke="{INK}" stroke-width="1.5"/>'
            )
        mark = line.figures.get(picture.marks)
        if mark is not None:
            drawn.append(f'<path d="M{x(float(mark)):.1f} {y - 2}v19" stroke="{MARK}" stroke-width="2.5"/>')
        if number in picture.breaks:
            drawn.append(f'<path d="M{LABEL} {y - 4}H{WIDTH}" stroke="{INK}" stroke-dasharray="3 3"/>')
        if part is not None:
            said = written(found, part, line)
            drawn.append(f'<text x="{WIDTH - FIGURE + 8}" y="{y + 12}" fill="{INK}">{escape(said)}</text>')
    return "\n".join([*drawn, "</svg>"]) + "\n"


def _legend(found: Answer) -> list[str]:
    """What the thin line and the mark stand for, where there are any; on paper nobody can ask."""
    picture, names = found.picture, {one.name: one.title for one in found.parts}
    said = []
    if picture.low in names and picture.high in names:
        said.append((INK, f"— {names[picture.low]} – {names[picture.high]}"))
    if picture.marks in names:
        said.append((MARK, f"| {names[picture.marks]}"))
    spans = "   ".join(f'<tspan fill="{color}">{escape(show(words))}</tspan>' for color, words in said)
    where = f'x="{WIDTH - 4}" y="20" text-anchor="end" xml:space="preserve"'
    return [f"<text {where}>{spans}</text>"] if said else []


def fitting(text: str, room: float) -> str:
    """Cut a text so that it surely fits; a Chinese sign takes as much as almost two others."""
    taken = [WIDE if east_asian_width(sign) in "WF" else NARROW for sign in text]
    if sum(taken) <= room:
        return text
    left = room - NARROW
    for place, one in enumerate(taken):
        left -= one
        if left < 0:
            return text[:place] + "…"
    return text


def table_rows(found: Answer, most: int | None = None) -> list[list[str]]:
    """Heads and lines as text."""
    parts = columns(found)
    rows = [[*(show(head) for head in found.heads), *(show(part.title) for part in parts)]]
    for line in found.lines[:most]:
        rows.append([*(show(one) or "-" for one in line.called), *(written(found, part, line) for part in parts)])
    return rows


def html(title: str, answers: Sequence[Answer], *, lead: Sequence[str] = (), foot: str = "") -> str:
    """Write answers as one page that needs nothing else: sentences first, then picture, then table."""
    body = [f"<h1>{escape(show(title))}</h1>", *(f"<p>{escape(show(one))}</p>" for one in lead)]
    for found in answers:
        body.append(f"<h2>{escape(show(found.title))}</h2>")
        body += [f"<p>{escape(show(sentence))}</p>" for sentence in found.said]
        if found.advice:
            body.append("<ol>" + "".join(f"<li>{escape(show(one))}</li>" for one in found.advice) + "</ol>")
        if found.picture.part and found.lines:
            body.append(svg(found))
        if found.lines:
            body.append(_html_table(table_rows(found, 30)))
        about = f"{show(found.population)}. " if found.population else ""
        body.append(f'<p class="dim">{escape(about + found.definition.words())}</p>')
    if foot:
        body.append(f'<p class="dim">{escape(show(foot))}</p>')
    language = current()
    return (
        f'<!doctype html>\n<html lang="{escape(language)}"><head><meta charset="utf-8">'
        f"<title>{escape(show(title))}</title><style>{STYLE}</style></head>\n<body>\n"
        + "\n".join(body)
        + "\n</body></html>\n"
    )


def _html_table(rows: Sequence[Sequence[str]]) -> str:
    head, *lines = rows
    heads = "".join(f"<th>{escape(one)}</th>" for one in head)
    return (
        f"<table><tr>{heads}</tr>"
        + "".join("<tr>" + "".join(f"<td>{escape(one)}</td>" for one in line) + "</tr>" for line in lines)
        + "</table>"
    )


def markdown(title: str, answers: Sequence[Answer], *, lead: Sequence[str] = (), foot: str = "") -> str:
    """Write answers as Markdown; what people typed is text there, too."""
    out = [f"# {_plain(title)}", "", *(f"{_plain(one)}\n" for one in lead)]
    for found in answers:
        out += [f"## {_plain(found.title)}", "", *(f"{_plain(sentence)}\n" for sentence in found.said)]
        out += [f"{number}. {_plain(one)}" for number, one in enumerate(found.advice, 1)]
        out += [""] if found.advice else []
        if found.lines:
            head, *lines = table_rows(found, 30)
            out.append("| " + " | ".join(map(_plain, head)) + " |")
            out.append("|" + " --- |" * len(head))
            out += ["| " + " | ".join(map(_plain, line)) + " |" for line in lines]
            out.append("")
    return "\n".join([*out, *([_plain(foot), ""] if foot else [])])


def _plain(text: str) -> str:
    """Keep text from being read as Markdown or HTML."""
    shown = show(text)
    for sign in ("\\", "|", "*", "_", "`", "[", "<", "#"):
        shown = shown.replace(sign, f"\\{sign}")
    return shown


def as_chart_values(found: Answer) -> dict[str, Any]:
    """The bars of an answer for a chart: labels, values, bounds, marks, notes; of a matrix its places, too."""
    picture = found.picture
    part = found.part(picture.part)
    note = found.part(picture.note) if picture.note else None
    drawn = _bars(found, part, note)
    if picture.shape == "matrix":
        columns = [one for one in found.parts if one.name not in (picture.part, picture.marks)]
        drawn |= {
            "columns": tuple(one.title for one in columns),
            "cells": tuple(tuple(line.figures.get(one.name) for one in columns) for line in found.lines),
            "ends": tuple(line.figures.get(picture.marks) for line in found.lines),
        }
    return drawn


def _bars(found: Answer, part: Part, note: Part | None) -> dict[str, Any]:
    picture = found.picture
    return {
        "name": part.title,
        "mark": found.part(picture.marks).title if picture.marks else "",
        "labels": tuple(show(", ".join(one for one in line.called if one)) or "-" for line in found.lines),
        "values": tuple(line.figures.get(picture.part) for line in found.lines),
        "texts": tuple(written(found, part, line) for line in found.lines),
        "notes": tuple(written(found, note, line) if note else "" for line in found.lines),
        "ranges": tuple(
            (float(line.figures[picture.low]), float(line.figures[picture.high]))
            if picture.low and line.figures.get(picture.low) is not None and line.figures.get(picture.high) is not None
            else None
            for line in found.lines
        ),
        "marks": tuple(line.figures.get(picture.marks) for line in found.lines) if picture.marks else None,
    }
