"""Win rates against luck, and against what each was given (source x class x size), drawn in by their noise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, case, select

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, NP_, _
from tuicrm.plain.stats import wilson
from tuicrm.plain.stats_shrinkage import Group, shrunken, spread_of
from tuicrm.plain.stats_tests import ChiSquare, correlation, equal_rates, equal_rates_within
from tuicrm.sales.analysis import facts
from tuicrm.sales.analysis.answer import Answer, Line, Part, Picture
from tuicrm.sales.analysis.definition import AT_THE_EVENT, BY_CLOSING, CLOSED_ONLY, Definition
from tuicrm.sales.analysis.dimensions import group_by
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.analysis.shown import shown_names
from tuicrm.sales.shares import PPM
from tuicrm.store.days import date_day
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import credits

LEAST = 5
"""A cell with fewer projects is pooled upwards: without size, without class, then all."""
DEFINITION = Definition(
    N_(
        "By number: won / closed, with its Wilson interval. Expected: what all together win of the same cells "
        "(source x "
        "class x size; cells with fewer than 5 are pooled upwards). Adjusted: (won + m x expected) / (closed + "
        "m), m from "
        "the spread between people beyond luck; no spread, no difference. What is lost is mostly lost early: people "
        "differ only where they do so among projects that took equally long, too (in days, by doubling)."
    ),
    N_("Projects that were won or lost."), BY_CLOSING, AT_THE_EVENT, CLOSED_ONLY,
    N_("Chi-square over people; method of moments (Morris 1983); Kitagawa (1955) for the mix."),
)  # fmt: skip
Cell = tuple[Any, ...]


LONG_DAYS = (4, 8, 16, 32, 64, 128, 256, 512)
"""Projects between two of them took about equally long."""
SURE = 0.05
"""What luck gives more often than this is not called a difference."""
BETTER = 0.05
"""So much more to be won than usual is clearly better."""


@dataclass
class Tally:
    """One person in one cell: won and lost, in parts per million."""

    won: int = 0
    lost: int = 0

    @property
    def closed(self) -> float:
        return (self.won + self.lost) / PPM


def answer(frame: Frame) -> Answer:
    """Compare people with what was to be expected of what they were given; in the order of names."""
    cells, lasting = _cells(frame)
    names = shown_names(frame, list(cells))
    pools = _pools(cells)
    groups = {name: _group(cells, pools, name) for name in cells}
    spread = spread_of(list(groups.values()))
    value, expected_value = _values(frame)
    lines = []
    for name in names:
        group = groups[name]
        if not group.tries:
            continue
        adjusted = shrunken(group, spread)
        low, high = wilson(group.hits, group.tries)
        lines.append(
            Line(
                (name,),
                {
                    "rate": group.hits / group.tries, "low": low, "high": high, "closed": round(group.tries),
                    "expected": group.expected, "adjusted": adjusted[0], "adjusted_low": adjusted[1],
                    "adjusted_high": adjusted[2], "per_closed": value.get(name),
                    "per_closed_expected": expected_value.get(name),
                },
            )
        )  # fmt: skip
    rounded = [
        Line(line.key, {key: round(one, 6) if isinstance(one, float) else one for key, one in line.figures.items()})
        for line in lines
    ]
    said = _said(against_luck(list(groups.values()), lasting), spread.m, value, expected_value)
    return Answer(
        "luck", _("Win rates against luck and the mix"), (_("person"),), _parts(), tuple(rounded),
        (*said[:1], *(given_best(groups, names) if _is_lost_known(cells) else ()), *said[1:]), DEFINITION,
        frame.house.currency,
        Picture("hbar", "rate", "low", "high", marks="expected", note="closed"), population=frame.population,
        from_on=frame.first, to_on=frame.last, as_of=frame.scope.as_of, where=frame.scope.where,
    )  # fmt: skip


def _is_lost_known(cells: Mapping[str, Mapping[Cell, Tally]]) -> bool:
    """Say whether most of what was lost has a size: where only won ones have, the size gives away how they ended."""
    lost = [(cell[-1] is not None, tally.lost) for own in cells.values() for cell, tally in own.items()]
    return 2 * sum(count for is_known, count in lost if is_known) > sum(count for _is_known, count in lost)


def given_best(groups: Mapping[str, Group], names: Sequence[str]) -> tuple[str, ...]:
    """Say who was given clearly better chances than all together, and whether they made more of them than luck does."""
    known = {name: group for name, group in groups.items() if group.tries >= LEAST}
    tries = sum(group.tries for group in known.values())
    if len(known) < 2:
        return ()
    name, best = max(known.items(), key=lambda one: one[1].expected)
    usual = sum(group.expected * group.tries for group in known.values()) / tries
    if name not in names or best.expected < usual + BETTER:
        return ()
    low, high = wilson(best.hits, best.tries)
    if low > best.expected:
        text = _(
            "{who} was given the best: {expected} were to be won as everybody wins them, {rate} of {n} were won; that "
            "is more than luck gives."
        )
    elif high < best.expected:
        text = _(
            "{who} was given the best: {expected} were to be won as everybody wins them, {rate} of {n} were won; that "
            "is less than luck gives."
        )
    else:
        text = _(
            "{who} was given the best: {expected} were to be won as everybody wins them, {rate} of {n} were won; no "
            "sign of more skill than the others have."
        )
    rates = {"expected": formats.percent(best.expected), "rate": formats.percent(best.hits / best.tries)}
    return (text.format(who=show(name), n=round(best.tries), **rates),)


def _parts() -> tuple[Part, ...]:
    return (
        Part("rate", _("win rate"), "rate"), Part("low", _("low"), "rate"), Part("high", _("high"), "rate"),
        Part("closed", _(NP_("projects", "closed"))),
        Part("expected", _("expected"), "rate"), Part("adjusted", _("adjusted"), "rate"),
        Part("adjusted_low", _("adjusted low"), "rate"), Part("adjusted_high", _("adjusted high"), "rate"),
        Part("per_closed", _("value per closed"), "money"), Part("per_closed_expected", _("by product mix"), "money"),
    )  # fmt: skip


def _closed(frame: Frame, by: tuple[str, ...], *more: ColumnElement[Any]) -> list[Any]:
    """Won and lost shares and the amount won, by person and more."""
    scope = frame.scope
    question = facts.Question(by, frame.first, frame.last, scope.where, scope.as_of)
    counted = facts.closed(frame.session, frame.actor, frame.house, question, None)
    keys = [*(group_by(counted.facts, dimension) for dimension in by), *more]
    people = frame.of(credits.c.user_id, credits.c.team_id)
    statement = select(*keys, *counted.parts, credits.c.share_ppm).select_from(counted.facts.source)
    statement = statement.where(*counted.conditions, *people, credits.c.user_id.is_not(None))
    return list(frame.session.all(statement.group_by(*keys, credits.c.share_ppm)))


def _cells(frame: Frame) -> tuple[dict[str, dict[Cell, Tally]], Sequence[Mapping[int, tuple[float, float]]]]:
    """What each won and lost of each cell; and of what took equally long, won and closed of each."""
    found: dict[str, dict[Cell, Tally]] = {}
    lasting: dict[int, dict[int, tuple[float, float]]] = {}
    days = date_day(credits.c.on) - date_day(projects.c.created_on)
    bands = case(*((days < bound, number) for number, bound in enumerate(LONG_DAYS)), else_=len(LONG_DAYS))
    for user_id, source, class_, size, band, won, lost, *_rest in _closed(
        frame, ("owner", "source", "class", "size"), bands
    ):
        tally = found.setdefault(frame.called[user_id], {}).setdefault((source, class_, size), Tally())
        tally.won += int(won or 0)
        tally.lost += int(lost or 0)
        hits, tries = lasting.setdefault(band, {}).get(user_id, (0.0, 0.0))
        lasting[band][user_id] = hits + int(won or 0) / PPM, tries + int(won or 0) / PPM + int(lost or 0) / PPM
    return found, tuple(lasting.values())


def _group(cells: dict[str, dict[Cell, Tally]], pools: Mapping[Cell, Tally], name: str) -> Group:
    """What one won of what, and what all together win of the same cells."""
    own = cells[name]
    closed = sum(tally.closed for tally in own.values())
    expected = sum(tally.closed * _rate(pools, cell) for cell, tally in own.items())
    return Group(sum(tally.won for tally in own.values()) / PPM, closed, expected / closed if closed else 0.0)


def _pools(cells: dict[str, dict[Cell, Tally]]) -> dict[Cell, Tally]:
    """What all together won and lost in each cell, and in each that is pooled upwards from it."""
    found: dict[Cell, Tally] = {}
    for one in cells.values():
        for cell, tally in one.items():
            for depth in range(len(cell) + 1):
                pool = found.setdefault(cell[:depth], Tally())
                pool.won += tally.won
                pool.lost += tally.lost
    return found


def _rate(pools: Mapping[Cell, Tally], cell: Cell) -> float:
    for depth in range(len(cell), -1, -1):
        pool = pools[cell[:depth]]
        if pool.closed >= LEAST or (depth == 0 and pool.closed):
            return pool.won / PPM / pool.closed
    return 0.0


def _values(frame: Frame) -> tuple[dict[str, int], dict[str, int]]:
    """Value per closed project, and what the products alone would give."""
    sums: dict[tuple[str, Any], list[float]] = {}
    for user_id, product, won, lost, _n, amount, share in _closed(frame, ("owner", "product")):
        known = sums.setdefault((frame.called[user_id], product), [0.0, 0.0])
        known[0] += int(amount or 0) * int(share) / PPM
        known[1] += (int(won or 0) + int(lost or 0)) / PPM
    by_product: dict[Any, list[float]] = {}
    for (_name, product), (amount, closed) in sums.items():
        known = by_product.setdefault(product, [0.0, 0.0])
        known[0] += amount
        known[1] += closed
    value: dict[str, list[float]] = {}
    for (name, product), (amount, closed) in sums.items():
        mean = by_product[product][0] / by_product[product][1] if by_product[product][1] else 0.0
        known = value.setdefault(name, [0.0, 0.0, 0.0])
        known[0] += amount
        known[1] += mean * closed
        known[2] += closed
    filled = {name: one for name, one in value.items() if one[2]}
    return (
        {name: round(one[0] / one[2]) for name, one in filled.items()},
        {name: round(one[1] / one[2]) for name, one in filled.items()},
    )


def against_luck(groups: Sequence[Group], lasting: Sequence[Mapping[int, tuple[float, float]]]) -> str | None:
    """Say whether people differ by more than luck; None where nothing can be told.

    Who began lately has closed what is lost early and not yet what is won late. So their rates are compared among
    projects that took equally long, too: there it plays no part when each of them began.
    """
    filled = [one for one in groups if one.tries]
    test = equal_rates([(one.hits, one.tries) for one in filled])
    if test is None or len(filled) < 2:
        return None
    rates = [one.hits / one.tries for one in filled]
    within = equal_rates_within(lasting)
    if test.p > SURE:
        text = _(
            "The win rates of these {n} people ({low} to {high}) cannot be told from luck as a whole (chi-square "
            "{chi}, "
            "{df} degrees of freedom, p {p})."
        )
    elif within is None or within.p > SURE:
        text = _(
            "The win rates of these {n} people ({low} to {high}) differ (chi-square {chi}, {df} degrees of freedom, p "
            "{p}), but among projects that took equally long they cannot be told from luck (p {within}): who began "
            "lately has closed what is lost early, not yet what is won late."
        )
    else:
        text = _(
            "The win rates of these {n} people ({low} to {high}) differ by more than luck (chi-square {chi}, "
            "{df} degrees "
            "of freedom, p {p})."
        )
    return text.format(
        n=len(filled), low=formats.percent(min(rates)), high=formats.percent(max(rates)), chi=f"{test.value:.2f}",
        df=test.freedom, p=_chance(test), within=_chance(within),
    )  # fmt: skip


def _chance(test: ChiSquare | None) -> str:
    p = 1.0 if test is None else test.p
    return f"{p:.2f}" if p >= 0.01 else f"{p:.1g}"


def _said(against: str | None, m: float | None, value: dict[str, int], expected: dict[str, int]) -> tuple[str, ...]:
    if against is None:
        return (_("Can't tell yet: it takes two people with projects won and lost."),)
    said = [against]
    if m is None:
        said.append(_("Given what each was given, no difference between people is left."))
    else:
        text = _(
            "With the mix set aside, it takes about {m} closed projects until a person's own rate says as much as "
            "everybody's."
        )
        said.append(text.format(m=formats.count(round(m))))
    names = [name for name in value if name in expected]
    linked = correlation([float(value[name]) for name in names], [float(expected[name]) for name in names])
    if linked is not None and len(names) >= LEAST:
        if linked >= 0.7:
            text = _("The mix of products explains most of the differences in value per project (correlation {r}).")
        else:
            text = _("The mix of products explains little of the differences in value per project (correlation {r}).")
        said.append(text.format(r=f"{linked:.2f}"))
    return tuple(said)
