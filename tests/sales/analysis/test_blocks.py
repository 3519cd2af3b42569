"""The blocks of evidence are questions, each in its place under the five sentences."""

import pytest

from tuicrm.plain import language
from tuicrm.plain.language import _
from tuicrm.sales.analysis.blocks import _ORDER, BLOCKS, block
from tuicrm.sales.analysis.questions import QUESTIONS
from tuicrm.screens.answer import number_of
from tuicrm.screens.team import OF_BLOCK
from tuicrm.widgets.cells import width


def test_each_block_is_a_question_that_can_be_asked() -> None:
    assert [one.name for one in _ORDER if one.name not in QUESTIONS] == []
    assert BLOCKS == _ORDER
    assert [one.name for one in BLOCKS][:3] == ["moved", "ramp", "gap"]


def test_pictures_under_sentences_are_of_blocks() -> None:
    assert set(OF_BLOCK.values()) <= {one.name for one in BLOCKS}


@pytest.mark.parametrize("one", BLOCKS, ids=lambda one: one.name)
def test_a_block_is_found_by_its_name_and_opened_by_its_number(one: object) -> None:
    name = one.name  # type: ignore[attr-defined]
    assert block(name) is one
    assert tuple(QUESTIONS)[number_of(name)] == name


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_names_of_blocks_fit_their_column(lang: str) -> None:
    language.use(lang)
    try:
        assert all(width(_(one.words)) <= 10 for one in BLOCKS)
    finally:
        language.use("en")


def test_there_is_no_other_block() -> None:
    with pytest.raises(StopIteration):
        block("people")
