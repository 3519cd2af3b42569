"""The questions that have an answer of their own: one file each, told in this table."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any

from tuicrm.plain.language import N_
from tuicrm.sales.analysis.answer import Answer
from tuicrm.sales.analysis.frame import Frame, Scope, frame
from tuicrm.sales.analysis.kept import kept
from tuicrm.sales.analysis.records import MOST, NOTHING, Found, of_ids
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session

REFUSES = (
    "question", "nobody", "order_of_days", "filter", "filter_amount", "filter_day", "against", "question_by",
    "question_against", "question_where", "namesakes", "figures_of_one",
)  # fmt: skip


@dataclass(frozen=True)
class Question:
    """One question.

    Attributes:
        module: the file that answers it, by `answer(frame)`; perhaps with `behind(frame, line)` for its records.
        help: what it answers, for the list.
        by: what `--by` may say: words, and `FILTER` for a filter line; nothing where it takes none.
        against: the same of `--against`, with `PERIOD` for a period.
        filters: whether it takes a filter of projects; months of people cannot be filtered.
    """

    name: str
    module: str
    help: str
    by: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    filters: bool = True


RAMP_BY = ("tenure", "cohort", "quarter", "half", "month", "waiting", "person")
_QUESTIONS = (
    Question("people", "people", N_("One row for each person: success, time, cost, plan and execution.")),
    Question(
        "pairs",
        "pairs",
        N_("What talks of two colleagues are worth: before, after, against those who waited."),
        filters=False,
    ),
    Question("lag", "lag", N_("Does leading keep up with growing: counts for each lead and month."), filters=False),
    Question("luck", "luck", N_("Win rates against luck and against what each was given.")),
    Question("targets", "targets", N_("Targets in three levels, and the pace of the period.")),
    Question("effort", "effort", N_("Profit after selling effort: hours and costs of the actions.")),
    Question("stages", "stages", N_("How projects leave each stage, how long it takes, which stage is weak.")),
    Question("abnormal", "abnormal", N_("Open projects that are not as they should be, by money at risk.")),
    Question("conversion", "conversion", N_("Inquiries that were won, by month; breaks in the recording are marked.")),
    Question("rhythm", "rhythm", N_("Customers that grow, fall or are silent.")),
    Question("recency", "recency", N_("Customers by recency, frequency and money.")),
    Question("outlook", "outlook", N_("What the period will bring: called, weighted, learned, simulated.")),
    Question("backtest", "backtest", N_("What was said each Monday against what came.")),
    Question("calibration", "calibration", N_("Of those said to be 60 to 70 percent, how many were won.")),
    Question("moved-dates", "moved_dates", N_("What a date that was moved is worth.")),
    Question("moved", "moved", N_("Why profit per person and month moved, to the cent."), filters=False),
    Question("margin-change", "margin", N_("Where profit falls behind revenue, and whether the last joiners pay.")),
    Question("playbook", "playbook", N_("Whether the playbook is followed, and what goes along with it.")),
    Question("spread", "spread", N_("How a practice of the playbook spreads from person to person.")),
    Question("coverage", "coverage", N_("Who can sell which product; what hangs on one person, what nobody can.")),
    Question("coverage-class", "coverage_class", N_("Who can sell to which class of customer.")),
    Question("coverage-industry", "coverage_industry", N_("Who can sell to which industry.")),
    Question("leaving", "leaving", N_("What could go with somebody who leaves, and who could take it over.")),
    Question("concentration", "concentration", N_("Whether the result hangs on a few, more than by luck.")),
    Question("ladder", "ladder", N_("How far the team has come: child, youth, adult; what is missing for the next.")),
    Question("mine", "mine", N_("My own line: today, this week, my stages, my target.")),
    Question("ramp", "ramp", N_("How long until those who join bring what the others bring."), RAMP_BY, filters=False),
    Question(
        "gap",
        "gap",
        N_("Which stage the new ones lose; or any two groups or periods."),
        ("new", "FILTER"),
        ("FILTER", "PERIOD"),
    ),
)
QUESTIONS = {one.name: one for one in _QUESTIONS}


@rule("report.answer", right="report", refuses=REFUSES)
def answer(session: Session, actor: Actor, name: str, scope: Scope | None = None, *, now: datetime) -> Answer:
    """Answer a question.

    Raises:
        Refused: `question`, `nobody`, `namesakes`, `order_of_days`, or what a filter line has wrong.
    """
    return answered(session, actor, name, scope or Scope(), now)


def answered(session: Session, actor: Actor, name: str, scope: Scope, now: datetime) -> Answer:
    """Answer a question for a rule that needs it; what was computed since the last write is not computed again."""
    module = _module(name)
    _check(name, scope)
    asked = frame(session, actor, scope, now)
    return kept(asked, name, lambda: _computed(module, asked))


@rule("report.behind", right="report", refuses=REFUSES)
def behind(
    session: Session, actor: Actor, name: str, scope: Scope | None, line: tuple[Any, ...], *,
    most: int | None = MOST, now: datetime,
) -> Found:  # fmt: skip
    """Give the projects, customers or purchases behind a line of an answer, by what it says stands behind it."""
    module = _module(name)
    asked = frame(session, actor, scope or Scope(), now)
    return of_ids(session, actor, module.behind(asked, line), most) if hasattr(module, "behind") else NOTHING


def _computed(module: Any, asked: Frame) -> Answer:
    found: Answer = module.answer(asked)
    return found


def _check(name: str, scope: Scope) -> None:
    """Refuse a filter or a comparison that a question does not make."""
    question = QUESTIONS[name]
    if scope.where.strip() and not question.filters:
        raise Refused("question_where", name=name)
    for code, given, known in (
        ("question_by", scope.by, question.by),
        ("question_against", scope.against, question.against),
    ):
        if given and given not in known and not ("FILTER" in known and (":" in given or code == "question_against")):
            raise Refused(code, name=name, given=given, known=known or ("-",))


def _module(name: str) -> Any:
    if name not in QUESTIONS:
        raise Refused("question", given=name, known=tuple(QUESTIONS))
    return import_module(f"tuicrm.sales.analysis.questions.{QUESTIONS[name].module}")


Answering = Callable[[Frame], Answer]
