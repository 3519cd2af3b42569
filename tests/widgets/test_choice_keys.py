"""A field that is chosen: each key, with nothing chosen, one of them, or several."""

from __future__ import annotations

import pytest

from tests.widgets.stage import on_stage
from tuicrm.widgets.choice_input import ChoiceInput
from tuicrm.widgets.fields import Option

FRUIT = tuple(Option(key, label) for key, label in (("a", "Apple"), ("b", "Banana"), ("c", "Apricot"), ("d", "Date")))
MANY = tuple(Option(str(nth), f"Option {nth}") for nth in range(1, 15))

ONE = [  # what is chosen before, the keys, what is chosen then
    ("", "", ""),
    ("", "1", "a"),
    ("", "4", "d"),
    ("", "5", ""),
    ("", "0", ""),
    ("", "right", "a"),
    ("", "left", "d"),
    ("", "right right", "b"),
    ("", "home", "a"),
    ("", "end", "d"),
    ("", "a", "a"),
    ("", "b", "b"),
    ("", "z", ""),
    ("", "space", "a"),
    ("b", "", "b"),
    ("b", "right", "c"),
    ("b", "left", "a"),
    ("b", "left left", "d"),
    ("d", "right", "a"),
    ("b", "1", "a"),
    ("b", "2", "b"),
    ("b", "9", "b"),
    ("b", "home", "a"),
    ("b", "end", "d"),
    ("a", "a", "c"),
    ("a", "a a", "a"),
    ("c", "a", "a"),
    ("b", "d", "d"),
    ("b", "D", "d"),
    ("b", "z", "b"),
    ("b", "backspace", ""),
    ("b", "delete", ""),
    ("b", "backspace right", "a"),
    ("b", "space", "b"),
    ("b", "１", "a"),
    ("stranger", "", ""),
]


@pytest.mark.parametrize(("before", "keys", "after"), ONE)
async def test_one_of_several(before: str, keys: str, after: str) -> None:
    field = ChoiceInput(FRUIT, before)
    async with on_stage(field, size=(60, 6)) as seen:
        field.focus()
        await seen.press(*keys.split())
        assert field.value == after
        said = [message.value for message in seen.got(ChoiceInput.Changed)]
        assert not said or said[-1] == after
        assert len(said) <= len(keys.split())


SEVERAL = [
    ("", "1", "a"),
    ("", "1 3", "a,c"),
    ("", "3 1", "a,c"),
    ("", "1 1", ""),
    ("a,c", "", "a,c"),
    ("a,c", "1", "c"),
    ("a,c", "2", "a,b,c"),
    ("a,c", "backspace", ""),
    ("", "space", "a"),
    ("", "right space", "b"),
    ("", "right right space", "c"),
    ("", "left space", "d"),
    ("", "end space home space", "a,d"),
    ("", "d space", "d"),
    ("", "b space", "b"),
    ("a", "right", "a"),
    ("c,a", "", "a,c"),
    ("a,stranger", "", "a"),
    ("", "1 2 3 4", "a,b,c,d"),
    ("a,b,c,d", "2 4", "a,c"),
]


@pytest.mark.parametrize(("before", "keys", "after"), SEVERAL)
async def test_any_of_several(before: str, keys: str, after: str) -> None:
    field = ChoiceInput(FRUIT, before, many=True)
    async with on_stage(field, size=(60, 6)) as seen:
        field.focus()
        await seen.press(*keys.split())
        assert field.value == after


@pytest.mark.parametrize(
    ("value", "many", "drawn"),
    [
        ("", False, " 1 Apple   2 Banana   3 Apricot   4 Date"),
        ("b", False, " 1 Apple  [2 Banana]  3 Apricot   4 Date"),
        ("", True, "1 [ ] Apple 2 [ ] Banana 3 [ ] Apricot 4 [ ] Date"),
        ("a,d", True, "1 [x] Apple 2 [ ] Banana 3 [ ] Apricot 4 [x] Date"),
    ],
)
async def test_what_is_chosen_is_seen(value: str, many: bool, drawn: str) -> None:
    async with on_stage(ChoiceInput(FRUIT, value, many=many), size=(60, 6)) as seen:
        assert seen.lines()[0] == drawn


async def test_the_tenth_has_no_number_and_is_reached_by_arrows() -> None:
    field = ChoiceInput(MANY)
    async with on_stage(field, size=(80, 8)) as seen:
        field.focus()
        await seen.press("end")
        assert field.value == "14"
        assert "14 Option" not in seen.text()
        assert "Option 14" in seen.text()
        await seen.press("1")
        assert field.value == "1"


@pytest.mark.parametrize("cells", [12, 20, 30, 44, 80])
async def test_a_click_chooses_what_stands_there(cells: int) -> None:
    field = ChoiceInput(FRUIT)
    async with on_stage(field, size=(cells, 8)) as seen:
        for option in FRUIT:
            y = next(y for y, line in enumerate(seen.lines()) if option.label in line)
            await seen.click(seen.lines()[y].index(option.label), y)
            assert field.value == option.key


async def test_a_click_beside_all_options_chooses_nothing() -> None:
    field = ChoiceInput(FRUIT, "b")
    async with on_stage(field, size=(60, 6)) as seen:
        await seen.click(58, 0)
        assert field.value == "b"


async def test_without_options_no_key_does_harm() -> None:
    field = ChoiceInput(())
    async with on_stage(field, size=(60, 6)) as seen:
        field.focus()
        await seen.press("1", "right", "left", "home", "end", "backspace")
        assert field.value == ""
        assert seen.got(ChoiceInput.Changed) == []


async def test_labels_from_outside_are_harmless_and_cut() -> None:
    hostile = (Option("a", "x\x1b[31m" + "北" * 60), Option("b", "[/x]"))
    async with on_stage(ChoiceInput(hostile), size=(40, 6)) as seen:
        assert "\x1b" not in seen.text()
        assert "[/x]" in seen.text()


async def test_what_is_put_from_outside_is_no_choice_of_the_user() -> None:
    field = ChoiceInput(FRUIT)
    async with on_stage(field, size=(60, 6)) as seen:
        field.put("c")
        await seen.pilot.pause()
        assert field.value == "c"
        assert "[3 Apricot]" in seen.text()
        assert seen.got(ChoiceInput.Changed) == []
