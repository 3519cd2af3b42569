"""The first login: who has a one-time word adds the key that they have just proved to hold."""

from dataclasses import dataclass
from datetime import datetime

from tuicrm.plain import secrets
from tuicrm.sales.access import keys, passes
from tuicrm.store.actor import is_gone
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.people import users


@dataclass(frozen=True)
class Joined:
    """Who came in, and the key that opens their door from now on."""

    login: str
    name: str
    key_id: int


def join(session: Session, said: str, key_text: str, *, now: datetime) -> Joined:
    """Add a key to whom a word was given; the word is used up in the same transaction.

    No rule: nobody sits yet. It runs by `Database.write_as`, and the word is the right.

    Raises:
        Refused: `word` (unknown, used, over, or of somebody who left); why is not told to a stranger.
    """
    row = passes.opened(session, "invite", secrets.digest(secrets.as_typed(said)), now)
    user = session.get(users, row.user_id) if row is not None else None
    if user is None or is_gone(session, user.left_on, user.archived_at):
        raise Refused("word")
    session.actor_id = user.id
    if not passes.use_up(session, row, now):
        raise Refused("word")
    added = keys.put(session, user, key_text, by_id=user.id, now=now)
    return Joined(user.login, user.name, added.id)
