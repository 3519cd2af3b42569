"""Every error has words: one sentence that says what is wrong and what to do."""

import pytest

from tuicrm.sales import rules, wording
from tuicrm.store.errors import (
    Ambiguous,
    Candidate,
    ChangedSince,
    DatabaseProblem,
    NotAllowed,
    NotFound,
    NotMade,
    NotOurs,
    Refused,
    TooNew,
    TooOld,
    Unreachable,
)

OWN_WORDS = {"not_allowed", "not_found", "ambiguous", "changed_since"}  # an exception of their own words them


def test_every_code_of_every_rule_has_words() -> None:
    wordless = {
        f"{rule.name}: {code}"
        for rule in rules.import_all().values()
        for code in rule.refuses
        if rule.function.__module__.startswith("tuicrm.")  # not the toy rules of other tests
        if code not in wording.SENTENCES and code not in OWN_WORDS
    }
    assert not wordless


def test_every_rule_that_can_be_taken_back_has_a_name_in_words() -> None:
    assert set(wording.OPERATIONS) <= set(rules.import_all())


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (Refused("no_undo"), "There is nothing of yours to take back."),
        (Refused("undone_since", by="M. Hale"), "M. Hale changed the same record since. Change it by hand."),
        (Refused("empty", what="login"), "The login is empty. Type something first."),
        (NotFound("customer", 7), "There is no customer 7 that you may see. Check the spelling."),
        (NotAllowed("manage", role="rep"), "Only a manager or an administrator may do this. Ask one."),
        (
            NotAllowed("login", login="li"),
            "li is not a user of this database. Ask an administrator for: tuicrm user add li --role rep",
        ),
        (ChangedSince("project", 3, "A. Roth"), "A. Roth changed this meanwhile. Look again, then repeat."),
        (NotFound("run", ""), "There is no calling run under way. Begin one first."),
        (
            Ambiguous("customer", "ac", [Candidate(1, "Acme"), Candidate(2, "Acorn")]),
            "ac may be several: Acme (1), Acorn (2). Say which one by its number.",
        ),
    ],
)
def test_refusals_in_words(error: Refused, said: str) -> None:
    assert wording.words(error) == said


@pytest.mark.parametrize("kind", [Unreachable, NotMade, TooNew, TooOld, NotOurs])
def test_a_database_problem_names_the_database_and_says_what_to_do(kind: type[DatabaseProblem]) -> None:
    said = wording.words(kind("postgresql://db.example/crm", "why"))
    assert "postgresql://db.example/crm" in said
    assert said.count(". ") >= 1 or ": " in said


def test_what_nobody_foresaw_still_gets_words() -> None:
    assert "ZeroDivisionError" in wording.words(ZeroDivisionError("boom"))
    assert "the disk is full" in wording.words(OSError(28, "No space left on device"))


def test_hostile_facts_are_made_harmless() -> None:
    said = wording.words(Refused("has_left", name="\x1b]52;c;eA==\x07", on="\u202e"))
    assert "\x1b" not in said
    assert "\u202e" not in said


def test_a_fact_that_is_missing_is_no_error() -> None:
    assert wording.words(Refused("team_taken")) == "There is a team ? already."


def test_a_code_cannot_get_two_sentences() -> None:
    wording.add_sentences({"no_undo": wording.SENTENCES["no_undo"]})
    with pytest.raises(ValueError, match="no_undo"):
        wording.add_sentences({"no_undo": "Something else."})
