"""All of a planned action in one form: what, when, how long, where, with whom, how urgent, what it will cost."""

from dataclasses import replace
from datetime import datetime

from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, NP_, _
from tuicrm.plain.money import exact_text, read_amount
from tuicrm.plain.when import read_duration, read_when
from tuicrm.plain.when_text import when_text
from tuicrm.sales import agenda
from tuicrm.sales.agenda import Card, NewAction
from tuicrm.sales.agenda.people import Partners, named, partners
from tuicrm.sales.wording import words
from tuicrm.screens.agenda_rows import kind_word
from tuicrm.screens.pane import Pane
from tuicrm.widgets.fields import Field, Option, Reading
from tuicrm.widgets.form_screen import FormScreen

PRIORITIES = (N_("usual"), NP_("priority", "high"), N_("highest"))
PROMISES = {"": N_("none"), "ours": N_("we owe"), "theirs": N_("they owe")}


def edit_plan(pane: Pane, action_id: int) -> None:
    """Open the form of a planned action."""

    def with_kinds(card: Card) -> None:
        pane.ask(agenda.kinds, then=lambda kinds: with_people(card, kinds), slot="kinds")

    def with_people(card: Card, kinds: tuple[agenda.KindRow, ...]) -> None:
        pane.ask(partners, card.plan.customer_id, then=lambda found: _open(pane, card, kinds, found), slot="partners")

    pane.ask(agenda.card, action_id, then=with_kinds, slot="card")


def _open(pane: Pane, card: Card, kinds: tuple[agenda.KindRow, ...], among: Partners) -> None:
    now, plan = pane.bridge.local_now, card.plan

    def send(said: dict[str, str], form: FormScreen) -> None:
        to, wrong = _said(pane, card, said, among)
        if wrong:
            form.refuse(wrong)
            return
        pane.act(
            agenda.edit, card.id, to, version=card.version, then=lambda _made: form.done(),
            failed=lambda error: form.refuse({}, words(error)), said=lambda _made: _("Changed."),
        )  # fmt: skip

    def understood(text: str) -> Reading:
        found = read_when(text, now)
        return Reading("" if found else _("not a time; write fri 10:00, tomorrow or in 2 weeks"), ok=found is not None)

    def meant(text: str) -> Reading:
        unknown = named(text, among, _had(plan)).unknown
        return Reading(_nobody(unknown) if unknown else "", ok=not unknown)

    start = plan.at.astimezone(now.tzinfo) if plan.at is not None else plan.on
    assert start is not None
    grain = "minute" if plan.at is not None else plan.grain
    cost = plan.expected_cost_minor
    known = tuple(Option(one.key, kind_word(one.key)) for one in kinds)
    fields = [
        Field("kind", _("What"), "choice", plan.kind, options=known),
        Field("subject", _("Subject"), value=plan.subject),
        Field("when", _("When"), required=True, value=when_text(start, grain, now), read=understood,
              hint=_("tomorrow 10:00; fri; in 2 weeks")),
        Field("minutes", _("How long"), value=f"{plan.minutes} min" if plan.minutes else "", hint=_("30m, 1.5 hours")),
        Field("place", _("Where"), value=plan.place),
        Field("people", _("With whom"), value=", ".join(one for one in (card.contact, *card.people) if one), read=meant,
              hint=_("names of contacts, names or logins of colleagues, with commas between: Jan Novak, @li")),
        Field("priority", _("Priority"), "choice", str(plan.priority),
              options=tuple(Option(str(nth), _(word)) for nth, word in enumerate(PRIORITIES))),
        Field("promise", _("Promise"), "choice", plan.promise or "none",
              options=tuple(Option(key or "none", _(word)) for key, word in PROMISES.items())),
        Field("remind", _("Reminder"), value=f"{plan.remind_minutes} min" if plan.remind_minutes else "",
              hint=_("how long before: 15m, 1 hour")),
        Field("cost", _("Cost"), value=exact_text(cost, pane.bridge.home.currency) if cost is not None else "",
              hint=_("what it will probably cost")),
        Field("details", _("Notes"), "note", plan.details),
    ]  # fmt: skip
    title = _("Plan: {name}").format(name=show(plan.subject or kind_word(plan.kind)))
    pane.app.push_screen(FormScreen(title, fields, _("Save"), send=send))


def _had(plan: NewAction) -> tuple[tuple[int, ...], tuple[int, ...]]:
    first = () if plan.contact_id is None else (plan.contact_id,)
    return (*first, *plan.contact_ids), plan.user_ids


def _nobody(unknown: tuple[str, ...]) -> str:
    return _("Not found, or not only once: {words}.").format(words=show(", ".join(unknown)))


def _said(pane: Pane, card: Card, said: dict[str, str], among: Partners) -> tuple[NewAction, dict[str, str]]:
    """Read the fields; give the action and what is wrong by field."""
    wrong: dict[str, str] = {}
    now, plan = pane.bridge.local_now, card.plan
    when = read_when(said["when"], now)
    lengths: dict[str, int | None] = {"minutes": None, "remind": None}
    for key in lengths:
        if said[key].strip():
            lengths[key] = read_duration(said[key])
            if lengths[key] is None:
                wrong[key] = _("{text} is no length of time. Write it as 30m or 1.5 hours.").format(
                    text=show(said[key])
                )
    cost = None
    if said["cost"].strip():
        try:
            cost = read_amount(said["cost"], pane.bridge.home.currency).minor
        except ValueError as error:
            wrong["cost"] = str(error)
    who = named(said["people"], among, _had(plan))
    if who.unknown:
        wrong["people"] = _nobody(who.unknown)
    if when is None:
        wrong["when"] = _("not a time; write fri 10:00, tomorrow or in 2 weeks")
        return plan, wrong
    at = when.start if isinstance(when.start, datetime) else None
    promise = said["promise"] if said["promise"] in ("ours", "theirs") else None
    to = replace(
        plan, kind=said["kind"], subject=said["subject"], at=at, on=None if at else when.start,
        grain=when.precision if at is None else "minute", minutes=lengths["minutes"], place=said["place"],
        priority=int(said["priority"] or 0), promise=promise, remind_minutes=lengths["remind"],
        expected_cost_minor=cost, details=said["details"], contact_id=who.contact_ids[0] if who.contact_ids else None,
        contact_ids=who.contact_ids[1:], user_ids=who.user_ids,
    )  # fmt: skip
    return to, wrong
