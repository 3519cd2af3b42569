"""Results and undos as JSON: what rules return comes back, what nobody returns is refused on the way in or out."""

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import pytest

from tuicrm.plain.money import Money
from tuicrm.sales.invariants import Violation
from tuicrm.sales.taking_over import Taken
from tuicrm.sales.taking_over.arrivals import Kept, Noted, Refusal
from tuicrm.store.codec import from_json, to_json


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Leaf:
    on: date | None
    at: datetime | None = None


@dataclass(frozen=True)
class Tree:
    id: UUID
    leaves: tuple[Leaf, ...] = ()
    named: dict[str, Leaf] = field(default_factory=dict)


def through(value: object) -> object:
    """Keep a value as the database does: as the text of a JSON document."""
    return from_json(json.loads(json.dumps(to_json(value), ensure_ascii=False)))


@pytest.mark.parametrize(
    "value",
    [
        None, True, False, 0, -1, 2**63, 1.5, "", "北京 👩‍🔧 \u202e \x1b[0m", "$", date(2028, 2, 29), date.min,
        date.max, datetime(2026, 11, 23, 9, 0, 0, 1, tzinfo=UTC), UUID(int=0), (), ((),), (1, ("a", None)), {},
        {"$": "at"}, {"$": "os:environ", "v": {}}, {1: "a", (2, 3): date(2026, 1, 1)}, Money(-5, "EUR"), Leaf(None),
        Tree(UUID(int=7), (Leaf(date(2026, 1, 1)),), {"x": Leaf(None, datetime(2026, 1, 1, tzinfo=UTC))}),
        Violation("file", "x {what}", "file", None, "page 3"),
        Taken({"customer": 2}, kept=(Kept(0, "customer", 1, ("city",)),), refused=(Refusal(1, "user", "role", "role"),),
              noted=(Noted(2, "project", "left_link", "owner"),)),
    ],
    ids=repr,
)  # fmt: skip
def test_value_comes_back_equal_and_of_its_type(value: object) -> None:
    back = through(value)
    assert back == value
    assert type(back) is type(value)


@pytest.mark.parametrize(
    ("value", "back"),
    [([1, [2]], (1, (2,))), (Colour.RED, "red"), (["a"], ("a",))],
    ids=["lists come as tuples", "an enum comes as its text", "a list"],
)
def test_value_comes_back_simpler(value: object, back: object) -> None:
    assert through(value) == back


def test_moment_of_another_zone_is_the_same_moment() -> None:
    at = datetime(2026, 11, 23, 17, 0, tzinfo=timezone(timedelta(hours=8)))
    assert through(at) == at


@pytest.mark.parametrize(
    "value", [object(), {1, 2}, b"bytes", Decimal(1), 1j, Leaf, lambda: None, (object(),), {"a": {1}}, timedelta(1)],
    ids=["object", "set", "bytes", "decimal", "complex", "class", "function", "in a tuple", "in a dict", "timespan"],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_before_it_is_written(value: object) -> None:
    with pytest.raises(TypeError, match="a rule may not return"):
        to_json(value)


@pytest.mark.parametrize(
    "named",
    [
        "os:environ", "subprocess:Popen", "builtins:eval", "tuicrm.store.database:Database",
        "tuicrm.plain.money:LARGEST", "json:JSONDecoder", "", "noword", "a:b:c",
    ],
)  # fmt: skip
def test_row_names_nothing_but_results(named: str) -> None:
    with pytest.raises(ValueError):
        from_json({"$": named, "v": {}})


def test_what_a_row_names_is_not_imported_from_elsewhere(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    import sys

    (tmp_path / "trap_of_a_row.py").write_text("raise SystemExit('sprung')\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ValueError, match="is not ours"):
        from_json({"$": "trap_of_a_row:Result", "v": {}})
    assert "trap_of_a_row" not in sys.modules
