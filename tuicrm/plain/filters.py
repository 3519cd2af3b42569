"""What a filter line says: free words and `key:value` terms, the same on the screen and in a shell."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from tuicrm.plain.clean import line, show
from tuicrm.plain.language import _

Op = Literal["in", "min", "max", "between", "over", "under", "none", "any"]


@dataclass(frozen=True)
class Term:
    """One `key:value` of a filter.

    `value` by `op`: "in" the alternatives; "min", "max", "over" and "under" one bound (the first two
    included); "between" two bounds, both included; "none" (there is no value) and "any" (there is one)
    nothing. Key "" with "in" is a word that must not be found (`not:acme`).
    """

    key: str
    op: Op
    value: tuple[str, ...] = ()
    negated: bool = False


@dataclass(frozen=True)
class FilterError:
    """A part of the line that is not understood, and a sentence that says what to write instead."""

    part: str
    sentence: str


@dataclass(frozen=True)
class Filter:
    """Records that hold every word and every term. What was not understood is in `errors`, not in `terms`."""

    words: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    errors: tuple[FilterError, ...] = ()


_TWINS = str.maketrans("：，＋＂“”„　", ':,+"""" ')  # an input method writes these
_WORD = re.compile(r'(?:"[^"]*"?|[^\s"])+')
_KEY = re.compile(r"([^\W\d_][\w-]*):(?!//)(.*)", re.DOTALL)
_BOUND = r"(?:[+-]?\d+(?:[.,]\d+)*\w{0,2}|\d[\w-]*)"  # 14, -5, 1,200.50, 5k, 10万, 2026-11, 2026q3
_RANGE = re.compile(rf"({_BOUND})?\.\.({_BOUND})?")
_COMPARE: dict[str, Op] = {">=": "min", "<=": "max", ">": "over", "<": "under"}
_PREFIX = re.compile(r"((?:not:)?(?:[^\W\d_][\w-]*:)?)(.*)", re.DOTALL)
_INNER_KEY = re.compile(r"\s[^\W\d_][\w-]*:(?!//)")
_NOT = ("not", "不", "非")
_EMPTY_OR_NOT: dict[str, Op] = {"none": "none", "无": "none", "any": "any", "任意": "any"}


def parse_filter(text: str, keys: Mapping[str, str] | None = None) -> Filter:
    """Read a filter line; never fails, what is not understood comes back in `errors`.

    `source:phone class:a,b idle:14+ amount:5000.. owner:none not:class:a "acme ltd"`. `>`, `<`, `>=`
    and `<=` before a bound are read too (a shell would eat them). Full-width signs count as their twins.

    Args:
        keys: each spelling of a key that is allowed here, and the key that it means; None allows all.
    """
    words: list[str] = []
    terms: list[Term] = []
    errors: list[FilterError] = []
    for part in _parts(text):
        match = _KEY.fullmatch(part)
        if match is None or part.startswith('"'):
            word = line(part.replace('"', ""))
            words += [word] if word else []
            continue
        found = _term(part, match[1].casefold(), match[2], keys)
        if isinstance(found, Term):
            terms.append(found)
        else:
            errors.append(found)
    return Filter(tuple(words), tuple(terms), tuple(errors))


def filter_text(parts: Iterable[str]) -> str:
    """Return one filter line for the words that a shell handed over.

    What was quoted there (`"acme ltd"`, `city:"new york"`) is quoted again; a whole line in one word
    (`"acme source:phone"`) stays one.
    """
    return " ".join(_quoted_again(part) for part in parts)


def spell(found: Filter) -> str:
    """Return the line that reads as this filter again: what a saved view keeps. Errors are left out."""
    return " ".join([*(_quoted(word) for word in found.words), *(_spell_term(term) for term in found.terms)])


def _parts(text: str) -> Iterator[str]:
    return (match[0] for match in _WORD.finditer(line(text).translate(_TWINS)))


def _term(part: str, key: str, rest: str, keys: Mapping[str, str] | None) -> Term | FilterError:
    if key in _NOT:
        return _negated(part, rest, keys)
    known = key if keys is None else keys.get(key)
    if known is None:
        return FilterError(part, _unknown(key, keys or {}))
    return _read_value(part, known, rest)


def _negated(part: str, rest: str, keys: Mapping[str, str] | None) -> Term | FilterError:
    inner = _KEY.fullmatch(rest)
    if inner is not None and inner[1].casefold() in _NOT:
        return FilterError(part, _("not: stands only once, as in not:class:a"))
    if inner is None or rest.startswith('"'):
        word = line(rest.replace('"', ""))
        if not word:
            return FilterError(part, _("not: wants a word or a term, as in not:class:a"))
        return Term("", "in", (word,), negated=True)
    found = _term(part, inner[1].casefold(), inner[2], keys)
    if isinstance(found, FilterError):
        return found
    return Term(found.key, found.op, found.value, negated=True)


def _read_value(part: str, key: str, rest: str) -> Term | FilterError:
    low = rest.strip().casefold()
    if low in _EMPTY_OR_NOT:
        return Term(key, _EMPTY_OR_NOT[low])
    for sign, op in _COMPARE.items():
        if rest.startswith(sign):
            bound = rest[len(sign) :].strip()
            return Term(key, op, (bound,)) if re.fullmatch(_BOUND, bound) else FilterError(part, _no_range(key))
    if rest.endswith("+") and re.fullmatch(_BOUND, rest[:-1]):
        return Term(key, "min", (rest[:-1],))
    if ".." in rest and '"' not in rest:
        return _range(part, key, rest)
    values = tuple(value for value in (line(raw.replace('"', "")) for raw in _alternatives(rest)) if value)
    return Term(key, "in", values) if values else FilterError(part, _no_value(key))


def _range(part: str, key: str, rest: str) -> Term | FilterError:
    match = _RANGE.fullmatch(rest)
    if match is None or not (match[1] or match[2]):
        return FilterError(part, _no_range(key))
    if match[1] and match[2]:
        return Term(key, "between", (match[1], match[2]))
    return Term(key, "min", (match[1],)) if match[1] else Term(key, "max", (match[2],))


def _alternatives(rest: str) -> list[str]:
    return [match[0] for match in re.finditer(r'(?:"[^"]*"?|[^,"])+', rest)]


def _no_value(key: str) -> str:
    return _("{key}: wants a value, as in {key}:a, {key}:a,b or {key}:none").format(key=show(key))


def _no_range(key: str) -> str:
    return _("{key}: wants a range, as in {key}:14+, {key}:5000.. or {key}:100..500").format(key=show(key))


def _unknown(key: str, keys: Mapping[str, str]) -> str:
    from difflib import get_close_matches  # only for a slip of the pen

    near = get_close_matches(key, list(keys), n=1)
    if near:
        return _("There is no {key}: here; did you mean {near}:?").format(key=show(key), near=near[0])
    return _("There is no {key}: here; there is {keys}.").format(
        key=show(key), keys=", ".join(dict.fromkeys(keys.values()))
    )


def _quoted(word: str) -> str:
    return f'"{word}"' if re.search(r"[\s:,]", word) or word.endswith("+") or ".." in word else word


def _quoted_again(part: str) -> str:
    if not re.search(r"\s", part) or '"' in part or _INNER_KEY.search(part):
        return part
    prefix, rest = _PREFIX.match(part).groups()  # type: ignore[union-attr] # it matches everything
    if not prefix:
        return f'"{part}"'
    return prefix + ",".join(f'"{one}"' if " " in one else one for one in rest.split(","))


def _spell_term(term: Term) -> str:
    match term.op:
        case "none" | "any":
            value: str = term.op
        case "between":
            value = "..".join(term.value)
        case "min":
            value = f"{term.value[0]}.."
        case "max":
            value = f"..{term.value[0]}"
        case "over" | "under":
            value = (">" if term.op == "over" else "<") + term.value[0]
        case _:
            value = ",".join(f'"{one}"' if _needs_quotes(one) else one for one in term.value)
    return ("not:" if term.negated else "") + (f"{term.key}:" if term.key else "") + value


def _needs_quotes(value: str) -> bool:
    return bool(re.search(r"[\s,:]", value)) or value.casefold() in _EMPTY_OR_NOT or _odd_value(value)


def _odd_value(value: str) -> bool:
    return ".." in value or value.endswith("+") or value.startswith(("<", ">", "//"))
