"""Doing the steps of the host's set-up one by one, each asked for; or printing them, to be read and run by hand."""

import os
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from tuicrm.cli.host.steps import Step
from tuicrm.cli.output import say, talk
from tuicrm.plain.language import _


def script(steps: list[Step]) -> str:
    """Give the steps as a shell script that a person can read, change and run."""
    lines = ["set -eu"]
    for step in steps:
        lines += ["", f"# {step.why}"]
        if step.path is not None:
            lines += [f"install -D -m {step.mode:04o} /dev/stdin {step.path} <<'END'", step.content.rstrip("\n"), "END"]
            if step.owner != "root:root":
                lines.append(f"chown {step.owner} {step.path}")
        commands = [shlex.join(command) for command in step.commands]
        if step.done:
            commands = [f"{shlex.join(step.done)} >/dev/null 2>&1 || {{ {' && '.join(commands)}; }}"]
        lines += commands
    return "\n".join(lines) + "\n"


def apply(steps: list[Step], ask: Callable[[str], bool], *, root: Path = Path("/")) -> bool:
    """Do the steps that are agreed to; give whether all of them were done or done already.

    A file that is there and says something else is kept beside as `.old`.

    Args:
        ask: whether to do one; what it is stands in the question.
        root: where the paths begin; another than / only for a rehearsal.
    """
    whole = True
    for step in steps:
        if _is_done(step, root):
            talk(_("done already: {step}").format(step=step.why))
            continue
        _tell(step)
        if not ask(_("Do this?")):
            whole = False
            continue
        if step.path is not None:
            _write(step, root)
        for command in step.commands:
            ran = subprocess.run(list(command), capture_output=True, text=True, check=False)
            if ran.returncode:
                problem = (ran.stderr or ran.stdout).strip().partition("\n")[0]
                talk(_("{command} failed: {problem}").format(command=shlex.join(command), problem=problem))
                return False
    return whole


def _tell(step: Step) -> None:
    say(f"# {step.why}")
    if step.path is not None:
        say(f"{step.path}:")
        say("".join(f"    {line}\n" for line in step.content.splitlines()).rstrip("\n"))
    for command in step.commands:
        say(f"    {shlex.join(command)}")


def _is_done(step: Step, root: Path) -> bool:
    if step.done:
        return subprocess.run(list(step.done), capture_output=True, check=False).returncode == 0
    if step.path is None:
        return False
    try:
        return _under(root, step.path).read_text() == step.content
    except OSError:
        return False


def _write(step: Step, root: Path) -> None:
    assert step.path is not None
    path = _under(root, step.path)
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        shutil.copy2(path, path.with_name(path.name + ".old"))
    fresh = path.with_name(path.name + ".new")
    fresh.touch(mode=0o600)
    fresh.write_text(step.content)
    fresh.chmod(step.mode)
    if os.geteuid() == 0 and root == Path("/"):
        user, _colon, group = step.owner.partition(":")
        shutil.chown(fresh, user, group)
    fresh.replace(path)


def _under(root: Path, path: Path) -> Path:
    return root / path.relative_to("/")
