"""The Chinese catalogue is whole: every text has its translation, with the same places, and the .mo is the .po."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "tuicrm"
COMPILED = ROOT / "locale" / "zh" / "LC_MESSAGES" / "tuicrm.mo"
PLACES = re.compile(r"\{(\w+)")


def texts() -> Iterator[str]:
    """Every text that the program marks for people."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
                continue
            first = node.args[0]
            if node.func.id == "NP_":
                yield "\x04".join(str(part.value) for part in node.args if isinstance(part, ast.Constant))
                continue
            marks = node.func.id in ("_", "N_", "ngettext")
            if marks and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


@pytest.fixture(scope="module")
def catalogue() -> gettext.GNUTranslations:
    with COMPILED.open("rb") as file:
        return gettext.GNUTranslations(file)


def translated(catalogue: gettext.GNUTranslations, text: str) -> str:
    plural = catalogue.ngettext(text, "\0", 2)
    return plural if plural != "\0" else catalogue.gettext(text)


def test_every_text_is_translated(catalogue: gettext.GNUTranslations) -> None:
    known = {key[0] if isinstance(key, tuple) else key for key in catalogue._catalog}  # type: ignore[attr-defined]
    assert sorted({text for text in texts() if text and text not in known}) == []


def test_places_are_the_same_on_both_sides(catalogue: gettext.GNUTranslations) -> None:
    free = {"count", "n", "number"}  # a singular may leave the number out
    wrong = []
    for text in filter(None, set(texts())):
        if not set(PLACES.findall(translated(catalogue, text))) <= set(PLACES.findall(text)) | free:
            wrong.append(text)
    assert wrong == []


def test_the_compiled_catalogue_is_the_written_one(catalogue: gettext.GNUTranslations) -> None:
    written = COMPILED.with_suffix(".po").read_text("utf-8")
    for text in ("pool", "claim", "Agenda", "won"):
        assert f'msgid "{text}"' in written
        said = catalogue.gettext(text)
        assert f'msgid "{text}"\nmsgstr "{said}"' in written
