"""A section of a mapping for a file whose headers say nothing to us, in comments: to be completed by hand."""

from tuicrm.exchange.fields import FIELDS
from tuicrm.exchange.reading import Sheet
from tuicrm.plain.language import _

KINDS = ("customer", "contact", "user", "product", "project", "inquiry", "purchase", "action")
"""What the rows of a file are likely to be; mappings know more kinds."""


def skeleton(sheet: Sheet) -> list[str]:
    """Give its lines, without the sign of a comment: once it stands before them no more, they are a section."""
    import tomlkit

    def quoted(text: str) -> str:
        return tomlkit.item(text).as_string()

    key = _telling(sheet)
    return [
        "[[file]]",
        f"name = {quoted(sheet.name)}",
        f"headers = [{', '.join(quoted(one) for one in sheet.headers)}]",
        "",
        "[[file.record]]",
        f'kind = "customer" # {_("or another of those below")}',
        f"key = {quoted(key)} # {_('the column that tells one row from another')}",
        "",
        "[file.record.fields]",
        f"name = {quoted(_naming(sheet, key))} # {_('a field, and the column that it is taken from')}",
        *(f"# {kind}: {', '.join(FIELDS[kind])}" for kind in KINDS),
    ]


def _texts(sheet: Sheet) -> dict[str, list[str]]:
    """The filled cells of each column, by its header."""
    return {
        header: [text for record in sheet.records if (text := record.cells[key].strip())]
        for key, header in sheet.columns.items()
    }


def _telling(sheet: Sheet) -> str:
    """The first column that is filled in all rows, each time with something else; else the first."""
    told = _texts(sheet)
    full = (one for one, texts in told.items() if texts and len(set(texts)) == len(texts) == len(sheet.records))
    return next(full, sheet.headers[0])


def _naming(sheet: Sheet, key: str) -> str:
    """The first column of words, apart from the key."""

    def is_word(text: str) -> bool:
        return not any(char.isdigit() or char == "@" for char in text[:1]) and any(char.isalpha() for char in text)

    told = _texts(sheet)
    return next((one for one, texts in told.items() if one != key and texts and all(map(is_word, texts))), key)
