"""Jobs in threads: what nobody wants is not run, and what nobody hears of leaves no trace on the terminal."""

from __future__ import annotations

import asyncio
import gc
from typing import Any

import pytest

from tuicrm.plain.threads import Lane, Superseded


def complaints(wanted: bool, *, fails: bool = False) -> list[str]:
    """What asyncio complains of when a job is put into a lane and nobody waits for its answer."""
    said: list[str] = []

    def run() -> None:
        if fails:
            raise ValueError

    async def main() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _loop, context: said.append(str(context["message"])))
        lane = Lane("test", 1)
        future: Any = lane.put(run, lambda: wanted)
        await asyncio.wait([future])
        del future
        for _again in range(2):
            await lane.put(lambda: None, lambda: True)  # the thread lets go of the job before
        gc.collect()

    asyncio.run(main())
    return said


def test_a_job_that_nobody_wants_any_more_is_no_error_to_complain_of() -> None:
    assert complaints(wanted=False) == []


def test_a_job_that_went_well_is_none_either() -> None:
    assert complaints(wanted=True) == []


def test_an_error_that_nobody_heard_of_is_not_swallowed() -> None:
    assert complaints(wanted=True, fails=True) == ["Future exception was never retrieved"]


def test_whoever_waits_still_hears_that_it_was_not_run() -> None:
    async def main() -> None:
        await Lane("test", 1).put(lambda: 1, lambda: False)

    with pytest.raises(Superseded):
        asyncio.run(main())
