"""What campaigns brought for their cost, in words: the dear one is named with what did not come back."""

import pytest

from tuicrm.sales.campaigns import SourceFigures, SourceReport, told


def row(name: str, cost: int | None, profit: int, buyers: int = 1, customers: int = 10) -> SourceFigures:
    back = None if cost is None else profit - cost
    return SourceFigures(
        name, name, 12, customers, buyers, 3, 5, None, None, None, profit * 3, profit, cost, back
    )  # fmt: skip


def words(*rows: SourceFigures, by: str = "campaign") -> tuple[str, ...]:
    return told(SourceReport(by, "first", None, None, "EUR", rows))


NOTHING = "What they are worth can't be told: none has a cost. `tuicrm campaign cost` sets it."
DEAR = "Ads cost 144k and brought 21.9k of profit so far: 122k are not back. 3 of its 322 new customers bought."
NONE = "Fair cost 31.0k and brought no profit so far."
FAIR = f"{NONE} 0 of its 1 new customer bought."
BEST = "Webinar brought most beyond its cost so far: 35.6k."


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], (NOTHING,)), ([row("Ads", None, 100_00)], (NOTHING,)),
        ([row("Ads", 144_000_00, 21_900_00, 3, 322)], (DEAR,)),
        ([row("Fair", 31_000_00, 0, 0, 1)], (FAIR,)),
        ([row("Fair", 31_000_00, 0, 0, 0)], (NONE,)),
        ([row("webinar", 7_200_00, 42_800_00)], (BEST,)),
        ([row("even", 100_00, 100_00)], ()),
        (
            [row("Fair", 31_000_00, 0, 0, 1), row("webinar", 7_200_00, 42_800_00), row("", None, 9),
             row("Ads", 144_000_00, 21_900_00, 3, 322), row("small", 10_00, 0)],
            (DEAR, FAIR, BEST),
        ),
    ],
)  # fmt: skip
def test_what_did_not_come_back_is_said_first(rows: list[SourceFigures], said: tuple[str, ...]) -> None:
    assert words(*rows) == said


@pytest.mark.usefixtures("said_in_chinese")
def test_in_chinese_too() -> None:
    said = words(row("广告", 144_000_00, 21_900_00, 3, 322), row("研讨会", 7_200_00, 42_800_00))
    assert said == (
        "广告 花了 14.4万，至今带来利润 2.2万：还差 12.2万 没有回本。它带来的 322 家新客户里有 3 家成交。",
        "研讨会 除去成本至今带来最多：3.6万。",
    )
