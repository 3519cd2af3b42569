import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tuicrm.plain.clean import FORBIDDEN, harmless, line, note, show

ANY = st.text(st.characters())  # lone surrogates, too
HOSTILE = "\x1b]52;c;aGk=\x07 \x9b31m \x00 \u202egnp.exe [/x] [@click=app.quit]"
FAMILY = "👨‍👩‍👧"


@given(ANY)
@example(HOSTILE)
def test_line_is_one_clean_line(text: str) -> None:
    clean = line(text)
    assert not FORBIDDEN.search(clean)
    assert clean == clean.strip() == unicodedata.normalize("NFC", clean)
    assert line(clean) == clean
    clean.encode("utf-8")


@given(ANY)
@example("a\r\nb\tc\n\n d \u2028e\n")
def test_note_keeps_its_lines_and_is_clean(text: str) -> None:
    clean = note(text)
    assert not any(FORBIDDEN.search(part) for part in clean.split("\n"))
    assert note(clean) == clean
    clean.encode("utf-8")


def test_no_character_by_itself_can_steer_a_terminal() -> None:
    every = "".join(map(chr, range(0x110000)))
    assert not FORBIDDEN.search(show(every))
    assert not FORBIDDEN.search(line(every))


@given(ANY)
@example(HOSTILE)
def test_nothing_shown_can_steer_a_terminal(text: str) -> None:
    shown = show(text)
    assert not FORBIDDEN.search(shown)
    assert show(shown) == shown
    shown.encode("utf-8")


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=30))
def test_ordinary_text_is_shown_as_it_is(text: str) -> None:
    assert show(text) == "".join(char for char in text if char not in "\u115f\u1160\u3164\uffa0")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Acme\tLtd\r\n", "Acme Ltd"),
        ("Acme\x00 \ud800Ltd\x1b[31m\u202e", "Acme Ltd[31m"),
        ("\u3000北京联成\u200b\ufeff", "北京联成"),
        ("Cafe\u0301", "Café"),
        ("a\n\n\nb", "a b"),
        ("a\x85b\u2028c", "a b c"),
        (FAMILY, FAMILY),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_line_at_the_door(typed: str, kept: str) -> None:
    assert line(typed) == kept


def test_note_at_the_door() -> None:
    assert note("\n Dear\tall, \r\n\r\n  we meet\x07.\rBye\u2029\n") == "Dear all,\n\n  we meet.\nBye"


@pytest.mark.parametrize(
    ("held", "drawn"),
    [
        ("a\x1b[31m\x07", "a␛[31m␇"),
        ("\x00\t\n\x7f", "␀␉␊␡"),
        ("\x9b31m", "·31m"),
        ("abc\u202efdp.exe", "abc·fdp.exe"),
        ("a\u2028b", "a·b"),
        ("a\u200bb\ufeff\U000e0041", "ab"),
        ("a\ud800b", "a\ufffdb"),
        ("e" + "\u0301" * 40, "e" + "\u0301" * 4),
        ("a\u200db", "ab"),
        ("は\u200dは", "はは"),
        (FAMILY, FAMILY),
        ("👩🏽‍💻 ❤️‍🔥", "👩🏽‍💻 ❤️‍🔥"),
        ("a\u00a0b\u3000c", "a b\u3000c"),
        ("[/x] 北京——「联成」……", "[/x] 北京——「联成」……"),
        ("ㅤ", ""),
    ],
)
def test_show(held: str, drawn: str) -> None:
    assert show(held) == drawn


@pytest.mark.parametrize(
    ("text", "stays"),
    [("a\n b \t", "a\n b \t"), ("\x1b]52;c;x\x07", "]52;c;x"), ("\x9b31m", "31m"), ("\u202eabc", "abc"),
     ("宽\r\n", "宽\r\n"), ("\x00", ""), ("", "")],
)  # fmt: skip
def test_harmless_takes_out_what_nobody_should_get_and_nothing_else(text: str, stays: str) -> None:
    assert harmless(text) == stays
