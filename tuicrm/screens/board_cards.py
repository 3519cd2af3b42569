"""What a project looks like on the board: three facts a card, signs before colours."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, ngettext, strung
from tuicrm.sales.action_kinds import KIND
from tuicrm.sales.funnel.board import Board
from tuicrm.sales.funnel.cards import Card as Project
from tuicrm.sales.funnel.rotting import Quiet
from tuicrm.sales.project_signs import LATE, MOVED_OFTEN, NO_NEXT, ROTTING, THIN, WAITS
from tuicrm.sales.projects.words import WARNED
from tuicrm.screens.board_terms import Looks
from tuicrm.widgets.card import Card, Lane
from tuicrm.widgets.row import Cell
from tuicrm.widgets.tones import Tone

SIGNS: dict[str, tuple[str, Tone]] = {
    WAITS: ("?", "accent"),
    LATE: ("!", "late"),
    ROTTING: ("~", "still"),
    NO_NEXT: ("-", "still"),
    MOVED_OFTEN: ("$", "still"),
    THIN: ("$", "still"),
}
SAID = {
    NO_NEXT: N_("no next step"),
    MOVED_OFTEN: N_("the expected day was moved again and again"),
}


def lanes(
    found: Board, more: dict[int, tuple[Project, ...]], today: date, zone: str, looks: Looks | None = None
) -> list[Lane]:
    """Make the columns of the board; won and lost of the quarter are columns without cards."""
    look = looks or Looks()
    made = []
    for column in found.columns:
        cards = column.cards + more.get(column.stage.id, ())
        if column.stage.name in look.hidden:
            continue
        made.append(
            Lane(
                column.stage.id,
                show(column.stage.name),
                tuple(card(one, today, zone, by_owner=look.by_owner) for one in cards),
                column.count,
                _sum(column.sum_minor, column.count, found.currency),
                _sum(column.weighted_minor, column.count, found.currency),
                len(cards) < column.count,
                column.stage.name in look.folded,
            )
        )
    for total in (found.won, found.lost):
        if total.stage.name not in look.hidden:
            money = formats.short_money(total.sum_minor, found.currency) if total is found.won else ""
            folded = total.stage.name in look.folded
            made.append(Lane(total.stage.id, show(total.stage.name), (), total.count, money, is_narrow=folded))
    return made


def _sum(minor: int, count: int, currency: str) -> str:
    """Write the sum of a column; of amounts none of which is known it is not known."""
    return formats.short_money(None if count and not minor else minor, currency)


def card(one: Project, today: date, zone: str, *, by_owner: bool = False) -> Card:
    """Make one card: who, money with holder and days, the next step."""
    sign, tone = next((SIGNS[name] for name in SIGNS if name in one.signs), ("", "text"))
    days = formats.days(one.days)
    return Card(
        one.id,
        show(one.customer or one.name),
        Cell(sign, tone) if sign else "",
        (
            formats.short_money(one.amount_minor, one.currency),
            Cell(initials(one.owner), "dim"),
            Cell(days, "still") if ROTTING in one.signs else days,
        ),
        next_step(one, today, zone),
        show(one.owner or _("nobody's")) if by_owner else "",
    )


def next_step(one: Project, today: date, zone: str) -> str | Cell:
    """Say what comes next with a project: `Tue 10:00 call`, `call late 3 d`, `they owe: order`."""
    if one.became is not None:
        return became(one)
    planned = one.next
    if one.waits_since is not None:
        since = (today - one.waits_since.astimezone(ZoneInfo(zone)).date()).days
        return Cell(_("waits for a lead {days}").format(days=formats.days(since or None)).rstrip(), "accent")
    if planned is None:
        return Cell(_("no next step"), "still")
    kind = _(KIND[planned.kind].word) if planned.kind in KIND else show(planned.kind)
    what = show(planned.subject) or kind
    if planned.promise == "theirs":
        return _("they owe: {what}").format(what=what)
    if planned.promise == "ours":
        return _("we owe: {what}").format(what=what)
    late = (today - planned.planned_on).days
    if planned.is_late and late > 0:
        text = ngettext("{kind} late {days} day", "{kind} late {days} days", late).format(kind=kind, days=late)
        return Cell(text, "late")
    at = planned.planned_at.astimezone(ZoneInfo(zone)) if planned.planned_at else None
    return f"{_when(at, planned.planned_on, today)} {kind}"


def became(one: Project) -> str:
    """Say what a project of a past day has become since."""
    if one.became == "gone":
        return _("set aside since")
    return _("still there") if one.became == "stays" else _("now {stage}").format(stage=show(one.became or ""))


def sentence(one: Project, today: date, zone: str) -> str:
    """Explain the card under the cursor: what comes next, what is wrong; then what it is, for how much and whose."""
    step = next_step(one, today, zone)
    said = [step.text if isinstance(step, Cell) else step]
    said += [_(SAID[name]) for name in one.signs if name in SAID and name != NO_NEXT]
    if ROTTING in one.signs and one.quiet is not None:
        said.append(standing_still(one.quiet))
    said += [_(WARNED[name]) for name in one.thin]
    if one.stale_probability is not None:
        said.append(_("own chance of {chance}% to be settled").format(chance=one.stale_probability))
    facts = [show(one.name)] if one.customer and one.customer != one.name else []
    facts += [formats.money(one.amount_minor, one.currency), show(one.owner or _("nobody's"))]
    return _("{name}: {state}. {facts}.").format(
        name=show(one.customer or one.name), state="; ".join(said), facts=strung(facts)
    )


def standing_still(quiet: Quiet) -> str:
    """Say how long nothing went on, and why nothing pauses that: `12 d without progress, plan in 40 d`."""
    said = _("{days} without progress").format(days=formats.days(quiet.days))
    if quiet.why == "far":
        return _("{quiet}, plan in {days}").format(quiet=said, days=formats.days(quiet.plan_in))
    if quiet.why == "postponed":
        return _("{quiet}, the plan was put off again and again").format(quiet=said)
    if quiet.why == "late":
        return _("{quiet}, the plan is late").format(quiet=said)
    return _("{quiet}, {allowed} allowed").format(quiet=said, allowed=formats.days(quiet.allowed))


def initials(name: str | None) -> str:
    """Shorten a person's name: LW for Li Wei; a Chinese name stays whole."""
    if not name:
        return ""
    words = name.replace(".", " ").split()
    if not name.isascii() or len(words) == 1:
        return show(name)
    return "".join(word[0] for word in words).upper()


def _when(at: datetime | None, on: date, today: date) -> str:
    if at is not None and at.date() != today and abs((at.date() - today).days) < 7:
        return f"{formats.weekday(at.date())} {formats.clock(at)}"
    return formats.near_time(at, on, today)
