"""Drafts: what somebody was typing when the line broke, one small file each."""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from tuicrm.plain.clean import note


@dataclass(frozen=True)
class DraftKey:
    """Whose draft it is and of what. `record` is "" for a form that makes a new record."""

    database: str
    user: str
    form: str
    record: str = ""


@dataclass(frozen=True)
class Draft:
    """The fields of a form as they stood at `saved_at` (aware UTC)."""

    key: DraftKey
    fields: Mapping[str, str]
    saved_at: datetime


class Drafts:
    """The drafts in one folder, which is made private (0700) with private files (0600) when first needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def save(self, key: DraftKey, fields: Mapping[str, str], *, now: datetime) -> Draft:
        """Keep the fields in place of what was kept for this key: the whole draft or the old one, no half.

        Args:
            now: aware UTC.
        Raises:
            OSError: the folder cannot be made or written.
        """
        self._make_folder()
        draft = Draft(key, dict(fields), now)
        path = self._path(key)
        # One name per process, so that two windows on one form do not write into each other's file.
        half = path.with_suffix(f".{os.getpid()}.tmp")
        descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0), 0o600)
        with open(descriptor, "wb") as file:
            file.write(_encode(draft))
        half.replace(path)
        return draft

    def read(self, key: DraftKey) -> Draft | None:
        """Return the draft kept for this key; None when there is none or it cannot be read."""
        draft = _read(self._path(key))
        return draft if draft is not None and draft.key == key else None

    def discard(self, key: DraftKey) -> None:
        """Forget the draft of this key, if there is one."""
        self._path(key).unlink(missing_ok=True)

    def list(self, database: str | None = None, user: str | None = None) -> tuple[Draft, ...]:
        """Return the drafts, newest first; of one database or one user where asked."""
        found = [draft for path in self._files() if (draft := _read(path)) is not None]
        return tuple(
            sorted(
                (draft for draft in found if database in (None, draft.key.database) and user in (None, draft.key.user)),
                key=lambda draft: draft.saved_at,
                reverse=True,
            )
        )

    def expire(self, *, now: datetime, after_days: int = 30) -> int:
        """Forget drafts older than this, and what killed writers left half; return how many drafts went."""
        gone = 0
        oldest = now - timedelta(days=after_days)
        for path in self._files():
            draft = _read(path)
            if draft is None or draft.saved_at < oldest:
                path.unlink(missing_ok=True)
                gone += draft is not None
        for half in self.folder.glob("*.tmp"):
            if datetime.fromtimestamp(half.stat().st_mtime, UTC) < now - timedelta(hours=1):
                half.unlink(missing_ok=True)
        return gone

    def forget(self, *, record: str, database: str) -> int:
        """Forget every draft about one record, whoever typed it: a person is being erased."""
        about = [draft.key for draft in self.list(database) if draft.key.record == record]
        for key in about:
            self.discard(key)
        return len(about)

    def _make_folder(self) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.folder.stat().st_mode & 0o077:
            self.folder.chmod(0o700)

    def _files(self) -> tuple[Path, ...]:
        return tuple(self.folder.glob("*.json"))

    def _path(self, key: DraftKey) -> Path:
        # Names may hold anything, so the file is named by a digest, with the form before it for people.
        digest = sha256("\0".join((key.database, key.user, key.form, key.record)).encode("utf-8", "replace"))
        return self.folder / f"{re.sub(r'[^a-z0-9]+', '-', key.form.lower())[:32]}-{digest.hexdigest()[:24]}.json"


def _encode(draft: Draft) -> bytes:
    key = draft.key
    return json.dumps(
        {
            "database": key.database,
            "user": key.user,
            "form": key.form,
            "record": key.record,
            "saved_at": draft.saved_at.isoformat(),
            "fields": dict(draft.fields),
        }
    ).encode()


def _read(path: Path) -> Draft | None:
    try:
        held = json.loads(path.read_bytes())
        key = DraftKey(*(str(held[name]) for name in ("database", "user", "form", "record")))
        fields = {note(str(name)): note(str(value)) for name, value in held["fields"].items()}
        saved_at = datetime.fromisoformat(held["saved_at"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return Draft(key, fields, saved_at) if saved_at.tzinfo is not None else None
