"""Workbooks as small as they can be, written by hand: what Excel itself would read."""

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Cell = str | float | int | bool | date | datetime | None
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


def write(path: Path, sheets: Mapping[str, Sequence[Sequence[Cell]]], hidden: Sequence[str] = ()) -> Path:
    """Write a workbook with these sheets; None leaves a cell out."""
    names = list(sheets)
    state = dict.fromkeys(hidden, ' state="hidden"')
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{at}" r:id="r{at}"{state.get(name, "")}/>'
        for at, name in enumerate(names, 1)
    )
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("[Content_Types].xml", _types(len(names)))
        book.writestr("_rels/.rels", _relations([("r1", "officeDocument", "xl/workbook.xml")]))
        book.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{KIND}"><sheets>{listed}</sheets></workbook>'
        )
        own = [(f"r{at}", "worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(names) + 1)]
        book.writestr("xl/_rels/workbook.xml.rels", _relations([*own, ("s", "styles", "styles.xml")]))
        book.writestr("xl/styles.xml", STYLES)
        for at, name in enumerate(names, 1):
            book.writestr(f"xl/worksheets/sheet{at}.xml", _sheet(sheets[name]))
    return path


def _types(sheets: int) -> str:
    kinds = {"xl/workbook.xml": "sheet.main", "xl/styles.xml": "styles"}
    kinds |= {f"xl/worksheets/sheet{at}.xml": "worksheet" for at in range(1, sheets + 1)}
    base = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = "".join(f'<Override PartName="/{part}" ContentType="{base}.{kind}+xml"/>' for part, kind in kinds.items())
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{parts}</Types>"
    )


def _relations(found: Sequence[tuple[str, str, str]]) -> str:
    rows = "".join(f'<Relationship Id="{id_}" Type="{KIND}/{kind}" Target="{to}"/>' for id_, kind, to in found)
    return f'<Relationships xmlns="{RELATIONS}">{rows}</Relationships>'


def _sheet(rows: Sequence[Sequence[Cell]]) -> str:
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(_cell(cell, f"{chr(65 + at)}{number}") for at, cell in enumerate(row) if cell is not None)
        if cells:
            lines.append(f'<row r="{number}">{cells}</row>')
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def _cell(cell: Cell, place: str) -> str:
    if isinstance(cell, bool):
        return f'<c r="{place}" t="b"><v>{int(cell)}</v></c>'
    if isinstance(cell, date):
        moment = cell if isinstance(cell, datetime) else datetime(cell.year, cell.month, cell.day)
        return f'<c r="{place}" s="1"><v>{(moment - datetime(1899, 12, 30)).total_seconds() / 86400!r}</v></c>'
    if isinstance(cell, int | float):
        return f'<c r="{place}"><v>{cell!r}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(cell or "")}</t></is></c>'
