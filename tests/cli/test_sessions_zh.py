"""The same sessions by people who read Chinese: what they get, word for word, in sessions/zh.

    python -m tests.cli.test_sessions_zh sessions/zh [SUBJECT...]

writes down what the program says now. It comes from a process that speaks Chinese from its start, as a real one does:
what a command says of itself is worded when it is imported. Each worker has one, and asks it for its own subjects.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.test_sessions import FOLDER, SUBJECTS, record

OURS = FOLDER / "zh"
ASKED = "-"
"""Instead of subjects: they are asked for on standard input, one after the other."""
TOLD = [subject for subject in SUBJECTS if not subject.endswith("_zh")]


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """`said(subject)` gives what the program says in Chinese."""
    into = tmp_path_factory.mktemp("zh")
    words = [sys.executable, "-m", "tests.cli.test_sessions_zh", str(into), ASKED]
    here = {"env": os.environ | {"TZ": "UTC"}, "cwd": Path(__file__).parents[2]}
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, **here) as speaker:

        def tell(subject: str) -> str:
            assert speaker.stdin
            assert speaker.stdout
            print(subject, file=speaker.stdin, flush=True)
            assert speaker.stdout.readline() == f"{subject}\n", f"ended with {speaker.wait()}"
            return (into / f"{subject}.txt").read_text("utf-8")

        yield tell


@pytest.mark.parametrize("subject", TOLD)
def test_what_is_typed_gives_what_stands_here(subject: str, said: Callable[[str], str]) -> None:
    assert said(subject) == (OURS / f"{subject}.txt").read_text("utf-8")


@pytest.mark.parametrize("subject", TOLD)
def test_every_sentence_beside_it_is_chinese(subject: str) -> None:
    """What is said on standard error is for people: three English words in a row without a Chinese sign are ours."""
    lines = (OURS / f"{subject}.txt").read_text("utf-8").splitlines()
    told = [line[2:] for line in lines if line.startswith("! ")]
    english = [line for line in told if re.search("[A-Za-z]{3} [a-z]{2,} [a-z]{2,}", line)]
    assert [line for line in english if not re.search("[一-鿿]", line) and "Show this message" not in line] == []


def asked() -> Iterator[str]:
    for line in sys.stdin:
        yield line.strip()
        sys.stdout.write(line)
        sys.stdout.flush()  # it is written down: the next one is wanted


if __name__ == "__main__":
    from tests.engines import compile_once
    from tests.quick_workers import look_less_for_garbage
    from tuicrm.plain import language

    compile_once()  # as the workers of a test run do
    look_less_for_garbage()
    language.use("zh")
    record(asked() if ASKED in sys.argv else sys.argv[2:] or TOLD, Path(sys.argv[1]).resolve(), "zh")
