"""Tests of widgets are coroutines: each runs in a loop of its own, and no timer goes off by itself."""

import asyncio
import inspect
from collections.abc import Awaitable

import pytest

import tests.quick_pilot  # noqa: F401 - it stops the timers, also for tests with Textual's own pilot
from tests.patience import patiently


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    names = pyfuncitem._fixtureinfo.argnames
    test = pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in names})
    asyncio.run(_play(test))
    return True


async def _play(test: Awaitable[None]) -> None:
    async with patiently():
        await test
