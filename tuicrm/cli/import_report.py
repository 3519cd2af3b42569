"""The account of an import, for people and for scripts."""

from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from tuicrm.cli import output
from tuicrm.cli.output import Column
from tuicrm.plain.language import _, listed, ngettext

if TYPE_CHECKING:
    from tuicrm.exchange.report import Report
    from tuicrm.exchange.rows import Problem

SHOWN = 20  # problems that a person is told one by one


def as_document(report: "Report", mapping: str) -> dict[str, Any]:
    """Give the account as one JSON document; `read` are rows of files, the other counts records."""
    totals = report.totals
    return {
        "system": report.system,
        "mapping": mapping,
        "dry_run": report.dry_run,
        "read": totals.read,
        "made": totals.made,
        "changed": totals.changed,
        "skipped": totals.skipped,
        "refused": [{"file": one.file, "line": one.line, "reason": one.reason} for one in report.refused],
        "kept": [asdict(one) for one in report.kept],
        "noted": [
            {"file": one.file, "line": one.line, "column": one.column, "reason": one.reason} for one in report.left
        ],
        "unknown_columns": [{"file": file, "column": column} for file, column in report.unknown],
        "left_out": list(report.left_out),
        "rounded": [{"amount": _plain(rest), "currency": code} for code, rest in sorted(report.rounded.items())],
        "given_owners": report.given_owners,
        "without_rate": sorted(report.without_rate),
        "records": {kind: asdict(counts) for kind, counts in report.records.items()},
        "files": [asdict(one) for one in report.files],
    }


def tell(report: "Report") -> None:
    """Print the counts by kind of record as data, and everything else as talk."""
    from tuicrm.sales.wording import KINDS

    counts = {
        "read": _("Read"),
        "made": _("Made"),
        "changed": _("Changed"),
        "skipped": _("Unchanged"),
        "refused": _("Refused"),
    }
    columns = [Column("kind", _("Kind"), value=lambda row: _(KINDS.get(row[0], row[0])))]
    columns += [Column(name, title, "right", partial(_count, name)) for name, title in counts.items()]
    output.emit(list(report.records.items()), columns)
    refused = [f"{one.file}:{one.line}: {one.reason}" for one in report.refused]
    _list(ngettext("{n} row did not come in:", "{n} rows did not come in:", len(refused)), refused)
    noted = _grouped(report.left)
    _list(_("What was left out or is not known:"), noted)
    kept = [f"{one.file}:{one.line}: {one.kind} {one.id}: {', '.join(one.fields)}" for one in report.kept]
    _list(
        ngettext(
            "{n} record says otherwise here and was kept:", "{n} records say otherwise here and were kept:", len(kept)
        ),
        kept,
    )
    unknown = [f"{file}: {column}" for file, column in report.unknown]
    said = ngettext(
        '{n} column is not in the mapping (unknown = "own" makes it a field):',
        '{n} columns are not in the mapping (unknown = "own" makes them fields):',
        len(unknown),
    )
    _list(said, unknown)
    _list(
        ngettext("{n} file is not in the mapping:", "{n} files are not in the mapping:", len(report.left_out)),
        report.left_out,
    )
    for code, rest in sorted(report.rounded.items()):
        output.talk(_("Rounding amounts took {rest} {code} in all.").format(rest=_plain(rest), code=code))
    if report.without_rate:
        said = _("There is no rate of {currencies} on the days of some amounts: `tuicrm rate list` says what to enter.")
        output.talk(said.format(currencies=listed(sorted(report.without_rate))))
    if report.given_owners:
        said = ngettext("{n} customer got an owner.", "{n} customers got an owner.", report.given_owners)
        output.talk(said.format(n=report.given_owners))
    if report.dry_run:
        output.talk(_("This was a rehearsal: nothing was changed."))


def _list(heading: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    output.talk(heading.format(n=len(lines)))
    for line in lines[:SHOWN]:
        output.talk(f"  {line}")
    if len(lines) > SHOWN:
        more = len(lines) - SHOWN
        output.talk("  " + ngettext("{n} more: --json lists all", "{n} more: --json lists all", more).format(n=more))


def _grouped(problems: Sequence["Problem"]) -> list[str]:
    """Say what many rows have in common once, with their lines."""
    lines: dict[tuple[str, str, str], list[int]] = {}
    for one in problems:
        lines.setdefault((one.file, one.column or "", one.reason), []).append(one.line)
    told = []
    for (file, column, reason), found in lines.items():
        if len(found) == 1:
            told.append(f"{file}:{found[0]}: {column}: {reason}")
            continue
        shown = ", ".join(str(line) for line in found[:3])
        said = _("{n} rows (lines {lines}, ...)") if len(found) > 3 else _("{n} rows (lines {lines})")
        told.append(f"{file}: {column}: {reason}: {said.format(n=len(found), lines=shown)}")
    return told


def _count(name: str, row: tuple[str, Any]) -> int:
    return int(getattr(row[1], name))


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
