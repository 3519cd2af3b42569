"""Files over SSH: what is read comes through standard input, what is written goes to standard output."""

import atexit
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typer._click.types import ParamType

from tuicrm.plain.language import _

if TYPE_CHECKING:
    from typer._click import Context, Parameter

MOST = 256 * 1024 * 1024
_BLOCK = 1 << 20


class FromStandardInput(ParamType):
    """A file that is given as `-`, with the name that it had if one is wanted: `-:leads.csv`."""

    name = "-"

    def convert(self, value: Any, param: "Parameter | None", ctx: "Context | None") -> Any:
        """Keep what comes through standard input in a private file and give its path."""
        found = re.fullmatch(r"-(?::([\w.-]{1,80}))?", str(value))
        if found is None:
            self.fail(_("No file of this machine is read here. Send it: ssh ... - < file"), param, ctx)
        return _received(found[1] or "stdin.csv", self, param, ctx)


class MappingName(ParamType):
    """The name of a mapping that comes along with the program, never a path."""

    name = "NAME"

    def convert(self, value: Any, param: "Parameter | None", ctx: "Context | None") -> Any:
        """Give the name, or say that there is none of that name."""
        if not re.fullmatch(r"[a-z0-9-]{1,40}", str(value)):
            self.fail(_("Only the mappings that come along can be used here, by their name."), param, ctx)
        return value


def _received(name: str, asker: ParamType, param: "Parameter | None", ctx: "Context | None") -> Path:
    folder = tempfile.mkdtemp(prefix="tuicrm-received-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = Path(folder) / os.path.basename(name)
    size = 0
    with path.open("wb") as file:
        while block := sys.stdin.buffer.read(_BLOCK):
            size += len(block)
            if size > MOST:
                asker.fail(_("This file is larger than 256 MiB. Bring it in on the machine itself."), param, ctx)
            file.write(block)
    return path
