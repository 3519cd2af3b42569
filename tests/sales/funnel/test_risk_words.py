"""Why a project is talked about, in words, in both languages; and how long one may stand still."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tuicrm.plain import language
from tuicrm.sales.funnel.risk_words import CATEGORY_WORDS, reason, reasons
from tuicrm.sales.funnel.risks import Reason, Talk
from tuicrm.sales.funnel.rotting import Quiet, quiet
from tuicrm.sales.funnel.stages import Stage
from tuicrm.sales.home import Home

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english() -> Any:
    yield
    language.use("en")


def stage(rotting_days: int | None = 20) -> Stage:
    return Stage(4, 1, "Quote", "open", 4, 60, rotting_days, "best", None)


def talk(*why: Reason, **values: Any) -> Talk:
    facts: dict[str, Any] = {
        "id": 1, "version": 1, "name": "PX", "customer_id": None, "customer": None, "stage": stage(), "owner_id": 1,
        "owner": "Li Wei", "team_id": 1, "amount_minor": 100, "cost_minor": None, "currency": "EUR", "home_minor": 100,
        "expected_on": date(2026, 12, 5), "expected_moves": 0, "category": "best", "probability": 60, "days": 3,
        "still_days": 3, "next": None, "at_risk_minor": 60, "reasons": why,
    }  # fmt: skip
    return Talk(**facts | values)


WORDS = {
    Reason("late", days=1): ("date 1d past", "已过期1天"),
    Reason("late", days=41): ("date 41d past", "已过期41天"),
    Reason("next_late", days=0): ("next step late today", "下一步今天已逾期"),
    Reason("next_late", days=3): ("next step late 3d", "下一步逾期3天"),
    Reason("moved", on=date(2026, 10, 31)): ("date moved from 31 Oct", "改期，原为10月31日"),
    Reason("moved", on=date(2025, 10, 31)): ("date moved from 31 Oct 2025", "改期，原为2025年10月31日"),
    Reason("soon", days=12): ("no next step, closes 5 Dec", "没有下一步，预计12月5日成交"),
    Reason("still", days=33, minor=20): ("33d still, stage allows 20d", "停滞33天，阶段允许20天"),
    Reason("large"): ("large", "大单"),
    Reason("category_down", word="commit"): ("forecast down from commit", "预测由确保下调"),
    Reason("category_down"): ("forecast down from pipeline", "预测由储备下调"),
    Reason("amount_down", minor=10_000_00): ("amount down from 10.0k", "金额由1.0万下降"),
    Reason("moved_back", word="Close"): ("back from Close", "由Close退回"),
    Reason("no_next"): ("no next step", "没有下一步"),
    Reason("no_amount"): ("no amount", "没有金额"),
    Reason("no_day"): ("no expected day", "没有预计日期"),
}


@pytest.mark.parametrize("one", WORDS, ids=lambda one: f"{one.key}-{one.days}-{one.on}")
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_each_reason_is_said(one: Reason, lang: language.Language) -> None:
    language.use(lang)
    assert reason(one, talk(), TODAY, "EUR") == WORDS[one][lang == "zh"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_several_stand_in_a_row_and_none_says_nothing(lang: language.Language) -> None:
    language.use(lang)
    said = reasons(talk(Reason("large"), Reason("no_next")), TODAY, "EUR")
    assert said == ("large, no next step", "大单、没有下一步")[lang == "zh"]
    assert reasons(talk(), TODAY, "EUR") == ""


@pytest.mark.parametrize("key", ["late", "still", "moved_back"])
def test_what_a_stage_is_called_is_data(key: str) -> None:
    language.use("en")
    said = reason(Reason(key, days=1, minor=2, word="[b]x\x1b[31m\n"), talk(), TODAY, "EUR")
    assert "\x1b" not in said
    assert "\n" not in said


def test_each_category_has_its_word_in_both_languages() -> None:
    words = {}
    for lang in ("en", "zh"):
        language.use(lang)
        words[lang] = {language._(one) for one in CATEGORY_WORDS.values()}
    assert len(words["en"]) == len(words["zh"]) == 4
    assert not words["en"] & words["zh"]


# standing still


@dataclass(frozen=True)
class Plan:
    planned_on: date
    is_late: bool = False
    postponed: int = 0


def house(zone: str = "UTC") -> Home:
    return Home("EUR", zone, "GB")


def in_days(days: int, **more: Any) -> Plan:
    return Plan(TODAY + timedelta(days=days), **more)


@pytest.mark.parametrize(
    ("days", "allowed", "plan", "why", "rots"),
    [
        (0, 20, None, "none", False),
        (20, 20, None, "none", False),
        (21, 20, None, "none", True),
        (300, None, None, "none", False),
        (300, None, in_days(300), "", False),
        (300, 20, in_days(0), "", False),
        (300, 20, in_days(20), "", False),
        (300, 20, in_days(21), "far", True),
        (5, 20, in_days(21), "far", False),
        (300, 20, in_days(5, postponed=2), "", False),
        (300, 20, in_days(5, postponed=3), "postponed", True),
        (300, 20, in_days(-1, is_late=True), "late", True),
        (300, 20, in_days(0, is_late=True), "late", True),
        (300, 20, in_days(-1, is_late=True, postponed=9), "late", True),
        (1, 0, None, "none", True),
        (0, 0, None, "none", False),
        (1, 0, in_days(0), "", False),
        (1, 0, in_days(1), "far", True),
    ],
)
def test_how_long_one_may_stand_still(days: int, allowed: int | None, plan: Plan | None, why: str, rots: bool) -> None:
    found = quiet(stage(allowed), NOW - timedelta(days=days), plan, TODAY, house())
    assert (found.days, found.allowed, found.why, found.is_rotting) == (days, allowed, why, rots)
    assert found.plan_in == (None if plan is None else (plan.planned_on - TODAY).days)


@pytest.mark.parametrize(
    ("zone", "at", "days"),
    [
        ("UTC", datetime(2026, 11, 22, 23, 59, tzinfo=UTC), 1), ("UTC", datetime(2026, 11, 23, 0, 0, tzinfo=UTC), 0),
        ("Asia/Shanghai", datetime(2026, 11, 22, 16, 0, tzinfo=UTC), 0),
        ("Asia/Shanghai", datetime(2026, 11, 22, 15, 59, tzinfo=UTC), 1),
        ("America/New_York", datetime(2026, 11, 23, 4, 59, tzinfo=UTC), 1),
        ("America/New_York", datetime(2026, 11, 23, 5, 0, tzinfo=UTC), 0),
        ("Europe/Berlin", datetime(2026, 10, 24, 22, 30, tzinfo=UTC), 29),
        ("Europe/Berlin", datetime(2026, 10, 25, 23, 30, tzinfo=UTC), 28),
    ],
)  # fmt: skip
def test_days_are_those_of_the_teams_zone(zone: str, at: datetime, days: int) -> None:
    assert quiet(stage(), at, None, TODAY, house(zone)) == Quiet(days, 20, None, "none")
