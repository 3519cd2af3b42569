"""The window of somebody who came in from elsewhere: however early one leaves, nothing of it stays open."""

import asyncio
import socket
import threading

import pytest
from sqlalchemy import insert, select

from tests.company import NOW, Company
from tests.patience import LONGEST_SECONDS
from tests.sales.house import join
from tests.screens.test_waking import Wide
from tuicrm.app import TuicrmApp
from tuicrm.plain import language
from tuicrm.sales.access import Entry
from tuicrm.store.tables.access import user_sessions

GONE = 4_194_305
"""One more than the highest number of a process on Linux."""


def window(company: Company, login: str = "li") -> TuicrmApp:
    url = company.database.url.render_as_string(hide_password=False)
    settings = Wide(url, login)
    return TuicrmApp(settings, clock=lambda: NOW, entry=Entry("ssh", login), place="203.0.113.5")  # type: ignore[arg-type]


def open_notes(company: Company) -> list[int]:
    return list(company.all(select(user_sessions.c.id).where(user_sessions.c.ended_at.is_(None))))


@pytest.mark.parametrize("presses", [1, 2])
async def test_leaving_while_it_opens_leaves_no_note(
    small: Company, monkeypatch: pytest.MonkeyPatch, presses: int
) -> None:
    begun, goes_on = threading.Event(), threading.Event()
    sit_down = TuicrmApp._sit_down

    def slowly(app: TuicrmApp) -> object:
        begun.set()
        goes_on.wait(LONGEST_SECONDS)
        return sit_down(app)

    monkeypatch.setattr(TuicrmApp, "_sit_down", slowly)
    app = window(small)
    async with app.run_test(size=(80, 24)):
        await asyncio.to_thread(begun.wait, LONGEST_SECONDS)
        for _ in range(presses):
            await app.action_quit()
        assert app._exit is (presses > 1), "a second q does not wait"
        goes_on.set()
        if presses == 1:
            await app.workers.wait_for_complete()
            assert open_notes(small) == []
            assert small.all(select(user_sessions.c.id)), "it had been noted"
    assert app.return_code == (0 if presses == 1 else 3)


async def test_leaving_at_once_on_ones_own_machine_waits_for_nothing(
    small: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on = threading.Event()
    monkeypatch.setattr(TuicrmApp, "_sit_down", lambda _app: goes_on.wait(LONGEST_SECONDS))
    app = TuicrmApp(Wide(str(small.database.url), "li"), clock=lambda: NOW)  # type: ignore[arg-type]
    async with app.run_test(size=(80, 24)):
        await app.action_quit()
        assert app._exit
        goes_on.set()


async def test_a_new_window_closes_the_notes_of_those_that_were_cut(small: Company) -> None:
    here = socket.gethostname()
    noted = {"user_id": small.id("roth"), "way": "ssh", "began_at": NOW}
    for host in (here, "elsewhere"):
        with small.database.engine.connect() as connection, connection.begin():
            connection.exec_driver_sql("PRAGMA query_only=0")
            connection.execute(insert(user_sessions).values(**noted, host=host, pid=GONE))
    app = window(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        left = small.all(select(user_sessions.c.host, user_sessions.c.pid).where(user_sessions.c.ended_at.is_(None)))
        assert sorted(row.host for row in left if row.pid == GONE) == ["elsewhere"]
        assert len(left) == 2
        await app.action_quit()


@pytest.mark.parametrize(("language_of", "says"), [(None, "has no screens"), ("zh", "没有界面可用")])
async def test_who_only_takes_in_is_told_what_to_type_instead(
    small: Company, language_of: str | None, says: str
) -> None:
    join(small, "door", "intake")
    language.use(language_of)
    app = window(small, "door")
    async with app.run_test(size=(80, 24)):
        await app.workers.wait_for_complete()
        assert app.return_code == 4
        assert says in str(app._exit_renderables)
    assert open_notes(small) == []
