"""How a stage is printed: what it means, what to do in it, what leaving it asks for."""

from collections.abc import Sequence

from tuicrm.cli.output import document, say
from tuicrm.plain.clean import show
from tuicrm.plain.language import _, listed
from tuicrm.sales.action_kinds import KIND
from tuicrm.sales.funnel.asking import Way
from tuicrm.sales.funnel.playbook import Playbook
from tuicrm.sales.funnel.stages import Stage


def print_stage(stage: Stage, path: Sequence[Stage], book: Playbook, ways: Sequence[Way], *, as_json: bool) -> None:
    """Print one stage."""
    from tuicrm.sales.wording import value_word

    if as_json:
        document(_as_dict(stage, path, book, ways))
        return
    say(f"{show(stage.name)}  {stage.probability}%  {show(stage.meaning or '')}".rstrip())
    plays = book.plays
    for text in (plays.guidance, plays.opening):
        for one in (text or "").splitlines():
            say(f"  {show(one)}")
    for question in plays.questions:
        say(f"  ? {show(question)}")
    for answer in plays.answers:
        say(f"  {show(answer.to)} -> {show(answer.say)}")
    for step in plays.steps:
        kind = _(KIND[step.kind].word) if step.kind in KIND else show(step.kind)
        part = f" ({value_word(step.part)})" if step.part else ""
        say(_("  after {days} days: {kind}, {subject}{part}").format(
            days=step.days, kind=kind, subject=show(step.subject), part=part
        ))  # fmt: skip
    for way in ways:
        wanted = listed(wants(way))
        say(_("  to {stage}: {criteria}").format(stage=show(_name(path, way.to_id)), criteria=wanted))


def wants(way: Way) -> list[str]:
    """Give what a move asks for in words, made harmless."""
    from tuicrm.sales.wording import value_word

    wanted = [show(one.label) for one in way.criteria]
    if way.lowest_role:
        wanted.append(_("by a {role}").format(role=value_word(way.lowest_role)))
    if way.needs_approval:
        wanted.append(_("a lead's approval"))
    return wanted


def way_as_dict(way: Way, path: Sequence[Stage]) -> dict[str, object]:
    """Give what a move asks for, as scripts get it."""
    return {
        "to": _name(path, way.to_id), "criteria": way.criteria, "lowest_role": way.lowest_role,
        "needs_approval": way.needs_approval,
    }  # fmt: skip


def _name(path: Sequence[Stage], stage_id: int) -> str:
    return next((one.name for one in path if one.id == stage_id), "")


def _as_dict(stage: Stage, path: Sequence[Stage], book: Playbook, ways: Sequence[Way]) -> dict[str, object]:
    plays = book.plays
    return {
        "id": stage.id, "name": stage.name, "kind": stage.kind, "place": stage.position + 1,
        "probability": stage.probability, "rotting_days": stage.rotting_days, "category": stage.category,
        "meaning": stage.meaning, "playbook": {
            "number": book.number, "made_at": book.made_at, "made_by": book.made_by, "guidance": plays.guidance,
            "questions": plays.questions, "opening": plays.opening, "answers": plays.answers, "actions": plays.steps,
        },
        "ways": [way_as_dict(way, path) for way in ways],
    }  # fmt: skip
