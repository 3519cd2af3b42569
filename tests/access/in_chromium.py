"""The door in a real Chromium: a job of its own, `.ci/browser`, as the tests' ten minutes have no room for it.

`CHROMIUM_PICTURES=FOLDER` keeps what the windows looked like.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web as aiohttp_web
from playwright.async_api import Browser, Page, async_playwright
from sqlalchemy import func, select

from tests.access.test_browser import Served, serving
from tests.company import make_company
from tests.engines import Make
from tuicrm.cli.web.server import COOKIE, WINDOWS_OF_ONE
from tuicrm.sales import access, people
from tuicrm.store.tables.access import user_sessions
from tuicrm.store.tables.customers import customers
from tuicrm.store.tables.system import changes

PATIENCE = 40.0
PICTURES = os.environ.get("CHROMIUM_PICTURES")
EVIL = """<!doctype html><title>wait</title><script>
  const socket = new WebSocket("ws://%s/ws?width=80&height=24");
  socket.onopen = () => document.title = "open";
  socket.onerror = () => document.title = "refused";
</script>"""

Act = Callable[[Served, Browser], Awaitable[None]]


@pytest.fixture
def played(template: Callable[[str, Make], str], tmp_path: Path) -> Callable[[Act], None]:
    """`played(act)` runs an act with a server of its own and a browser."""
    program = shutil.which("chromium")
    assert program, "apt install chromium"
    url = template("sqlite", make_company)

    async def whole(act: Act) -> None:
        async with serving(url, tmp_path) as web, async_playwright() as play:
            flags = ["--no-sandbox", "--disable-gpu"] if os.geteuid() == 0 else []
            browser = await play.chromium.launch(executable_path=program, args=flags)
            try:
                await act(web, browser)
            finally:
                await browser.close()

    return lambda act: asyncio.run(whole(act))


async def until(holds: Callable[[], Any], what: str) -> None:
    """Wait for what the program does in its own process: it is seen in the database."""
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await asyncio.sleep(0.1)
    assert holds(), what


def windows(web: Served) -> int:
    return int(web.company.value(select(func.count()).where(user_sessions.c.ended_at.is_(None))))


async def come_in(web: Served, browser: Browser, login: str = "li") -> Page:
    """Open a link, press its button, and wait until the program draws."""
    before = windows(web)
    page = await (await browser.new_context(viewport={"width": 1000, "height": 620})).new_page()
    await page.goto(web.link(login))
    await page.get_by_role("button").click()
    await until(lambda: windows(web) > before, "a window")
    await drawn(page)
    return page


async def drawn(page: Page) -> None:
    """Wait until the terminal stands on the page and takes keys."""
    await page.locator(".xterm-helper-textarea").wait_for(state="attached", timeout=PATIENCE * 1000)
    await asyncio.sleep(2.0)  # a canvas says nothing of what is drawn on it
    await page.locator(".xterm-screen").click(position={"x": 400, "y": 300})


async def says(page: Page, *words: str) -> None:
    """Wait until the page says all of it, in its own letters."""
    for text in words:
        await page.get_by_text(text).first.wait_for(state="visible", timeout=PATIENCE * 1000)


async def picture(page: Page, name: str) -> bytes:
    return await page.screenshot(path=f"{PICTURES}/{name}.png" if PICTURES else None)


def test_a_claim_made_in_chromium_is_in_the_database(played: Callable[[Act], None]) -> None:
    async def act(web: Served, browser: Browser) -> None:
        web.company.customer("Acme Ltd")
        page = await come_in(web, browser)
        await page.keyboard.press("1")
        await asyncio.sleep(1.0)
        await picture(page, "pool")
        await page.keyboard.press("c")
        await until(lambda: web.company.value(select(customers.c.owner_id)) == web.company.id("li"), "the claim")
        through = web.company.value(select(changes.c.through).order_by(changes.c.id.desc()))
        assert through == "web"
        await picture(page, "claimed")

    played(act)


def test_the_mouse_and_chinese_text_reach_the_program(played: Callable[[Act], None]) -> None:
    async def act(web: Served, browser: Browser) -> None:
        page = await come_in(web, browser)
        await page.keyboard.press("+")
        await asyncio.sleep(1.0)
        await page.keyboard.insert_text("北京联成互动科技有限公司")
        await asyncio.sleep(1.0)
        await picture(page, "typed")
        await page.keyboard.press("Enter")
        await asyncio.sleep(1.0)
        await picture(page, "taken")
        for _ in range(3):
            if web.company.value(select(func.count()).select_from(customers)):
                break
            await page.keyboard.press("Enter")
            await asyncio.sleep(1.0)
        assert web.company.value(select(customers.c.name)) == "北京联成互动科技有限公司"

    played(act)


def test_the_cookie_is_no_scripts_and_the_link_is_used_up(played: Callable[[Act], None]) -> None:
    async def act(web: Served, browser: Browser) -> None:
        page = await come_in(web, browser)
        assert COOKIE not in await page.evaluate("document.cookie")
        (cookie,) = await page.context.cookies()
        assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Strict")
        link = web.link("roth")
        first, second = [await (await browser.new_context()).new_page() for _ in range(2)]
        for other in (first, second):
            await other.goto(link)
        await first.get_by_role("button").click()
        async with second.expect_navigation() as went:
            await second.get_by_role("button").click()
        assert (await went.value).status == 403

    played(act)


def test_a_forged_cookie_shows_nothing(played: Callable[[Act], None]) -> None:
    async def act(web: Served, browser: Browser) -> None:
        context = await browser.new_context()
        await context.add_cookies([{"name": COOKIE, "value": "A" * 43, "url": web.url}])
        page = await context.new_page()
        answer = await page.goto(web.url)
        assert answer is not None
        assert answer.status == 403

    played(act)


@asynccontextmanager
async def evil_page(target: str) -> AsyncIterator[str]:
    """A page of another origin that opens our websocket with whatever the browser adds by itself."""

    async def page(_request: aiohttp_web.Request) -> aiohttp_web.Response:
        return aiohttp_web.Response(text=EVIL % target, content_type="text/html")

    app = aiohttp_web.Application()
    app.router.add_get("/", page)
    runner = aiohttp_web.AppRunner(app)
    await runner.setup()
    site = aiohttp_web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    await runner.cleanup()


def test_another_page_in_the_same_browser_opens_no_window(played: Callable[[Act], None]) -> None:
    async def act(web: Served, browser: Browser) -> None:
        page = await come_in(web, browser)
        before = windows(web)
        async with evil_page(web.url.partition("//")[2]) as address:
            other = await page.context.new_page()  # the same browser, with the cookie in it
            await other.goto(address)
            await other.wait_for_function("document.title != 'wait'", timeout=PATIENCE * 1000)
            assert await other.title() == "refused"
        assert windows(web) == before

    played(act)


def test_one_window_too_many_is_refused_and_a_closed_one_makes_room(played: Callable[[Act], None]) -> None:
    async def act(web: Served, browser: Browser) -> None:
        page = await come_in(web, browser)
        tabs = [page]
        for number in range(2, WINDOWS_OF_ONE + 1):
            tabs.append(await page.context.new_page())
            await tabs[-1].goto(web.url)
            await until(lambda number=number: windows(web) == number, "a tab draws while it is in front")  # type: ignore[misc]
        refused = await page.context.new_page()
        await refused.goto(web.url)
        await says(refused, "3 windows open", "Close one")
        await picture(refused, "refused")
        assert windows(web) == WINDOWS_OF_ONE
        await tabs[-1].close()
        await until(lambda: windows(web) < WINDOWS_OF_ONE, "room")
        await refused.get_by_role("button").click()
        await until(lambda: windows(web) == WINDOWS_OF_ONE, "a window in its place")

    played(act)


def test_a_tab_that_is_read_anew_takes_its_own_place(played: Callable[[Act], None]) -> None:
    async def act(web: Served, browser: Browser) -> None:
        page = await come_in(web, browser)
        for number in range(2, WINDOWS_OF_ONE + 1):
            await (await page.context.new_page()).goto(web.url)
            await until(lambda number=number: windows(web) == number, "a tab")  # type: ignore[misc]
        last = page.context.pages[-1]
        for _ in range(2):
            await last.reload()
            await drawn(last)
            assert not await last.locator("#over").is_visible()
        await until(lambda: windows(web) == WINDOWS_OF_ONE, "as many as before")

    played(act)


@pytest.mark.parametrize(("locale", "words"), [("en-GB", ("Come in",)), ("zh-CN", ("进入", "只能在本浏览器中打开"))])
def test_the_door_speaks_as_the_browser_does(
    played: Callable[[Act], None], locale: str, words: tuple[str, ...]
) -> None:
    async def act(web: Served, browser: Browser) -> None:
        page = await (await browser.new_context(locale=locale)).new_page()
        await page.goto(web.link("li"))
        await says(page, *words)
        await picture(page, f"door-{locale}")
        answer = await page.goto(web.url)
        assert answer is not None
        assert answer.status == 403
        await picture(page, f"unknown-{locale}")

    played(act)


def test_who_speaks_chinese_reads_in_chinese_why_no_window_opens(played: Callable[[Act], None]) -> None:
    async def act(web: Served, browser: Browser) -> None:
        web.company.database.as_("li").write(people.edit_user, web.company.id("li"), language="zh")
        page = await come_in(web, browser)
        for number in range(2, WINDOWS_OF_ONE + 1):
            await (await page.context.new_page()).goto(web.url)
            await until(lambda number=number: windows(web) == number, "a tab")  # type: ignore[misc]
        refused = await page.context.new_page()
        await refused.goto(web.url)
        await says(refused, "你已打开 3 个窗口", "重新打开")
        await picture(refused, "refused-zh")

    played(act)


def test_a_page_loads_nothing_from_elsewhere_and_breaks_no_rule_of_its_own(played: Callable[[Act], None]) -> None:
    async def act(web: Served, browser: Browser) -> None:
        page = await (await browser.new_context()).new_page()
        asked: list[str] = []
        said: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on(
            "console",
            lambda message: said.append(f"{message.text} {message.location}") if message.type == "error" else None,
        )
        await page.goto(web.link("li"))
        await page.get_by_role("button").click()
        await drawn(page)
        assert [one for one in asked if not one.startswith(web.url)] == []
        assert said == []

    played(act)


def test_leaving_by_q_says_that_the_window_is_closed(played: Callable[[Act], None]) -> None:
    async def act(web: Served, browser: Browser) -> None:
        page = await come_in(web, browser)
        await page.keyboard.press("q")
        await says(page, "This window is closed", "Open again")
        await until(lambda: windows(web) == 0, "left")
        await page.get_by_role("button", name="Open again").click()
        await until(lambda: windows(web) == 1, "again")

    played(act)


def test_who_is_put_out_is_out_at_the_next_key(played: Callable[[Act], None]) -> None:
    async def act(web: Served, browser: Browser) -> None:
        free = web.company.customer("Acme Ltd")
        page = await come_in(web, browser)
        boss = web.company.database.as_("boss")
        for given in boss.read(access.passes, everybody=True):
            boss.write(access.revoke_pass, given.id)
        await page.keyboard.press("1")
        await asyncio.sleep(1.0)
        await page.keyboard.press("c")
        await asyncio.sleep(1.0)
        await says(page, "not known here")
        await picture(page, "out")
        assert web.company.value(select(customers.c.owner_id).where(customers.c.id == free)) is None
        answer = await page.reload()
        assert answer is not None
        assert answer.status == 403

    played(act)
