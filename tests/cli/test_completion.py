"""Completion: the shell asks, the program answers at once; it writes only when told to."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run
from tuicrm.cli.nouns import NOUNS


def test_nouns_and_verbs_are_completed(tuicrm: Run) -> None:
    def ask(words: str, at: int) -> list[str]:
        question = {"_TUICRM_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(at)}
        return tuicrm(env=question).stdout.split()

    assert ask("tuicrm ", 1) == list(NOUNS)
    assert ask("tuicrm comp", 1) == ["completion"]
    assert ask("tuicrm completion i", 2) == ["install"]
    assert "--lang" in ask("tuicrm --", 1)


def test_script_is_printed_for_each_shell(tuicrm: Run) -> None:
    for shell in ("bash", "zsh", "fish", "powershell", "pwsh"):
        done = tuicrm("completion", "show", shell)
        assert "_TUICRM_COMPLETE" in done.stdout
        assert (done.returncode, done.stderr) == (0, "")


def test_script_is_written_only_by_the_command(tuicrm: Run, tmp_path: Path) -> None:
    tuicrm("completion", "show", "bash")
    assert not (tmp_path / ".bashrc").exists()
    done = tuicrm("completion", "install", "bash")
    assert done.stdout == ""
    assert "works in the next terminal" in done.stderr
    assert "tuicrm.sh" in (tmp_path / ".bashrc").read_text()
