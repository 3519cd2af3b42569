"""Every example of README and docs, through the shells that are here, and over ssh without its quotation marks."""

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.left_out import CHECKOUT
from tests.patience import LONGEST_SECONDS
from tuicrm.cli.remote.nouns import LOCAL, LOCAL_VERBS, REMOTE, TEXTS
from tuicrm.cli.remote.words import mended, split

SHELLS = ("bash", "zsh", "fish", "dash")
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(tuicrm [a-z][^`]+)`")
OF_A_SHELL = re.compile(r"[|<>;$…]|\.\.\.|&&")
BY_HAND = re.compile(r"[A-Z]{4,}|\[|\bX\b|\|")
"""What stands for something else in a sentence: KEY, FILE, [--option]."""

SAYS = """tuicrm() { for word in "$@"; do printf '%s\\037' "$word"; done; echo; }"""
SAYS_TO_FISH = """function tuicrm; for word in $argv; printf '%s\\037' $word; end; echo; end"""
"""What says its words, each with the unit separator behind it: hundreds of processes would take a while."""


def examples() -> list[str]:
    """All commands of blocks, and those of sentences that can be typed as they are."""
    found: list[str] = []
    for path in (CHECKOUT / "README.md", *sorted((CHECKOUT / "docs").glob("*.md"))):
        text = path.read_text("utf-8")
        for block in BLOCK.findall(text):
            found += [line.partition(" # ")[0].strip() for line in block.replace("\\\n", " ").splitlines()]
        found += [" ".join(one.split()) for one in INLINE.findall(text) if not BY_HAND.search(one)]
    ours = [one for one in found if one.startswith("tuicrm ") and not OF_A_SHELL.search(one)]
    return list(dict.fromkeys(ours))


EXAMPLES = examples()


def test_there_are_examples() -> None:
    assert len(EXAMPLES) > 80
    assert any("明天下午3点" in one for one in EXAMPLES)


@pytest.mark.parametrize("shell", [shell for shell in SHELLS if shutil.which(shell)])
def test_a_shell_hands_each_example_on_as_it_is_written(shell: str, tmp_path: Path) -> None:
    says = SAYS_TO_FISH if shell == "fish" else SAYS
    plain = [] if shell == "dash" else {"bash": ["--norc"], "zsh": ["-f"], "fish": ["--no-config"]}[shell]
    ran = subprocess.run(
        [shell, *plain, "-c", "\n".join((says, *EXAMPLES))], env=os.environ | {"HOME": str(tmp_path)},
        capture_output=True, text=True, check=False, timeout=LONGEST_SECONDS,
    )  # fmt: skip
    assert ran.stderr == ""
    got = [line.split("\x1f")[:-1] for line in ran.stdout.split("\n")[:-1]]
    assert len(got) == len(EXAMPLES)
    for example, words in zip(EXAMPLES, got, strict=True):
        assert words == shlex.split(example)[1:], example


@pytest.mark.parametrize("example", EXAMPLES)
def test_over_ssh_an_example_means_the_same_without_its_quotation_marks(example: str) -> None:
    _program, *words = shlex.split(example)
    noun = next((word for word in words if not word.startswith("-")), "")
    if noun in LOCAL or tuple(words[:2]) in LOCAL_VERBS or words[0].startswith("-"):
        assert noun not in REMOTE or words[0].startswith("-") or tuple(words[:2]) in LOCAL_VERBS
        return
    assert noun in REMOTE, "an example of a command that ssh does not offer"
    sent = " ".join(words)  # what ssh sends: the words with blanks between, no quotation mark among them
    assert options(mended(split(sent), TEXTS)) == options(words)


def options(words: list[str]) -> tuple[list[str], dict[str, list[str]]]:
    """The words of the name, one by one, and each option with its value."""
    names: list[str] = []
    given: dict[str, list[str]] = {}
    last = ""
    for word in words:
        if word.startswith("--"):
            last = word
            given.setdefault(last, [])
        elif last and (not given[last] or last not in TEXTS):
            given[last].append(word)
        else:
            names += word.split()
    return names, given
