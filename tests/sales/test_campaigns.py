"""Campaigns: the chain from the first inquiry to the profit, credit by touch, costs by month, rights of marketing."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.company import Company
from tests.sales.house import join, refusal, take
from tuicrm.plain import language
from tuicrm.sales import agenda, campaigns, customers, funnel, inquiries, pool, projects, undo
from tuicrm.sales.agenda import NewAction
from tuicrm.sales.campaigns import CREDITS, Chain, Line, SourceAsk, SourceFigures
from tuicrm.sales.campaigns.credit import Touch, divided, shares
from tuicrm.sales.campaigns.words import note, value
from tuicrm.sales.inquiries import InquiryQuery
from tuicrm.sales.projects import NewProject
from tuicrm.sales.shares import PPM
from tuicrm.store.errors import NotAllowed, Refused


def fair(company: Company) -> None:
    """Two campaigns and five inquiries: one won, one refused, one known before, one untouched, one of the other."""
    hale, li = company.desk("hale"), company.desk("li")
    hale.write(campaigns.add, "Spring fair", "campaign", date(2026, 3, 1), date(2026, 3, 4))
    hale.write(campaigns.add, "Mailing", "email")
    hale.write(campaigns.cost, "Spring fair", 2026 * 12 + 3, 300_00)
    won = take(company, "Winner", campaign="Mailing")
    company.clock.later(days=1)
    again = take(company, "Winner", campaign="Spring fair")
    assert again.customer_id == won.customer_id
    company.clock.later(minutes=5)
    refused = take(company, "Student", campaign="Spring fair")
    take(company, "Sleeper", campaign="Spring fair")
    li.write(pool.claim, won.customer_id)
    company.clock.later(days=1)
    li.write(agenda.log, NewAction("call", customer_id=won.customer_id), outcome="talked")
    project = li.write(projects.add, NewProject(name="Line", customer_id=won.customer_id)).project_id
    li.write(funnel.win, project, amount_minor=1000_00, cost_minor=400_00, reason="repeat order")
    li.write(inquiries.judge, (refused.inquiry_id,), "student")


def lines(found: Chain) -> dict[str, Any]:
    return {one.key: one.value for one in found.lines}


@pytest.mark.parametrize(
    ("credit", "projects_", "profit"),
    [("first", 0, 0), ("last", 1, 600_00), ("equal", 0.5, 300_00)],
)
def test_the_chain_says_how_far_it_got_and_whose_credit_it_is(
    company: Company, credit: str, projects_: float, profit: int
) -> None:
    fair(company)
    found = company.desk("hale").read(campaigns.chain, "spring", credit)
    assert (found.name, found.credit, found.currency, found.unknown_cost) == ("Spring fair", credit, "EUR", 0)
    assert lines(found) == {
        "taken": 3, "known": 1, "called": 1, "untouched": 1, "projects": projects_, "won": projects_,
        "revenue": profit * 1000 // 600, "profit": profit, "cost": 300_00, "return": profit - 300_00, "refused": 1,
    }  # fmt: skip
    assert (found.oldest, found.holder, found.oldest_on) == ("Sleeper", None, date(2026, 11, 24))
    assert found.lines[-1].parts == (("student", 1),)


@pytest.mark.parametrize(
    ("cost", "bought", "expected"),
    [
        (None, None, (0, None, None)), (None, 60_00, (40_00, None, None)), (10_00, 60_00, (40_00, 10_00, 30_00)),
        (10_00, None, (0, 10_00, -10_00)), (10_00, "?", (None, 10_00, None)), (None, "?", (None, None, None)),
    ],
)  # fmt: skip
def test_what_nobody_knows_is_no_0_in_the_chain(
    small_company: Company, cost: int | None, bought: Any, expected: tuple[int | None, ...]
) -> None:
    company, hale = small_company, small_company.desk("hale")
    hale.write(campaigns.add, "Fair", "campaign")
    if cost is not None:
        hale.write(campaigns.cost, "Fair", 2026 * 12 + 11, cost)
    taken = take(company, "Buyer", campaign="Fair")
    if bought is not None:
        company.clock.later(days=1)
        li = company.desk("li")
        li.write(pool.claim, taken.customer_id)
        project = li.write(projects.add, NewProject(name="Line", customer_id=taken.customer_id)).project_id
        known = None if bought == "?" else bought
        li.write(funnel.win, project, amount_minor=100_00, cost_minor=known, reason="repeat order")
    found = hale.read(campaigns.chain, "Fair", "first")
    assert tuple(lines(found)[key] for key in ("profit", "cost", "return")) == expected
    assert found.unknown_cost == (bought == "?")


CHAIN = Chain(1, "Fair", "first", "EUR", (), date(2025, 6, 3), "Sleeper", None, 1)


@pytest.mark.parametrize(
    ("one", "chain", "english", "chinese"),
    [
        (Line("cost", None, is_money=True), CHAIN, ("not known", ""), ("未知", "")),
        (Line("cost", 0, is_money=True), CHAIN, ("€0.00", ""), ("€0.00", "")),
        (Line("return", -10_00, is_money=True), CHAIN, ("-€10.00", ""), ("-€10.00", "")),
        (Line("profit", None, is_money=True), CHAIN, ("not known", "1 purchase without a known cost is left out"),
         ("未知", "有1笔订单成本未知，未计入")),
        (Line("profit", 5_00, is_money=True), replace(CHAIN, unknown_cost=2),
         ("€5.00", "2 purchases without a known cost are left out"), ("€5.00", "有2笔订单成本未知，未计入")),
        (Line("profit", 5_00, is_money=True), replace(CHAIN, unknown_cost=0), ("€5.00", ""), ("€5.00", "")),
        (Line("untouched", 2), CHAIN, ("2", "the oldest since 3 Jun 2025: Sleeper, pool"),
         ("2", "最久的一条自2025年6月3日起：Sleeper，公海")),
        (Line("untouched", 2), replace(CHAIN, oldest_on=date(2026, 11, 3), holder="Li Wei"),
         ("2", "the oldest since 3 Nov: Sleeper, Li Wei"), ("2", "最久的一条自11月3日起：Sleeper，Li Wei")),
        (Line("untouched", 0), replace(CHAIN, oldest_on=None), ("0", ""), ("0", "")),
        (Line("won", 0.5), CHAIN, ("0.5", ""), ("0.5", "")),
        (Line("refused", 3, parts=(("student", 2), ("spam", 1))), CHAIN, ("3", "a student 2, spam 1"),
         ("3", "学生 2、垃圾信息 1")),
    ],
)  # fmt: skip
def test_a_line_of_the_chain_is_told(
    one: Line, chain: Chain, english: tuple[str, str], chinese: tuple[str, str], request: pytest.FixtureRequest
) -> None:
    request.addfinalizer(lambda before=language.current(): language.use(before))
    for tongue, expected in (("en", english), ("zh", chinese)):
        language.use(tongue)
        assert (value(one, chain.currency), note(one, chain, date(2026, 11, 29))) == expected


def test_each_line_opens_its_list(small_company: Company) -> None:
    company = small_company
    fair(company)
    hale = company.desk("hale")
    for one in hale.read(campaigns.chain, "Spring fair", "last").lines:
        if one.state is not None:
            query = InquiryQuery(state="" if one.state == "all" else one.state, campaign="Spring fair")
            assert len(hale.read(inquiries.page, query).rows) == one.value, one.key


def bought(company: Company, customer_id: int, minor: int, cost_minor: int | None) -> None:
    li = company.desk("li")
    made = li.write(projects.add, NewProject(name=f"Line {minor}", customer_id=customer_id)).project_id
    li.write(funnel.win, made, amount_minor=minor, cost_minor=cost_minor, reason="repeat order")


def thrice(company: Company) -> None:
    """A customer that three campaigns brought, one of them twice, buys three times; what one cost nobody knows."""
    hale = company.desk("hale")
    for name in ("Fair", "Mailing", "Ads"):
        hale.write(campaigns.add, name, "campaign")
    for name in ("Fair", "Mailing", "Ads", "Fair"):
        taken = take(company, "Asks often", campaign=name)
        company.clock.later(days=1)
    company.desk("li").write(pool.claim, taken.customer_id)
    for minor, cost_minor in ((100_01, 33_34), (1, 0), (777, None)):
        bought(company, taken.customer_id, minor, cost_minor)


@pytest.mark.parametrize("credit", CREDITS)
def test_the_credited_lines_open_what_makes_their_number(company: Company, credit: str) -> None:
    thrice(company)
    hale = company.desk("hale")
    whole = {"projects": 0.0, "won": 0.0, "revenue": 0, "profit": 0}
    for name in ("Fair", "Mailing", "Ads"):
        chain = lines(hale.read(campaigns.chain, name, credit))
        for key in whole:
            rows = hale.read(campaigns.behind, name, key, credit)
            amounts = {
                "revenue": [one.revenue_minor or 0 for one in rows], "profit": [one.profit_minor or 0 for one in rows]
            }  # fmt: skip
            assert sum(amounts.get(key, [one.share for one in rows])) == pytest.approx(chain[key] or 0, abs=1e-6)
            assert len({one.id for one in rows}) == len(rows), "who asked twice stands there once"
            whole[key] += chain[key] or 0
    assert whole == pytest.approx({"projects": 3, "won": 3, "revenue": 107_79, "profit": 66_68}, abs=1e-5)
    by_campaign = hale.read(campaigns.report, SourceAsk("campaign", credit=credit))
    assert by_campaign.unknown_cost == 1
    assert sum(one.revenue_minor for one in by_campaign.rows) == 107_79
    assert sum(one.profit_minor or 0 for one in by_campaign.rows) == 66_68


@pytest.mark.parametrize("line", ["projects", "won", "revenue", "profit"])
def test_what_stands_behind_a_line_is_called_by_its_own_name(small_company: Company, line: str) -> None:
    company = small_company
    other = company.customer("Somebody else", owner="li")
    company.desk("li").write(projects.add, NewProject(name="Of no campaign", customer_id=other))  # so ids differ
    thrice(company)
    rows = company.desk("hale").read(campaigns.behind, "Fair", line, "first")
    assert {(one.name, one.customer) for one in rows} == {
        ("Line 10001", "Asks often"), ("Line 1", "Asks often"), ("Line 777", "Asks often"),
    }  # fmt: skip


def test_each_month_of_a_campaign_is_told_with_its_cost(small_company: Company) -> None:
    hale = small_company.desk("hale")
    hale.write(campaigns.add, "Fair", "campaign")
    for month, minor in ((24315, 100_00), (24316, 250_00), (24317, 0)):
        hale.write(campaigns.cost, "Fair", month, minor)
    found = hale.read(campaigns.costs, "Fair")
    assert [(one.month, one.cost_minor, one.home_minor) for one in found] == [
        (24315, 100_00, 100_00), (24316, 250_00, 250_00),
    ]  # fmt: skip
    assert refusal_of(hale, "Fair", "cost") == "chain_line"


def refusal_of(desk: Any, *args: Any) -> str:
    with pytest.raises(Refused) as refused:
        desk.read(campaigns.behind, *args)
    return refused.value.code


def test_a_rate_says_who_bought_of_those_taken_in(company: Company) -> None:
    """Not what was won in the period of customers from before it: that is no share of anything."""
    before = take(company, "From before", source="website")
    company.desk("li").write(pool.claim, before.customer_id)
    company.clock.later(days=40)
    day = company.clock.now.date()
    new = [take(company, name, source="website") for name in ("New buyer", "New one", "Newest one")]
    company.desk("li").write(pool.claim, new[0].customer_id)
    for customer_id in (before.customer_id, before.customer_id, new[0].customer_id, new[0].customer_id):
        bought(company, customer_id, 100_00, None)
    (one,) = company.desk("hale").read(campaigns.report, SourceAsk(from_on=day)).rows
    assert (one.customers, one.buyers, one.won, one.conversion) == (3, 1, 4, 0.333333)
    assert (one.profit_minor, one.return_minor, one.unknown_cost) == (None, None, 4), "not known is no 0"


@given(
    amount=st.integers(-(10**12), 10**12),
    days=st.lists(st.integers(1, 28), min_size=0, max_size=7),
    how=st.sampled_from(CREDITS),
)
def test_the_parts_of_an_amount_make_it_to_the_cent(amount: int, days: list[int], how: str) -> None:
    touches = [Touch(date.min, 1, None)] + [Touch(date(2026, 3, day), None, None) for day in sorted(days)]
    parts = divided(amount, [ppm for _touch, ppm in shares(touches, date(2026, 3, 28), how)])
    assert sum(parts) == amount
    assert max(parts) - min(parts) <= 1 + abs(amount) // 10**6


@given(
    days=st.lists(st.integers(1, 28), min_size=0, max_size=7),
    on=st.integers(1, 28),
    how=st.sampled_from(["first", "last", "equal"]),
)
def test_shares_always_make_a_whole(days: list[int], on: int, how: str) -> None:
    touches = [Touch(date.min, 1, None)] + [
        Touch(date(2026, 3, day), nth + 2, None) for nth, day in enumerate(sorted(days))
    ]
    found = shares(touches, date(2026, 3, on), how)
    assert sum(part for _, part in found) == PPM
    assert all(touch.on <= date(2026, 3, on) for touch, _ in found)
    if not any(day <= on for day in days):
        assert found == [(touches[0], PPM)]


def test_what_each_channel_brought_over_a_period(company: Company) -> None:
    fair(company)

    def rows(**ask: Any) -> dict[str, SourceFigures]:
        found = company.desk("hale").read(campaigns.report, SourceAsk(**ask))
        return {one.key: one for one in found.rows}

    by_source = rows(credit="last")
    assert {key: (one.inquiries, one.customers, one.won) for key, one in by_source.items()} == {
        "campaign": (3, 2, 1), "email": (1, 1, 0),
    }  # fmt: skip
    assert (by_source["campaign"].cost_minor, by_source["campaign"].return_minor) == (300_00, 300_00)
    assert by_source["email"].cost_minor is None
    first = rows(by="campaign")
    assert (first["Mailing"].won, first["Mailing"].profit_minor, first["Mailing"].conversion) == (1, 600_00, 1.0)
    assert first["Mailing"].low is not None
    assert first["Mailing"].low < 0.5
    march = rows(by="campaign", from_on=date(2026, 3, 1), to_on=date(2026, 3, 31))
    assert {key: (one.inquiries, one.cost_minor) for key, one in march.items()} == {"Spring fair": (0, 300_00)}
    with pytest.raises(Refused) as refused:
        rows(from_on=date(2026, 3, 2), to_on=date(2026, 3, 1))
    assert refused.value.code == "order_of_days"


@pytest.mark.parametrize(
    ("rule", "args", "code"),
    [
        (campaigns.add, ("", "campaign"), "name_missing"),
        (campaigns.add, ("SPRING fair", "campaign"), "known"),
        (campaigns.add, ("Autumn", "pigeon"), "no_source"),
        (campaigns.add, ("Autumn", "campaign", date(2026, 2, 2), date(2026, 2, 1)), "campaign_days"),
        (campaigns.cost, ("Winter", 24315, 1), "no_campaign"),
        (campaigns.cost, ("Spring fair", 24315, -1), "campaign_cost"),
        (campaigns.cost, ("Spring fair", 24315, 1, "XAU"), "no_rate"),
    ],
)
def test_what_is_refused(small_company: Company, rule: Any, args: tuple[Any, ...], code: str) -> None:
    small_company.desk("hale").write(campaigns.add, "Spring fair", "campaign")
    assert refusal(small_company, "hale", rule, *args).code == code


def test_a_cost_is_set_anew_and_taken_away(small_company: Company) -> None:
    hale = small_company.desk("hale")
    hale.write(campaigns.add, "Spring fair", "campaign")
    assert [one.cost_minor for one in hale.read(campaigns.listed)] == [None], "nobody said what it cost"
    for minor in (100_00, 250_00, 0):
        hale.write(campaigns.cost, "Spring fair", 24315, minor)
        assert [one.cost_minor for one in hale.read(campaigns.listed)] == [minor or None], "0 takes it away"
    hale.write(campaigns.edit, "Spring fair", name="Fair of spring", source="email", ends_on=date(2026, 5, 1))
    (one,) = hale.read(campaigns.listed)
    assert (one.name, one.source, one.ends_on) == ("Fair of spring", "e-mail", date(2026, 5, 1))


def test_marketing_makes_campaigns_takes_in_and_sees_profit_but_no_phone_and_gives_nobody_away(
    small_company: Company,
) -> None:
    company = small_company
    join(company, "mara", "marketing")
    mara = company.desk("mara")
    mara.write(campaigns.add, "Fair", "campaign")
    mara.write(campaigns.cost, "Fair", 24315, 100_00)
    taken = take(company, "Acme", login="mara", campaign="Fair", phones=("0113 496 0142",), contact="Ann")
    company.desk("li").write(pool.claim, taken.customer_id)
    assert lines(mara.read(campaigns.chain, "Fair"))["taken"] == 1
    assert [one.state for one in mara.read(inquiries.page, InquiryQuery(campaign="Fair")).rows] == ["new"]
    card = mara.read(customers.card, taken.customer_id)
    assert (card.is_hidden, card.contacts[0].points[0].value, card.may_write) == (True, "*** ** 42", False)
    for rule, args in ((pool.claim, (taken.customer_id,)), (pool.assign, (taken.customer_id, 2)),
                       (customers.edit, (taken.customer_id, 1))):  # fmt: skip
        assert isinstance(refusal(company, "mara", rule, *args), NotAllowed)
    for login in ("li", "wang", "eye"):
        assert isinstance(refusal(company, login, campaigns.add, "Other", "campaign"), NotAllowed)


def test_a_campaign_is_changed_and_taken_back(small_company: Company) -> None:
    hale = small_company.desk("hale")
    hale.write(campaigns.add, "Spring fair", "campaign", date(2026, 3, 1), date(2026, 3, 4))
    hale.write(campaigns.add, "Mailing", "email")

    def spring() -> tuple[str, str, date | None, date | None]:
        one = next(one for one in hale.read(campaigns.listed) if one.name.startswith("Spring"))
        return one.name, one.source, one.starts_on, one.ends_on

    before = spring()
    hale.write(campaigns.edit, "Spring", name="Spring show", source="website", starts_on=None, ends_on=date(2026, 5, 1))
    assert spring() == ("Spring show", "website", None, date(2026, 5, 1))
    hale.write(undo.last)
    assert spring() == before
    assert refusal(small_company, "hale", campaigns.edit, "Spring", name="MAILING").code == "known"
    assert refusal(small_company, "hale", campaigns.edit, "Spring", ends_on=date(2026, 2, 1)).code == "campaign_days"
    assert refusal(small_company, "hale", campaigns.edit, "Spring", source="carrier pigeon").code == "no_source"
    assert spring() == before
