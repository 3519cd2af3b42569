"""Settings: what may be written, for whom, by whom; each one declared so that a manager understands it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.company import Company
from tests.sales.house import refusal
from tuicrm.sales import settings, undo
from tuicrm.sales.settings import SETTINGS, Setting, SettingLine, declare
from tuicrm.sales.wording import words
from tuicrm.store.errors import NotAllowed, NotFound, Refused


def put(company: Company, name: str, text: str, login: str = "hale", **named: Any) -> SettingLine:
    line: SettingLine = company.desk(login).write(settings.put_setting, name, text, **named)
    return line


def listed(company: Company, login: str = "li") -> dict[str, SettingLine]:
    return {one.name: one for one in company.desk(login).read(settings.settings)}


def test_each_has_a_default_a_meaning_and_most_can_be_switched_off(small_company: Company) -> None:
    lines = listed(small_company)
    assert {"holding_limit", "claims_a_day", "lock_limit", "recycle_idle_days", "response_hours"} <= set(lines)
    for line in lines.values():
        assert line.is_default, line.name
        assert len(line.meaning) > 20, line.name
        usual = line.value if line.kind in ("country", "currency") else line.default  # what the company began with
        assert line.declared.read(line.declared.written(usual)) == usual, line.name
        assert len(line.name) <= 50, "with a class behind it, it has to fit the table"


NUMBER = Setting("n", "g", "number", 5, "m.", off="o.", least=1, most=90)
BOUND = Setting("b", "g", "number", 5, "m.", most=90)
FLAG = Setting("f", "g", "flag", True, "m.")
CHOICE = Setting("c", "g", "choice", "one_by_one", "m.", choices={"one_by_one": "round robin", "pool": "the pool"})
NOUGHT = Setting("z", "g", "number", 5, "m.", most=90, off_is=0)
TEXT = Setting("t", "g", "text", "", "m.", most=5)


@pytest.mark.parametrize(
    ("setting", "text", "value"),
    [
        (NUMBER, "30", 30), (NUMBER, " 30 ", 30), (NUMBER, "off", None), (NUMBER, "OFF", None), (NUMBER, "关", None),
        (NUMBER, "none", None), (NUMBER, "no limit", None), (NUMBER, "default", 5), (NUMBER, "默认", 5),
        (NUMBER, "1", 1), (NUMBER, "３０", 30), (NUMBER, "90", 90),
        (BOUND, "0", 0), (FLAG, "on", True), (FLAG, "off", False),
        (FLAG, "yes", True), (FLAG, "否", False), (FLAG, "1", True), (FLAG, "0", False), (CHOICE, "pool", "pool"),
        (CHOICE, "one by one", "one_by_one"), (CHOICE, "one-by-one", "one_by_one"),
        (CHOICE, "Round Robin", "one_by_one"), (TEXT, "abc", "abc"), (NOUGHT, "off", 0), (NOUGHT, "无", 0),
        (NOUGHT, "0", 0), (NOUGHT, "9", 9), (BOUND, "000090", 90),
    ],
)  # fmt: skip
def test_what_is_written_is_read(setting: Setting, text: str, value: object) -> None:
    assert setting.read(text) == value


@pytest.mark.parametrize(
    ("setting", "text", "wanted"),
    [
        (NUMBER, "0", "a whole number from 1 to 90, or off"), (NUMBER, "91", "from 1 to 90"),
        (NUMBER, "-3", "from 1 to 90"), (NUMBER, "3.5", "from 1 to 90"), (NUMBER, "", "from 1 to 90"),
        (NUMBER, "²", "from 1 to 90"), (NUMBER, "9" * 40, "from 1 to 90"), (BOUND, "off", "from 0 to 90"),
        (BOUND, "000000001999", "from 0 to 90"), (NOUGHT, "91", "a whole number from 0 to 90, or off"),
        (FLAG, "maybe", "on or off"), (CHOICE, "random", "one_by_one, pool"), (TEXT, "abcdef", "at most 5"),
        (TEXT, "", "at most 5"),
    ],
)  # fmt: skip
def test_what_it_cannot_be_says_what_it_may(setting: Setting, text: str, wanted: str) -> None:
    with pytest.raises(Refused) as refused:
        setting.read(text)
    assert refused.value.code == "setting_value"
    assert wanted in str(refused.value.facts["wanted"])


def test_a_name_is_given_once() -> None:
    declare(SETTINGS["holding_limit"])
    with pytest.raises(ValueError, match="holding_limit"):
        declare(Setting("holding_limit", "g", "number", 1, "m."))


def test_one_for_all_and_its_own_for_a_class(small_company: Company) -> None:
    company = small_company
    put(company, "recycle_idle_days", "60")
    put(company, "recycle-idle-days", "120", part="a")
    line = put(company, "recycle_idle_days", "off", part="B")
    assert (line.value, line.parts, line.is_default) == (60, (("A", 120), ("B", None)), False)
    line = put(company, "recycle_idle_days", "default", part="A")
    assert line.parts == (("B", None),)
    assert put(company, "recycle_idle_days", "default").value == 90


def test_its_own_for_a_role_and_for_a_person(small_company: Company) -> None:
    company = small_company
    put(company, "claims_a_day", "5", part="team lead")
    line = put(company, "claims_a_day", "2", person_id=company.id("li"))
    assert (line.value, line.parts, line.people) == (10, (("team_lead", 5),), (("li", 2),))
    assert put(company, "claims_a_day", "default", person_id=company.id("li")).people == ()


@pytest.mark.parametrize(
    ("name", "text", "named", "code"),
    [
        ("colour", "red", {}, "setting"), ("recycle_idle_days", "0", {}, "setting_value"),
        ("cooling_days", "7", {"part": "A"}, "setting_part"), ("claims_a_day", "7", {"part": "boss"}, "role"),
        ("cooling_days", "7", {"person_id": 1}, "setting_part"),
        ("recycle_idle_days", "7", {"part": "rep", "by": "role"}, "setting_by"),
        ("claims_a_day", "7", {"part": "A", "by": "class"}, "setting_by"),
        ("capacity", "7", {"part": "rep", "by": "role"}, "setting_by"),
        ("claims_a_day", "off", {"person_id": 1}, "setting_value"),
    ],
)  # fmt: skip
def test_what_cannot_be_set_changes_nothing(
    small_company: Company, name: str, text: str, named: dict[str, Any], code: str
) -> None:
    assert refusal(small_company, "hale", settings.put_setting, name, text, **named).code == code
    assert all(line.is_default for line in listed(small_company).values())


def test_a_refusal_offers_nothing_that_is_refused(small_company: Company) -> None:
    said = refusal(small_company, "hale", settings.put_setting, "claims_a_day", "off", person_id=1)
    assert words(said) == "claims_a_day cannot be off: a whole number from 0 to 30000."
    said = refusal(small_company, "hale", settings.put_setting, "claims_a_day", "7", part="king")
    assert words(said).startswith("There is no role king. Choose one of: ")


def test_cooling_and_warning_are_switched_off(small_company: Company) -> None:
    assert put(small_company, "cooling_days", "off").value == 0
    assert put(small_company, "recycle_warn_days", "关").value == 0


def test_handing_out_is_switched_off(small_company: Company) -> None:
    put(small_company, "hand_out", "round_robin")
    assert put(small_company, "hand_out", "off").value == "pool"


def test_nobody_has_a_limit_who_is_not_there(small_company: Company) -> None:
    with pytest.raises(NotFound):
        put(small_company, "claims_a_day", "3", person_id=999)


@pytest.mark.parametrize(
    ("login", "may"), [("li", False), ("wang", False), ("eye", False), ("hale", True), ("boss", True)]
)
def test_who_manages_sets_and_everybody_reads(small_company: Company, login: str, may: bool) -> None:
    assert listed(small_company, login)["cooling_days"].value == 7
    if login in ("hale", "boss"):
        assert put(small_company, "cooling_days", "3", login).value == 3
    else:
        with pytest.raises(NotAllowed):
            put(small_company, "cooling_days", "3", login)


@pytest.mark.parametrize("part", ["", "A"])
def test_a_change_is_taken_back(small_company: Company, part: str) -> None:
    company = small_company
    put(company, "recycle_idle_days", "60", part=part)
    put(company, "recycle_idle_days", "30", part=part)
    for _time in range(2):
        company.desk("hale").write(undo.last)
        company.clock.later(seconds=1)
    assert company.desk("li").read(settings.one, "recycle_idle_days").is_default


def test_each_change_is_on_the_record(small_company: Company) -> None:
    put(small_company, "recycle_idle_days", "60", part="A")
    from sqlalchemy import select

    from tuicrm.store.tables.system import changes

    kept = small_company.all(select(changes.c.facts).where(changes.c.record_kind == "setting"))[-1]
    assert kept.facts == {"recycle_idle_days.A": [None, 60]}
