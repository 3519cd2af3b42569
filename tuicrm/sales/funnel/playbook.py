"""What good people do in a stage: guidance, questions, what to say in a call, actions to plan on entry.

A change makes a new number; the old one stays, and what was planned by it is measured against it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from tuicrm.plain.clean import line
from tuicrm.plain.clean import note as clean_note
from tuicrm.sales.action_kinds import KIND
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.funnel import playbook_actions, playbooks, stages
from tuicrm.store.tables.people import users

LATEST_DAYS = 365


@dataclass(frozen=True)
class Step:
    """An action that a playbook plans on entry: so many days later, for the owner or a collaborator's `part`."""

    kind: str
    subject: str
    days: int = 0
    part: str | None = None


@dataclass(frozen=True)
class Answer:
    """What to say when the customer says something."""

    to: str
    say: str


@dataclass(frozen=True)
class Plays:
    """The contents of a playbook."""

    guidance: str | None = None
    questions: tuple[str, ...] = ()
    opening: str | None = None
    answers: tuple[Answer, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing in it."""
        return self == Plays()


@dataclass(frozen=True)
class Playbook:
    """One version of a stage's playbook; number 0 is none yet."""

    stage_id: int
    number: int
    plays: Plays
    made_at: datetime | None = None
    made_by: str | None = None


def newest(session: Session, stage_id: int) -> Any:
    """Give the row of the version that counts now, or None."""
    here = select(playbooks).where(playbooks.c.stage_id == stage_id)
    return session.first(here.order_by(playbooks.c.number.desc()).limit(1))


def actions_of(session: Session, playbook_id: int) -> Any:
    """Give the rows of the actions that a version plans, in order."""
    lines = select(playbook_actions).where(playbook_actions.c.playbook_id == playbook_id)
    return session.all(lines.order_by(playbook_actions.c.position, playbook_actions.c.id))


def playbook_of(session: Session, stage_id: int) -> Playbook:
    """Give the version that counts now, with its contents."""
    row = newest(session, stage_id)
    return Playbook(stage_id, 0, Plays()) if row is None else _playbook(session, row)


def put(session: Session, stage_id: int, plays: Plays, now: datetime) -> int:
    """Keep contents as the next version, if they differ from the newest; give the number that counts."""
    known = playbook_of(session, stage_id)
    if known.plays == plays:
        return known.number
    playbook_id = change.insert(
        session, playbooks, stage_id=stage_id, number=known.number + 1, guidance=plays.guidance,
        questions=list(plays.questions), opening=plays.opening,
        answers=[{"to": one.to, "say": one.say} for one in plays.answers], made_at=now, made_by_id=session.actor_id,
    )  # fmt: skip
    for place, step in enumerate(plays.steps):
        change.insert(
            session, playbook_actions, playbook_id=playbook_id, position=place, kind=step.kind, subject=step.subject,
            due_days=step.days, part=step.part,
        )  # fmt: skip
    return known.number + 1


def checked(plays: Plays) -> Plays:
    """Clean the texts of a playbook, and refuse steps that nobody can plan.

    Raises:
        Refused: `play_kind`, `play_days`, `play_subject`.
    """
    steps = []
    for step in plays.steps:
        subject = line(step.subject)[:200]
        if step.kind not in KIND:
            raise Refused("play_kind", given=step.kind, known=tuple(KIND))
        if not 0 <= step.days <= LATEST_DAYS:
            raise Refused("play_days", given=step.days, most=LATEST_DAYS)
        if not subject:
            raise Refused("play_subject")
        steps.append(Step(step.kind, subject, step.days, line(step.part or "")[:30] or None))
    answers = tuple(Answer(line(one.to), line(one.say)) for one in plays.answers if line(one.to) or line(one.say))
    questions = tuple(said for one in plays.questions if (said := line(one)))
    return Plays(
        clean_note(plays.guidance or "") or None, questions, clean_note(plays.opening or "") or None, answers,
        tuple(steps),
    )  # fmt: skip


@rule("playbook.show", right="read")
def show(session: Session, actor: Actor, stage_id: int, number: int | None = None, *, now: datetime) -> Playbook:
    """Give the playbook of a stage: the newest version, or the one with a number."""
    if session.get(stages, stage_id) is None:
        raise NotFound("stage", stage_id)
    if number is None:
        return playbook_of(session, stage_id)
    row = session.first(select(playbooks).where(playbooks.c.stage_id == stage_id, playbooks.c.number == number))
    if row is None:
        raise NotFound("playbook", number)
    return _playbook(session, row)


@rule("playbook.set", right="manage", writes=True, refuses=("play_kind", "play_days", "play_subject"))
def set_playbook(session: Session, actor: Actor, stage_id: int, plays: Plays, *, now: datetime) -> int:
    """Give a stage another playbook; the versions before stay readable. Gives the number of the version."""
    session.lock(stages, stage_id)
    if session.get(stages, stage_id) is None:
        raise NotFound("stage", stage_id)
    new, before = checked(plays), playbook_of(session, stage_id)
    number = put(session, stage_id, new, now)
    if number != before.number:
        session.can_be_undone_by("playbook.set", stage_id, before.plays)
    return number


def _playbook(session: Session, row: Any) -> Playbook:
    steps = tuple(Step(one.kind, one.subject, one.due_days, one.part) for one in actions_of(session, row.id))
    answers = tuple(Answer(str(one.get("to", "")), str(one.get("say", ""))) for one in row.answers or ())
    by = session.value(select(users.c.name).where(users.c.id == row.made_by_id))
    plays = Plays(row.guidance, tuple(row.questions or ()), row.opening, answers, steps)
    return Playbook(row.stage_id, row.number, plays, row.made_at, by)
