"""What people press on the sample company and what they see then, word for word: one file for each walk.

A walk begins with who sits down: `@ li en 80x24`, in the sample company or in another of MADE: `@ boss en 80x24 new`.
A second `@` is a colleague who sits down at the same company when the first has left.
A line `$ 2 down enter` is pressed, key by key; a word behind `=` is typed (`'=Acme Ltd'` where it has blanks), one
behind `@` is clicked on. The screen follows, each line behind `|`. `~ down` is pressed too, but only those lines follow
that are other than before, each behind its number. `& 44x18` is another size of the window, `! wang: pool claim Acme`
a command that a colleague types meanwhile, with what it says behind `>`. `#` begins a remark.
Nothing here depends on today or on this machine.

    python -m tests.screens.test_walks [WALK...]

writes down what the screens show now; read the difference before you keep it.
"""

from __future__ import annotations

import asyncio
import re
import shlex
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import aclosing
from functools import partial
from itertools import groupby, zip_longest
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.cli.inside import Inside
from tests.company import Company, make_company
from tests.engines import Engines, Make
from tests.patience import AT_ONCE
from tests.sample.conftest import NOW, make_chinese, make_english
from tests.screens import shop
from tests.screens.user import User, at_screen
from tuicrm.plain import language
from tuicrm.store.database import Database
from tuicrm.widgets import leaving

FOLDER = Path(__file__).with_name("walks")
WALKS = sorted(path.stem for path in FOLDER.glob("*.txt"))
MADE = {
    "en": make_english,
    "zh": make_chinese,
    "new": make_company,
    "shop": shop.make_in_english,
    "zh_shop": shop.make_in_chinese,
}
SHOWN = re.compile(r"\||\d\d(-\d\d)?\||>")


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    hold_still(monkeypatch)


def hold_still(patch: pytest.MonkeyPatch) -> None:
    """Let what comes after a while come at once."""
    from tuicrm.sales import opening

    patch.setattr(leaving, "LINGER_SECONDS", AT_ONCE)
    patch.setattr(opening, "sit_down", partial(opening.sit_down, clock=lambda: NOW))
    patch.setenv("COLUMNS", "100")


@pytest.mark.parametrize("walk", WALKS)
async def test_what_is_pressed_shows_what_stands_here(walk: str, template: Callable[[str, Make], str]) -> None:
    written = (FOLDER / f"{walk}.txt").read_text("utf-8").splitlines()
    walked = await whole(written, lambda make: template("sqlite", make))
    assert "\n".join(walked) == "\n".join(written)


async def whole(written: list[str], company: Callable[[Make], str]) -> list[str]:
    """Walk anew, and give it as it comes out."""
    given = [line for line in written if not SHOWN.match(line)]
    sits = [nth for nth, line in enumerate(given) if line.startswith("@ ")]
    walked, url = given[: sits[0]], ""
    for start, end in zip_longest(sits, sits[1:]):
        _at, login, tongue, size, *which = given[start].split()
        url = url or company(MADE[which[0] if which else tongue])
        columns, lines = map(int, size.split("x"))
        language.use(tongue)
        walked.append(given[start])
        begun = at_screen(url, login, size=(columns, lines), now=NOW)
        async with begun as user, aclosing(steps(user, url, tongue, given[start + 1 : end])) as shown:
            walked += [line async for line in shown]
    return walked


async def steps(user: User, url: str, tongue: str, given: list[str]) -> AsyncIterator[str]:
    before: list[str] = []
    for line in given:
        yield line
        match line[:2]:
            case "$ " | "~ " | "& ":
                await go(user, line)
                now = looked_at(user)
                for shown in changed(before, now) if line[0] == "~" else [f"|{each}" for each in now]:
                    yield shown
                before = now
            case "! ":
                login, _colon, words = line[2:].partition(": ")
                for said in typed(url, tongue, login, words):
                    yield f">{said}"
                assert user.app._bridge is not None
                user.app._bridge._watch.look_now()
                await user.settle()
            case _:
                assert not line or line.startswith("#"), f"neither pressed nor a remark: {line}"


async def go(user: User, line: str) -> None:
    if line.startswith("& "):
        columns, lines = map(int, line[2:].split("x"))
        await user.pilot.resize_terminal(columns, lines)
    else:
        for key in shlex.split(line[2:]):
            await press(user, key)
    await user.settle()


async def press(user: User, key: str) -> None:
    if key.startswith("=") and len(key) > 1:
        user.pilot.send(*key[1:])
        await user.settle()
    elif key.startswith("@") and len(key) > 1:
        await user.click(key[1:])
    else:
        await user.press(key)


def looked_at(user: User) -> list[str]:
    """The lines of the screen, each as wide as the window."""
    lines = [strip.text for strip in user.app.screen._compositor.render_strips()]
    assert {cell_len(line) for line in lines} == {user.app.size.width}, lines
    return [line.rstrip() for line in lines]


def changed(before: list[str], now: list[str]) -> Iterator[str]:
    """Give each line that is another one now, behind its number; those that became empty in one."""
    other = [(nth, line) for nth, (was, line) in enumerate(zip_longest(before, now, fillvalue="")) if was != line]
    for is_empty, run in groupby(enumerate(other), key=lambda item: (not item[1][1], item[0] - item[1][0])):
        lines = [one for _place, one in run]
        if is_empty[0] and len(lines) > 1:
            yield f"{lines[0][0]:02}-{lines[-1][0]:02}|"
        else:
            yield from (f"{nth:02}|{line}" for nth, line in lines)


def typed(url: str, tongue: str, login: str, words: str) -> list[str]:
    """What a command says, whoever types it in another window."""
    company = Company(Database(url))
    said = Inside(company, tongue)(*shlex.split(words), login=login)
    company.database.close()
    language.use(tongue)
    return [line.rstrip() for line in (said.out + said.err).splitlines()]


def record(*walks: str) -> None:
    engines = Engines()
    try:
        with pytest.MonkeyPatch.context() as patch:
            hold_still(patch)
            for walk in walks or WALKS:
                path = FOLDER / f"{walk}.txt"
                written = path.read_text("utf-8").splitlines()
                language.use("en")  # a company is made in it, whatever the walk before spoke
                walked = asyncio.run(whole(written, lambda make: engines.copy("sqlite", make)))
                path.write_text("\n".join(walked) + "\n", "utf-8")
    finally:
        engines.leave()


if __name__ == "__main__":
    record(*sys.argv[1:])
