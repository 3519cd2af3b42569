"""Does the result hang on a few people, more than luck alone would have it?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, func, select

from tuicrm.plain import formats
from tuicrm.plain.language import N_, _
from tuicrm.plain.periods import month_of
from tuicrm.sales.analysis import facts
from tuicrm.sales.analysis.answer import Answer, Line, Part, Picture
from tuicrm.sales.analysis.definition import AT_THE_EVENT, BY_CLOSING, Definition
from tuicrm.sales.analysis.expansion.concentration import Concentration, Result, concentration, is_many, of_many
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.analysis.know_how.matrix import everywhere
from tuicrm.sales.analysis.person_months import person_months
from tuicrm.sales.shares import PPM
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import credits

FROM_PEOPLE = 5
FULL = 11.5 / 12
"""Who was there so much of the time counts as there all of it."""
DEFINITION = Definition(
    N_(
        "Gini: (2 sum i x_i / (n sum x_i) - (n + 1) / n) x n / (n - 1) over what each person won. Luck with the "
        "values: each keeps their number of closed projects, the values are dealt anew. All luck: the projects are "
        "dealt by person-months. Middle, and what luck passes once in twenty."
    ),
    N_(
        "People who were there 11.5 of 12 months or more; with fewer than five of them everybody, per person-month. "
        "Revenue, because profit may be below nought. The whole company or the team asked for."
    ),
    BY_CLOSING, AT_THE_EVENT, "",
    N_("Gini (1912), small-sample form; permutation; with 50 projects a person normal sums."),
)  # fmt: skip


@dataclass(frozen=True)
class Person:
    """What one person closed: how many, what it brought, the sum of squares, their person-months."""

    user_id: int
    n: int
    total: float
    square: float
    months: float


def answer(frame: Frame) -> Answer:
    """Give how uneven the results are, beside what two kinds of luck give."""
    people = chosen(frame)
    found = concentrated(frame, people)
    lines = () if found is None else _lines(found)
    return Answer(
        "concentration", _("Does the result hang on a few?"), (_("figure"),), _parts(), lines, said(found, people),
        DEFINITION, frame.house.currency, Picture("hbar", "found", marks="all_line", note="verdict"),
        (_("see who is given how many: tuicrm report luck"),) if found is not None and _by_numbers(found) else (),
        frame.population, frame.first, frame.last, frame.scope.as_of, frame.scope.where,
    )  # fmt: skip


def behind(frame: Frame, line: tuple[Any, ...]) -> Select[Any]:
    """The projects that were won."""
    return select(credits.c.project_id).where(
        credits.c.outcome == "won", credits.c.on.between(frame.first, frame.last), credits.c.archived_at.is_(None),
        *frame.of(credits.c.user_id, credits.c.team_id),
    )  # fmt: skip


def concentrated(frame: Frame, people: Sequence[Person]) -> Concentration | None:
    """Compare what people won with luck; None for fewer than five, or where nothing was won."""
    if len(people) < FROM_PEOPLE:
        return None
    if is_many(sum(one.n for one in people), len(people)):
        return of_many([(one.n, one.total, one.months) for one in people], sum(one.square for one in people))
    values: dict[int, list[float]] = {}
    for user_id, value in frame.session.all(_closed(frame, single=True)):
        values.setdefault(user_id, []).append(float(value))
    return concentration([Result(tuple(values.get(one.user_id, ())), one.months) for one in people])


def chosen(frame: Frame) -> list[Person]:
    """Give whom the figure is about: who was there all of the time, else everybody who was there a month or more."""
    until = min(frame.last, frame.today)
    worked = person_months(frame.session, frame.first, until)
    whole = month_of(until) - month_of(frame.first) + 1
    sums = {row[0]: row[1:] for row in frame.session.all(_closed(frame, single=False))}
    joined = select(users.c.id).where(users.c.joined_on.is_not(None), users.c.id.in_(sums))
    known = set(frame.session.values(joined)) & set(worked)
    if sums and not known:
        worked = dict.fromkeys(sums, float(whole))  # nobody's days are known: all count alike
    asked = set(frame.session.values(select(users.c.id).where(*frame.of(users.c.id))))
    people = []
    for user, months in sorted(worked.items()):
        if months >= 1 and user in asked:
            n, total, square = sums.get(user, (0, 0.0, 0.0))
            people.append(Person(user, int(n), float(total), float(square), months))
    longest = max((one.months for one in people), default=0.0)
    full = [one for one in people if one.months >= FULL * longest]
    return full if len(full) >= FROM_PEOPLE else people


def _closed(frame: Frame, *, single: bool) -> Select[Any]:
    """The value of each closed project by its credit's share (lost: 0), one by one or summed by person."""
    scope = frame.scope
    question = facts.Question((), frame.first, frame.last, scope.where, scope.as_of)
    counted = facts.closed(frame.session, everywhere(frame), frame.house, question, None)
    value = case((credits.c.outcome == "won", projects.c.home_minor * 1.0 * credits.c.share_ppm / PPM), else_=0.0)
    known = (credits.c.outcome == "lost") | projects.c.home_minor.is_not(None)
    user = credits.c.user_id
    columns = [user, value] if single else [user, func.count(), func.sum(value), func.sum(value * value)]
    statement = select(*columns).select_from(counted.facts.source)
    statement = statement.where(*counted.conditions, known, user.is_not(None), *frame.of(user, credits.c.team_id))
    return statement.order_by(user, projects.c.id) if single else statement.group_by(user)


def _lines(found: Concentration) -> tuple[Line, ...]:
    rows = (
        (_("Gini"), "gini", found.gini, found.by_values, found.by_all),
        (_("share of the top fifth"), "top_fifth", found.top_fifth, found.top_by_values, found.top_by_all),
    )
    return tuple(
        Line(
            (name,),
            {
                "found": round(value, 4), "values": round(values.mean, 4), "values_line": round(values.line, 4),
                "all": round(every.mean, 4), "all_line": round(every.line, 4), "people": found.people,
                "verdict": _("above luck") if value > max(values.line, every.line)
                else _("by numbers") if value > every.line else _("luck does it"),
            },
            (key,),
        )
        for name, key, value, values, every in rows
    )  # fmt: skip


def _parts() -> tuple[Part, ...]:
    return (
        Part("found", _("found"), "ratio"), Part("all", _("all luck"), "ratio"),
        Part("all_line", _("1 in 20"), "ratio"),
        Part("values", _("value luck"), "ratio"), Part("values_line", _("1 in 20"), "ratio"),
        Part("verdict", _("verdict"), "text"), Part("people", _("people")),
    )  # fmt: skip


def _by_numbers(found: Concentration) -> bool:
    return found.by_all.line < found.gini <= found.by_values.line


def said(found: Concentration | None, people: Sequence[Person]) -> tuple[str, ...]:
    """Say whether the result hangs on a few by more than luck."""
    if len(people) < FROM_PEOPLE:
        return (_("Can't tell yet: from five people on who were there all of the time."),)
    if found is None:
        return (_("Can't tell yet: nothing was won, or an amount is below nought."),)
    named = {
        "n": found.people, "top": formats.percent(found.top_fifth), "gini": f"{found.gini:.2f}",
        "all": formats.percent(found.top_by_all.mean), "line": f"{found.by_all.line:.2f}",
    }  # fmt: skip
    first = _("The strongest fifth of {n} people bring {top} of the revenue; luck alone gives {all}.").format(**named)
    if found.gini <= found.by_all.line:
        second = _("That is no more than luck among equals (Gini {gini}, luck up to {line}).")
    elif _by_numbers(found):
        second = _(
            "That comes of how many each closes, by effort or by what they are given; what each is worth is luck "
            "(Gini {gini}, all luck up to {line})."
        )
    else:
        second = _("The result hangs on a few, by more than luck (Gini {gini}, all luck up to {line}).")
    return first, second.format(**named)
