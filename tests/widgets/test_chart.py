"""Charts as lines of text: what each kind looks like, and that every line is as wide as asked."""

import math
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tuicrm.widgets.chart import Chart, Series, as_text, draw
from tuicrm.widgets.hbar import bars
from tuicrm.widgets.symbols import FINE

STAGES = Chart(
    "hbar",
    "Which stage loses projects?",
    (Series("now", (0.71, 0.78, 0.52)),),
    ("New > Needs", "需求 > 演示", "Quote > Close"),
    "%",
    marks=Series("a year ago", (0.75, 0.78, 0.68)),
    notes=("65-77", "70-84", "42-62 weak"),
)
MONTHS = Chart(
    "bar",
    "Won by month",
    (Series("won", (31_000_00, 48_000_00, None, 0, 59_000_00)),),
    ("7月", "8月", "9月", "10月", "11月"),
    "CNY",
    marks=Series("plan", (40_000_00,) * 5),
    highlight=4,
)


def text(chart: Chart, width: int, height: int, theme="ascii") -> list[str]:
    return ["".join(part for part, _tone in line).rstrip() for line in draw(chart, width, height, theme)]


def tones(chart: Chart, width: int, height: int) -> set[str]:
    return {tone for line in draw(chart, width, height) for part, tone in line if part.strip()}


def test_lying_bars_say_figure_note_and_comparison():
    assert text(STAGES, 60, 6) == [
        "Which stage loses projects?",
        "# now   | a year ago",
        "New > Needs   ############################ |  71% 65-77",
        "需求 > 演示   ##############################| 78% 70-84",
        "Quote > Close #####################     |     52% 42-62 weak",
        "",
    ]


def test_fine_bars_end_in_eighths_of_a_cell():
    chart = Chart("hbar", "", (Series("", (16, 9, 0.01, 0)),), tuple("abcd"), texts=("", "9", "!", "0"))
    assert text(chart, 20, 4, "fine") == [
        "a ███████████████ 16",
        "b ████████▌        9",
        "c ▏                !",
        "d                  0",
    ]


def test_bars_below_zero_stand_left_of_an_axis():
    chart = Chart("hbar", "", (Series("", (5, -10, -1)),), ("stayers", "joiners", "leavers"))
    assert text(chart, 30, 3) == [
        "stayers            |######   5",
        "joiners ###########|       -10",
        "leavers           #|        -1",
    ]


def test_an_interval_is_drawn_as_whiskers():
    chart = Chart("hbar", "", (Series("", (0.5, 1)),), ("a", "b"), "%", ranges=((0.25, 0.75), None))
    assert text(chart, 27, 2) == ["a ####[#####----]       50%", "b #################### 100%"]


def test_what_is_unknown_is_a_question_mark_and_no_bar():
    chart = Chart("hbar", "", (Series("", (None, 3)),), ("a",))
    assert text(chart, 14, 2) == ["a            ?", "- ########## 3"]


def test_bars_that_do_not_fit_are_counted():
    chart = Chart("hbar", "", (Series("", tuple(range(1, 11))),))
    assert text(chart, 30, 4)[-1] == "7 more"
    assert len(bars(chart, 30, FINE)) == 10


def test_upright_bars_by_month():
    assert text(MONTHS, 40, 12) == [
        "Won by month",
        "# won   - plan",
        "60k+                              @@@@",
        "   |         ####                 @@@@",
        "40k+  ----   ----   ----   ----   ----",
        "   |  ####   ####                 @@@@",
        "   |  ####   ####                 @@@@",
        "20k+  ####   ####                 @@@@",
        "   |  ####   ####                 @@@@",
        "  0+  ####   ####                 @@@@",
        "   +----+------+------+-----+------+----",
        "       7月    8月    9月   10月   11月",
    ]


@pytest.mark.parametrize("kind", ["bar", "line", "stacked"])
def test_each_series_has_a_sign_and_a_tone_of_its_own(kind):
    series = tuple(Series(name, (index + 1.0, 5.0, index + 2.0)) for index, name in enumerate("abc"))
    chart = Chart(kind, "", series, ("x", "y", "z"))
    legend = text(chart, 60, 12)[0]
    signs = [word for word in legend.split() if word not in "abc"]
    assert len(set(signs)) == 3
    body = "".join(text(chart, 60, 12)[1:])
    assert all(sign in body for sign in signs)
    assert {"accent", "text", "dim"} <= tones(chart, 60, 12)


def test_stacked_values_stand_on_each_other():
    chart = Chart("stacked", "", (Series("a", (2, 1)), Series("b", (2, 3))), ("x", "y"))
    assert text(chart, 30, 10) == [
        "# a   = b",
        "4+  ===========  ===========",
        " |  ===========  ===========",
        " |  ===========  ===========",
        "2+  ===========  ===========",
        " |  ###########  ===========",
        " |  ###########  ###########",
        "0+  ###########  ###########",
        " +-------+------------+-------",
        "         x            y",
    ]


def test_a_gap_in_a_line_stays_a_gap():
    whole = Chart("line", "", (Series("", (1, 2, 3, 4, 5)),), tuple("abcde"))
    gap = Chart("line", "", (Series("", (1, 2, None, 4, 5)),), tuple("abcde"))
    dots = [sum(line.count("*") for line in text(chart, 60, 12)) for chart in (whole, gap)]
    assert dots[0] > dots[1] > 0


def test_a_histogram_counts_by_round_bins():
    chart = Chart("histogram", "Days to win", (Series("", (0.1, 0.2, 0.3, 0.3, 0.5, 1.0)),))
    assert text(chart, 18, 4) == [  # too narrow for axes
        "Days to win",
        "0..0.5 ######### 4",
        "0.5..1 #####     2",
        "",
    ]
    assert text(chart, 40, 8)[-1] == "  0                 0.5                1"


def test_an_empty_chart_says_so():
    chart = Chart("bar", "Won by month", (Series("won", (None, None)),), empty="No project was won in these months.")
    assert text(chart, 30, 4) == ["Won by month", "No project was won in these", "months.", ""]


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf, 1e101, 10**400])
def test_what_is_no_figure_is_refused_before_anything_is_drawn(bad):
    with pytest.raises(ValueError, match="cannot show"):
        Series("won", (1.0, bad))
    with pytest.raises(ValueError, match="cannot show"):
        Chart("hbar", "", (Series("", (1.0,)),), ranges=((0.0, bad),))


def test_hostile_labels_are_harmless_and_cut_to_a_third():
    evil = "\x1b]52;c;aGk=\x07[/x]\u202e" + "万" * 50
    for kind in ("bar", "line", "hbar"):
        drawn = "\n".join(text(Chart(kind, evil, (Series(evil, (1, 2)),), (evil, evil)), 60, 10, "fine"))
        assert "\x1b" not in drawn
        assert "\u202e" not in drawn
        labels = [line for line in drawn.split("\n")[1:] if "万" in line]
        assert labels
        assert all(line.count("万") <= 20 for line in labels)


def test_without_room_for_axes_the_bars_lie_down():
    assert text(MONTHS, 18, 7) == [
        "Won by month",
        "# won   - plan",
        "7月  ####|   31.0k",
        "8月  ####|#  48.0k",
        "9月      |       ?",
        "10月     |       0",
        "11月 @@@@|@@ 59.0k",
    ]


def test_many_threads_draw_the_same():
    charts = [Chart("line", str(index), (Series("", (1.0, float(index), 3.0)),), tuple("abc")) for index in range(40)]
    alone = [text(chart, 50, 11) for chart in charts]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda chart: text(chart, 50, 11, "ascii"), charts))
    assert together == alone


def test_text_for_a_pipe_has_no_blanks_at_the_ends_and_all_bars():
    chart = Chart("hbar", "All", (Series("", tuple(range(1, 41))),))
    printed = as_text(chart, 60)
    assert len(printed.splitlines()) == 41
    assert all(line == line.rstrip() for line in printed.splitlines())
    assert len(as_text(MONTHS, 60, height=12).splitlines()) == 12


def test_importing_charts_loads_neither_plotext_nor_textual():
    code = "import sys, tuicrm.widgets.chart; print([m for m in ('plotext', 'textual') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_two_thousand_random_charts_fit_exactly():
    script = Path(__file__).with_name("random_charts.py")
    command = [sys.executable, "-W", "error", str(script), "2000", "20261123"]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root, env={"PYTHONPATH": str(root)}, check=False)
    assert (done.returncode, done.stdout) == (0, "2000 drawn, 0 bad\n"), done.stderr[:4000]
