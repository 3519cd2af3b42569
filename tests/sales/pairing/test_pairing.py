"""Pairs: proposed, made, talked, taken back; who may what; what stands in the two agendas."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.sales.chances import insert, kept, project, stage, take_back
from tests.sales.pairing.team import person, settled
from tuicrm.sales import agenda, funnel, handovers, pairing, projects
from tuicrm.sales.funnel import playbook
from tuicrm.sales.invariants import check
from tuicrm.sales.pairing import Choice, Sheet
from tuicrm.store import change
from tuicrm.store.errors import ChangedSince, NotAllowed, NotFound, Refused
from tuicrm.store.tables.agenda import actions
from tuicrm.store.tables.pairing import pairs
from tuicrm.store.tables.people import leaves, users

TODAY = NOW.date()
WEEK = timedelta(days=7)
SHEET = Sheet("she listened", "price talk", "how do you open?", "ask for the budget first")


def team(company: Company, weak: tuple[int, int] = (4, 20), strong: tuple[int, int] = (17, 20)) -> Company:
    """Li loses projects at Quote, Roth does not."""
    settled(company, "li", *weak)
    settled(company, "roth", *strong)
    return company


@pytest.fixture
def east(small_company: Company) -> Company:
    return team(small_company)


def proposed(company: Company, login: str = "wang", **asked: Any) -> list[tuple[str, str, str]]:
    found = company.desk(login).read(pairing.propose, **asked)
    return [(one.learner, one.partner, one.stage) for one in found]


def make(company: Company, login: str = "wang", *choices: Choice, **asked: Any) -> tuple[pairing.Made, ...]:
    return company.desk(login).write(pairing.make, choices, **asked)


def row(company: Company, pair_id: int) -> Any:
    return company.all(select(pairs).where(pairs.c.id == pair_id))[0]


def entries(company: Company, pair_id: int) -> list[Any]:
    pair = row(company, pair_id)
    ids = (pair.learner_action_id, pair.partner_action_id)
    return list(company.all(select(actions).where(actions.c.id.in_(ids)).order_by(actions.c.id)))


def state(company: Company, pair_id: int) -> tuple[Any, ...]:
    """Everything of a pair that undo has to give back."""
    pair = row(company, pair_id)._asdict()
    shown = [(one.state, one.outcome, one.done_at, one.cancel_reason) for one in entries(company, pair_id)]
    return ({name: value for name, value in pair.items() if name != "version"}, shown)


def whole(company: Company) -> None:
    """All rules of the records hold, but for those of the history, where the tests write stays of nothing."""
    found = company.database.read_as(check, company.clock.now)
    assert [one for one in found if one.kind != "stage_history" and not one.name.startswith("stay")] == []


# proposing


def test_who_loses_projects_is_proposed_with_who_does_not(company: Company) -> None:
    team(company)
    assert proposed(company) == [("Li Wei", "A. Roth", "Quote")]
    (one,) = company.desk("hale").read(pairing.propose)
    assert (one.learner_went_on, one.learner_settled, one.partner_went_on, one.partner_settled) == (4, 20, 17, 20)
    assert (one.on, one.at) == (TODAY + timedelta(days=1), NOW + timedelta(days=1))


@pytest.mark.parametrize(
    ("weak", "strong", "why"),
    [
        ((2, 9), (17, 20), "nine cases are too few"), ((4, 20), (9, 9), "also of who could teach"),
        ((10, 20), (11, 20), "that is luck"), ((10, 20), (10, 20), "no difference"),
    ],
)  # fmt: skip
def test_nobody_is_proposed_where_the_figures_do_not_say_so(
    small_company: Company, weak: tuple[int, int], strong: tuple[int, int], why: str
) -> None:
    team(small_company, weak, strong)
    assert proposed(small_company) == [], why
    with pytest.raises(Refused, match="pair_nobody"):
        make(small_company)


def test_what_is_older_than_a_year_is_forgotten(small_company: Company) -> None:
    settled(small_company, "li", 4, 20, days=400)
    settled(small_company, "roth", 17, 20, days=400)
    assert proposed(small_company) == []


def test_a_lead_pairs_the_own_team_a_manager_everybody(small_company: Company) -> None:
    settled(small_company, "kuhn", 4, 20)
    settled(small_company, "roth", 17, 20)
    assert proposed(small_company, "wang") == []
    assert proposed(small_company, "hale") == [("M. Kuhn", "A. Roth", "Quote")]
    choice = Choice(small_company.id("kuhn"), small_company.id("roth"), stage(small_company, "Quote"))
    with pytest.raises(NotAllowed):
        make(small_company, "wang", choice)


@pytest.mark.parametrize(
    ("from_day", "to_day", "is_there"), [(-9, -1, True), (0, 0, False), (4, 4, False), (5, 9, True)]
)
def test_nobody_on_leave_is_paired(east: Company, from_day: int, to_day: int, is_there: bool) -> None:
    days = {"from_on": TODAY + timedelta(days=from_day), "to_on": TODAY + timedelta(days=to_day)}
    insert(east, leaves, user_id=east.id("roth"), kind="holiday", **days)
    assert bool(proposed(east)) is is_there


def test_who_left_is_neither_proposed_nor_taken(east: Company) -> None:
    gone = TODAY - timedelta(days=1)
    east.database.write_as(lambda session: change.update(session, users, east.id("roth"), left_on=gone), NOW)
    assert proposed(east) == []
    with pytest.raises(NotFound):
        make(east, "hale", Choice(east.id("li"), east.id("roth"), stage(east, "Quote")))


# which week


@pytest.mark.parametrize(
    ("today", "asked", "week"),
    [
        (date(2026, 11, 23), None, date(2026, 11, 23)), (date(2026, 11, 26), None, date(2026, 11, 23)),
        (date(2026, 11, 27), None, date(2026, 11, 30)), (date(2026, 11, 29), None, date(2026, 11, 30)),
        (date(2026, 11, 23), date(2026, 12, 9), date(2026, 12, 7)),
    ],
)  # fmt: skip
def test_pairs_are_made_for_this_week_until_thursday(
    east: Company, today: date, asked: date | None, week: date
) -> None:
    east.clock.later(days=(today - TODAY).days)
    (made,) = make(east, week_on=asked)
    assert row(east, made.id).week_on == week
    assert today < made.on < week + WEEK


@pytest.mark.parametrize("asked", [TODAY - WEEK, TODAY - timedelta(days=1)])
def test_a_week_that_is_over_is_refused(east: Company, asked: date) -> None:
    with pytest.raises(Refused, match="pair_week_over"):
        make(east, week_on=asked)


# making


def test_twenty_minutes_stand_in_both_agendas(company: Company) -> None:
    team(company)
    (made,) = make(company)
    whose = {one.owner_id: one for one in entries(company, made.id)}
    assert set(whose) == {company.id("li"), company.id("roth")}
    for one in whose.values():
        assert (one.state, one.minutes, one.planned_at, one.planned_on) == ("planned", 20, made.at, made.on)
        assert (one.origin, one.made_by_id) == ("pair", company.id("wang"))
    assert whose[company.id("li")].subject == "20 minutes with A. Roth: Quote"
    kept_row = row(company, made.id)
    assert (kept_row.learner_went_on, kept_row.partner_settled, kept_row.is_later) == (4, 20, False)
    whole(company)


def test_both_have_to_be_free(east: Company) -> None:
    at = NOW + timedelta(days=1)
    for login, hour in (("li", 0), ("roth", 1)):
        held = project(east, login, login=login)
        east.desk(login).write(
            agenda.plan, agenda.NewAction("meeting", project_id=held, at=at + timedelta(hours=hour), minutes=60)
        )
    (made,) = make(east)
    assert made.at == at + timedelta(hours=2)


def test_the_talk_is_no_next_step_and_no_contact(east: Company) -> None:
    acme = east.customer("Acme", owner="li")
    held = project(east, "large one", login="li", customer_id=acme, amount_minor=9_000_000)
    chosen = Choice(east.id("li"), east.id("roth"), stage(east, "New"))
    before = kept(east, held)
    (made,) = make(east, "wang", chosen)
    assert entries(east, made.id)[0].project_id == held
    assert kept(east, held).next_action_at is None
    east.desk("li").write(agenda.done, entries(east, made.id)[0].id)
    after = kept(east, held)
    assert (after.last_progress_at, after.next_action_at) == (before.last_progress_at, before.next_action_at)
    whole(east)


def test_two_of_ones_own_choice_need_no_cases(small_company: Company) -> None:
    project(small_company, login="li")
    small_company.customer("Acme", owner="roth")
    chosen = Choice(small_company.id("roth"), small_company.id("li"), stage(small_company, "Demo"))
    (made,) = make(small_company, "wang", chosen)
    assert (made.learner, made.partner, made.stage) == ("A. Roth", "Li Wei", "Demo")
    assert row(small_company, made.id).learner_settled is None


def test_who_holds_nothing_has_no_case_to_talk_about(small_company: Company) -> None:
    project(small_company, login="li")
    chosen = Choice(small_company.id("roth"), small_company.id("li"), stage(small_company, "Demo"))
    with pytest.raises(Refused, match="pair_no_case"):
        make(small_company, "wang", chosen)
    assert small_company.all(select(pairs)) == []


def test_the_two_are_never_paired_again_nor_anybody_twice_in_a_week(east: Company) -> None:
    li, roth, quote = east.id("li"), east.id("roth"), stage(east, "Quote")
    person(east, "nova")
    project(east, login="nova")
    make(east)
    assert proposed(east) == proposed(east, week_on=TODAY + WEEK) == []
    with pytest.raises(Refused, match="pair_busy"):
        make(east, "wang", Choice(east.id("nova"), roth, quote))
    with pytest.raises(Refused, match="pair_before"):
        make(east, "wang", Choice(roth, li, quote), week_on=TODAY + WEEK)
    make(east, "wang", Choice(east.id("nova"), roth, quote), week_on=TODAY + WEEK)


def test_one_bad_choice_makes_none(east: Company) -> None:
    li, roth, quote = east.id("li"), east.id("roth"), stage(east, "Quote")
    with pytest.raises(Refused, match="pair_busy"):
        make(east, "wang", Choice(li, roth, quote), Choice(roth, li, quote))
    with pytest.raises(Refused, match="pair_oneself"):
        make(east, "wang", Choice(li, li, quote))
    with pytest.raises(NotFound):
        make(east, "wang", Choice(li, roth, 9999))
    with pytest.raises(NotFound):
        make(east, "wang", Choice(li, roth, stage(east, "Won")))
    assert east.all(select(pairs)) == []


# a pair's way


ACTS: dict[str, tuple[str, Any]] = {
    "fill": ("li", lambda at, pair: at.write(pairing.fill, pair, SHEET)),
    "skip": ("roth", lambda at, pair: at.write(pairing.skip, pair, "ill")),
    "cancel": ("wang", lambda at, pair: at.write(pairing.cancel, pair, "no")),
    "note": ("li", lambda at, pair: at.write(pairing.note, pair, "budget first")),
    "accept": ("hale", lambda at, pair: at.write(pairing.accept, pair)),
    "decline": ("hale", lambda at, pair: at.write(pairing.decline, pair, "known")),
}
STATES = {"planned": (), "met": ("fill",), "skipped": ("skip",), "cancelled": ("cancel",),
          "proposed": ("fill", "note"), "accepted": ("fill", "note", "accept"),
          "declined": ("fill", "note", "decline")}  # fmt: skip
ALLOWED = {
    "planned": {"fill", "skip", "cancel"}, "met": {"fill", "note"}, "skipped": set(), "cancelled": set(),
    "proposed": {"fill", "note", "accept", "decline"}, "accepted": {"fill"}, "declined": {"fill"},
}  # fmt: skip


def act(company: Company, what: str, pair_id: int) -> None:
    login, how = ACTS[what]
    how(company.desk(login), pair_id)


@pytest.mark.parametrize("begin", STATES)
def test_what_a_pair_allows_in_each_state_and_that_it_is_taken_back(east: Company, begin: str) -> None:
    (made,) = make(east)
    for step in STATES[begin]:
        act(east, step, made.id)
    for what in ACTS:
        before = state(east, made.id)
        if what not in ALLOWED[begin]:
            with pytest.raises(Refused, match="pair_"):
                act(east, what, made.id)
        elif what == "note" and begin == "proposed":
            continue  # the same note again changes nothing
        elif what == "fill" and begin != "planned":
            east.desk("li").write(pairing.fill, made.id, Sheet(to_try="other"))
            take_back(east, "li")
        else:
            act(east, what, made.id)
            assert state(east, made.id) != before
            take_back(east, ACTS[what][0])
        assert state(east, made.id) == before, what
    whole(east)


def test_making_is_taken_back_with_both_entries(company: Company) -> None:
    team(company)
    (made,) = make(company)
    take_back(company, "wang")
    assert {one.state for one in entries(company, made.id)} == {"cancelled"}
    assert company.desk("hale").read(pairing.listing).rows == ()
    assert proposed(company) == [("Li Wei", "A. Roth", "Quote")]
    whole(company)


def test_pairs_that_talked_are_not_unmade(east: Company) -> None:
    (made,) = make(east)
    act(east, "fill", made.id)
    with pytest.raises(Refused, match="pair_over"):
        east.desk("wang").write(pairing.unmake, (made.id,))


@pytest.mark.parametrize(("what", "again"), [("skip", True), ("cancel", False)])
def test_skipped_may_be_proposed_again_called_off_may_not(east: Company, what: str, again: bool) -> None:
    (made,) = make(east)
    act(east, what, made.id)
    assert {one.state for one in entries(east, made.id)} == {"cancelled"}
    assert bool(proposed(east, week_on=TODAY + WEEK)) is again


# the sheet


def test_a_filled_sheet_is_a_talk_on_record_in_both_agendas(east: Company) -> None:
    (made,) = make(east)
    east.clock.later(days=1)
    act(east, "fill", made.id)
    assert {(one.state, one.outcome, one.done_on) for one in entries(east, made.id)} == {
        ("done", "done", TODAY + timedelta(days=1))
    }
    found = east.desk("roth").read(pairing.card, made.id)
    assert (found.row.state, found.row.met_on, found.sheet) == ("met", TODAY + timedelta(days=1), SHEET)


@pytest.mark.parametrize("login", ["wang", "hale", "eye", "boss"])
def test_the_sheet_is_for_the_two_alone(east: Company, login: str) -> None:
    (made,) = make(east)
    act(east, "fill", made.id)
    found = east.desk(login).read(pairing.card, made.id)
    assert found.sheet is None
    assert found.row.has_sheet
    if login != "eye":
        with pytest.raises(NotAllowed):
            east.desk(login).write(pairing.fill, made.id, SHEET)


def test_other_people_do_not_know_of_a_pair(east: Company) -> None:
    person(east, "nova")
    (made,) = make(east)
    for login in ("nova", "kuhn"):
        assert east.desk(login).read(pairing.listing).rows == ()
        for rule, *more in ((pairing.fill, SHEET), (pairing.skip,), (pairing.note, "x")):
            with pytest.raises(NotFound):
                east.desk(login).write(rule, made.id, *more)
        with pytest.raises(NotFound):
            east.desk(login).read(pairing.card, made.id)


def test_both_write_into_one_sheet_and_nothing_is_overrun(east: Company) -> None:
    (made,) = make(east)
    seen = east.desk("roth").read(pairing.card, made.id).row.version
    east.desk("li").write(pairing.fill, made.id, Sheet(went_well="opening"), version=seen)
    east.desk("roth").write(pairing.fill, made.id, Sheet(was_hard="price"), version=seen)
    assert east.desk("li").read(pairing.card, made.id).sheet == Sheet("opening", "price", "", "")
    with pytest.raises(ChangedSince):
        east.desk("roth").write(pairing.fill, made.id, Sheet(went_well="closing"), version=seen)


@pytest.mark.parametrize("sheet", [Sheet(), Sheet("", "  ", "\n", None)])
def test_an_empty_sheet_is_no_talk(east: Company, sheet: Sheet) -> None:
    (made,) = make(east)
    with pytest.raises(Refused, match="pair_sheet_empty"):
        east.desk("li").write(pairing.fill, made.id, sheet)
    with pytest.raises(Refused, match="too_long"):
        east.desk("li").write(pairing.fill, made.id, Sheet("x" * 4001))


@pytest.mark.parametrize("days", [-1, 1])
def test_they_talked_between_the_week_and_today(east: Company, days: int) -> None:
    (made,) = make(east)
    with pytest.raises(Refused, match="pair_met_when"):
        east.desk("li").write(pairing.fill, made.id, SHEET, met_on=TODAY + timedelta(days=days))


def test_hostile_text_is_kept_as_text(east: Company) -> None:
    (made,) = make(east)
    east.desk("li").write(
        pairing.fill, made.id, Sheet("[b]\x1b[31mred\x00", "=1+1", "'; drop table pair;--", "\ud800ok")
    )
    found = east.desk("li").read(pairing.card, made.id).sheet
    assert found is not None
    assert "\x1b" not in (found.went_well or "")
    assert found.was_hard == "=1+1"


# the playbook


def test_an_accepted_note_is_the_next_version_of_the_playbook(company: Company) -> None:
    team(company)
    (made,) = make(company)
    quote = stage(company, "Quote")
    before = company.desk("li").read(playbook.show, quote)
    company.desk("li").write(pairing.fill, made.id, SHEET, note="ask for the budget first")
    (open_one,) = company.desk("hale").read(pairing.listing, note_state="proposed").rows
    assert (open_one.id, open_one.note) == (made.id, "ask for the budget first")
    done = company.desk("hale").write(pairing.accept, made.id, "Ask for the budget first.")
    after = company.desk("li").read(playbook.show, quote)
    assert (done.number, after.number) == (before.number + 1, before.number + 1)
    assert (after.plays.guidance or "").endswith("Ask for the budget first.")
    assert (after.plays.steps, after.plays.questions) == (before.plays.steps, before.plays.questions)
    take_back(company, "hale")
    assert company.desk("li").read(playbook.show, quote).plays == before.plays
    assert row(company, made.id).note_state == "proposed"


def test_a_declined_note_says_why_and_leaves_the_playbook(east: Company) -> None:
    (made,) = make(east)
    east.desk("li").write(pairing.fill, made.id, SHEET, note="shout")
    before = east.desk("li").read(playbook.show, stage(east, "Quote"))
    east.desk("hale").write(pairing.decline, made.id, "we do not shout")
    assert east.desk("li").read(pairing.card, made.id).note_answer == "we do not shout"
    assert east.desk("li").read(playbook.show, stage(east, "Quote")) == before


RIGHTS = {
    "propose": (pairing.propose, ()), "make": (pairing.make, ()), "measure": (pairing.measure, ()),
    "accept": (pairing.accept, (1,)), "decline": (pairing.decline, (1,)), "cancel": (pairing.cancel, (1,)),
}  # fmt: skip


@pytest.mark.parametrize(("what", "login"), [(w, p) for w in RIGHTS for p in ("li", "eye")] + [("accept", "wang")])
def test_who_may_not(east: Company, what: str, login: str) -> None:
    make(east)
    rule, args = RIGHTS[what]
    with pytest.raises(NotAllowed):
        east.desk(login).act(rule, *args)


# measured


def test_measured_pairs_are_dealt_by_lot_and_who_waits_is_left_alone(east: Company) -> None:
    for nth, (login, weak) in enumerate((("nova", True), ("oslo", False), ("pine", True), ("quin", False))):
        person(east, login)
        settled(east, login, 3 + nth if weak else 16, 20)
    east.desk("wang").write(pairing.measure)
    made = make(east)
    assert len(made) == 3
    waits = [one for one in made if one.is_later]
    assert len(waits) in (1, 2)
    for one in waits:
        pair = row(east, one.id)
        assert pair.talk_on == pair.week_on + 4 * WEEK
        assert pair.talk_on <= one.on < pair.talk_on + WEEK
        with pytest.raises(Refused, match="pair_not_yet"):
            east.desk(_login(east, pair.learner_id)).write(pairing.fill, one.id, SHEET)
    learners = {row(east, one.id).learner_id for one in waits}
    next_ones = east.desk("wang").read(pairing.propose, week_on=TODAY + WEEK)
    assert not learners & {one.learner_id for one in next_ones}


def _login(company: Company, user_id: int) -> str:
    return str(company.value(select(users.c.login).where(users.c.id == user_id)))


def test_a_programme_begins_once_ends_and_is_taken_back(east: Company) -> None:
    east.desk("wang").write(pairing.measure, wait_weeks=2)
    found = east.desk("wang").read(pairing.listing)
    assert (found.measured_since, found.wait_weeks) == (TODAY, 2)
    for login in ("wang",):
        with pytest.raises(Refused, match="pair_measured"):
            east.desk(login).write(pairing.measure)
    with pytest.raises(Refused, match="pair_wait"):
        east.desk("wang").write(pairing.measure, wait_weeks=13)
    east.desk("wang").write(pairing.measure_end)
    assert east.desk("wang").read(pairing.listing).measured_since is None
    take_back(east, "wang")
    assert east.desk("wang").read(pairing.listing).measured_since == TODAY
    east.desk("wang").write(pairing.measure_end)
    with pytest.raises(Refused, match="pair_not_measured"):
        east.desk("wang").write(pairing.measure_end)


def test_leave_counts_also_in_the_week_that_the_lot_may_choose(east: Company) -> None:
    days = {"from_on": TODAY + 4 * WEEK, "to_on": TODAY + 4 * WEEK}
    insert(east, leaves, user_id=east.id("roth"), kind="holiday", **days)
    assert proposed(east)
    east.desk("hale").write(pairing.measure)
    assert proposed(east) == []


def test_an_entry_of_the_agenda_leads_to_its_pair(east: Company) -> None:
    (made,) = make(east)
    mine = next(one for one in entries(east, made.id) if one.owner_id == east.id("li"))
    assert east.desk("li").read(pairing.of_action, mine.id).row.id == made.id
    with pytest.raises(NotFound):
        east.desk("kuhn").read(pairing.of_action, mine.id)
    east.desk("li").write(agenda.cancel, mine.id, reason="ill")
    assert east.desk("wang").read(pairing.listing).rows[0].is_off


def test_the_entry_stays_when_its_case_is_handed_over_or_closed(east: Company) -> None:
    (made,) = make(east)
    mine = next(one for one in entries(east, made.id) if one.owner_id == east.id("li"))
    east.desk("wang").write(handovers.give, (("project", mine.project_id),), east.id("kuhn"), handovers.Terms())
    case = next(one for one in entries(east, made.id) if one.id == mine.id)
    assert (case.owner_id, case.state) == (east.id("li"), "planned")
    other = next(one for one in entries(east, made.id) if one.id != mine.id)
    east.desk("roth").write(funnel.lose, other.project_id, "price")
    assert {one.state for one in entries(east, made.id)} == {"planned"}
    act(east, "fill", made.id)
    whole(east)


def test_the_entry_is_no_plan_of_its_case(east: Company) -> None:
    (made,) = make(east)
    mine = next(one for one in entries(east, made.id) if one.owner_id == east.id("li"))
    card = east.desk("li").read(projects.card, mine.project_id)
    assert (card.plan, card.record) == ((), ())
    assert [one.subject for one in east.desk("li").read(agenda.now_list).rows if one.kind == "action"] == []
    east.clock.later(days=1)
    (row_,) = [one for one in east.desk("li").read(agenda.now_list).rows if one.kind == "action"]
    assert (row_.subject, row_.origin) == ("20 minutes with A. Roth: Quote", "pair")


@pytest.mark.parametrize("login", ["li", "roth"])
def test_who_puts_the_talk_off_moves_both_entries_and_back(east: Company, login: str) -> None:
    (made,) = make(east)
    before = [(one.planned_on, one.planned_at, one.grain) for one in entries(east, made.id)]
    mine = next(one for one in entries(east, made.id) if one.owner_id == east.id(login))
    to = NOW + timedelta(days=3, hours=4)
    east.desk(login).write(agenda.postpone, mine.id, at=to)
    assert {(one.planned_on, one.planned_at, one.state) for one in entries(east, made.id)} == {
        (to.date(), to, "planned")
    }
    take_back(east, login)
    assert [(one.planned_on, one.planned_at, one.grain) for one in entries(east, made.id)] == before
    whole(east)
