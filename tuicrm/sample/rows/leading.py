"""Rows about what leads did: comments, and decisions of reviews."""

from collections.abc import Iterable, Mapping

from tuicrm.sample.leading import Decision, Word
from tuicrm.sample.rows.ledger import Ledger
from tuicrm.sample.rows.projects import team_of
from tuicrm.store.tables.agenda import review_decisions
from tuicrm.store.tables.talk import comments


def add_words(ledger: Ledger, words: Iterable[Word], made: Mapping[int, int]) -> None:
    """Add the comments of leads."""
    said = ledger.words.notes["lead"]
    for word in words:
        ledger.add(
            comments, by_id=ledger.people[word.by], customer_id=None, project_id=made[id(word.deal)], action_id=None,
            words=said[word.number % len(said)], at=ledger.days.at(word.at), archived_at=None, version=1,
        )  # fmt: skip


def add_decisions(
    ledger: Ledger, decided: Iterable[Decision], made: Mapping[int, int], added: Mapping[int, int]
) -> None:
    """Add what was decided in reviews, each with its action."""
    for one in decided:
        holder = one.deal.holder_at(one.at)
        ledger.add(
            review_decisions, project_id=made[id(one.deal)], action_id=added[id(one.act)], what="next_step",
            by_id=ledger.people[one.by], holder_id=ledger.people[holder], team_id=team_of(ledger, holder),
            decided_at=ledger.days.at(one.at), archived_at=None, version=1,
        )  # fmt: skip
