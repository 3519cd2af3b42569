"""The words of the sample company, in two languages: names, cities, products, notes."""

from tuicrm.sample.words.shape import Words


def words(language: str) -> Words:
    """Give the words of a language ("zh" or else English)."""
    if language == "zh":
        from tuicrm.sample.words.zh import WORDS
    else:
        from tuicrm.sample.words.en import WORDS
    return WORDS
