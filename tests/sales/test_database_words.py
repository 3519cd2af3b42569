"""A database that cannot be used: one sentence that names it and says what to do, in both languages."""

from collections.abc import Iterator

import pytest

from tuicrm.plain import language
from tuicrm.sales import wording
from tuicrm.sales.database_words import LONGEST_REASON
from tuicrm.store.errors import DatabaseProblem, NotMade, NotOurs, TooNew, TooOld, Unreachable, Unusable

WHERE = "mysql+pymysql://li:***@db.example/crm"
HOSTILE = "x\x1b]52;c;eA==\x07\x9b31m\u202e[/x]"


@pytest.fixture
def chinese() -> Iterator[None]:
    language.use("zh")
    yield
    language.use("en")


TOLD = [
    (Unusable("crm.db", "url"), "“crm.db” names no database.", "“crm.db”"),
    (Unusable(WHERE, "engine"), "It works with sqlite, postgresql, mysql and mariadb.", "可用的有"),
    (Unusable(WHERE, "driver", "mysql"), "pip install 'tuicrm[mysql]'", "pip install 'tuicrm[mysql]'"),
    (Unusable(WHERE, "full"), "is full: this was not written. Make room there, then repeat.", "磁盘已满"),
    (Unusable(WHERE, "readonly"), "cannot be written: nothing was changed.", "没有改动任何内容"),
    (Unusable(WHERE, "damaged", "malformed"), "is damaged (malformed).", "已损坏（malformed）"),
    (Unusable(WHERE, "foreign_file"), "is no database, but another kind of file.", "不是数据库"),
    (Unusable(WHERE, "cannot_open"), "cannot be opened.", "及其文件夹的权限"),
    (Unusable(WHERE, "disk", "I/O error"), "fails (I/O error).", "出错（I/O error）"),
    (Unusable(WHERE, "busy", "database is locked"), "for long: nothing was changed.", "长时间占用"),
    (Unusable(WHERE, "too_long", "statement timeout"), "broke this off (statement timeout)", "没有改动任何内容"),
    (Unusable(WHERE, "login"), "refuses this user or password.", "用户名或密码"),
    (Unusable(WHERE, "no_such"), "The server has no database", "服务器上没有数据库"),
    (Unusable(WHERE, "denied", "INSERT denied"), "lacks a right on the server (INSERT denied).", "INSERT denied"),
    (Unreachable(WHERE, "Connection refused"), "does not answer (Connection refused).", "Connection refused"),
    (NotMade(WHERE), "The first start of tuicrm makes it", "首次启动"),
    (TooNew(WHERE), "nothing was touched", "更新"),
    (TooOld(WHERE), "tuicrm db upgrade", "tuicrm db upgrade"),
    (NotOurs(WHERE), "belongs to another program", "--db"),
]


@pytest.mark.parametrize(("error", "said", "chinese_said"), TOLD)
def test_problem_in_words(error: DatabaseProblem, said: str, chinese_said: str) -> None:
    told = wording.words(error)
    assert said in told
    assert error.where.replace("+pymysql", "") in told


@pytest.mark.parametrize(("error", "said", "chinese_said"), TOLD)
def test_problem_in_chinese(error: DatabaseProblem, said: str, chinese_said: str, chinese: None) -> None:
    told = wording.words(error)
    assert chinese_said in told
    assert error.where.replace("+pymysql", "") in told


@pytest.mark.parametrize(("tongue", "said"), [("en", "does not answer"), ("zh", "没有应答")])
def test_what_is_wrong_stands_in_the_last_line_of_a_small_window(tongue: str, said: str, chinese: None) -> None:
    language.use(tongue)
    where = "mariadb+pymysql://root@localhost/demo?charset=utf8mb4&unix_socket=%2Fvar%2Frun%2Fmysqld%2Fmysqld.sock"
    assert said in wording.words(Unreachable(where, "Can't connect"))[:72]


@pytest.mark.parametrize("error", [Unreachable(HOSTILE, HOSTILE), Unusable(HOSTILE, "damaged", HOSTILE)])
def test_what_a_driver_says_is_made_harmless(error: DatabaseProblem) -> None:
    assert not set("\x1b\x07\x9b\u202e") & set(wording.words(error))


def test_a_long_reason_is_cut() -> None:
    assert len(wording.words(Unreachable("db", "x" * 5000))) < LONGEST_REASON + 120
