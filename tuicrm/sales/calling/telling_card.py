"""One call of a run in lines of text: for a command, and for the lower half of the screen."""

from datetime import date

from tuicrm.plain import formats
from tuicrm.plain.language import N_, _, strung, translated
from tuicrm.sales.action_kinds import KIND, outcome_word
from tuicrm.sales.calling.record import RunRecord

WHYS = {
    "call_back": N_("call back"),
    "asked": N_("asked"),
    "promised": N_("promised"),
    "planned": N_("planned"),
    "silent": N_("silent"),
}
PARTS = {
    "decides": N_("decides"),
    "influences": N_("influences"),
    "uses": N_("uses"),
    "blocks": N_("blocks"),
    "buys": N_("buys"),
}
SIDES = {"ours": N_("we owe"), "theirs": N_("they owe")}


def where(record: RunRecord) -> str:
    """Say where they are, their class, and what time it is there: `Leeds, A, there 8:41`."""
    parts = [record.city or "", record.class_key or ""]
    if record.there is not None:
        first, last = record.there
        there = formats.clock(first)
        if first.utcoffset() != last.utcoffset():
            there = f"{there}-{formats.clock(last)}"
        parts.append(_("there {time}").format(time=there))
    return strung(parts)


def who(record: RunRecord, nth: int = 0) -> str:
    """Say whose the nth number is: `Sarah Whitcombe, buys`."""
    if nth >= len(record.numbers) or record.numbers[nth].who is None:
        return _("the company's own number") if record.numbers else _("nobody is known there")
    number = record.numbers[nth]
    return strung((number.who, _(PARTS[number.part]))) if number.part in PARTS else str(number.who)


def tried(record: RunRecord, today: date) -> str:
    """Say when somebody last talked, and which try this is: `last talk 12 May, try 1 of 4`."""
    parts = []
    if record.last_talk_on is not None:
        parts.append(_("last talk {day}").format(day=formats.day(record.last_talk_on, today)))
    if record.most_tries is not None:
        parts.append(_("try {n} of {most}").format(n=record.tries + 1, most=record.most_tries))
    else:
        parts.append(_("try {n}").format(n=record.tries + 1))
    return strung(parts)


def facts(record: RunRecord, today: date) -> list[tuple[str, str]]:
    """Give what helps, each with what it is: why, asked, before, owed, opening, answers."""
    found: list[tuple[str, str]] = []
    why = _(WHYS[record.why])
    if record.about and record.why != "asked":
        found.append((why, record.about))
    if record.project:
        stake = formats.short_money(record.amount_minor, record.currency) if record.currency else ""
        found.append((_("project"), strung((record.project, record.stage or "", stake))))
    asked = [
        f"{translated(one.source) or _('asked')} {formats.day(one.on, today)}"
        f"{f': {one.message}' if one.message else ''}"
        for one in record.asked
    ]
    if asked:
        found.append((_("asked"), "; ".join(asked)))
    for nth, one in enumerate(record.before):
        said = _("“{text}”").format(text=one.note) if one.note else outcome_word(one.outcome)
        kind = _(KIND[one.kind].word) if one.kind in KIND else one.kind
        by = f"{one.by}, " if one.by else ""
        found.append((_("before") if nth == 0 else "", f"{kind} {said} ({by}{formats.day(one.on, today)})"))
    for owed in record.promises:
        found.append((_(SIDES[owed.side]), f"{owed.subject} ({formats.day_words(owed.on, today)})"))
    if record.best is not None:
        best = _("{from_}-{to}, {reached} of {calls} calls reached somebody")
        found.append((_("best hour"), best.format(from_=record.best.hour, to=record.best.hour + 1,
                                                  reached=record.best.reached, calls=record.best.calls)))  # fmt: skip
    if record.opening:
        found.append((_("opening"), record.opening))
    found += [(_("if") if nth == 0 else "", answer) for nth, answer in enumerate(record.answers)]
    return found


def lines(record: RunRecord, today: date) -> list[str]:
    """Give the whole record in lines, for a command."""
    head = [record.customer, where(record)]
    said = [strung(head), strung((who(record), tried(record, today)))]
    said += [f"{number.text}  {number.who or ''}".rstrip() for number in record.numbers]
    if record.is_hidden:
        said.append(_("Claim the customer to see the number."))
    if record.asks:
        asked = [f"{one.key} ({', '.join(one.choices)})" if one.choices else one.key for one in record.asks]
        said.append(_("its outcome asks for {fields}: --field KEY=VALUE").format(fields=", ".join(asked)))
    return said + [f"{name}: {text}" if name else f"  {text}" for name, text in facts(record, today)]
