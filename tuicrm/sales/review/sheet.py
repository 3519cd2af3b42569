"""The sheet of a review: what was decided, what changed, calls and decisions, as text, Markdown or HTML."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from unicodedata import east_asian_width

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _, ngettext, strung
from tuicrm.sales.funnel.causes import WORDS as CAUSE_WORDS
from tuicrm.sales.review.calls import together
from tuicrm.sales.review.deciding import WORDS
from tuicrm.sales.review.holding import OPEN, Decision, Review
from tuicrm.sales.review.words import counted, reasons

FORMS = ("txt", "md", "html")


@dataclass(frozen=True)
class Part:
    """A heading with lines of text, or with a table: `heads` and `rows`."""

    title: str
    lines: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def sheet(found: Review, form: str = "md", *, presenting: bool = False) -> str:
    """Write the sheet of a review in one of `FORMS`; `presenting` leaves out who calls what."""
    title = _("Review, {who}, {day}").format(
        who=show(found.name) or _("all teams"), day=formats.day_short(found.on, date.min)
    )
    parts = parts_of(found, presenting=presenting)
    return {"txt": _text, "md": _markdown, "html": _html}[form](title, parts)


def parts_of(found: Review, *, presenting: bool = False) -> list[Part]:
    """Give what the sheet holds, in its order."""
    parts = [_last(found), _changed(found)]
    if not presenting:
        parts.append(_calls(found))
    return [*parts, _decided(found), _open(found)]


def _last(found: Review) -> Part:
    left = sum(one.state == OPEN for one in found.last)
    title = _("Last time: {what}").format(what=counted(len(found.last) - left, left))
    heads = (_("Project"), _("Decision"), _("Who"), _("Until"), _("Now"))
    return Part(title, (), heads, tuple(_decision_row(one, found) for one in found.last))


def _decision_row(one: Decision, found: Review) -> tuple[str, ...]:
    states = {"open": _("still to do"), "done": _("done"), "called_off": _("called off")}
    return _about(one), _decision(one), show(one.who or ""), formats.day(one.on, found.on), states[one.state]


def _about(one: Decision) -> str:
    return strung(show(part) for part in (one.project, one.customer) if part)


def _decision(one: Decision) -> str:
    if one.what not in ("next_step", "keep"):
        return show(one.words)  # they say themselves what they are
    return f"{_(WORDS[one.what])}: {show(one.words)}"


def _changed(found: Review) -> Part:
    changes, currency = found.changes, found.currency
    count = ngettext("{count} open project", "{count} open projects", changes.closing.count)
    title = _("Since {day}: {before} to {after}, {count}").format(
        day=formats.day(found.since, found.on),
        before=formats.short_money(changes.opening.sum_minor, currency),
        after=formats.short_money(changes.closing.sum_minor, currency),
        count=count.format(count=changes.closing.count),
    )
    rows = tuple(
        (_(CAUSE_WORDS[one.key]), str(one.n), formats.short_money(one.minor, currency, plus=True))
        for one in changes.causes
        if one.n
    )
    return Part(title, (), (_("Cause"), _("Projects"), _("Amount")), rows)


def _calls(found: Review) -> Part:
    def short(minor: int) -> str:
        return formats.short_money(minor, found.currency)

    every = together(found.calls)
    rows = [
        (
            show(one.name) or _("nobody"),
            short(one.called),
            short(one.was_called),
            short(one.commit),
            short(one.pipeline),
        )
        for one in found.calls
    ]
    rows.append(
        (_("together"), short(every.called), short(every.was_called), short(every.commit), short(every.pipeline))
    )
    title = _("Calls up to {day}").format(day=formats.day(found.until, found.on))
    heads = (_("Who"), _("Call"), _("Last time"), _("Commit"), _("Pipeline"))
    return Part(title, (), heads, tuple(rows))


def _decided(found: Review) -> Part:
    rows = tuple(
        (_about(one), _decision(one), show(one.who or ""), formats.day(one.on, found.on)) for one in found.decided
    )
    title = _("Decided: {what}").format(what=len(rows))
    return Part(title, (), (_("Project"), _("Decision"), _("Who"), _("Until")), rows)


def _open(found: Review) -> Part:
    done = {one.project_id for one in found.decided}
    rows = tuple(
        (
            show(one.customer or one.name), show(one.stage.name), formats.short_money(one.amount_minor, one.currency),
            show(one.owner or ""), reasons(one, found.on, found.currency),
        )
        for one in found.talks
        if one.id not in done
    )  # fmt: skip
    title = _("To talk about: {what}").format(what=len(rows))
    heads = (_("Project"), _("Stage"), _("Amount"), _("Owner"), _("Why"))
    return Part(title, (), heads, rows)


def _text(title: str, parts: Sequence[Part]) -> str:
    lines = [title, "=" * _cells(title)]
    for part in parts:
        lines += ["", part.title, *part.lines]
        if part.rows:
            table = [part.heads, *part.rows]
            widths = [max(_cells(cell) for cell in column) for column in zip(*table, strict=True)]
            for row in table:
                padded = (cell + " " * (size - _cells(cell)) for cell, size in zip(row, widths, strict=True))
                lines.append("  ".join(padded).rstrip())
    return "\n".join(lines) + "\n"


def _cells(text: str) -> int:
    """How wide a text stands in columns: a Chinese character takes two."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _markdown(title: str, parts: Sequence[Part]) -> str:
    def row(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.replace("\\", "\\\\").replace("|", "\\|") for cell in cells) + " |"

    lines = [f"# {title}"]
    for part in parts:
        lines += ["", f"## {part.title}", *part.lines]
        if part.rows:
            lines += ["", row(part.heads), row(["---"] * len(part.heads)), *map(row, part.rows)]
    return "\n".join(lines) + "\n"


def _html(title: str, parts: Sequence[Part]) -> str:
    def row(cells: Sequence[str], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"

    lines = ["<!doctype html>", '<html><head><meta charset="utf-8">', f"<title>{escape(title)}</title></head><body>"]
    lines.append(f"<h1>{escape(title)}</h1>")
    for part in parts:
        lines += [f"<h2>{escape(part.title)}</h2>", *(f"<p>{escape(one)}</p>" for one in part.lines)]
        if part.rows:
            lines += ["<table>", row(part.heads, "th"), *(row(one, "td") for one in part.rows), "</table>"]
    return "\n".join([*lines, "</body></html>"]) + "\n"
