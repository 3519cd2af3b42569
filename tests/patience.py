"""How long to wait for what comes at once on a machine that is not busy: only what never comes may fail a test.

And the other way round: how long the program's own short waits are in tests. A machine may stand still for seconds
between any two lines of a test; what the program does by itself after a while must not have happened by then.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module

LONGEST_SECONDS = 300.0
AT_ONCE = 0.001
"""For timers that a test is about, as in `monkeypatch.setattr(leaving, "LINGER_SECONDS", AT_ONCE)`."""
NEVER = 1_000_000.0


@asynccontextmanager
async def patiently(seconds: float = LONGEST_SECONDS) -> AsyncIterator[None]:
    """Raise `TimeoutError` after so many seconds in which the machine ran: a stall of minutes counts as one second."""
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(None) as limit:
        left = round(seconds)

        def tick() -> None:
            nonlocal left, clock
            left -= 1
            if left > 0:
                clock = loop.call_later(1, tick)
            else:
                limit.reschedule(loop.time())

        clock = loop.call_later(1, tick)
        try:
            yield
        finally:
            clock.cancel()


def never(*names: str) -> None:
    """Let these waits of the program, named `module:NAME`, be longer than any test."""
    for name in names:
        module, _colon, what = name.partition(":")
        owner = import_module(module)
        assert isinstance(getattr(owner, what), int | float), name
        setattr(owner, what, NEVER)
