"""A funnel as a TOML file: read with every mistake told at once, written so that it can be read again."""

import tomllib
from collections.abc import Iterable
from typing import Any

import tomlkit

from tuicrm.exchange.mapping import MappingError, Mistake
from tuicrm.exchange.mapping_part import Part
from tuicrm.plain.language import _
from tuicrm.plain.toml_errors import place
from tuicrm.sales.action_kinds import KIND
from tuicrm.sales.funnel.asking import FIELDS, Asked
from tuicrm.sales.funnel.blueprint import ExitPlan, FunnelPlan, StagePlan
from tuicrm.sales.funnel.criteria import ROLES
from tuicrm.sales.funnel.playbook import Answer, Plays, Step
from tuicrm.store.lists import CATEGORIES

KINDS = ("open", "won", "lost")
_PROBABILITY = {"open": 50, "won": 100, "lost": 0}
_CATEGORY = {"open": "pipeline", "won": "commit", "lost": "omitted"}


def parse(label: str, text: str) -> FunnelPlan:
    """Read a funnel file.

    Raises:
        MappingError: with every mistake.
    """
    mistakes: list[Mistake] = []
    try:
        top = Part(tomllib.loads(text), "", mistakes)
    except tomllib.TOMLDecodeError as error:
        sentence = _("this is not TOML: {reason}. Names with spaces or in other letters than a-z need quotes.").format(
            reason=place(error, text)
        )
        raise MappingError(label, [Mistake("", sentence)]) from None
    name = top.text("funnel", required=True) or ""
    stages = tuple(_stage(part) for part in top.parts("stage"))
    instead, origin = _instead(top), top.text("origin")
    top.rest()
    if not stages and not mistakes:
        top.wrong("stage", _("there is no [[stage]] section: say which stages there are"))
    if mistakes:
        raise MappingError(label, mistakes)
    return FunnelPlan(name, stages, instead, origin)


def write(plan: FunnelPlan) -> str:
    """Write a funnel as a file that `parse` reads."""
    file = tomlkit.document()
    file.add(tomlkit.comment(_("A funnel of tuicrm. Change it, then: tuicrm stage import FILE")))
    file.add("funnel", tomlkit.item(plan.name))
    if plan.origin:
        file.add("origin", tomlkit.item(plan.origin))
    if plan.instead:
        file.add("instead", tomlkit.item(dict(plan.instead)))
    stages = tomlkit.aot()
    for stage in plan.stages:
        stages.append(_table(_as_dict(stage)))
    file.add("stage", stages)
    return tomlkit.dumps(file)


def _instead(top: Part) -> dict[str, str]:
    part = Part(top.get("instead", dict, {}), "instead", top.mistakes)
    return {name: part.text(name) or "" for name in list(part.values)}


def _stage(part: Part) -> StagePlan:
    kind = part.one_of("kind", KINDS, "open")
    stage = StagePlan(
        name=part.text("name", required=True) or "",
        kind=kind,
        probability=_number(part, "probability", 0, 100, _PROBABILITY[kind]) or 0,
        rotting_days=_number(part, "rotting_days", 1, 3650, None),
        category=part.one_of("category", CATEGORIES, _CATEGORY[kind]),
        meaning=part.text("meaning"),
        id=part.get("id", int),
        was=part.text("was"),
        plays=Plays(
            part.text("guidance"),
            part.texts("questions"),
            part.text("opening"),
            tuple(_answer(one) for one in part.parts("answer")),
            tuple(_step(one) for one in part.parts("action")),
        ),
        exits=tuple(_exit(one) for one in part.parts("exit")),
    )
    part.rest()
    return stage


def _answer(part: Part) -> Answer:
    answer = Answer(part.text("to", required=True) or "", part.text("say", required=True) or "")
    part.rest()
    return answer


def _step(part: Part) -> Step:
    step = Step(
        part.one_of("kind", KIND, "task"), part.text("subject", required=True) or "",
        _number(part, "days", 0, 365, 0) or 0, part.text("part"),
    )  # fmt: skip
    part.rest()
    return step


def _exit(part: Part) -> ExitPlan:
    way = ExitPlan(
        part.text("to", required=True) or "",
        tuple(one for wanted in part.parts("wants") if (one := _wanted(wanted)) is not None),
        part.one_of("lowest_role", ROLES),
        part.get("approval", bool, False),
    )
    part.rest()
    return way


def _wanted(part: Part) -> Asked | None:
    """One of `{field = "need"}`, `{check = "delivery date agreed"}`, `{done = "visit"}`, perhaps with a label."""
    label = part.text("label") or ""
    found = None
    if "field" in part.values:
        found = Asked("field", part.one_of("field", FIELDS, ""), label)
    elif "done" in part.values:
        found = Asked("action", part.one_of("done", KIND, ""), label)
    elif "check" in part.values:
        found = Asked("check", part.text("check") or "", label)
    else:
        part.wrong("", _('say what is wanted: field = "...", check = "..." or done = "..."'))
    part.rest(("field", "check", "done"))
    return found


def _number(part: Part, name: str, least: int, most: int, default: int | None) -> int | None:
    found: int | None = part.get(name, int, default)
    if found is not None and not least <= found <= most:
        part.wrong(name, _("write a whole number from {least} to {most}").format(least=least, most=most))
        return default
    return found


def _as_dict(stage: StagePlan) -> dict[str, Any]:
    plays = stage.plays
    return {
        "id": stage.id, "name": stage.name, "kind": stage.kind, "probability": stage.probability,
        "rotting_days": stage.rotting_days, "category": stage.category, "meaning": stage.meaning,
        "guidance": plays.guidance, "questions": list(plays.questions), "opening": plays.opening,
        "answer": [{"to": one.to, "say": one.say} for one in plays.answers],
        "action": [
            {"kind": one.kind, "subject": one.subject, "days": one.days, "part": one.part} for one in plays.steps
        ],
        "exit": [
            {
                "to": way.to, "lowest_role": way.lowest_role, "approval": way.needs_approval or None,
                "wants": [_wants(one) for one in way.criteria],
            }
            for way in stage.exits
        ],
    }  # fmt: skip


def _wants(one: Asked) -> dict[str, str]:
    word = {"action": "done"}.get(one.kind, one.kind)
    label = {"label": one.label} if one.label and one.label != one.what else {}
    return {word: one.what, **label}


def _table(values: dict[str, Any]) -> Any:
    """Write what there is, texts of several lines as such; what is empty is left out."""
    table = tomlkit.table()
    for name, value in values.items():
        if value is None or value == []:
            continue
        if isinstance(value, list) and isinstance(value[0], dict) and name != "wants":
            inner = tomlkit.aot()
            for one in value:
                inner.append(_table(one))
            table.add(name, inner)
        elif name == "wants":
            table.add(name, _listed(value))
        elif isinstance(value, str) and "\n" in value:
            table.add(name, tomlkit.string(value, multiline=True))
        else:
            table.add(name, value)
    return table


def _listed(values: Iterable[dict[str, str]]) -> Any:
    listed = tomlkit.array()
    for one in values:
        inline = tomlkit.inline_table()
        inline.update(one)
        listed.append(inline)
    return listed.multiline(True)
