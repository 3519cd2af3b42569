"""One-time words: long enough, readable over the telephone, and read back however they are typed."""

import re

import pytest

from tuicrm.plain import secrets


def test_a_word_is_five_groups_without_letters_that_are_read_for_others() -> None:
    for _ in range(50):
        word = secrets.word()
        assert re.fullmatch(r"([a-z2-9]{5}-){4}[a-z2-9]{5}", word)
        assert not set(word) & set("ilo01")


def test_words_and_tokens_are_not_given_twice() -> None:
    assert len({secrets.word() for _ in range(500)}) == 500
    assert len({secrets.token() for _ in range(500)}) == 500


@pytest.mark.parametrize(
    "typed",
    [
        "abcde-fghjk-mnpqr-stuvw-xyz23",
        "ABCDE FGHJK mnpqr stuvw xyz23",
        "abcdefghjkmnpqrstuvwxyz23",
        " abcde - fghjk-mnpqr-stuvw-xyz23\n",
    ],
)
def test_a_word_is_read_however_it_is_typed(typed: str) -> None:
    assert secrets.as_typed(typed) == "abcde-fghjk-mnpqr-stuvw-xyz23"


def test_only_a_digest_is_kept() -> None:
    word = secrets.word()
    kept = secrets.digest(word)
    assert re.fullmatch("[0-9a-f]{64}", kept)
    assert word not in kept
    assert secrets.digest(secrets.as_typed(word.upper())) == kept
