"""What a run leaves out, said in one line each; where CI is set nothing may be left out."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")
CHECKOUT = Path(__file__).resolve().parent.parent
NEEDS = "needs "


def real_data_folder() -> Path:
    """Give the folder of the real exports: beside the checkout, or where TUICRM_TEST_DATA says."""
    return Path(os.environ.get("TUICRM_TEST_DATA") or CHECKOUT.parent / "shared" / "data")


def leave_out(what: str) -> None:
    """End a test that needs what is not here: skipped on somebody's machine, failed in CI."""
    if CI:
        pytest.fail(f"CI has no {what}", pytrace=False)
    pytest.skip(NEEDS + what)


class LeftOut:
    """The plugin that takes out the tests of the real data, counts, and tells."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._without_data = 0
        self._skipped_files: set[str] = set()

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        if CI or real_data_folder().is_dir():
            return
        out = [item for item in items if "real_data" in getattr(item, "fixturenames", ())]
        self._without_data = len(out)
        if out:
            config.hook.pytest_deselected(items=out)
            items[:] = [item for item in items if item not in out]

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:
            self._skipped_files.add(report.nodeid)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        told = getattr(node, "workeroutput", {}).get("left_out", (0, []))
        self._without_data = max(self._without_data, told[0])
        self._skipped_files.update(told[1])

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        worker = getattr(self._config, "workeroutput", None)
        if worker is not None:
            worker["left_out"] = (self._without_data, sorted(self._skipped_files))
        elif CI and self._skipped() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if self._without_data:
            folder = "the real data (TUICRM_TEST_DATA names their folder)"
            terminalreporter.write_line(f"left out: {self._without_data} tests need {folder}")
        reasons = Counter(str(report.longrepr[2]).removeprefix("Skipped: ") for report in self._reports())
        for reason, number in reasons.items():
            if reason.startswith(NEEDS):
                terminalreporter.write_line(f"left out: {number} tests need {reason.removeprefix(NEEDS)}")
        if CI:
            for name in self._skipped():
                terminalreporter.write_line(f"skipped, which CI does not allow: {name}", red=True)

    def _reports(self) -> list[Any]:
        reporter = self._config.pluginmanager.get_plugin("terminalreporter")
        return list(reporter.stats.get("skipped", [])) if reporter else []

    def _skipped(self) -> list[str]:
        return sorted({report.nodeid for report in self._reports()} | self._skipped_files)
