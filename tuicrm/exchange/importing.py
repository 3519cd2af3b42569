"""Bring the files of another system in: in batches, each a transaction, so that a stop leaves nothing half."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tuicrm.exchange.batching import Bundle, bundles
from tuicrm.exchange.converting import Reading
from tuicrm.exchange.mapping import FileMap, Mapping, MappingError, Mistake, check_columns
from tuicrm.exchange.mapping_rates import enter_rates
from tuicrm.exchange.own_columns import declared_fields, with_own_columns
from tuicrm.exchange.reading import Sheet, sheets_of, tables_in
from tuicrm.exchange.report import FileRead, Report
from tuicrm.exchange.rows import Reader
from tuicrm.plain.language import _
from tuicrm.sales import taking_over
from tuicrm.sales.taking_over import Declared, Rehearsed
from tuicrm.store.database import Desk

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Plan:
    """Files that are read, each with the section of the mapping that knows it, in the mapping's order.

    Attributes:
        unknown: columns that the mapping says nothing about: (file, header).
        left_out: files of a folder that the mapping says nothing about.
    """

    mapping: Mapping
    files: tuple[tuple[Sheet, FileMap], ...]
    unknown: tuple[tuple[str, str], ...]
    left_out: tuple[str, ...]

    @property
    def rows(self) -> int:
        """How many records all files hold."""
        return sum(len(sheet.records) + len(sheet.unread) for sheet, _file in self.files)


def plan(paths: Sequence[Path], mapping: Mapping) -> Plan:
    """Read the files and find for each what the mapping says about it.

    Raises:
        FileNotFoundError: a path is not there.
        MappingError: a file that the mapping does not know, or a column that a file does not have.
    """
    mistakes: list[Mistake] = []
    found: list[tuple[Sheet, FileMap]] = []
    left_out: list[str] = []
    for path, first in ((one, sheet) for one in tables_in(paths) for sheet in sheets_of(one)):
        file = mapping.file_for(first.name, first.columns)
        if file is None and first.path not in paths:
            left_out.append(first.name)
            continue
        if file is None:
            sentence = _("no [[file]] section fits this file. Add one, or leave the file out. It has: {columns}")
            mistakes.append(Mistake(first.name, sentence.format(columns=", ".join(first.headers))))
            continue
        sheet = first
        if file.encoding or file.delimiter or file.header_line > 1:
            again = sheets_of(path, encoding=file.encoding, delimiter=file.delimiter, header_line=file.header_line)
            sheet = next(one for one in again if one.name == first.name)
        mistakes += check_columns(mapping, file, sheet)
        found.append((sheet, file))
    if not found and not mistakes:
        mistakes.append(Mistake("", _("there is no table that it knows in these places")))
    if mistakes:
        raise MappingError(mapping.label, mistakes)
    order = {id(file): place for place, file in enumerate(mapping.files)}
    found.sort(key=lambda one: order[id(one[1])])
    unknown = [(sheet.name, header) for sheet, file in found for header in unknown_columns(sheet, file)]
    return Plan(
        mapping, tuple((sheet, with_own_columns(sheet, file)) for sheet, file in found), tuple(unknown), tuple(left_out)
    )


def unknown_columns(sheet: Sheet, file: FileMap) -> list[str]:
    """Give the headers that a mapping says nothing about and does not take as own fields."""
    if file.unknown != "report":
        return []
    known = file.columns() | file.ignore
    return [header for key, header in sheet.columns.items() if key not in known and header]


def bring_in(
    desk: Desk, plan: Plan, *, dry_run: bool = False, owner_from_projects: bool = False,
    progress: Progress = lambda done, all_: None,
) -> Report:  # fmt: skip
    """Bring the files in, or rehearse it.

    A second run adds nothing twice; a run that was stopped goes on where it stopped.

    Args:
        owner_from_projects: customers that nobody holds go to the holder of their latest project.
        progress: is told how many rows of how many are done.

    Raises:
        Refused: what the rules refuse, `not_allowed` above all.
    """
    mapping = plan.mapping
    ground = desk.read(taking_over.ground)
    report = Report(mapping.system, dry_run, unknown=list(plan.unknown), left_out=plan.left_out)
    report.files = [
        FileRead(sheet.name, len(sheet.records) + len(sheet.unread), sheet.encoding, sheet.delimiter)
        for sheet, _file in plan.files
    ]
    fields = tuple(field for _sheet, file in plan.files for field in declared_fields(file))
    declared = Declared(mapping.system, mapping.currency, mapping.funnel, mapping.stages, fields)
    reading = Reading(mapping.currency or ground.currency, ground.region, mapping.decimal, mapping.order)
    reader = Reader(mapping, reading)
    if dry_run:
        _rehearse(desk, plan, reader, declared, report, owner_from_projects)
    else:
        desk.write(taking_over.begin, declared)
        enter_rates(desk, mapping)
        done = 0
        for bundle in _bundles(plan, reader):
            report.add(bundle, desk.write(taking_over.take_over, bundle.batch))
            done += len(bundle.rows)
            progress(done, plan.rows)
        finished = desk.write(taking_over.finish, mapping.system, owner_from_projects=owner_from_projects)
        desk.database.count_anew(report.totals.made)
        report.given_owners = finished.given_owners
    report.without_rate -= {one.currency for one in mapping.rates} if dry_run else set()
    report.refused += reader.refused
    report.left += reader.left
    report.rounded = {code: rest for code, rest in reader.reading.rounded.items() if rest}
    return report.in_order()


def _bundles(plan: Plan, reader: Reader) -> Iterator[Bundle]:
    for sheet, file in plan.files:
        yield from bundles(plan.mapping.system, plan.mapping.funnel, reader.rows(sheet, file))


def _rehearse(
    desk: Desk, plan: Plan, reader: Reader, declared: Declared, report: Report, owner_from_projects: bool
) -> None:
    """Do everything in one transaction that is taken back: the account is exact, nothing stays."""
    made = list(_bundles(plan, reader))
    batches = [bundle.batch for bundle in made]
    try:
        desk.write(taking_over.rehearse, declared, batches, owner_from_projects=owner_from_projects)
    except Rehearsed as told:
        for bundle, taken in zip(made, told.taken, strict=True):
            report.add(bundle, taken)
        report.given_owners = told.finished.given_owners
