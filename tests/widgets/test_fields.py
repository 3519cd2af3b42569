"""Fields of forms as values: what may be typed, how it is understood, what is sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicrm.plain import language
from tuicrm.widgets.fields import Field, Option, Reading, values_of

OPTIONS = (Option("a", "Alpha"), Option("b", "Beta"))


@pytest.mark.parametrize(
    ("field", "options"),
    [
        (Field("x", "X"), ()),
        (Field("x", "X", "note", options=OPTIONS), ()),
        (Field("x", "X", "number", options=OPTIONS), ()),
        (Field("x", "X", "choice", options=OPTIONS), OPTIONS),
        (Field("x", "X", "choices", options=OPTIONS), OPTIONS),
        (Field("x", "X", "choice"), ()),
        (Field("x", "X", "yesno"), (Option("yes", "yes"), Option("no", "no"))),
        (Field("x", "X", "yesno", options=OPTIONS), OPTIONS),
    ],
)
def test_what_is_chosen_has_options(field: Field, options: tuple[Option, ...]) -> None:
    assert field.choose_from() == options


def test_yes_and_no_are_said_in_the_readers_language() -> None:
    language.use("zh")
    try:
        assert [option.key for option in Field("x", "X", "yesno").choose_from()] == ["yes", "no"]
        assert [option.label for option in Field("x", "X", "yesno").choose_from()] == ["是", "否"]
    finally:
        language.use("en")


@pytest.mark.parametrize(
    ("kind", "typed", "clean"),
    [
        ("text", "Acme", "Acme"),
        ("text", "  Acme  ", "Acme"),
        ("text", "two\nlines", "two lines"),
        ("text", "a\tb", "a b"),
        ("text", "\x1b[31mred", "[31mred"),
        ("text", "a\u202eb", "ab"),
        ("text", "   ", ""),
        ("note", "two\nlines", "two\nlines"),
        ("note", "two\r\nlines\r", "two\nlines"),
        ("note", "  indented\n  kept  ", "indented\n  kept"),
        ("note", "\x07bell", "bell"),
        ("number", " 12 ", "12"),
        ("date", "fri\n", "fri"),
    ],
)
def test_what_is_typed_is_made_clean(kind: str, typed: str, clean: str) -> None:
    assert Field("x", "X", kind).clean(typed) == clean  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("2 machines", "2 machines"),
        (" 2 machines", " 2 machines"),
        ("   2 machines ", " 2 machines"),
        ("  ", ""),
        ("", ""),
    ],
)
def test_where_a_digit_is_an_answer_a_blank_before_it_is_kept(typed: str, clean: str) -> None:
    assert Field("x", "X", answers=True).clean(typed) == clean
    assert Field("x", "X").clean(typed) == clean.strip()


@pytest.mark.parametrize(
    ("typed", "ok"),
    [
        ("0", True),
        ("12", True),
        ("-3", True),
        ("1.5", True),
        ("1,234.5", True),
        ("1 234", True),
        ("1e3", True),
        ("", True),
        ("twelve", False),
        ("12 pieces", False),
        ("1.2.3", False),
        ("nan", False),
        ("inf", False),
        ("-Infinity", False),
        ("1_0", False),
        ("١٢", True),
        ("12€", False),
    ],
)
def test_a_number_is_one(typed: str, ok: bool) -> None:
    assert (Field("x", "X", "number").wrong(typed) == "") is ok


@pytest.mark.parametrize("kind", ["choice", "choices", "yesno"])
def test_nothing_is_said_about_what_is_chosen(kind: str) -> None:
    field = Field("x", "X", kind, options=OPTIONS, read=lambda text: Reading("never asked", ok=False))  # type: ignore[arg-type]
    assert field.reading("a") is None
    assert field.wrong("a") == ""


@pytest.mark.parametrize(
    ("required", "typed", "wrong"),
    [(True, "", "This is needed."), (True, "  \n", "This is needed."), (True, "x", ""), (False, "", "")],
)
def test_what_is_needed_may_not_be_empty(required: bool, typed: str, wrong: str) -> None:
    assert Field("x", "X", required=required).wrong(typed) == wrong


def test_a_reader_says_how_it_understands_the_clean_text() -> None:
    heard = []

    def read(text: str) -> Reading:
        heard.append(text)
        return Reading(f"{len(text)} letters", ok=len(text) < 5)

    field = Field("x", "X", read=read)
    assert field.reading("  Acme\x00 ") == Reading("4 letters")
    assert field.wrong("Borealis") == "8 letters"
    assert field.reading("   ") is None, "there is nothing to say about nothing"
    assert heard == ["Acme", "Borealis"]


def test_what_is_needed_is_said_before_what_is_wrong() -> None:
    field = Field("x", "X", required=True, read=lambda text: Reading("no", ok=False))
    assert field.wrong("") == "This is needed."
    assert field.wrong("a") == "no"


def test_sent_are_all_fields_typed_or_not() -> None:
    fields = (Field("name", "Name", value="Acme"), Field("city", "City", value="Leeds"), Field("note", "Note", "note"))
    assert values_of(fields, {}) == {"name": "Acme", "city": "Leeds", "note": ""}
    assert values_of(fields, {"city": " Hull ", "note": "a\r\nb"}) == {"name": "Acme", "city": "Hull", "note": "a\nb"}
    assert values_of(fields, {"city": ""}) == {"name": "Acme", "city": "", "note": ""}, "emptied is not untouched"
    assert values_of(fields, {"stranger": "x"}).keys() == {"name", "city", "note"}


@given(st.text(max_size=40), st.sampled_from(["text", "note", "number", "date", "money"]), st.booleans())
def test_cleaning_twice_changes_nothing_more(typed: str, kind: str, answers: bool) -> None:
    field = Field("x", "X", kind, answers=answers)  # type: ignore[arg-type]
    assert field.clean(field.clean(typed)) == field.clean(typed)


@given(st.text(max_size=40))
def test_what_is_clean_reads_as_what_was_typed(typed: str) -> None:
    field = Field("x", "X", "number", required=True)
    assert field.wrong(field.clean(typed)) == field.wrong(typed)
