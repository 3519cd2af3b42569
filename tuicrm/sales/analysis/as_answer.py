"""A report as an answer, so that it is drawn, printed and exported like every other."""

from collections.abc import Sequence

from tuicrm.plain import formats
from tuicrm.plain.language import _, listed
from tuicrm.sales.analysis.answer import Answer, Line, Part, Picture, Unit
from tuicrm.sales.analysis.beside import rows_beside
from tuicrm.sales.analysis.definition import Definition
from tuicrm.sales.analysis.measures import MEASURES
from tuicrm.sales.analysis.report import Report, Row
from tuicrm.sales.analysis.titles import key_words, title_of


def _said(found: Report) -> Definition:
    measure = MEASURES.get(found.measure)
    return Definition(found.definition) if measure is None else measure.said


def _about(found: Report, against: Report | None) -> str:
    """Which days and which records it is about, and against which it stands, in words; nothing of all."""
    said = _days_and_filter(found)
    if against is None:
        return said
    return _("{this}, against {other}").format(this=said, other=_days_and_filter(against)).removeprefix(", ")


def _days_and_filter(found: Report) -> str:
    first, last = (None if on is None else formats.day(on) for on in (found.from_on, found.to_on))
    said = [found.where] if found.where else []
    if first and last:
        said.append(_("{first} to {last}").format(first=first, last=last))
    elif first or last:
        said.append(_("from {day} on").format(day=first) if first else _("until {day}").format(day=last))
    if found.as_of is not None:
        said.append(_("as read on {day}").format(day=formats.day(found.as_of)))
    return listed(said)


def as_answer(found: Report, against: Report | None = None) -> Answer:
    """Give a report, perhaps beside another one, as an answer."""
    unit: Unit = found.unit  # type: ignore[assignment]
    pairs: Sequence[tuple[Row, Row | None]] = (
        [(row, None) for row in found.rows] if against is None else rows_beside(found, against)
    )
    lines = []
    for row, before in pairs:
        figures: dict[str, object] = {"value": row.value, "low": row.low, "high": row.high, "n": row.n}
        if before is not None:
            known = before.value is not None and row.value is not None
            figures["against"] = before.value
            figures["change"] = round(row.value - before.value, 6) if known else None  # type: ignore[operator]
        words = key_words(found.by, row.key, found.called)
        lines.append(Line(row.key or (_("together"),), figures, words=words))
    parts = [Part("value", title_of(found.measure), unit)]
    if against is not None:
        parts += [Part("against", _("against"), unit), Part("change", _("change"), unit)]
    bounds = any(row.low is not None for row in found.rows)
    parts += [Part("low", _("low"), unit), Part("high", _("high"), unit)] if bounds else []
    parts.append(Part("n", "n"))
    heads = tuple(title_of(one) for one in found.by)
    title = title_of(found.measure)
    if heads:
        title = _("{measure} by {dimensions}").format(measure=title, dimensions=listed(heads))
    return Answer(
        found.measure, title, heads or ("",), tuple(parts), tuple(lines), (), _said(found),
        found.currency,
        Picture("hbar", "value", "low" if bounds else "", "high" if bounds else "", "against" if against else "", "n"),
        population=_about(found, against), from_on=found.from_on, to_on=found.to_on, as_of=found.as_of,
        where=found.where,
    )  # fmt: skip
