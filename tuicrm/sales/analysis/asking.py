"""Ask what somebody saved: a measure or a question with its options, as one line."""

from datetime import date, datetime

from tuicrm.plain.periods import parse_day
from tuicrm.sales.analysis.answer import Answer
from tuicrm.sales.analysis.as_answer import as_answer
from tuicrm.sales.analysis.comparing import compare
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.measures import MEASURES
from tuicrm.sales.analysis.own_sums import is_own_sum
from tuicrm.sales.analysis.questions import answered
from tuicrm.sales.analysis.report import Ask, computed
from tuicrm.sales.analysis.saving import read
from tuicrm.sales.rules import rule
from tuicrm.store.actor import Actor
from tuicrm.store.errors import Refused
from tuicrm.store.session import Session


@rule(
    "report.asked", right="report",
    refuses=(
        "question_words", "measure", "dimension", "dimension_of_measure", "order_of_days", "filter", "filter_amount",
        "filter_day", "against", "question", "nobody", "question_by", "question_against",
        "question_where", "namesakes", "figures_of_one",
    ),
)  # fmt: skip
def asked(session: Session, actor: Actor, words: str, *, now: datetime) -> Answer:
    """Answer a saved line: `win-rate --by owner --from 2026-01-01`."""
    name, options = read(words)
    first, last, as_of = (_day(options.get(key), words) for key in ("from", "to", "as_of"))
    where, who = options.get("where", ""), options.get("for", "")
    if name not in MEASURES and not is_own_sum(name):
        scope = Scope(first, last, where, as_of, who, options.get("by", ""), options.get("against", ""))
        return answered(session, actor, name, scope, now)
    if who:
        key = "team" if who.startswith("team-") else "owner"
        where = f'{where} {key}:"{who.removeprefix("team-")}"'.strip()
    by = tuple(part.strip() for part in options.get("by", "").split(",") if part.strip())
    ask = Ask(name, by, first, last, where, as_of)
    if against := options.get("against"):
        pair = compare(session, actor, ask, against, now=now)
        return as_answer(pair.now, pair.against)
    return as_answer(computed(session, actor, ask, now))


def _day(text: str | None, words: str) -> date | None:
    if not text:
        return None
    try:
        return parse_day(text)
    except ValueError as error:
        raise Refused("question_words", given=words) from error
