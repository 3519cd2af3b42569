"""One decision about one project: by one of eight words, and each becomes an action with the review as its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from tuicrm.plain import formats
from tuicrm.plain.clean import line, show
from tuicrm.plain.language import N_, _
from tuicrm.plain.periods import month_of, zone_of
from tuicrm.plain.when import read_when
from tuicrm.sales import rights, rules
from tuicrm.sales.agenda import sentence
from tuicrm.sales.agenda.planning import NewAction, add
from tuicrm.sales.founding import LOST_REASONS
from tuicrm.sales.funnel.closing import lose
from tuicrm.sales.funnel.risk_words import CATEGORY_WORDS
from tuicrm.sales.handovers.giving import give
from tuicrm.sales.handovers.passing import Terms
from tuicrm.sales.home import home
from tuicrm.sales.next_action import renew_next
from tuicrm.sales.projects.editing import edit
from tuicrm.sales.projects.helping import add_helper
from tuicrm.sales.review.words import step_words
from tuicrm.sales.rules import rule
from tuicrm.store import change
from tuicrm.store.actor import Actor
from tuicrm.store.errors import NotFound, Refused
from tuicrm.store.session import Session, Undo
from tuicrm.store.tables.agenda import actions, review_decisions
from tuicrm.store.tables.people import users
from tuicrm.store.tables.projects import projects

WHAT = ("next_step", "date", "category", "help", "handover", "lost", "keep", "talk")
"""In the order of their digits."""
WORDS = {
    "next_step": N_("next step"),
    "date": N_("date"),
    "category": N_("category"),
    "help": N_("help from"),
    "handover": N_("hand over"),
    "lost": N_("lost"),
    "keep": N_("keep"),
    "talk": N_("talk alone"),
}
REVIEW = "review"
"""The origin of an action that was decided in a review."""
HELP_DAYS, HELP_READS_DAYS, TALK_DAYS = 7, 30, 3
REFUSES = (
    "decision", "closed", "step_needed", "day_needed", "category", "category_needed", "who_needed", "lost_reason",
    "receiver", "asks_first", "other_team", "same_holder", "handover_pending", "moved_since", "already_closed", "kind",
    "no_time",
)  # fmt: skip


@dataclass(frozen=True)
class Decide:
    """A decision as it is made.

    Attributes:
        what: one of `WHAT`.
        text: the next step or date as it is typed (`call @kral wed`, `29 jan`), what to help with, a note.
        user_id: who helps, or gets it.
        choice: a forecast category, or the key of a reason for losing.
    """

    what: str
    text: str = ""
    user_id: int | None = None
    choice: str = ""


@dataclass(frozen=True)
class Decided:
    """A decision as it stands: `words` say what it is, `who` does it by `on`; `is_done` when nothing is left to do."""

    id: int
    project_id: int
    name: str
    what: str
    words: str
    who: str | None
    on: date | None
    is_done: bool


@rule("review.decide", right="sell", writes=True, refuses=REFUSES)
def decide(session: Session, actor: Actor, project_id: int, decision: Decide, *, now: datetime) -> Decided:
    """Decide about a project of one's own or one's team, and leave it as an action: to be done, or done with it.

    Who decided and who held the project is on record. Taken back, what it changed is taken back with it.
    """
    project = rights.find(session, actor, projects, project_id, to_write=True)
    if decision.what not in WHAT:
        raise Refused("decision", given=decision.what, known=WHAT)
    if project.state != "open":
        raise Refused("closed", name=project.name, state=project.state)
    action_id = _ACTS[decision.what](session, actor, project, decision, now)
    inner, session.undo = session.undo, None
    record_id = change.insert(
        session, review_decisions, project_id=project_id, action_id=action_id, what=decision.what, by_id=actor.id,
        holder_id=project.owner_id, team_id=project.team_id, decided_at=now,
    )  # fmt: skip
    kept = None if inner is None else {"rule": inner.rule, "args": inner.args, "named": inner.named}
    session.can_be_undone_by("review.take_back", record_id, kept)
    row = session.get(actions, action_id)
    words = step_words(row.kind, row.subject) if decision.what == "next_step" else row.subject
    who = session.value(select(users.c.name).where(users.c.id == row.owner_id))
    return Decided(record_id, project_id, project.name, decision.what, words, who, row.planned_on, row.state == "done")


@rule("review.take_back", right="sell", writes=True, refuses=("no_decision",))
def take_back(
    session: Session, actor: Actor, decision_id: int, inner: Mapping[str, Any] | None, *, now: datetime
) -> int:
    """Take a decision back: its action is called off, and what it changed is as before."""
    row = session.get(review_decisions, decision_id)
    if row is None:
        raise NotFound("decision", decision_id)
    if row.archived_at is not None:
        raise Refused("no_decision")
    rights.find(session, actor, projects, row.project_id, to_write=actor.id != row.by_id)
    change.update(session, review_decisions, decision_id, archived_at=now)
    change.update(
        session, actions, row.action_id, state="cancelled", cancel_reason="undo", done_at=None, done_on=None,
        done_month=None, outcome=None,
    )  # fmt: skip
    _renew(session, row.action_id)
    if inner is not None:
        rules.named(inner["rule"]).function(session, actor, *inner["args"], now=now, **inner["named"])
        session.undo = None
    return int(row.project_id)


# the eight


def _next_step(session: Session, actor: Actor, project: Any, said: Decide, now: datetime) -> int:
    """A planned action for the holder or whom the line names, on its day or tomorrow."""
    if not line(said.text):
        raise Refused("step_needed")
    read = sentence.read_line(session, actor, said.text, project_id=project.id, now=now)
    owner_id = said.user_id or read.user_id or project.owner_id or actor.id
    today = home(session).day(now)
    subject = read.subject or _(WORDS["next_step"])
    new = NewAction(
        read.kind or "task", subject, project_id=project.id, contact_id=read.contact_id, at=read.at,
        on=None if read.at else read.on or _workday(today + timedelta(days=1)), grain=read.grain, minutes=read.minutes,
        owner_id=owner_id, promise=read.promise, origin=REVIEW,
    )  # fmt: skip
    return add(session, actor, new, now).action_id


def _date(session: Session, actor: Actor, project: Any, said: Decide, now: datetime) -> int:
    found = read_when(said.text, _local(session, now))
    if found is None:
        raise Refused("day_needed", given=line(said.text))
    on = found.start.date() if isinstance(found.start, datetime) else found.start
    edit(session, actor, project.id, project.version, now=now, expected_on=on)
    today = home(session).day(now)
    return _record(session, project, _("Expected close: {day}").format(day=formats.day(on, today)), now)


def _category(session: Session, actor: Actor, project: Any, said: Decide, now: datetime) -> int:
    if not said.choice:
        raise Refused("category_needed", known=tuple(CATEGORY_WORDS))
    edit(session, actor, project.id, project.version, now=now, category=said.choice)
    words = _(CATEGORY_WORDS.get(said.choice, said.choice))
    return _record(session, project, _("Forecast: {category}").format(category=words), now)


def _help(session: Session, actor: Actor, project: Any, said: Decide, now: datetime) -> int:
    """A task for who helps, and leave to read the project for some weeks."""
    helper = _person(session, said)
    today = home(session).day(now)
    if helper.id != project.owner_id:
        until = today + timedelta(days=HELP_READS_DAYS)
        add_helper(session, actor, "project", project.id, helper.id, part="help", until_on=until, now=now)
    leave: Undo | None = session.undo
    when = read_when(said.text, _local(session, now))
    on = _workday(today + timedelta(days=HELP_DAYS)) if when is None else _day(when.start)
    what = _without(said.text, when.span) if when else line(said.text)
    subject = _("Help {owner}: {what}").format(owner=_name(session, project.owner_id), what=what or show(project.name))
    owner_id = helper.id if actor.leads or helper.id == actor.id else actor.id
    new = NewAction("task", subject, project_id=project.id, on=on, owner_id=owner_id, origin=REVIEW)
    made = add(session, actor, new, now)
    session.undo = leave if helper.id != project.owner_id else None
    return made.action_id


def _handover(session: Session, actor: Actor, project: Any, said: Decide, now: datetime) -> int:
    receiver = _person(session, said)
    give(session, actor, (("project", project.id),), receiver.id, Terms(note=said.text), now=now)
    return _record(session, project, _("Hand over to {name}").format(name=receiver.name), now)


def _lost(session: Session, actor: Actor, project: Any, said: Decide, now: datetime) -> int:
    lose(session, actor, project.id, said.choice, note=said.text, now=now)
    return _record(
        session, project, _("Lost: {reason}").format(reason=_(LOST_REASONS.get(said.choice, said.choice))), now
    )


def _keep(session: Session, actor: Actor, project: Any, said: Decide, now: datetime) -> int:
    return _record(session, project, line(said.text) or _("Seen, kept as it is"), now)


def _talk(session: Session, actor: Actor, project: Any, said: Decide, now: datetime) -> int:
    """A meeting of the holder with who decided; what about is theirs."""
    today = home(session).day(now)
    when = read_when(said.text, _local(session, now))
    on = _workday(today + timedelta(days=TALK_DAYS)) if when is None else _day(when.start)
    subject = _("Talk alone with {name}").format(name=actor.name)
    owner_id = project.owner_id if project.owner_id is not None and actor.leads else actor.id
    new = NewAction("meeting", subject, project_id=project.id, on=on, owner_id=owner_id, origin=REVIEW)
    return add(session, actor, new, now).action_id


_ACTS = {
    "next_step": _next_step, "date": _date, "category": _category, "help": _help, "handover": _handover, "lost": _lost,
    "keep": _keep, "talk": _talk,
}  # fmt: skip


def _record(session: Session, project: Any, subject: str, now: datetime) -> int:
    """What was done by deciding it stands in the record at once; it is no talk with the customer and no progress."""
    on = home(session).day(now)
    return change.insert(
        session, actions, customer_id=project.customer_id, project_id=project.id, owner_id=session.actor_id,
        made_by_id=session.actor_id, kind="task", subject=subject[:300], state="done", grain="day", planned_on=on,
        first_planned_on=on, done_at=now, done_on=on, done_month=month_of(on), outcome="done",
        stage_id=project.stage_id, origin=REVIEW, created_at=now,
    )  # fmt: skip


def _renew(session: Session, action_id: int) -> None:
    row = session.get(actions, action_id)
    renew_next(session, home(session), row.customer_id, row.project_id)


def _local(session: Session, now: datetime) -> datetime:
    """The moment in the zone that days are said in."""
    return now.astimezone(zone_of(home(session).zone))


def _person(session: Session, said: Decide) -> Any:
    row = session.get(users, said.user_id) if said.user_id is not None else None
    if row is None:
        raise Refused("who_needed")
    return row


def _name(session: Session, user_id: int | None) -> str:
    return str(session.value(select(users.c.name).where(users.c.id == user_id)) or "?")


def _day(start: date | datetime) -> date:
    return start.date() if isinstance(start, datetime) else start


def _workday(on: date) -> date:
    """A day of the week; what falls on a weekend is done on Monday."""
    return on + timedelta(days=(7 - on.weekday()) if on.weekday() > 4 else 0)


def _without(text: str, span: tuple[int, int]) -> str:
    return " ".join(f"{text[: span[0]]} {text[span[1] :]}".split()).strip(" ,，")
