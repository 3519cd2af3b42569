"""How one of us comes in, and is let out: keys, words, links, sessions, and leaving for good."""

from tuicrm.sales.access import words as words
from tuicrm.sales.access.entry import Entry, KnownKey, by_fingerprint, by_key_id, still_open, waits_for_keys
from tuicrm.sales.access.joining import Joined, join
from tuicrm.sales.access.keys import KeyRow, add_key, keys, revoke_key
from tuicrm.sales.access.passes import Pass, calendar, invite, link, passes, revoke_pass
from tuicrm.sales.access.sessions import SessionRow, begin, end, leave, message, sessions, word
from tuicrm.sales.access.timers import may_back_up

__all__ = [
    "Entry", "Joined", "KeyRow", "KnownKey", "Pass", "SessionRow",
    "add_key", "begin", "by_fingerprint", "by_key_id", "calendar", "end", "invite", "join", "keys", "leave", "link",
    "may_back_up", "message", "passes", "revoke_key", "revoke_pass", "sessions", "still_open",
    "waits_for_keys", "word",
]  # fmt: skip
