"""What lets the workers of a run begin and tell at less cost. It has nothing to do with what is tested."""

from __future__ import annotations

import gc
import importlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

YOUNG = 10_000
"""Objects before the next look for garbage; by 700, as Python has it, a tenth of the time went there."""


def look_less_for_garbage() -> None:
    """Look for garbage only among what is made from now on, and not so often."""
    gc.freeze()
    gc.set_threshold(YOUNG, 20, 20)
    gc.enable()


class QuickWorker:
    """A plugin of one of several workers."""

    def __init__(self, workerinput: dict[str, Any]) -> None:
        self._nth, self._workers = int(workerinput["workerid"].lstrip("gw")), workerinput["workercount"]

    @pytest.hookimpl(wrapper=True)
    def pytest_collection(self, session: pytest.Session) -> Iterator[None]:
        """Read a part of the tests first, each worker another one.

        In a fresh clone a file is compiled when it is first read. All workers read all files in the same order at
        the same time: each would compile every one of them.
        """
        root = session.config.rootpath
        here = session.config.invocation_params.dir
        files = sorted(file for arg in session.config.args for file in (here / arg).rglob("test_*.py"))
        for file in files[self._nth * len(files) // self._workers :][: len(files) // self._workers]:
            with suppress(Exception):  # it is read again below, where what is wrong is told
                importlib.import_module(".".join(file.relative_to(root).with_suffix("").parts))
        return (yield)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool:
        """Tell how the test went, and of its setting up and clearing up only what went wrong.

        Most tests take less time than the six messages about each.
        """
        for report in runtestprotocol(item, log=False, nextitem=nextitem):
            if report.when == "call" or not report.passed:
                item.ihook.pytest_runtest_logreport(report=report)
        return True
