"""Open projects that are not as they should be, each with its reasons in words, by the money at risk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, or_, select

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, ngettext
from tuicrm.sales import rights
from tuicrm.sales.analysis.answer import Answer, Do, Line, Part, Picture
from tuicrm.sales.analysis.definition import HOLDER_NOW, Definition
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.project_filter import conditions
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.customers import contacts, customers
from tuicrm.store.tables.funnel import stages
from tuicrm.store.tables.projects import project_contacts, projects, stage_history

MOST = 200
FAR = 5
"""So many times the average won of its class, or a fifth of a fifth, is far off."""
BUSY = 6
"""So many actions since the last progress are much activity without any."""
ALONE_IS_NONE = "one_contact"
"""A sign that says something only beside another one: many good projects begin with one contact."""
ROTTING = 60
"""Days in a stage that has none of its own."""
DEFINITION = Definition(
    N_(
        "Too long: more days in the stage than it allows (60 where it says nothing). Far off: five times the "
        "average won of "
        "its class, or less than a twenty-fifth. Date: past, or moved twice and more. Busy: 6 actions and more "
        "in 30 days, "
        "and still in the stage of before. At risk is the whole amount."
    ),
    N_("Projects that are open now."), N_("As of today."), HOLDER_NOW,
)  # fmt: skip


@dataclass(frozen=True)
class Sign:
    """One thing that may be wrong with a project."""

    key: str
    condition: ColumnElement[bool]
    words: str


def signs(frame: Frame) -> tuple[Sign, ...]:
    """The signs, as conditions on open projects joined with their stage."""
    project, now = projects.c, frame.now
    stay = stage_history.c
    lately = now - timedelta(days=30)
    rotten = or_(
        *(
            and_(stages.c.rotting_days == days, project.stage_since_at < now - timedelta(days=days))
            for days in _allowed(frame)
        ),
        and_(stages.c.rotting_days.is_(None), project.stage_since_at < now - timedelta(days=ROTTING)),
    )
    back = exists().where(stay.project_id == project.id, stay.left_how == "back")
    done = (
        select(func.count())
        .where(actions.c.project_id == project.id, actions.c.state == "done", actions.c.done_at >= lately)
        .correlate(projects)
        .scalar_subquery()
    )
    known = (
        select(func.count())
        .select_from(contacts)
        .where(contacts.c.customer_id == project.customer_id, contacts.c.archived_at.is_(None))
        .correlate(projects)
        .scalar_subquery()
    )
    in_it = (
        select(func.count())
        .where(project_contacts.c.project_id == project.id, project_contacts.c.archived_at.is_(None))
        .correlate(projects)
        .scalar_subquery()
    )
    return (
        Sign("late", project.expected_on < frame.today, N_("its day of closing is past")),
        Sign("moved", project.expected_moves >= 2, N_("its day of closing was moved {moves} times")),
        Sign("long", and_(project.is_stage_since_known.is_(True), rotten), N_("{days} days in {stage}")),
        Sign("no_step", project.next_action_at.is_(None), N_("no next step")),
        Sign("back", back, N_("it went back once")),
        Sign("one_contact", and_(known <= 1, in_it <= 1), N_("one contact only")),
        Sign("far_off", _far_off(frame), N_("its amount is far off its kind")),
        Sign("busy", and_(done >= BUSY, project.stage_since_at < lately), N_("much activity, no progress")),
    )


def _allowed(frame: Frame) -> list[int]:
    return list(
        frame.session.values(select(stages.c.rotting_days).where(stages.c.rotting_days.is_not(None)).distinct())
    )


def _far_off(frame: Frame) -> ColumnElement[bool]:
    """Against the average of what was won of the customer's class; a class with few won is not compared."""
    rows = frame.session.all(
        select(customers.c.class_key, func.count(projects.c.home_minor), func.sum(projects.c.home_minor))
        .select_from(projects.outerjoin(customers, customers.c.id == projects.c.customer_id))
        .where(projects.c.state == "won", projects.c.archived_at.is_(None))
        .group_by(customers.c.class_key)
    )
    found = []
    for class_key, count, total in rows:
        if count >= BUSY and total:
            same = customers.c.class_key.is_(None) if class_key is None else customers.c.class_key == class_key
            average = int(total) // count
            off = or_(projects.c.home_minor > average * FAR, projects.c.home_minor * FAR * FAR < average)
            found.append(and_(same, off))
    return or_(*found) if found else literal(1) == 0


def answer(frame: Frame) -> Answer:
    """List the projects with any sign, the largest amounts first."""
    asked = signs(frame)
    # What asks for another look at the table only counts beside something else, so that few are asked for it.
    flags = [case((sign.condition, 1), else_=0).label(sign.key) for sign in asked]
    project = projects.c
    source = projects.join(stages, stages.c.id == project.stage_id).outerjoin(
        customers, customers.c.id == project.customer_id
    )
    chosen: list[Any] = [
        project.state == "open", project.archived_at.is_(None), rights.projects_in_sight(frame.actor),
        *frame.of(project.owner_id, project.team_id),
        *conditions(frame.session, frame.actor, frame.house, frame.scope.where),
    ]  # fmt: skip
    rows = frame.session.all(
        select(
            project.id, project.name, customers.c.name.label("customer"), project.owner_id,
            stages.c.name.label("stage"), project.home_minor, project.stage_since_at, project.expected_moves,
            project.expected_on, *flags,
        )
        .select_from(source)
        .where(*chosen, or_(*(sign.condition for sign in asked if sign.key != ALONE_IS_NONE)))
        .order_by(project.home_minor.is_(None), project.home_minor.desc(), project.id)
        .limit(MOST)
    )  # fmt: skip
    everything = frame.session.first(
        select(func.count(), func.sum(project.home_minor)).select_from(source).where(*chosen)
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
    days = max(0, (frame.now - row.stage_since_at).days)
    told = {"moves": row.expected_moves, "days": days, "stage": show(row.stage)}
    why = [_(sign.words).format(**told) for sign in asked if getattr(row, sign.key)]
    figures = {
        "amount": row.home_minor, "owner": frame.called.get(row.owner_id), "stage": row.stage, "days": days,
        "expected_on": row.expected_on,
        "signs": len(why), "why": ", ".join(why),
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
    said.append(", ".join(f"{names[sign.key]} {count}" for count, sign in counts if count))
    return tuple(said)


def _advice(lines: Sequence[Line]) -> tuple[str, ...]:
    words = _("open the first, decide its next step or close it")
    return (Do(words, "project", lines[0].behind[0]),) if lines else ()
