"""Exit criteria and playbooks as forms of plain lines: one check, question, answer or action a line."""

import re
from collections.abc import Sequence

from tuicrm.plain.language import N_, _
from tuicrm.sales.action_kinds import KIND, KINDS
from tuicrm.sales.funnel.asking import FIELDS, LABELS, Asked
from tuicrm.sales.funnel.blueprint import ExitPlan
from tuicrm.sales.funnel.playbook import Answer, Plays, Step
from tuicrm.widgets.fields import BETWEEN, Field
from tuicrm.widgets.fields import Option as Choosable

ROLES = {"": N_("everybody who sells"), "team_lead": N_("a team lead"), "manager": N_("a manager")}
ARROW = re.compile(r"\s*(?:->|=>|→)\s*")
STEP = re.compile(r"(\d+)\s*(?:d|days?|天)?\s+(\S+)\s+(.+)", re.IGNORECASE)


def exit_fields(known: ExitPlan | None) -> list[Field]:
    """Make the form of what a move asks for."""
    asked = known.criteria if known else ()
    fields = tuple(Choosable(name, _(LABELS[name])) for name in FIELDS)
    kinds = tuple(Choosable(one.key, _(one.word)) for one in KINDS)
    roles = tuple(Choosable(key, _(word)) for key, word in ROLES.items())
    checks = "\n".join(one.label or one.what for one in asked if one.kind == "check")
    return [
        Field("fields", _("Filled in"), "choices", _joined(asked, "field"), options=fields),
        Field("checks", _("Ticked"), "note", checks, hint=_("one a line, in your own words")),
        Field("done", _("Done"), "choices", _joined(asked, "action"), options=kinds),
        Field("role", _("By"), "choice", (known.lowest_role if known else "") or "", options=roles),
        Field("approval", _("A lead agrees"), "yesno", "yes" if known and known.needs_approval else "no"),
    ]


def asked_of(said: dict[str, str], known: Sequence[Asked]) -> tuple[Asked, ...]:
    """Read the form; what is worded as before keeps its name, so that its ticks stay."""
    named = {one.label or one.what: one for one in known if one.kind == "check"}
    labels = {(one.kind, one.what): one.label for one in known}
    asked = [Asked("field", name, labels.get(("field", name), "")) for name in said["fields"].split(BETWEEN) if name]
    for line in said["checks"].splitlines():
        if text := line.strip():
            asked.append(named.get(text, Asked("check", text)))
    asked += [Asked("action", name, labels.get(("action", name), "")) for name in said["done"].split(BETWEEN) if name]
    return tuple(asked)


def playbook_fields(plays: Plays) -> list[Field]:
    """Make the form of a playbook."""
    answers = "\n".join(f"{one.to} -> {one.say}" for one in plays.answers)
    steps = "\n".join(f"{step.days} {step.kind} {step.subject}{_part(step)}" for step in plays.steps)
    return [
        Field("guidance", _("Guidance"), "note", plays.guidance or ""),
        Field("questions", _("Questions"), "note", "\n".join(plays.questions), hint=_("one a line")),
        Field("opening", _("Opening of a call"), "note", plays.opening or ""),
        Field("answers", _("Answers"), "note", answers, hint=_("one a line: too dear -> compared with what?")),
        Field("steps", _("To plan on entry"), "note", steps,
              hint=_("one a line: 3 call ask about the offer; @presales for a part")),
    ]  # fmt: skip


def plays_of(said: dict[str, str]) -> Plays | str:
    """Read the form; a sentence where a line cannot be read."""
    answers, steps = [], []
    for line in _lines(said["answers"]):
        parts = ARROW.split(line, maxsplit=1)
        if len(parts) != 2:
            return _("“{line}”: write what they say, ->, and what to answer.").format(line=line)
        answers.append(Answer(*parts))
    for line in _lines(said["steps"]):
        step = _step(line)
        if step is None:
            kinds = ", ".join(KIND)
            return _("“{line}”: write days, kind ({kinds}) and subject, such as 3 call the offer.").format(
                line=line, kinds=kinds
            )
        steps.append(step)
    return Plays(said["guidance"] or None, tuple(_lines(said["questions"])), said["opening"] or None, tuple(answers),
                 tuple(steps))  # fmt: skip


def _step(line: str) -> Step | None:
    found = STEP.fullmatch(line)
    if found is None:
        return None
    word = found[2].casefold()
    kind = next((one.key for one in KINDS if word in (one.key, _(one.word).casefold(), *one.spellings)), None)
    if kind is None:
        return None
    subject, at, part = found[3].rpartition("@")
    if at and part.strip() and not part.strip().count(" "):
        return Step(kind, subject.strip(), int(found[1]), part.strip())
    return Step(kind, found[3].strip(), int(found[1]))


def _part(step: Step) -> str:
    return f" @{step.part}" if step.part else ""


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _joined(asked: Sequence[Asked], kind: str) -> str:
    return BETWEEN.join(one.what for one in asked if one.kind == kind)
