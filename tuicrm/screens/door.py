"""A window of somebody who came in over SSH or in a browser: noted while it is open, spoken to, and put out."""

import os
import socket
from dataclasses import replace
from datetime import datetime
from typing import Any

from tuicrm.plain.processes import is_alive
from tuicrm.sales import access
from tuicrm.sales.access import Entry
from tuicrm.sales.access.sessions import Word, close_gone, gone
from tuicrm.sales.opening import Seat
from tuicrm.store.errors import DatabaseProblem, Refused
from tuicrm.widgets.changed import Changed

WATCHED = ("user_session", "user_key", "access_pass", "user")
"""Records whose change may mean that this window is over."""


class Door:
    """How this window came in; asked again in each transaction of its desk."""

    def __init__(self, seat: Seat, entry: Entry, place: str | None) -> None:
        """Note the window; runs in a thread."""
        self._seat = seat
        self._forget_gone()
        self.session_id = seat.desk.write(
            access.begin, way=entry.way, host=socket.gethostname(), pid=os.getpid(), place=place, key_id=entry.key_id
        )
        seat.desk.guard = access.still_open(replace(entry, session_id=self.session_id))
        self._heard: datetime | None = None

    def heard(self, app: Any, changed: Changed) -> None:
        """Look what was said to this window, or whether it is over, when something of the kind was changed."""
        if any(changed.touches(kind) for kind in WATCHED):
            self.listen(app)

    def listen(self, app: Any) -> None:
        """Ask what was said to this window since it last heard something."""
        app.ask(access.word, self.session_id, after=self._heard, then=lambda word: self._tell(app, word), slot="word")

    def _forget_gone(self) -> None:
        """Close the notes of windows whose process is no more: a line that is cut leaves no time to say so."""
        now, database = self._seat.desk.clock(), self._seat.desk.database
        ids = database.read_as(lambda session: gone(session, is_alive), now)
        if ids:
            database.write_as(lambda session: close_gone(session, ids, now), now)

    def close(self) -> None:
        """Note that the window was closed; runs in a thread, and nothing depends on it."""
        try:
            self._seat.desk.write(access.leave, self.session_id)
        except (DatabaseProblem, Refused):
            return  # it was ended already, or the database is away: the process's end says the same

    def _tell(self, app: Any, word: Word | None) -> None:
        if word is not None:
            self._heard = word.at
            app.notify(word.text, title=word.by, timeout=60)
