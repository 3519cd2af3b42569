"""What the operating system says of files is said in our words, in both languages."""

import errno
from pathlib import Path

import pytest

from tuicrm.plain import language
from tuicrm.plain.os_errors import reason

WORDS = [
    (errno.ENOENT, "there is no such file or folder", "没有这个文件或文件夹"),
    (errno.EACCES, "you may not read or write it", "没有读写它的权限"),
    (errno.EPERM, "you may not read or write it", "没有读写它的权限"),
    (errno.EISDIR, "it is a folder", "它是文件夹"),
    (errno.ENOTDIR, "a part of the path is no folder", "路径中有一段不是文件夹"),
    (errno.ENOSPC, "the disk is full", "磁盘已满"),
    (errno.EDQUOT, "the disk is full", "磁盘已满"),
    (errno.EROFS, "nothing can be written there", "那里不可写"),
    (errno.ENAMETOOLONG, "the name is too long", "名称太长"),
    (errno.EEXIST, "it is there already", "已经存在"),
]


@pytest.mark.parametrize(("number", "english", "chinese"), WORDS)
def test_reason_in_both_languages(number: int, english: str, chinese: str) -> None:
    error = OSError(number, "as the machine says it", "file")
    assert reason(error) == english
    language.use("zh")
    try:
        assert reason(error) == chinese
    finally:
        language.use("en")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
        (OSError(errno.EIO, "odd\x1b[31m word"), "odd word"),
        (OSError("only words"), "only words"),
    ],
)
def test_what_is_not_in_the_table_is_as_the_system_says_it(error: OSError, said: str) -> None:
    assert "\x1b" not in reason(error)
    assert reason(error).startswith(said.split()[0])


def test_real_errors_are_in_the_table(tmp_path: Path) -> None:
    with pytest.raises(OSError) as missing:
        (tmp_path / "none").read_text("utf-8")
    with pytest.raises(OSError) as folder:
        tmp_path.read_text("utf-8")
    with pytest.raises(OSError) as long:
        (tmp_path / ("x" * 300)).read_text("utf-8")
    told = [reason(one.value) for one in (missing, folder, long)]
    assert told == ["there is no such file or folder", "it is a folder", "the name is too long"]
