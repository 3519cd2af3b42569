"""Targets in three levels against what was won, with the pace of the period."""

from typing import Any

from sqlalchemy import func, select

from tuicrm.plain import formats
from tuicrm.plain.language import N_, _, listed
from tuicrm.plain.periods import month_of, month_start
from tuicrm.sales.analysis.answer import Answer, Line, Part, Picture
from tuicrm.sales.analysis.definition import AT_THE_EVENT, Definition
from tuicrm.sales.analysis.events import people_in_sight
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.analysis.questions.people import by_owner
from tuicrm.sales.analysis.shown import shown_names
from tuicrm.store.tables.people import targets, users

DEFINITION = Definition(
    N_(
        "Reached: amount won / target of the months that the period touches. Pace: what the days that have "
        "passed ask of the "
        "target, each month by its own days. Stretch and challenge stand for the target where they are not set."
    ),
    N_("People with a target in the period, or who won something."), N_("By the day it was won."), AT_THE_EVENT,
)  # fmt: skip


def answer(frame: Frame) -> Answer:
    """Give each person's target, what was won of it, and what the pace asks for."""
    won = by_owner(frame, "won-revenue")
    asked = _targets(frame)
    names = shown_names(frame, [*{*won, *asked} - {""}])
    lines = []
    for name in names:
        levels = asked.get(name)
        amount = int(won[name].value or 0) if name in won else 0
        target = levels["target"] if levels else None
        figures: dict[str, Any] = {
            "won": amount, "target": target, "reached": round(amount / target, 6) if target else None,
            "pace": levels["pace"] if levels else None, "ahead": amount - levels["pace"] if levels else None,
            "stretch": levels["stretch"] if levels else None, "challenge": levels["challenge"] if levels else None,
        }  # fmt: skip
        lines.append(Line((name,), figures, (name,)))
    parts = (
        Part("won", _("won"), "money"), Part("target", _("target"), "money"), Part("reached", _("reached"), "ratio"),
        Part("pace", _("pace"), "money"), Part("ahead", _("ahead of pace"), "money"),
        Part("stretch", _("stretch"), "money"),
        Part("challenge", _("challenge"), "money"),
    )  # fmt: skip
    return Answer(
        "targets", _("Targets and pace"), (_("person"),), parts, tuple(lines), _said(frame, lines), DEFINITION,
        frame.house.currency, Picture("hbar", "won", marks="target", note="reached"), population=frame.population,
        from_on=frame.first, to_on=frame.last, as_of=frame.scope.as_of, where=frame.scope.where,
    )  # fmt: skip


def _targets(frame: Frame) -> dict[str, dict[str, int]]:
    """Levels of each person over the months of the period, and the part that the days so far ask for."""
    amount = targets.c.amount_minor
    rows = frame.session.all(
        select(
            users.c.id, targets.c.month, func.sum(amount), func.sum(func.coalesce(targets.c.stretch_minor, amount)),
            func.sum(func.coalesce(targets.c.challenge_minor, targets.c.stretch_minor, amount)),
        )
        .select_from(targets.join(users, users.c.id == targets.c.user_id))
        .where(
            targets.c.month.between(month_of(frame.first), month_of(frame.last)),
            targets.c.currency == frame.house.currency, people_in_sight(frame.actor, users.c.id),
            *frame.of(users.c.id, users.c.team_id),
        )
        .group_by(users.c.id, targets.c.month)
    )  # fmt: skip
    found: dict[str, dict[str, int]] = {}
    for user_id, month, target, stretch, challenge in rows:
        known = found.setdefault(frame.called[user_id], dict.fromkeys(("target", "stretch", "challenge", "pace"), 0))
        for level, value in (("target", target), ("stretch", stretch), ("challenge", challenge)):
            known[level] += int(value)
        first, after = month_start(month), month_start(month + 1)
        passed = min(max(0, (frame.today - first).days + 1), (after - first).days)
        known["pace"] += int(target) * passed // (after - first).days
    return found


def _said(frame: Frame, lines: list[Line]) -> tuple[str, ...]:
    with_target = [line for line in lines if line.figures["target"]]
    if not with_target:
        return (_("Nobody has a target in this period: tuicrm target set PERSON MONTH AMOUNT."),)
    won = sum(line.figures["won"] for line in with_target)
    target = sum(line.figures["target"] for line in with_target)
    pace = sum(line.figures["pace"] for line in with_target)
    text = _("Won projects: {won} of {target} ({share}); the days so far ask for {pace}.")
    said = [
        text.format(
            won=formats.short_money(won, frame.house.currency),
            target=formats.short_money(target, frame.house.currency),
            share=formats.percent(won / target), pace=formats.short_money(pace, frame.house.currency),
        )
    ]  # fmt: skip
    behind = [line.key[0] for line in with_target if line.figures["won"] < 0.8 * line.figures["pace"]]
    if behind:
        said.append(_("Below four fifths of the pace: {names}.").format(names=listed(behind[:6])))
    return tuple(said)
