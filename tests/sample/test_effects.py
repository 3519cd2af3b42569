"""Each planted effect is there, measured by plain SQL and a few lines of arithmetic."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.sample.figures import (
    CLOSE,
    DEMO,
    MATURE,
    NEEDS,
    NEW,
    QUOTE,
    SECOND,
    TODAY,
    TWO_YEARS_AGO,
    YEAR_AGO,
    Figures,
    log_range,
    odds_ratio,
    share,
    went_on,
)  # fmt: skip
from tuicrm.store.database import Database

END = TODAY + timedelta(days=1)


@pytest.fixture(scope="module")
def figures(english: Database) -> Figures:
    return Figures(str(english.url.database))


def anybody(login: str) -> bool:
    return True


def test_revenue_grows_faster_than_profit(figures: Figures) -> None:
    (revenue1, profit1), (revenue2, profit2) = figures.won(TWO_YEARS_AGO, YEAR_AGO), figures.won(YEAR_AGO, END)
    assert 0.12 < revenue2 / revenue1 - 1 < 0.35
    assert 0 < profit2 / profit1 - 1 < 0.5 * (revenue2 / revenue1 - 1)
    assert profit1 / revenue1 - profit2 / revenue2 > 0.02


def test_more_of_it_is_the_thin_product_at_a_higher_discount(figures: Figures) -> None:
    rows = figures.ask(
        """
        select closed_on >= ?, sum(case when d.product_key = 'qx50' then u.amount_minor else 0 end) * 1.0
               / sum(u.amount_minor)
        from purchase u join project p on p.id = u.project_id join product d on d.id = u.product_id group by 1
        """,
        YEAR_AGO.isoformat(),
    )
    assert rows[1][1] > 2 * rows[0][1]
    off = dict(
        figures.ask(
            "select closed_on >= ?, 1 - sum(amount_minor) * 1.0 / sum(first_quote_minor) from project"
            " where state = 'won' group by 1",
            YEAR_AGO.isoformat(),
        )
    )
    assert off[1] > off[0] + 0.01


def test_the_average_falls_though_each_who_was_there_rises(figures: Figures) -> None:
    sellers = [login for login in figures.logins.values() if figures.months(login, TWO_YEARS_AGO, END)]
    before, now = (
        figures.productivity(TWO_YEARS_AGO, YEAR_AGO, sellers), figures.productivity(YEAR_AGO, END, sellers),
    )  # fmt: skip
    assert now / before < 0.9
    for login in (*MATURE, "li", "virtanen"):
        was, is_ = (figures.productivity(*span, [login]) for span in ((TWO_YEARS_AGO, YEAR_AGO), (YEAR_AGO, END)))
        assert is_ > was, login
    mature = [figures.productivity(*span, MATURE) for span in ((TWO_YEARS_AGO, YEAR_AGO), (YEAR_AGO, END))]
    assert mature[1] / mature[0] > 1.02


def ramp(figures: Figures, logins: tuple[str, ...], first: int, last: int) -> float:
    """Profit per month of people between two months of their tenure."""
    profit = months = 0.0
    for login in logins:
        joined = date.fromisoformat(figures.one("select joined_on from user where login = ?", login))
        begins = max(joined + timedelta(days=first * 30.44), TWO_YEARS_AGO)
        ends = min(joined + timedelta(days=last * 30.44), END)
        if ends > begins:
            profit += figures.won(begins, ends, login)[1]
            months += (ends - begins).days / 30.44
    return profit / months


def test_joiners_need_months_and_the_second_wave_copies_worse(figures: Figures) -> None:
    first = ("li", "virtanen", "holm", "laurent")
    assert ramp(figures, first, 0, 4) < 0.5 * ramp(figures, first, 6, 12)
    assert ramp(figures, SECOND, 0, 4) < 0.5 * ramp(figures, SECOND, 6, 12)
    assert ramp(figures, SECOND, 4, 9) < 0.7 * ramp(figures, first, 4, 9)


def test_quote_is_the_weak_stage_and_the_new_people_s_above_all(figures: Figures) -> None:
    stays = figures.stays()
    before = {stage: share(went_on(stays, stage, TWO_YEARS_AGO, YEAR_AGO, anybody)) for stage in range(5)}
    now = {stage: share(went_on(stays, stage, YEAR_AGO, END, anybody)) for stage in range(5)}
    assert now[QUOTE] < min(now[stage] for stage in (NEW, NEEDS, DEMO, CLOSE)) - 0.15
    assert now[QUOTE] < before[QUOTE] - 0.1
    assert all(abs(now[stage] - before[stage]) < 0.08 for stage in (NEW, NEEDS, DEMO, CLOSE))
    new = went_on(stays, QUOTE, YEAR_AGO, END, lambda login: login in SECOND)
    old = went_on(stays, QUOTE, YEAR_AGO, END, lambda login: login not in SECOND)
    assert share(new) < share(old) - 0.12
    assert new[1] > 50
    reasons = [
        row[0]
        for row in figures.ask(
            "select r.key from project p join lost_reason r on r.id = lost_reason_id"
            " join stage s on s.id = lost_stage_id where s.position = 3 group by 1 order by count(*) desc"
        )
    ]
    assert reasons[:2] == ["price", "delivery"]


def test_one_campaign_pays_and_one_does_not(figures: Figures) -> None:
    rows = figures.ask(
        """
        select c.name, (select sum(cost_minor) from campaign_cost x where x.campaign_id = c.id),
               (select coalesce(sum(amount_minor - cost_minor), 0) from project p where p.campaign_id = c.id
                and state = 'won'),
               (select count(*) from customer k where k.campaign_id = c.id),
               (select avg(state = 'open') from project p where p.campaign_id = c.id)
        from campaign c order by starts_on
        """
    )
    assert len(rows) == 5
    by_name = {row[0]: row[1:] for row in rows}
    cost, profit, _customers, _open = by_name["Metrology Fair 2025"]
    assert profit > 2 * cost
    cost, profit, customers, _open = by_name["Search ads"]
    assert profit < 0.5 * cost
    assert customers > 250
    assert by_name["Metrology Fair 2026"][3] > 0.7, "too young to tell"


def test_kuhn_plans_much_and_does_little(figures: Figures) -> None:
    rows = {
        row[0]: row[1:]
        for row in figures.ask(
            "select login, count(*), avg(state = 'done' and done_on <= first_planned_on), avg(postponed > 0),"
            " sum(state = 'planned' and planned_on < ?) from action a join user u on u.id = a.owner_id"
            " group by 1 having count(*) > 90",
            TODAY.isoformat(),
        )
    }
    number, on_time, postponed, late = rows.pop("kuhn")
    assert number > max(row[0] for row in rows.values())
    assert on_time < 0.6 * min(row[1] for row in rows.values())
    assert postponed > 1.4 * max(row[2] for row in rows.values())
    assert late > max(row[3] for row in rows.values())


def test_lindgren_has_the_best_leads_and_average_skill(figures: Figures) -> None:
    closed = figures.ask(
        "select login, k.class_key, c.outcome = 'won' from credit c join project p on p.id = c.project_id"
        " join customer k on k.id = p.customer_id join user u on u.id = c.user_id where c.share_ppm > 500000"
    )
    others = [row for row in closed if row[0] not in (*SECOND, "lindgren")]
    own = [row for row in closed if row[0] == "lindgren"]
    best = sum(row[1] == "A" for row in own) / len(own)
    assert best > 2 * sum(row[1] == "A" for row in others) / len(others)

    def rate(klass: str) -> float:
        cell = [row[2] for row in others if row[1] == klass]
        return sum(cell) / len(cell)

    expected = sum(rate(row[1]) for row in own) / len(own)
    assert sum(row[2] for row in own) / len(own) == pytest.approx(expected, abs=0.1)


def test_only_roth_ever_won_a_laser_tracker(figures: Figures) -> None:
    rows = figures.ask(
        "select login, c.outcome, count(*) from credit c join project_product l on l.project_id = c.project_id"
        " join product d on d.id = l.product_id join user u on u.id = c.user_id where d.product_key = 'lx700'"
        " and share_ppm > 500000 group by 1, 2"
    )
    assert [row[0] for row in rows if row[1] == "won"] == ["roth"]
    assert next(row[2] for row in rows if row[1] == "won") >= 8
    assert sum(row[2] for row in rows if row[0] != "roth") >= 8, "others tried"


def cases(figures: Figures, subject: str, stage: int, landmark: int | None) -> list[tuple[object, bool, bool]]:
    done = figures.done_plays(subject)
    since = date.fromisoformat(figures.one("select date(min(made_at)) from playbook"))
    seen: set[int] = set()
    found = []
    for stay in figures.stays():
        if stay.stage != stage or stay.project in seen:
            continue
        seen.add(stay.project)
        if stay.entered.date() < since or stay.left is None:
            continue
        if landmark is not None and (stay.left - stay.entered).days <= landmark:
            continue
        day = done.get(stay.project)
        did = day is not None and (landmark is None or (day - stay.entered).days <= landmark)
        found.append((stay.klass, did, stay.furthest > stage))
    return found


def test_the_brochure_looks_splendid_and_is_worth_nothing(figures: Figures) -> None:
    naive = odds_ratio(cases(figures, "Send the brochure", NEEDS, None))
    landmark = odds_ratio(cases(figures, "Send the brochure", NEEDS, 18))
    assert log_range(*naive)[0] > 0, "it seems to help, and surely so"
    assert log_range(*landmark)[0] < 0 < log_range(*landmark)[1], "it does not, among those who lived as long"


def test_going_through_the_quote_with_the_decider_is_worth_much(figures: Figures) -> None:
    ratio = odds_ratio(cases(figures, "Go through the quote with who decides", QUOTE, 9))
    assert log_range(*ratio)[0] > 0.5


def test_some_projects_rot_and_the_last_months_are_immature(figures: Figures) -> None:
    rotting = figures.one(
        "select count(*) from project p join stage s on s.id = p.stage_id where p.state = 'open'"
        " and julianday(?) - julianday(last_progress_at) > 2 * rotting_days and next_action_at is null",
        TODAY.isoformat(),
    )
    assert 8 <= rotting <= 40
    open_share = dict(figures.ask("select created_month, avg(state = 'open') from project group by 1"))
    this = TODAY.year * 12 + TODAY.month
    assert open_share[this] > 0.8
    assert open_share[this - 1] > 0.5
    assert open_share[this - 10] < 0.1


def test_a_lead_came_after_the_team_had_grown(figures: Figures) -> None:
    leads = figures.ask(
        "select t.name, min(m.from_on) from membership m join team t on t.id = m.team_id where role = 'team_lead'"
        " group by 1 having min(m.from_on) > ?",
        YEAR_AGO.isoformat(),
    )
    assert {row[0] for row in leads} == {"South"}
