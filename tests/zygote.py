"""The program as a shell runs it, without the half second that a new process takes to import everything.

A process that has imported what all commands import waits for work and forks itself for each: the child gets its
own arguments, environment, folder and files, runs `tuicrm.__main__.main` and ends as a process does. What belongs
to a language or to one command is imported by the child itself.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from tests.left_out import CHECKOUT
from tests.patience import LONGEST_SECONDS

FLOORS = ("plain", "store", "sales", "exchange")
"""What these import depends on no language: their words are marked there and said later."""

HEAVY = ("alembic.command", "email_validator", "phonenumbers", "pydantic", "rapidfuzz", "tomlkit", "typer.main")


class Zygote:
    """One waiting process of this worker."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.zygote"],
            cwd=CHECKOUT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._files = tempfile.TemporaryDirectory(prefix="tuicrm-zygote-")

    def run(
        self, words: Sequence[str], environment: Mapping[str, str], folder: Path, typed: str
    ) -> "subprocess.CompletedProcess[str]":
        """Run the program in a folder, with nothing else in its environment, and wait for its end."""
        paths = {name: Path(self._files.name) / name for name in ("stdin", "stdout", "stderr")}
        paths["stdin"].write_text(typed, "utf-8", "surrogateescape")
        work = {"words": words, "environment": environment, "folder": folder, **paths}
        _pipe(self._process.stdin).write(json.dumps(work, default=str) + "\n")
        _pipe(self._process.stdin).flush()
        status = int(_pipe(self._process.stdout).readline())
        out, err = (paths[name].read_text("utf-8", "surrogateescape") for name in ("stdout", "stderr"))
        return subprocess.CompletedProcess(["tuicrm", *words], status, out, err)

    def leave(self) -> None:
        """End it."""
        _pipe(self._process.stdin).close()
        self._process.wait(LONGEST_SECONDS)
        _pipe(self._process.stdout).close()
        self._files.cleanup()


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe


def import_all() -> None:
    """Import what all commands import and no language changes."""
    import gc
    from importlib import import_module

    for name in (*HEAVY, *_modules()):
        import_module(name)
    gc.freeze()  # a collection in a child would copy the pages of everything that was imported


def _serve() -> None:
    """Fork for each line of standard input, and answer with the child's status."""
    import_all()
    answers = os.fdopen(os.dup(1), "w")
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            answers.close()
            _become(json.loads(line))
        answers.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        answers.flush()


def _modules() -> Iterator[str]:
    """Name what lies on the lower floors."""
    for floor in FLOORS:
        for path in sorted((CHECKOUT / "tuicrm" / floor).rglob("*.py")):
            if "migrations" not in path.parts and path.stem not in ("__init__", "draft_migration"):
                yield ".".join(path.relative_to(CHECKOUT).with_suffix("").parts)


def _become(work: dict[str, Any]) -> None:
    """Run the program in this process with the files of a piece of work, and end it."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        flags = os.O_RDONLY if name == "stdin" else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        os.dup2(os.open(str(work[name]), flags), number)
    become(work["words"], work["environment"], work["folder"])


def become(words: Sequence[str], environment: Mapping[str, str], folder: str) -> None:
    """Run the program in this process, whose files 0, 1 and 2 are its own already, and end it."""
    import atexit
    import io
    import signal

    signal.alarm(int(LONGEST_SECONDS))
    os.chdir(folder)
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        errors = "backslashreplace" if name == "stderr" else "surrogateescape"
        raw = io.FileIO(number, "r" if name == "stdin" else "w", closefd=False)
        file = io.BufferedReader(raw) if name == "stdin" else io.BufferedWriter(raw)
        setattr(sys, name, io.TextIOWrapper(file, "utf-8", errors, line_buffering=raw.isatty()))
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    sys.argv = ["tuicrm", *words]
    status = 0
    try:
        from tuicrm.__main__ import main

        main()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - as Python itself does with what nobody caught
        import traceback

        traceback.print_exc()
        status = 1
    finally:
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    _serve()
