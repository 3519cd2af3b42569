"""Questions on companies that are small enough to count, and on the sample company whose effects are planted."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.company import NOW, Company
from tests.engines import Engines, Make
from tests.exchange.imported import make_imported
from tests.sales.test_funnel import EUROS, project, stage
from tests.sales.test_report import settled
from tests.sample.conftest import make_english
from tuicrm.sales import funnel
from tuicrm.sales.analysis import Ask, report
from tuicrm.sales.analysis.answer import Answer
from tuicrm.sales.analysis.frame import Scope
from tuicrm.sales.analysis.measures import MEASURES
from tuicrm.sales.analysis.questions import QUESTIONS, answer, behind
from tuicrm.sales.analysis.records import NOTHING
from tuicrm.sales.privacy import Privacy, privacy, set_privacy
from tuicrm.store import change
from tuicrm.store.database import Database, Desk
from tuicrm.store.errors import NotAllowed, Refused
from tuicrm.store.session import Session
from tuicrm.store.tables.people import targets, users
from tuicrm.store.tables.projects import projects
from tuicrm.store.tables.trade import purchases

TODAY = datetime(2026, 11, 23, 8, 2, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def sample(engines: Engines) -> Iterator[Database]:
    database = Database(engines.original("sqlite", make_english))
    yield database
    database.close()


def desk(database: Database, login: str = "hale") -> Desk:
    return database.as_(login, lambda: TODAY, through="test")


def asked(company: Company, name: str, login: str = "hale", **scope: Any) -> Answer:
    return company.desk(login).read(answer, name, Scope(**scope))


def figures(found: Answer, part: str) -> dict[str, Any]:
    return {line.key[0]: line.figures.get(part) for line in found.lines}


def test_no_question_takes_the_name_of_a_measure() -> None:
    assert not set(QUESTIONS) & set(MEASURES), "`tuicrm report NAME` is one of them"


@pytest.mark.parametrize("name", QUESTIONS)
def test_each_question_is_answered_in_an_empty_company(small_company: Company, name: str) -> None:
    found = asked(small_company, name)
    assert found.name == name
    assert found.said, "an empty figure says why it is empty"
    assert all(found.said)
    assert found.definition.words()


@pytest.mark.parametrize("name", QUESTIONS)
def test_each_question_of_the_sample_is_whole(sample: Database, name: str) -> None:
    found = desk(sample).read(answer, name, Scope())
    assert found.lines
    assert found.said
    names = {part.name for part in found.parts}
    assert found.picture.part in names
    for extra in (found.picture.low, found.picture.high, found.picture.marks, found.picture.note):
        assert not extra or extra in names
    for line in found.lines:
        assert len(line.key) == len(found.heads)
        assert set(line.figures) <= names, "every figure has its column"


@pytest.mark.parametrize("name", QUESTIONS)
def test_each_question_can_be_asked_of_a_team_and_of_a_person(sample: Database, name: str) -> None:
    for who in ("roth", "@li", "Li Wei") if name == "mine" else ("team-east", "East", "roth", "@li", "Li Wei"):
        found = desk(sample).read(answer, name, Scope(who=who))
        assert found.population.startswith(("East", "A. Roth", "Li Wei")), who


def test_who_is_not_there_is_told(small_company: Company) -> None:
    with pytest.raises(Refused) as found:
        asked(small_company, "people", who="team-nowhere")
    assert found.value.code == "nobody"
    with pytest.raises(Refused) as found:
        asked(small_company, "peeple")
    assert found.value.code == "question"
    with pytest.raises(Refused) as found:
        asked(small_company, "people", from_on=date(2026, 2, 1), to_on=date(2026, 1, 1))
    assert found.value.code == "order_of_days"


# people


def test_people_have_one_row_each_with_what_can_be_counted(company: Company) -> None:
    settled(company)
    found = asked(company, "people", from_on=date(2026, 11, 1))
    assert figures(found, "win_rate") == {"A. Roth": 1.0, "Li Wei": 0.5, "M. Kuhn": 1.0}
    assert figures(found, "closed") == {"A. Roth": 1, "Li Wei": 2, "M. Kuhn": 1}
    assert figures(found, "won_revenue") == {"A. Roth": 50 * EUROS, "Li Wei": 300 * EUROS, "M. Kuhn": 70 * EUROS}
    assert figures(found, "profit")["Li Wei"] == 100 * EUROS
    assert figures(found, "days")["Li Wei"] == 0
    assert any("fewer than 10" in sentence for sentence in found.said), "three projects are no ranking"


def test_planner_who_does_little_is_told(sample: Database) -> None:
    found = desk(sample).read(answer, "people", Scope())
    kept = figures(found, "plan_kept")
    assert kept["M. Kuhn"] < 2 / 3 * sorted(kept.values())[len(kept) // 2]
    assert any(sentence.startswith("M. Kuhn does") for sentence in found.said)


def test_best_leads_and_average_skill_are_told_apart(sample: Database) -> None:
    """Lindgren was given the best: expected above all others' middle, and not better than expected."""
    found = desk(sample).read(answer, "luck", Scope())
    expected = figures(found, "expected")
    assert expected["J. Lindgren"] == max(expected.values())
    line = next(line for line in found.lines if line.key == ("J. Lindgren",))
    assert line.figures["adjusted_low"] < line.figures["expected"] < line.figures["adjusted_high"]
    assert found.said[1] == (
        "J. Lindgren was given the best: 43% were to be won as everybody wins them, 45% of 42 were won; no sign of "
        "more skill than the others have."
    )


def test_effort_takes_hours_and_costs_off_the_profit(sample: Database) -> None:
    found = desk(sample).read(answer, "effort", Scope())
    for line in found.lines:
        row = line.figures
        assert row["after"] == row["profit"] - row["time_cost"] - row["action_cost"], line.key
    assert any("went into selling" in sentence for sentence in found.said)


# targets


def test_targets_have_three_levels_and_a_pace(small_company: Company) -> None:
    company = small_company
    settled(company)
    month = 2026 * 12 + 11

    def give(session: Session) -> None:
        for login, amount, stretch in (("li", 600, 700), ("roth", 100, None)):
            change.insert(
                session, targets, user_id=company.id(login), month=month, amount_minor=amount * EUROS, currency="EUR",
                stretch_minor=stretch and stretch * EUROS, challenge_minor=None,
            )  # fmt: skip

    company.database.write_as(give, NOW)
    company.clock.now = datetime(2026, 11, 15, 9, tzinfo=UTC)
    found = asked(company, "targets", from_on=date(2026, 11, 1), to_on=date(2026, 11, 30))
    li = next(line.figures for line in found.lines if line.key == ("Li Wei",))
    assert (li["won"], li["target"], li["reached"]) == (300 * EUROS, 600 * EUROS, 0.5)
    assert li["pace"] == 300 * EUROS, "half of the month asks for half"
    assert (li["stretch"], li["challenge"]) == (700 * EUROS, 700 * EUROS)
    assert found.said[1] == "Below four fifths of the pace: A. Roth."


# stages


def test_weak_stage_of_the_sample_is_found(sample: Database) -> None:
    found = desk(sample).read(answer, "stages", Scope())
    assert found.said[0].startswith("Quote: new people take ")
    assert "Hardly luck" in found.said[0] or "Probably not luck" in found.said[0]
    assert any(sentence.startswith("Quote is weak: ") for sentence in found.said)
    assert found.advice
    assert figures(found, "rate")["Quote"] == min(figures(found, "rate").values())


def test_ways_out_of_a_stage_add_up(sample: Database) -> None:
    for line in desk(sample).read(answer, "stages", Scope()).lines:
        row = line.figures
        assert row["on"] + row["lost"] + row["back"] <= 1 + 1e-6
        assert row["on_low"] <= row["on"] <= row["on_high"]
        assert row["days_q1"] <= row["days"] <= row["days_q3"]


def test_what_was_not_over_on_a_day_is_open_on_that_day(company: Company) -> None:
    made = project(company, "one")
    company.clock.later(days=10)
    company.desk("li").write(funnel.move, made, stage(company, "Needs"))
    company.clock.later(days=10)
    before = asked(company, "stages", as_of=NOW.date() + 5 * DAY)
    assert (figures(before, "entered")["New"], figures(before, "open")["New"]) == (1, 1)
    assert figures(before, "entered")["Needs"] == 0
    after = asked(company, "stages")
    assert (figures(after, "open")["New"], figures(after, "open")["Needs"]) == (0, 1)
    assert figures(after, "days")["New"] == 10


# abnormal


def test_abnormal_projects_have_their_reasons_in_words(company: Company) -> None:
    acme = company.customer("Acme", owner="li")
    late = project(company, "late", customer_id=acme, amount_minor=900 * EUROS, expected_on=NOW.date() + DAY)
    stuck = project(company, "stuck", amount_minor=500 * EUROS, expected_on=NOW.date() + 300 * DAY)
    company.clock.later(days=70)
    found = asked(company, "abnormal")
    why = {line.key[0]: line.figures["why"] for line in found.lines}
    assert list(why) == ["late", "stuck"], "by the money at risk"
    assert "its day of closing is past" in why["late"]
    assert "70 days in New" in why["stuck"]
    assert "no next step" in why["stuck"]
    assert "past" not in why["stuck"]
    [record] = company.desk("hale").read(behind, "abnormal", Scope(), found.lines[0].behind).records
    assert (record.kind, record.id) == ("project", late)
    assert stuck != late
    assert "2 of 2 open projects show a sign" in found.said[0]


def test_reps_see_the_abnormal_projects_in_sight_alone(small_company: Company) -> None:
    project(small_company, "theirs", login="kuhn", amount_minor=1)
    small_company.clock.later(days=90)
    assert asked(small_company, "abnormal", "li").lines == ()
    assert len(asked(small_company, "abnormal", "hale").lines) == 1


# customers


def test_customers_move_between_two_years(company: Company) -> None:
    names = {"grows": (100, 200), "falls": (200, 100), "gone": (100, 0), "new": (0, 50), "steady": (100, 105)}
    ids = {name: company.customer(name) for name in names}

    def buy(session: Session) -> None:
        for name, (before, now) in names.items():
            for amount, on in ((before, date(2025, 6, 1)), (now, date(2026, 6, 1))):
                if amount:
                    change.insert(
                        session, purchases, customer_id=ids[name], amount_minor=amount, currency="EUR",
                        home_minor=amount,
                        bought_on=on, month=on.year * 12 + on.month, quantity=1,
                    )  # fmt: skip

    company.database.write_as(buy, NOW)
    found = asked(company, "rhythm")
    assert {line.behind[0]: line.figures["customers"] for line in found.lines} == {
        "grows": 1, "steady": 1, "falls": 1, "gone": 1, "new": 1,
    }  # fmt: skip
    assert {line.behind[0]: line.figures["change"] for line in found.lines}["falls"] == -100
    fields = {line.key: line.figures["customers"] for line in asked(company, "recency").lines}
    assert fields[("a year", "2-3 times")] == 3
    assert sum(fields.values()) == 5


def test_silence_is_measured_by_ones_own_rhythm(small_company: Company) -> None:
    quick, slow = small_company.customer("quick"), small_company.customer("slow")

    def buy(session: Session) -> None:
        for customer, every in ((quick, 30), (slow, 150)):
            for back in range(3):
                on = NOW.date() - (130 + every * back) * DAY
                change.insert(
                    session, purchases, customer_id=customer, amount_minor=1000, currency="EUR", home_minor=1000,
                    bought_on=on, month=on.year * 12 + on.month, quantity=1,
                )  # fmt: skip

    small_company.database.write_as(buy, NOW)
    found = asked(small_company, "rhythm")
    assert [line.key[0] for line in found.lines if line.behind[0] == "customer"] == ["quick"]


# who sees what, and answers that are kept


def test_reps_see_their_own_row_unless_the_team_opens_it(small_company: Company) -> None:
    settled(small_company)
    names = [line.key[0] for line in asked(small_company, "people", "li", from_on=date(2026, 11, 1)).lines]
    assert names == ["Li Wei"]
    lead = [line.key[0] for line in asked(small_company, "people", "wang", from_on=date(2026, 11, 1)).lines]
    assert {"A. Roth", "Li Wei"} <= set(lead)
    small_company.desk("hale").write(set_privacy, Privacy("all"))
    assert len(asked(small_company, "people", "li", from_on=date(2026, 11, 1)).lines) > 1
    small_company.desk("hale").write(set_privacy, Privacy("self"))
    small_company.clock.later(seconds=1)
    assert [line.key[0] for line in asked(small_company, "people", "wang").lines] in ([], ["F. Wang"])


def test_leavers_lose_their_name_after_the_time_that_was_chosen(small_company: Company) -> None:
    settled(small_company)

    def leave(session: Session) -> None:
        user = session.value(select(users.c.id).where(users.c.login == "roth"))
        change.update(session, users, user, left_on=date(2026, 6, 1))

    small_company.database.write_as(leave, NOW)
    assert "A. Roth" in figures(asked(small_company, "people", from_on=date(2026, 11, 1)), "won")
    small_company.desk("hale").write(set_privacy, Privacy(leavers_after_months=3))
    assert "A. Roth" not in figures(asked(small_company, "people", from_on=date(2026, 11, 1)), "won")


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (Privacy("everybody"), "seen_by"),
        (Privacy(smallest_group=0), "smallest_group"),
        (Privacy(leavers_after_months=-1), "smallest_group"),
    ],
)
def test_privacy_that_cannot_be_is_refused(small_company: Company, wanted: Privacy, code: str) -> None:
    with pytest.raises(Refused) as found:
        small_company.desk("hale").write(set_privacy, wanted)
    assert found.value.code == code
    assert small_company.desk("li").read(privacy) == Privacy()
    with pytest.raises(NotAllowed):
        small_company.desk("li").write(set_privacy, Privacy("all"))


def test_kept_answer_follows_every_write(small_company: Company) -> None:
    made = project(small_company, "one", amount_minor=100)
    small_company.clock.later(days=90)
    first = asked(small_company, "abnormal")
    assert asked(small_company, "abnormal") is first, "nothing was written since"
    small_company.desk("hale").write(funnel.lose, made, "price")
    assert asked(small_company, "abnormal").lines == ()


# real data


def test_thirty_agents_cannot_be_told_from_luck(real_data: Path, template: Callable[[str, Make], str]) -> None:
    """The page says so in words; the figures are those of a second program (expansion, F3)."""
    database = Database(template("sqlite", make_imported))
    boss = database.as_("boss", lambda: NOW, through="test")
    found = boss.read(answer, "luck", Scope(date(2016, 1, 1), date(2017, 12, 31)))
    assert found.said[0] == (
        "The win rates of these 30 people (55% to 70%) cannot be told from luck as a whole (chi-square 33.35, 29 "
        "degrees "
        "of freedom, p 0.26)."
    )
    assert found.said[-1] == (
        "The mix of products explains most of the differences in value per project (correlation 0.95)."
    )
    gluck = next(line.figures for line in found.lines if line.key == ("Elease Gluck",))
    assert (gluck["per_closed"] // 100, gluck["per_closed_expected"] // 100) == (2295, 2422)
    assert boss.read(behind, "people", Scope(), ("x",)) == NOTHING
    assert database.read_as(lambda session: session.value(select(projects.c.id).limit(1)), NOW)
    database.close()


def test_break_in_the_recording_is_marked(real_data: Path, template: Callable[[str, Make], str]) -> None:
    from tests.sales.test_reference import at_desk, make_olist

    boss = at_desk(template("sqlite", make_olist))
    found = boss.read(answer, "conversion", Scope(date(2017, 6, 1), date(2018, 5, 31)))
    marked = [line.key[0] for line in found.lines if line.figures["mark"] == "|"]
    assert marked == ["2018-01"]
    assert found.said[1].startswith(
        "At 2018-01 the recording probably changed: 200 to 1,141 inquiries, 5.5% to 13.3% won"
    )
    boss.database.close()


def test_dear_campaign_and_immature_months_of_the_sample_are_told(sample: Database) -> None:
    from tuicrm.sales import campaigns

    found = desk(sample).read(campaigns.report, campaigns.SourceAsk("campaign", date(2025, 12, 1), date(2026, 11, 23)))
    returns = {row.name: row.return_minor for row in found.rows if row.return_minor is not None}
    assert "ads" in min(returns, key=lambda name: returns[name]).casefold()
    first = campaigns.told(found)[0]
    assert first.startswith("Search ads cost ")
    assert " of profit so far: " in first
    by_month = desk(sample).read(answer, "conversion", Scope())
    young = [line.key[0] for line in by_month.lines if line.figures["mark"]]
    assert young == ["2026-09", "2026-10", "2026-11"]
    assert by_month.said[1].startswith("The last 3 months are young: of their ")
    assert " Don't read them as a fall. Of those before " in by_month.said[1]


def test_reports_by_person_fold_the_others_for_reps(small_company: Company) -> None:
    settled(small_company)

    def won(login: str, *by: str) -> dict[tuple[str, ...], Any]:
        found = small_company.desk(login).read(report, Ask("won", by))
        return {row.key: row.value for row in found.rows}

    assert won("li", "owner") == {("Li Wei",): 1, ("others",): 1}
    assert won("wang", "owner") == {("Li Wei",): 1, ("A. Roth",): 1}
    assert set(won("hale", "owner")) == {("Li Wei",), ("A. Roth",), ("M. Kuhn",)}
    small_company.desk("hale").write(set_privacy, Privacy("all", smallest_group=50))
    assert won("li", "owner") == won("wang", "owner")
    small_company.desk("hale").write(set_privacy, Privacy("lead", smallest_group=50))
    assert won("li", "team") == {("others",): 2}
    assert won("hale", "team") == {("East",): 2, ("West",): 1}
