"""Forms and lines on standard input become leads; what is not known by name is kept, what is broken is told."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tuicrm.exchange import lead_lines, web_form
from tuicrm.exchange.lead_fields import known_field, lead_of
from tuicrm.exchange.web_form import Unreadable


def multipart(*fields: tuple[str, ...]) -> bytes:
    """What a browser posts of a form with a file."""
    parts = []
    for name, text, *file in fields:
        named = "".join(f'; filename="{one}"' for one in file)
        parts.append(f'Content-Disposition: form-data; name="{name}"{named}\r\n\r\n{text}')
    return ("".join(f"------B7\r\n{part}\r\n" for part in parts) + "------B7--\r\n").encode()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"name=Acme+Ltd&phone=%2B44+113&x=1", [("name", "Acme Ltd"), ("phone", "+44 113"), ("x", "1")]),
        (
            b'{"name": "Acme", "ok": true, "n": 3, "no": null}',
            [("name", "Acme"), ("ok", "yes"), ("n", "3"), ("no", "")],
        ),
        (
            b'{"phone": ["1", "2"], "contact": {"name": "Ann"}}',
            [("phone", "1"), ("phone", "2"), ("contact-name", "Ann")],
        ),
        ("姓名=王芳".encode(), [("姓名", "王芳")]),
        ("name=M\xfcller".encode("cp1252"), [("name", "Müller")]),
        (
            multipart(("name", "Acme Ltd"), ("message", "zwei\r\nZeilen ü")),
            [("name", "Acme Ltd"), ("message", "zwei\r\nZeilen ü")],
        ),
        (multipart(("name", "Acme"), ("plan", "JVBERi0", "a.pdf")), [("name", "Acme")]),
        (b"\xef\xbb\xbf" + b'{"name": "Acme"}', [("name", "Acme")]),
    ],
)
def test_a_form_is_read(data: bytes, expected: list[tuple[str, str]]) -> None:
    assert web_form.read(data) == expected


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"a=&b=", "empty"),
        (b"{", "no JSON"),
        (b"[1]", "object"),
        (b"[" * 100_000, "no JSON"),
        (b"x" * 300_000, "more than"),
        (b"&".join(b"a=1" for _ in range(300)), "at most 200 fields"),
        (b"--X\r\nnot a form\r\n--X--", "empty"),
    ],
)
def test_a_form_that_is_none_says_why(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        web_form.read(data)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Company", "name"), ("your-email", "emails"), ("Phone Number", "phones"), ("utm_campaign", "campaign"),
        ("公司名称", "name"), ("手机", "phones"), ("留言", "message"), ("colour", None),
    ],
)  # fmt: skip
def test_fields_are_known_by_many_names(name: str, field: str | None) -> None:
    assert known_field(name) == field


def test_what_is_not_known_by_name_is_kept_below_the_message() -> None:
    lead = lead_of(
        [("name", "Acme"), ("message", "price?"), ("Colour", "red"), ("_token", "x"), ("size", "12"),
         ("email", "a@b.c, d@e.f")],
        own=("size",), consent="I agree.", defaults={"source": "website", "campaign": ""},
    )  # fmt: skip
    assert (lead.name, lead.message, lead.fields) == ("Acme", "price?\nColour: red", {"size": "12"})
    assert (lead.emails, lead.source, lead.consent) == (("a@b.c", "d@e.f"), "website", "")


@pytest.mark.parametrize(
    ("pairs", "consent"),
    [
        ([("consent", "on")], "I agree."),
        ([("consent", "同意")], "I agree."),
        ([("consent", "I agree to all.")], "I agree to all."),
        ([("consent", "")], ""),
    ],
)
def test_a_ticked_box_stands_for_its_text(pairs: list[tuple[str, str]], consent: str) -> None:
    assert lead_of(pairs, consent="I agree.").consent == consent


def test_names_in_two_fields_are_one_and_a_time_is_read_in_the_teams_zone() -> None:
    lead = lead_of([("first-name", "Ann"), ("last_name", "Lee"), ("date", "2026-11-23 10:00")], zone="Asia/Shanghai")
    assert (lead.contact, lead.came_at) == ("Ann Lee", datetime(2026, 11, 23, 2, tzinfo=UTC))
    with pytest.raises(ValueError, match="no time that can be read"):
        lead_of([("date", "the other day")])


CSV = 'name;phone;message\nAcme;0113 496 0142;"two\nlines"\n\nBeta;;\n'


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (CSV.encode(), [(2, "Acme"), (5, "Beta")]),
        ("公司,电话\n联成,13800138000\n".encode("gb18030"), [(2, "联成")]),
        (b'{"name": "A"}\n\n{"name": "B"}\n', [(1, "A"), (3, "B")]),
        (b'[{"name": "A"}, {"name": "B"}]', [(1, "A"), (2, "B")]),
    ],
)
def test_many_leads_are_read_with_their_lines(data: bytes, lines: list[Any]) -> None:
    found = list(lead_lines.read(data))
    assert [(one.line, one.pairs[0][1]) for one in found] == lines


def test_a_broken_line_leaves_the_others_alone() -> None:
    found = list(lead_lines.read(b'{"name": "A"}\n{broken\n[1]\n{"name": "B"}'))
    assert [bool(one.error) for one in found] == [False, True, True, False]


@pytest.mark.parametrize("data", [b"", b"  \n", b"just a word", b"[{]"])
def test_nothing_that_could_be_leads_says_so(data: bytes) -> None:
    with pytest.raises(Unreadable):
        list(lead_lines.read(data))


@pytest.mark.parametrize(
    ("pairs", "message", "consent"),
    [
        ([("company", "A"), ("firm", "B"), ("公司", "C")], "name: B\nname: C", ""),
        ([("consent", "off")], "consent: off", ""),
        ([("consent", "不同意")], "consent: 不同意", ""),
        ([("consent", "yes")], "", "I agree."),
        ([("date", "the other day")], "time: the other day", ""),
        ([("message", "one"), ("message", "two"), ("x", "3")], "one\ntwo\nx: 3", ""),
    ],
)
def test_nothing_that_a_visitor_posted_is_lost(pairs: list[tuple[str, str]], message: str, consent: str) -> None:
    lead = lead_of(pairs, consent="I agree.", is_form=True)
    assert (lead.message, lead.consent) == (message, consent)


@pytest.mark.parametrize(
    ("pairs", "name", "contact", "message"),
    [
        ([("company", "Mike Ltd"), ("name", "Mia Moor")], "Mike Ltd", "Mia Moor", ""),
        ([("Name", "Mia Moor"), ("Firm", "Mike Ltd")], "Mike Ltd", "Mia Moor", ""),
        ([("name", "Mike Ltd"), ("contact", "Mia Moor")], "Mike Ltd", "Mia Moor", ""),
        ([("name", "Mike Ltd"), ("company", " ")], "Mike Ltd", "", ""),
        ([("name", "Mike Ltd")], "Mike Ltd", "", ""),
        ([("company", "A"), ("company", "B")], "A", "", "name: B"),
        ([("company", "A"), ("name", "Mia"), ("surname", "Moor")], "A", "Mia Moor", ""),
        ([("公司", "联成"), ("name", "王芳")], "联成", "王芳", ""),
    ],
)
def test_of_company_and_name_the_name_is_who_asks(
    pairs: list[tuple[str, str]], name: str, contact: str, message: str
) -> None:
    lead = lead_of(pairs)
    assert (lead.name, lead.contact, lead.message) == (name, contact, message)
