"""The lines under the agenda: who is there, what was said last, what the next stage wants."""

from datetime import date

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _
from tuicrm.sales.action_kinds import OUTCOME, OUTCOMES
from tuicrm.sales.agenda.briefing import Brief, Last, Reach
from tuicrm.screens.agenda_rows import COVER, PROMISES, Item, kind_word

PARTS = {
    "decides": N_("decides"),
    "influences": N_("influences"),
    "uses": N_("uses"),
    "blocks": N_("blocks"),
    "buys": N_("buys"),
}
GAP = "   "


def head(brief: Brief) -> str:
    """Name whom it is about: `Meridian Labs, Bristol, B`."""
    parts = [brief.customer or brief.project or "", brief.city or "", brief.class_key or ""]
    return ", ".join(show(part) for part in parts if part)


def lines(brief: Brief, today: date) -> list[str]:
    """Say in three lines what one should know before one acts."""
    people = GAP.join(_reach(one) for one in brief.contacts)
    if brief.phone and not any(one.value for one in brief.contacts):
        people = GAP.join(part for part in (people, show(brief.phone)) if part)
    record = GAP.join(_last(one, today) for one in brief.record)
    return [people or _("No contact is known yet."), record or _("Nothing is on record yet."), _wants(brief)]


def hint(item: Item, today: date) -> str:
    """Say in a sentence what can be done with a row."""
    if item.kind == "day":
        return _("Nothing on this day. a plans something.")
    if item.kind == COVER:
        return _("enter plans a call for all that have none in time, each on a day with room; u takes it back.")
    if item.kind == "offer":
        return _("{name}: its owner is away. d takes it over; enter shows more.").format(name=show(item.name))
    if item.kind == "approval":
        return _("{name} waits for you. d agrees and moves it; enter opens it, to return it with a reason.").format(
            name=show(item.name)
        )
    if item.kind == "inquiry":
        return _("{name} asked and waits. d: what did you answer?").format(name=show(item.name))
    if item.kind == "handover":
        return _("{name} was handed over to you. d: accept or return it.").format(name=show(item.name))
    if item.kind == "project":
        return _("{name} has no next step. a plans one, d records what was done.").format(name=show(item.name))
    if item.kind == "customer":
        return _("{name} is silent beyond its rhythm. a plans a step, d records what was done.").format(
            name=show(item.name)
        )
    if item.is_pair:
        return _("20 minutes among you two, perhaps about {name}. enter or d fills the sheet.").format(
            name=show(item.name)
        )
    what = _(PROMISES[item.promise]) if item.promise else kind_word(item.act)
    if item.state == "done":
        return _("{name}, {what}: done. enter opens.").format(name=show(item.name), what=what)
    if item.is_late and item.on is not None and item.on < today:
        what = _("{what}, {days} late").format(what=what, days=formats.days((today - item.on).days))
    first = OUTCOMES[0]
    return _("{name}, {what}. d: what came of it? {digit} {outcome}, or a sentence.").format(
        name=show(item.name), what=what, digit=first.digit, outcome=_(first.word)
    )


def _reach(one: Reach) -> str:
    parts = [one.name, _(PARTS[one.part]) if one.part in PARTS else "", one.value or ""]
    return " ".join(show(part) for part in parts if part)


def _last(one: Last, today: date) -> str:
    outcome = _(OUTCOME[one.outcome].word) if one.outcome in OUTCOME else ""
    what = _("asked") if one.kind == "inquiry" else kind_word(one.kind)
    parts = [formats.day(one.on, today), f"{what}: {outcome}" if outcome else what]
    if one.note:
        parts.append(_("“{text}”").format(text=show(one.note)))
    return " ".join(parts)


def _wants(brief: Brief) -> str:
    if brief.stage is None:
        return _("No project.")
    stage = show(brief.stage)
    if brief.to_stage is None:
        return _("{project} is in {stage}.").format(project=show(brief.project or ""), stage=stage)
    if not brief.wants:
        return _("{stage}: nothing is asked before {next}.").format(stage=stage, next=show(brief.to_stage))
    asked = sorted(brief.wants, key=lambda one: one.is_met)
    ticks = "  ".join(f"{show(one.label)} [{'x' if one.is_met else ' '}]" for one in asked)
    return _("{stage} wants: {what}").format(stage=stage, what=ticks)
