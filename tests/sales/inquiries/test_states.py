"""What became of an inquiry: computed from what was done since, on all engines; verdicts and their undo."""

from typing import Any

import pytest

from tests.company import Company
from tests.sales.house import join, refusal, row, take
from tuicrm.sales import agenda, funnel, inquiries, pool, projects, talk, undo
from tuicrm.sales.agenda import NewAction
from tuicrm.sales.inquiries import Inquiry, InquiryQuery
from tuicrm.sales.inquiries.words import in_words
from tuicrm.sales.projects import NewProject
from tuicrm.store.errors import NotAllowed, NotFound
from tuicrm.store.lists import VERDICTS
from tuicrm.store.tables.customers import inquiries as inquiry_rows


def listed(company: Company, login: str = "hale", **query: Any) -> tuple[Inquiry, ...]:
    return company.desk(login).read(inquiries.page, InquiryQuery(**query)).rows


def state(company: Company, inquiry_id: int) -> tuple[str, int]:
    found = company.desk("hale").read(inquiries.one, inquiry_id)
    return found.state, found.tries


def call(company: Company, customer_id: int, outcome: str, kind: str = "call") -> None:
    company.clock.later(minutes=10)
    company.desk("li").write(agenda.log, NewAction(kind, customer_id=customer_id), outcome=outcome, note="said so")


def test_an_inquiry_goes_from_new_to_won_by_what_is_done(company: Company) -> None:
    taken = take(company, "Acme", login="wang", source="website")
    asked, acme = taken.inquiry_id, taken.customer_id
    li = company.desk("li")
    assert state(company, asked) == ("new", 0)
    li.write(pool.claim, acme)
    assert state(company, asked) == ("new", 0)
    li.write(inquiries.see, acme)
    assert state(company, asked) == ("seen", 0)
    call(company, acme, "no_answer")
    call(company, acme, "busy")
    assert state(company, asked) == ("tried", 2)
    call(company, acme, "talked")
    assert state(company, asked) == ("talked", 3)
    project = li.write(projects.add, NewProject(name="Line", customer_id=acme, amount_minor=100_00)).project_id
    assert state(company, asked)[0] == "project"
    li.write(funnel.win, project, amount_minor=100_00, cost_minor=60_00, reason="repeat order")
    assert state(company, asked)[0] == "won"
    company.clock.later(minutes=1)
    again = take(company, "ACME", login="wang")
    assert state(company, again.inquiry_id) == ("new", 0)
    assert [one.state for one in listed(company, customer_id=acme)] == ["new", "won"]


@pytest.mark.parametrize(
    ("kind", "outcome", "expected"),
    [
        ("call", "no_answer", "tried"),
        ("call", "wrong_number", "tried"),
        ("call", "call_back", "talked"),
        ("visit", "done", "talked"),
        ("message", "not_interested", "talked"),
        ("task", "done", "new"),
    ],
)
def test_only_what_reaches_out_counts(small_company: Company, kind: str, outcome: str, expected: str) -> None:
    taken = take(small_company, "Acme")
    call(small_company, taken.customer_id, outcome, kind)
    assert state(small_company, taken.inquiry_id)[0] == expected


def test_what_was_done_before_it_asked_does_not_count(small_company: Company) -> None:
    first = take(small_company, "Acme")
    call(small_company, first.customer_id, "talked")
    small_company.clock.later(minutes=1)
    second = take(small_company, "Acme")
    assert state(small_company, first.inquiry_id)[0] == "talked"
    assert state(small_company, second.inquiry_id) == ("new", 0)


def test_the_second_who_asks_makes_no_second_project(small_company: Company) -> None:
    company = small_company
    first = take(company, "Acme", contact="Ann Lee", emails=("ann@acme.example",))
    made = company.desk("li").write(projects.add, NewProject(name="Line 4", customer_id=first.customer_id))
    company.clock.later(days=1)
    second = take(company, "Acme", contact="Bob Ray", emails=("bob@acme.example",))
    assert second.project == "Line 4"
    assert row(company, inquiry_rows, second.inquiry_id).project_id == made.project_id
    assert state(company, second.inquiry_id)[0] == "new", "nobody has answered it yet"
    call(company, first.customer_id, "talked")
    assert state(company, second.inquiry_id)[0] == "project"
    other = company.desk("li").write(projects.add, NewProject(name="Line 5", customer_id=first.customer_id))
    third = take(company, "Acme")
    assert (third.project, row(company, inquiry_rows, third.inquiry_id).project_id) == (None, None)
    named = take(company, "Acme", project="Line 5")
    assert row(company, inquiry_rows, named.inquiry_id).project_id == other.project_id
    none = take(company, "Acme", project="-")
    assert row(company, inquiry_rows, none.inquiry_id).project_id is None


def test_a_project_that_is_not_open_there_is_refused_before_anything_is_written(small_company: Company) -> None:
    take(small_company, "Acme")
    refused = refusal_of(small_company, project="Line 9")
    assert refused == "no_open_project"
    assert len(listed(small_company)) == 1


def refusal_of(company: Company, **values: Any) -> str:
    from tuicrm.sales import intake
    from tuicrm.sales.intake import Lead

    return refusal(company, "li", intake.take_in, Lead("Acme", **values)).code


@pytest.mark.parametrize("verdict", VERDICTS)
def test_each_verdict_refuses_and_is_taken_back(small_company: Company, verdict: str) -> None:
    taken = take(small_company, "Acme")
    li = small_company.desk("li")
    done = li.write(inquiries.judge, (taken.inquiry_id,), verdict)
    assert (done.customer, done.verdict) == ("Acme", verdict)
    assert [one.verdict for one in listed(small_company, state=verdict)] == [verdict]
    assert state(small_company, taken.inquiry_id)[0] == "refused"
    assert li.write(undo.last).words == "verdict on an inquiry of Acme"
    assert state(small_company, taken.inquiry_id)[0] == "new"


def test_verdicts_have_rules_of_their_own(small_company: Company) -> None:
    company = small_company
    taken = take(company, "Acme")
    assert refusal(company, "li", inquiries.judge, (taken.inquiry_id,), "ugly").code == "verdict"
    assert isinstance(refusal(company, "li", inquiries.judge, (99,), "spam"), NotFound)
    company.desk("kuhn").write(pool.claim, taken.customer_id)
    assert isinstance(refusal(company, "li", inquiries.judge, (taken.inquiry_id,), "spam"), NotFound)
    join(company, "mara", "marketing")
    assert isinstance(refusal(company, "mara", inquiries.judge, (taken.inquiry_id,), "spam"), NotAllowed)
    company.desk("kuhn").write(projects.add, NewProject(name="Line", customer_id=taken.customer_id))
    assert refusal(company, "kuhn", inquiries.judge, (taken.inquiry_id,), "spam").code == "led_to_project"


def test_the_owner_is_told_until_they_look(small_company: Company) -> None:
    company = small_company
    first = take(company, "Acme", login="wang")
    li = company.desk("li")
    li.write(pool.claim, first.customer_id)
    li.write(inquiries.see, first.customer_id)
    assert li.read(inquiries.unseen) == 0
    company.clock.later(minutes=1)
    again = take(company, "Acme", login="roth")
    assert again.is_told
    assert li.read(inquiries.unseen) == 1
    assert company.desk("roth").write(inquiries.see, first.customer_id).ids == (), "only its holder takes the news away"
    assert [one.id for one in li.read(agenda.now_list).rows if one.kind == "inquiry"] == [again.inquiry_id, 1]
    assert li.write(inquiries.see, first.customer_id).ids == (again.inquiry_id,)
    assert li.read(inquiries.unseen) == 0
    assert not take(company, "Acme", login="li").is_told
    assert li.read(inquiries.unseen) == 0, "who took it in has seen it"


def test_what_a_customer_asks_stands_among_its_holders_news_until_it_is_read(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    company.clock.later(minutes=1)
    first = take(company, "Acme", login="wang", contact="Ann Lee", message="price?")
    company.clock.later(minutes=1)
    second = take(company, "Acme", login="wang", message="third")
    li = company.desk("li")
    told = [(one.kind, one.by, one.about, one.words, one.inquiry_id, one.seen_at) for one in li.read(talk.notices_of)]
    assert told == [
        ("asked", None, "Acme", "third", second.inquiry_id, None),
        ("asked", "Ann Lee", "Acme", "price?", first.inquiry_id, None),
    ]
    assert (li.read(inquiries.unseen), li.read(talk.count_new)) == (2, 0)
    assert company.desk("wang").read(talk.notices_of) == ()
    assert company.desk("wang").write(talk.see, (), (second.inquiry_id,)) == 0, "only its holder takes the news away"
    assert li.write(talk.see, (), (second.inquiry_id,)) == 1
    assert [one.inquiry_id for one in li.read(talk.notices_of, only_new=True)] == [first.inquiry_id]
    company.desk("wang").write(undo.last)  # a look does not stand in the way
    assert li.write(talk.see) == 1
    assert (li.read(talk.notices_of), li.read(inquiries.unseen)) == ((), 0)
    assert [one.customer_id for one in li.read(agenda.now_list).rows if one.kind == "inquiry"] == [acme], "to be done"


def test_looking_at_it_does_not_stand_in_the_way_of_undo(small_company: Company) -> None:
    company = small_company
    taken = take(company, "Acme")
    company.desk("roth").write(inquiries.see, taken.customer_id)
    company.desk("li").write(undo.last)
    assert listed(company) == ()


def test_who_sent_them_is_on_record(company: Company) -> None:
    giver = take(company, "Giver Ltd", phones=("0113 496 0142",)).customer_id
    for text, expected in (
        ("giver", "Giver Ltd"),
        ("+44 113 4960142", "Giver Ltd"),
        (str(giver), "Giver Ltd"),
        ("@roth", "A. Roth"),
        ("a. roth", "A. Roth"),
    ):
        taken = take(company, f"Acme {text}", referrer=text)
        found = company.desk("hale").read(inquiries.one, taken.inquiry_id)
        assert (found.referrer, found.source) == (expected, "referral")
    for text in ("nobody", "@nobody"):
        assert refusal_of(company, referrer=text) == "no_referrer"
    take(company, "Giver Ltd", city="Leeds")
    take(company, "Giver Ltd", city="Hull")
    assert refusal_of(company, referrer="giver") == "no_referrer"


def test_consent_is_kept_word_for_word(small_company: Company) -> None:
    text = "Yes, call me.\nI read the privacy notice of 1 Nov."
    taken = take(small_company, "Acme", consent=text)
    assert small_company.desk("li").read(inquiries.one, taken.inquiry_id).consent == text


def test_a_list_is_walked_page_by_page_in_both_orders(company: Company) -> None:
    for nth in range(7):
        company.clock.later(minutes=nth % 3)  # some come at one moment
        take(company, f"Firm {nth}", source="phone" if nth % 2 else "website")
    everything = [one.id for one in listed(company)]
    assert sorted(everything) == list(range(1, 8))
    for oldest_first in (False, True):
        walked: list[int] = []
        after = None
        while True:
            query = InquiryQuery(limit=2, after=after, oldest_first=oldest_first)
            found = company.desk("hale").read(inquiries.page, query)
            walked += [one.id for one in found.rows]
            after = found.after
            if after is None:
                break
        assert walked == (everything[::-1] if oldest_first else everything)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, {"free", "mine", "theirs"}),
        ({"source": "phone"}, {"free"}),
        ({"source": "-"}, {"theirs"}),
        ({"state": "untouched"}, {"free", "theirs"}),
        ({"state": "called"}, {"mine"}),
        ({"state": "known"}, set()),
        ({"words": "min"}, {"mine"}),
        ({"is_mine": True}, set()),
    ],
)
def test_what_a_list_can_be_asked_for(small_company: Company, query: dict[str, Any], expected: set[str]) -> None:
    company = small_company
    take(company, "free", source="phone")
    mine = take(company, "mine", source="website").customer_id
    company.desk("li").write(pool.claim, mine)
    call(company, mine, "talked")
    company.desk("kuhn").write(pool.claim, take(company, "theirs").customer_id)
    assert {one.customer for one in listed(company, **query)} == expected
    assert {one.customer for one in listed(company, login="li", is_mine=True)} == {"mine"}
    assert {one.customer for one in listed(company, login="li")} == {"free", "mine"}
    with_wrong = InquiryQuery(state="asleep")
    assert refusal_to_read(company, with_wrong) == "state_unknown"


def refusal_to_read(company: Company, query: InquiryQuery) -> str:
    from tuicrm.store.errors import Refused

    with pytest.raises(Refused) as refused:
        company.desk("li").read(inquiries.page, query)
    return refused.value.code


def test_states_are_said_in_words() -> None:
    assert [in_words("new"), in_words("tried", 2), in_words("refused", 0, "student")] == [
        "new", "tried 2", "refused: a student",
    ]  # fmt: skip
