"""A web server that shows the program to who came in by a one-time link, and to nobody else.

`textual-serve` by itself asks nobody who they are, takes any page as its origin, and starts as many processes as it
is asked for. Here a link is worth one session, a session is a cookie that no script reads and no other site sends,
and the websocket wants that cookie and our own origin.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from ipaddress import ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

from aiohttp import WSCloseCode, web
from textual_serve.server import Server, to_int

from tuicrm.cli.web import pages
from tuicrm.cli.web.window import Window
from tuicrm.plain import language, secrets
from tuicrm.plain.language import _
from tuicrm.sales.access import browser
from tuicrm.sales.access.browser import Browser
from tuicrm.store.database import Database, clock

COOKIE = "tuicrm"
WINDOWS_OF_ONE = 3
LETTER = 16
POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""What the page may load: our own, and nothing else."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with no-referrer a browser says of its own form: Origin: null
    "Cache-Control": "no-store",
}
WHO = web.RequestKey("who", Browser)
FRESH = web.RequestKey("fresh", str)
"""The cookie of a session that a proxy's word has just begun."""

log = logging.getLogger("tuicrm")
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class WebServer(Server):
    """Serves one database to its people."""

    def __init__(
        self, database: Database, *, config: str | None, host: str, port: int, public_url: str | None = None,
        proxy_header: str | None = None, proxy_from: str = "127.0.0.1/32",
    ) -> None:  # fmt: skip
        """Take whom to believe.

        Args:
            public_url: how the browser names this server; by default by host and port.
            proxy_header: a header in which a proxy in front of us says the login; None believes none.
            proxy_from: the network that such a proxy stands in.
        """
        super().__init__("tuicrm", host=host, port=port, title="tuicrm", public_url=public_url)
        self._database = database
        self._config = config
        self._proxy_header = proxy_header
        self._proxy_from = ip_network(proxy_from)
        self._open: Counter[str] = Counter()
        self._closing: Counter[str] = Counter()
        self._closed = asyncio.Condition()
        self._sockets: set[web.WebSocketResponse] = set()
        self._language = language.current()
        self._base = urlsplit(self.public_url).path.rstrip("/")

    @property
    def origin(self) -> str:
        """Our own origin, as a browser says it."""
        parts = urlsplit(self.public_url)
        return f"{parts.scheme}://{parts.netloc}"

    async def _make_app(self) -> web.Application:
        app = web.Application(middlewares=[self._guarded])
        app.on_shutdown.append(self._close_all)
        app.add_routes(
            [
                web.get("/", self.handle_index, name="index"),
                web.get("/ws", self.handle_websocket, name="websocket"),
                web.get("/why", self._why),
                web.get("/in/{link}", self._ask_in),
                web.post("/in/{link}", self._let_in),
                web.get("/calendar/{address}.ics", self._calendar),
                web.static("/static", self.statics_path, show_index=False, name="static"),
            ]
        )
        return app

    def initialize_logging(self) -> None:
        """Log to our own file, as everywhere."""

    @web.middleware
    async def _guarded(self, request: web.Request, handler: Answer) -> web.StreamResponse:
        """Let pass who has a session; the doors themselves are open."""
        self._speak(request)
        if not request.path.startswith(("/in/", "/calendar/")):
            found = self._session(request) or self._by_proxy(request)
            if found is None:
                unknown = _("This browser is not known here, or not any more. Ask for a link: tuicrm user link")
                return (_page if request.path == "/" else _said)(403, unknown)
            request[WHO] = found
            language.use(found.language or language.current())
            if request.path == "/ws" and request.headers.get("Origin") != self.origin:
                return _said(403, _("This window was asked for by another page."))
        response = await handler(request)
        if not response.prepared:
            response.headers.update(HEADERS)
            fresh = request.get(FRESH)
            if fresh:
                self._remember(response, fresh)
        return response

    def _speak(self, request: web.Request) -> None:
        """Speak what the browser asks for first; what is said to somebody who is known goes by their own choice."""
        wanted = request.headers.get("Accept-Language", "").partition(",")[0].partition(";")[0]
        language.use(wanted or self._language)

    def _session(self, request: web.Request) -> Browser | None:
        cookie = request.cookies.get(COOKIE)
        if not cookie:
            return None
        now = clock()
        return self._database.read_as(lambda s: browser.by_cookie(s, secrets.digest(cookie), now), now)

    def _by_proxy(self, request: web.Request) -> Browser | None:
        """Believe a proxy's header, from the network that was named and from nowhere else; it begins a session."""
        login = request.headers.get(self._proxy_header or "") if self._proxy_header else None
        if not login or not request.remote or ip_address(request.remote) not in self._proxy_from:
            return None
        now, cookie = clock(), secrets.token()

        def begin(session: Any) -> Browser | None:
            user = browser.by_login_named(session, login)
            return None if user is None else browser.begin(session, user, secrets.digest(cookie), now)

        found = self._database.write_as(begin, now, "web")
        if found is not None:
            request[FRESH] = cookie
        return found

    async def _ask_in(self, request: web.Request) -> web.StreamResponse:
        """Show a button: a program that looks at links beforehand would else use it up."""
        return _page(200, _("This link opens tuicrm once, in this browser."), _("Come in"))

    async def _let_in(self, request: web.Request) -> web.StreamResponse:
        origin = request.headers.get("Origin")
        if origin is not None and origin != self.origin:
            return _said(403, _("This window was asked for by another page."))
        now, cookie = clock(), secrets.token()
        link = secrets.digest(request.match_info["link"])
        found = self._database.write_as(lambda s: browser.redeem(s, link, secrets.digest(cookie), now), now, "web")
        if found is None:
            return _page(403, _("This link opens nothing: used already, or over. Ask for another: tuicrm user link"))
        response = web.Response(status=303, headers={"Location": f"{self._base}/"})
        self._remember(response, cookie)
        return response

    def _remember(self, response: web.StreamResponse, cookie: str) -> None:
        secure = self.public_url.startswith("https")
        hours = browser.SESSION_HOURS * 3600
        response.set_cookie(COOKIE, cookie, httponly=True, samesite="Strict", secure=secure, max_age=hours, path="/")

    async def _calendar(self, request: web.Request) -> web.StreamResponse:
        """Give a calendar to a program that reads it from time to time; a revoked address is not found."""
        from tuicrm.cli.web.calendar import calendar_text

        text = calendar_text(self._database, secrets.digest(request.match_info["address"]))
        if text is None:
            return _said(404, _("There is no such calendar."))
        return web.Response(text=text, content_type="text/calendar", charset="utf-8", headers=HEADERS)

    async def handle_index(self, request: web.Request) -> web.Response:
        """Show the page on which a window is drawn."""
        scheme, _colon, rest = self.public_url.partition(":")
        socket = f"{'wss' if scheme == 'https' else 'ws'}:{rest.rstrip('/')}/ws"
        size = to_int(request.query.get("fontsize", ""), LETTER)
        body = pages.window(self._base, socket, min(max(size, 6), 60))
        return web.Response(text=body, content_type="text/html")

    async def _why(self, request: web.Request) -> web.StreamResponse:
        """Tell a page whose window did not open, or is over, why that may be and what to do."""
        is_full = self._open[request[WHO].login] >= WINDOWS_OF_ONE
        return _said(200, self._full() if is_full else _("This window is closed."))

    def _full(self) -> str:
        said = _("You have {n} windows open, and nobody gets more. Close one, then open this one again.")
        return said.format(n=WINDOWS_OF_ONE)

    async def _takes_room(self, login: str) -> bool:
        """Count one more window of a person, if they may have it; one that is just closing is waited for."""
        async with self._closed:
            while self._open[login] >= WINDOWS_OF_ONE and self._closing[login]:
                await self._closed.wait()
            free = self._open[login] < WINDOWS_OF_ONE
            self._open[login] += free
        return free

    async def _ends(self, login: str, window: Window) -> None:
        """End a window's process; it counts until it is gone."""
        self._closing[login] += 1
        try:
            await window.stop()
        finally:
            async with self._closed:
                self._closing[login] -= 1
                self._open[login] -= 1
                self._closed.notify_all()

    async def _close_all(self, _app: web.Application) -> None:
        """Let every window go when the server ends; else it would wait for browsers that know nothing of it."""
        await asyncio.gather(*(socket.close(code=WSCloseCode.GOING_AWAY) for socket in tuple(self._sockets)))

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Draw a window for who has a session; one person may have so many at once."""
        who, full = request[WHO], self._full()
        if not await self._takes_room(who.login):
            raise web.HTTPTooManyRequests(text=full)
        socket = web.WebSocketResponse(heartbeat=15, max_msg_size=1 << 20)
        window = Window(
            self._config, who.pass_id, write_bytes=socket.send_bytes, write_str=socket.send_str, close=socket.close,
            download_manager=self.download_manager,
        )  # fmt: skip
        try:
            await socket.prepare(request)
            self._sockets.add(socket)
            width, height = (
                to_int(request.query.get(name, ""), size) for name, size in (("width", 80), ("height", 24))
            )
            await window.start(width, height)
            await self._process_messages(socket, window)
        except Exception as problem:  # noqa: BLE001 - a browser that says nonsense ends its own window only
            log.warning("browser window: %s", type(problem).__name__)
        finally:
            self._sockets.discard(socket)
            await self._ends(who.login, window)
        return socket


def _said(status: int, text: str) -> web.Response:
    return web.Response(status=status, text=f"{text}\n", headers=HEADERS)


def _page(status: int, text: str, button: str = "") -> web.Response:
    body = pages.sentence(text, button)
    return web.Response(status=status, text=body, content_type="text/html", headers=HEADERS)
