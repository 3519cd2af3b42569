"""A line that filters, as people type it: its words, its terms, what is not understood, and how it is spelled again."""

from typing import Any

from tuicrm.plain.filters import parse_filter, spell

LINES = (
    ("acme", ("acme",), (), (), "acme"),
    ("acme ltd", ("acme", "ltd"), (), (), "acme ltd"),
    ('"acme ltd"', ("acme ltd",), (), (), '"acme ltd"'),
    ("source:phone", (), (("source", "in", ("phone",), False),), (), "source:phone"),
    ("source:phone,email", (), (("source", "in", ("phone", "email"), False),), (), "source:phone,email"),
    ('source:"new york"', (), (("source", "in", ("new york",), False),), (), 'source:"new york"'),
    ("city:new", (), (("city", "in", ("new",), False),), (), "city:new"),
    ("class:a", (), (("class", "in", ("a",), False),), (), "class:a"),
    ("class:a,b", (), (("class", "in", ("a", "b"), False),), (), "class:a,b"),
    ("not:class:a", (), (("class", "in", ("a",), True),), (), "not:class:a"),
    ("不:class:a", (), (("class", "in", ("a",), True),), (), "not:class:a"),
    ("not:acme", (), (("", "in", ("acme",), True),), (), "not:acme"),
    ('not:"acme ltd"', (), (("", "in", ("acme ltd",), True),), (), 'not:"acme ltd"'),
    ("idle:14+", (), (("idle", "min", ("14",), False),), (), "idle:14.."),
    ("idle:14", (), (("idle", "in", ("14",), False),), (), "idle:14"),
    ("idle:..14", (), (("idle", "max", ("14",), False),), (), "idle:..14"),
    ("idle:14..", (), (("idle", "min", ("14",), False),), (), "idle:14.."),
    ("idle:7..14", (), (("idle", "between", ("7", "14"), False),), (), "idle:7..14"),
    ("idle:14..7", (), (("idle", "between", ("14", "7"), False),), (), "idle:14..7"),
    ("idle:>14", (), (("idle", "over", ("14",), False),), (), "idle:>14"),
    ("idle:>=14", (), (("idle", "min", ("14",), False),), (), "idle:14.."),
    ("idle:<14", (), (("idle", "under", ("14",), False),), (), "idle:<14"),
    ("idle:<=14", (), (("idle", "max", ("14",), False),), (), "idle:..14"),
    ("idle:-5", (), (("idle", "in", ("-5",), False),), (), "idle:-5"),
    ("idle:abc", (), (("idle", "in", ("abc",), False),), (), "idle:abc"),
    ("amount:5000..", (), (("amount", "min", ("5000",), False),), (), "amount:5000.."),
    ("amount:5k..", (), (("amount", "min", ("5k",), False),), (), "amount:5k.."),
    ("amount:5k..10k", (), (("amount", "between", ("5k", "10k"), False),), (), "amount:5k..10k"),
    ("amount:..10万", (), (("amount", "max", ("10万",), False),), (), "amount:..10万"),
    ("amount:1,200.50..", (), (("amount", "min", ("1,200.50",), False),), (), "amount:1,200.50.."),
    ("amount:1.5m+", (), (("amount", "min", ("1.5m",), False),), (), "amount:1.5m.."),
    ("close:2026-11", (), (("close", "in", ("2026-11",), False),), (), "close:2026-11"),
    ("close:2026-q3", (), (("close", "in", ("2026-q3",), False),), (), "close:2026-q3"),
    ("close:2026q3", (), (("close", "in", ("2026q3",), False),), (), "close:2026q3"),
    (
        "close:2026-11-01..2026-11-30",
        (),
        (("close", "between", ("2026-11-01", "2026-11-30"), False),),
        (),
        "close:2026-11-01..2026-11-30",
    ),
    ("owner:none", (), (("owner", "none", (), False),), (), "owner:none"),
    ("owner:me", (), (("owner", "in", ("me",), False),), (), "owner:me"),
    ("owner:li", (), (("owner", "in", ("li",), False),), (), "owner:li"),
    ("owner:", (), (), ("owner: wants a value, as in owner:a, owner:a,b or owner:none",), ""),
    ("owner::", (), (("owner", "in", (":",), False),), (), 'owner:":"'),
    ("source:", (), (), ("source: wants a value, as in source:a, source:a,b or source:none",), ""),
    ("source:,", (), (), ("source: wants a value, as in source:a, source:a,b or source:none",), ""),
    ("source:phone,", (), (("source", "in", ("phone",), False),), (), "source:phone"),
    ("source:,phone", (), (("source", "in", ("phone",), False),), (), "source:phone"),
    ("source：phone", (), (("source", "in", ("phone",), False),), (), "source:phone"),
    ("class：a，b", (), (("class", "in", ("a", "b"), False),), (), "class:a,b"),
    ("idle：14＋", (), (("idle", "min", ("14",), False),), (), "idle:14.."),
    ("“acme ltd”", ("acme ltd",), (), (), '"acme ltd"'),
    ("http://acme.example", ("http://acme.example",), (), (), '"http://acme.example"'),
    ("https://acme.example/x?y=1", ("https://acme.example/x?y=1",), (), (), '"https://acme.example/x?y=1"'),
    ("jan@acme.example", ("jan@acme.example",), (), (), "jan@acme.example"),
    ("+442079460101", ("+442079460101",), (), (), "+442079460101"),
    ("10:30", ("10:30",), (), (), '"10:30"'),
    ("a:b:c", (), (("a", "in", ("b:c",), False),), (), 'a:"b:c"'),
    ("a:b c:d", (), (("a", "in", ("b",), False), ("c", "in", ("d",), False)), (), "a:b c:d"),
    ('"a:b"', ("a:b",), (), (), '"a:b"'),
    ('"', (), (), (), ""),
    ('""', (), (), (), ""),
    ('"acme', ("acme",), (), (), "acme"),
    ('acme"', ("acme",), (), (), "acme"),
    ("acme source:phone ltd", ("acme", "ltd"), (("source", "in", ("phone",), False),), (), "acme ltd source:phone"),
    (
        "source:phone source:email",
        (),
        (("source", "in", ("phone",), False), ("source", "in", ("email",), False)),
        (),
        "source:phone source:email",
    ),
    ("not:not:class:a", (), (), ("not: stands only once, as in not:class:a",), ""),
    ("not:", (), (), ("not: wants a word or a term, as in not:class:a",), ""),
    ("not", ("not",), (), (), "not"),
    ("NOT:class:a", (), (("class", "in", ("a",), True),), (), "not:class:a"),
    ("Source:Phone", (), (("source", "in", ("Phone",), False),), (), "source:Phone"),
    ("class:A,B", (), (("class", "in", ("A", "B"), False),), (), "class:A,B"),
    (
        'idle:14+ amount:5000.. not:class:a "acme ltd"',
        ("acme ltd",),
        (("idle", "min", ("14",), False), ("amount", "min", ("5000",), False), ("class", "in", ("a",), True)),
        (),
        '"acme ltd" idle:14.. amount:5000.. not:class:a',
    ),
    ("", (), (), (), ""),
    ("   ", (), (), (), ""),
    ("\t", (), (), (), ""),
    (
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        ("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",),
        (),
        (),
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    ),
    ("客户", ("客户",), (), (), "客户"),
    ("来源:电话", (), (("来源", "in", ("电话",), False),), (), "来源:电话"),
    ("来源：电话", (), (("来源", "in", ("电话",), False),), (), "来源:电话"),
    ("王芳 来源:电话", ("王芳",), (("来源", "in", ("电话",), False),), (), "王芳 来源:电话"),
    ("\x1b[31m", ("[31m",), (), (), "[31m"),
    ("source:\x1b[31m", (), (("source", "in", ("[31m",), False),), (), "source:[31m"),
    ("a\x00b", ("ab",), (), (), "ab"),
    ("*", ("*",), (), (), "*"),
    ("%", ("%",), (), (), "%"),
    ("_", ("_",), (), (), "_"),
    ("\\", ("\\",), (), (), "\\"),
    ("a,b", ("a,b",), (), (), '"a,b"'),
    ("a;b", ("a;b",), (), (), "a;b"),
    ("o'brien", ("o'brien",), (), (), "o'brien"),
    ("idle:14++", (), (("idle", "in", ("14++",), False),), (), 'idle:"14++"'),
    ("idle:+14", (), (("idle", "in", ("+14",), False),), (), "idle:+14"),
    ("idle:1e9", (), (("idle", "in", ("1e9",), False),), (), "idle:1e9"),
    (
        "idle:99999999999999999999",
        (),
        (("idle", "in", ("99999999999999999999",), False),),
        (),
        "idle:99999999999999999999",
    ),
    ("idle:..", (), (), ("idle: wants a range, as in idle:14+, idle:5000.. or idle:100..500",), ""),
    ("idle:...", (), (), ("idle: wants a range, as in idle:14+, idle:5000.. or idle:100..500",), ""),
    ("-acme", ("-acme",), (), (), "-acme"),
    ("--help", ("--help",), (), (), "--help"),
    ("close:today", (), (("close", "in", ("today",), False),), (), "close:today"),
    ("tag:vip", (), (("tag", "in", ("vip",), False),), (), "tag:vip"),
    ('tag:"a b",c', (), (("tag", "in", ("a b", "c"), False),), (), 'tag:"a b",c'),
    ("need:fast delivery", ("delivery",), (("need", "in", ("fast",), False),), (), "delivery need:fast"),
)
"""text -> words, terms (key, how, values, whether not), sentences, the line that a saved view keeps."""


def read(text: str) -> tuple[Any, ...]:
    found = parse_filter(text)
    terms = tuple((one.key, one.op, one.value, one.negated) for one in found.terms)
    return text, found.words, terms, tuple(one.sentence for one in found.errors), spell(found)


def test_every_line() -> None:
    assert [(row, read(row[0])) for row in LINES if read(row[0]) != row] == []


def test_what_a_view_keeps_reads_as_the_same_filter() -> None:
    for text, words, terms, _errors, kept in LINES:
        again = read(kept)
        assert again[1:4] == (words, terms, ()), text


def test_each_part_is_a_word_or_a_term_or_told_about() -> None:
    for text, words, terms, errors, _kept in LINES:
        assert words or terms or errors or not text.strip(' "\t'), text
