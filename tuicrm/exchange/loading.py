"""Find a mapping: one that the program brings along, or a file."""

from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from tuicrm.exchange.mapping import Mapping, MappingError, Mistake, fits
from tuicrm.exchange.mapping_file import parse
from tuicrm.exchange.reading import sheets_of, tables_in
from tuicrm.plain.language import _


def shipped() -> list[str]:
    """The names of the mappings that the program brings along."""
    folder = resources.files("tuicrm.exchange") / "mappings"
    return sorted(one.name.removesuffix(".toml") for one in folder.iterdir() if one.name.endswith(".toml"))


def fitting(paths: Sequence[Path]) -> Mapping | None:
    """Find a mapping that the program brings along and that knows all the files by their headers."""
    sheets = [sheet for path in tables_in(paths) for sheet in sheets_of(path)]
    return next((mapping for name in shipped() if fits(mapping := load(name), sheets)), None)


def load(name: str) -> Mapping:
    """Load a mapping: one that the program brings along, by its name; else a file.

    Raises:
        MappingError: with every mistake that it has.
    """
    if name in shipped():
        text = (resources.files("tuicrm.exchange") / "mappings" / f"{name}.toml").read_text("utf-8")
        return parse(f"{name}.toml", text)
    path = Path(name)
    try:
        return parse(path.name, path.read_text("utf-8-sig"))
    except FileNotFoundError:
        known = ", ".join(shipped())
        sentence = _("there is no such mapping. Name a file, or one of those that come along: {known}")
        raise MappingError(name, [Mistake("", sentence.format(known=known))]) from None
    except IsADirectoryError:
        sentence = _("this is a folder. Name the mapping itself: a file that ends in .toml")
        raise MappingError(name, [Mistake("", sentence)]) from None
    except (OSError, UnicodeDecodeError):
        sentence = _("this file cannot be read as text in UTF-8.")
        raise MappingError(name, [Mistake("", sentence)]) from None
