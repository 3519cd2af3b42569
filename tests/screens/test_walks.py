"""What people press on the sample company and what they see then, word for word: one file for each walk.

A walk begins with who walks: `@ li en 80x24`. A line `$ 2 down enter` is pressed, key by key; a word behind `=` is
typed (`'=Acme Ltd'` where it has blanks). The screen follows, each line behind `|`. `#` begins a remark.
Nothing here depends on today or on this machine.

    python -m tests.screens.test_walks [WALK...]

writes down what the screens show now; read the difference before you keep it.
"""

from __future__ import annotations

import asyncio
import shlex
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from pathlib import Path

import pytest

from tests.engines import Engines, Make
from tests.sample.conftest import NOW, make_chinese, make_english
from tests.screens.user import User, at_screen
from tuicrm.plain import language
from tuicrm.screens import bridge, pool, take_in
from tuicrm.widgets import leaving

FOLDER = Path(__file__).with_name("walks")
WALKS = sorted(path.stem for path in FOLDER.glob("*.txt"))
MADE = {"en": make_english, "zh": make_chinese}
AT_ONCE, A_MOMENT, NEVER = 0.001, 0.01, 1000.0


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    hold_still(monkeypatch)


def hold_still(patch: pytest.MonkeyPatch) -> None:
    """Let what comes after a while come at once, and what tells of a slow machine never."""
    patch.setattr(pool, "REST_SECONDS", AT_ONCE)
    patch.setattr(take_in, "REST_SECONDS", AT_ONCE)
    patch.setattr(leaving, "LINGER_SECONDS", AT_ONCE)
    patch.setattr(bridge, "PATIENCE_SECONDS", NEVER)
    patch.setattr(bridge, "SAVING_SECONDS", NEVER)


@pytest.mark.parametrize("walk", WALKS)
async def test_what_is_pressed_shows_what_stands_here(walk: str, template: Callable[[str, Make], str]) -> None:
    written = (FOLDER / f"{walk}.txt").read_text("utf-8").splitlines()
    walked = await whole(written, lambda tongue: template("sqlite", MADE[tongue]))
    assert "\n".join(walked) == "\n".join(written)


async def whole(written: list[str], company: Callable[[str], str]) -> list[str]:
    """Walk anew, and give it as it comes out."""
    given = [line for line in written if not line.startswith("|")]
    first = next(nth for nth, line in enumerate(given) if line.startswith("@ "))
    _at, login, tongue, size = given[first].split()
    columns, lines = map(int, size.split("x"))
    language.use(tongue)
    begun = at_screen(company(tongue), login, size=(columns, lines), now=NOW)
    async with begun as user, aclosing(steps(user, given[first + 1 :])) as walked:
        return [*given[: first + 1], *[line async for line in walked]]


async def steps(user: User, given: list[str]) -> AsyncIterator[str]:
    for line in given:
        yield line
        if line.startswith("$ "):
            for key in shlex.split(line[2:]):
                await press(user, key)
            await user.pilot.pause(A_MOMENT)
            await user.settle()
            for shown in user.lines():
                yield f"|{shown}"
        else:
            assert not line or line.startswith("#"), f"neither pressed nor a remark: {line}"


async def press(user: User, key: str) -> None:
    if key.startswith("=") and len(key) > 1:
        user.pilot.send(*key[1:])
        await user.settle()
    else:
        await user.press(key)


def record(*walks: str) -> None:
    engines = Engines()
    try:
        with pytest.MonkeyPatch.context() as patch:
            hold_still(patch)
            for walk in walks or WALKS:
                path = FOLDER / f"{walk}.txt"
                written = path.read_text("utf-8").splitlines()
                walked = asyncio.run(whole(written, lambda tongue: engines.copy("sqlite", MADE[tongue])))
                path.write_text("\n".join(walked) + "\n", "utf-8")
    finally:
        engines.leave()


if __name__ == "__main__":
    record(*sys.argv[1:])
