"""`tuicrm report people`, `stages`, `abnormal`, ...: the answers to questions, for people and scripts."""

from functools import partial
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

from tuicrm.cli.output import Column, Form, document, emit, say, talk
from tuicrm.plain import formats
from tuicrm.plain.money import Money, exact_text

if TYPE_CHECKING:
    from tuicrm.sales.analysis.answer import Answer, Line, Part


def print_answer(found: "Answer", as_: Form) -> None:
    """Print an answer: a table with its sentences beside it, or one document for programs."""
    if as_ == "json":
        document(as_dict(found))
        return
    exact = as_ in ("csv", "plain")
    if found.picture.shape == "matrix" and as_ == "table" and found.lines:
        from tuicrm.cli.report_out import drawn

        say(found.title)
        say(drawn(found, get_terminal_size().columns).rstrip("\n"))
        _tell(found)
        return
    columns = [
        Column(head if exact else f"key{place}", head, value=partial(_key, place, exact))
        for place, head in enumerate(found.heads)
    ]
    columns += [
        Column(
            part.name, part.title, "left" if part.unit in ("text", "day") else "right",
            partial(_cell, found, part, exact), money=part.unit == "money" and as_ == "csv",
            keeps=part.only == "people",
        )
        for part in (for_programs(found) if exact else shown(found))
    ]  # fmt: skip
    emit(found.lines, columns, as_)
    if as_ == "table" or not found.lines:  # a pipe that gets nothing says why
        _tell(found)


def _tell(found: "Answer") -> None:
    """Say beside the table what it says."""
    talk(found.legend)
    for sentence in found.said:
        talk(sentence)
    for number, one in enumerate(found.advice, 1):
        talk(f"  {number} {one}")
    talk(found.population)


def _key(place: int, exact: bool, line: "Line") -> object:
    return line.key[place] if exact else line.called[place]


def _cell(found: "Answer", part: "Part", exact: bool, line: "Line") -> object:
    return cell(found, part, line, exact=exact)


def shown(found: "Answer", most: int = 8) -> list["Part"]:
    """The columns that a person reads: those that anything is known of, bounds beside what they bound."""
    parts = [part for part in found.parts if part.only != "programs"]
    filled = [part for part in parts if any(line.figures.get(part.name) is not None for line in found.lines)]
    return (filled or parts)[:most]


def for_programs(found: "Answer") -> list["Part"]:
    """The columns that another program reads: all but those that repeat others in one text for people."""
    return [part for part in found.parts if part.only != "people"]


def cell(found: "Answer", part: "Part", line: "Line", *, exact: bool) -> object:
    """Write one figure: as it is for programs, short for people."""
    value = line.figures.get(part.name)
    if value is None:
        return "" if exact else "-"
    if part.unit == "money":
        return Money(int(value), found.currency) if exact else formats.short_money(int(value), found.currency)
    if exact:
        return value
    if part.unit in ("rate", "ratio"):
        return formats.percent(float(value), 1 if part.unit == "ratio" else 0)
    if part.unit in ("days", "hours"):
        return round(float(value), 1 if float(value) < 10 else 0)
    return formats.day(value) if part.unit == "day" else value


def as_dict(found: "Answer") -> dict[str, Any]:
    """Give an answer as a document: money as decimal strings with the currency beside, rates as numbers."""

    def value(part: "Part", line: "Line") -> object:
        one = line.figures.get(part.name)
        return exact_text(int(one), found.currency) if part.unit == "money" and one is not None else one

    return {
        "report": found.name,
        "from": found.from_on,
        "to": found.to_on,
        "filter": found.where,
        "as_of": found.as_of,
        "definition": found.definition.words(),
        "said": list(found.said),
        "advice": list(found.advice),
        "currency": found.currency,
        "units": {part.name: part.unit for part in for_programs(found)},
        "rows": [
            {"key": list(line.key), **{part.name: value(part, line) for part in for_programs(found)}}
            for line in found.lines
        ],
    }


def print_definition(found: "Answer") -> None:
    """Say how it is computed."""
    for name, text in found.definition.parts().items():
        say(f"{name}: {text}")
