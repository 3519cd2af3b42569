"""Why profit per person and month moved: the same months a year before, and the terms between, to the cent."""

from dataclasses import replace
from typing import Any

from sqlalchemy import or_, select

from tuicrm.plain import formats, progress
from tuicrm.plain.language import N_, _
from tuicrm.plain.periods import month_start
from tuicrm.sales.analysis.answer import Answer, Line, Part, Picture
from tuicrm.sales.analysis.definition import AT_THE_EVENT, BY_PURCHASE, Definition
from tuicrm.sales.analysis.expansion.months import months_of
from tuicrm.sales.analysis.expansion.moving import OF_TERM, Moved, Term
from tuicrm.sales.analysis.expansion.reading import Told, moved_of, told
from tuicrm.sales.analysis.expansion.wording import TITLES, sentences
from tuicrm.sales.analysis.frame import DAY, Frame
from tuicrm.sales.analysis.selling import without_cost
from tuicrm.sales.privacy import privacy_of, sees_people
from tuicrm.store.tables.trade import credits

DEFINITION = Definition(
    N_(
        "Average: profit / person-months (days employed, in a selling role, not on leave / days of the month). Its "
        "change = mean change of who stayed (joined a year before and earlier: the experienced) + who was there how "
        "much + share of joiners x (their average - that of who stayed) + share of leavers x (that of who stayed - "
        "theirs). Joiners are split by R = r(months since joining) x profit per person-month of who is there for a "
        "year; r of those who joined before. Who has less than one month in a period is hardly there. Range: 2,000 "
        "draws of persons with all their months (300 from 100 people on), 95 percent; that of the change and that of "
        "the experienced reaches to nought where signs dealt by lot say that it may be luck."
    ),
    N_("Purchases whose cost is known; whole months that are over, and the same months before."),
    BY_PURCHASE,
    AT_THE_EVENT,
    N_("A copying loss is named when its range leaves out nought and it is above 2 percent."),
    N_("Dynamic Olley-Pakes: Melitz and Polanec, RAND J. Econ. 46(2), 2015."),
)  # fmt: skip
CHANGE = "change"


def figures(frame: Frame) -> tuple[Told, Moved] | None:
    """Compute the change of the average in a frame; None where it cannot be."""
    read = told(frame)
    found = None if read is None else moved_of(frame, read)
    return None if read is None or found is None else (read, found)


def answer(frame: Frame) -> Answer:
    """Give the reasons, each with its range, and the change that they add up to."""
    progress.begin(2)
    found = figures(frame)
    if found is None:
        return _answer(frame, (), (_cannot(frame),))
    read, result = found
    if silent := _silent(read):
        return _answer(frame, (), (silent,), (), read)
    lines = [_line(read, one, result) for one in result.terms if one.people or one.minor]
    together = Line(
        (_("together"),),
        {
            CHANGE: result.change_minor, **_range(result.change), "before": result.before_minor,
            "now": result.now_minor, "people": result.people[1], "months": round(sum(result.months), 1),
        },
        (CHANGE, *(one.id for one in read.people)),
    )  # fmt: skip
    said = sentences(result, frame.house.currency)
    if _is_too_small(frame, result):
        lines, said = [], [*said[:1], _("The reasons are of too few people to be shown to you.")]
    return _answer(frame, (*lines, together), (*said, *_notes(frame, read)), _advice(read, result), read)


def _line(read: Told, term: Term, found: Moved) -> Line:
    of_it = {"lacked": {"lasting": found.lasting_minor}, "copying": {"plain": found.plain_minor}}
    return Line(
        (_(TITLES[term.name]),),
        {
            CHANGE: term.minor, **_range(term.bounds), "before": term.before_minor, "now": term.now_minor,
            "people": term.people, "months": round(term.months, 1), **of_it.get(term.name, {}),
        },
        (term.name, *_ids(read, term.name)),
    )  # fmt: skip


def _ids(read: Told, name: str) -> list[int]:
    """The persons that a term is about."""
    kinds = ("absent", "leavers", "joiners") if name == "nobody" else OF_TERM[name][0]
    return [one.id for one in read.people if one.unit(read.span).kind in kinds]


def _range(bounds: tuple[float, float] | None) -> dict[str, int | None]:
    low, high = bounds or (None, None)
    return {"low": None if low is None else round(low), "high": None if high is None else round(high)}


def behind(frame: Frame, line: tuple[Any, ...]) -> Any:
    """Give the projects won in the two periods by those a term is about; for what is nobody's those without anybody."""
    read = told(frame)
    name, *ids = line
    won = select(credits.c.project_id).where(credits.c.outcome == "won", credits.c.archived_at.is_(None))
    if read is None:
        return won.where(credits.c.id < 0)
    span = read.span
    whose: Any = credits.c.user_id.in_(ids)
    if name == "nobody":
        whose = or_(whose, credits.c.user_id.is_(None))
    of_team = [] if frame.team_id is None else [credits.c.team_id == frame.team_id]
    return won.where(
        or_(
            credits.c.month.between(span.first1, span.last1), credits.c.month.between(span.first2, span.last2)
        ),
        whose, *of_team,
    )  # fmt: skip


def _is_too_small(frame: Frame, found: Moved) -> bool:
    kept = privacy_of(frame.session)
    if frame.user_id == frame.actor.id or sees_people(frame.actor, kept):
        return False
    return any(0 < one.people < kept.smallest_group for one in found.terms)


def _cannot(frame: Frame) -> str:
    """Say why nothing can be said, and what to do."""
    table = months_of(frame.session, min(frame.last, frame.today), by_team=False)
    if not any(row.revenue_minor for row in table.rows) and not table.nobody:
        return _("Can't tell yet: nothing was bought. Note purchases with their cost when projects are won.")
    if told(frame) is None:
        text = _(
            "Can't tell yet: it compares whole months with the same months a year before, and what was bought is "
            "recorded from {month} on. Bring earlier purchases in: tuicrm import."
        )
        return text.format(month=formats.month(table.first))
    return _("Can't tell yet: nobody was there to sell in one of the periods. Note who joined when, and in which role.")


def _silent(read: Told) -> str:
    """Say so where no profit of either period is known: an average of nought would say that nothing was earned."""
    of_them = [row for row in read.table.rows if read.span.place(row.month) is not None]
    nobodys = [both for month, both in read.table.nobody.items() if read.span.place(month) is not None]
    if any(row.profit_minor for row in of_them) or any(profit for profit, _revenue in nobodys):
        return ""
    if any(row.revenue_minor for row in of_them) or any(revenue for _profit, revenue in nobodys):
        return _("Can't tell yet: no purchase of these months has a cost. Note it when projects are won.")
    return _("Can't tell yet: nothing was bought in these months.")


def _notes(frame: Frame, read: Told) -> list[str]:
    """What the figures leave out."""
    span = read.span
    text = _("Compared: {first} to {last} with {before} to {until}.")
    said = [
        text.format(
            first=formats.month(span.first2), last=formats.month(span.last2), before=formats.month(span.first1),
            until=formats.month(span.last1),
        )
    ]  # fmt: skip
    missing = sum(
        without_cost(frame.session, month_start(first), month_start(last + 1) - DAY)
        for first, last in ((span.first1, span.last1), (span.first2, span.last2))
    )
    if missing:
        said.append(_("Purchases without a cost are left out: {count}.").format(count=formats.count(missing)))
    return said


def _advice(read: Told, found: Moved) -> tuple[str, ...]:
    """What to record, so that more can be said."""
    unknown = [one for one in read.table.colleagues.values() if not one.is_joining_known]
    advice = []
    if unknown:
        text = _("Note the first day of {n} people: tuicrm user edit LOGIN --joined 2024-03-01")
        advice.append(text.format(n=len(unknown)))
    nobody = found.term("nobody")
    if nobody is not None and abs(nobody.minor) * 20 > abs(found.before_minor):
        advice.append(_("Give purchases a project, and projects whom they are credited to: tuicrm project credit"))
    return tuple(advice)


def _answer(
    frame: Frame, lines: tuple[Line, ...], said: tuple[str, ...], advice: tuple[str, ...] = (), read: Told | None = None
) -> Answer:
    parts = (
        Part(CHANGE, _("change"), "money"), Part("low", _("low"), "money"), Part("high", _("high"), "money"),
        Part("before", _("made before"), "money"), Part("now", _("makes now"), "money"),
        Part("people", _("headcount")), Part("months", _("months"), "number"),
        Part("lasting", _("of it stays"), "money"), Part("plain", _("in plain money"), "money"),
    )  # fmt: skip
    first = frame.first if read is None else month_start(read.span.first2)
    last = frame.last if read is None else month_start(read.span.last2 + 1) - DAY
    return Answer(
        "moved", _("Why the average moved"), (_("reason"),), parts, lines, said, DEFINITION, frame.house.currency,
        Picture("hbar", CHANGE, "low", "high", note="people"), advice,
        replace(frame, first=first, last=last).population, first, last,
        frame.scope.as_of, "",
    )  # fmt: skip
