"""What comes through standard input: a table, a workbook, an archive; nothing lands outside its private folder."""

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from tuicrm.cli.remote import files
from tuicrm.cli.remote.files import TooMuch, received


def tar(*names: str, link: str = "", size: int = 3) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name in names:
            entry = tarfile.TarInfo(name)
            entry.size = size
            archive.addfile(entry, io.BytesIO(b"a,b"[:size] + b"x" * max(0, size - 3)))
        if link:
            entry = tarfile.TarInfo("a link")
            entry.type, entry.linkname = tarfile.SYMTYPE, link
            archive.addfile(entry)
    return packed.getvalue()


def zipped(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, "a,b")
    return packed.getvalue()


def found(path: Path) -> list[str]:
    return sorted(each.name for each in path.iterdir())


@pytest.mark.parametrize(
    "body", [b"", b"a,b\n1,2\n", "客户,电话\n".encode("gb18030"), b"\xff\xfea\x00", b"PK but no archive"]
)
def test_a_table_is_kept_byte_for_byte(body: bytes) -> None:
    path = received(body)
    assert path.read_bytes() == body
    assert path.suffix == (".xlsx" if body[:2] == b"PK" else ".csv")


def test_a_workbook_stays_one_file() -> None:
    body = zipped("xl/workbook.xml", "xl/sheet.xml")
    assert received(body).name == "stdin.xlsx"


@pytest.mark.parametrize("pack", [tar, zipped])
def test_an_archive_is_a_folder_of_its_files(pack) -> None:  # type: ignore[no-untyped-def]
    folder = received(pack("maven-crm/accounts.csv", "maven-crm/products.csv"))
    assert found(folder) == ["accounts.csv", "products.csv"]
    assert (folder / "accounts.csv").read_bytes() == b"a,b"


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/etc/cron.d/x", "a/../../x", "..\\..\\x"])
@pytest.mark.parametrize("pack", [tar, zipped])
def test_no_name_climbs_out(pack, name: str) -> None:  # type: ignore[no-untyped-def]
    assert found(received(pack(name))) == ["x"]


@pytest.mark.parametrize("name", [".bashrc", "..", "a/.", "x\x1b[31m.csv", "n" * 100])
def test_odd_names_are_left_out(name: str) -> None:
    assert found(received(tar("good.csv", name))) == ["good.csv"]


def test_links_are_left_out() -> None:
    assert found(received(tar("good.csv", link="/etc/passwd"))) == ["good.csv"]


def test_too_many_files_are_refused() -> None:
    with pytest.raises(TooMuch):
        received(tar(*(f"{n}.csv" for n in range(51))))


def test_what_would_fill_the_disk_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST", 1000)
    body = tar("bomb.csv", size=100_000)
    assert len(body) < 1000
    with pytest.raises(TooMuch):
        received(body)
