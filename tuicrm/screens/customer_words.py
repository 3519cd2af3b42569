"""What is known of a customer in a few lines, and its phones to copy."""

from datetime import date
from zoneinfo import ZoneInfo

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, listed, ngettext, strung
from tuicrm.sales.action_kinds import KIND, OUTCOME
from tuicrm.sales.customers.card import CustomerCard
from tuicrm.sales.customers.classing import reason_in_words
from tuicrm.sales.customers.people import PointLine
from tuicrm.sales.customers.record import ActionLine, ProjectLine
from tuicrm.sales.customers.words import held, own_text
from tuicrm.sales.pool.words import handed_out, why
from tuicrm.sales.pool.worth import LEAST
from tuicrm.screens.pane import Pane
from tuicrm.widgets.choice import Choice
from tuicrm.widgets.option import Option

PART_WORDS = {
    "decides": N_("decides"),
    "influences": N_("influences"),
    "uses": N_("uses"),
    "blocks": N_("blocks"),
    "buys": N_("buys"),
}
HIDDEN = N_("Phones and e-mails are shown when claimed.")


def about(card: CustomerCard, today: date, zone: str) -> str:
    """Say in a few lines what one wants to know before one claims or calls."""
    lines = [_facts(card), _class(card), _people(card), _asked(card, today), _before(card, today, zone)]
    lines += [_given(card), *_worth(card), like_in_words(card)]
    if card.open_projects:
        lines.append(_("open: {projects}").format(projects=listed(_project(one) for one in card.open_projects[:3])))
    if card.plan:
        lines.append(_("next: {action}").format(action=action_in_words(card.plan[0], today)))
    if card.record:
        lines.append(_("last: {action}").format(action=action_in_words(card.record[0], today)))
    return "\n".join(line for line in lines if line)


def action_in_words(one: ActionLine, today: date) -> str:
    """Say what is planned or what was done: `Fri 27 call, answer on the quote`."""
    kind = _(KIND[one.kind].word) if one.kind in KIND else show(one.kind)
    day = formats.day(one.done_on, today) if one.done_on else formats.near_day(one.planned_on, today)
    outcome = _(OUTCOME[one.outcome].word) if one.outcome in OUTCOME else ""
    note = show((one.note or "").split("\n")[0])
    said = f"{day} {kind}"
    return strung((said, outcome, show(one.subject), note))


def copy_point(pane: Pane, card: CustomerCard) -> None:
    """Copy a phone or an e-mail to the clipboard of the terminal; of several one is chosen."""
    if card.is_hidden:
        pane.say(_(HIDDEN), "still")
        return
    points = [(one, "") for one in card.points]
    points += [(point, one.name) for one in card.contacts for point in one.points]
    if not points:
        pane.say(_("{name} has no phone and no e-mail yet.").format(name=show(card.name)))
    elif len(points) == 1:
        _copy(pane, points[0][0])
    else:
        options = [Option(point.id, show(point.value), note=show(name)) for point, name in points]
        by_id = {point.id: point for point, _name in points}
        box = Choice(_("Copy what?"), options, anchor=pane.under_cursor)
        pane.app.push_screen(box, lambda key: _copy(pane, by_id[key]) if key is not None else None)


def _copy(pane: Pane, point: PointLine) -> None:
    pane.app.copy_to_clipboard(show(point.value))
    pane.say(_("{value} is copied.").format(value=show(point.value)), "good")


def _facts(card: CustomerCard) -> str:
    parts = [show(card.fact(name)) for name in ("city", "country", "industry")]
    if employees := card.fact("employees"):
        parts.append(_("{n} people").format(n=formats.count(int(employees))))
    if (class_key := card.fact("class")) and not _class(card):
        parts.append(_("class {class_key}").format(class_key=show(class_key)))
    own = ((one, own_text(one, card.currency, is_short=True)) for one in card.own)
    parts += [_("{name}: {what}").format(name=show(one.field.name), what=text) for one, text in own if text]
    return strung(parts)


def _class(card: CustomerCard) -> str:
    said = show(reason_in_words(card.class_how, card.class_reason))
    return _("class {class_key}, {why}").format(class_key=show(card.fact("class")), why=said) if said else ""


def _given(card: CustomerCard) -> str:
    return show(handed_out(card.hand_outs[0])) if card.hand_outs and card.owner is not None else ""


def like_in_words(card: CustomerCard) -> str:
    """Say what became of customers like this one: `of 42 like it 31% bought, about 9.1k each`."""
    if card.like.worked >= LEAST and card.worth_minor is not None:
        rate = formats.percent(card.like.bought / card.like.worked)
        each = formats.short_money(card.worth_minor, card.currency)
        return _("of {n} like it {rate} bought; worth about {each}").format(n=card.like.worked, rate=rate, each=each)
    return ""


def _people(card: CustomerCard) -> str:
    if not card.contacts and not card.points:
        return _("no contact yet")
    said = []
    for one in card.contacts[:2]:
        reach = next((show(point.value) for point in one.points), "")
        part = _(PART_WORDS[one.part]) if one.part in PART_WORDS else ""
        said.append(" ".join(word for word in (show(one.name), part, reach) if word))
    said = said or [show(point.value) for point in card.points[:2]]
    people = _("; ").join(said)
    return _("{people}. {hidden}").format(people=people, hidden=_(HIDDEN)) if card.is_hidden else people


def _asked(card: CustomerCard, today: date) -> str:
    if not card.inquiries:
        return ""
    n = len(card.inquiries)
    newest = card.inquiries[0]
    said = ngettext("asked once", "asked {n} times", n).format(n=n)
    came = " ".join(part for part in (formats.day(newest.came_on, today), show(newest.source or "")) if part)
    wants = show((newest.message or "").split("\n")[0])
    said = strung((said, came))
    return _("{name}: {what}").format(name=said, what=wants) if wants else said


def _before(card: CustomerCard, today: date, zone: str) -> str:
    """Say who held it before, and why it left them."""
    if card.owner is not None:
        return held(card.owner, card.since_days)
    stay = next((one for one in card.stays if one.owner is not None and one.to_at is not None), None)
    now = next((one for one in card.stays if one.to_at is None), None)
    said = show(why(now.how, now.reason)) if now else ""
    if stay is None or stay.to_at is None:
        return _("free: {why}").format(why=said)
    local = ZoneInfo(zone)
    days = (stay.to_at.astimezone(local).date() - stay.from_at.astimezone(local).date()).days
    note = show(now.note.split("\n")[0]) if now and now.note else ""
    return _("before: {owner} {days}, {why}").format(
        owner=show(stay.owner or ""), days=formats.days(days), why=f"{said} “{note}”" if note else said
    )


def _worth(card: CustomerCard) -> list[str]:
    found = []
    for one in card.worth:
        amount = formats.short_money(one.amount_minor, one.currency)
        profit = formats.short_money(one.profit_minor, one.currency)
        found.append(
            _("bought {amount} {currency}, profit {profit}").format(amount=amount, currency=one.currency, profit=profit)
        )
    return found


def _project(one: ProjectLine) -> str:
    amount = formats.short_money(one.amount_minor, one.currency)
    return f"{show(one.name)} {amount} {show(one.stage)} ({show(one.owner or '?')})"
