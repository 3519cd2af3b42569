"""The pages of `--help`, word for word, in both languages: helps/*.txt.

    python -m tests.cli.test_helps

writes down what they say now; read the difference before you keep it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.helps import FOLDER, PARTS

ENVIRONMENT = {"COLUMNS": "80", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}


def write(into: Path, language: str) -> None:
    words = [sys.executable, "-m", "tests.cli.helps", str(into), language]
    subprocess.run(words, check=True, env=os.environ | ENVIRONMENT, cwd=Path(__file__).parents[2])


@pytest.fixture(scope="module", params=["en", "zh"])
def said(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    into = tmp_path_factory.mktemp(request.param)
    write(into, request.param)
    return request.param, into


@pytest.mark.parametrize("part", [*PARTS, "house"])
def test_help_says_what_stands_here(part: str, said: tuple[str, Path]) -> None:
    language, into = said
    name = f"{part}.{language}.txt"
    assert (into / name).read_text("utf-8") == (FOLDER / name).read_text("utf-8")


@pytest.mark.parametrize("part", [*PARTS, "house"])
def test_every_line_for_people_is_translated(part: str) -> None:
    """What a page begins with; what typer writes itself stays English."""
    pages = (FOLDER / f"{part}.zh.txt").read_text("utf-8").split("$ tuicrm ")[1:]
    for page in pages:
        _usage, said, *_rest = page.split("\n\n")
        assert re.search("[一-鿿]", said), page.splitlines()[0]


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for each in ("en", "zh"):
        write(FOLDER, each)
