"""What a card of the board and its sentence say, in both languages: signs, the next step, standing still."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tuicrm.plain import language
from tuicrm.sales.funnel.board import Board, Card, Column
from tuicrm.sales.funnel.cards import NextAction
from tuicrm.sales.funnel.closed import Total
from tuicrm.sales.funnel.rotting import Quiet
from tuicrm.sales.funnel.stages import Stage
from tuicrm.screens.board_cards import card, initials, lanes, next_step, sentence, standing_still
from tuicrm.screens.board_past import read_past_day, scope_number, scope_of_number
from tuicrm.screens.board_terms import Looks
from tuicrm.widgets.row import Cell

TODAY = date(2026, 11, 23)  # a Monday
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    language.use("en")
    yield
    language.use("en")


def project(**values: Any) -> Card:
    facts: dict[str, Any] = {
        "id": 7, "version": 1, "stage_id": 1, "customer_id": 1, "customer": "Acme Ltd", "name": "PX line",
        "amount_minor": 28_000_00, "currency": "EUR", "owner_id": 2, "owner": "Li Wei", "days": 6, "signs": (),
        "next": None, "expected_on": None,
    }  # fmt: skip
    return Card(**facts | values)


def step(days: int, kind: str = "call", hour: int | None = None, **values: Any) -> NextAction:
    on = TODAY + timedelta(days=days)
    at = None if hour is None else datetime(on.year, on.month, on.day, hour, 30, tzinfo=UTC)
    facts: dict[str, Any] = {"id": 1, "kind": kind, "subject": "", "planned_on": on, "planned_at": at, "promise": None,
                             "is_late": False}  # fmt: skip
    return NextAction(**facts | values)


def text(said: str | Cell) -> str:
    return said.text if isinstance(said, Cell) else said


STEPS: list[tuple[Card, str, str]] = [
    (project(), "no next step", "没有下一步"),
    (project(next=step(0)), "today call", "今天 电话"),
    (project(next=step(0, hour=14)), "14:30 call", "14:30 电话"),
    (project(next=step(1, hour=10)), "Tue 10:30 call", "周二 10:30 电话"),
    (project(next=step(3)), "Thu 26 call", "周四 电话"),
    (project(next=step(-1, is_late=True)), "call late 1 day", "电话逾期1天"),
    (project(next=step(-3, is_late=True)), "call late 3 days", "电话逾期3天"),
    (project(next=step(2, promise="theirs", subject="order")), "they owe: order", "对方欠：order"),
    (project(next=step(2, promise="ours", subject="data sheet")), "we owe: data sheet", "我方欠：data sheet"),
    (project(next=step(2, promise="ours")), "we owe: call", "我方欠：电话"),
    (project(waits_since=AT - timedelta(days=2)), "waits for a lead 2d", "待主管批准 2天"),
    (project(became="gone"), "set aside since", "其后已搁置"),
    (project(became="stays"), "still there", "仍在此阶段"),
    (project(became="Quote"), "now Quote", "现在Quote"),
]


@pytest.mark.parametrize("number", range(len(STEPS)))
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_next_step_is_said_short(number: int, lang: language.Language) -> None:
    one, *said = STEPS[number]
    language.use(lang)
    assert text(next_step(one, TODAY, "UTC")) == said[lang == "zh"]


@pytest.mark.parametrize(
    ("quiet", "said", "zh"),
    [
        (Quiet(12, 10, 40, "far"), "12d without progress, plan in 40d", "12天没有进展，计划在40天后"),
        (Quiet(12, 10, -2, "late"), "12d without progress, the plan is late", "12天没有进展，计划已逾期"),
        (Quiet(12, 10, 3, "postponed"), "12d without progress, the plan was put off again and again",
         "12天没有进展，计划一再推迟"),
        (Quiet(12, 10, None, "none"), "12d without progress, 10d allowed", "12天没有进展，允许10天"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_standing_still_says_why(quiet: Quiet, said: str, zh: str, lang: language.Language) -> None:
    language.use(lang)
    assert standing_still(quiet) == (zh if lang == "zh" else said)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Li Wei", "LW"), ("A. Roth", "AR"), ("M.Kuhn", "MK"), ("Anna Maria de Souza", "AMDS"), ("Cher", "Cher"),
        ("李伟", "李伟"), ("欧阳 修", "欧阳 修"), ("Jürgen Klopp", "Jürgen Klopp"), ("", ""), (None, ""), (".", ""),
    ],
)  # fmt: skip
def test_holders_are_named_by_initials(name: str | None, short: str) -> None:
    assert initials(name) == short


@pytest.mark.parametrize(
    ("signs", "sign"),
    [
        ((), ""), (("late",), "!"), (("rotting",), "~"), (("no_next",), "-"), (("moved_often",), "$"), (("thin",), "$"),
        (("waits",), "?"), (("rotting", "late"), "!"), (("no_next", "rotting"), "~"), (("late", "waits", "thin"), "?"),
        (("thin", "no_next"), "-"),
    ],
)  # fmt: skip
def test_of_several_signs_the_most_pressing_is_shown(signs: tuple[str, ...], sign: str) -> None:
    drawn = card(project(signs=signs), TODAY, "UTC")
    assert text(drawn.sign) == sign


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "Acme Ltd: no next step. PX line, €28,000.00, Li Wei."),
        ({"customer": None}, "PX line: no next step. €28,000.00, Li Wei."),
        ({"name": "Acme Ltd"}, "Acme Ltd: no next step. €28,000.00, Li Wei."),
        ({"amount_minor": None, "owner": None}, "Acme Ltd: no next step. PX line, ?, nobody's."),
        ({"signs": ("no_next", "moved_often")},
         "Acme Ltd: no next step; the expected day was moved again and again. PX line, €28,000.00, Li Wei."),
        ({"signs": ("rotting",), "quiet": Quiet(12, 10, None, "none")},
         "Acme Ltd: no next step; 12d without progress, 10d allowed. PX line, €28,000.00, Li Wei."),
        ({"stale_probability": 90},
         "Acme Ltd: no next step; own chance of 90% to be settled. PX line, €28,000.00, Li Wei."),
        ({"amount_minor": 0}, "Acme Ltd: no next step. PX line, €0.00, Li Wei."),
        ({"amount_minor": 500, "currency": "JPY"}, "Acme Ltd: no next step. PX line, JP¥500, Li Wei."),
    ],
)  # fmt: skip
def test_the_sentence_says_what_is_wrong_and_what_it_is(values: dict[str, Any], said: str) -> None:
    assert sentence(project(**values), TODAY, "UTC") == said


# lanes


def board(*counts: int, minor: int = 100_00) -> Board:
    columns = []
    for number, count in enumerate(counts, 1):
        stage = Stage(number, 1, f"S{number}", "open", number, 10 * number, 20, "pipeline", None)
        cards = tuple(project(id=100 * number + nth, stage_id=number) for nth in range(min(count, 2)))
        columns.append(Column(stage, count, count * minor, count * minor // 10, cards))
    ends = [Stage(90 + nth, 1, name, name.lower(), 90 + nth, 0, None, "omitted", None)
            for nth, name in enumerate(("Won", "Lost"))]  # fmt: skip
    return Board(tuple(columns), Total(ends[0], 3, 300_00), Total(ends[1], 4, 0), "EUR", 0)


def test_each_stage_is_a_lane_and_won_and_lost_close_the_row() -> None:
    made = lanes(board(3, 0), {}, TODAY, "UTC")
    assert [lane.title for lane in made] == ["S1", "S2", "Won", "Lost"]
    assert [lane.count for lane in made] == [3, 0, 3, 4]
    assert [lane.more for lane in made] == [True, False, False, False]
    assert [len(lane.cards) for lane in made] == [2, 0, 0, 0]


@pytest.mark.parametrize("count", [0, 1, 2, 40])
def test_forty_stages_are_forty_lanes(count: int) -> None:
    assert len(lanes(board(*[1] * count), {}, TODAY, "UTC")) == count + 2


def test_of_amounts_none_of_which_is_known_the_sum_is_not_known() -> None:
    made = lanes(board(3, 0, minor=0), {}, TODAY, "UTC")
    assert [lane.total for lane in made][:2] == ["?", "0"]


@pytest.mark.parametrize(
    ("looks", "names", "narrow"),
    [
        (Looks(), ["S1", "S2", "Won", "Lost"], []),
        (Looks(hidden=("S1",)), ["S2", "Won", "Lost"], []),
        (Looks(hidden=("Won", "Lost")), ["S1", "S2"], []),
        (Looks(folded=("S2", "Lost")), ["S1", "S2", "Won", "Lost"], ["S2", "Lost"]),
        (Looks(hidden=("S1", "S2", "Won", "Lost")), [], []),
        (Looks(hidden=("no such",)), ["S1", "S2", "Won", "Lost"], []),
    ],
)
def test_lanes_are_hidden_and_folded_by_name(looks: Looks, names: list[str], narrow: list[str]) -> None:
    made = lanes(board(1, 1), {}, TODAY, "UTC", looks)
    assert [lane.title for lane in made] == names
    assert [lane.title for lane in made if lane.is_narrow] == narrow


def test_more_cards_stand_behind_the_first() -> None:
    made = lanes(board(3), {1: (project(id=999),)}, TODAY, "UTC")
    assert [one.key for one in made[0].cards] == [100, 101, 999]
    assert not made[0].more


# a past day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("", TODAY), ("  ", TODAY), ("2026-11-16", date(2026, 11, 16)), ("16 nov", date(2026, 11, 16)),
        ("mon", TODAY), ("tue", date(2026, 11, 17)), ("fri", date(2026, 11, 20)), ("yesterday", date(2026, 11, 22)),
        ("Yesterday ", date(2026, 11, 22)), ("昨天", date(2026, 11, 22)),
        ("前天", date(2026, 11, 21)),
        ("周五", date(2026, 11, 20)), ("2026-11-24", None), ("tomorrow", None), ("when?", None),
        ("24 dec", date(2025, 12, 24)), ("2016-02-29", date(2016, 2, 29)), ("31 dec 2025", date(2025, 12, 31)),
    ],
)  # fmt: skip
def test_a_past_day_is_read_backwards(typed: str, day: date | None) -> None:
    assert read_past_day(typed, AT) == day


@pytest.mark.parametrize("number", [-7, -1, 0, 1, 12])
def test_a_scope_is_a_number_for_a_card(number: int) -> None:
    scope = scope_of_number(number)
    assert (scope.team_id, scope.owner_id) == (number if number > 0 else None, -number if number < 0 else None)
    asked = replace(board_query(), team_id=scope.team_id, owner_id=scope.owner_id)
    assert scope_number(asked) == number


def board_query() -> Any:
    from tuicrm.sales.funnel.board import BoardQuery

    return BoardQuery()
