"""The same sessions by people who read Chinese: what they get, word for word, in sessions/zh.

    python -m tests.cli.test_sessions_zh sessions/zh [SUBJECT...]

writes down what the program says now. All of it comes from one process that speaks Chinese from its start, as a real
one does: what a command says of itself is worded when it is imported.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_sessions import FOLDER, SUBJECTS, record

OURS = FOLDER / "zh"
TOLD = [subject for subject in SUBJECTS if not subject.endswith("_zh")]


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("zh")
    words = [sys.executable, "-m", "tests.cli.test_sessions_zh", str(into)]
    subprocess.run(words, check=True, env=os.environ | {"TZ": "UTC"}, cwd=Path(__file__).parents[2])
    return into


@pytest.mark.parametrize("subject", TOLD)
def test_what_is_typed_gives_what_stands_here(subject: str, said: Path) -> None:
    assert (said / f"{subject}.txt").read_text("utf-8") == (OURS / f"{subject}.txt").read_text("utf-8")


@pytest.mark.parametrize("subject", TOLD)
def test_every_sentence_beside_it_is_chinese(subject: str) -> None:
    """What is said on standard error is for people: three English words in a row without a Chinese sign are ours."""
    lines = (OURS / f"{subject}.txt").read_text("utf-8").splitlines()
    told = [line[2:] for line in lines if line.startswith("! ")]
    english = [line for line in told if re.search("[A-Za-z]{3} [a-z]{2,} [a-z]{2,}", line)]
    assert [line for line in english if not re.search("[一-鿿]", line) and "Show this message" not in line] == []


if __name__ == "__main__":
    from tests.engines import compile_once
    from tests.quick_workers import look_less_for_garbage
    from tuicrm.plain import language

    compile_once()  # as the workers of a test run do
    look_less_for_garbage()
    language.use("zh")
    record(sys.argv[2:] or TOLD, Path(sys.argv[1]).resolve(), "zh")
