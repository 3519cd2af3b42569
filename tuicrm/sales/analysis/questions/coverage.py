"""Who can sell what: single points of know-how, and what nobody can though it is asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Select

from tuicrm.plain import formats, progress
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, in_a_row, listed
from tuicrm.plain.stats import median
from tuicrm.sales.analysis.answer import Answer, Do, Line, Part, Picture
from tuicrm.sales.analysis.definition import Definition
from tuicrm.sales.analysis.expansion.coverage import MONTHS, carriers, heirs, may_be_luck, reach_of, who_can
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.analysis.know_how.matrix import (
    CLASS,
    INDUSTRY,
    PRODUCT,
    Cell,
    Matrix,
    Seller,
    initials,
    matrix_of,
    projects_won,
    since,
)
from tuicrm.sales.analysis.shown import shown_names
from tuicrm.sales.handovers.proposing import open_load

MOST = 40
PEOPLE = 14
"""So many columns of people fit beside the rest at 80 cells."""
NAMED = 3
DEFINITION = Definition(
    N_(
        "Can: won three there in 24 months. Asked: projects begun about it (of classes and industries: inquiries) in "
        "twelve months. Carriers: 1 / sum of squared shares of what was won. Luck: so few were won there that "
        "somebody would have them alone in one of twenty companies of equal people."
    ),
    N_("The whole company or the team asked for; who has left can no longer."),
    N_("By the day it was won."),
    N_("By the shares of the credit; a project counts once for each product bought."),
    N_("What nobody tried in 24 months looks like what nobody can."),
    N_("Inverse of Herfindahl's index; binomial with Bonferroni's bound."),
)  # fmt: skip
TITLES = {
    PRODUCT: N_("Who can sell which product?"),
    CLASS: N_("Who can sell to which class of customer?"),
    INDUSTRY: N_("Who can sell to which industry?"),
}
HEADS = {PRODUCT: N_("product"), CLASS: N_("class"), INDUSTRY: N_("industry")}
RECORD = {
    PRODUCT: N_("Record which products a project is about, and win it with them."),
    CLASS: N_("Give customers their class."),
    INDUSTRY: N_("Give customers their industry."),
}


def answer(frame: Frame, dimension: str = PRODUCT) -> Answer:
    """Give who won how many of each product."""
    progress.step(_("who won what"))
    found = matrix_of(frame, dimension)
    seen = shown_names(frame, [one.name for one in found.people])
    shown = _columns(found, seen)
    codes = initials([one.name for one in shown])
    name = "coverage" if dimension == PRODUCT else f"coverage-{dimension}"
    return Answer(
        name, _(TITLES[dimension]), (_(HEADS[dimension]),), _parts(shown, seen, found, codes),
        tuple(_line(found, cell, shown, seen) for cell in found.cells[:MOST]), _said(frame, found, set(seen)),
        DEFINITION, frame.house.currency, Picture("hbar", "can", note="sign"), _advice(frame, found, set(seen)),
        replace(frame, first=since(frame, MONTHS)).population, since(frame, MONTHS), frame.last, frame.scope.as_of,
        frame.scope.where,
        legend=listed(f"{code.strip()} {show(one.name)}" for code, one in zip(codes, shown, strict=True)),
    )  # fmt: skip


def behind(frame: Frame, line: tuple[Any, ...]) -> Select[Any]:
    """The projects that were won there."""
    return projects_won(frame, line[0], line[1])


def _columns(found: Matrix, seen: Sequence[str]) -> list[Seller]:
    """The people with the widest reach, in the order of names, of those that the reader may see."""
    reach = reach_of([cell.won for cell in found.cells], [one.id for one in found.people])
    total = {one.id: sum(cell.won.get(one.id, 0.0) for cell in found.cells) for one in found.people}
    known = [one for one in found.people if one.name in seen]
    widest = sorted(known, key=lambda one: (-reach[one.id], -total[one.id], one.id))[:PEOPLE]
    return [one for one in known if one in widest]


def _line(found: Matrix, cell: Cell, shown: Sequence[Seller], seen: Sequence[str]) -> Line:
    can = who_can(cell.won)
    effective = carriers(cell.won)
    figures: dict[str, Any] = {
        "matrix": " ".join(f"{_count(cell.won.get(one.id, 0.0)):>2}" for one in shown),
        "can": len(can), "asked": cell.asked, "sign": _sign(cell, len(found.people)),
        "won": _whole(cell.all_won), "carriers": None if effective is None else round(effective, 2),
        "gone": len(who_can(cell.gone)),
    }  # fmt: skip
    figures |= {_key(one): _whole(cell.won.get(one.id, 0.0)) for one in found.people if one.name in seen}
    return Line((cell.name,), figures, (found.dimension, cell.key))


def _key(one: Seller) -> str:
    return f"@{one.login}"


def _count(won: float) -> str:
    return "." if won <= 0 else f"{min(99, round(won))}" if won >= 1 else "+"


def _whole(won: float) -> float:
    return round(won) if abs(won - round(won)) < 1e-9 else round(won, 2)


def _sign(cell: Cell, people: int) -> str:
    can = len(who_can(cell.won))
    if can == 0:
        return _("nobody") if cell.is_lacking else _("thin") if cell.all_won else ""
    if can == 1 and people > 1:
        return _("luck?") if may_be_luck(cell.won, people) else _("one")
    return ""


def _parts(shown: Sequence[Seller], seen: Sequence[str], found: Matrix, codes: Sequence[str]) -> tuple[Part, ...]:
    heading = " ".join(codes) or _("people")
    people = [Part(_key(one), one.name, "number", only="programs") for one in found.people if one.name in seen]
    return (
        Part("matrix", heading, "text", only="people"), Part("can", _("can")), Part("asked", _("asked")),
        Part("sign", "!", "text"), Part("won", _("won"), "number"),
        Part("carriers", _("carriers"), "number", only="programs"),
        Part("gone", _("could, left"), only="programs"), *people,
    )  # fmt: skip


def _said(frame: Frame, found: Matrix, seen: set[str]) -> tuple[str, ...]:
    if not found.won:
        nothing = _("Can't tell yet: nothing was won in 24 months that says so.")
        return (in_a_row(nothing, _(RECORD[found.dimension])),)
    people = {one.id: one.name for one in found.people}
    said = [*_single(found, people, seen), *_nobody(found)]
    if not said:
        said = [_("Nothing hangs on one person: whatever is sold, two or more can.")]
    effective = [one for cell in found.cells if (one := carriers(cell.won)) is not None]
    if effective:
        text = _("In the middle it is as if {n} people carried what is sold, of {all}.")
        said.append(text.format(n=f"{median(effective):.1f}", all=len(people)))
    if found.without >= 0.2 * (found.won + found.without):
        text = _("{n} of {all} won projects do not say: they are left out.")
        said.append(
            in_a_row(
                text.format(n=round(found.without), all=round(found.won + found.without)), _(RECORD[found.dimension])
            )
        )
    return tuple(said)


def _single(found: Matrix, people: Mapping[int, str], seen: set[str]) -> list[str]:
    said = []
    known = found.singles
    for cell in known[:NAMED]:
        who = people[cell.alone or 0]
        named = show(who) if who in seen else _("one of us")
        text = _("Only {who} can sell {what}: {n} of {all} won in 24 months.").format(
            who=named, what=show(cell.name), n=round(cell.won[cell.alone or 0]), all=round(cell.all_won)
        )
        asked = _("Asked for {n} times in twelve months.").format(n=formats.count(cell.asked)) if cell.asked else ""
        said.append(in_a_row(text, asked))
    if len(known) > NAMED:
        said.append(_("{n} more hang on one person.").format(n=len(known) - NAMED))
    return said


def _nobody(found: Matrix) -> list[str]:
    lacking = sorted((one for one in found.cells if one.is_lacking), key=lambda one: -one.asked)
    if not lacking:
        return []
    named = listed(f"{show(one.name)} ({formats.count(one.asked)})" for one in lacking[:NAMED])
    text = _("Asked for, but nobody can: {names}.")
    more = _("{n} more.").format(n=len(lacking) - NAMED) if len(lacking) > NAMED else ""
    could = [one for one in lacking if who_can(one.gone)]
    left = _("Those who could {names} have left.").format(names=show(could[0].name)) if could else ""
    return [in_a_row(text.format(names=named), more, left)]


def _advice(frame: Frame, found: Matrix, seen: set[str]) -> tuple[str, ...]:
    """Who could learn it, by coverage and load; named only to who may see single people."""
    people = {one.id: one.name for one in found.people}
    known = found.singles
    if not known or len(people) < 2:
        return ()
    cell = known[0]
    reach = reach_of([one.won for one in found.cells], found.reps)
    first = next(iter(heirs(cell.won, cell.alone or 0, reach, open_load(frame.session))), None)
    if first is None or people[first.person] not in seen or people[cell.alone or 0] not in seen:
        return (Do(_("let somebody go along on the next {what}").format(what=show(cell.name)), "pairs"),)
    text = _("let {heir} ({won} won, {load} open) go along with {who} on the next {what}")
    named = {
        "heir": show(people[first.person]), "won": round(first.won), "load": first.load, "what": show(cell.name),
        "who": show(people[cell.alone or 0]),
    }  # fmt: skip
    return (Do(text.format(**named), "pairs"),)
