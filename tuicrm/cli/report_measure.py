"""`tuicrm report MEASURE`: one measure by its dimensions."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tuicrm.cli.output import Column, Form, document, emit, talk
from tuicrm.cli.reading import money
from tuicrm.plain import formats
from tuicrm.plain.language import _
from tuicrm.plain.money import exact_text

if TYPE_CHECKING:
    from tuicrm.sales.analysis.report import Ask, Report, Row
    from tuicrm.store.database import Desk


def run(
    at: "Desk", asked: tuple[str, str, str, str, str], days: tuple[date | None, ...], as_: Form, output: Path | None, *,
    svg: bool, html: bool,
) -> int:  # fmt: skip
    """Compute a measure and print it, perhaps beside another period or team.

    Args:
        asked: measure, dimensions, filter, for whom, against what.
        days: the first, the last, and that of reading.
    """
    from tuicrm.sales import analysis
    from tuicrm.sales.analysis import comparing
    from tuicrm.sales.analysis.as_answer import as_answer

    *words, against = asked
    ask = read(at, words, days)
    if against:
        pair = at.read(comparing.compare, ask, against)
        found = as_answer(pair.now, pair.against)
    elif svg or html:
        found = as_answer(at.read(analysis.report, ask))
    else:
        _print(at.read(analysis.report, ask), as_)
        return 0
    if svg or html:
        from tuicrm.cli.report_out import picture, put

        return put(picture(found, as_page=html), output)
    from tuicrm.cli.report_answer import print_answer

    print_answer(found, as_)
    return 0


def read(at: "Desk", asked: Sequence[str], days: tuple[date | None, ...]) -> "Ask":
    """Read measure, dimensions, filter and for whom as one question."""
    from tuicrm.sales.analysis import Ask

    measure, by, where, who = asked
    dimensions = tuple(part.strip() for part in by.replace("，", ",").split(",") if part.strip())
    if who:
        whose = f'team:"{who.removeprefix("team-")}"' if _is_team(at, who) else f'owner:"{who.removeprefix("@")}"'
        where = f"{where} {whose}".strip()
    return Ask(measure, dimensions, days[0], days[1], where, days[2])


def _is_team(at: "Desk", who: str) -> bool:
    from tuicrm.sales import people

    wanted = who.removeprefix("team-").casefold()
    return who.startswith("team-") or any(team.name.casefold() == wanted for team in at.read(people.teams))


def _print(found: "Report", as_: Form) -> None:
    if as_ == "json":
        document(_as_dict(found))
        return
    from tuicrm.sales.analysis.titles import title_of

    columns = [Column(name, title_of(name), value=_key(found, place, as_)) for place, name in enumerate(found.by)]
    columns.append(
        Column(
            found.measure, title_of(found.measure), "right", partial(_value, found, exact=as_ in ("csv", "plain")),
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


def _key(found: "Report", place: int, as_: Form) -> Callable[[Any], object]:
    """A key in the words of the reader, or for programs as it is."""
    if as_ != "table":
        return lambda row: row.key[place]

    from tuicrm.sales.analysis.titles import key_words

    return lambda row: key_words(found.by, row.key, found.called)[place] or "-"


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
