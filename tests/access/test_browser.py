"""The program in a browser: a link once, a cookie that no other site sends, our own origin, so many windows."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from sqlalchemy import func, select

from tests.company import Company, make_company
from tests.engines import Make
from tests.patience import LONGEST_SECONDS
from tuicrm.cli.web import server
from tuicrm.cli.web.server import COOKIE, WINDOWS_OF_ONE, WebServer
from tuicrm.plain import secrets
from tuicrm.sales import access, people
from tuicrm.store.database import Database
from tuicrm.store.tables.access import user_sessions
from tuicrm.store.tables.customers import customers


class Served:
    """A server that runs, and a browser's way to it."""

    def __init__(self, company: Company, url: str, session: aiohttp.ClientSession) -> None:
        self.company = company
        self.url = url
        self.session = session

    def link(self, login: str) -> str:
        token = secrets.token()
        self.company.database.as_(login).write(access.link, secrets.digest(token))
        return f"{self.url}/in/{token}"

    async def status(self, path: str, **said: Any) -> int:
        async with self.session.get(
            path if "://" in path else self.url + path, allow_redirects=False, **said
        ) as answer:
            return answer.status

    async def come_in(self, login: str) -> str:
        """Use a link; give the cookie."""
        async with self.session.post(self.link(login), allow_redirects=False) as answer:
            assert answer.status == 303
            morsel = answer.cookies[COOKIE]
            assert (morsel["httponly"], morsel["samesite"]) == (True, "Strict")
            return morsel.value

    def window(self, cookie: str, **headers: str) -> Any:
        headers = {"Origin": self.url, "Cookie": f"{COOKIE}={cookie}", **headers}
        return self.session.ws_connect(f"{self.url}/ws?width=80&height=24", headers=headers)


async def until(window: aiohttp.ClientWebSocketResponse, text: str) -> None:
    seen = b""
    while text.encode() not in seen:
        message = await window.receive(LONGEST_SECONDS)
        assert message.type in (aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT), (message, seen[-500:])
        seen += message.data if isinstance(message.data, bytes) else message.data.encode()


@asynccontextmanager
async def serving(url: str, folder: Path, **said: Any) -> AsyncIterator[Served]:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    config = folder / "web.toml"
    config.write_text(f'database_url = "{url}"\n')
    company = Company(Database(url))
    web_server = WebServer(company.database, config=str(config), host="127.0.0.1", port=port, **said)
    runner = web.AppRunner(await web_server._make_app())
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        yield Served(company, f"http://127.0.0.1:{port}", session)
    await runner.cleanup()
    company.database.close()


Played = Callable[[Callable[[Served], Coroutine[Any, Any, None]]], None]


@pytest.fixture
def served(template: Callable[[str, Make], str], tmp_path: Path) -> Callable[..., None]:
    """`served(act, **options)` runs an act against a server of its own."""
    url = template("sqlite", make_company)

    def play(act: Callable[[Served], Awaitable[None]], **said: Any) -> None:
        async def whole() -> None:
            async with serving(url, tmp_path, **said) as running:
                await act(running)

        asyncio.run(whole())

    return play


def test_a_stranger_sees_nothing(served: Callable[..., None]) -> None:
    async def act(web: Served) -> None:
        for path in ("/", "/ws", "/static/", "/static/css/xterm.css", "/download/x", "/nothing"):
            assert await web.status(path) == 403, path
        forged = {"Cookie": f"{COOKIE}={secrets.token()}"}
        for path in ("/", "/ws", "/static/css/xterm.css"):
            assert await web.status(path, headers=forged) == 403, path
        assert await web.status("/calendar/x.ics") == 404

    served(act)


def test_a_link_opens_once_and_only_when_the_button_is_pressed(served: Callable[..., None]) -> None:
    async def act(web: Served) -> None:
        link = web.link("li")
        for _ in range(2):
            assert await web.status(link) == 200, "looking at it does not use it up"
        async with web.session.post(link, headers={"Origin": "https://evil.example"}, allow_redirects=False) as answer:
            assert answer.status == 403
        async with web.session.post(link, allow_redirects=False) as answer:
            assert (answer.status, answer.headers["Location"]) == (303, "/")
        async with web.session.post(link, allow_redirects=False) as answer:
            assert answer.status == 403, "used"
        async with web.session.post(f"{web.url}/in/{secrets.token()}", allow_redirects=False) as answer:
            assert answer.status == 403, "never given"

    served(act)


def test_a_cookie_shows_the_page_but_no_folder_and_nothing_to_keep(served: Callable[..., None]) -> None:
    async def act(web: Served) -> None:
        mine = {"Cookie": f"{COOKIE}={await web.come_in('li')}"}
        async with web.session.get(web.url, headers=mine) as answer:
            assert answer.status == 200
            assert answer.headers["X-Frame-Options"] == "DENY"
            assert answer.headers["Cache-Control"] == "no-store"
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "http" not in policy, "nothing is loaded from elsewhere"
            assert "ws://127.0.0.1" in await answer.text()
        assert await web.status("/static/", headers=mine) in (403, 404)
        assert await web.status("/download/x", headers=mine) == 404

    served(act)


def test_the_page_with_the_button_lets_a_browser_say_where_its_form_comes_from(served: Callable[..., None]) -> None:
    """With `no-referrer` a browser sends `Origin: null` for a form of our own page, and nobody would come in."""

    async def act(web: Served) -> None:
        async with web.session.get(web.link("li")) as answer:
            assert answer.headers["Referrer-Policy"] == "same-origin"
        async with web.session.post(web.link("li"), headers={"Origin": web.url}, allow_redirects=False) as answer:
            assert answer.status == 303
        async with web.session.post(web.link("li"), headers={"Origin": "null"}, allow_redirects=False) as answer:
            assert answer.status == 403

    served(act)


@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1:1", "null", ""])
def test_a_window_is_not_opened_for_another_page(served: Callable[..., None], origin: str) -> None:
    async def act(web: Served) -> None:
        cookie = await web.come_in("li")
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await web.window(cookie, Origin=origin)
        assert refused.value.status == 403

    served(act)


def test_a_claim_made_in_a_browser_is_in_the_database_and_windows_are_counted(
    served: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "WINDOWS_OF_ONE", 1)  # a process is a second of the machine

    async def act(web: Served) -> None:
        web.company.customer("Acme Ltd")
        cookie = await web.come_in("li")
        window = await web.window(cookie)
        await until(window, "Li Wei")
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await web.window(cookie)
        assert refused.value.status == 429
        async with web.session.get(f"{web.url}/why", headers={"Cookie": f"{COOKIE}={cookie}"}) as answer:
            assert "windows open, and nobody gets more" in await answer.text()
        await window.send_json(["stdin", "1"])
        await until(window, "Acme Ltd")
        await window.send_json(["stdin", "c"])
        await until(window, "yours")
        assert web.company.value(select(customers.c.owner_id)) == web.company.id("li")
        (open_one, *_others) = web.company.database.as_("boss").read(access.sessions)
        assert (open_one.way, open_one.login) == ("web", "li")
        await window.close()
        async with asyncio.timeout(LONGEST_SECONDS):  # a tab that is closed leaves as by q
            while web.company.value(select(func.count()).where(user_sessions.c.ended_at.is_(None))):
                await asyncio.sleep(0.05)

    served(act)


@pytest.mark.parametrize(
    ("wanted", "of_li", "says"),
    [
        ("", None, "is not known here"),
        ("en-GB,en;q=0.9,zh;q=0.8", None, "is not known here"),
        ("zh-CN,zh;q=0.9,en;q=0.8", None, "尚未登录"),
        ("zh", None, "尚未登录"),
        ("de-DE", None, "is not known here"),
        ("\x00;;,", None, "is not known here"),
        ("en", "zh", "本窗口已关闭"),
        ("zh", "en", "This window is closed"),
    ],
)
def test_a_page_speaks_as_its_reader(served: Callable[..., None], wanted: str, of_li: str | None, says: str) -> None:
    async def act(web: Served) -> None:
        said = {"Accept-Language": wanted.replace("\x00", "?")}
        if of_li:
            web.company.database.as_("li").write(people.edit_user, web.company.id("li"), language=of_li)
            said["Cookie"] = f"{COOKIE}={await web.come_in('li')}"
        async with web.session.get(f"{web.url}/why" if of_li else web.url, headers=said) as answer:
            assert answer.status == (200 if of_li else 403)
            assert says in await answer.text()

    served(act)


@pytest.mark.parametrize(
    ("url", "socket", "base"),
    [
        ("https://crm.acme.example", "wss://crm.acme.example/ws", ""),
        ("https://acme.example/crm/", "wss://acme.example/crm/ws", "/crm"),
        ("http://acme.example:8080", "ws://acme.example:8080/ws", ""),
    ],
)
def test_behind_a_proxy_the_page_names_what_browsers_see(
    served: Callable[..., None], url: str, socket: str, base: str
) -> None:
    async def act(web: Served) -> None:
        async with web.session.post(web.link("li"), allow_redirects=False) as answer:
            assert answer.headers["Location"] == f"{base}/"
            cookie = answer.cookies[COOKIE]
            assert bool(cookie["secure"]) is url.startswith("https")
        async with web.session.get(web.url, headers={"Cookie": f"{COOKIE}={cookie.value}"}) as answer:
            page = await answer.text()
        assert f'data-session-websocket-url="{socket}"' in page
        assert f'src="{base}/static/js/textual.js"' in page
        assert f'fetch("{base}/why")' in page

    served(act, public_url=url)


@pytest.mark.parametrize(("asked", "size"), [("", 16), ("20", 20), ("1", 6), ("9999", 60), ("-3", 6), ("x", 16)])
def test_letters_have_a_size_that_can_be_read(served: Callable[..., None], asked: str, size: int) -> None:
    async def act(web: Served) -> None:
        mine = {"Cookie": f"{COOKIE}={await web.come_in('li')}"}
        async with web.session.get(f"{web.url}/?fontsize={asked}", headers=mine) as answer:
            assert f'data-font-size="{size}"' in await answer.text()

    served(act)


class Slow:
    """A window that closes when it is told to."""

    def __init__(self) -> None:
        self.may_go = asyncio.Event()

    async def stop(self) -> None:
        await self.may_go.wait()


def test_a_window_counts_until_its_process_is_gone_and_one_that_closes_is_waited_for(
    small_company: Company,
) -> None:
    async def act() -> None:
        web_server = WebServer(small_company.database, config=None, host="127.0.0.1", port=1)
        assert [await web_server._takes_room("li") for _ in range(WINDOWS_OF_ONE + 1)] == [True] * WINDOWS_OF_ONE + [
            False
        ]
        assert await web_server._takes_room("roth"), "each person has their own room"
        closing = Slow()
        ends = asyncio.create_task(web_server._ends("li", closing))  # type: ignore[arg-type]
        await asyncio.sleep(0)
        again = asyncio.create_task(web_server._takes_room("li"))
        await asyncio.sleep(0)
        assert not again.done(), "a tab that is read anew comes before its old window is gone"
        closing.may_go.set()
        await ends
        assert await again
        assert not await web_server._takes_room("li")

    asyncio.run(act())


def test_a_server_that_ends_lets_its_windows_go(small_company: Company) -> None:
    closed: list[int] = []

    class Open:
        async def close(self, *, code: int) -> None:
            closed.append(code)

    async def act() -> None:
        web_server = WebServer(small_company.database, config=None, host="127.0.0.1", port=1)
        web_server._sockets = {Open(), Open()}  # type: ignore[arg-type]
        app = await web_server._make_app()
        app.freeze()
        await app.shutdown()

    asyncio.run(act())
    assert closed == [1001, 1001]


def test_a_closed_session_is_out(served: Callable[..., None]) -> None:
    async def act(web: Served) -> None:
        cookie = await web.come_in("li")
        mine = {"Cookie": f"{COOKIE}={cookie}"}
        assert await web.status("/", headers=mine) == 200
        boss = web.company.database.as_("boss")
        for given in boss.read(access.passes, everybody=True):
            boss.write(access.revoke_pass, given.id)
        assert await web.status("/", headers=mine) == 403

    served(act)


def test_a_proxy_is_believed_from_its_own_network_only(served: Callable[..., None]) -> None:
    async def believed(web: Served) -> None:
        assert await web.status("/", headers={"X-Remote-User": "li"}) == 200
        assert await web.status("/", headers={"X-Remote-User": "stranger"}) == 403
        assert await web.status("/", headers={"X-Other": "li"}) == 403

    async def not_believed(web: Served) -> None:
        assert await web.status("/", headers={"X-Remote-User": "li"}) == 403

    served(believed, proxy_header="X-Remote-User", proxy_from="127.0.0.0/8")
    served(not_believed, proxy_header="X-Remote-User", proxy_from="10.0.0.0/8")
    served(not_believed)


def test_a_calendar_is_read_until_its_address_is_closed(served: Callable[..., None]) -> None:
    async def act(web: Served) -> None:
        token = secrets.token()
        li = web.company.database.as_("li")
        given = li.write(access.calendar, secrets.digest(token))
        async with web.session.get(f"{web.url}/calendar/{token}.ics") as answer:
            assert answer.status == 200
            assert answer.content_type == "text/calendar"
            assert (await answer.text()).startswith("BEGIN:VCALENDAR")
        li.write(access.revoke_pass, given.id)
        assert await web.status(f"/calendar/{token}.ics") == 404

    served(act)
