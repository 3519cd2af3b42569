"""A small mapping file that tests spoil or extend in one place."""

import pytest

from tuicrm.exchange.mapping import Mapping, MappingError
from tuicrm.exchange.mapping_file import parse

TEXT = """
system = "s"
#top
#funnel
[[file]]
name = "a*.csv"
#file
[[file.record]]
kind = "customer"
key = "Nr"
fields = { name = "Firma"#fields }
#record
"""


def written(**parts: str) -> str:
    """Put a piece of TOML at the place of that name: top, funnel, file, record, fields."""
    text = TEXT
    for place, piece in parts.items():
        text = text.replace(f"#{place}", f", {piece}" if place == "fields" else piece)
    return text


def mapping(**parts: str) -> Mapping:
    return parse("m.toml", written(**parts).replace("#fields", ""))


def mistakes(text: str) -> list[str]:
    """The lines that a file with something wrong is answered with, without its name."""
    with pytest.raises(MappingError) as found:
        parse("m.toml", text.replace("#fields", ""))
    lines = found.value.lines()
    assert all(line.startswith("m.toml: ") and "\n" not in line for line in lines)
    return [line.removeprefix("m.toml: ") for line in lines]
