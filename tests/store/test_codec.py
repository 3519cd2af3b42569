"""Results of rules survive being kept."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicrm.store.codec import from_json, to_json


@dataclass(frozen=True)
class Inner:
    on: date
    names: tuple[str, ...]


@dataclass(frozen=True)
class Outer:
    id: int
    inner: Inner
    facts: dict[str, int | None]


plain = st.none() | st.booleans() | st.integers() | st.text() | st.dates() | st.uuids()
moments = st.datetimes(timezones=st.just(UTC))


@given(st.recursive(plain | moments, lambda inner: st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner)))
def test_what_is_kept_comes_back(value: object) -> None:
    assert from_json(to_json(value)) == value


def test_dataclasses_come_back_whole() -> None:
    value = Outer(1, Inner(date(2026, 11, 23), ("李伟", "a")), {"n": None, "m": 2})
    assert from_json(to_json(value)) == value
    assert from_json(to_json((datetime(2026, 1, 1, tzinfo=UTC), UUID(int=5))))[1] == UUID(int=5)


@pytest.mark.parametrize("named", ["os:environ", "shutil:rmtree", "email.mime.text:MIMEText"])
def test_a_row_cannot_name_what_is_no_result(named: str) -> None:
    with pytest.raises(ValueError):
        from_json({"$": named, "v": {}})


def test_a_rule_may_not_return_what_cannot_be_kept() -> None:
    with pytest.raises(TypeError):
        to_json(object())
