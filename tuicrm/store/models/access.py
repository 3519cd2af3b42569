"""How one of us comes in: keys, one-time words and links, sessions; and when the host's timers last ran."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint

from tuicrm.store.lists import PASSES, WAYS_IN
from tuicrm.store.models.base import Base, check, flag, key, long_text, moment, one_of, ref, text, version, whole


class UserKey(Base, table=True):
    """A public key of one of us. `live_fingerprint` is NULL once it is revoked: a live key opens one person's door."""

    __tablename__ = "user_key"
    id: int | None = key()
    user_id: int = ref("user", required=True)
    kind: str = text(60, personal=False, required=True)
    body: str = long_text(personal=True)
    fingerprint: str = text(60, personal=True, required=True)
    live_fingerprint: str | None = text(60, personal=True, unique=True)
    comment: str | None = text(120, personal=True)
    added_at: datetime = moment(required=True)
    added_by_id: int | None = ref("user")
    revoked_at: datetime | None = moment()
    version: int = version()
    __table_args__ = (check("live", "(revoked_at is null) = (live_fingerprint is not null)"),)


class AccessPass(Base, table=True):
    """A secret that lets somebody in or lets a calendar be read; only its SHA-256 is kept."""

    __tablename__ = "access_pass"
    id: int | None = key()
    user_id: int = ref("user", required=True)
    kind: str = text(8, personal=False, required=True)
    digest: str = text(64, personal=False, required=True, unique=True)
    what: str | None = text(60, personal=False)
    made_at: datetime = moment(required=True)
    made_by_id: int | None = ref("user")
    ends_at: datetime | None = moment()
    used_at: datetime | None = moment()
    revoked_at: datetime | None = moment()
    version: int = version()
    __table_args__ = (one_of("kind", *PASSES),)


class UserSession(Base, table=True):
    """One of us in an open window, until it ends or is ended. The process is known by its pid and when it began."""

    __tablename__ = "user_session"
    id: int | None = key()
    user_id: int = ref("user", required=True)
    way: str = text(6, personal=False, required=True)
    key_id: int | None = ref("user_key")
    place: str | None = text(120, personal=True)
    host: str = text(120, personal=False, required=True)
    pid: int = whole(required=True)
    began_at: datetime = moment(required=True)
    ended_at: datetime | None = moment()
    ended_by_id: int | None = ref("user")
    word: str | None = text(300, personal=True)
    word_by_id: int | None = ref("user")
    word_at: datetime | None = moment()
    version: int = version()
    __table_args__ = (one_of("way", *WAYS_IN), Index("ix_user_session_open", "ended_at", "began_at"))


class TimerRun(Base, table=True):
    """The last run of one of the host's timers, and the last that went well."""

    __tablename__ = "timer_run"
    id: int | None = key()
    name: str = text(30, personal=False, required=True)
    host: str = text(120, personal=False, required=True)
    began_at: datetime = moment(required=True)
    ended_at: datetime | None = moment()
    went_well: bool = flag()
    good_at: datetime | None = moment()
    said: str | None = text(300, personal=False)
    version: int = version()
    __table_args__ = (UniqueConstraint("name", "host"),)
