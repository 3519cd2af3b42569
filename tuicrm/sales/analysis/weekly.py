"""The written weekly report: the five sentences, what changed, the figures, the abnormal projects; fit to be mailed."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tuicrm.plain import formats
from tuicrm.plain.language import _, ngettext
from tuicrm.sales.analysis.answer import Answer
from tuicrm.sales.analysis.frame import Frame, Scope, frame
from tuicrm.sales.analysis.questions import REFUSES, answered
from tuicrm.sales.analysis.report import Ask, computed
from tuicrm.sales.analysis.sentences import sentences
from tuicrm.sales.analysis.team import team_page
from tuicrm.sales.analysis.telling.phase import phase_words
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.session import Session

ASKED = ("outlook", "targets", "stages", "abnormal", "people", "rhythm")
"""The questions of the report, in their order."""
OF_RECORDS, MOST_RECORDS = ("abnormal", "rhythm"), 15


@dataclass(frozen=True)
class Weekly:
    """The report: a title, the five sentences of the team page, what changed in the week, and the answers."""

    title: str
    five: tuple[str, ...]
    changed: tuple[str, ...]
    answers: tuple[Answer, ...]
    foot: str


@rule("report.weekly", right="report", refuses=REFUSES)
def weekly(session: Session, actor: Actor, scope: Scope | None = None, *, now: datetime) -> Weekly:
    """Write the report of the week that ends on the day of reading, for a team, a person or all."""
    scope = scope or Scope()
    asked = frame(session, actor, scope, now)
    days = replace(scope, from_on=None, to_on=None)
    answers = tuple(_short(answered(session, actor, name, days, now)) for name in ASKED)
    first = asked.today - timedelta(days=6)
    who = asked.named or _("the company")
    title = _("Week to {day}: {who}").format(day=formats.day(asked.today), who=who)
    foot = _("Made by tuicrm from what was recorded up to {day}.").format(day=formats.day(asked.today))
    five, changed = _five(session, actor, now), _changed(asked, first)
    if asked.named:
        five = (_("The whole company:"), *five)  # an average of a part would say nothing of what moved it
        changed = (_("In these seven days, {who}:").format(who=asked.named), *changed)
    return Weekly(title, five, changed, answers, foot)


def _short(found: Answer) -> Answer:
    """A letter names the first of a long list of records, and says where the others are."""
    left_out = len(found.lines) - MOST_RECORDS
    if found.name not in OF_RECORDS or left_out <= 0:
        return found
    text = ngettext("{n} more: tuicrm report {name}", "{n} more: tuicrm report {name}", left_out)
    said = text.format(n=formats.count(left_out), name=found.name)
    return replace(found, lines=found.lines[:MOST_RECORDS], said=(*found.said, said))


def _five(session: Session, actor: Actor, now: datetime) -> tuple[str, ...]:
    page = team_page(session, actor, now=now)
    five = (_("{name}: {text}").format(name=one.name, text=one.text) for one in sentences(page))
    return (phase_words(page.phase), *five)


def _changed(asked: Frame, first: object) -> tuple[str, ...]:
    """Figures of the week, each beside the week before."""
    words = {
        "won": _("won"), "won-revenue": _("amount won"), "lost": _("lost"), "inquiries": _("inquiries"),
        "actions": _("actions"), "talks": _("talks"),
    }  # fmt: skip
    today = asked.today
    said = []
    for measure, word in words.items():
        values = []
        for last in (today, today - timedelta(days=7)):
            of = ("owner",) if asked.user_id else ("team",) if asked.team_id else ()
            ask = Ask(measure, of, last - timedelta(days=6), last, asked.scope.where, asked.scope.as_of)
            report = computed(asked.session, asked.actor, ask, asked.now)
            row = next((one for one in report.rows if one.key == ((asked.named,) if of else ())), None)
            value = row.value if row and row.value is not None else 0
            values.append(formats.short_money(int(value), report.currency) if report.unit == "money" else f"{value:g}")
        said.append(_("{what}: {now} (the week before {before})").format(what=word, now=values[0], before=values[1]))
    return tuple(said)
