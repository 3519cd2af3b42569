"""Open projects that are not as they should be, each with its reasons in words, by the money at risk."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, case, func, or_, select

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, listed, ngettext
from tuicrm.sales.analysis.abnormal_signs import ALONE_IS_NONE, Sign, signs, standing
from tuicrm.sales.analysis.answer import Answer, Do, Line, Part, Picture
from tuicrm.sales.analysis.definition import HOLDER_NOW, Definition
from tuicrm.sales.analysis.frame import Frame
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.projects import projects

MOST = 200
DEFINITION = Definition(
    N_(
        "Too long: more days in the stage than it allows (60 where it says nothing). Far off: five times the "
        "average won of "
        "its class, or less than a twenty-fifth. Date: past, or moved twice and more. Busy: 6 actions and more "
        "in 30 days, "
        "and still in the stage of before. At risk is the whole amount."
    ),
    N_("Projects that are open now, or were when the day was over."),
    N_("As of the day of reading; how many contacts there were on a past day is not known."), HOLDER_NOW,
)  # fmt: skip


def answer(frame: Frame) -> Answer:
    """List the projects with any sign, the largest amounts first."""
    stood = standing(frame)
    asked = signs(frame, stood)
    # What asks for another look at the table only counts beside something else, so that few are asked for it.
    flags = [case((sign.condition, 1), else_=0).label(sign.key) for sign in asked]
    rows = frame.session.all(
        select(
            projects.c.id, projects.c.name, customers.c.name.label("customer"), stood.owner_id.label("owner_id"),
            stages.c.name.label("stage"), stood.amount.label("amount"), stood.since_at.label("since_at"),
            stood.moves.label("moves"), stood.expected_on.label("expected_on"), *flags,
        )
        .select_from(stood.source)
        .where(*stood.chosen, or_(*(sign.condition for sign in asked if sign.key != ALONE_IS_NONE)))
        .order_by(stood.amount.is_(None), stood.amount.desc(), projects.c.id)
        .limit(MOST)
    )  # fmt: skip
    everything = frame.session.first(
        select(func.count(), func.sum(stood.amount)).select_from(stood.source).where(*stood.chosen)
    )
    lines = [_line(frame, row, asked) for row in rows]
    return Answer(
        "abnormal", _("Open projects that are not as they should be"), (_("project"), _("customer")), _parts(),
        tuple(lines),
        _said(frame, lines, asked, rows, everything), DEFINITION, frame.house.currency,
        Picture("hbar", "amount", note="why"),
        _advice(lines), frame.population, as_of=frame.scope.as_of, where=frame.scope.where,
    )  # fmt: skip


def behind(frame: Frame, line: tuple[Any, ...]) -> Select[Any]:
    """The project itself."""
    return select(projects.c.id).where(projects.c.id == line[0])


def _line(frame: Frame, row: Any, asked: Sequence[Sign]) -> Line:
    days = max(0, (frame.over - row.since_at).days)
    told = {"moves": row.moves, "days": days, "stage": show(row.stage)}
    why = [_(sign.words).format(**told) for sign in asked if getattr(row, sign.key)]
    figures = {
        "amount": row.amount, "owner": frame.called.get(row.owner_id), "stage": row.stage, "days": days,
        "expected_on": row.expected_on,
        "signs": len(why), "why": listed(why),
    }  # fmt: skip
    return Line((row.name, row.customer or ""), figures, (row.id,))


def _parts() -> tuple[Part, ...]:
    return (
        Part("amount", _("at risk"), "money"), Part("owner", _("holder"), "text"), Part("stage", _("stage"), "text"),
        Part("days", _("days in stage"), "days"), Part("expected_on", _("expected"), "day"), Part("signs", _("signs")),
        Part("why", _("why"), "text"),
    )  # fmt: skip


def _said(
    frame: Frame, lines: Sequence[Line], asked: Sequence[Sign], rows: Sequence[Any], everything: Any
) -> tuple[str, ...]:
    if not lines:
        return (_("Every open project is as it should be."),)
    money = sum(line.figures["amount"] or 0 for line in lines)
    total = int(everything[1] or 0)
    text = ngettext(
        "{n} of {all} open projects shows a sign: {money}, {share} of what is open.",
        "{n} of {all} open projects show a sign: {money}, {share} of what is open.",
        len(lines),
    )
    said = [
        text.format(
            n=f"{len(lines)}+" if len(lines) == MOST else len(lines), all=everything[0],
            money=formats.short_money(money, frame.house.currency),
            share=formats.percent(money / total if total else 0),
        )
    ]  # fmt: skip
    counts = sorted(
        ((sum(bool(getattr(row, sign.key)) for row in rows), sign) for sign in asked), key=lambda one: -one[0]
    )
    names = {
        "late": _("day past"), "moved": _("day moved"), "long": _("too long in stage"), "no_step": _("no next step"),
        "back": _("went back"), "one_contact": _("one contact"), "far_off": _("amount far off"),
        "busy": _("busy, no progress"),
    }  # fmt: skip
    said.append(listed(f"{names[sign.key]} {count}" for count, sign in counts if count))
    return tuple(said)


def _advice(lines: Sequence[Line]) -> tuple[str, ...]:
    words = _("open the first, decide its next step or close it")
    return (Do(words, "project", lines[0].behind[0]),) if lines else ()
