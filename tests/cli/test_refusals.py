"""Commands that do something, asked for what is not there or by somebody who may not: one line, and nothing done."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from sqlalchemy import func, select

from tests.cli.every import commands, needed
from tests.cli.inside import Inside
from tests.company import Company
from tests.engines import Engines
from tests.screens.shop import make_in_english
from tuicrm.store.database import Database
from tuicrm.store.tables.system import changes

WORDS = {
    "key": "of-nobody-knows", "keys": "of-nobody-knows", "to": "roth", "reason": "timing", "number": "999999",
    "action_id": "999999", "series_id": "999999", "project": "+of-nobody-knows", "inquiry": "999999",
    "key_id": "999999", "day_id": "999999", "leave_id": "999999", "session_id": "999999",
    "gone": "999999", "when": "tomorrow", "who": "Nobody", "what": "nothing", "target": "https://paper.example",
    "answer": "keep", "tag": "vip", "need": "speed", "measure": "of-nobody-knows", "text": "of-nobody-knows",
}  # fmt: skip
"""What is said for what a command needs: ids and names that are not there."""

NOT_ASKED = {
    "user add", "field add", "source add", "kind add", "campaign add", "stage add", "stage import", "stage use",
    "stage ask", "hours free", "hours worked", "settings get", "settings set", "ssh keys", "ssh enter", "ssh join",
    "db backup", "host run", "import", "agenda template", "pool check", "outcome set", "user import", "user add-key",
    "agenda import", "leave enter", "field import",
}  # fmt: skip
"""What makes something new, or takes a file, or answers also about what is not there."""


def line_of(path: tuple[str, ...]) -> list[str] | None:
    """A whole command line about something that is not there; None where that cannot be said."""
    words = list(path)
    command = commands()[path]
    for each in command.params:
        if not each.required:
            continue
        if each.name not in WORDS:
            return None
        option = [] if each.param_type_name == "argument" else [each.opts[0]]
        words += [*option, WORDS[each.name]]
    return words


ASKED = [
    path
    for path, command in commands().items()
    if needed(command) and " ".join(path) not in NOT_ASKED and line_of(path) is not None
]
Asked = pytest.mark.parametrize("path", ASKED, ids=" ".join)


@pytest.fixture(scope="module")
def shop(engines: Engines, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    copy = tmp_path_factory.mktemp("refusals") / "shop.db"
    shutil.copy(str(Database(engines.original("sqlite", make_in_english)).url.database), copy)
    made = Company(Database(f"sqlite:///{copy}"))
    yield made
    made.database.close()


def trail(shop: Company) -> int:
    lines: int = shop.value(select(func.count()).select_from(changes))
    return lines


def test_most_commands_are_asked() -> None:
    assert len(ASKED) > 40


@Asked
@pytest.mark.parametrize("login", ["li", "boss"])
def test_what_is_not_there_is_said_and_nothing_is_done(shop: Company, path: tuple[str, ...], login: str) -> None:
    before = trail(shop)
    words = line_of(path)
    assert words is not None
    said = Inside(shop)(*words, login=login)
    assert said.status in (1, 2, 4), said
    assert said.out == ""
    assert said.err.startswith("tuicrm: ")
    assert said.err.count("\n") == 1, said.err
    assert "Traceback" not in said.err
    assert "None" not in said.err
    assert trail(shop) == before


@Asked
def test_json_is_empty_when_it_is_refused(shop: Company, path: tuple[str, ...]) -> None:
    words = line_of(path)
    assert words is not None
    if any("--json" in each.opts for each in commands()[path].params):
        said = Inside(shop)(*words, "--json")
        assert said.status in (1, 2, 4)
        assert said.out == "" or said.out.startswith(("{", "["))


@Asked
def test_a_stranger_is_let_do_nothing(shop: Company, path: tuple[str, ...]) -> None:
    before = trail(shop)
    words = line_of(path)
    assert words is not None
    said = Inside(shop)(*words, login="zed")
    assert said.status in (2, 4), said
    assert said.out == ""
    assert trail(shop) == before


@Asked
def test_refusals_are_said_in_chinese_too(shop: Company, path: tuple[str, ...]) -> None:
    words = line_of(path)
    assert words is not None
    said = Inside(shop, "zh")(*words)
    assert said.status in (1, 2, 4)
    assert said.err.count("\n") == 1
    assert any("\u4e00" <= char <= "\u9fff" for char in said.err), said.err


@pytest.mark.parametrize(
    "hostile",
    [
        "\x1b]52;c;eA==\x07",
        "a\x9b31m",
        "\u202eevil",
        "[/x]",
        "北" * 300,
        "'; drop table customer; --",
        "\u200b",
        "%s%n",
        "{name}",
    ],
)
@pytest.mark.parametrize(
    "words",
    [("customer", "show"), ("customer", "find"), ("project", "show"), ("pool", "claim"), ("agenda", "show")],
    ids=" ".join,
)
def test_a_hostile_key_is_said_harmlessly(shop: Company, words: tuple[str, ...], hostile: str) -> None:
    before = trail(shop)
    said = Inside(shop)(*words, hostile)
    assert said.status in (1, 2)
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert not set("\x1b\x07\x9b\u202e\u200b") & set(said.err)
    assert trail(shop) == before
