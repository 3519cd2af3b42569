import pytest

from tuicrm.plain import language
from tuicrm.widgets.figures import figure, ticks


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (28_000_00, "CNY", "28.0k"),
        (28_000, "JPY", "28.0k"),
        (-30, "CNY", "0"),
        (0.714, "%", "71%"),
        (-0.001, "%", "0%"),
        (7, "", "7"),
        (-1.44, "", "-1.4"),
        (12_345, "", "12.3k"),
        (3e60, "", "3e60"),
        (-3e60, "%", "-3e60"),
        (1e100, "CNY", "1e98"),
    ],
)
def test_a_figure_takes_few_cells(value, unit, text):
    assert figure(value, unit) == text


@pytest.mark.parametrize(
    ("values", "unit", "texts"),
    [
        ((0, 20_000_00, 40_000_00), "CNY", ["0", "20k", "40k"]),
        ((0, 1_250_000_00, 2_500_000_00), "CNY", ["0", "1.25m", "2.5m"]),
        ((0, 0.005, 0.01), "%", ["0.0%", "0.5%", "1.0%"]),
        ((0, 20, 40), "CNY", ["0.0", "0.2", "0.4"]),
        ((0, 0.5, 1), "", ["0", "0.5", "1"]),
        ((100, 200), "", ["100", "200"]),
        ((1000010, 1000020), "", ["1000010", "1000020"]),
    ],
)
def test_labels_of_an_axis_are_short_and_each_its_own(values, unit, texts):
    assert ticks(values, unit) == texts


def test_figures_are_chinese_for_chinese_readers():
    language.use("zh")
    try:
        assert figure(120_500_00, "CNY") == "12.1万"
        assert ticks((0, 100_000_00, 200_000_00), "CNY") == ["0", "10万", "20万"]
    finally:
        language.use("en")
