"""What could go with somebody who leaves, and who could take over what only they can."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, select

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, in_a_row, listed, ngettext
from tuicrm.sales.analysis.answer import Answer, Do, Line, Part, Picture
from tuicrm.sales.analysis.definition import Definition
from tuicrm.sales.analysis.expansion.coverage import Heir, heirs, reach_of
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.analysis.know_how.hanging import Counting, Hanging, basis_of, hanging, open_or_alone
from tuicrm.sales.analysis.know_how.matrix import PRODUCT, Cell, Matrix, matrix_of
from tuicrm.sales.analysis.shown import shown_names
from tuicrm.sales.handovers.proposing import open_load
from tuicrm.sales.rights import sees_all
from tuicrm.store.tables.people import users

NAMED = 2
DEFINITION = Definition(
    N_(
        "Alone: profit won in the period with products that only this person can sell. Open: amount x chance of the "
        "open projects, at the margin of all purchases. Lone: profit of customers with one contact, with whom nobody "
        "else of us has done anything in 24 months; what is in it already is left out. Where fewer than half of the "
        "purchases have a cost it is revenue."
    ),
    N_("People who are with us. Open projects, contacts and holders as they are now."),
    N_("By the day of the purchase."),
    N_("Alone: by the shares of the credit. The rest: by the holder now."),
    N_("It is what could go, not what will."),
    N_("Who could take over: who won most of it, then who can do most else, then who has least to do."),
)  # fmt: skip


def answer(frame: Frame) -> Answer:
    """Give for each person what hangs on them, the most first."""
    found = matrix_of(frame, PRODUCT)
    own = {one.id: [cell for cell in found.singles if cell.alone == one.id] for one in found.people}
    basis = basis_of(frame)
    keys = {user: [int(cell.key) for cell in cells] for user, cells in own.items()}
    hangs = hanging(frame, keys, basis)
    proposed = _proposed(frame, found, own)
    seen = set(shown_names(frame, [one.name for one in found.people]))
    near = _near(frame)
    people = [one for one in found.people if one.name in seen and (near is None or one.id in near)]
    names = {one.id: one.name for one in found.people}
    nothing = Hanging(0, 0, 0, 0)
    ordered = sorted(people, key=lambda one: -hangs.get(one.id, nothing).together_minor)
    lines = tuple(
        _line(one.id, one.name, hangs.get(one.id, nothing), own[one.id], _worded(proposed[one.id], names, seen))
        for one in ordered
    )
    return Answer(
        "leaving", _("What could go with somebody who leaves?"), (_("person"),), _parts(basis), lines,
        _said(frame, lines, own, basis), DEFINITION, frame.house.currency,
        Picture("hbar", "together", note="cells"), _advice(lines), frame.population, frame.first, frame.last,
        frame.scope.as_of, frame.scope.where,
    )  # fmt: skip


def _near(frame: Frame) -> set[int] | None:
    """The people of the reader's own team; None for all. The matrix itself knows of all who can sell."""
    if sees_all(frame.actor):
        return None
    mine = users.c.team_id == frame.actor.team_id if frame.actor.team_id is not None else users.c.id == frame.actor.id
    return set(frame.session.values(select(users.c.id).where(mine)))


def behind(frame: Frame, line: tuple[Any, ...]) -> Select[Any]:
    """Their open projects, and the won ones with what only they can sell."""
    return open_or_alone(frame, line[0], line[1])


def _proposed(frame: Frame, found: Matrix, own: Mapping[int, Sequence[Cell]]) -> dict[int, dict[str, list[Heir]]]:
    """For each person's cells who could take them over."""
    load = open_load(frame.session)
    reach = reach_of([cell.won for cell in found.cells], found.reps)
    return {
        user: {cell.name: heirs(cell.won, user, reach, load)[:NAMED] for cell in cells} for user, cells in own.items()
    }


def _worded(proposed: Mapping[str, Sequence[Heir]], names: Mapping[int, str], seen: set[str]) -> str:
    said = []
    for cell, candidates in proposed.items():
        known = [show(names[one.person]) for one in candidates if names[one.person] in seen]
        if known:
            said.append(f"{show(cell)}: {', '.join(known)}")
    return "; ".join(said)


def _line(user_id: int, name: str, hangs: Hanging, cells: Sequence[Cell], heirs_said: str) -> Line:
    figures: dict[str, Any] = {
        "together": hangs.together_minor, "alone": hangs.alone_minor, "pipeline": hangs.pipeline_minor,
        "lone": hangs.lone_minor, "lone_customers": hangs.lone, "cells": len(cells),
        "heirs": heirs_said or None,
    }  # fmt: skip
    return Line((name,), figures, (user_id, tuple(int(cell.key) for cell in cells)))


def _parts(basis: Counting) -> tuple[Part, ...]:
    title = _("could go") if basis.kind == "profit" else _("could go, revenue")
    return (
        Part("together", title, "money"), Part("alone", _("alone"), "money"), Part("pipeline", _("in talks"), "money"),
        Part("lone", _("lone"), "money"), Part("lone_customers", _("customers")), Part("cells", _("only they")),
        Part("heirs", _("could take over"), "text"),
    )  # fmt: skip


def _said(
    frame: Frame, lines: Sequence[Line], own: Mapping[int, Sequence[Cell]], basis: Counting
) -> tuple[str, ...]:  # fmt: skip
    if not lines or not any(line.figures["together"] for line in lines):
        nothing = _("Can't tell yet: nothing was bought in this period, and nobody holds an open project.")
        return (in_a_row(nothing, _("Record purchases with their cost, and who did what with whom.")),)
    currency, first = frame.house.currency, lines[0]
    money = {
        name: formats.short_money(first.figures[name], currency) for name in ("together", "alone", "pipeline", "lone")
    }
    if basis.kind == "profit":
        text = _("With {who} {together} profit could go.")
    else:
        text = _("With {who} {together} revenue could go; too few purchases have a cost.")
    most = _("That is the most of all.") if len(lines) > 1 else ""
    parts = _("Of it {alone} from what only they can sell, {pipeline} open, {lone} from customers nobody else knows.")
    said = [in_a_row(text.format(who=show(first.key[0]), **money), most, parts.format(**money))]
    only = [(cell, line.key[0]) for line in lines for cell in own.get(line.behind[0], ())]
    if only:
        named = listed(f"{show(cell.name)} ({show(who)})" for cell, who in only[:5])
        said.append(_("Nobody else can sell: {names}.").format(names=named))
    return tuple(said)


def _advice(lines: Sequence[Line]) -> tuple[str, ...]:
    with_heirs = next((line for line in lines if line.figures["heirs"]), None)
    lone = next((line for line in lines if line.figures["lone_customers"]), None)
    advice: list[str] = []
    if with_heirs is not None:
        text = _("have what {who} can copied: {heirs}")
        advice.append(Do(text.format(who=show(with_heirs.key[0]), heirs=with_heirs.figures["heirs"]), "pairs"))
    if lone is not None:
        text = ngettext(
            "find a second contact at {n} customer of {who}", "find a second contact at {n} customers of {who}",
            lone.figures["lone_customers"],
        )  # fmt: skip
        advice.append(text.format(n=lone.figures["lone_customers"], who=show(lone.key[0])))
    return tuple(advice)
