"""What customers look like in a list: why they are free, who holds them, what comes next."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, NP_, _, in_a_row, ngettext
from tuicrm.sales.action_kinds import KIND, OUTCOME
from tuicrm.sales.pool import PoolCounts, PoolRow, Use
from tuicrm.sales.pool.counting import MOST
from tuicrm.sales.pool.using import USES
from tuicrm.sales.pool.words import why
from tuicrm.widgets.row import Cell, Column, Row
from tuicrm.widgets.tabs import View
from tuicrm.widgets.tones import Tone

IDLE_DAYS = 14
TABS = {"pool": N_("Pool"), "mine": N_("Mine"), "team": NP_("people", "Team"), "all": N_("All")}
SORTS = {
    "name": N_("name"),
    "newest": N_("newest first"),
    "since": N_("free or held since"),
    "inquiry": N_("asked last"),
    "action": N_("longest without an action"),
    "class": N_("class"),
    "city": N_("city"),
    "source": N_("source"),
    "owner": N_("owner"),
}
SIGNED: dict[str, tuple[str, Tone, str]] = {
    "asked": ("*", "good", N_("asked again lately")),
    "late": ("!", "late", N_("the next step is late")),
    "none": ("-", "still", N_("no next step")),
    "idle": ("~", "still", N_("nothing happened for a while")),
}
"""sign, tone and meaning; the first that holds stands in the row."""


def columns(tab: str) -> tuple[Column, ...]:
    """Give the columns of a tab."""
    about = _("Why it is free") if tab == "pool" else _("Last action, next step")
    shared = (
        Column("sign", "", 1),
        Column("name", _("Customer"), flex=4, sort=True),
        Column("city", _("City"), 10, narrow=0, drop=2, sort=True),
        Column("class", _("Cl"), 2, narrow=2, sort=True),
        Column("source", _("Source"), 8, narrow=0, drop=3, sort=True),
        Column("since", _("Free") if tab == "pool" else _("Idle"), 5, align="right", sort=True),
        Column("about", about, flex=3 if tab == "pool" else 4, narrow=2),
    )
    if tab in ("team", "all"):
        owner = Column("owner", _("Owner"), 10, narrow=0, drop=1, sort=True)
        return (*shared[:4], owner, *shared[4:])
    return shared


def rows(found: Sequence[PoolRow], tab: str, today: date, zone: str) -> tuple[Row, ...]:
    """Make the rows of a tab."""
    return tuple(_row(one, tab, today, zone) for one in found)


def _row(one: PoolRow, tab: str, today: date, zone: str) -> Row:
    name = sign(one, today, zone)
    signed: str | Cell = Cell(SIGNED[name][0], SIGNED[name][1]) if name else ""
    days = one.since_days if tab == "pool" else one.idle_days
    about = free_because(one) if one.owner_id is None else last_and_next(one, today, zone)
    cells: list[str | Cell] = [
        signed,
        Cell(show(one.name), "strong") if one.class_key == "A" else show(one.name),
        Cell(show(one.city or ""), "dim"),
        show(one.class_key or "-"),
        Cell(show(one.source or ""), "dim"),
        formats.days(days),
        about,
    ]
    if tab in ("team", "all"):
        cells.insert(4, show(one.owner) if one.owner else Cell(_("free"), "good"))
    return Row(one.id, tuple(cells), "dim" if one.is_archived else "text")


def sign(one: PoolRow, today: date, zone: str) -> str:
    """Name what a row's sign says; "" when there is nothing to say."""
    asked_again = (
        one.inquiry_days is not None and one.inquiry_days <= 1 and (today - _day(one.created_at, zone)).days > 1
    )
    if asked_again:
        return "asked"
    if one.owner_id is None:
        return ""
    if one.next_action_at is None:
        return "idle" if one.idle_days >= IDLE_DAYS else "none"
    return "late" if _day(one.next_action_at, zone) < today else ""


def free_because(one: PoolRow) -> str:
    """Say why a customer is free, and who works on it all the same."""
    said = why(one.how, one.reason)
    if one.inquiry_days == 0 and one.since_days > 0:
        said = _("asked again today")
    if one.workers:
        people = ", ".join(show(each.name) for each in one.workers)
        return _("{name} works on it; {why}").format(name=people, why=show(said))
    return show(said)


def last_and_next(one: PoolRow, today: date, zone: str) -> str:
    """Say what was done last and what comes next: `talked 12 Nov; next Fri 27`."""
    parts = []
    if one.last_action_at is not None:
        outcome = _(OUTCOME[one.last_outcome].word) if one.last_outcome in OUTCOME else ""
        kind = outcome or (_(KIND[one.last_action].word) if one.last_action in KIND else _("action"))
        parts.append(f"{kind} {formats.day(_day(one.last_action_at, zone), today)}")
    if one.next_action_at is not None:
        day = formats.near_day(_day(one.next_action_at, zone), today)
        parts.append(_("next {day}").format(day=day))
    return "; ".join(parts) if parts else _("nothing yet")


def sentence(one: PoolRow, today: date, zone: str) -> str:
    """Say everything that one row says, in words."""
    where = ", ".join(show(part) for part in (one.city, one.class_key) if part)
    head = f"{show(one.name)} ({where})" if where else show(one.name)
    if one.owner_id is None:
        days = ngettext("{n} day", "{n} days", one.since_days).format(n=one.since_days)
        said = _("free for {days}: {why}").format(days=days, why=free_because(one))
    else:
        said = _("held by {owner}; {last}").format(owner=show(one.owner or "?"), last=last_and_next(one, today, zone))
    name = sign(one, today, zone)
    said = _("{name}: {what}.").format(name=head, what=said)
    return in_a_row(said, _("{what}.").format(what=_(SIGNED[name][2]))) if name else said


def views(counts: PoolCounts | None) -> list[View]:
    """Give the four tabs with what each holds."""
    return [View(key, _(word) if counts is None else f"{_(word)} {_some(counts, key)}") for key, word in TABS.items()]


def allowance(counts: PoolCounts) -> str:
    """Say what the rules leave the user."""
    parts = []
    if counts.day_limit is not None:
        parts.append(_("taken today {n} of {limit}").format(n=counts.claimed_today, limit=counts.day_limit))
    if counts.holding_limit is not None:
        parts.append(_("held {n} of {limit}").format(n=counts.held, limit=counts.holding_limit))
    return "  ".join(parts)


def use_in_words(use: Use) -> str:
    """Say how the customers of a tab are used; each is counted in exactly one word."""
    if use.percent is None:
        return ""

    def of(names: Sequence[str]) -> str:
        return "  ".join(f"{_(USES[name])} {formats.count(use.of[name])}" for name in names if use.of.get(name))

    used, idle = of(("tried", "talked", "project", "bought", "grows")), of(("never", "silent", "resting"))
    said = " | ".join(part for part in (used, idle) if part)
    return _("In use {percent}%:  {parts}").format(percent=use.percent, parts=said)


def _some(counts: PoolCounts, key: str) -> str:
    number: int = getattr(counts, key)
    return f"{formats.count(MOST)}+" if number > MOST else formats.count(number)


def _day(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()
