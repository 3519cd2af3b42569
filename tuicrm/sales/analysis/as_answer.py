"""A report as an answer, so that it is drawn, printed and exported like every other."""

from tuicrm.plain.language import _, listed
from tuicrm.sales.analysis.answer import Answer, Line, Part, Picture, Unit
from tuicrm.sales.analysis.definition import Definition
from tuicrm.sales.analysis.measures import MEASURES
from tuicrm.sales.analysis.report import Report
from tuicrm.sales.analysis.titles import key_words, title_of


def _said(found: Report) -> Definition:
    measure = MEASURES.get(found.measure)
    return Definition(found.definition) if measure is None else measure.said


def as_answer(found: Report, against: Report | None = None) -> Answer:
    """Give a report, perhaps beside another one, as an answer."""
    unit: Unit = found.unit  # type: ignore[assignment]
    other = {row.key: row for row in against.rows} if against else {}
    lines = []
    for row in found.rows:
        figures: dict[str, object] = {"value": row.value, "low": row.low, "high": row.high, "n": row.n}
        if against is not None:
            before = other.get(row.key)
            figures["against"] = before.value if before else None
            known = before is not None and before.value is not None and row.value is not None
            figures["change"] = round(row.value - before.value, 6) if known else None  # type: ignore[union-attr,operator]
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
        population=found.where, from_on=found.from_on, to_on=found.to_on, as_of=found.as_of, where=found.where,
    )  # fmt: skip
