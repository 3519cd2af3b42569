"""Threads that never hold up the program: jobs go in, futures come out, quitting waits for none of them."""

import asyncio
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tuicrm.plain.progress import Superseded


@dataclass(frozen=True)
class Job:
    """Something to run in a thread, and the future that its end fills."""

    run: Callable[[], Any]
    wanted: Callable[[], bool]
    future: "asyncio.Future[Any]"


class Lane:
    """Runs jobs in the order in which they come, `width` of them at once.

    The threads are daemons of our own: Textual's and asyncio's thread workers are waited for at the end, so a
    query of 30 s would keep a closed program alive for as long.
    """

    def __init__(self, name: str, width: int) -> None:
        self._name = name
        self._width = width
        self._jobs: deque[Job] = deque()
        self._ready = threading.Condition()
        self._threads = 0
        self._idle = 0

    def put(self, run: Callable[[], Any], wanted: Callable[[], bool] = lambda: True) -> "asyncio.Future[Any]":
        """Queue a job; to be called in the loop's thread. `wanted` is asked once more before it runs."""
        future = asyncio.get_running_loop().create_future()
        with self._ready:
            self._jobs.append(Job(run, wanted, future))
            if self._idle < len(self._jobs) and self._threads < self._width:
                self._threads += 1
                threading.Thread(target=self._work, name=f"tuicrm-{self._name}", daemon=True).start()
            self._ready.notify()
        return future

    def _work(self) -> None:
        while True:
            with self._ready:
                self._idle += 1
                while not self._jobs:
                    self._ready.wait()
                self._idle -= 1
                job = self._jobs.popleft()
            _run(job)


def _run(job: Job) -> None:
    """Run one job; whatever comes of it goes to its future."""
    result: Any = None
    error: BaseException | None = None
    if job.wanted():
        try:
            result = job.run()
        except BaseException as raised:  # noqa: BLE001 - the bridge words it; a thread has nobody to raise to
            error = raised
    else:
        error = Superseded()

    def fill() -> None:
        if job.future.done():
            return
        if error is not None:
            job.future.set_exception(error)
            if isinstance(error, Superseded):
                job.future.exception()  # seen: whoever asked may be gone, and asyncio would complain on the terminal
        else:
            job.future.set_result(result)

    try:
        job.future.get_loop().call_soon_threadsafe(fill)
    except RuntimeError:
        pass  # the loop is closed: the program ends, and nobody waits for this answer
