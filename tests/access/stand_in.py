"""A stand-in for the interpreter behind sshd: same words, environment and files, without its half second of imports.

sshd starts a small program with all that it would give to Python. This hands it on, files and all, to a process that
has imported everything and forks itself for it. `-I` and what it keeps out are tried with the real interpreter.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.left_out import CHECKOUT
from tests.patience import LONGEST_SECONDS

LIKE_PYTHON = ["-I", "-X", "utf8", "-m", "tuicrm"]
PROGRAM = """#!{python} -IS
import json, os, socket, sys
work = json.dumps([sys.argv[1:], dict(os.environ), os.getcwd()]).encode()
with socket.socket(socket.AF_UNIX) as line:
    line.connect({path!r})
    socket.send_fds(line, [len(work).to_bytes(4, "big")], [0, 1, 2])
    line.sendall(work)
    os._exit(line.recv(1)[0])
"""


@contextmanager
def standing_in() -> Iterator[str]:
    """Give the path of a program that behaves as `python -I -X utf8 -m tuicrm` does, only sooner."""
    folder = Path(tempfile.mkdtemp(prefix="tuicrm-python-"))  # a socket's path is short
    path, program = folder / "line", folder / "python"
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.access.stand_in", path, program], cwd=CHECKOUT, stdout=subprocess.PIPE,
        start_new_session=True,
    )  # fmt: skip
    assert server.stdout is not None
    try:
        assert server.stdout.readline() == b"ready\n"
        program.write_text(PROGRAM.format(python=os.path.realpath(sys.executable), path=str(path)))
        program.chmod(0o755)
        yield str(program)
    finally:
        server.kill()
        server.wait(LONGEST_SECONDS)
        server.stdout.close()
        shutil.rmtree(folder)


def main(path: str, program: str) -> None:
    """Listen, and fork for each who comes; a second fork waits for the first and says its status."""
    import signal

    from tests.zygote import import_all

    import_all()
    sys.executable = program
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody here asks how the forks ended
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen(64)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while True:
            line, _address = listening.accept()
            if os.fork() == 0:
                listening.close()
                _serve(line)
            line.close()


def _serve(line: socket.socket) -> None:
    import signal

    from tests.zygote import become

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    head, files, _flags, _address = socket.recv_fds(line, 4, 3)
    with line.makefile("rb") as rest:
        words, environment, folder = json.loads(rest.read(int.from_bytes(head, "big")))
    child = os.fork()
    if child == 0:
        os.setsid()
        for number, file in enumerate(files):
            os.dup2(file, number)
            os.close(file)
        line.close()
        assert words[: len(LIKE_PYTHON)] == LIKE_PYTHON, words
        become(words[len(LIKE_PYTHON) :], environment, folder)
    for number in (0, 1, 2, *files):
        os.close(number)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    line.sendall(bytes([status & 0xFF]))
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
