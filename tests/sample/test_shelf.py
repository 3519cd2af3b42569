"""The made company lies on a shelf: made once a day and language, copied for each who opens it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.sample.conftest import NOW
from tests.sample.figures import Figures
from tuicrm import __version__
from tuicrm.plain import language
from tuicrm.sales.invariants import check
from tuicrm.sample import shelf
from tuicrm.store.database import Database
from tuicrm.store.migrations import HEAD

EARLY_IN_SHANGHAI = datetime(2026, 11, 22, 23, 10, tzinfo=UTC)  # ten past seven on Monday the 23rd


@pytest.fixture(scope="module")
def shelved(chinese: Database, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the Chinese company of the day lies already."""
    folder = tmp_path_factory.mktemp("shelf")
    place = folder / f"sample-{__version__}-{HEAD}-zh-2026-11-23.db"
    shelf.copy(Path(str(chinese.url.database)), place, NOW)
    return folder


@pytest.mark.parametrize(
    ("tongue", "said", "login"),
    [
        pytest.param("en", "li", "li", id="login"),
        pytest.param("en", "Li Wei", "li", id="name"),
        pytest.param("en", "  li WEI ", "li", id="blanks and capitals"),
        pytest.param("en", "F. Wang", "wang", id="name with a point"),
        pytest.param("zh", "李伟", "liwei", id="Chinese name"),
        pytest.param("zh", "liwei", "liwei", id="Chinese login"),
        pytest.param("zh", "LI", "liwei", id="key, whatever the language"),
        pytest.param("en", "李伟", None, id="his Chinese name does not work in Berlin"),
        pytest.param("en", "Nemo", None, id="nobody"),
        pytest.param("en", "", None, id="empty"),
        pytest.param("en", "Wei", None, id="half a name"),
        pytest.param("en", "li'; drop table user; --", None, id="hostile"),
    ],
)
def test_its_people_are_found_by_login_name_or_key(tongue: str, said: str, login: str | None) -> None:
    assert shelf.login_of(said, tongue) == login


@pytest.mark.parametrize("tongue", ["en", "zh"])
def test_each_login_that_is_listed_is_also_found(tongue: str) -> None:
    logins = shelf.logins(tongue)
    assert logins == tuple(sorted(set(logins)))
    assert len(logins) == 18
    assert [shelf.login_of(login, tongue) for login in logins] == list(logins)


def test_the_company_has_a_name_in_each_language() -> None:
    assert (shelf.company("en"), shelf.company("zh")) == ("Hellmark Instruments", "衡迈仪器")
    assert shelf.company("fr") == "Hellmark Instruments", "what has no words of its own is told in English"


def test_what_lies_there_is_not_made_again(shelved: Path) -> None:
    begun: list[str] = []
    before = {one.name: one.stat().st_mtime_ns for one in shelved.iterdir()}
    found = shelf.kept(shelved, "zh", NOW, lambda: begun.append("made"))
    assert found.name == f"sample-{__version__}-{HEAD}-zh-2026-11-23.db"
    assert begun == []
    assert {one.name: one.stat().st_mtime_ns for one in shelved.iterdir()} == before


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param(datetime(2026, 11, 22, 16, 0, tzinfo=UTC), id="midnight in Shanghai"),
        pytest.param(datetime(2026, 11, 23, 15, 59, 59, tzinfo=UTC), id="a second before the next"),
    ],
)
def test_its_day_is_the_day_where_the_company_is(shelved: Path, moment: datetime) -> None:
    assert shelf.kept(shelved, "zh", moment).stem.endswith("2026-11-23")


def test_yesterday_s_is_thrown_away_and_the_other_language_s_kept(tmp_path: Path) -> None:
    folder = tmp_path / "not yet there"
    folder.mkdir()
    for name in ("sample-0.1-en-2026-11-22.db", "sample-0.1-en-2026-11-22-99.new", "sample-0.1-zh-2026-11-22.db"):
        (folder / name).touch()
    (folder / "letter.txt").touch()
    begun: list[str] = []
    spoken = language.current()
    made = shelf.kept(folder, "en", NOW, lambda: begun.append("made"))
    assert language.current() == spoken
    assert begun == ["made"]
    left = {one.name for one in folder.iterdir() if one.name.endswith((".db", ".new", ".txt"))}
    assert left == {made.name, "sample-0.1-zh-2026-11-22.db", "letter.txt"}
    assert Figures(str(made)).one("select count(*) from project") == 900


@pytest.mark.parametrize(
    ("tongue", "now"),
    [
        pytest.param("en", NOW + timedelta(hours=3), id="noon in Berlin"),
        pytest.param("zh", NOW + timedelta(hours=3), id="evening in Shanghai"),
        pytest.param("zh", EARLY_IN_SHANGHAI, id="when London still has yesterday"),
    ],
)
def test_this_morning_s_inquiry_came_just_now_whenever_one_opens_it(
    request: pytest.FixtureRequest, tmp_path: Path, tongue: str, now: datetime
) -> None:
    source: Database = request.getfixturevalue({"en": "english", "zh": "chinese"}[tongue])
    url = shelf.copy(Path(str(source.url.database)), tmp_path / "copy.db", now)
    assert url.startswith("sqlite:///")
    figures = Figures(str(tmp_path / "copy.db"))
    [(came, on, remembered)] = figures.ask(
        "select i.came_at, i.came_on, c.last_inquiry_at from inquiry i join customer c on c.id = i.customer_id"
        " where i.answered_at is null and i.verdict is null"
    )
    assert datetime.fromisoformat(came).replace(tzinfo=UTC) == now - timedelta(minutes=14)
    assert on == date(2026, 11, 23).isoformat()
    assert remembered == came, "the customer remembers the same moment"


def test_a_copy_opened_on_another_day_keeps_its_morning(english: Database, tmp_path: Path) -> None:
    source = Path(str(english.url.database))
    shelf.copy(source, tmp_path / "copy.db", NOW + timedelta(days=1))
    open_ = "select came_at from inquiry where answered_at is null and verdict is null"
    assert Figures(str(tmp_path / "copy.db")).ask(open_) == Figures(str(source)).ask(open_)


def test_a_copy_is_whole_and_the_shelf_s_own_untouched(english: Database, tmp_path: Path) -> None:
    source = Path(str(english.url.database))
    before = Figures(str(source)).one("select count(*) from change")
    copied = Database(shelf.copy(source, tmp_path / "copy.db", NOW + timedelta(hours=1)))
    assert copied.read_as(check, NOW) == ()
    copied.close()
    assert Figures(str(source)).one("select count(*) from change") == before
