"""The language people read: English, or what a catalogue has for it."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from gettext import NullTranslations

Language = Literal["en", "zh"]

CATALOGUES = Path(__file__).resolve().parent.parent / "locale"
VARIABLES = ("TUICRM_LANG", "LC_ALL", "LC_MESSAGES", "LANG")

_current: Language = "en"
_catalogue: "NullTranslations | None" = None


_CONTEXT = "\x04"  # gettext's own: what stands before it tells two meanings of one English word apart

_WIDE_STOPS = "。！？；：，、）”"


def N_(text: str) -> str:  # gettext's own name
    """Mark a string for the catalogue and return it as it is; `_` it where it is shown."""
    return text


def NP_(context: str, text: str) -> str:
    """Mark a word that means two things, with which of them it is; `_` it where it is shown."""
    return f"{context}{_CONTEXT}{text}"


def _(text: str) -> str:
    """Return the text in the language in use now; what the catalogue lacks stays English."""
    said = _catalogue.gettext(text) if _catalogue and text else text
    return said.rpartition(_CONTEXT)[2] if _CONTEXT in said else said


def translated(name: str | None) -> str:
    """Return a name from the database in the language in use, if the program brought it (a source); else as it is.

    Nothing stays nothing: to gettext the empty text is the head of the catalogue.
    """
    return _(name) if name else ""


def ngettext(one: str, many: str, n: int) -> str:
    """Return the form that fits the number: "{n} day" or "{n} days" (still to be formatted)."""
    if _catalogue:
        return _catalogue.ngettext(one, many, n)
    return one if n == 1 else many


def listed(items: Iterable[str]) -> str:
    """Put words one beside the other, as the language in use lists them."""
    return _(", ").join(items)


def strung(parts: Iterable[str | None]) -> str:
    """Put what is said of one thing one behind the other, as the language in use does; empty parts are left out."""
    return ("，" if current() == "zh" else ", ").join(filter(None, parts))


def in_a_row(*sentences: str) -> str:
    """Put sentences one behind the other; empty ones are left out.

    A blank stands between them, but not behind a full-width stop, which carries its own.
    """
    said = ""
    for sentence in filter(None, sentences):
        said += sentence if not said or said[-1] in _WIDE_STOPS else f" {sentence}"
    return said


def fold(language: str | None) -> Language:
    """Return "zh" for every way to write Chinese (zh_CN, zh-Hans, zh_CN.UTF-8), "en" for all else."""
    text = (language or "").strip().lower().replace("-", "_")
    return "zh" if text.split(".")[0].split("_")[0] in ("zh", "chinese", "cmn") else "en"


def from_environment(env: Mapping[str, str]) -> Language:
    """Return the language that the environment asks for: TUICRM_LANG, LC_ALL, LC_MESSAGES, LANG."""
    return fold(next((env[name] for name in VARIABLES if env.get(name)), None))


def use(language: str | None) -> Language:
    """Speak this language from now on, in the whole process; None is English."""
    global _current, _catalogue
    _current = fold(language)
    _catalogue = None
    if _current != "en":  # English needs no catalogue, so it never pays for importing gettext
        import gettext

        _catalogue = gettext.translation("tuicrm", str(CATALOGUES), [_current], fallback=True)
    return _current


def current() -> Language:
    """Return the language in use."""
    return _current
