"""The briefing in lines, each with what it is: for the command and for the screen alike."""

from datetime import date, datetime

from tuicrm.plain import formats
from tuicrm.plain.language import N_, NP_, _, listed, strung, translated
from tuicrm.sales.action_kinds import KIND, outcome_word
from tuicrm.sales.briefing.page import Chance, Page
from tuicrm.sales.calling.telling_card import PARTS, SIDES

STATES = {"open": N_("open"), "won": N_("won"), "lost": N_("lost")}
Line = tuple[str, str]


def head(page: Page) -> str:
    """Name whom it is about: `Meridian Labs, Bristol, B, PX line`."""
    said = page.brief
    parts = [said.customer or "", said.city or "", said.class_key or "", said.project or ""]
    return strung(parts)


def lines(page: Page, now: datetime) -> list[Line]:
    """Give all lines; a blank name goes on with the one before.

    Args:
        now: in the team's zone.
    """
    today = now.date()
    said = page.brief
    found: list[Line] = [(_("who"), head(page)), (_("held by"), page.owner or _("nobody: it lies in the pool"))]
    found += _named(
        _("people"), [_person(one.name, one.part, one.value) for one in said.contacts] or [said.phone or ""]
    )
    found += _named(
        _(NP_("when", "last")),
        [
            f"{formats.day(one.on, today)} {_kind(one.kind)}: {outcome_word(one.outcome)}"
            f"{f' “{one.note}”' if one.note else ''}{f' ({one.by})' if one.by else ''}"
            for one in page.last
        ]
        or [_("Nothing is on record yet.")],
    )
    for side in ("ours", "theirs"):
        owed = [f"{one.subject} ({formats.day_words(one.on, today)})" for one in page.promises if one.side == side]
        found += _named(_(SIDES[side]), owed)
    planned = [
        f"{_when(one.at, one.on, now)} {_kind(one.kind)}{f': {one.subject}' if one.subject else ''}"
        f"{f' ({one.owner})' if one.owner else ''}"
        for one in page.plans
    ]
    found += _named(_("planned"), planned or [_("nothing")])
    found += _named(_("projects"), [_chance(one, now) for one in page.chances])
    if page.bought is not None:
        found.append((_("bought"), _money(page, today)))
    found += _named(
        _("asked"),
        [
            f"{formats.day(one.on, today)} {': '.join(filter(None, (translated(one.source), one.message)))}".rstrip()
            for one in page.asked
        ],
    )
    found += _named(_("needs"), [listed(page.needs)] if page.needs else [])
    if said.wants:
        ticks = ", ".join(f"{one.label} [{'x' if one.is_met else ' '}]" for one in said.wants)
        found.append((_("{stage} wants").format(stage=said.stage or ""), ticks))
    elif said.stage and said.to_stage:
        found.append((_("next stage"), said.to_stage))
    if page.guidance:
        found.append((_("playbook"), page.guidance))
    return [(name, text) for name, text in found if text]


def _named(name: str, texts: list[str]) -> list[Line]:
    return [(name if nth == 0 else "", text) for nth, text in enumerate(texts)]


def _person(name: str, part: str | None, value: str | None) -> str:
    return " ".join(piece for piece in (name, _(PARTS[part]) if part in PARTS else "", value or "") if piece)


def _kind(kind: str) -> str:
    return _(KIND[kind].word) if kind in KIND else kind


def _when(at: datetime | None, on: date, now: datetime) -> str:
    return formats.near_time(at.astimezone(now.tzinfo) if at else None, on, now.date())


def _chance(one: Chance, now: datetime) -> str:
    amount = formats.short_money(one.amount_minor, one.currency) if one.currency else ""
    where = one.stage if one.state == "open" else _(STATES[one.state])
    closes = _("closes {day}").format(day=formats.near_day(one.expected_on, now.date())) if one.expected_on else ""
    if one.state != "open":
        closes = ""
    step = ""
    if one.state == "open" and one.next_at is None:
        step = _("no next step")
    return strung((one.name, where, amount, closes, one.owner or "", step))


def _money(page: Page, today: date) -> str:
    bought = page.bought
    assert bought is not None
    profit = formats.short_money(bought.profit_minor, bought.currency)
    return _("{times} times, {amount} in all, profit {profit}, last {day}").format(
        times=bought.times, amount=formats.short_money(bought.amount_minor, bought.currency), profit=profit,
        day=formats.day(bought.last_on, today),
    )  # fmt: skip
