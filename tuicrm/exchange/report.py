"""What an import did, or would do: counts by kind of record, and every row and cell that has something wrong."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from tuicrm.exchange.batching import Bundle
from tuicrm.exchange.fields import FIELDS
from tuicrm.exchange.mapping import RecordMap
from tuicrm.exchange.rows import Problem, Row
from tuicrm.plain.clean import line, show
from tuicrm.plain.language import N_, _
from tuicrm.sales.taking_over.arrivals import Noted, Refusal, Taken

REASONS = {
    "ambiguous": N_("several are called “{text}”: name it by its id"),
    "empty": N_("it is empty"),
    "role": N_("there is no role “{text}”"),
    "role_not_yours": N_("only an administrator gives the role “{text}”"),
    "percent": N_("“{text}” is not between 0 and 100"),
    "no_stage": N_("there is no stage “{text}”: declare it in the mapping, or name one with choices"),
    "no_customer": N_("there is no customer “{text}”"),
    "no_user": N_("there is no user “{text}”"),
    "no_team": N_("there is no team “{text}”"),
    "no_product": N_("there is no product “{text}”"),
    "no_contact": N_("there is no contact “{text}”"),
    "no_project": N_("there is no project “{text}”"),
    "no_campaign": N_("there is no campaign “{text}”"),
    "about_nothing": N_("it names neither a project nor a customer"),
    "order": N_("“{text}” comes before the beginning"),
    "later": N_("“{text}” is still to come: what is done has a day that is past"),
    "level": N_("“{text}” is below the target, or of another currency"),
    "left_link": N_("there is no “{text}”: left empty"),
    "contradiction": N_("it entered a stage after the one that follows: those days are not counted"),
    "criteria": N_("the way to the stage “{text}” wants what is not there: the project stays where it is"),
    "close_unknown": N_("the day of closing is not given: it counts on the day of the import"),
}


@dataclass(frozen=True)
class FileRead:
    """A file: how many records it holds, and how it was read."""

    file: str
    rows: int
    encoding: str
    delimiter: str


@dataclass(frozen=True)
class KeptFields:
    """A record that was edited here since: these fields stay as they are."""

    file: str
    line: int
    kind: str
    id: int
    fields: tuple[str, ...]


@dataclass
class Counts:
    """Records of one kind. Read are those that the rows named, each once."""

    read: int = 0
    made: int = 0
    changed: int = 0
    skipped: int = 0
    refused: int = 0


@dataclass
class Report:
    """The account of one import.

    Attributes:
        refused: rows that did not come in.
        left: cells that could not be read in rows that came in.
        kept: what was edited here and is not overwritten.
        unknown: columns that the mapping says nothing about: (file, header).
        left_out: files of a folder that the mapping says nothing about.
        without_rate: currencies with amounts that are worth nothing at home until a rate is entered.
        rounded: what rounding finer amounts to minor units left over, by currency.
    """

    system: str
    dry_run: bool
    files: list[FileRead] = field(default_factory=list)
    records: dict[str, Counts] = field(default_factory=dict)
    refused: list[Problem] = field(default_factory=list)
    left: list[Problem] = field(default_factory=list)
    kept: list[KeptFields] = field(default_factory=list)
    unknown: list[tuple[str, str]] = field(default_factory=list)
    left_out: tuple[str, ...] = ()
    rounded: dict[str, Decimal] = field(default_factory=dict)
    given_owners: int = 0
    without_rate: set[str] = field(default_factory=set)

    @property
    def totals(self) -> Counts:
        """All kinds together; read and refused are rows of files."""
        kinds = self.records.values()
        return Counts(
            read=sum(one.rows for one in self.files),
            made=sum(one.made for one in kinds),
            changed=sum(one.changed for one in kinds),
            skipped=sum(one.skipped for one in kinds),
            refused=len(self.refused),
        )

    def add(self, bundle: Bundle, taken: Taken) -> None:
        """Count what became of a batch."""
        read = Counter(one.kind for step in bundle.batch.steps for one in step if not one.is_repeat)
        for kind in dict.fromkeys([*read, *taken.made, *taken.changed, *taken.skipped]):
            counts = self.records.setdefault(kind, Counts())
            counts.made += taken.made.get(kind, 0)
            counts.changed += taken.changed.get(kind, 0)
            counts.skipped += taken.skipped.get(kind, 0)
            counts.read += read[kind]
        self.without_rate.update(taken.without_rate)
        for refusal in taken.refused:
            row = bundle.rows[refusal.row]
            self.records.setdefault(refusal.kind, Counts()).refused += 1
            column, reason = _worded(row, refusal)
            self.refused.append(Problem(row.sheet.name, row.record.line, f"{column}: {reason}"))
        for noted in taken.noted:
            row = bundle.rows[noted.row]
            column, reason = _worded(row, noted)
            self.left.append(Problem(row.sheet.name, row.record.line, reason, column))
        for kept in taken.kept:
            row = bundle.rows[kept.row]
            self.kept.append(KeptFields(row.sheet.name, row.record.line, kept.kind, kept.record_id, kept.fields))

    def in_order(self) -> "Report":
        """Sort problems by file and line, and kinds as they lean on each other."""
        order = {one.file: place for place, one in enumerate(self.files)}
        for problems in (self.refused, self.left):
            problems.sort(key=lambda one: (order.get(one.file, 0), one.line))
        self.kept.sort(key=lambda one: (order.get(one.file, 0), one.line))
        self.records = {kind: self.records[kind] for kind in FIELDS if kind in self.records}
        return self


def _worded(row: Row, said: Refusal | Noted) -> tuple[str, str]:
    """Put a rule's code in words, with what the row says in that column."""
    map_ = next((one for one in row.file.records if one.kind == said.kind), RecordMap(said.kind, (), {}))
    column, text = row.text(map_, said.field)
    known = REASONS.get(said.code)
    sentence = _(known) if known else _("it does not fit ({code})").replace("{code}", said.code)
    return show(column), sentence.format(text=show(line(text)[:60]))
