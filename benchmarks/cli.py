"""How long `tuicrm --version` and `--help` take beside a typer program with one empty command.

    python benchmarks/cli.py [PAIRS]

Each pair runs both, in turns of who goes first, so that a slow moment of the machine hits both alike. Printed are
the median of the ratios and its 95 % interval (percentile bootstrap, fixed seed).
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PAIRS = 21
RESAMPLES = 4000
EMPTY = """
import typer

app = typer.Typer(rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)


@app.command()
def empty() -> None:
    "Do nothing."


app()
"""
ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Measure and print one line for each command."""
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.py"
        empty.write_text(EMPTY)
        # Bytecode of both is kept, as on an installed machine; the script itself never has any.
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment |= {"PYTHONPATH": f"{ROOT}{os.pathsep}{folder}"}
        for words in (["--version"], ["--help"]):
            ours = [sys.executable, "-m", "tuicrm", *words]
            theirs = [sys.executable, "-m", "empty"]
            ratios = [one / other for one, other in alternating(ours, theirs, environment, pairs)]
            low, high = interval(ratios)
            print(f"tuicrm {words[0]:9}  {statistics.median(ratios):.2f} [{low:.2f}..{high:.2f}] x, {pairs} pairs")


def alternating(
    ours: list[str], theirs: list[str], environment: dict[str, str], pairs: int
) -> list[tuple[float, float]]:
    """Give the seconds of both for each pair, after one unmeasured pair."""
    found = []
    for number in range(pairs + 1):
        if number % 2:
            one, other = seconds(ours, environment), seconds(theirs, environment)
        else:
            other, one = seconds(theirs, environment), seconds(ours, environment)
        found.append((one, other))
    return found[1:]


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """Run a command to its end."""
    begin = time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begin


def interval(values: list[float]) -> tuple[float, float]:
    """Give the 95 % bootstrap interval of the median."""
    draw = random.Random(1)
    medians = sorted(statistics.median(draw.choices(values, k=len(values))) for _ in range(RESAMPLES))
    return medians[int(RESAMPLES * 0.025)], medians[int(RESAMPLES * 0.975)]


if __name__ == "__main__":
    main()
