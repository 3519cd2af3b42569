import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicrm.plain.filters import Filter, Term, filter_text, parse_filter, spell

KEYS = {
    "source": "source",
    "来源": "source",
    "class": "class",
    "idle": "idle",
    "amount": "amount",
    "owner": "owner",
}


def test_the_whole_grammar_in_one_line() -> None:
    text = 'source:phone class:a,b idle:14+ amount:5000.. owner:none not:class:a "acme ltd" 北京'
    assert parse_filter(text, KEYS) == Filter(
        words=("acme ltd", "北京"),
        terms=(
            Term("source", "in", ("phone",)),
            Term("class", "in", ("a", "b")),
            Term("idle", "min", ("14",)),
            Term("amount", "min", ("5000",)),
            Term("owner", "none"),
            Term("class", "in", ("a",), negated=True),
        ),
    )


@pytest.mark.parametrize(
    ("part", "term"),
    [
        ("amount:..5k", Term("amount", "max", ("5k",))),
        ("amount:100..500", Term("amount", "between", ("100", "500"))),
        ("amount:5万..", Term("amount", "min", ("5万",))),
        ("won:2026-01..2026-03", Term("won", "between", ("2026-01", "2026-03"))),
        ("won:2026q1..", Term("won", "min", ("2026q1",))),
        ("amount:>5000", Term("amount", "over", ("5000",))),
        ("idle:<=3", Term("idle", "max", ("3",))),
        ("owner:any", Term("owner", "any")),
        ("负责人:无", Term("负责人", "none")),
        ("负责人：任意", Term("负责人", "any")),
        ('城市:"无"', Term("城市", "in", ("无",))),
        ("非:负责人:无", Term("负责人", "none", negated=True)),
        ('owner:"none"', Term("owner", "in", ("none",))),
        ('city:"new york",leeds', Term("city", "in", ("new york", "leeds"))),
        ("来源：电话，官网", Term("来源", "in", ("电话", "官网"))),
        ("not:owner:none", Term("owner", "none", negated=True)),
        ("not:acme", Term("", "in", ("acme",), negated=True)),
        ("SOURCE:Fair", Term("source", "in", ("Fair",))),
        ("lang:c++", Term("lang", "in", ("c++",))),
    ],
)
def test_one_term(part: str, term: Term) -> None:
    assert parse_filter(part) == Filter(terms=(term,))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ()),
        ("  ", ()),
        ('""', ()),
        ("https://acme.example", ("https://acme.example",)),
        ("12:30", ("12:30",)),
        ('"acme', ("acme",)),
        ('"source:phone"', ("source:phone",)),
        ("a:b@c", ()),
    ],
)
def test_what_is_a_word(text: str, words: tuple[str, ...]) -> None:
    assert parse_filter(text).words == words


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("sorce:phone", "There is no sorce: here; did you mean source:?"),
        ("zzz:1", "There is no zzz: here; there is source, class, idle, amount, owner."),
        ("source:", "source: wants a value, as in source:a, source:a,b or source:none"),
        ("amount:..", "amount: wants a range, as in amount:14+, amount:5000.. or amount:100..500"),
        ("amount:big..", "amount: wants a range, as in amount:14+, amount:5000.. or amount:100..500"),
        ("amount:>big", "amount: wants a range, as in amount:14+, amount:5000.. or amount:100..500"),
        ("not:not:class:b", "not: stands only once, as in not:class:a"),
        ("not:", "not: wants a word or a term, as in not:class:a"),
    ],
)
def test_what_is_not_understood_is_said_and_the_rest_stands(text: str, sentence: str) -> None:
    found = parse_filter(f"acme {text} class:a", KEYS)
    assert (found.words, found.terms) == (("acme",), (Term("class", "in", ("a",)),))
    assert [(error.part, error.sentence) for error in found.errors] == [(text, sentence)]


def test_a_key_has_twins() -> None:
    assert parse_filter("来源:电话", KEYS).terms == (Term("source", "in", ("电话",)),)


@pytest.mark.parametrize(
    "line",
    [
        "source:phone class:a,b idle:14+ amount:5000.. owner:none not:class:a acme",
        'city:"new york" "acme ltd" not:city:"bad kissingen",leeds',
    ],
)
def test_a_line_survives_the_shell(line: str) -> None:
    assert parse_filter(filter_text(shlex.split(line))) == parse_filter(line)


def test_a_line_in_one_word_stays_a_line() -> None:
    assert filter_text(["acme source:phone"]) == "acme source:phone"


def test_controls_in_a_filter_are_taken_out() -> None:
    assert parse_filter("ac\x1bme city:le\x00eds") == Filter(("acme",), (Term("city", "in", ("leeds",)),))


VALUE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)


@given(st.text())
def test_no_text_breaks_the_parser_and_what_it_read_can_be_spelled(text: str) -> None:
    found = parse_filter(text)
    again = parse_filter(spell(found))
    assert (again.words, again.terms) == (found.words, found.terms)


@given(st.lists(st.sampled_from(['a:"b c"', "not:", "a:1..", "x,y", "none", '"', ":", "a:>3", "不:b", "+", "..", " "])))
def test_spelling_holds_for_what_people_type(parts: list[str]) -> None:
    found = parse_filter("".join(parts))
    assert parse_filter(spell(found)) == Filter(found.words, found.terms)
