"""What a review looks like: its head, a row for each project, the facts of the one under the cursor, the calls."""

from datetime import date
from typing import Protocol

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import _
from tuicrm.sales.action_kinds import OUTCOME
from tuicrm.sales.funnel.causes import MOVED
from tuicrm.sales.funnel.causes import WORDS as CAUSES
from tuicrm.sales.funnel.risk_words import CATEGORY_WORDS, reasons
from tuicrm.sales.funnel.risks import Talk
from tuicrm.sales.projects.card import ProjectCard
from tuicrm.sales.review.calls import together
from tuicrm.sales.review.deciding import WHAT, WORDS
from tuicrm.sales.review.holding import OPEN, Decision, Review
from tuicrm.sales.review.words import counted
from tuicrm.widgets.bridged import Bridged
from tuicrm.widgets.cells import in_lines
from tuicrm.widgets.row import Cell, Column, Row

NARROW = 60
GAP = "   "


class Page(Protocol):
    """What rows need to know of the page."""

    decided: dict[int, Decision]

    @property
    def currency(self) -> str: ...
    @property
    def bridge(self) -> Bridged: ...


def columns() -> list[Column]:
    """Lay out the list of projects."""
    return [
        Column("number", "#", width=3, align="right"), Column("project", _("Project"), flex=2),
        Column("stage", _("Stage"), width=8), Column("amount", _("Amount"), width=8, align="right"),
        Column("owner", _("Owner"), width=9), Column("why", _("Why it is here"), flex=3, narrow=2),
    ]  # fmt: skip


def head(found: Review, place: int, count: int, *, presenting: bool, narrow: bool = False) -> str:
    """Say whose review it is, of which day, and which project it is about."""
    if narrow:
        parts = [f"{show(found.name) or _('all teams')}, {formats.day(found.on)}"]
        parts += [_("{place} of {count}").format(place=place, count=count)] if place else []
        return GAP.join([*parts, _("presentation on")] if presenting else parts)
    parts = [
        _("Review, {who}, {day}").format(
            who=show(found.name) or _("all teams"), day=formats.day_short(found.on, date.min)
        )
    ]
    if place:
        parts.append(_("project {place} of {count}").format(place=place, count=count))
    if presenting:
        parts.append(_("presentation on"))
    return GAP.join(parts)


def since(found: Review, *, narrow: bool = False) -> str:
    """Say what became of the last decisions, and what changed since; in a narrow window each on a line of its own."""
    left = sum(one.state == OPEN for one in found.last)
    changes, currency = found.changes, found.currency

    def short(minor: int) -> str:
        return formats.short_money(minor, currency)

    first = _("last week {decisions}").format(decisions=counted(len(found.last) - left, left))
    second = _("since {day}: {before} > {after}, {count} open").format(
        day=formats.day(found.since, found.on), before=short(changes.opening.sum_minor),
        after=short(changes.closing.sum_minor), count=changes.closing.count,
    )  # fmt: skip
    if narrow:
        return f"{second}\n{first}"
    said = []
    for one in sorted(changes.causes, key=lambda cause: cause.key in MOVED):
        if one.n:
            money = formats.short_money(one.minor, currency, plus=True) if one.minor else ""
            said.append(f"{_(CAUSES[one.key])} {one.n} {money}".rstrip())
    return f"{first}{GAP}{second}\n{GAP.join(said) or _('nothing changed')}"


def row(number: int, one: Talk, page: Page) -> Row:
    """Make the row of a project: decided ones show the decision in place of the reason."""
    decided = page.decided.get(one.id)
    why: str | Cell = reasons(one, page.bridge.today, page.currency)
    if decided is not None:
        why = Cell(_("decided: {what}").format(what=decision(decided)), "good")
    money = formats.short_money(one.amount_minor, one.currency)
    cells = (str(number), show(one.customer or one.name), show(one.stage.name), money, show(one.owner or ""), why)
    return Row(one.id, cells)


def decision(one: Decision) -> str:
    """Say a decision short: who and what."""
    words = show(one.words)
    return f"{show(one.who)}: {words}" if one.state == OPEN and one.who else words


def detail(
    one: Talk, card: ProjectCard | None, today: date, *, presenting: bool, narrow: bool = False
) -> tuple[str, list[str]]:
    """Tell the project under the cursor: its worth and when, its way, the last word, who is known, the chance.

    In a narrow window where it stands and the last word: `enter` has the rest.
    """
    money = formats.short_money(one.amount_minor, one.currency)
    title = f"{show(one.name)}, {money}"
    if one.expected_on is not None:
        title += _(", closes {day}").format(day=formats.day(one.expected_on, today))
    if one.expected_moves:
        title += _(" (moved {count} times)").format(count=one.expected_moves)
    if card is None:
        return title, []
    way = " > ".join(
        f"{show(stay.stage)} {formats.day(stay.entered_at.date(), today)}" if stay.is_entry_known else show(stay.stage)
        for stay in card.history[-2 if narrow else -5 :]
    )
    days = _(" ({days})").format(days=formats.days(one.days)) if one.days is not None else ""
    if narrow:
        return title, [way + days, _last(card, today)]
    return title, [way + days, _last(card, today), *_known(one, card, presenting=presenting)]


def _last(card: ProjectCard, today: date) -> str:
    said = []
    for action in [one for one in card.record if one.state == "done"][:3]:
        outcome = _(OUTCOME[action.outcome].word) if action.outcome in OUTCOME else ""
        day = formats.day(action.done_at.date(), today) if action.done_at else ""
        said.append(" ".join(part for part in (day, outcome, f"“{show(action.note)}”" if action.note else "") if part))
    return GAP.join(said) or _("nothing is on record")


def _known(one: Talk, card: ProjectCard, *, presenting: bool) -> list[str]:
    lacks = ", ".join(show(wanted.label) for wanted in card.next_criteria if not wanted.is_met)
    known = [_("still wants: {what}").format(what=lacks)] if lacks else []
    if not presenting:
        names = ", ".join(show(person.name) for person in card.contacts[:3])
        known.append(_("contacts: {names}").format(names=names) if names else _("no contact in it"))
        if one.cost_minor is not None:
            cost = formats.short_money(one.cost_minor, one.currency)
            known.append(_("cost {amount}").format(amount=cost))
    calls = _("{owner} calls it: {category}").format(
        owner=show(one.owner or "?"), category=_(CATEGORY_WORDS[one.category])
    )
    chance = _("chance {percent}").format(percent=formats.percent(one.probability / 100))
    return [GAP.join(known), f"{calls}{GAP}{chance}"]


def keys(width: int, *, narrow: bool = False) -> str:
    """Say which digit decides what; in a narrow window that the menu says so."""
    if narrow:
        return _("1-8 decide, space says which")
    digits = (f"{number} {_(WORDS[what])}" for number, what in enumerate(WHAT, 1))
    return "\n".join(in_lines([_("decide"), *digits], width - 1))


def calls(found: Review) -> str:
    """Say what each person calls, and what they called last week."""
    every = together(found.calls)

    def short(minor: int) -> str:
        return formats.short_money(minor, found.currency)

    said = [
        _("{name} {now} (was {before})").format(
            name=show(one.name) or _("nobody"), now=short(one.called), before=short(one.was_called)
        )
        for one in found.calls
        if one.called or one.was_called
    ]
    if not said:
        return _("Nobody calls anything: no project is best case or commit.")
    return _("Calls {calls}  = {sum}").format(calls="  ".join(said), sum=short(every.called))


def sentence(one: Talk, page: Page) -> str:
    """Explain the project under the cursor: why it is here, or what was decided, and by whom."""
    decided = page.decided.get(one.id)
    name = show(one.customer or one.name)
    if decided is not None:
        said = _("{name}: decided by {by}: {what}. u takes it back.")
        return said.format(name=name, by=show(decided.by or "?"), what=decision(decided))
    return _("{name}: {why}.").format(name=name, why=reasons(one, page.bridge.today, page.currency))
