"""How far customer management has come: child, youth or adult, by what is in the data; what is missing for the next."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select

from tuicrm.plain import formats
from tuicrm.plain.language import N_, _, in_a_row, listed
from tuicrm.sales.analysis.answer import Answer, Line, Part, Picture
from tuicrm.sales.analysis.definition import Definition
from tuicrm.sales.analysis.expansion.ladder import ADULT, CHILD, ENOUGH, STEPS, YOUTH, Share, Standing, standing
from tuicrm.sales.analysis.frame import Frame
from tuicrm.sales.analysis.know_how.evidence import lacking, shares_of

AGES = {CHILD: N_("child"), YOUTH: N_("youth"), ADULT: N_("adult")}
WORDS = {
    "contact": N_("customers with a contact"),
    "source": N_("customers with a source"),
    "project": N_("sales with a project"),
    "person": N_("sales with a person"),
    "history": N_("sales with a stage history"),
    "need": N_("projects with a need"),
    "plan": N_("open projects with a next step"),
    "record": N_("closed projects with a record"),
    "cost": N_("sales with a cost"),
    "playbook": N_("open projects in a stage with a playbook"),
}
SHORT = {
    "contact": N_("contact"),
    "source": N_("source"),
    "project": N_("project"),
    "person": N_("person"),
    "history": N_("stage history"),
    "need": N_("need"),
    "plan": N_("next step"),
    "record": N_("record"),
    "cost": N_("cost"),
    "playbook": N_("playbook"),
}
STARTS = {
    "contact": N_("add who is talked to: tuicrm customer contact"),
    "source": N_("say where they come from: tuicrm customer edit KEY source=..."),
    "project": N_("sell by projects: tuicrm project add, then win"),
    "person": N_("say whose sale it is: tuicrm project credit"),
    "history": N_("move projects through the stages: tuicrm project move"),
    "need": N_("ask what they need: tuicrm project need"),
    "plan": N_("plan the next step: tuicrm agenda missing"),
    "record": N_("note what was done: tuicrm done"),
    "cost": N_("enter what it cost: tuicrm project edit KEY --cost"),
    "playbook": N_("write down what good people do there: tuicrm stage export, then import"),
}
DEFINITION = Definition(
    N_(
        "Child: customers with contact and source. Youth: sales tied to a project, a person and a stage history. "
        "Adult: needs, plan and record, cost, playbook. A step is taken where four of five records have it, of sales "
        "four fifths of their amount; an age is reached when all its steps and those before are taken."
    ),
    N_("Records that you may see. Sales: purchases of the period. Needs: projects begun in it; record: closed in it."),
    N_("By the day of the purchase, of beginning or of closing; what is open: today."),
    N_("By the holder now."),
    "",
    N_("The three ages of customer management; read from the data, not asked."),
)  # fmt: skip


def answer(frame: Frame) -> Answer:
    """Give each step with the share of records that have it."""
    shares = shares_of(frame)
    found = standing(shares)
    lines = tuple(
        _line(age, step, shares[step]) for age, steps in STEPS.items() for step in steps
    )  # fmt: skip
    return Answer(
        "ladder", _("How far have we come?"), (_("step"), _("age")), _parts(), lines, said(found, shares),
        DEFINITION, frame.house.currency, Picture("hbar", "rate", marks="enough", note="lack"),
        _advice(found, shares), frame.population, frame.first, frame.last, frame.scope.as_of, frame.scope.where,
    )  # fmt: skip


def behind(frame: Frame, line: tuple[Any, ...]) -> Select[Any]:
    """The records that lack the step."""
    return lacking(frame, line[0])


def _line(age: str, step: str, share: Share) -> Line:
    figures: dict[str, Any] = {
        "step": step, "about": _(WORDS[step]), "of": share.n,
        "rate": None if share.rate is None else round(share.rate, 6),
        "lack": share.lack, "wanted": share.wanted, "enough": ENOUGH,
        "taken": _("yes") if share.is_taken else _("no"),
    }  # fmt: skip
    return Line((_(SHORT[step]), _(AGES[age])), figures, (step,))


def _parts() -> tuple[Part, ...]:
    return (
        Part("rate", _("have it"), "rate"), Part("taken", _("enough?"), "text"), Part("lack", _("lack it")),
        Part("of", _("of")), Part("wanted", _("to go")), Part("about", _("what"), "text"),
        Part("step", _("step"), "text", only="programs"),
        Part("enough", _("enough"), "rate", only="programs"),
    )  # fmt: skip


def said(found: Standing, shares: Mapping[str, Share]) -> tuple[str, ...]:
    """Say the age in one line, and the one thing that is missing most."""
    if not any(share.of for share in shares.values()):
        return (_("Can't tell yet: there is no customer and no sale. Take the first in: tuicrm lead add."),)
    if not found.next:
        return (_("Age: adult. Customers, results and their reasons are in the data."),)
    where = _("Age: {age}.").format(age=_(AGES[found.age])) if found.age else _("Before the first age.")
    steps = _("{taken} of {all} steps to {next} are taken.").format(
        taken=found.taken, all=found.of, next=_(AGES[found.next])
    )
    known = [step for step in found.missing if shares[step].of]
    lacking_ = listed(
        _("{what} {share} ({n} lack it)").format(
            what=_(WORDS[step]), share=formats.percent(shares[step].rate), n=formats.count(shares[step].lack)
        )
        for step in known[:3]
    )
    missing = _("Missing: {steps}.").format(steps=lacking_) if lacking_ else ""
    first = in_a_row(where, steps, missing)
    empty = [_(WORDS[step]) for step in found.missing if not shares[step].of]
    if not empty:
        return (first,)
    return first, _("Nothing to go by yet: {steps}.").format(steps=listed(empty))


def _advice(found: Standing, shares: Mapping[str, Share]) -> tuple[str, ...]:
    """The act that starts each step, the one that is missing most first; `enter` on its line lists what lacks it."""
    advice = []
    for step in found.missing[:3]:
        text = _(STARTS[step])
        if shares[step].wanted:
            text = _("{act} ({n} to go; enter on its line lists them)").format(
                act=text, n=formats.count(shares[step].wanted)
            )
        advice.append(text)
    return tuple(advice)
