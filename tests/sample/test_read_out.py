"""What the figures of the sample say to who reads them in a terminal, word for word, in both languages: read_out/*.txt.

    python -m tests.sample.test_read_out

writes down what they say now; read the difference before you keep it: each planted effect is told in here.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engines import Engines
from tests.sample.conftest import make_chinese, make_english
from tests.sample.read_out import FOLDER, PARTS

MADE = {"en": make_english, "zh": make_chinese}


def read_out(into: Path, language: str, *url: str) -> None:
    words = [sys.executable, "-m", "tests.sample.read_out", str(into), language, *url]
    subprocess.run(words, check=True, cwd=Path(__file__).parents[2])


@pytest.fixture(scope="module", params=["en", "zh"])
def said(
    request: pytest.FixtureRequest, engines: Engines, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path]:
    into = tmp_path_factory.mktemp(request.param)
    read_out(into, request.param, engines.copy("sqlite", MADE[request.param]))
    return request.param, into


@pytest.mark.parametrize("part", PARTS)
def test_figures_say_what_stands_here(part: str, said: tuple[str, Path]) -> None:
    language, into = said
    name = f"{part}.{language}.txt"
    assert (into / name).read_text("utf-8") == (FOLDER / name).read_text("utf-8")


@pytest.mark.parametrize("part", PARTS)
def test_what_stands_beside_figures_is_chinese(part: str) -> None:
    beside = [line for line in (FOLDER / f"{part}.zh.txt").read_text("utf-8").splitlines() if line.startswith("!")]
    assert [line for line in beside if not re.search("[一-鿿]", line) and "tuicrm" not in line] == []


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for each in MADE:
        read_out(FOLDER, each)
