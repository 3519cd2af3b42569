"""The weekly review: what is talked about and why, who calls what, what was decided and what became of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.chances import EUROS, kept, project, stage, take_back
from tests.sales.handovers.test_giving import call
from tuicrm.sales import agenda, funnel, handovers, projects, review
from tuicrm.sales.funnel.causes import Scope
from tuicrm.sales.funnel.risks import Talk
from tuicrm.sales.invariants import check
from tuicrm.sales.review import Decide, Review
from tuicrm.sales.review.words import reasons
from tuicrm.store.errors import NotAllowed, NotFound, Refused
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.people import users

TODAY = NOW.date()
K = 1_000 * EUROS


def read(company: Company, login: str = "wang", **asked: Any) -> Review:
    return company.desk(login).read(review.review, **asked)


def edit(company: Company, made: int, **values: Any) -> None:
    company.desk("hale").write(projects.edit, made, kept(company, made).version, **values)


def talk(company: Company, made: int, login: str = "wang") -> Talk | None:
    return next((one for one in read(company, login).talks if one.id == made), None)


def why(company: Company, made: int) -> set[str]:
    found = talk(company, made)
    return {one.key for one in found.reasons} if found else set()


def quiet(company: Company, name: str = "quiet", **values: Any) -> int:
    """A project that nobody has to talk about: a next step in time, closing far away."""
    made = project(company, name, **{"expected_on": TODAY + timedelta(days=90), **values})
    call(company, values.get("login", "li"), project_id=made)
    return made


# the reasons


def test_a_project_in_order_is_not_talked_about(small_company: Company) -> None:
    made = quiet(small_company)
    assert why(small_company, made) == set()
    assert read(small_company).talks == ()


def late(company: Company, made: int) -> None:
    company.clock.later(days=1)
    edit(company, made, expected_on=TODAY - timedelta(days=3))


def next_late(company: Company, made: int) -> None:
    company.clock.later(days=5)


def moved(company: Company, made: int) -> None:
    company.clock.later(days=8)
    edit(company, made, expected_on=TODAY + timedelta(days=120))


def soon(company: Company, made: int) -> None:
    (action,) = company.all(select(actions.c.id).where(actions.c.project_id == made))
    company.desk("li").write(agenda.cancel, action[0], reason="so")
    edit(company, made, expected_on=TODAY + timedelta(days=30))


def still(company: Company, made: int) -> None:
    company.clock.later(days=100)


def down(company: Company, made: int) -> None:
    edit(company, made, category="commit")
    company.clock.later(days=9)
    edit(company, made, category="best")


def smaller(company: Company, made: int) -> None:
    company.clock.later(days=9)
    edit(company, made, amount_minor=22 * K)


def back(company: Company, made: int) -> None:
    company.desk("li").write(funnel.move, made, stage(company, "Needs"))
    company.clock.later(days=9)
    company.desk("li").write(funnel.move, made, stage(company, "New"))


CASES = {
    "late": (late, "late", "date 4d past"), "next late": (next_late, "next_late", "next step late 2d"),
    "moved": (moved, "moved", "date moved from 21 Feb 2027"), "soon": (soon, "soon", "no next step, closes 23 Dec"),
    "still": (still, "still", "100d still, stage allows"), "category": (down, "category_down", "down from commit"),
    "amount": (smaller, "amount_down", "amount down from 28.0k"), "back": (back, "moved_back", "back from Needs"),
}  # fmt: skip


@pytest.mark.parametrize(("act", "key", "words"), CASES.values(), ids=CASES)
def test_each_reason_is_said_in_words(small_company: Company, act: Any, key: str, words: str) -> None:
    made = quiet(small_company)
    act(small_company, made)
    assert key in why(small_company, made)
    found = talk(small_company, made)
    assert found is not None
    assert words in reasons(found, small_company.clock.now.date(), "EUR")


def test_a_small_fall_and_a_rise_are_no_risk(small_company: Company) -> None:
    one, two = quiet(small_company, "one"), quiet(small_company, "two")
    small_company.clock.later(days=2)
    edit(small_company, one, amount_minor=23 * K)
    edit(small_company, two, amount_minor=60 * K, category="commit", expected_on=TODAY + timedelta(days=80))
    assert why(small_company, one) == why(small_company, two) == set()


def test_the_three_largest_are_talked_about_whatever_they_are(small_company: Company) -> None:
    made = [quiet(small_company, f"P{number}", amount_minor=number * K) for number in range(1, 6)]
    assert [one.id for one in read(small_company).talks] == [made[4], made[3], made[2]]
    assert why(small_company, made[4]) == {"large"}


def test_ranked_by_money_at_risk(small_company: Company) -> None:
    early = project(small_company, "large but early", amount_minor=50 * K, expected_on=TODAY)
    sure = project(small_company, "sure", amount_minor=40 * K, expected_on=TODAY)
    edit(small_company, sure, probability=90, probability_reason="order is written")
    unknown = project(small_company, "unknown", amount_minor=None, expected_on=TODAY)
    found = read(small_company).talks
    assert [one.id for one in found] == [sure, early, unknown]
    assert [one.at_risk_minor for one in found] == [36 * K, 50 * K * found[1].stage.probability // 100, 0]


# whose


@pytest.mark.parametrize(
    ("login", "asked", "names"),
    [
        ("li", {}, {"east"}), ("wang", {}, {"east", "roth"}), ("hale", {}, {"east", "roth", "west"}),
        ("hale", {"scope": "team:West"}, {"west"}), ("hale", {"scope": "owner:roth"}, {"roth"}),
        ("kuhn", {}, {"west"}), ("wang", {"scope": "team:East"}, {"east", "roth"}),
        ("eye", {}, {"east", "roth", "west"}),
    ],
)  # fmt: skip
def test_the_scope_is_ones_own_unless_it_is_said(
    small_company: Company, login: str, asked: dict[str, Any], names: set[str]
) -> None:
    for name, whose in (("east", "li"), ("roth", "roth"), ("west", "kuhn")):
        project(small_company, name, login=whose, expected_on=TODAY)
    assert {one.name for one in read(small_company, login, **asked).talks} == names


@pytest.mark.parametrize("login", ["li", "wang", "roth"])
def test_another_team_s_review_is_refused_by_its_name(small_company: Company, login: str) -> None:
    """It was all noughts, as if nothing went on there."""
    with pytest.raises(NotFound) as refused:
        read(small_company, login, scope="team:West")
    assert refused.value.facts == {"kind": "team", "key": "West"}


def test_the_day_of_the_last_review_is_before_today(small_company: Company) -> None:
    found = read(small_company)
    assert (found.on, found.since, found.until) == (TODAY, TODAY - timedelta(days=7), date(2026, 12, 31))
    with pytest.raises(Refused, match="since_not_before"):
        read(small_company, since=TODAY)


def test_calls_are_this_week_against_last(small_company: Company) -> None:
    one = project(small_company, "one", amount_minor=10 * K, expected_on=TODAY)
    two = project(small_company, "two", amount_minor=4 * K)
    far = project(small_company, "far", amount_minor=99 * K, expected_on=date(2027, 3, 1))
    other = project(small_company, "other", login="roth", amount_minor=7 * K)
    for made, category in ((one, "commit"), (two, "best"), (far, "commit"), (other, "omitted")):
        edit(small_company, made, category=category)
    small_company.clock.later(days=8)
    edit(small_company, two, amount_minor=6 * K)
    edit(small_company, one, category="pipeline", owner_id=small_company.id("roth"))
    by_name = {call.name: call for call in read(small_company).calls}
    li, roth = by_name["Li Wei"], by_name["A. Roth"]
    assert (li.called, li.was_called, li.was_commit, li.best) == (6 * K, 14 * K, 10 * K, 6 * K)
    assert (roth.called, roth.was_called, roth.pipeline) == (0, 0, 10 * K)


# decisions


def decide(company: Company, made: int, what: str, *, login: str = "wang", **said: Any) -> Any:
    return company.desk(login).write(review.decide, made, Decide(what, **said))


def action(company: Company, decided: Any) -> Any:
    from tuicrm.store.tables.agenda import review_decisions

    wanted = select(actions).join(review_decisions, review_decisions.c.action_id == actions.c.id)
    return company.all(wanted.where(review_decisions.c.id == decided.id))[0]


def login_of(company: Company, user_id: int) -> str:
    return str(company.value(select(users.c.login).where(users.c.id == user_id)))


@pytest.mark.parametrize(
    ("text", "kind", "subject", "on", "who"),
    [
        ("call L. Kral instead, wed", "call", "L. Kral instead", TODAY + timedelta(days=2), "li"),
        ("visit the plant @roth fri", "visit", "the plant", TODAY + timedelta(days=4), "roth"),
        ("send the data sheet", "task", "the data sheet", TODAY + timedelta(days=1), "li"),
        ("周三 电话 问交货期", "call", "问交货期", TODAY + timedelta(days=2), "li"),
    ],
)
def test_a_next_step_stands_in_somebodys_agenda(
    small_company: Company, text: str, kind: str, subject: str, on: date, who: str
) -> None:
    made = project(small_company)
    decided = decide(small_company, made, "next_step", text=text)
    row = action(small_company, decided)
    assert (row.kind, row.subject, row.planned_on, row.state) == (kind, subject, on, "planned")
    assert (row.origin, login_of(small_company, row.owner_id), row.made_by_id) == (
        "review",
        who,
        small_company.id("wang"),
    )
    assert not decided.is_done
    assert small_company.database.read_as(check, small_company.clock.now) == ()


def test_a_date_and_a_category_are_set_and_on_record(small_company: Company) -> None:
    made = project(small_company, expected_on=TODAY)
    dated = decide(small_company, made, "date", text="29 jan")
    assert kept(small_company, made).expected_on == date(2027, 1, 29)
    assert (dated.is_done, dated.words) == (True, "Expected close: 29 Jan 2027")
    decide(small_company, made, "category", choice="best")
    assert kept(small_company, made).category == "best"
    row = action(small_company, dated)
    assert (row.state, row.origin, row.outcome) == ("done", "review", "done")


def test_help_is_a_task_of_who_helps_and_lets_them_read(small_company: Company) -> None:
    made = project(small_company)
    decided = decide(small_company, made, "help", user_id=small_company.id("kuhn"), text="offer for line 4 by fri")
    row = action(small_company, decided)
    assert (login_of(small_company, row.owner_id), row.planned_on) == ("kuhn", TODAY + timedelta(days=4))
    assert row.subject.startswith("Help Li Wei: offer for line 4")
    assert small_company.desk("kuhn").read(projects.card, made).id == made
    small_company.clock.later(days=31)
    with pytest.raises(NotFound):
        small_company.desk("kuhn").read(projects.card, made)


def test_a_handover_waits_for_the_receiver(small_company: Company) -> None:
    made = project(small_company)
    decide(small_company, made, "handover", user_id=small_company.id("kuhn"), text="nearer to you")
    (waiting,) = small_company.desk("kuhn").read(handovers.pending)
    assert (waiting.name, waiting.note) == ("PX line", "nearer to you")
    assert kept(small_company, made).owner_id == small_company.id("li")


def test_lost_is_lost(small_company: Company) -> None:
    made = project(small_company)
    decide(small_company, made, "lost", choice="price", text="too dear")
    row = kept(small_company, made)
    assert (row.state, row.lost_note) == ("lost", "too dear")
    assert [one.project_id for one in read(small_company).decided] == [made]


def test_keep_is_seen_and_talk_is_a_meeting_of_the_holder(small_company: Company) -> None:
    made = project(small_company, expected_on=TODAY)
    seen, talked = decide(small_company, made, "keep"), decide(small_company, made, "talk")
    assert (seen.is_done, seen.words) == (True, "Seen, kept as it is")
    row = action(small_company, talked)
    assert (row.kind, row.subject, login_of(small_company, row.owner_id)) == (
        "meeting",
        "Talk alone with F. Wang",
        "li",
    )


def test_a_record_of_the_review_is_no_progress_and_no_talk(small_company: Company) -> None:
    acme = small_company.customer("Acme", owner="li")
    made = project(small_company, customer_id=acme)
    small_company.clock.later(days=5)
    before = kept(small_company, made).last_progress_at
    decide(small_company, made, "keep")
    assert kept(small_company, made).last_progress_at == before


UNDONE: dict[str, dict[str, Any]] = {
    "next_step": {"text": "call wed"}, "date": {"text": "29 jan"}, "category": {"choice": "commit"},
    "help": {"text": "offer"}, "handover": {"text": "nearer"}, "lost": {"choice": "price"}, "keep": {}, "talk": {},
}  # fmt: skip


@pytest.mark.parametrize("what", UNDONE)
def test_each_decision_is_taken_back_with_what_it_changed(company: Company, what: str) -> None:
    made = project(company, expected_on=TODAY)
    said = dict(UNDONE[what])
    if what in ("help", "handover"):
        said["user_id"] = company.id("kuhn")
    before = kept(company, made)._asdict()
    decided = decide(company, made, what, **said)
    take_back(company, "wang")
    after = kept(company, made)._asdict()
    moving = {"version", "last_progress_at", "stage_since_at"}
    assert {name for name in before if before[name] != after[name]} <= moving
    assert read(company).decided == ()
    assert action(company, decided).state == "cancelled"
    assert company.desk("kuhn").read(handovers.pending) == ()
    assert company.database.read_as(check, company.clock.now) == ()


WRONG = [
    ({"what": "dice"}, "decision"), ({"what": "next_step"}, "step_needed"),
    ({"what": "date", "text": "soon"}, "day_needed"),
    ({"what": "category", "choice": "sure"}, "category"), ({"what": "help", "text": "x"}, "who_needed"),
    ({"what": "handover"}, "who_needed"), ({"what": "lost", "choice": "luck"}, "lost_reason"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "code"), WRONG)
def test_what_cannot_be_decided_is_refused_and_leaves_nothing(
    small_company: Company, said: dict[str, Any], code: str
) -> None:
    made = project(small_company)
    before = kept(small_company, made)
    with pytest.raises(Refused, match=code):
        decide(small_company, made, **said)
    assert kept(small_company, made) == before
    assert small_company.all(select(actions)) == []


def test_only_who_may_write_decides(small_company: Company) -> None:
    made = project(small_company)
    with pytest.raises(NotAllowed):
        decide(small_company, made, "keep", login="roth")
    with pytest.raises(NotFound):
        decide(small_company, made, "keep", login="kuhn")
    with pytest.raises(NotAllowed):
        decide(small_company, made, "keep", login="eye")
    decide(small_company, made, "keep", login="li")
    small_company.desk("li").write(funnel.lose, made, "price")
    with pytest.raises(Refused, match="closed"):
        decide(small_company, made, "keep")


def test_next_week_the_decisions_are_read_with_what_became_of_them(small_company: Company) -> None:
    made = [project(small_company, f"P{number}", expected_on=TODAY) for number in range(3)]
    for one in made[:2]:
        decide(small_company, one, "next_step", text="call wed")
    decide(small_company, made[2], "keep")
    assert (len(read(small_company).decided), read(small_company).last) == (3, ())
    (first, *_others) = small_company.all(
        select(actions.c.id).where(actions.c.state == "planned").order_by(actions.c.id)
    )
    small_company.clock.later(days=2)
    small_company.desk("li").write(agenda.done, first[0], outcome="talked", note="fine")
    small_company.clock.later(days=5)
    found = read(small_company)
    assert [one.state for one in found.last] == ["done", "open", "done"]
    assert {(one.by, one.holder) for one in found.last} == {("F. Wang", "Li Wei")}
    assert found.decided == ()
    small_company.clock.later(days=8)
    assert read(small_company).last == ()


def test_a_project_decided_about_stays_on_the_page(small_company: Company) -> None:
    made = project(small_company, expected_on=TODAY + timedelta(days=10))
    assert why(small_company, made) == {"soon"}
    decide(small_company, made, "next_step", text="call wed")
    found = read(small_company)
    assert [one.id for one in found.talks] == [made]
    assert found.talks[0].reasons == ()


def test_what_changed_is_the_weeks(small_company: Company) -> None:
    project(small_company, amount_minor=5 * K)
    found = read(small_company)
    assert (found.changes.of("new").n, found.changes.closing.sum_minor) == (1, 5 * K)
    assert found.changes.scope == Scope(team_id=1)
