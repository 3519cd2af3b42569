import os
import resource
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tuicrm.plain.drafts import Draft, DraftKey, Drafts

NOW = datetime(2026, 11, 23, 14, 3, tzinfo=UTC)
KEY = DraftKey("sqlite:/home/li/crm.db", "li", "project.edit", "17")


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "state" / "drafts")


def test_what_was_saved_is_read(drafts: Drafts) -> None:
    drafts.save(KEY, {"name": "北京联成", "note": "one\ntwo"}, now=NOW)
    assert drafts.read(KEY) == Draft(KEY, {"name": "北京联成", "note": "one\ntwo"}, NOW)


def test_a_second_save_takes_the_place_of_the_first(drafts: Drafts) -> None:
    drafts.save(KEY, {"name": "a", "city": "b"}, now=NOW)
    drafts.save(KEY, {"name": "c"}, now=NOW + timedelta(seconds=1))
    assert drafts.read(KEY) == Draft(KEY, {"name": "c"}, NOW + timedelta(seconds=1))
    assert len(list(drafts.folder.iterdir())) == 1


@pytest.mark.parametrize(
    "other",
    [
        replace(KEY, database="sqlite:/home/li/other.db"),
        replace(KEY, user="wang"),
        replace(KEY, form="project.new"),
        replace(KEY, record="18"),
        replace(KEY, user="../../li\0"),
    ],
)
def test_each_key_has_its_own(drafts: Drafts, other: DraftKey) -> None:
    drafts.save(KEY, {"name": "mine"}, now=NOW)
    assert drafts.read(other) is None
    drafts.save(other, {"name": "other"}, now=NOW)
    drafts.discard(other)
    assert drafts.read(other) is None
    assert drafts.read(KEY) is not None
    assert all(path.parent == drafts.folder for path in drafts.folder.iterdir())


def test_nobody_else_reads_it(drafts: Drafts) -> None:
    drafts.folder.mkdir(mode=0o755, parents=True)
    old = os.umask(0)
    try:
        drafts.save(KEY, {"name": "private"}, now=NOW)
    finally:
        os.umask(old)
    assert stat.S_IMODE(drafts.folder.stat().st_mode) == 0o700
    assert [stat.S_IMODE(path.stat().st_mode) for path in drafts.folder.iterdir()] == [0o600]


def test_the_newest_is_listed_first_and_only_of_whom_was_asked(drafts: Drafts) -> None:
    later = replace(KEY, record="18")
    wangs = replace(KEY, user="wang")
    drafts.save(KEY, {"a": "1"}, now=NOW)
    drafts.save(later, {"a": "2"}, now=NOW + timedelta(minutes=1))
    drafts.save(wangs, {"a": "3"}, now=NOW)
    assert [draft.key for draft in drafts.list(user="li")] == [later, KEY]
    assert {draft.key for draft in drafts.list(KEY.database)} == {KEY, later, wangs}
    assert drafts.list("elsewhere") == ()


def test_old_ones_expire(drafts: Drafts) -> None:
    drafts.save(KEY, {"a": "1"}, now=NOW - timedelta(days=31))
    young = replace(KEY, record="18")
    drafts.save(young, {"a": "2"}, now=NOW - timedelta(days=29))
    assert drafts.expire(now=NOW) == 1
    assert [draft.key for draft in drafts.list()] == [young]


def test_drafts_about_an_erased_person_go(drafts: Drafts) -> None:
    drafts.save(KEY, {"a": "1"}, now=NOW)
    drafts.save(replace(KEY, user="wang"), {"a": "1"}, now=NOW)
    drafts.save(replace(KEY, record="18"), {"a": "1"}, now=NOW)
    assert drafts.forget(record="17", database=KEY.database) == 2
    assert [draft.key.record for draft in drafts.list()] == ["18"]


def test_nothing_there_is_no_error(drafts: Drafts) -> None:
    assert drafts.read(KEY) is None
    assert drafts.list() == ()
    assert drafts.expire(now=NOW) == 0
    drafts.discard(KEY)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"fields": {}}', b'{"fields": 3}'])
def test_a_spoilt_file_is_no_draft_and_goes_in_time(drafts: Drafts, content: bytes) -> None:
    drafts.save(KEY, {"a": "1"}, now=NOW)
    [path] = drafts.folder.iterdir()
    path.write_bytes(content)
    assert drafts.read(KEY) is None
    assert drafts.list() == ()
    drafts.expire(now=NOW)
    assert list(drafts.folder.iterdir()) == []


def test_a_half_written_file_is_swept(drafts: Drafts) -> None:
    drafts.save(KEY, {"a": "1"}, now=NOW)
    half = drafts.folder / "project-edit-0.99.tmp"
    half.write_bytes(b"{")
    os.utime(half, (0, 0))
    drafts.expire(now=NOW)
    assert not half.exists()
    assert drafts.read(KEY) is not None


def test_a_failed_write_keeps_the_old_draft(drafts: Drafts) -> None:
    drafts.save(KEY, {"a": "old"}, now=NOW)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
    try:
        with pytest.raises(OSError, match="File too large"):
            drafts.save(KEY, {"a": "new"}, now=NOW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    kept = drafts.read(KEY)
    assert kept is not None
    assert kept.fields == {"a": "old"}


def test_control_characters_in_a_file_do_not_come_back(drafts: Drafts) -> None:
    drafts.save(KEY, {"a": "x\x1b]52;c;aGk=\x07y"}, now=NOW)
    kept = drafts.read(KEY)
    assert kept is not None
    assert kept.fields == {"a": "x]52;c;aGk=y"}
