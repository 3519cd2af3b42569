"""What is counted of all customers once a day, a part of them at a time: nobody waits long until they may write."""

from datetime import datetime
from typing import Any

from tuicrm.sales.home import home
from tuicrm.sales.pool import kept_use, waking, worth
from tuicrm.sales.pool.parts import end_of, part
from tuicrm.sales.settings.reading import values
from tuicrm.store import change
from tuicrm.store.session import Session

KEPT = "pool_counting"
AT_ONCE = 25_000


def count_next(session: Session, now: datetime) -> bool:
    """Count the next of today's customers; say whether these were the last, after which all numbers are kept.

    Clients that count at the same time go on where the other one has come to.
    """
    today = home(session).day(now).isoformat()
    so_far: Any = values(session).kept.get(KEPT)
    if not so_far or so_far["on"] != today:
        so_far = {"on": today, "upto": 0, "likes": [], "woken": [], "uses": {}}
    last = end_of(session, so_far["upto"], AT_ONCE)
    within = part(so_far["upto"], last)
    likes = worth.joined(so_far["likes"], worth.count(session, within))
    woken = waking.joined(so_far["woken"], waking.count(session, within))
    uses = kept_use.joined(so_far["uses"], kept_use.count(session, now, within))
    if last is not None:
        upto = {"on": today, "upto": last, "likes": likes, "woken": woken, "uses": uses}
        change.set_setting(session, KEPT, upto, is_noted=False)
        return False
    change.set_setting(session, worth.KEPT, likes)
    change.set_setting(session, waking.KEPT, woken)
    change.set_setting(session, kept_use.KEPT, {"on": today, "of": uses})
    change.set_setting(session, KEPT, None, is_noted=False)
    return True
