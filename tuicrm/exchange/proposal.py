"""A proposed mapping as a file that people read, correct and keep."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tuicrm.exchange.mapping import Mapping
from tuicrm.exchange.mapping_file import parse
from tuicrm.exchange.proposing import drafts
from tuicrm.exchange.reading import Sheet, sheets_of, tables_in
from tuicrm.exchange.skeleton import skeleton
from tuicrm.exchange.understanding import Draft, FoundStage, currency_of, stages_of
from tuicrm.plain.clean import show
from tuicrm.plain.language import _, listed
from tuicrm.plain.names import name_sort

_ENDED = {"won": 100, "lost": 0}


def propose(paths: Sequence[Path], currency: str | None = None) -> str:
    """Read files and return a mapping for them as TOML, with comments on what to look at.

    Raises:
        FileNotFoundError: a path is not there.
        NoTables: there is none in them.
    """
    files = tables_in(paths)
    folder = paths[0] if paths and paths[0].is_dir() else paths[0].parent if len(files) > 1 else Path(files[0].stem)
    return written([sheet for path in files for sheet in sheets_of(path)], _system(folder.resolve().name), currency)


def proposed(paths: Sequence[Path]) -> Mapping:
    """Return the proposal as a mapping, to try it."""
    return parse(_("proposal"), propose(paths))


def written(sheets: Sequence[Sheet], system: str, currency: str | None = None) -> str:
    """Return the proposal for files that are read already."""
    import tomlkit

    drafted = drafts(sheets)
    document = tomlkit.document()
    for line in (
        _("A proposal: read it, correct it, then import with --map and the name of this file."),
        _("Try it first with --dry-run: nothing is written then."),
    ):
        document.add(tomlkit.comment(line))
    document.add(tomlkit.nl())
    document.add("system", _commented(system, _("the ids of the files are remembered under this name: keep it")))
    if currency := currency or currency_of(drafted):
        document.add("currency", _commented(currency, _("of amounts that name none")))
    document.add(
        "unknown", _commented("report", _('"own": other columns become fields of your own; "ignore": left out'))
    )
    if stages := stages_of(drafted):
        document.add("funnel", _funnel(system, stages))
    sections = tomlkit.aot()
    for draft in drafted:
        if draft.kind is not None:
            sections.append(_section(draft))
    if sections:
        document.add("file", sections)
    for draft in drafted:
        if draft.kind is None:
            said = (
                _(
                    "{file}: its headers do not tell what it is about. Take the sign # off the lines below, choose a"
                    " kind and name the columns of its fields."
                )
                if draft.sheet.headers
                else _("{file}: it is empty.")
            )
            document.add(tomlkit.nl())
            document.add(tomlkit.comment(said.format(file=show(draft.sheet.name))))
            for line in skeleton(draft.sheet) if draft.sheet.headers else []:
                document.add(tomlkit.comment(line))
    return tomlkit.dumps(document)


def _funnel(system: str, stages: Sequence[FoundStage]) -> Any:
    import tomlkit

    funnel = tomlkit.table()
    funnel.add("name", system)
    listed = tomlkit.aot()
    opened = [one for one in stages if one.kind == "open"]
    for one in stages:
        stage = tomlkit.table()
        stage.add("name", one.name)
        stage.add("kind", one.kind)
        if one.kind != "open":
            stage.add("probability", _ENDED[one.kind])
        elif one.chance is not None:
            stage.add("probability", one.chance)
        else:
            guess = 100 * (opened.index(one) + 1) // (len(opened) + 1)
            stage.add("probability", _commented(guess, _("a guess")))
        listed.append(stage)
    funnel.add("stage", listed)
    return funnel


def _section(draft: Draft) -> Any:
    import tomlkit

    section = tomlkit.table()
    section.add("name", draft.sheet.name)
    section.add("headers", list(draft.sheet.headers))
    if draft.others:
        section.add(tomlkit.comment(_("Not understood: {columns}").format(columns=show(", ".join(draft.others)))))
    if draft.guessed:
        said = _('Day or month first? Taken for month first: {columns}. Else write order = "dmy".')
        section.add(tomlkit.comment(said.format(columns=show(listed(draft.guessed)))))
    records = tomlkit.aot()
    for one in draft.records:
        record = tomlkit.table()
        record.add("kind", one["kind"])
        record.add("key", one["key"][0] if len(one["key"]) == 1 else one["key"])
        for name in ("when", "repeats"):
            if name in one:
                record.add(name, _inline(one[name]) if isinstance(one[name], dict) else one[name])
        fields = tomlkit.table()
        for name, value in one["fields"].items():
            fields.add(name, _inline(value) if isinstance(value, dict) else value)
        record.add("fields", fields)
        records.append(record)
    section.add("record", records)
    return section


def _inline(values: dict[str, Any]) -> Any:
    import tomlkit

    table = tomlkit.inline_table()
    for name, value in values.items():
        table.add(name, value)
    return table


def _commented(value: str | int, comment: str) -> Any:
    import tomlkit

    item = tomlkit.item(value)
    item.comment(comment)
    return item


def _system(name: str) -> str:
    return re.sub(r"[^a-z0-9._-]+", "-", name_sort(name)).strip("-.")[:60] or "import"
