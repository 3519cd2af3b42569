"""What customers look like in a list: why they are free, who holds them, what comes next."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, NP_, _, in_a_row, listed, ngettext, strung
from tuicrm.sales.action_kinds import KIND, OUTCOME
from tuicrm.sales.pool import PoolCounts, PoolRow, Use
from tuicrm.sales.pool.counting import MOST
from tuicrm.sales.pool.recycling import RULE_WORDS
from tuicrm.sales.pool.using import USES
from tuicrm.sales.pool.words import why
from tuicrm.screens.pool_columns import KINDS, Kind, Place, clock, keys
from tuicrm.widgets.line import Part
from tuicrm.widgets.row import Cell, Row
from tuicrm.widgets.tabs import View
from tuicrm.widgets.tones import Tone

IDLE_DAYS = 14
SOON_DAYS = 14
TABS = {"pool": N_("Pool"), "mine": N_("Mine"), "team": NP_("people", "Team"), "all": N_("All")}
SIGNED: dict[str, tuple[str, Tone, str]] = {
    "asked": ("*", "good", N_("asked again lately")),
    "late": ("!", "late", N_("the next step is late")),
    "none": ("-", "still", N_("no next step")),
    "idle": ("~", "still", N_("nothing happened for a while")),
}
"""sign, tone and meaning; the first that holds stands in the row."""


def rows(
    found: Sequence[PoolRow], chosen: Sequence[str] | None, place: Place, kinds: Mapping[str, Kind] = KINDS
) -> tuple[Row, ...]:
    """Make the rows of a tab."""
    shown = keys(place.tab, chosen, kinds)
    return tuple(_row(one, shown, place, kinds) for one in found)


def _row(one: PoolRow, shown: Sequence[str], place: Place, kinds: Mapping[str, Kind]) -> Row:
    name = sign(one, place.today, place.zone)
    signed: str | Cell = Cell(SIGNED[name][0], SIGNED[name][1]) if name else ""
    cells: list[str | Cell] = [signed, Cell(show(one.name), "strong") if one.class_key == "A" else show(one.name)]
    for key in shown:
        if key != "about":
            cells.append(kinds[key].cell(one, place))
        elif one.owner_id is None:
            cells.append(free_because(one))
        else:
            cells.append(last_and_next(one, place.today, place.zone))
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
        people = listed(show(each.name) for each in one.workers)
        words = ngettext("{name} works on it; {why}", "{name} work on it; {why}", len(one.workers))
        return words.format(name=people, why=show(said))
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
    return _("; ").join(parts) if parts else _("nothing yet")


def sentence(one: PoolRow, today: date, zone: str) -> str:
    """Say everything that one row says, in words."""
    where = strung(show(part) for part in (one.city, one.class_key) if part)
    head = f"{show(one.name)} ({where})" if where else show(one.name)
    if one.owner_id is None:
        days = ngettext("{n} day", "{n} days", one.since_days).format(n=one.since_days)
        since = _("free for {days}: {why}") if one.since_days else _("free since today: {why}")
        said = since.format(days=days, why=free_because(one))
    else:
        said = _("held by {owner}; {last}").format(owner=show(one.owner or "?"), last=last_and_next(one, today, zone))
    name = sign(one, today, zone)
    signed = [_(SIGNED[name][2])] if name else []
    return _("{name}: {what}.").format(name=head, what=_("; ").join((*_rules_of(one, today), said, *signed)))


def _rules_of(one: PoolRow, today: date) -> list[str]:
    """Say what the rules of the pool say of a customer, where it is soon."""
    said = []
    extra = one.extra
    if extra.response is not None:
        said.append(_("waits for an answer, {clock}").format(clock=clock(extra.response).text))
    if one.locked_until_on is not None and one.locked_until_on >= today:
        said.append(_("locked until {day}").format(day=formats.day(one.locked_until_on, today)))
    elif extra.recycle_days is not None and extra.recycle_days <= SOON_DAYS and extra.recycle_rule:
        days = ngettext("{n} day", "{n} days", extra.recycle_days).format(n=extra.recycle_days)
        later, at_once = _("back in the pool in {days} ({why})"), _("back in the pool today ({why})")
        when = later if extra.recycle_days > 0 else at_once
        said.append(when.format(days=days, why=_(RULE_WORDS[extra.recycle_rule])))
    return said


def views(counts: PoolCounts | None) -> list[View]:
    """Give the four tabs with what each holds."""
    return [View(key, _(word) if counts is None else f"{_(word)} {_some(counts, key)}") for key, word in TABS.items()]


def marked(number: int, hidden: int, counts: PoolCounts | None) -> str:
    """Say how many customers are marked, how many of them are out of sight, and what a claim of all would come to."""
    said = ngettext("{n} is marked.", "{n} are marked.", number).format(n=number)
    if hidden:
        said = in_a_row(said, ngettext("{n} is out of sight.", "{n} are out of sight.", hidden).format(n=hidden))
    if counts is not None and counts.day_limit is not None:
        left = max(0, counts.day_limit - counts.claimed_today)
        would = (
            _("c claims them: then {n} of {limit} today.")
            if number <= left
            else _("c claims {left} of them: then {n} of {limit} today.")
        )
        n = counts.claimed_today + min(number, left)
        said = in_a_row(said, would.format(left=left, n=n, limit=counts.day_limit))
    return said


def elsewhere(number: int) -> str:
    """Say how many customers fit among all where none does in a tab."""
    text = _("Nothing fits here; under All {n} do. v 4 shows them, / and esc empty the filter.")
    return text.format(n=formats.count(number))


def allowance(counts: PoolCounts) -> str:
    """Say what the rules leave the user."""
    parts = []
    if counts.day_limit is not None:
        parts.append(_("taken today {n} of {limit}").format(n=counts.claimed_today, limit=counts.day_limit))
    if counts.holding_limit is not None and counts.held * 5 >= counts.holding_limit * 4:  # said when nearly full
        parts.append(_("held {n} of {limit}").format(n=counts.held, limit=counts.holding_limit))
    if counts.lock_limit is not None:
        parts.append(_("locks {n} of {limit}").format(n=counts.locks, limit=counts.lock_limit))
    return "  ".join(parts)


def use_in_parts(use: Use) -> list[Part]:
    """Say how the customers of a tab are used, each in one word that opens its list; and what idle ones bring."""
    if use.percent is None:
        return []
    parts = [Part(" " + _("In use {percent}%").format(percent=use.percent) + " ", "text")]
    if use.on is not None:
        parts.append(Part(_("on {day}").format(day=formats.day_short(use.on)) + " ", "dim"))
    for names in (("tried", "talked", "project", "bought", "grows"), ("never", "silent", "resting")):
        shown = [name for name in names if use.of.get(name)]
        if shown and len(parts) > 1:
            parts.append(Part(" |", "dim"))
        for name in shown:
            parts += [Part(" "), Part(f"{_(USES[name])} {formats.count(use.of[name])}", "dim", name)]
    if use.idle_best and use.brought_minor is not None:
        each = formats.short_money(use.brought_minor, use.currency)
        idle = formats.count(use.idle_best)
        said = _("{n} idle A and B; their like brought {money} each").format(n=idle, money=each)
        parts += [Part("  "), Part(said, "still", "idle")]
    return parts


def _some(counts: PoolCounts, key: str) -> str:
    number: int = getattr(counts, key)
    return f"{formats.count(MOST)}+" if number > MOST else formats.count(number)


def _day(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()
