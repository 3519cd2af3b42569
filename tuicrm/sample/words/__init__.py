"""The words of the sample company, in two languages: names, cities, products, notes."""

import tomllib
from functools import cache
from importlib import resources

from tuicrm.sample.words.names import Chinese, City, European
from tuicrm.sample.words.shape import SceneName, Words


def words(language: str) -> Words:
    """Give the words of a language ("zh" or else English)."""
    return _read("zh" if language == "zh" else "en")


@cache
def _read(language: str) -> Words:
    said = tomllib.loads((resources.files("tuicrm.sample.words") / f"{language}.toml").read_text("utf-8"))
    said["names"] = (Chinese if language == "zh" else European)(said["names"])
    said["cities"] = [(weight, City(*where)) for weight, *where in said["cities"]]
    said["scenes"] = {key: SceneName(**scene) for key, scene in said["scenes"].items()}
    return Words(**said)
