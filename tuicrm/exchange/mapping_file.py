"""Mapping files (TOML) -> mappings; every mistake is told at once, with its place and what to do."""

import re
import tomllib
from decimal import Decimal
from typing import Any

from tuicrm.exchange.fields import FIELDS, MAKEABLE, OWN_KINDS, OWN_TYPES, Field
from tuicrm.exchange.headers import fold, fold_text
from tuicrm.exchange.mapping import FileMap, Mapping, MappingError, Mistake, OwnSource, RecordMap, Source
from tuicrm.exchange.mapping_part import Part, unknown, what
from tuicrm.exchange.mapping_rates import rates_of
from tuicrm.plain.currencies import CODES
from tuicrm.plain.language import _
from tuicrm.plain.names import folded
from tuicrm.plain.toml_errors import place
from tuicrm.sales.fields import field_key
from tuicrm.sales.taking_over.arrivals import DeclaredStage

_SYSTEM = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")
_CATEGORIES = ("omitted", "pipeline", "best", "commit")
_LONGEST_FUNNEL, _MOST_DAYS = 80, 3650
_FOR_ALL = ("column", "columns", "join", "instead", "value", "default", "choices", "empty", "unreadable")
_FOR_TYPE = {
    "money": ("currency", "currency_column", "unit", "decimal"),
    "number": ("unit", "decimal"),
    "date": ("order",),
    "month": ("order",),
    "link": ("missing", "key", "first_of"),
}


def parse(label: str, text: str) -> Mapping:
    """Read a mapping file.

    Raises:
        MappingError: with every mistake.
    """
    mistakes: list[Mistake] = []
    try:
        top = Part(tomllib.loads(text), "", mistakes)
    except tomllib.TOMLDecodeError as error:
        sentence = _("this is not TOML: {reason}. Names with spaces or in other letters than a-z need quotes.").format(
            reason=place(error, text)
        )
        raise MappingError(label, [Mistake("", sentence)]) from None
    system = top.text("system", required=True) or ""
    if "system" in top.values and not _SYSTEM.fullmatch(system):
        top.wrong("system", _("use small letters, digits and . _ - only: this name keeps the ids of the system apart"))
    currency = _currency(top)
    decimal, order = top.one_of("decimal", (".", ",")), top.one_of("order", ("dmy", "mdy"))
    only_by_name = top.get("only_by_name", bool, False)
    policy = top.one_of("unknown", ("report", "own", "ignore"), "report")
    funnel, stages = _funnel(Part(top.get("funnel", dict, {}), "funnel", mistakes))
    files = tuple(_file(part, policy, {stage.name for stage in stages}) for part in top.parts("file"))
    given = rates_of(top)
    if not files and not mistakes:
        top.wrong("file", _("there is no [[file]] section: say which files there are and what their rows become"))
    top.rest()
    if mistakes:
        raise MappingError(label, mistakes)
    return Mapping(label, system, files, currency, decimal, order, funnel, stages, only_by_name, given)


def _currency(part: Part) -> str | None:
    found = part.text("currency")
    if found is not None and found not in CODES:
        part.wrong("currency", _("“{code}” is no currency. Write its code, such as USD or CNY").format(code=found))
    return found


def _funnel(part: Part) -> tuple[str | None, tuple[DeclaredStage, ...]]:
    name = part.text("name")
    stages = []
    seen: set[str] = set()
    if name is not None and not 0 < len(name) <= _LONGEST_FUNNEL:
        part.wrong("name", _("write a name of at most {most} characters").format(most=_LONGEST_FUNNEL))
    for one in part.parts("stage"):
        kind = one.one_of("kind", ("open", "won", "lost"), "open")
        probability = one.get("probability", int, {"open": 50, "won": 100, "lost": 0}[kind])
        if not 0 <= probability <= 100:
            one.wrong("probability", _("write a whole number from 0 to 100"))
        rotting_days = one.get("rotting_days", int)
        if rotting_days is not None and not 0 < rotting_days <= _MOST_DAYS:
            one.wrong("rotting_days", _("write a whole number from 1 to {most}").format(most=_MOST_DAYS))
        title = (one.text("name", required=True) or "")[:60]
        if not title.strip() and isinstance(one.values.get("name"), str):
            one.wrong("name", _("this is empty"))
        if title and folded(title) in seen:
            one.wrong("name", _("there is a stage “{name}” above already").format(name=title))
        seen.add(folded(title))
        stages.append(
            DeclaredStage(
                title,
                kind,
                probability,
                rotting_days,
                one.one_of("category", _CATEGORIES),
                one.text("meaning"),
            )
        )
        one.rest()
    if name and stages and not {"won", "lost"} <= {stage.kind for stage in stages}:
        part.wrong("stage", _('a funnel needs a stage of kind "won" and one of kind "lost"'))
    part.rest()
    return name, tuple(stages)


def _file(part: Part, policy: Any, stages: set[str]) -> FileMap:
    name, headers = part.text("name"), part.texts("headers")
    if not name and not headers:
        part.wrong("name", _('say how the file is recognised: name = "accounts*.csv" or headers = ["..."]'))
    records = tuple(record for one in part.parts("record") if (record := _record(one, stages)))
    if "record" not in part.values:
        part.wrong("record", _("there is no [[file.record]] section: say what a row of this file becomes"))
    encoding = part.text("encoding")
    if encoding:
        try:
            "".encode(encoding)
        except (LookupError, ValueError):
            part.wrong("encoding", _("there is no encoding “{name}”").format(name=encoding))
    delimiter = part.text("delimiter")
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '\r\n"'):
        part.wrong("delimiter", _("write one character"))
    found = FileMap(
        name, headers, records, frozenset(fold(one) for one in part.texts("ignore")),
        part.one_of("unknown", ("report", "own", "ignore"), policy), encoding, delimiter,
        max(1, part.get("header_line", int, 1)), part.one_of("missing_columns", ("refuse", "leave"), "refuse"),
    )  # fmt: skip
    part.rest()
    return found


def _record(part: Part, stages: set[str]) -> RecordMap | None:
    kind = part.one_of("kind", FIELDS)
    if kind is None:
        if "kind" not in part.values:
            part.wrong("kind", _("this is missing. Choose one of: {choices}").format(choices=", ".join(FIELDS)))
        return None
    key = part.texts("key")
    if "key" not in part.values or part.values["key"] == [] or "" in key:
        part.wrong("key", _('name the column that tells one {kind} from another: key = "id"').format(kind=kind))
    known = FIELDS[kind]
    fields = Part(part.get("fields", dict, {}), f"{part.key}.fields", part.mistakes)
    sources = {}
    for name in fields.values:
        if name not in known or known[name].type == "entered":
            fields.wrong(name, unknown(name, [one for one in known if known[one].type != "entered"]))
            continue
        sources[name] = _source(fields.values[name], f"{fields.key}.{name}", known[name], part.mistakes)
    for name, one in known.items():
        if one.is_required and name not in fields.values:
            fields.wrong(name, _("a {kind} needs this: name its column, or give a value").format(kind=kind))
    found = RecordMap(
        kind, tuple(fold(one) for one in key), sources, _own(part, kind), _entered(part, kind, stages), _when(part),
        part.one_of("repeats", ("refuse", "first"), "refuse"),
    )  # fmt: skip
    part.rest()
    return found


def _own(part: Part, kind: str) -> dict[str, OwnSource]:
    own = Part(part.get("own", dict, {}), f"{part.key}.own", part.mistakes)
    if own.values and kind not in OWN_KINDS:
        own.wrong("", _("a {kind} has no own fields").format(kind=kind))
    found = {}
    for key, value in own.values.items():
        one = Part({"column": value} if isinstance(value, str) else value, f"{own.key}.{key}", part.mistakes)
        if not isinstance(value, str | dict):
            continue
        type_ = one.one_of("type", OWN_TYPES, "text")
        name = one.text("name") or key
        is_personal = one.get("personal", bool, type_ == "text")
        given = {each: what for each, what in one.values.items() if each not in ("type", "name", "personal")}
        field = Field(type_, 1000)
        found[field_key(key)] = OwnSource(name[:80], type_, is_personal, _source(given, one.key, field, part.mistakes))
    return found


def _entered(part: Part, kind: str, stages: set[str]) -> dict[str, Source]:
    entered = Part(part.get("entered", dict, {}), f"{part.key}.entered", part.mistakes)
    if entered.values and kind != "project":
        entered.wrong("", _("only a project enters stages"))
    for name in entered.values:
        if stages and name not in stages:
            entered.wrong(name, unknown(name, sorted(stages)))
    day = Field("date")
    return {name: _source(value, f"{entered.key}.{name}", day, part.mistakes) for name, value in entered.values.items()}


def _when(part: Part) -> tuple[str, frozenset[str]] | None:
    given = part.get("when", (str, dict))
    if given is None:
        return None
    if isinstance(given, str):
        return fold(given), frozenset()
    one = Part(given, f"{part.key}.when", part.mistakes)
    column, texts = one.text("column", required=True), one.texts("is")
    one.rest()
    return fold(column or ""), frozenset(fold_text(text) for text in texts)


def _source(given: Any, key: str, field: Field, mistakes: list[Mistake]) -> Source:
    part = Part({"column": given} if isinstance(given, str) else given, key, mistakes)
    key_columns = part.texts("key") if field.type == "link" else ()
    columns = part.texts("column") + part.texts("columns") + key_columns
    value = part.text("value")
    if isinstance(given, str | dict) and not all(columns or [""]) and value is None:
        part.wrong("", _('name its column, or give a value for all rows: { value = "..." }'))
    choices = part.get("choices", dict, {})
    for text, ours in choices.items():
        if not isinstance(ours, str):
            part.wrong(f"choices.{text}", what(str))
    unit = part.get("unit", (int, float), 1)
    if not 0 < unit < float("inf"):
        part.wrong("unit", _("write a number greater than 0"))
    if field.choices:
        for text in [*choices.values(), *([value] if value else [])]:
            if text not in field.choices:
                part.wrong(
                    "",
                    _("“{value}” is not possible here. Choose one of: {choices}").format(
                        value=text, choices=", ".join(field.choices)
                    ),
                )
    source = Source(
        columns=tuple(fold(one) for one in columns),
        is_key=bool(key_columns),
        first_of=part.text("first_of"),
        join=part.text("join"),
        instead=fold(found) if (found := part.text("instead")) else None,
        value=value,
        default=part.text("default"),
        choices={fold_text(text): str(ours) for text, ours in choices.items()},
        empty=frozenset(fold_text(text) for text in part.texts("empty")),
        unit=Decimal(str(unit)),
        currency=_currency(part),
        currency_column=fold(found) if (found := part.text("currency_column")) else None,
        decimal=part.one_of("decimal", (".", ",")),
        order=part.one_of("order", ("dmy", "mdy")),
        unreadable=part.one_of("unreadable", ("refuse", "leave"), "refuse"),
        missing=part.one_of(
            "missing", ("refuse", "leave", *(["make"] if field.to in MAKEABLE else [])), _missing(field)
        ),
    )
    for name in part.asked - set(_FOR_ALL) - set(_FOR_TYPE.get(field.type, ())):
        if name in part.values:
            part.wrong(
                name, _("a field of type {type} has no “{name}”: leave it out").format(type=field.type, name=name)
            )
    part.rest()
    return source


def _missing(field: Field) -> Any:
    return "make" if field.to in ("source", "campaign", "lost_reason") else "refuse"
