"""Draw random charts and say how many lines were not as wide as asked. Run as a script: a bad chart ends it.

python random_charts.py COUNT SEED
"""

import random
import sys

from rich.cells import cell_len

from tuicrm.plain.clean import FORBIDDEN
from tuicrm.widgets.chart import Chart, Series, as_text, draw

KINDS = ("bar", "line", "stacked", "histogram", "hbar")
WORDS = (
    *("", " ", "Jan", "2026-11", "北京联成互动", "王芳", "Needs > Demo", "ééé", "한국어 회사", "ａｂｃ"),
    *("👍", "👨\u200d👩\u200d👧 family", "🇩🇪🇨🇳", "❤\ufe0f", "﷽", "x" * 300, "万" * 200, "e" + "\u0301" * 6),
    *("\x1b[31mred", "a\tb\nc", "[/x]", "\u202eevil", "[@click=app.quit]"),
)
PLACES = (0, 1, 2, 5, 12, 12, 36, 120)


def chart(dice: random.Random) -> Chart:
    kind = dice.choice(KINDS)
    places = dice.choice(PLACES)
    many = 1 if kind == "hbar" else dice.choice((1, 1, 2, 3, 7))
    spread = dice.choice((0.0, 1e-12, 0.4, 1.0, 30.0, 1e4, 1e9, 1e16, 1e99))
    offset = dice.choice((0.0, 0.0, 1.0, 1e9, 1e16, -1e6))
    values = [
        Series(dice.choice(WORDS), tuple(value(dice, spread, offset) for _ in range(places))) for _ in range(many)
    ]
    return Chart(
        kind,
        dice.choice(WORDS),
        tuple(values),
        tuple(dice.choice(WORDS) for _ in range(dice.choice((places, places, places // 2)))),
        dice.choice(("", "%", "CNY", "JPY")),
        marks=dice.choice((None, values[0])),
        highlight=dice.choice((None, 0, places - 1, 999)),
        empty=dice.choice(WORDS),
        notes=tuple(dice.choice(WORDS) for _ in range(places)) if dice.random() < 0.3 else (),
        ranges=tuple((-spread, spread) for _ in range(places)) if dice.random() < 0.3 else (),
    )


def value(dice: random.Random, spread: float, offset: float) -> float | None:
    if dice.random() < 0.1:
        return None
    return dice.choice((0, offset, offset + dice.uniform(-spread, spread), abs(dice.gauss(0, spread)), int(spread)))


def main(count: int, seed: int) -> int:
    dice = random.Random(seed)
    bad = 0
    for _ in range(count):
        one = chart(dice)
        width, height = dice.randint(20, 200), dice.randint(5, 60)
        if dice.random() < 0.1:
            width, height = dice.choice(((20, 5), (44, 18), (200, 60), (1, 1), (7, 3)))
        theme = dice.choice(("fine", "ascii"))
        lines = draw(one, width, height, theme)
        wrong = len(lines) != height or any(sum(cell_len(text) for text, _tone in line) != width for line in lines)
        text = "".join(text for line in lines for text, _tone in line)
        wrong = wrong or FORBIDDEN.search(text) is not None
        if dice.random() < 0.1:
            plain = as_text(one, width, theme=theme)
            wrong = wrong or any(cell_len(line) > width for line in plain.splitlines())
        if wrong:
            bad += 1
            sys.stderr.write(f"{one!r:.2000}\n{width}x{height} {theme}\n")
    sys.stdout.write(f"{count} drawn, {bad} bad\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
