"""Files over SSH: what is read comes through standard input, what is written goes to standard output."""

import atexit
import io
import re
import shutil
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from typer._click.types import ParamType

from tuicrm.plain.language import _

if TYPE_CHECKING:
    from typer._click import Context, Parameter

MOST = 256 * 1024 * 1024
MOST_FILES = 50
WORKBOOK = "xl/workbook.xml"


class FromStandardInput(ParamType):
    """A file that is given as `-`: one table, one workbook, or several files in a tar or zip archive."""

    name = "-"

    def convert(self, value: Any, param: "Parameter | None", ctx: "Context | None") -> Any:
        """Keep what comes through standard input in a private folder and give its path."""
        if str(value) != "-":
            self.fail(_("No file of this machine is read here. Send it: ssh ... - < file"), param, ctx)
        body = sys.stdin.buffer.read(MOST + 1)
        try:
            if len(body) > MOST:
                raise TooMuch
            return received(body)
        except TooMuch:
            self.fail(_("This is more than 256 MiB or 50 files. Bring it in on the machine itself."), param, ctx)


class MappingName(ParamType):
    """The name of a mapping that comes along with the program, never a path."""

    name = "NAME"

    def convert(self, value: Any, param: "Parameter | None", ctx: "Context | None") -> Any:
        """Give the name, or say that there is none of that name."""
        if not re.fullmatch(r"[a-z0-9-]{1,40}", str(value)):
            self.fail(_("Only the mappings that come along can be used here, by their name."), param, ctx)
        return value


class TooMuch(Exception):
    """An archive that would fill the disk."""


def received(body: bytes) -> Path:
    """Write what came to a private folder, which goes when the program ends; give the file's path, or the folder's.

    Raises:
        TooMuch: more files or bytes than are taken.
    """
    folder = Path(tempfile.mkdtemp(prefix="tuicrm-received-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    left = MOST
    archived = False
    for number, (name, file) in enumerate(_files(body)):
        archived = True
        part = file.read(left + 1)
        left -= len(part)
        if left < 0 or number >= MOST_FILES:
            raise TooMuch
        (folder / name).write_bytes(part)
    if archived:
        return folder
    path = folder / ("stdin.xlsx" if body[:2] == b"PK" else "stdin.csv")
    path.write_bytes(body)
    return path


def _files(body: bytes) -> Iterator[tuple[str, IO[bytes]]]:
    """Give the plain files of an archive by the last part of their name; folders, links and the rest are left out."""
    stream = io.BytesIO(body)
    if zipfile.is_zipfile(stream):
        with zipfile.ZipFile(stream) as packed:
            if WORKBOOK not in packed.namelist():
                for entry in packed.infolist():
                    if not entry.is_dir() and (name := _name(entry.filename)):
                        with packed.open(entry) as file:
                            yield name, file
        return
    stream.seek(0)
    with suppress(tarfile.TarError), tarfile.open(fileobj=stream) as archive:
        for member in archive:
            inside = archive.extractfile(member) if member.isreg() else None
            if inside is not None and (name := _name(member.name)):
                yield name, inside


def _name(path: str) -> str:
    name = re.split(r"[/\\]", path)[-1]
    return name if re.fullmatch(r"[\w\- ][\w\-. ]{0,80}", name) else ""
