"""Files stay small enough to be read: migrations are written once and not counted."""

from pathlib import Path
from statistics import median

HOUSE = Path(__file__).resolve().parent.parent
MOST, MIDDLE = 400, 120


def lengths() -> dict[str, int]:
    found = [path for folder in ("tuicrm", "tests", "benchmarks") for path in (HOUSE / folder).rglob("*.py")]
    return {
        str(path.relative_to(HOUSE)): path.read_bytes().count(b"\n")
        for path in found
        if "migrations" not in path.relative_to(HOUSE).parts
    }


def test_no_file_is_longer_than_it_may_be() -> None:
    assert {name: lines for name, lines in lengths().items() if lines > MOST} == {}


def test_half_of_the_files_are_short() -> None:
    assert median(lengths().values()) < MIDDLE
