"""Plan, risk, help and decisions in words: nought, one and many, in both languages."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from tuicrm.plain import language
from tuicrm.sales.analysis.expansion.moving import Moved, Term
from tuicrm.sales.analysis.team import Ability, Decided, Help, Plan, Risk, Since
from tuicrm.sales.analysis.team.know_how import OnlyOne
from tuicrm.sales.analysis.telling.decided import decided_words
from tuicrm.sales.analysis.telling.helping import _help_of_new, help_words
from tuicrm.sales.analysis.telling.phase import _step
from tuicrm.sales.analysis.telling.plan import plan_words
from tuicrm.sales.analysis.telling.risk import _risk_of_projects, risk_words

K = 100_000
PLAN = Plan(quarter=8104, won_minor=300 * K, target_minor=None, target_so_far_minor=None, weighted_minor=100 * K,
            spread_minor=50 * K, behind=())  # fmt: skip
SINCE = Since(datetime(2026, 11, 16), 0, 0, 0, 0, 0, 0, 0)
DECIDED = Decided(date(2026, 11, 17), 1, 1, 0)


def said(words: Any, *args: Any, lang: str = "en") -> str:
    language.use(lang)
    try:
        return str(words(*args)[0])
    finally:
        language.use("en")


# plan


@pytest.mark.parametrize(
    ("target", "hope", "chinese"),
    [
        (300, "the target is reached.", "目标已达成。"),
        (299, "the target is reached.", "目标已达成。"),
        (301, "the target is as good as reached.", "目标基本稳了。"),
        (335, "the target is as good as reached.", "目标基本稳了。"),  # the range begins at 336k
        (337, "probably be reached (9 chances in 10 to reach it).", "多半能完成（完成的可能性约9成）。"),
        (380, "probably be reached (7 chances in 10 to reach it).", "多半能完成（完成的可能性约7成）。"),
        (381, "may be reached or missed (6 chances in 10 to reach it).", "难说（完成的可能性约6成）。"),
        (400, "may be reached or missed (5 chances in 10 to reach it).", "难说（完成的可能性约5成）。"),
        (419, "may be reached or missed (4 chances in 10 to reach it).", "难说（完成的可能性约4成）。"),
        (420, "probably be missed (3 chances in 10 to reach it).", "多半完不成（完成的可能性约3成）。"),
        (463, "probably be missed (1 chance in 10 to reach it).", "多半完不成（完成的可能性约1成）。"),
        (465, "the target will be missed as things stand.", "照目前看目标完不成。"),  # it ends at 464k
        (9999, "the target will be missed as things stand.", "照目前看目标完不成。"),
    ],
)
def test_the_plan_says_whether_the_target_will_be_reached(target: int, hope: str, chinese: str) -> None:
    """Eight times in ten it ends between 336k and 464k: 400k more or less 1.28 x 50k."""
    plan = replace(PLAN, target_minor=target * K, target_so_far_minor=target * K // 2)
    assert said(plan_words, plan, "EUR").endswith(hope)
    assert said(plan_words, plan, "EUR", lang="zh").endswith(chinese)


@pytest.mark.parametrize(("won", "so_far", "tone"), [(300, 300, "good"), (300, 301, "still"), (0, 0, "good")])
def test_the_plan_is_good_news_when_the_days_so_far_are_kept_up_with(won: int, so_far: int, tone: str) -> None:
    plan = replace(PLAN, won_minor=won * K, target_minor=900 * K, target_so_far_minor=so_far * K)
    assert plan_words(plan, "EUR")[1] == tone


@pytest.mark.parametrize(
    ("behind", "ends"),
    [
        ((), "the target may be reached or missed (5 chances in 10 to reach it)."),
        (("East",), "Behind: East."),
        (("East", "West"), "Behind: East, West."),
    ],
)
def test_teams_behind_are_named(behind: tuple[str, ...], ends: str) -> None:
    plan = replace(PLAN, target_minor=400 * K, target_so_far_minor=0, behind=behind)
    assert said(plan_words, plan, "EUR").endswith(ends)


def test_without_a_target_that_is_said() -> None:
    assert (
        said(plan_words, PLAN, "EUR")
        == "€300k sold this quarter; likely 400k with what is open. Nobody has a target yet."
    )


@pytest.mark.parametrize(
    ("n", "english", "chinese"),
    [
        (0, "Nobody has a target yet.", "还没有人设目标。"),
        (1, "1 sale in another currency has no rate and is left out. Enter the rates: tuicrm rate set",
         "有1笔外币成交没有汇率，未计入。请录入汇率：tuicrm rate set"),
        (1204, "1,204 sales in other currencies have no rate and are left out. Enter the rates: tuicrm rate set",
         "有1,204笔外币成交没有汇率，未计入。请录入汇率：tuicrm rate set"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("target", [None, 900 * K])
def test_what_has_no_rate_is_said_of_the_plan(n: int, english: str, chinese: str, target: int | None) -> None:
    plan = replace(PLAN, without_rate=n, target_minor=target)
    if n or target is None:
        assert said(plan_words, plan, "EUR").endswith(english)
        assert said(plan_words, plan, "EUR", lang="zh").endswith(chinese)


@pytest.mark.parametrize(
    ("target", "purchases", "opened", "hope"),
    [
        (300, 5, 5, "the target is reached."),
        (335, 5, 5, "the target is as good as reached."),  # what is missing can only add
        (380, 0, 1, "the target will probably be reached (7 chances in 10 to reach it)."),
        (381, 1, 0, "whether the target is reached can't be told yet."),
        (381, 0, 1, "whether the target is reached can't be told yet."),
        (9999, 3, 2, "whether the target is reached can't be told yet."),
        (9999, 0, 0, "the target will be missed as things stand. Behind: East."),
    ],
)
def test_a_target_is_not_missed_while_rates_are(target: int, purchases: int, opened: int, hope: str) -> None:
    plan = replace(PLAN, target_minor=target * K, target_so_far_minor=target * K, behind=("East",),
                   without_rate=purchases, open_without_rate=opened)  # fmt: skip
    text, tone, _interval = plan_words(plan, "EUR")
    assert hope in text
    unknown = "can't be told" in hope
    assert tone == ("text" if unknown else "good" if target == 300 else "still")
    assert ("East" in text) is not unknown
    assert ("likely" in text) is not unknown
    assert text.endswith("Enter the rates: tuicrm rate set") is bool(purchases or opened)
    chinese = said(plan_words, plan, "EUR", lang="zh")
    assert ("目前无法判断" in chinese) is unknown
    assert chinese.count("欧元") == 1


@pytest.mark.parametrize(
    ("purchases", "opened", "english", "chinese"),
    [
        (0, 1, "1 open project in another currency has no rate and is left out. Enter",
         "有1个进行中的外币商机没有汇率，未计入。请录入汇率"),
        (2, 3, "2 sales in other currencies have no rate and are left out. 3 open projects in other currencies have no "
         "rate and are left out. Enter", "有2笔外币成交没有汇率，未计入。有3个进行中的外币商机没有汇率，未计入。请"),
    ],
)  # fmt: skip
def test_open_projects_without_a_rate_are_said(purchases: int, opened: int, english: str, chinese: str) -> None:
    plan = replace(PLAN, without_rate=purchases, open_without_rate=opened)
    assert english in said(plan_words, plan, "EUR")
    assert chinese in said(plan_words, plan, "EUR", lang="zh")


# risk

LASER = OnlyOne("laser", "Li Wei", 7, 8, 900 * K)
ONE = Risk(("Acme",), 20 * K, 5, 1, 1, 3)
CALM = Risk((), 0, 0, 0, 0)
MANY = Risk(("Acme", "Beta", "Gamma"), 20 * K, 0, 3, 3, 3, all_count=40_120, all_minor=9000 * K, all_percent=87)
"""Of a large company: the three largest are less than a percent of what is open."""


@pytest.mark.parametrize(
    ("risk", "english", "chinese"),
    [
        (CALM, "Each large open project has a next step and a second contact.",
         "大商机都安排了下一步，联系人也都不止一位。"),
        (ONE, "Acme: €20.0k, 5% of what is open, on one contact each or none.",
         "Acme：2.0万欧元，占进行中商机金额的5%，各自只靠一位联系人或没有联系人。"),
        (replace(ONE, one_contact=0),
         "Acme: €20.0k, 5% of what is open, without a next step or on one contact or none.",
         "Acme：2.0万欧元，占进行中商机金额的5%，缺下一步，或只靠一位联系人、没有联系人。"),
        (Risk(("Acme", "Beta"), 20 * K, 5, 2, 2, 3),
         "Acme, Beta: together €20.0k, 5% of what is open, on one contact each or none.",
         "Acme、Beta：合计2.0万欧元，占进行中商机金额的5%，各自只靠一位联系人或没有联系人。"),
        (replace(CALM, only_one=LASER),
         "Only Li Wei can sell laser: 7 of 8 won in two years, €900k. Nobody else has learned it.",
         "只有Li Wei会卖laser：两年赢下的8单中7单出自一人，共90.0万欧元。其他人还没有学会。"),
        (replace(CALM, only_one=replace(LASER, name=None)),
         "Only one of us can sell laser: 7 of 8 won in two years, €900k. Nobody else has learned it.", ""),
        (replace(CALM, has_amounts=False, foreign_count=1),
         "Can't tell yet: there is no rate for the currency of the open project. Enter the rates: tuicrm rate set",
         "还说不准：有金额的1个进行中商机都是外币，没有汇率。请录入汇率：tuicrm rate set"),
        (replace(CALM, has_amounts=False, foreign_count=27),
         "Can't tell yet: there are no rates for the currencies of the 27 open projects with an amount. "
         "Enter the rates: tuicrm rate set",
         "还说不准：有金额的27个进行中商机都是外币，没有汇率。请录入汇率：tuicrm rate set"),
        (replace(CALM, has_amounts=False, only_one=LASER),
         "Only Li Wei can sell laser: 7 of 8 won in two years, €900k. Nobody else has learned it.", ""),
        (replace(CALM, only_one=replace(LASER, times=8)),
         "Only Li Wei can sell laser: all 8 won in two years, €900k. Nobody else has sold it.",
         "只有Li Wei会卖laser：两年赢下的8单全部出自一人，共90.0万欧元。其他人还没有成交过。"),
        (replace(CALM, open_count=1204, without_amount=1),
         "Each large open project of known amount has a next step and a second contact. "
         "1 of 1,204 open projects has no known amount and is left out.",
         "已知金额的大商机都安排了下一步，联系人也都不止一位。1,204个进行中商机里有1个金额未知，未计入。"),
        (replace(ONE, open_count=20, without_amount=1),
         "Acme: €20.0k, 5% of what is open, on one contact each or none.", ""),
        (replace(ONE, open_count=20, without_amount=2),
         "Acme: €20.0k, 5% of what is open, on one contact each or none. 2 of 20 open projects have no known "
         "amount and are left out.",
         "Acme：2.0万欧元，占进行中商机金额的5%，各自只靠一位联系人或没有联系人。20个进行中商机里有2个金额未知，未计入。"),
        (replace(CALM, open_count=0), "No project is open.", "没有进行中的商机。"),
        (replace(CALM, open_count=1, has_amounts=False),
         "Can't tell yet: the open project has no amount. Note what it is worth, its next step and contacts.",
         "还说不准：进行中的1个商机都没有金额。请录入金额、下一步和联系人。"),
        (replace(CALM, open_count=2089, has_amounts=False),
         "Can't tell yet: none of the 2,089 open projects has an amount. Note what they are worth, next steps and "
         "contacts.", "还说不准：进行中的2,089个商机都没有金额。请录入金额、下一步和联系人。"),
        (MANY, "40,120 open projects, together €9.00m or 87% of what is open, have no next step or one contact "
         "or none; the largest: Acme, Beta, Gamma.",
         "有40,120个商机没有下一步，或最多只有一位联系人，合计900万欧元，占进行中商机金额的87%；最大的是Acme、Beta、Gamma。"),
        (replace(MANY, all_percent=0), "Each large open project has a next step and a second contact.", ""),
    ],
)  # fmt: skip
def test_risks_in_words(risk: Risk, english: str, chinese: str) -> None:
    assert said(_risk_of_projects, risk, "EUR") == english
    told = said(_risk_of_projects, risk, "EUR", lang="zh")
    assert told == chinese or (not chinese and told != english)


@pytest.mark.parametrize(("amount", "first"), [(900, "Only"), (21, "Only"), (20, "Acme"), (1, "Acme")])
def test_what_more_money_hangs_on_comes_first(amount: int, first: str) -> None:
    risk = replace(ONE, only_one=replace(LASER, amount_minor=amount * K))
    assert said(_risk_of_projects, risk, "EUR").startswith(first)
    assert risk.is_know_how is (first == "Only")


@pytest.mark.parametrize(("amount", "first"), [(9001, "Only"), (9000, "40,120"), (21, "40,120")])
def test_in_a_large_company_all_that_is_at_risk_is_weighed(amount: int, first: str) -> None:
    risk = replace(MANY, only_one=replace(LASER, amount_minor=amount * K))
    assert said(_risk_of_projects, risk, "EUR").startswith(first)


# help


@pytest.mark.parametrize(
    ("found", "english", "chinese"),
    [
        (Help(can_tell=False), "Nobody joined in these twelve months.",
         "近十二个月没有新人入职。"),
        (Help(can_tell=False, joined=2), "Those who joined in these twelve months have begun no project yet.",
         "近十二个月入职的新人还没有商机。"),
        (Help(can_tell=False, unknown_days=1), "Can't tell yet where new people need help: 1 person has no day of "
         "joining. Note it with the user.", "还看不出新人哪里需要帮助：有1人没有入职日期。请在用户里补上。"),
        (Help(can_tell=False, unknown_days=9, old_n=30), "Can't tell yet where new people need help: 9 people have no "
         "day of joining. Note it with each user.", "还看不出新人哪里需要帮助：有9人没有入职日期。请在用户里补上。"),
        (Help(can_tell=False, new_n=3), "Can't tell yet where new people need help: too few projects of theirs have "
         "begun.", "目前看不出新人哪里需要帮助：他们开始的商机太少。"),
        (Help(can_tell=True, new_n=30, old_n=90),
         "New people do not lose more projects at any stage than the others (30 of theirs were looked at).",
         "新人在各阶段的输单率和其他人差不多（看了新人的30个商机）。"),
        (Help(True, "Quote", 0.65, 28819, 0.85, 39095),
         "New people lose projects at Quote: 65% of their 28,819 projects got past it, 85% of the others' 39,095.",
         "新人多在Quote阶段输单：进入下一阶段的比例，新人65%（28,819个商机），其他人85%（39,095个）。"),
        (Help(True, "Quote", 0.35, 30, 0.75, 90),
         "New people lose projects at Quote: 35% of their 30 projects got past it, 75% of the others' 90.",
         "新人多在Quote阶段输单：进入下一阶段的比例，新人35%（30个商机），其他人75%（90个）。"),
        (Help(True, "Quote", 0.35, 30, 0.75, 90, ("A. Roth",)),
         "New people lose projects at Quote: 35% of their 30 projects got past it, 75% of the others' 90. A. Roth "
         "could teach it.",
         "新人多在Quote阶段输单：进入下一阶段的比例，新人35%（30个商机），其他人75%（90个）。"
         "建议由A. Roth带教。"),
        (Help(True, "Quote", 0.35, 30, 0.75, 90, ("A. Roth", "Li Wei")),
         "New people lose projects at Quote: 35% of their 30 projects got past it, 75% of the others' 90. A. Roth "
         "and Li Wei could teach it.",
         "新人多在Quote阶段输单：进入下一阶段的比例，新人35%（30个商机），其他人75%（90个）。"
         "建议由A. Roth和Li Wei带教。"),
    ],
)  # fmt: skip
def test_help_in_words(found: Help, english: str, chinese: str) -> None:
    assert said(_help_of_new, found, CALM) == english
    assert said(_help_of_new, found, CALM, lang="zh") == chinese


def test_who_is_alone_with_a_product_is_not_asked_to_teach_where_another_can() -> None:
    found = Help(True, "Quote", 0.35, 30, 0.75, 90, ("Li Wei", "A. Roth"))
    assert said(_help_of_new, found, replace(CALM, only_one=LASER)).endswith("90. A. Roth could teach it.")
    alone = replace(found, teachers=("Li Wei",))
    assert said(_help_of_new, alone, replace(CALM, only_one=LASER)).endswith("90. Li Wei could teach it.")


# what the average tells of risk and help


def moved(
    people: tuple[int, int] = (15, 10), joiners: int = 0, mature: tuple[int, int] = (-9, 9), copying: int = 0
) -> Moved:
    """An average of 15 people a year before; `mature` in which range the experienced moved."""
    terms = (
        Term("mature", sum(mature) // 2, mature, 8, 9.0, 0, 0),
        Term("copying", copying, (copying - 1, copying + 1), 2, 9.0, 0, 0),
    )  # fmt: skip
    return Moved(100, 90, None, None, None, terms, None, copying * 100, joiners, 5, people, (120.0, 90.0), None)


@pytest.mark.parametrize(
    ("left", "joiners", "english", "chinese"),
    [
        (3, 0, "", ""),  # a fifth
        (4, 0, "4 of the 15 who sold a year before have left, 0 joined. See who looks after their customers.",
         "一年前的15位销售已走4位，新来0位。请确认离职者的客户由谁接手。"),
        (7, 2, "7 of the 15 who sold a year before have left, 2 joined. See who looks after their customers.",
         "一年前的15位销售已走7位，新来2位。请确认离职者的客户由谁接手。"),
    ],
)  # fmt: skip
def test_that_many_left_is_a_risk(left: int, joiners: int, english: str, chinese: str) -> None:
    ability = Ability(90, moved(joiners=joiners), left=left)
    calm = "Each large open project has a next step and a second contact."
    assert said(risk_words, CALM, ability, "EUR") == (english or calm)
    assert said(risk_words, CALM, ability, "EUR", lang="zh").startswith(chinese)
    assert risk_words(CALM, ability, "EUR")[1] == ("late" if english else "good")
    assert said(risk_words, replace(CALM, is_read=False), ability, "EUR") == "computing ..."


def test_one_of_four_who_left_is_one() -> None:
    ability = Ability(90, moved((4, 3)), left=1)
    assert said(risk_words, CALM, ability, "EUR").startswith("1 of the 4 who sold a year before has left, 0 joined")
    assert said(risk_words, CALM, Ability(90, None, left=9), "EUR") == said(_risk_of_projects, CALM, "EUR")


ALIKE = Help(can_tell=True, new_n=30, old_n=90)
LOSE = Help(True, "Quote", 0.35, 30, 0.75, 90)
NONE_NEW = Help(can_tell=False)


@pytest.mark.parametrize(
    ("found", "mature", "copying", "ends", "chinese"),
    [
        (ALIKE, (-9, 9), 0, "were looked at).", "（看了新人的30个商机）。"),
        (
            ALIKE,
            (-9, 9),
            -30,
            "look at how many projects they begin, and how large.",
            "请看他们开了多少商机、单子多大。",
        ),
        (ALIKE, (-9, 9), 30, "were looked at).", "（看了新人的30个商机）。"),
        (
            ALIKE,
            (-9, -2),
            0,
            "Go through what they began and lost with each of them.",
            "请逐个和他们过一遍新开的和输掉的单子。",
        ),
        (LOSE, (-9, -2), -30, "75% of the others' 90.", "其他人75%（90个）。"),
        (
            NONE_NEW,
            (-9, -2),
            0,
            "Go through what they began and lost with each of them.",
            "请逐个和他们过一遍新开的和输掉的单子。",
        ),
        (NONE_NEW, (2, 9), 0, "Nobody joined in these twelve months.", "近十二个月没有新人入职。"),
    ],
)
def test_help_is_for_whom_the_average_names(
    found: Help, mature: tuple[int, int], copying: int, ends: str, chinese: str
) -> None:
    ability = Ability(90, moved(joiners=3, mature=mature, copying=copying))
    assert said(help_words, found, ability, CALM).endswith(ends)
    assert said(help_words, found, ability, CALM, lang="zh").endswith(chinese)
    assert said(help_words, replace(found, is_read=False), ability, CALM) == "computing ..."


# decisions


@pytest.mark.parametrize(
    ("decided", "english"),
    [
        (Decided(), "No review of the last two weeks noted a decision. Since 16 Nov: 0 new projects, 0 won, 0 "
         "lost, 0 steps to a later stage."),
        (DECIDED, "On 17 Nov 1 decision: 1 carried out, 0 open. No "
         "project that was decided on has changed its stage since."),
        (replace(DECIDED, count=2, open=1, open_names=("Acme",)),
         "On 17 Nov 2 decisions: 1 carried out, 1 open (Acme). No "
         "project that was decided on has changed its stage since."),
        (replace(DECIDED, count=4, open=3, late=1, open_names=("Acme", "Beta"), won=1),
         "On 17 Nov 4 decisions: 1 carried out, 3 open (Acme; Beta, ...). 1 open one is late. Of the projects "
         "decided on 1 won since."),
        (replace(DECIDED, count=4, open=2, late=2, open_names=("Acme", "Beta"), won=1, moved=2, lost=3),
         "On 17 Nov 4 decisions: 1 carried out, 2 open (Acme; Beta). 2 open ones are late. Of the "
         "projects decided on 1 won, 2 moved on, 3 lost since."),
    ],
)  # fmt: skip
def test_decisions_in_words(decided: Decided, english: str) -> None:
    assert said(decided_words, decided, SINCE, "EUR") == english
    told = said(decided_words, decided, SINCE, "EUR", lang="zh")
    assert told.isascii() is False
    assert "{" not in told


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        (100, 124, "+24%"), (100, 100, "0%"), (100, 76, "-24%"), (0, 5, "from nothing"), (0, 0, "from nothing"),
        (-5, 5, "from a loss"), (100, -100, "-200%"), (1000, 1004, "0%"), (1000, 996, "0%"), (3, 6, "+100%"),
    ],
)  # fmt: skip
def test_steps_of_a_phase(was: int, now: int, words: str) -> None:
    assert _step(was, now) == words
