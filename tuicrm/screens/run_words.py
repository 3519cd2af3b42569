"""The words of a run: its head, what each outcome brings, what was last, what came of it all."""

from datetime import datetime, timedelta

from tuicrm.plain import formats
from tuicrm.plain.clean import show
from tuicrm.plain.language import N_, _, in_a_row
from tuicrm.sales.action_kinds import KIND, outcome_word
from tuicrm.sales.calling import RunRecord, RunView
from tuicrm.sales.calling.telling_card import facts, tried, where, who
from tuicrm.sales.calling.told import waiting
from tuicrm.sales.outcomes import SKIP_DIGIT, CallOutcome, wait_of
from tuicrm.widgets.call_card import Call
from tuicrm.widgets.outcome_grid import Answer

HINTS = {
    "ask": N_("when?"),
    "next": N_("note, next"),
    "reason": N_("why?"),
    "wrong": "",
    "close": "",
    "none": "",
}


def head(view: RunView, *, is_narrow: bool = False) -> str:
    """Say which run this is and how far: `Run "fair, class B"   16 of 30`."""
    if is_narrow:
        return f"{view.place}/{view.records} {show(view.name)}"
    return _("Run “{name}”   {place} of {records}").format(name=show(view.name), place=view.place, records=view.records)


def counted(view: RunView, now: datetime) -> str:
    """Say what came of it so far: `talks 5   no answer 9   9:41   *1 new`."""
    said = _("talks {talks}   no answer {missed}   {time}").format(
        talks=view.talks, missed=view.no_answers, time=formats.clock(now)
    )
    return _("{said}   *{n} new").format(said=said, n=view.came) if view.came else said


def card(record: RunRecord, nth: int, now: datetime, *, dials: bool = False) -> Call:
    """Give what the card says of a record; `nth` is the number that is shown, `dials` lets it open the dialler."""
    number = record.numbers[nth] if nth < len(record.numbers) else None
    hint = ""
    if len(record.numbers) > 1:
        hint = _("tab: number {n} of {many}").format(n=(nth + 1) % len(record.numbers) + 1, many=len(record.numbers))
    warning = ""
    if record.is_hidden:
        warning = _("It lies in the pool: space 2 claims it and shows the number.")
    elif number is None:
        warning = _("No number that may be called. space shows what can be done.")
    return Call(
        name=show(record.customer), where=show(where(record)), who=show(who(record, nth)),
        tried=show(tried(record, now.date())), number=show(number.text) if number and not warning else "",
        hint=hint if not warning else "", warning=warning,
        link=f"tel:{number.key.partition(';')[0]}" if dials and number and number.key.startswith("+") else "",
    )  # fmt: skip


def told(record: RunRecord, now: datetime) -> list[tuple[str, str]]:
    """Give the facts below the number."""
    return [(show(name), show(text)) for name, text in facts(record, now.date())]


def answers(view: RunView, now: datetime) -> list[Answer]:
    """Give the outcomes with what each brings; the last one skips."""
    tries = view.record.tries if view.record is not None else 0
    found = [Answer(one.digit, outcome_word(one.key), _hint(one, tries, now)) for one in view.outcomes if one.digit]
    return [*found, Answer(SKIP_DIGIT, _("skip"), _("later today"))]


def _hint(one: CallOutcome, tries: int, now: datetime) -> str:
    if one.follow != "again":
        return _(HINTS[one.follow]) if HINTS[one.follow] else ""
    wait = wait_of(one, 1 if one.is_reached else tries + 1)
    if wait is None:
        return _("back to the pool") if one.at_limit == "release" else _("no more tries")
    at = now + wait
    if wait <= timedelta(hours=12):
        return _("again {time}").format(time=formats.clock(at)) if wait >= timedelta(hours=1) else _span(wait)
    return _("again {time}").format(time=formats.near_day(at.date(), now.date())) if wait.days < 7 else _span(wait)


def _span(wait: timedelta) -> str:
    return formats.span(int(wait.total_seconds() // 60))


def last(view: RunView, now: datetime, with_it: str = "") -> str:
    """Say what was logged last: `Last: Pelagic Systems, no answer (2 of 4), call 14:00. space 1 takes it back.`.

    Args:
        with_it: what else that call changed.
    """
    one = view.last
    if one is None:
        return _("Type what was said; a digit logs the outcome, enter saves. esc pauses.")
    what = outcome_word(one.outcome)
    if one.tries and one.most_tries:
        what = _("{outcome} ({n} of {most})").format(outcome=what, n=one.tries, most=one.most_tries)
    parts = [_("Last: {customer}, {what}").format(customer=show(one.customer), what=what)]
    if one.next_on is not None:
        at = one.next_at.astimezone(now.tzinfo) if one.next_at else None
        kind = _(KIND[one.next_kind].word) if one.next_kind in KIND else show(one.next_kind or "")
        parts.append(_("{kind} {time}").format(kind=kind, time=formats.near_time(at, one.next_on, now.date())))
    return in_a_row(_("{sentence}.").format(sentence=", ".join(parts)), with_it, _("space 1 takes it back."))


def summary(view: RunView, now: datetime) -> list[tuple[str, str]]:
    """Say at the end what came of it."""
    found = view.summary
    lines = [
        (_("calls"), f"{found.calls}  ({formats.span(found.minutes)})"),
        (_("talks"), str(found.talks)),
        (_("next steps"), str(found.next_steps)),
        (_("projects"), str(found.projects)),
    ]
    if found.best is not None:
        best = _("{from_}-{to}, {reached} of {calls} calls reached somebody")
        lines.append((_("best hour"), best.format(from_=found.best.hour, to=found.best.hour + 1,
                                                  reached=found.best.reached, calls=found.best.calls)))  # fmt: skip
    return lines


def pause(view: RunView, now: datetime) -> Call:
    """Give the card of a run in which nobody can be called now."""
    if view.again_at is None:
        return Call(name=_("That was the last one."), who=_("enter or esc ends the run"))
    at = view.again_at.astimezone(now.tzinfo)
    wait = waiting(view.later, formats.near_time(at, None, now.date()))
    return Call(name=_("Nobody can be called now."), who=wait, tried=_("esc leaves; r goes on later"))
