"""Pairs of colleagues: who learns a stage from whom in which week, their sheet, and whether it is measured."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint

from tuicrm.store.models.base import (
    Base,
    check,
    day,
    flag,
    key,
    long_text,
    moment,
    one_of,
    ref,
    small,
    text,
    version,
    whole,
)


class PairProgramme(Base, table=True):
    """Pairs that are measured: half of each week's pairs, by lot, talk `wait_weeks` later.

    `lot`: what the lot is drawn from, so that every draw can be repeated. Without a team it is the whole company's.
    """

    __tablename__ = "pair_programme"
    id: int | None = key()
    team_id: int | None = ref("team")
    begins_on: date = day(required=True)
    wait_weeks: int = small(required=True)
    lot: int = whole(required=True)
    made_at: datetime = moment(required=True)
    made_by_id: int | None = ref("user")
    ended_at: datetime | None = moment()
    archived_at: datetime | None = moment()
    version: int = version()
    __table_args__ = (check("wait_weeks", "wait_weeks between 1 and 12"),)


class Pair(Base, table=True):
    """A learner and a partner talk about a stage once.

    `week_on` is the Monday of the week that it was made for, `talk_on` that of the week in which they talk: later
    where the lot said so (`is_later`). `two` are both ids while the two may not be paired again.
    The figures are those that it was made by: projects that went on, of those settled. The sheet is for the two
    alone; the note is for the playbook once a manager accepted it, as its version `note_number`.
    """

    __tablename__ = "pair"
    id: int | None = key()
    programme_id: int | None = ref("pair_programme")
    week_on: date = day(required=True, index=True)
    talk_on: date = day(required=True, index=True)
    is_later: bool = flag()
    learner_id: int = ref("user", required=True)
    partner_id: int = ref("user", required=True)
    stage_id: int = ref("stage", required=True)
    state: str = text(9, personal=False, required=True)
    two: str | None = text(41, personal=False, unique=True)
    learner_went_on: int | None = whole()
    learner_settled: int | None = whole()
    partner_went_on: int | None = whole()
    partner_settled: int | None = whole()
    learner_action_id: int | None = ref("action", index=False)
    partner_action_id: int | None = ref("action", index=False)
    made_at: datetime = moment(required=True)
    made_by_id: int | None = ref("user")
    met_on: date | None = day()
    end_reason: str | None = text(200, personal=True)
    went_well: str | None = long_text(personal=True)
    was_hard: str | None = long_text(personal=True)
    asked: str | None = long_text(personal=True)
    to_try: str | None = long_text(personal=True)
    note: str | None = long_text(personal=True)
    note_state: str | None = text(8, personal=False)
    note_at: datetime | None = moment()
    note_by_id: int | None = ref("user")
    note_decided_at: datetime | None = moment()
    note_decided_by_id: int | None = ref("user")
    note_answer: str | None = text(200, personal=True)
    note_number: int | None = small()
    archived_at: datetime | None = moment()
    version: int = version()
    __table_args__ = (
        one_of("state", "planned", "met", "skipped", "cancelled"),
        one_of("note_state", "proposed", "accepted", "declined", optional=True),
        check("others", "learner_id <> partner_id"),
        check("met", "(state = 'met') = (met_on is not null)"),
        UniqueConstraint("learner_action_id"),
        UniqueConstraint("partner_action_id"),
    )
